/* Sorting outside of memory: runs are sorted when the room for them is full, and merged in the end. */
#include "collect/rank_runs.h"

#include <stdlib.h>
#include <string.h>

enum {
    ENTRIES_FIRST = 1 << 11,
    ENTRIES_MOST = 1 << 17, /* 2 MB */
    READ_AT_ONCE = 1 << 10, /* entries of a run that is merged */
    RUNS_AT_ONCE = 64
};

void runs_begin(struct runs *runs, struct arena *arena)
{
    *runs = (struct runs){.arena = arena, .most = ENTRIES_MOST};
}

/* --- in memory ------------------------------------------------------------------------------------ */

static int compare_entries(const void *left, const void *right)
{
    const struct run_entry *a = left, *b = right;
    if (a->cell != b->cell) return a->cell < b->cell ? -1 : 1;
    return (a->value > b->value) - (a->value < b->value);
}

static bool same_value(const struct run_entry *a, const struct run_entry *b)
{
    return a->cell == b->cell && a->value == b->value && a->count <= UINT32_MAX - b->count;
}

/* Sorts the newest entries, and makes one of those that are the same. */
static void sort_entries(struct runs *runs)
{
    size_t kept = 0;
    qsort(runs->entries, runs->count, sizeof *runs->entries, compare_entries);
    for (size_t i = 0; i < runs->count; i++) {
        if (kept && same_value(&runs->entries[kept - 1], &runs->entries[i]))
            runs->entries[kept - 1].count += runs->entries[i].count;
        else
            runs->entries[kept++] = runs->entries[i];
    }
    runs->count = kept;
}

static void make_larger(struct runs *runs)
{
    size_t capacity = runs->capacity ? runs->capacity : ENTRIES_FIRST / 2;
    runs->entries =
        arena_grow(runs->arena, runs->entries, sizeof *runs->entries, runs->count, &capacity);
    runs->capacity = capacity;
}

/* --- in the file ---------------------------------------------------------------------------------- */

/* Moves the newest entries, sorted, to the file; where that can't be, memory has to do. */
static bool file_entries(struct runs *runs)
{
    if (!runs->opened) {
        runs->opened = true;
        runs->in_memory = !spill_open(&runs->file, runs->arena);
    }
    uint64_t place = runs->file.size;
    if (!runs->in_memory &&
        !spill_add(&runs->file, runs->entries, runs->count * sizeof *runs->entries))
        runs->in_memory = true;
    if (runs->in_memory) return false;
    ARENA_GROW(runs->arena, runs->items, runs->run_count, runs->run_capacity);
    runs->items[runs->run_count++] =
        (struct sorted_run){.place = place, .count = runs->count, .factor = 1};
    runs->count = 0;
    return true;
}

/* There is no room for one more: sorts, and when that does not help much files all. A file that is full
 * when some runs are in it already is no use any more. */
static void make_room(struct runs *runs)
{
    if (runs->capacity < runs->most) {
        make_larger(runs);
        return;
    }
    sort_entries(runs);
    if (runs->count <= runs->capacity / 2) return;
    if (!runs->in_memory && file_entries(runs)) return;
    runs->failed = runs->run_count > 0;
    make_larger(runs);
    runs->most = runs->capacity;
}

void runs_add(struct runs *runs, uint32_t cell, int64_t value, uint32_t count)
{
    if (runs->count == runs->capacity) make_room(runs);
    runs->entries[runs->count++] = (struct run_entry){value, cell, count};
    if (cell >= runs->cells) runs->cells = (size_t)cell + 1;
}

void runs_rescale(struct runs *runs, int64_t factor)
{
    for (size_t i = 0; i < runs->count; i++) runs->entries[i].value *= factor;
    for (size_t i = 0; i < runs->run_count; i++) runs->items[i].factor *= factor;
}

/* --- merging -------------------------------------------------------------------------------------- */

/* A run that is read piece by piece. */
struct reading {
    struct sorted_run run;
    struct run_entry *entries;
    size_t at, count;
};

static bool read_on(struct runs *runs, struct reading *reading)
{
    if (reading->at < reading->count) return true;
    size_t count = reading->run.count < READ_AT_ONCE ? (size_t)reading->run.count : READ_AT_ONCE;
    if (!count) return false;
    if (!spill_get(&runs->file, reading->run.place, reading->entries,
                   count * sizeof *reading->entries)) {
        runs->failed = true;
        return false;
    }
    for (size_t i = 0; i < count; i++) reading->entries[i].value *= reading->run.factor;
    reading->run.place += count * sizeof *reading->entries;
    reading->run.count -= count;
    reading->at = 0;
    reading->count = count;
    return true;
}

/* The reading with the least entry; NULL: all are at their end. */
static struct reading *least_of(struct runs *runs, struct reading *readings, size_t count)
{
    struct reading *least = NULL;
    for (size_t i = 0; i < count; i++) {
        struct reading *r = &readings[i];
        if (!read_on(runs, r)) continue;
        if (!least || compare_entries(&r->entries[r->at], &least->entries[least->at]) < 0)
            least = r;
    }
    return least;
}

/* Merges the first runs to one at the end. */
static bool merge_some(struct runs *runs, size_t count)
{
    struct arena *scratch = arena_child(runs->arena);
    struct reading *readings = ARENA_ARRAY(scratch, struct reading, count);
    struct reading *least;
    struct sorted_run merged = {.place = runs->file.size, .factor = 1};
    for (size_t i = 0; i < count; i++) {
        readings[i].run = runs->items[i];
        readings[i].entries = ARENA_ARRAY(scratch, struct run_entry, READ_AT_ONCE);
    }
    runs->count = 0;
    while ((least = least_of(runs, readings, count))) {
        const struct run_entry *entry = &least->entries[least->at++];
        if (runs->count && same_value(&runs->entries[runs->count - 1], entry)) {
            runs->entries[runs->count - 1].count += entry->count;
            continue;
        }
        if (runs->count == runs->capacity) {
            merged.count += runs->count;
            runs->failed |=
                !spill_add(&runs->file, runs->entries, runs->count * sizeof *runs->entries);
            runs->count = 0;
        }
        runs->entries[runs->count++] = *entry;
    }
    merged.count += runs->count;
    runs->failed |= !spill_add(&runs->file, runs->entries, runs->count * sizeof *runs->entries);
    runs->count = 0;
    runs->run_count -= count;
    memmove(runs->items, runs->items + count, runs->run_count * sizeof *runs->items);
    runs->items[runs->run_count++] = merged;
    arena_release(scratch);
    return !runs->failed;
}

/* Where the entries of each cell begin, from all of them in order. */
static bool find_starts(struct runs *runs)
{
    runs->starts = ARENA_ARRAY(runs->arena, uint64_t, runs->cells + 2);
    struct reading reading = {.entries = runs->entries, .count = runs->count};
    if (runs->filed) {
        reading = (struct reading){.run = runs->items[0], .entries = runs->entries};
        if (runs->capacity < READ_AT_ONCE) make_larger(runs);
        reading.entries = runs->entries;
    }
    while (read_on(runs, &reading)) runs->starts[reading.entries[reading.at++].cell + 1]++;
    for (size_t i = 0; i < runs->cells; i++) runs->starts[i + 1] += runs->starts[i];
    return !runs->failed;
}

bool runs_finish(struct runs *runs)
{
    if (runs->starts || runs->failed) return !runs->failed;
    sort_entries(runs);
    if (runs->run_count && runs->count && !file_entries(runs)) runs->failed = true;
    while (runs->run_count > 1 && !runs->failed)
        merge_some(runs, runs->run_count < RUNS_AT_ONCE ? runs->run_count : RUNS_AT_ONCE);
    runs->filed = runs->run_count > 0;
    return !runs->failed && find_starts(runs);
}
