/* Aggregates: what a row adds, and what it comes to. Sums are exact, so that the order of rows does
 * not matter. */
#include "collect/state.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"

void states_begin(struct states *states, struct arena *arena, const struct query *query)
{
    const struct aggregate *aggregate = query->aggregate;
    const struct expr *argument = aggregate->argument;
    *states = (struct states){.arena = arena, .query = query};
    states->weighted = query->table->weight || aggregate->weight;
    states->stock = aggregate->function == BUILTIN_SUM && argument &&
                    argument->kind == EXPR_COLUMN && argument->column->stock;
    states->by_days = states->stock && query->table->period_to;
    states->figures = !query->table->row_unit && !query->table->period_to && query->table->period &&
                      query->table->period->type == COLUMN_PERIOD &&
                      aggregate->function != BUILTIN_COVERAGE;
    states->key = buf_in(arena);
    atoms_init(&states->periods, arena);
    atoms_init(&states->seen, arena);
    atoms_init(&states->keys, arena);
}

uint32_t lines_at(const struct lines *lines, size_t row)
{
    return lines->lines ? lines->lines[row] : portion_line(lines->portion, row);
}

void states_make_cells(struct states *states, size_t count)
{
    if (count > states->capacity) {
        struct state *items = ARENA_ARRAY(states->arena, struct state, count);
        if (states->count) memcpy(items, states->items, states->count * sizeof *items);
        states->items = items;
        states->capacity = count;
    }
    if (count > states->count) states->count = count;
}

struct state *states_cell(struct states *states, size_t cell)
{
    while (cell >= states->capacity)
        states->items = arena_grow(states->arena, states->items, sizeof *states->items,
                                   states->count, &states->capacity);
    if (cell >= states->count) states->count = cell + 1;
    return &states->items[cell];
}

/* --- adding ------------------------------------------------------------------------------------------ */

/* The number of a key within a cell among those seen, and whether it is new there. */
static uint32_t see_in(struct states *states, struct atoms *seen, size_t cell, struct str key,
                       bool *new)
{
    size_t known = seen->count;
    buf_clear(&states->key);
    buf_add(&states->key, (struct str){(const char *)&cell, sizeof cell});
    buf_add(&states->key, key);
    uint32_t number = atoms_intern(seen, buf_str(&states->key));
    *new = number >= known;
    return number;
}

static uint32_t see(struct states *states, size_t cell, struct str key, bool *new)
{
    return see_in(states, &states->seen, cell, key, new);
}

void states_see(struct states *states, size_t cell, struct str key)
{
    bool new;
    see(states, cell, key, &new);
    states_cell(states, cell)->matched += new;
}

static void add_period(struct states *states, size_t cell, struct state *state, int32_t day)
{
    bool new;
    see_in(states, &states->periods, cell, (struct str){(const char *)&day, sizeof day}, &new);
    state->periods += new;
}

static void add_moment(struct states *states, size_t cell, struct state *state, int32_t day)
{
    bool new;
    see(states, cell, (struct str){(const char *)&day, sizeof day}, &new);
    state->moments += new;
}

void states_see_period(struct states *states, size_t cell, int32_t day)
{
    add_period(states, cell, states_cell(states, cell), day);
}

void states_see_moment(struct states *states, size_t cell, int32_t day)
{
    add_moment(states, cell, states_cell(states, cell), day);
}

/* The bytes by which equal numbers are the same; short ones for what data mostly hold. */
static size_t number_key(const struct num *canonical, char bytes[40])
{
    int64_t small = (int64_t)canonical->n;
    bytes[0] = (char)canonical->kind;
    bytes[1] = (char)canonical->scale;
    if (canonical->kind == NUM_DECIMAL && small == canonical->n) {
        memcpy(bytes + 2, &small, sizeof small);
        return 2 + sizeof small;
    }
    memcpy(bytes + 2, &canonical->n, sizeof canonical->n);
    memset(bytes + 2 + sizeof canonical->n, 0, sizeof canonical->d);
    if (canonical->kind == NUM_FRACTION)
        memcpy(bytes + 2 + sizeof canonical->n, &canonical->d, sizeof canonical->d);
    if (canonical->kind == NUM_BINARY)
        memcpy(bytes + 2 + sizeof canonical->n, &canonical->b, sizeof canonical->b);
    return 2 + sizeof canonical->n + sizeof canonical->d;
}

void states_rank(struct states *states, size_t cell, const struct num *number,
                 const struct num_sum *weight)
{
    struct num canonical = num_canonical(number);
    char bytes[40];
    size_t length = number_key(&canonical, bytes);
    bool new;
    uint32_t place = see(states, cell, (struct str){bytes, length}, &new);
    if (place >= states->ranked_capacity) {
        size_t capacity = states->ranked_capacity, same = capacity, again = capacity;
        states->ranked =
            arena_grow(states->arena, states->ranked, sizeof *states->ranked, capacity, &capacity);
        states->ranked_cell = arena_grow(states->arena, states->ranked_cell,
                                         sizeof *states->ranked_cell, same, &same);
        states->ranked_weight = arena_grow(states->arena, states->ranked_weight,
                                           sizeof *states->ranked_weight, again, &again);
        states->ranked_capacity = capacity;
    }
    if (new) {
        states->ranked[place] = canonical;
        states->ranked_cell[place] = (uint32_t)cell;
    }
    num_sum_merge(&states->ranked_weight[place], weight);
}

static void add_extreme(struct state *state, const struct num *number, bool largest)
{
    int order = state->n == 1 ? 0 : num_compare(number, &state->best);
    if (state->n == 1 || (largest ? order > 0 : order < 0)) state->best = *number;
}

/* first and last: by the period, then by the place in the file. */
static void add_edge(struct state *state, const struct row_value *value, bool last)
{
    bool later = value->day > state->best_day ||
                 (value->day == state->best_day && value->row > state->best_row);
    if (state->n > 1 && later != last) return;
    state->best = *value->number;
    state->best_day = value->day;
    state->best_row = value->row;
}

static void add_up(struct states *states, struct num_sum *sum, const struct num *number)
{
    states->order_matters |= number->kind != NUM_DECIMAL;
    num_sum_add(sum, number);
}

static void add_sums(struct states *states, struct state *state, const struct row_value *value,
                     bool squares)
{
    struct num x = *value->number, weighted = x, square;
    if (value->weight && !num_mul(&weighted, &x, value->weight)) return;
    struct num days = num_int(value->days);
    if (states->by_days && !num_mul(&weighted, &weighted, &days)) return;
    add_up(states, &state->sum, &weighted);
    if (squares && num_mul(&square, &weighted, &x)) add_up(states, &state->squares, &square);
}

static void add_value(struct states *states, size_t cell, struct state *state,
                      const struct row_value *value)
{
    struct num one = num_int(1);
    const struct num *weight = value->weight ? value->weight : &one;
    bool new;
    switch (states->query->aggregate->function) {
    case BUILTIN_COUNT: break;
    case BUILTIN_SUM:
        if (states->stock && !states->by_days) add_moment(states, cell, state, value->day);
        add_sums(states, state, value, false);
        break;
    case BUILTIN_MEAN:
    case BUILTIN_WEIGHTED_MEAN: add_sums(states, state, value, false); break;
    case BUILTIN_SD:
    case BUILTIN_VARIANCE: add_sums(states, state, value, true); break;
    case BUILTIN_MEDIAN:
    case BUILTIN_QUANTILE:
        states_rank(states, cell, value->number, &(struct num_sum){.total = *weight});
        break;
    case BUILTIN_MIN: add_extreme(state, value->number, false); break;
    case BUILTIN_MAX: add_extreme(state, value->number, true); break;
    case BUILTIN_FIRST: add_edge(state, value, false); break;
    case BUILTIN_LAST: add_edge(state, value, true); break;
    case BUILTIN_COVERAGE:
    case BUILTIN_DISTINCT:
        if (states->query->aggregate->function == BUILTIN_COVERAGE)
            atoms_intern(&states->keys, value->whole_key);
        see(states, cell, value->key, &new);
        state->matched += new;
        break;
    case BUILTIN_SHARE:
        if (!value->truth) break;
        state->matched++;
        if (value->weight) add_up(states, &state->sum, value->weight);
        break;
    default: BUG("not an aggregate");
    }
    if (value->weight) add_up(states, &state->weight, value->weight);
}

void states_add(struct states *states, size_t cell, const struct row_value *value)
{
    struct state *state = states_cell(states, cell);
    if (value->unknown) {
        state->left_out++;
        return;
    }
    if (!value->counts) return;
    if (states->figures) add_period(states, cell, state, value->day);
    if (value->reason != REASON_NONE) {
        if (!state->missing++) {
            state->first_missing = value->reason;
            state->first_row = value->row;
            state->first_line = lines_at(value->lines, value->at);
        }
        return;
    }
    state->n++;
    state->provisional |= value->provisional;
    add_value(states, cell, state, value);
}

/* --- merging ------------------------------------------------------------------------------------------ */

static void merge_best(enum builtin_id function, struct state *to, const struct state *from)
{
    bool better = !to->n;
    int order = to->n ? num_compare(&from->best, &to->best) : 0;
    bool later = from->best_day > to->best_day ||
                 (from->best_day == to->best_day && from->best_row > to->best_row);
    if (function == BUILTIN_MIN) better |= order < 0;
    if (function == BUILTIN_MAX) better |= order > 0;
    if (function == BUILTIN_FIRST) better |= !later;
    if (function == BUILTIN_LAST) better |= later;
    if (!better) return;
    to->best = from->best;
    to->best_day = from->best_day;
    to->best_row = from->best_row;
}

static void merge_missing(struct state *to, const struct state *from)
{
    if (from->missing && (!to->missing || from->first_row < to->first_row)) {
        to->first_missing = from->first_missing;
        to->first_row = from->first_row;
        to->first_line = from->first_line;
    }
    to->missing += from->missing;
}

void state_merge(struct states *to, size_t cell, const struct state *from)
{
    enum builtin_id function = to->query->aggregate->function;
    struct state *state = states_cell(to, cell);
    bool extreme = function == BUILTIN_MIN || function == BUILTIN_MAX ||
                   function == BUILTIN_FIRST || function == BUILTIN_LAST;
    if (extreme && from->n) merge_best(function, state, from);
    merge_missing(state, from);
    state->n += from->n;
    state->left_out += from->left_out;
    if (function == BUILTIN_SHARE) state->matched += from->matched;
    num_sum_merge(&state->sum, &from->sum);
    num_sum_merge(&state->squares, &from->squares);
    num_sum_merge(&state->weight, &from->weight);
    state->provisional |= from->provisional;
}

/* Keys seen in a cell, as `see` put them together, in the cells it goes into. */
static void merge_keys(struct states *to, struct atoms *seen, const struct atoms *from,
                       const struct cell_targets *map)
{
    for (size_t i = 0; i < from->count; i++) {
        struct str text = from->texts[i];
        size_t cell;
        memcpy(&cell, text.p, sizeof cell);
        struct str key = {text.p + sizeof cell, text.len - sizeof cell};
        for (uint32_t t = map->first[cell]; t < map->first[cell + 1]; t++) {
            struct state *state = states_cell(to, map->targets[t]);
            bool new;
            see_in(to, seen, map->targets[t], key, &new);
            if (seen == &to->periods)
                state->periods += new;
            else if (to->stock)
                state->moments += new;
            else
                state->matched += new;
        }
    }
}

static void merge_ranked(struct states *to, const struct states *from,
                         const struct cell_targets *map)
{
    for (size_t i = 0; i < from->seen.count; i++) {
        uint32_t cell = from->ranked_cell[i];
        for (uint32_t t = map->first[cell]; t < map->first[cell + 1]; t++)
            states_rank(to, map->targets[t], &from->ranked[i], &from->ranked_weight[i]);
    }
}

void states_merge(struct states *to, const struct states *from, const struct cell_targets *map)
{
    enum builtin_id function = to->query->aggregate->function;
    for (size_t cell = 0; cell < from->count; cell++)
        for (uint32_t t = map->first[cell]; t < map->first[cell + 1]; t++)
            state_merge(to, map->targets[t], &from->items[cell]);
    merge_keys(to, &to->periods, &from->periods, map);
    if (function == BUILTIN_MEDIAN || function == BUILTIN_QUANTILE)
        merge_ranked(to, from, map);
    else
        merge_keys(to, &to->seen, &from->seen, map);
}

/* --- ranking ----------------------------------------------------------------------------------------- */

struct ranked {
    uint32_t cell;
    struct num value;
    struct num_sum weight;
};

static int compare_ranked(const void *left, const void *right)
{
    const struct ranked *a = left, *b = right;
    if (a->cell != b->cell) return a->cell < b->cell ? -1 : 1;
    return num_compare(&a->value, &b->value);
}

void states_finish(struct states *states)
{
    enum builtin_id function = states->query->aggregate->function;
    if (function != BUILTIN_MEDIAN && function != BUILTIN_QUANTILE) return;
    size_t count = states->seen.count;
    struct ranked *all = ARENA_ARRAY(states->arena, struct ranked, count + 1);
    for (size_t i = 0; i < count; i++)
        all[i] =
            (struct ranked){states->ranked_cell[i], states->ranked[i], states->ranked_weight[i]};
    qsort(all, count, sizeof *all, compare_ranked);
    for (size_t i = 0; i < count; i++) {
        states->ranked_cell[i] = all[i].cell;
        states->ranked[i] = all[i].value;
        states->ranked_weight[i] = all[i].weight;
    }
}

/* The value at a place (from 1) of the ranked values of a cell, each repeated as often as it
 * weighs: the first whose summed weight reaches the place. */
static const struct num *ranked_at(const struct states *states, size_t first, size_t end,
                                   const struct num *place)
{
    struct num_sum reached = {.total = num_int(0)};
    for (size_t i = first; i < end; i++) {
        struct num weight, sum;
        if (num_sum_value(&states->ranked_weight[i], &weight)) num_sum_add(&reached, &weight);
        if (num_sum_value(&reached, &sum) && num_compare(&sum, place) >= 0)
            return &states->ranked[i];
    }
    return &states->ranked[end - 1];
}

bool quantile_place(const struct aggregate *aggregate, const struct num *total, int64_t *whole,
                    struct num *part)
{
    struct num one = num_int(1), place, floor;
    struct num p = aggregate->function == BUILTIN_MEDIAN ? num_decimal(5, 1) : aggregate->quantile;
    if (!num_sub(&place, total, &one) || !num_mul(&place, &place, &p) ||
        !num_add(&place, &place, &one) || !num_floor(whole, &place))
        return false;
    if (*whole < 1) *whole = 1;
    floor = num_int(*whole);
    return num_sub(part, &place, &floor);
}

bool quantile_between(struct num *result, const struct num *below, const struct num *above,
                      const struct num *part)
{
    struct num rise;
    if (num_sign(part) <= 0) {
        *result = *below;
        return true;
    }
    return num_sub(&rise, above, below) && num_mul(&rise, &rise, part) &&
           num_add(result, below, &rise);
}

static bool quantile(struct states *states, size_t cell, struct num *result)
{
    size_t low = 0, high = states->seen.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (states->ranked_cell[middle] < cell)
            low = middle + 1;
        else
            high = middle;
    }
    size_t end = low;
    struct num_sum weights = {.total = num_int(0)};
    struct num total, part, weight;
    int64_t whole;
    for (; end < states->seen.count && states->ranked_cell[end] == cell; end++)
        if (num_sum_value(&states->ranked_weight[end], &weight)) num_sum_add(&weights, &weight);
    if (end == low || !num_sum_value(&weights, &total) ||
        !quantile_place(states->query->aggregate, &total, &whole, &part))
        return false;
    struct num floor = num_int(whole), next = num_int(whole + 1);
    return quantile_between(result, ranked_at(states, low, end, &floor),
                            ranked_at(states, low, end, &next), &part);
}

/* --- results ----------------------------------------------------------------------------------------- */

/* How many values there are, or what they weigh together. */
static bool weight_of(const struct states *states, const struct state *state, struct num *weight)
{
    *weight = num_int((int64_t)state->n);
    return !states->weighted || num_sum_value(&state->weight, weight);
}

/* n stands for the weights together; the variance of a sample counts one less. */
static bool variance(const struct states *states, const struct state *state, struct num *result)
{
    struct num sum, squares, weight, one = num_int(1), mean, parts;
    int64_t whole;
    if (!num_sum_value(&state->sum, &sum) || !num_sum_value(&state->squares, &squares))
        return false;
    if (!states->weighted) return state->n >= 2 && num_variance(result, state->n, &sum, &squares);
    /* (sum of squares - (sum)^2 / W) / (W - 1) */
    if (!weight_of(states, state, &weight) || num_compare(&weight, &one) <= 0) return false;
    if (num_is_integer(&weight) && num_floor(&whole, &weight))
        return num_variance(result, (uint64_t)whole, &sum, &squares);
    if (!num_mul(&mean, &sum, &sum) || !num_div(&mean, &mean, &weight)) return false;
    if (!num_sub(&parts, &squares, &mean) || !num_sub(&weight, &weight, &one)) return false;
    if (!num_div(result, &parts, &weight)) return false;
    /* below zero only by rounding */
    *result = num_sign(result) > 0 ? num_binary(num_to_double(result)) : num_int(0);
    return true;
}

static bool stock_average(const struct states *states, const struct state *state,
                          int32_t days_in_period, struct num *result)
{
    struct num divisor = num_int(states->by_days ? days_in_period : (int64_t)state->moments);
    return num_div(result, result, &divisor);
}

bool states_result(struct states *states, size_t cell, int32_t days_in_period, struct num *result)
{
    struct state *state = states_cell(states, cell);
    struct num weight;
    switch (states->query->aggregate->function) {
    case BUILTIN_COUNT: return weight_of(states, state, result);
    case BUILTIN_SUM:
        if (!num_sum_value(&state->sum, result)) return false;
        return !states->stock || stock_average(states, state, days_in_period, result);
    case BUILTIN_MEAN:
    case BUILTIN_WEIGHTED_MEAN:
        return num_sum_value(&state->sum, result) && weight_of(states, state, &weight) &&
               num_div(result, result, &weight);
    case BUILTIN_VARIANCE: return variance(states, state, result);
    case BUILTIN_SD:
        if (!variance(states, state, result)) return false;
        *result = num_binary(sqrt(num_to_double(result)));
        return true;
    case BUILTIN_MEDIAN:
    case BUILTIN_QUANTILE:
        if (!state->settled) return quantile(states, cell, result);
        *result = state->best;
        return true;
    case BUILTIN_MIN:
    case BUILTIN_MAX:
    case BUILTIN_FIRST:
    case BUILTIN_LAST: *result = state->best; return true;
    case BUILTIN_DISTINCT:
    case BUILTIN_COVERAGE: *result = num_int((int64_t)state->matched); return true;
    case BUILTIN_SHARE:
        *result = num_int((int64_t)state->matched);
        if (states->weighted && !num_sum_value(&state->sum, result)) return false;
        return weight_of(states, state, &weight) && num_div(result, result, &weight);
    default: BUG("not an aggregate");
    }
}
