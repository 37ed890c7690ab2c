/* Figures: arithmetic and comparison that carry why something is missing. */
#include "builtin/value.h"

#include "base/bug.h"

/* --- segments and bases ------------------------------------------------------------------------- */

static int compare_segments(const struct segment *a, const struct segment *b)
{
    if (a->source != b->source) return a->source < b->source ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

const struct segments *segments_join(struct arena *arena, const struct segments *a,
                                     const struct segments *b)
{
    if (!a || a == b) return b;
    if (!b) return a;
    struct segments *all =
        arena_alloc(arena, sizeof *all + (a->count + b->count) * sizeof(struct segment));
    size_t i = 0, j = 0;
    while (i < a->count || j < b->count) {
        int order = i >= a->count   ? 1
                    : j >= b->count ? -1
                                    : compare_segments(&a->items[i], &b->items[j]);
        all->items[all->count++] = order <= 0 ? a->items[i] : b->items[j];
        if (order <= 0) i++;
        if (order >= 0) j++;
    }
    return all;
}

bool segments_mixed(const struct segments *segments)
{
    for (size_t i = 1; segments && i < segments->count; i++)
        if (segments->items[i].source == segments->items[i - 1].source) return true;
    return false;
}

static const struct part *join_parts(struct arena *arena, const struct basis *a,
                                     const struct basis *b, size_t *count)
{
    struct part *parts = ARENA_ARRAY(arena, struct part, a->part_count + b->part_count + 1);
    size_t n = 0;
    for (size_t i = 0; i < a->part_count; i++) parts[n++] = a->parts[i];
    for (size_t i = 0; i < b->part_count; i++) {
        bool seen = false;
        for (size_t k = 0; k < a->part_count && !seen; k++)
            seen = str_equal(a->parts[k].text, b->parts[i].text);
        if (!seen) parts[n++] = b->parts[i];
    }
    *count = n;
    return parts;
}

const struct basis *basis_join(struct arena *arena, const struct basis *a, const struct basis *b,
                               bool with_parts)
{
    if (!a || a == b) return b;
    if (!b) return a;
    struct basis *basis = ARENA_NEW(arena, struct basis);
    basis->provisional = a->provisional || b->provisional;
    basis->lacking = a->lacking.len ? a->lacking : b->lacking;
    basis->unplaced = a->unplaced.len ? a->unplaced : b->unplaced;
    basis->segments = segments_join(arena, a->segments, b->segments);
    if (with_parts) basis->parts = join_parts(arena, a, b, &basis->part_count);
    return basis;
}

/* --- making figures ------------------------------------------------------------------------------- */

struct cell cell_of(const struct num *value)
{
    return (struct cell){.value = *value};
}

struct cell cell_missing(struct arena *arena, enum reason reason)
{
    return cell_missing_at(arena, reason, STR(""), location_of(SPAN_NONE));
}

struct cell cell_missing_at(struct arena *arena, enum reason reason, struct str detail,
                            struct location location)
{
    struct missing *missing = ARENA_NEW(arena, struct missing);
    *missing = (struct missing){.reason = reason, .detail = detail, .location = location};
    return (struct cell){.value = num_int(0), .missing = missing};
}

struct cell cell_broken(struct arena *arena, const struct basis *basis)
{
    struct cell cell = cell_missing(arena, REASON_BREAK);
    cell.basis = basis;
    return cell;
}

bool cell_known(const struct cell *cell)
{
    return cell->missing == NULL;
}

const struct segments *cell_segments(const struct cell *cell)
{
    return cell->basis ? cell->basis->segments : NULL;
}

/* --- arithmetic ------------------------------------------------------------------------------------- */

static bool calculate(struct num *result, char op, const struct num *a, const struct num *b)
{
    int64_t exponent;
    switch (op) {
    case '+': return num_add(result, a, b);
    case '-': return num_sub(result, a, b);
    case '*': return num_mul(result, a, b);
    case '/': return num_div(result, a, b);
    case '^':
        return num_is_integer(b) && num_floor(&exponent, b) && exponent >= -1000 &&
               exponent <= 1000 && num_pow(result, a, (int)exponent);
    }
    BUG("no such operator");
}

static struct interval bounds_of(const struct cell *cell)
{
    if (cell->interval) return *cell->interval;
    return (struct interval){cell->value, cell->value};
}

/* The smallest and largest of what the ends of both intervals give. For / the divisor must not hold
 * zero; for ^ only a certain exponent of a base that is not negative is taken. */
static const struct interval *calculate_bounds(struct arena *arena, char op, const struct cell *a,
                                               const struct cell *b)
{
    struct interval x = bounds_of(a), y = bounds_of(b);
    if (op == '/' && num_sign(&y.low) * num_sign(&y.high) <= 0) return NULL;
    if (op == '^' && (b->interval || num_sign(&x.low) < 0)) return NULL;
    const struct num *ends[4][2] = {
        {&x.low, &y.low}, {&x.low, &y.high}, {&x.high, &y.low}, {&x.high, &y.high}};
    struct interval *result = ARENA_NEW(arena, struct interval);
    for (int i = 0; i < 4; i++) {
        struct num end;
        if (!calculate(&end, op, ends[i][0], ends[i][1])) return NULL;
        if (i == 0 || num_compare(&end, &result->low) < 0) result->low = end;
        if (i == 0 || num_compare(&end, &result->high) > 0) result->high = end;
    }
    return result;
}

struct cell cell_arithmetic(struct arena *arena, char op, const struct cell *a,
                            const struct cell *b, bool across)
{
    const struct basis *basis = basis_join(arena, a->basis, b->basis, true);
    struct cell result = {.value = num_int(0), .basis = basis};
    if (a->missing || b->missing) {
        result.missing = a->missing ? a->missing : b->missing;
        return result;
    }
    if (op == '-' && !across && basis && segments_mixed(basis->segments))
        return cell_broken(arena, basis);
    if (!calculate(&result.value, op, &a->value, &b->value)) {
        result = cell_missing(arena, REASON_DIVISION_BY_ZERO);
        result.basis = basis;
        return result;
    }
    if (!a->interval && !b->interval) return result;
    result.interval = calculate_bounds(arena, op, a, b);
    if (!result.interval) {
        result = cell_missing(arena, REASON_UNCERTAIN);
        result.basis = basis;
    }
    return result;
}

struct cell cell_negate(struct arena *arena, const struct cell *a)
{
    struct num zero = num_int(0);
    struct cell nothing = cell_of(&zero);
    return cell_arithmetic(arena, '-', &nothing, a, true);
}

struct cell cell_scale(struct arena *arena, const struct cell *a, const struct num *factor)
{
    struct cell by = cell_of(factor);
    return cell_arithmetic(arena, '*', a, &by, true);
}

struct cell cell_plus_minus(struct arena *arena, const struct cell *middle, const struct cell *half)
{
    struct cell low = cell_arithmetic(arena, '-', middle, half, true);
    struct cell high = cell_arithmetic(arena, '+', middle, half, true);
    if (low.missing || high.missing) return low.missing ? low : high;
    struct cell result = *middle;
    struct interval *interval = ARENA_NEW(arena, struct interval);
    *interval = num_compare(&low.value, &high.value) <= 0
                    ? (struct interval){low.value, high.value}
                    : (struct interval){high.value, low.value};
    result.interval = interval;
    result.basis = low.basis;
    return result;
}

/* --- comparison ------------------------------------------------------------------------------------- */

static bool holds(enum comparison op, int order)
{
    switch (op) {
    case COMPARE_EQUAL: return order == 0;
    case COMPARE_NOT_EQUAL: return order != 0;
    case COMPARE_LESS: return order < 0;
    case COMPARE_LESS_EQUAL: return order <= 0;
    case COMPARE_GREATER: return order > 0;
    case COMPARE_GREATER_EQUAL: return order >= 0;
    }
    BUG("no such comparison");
}

static enum truth decided(bool always, bool never)
{
    return always ? TRUTH_TRUE : never ? TRUTH_FALSE : TRUTH_UNKNOWN;
}

/* Of two uncertain numbers: true or false only when it is so wherever in their intervals they lie. */
static enum truth compare_bounds(enum comparison op, struct interval x, struct interval y)
{
    int high_low = num_compare(&x.high, &y.low), low_high = num_compare(&x.low, &y.high);
    bool apart = high_low < 0 || low_high > 0;
    bool same =
        num_compare(&x.low, &x.high) == 0 && num_compare(&y.low, &y.high) == 0 && low_high == 0;
    switch (op) {
    case COMPARE_EQUAL: return decided(same, apart);
    case COMPARE_NOT_EQUAL: return decided(apart, same);
    case COMPARE_LESS: return decided(high_low < 0, low_high >= 0);
    case COMPARE_LESS_EQUAL: return decided(high_low <= 0, low_high > 0);
    case COMPARE_GREATER: return decided(low_high > 0, high_low <= 0);
    case COMPARE_GREATER_EQUAL: return decided(low_high >= 0, high_low < 0);
    }
    BUG("no such comparison");
}

enum truth cell_compare(struct arena *arena, enum comparison op, const struct cell *a,
                        const struct cell *b, bool across, const struct missing **why)
{
    *why = a->missing ? a->missing : b->missing;
    if (*why) return TRUTH_UNKNOWN;
    const struct segments *segments = segments_join(arena, cell_segments(a), cell_segments(b));
    if (!across && segments_mixed(segments)) {
        *why = cell_missing(arena, REASON_BREAK).missing;
        return TRUTH_UNKNOWN;
    }
    if (!a->interval && !b->interval)
        return holds(op, num_compare(&a->value, &b->value)) ? TRUTH_TRUE : TRUTH_FALSE;
    enum truth truth = compare_bounds(op, bounds_of(a), bounds_of(b));
    if (truth == TRUTH_UNKNOWN) *why = cell_missing(arena, REASON_UNCERTAIN).missing;
    return truth;
}

/* --- series ------------------------------------------------------------------------------------------- */

static bool is_not_given(const struct missing *missing)
{
    return missing && missing->reason == REASON_NOT_GIVEN;
}

bool run_not_given(const struct run *run)
{
    bool any = !run->count && is_not_given(run->beyond);
    for (size_t i = 0; i < run->count; i++) {
        if (cell_known(&run->cells[i])) return false;
        any |= is_not_given(run->cells[i].missing);
    }
    return any;
}

struct cell run_at(struct arena *arena, const struct run *run, struct period period)
{
    int64_t index = (int64_t)period.ord - run->first;
    if (!run->by_period || run->freq != period.freq || index < 0 || index >= (int64_t)run->count)
        return is_not_given(run->beyond) ? (struct cell){.missing = run->beyond}
                                         : cell_missing(arena, REASON_OUTSIDE_SERIES);
    return run->cells[index];
}
