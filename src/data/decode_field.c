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

/* As a mask from CACHED_FIELD_MAX - n on: n bytes are kept, those behind them not. */
static const char kept[2 * CACHED_FIELD_MAX + 8] = "\xff\xff\xff\xff\xff\xff\xff\xff"
                                                   "\xff\xff\xff\xff\xff\xff\xff\xff";

/* A field's bytes as two numbers; of those behind it nothing. */
static inline struct cached_field key_of(struct str field)
{
    const char *mask = kept + CACHED_FIELD_MAX - field.len;
    return (struct cached_field){.head = load_8(field.p) & load_8(mask),
                                 .tail = load_8(field.p + 8) & load_8(mask + 8),
                                 .len_1 = (uint32_t)field.len + 1};
}

static inline bool same_key(const struct cached_field *a, const struct cached_field *b)
{
    return !((a->head ^ b->head) | (a->tail ^ b->tail) | (a->len_1 ^ b->len_1));
}

/* Where the search for a field begins. */
static inline size_t first_slot(const struct cache_slots *slots, uint64_t head, uint64_t tail)
{
    return (head ^ slots->seed) * (tail ^ slots->factor) >> slots->shift;
}

/* The field's own slot, or the free one that it would have. */
static struct cached_field *slot_of(const struct field_cache *cache, const struct cached_field *key)
{
    size_t mask = cache->slots.room - 1, slot = first_slot(&cache->slots, key->head, key->tail);
    while (!same_key(&cache->fields[slot], key) && cache->fields[slot].len_1)
        slot = (slot + 1) & mask;
    return &cache->fields[slot];
}

void field_cache_init(struct field_cache *cache, struct arena *arena, size_t most)
{
    struct atoms seeded;
    atoms_init(&seeded, arena);
    *cache = (struct field_cache){.arena = arena, .most = most};
    cache->slots = (struct cache_slots){.room = (size_t)1 << FIRST_BITS,
                                        .shift = 64 - FIRST_BITS,
                                        .seed = seeded.seed,
                                        .factor = ~seeded.seed * 2 + 1};
    cache->fields = ARENA_ARRAY(arena, struct cached_field, cache->slots.room);
}

static void double_room(struct field_cache *cache)
{
    struct cached_field *before = cache->fields;
    size_t room = cache->slots.room;
    cache->fields = ARENA_ARRAY(cache->arena, struct cached_field, room * 2);
    cache->slots.room = room * 2;
    cache->slots.shift--;
    for (size_t i = 0; i < room; i++)
        if (before[i].len_1) *slot_of(cache, &before[i]) = before[i];
}

void field_cache_add(struct field_cache *cache, struct str field, uint32_t value)
{
    if (field.len > CACHED_FIELD_MAX || cache->count == cache->most) return;
    if (cache->count * 4 >= cache->slots.room) double_room(cache);
    struct cached_field key = key_of(field);
    struct cached_field *own = slot_of(cache, &key);
    if (own->len_1) return;
    *own = key;
    own->value = value;
    cache->count++;
}

static __attribute__((noinline)) bool find(const struct field_cache *cache, struct str field,
                                           uint32_t *value)
{
    if (field.len > CACHED_FIELD_MAX) return false;
    struct cached_field key = key_of(field);
    const struct cached_field *known = slot_of(cache, &key);
    *value = known->value; /* 0 where it is free */
    return known->len_1 != 0;
}

void field_cache_decode(const struct field_cache *cache, const struct field_run *run,
                        uint32_t *values, struct hard_rows *hard)
{
    const struct cached_field *fields = cache->fields;
    const struct cache_slots slots = cache->slots; /* in registers */
    for (size_t row = 0; row < run->rows; row++) {
        struct str field = field_of_row(run, row);
        if (field.len <= 8) { /* nearly all are where they are looked for first */
            uint64_t head = load_8(field.p) & load_8(kept + CACHED_FIELD_MAX - field.len);
            const struct cached_field *known = &fields[first_slot(&slots, head, 0)];
            values[row] = known->value;
            if (known->head == head && known->len_1 == field.len + 1) continue;
        }
        values[row] = 0;
        if (!find(cache, field, &values[row])) hard->rows[hard->count++] = (uint16_t)row;
    }
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
