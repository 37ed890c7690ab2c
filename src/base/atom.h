/* Interned byte strings: each distinct one has a small number, given in the order of arrival, so
 * that names are compared and looked up as integers and nothing ever depends on the order of a
 * hash. Also serves for any set of keys: group codes, distinct values, look-ups. */
#ifndef POL_BASE_ATOM_H
#define POL_BASE_ATOM_H

#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

#define ATOM_NONE UINT32_MAX

struct atom_slot; /* a place of the table; see atom.c */

struct atoms {
    struct arena *arena;
    uint64_t seed; /* of the hash: so that nobody can prepare colliding keys */
    struct str *texts;
    size_t count, capacity;
    struct atom_slot *slots;
    size_t slot_count;
};

void atoms_init(struct atoms *atoms, struct arena *arena);
/* The number of `text`; a text not seen before is copied and gets the next number. */
uint32_t atoms_intern(struct atoms *atoms, struct str text);
/* As intern, but `text` is kept as it is: it must live as long as the arena. */
uint32_t atoms_intern_borrowed(struct atoms *atoms, struct str text);
/* The number of `text`, or ATOM_NONE. */
uint32_t atoms_find(const struct atoms *atoms, struct str text);
/* The text with this number. */
struct str atoms_text(const struct atoms *atoms, uint32_t atom);

/* A hash of a text that is the same in every run and on every machine, as those inside `atoms` are not.
 * Somebody can make texts that share one: for what only gets slower by it. */
uint64_t text_hash(struct str text);

#endif
