/* Quantiles from counters: those of all cells that go into one are added up, and gone through until
 * the place is reached. */
#include "collect/quantile.h"

#include <string.h>

/* The counters of one cell of the pass: how often each value from `least` on was met. */
struct counters {
    uint64_t *counts;
    size_t width;
    int64_t least;
    uint8_t scale;
};

static struct num value_at(const struct counters *counters, size_t place)
{
    struct num number = num_decimal((i128)counters->least + (i128)place, counters->scale);
    return num_canonical(&number);
}

/* The values at two places that follow each other, counted from 1; the last one where there is none. */
static void find_values(const struct counters *counters, uint64_t place, struct num *below,
                        struct num *above)
{
    uint64_t reached = 0;
    size_t last = 0;
    bool found = false;
    for (size_t i = 0; i < counters->width; i++) {
        if (!counters->counts[i]) continue;
        reached += counters->counts[i];
        last = i;
        if (!found && reached >= place) {
            *below = value_at(counters, i);
            found = true;
        }
        if (reached > place) break;
    }
    *above = value_at(counters, last);
    if (!found) *below = *above;
}

static void settle_cell(struct states *states, size_t cell, const struct counters *counters)
{
    struct state *state = states_cell(states, cell);
    struct num total = num_int((int64_t)state->n), part, below, above;
    int64_t place;
    if (!state->n || !quantile_place(states->query->aggregate, &total, &place, &part)) return;
    find_values(counters, (uint64_t)place, &below, &above);
    state->settled = quantile_between(&state->best, &below, &above, &part);
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
    const uint32_t *from = ranks->counts + cell * ranks->width;
    uint64_t *counts = to->counts + (ranks->least - to->least);
    for (size_t i = 0; i < ranks->width; i++) counts[i] += from[i];
}

/* Brings all counters to the finest of their scales; the values from `least` to `most`. */
static bool align(const struct ranked_worker *workers, size_t count, struct counters *counters)
{
    int64_t least = INT64_MAX, most = INT64_MIN;
    counters->scale = 0;
    for (size_t w = 0; w < count; w++)
        if (workers[w].tally->ranks.width && workers[w].tally->scale > counters->scale)
            counters->scale = workers[w].tally->scale;
    for (size_t w = 0; w < count; w++) {
        struct tally *tally = workers[w].tally;
        struct ranks *ranks = &tally->ranks;
        int64_t factor = 1;
        if (!ranks->width) continue;
        for (unsigned i = tally->scale; i < counters->scale; i++) factor *= 10;
        if (factor > 1 && !ranks_rescale(ranks, factor)) return false;
        tally->scale = counters->scale;
        if (ranks->least < least) least = ranks->least;
        int64_t last = ranks->least + (int64_t)ranks->width - 1;
        if (last > most) most = last;
    }
    enum { WIDEST = 1 << 22 };
    if (least > most) return true;
    if ((uint64_t)most - (uint64_t)least >= WIDEST) return false;
    counters->least = least;
    counters->width = (size_t)(most - least) + 1;
    return true;
}

bool quantiles_settle(struct arena *arena, struct states *states,
                      const struct ranked_worker *workers, size_t count)
{
    struct counters counters = {0};
    if (!align(workers, count, &counters)) return false;
    counters.counts = ARENA_ARRAY(arena, uint64_t, counters.width + 1);
    struct feeders feeders = find_feeders(arena, workers, count, states->count);
    for (size_t cell = 0; cell < states->count; cell++) {
        memset(counters.counts, 0, counters.width * sizeof *counters.counts);
        for (uint32_t i = feeders.first[cell]; i < feeders.first[cell + 1]; i++)
            add_counters(&counters, &workers[feeders.items[i].worker].tally->ranks,
                         feeders.items[i].cell);
        settle_cell(states, cell, &counters);
    }
    return true;
}

void quantiles_pour(struct states *states, const struct ranked_worker *worker)
{
    const struct ranks *ranks = &worker->tally->ranks;
    for (size_t cell = 0; cell < ranks->cells && cell < worker->cells; cell++)
        for (size_t i = 0; i < ranks->width; i++) {
            uint32_t times = ranks->counts[cell * ranks->width + i];
            if (!times) continue;
            struct num value = num_decimal((i128)ranks->least + (i128)i, worker->tally->scale);
            struct num_sum weight = {.total = num_int(times)};
            const struct cell_targets *targets = worker->targets;
            for (uint32_t t = targets->first[cell]; t < targets->first[cell + 1]; t++)
                states_rank(states, targets->targets[t], &value, &weight);
        }
}
