/* Quantiles: the values of all cells that go into one are gone through in their order until the place
 * is reached. Where all have counters these are added up first. */
#include "collect/quantile.h"

#include "collect/rank_cursor.h"

#include <string.h>

/* Values that come in their order, until the two that stand at a place and behind it are found; where
 * there is none behind it, the last one twice. */
struct search {
    uint64_t place; /* from 1 */
    uint64_t reached;
    int64_t below, above;
    bool found_below;
};

/* Answers whether it goes on. */
static bool search_take(struct search *search, int64_t value, uint64_t count)
{
    search->reached += count;
    search->above = value;
    if (!search->found_below && search->reached >= search->place) {
        search->below = value;
        search->found_below = true;
    }
    return search->reached <= search->place;
}

/* The counters of one cell of the pass: how often each value from `least` on was met. */
struct counters {
    uint64_t *counts;
    size_t width;
    int64_t least;
};

static void search_counters(struct search *search, const struct counters *counters)
{
    for (size_t i = 0; i < counters->width; i++)
        if (counters->counts[i] &&
            !search_take(search, counters->least + (int64_t)i, counters->counts[i]))
            return;
}

/* A cell of a worker that goes into one of the pass. */
struct feeder {
    uint32_t worker, cell;
};

struct feeders {
    uint32_t *first; /* by cell of the pass; one more at the end */
    struct feeder *items;
};

static struct feeders find_feeders(struct arena *arena, const struct ranked_worker *workers,
                                   size_t count, size_t cells)
{
    struct feeders feeders = {.first = ARENA_ARRAY(arena, uint32_t, cells + 2)};
    size_t total = 0;
    for (size_t w = 0; w < count; w++) {
        uint32_t end = workers[w].targets->first[workers[w].cells];
        for (uint32_t t = 0; t < end; t++) feeders.first[workers[w].targets->targets[t] + 1]++;
        total += end;
    }
    for (size_t i = 0; i < cells; i++) feeders.first[i + 1] += feeders.first[i];
    uint32_t *next = arena_copy(arena, feeders.first, (cells + 1) * sizeof *next);
    feeders.items = ARENA_ARRAY(arena, struct feeder, total + 1);
    for (uint32_t w = 0; w < count; w++) {
        const struct cell_targets *targets = workers[w].targets;
        for (uint32_t c = 0; c < workers[w].cells; c++)
            for (uint32_t t = targets->first[c]; t < targets->first[c + 1]; t++)
                feeders.items[next[targets->targets[t]]++] = (struct feeder){w, c};
    }
    return feeders;
}

static void add_counters(struct counters *to, const struct ranks *ranks, uint32_t cell)
{
    if (cell >= ranks->cells) return;
    uint64_t *counts = to->counts + (ranks->least - to->least);
    for (size_t i = 0; i < ranks->width; i++)
        counts[i] += ranks_counter(ranks, cell * ranks->width + i);
}

/* --- all cells ------------------------------------------------------------------------------------ */

struct settling {
    struct arena *arena, *scratch; /* scratch: of a cell */
    struct states *states;
    const struct ranked_worker *workers;
    size_t count;
    struct feeders feeders;
    uint8_t scale;
    bool counted; /* all have counters: */
    struct counters counters;
};

/* Brings all values to the finest of their scales; false where one gets too large. */
static bool align(struct settling *settling)
{
    for (size_t w = 0; w < settling->count; w++)
        if (settling->workers[w].tally->scale > settling->scale)
            settling->scale = settling->workers[w].tally->scale;
    for (size_t w = 0; w < settling->count; w++) {
        struct tally *tally = settling->workers[w].tally;
        int64_t factor = 1;
        if (!tally->has_scale) continue;
        for (; tally->scale < settling->scale; tally->scale++) {
            factor *= 10;
            tally->magnitude *= 10;
            if (tally->magnitude >> 60) return false;
        }
        if (factor > 1) ranks_rescale(&tally->ranks, factor);
        if (tally->ranks.runs && !runs_finish(tally->ranks.runs)) return false;
    }
    return true;
}

/* Whether all have counters, that fit beside each other. */
static void choose_way(struct settling *settling)
{
    enum { WIDEST = 1 << 22 };
    int64_t least = INT64_MAX, most = INT64_MIN;
    settling->counted = true;
    for (size_t w = 0; w < settling->count; w++) {
        const struct ranks *ranks = &settling->workers[w].tally->ranks;
        if (ranks->runs) settling->counted = false;
        if (!ranks->width) continue;
        int64_t last = ranks->least + (int64_t)ranks->width - 1;
        if (ranks->least < least) least = ranks->least;
        if (last > most) most = last;
    }
    if (!settling->counted || least > most) return;
    settling->counted = (uint64_t)most - (uint64_t)least < WIDEST;
    if (!settling->counted) return;
    settling->counters.least = least;
    settling->counters.width = (size_t)(most - least) + 1;
}

static void search_by_counters(struct settling *settling, const struct feeder *feeders,
                               size_t count, struct search *search)
{
    struct counters *counters = &settling->counters;
    if (!counters->width) return;
    if (!counters->counts)
        counters->counts = ARENA_ARRAY(settling->arena, uint64_t, counters->width);
    memset(counters->counts, 0, counters->width * sizeof *counters->counts);
    for (size_t i = 0; i < count; i++)
        add_counters(counters, &settling->workers[feeders[i].worker].tally->ranks, feeders[i].cell);
    search_counters(search, counters);
}

static bool search_by_cursors(struct settling *settling, const struct feeder *feeders, size_t count,
                              struct search *search)
{
    enum { ROOM_OF_ALL = 65536, ROOM_LEAST = 16, ROOM_MOST = 1024 };
    struct arena *scratch = settling->scratch;
    size_t room = count ? ROOM_OF_ALL / count : ROOM_MOST;
    room = room < ROOM_LEAST ? ROOM_LEAST : room > ROOM_MOST ? ROOM_MOST : room;
    arena_reset(scratch);
    struct rank_cursor *cursors = ARENA_ARRAY(scratch, struct rank_cursor, count + 1);
    struct rank_merge merge = {.heap = ARENA_ARRAY(scratch, struct rank_cursor *, count + 1)};
    for (size_t i = 0; i < count; i++) {
        const struct ranks *ranks = &settling->workers[feeders[i].worker].tally->ranks;
        if (ranks->runs && ranks->runs->filed) {
            cursors[i].room = ARENA_ARRAY(scratch, struct run_entry, room);
            cursors[i].room_size = room;
        }
        rank_cursor_open(&cursors[i], ranks, feeders[i].cell);
    }
    int64_t value;
    uint64_t times;
    rank_merge_begin(&merge, cursors, count);
    while (rank_merge_next(&merge, &value, &times) && search_take(search, value, times)) {}
    return !merge.failed;
}

static struct num number_of(const struct settling *settling, int64_t value)
{
    struct num number = num_decimal(value, settling->scale);
    return num_canonical(&number);
}

static bool settle_cell(struct settling *settling, size_t cell)
{
    struct states *states = settling->states;
    struct state *state = states_cell(states, cell);
    struct num total = num_int((int64_t)state->n), part;
    int64_t place;
    if (!state->n || !quantile_place(states->query->aggregate, &total, &place, &part)) return true;
    const struct feeder *feeders = settling->feeders.items + settling->feeders.first[cell];
    size_t count = settling->feeders.first[cell + 1] - settling->feeders.first[cell];
    struct search search = {.place = (uint64_t)place};
    if (settling->counted && state->n > settling->counters.width / 8)
        search_by_counters(settling, feeders, count, &search);
    else if (!search_by_cursors(settling, feeders, count, &search))
        return false;
    if (!search.found_below) search.below = search.above;
    struct num below = number_of(settling, search.below);
    struct num above = number_of(settling, search.above);
    state->settled = quantile_between(&state->best, &below, &above, &part);
    return true;
}

bool quantiles_settle(struct arena *arena, struct states *states,
                      const struct ranked_worker *workers, size_t count)
{
    struct settling settling = {
        .arena = arena,
        .scratch = arena_child(arena),
        .states = states,
        .workers = workers,
        .count = count,
    };
    for (size_t w = 0; w < count && count > 1; w++) ranks_count_held(&workers[w].tally->ranks);
    if (!align(&settling)) return false;
    choose_way(&settling);
    settling.feeders = find_feeders(arena, workers, count, states->count);
    for (size_t cell = 0; cell < states->count; cell++)
        if (!settle_cell(&settling, cell)) return false;
    return true;
}

/* --- one by one ----------------------------------------------------------------------------------- */

static bool pour_cell(struct states *states, const struct ranked_worker *worker, uint32_t cell,
                      struct rank_cursor *cursor)
{
    const struct cell_targets *targets = worker->targets;
    rank_cursor_open(cursor, &worker->tally->ranks, cell);
    while (rank_cursor_next(cursor)) {
        struct num value = num_decimal(cursor->value, worker->tally->scale);
        struct num_sum weight = {.total = num_int((int64_t)cursor->count)};
        for (uint32_t t = targets->first[cell]; t < targets->first[cell + 1]; t++)
            states_rank(states, targets->targets[t], &value, &weight);
    }
    return !cursor->failed;
}

bool quantiles_pour(struct arena *arena, struct states *states, const struct ranked_worker *workers,
                    size_t count)
{
    enum { ROOM = 1024 };
    struct run_entry *room = ARENA_ARRAY(arena, struct run_entry, ROOM);
    for (size_t w = 0; w < count; w++) {
        struct runs *runs = workers[w].tally->ranks.runs;
        if (runs && !runs_finish(runs)) return false;
        for (uint32_t cell = 0; cell < workers[w].cells; cell++) {
            struct rank_cursor cursor = {.room = room, .room_size = ROOM};
            if (!pour_cell(states, &workers[w], cell, &cursor)) return false;
        }
    }
    return true;
}
