/* Interning: an open-addressed table of numbers beside the array of texts. */
#include "base/atom.h"

#include <string.h>
#include <time.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/bug.h"
#include "base/buf.h"

enum { FIRST_SLOTS = 64 };

/* What a search looks at first: an atom + 1 (0: free), and half of its hash, so that the texts of others
 * are left alone. The other half is of no use: there are never more slots than it could tell apart. */
struct atom_slot {
    uint32_t number, hash;
};

/* Differs from run to run, which nobody sees: results follow the numbers, not the hash. */
static uint64_t new_seed(const void *address)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_REALTIME, &now);
    return (uint64_t)now.tv_nsec * 0x9E3779B97F4A7C15u ^ (uint64_t)now.tv_sec ^
           (uint64_t)(uintptr_t)address;
}

void atoms_init(struct atoms *atoms, struct arena *arena)
{
    *atoms = (struct atoms){.arena = arena, .seed = new_seed(atoms)};
}

static void enter(struct atoms *atoms, struct atom_slot entry)
{
    size_t mask = atoms->slot_count - 1, slot = entry.hash & mask;
    while (atoms->slots[slot].number) slot = (slot + 1) & mask;
    atoms->slots[slot] = entry;
}

static void widen(struct atoms *atoms)
{
    const struct atom_slot *old = atoms->slots;
    size_t old_count = atoms->slot_count, slot_count = old_count ? old_count * 2 : FIRST_SLOTS;
    atoms->slots = ARENA_ARRAY(atoms->arena, struct atom_slot, slot_count);
    atoms->slot_count = slot_count;
    for (size_t i = 0; i < old_count; i++)
        if (old[i].number) enter(atoms, old[i]);
}

uint64_t text_hash(struct str text)
{
    return XXH3_64bits(text.len ? text.p : "", text.len);
}

static uint32_t hash_of(const struct atoms *atoms, struct str text)
{
    return (uint32_t)XXH3_64bits_withSeed(text.len ? text.p : "", text.len, atoms->seed);
}

static uint32_t find_hashed(const struct atoms *atoms, struct str text, uint32_t hash)
{
    if (!atoms->slot_count) return ATOM_NONE;
    size_t mask = atoms->slot_count - 1;
    for (size_t slot = hash & mask;; slot = (slot + 1) & mask) {
        struct atom_slot found = atoms->slots[slot];
        if (!found.number) return ATOM_NONE;
        if (found.hash == hash && str_equal(atoms->texts[found.number - 1], text))
            return found.number - 1;
    }
}

static uint32_t add(struct atoms *atoms, struct str text, uint32_t hash)
{
    if (atoms->count >= ATOM_NONE - 1) arena_out_of_memory(atoms->arena);
    ARENA_GROW(atoms->arena, atoms->texts, atoms->count, atoms->capacity);
    /* Two of three are taken at most. */
    if (atoms->count * 3 >= atoms->slot_count * 2) widen(atoms);
    uint32_t atom = (uint32_t)atoms->count++;
    atoms->texts[atom] = text;
    enter(atoms, (struct atom_slot){atom + 1, hash});
    return atom;
}

uint32_t atoms_intern(struct atoms *atoms, struct str text)
{
    uint32_t hash = hash_of(atoms, text);
    uint32_t atom = find_hashed(atoms, text, hash);
    return atom != ATOM_NONE ? atom : add(atoms, str_copy(atoms->arena, text), hash);
}

uint32_t atoms_intern_borrowed(struct atoms *atoms, struct str text)
{
    uint32_t hash = hash_of(atoms, text);
    uint32_t atom = find_hashed(atoms, text, hash);
    return atom != ATOM_NONE ? atom : add(atoms, text, hash);
}

uint32_t atoms_find(const struct atoms *atoms, struct str text)
{
    return find_hashed(atoms, text, hash_of(atoms, text));
}

struct str atoms_text(const struct atoms *atoms, uint32_t atom)
{
    if (atom >= atoms->count) BUG("an atom that was never made");
    return atoms->texts[atom];
}
