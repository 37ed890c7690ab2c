/* Decodes fields of which few are different, by what they meant before, and texts as they are. */
#include <string.h>

#include "base/atom.h"
#include "base/compiler.h"
#include "data/decode.h"

enum { FIRST_BITS = 6 };

struct cached_field {
    uint64_t head, tail; /* its bytes, zeros behind them */
    uint32_t len_1;      /* its length and one; 0: free */
    uint32_t value;
};

/* A field's bytes as two numbers; of those behind it nothing. */
static inline struct cached_field key_of(struct str field)
{
    static const uint8_t kept[2 * CACHED_FIELD_MAX + 8] = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                                                           0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                                                           0xff, 0xff, 0xff, 0xff};
    const char *mask = (const char *)kept + CACHED_FIELD_MAX - field.len;
    return (struct cached_field){.head = load_8(field.p) & load_8(mask),
                                 .tail = load_8(field.p + 8) & load_8(mask + 8),
                                 .len_1 = (uint32_t)field.len + 1};
}

static inline bool same_key(const struct cached_field *a, const struct cached_field *b)
{
    return !((a->head ^ b->head) | (a->tail ^ b->tail) | (a->len_1 ^ b->len_1));
}

/* The field's own slot, or the free one that it would have. */
static inline size_t slot_of(const struct cached_field *fields, const struct cache_slots *slots,
                             const struct cached_field *key)
{
    uint64_t mixed = (key->head ^ slots->seed) * ((key->tail ^ ~slots->seed) | 1);
    size_t mask = slots->room - 1, slot = mixed >> slots->shift;
    while (!same_key(&fields[slot], key) && fields[slot].len_1) slot = (slot + 1) & mask;
    return slot;
}

void field_cache_init(struct field_cache *cache, struct arena *arena, size_t most)
{
    struct atoms seeded;
    atoms_init(&seeded, arena);
    *cache = (struct field_cache){.arena = arena, .most = most};
    cache->slots = (struct cache_slots){(size_t)1 << FIRST_BITS, 64 - FIRST_BITS, seeded.seed};
    cache->fields = ARENA_ARRAY(arena, struct cached_field, cache->slots.room);
}

static void double_room(struct field_cache *cache)
{
    struct cached_field *before = cache->fields;
    size_t room = cache->slots.room;
    struct cached_field *fields = ARENA_ARRAY(cache->arena, struct cached_field, room * 2);
    cache->fields = fields;
    cache->slots.room = room * 2;
    cache->slots.shift--;
    for (size_t i = 0; i < room; i++)
        if (before[i].len_1) fields[slot_of(fields, &cache->slots, &before[i])] = before[i];
}

void field_cache_add(struct field_cache *cache, struct str field, uint32_t value)
{
    if (field.len > CACHED_FIELD_MAX || cache->count == cache->most) return;
    if (cache->count * 4 >= cache->slots.room) double_room(cache);
    struct cached_field key = key_of(field);
    struct cached_field *own = &cache->fields[slot_of(cache->fields, &cache->slots, &key)];
    if (own->len_1) return;
    *own = key;
    own->value = value;
    cache->count++;
}

void field_cache_decode(const struct field_cache *cache, const struct field_run *run,
                        uint32_t *values, struct hard_rows *hard)
{
    const struct cached_field *fields = cache->fields;
    const struct cache_slots slots = cache->slots; /* in registers */
    size_t hard_count = hard->count;
    for (size_t row = 0; row < run->rows; row++) {
        struct str field = field_of_row(run, row);
        if (__builtin_expect(field.len <= CACHED_FIELD_MAX, 1)) {
            struct cached_field key = key_of(field);
            const struct cached_field *known = &fields[slot_of(fields, &slots, &key)];
            values[row] = known->value;
            if (__builtin_expect(known->len_1 != 0, 1)) continue;
        }
        values[row] = 0;
        hard->rows[hard_count++] = (uint16_t)row;
    }
    hard->count = hard_count;
}

/* ---- texts of any kind ---- */

/* Neither white space nor a quote nor part of a character that is not ASCII. */
static bool is_bare(char c)
{
    return c > ' ' && (unsigned char)c < 0x80 && c != '"';
}

bool is_plain_text(struct str field)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), high = ones << 7;
    if (!field.len || !is_bare(field.p[0]) || !is_bare(field.p[field.len - 1])) return false;
    for (size_t i = 0; i < field.len; i += 8) {
        uint64_t bytes = load_8(field.p + i);
        if (field.len - i < 8) bytes |= ones << 8 * (field.len - i); /* anything but NUL */
        if (field.len - i < 8) bytes &= ~(high << 8 * (field.len - i));
        if ((bytes | (bytes - ones)) & high) return false;
    }
    return true;
}

void text_decode(const struct field_run *run, struct str *texts, struct hard_rows *hard)
{
    for (size_t row = 0; row < run->rows; row++) {
        struct str field = field_of_row(run, row);
        texts[row] = field;
        if (is_plain_text(field)) continue;
        texts[row] = STR("");
        hard->rows[hard->count++] = (uint16_t)row;
    }
}
