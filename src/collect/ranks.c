/* Counters by value and cell, and when they come to be too many, runs. */
#include "collect/ranks.h"

#include <string.h>

enum { COUNTERS_LARGEST = 1 << 21 }; /* 4 MB */

void ranks_begin(struct ranks *ranks, struct arena *arena)
{
    *ranks = (struct ranks){.arena = arena};
}

void ranks_carry(struct ranks *ranks, size_t place)
{
    if (!ranks->carried)
        ranks->carried = ARENA_ARRAY(ranks->own, uint32_t, ranks->cells * ranks->width);
    ranks->carried[place]++;
}

static void begin_runs(struct ranks *ranks)
{
    ranks->runs = ARENA_NEW(ranks->arena, struct runs);
    runs_begin(ranks->runs, ranks->arena);
}

/* From here on values go to runs, those that have counters too. */
static void go_over_to_runs(struct ranks *ranks)
{
    begin_runs(ranks);
    for (size_t i = 0; i < ranks->cells * ranks->width; i++) {
        int64_t value = ranks->least + (int64_t)(i % ranks->width);
        uint64_t left = ranks_counter(ranks, i);
        while (left) {
            uint32_t some = left < UINT32_MAX ? (uint32_t)left : UINT32_MAX;
            runs_add(ranks->runs, (uint32_t)(i / ranks->width), value, some);
            left -= some;
        }
    }
    if (ranks->own) arena_release(ranks->own);
    ranks->counts = NULL;
    ranks->carried = NULL;
    ranks->cells = ranks->width = 0;
}

static bool has_room(const struct ranks *ranks, size_t cells, int64_t least, int64_t most)
{
    return ranks->width && cells <= ranks->cells && least >= ranks->least &&
           most < ranks->least + (int64_t)ranks->width;
}

/* The same counters in an array that is larger, and in which a value stands `step` times as far from
 * the next. */
static void move_counters(struct ranks *to, const struct ranks *from, size_t step)
{
    to->own = arena_child(to->arena);
    to->counts = ARENA_ARRAY(to->own, uint16_t, to->cells * to->width);
    if (from->carried) to->carried = ARENA_ARRAY(to->own, uint32_t, to->cells * to->width);
    size_t before = from->width ? (size_t)(from->least * (int64_t)step - to->least) : 0;
    for (size_t cell = 0; cell < from->cells; cell++)
        for (size_t i = 0; i < from->width; i++) {
            size_t place = cell * to->width + before + i * step;
            to->counts[place] = from->counts[cell * from->width + i];
            if (from->carried) to->carried[place] = from->carried[cell * from->width + i];
        }
    if (from->own) arena_release(from->own);
}

void ranks_make_room(struct ranks *ranks, size_t cells, int64_t least, int64_t most)
{
    if (ranks->runs || least > most || has_room(ranks, cells, least, most)) return;
    bool empty = !ranks->width;
    int64_t last = ranks->least + (int64_t)ranks->width - 1;
    if (!empty && ranks->least < least) least = ranks->least;
    if (!empty && last > most) most = last;
    uint64_t width = (uint64_t)most - (uint64_t)least + 1;
    size_t wanted = ranks->cells ? ranks->cells : 4;
    while (wanted < cells) wanted *= 2;
    if (!width || width > COUNTERS_LARGEST || wanted > COUNTERS_LARGEST / width) {
        go_over_to_runs(ranks);
        return;
    }
    /* They mostly go on growing a little. */
    if (!empty && width > ranks->width && width + width / 4 <= COUNTERS_LARGEST / wanted)
        width += width / 4;
    struct ranks larger = {.arena = ranks->arena, .cells = wanted, .width = width, .least = least};
    move_counters(&larger, ranks, 1);
    *ranks = larger;
}

void ranks_hold(struct ranks *ranks)
{
    begin_runs(ranks);
    ranks->held = true;
}

void ranks_count_held(struct ranks *ranks)
{
    const struct runs *held = ranks->runs;
    int64_t least = INT64_MAX, most = INT64_MIN;
    if (!ranks->held) return;
    ranks->runs = NULL;
    ranks->held = false;
    for (size_t i = 0; i < held->count; i++) {
        if (held->entries[i].value < least) least = held->entries[i].value;
        if (held->entries[i].value > most) most = held->entries[i].value;
    }
    ranks_make_room(ranks, held->cells, least, most);
    for (size_t i = 0; i < held->count; i++) {
        const struct run_entry *entry = &held->entries[i];
        if (ranks->runs)
            runs_add(ranks->runs, entry->cell, entry->value, entry->count);
        else
            ranks_add(ranks, entry->cell, entry->value);
    }
}

void ranks_rescale(struct ranks *ranks, int64_t factor)
{
    if (ranks->width && (factor > COUNTERS_LARGEST ||
                         (uint64_t)factor * ranks->width > COUNTERS_LARGEST / ranks->cells))
        go_over_to_runs(ranks);
    if (ranks->runs) runs_rescale(ranks->runs, factor);
    if (!ranks->width) return;
    struct ranks wider = {
        .arena = ranks->arena,
        .cells = ranks->cells,
        .width = (ranks->width - 1) * (size_t)factor + 1,
        .least = ranks->least * factor,
    };
    move_counters(&wider, ranks, (size_t)factor);
    *ranks = wider;
}
