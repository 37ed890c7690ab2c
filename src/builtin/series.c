/* Functions on a series: to a figure, and to another series. */
#include "builtin/series.h"

#include <stdlib.h>

#include "base/bug.h"

static void give(struct value *result, struct cell cell)
{
    *result = (struct value){.kind = VALUE_CELL, .cell = cell};
}

static const struct run *first_run(const struct call *call)
{
    return &call->arguments[0].run;
}

/* Why nothing can be said of an empty choice: the reason of the first missing value, else no data, or
 * that the test gives none. */
static struct cell nothing_known(const struct call *call, const struct run *run)
{
    for (size_t i = 0; i < run->count; i++)
        if (run->cells[i].missing) return run->cells[i];
    if (run_not_given(run)) return (struct cell){.missing = run->beyond};
    return cell_missing(call->arena, REASON_NO_DATA);
}

/* What all known values of a run rest on. */
static const struct basis *basis_of_known(struct arena *arena, const struct run *run)
{
    const struct basis *basis = NULL;
    for (size_t i = 0; i < run->count; i++)
        if (cell_known(&run->cells[i]))
            basis = basis_join(arena, basis, run->cells[i].basis, false);
    return basis;
}

static bool broken(const struct call *call, const struct basis *basis)
{
    return !call->across && basis && segments_mixed(basis->segments);
}

/* --- picking ---------------------------------------------------------------------------------------- */

void series_first(const struct call *call, struct value *result)
{
    const struct run *x = first_run(call);
    give(result, x->count ? x->cells[0] : nothing_known(call, x));
}

void series_last(const struct call *call, struct value *result)
{
    const struct run *x = first_run(call);
    give(result, x->count ? x->cells[x->count - 1] : nothing_known(call, x));
}

void series_latest(const struct call *call, struct value *result)
{
    const struct run *x = first_run(call);
    for (size_t i = x->count; i > 0; i--)
        if (cell_known(&x->cells[i - 1])) {
            give(result, x->cells[i - 1]);
            return;
        }
    give(result, nothing_known(call, x));
}

/* --- summing up --------------------------------------------------------------------------------------- */

/* The sum of the known values and how many they are; with intervals the sum is uncertain too. */
static struct cell add_known(const struct call *call, const struct run *run, int64_t *count)
{
    struct num zero = num_int(0);
    struct cell sum = cell_of(&zero);
    *count = 0;
    for (size_t i = 0; i < run->count; i++) {
        if (!cell_known(&run->cells[i])) continue;
        struct cell plain = run->cells[i];
        plain.basis = NULL; /* joined once, below: not for every step */
        sum = cell_arithmetic(call->arena, '+', &sum, &plain, true);
        ++*count;
    }
    sum.basis = basis_of_known(call->arena, run);
    return sum;
}

void series_total(const struct call *call, struct value *result)
{
    const struct run *x = first_run(call);
    int64_t count;
    struct cell sum = add_known(call, x, &count);
    if ((size_t)count < x->count || !count)
        give(result, nothing_known(call, x));
    else
        give(result, broken(call, sum.basis) ? cell_broken(call->arena, sum.basis) : sum);
}

void series_mean(const struct call *call, struct value *result)
{
    const struct run *x = first_run(call);
    int64_t count;
    struct cell sum = add_known(call, x, &count);
    if (!count) {
        give(result, nothing_known(call, x));
        return;
    }
    struct num n = num_int(count);
    struct cell divisor = cell_of(&n);
    give(result, broken(call, sum.basis)
                     ? cell_broken(call->arena, sum.basis)
                     : cell_arithmetic(call->arena, '/', &sum, &divisor, call->across));
}

static int compare_numbers(const void *a, const void *b)
{
    return num_compare(a, b);
}

/* The known values in order of size. */
static struct num *sorted_values(const struct call *call, const struct run *run, size_t *count)
{
    struct num *values = ARENA_ARRAY(call->arena, struct num, run->count + 1);
    *count = 0;
    for (size_t i = 0; i < run->count; i++)
        if (cell_known(&run->cells[i])) values[(*count)++] = run->cells[i].value;
    qsort(values, *count, sizeof *values, compare_numbers);
    return values;
}

/* The value at one end of the sorted values, or the middle one (the mean of two). */
enum rank { SMALLEST, MIDDLE, LARGEST };

static void pick_by_size(const struct call *call, enum rank rank, struct value *result)
{
    const struct run *x = first_run(call);
    size_t count;
    const struct num *values = sorted_values(call, x, &count);
    if (!count) {
        give(result, nothing_known(call, x));
        return;
    }
    const struct basis *basis = basis_of_known(call->arena, x);
    if (broken(call, basis)) {
        give(result, cell_broken(call->arena, basis));
        return;
    }
    struct num value = values[rank == SMALLEST ? 0 : rank == LARGEST ? count - 1 : count / 2];
    if (rank == MIDDLE && count % 2 == 0) {
        struct num two = num_int(2);
        if (!num_add(&value, &value, &values[count / 2 - 1]) || !num_div(&value, &value, &two))
            BUG("half a sum is not finite");
    }
    struct cell cell = cell_of(&value);
    cell.basis = basis;
    give(result, cell);
}

void series_median(const struct call *call, struct value *result)
{
    pick_by_size(call, MIDDLE, result);
}

void series_min(const struct call *call, struct value *result)
{
    pick_by_size(call, SMALLEST, result);
}

void series_max(const struct call *call, struct value *result)
{
    pick_by_size(call, LARGEST, result);
}

void series_n(const struct call *call, struct value *result)
{
    const struct run *x = first_run(call);
    int64_t known = 0;
    for (size_t i = 0; i < x->count; i++) known += cell_known(&x->cells[i]);
    struct num n = num_int(known);
    give(result, cell_of(&n));
}

void series_coverage(const struct call *call, struct value *result)
{
    const struct run *x = first_run(call);
    if (!x->count) {
        give(result, cell_missing(call->arena, REASON_NO_DATA));
        return;
    }
    series_n(call, result);
    struct num expected = num_int((int64_t)x->count);
    struct cell divisor = cell_of(&expected);
    give(result, cell_arithmetic(call->arena, '/', &result->cell, &divisor, true));
}

/* --- between two periods ------------------------------------------------------------------------------- */

void series_difference(const struct call *call, struct value *result)
{
    const struct run *x = first_run(call);
    struct cell a = run_at(call->arena, x, call->arguments[1].period);
    struct cell b = run_at(call->arena, x, call->arguments[2].period);
    give(result, cell_arithmetic(call->arena, '-', &b, &a, call->across));
}

void series_change(const struct call *call, struct value *result)
{
    struct cell a = run_at(call->arena, first_run(call), call->arguments[1].period);
    series_difference(call, result);
    if (cell_known(&a)) a.value = num_abs(&a.value);
    a.interval = NULL;
    give(result, cell_arithmetic(call->arena, '/', &result->cell, &a, call->across));
}

/* --- to another series --------------------------------------------------------------------------------- */

static struct cell *new_cells(const struct call *call, const struct run *run, struct value *result)
{
    struct cell *cells = ARENA_ARRAY(call->arena, struct cell, run->count + 1);
    *result = (struct value){.kind = VALUE_RUN, .run = *run};
    result->run.cells = cells;
    result->run.aims = NULL;
    return cells;
}

/* How many periods the second argument names; false when the series is shorter or it is not 1 or
 * more. */
static bool whole_argument(const struct call *call, size_t *count)
{
    int64_t number;
    const struct cell *cell = &call->arguments[1].cell;
    if (!cell_known(cell) || !num_floor(&number, &cell->value) || number < 1) return false;
    *count = (size_t)number;
    return (uint64_t)number <= first_run(call)->count;
}

static void moving(const struct call *call, void (*sum_up)(const struct call *, struct value *),
                   struct value *result)
{
    const struct run *x = first_run(call);
    struct cell *cells = new_cells(call, x, result);
    size_t k = 0;
    bool fits = whole_argument(call, &k);
    if (fits && (int)k > x->span && k > 1) result->run.span = (int)k;
    for (size_t i = 0; i < x->count; i++) {
        if (!fits || i + 1 < k) {
            cells[i] = cell_missing(call->arena, REASON_OUTSIDE_SERIES);
            continue;
        }
        struct value part = {.kind = VALUE_RUN, .run = *x};
        part.run.cells = x->cells + (i + 1 - k);
        part.run.count = k;
        struct call on_part = *call;
        on_part.arguments = &part;
        struct value figure;
        sum_up(&on_part, &figure);
        cells[i] = figure.cell;
    }
}

void series_moving_total(const struct call *call, struct value *result)
{
    moving(call, series_total, result);
}

/* A mean over a window with a gap would silently be one over fewer periods. */
static void mean_of_all(const struct call *call, struct value *result)
{
    series_total(call, result);
    struct num n = num_int((int64_t)first_run(call)->count);
    struct cell divisor = cell_of(&n);
    give(result, cell_arithmetic(call->arena, '/', &result->cell, &divisor, true));
}

void series_moving_mean(const struct call *call, struct value *result)
{
    moving(call, mean_of_all, result);
}

void series_lag(const struct call *call, struct value *result)
{
    const struct run *x = first_run(call);
    struct cell *cells = new_cells(call, x, result);
    size_t k = 0;
    bool fits = whole_argument(call, &k);
    for (size_t i = 0; i < x->count; i++)
        cells[i] =
            fits && i >= k ? x->cells[i - k] : cell_missing(call->arena, REASON_OUTSIDE_SERIES);
}

void series_index(const struct call *call, struct value *result)
{
    const struct run *x = first_run(call);
    struct cell *cells = new_cells(call, x, result);
    struct cell base = run_at(call->arena, x, call->arguments[1].period);
    struct num hundred = num_int(100);
    for (size_t i = 0; i < x->count; i++) {
        struct cell ratio = cell_arithmetic(call->arena, '/', &x->cells[i], &base, call->across);
        cells[i] = !call->across && segments_mixed(cell_segments(&ratio))
                       ? cell_broken(call->arena, ratio.basis)
                       : cell_scale(call->arena, &ratio, &hundred);
    }
}

/* The finer periods that the run's periods hold. */
static void refine(const struct call *call, struct value *result, bool divide)
{
    const struct run *x = first_run(call);
    int32_t first = 0, last = -1;
    if (x->count) {
        struct period start = {x->freq, x->first};
        struct period end = {x->freq, x->first + (int32_t)x->count - 1};
        first =
            period_of_day(call->calendar, call->to_freq, period_days(call->calendar, start).first)
                .ord;
        last =
            period_of_day(call->calendar, call->to_freq, period_days(call->calendar, end).last).ord;
    }
    size_t count = (size_t)((int64_t)last - first + 1);
    struct cell *cells = ARENA_ARRAY(call->arena, struct cell, count + 1);
    for (size_t i = 0; i < count; i++) {
        struct period fine = {call->to_freq, first + (int32_t)i};
        struct period coarse = period_in(call->calendar, fine, x->freq);
        cells[i] = x->cells[coarse.ord - x->first];
        if (!divide) continue;
        struct num days = num_int(days_count(period_days(call->calendar, fine)));
        struct num of = num_int(days_count(period_days(call->calendar, coarse)));
        struct num part;
        if (!num_div(&part, &days, &of)) BUG("a period without days");
        cells[i] = cell_scale(call->arena, &cells[i], &part);
    }
    *result = (struct value){.kind = VALUE_RUN, .run = *x};
    result->run.aims = NULL;
    result->run.freq = call->to_freq;
    result->run.first = first;
    result->run.count = count;
    result->run.cells = cells;
}

void series_hold(const struct call *call, struct value *result)
{
    refine(call, result, false);
}

void series_spread(const struct call *call, struct value *result)
{
    refine(call, result, true);
}
