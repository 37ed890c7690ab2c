/* Decodes fields of which few are different, by what they meant before, and texts as they are. */
#include <string.h>

#include "base/atom.h"
#include "base/compiler.h"
#include "data/decode.h"

enum { FIRST_ROOM = 64 };

struct cached_field {
    uint64_t head, tail; /* its bytes, zeros behind them */
    uint32_t len_1;      /* its length and one; 0: free */
    uint32_t value;
};

/* A field's bytes as two numbers; of those behind it nothing. */
static inline struct cached_field key_of(struct str field)
{
    uint64_t head = load_8(field.p), tail = load_8(field.p + 8);
    size_t len = field.len;
    if (len < 8) head &= (UINT64_C(1) << 8 * len) - 1;
    if (len <= 8)
        tail = 0;
    else if (len < 16)
        tail &= (UINT64_C(1) << 8 * (len - 8)) - 1;
    return (struct cached_field){.head = head, .tail = tail, .len_1 = (uint32_t)len + 1};
}

static inline bool same_key(const struct cached_field *a, const struct cached_field *b)
{
    return a->head == b->head && a->tail == b->tail && a->len_1 == b->len_1;
}

/* The field's own slot, or the free one that it would have. */
static inline size_t slot_of(const struct field_cache *cache, const struct cached_field *key)
{
    u128 product = (u128)(key->head ^ cache->seed) * (key->tail ^ ~cache->seed);
    size_t mask = cache->room - 1, slot = ((uint64_t)(product >> 64) ^ (uint64_t)product) & mask;
    while (cache->fields[slot].len_1 && !same_key(&cache->fields[slot], key))
        slot = (slot + 1) & mask;
    return slot;
}

void field_cache_init(struct field_cache *cache, struct arena *arena, size_t most)
{
    struct atoms seeded;
    atoms_init(&seeded, arena);
    *cache =
        (struct field_cache){.arena = arena, .room = FIRST_ROOM, .most = most, .seed = seeded.seed};
    cache->fields = ARENA_ARRAY(arena, struct cached_field, FIRST_ROOM);
}

static void double_room(struct field_cache *cache)
{
    struct cached_field *before = cache->fields;
    size_t room = cache->room;
    struct cached_field *fields = ARENA_ARRAY(cache->arena, struct cached_field, room * 2);
    cache->fields = fields;
    cache->room = room * 2;
    for (size_t i = 0; i < room; i++)
        if (before[i].len_1) fields[slot_of(cache, &before[i])] = before[i];
}

void field_cache_add(struct field_cache *cache, struct str field, uint32_t value)
{
    if (field.len > CACHED_FIELD_MAX || cache->count == cache->most) return;
    if (cache->count * 4 >= cache->room) double_room(cache);
    struct cached_field key = key_of(field);
    size_t slot = slot_of(cache, &key);
    if (cache->fields[slot].len_1) return;
    cache->fields[slot] = key;
    cache->fields[slot].value = value;
    cache->count++;
}

void field_cache_decode(const struct field_cache *cache, const struct field_run *run,
                        uint32_t *values, struct hard_rows *hard)
{
    for (size_t row = 0; row < run->rows; row++) {
        struct str field = field_of_row(run, row);
        values[row] = 0;
        if (field.len <= CACHED_FIELD_MAX) {
            struct cached_field key = key_of(field);
            const struct cached_field *known = &cache->fields[slot_of(cache, &key)];
            values[row] = known->value;
            if (known->len_1) continue;
        }
        hard->rows[hard->count++] = (uint16_t)row;
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
