/* The kernels that add rows to cells: one for each way to keep figures. */
#include "base/bug.h"
#include "collect/masks.h"
#include "collect/tally.h"

/* --- count ---------------------------------------------------------------------------------------- */

static void take_count(struct tally *tally, const struct tally_rows *rows)
{
    uint64_t *items = tally->items;
    const uint32_t *cells = rows->cells;
    size_t row;
    EACH_ROW (rows->taken, row) items[cells[row]]++;
}

static void pour_count(const struct tally *tally, size_t cell, struct state *state)
{
    state->n = ((const uint64_t *)tally->items)[cell];
}

const struct tally_kind tally_count = {
    .item_size = sizeof(uint64_t),
    .take = take_count,
    .pour = pour_count,
};

/* --- share ---------------------------------------------------------------------------------------- */

struct share_item {
    uint64_t n, matched;
};

static void take_share(struct tally *tally, const struct tally_rows *rows)
{
    struct share_item *items = tally->items;
    const uint32_t *cells = rows->cells;
    size_t row;
    EACH_ROW (rows->taken, row) {
        items[cells[row]].n++;
        items[cells[row]].matched += mask_has(rows->x->bits, row);
    }
}

static void pour_share(const struct tally *tally, size_t cell, struct state *state)
{
    const struct share_item *item = (const struct share_item *)tally->items + cell;
    state->n = item->n;
    state->matched = item->matched;
}

const struct tally_kind tally_share = {
    .item_size = sizeof(struct share_item),
    .take = take_share,
    .pour = pour_share,
};

/* --- sum, mean ------------------------------------------------------------------------------------ */

struct sum_item {
    int64_t sum;
    uint64_t n;
};

static inline void add_to_sum(struct sum_item *item, int64_t x)
{
    item->sum += x;
    item->n++;
}

static void take_sum(struct tally *tally, const struct tally_rows *rows)
{
    struct sum_item *items = tally->items;
    const uint32_t *cells = rows->cells;
    const int64_t *x = rows->numbers;
    size_t row;
    if (rows->all)
        for (row = 0; row < rows->rows; row++) add_to_sum(&items[cells[row]], x[row]);
    else
        EACH_ROW (rows->taken, row) add_to_sum(&items[cells[row]], x[row]);
}

static void add_exactly(struct num_sum *sum, i128 value, unsigned scale)
{
    struct num number = num_decimal(value, scale);
    num_sum_add(sum, &number);
}

static bool move_sums(struct tally *tally, uint8_t scale)
{
    struct sum_item *items = tally->items;
    (void)scale;
    while (tally->sum_capacity < tally->capacity)
        tally->sums = arena_grow(tally->arena, tally->sums, sizeof *tally->sums,
                                 tally->sum_capacity, &tally->sum_capacity);
    for (size_t i = 0; i < tally->capacity; i++) {
        add_exactly(&tally->sums[i], items[i].sum, tally->scale);
        items[i].sum = 0;
    }
    return true;
}

static void pour_sum(const struct tally *tally, size_t cell, struct state *state)
{
    const struct sum_item *item = (const struct sum_item *)tally->items + cell;
    state->n = item->n;
    if (cell < tally->sum_capacity) state->sum = tally->sums[cell];
    add_exactly(&state->sum, item->sum, tally->scale);
}

const struct tally_kind tally_sum = {
    .item_size = sizeof(struct sum_item),
    .numbers = true,
    .sums = true,
    .take = take_sum,
    .rescale = move_sums,
    .pour = pour_sum,
};

/* --- sd, variance --------------------------------------------------------------------------------- */

struct square_item {
    i128 squares;
    int64_t sum;
    uint64_t n;
};

static void take_squares(struct tally *tally, const struct tally_rows *rows)
{
    struct square_item *items = tally->items;
    const uint32_t *cells = rows->cells;
    const int64_t *x = rows->numbers;
    size_t row;
    EACH_ROW (rows->taken, row) {
        struct square_item *item = &items[cells[row]];
        item->squares += (i128)x[row] * x[row];
        item->sum += x[row];
        item->n++;
    }
}

static bool move_squares(struct tally *tally, uint8_t scale)
{
    struct square_item *items = tally->items;
    (void)scale;
    while (tally->sum_capacity < tally->capacity)
        tally->sums = arena_grow(tally->arena, tally->sums, sizeof *tally->sums,
                                 tally->sum_capacity, &tally->sum_capacity);
    while (tally->square_capacity < tally->capacity)
        tally->squares = arena_grow(tally->arena, tally->squares, sizeof *tally->squares,
                                    tally->square_capacity, &tally->square_capacity);
    for (size_t i = 0; i < tally->capacity; i++) {
        add_exactly(&tally->sums[i], items[i].sum, tally->scale);
        add_exactly(&tally->squares[i], items[i].squares, 2u * tally->scale);
        items[i].sum = 0;
        items[i].squares = 0;
    }
    return true;
}

static void pour_squares(const struct tally *tally, size_t cell, struct state *state)
{
    const struct square_item *item = (const struct square_item *)tally->items + cell;
    state->n = item->n;
    if (cell < tally->sum_capacity) state->sum = tally->sums[cell];
    if (cell < tally->square_capacity) state->squares = tally->squares[cell];
    add_exactly(&state->sum, item->sum, tally->scale);
    add_exactly(&state->squares, item->squares, 2u * tally->scale);
}

const struct tally_kind tally_squares = {
    .item_size = sizeof(struct square_item),
    .numbers = true,
    .sums = true,
    .take = take_squares,
    .rescale = move_squares,
    .pour = pour_squares,
};

/* --- min, max ------------------------------------------------------------------------------------- */

struct extreme_item {
    int64_t best;
    uint64_t n;
};

#define TAKE_EXTREME(name, better)                                                                 \
    static void name(struct tally *tally, const struct tally_rows *rows)                           \
    {                                                                                              \
        struct extreme_item *items = tally->items;                                                 \
        const int64_t *x = rows->numbers;                                                          \
        size_t row;                                                                                \
        EACH_ROW (rows->taken, row) {                                                              \
            struct extreme_item *item = &items[rows->cells[row]];                                  \
            if (!item->n++ || x[row] better item->best) item->best = x[row];                       \
        }                                                                                          \
    }

TAKE_EXTREME(take_least, <)
TAKE_EXTREME(take_most, >)

static int64_t power_of_ten(unsigned exponent)
{
    int64_t power = 1;
    while (exponent--) power *= 10;
    return power;
}

/* To a finer scale; that it has room was seen to. */
static bool rescale_extremes(struct tally *tally, uint8_t scale)
{
    struct extreme_item *items = tally->items;
    int64_t power = power_of_ten((unsigned)(scale - tally->scale));
    for (size_t i = 0; i < tally->capacity; i++) items[i].best *= power;
    return true;
}

static void pour_extreme(const struct tally *tally, size_t cell, struct state *state)
{
    const struct extreme_item *item = (const struct extreme_item *)tally->items + cell;
    state->n = item->n;
    state->best = num_decimal(item->best, tally->scale);
}

const struct tally_kind tally_least = {
    .item_size = sizeof(struct extreme_item),
    .numbers = true,
    .take = take_least,
    .rescale = rescale_extremes,
    .pour = pour_extreme,
};

const struct tally_kind tally_most = {
    .item_size = sizeof(struct extreme_item),
    .numbers = true,
    .take = take_most,
    .rescale = rescale_extremes,
    .pour = pour_extreme,
};

/* --- first, last ---------------------------------------------------------------------------------- */

struct edge_item {
    int64_t best;
    uint64_t row, n;
    int32_t day;
};

/* By the period, then by the place in the file. */
static bool is_later(const struct edge_item *item, int32_t day, uint64_t row)
{
    return day > item->day || (day == item->day && row > item->row);
}

static void take_edge(struct tally *tally, const struct tally_rows *rows, bool last)
{
    struct edge_item *items = tally->items;
    size_t row;
    EACH_ROW (rows->taken, row) {
        struct edge_item *item = &items[rows->cells[row]];
        int32_t day = rows->days ? rows->days[row] : 0;
        if (item->n++ && is_later(item, day, rows->number + row) != last) continue;
        item->best = rows->numbers[row];
        item->day = day;
        item->row = rows->number + row;
    }
}

static void take_first(struct tally *tally, const struct tally_rows *rows)
{
    take_edge(tally, rows, false);
}

static void take_last(struct tally *tally, const struct tally_rows *rows)
{
    take_edge(tally, rows, true);
}

static bool rescale_edges(struct tally *tally, uint8_t scale)
{
    struct edge_item *items = tally->items;
    int64_t power = power_of_ten((unsigned)(scale - tally->scale));
    for (size_t i = 0; i < tally->capacity; i++) items[i].best *= power;
    return true;
}

static void pour_edge(const struct tally *tally, size_t cell, struct state *state)
{
    const struct edge_item *item = (const struct edge_item *)tally->items + cell;
    state->n = item->n;
    state->best = num_decimal(item->best, tally->scale);
    state->best_day = item->day;
    state->best_row = item->row;
}

const struct tally_kind tally_first = {
    .item_size = sizeof(struct edge_item),
    .numbers = true,
    .take = take_first,
    .rescale = rescale_edges,
    .pour = pour_edge,
};

const struct tally_kind tally_last = {
    .item_size = sizeof(struct edge_item),
    .numbers = true,
    .take = take_last,
    .rescale = rescale_edges,
    .pour = pour_edge,
};

/* --- distinct, median, quantile ------------------------------------------------------------------- */

static void take_distinct(struct tally *tally, const struct tally_rows *rows)
{
    uint64_t *items = tally->items;
    size_t row;
    marks_make_room(&tally->marks, rows->cell_count, rows->label_count);
    EACH_ROW (rows->taken, row) {
        items[rows->cells[row]]++;
        marks_add(&tally->marks, rows->cells[row], rows->labels[row]);
    }
}

const struct tally_kind tally_distinct = {
    .item_size = sizeof(uint64_t),
    .take = take_distinct,
    .pour = pour_count,
};

/* The loop that most medians are: its parts of the ranks are at hand. */
static void count_ranks(struct ranks *ranks, uint64_t *items, const struct tally_rows *rows)
{
    const uint32_t *cells = rows->cells;
    const int64_t *x = rows->numbers;
    uint16_t *counts = ranks->counts;
    size_t width = ranks->width, row;
    int64_t least = ranks->least;
    EACH_ROW (rows->taken, row) {
        uint32_t cell = cells[row];
        size_t place = cell * width + (size_t)(x[row] - least);
        items[cell]++;
        if (!++counts[place]) ranks_carry(ranks, place);
    }
}

static void take_ranks(struct tally *tally, const struct tally_rows *rows)
{
    uint64_t *items = tally->items;
    struct ranks *ranks = &tally->ranks;
    size_t row;
    int64_t power = power_of_ten((unsigned)(tally->scale - rows->x->scale));
    if (rows->x->least > rows->x->most) return;
    if (!ranks->width && !ranks->runs) {
        ranks_hold(ranks);
    } else {
        ranks_count_held(ranks);
        ranks_make_room(ranks, rows->cell_count, rows->x->least * power, rows->x->most * power);
    }
    if (!ranks->runs) {
        count_ranks(ranks, items, rows);
        return;
    }
    EACH_ROW (rows->taken, row) {
        items[rows->cells[row]]++;
        runs_add(ranks->runs, rows->cells[row], rows->numbers[row], 1);
    }
}

static bool rescale_ranks(struct tally *tally, uint8_t scale)
{
    ranks_rescale(&tally->ranks, power_of_ten((unsigned)(scale - tally->scale)));
    return true;
}

const struct tally_kind tally_ranks = {
    .item_size = sizeof(uint64_t),
    .numbers = true,
    .take = take_ranks,
    .rescale = rescale_ranks,
    .pour = pour_count,
};

const struct tally_kind *tally_kind_of(const struct query *query)
{
    switch (query->aggregate->function) {
    case BUILTIN_COUNT: return &tally_count;
    case BUILTIN_SUM:
    case BUILTIN_MEAN: return &tally_sum;
    case BUILTIN_SHARE: return &tally_share;
    case BUILTIN_SD:
    case BUILTIN_VARIANCE: return &tally_squares;
    case BUILTIN_MIN: return &tally_least;
    case BUILTIN_MAX: return &tally_most;
    case BUILTIN_FIRST: return &tally_first;
    case BUILTIN_LAST: return &tally_last;
    case BUILTIN_DISTINCT: return &tally_distinct;
    case BUILTIN_MEDIAN:
    case BUILTIN_QUANTILE: return &tally_ranks;
    default: return NULL;
    }
}
