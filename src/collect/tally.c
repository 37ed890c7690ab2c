/* Which rows of a portion a query takes, and what it takes from them. */
#include "collect/tally.h"

#include <string.h>

#include "collect/adding.h"
#include "collect/masks.h"

enum {
    SCALE_LARGEST = 18,
    /* Numbers below 2^51 in size: a portion of them adds less than 2^62. */
    MAGNITUDE_BITS = 51
};

void tally_begin(struct tally *tally, struct arena *arena, const struct tally_plan *plan)
{
    *tally = (struct tally){.plan = plan, .arena = arena};
    marks_begin(&tally->marks, arena);
    marks_begin(&tally->periods, arena);
    marks_begin(&tally->moments, arena);
    ranks_begin(&tally->ranks, arena);
}

/* --- numbers at one scale ------------------------------------------------------------------------- */

static uint64_t magnitude_of(const struct vector *x)
{
    uint64_t low = x->least < 0 ? 0 - (uint64_t)x->least : 0;
    uint64_t high = x->most > 0 ? (uint64_t)x->most : 0;
    return x->least > x->most ? 0 : low > high ? low : high;
}

/* magnitude * 10^places; false when it gets too large. */
static bool scale_up(uint64_t *magnitude, unsigned places)
{
    while (places-- && *magnitude >> MAGNITUDE_BITS == 0) *magnitude *= 10;
    return *magnitude >> MAGNITUDE_BITS == 0;
}

/* Brings the tally to the scale of x, where that is finer or x does not fit that of the tally. */
static bool choose_scale(struct tally *tally, const struct vector *x)
{
    const struct tally_kind *kind = tally->plan->kind;
    if (!tally->has_scale) {
        tally->has_scale = true;
        tally->scale = x->scale;
        return true;
    }
    if (x->scale == tally->scale) return true;
    if (x->scale < tally->scale) {
        uint64_t magnitude = magnitude_of(x);
        if (scale_up(&magnitude, (unsigned)(tally->scale - x->scale))) return true;
        if (!kind->sums) return false;
    } else if (!kind->sums && !scale_up(&tally->magnitude, (unsigned)(x->scale - tally->scale))) {
        return false;
    }
    if (!kind->rescale(tally, x->scale)) return false;
    tally->scale = x->scale;
    tally->bound = 0;
    return true;
}

static const int64_t *at_scale(const struct tally *tally, struct formula_run *run,
                               const struct vector *x)
{
    if (x->scale == tally->scale) return x->integers;
    int64_t power = 1;
    for (unsigned i = x->scale; i < tally->scale; i++) power *= 10;
    int64_t *scaled = ARENA_ARRAY(run->columns.rows.scratch, int64_t, VECTOR_ROWS);
    for (size_t i = 0; i < run->portion->rows; i++) scaled[i] = x->integers[i] * power;
    return scaled;
}

/* The values of the argument as numbers that the kernel can take; false: it can't. */
static bool take_numbers(struct tally *tally, struct formula_run *run, struct tally_rows *rows)
{
    const struct vector *x = rows->x;
    const struct tally_kind *kind = tally->plan->kind;
    if (x->form != VECTOR_INTEGERS || x->scale > SCALE_LARGEST) return false;
    uint64_t magnitude = magnitude_of(x);
    if (magnitude >> MAGNITUDE_BITS || !choose_scale(tally, x)) return false;
    rows->numbers = at_scale(tally, run, x);
    scale_up(&magnitude, (unsigned)(tally->scale - x->scale));
    if (magnitude > tally->magnitude) tally->magnitude = magnitude;
    rows->magnitude = magnitude;
    uint64_t more = magnitude * rows->rows;
    if (kind->sums && tally->bound + more > (uint64_t)1 << 62) {
        kind->rescale(tally, tally->scale);
        tally->bound = 0;
    }
    tally->bound += more;
    return true;
}

/* --- in the general way --------------------------------------------------------------------------- */

static void take_generally(struct tally *tally, struct tally_context *context)
{
    const struct sorter *sorter = &context->sorters[tally->plan->grid];
    struct formula_run *run = context->run;
    struct added_rows rows = {
        .columns = &run->columns,
        .placed = timing_placed(context->timing),
        .first_row = context->timing->number,
        .lines = {.portion = run->portion},
    };
    if (!tally->general) {
        tally->general = ARENA_NEW(tally->arena, struct states);
        states_begin(tally->general, tally->arena, tally->plan->query);
    }
    struct entry *entries =
        ARENA_ARRAY(run->columns.rows.scratch, struct entry, run->portion->rows + 1);
    size_t count = 0, row;
    EACH_ROW (sorter->mask, row)
        entries[count++] = (struct entry){.row = (uint32_t)row, .cell = sorter->cells[row]};
    adding_run(tally->general, &rows, entries, count);
}

/* --- what is rare --------------------------------------------------------------------------------- */

#define MAKE_ROOM(tally, array, room, cells)                                                       \
    do {                                                                                           \
        while ((tally)->room < (cells))                                                            \
            (tally)->array = arena_grow((tally)->arena, (tally)->array, sizeof *(tally)->array,    \
                                        (tally)->room, &(tally)->room);                            \
    } while (0)

static void note_unknown(struct tally *tally, const struct tally_rows *rows,
                         const uint64_t *unknown)
{
    size_t row;
    MAKE_ROOM(tally, left_out, left_out_capacity, rows->cell_count);
    EACH_ROW (unknown, row) tally->left_out[rows->cells[row]]++;
}

static void note_absent(struct tally *tally, struct tally_context *context,
                        const struct tally_rows *rows, const uint64_t *absent)
{
    size_t row;
    MAKE_ROOM(tally, absent, absent_capacity, rows->cell_count);
    EACH_ROW (absent, row) {
        struct absent *of = &tally->absent[rows->cells[row]];
        if (of->count++) continue;
        of->row = rows->number + row;
        of->line = portion_line(context->run->portion, row);
        of->reason = formula_reason(context->run, tally->plan->argument, row);
    }
}

static void note_provisional(struct tally *tally, const struct tally_rows *rows,
                             const uint64_t *provisional)
{
    size_t row;
    if (!provisional) return;
    MAKE_ROOM(tally, provisional, provisional_capacity, rows->cell_count);
    for (size_t w = 0; w < VECTOR_WORDS; w++) {
        uint64_t both[VECTOR_WORDS] = {0};
        both[w] = provisional[w] & rows->taken[w];
        if (!both[w]) continue;
        EACH_ROW (both, row) tally->provisional[rows->cells[row]] = true;
    }
}

static void note_days(struct marks *marks, struct tally_context *context,
                      const struct tally_rows *rows, const uint64_t *mask)
{
    size_t row;
    if (!context->day_numbers) {
        uint32_t *numbers = ARENA_ARRAY(context->run->columns.rows.scratch, uint32_t, VECTOR_ROWS);
        EACH_ROW (context->timing->counts, row)
            numbers[row] =
                number_map_take(context->days, (uint64_t)(rows->days ? rows->days[row] : 0));
        context->day_numbers = numbers;
    }
    marks_make_room(marks, rows->cell_count, context->days->count);
    EACH_ROW (mask, row) marks_add(marks, rows->cells[row], context->day_numbers[row]);
}

/* --- portions ------------------------------------------------------------------------------------- */

/* Whether the kernel can take the argument; then it is in `rows`. */
static bool take_argument(struct tally *tally, struct tally_context *context,
                          struct tally_rows *rows)
{
    const struct tally_plan *plan = tally->plan;
    if (!plan->kind) return false;
    if (plan->argument == FORMULA_NONE) return true;
    rows->x = formula_vector(context->run, plan->argument);
    if (plan->labelled) {
        rows->labels = labels_rows(&context->labels[plan->argument]);
        rows->label_count = labels_count(&context->labels[plan->argument]);
        return true;
    }
    if (plan->kind->numbers) return take_numbers(tally, context->run, rows);
    return rows->x->form == VECTOR_BITS;
}

static void take_rows(struct tally *tally, struct tally_context *context, struct tally_rows *rows,
                      const uint64_t *chosen)
{
    const struct tally_plan *plan = tally->plan;
    uint64_t taken[VECTOR_WORDS], absent[VECTOR_WORDS];
    rows->taken = chosen;
    if (rows->x && !rows->x->all_known) {
        mask_and(taken, chosen, rows->x->known);
        rows->taken = taken;
        if (mask_without(absent, chosen, rows->x->known)) note_absent(tally, context, rows, absent);
    }
    if (plan->periods) note_days(&tally->periods, context, rows, chosen);
    if (plan->moments) note_days(&tally->moments, context, rows, rows->taken);
    note_provisional(tally, rows, context->timing->provisional);
    if (rows->x) note_provisional(tally, rows, rows->x->provisional);
    if (rows->filter) note_provisional(tally, rows, rows->filter->provisional);
    rows->all = mask_is_first(rows->taken, rows->rows);
    plan->kind->take(tally, rows);
}

void tally_take(struct tally *tally, struct tally_context *context)
{
    const struct tally_plan *plan = tally->plan;
    const struct sorter *sorter = &context->sorters[plan->grid];
    uint64_t chosen[VECTOR_WORDS], unknown[VECTOR_WORDS];
    struct tally_rows rows = {
        .cells = sorter->cells,
        .days = context->timing->days,
        .number = context->timing->number,
        .rows = context->run->portion->rows,
        .cell_count = sorter->count,
    };
    bool any_unknown = false;
    memcpy(chosen, sorter->mask, sizeof chosen);
    if (plan->filter != FORMULA_NONE) {
        rows.filter = formula_vector(context->run, plan->filter);
        mask_and(chosen, sorter->mask, rows.filter->bits);
        any_unknown = mask_without(unknown, sorter->mask, rows.filter->known);
    }
    bool any = mask_any(chosen);
    if (!any && !any_unknown) return;
    if (plan->kind)
        while (tally->capacity < sorter->count)
            tally->items = arena_grow(tally->arena, tally->items, plan->kind->item_size,
                                      tally->capacity, &tally->capacity);
    if (!take_argument(tally, context, &rows)) {
        take_generally(tally, context);
        return;
    }
    if (any_unknown) note_unknown(tally, &rows, unknown);
    if (any) take_rows(tally, context, &rows, chosen);
}

void tally_state(const struct tally *tally, size_t cell, struct state *state)
{
    *state = (struct state){0};
    if (cell < tally->capacity) tally->plan->kind->pour(tally, cell, state);
    if (cell < tally->left_out_capacity) state->left_out = tally->left_out[cell];
    if (cell < tally->provisional_capacity) state->provisional = tally->provisional[cell];
    if (cell >= tally->absent_capacity || !tally->absent[cell].count) return;
    state->missing = tally->absent[cell].count;
    state->first_missing = tally->absent[cell].reason;
    state->first_row = tally->absent[cell].row;
    state->first_line = tally->absent[cell].line;
}
