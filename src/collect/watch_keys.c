/* Keys that stand twice (D04). A key is remembered by its fingerprint, up to a limit. */
#include "collect/watch.h"

#include <xxhash.h>

enum {
    KEYS_MAX = 1000000, /* later ones are only compared with these */
    SLOTS_FIRST = 1 << 12
};

/* 96 bits of the fingerprint: that two keys of a million share them is no more likely than that the
 * machine errs. */
struct key_slot {
    uint64_t low;
    uint32_t high;
    uint32_t line; /* 0: free */
};

struct key_watch {
    struct arena *arena;
    struct key_slot *slots;
    size_t slot_count, count;
    struct seen repeats;
    uint32_t earlier[SEEN_SHOWN]; /* the lines of the rows whose keys they repeat */
    struct buf key;
};

struct key_watch *key_watch_begin(const struct watched *at)
{
    /* A table that is looked up in has all its keys remembered: see lookup.c. */
    if (!at->options->keys || !at->table->key_count || at->plan->looked_up) return NULL;
    struct key_watch *watch = ARENA_NEW(at->arena, struct key_watch);
    *watch = (struct key_watch){
        .arena = at->arena,
        .slots = ARENA_ARRAY(at->arena, struct key_slot, SLOTS_FIRST),
        .slot_count = SLOTS_FIRST,
        .key = buf_in(at->arena),
    };
    return watch;
}

static struct key_slot *find_slot(const struct key_watch *watch, uint64_t low, uint32_t high)
{
    size_t at = low & (watch->slot_count - 1);
    while (watch->slots[at].line && (watch->slots[at].low != low || watch->slots[at].high != high))
        at = (at + 1) & (watch->slot_count - 1);
    return &watch->slots[at];
}

static void grow(struct key_watch *watch)
{
    struct key_slot *slots = watch->slots;
    size_t count = watch->slot_count;
    watch->slot_count *= 2;
    watch->slots = ARENA_ARRAY(watch->arena, struct key_slot, watch->slot_count);
    for (size_t i = 0; i < count; i++)
        if (slots[i].line) *find_slot(watch, slots[i].low, slots[i].high) = slots[i];
}

static void take_key(struct key_watch *watch, struct str key, uint32_t line)
{
    XXH128_hash_t print = XXH3_128bits(key.p, key.len);
    struct key_slot *slot = find_slot(watch, print.low64, (uint32_t)print.high64);
    if (slot->line) {
        if (watch->repeats.count < SEEN_SHOWN) watch->earlier[watch->repeats.count] = slot->line;
        seen_add(&watch->repeats, line);
        return;
    }
    if (watch->count == KEYS_MAX) return;
    *slot = (struct key_slot){print.low64, (uint32_t)print.high64, line};
    if (++watch->count * 2 > watch->slot_count) grow(watch);
}

/* The key of a row as bytes; false where a part of it is missing: what is not known is not the same. */
static bool key_of(struct key_watch *watch, const struct watched *at, const struct rows *rows,
                   size_t row)
{
    buf_clear(&watch->key);
    for (size_t i = 0; i < at->table->key_count; i++) {
        const struct column *column = at->table->keys[i];
        struct str part;
        if (!rows_key(rows->scratch, column, &rows->columns[column->index], row, &part))
            return false;
        buf_add(&watch->key, (struct str){(const char *)&part.len, sizeof part.len});
        buf_add(&watch->key, part);
    }
    return true;
}

void key_watch_batch(struct key_watch *watch, const struct watched *at, const struct rows *rows,
                     const uint32_t *lines)
{
    for (size_t i = 0; i < rows->count; i++)
        if (key_of(watch, at, rows, i)) take_key(watch, buf_str(&watch->key), lines[i]);
}

static void relate_repeat(const struct watched *at, struct finding *finding, struct location row,
                          struct location earlier)
{
    unsigned line = (unsigned)earlier.line;
    if (str_equal(row.path, earlier.path))
        finding_relate(at->findings, finding, row, "it repeats line %u", line);
    else
        finding_relate(at->findings, finding, row, "it repeats line %u of `%.*s`", line,
                       STR_ARG(earlier.path));
}

void key_watch_report(const struct key_watch *watch, const struct watched *at)
{
    const struct seen *seen = &watch->repeats;
    if (!seen->count) return;
    struct finding *f = finding_add_at(
        at->findings, FINDING_D04, table_location(at->files, seen->lines[0]),
        "%.*s repeat%s the key of an earlier one",
        STR_ARG(seen_rows(seen, at->findings->arena, at->path)), seen->count == 1 ? "s" : "");
    for (size_t i = 0; i < seen->count && i < SEEN_SHOWN; i++)
        relate_repeat(at, f, table_location(at->files, seen->lines[i]),
                      table_location(at->files, watch->earlier[i]));
    finding_help(at->findings, f,
                 "both rows count: take out the one that is there by mistake, or name more columns "
                 "in `key`");
}
