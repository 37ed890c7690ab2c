/* Conditions on numbers, tried cell by cell.
 *
 * With marks m0 < m1 < …, cell 0 is what lies below m0, cell 1 is m0 itself, cell 2 lies between m0
 * and m1, and so on; behind the last comes one cell for a missing value. */
#include "check/intervals.h"

#include <stdlib.h>

/* --- intervals ----------------------------------------------------------------------------------- */

bool stretch_holds(const struct stretch *stretch, const struct num *number)
{
    if (stretch->has_low) {
        int order = num_compare(number, &stretch->low);
        if (order < 0 || (order == 0 && stretch->low_open)) return false;
    }
    if (stretch->has_high) {
        int order = num_compare(number, &stretch->high);
        if (order > 0 || (order == 0 && stretch->high_open)) return false;
    }
    return true;
}

/* The smallest whole number in an interval with a lower end; false when it is too large to say. */
static bool first_whole(const struct stretch *stretch, struct num *whole)
{
    int64_t floor;
    if (!num_floor(&floor, &stretch->low) || floor == INT64_MAX) return false;
    *whole = num_int(floor);
    int order = num_compare(whole, &stretch->low);
    if (order < 0 || (order == 0 && stretch->low_open)) *whole = num_int(floor + 1);
    return true;
}

bool stretch_is_empty(const struct stretch *stretch, bool whole)
{
    if (!stretch->has_low || !stretch->has_high) return false;
    int order = num_compare(&stretch->low, &stretch->high);
    if (order > 0) return true;
    if (order == 0 && (stretch->low_open || stretch->high_open)) return true;
    struct num first;
    return whole && first_whole(stretch, &first) && !stretch_holds(stretch, &first);
}

struct stretch stretch_meet(const struct stretch *a, const struct stretch *b)
{
    struct stretch both = *a;
    int low = a->has_low && b->has_low ? num_compare(&a->low, &b->low) : 0;
    if (b->has_low && (!a->has_low || low < 0 || (low == 0 && b->low_open))) {
        both.has_low = true;
        both.low = b->low;
        both.low_open = b->low_open;
    }
    int high = a->has_high && b->has_high ? num_compare(&a->high, &b->high) : 0;
    if (b->has_high && (!a->has_high || high > 0 || (high == 0 && b->high_open))) {
        both.has_high = true;
        both.high = b->high;
        both.high_open = b->high_open;
    }
    return both;
}

/* --- variables ----------------------------------------------------------------------------------- */

bool variable_is_open(const struct space_variable *variable)
{
    return !variable->whole && !variable->range.has_low && !variable->range.has_high;
}

void space_begin(struct space *space, struct arena *arena, uint64_t *steps_left)
{
    space->arena = arena;
    space->steps_left = steps_left;
    space->full = false;
    space->settlings = 0;
    space->variable_count = space->order_count = 0;
}

static void add_mark(struct space *space, size_t variable, const struct num *number)
{
    struct space_variable *v = &space->variables[variable];
    ARENA_GROW(space->arena, v->marks, v->mark_count, v->mark_capacity);
    v->marks[v->mark_count++] = *number;
    v->sorted = false;
}

size_t space_variable(struct space *space, const struct stretch *range, bool whole)
{
    if (space->variable_count == SPACE_VARIABLES_MAX) {
        space->full = true;
        return 0;
    }
    size_t variable = space->variable_count++;
    space->variables[variable] = (struct space_variable){.range = *range, .whole = whole};
    if (range->has_low) add_mark(space, variable, &range->low);
    if (range->has_high) add_mark(space, variable, &range->high);
    return variable;
}

void space_order(struct space *space, size_t less, size_t more)
{
    if (less == more) return;
    if (space->order_count == SPACE_ORDERS_MAX) {
        space->full = true;
        return;
    }
    space->orders[space->order_count++] = (struct space_order){less, more};
}

/* --- formulas ------------------------------------------------------------------------------------ */

static struct formula *formula_new(struct space *space, struct formula formula)
{
    return arena_copy(space->arena, &formula, sizeof formula);
}

struct formula *formula_fixed(struct space *space, enum holding holding)
{
    return formula_new(space, (struct formula){.kind = FORMULA_FIXED, .fixed = holding});
}

struct formula *formula_compare(struct space *space, size_t variable, enum relation relation,
                                const struct num *number)
{
    if (!space->full) add_mark(space, variable, number);
    return formula_new(space, (struct formula){.kind = FORMULA_COMPARE,
                                               .variable = variable,
                                               .relation = relation,
                                               .number = *number});
}

struct formula *formula_missing(struct space *space, size_t variable)
{
    return formula_new(space, (struct formula){.kind = FORMULA_MISSING, .variable = variable});
}

struct formula *formula_not(struct space *space, struct formula *a)
{
    return formula_new(space, (struct formula){.kind = FORMULA_NOT, .a = a});
}

struct formula *formula_and(struct space *space, struct formula *a, struct formula *b)
{
    return formula_new(space, (struct formula){.kind = FORMULA_AND, .a = a, .b = b});
}

struct formula *formula_or(struct space *space, struct formula *a, struct formula *b)
{
    return formula_new(space, (struct formula){.kind = FORMULA_OR, .a = a, .b = b});
}

/* --- cells --------------------------------------------------------------------------------------- */

static int compare_marks(const void *a, const void *b)
{
    return num_compare(a, b);
}

static size_t missing_cell(const struct space_variable *v)
{
    return 2 * v->mark_count + 1;
}

/* What lies in a cell. */
static struct stretch cell_stretch(const struct space_variable *v, size_t cell)
{
    struct stretch stretch = {0};
    size_t below = cell / 2;
    if (cell % 2) {
        stretch.has_low = stretch.has_high = true;
        stretch.low = stretch.high = v->marks[below];
        return stretch;
    }
    stretch.low_open = stretch.high_open = true;
    if (below > 0) {
        stretch.has_low = true;
        stretch.low = v->marks[below - 1];
    }
    if (below < v->mark_count) {
        stretch.has_high = true;
        stretch.high = v->marks[below];
    }
    return stretch;
}

static bool has_number(const struct space_variable *v, size_t cell)
{
    struct stretch stretch = cell_stretch(v, cell);
    struct stretch inside = stretch_meet(&stretch, &v->range);
    return !stretch_is_empty(&inside, v->whole);
}

/* Sorts the marks, and finds the cells that hold a number of the variable's range. */
static void settle_variable(struct space *space, struct space_variable *v)
{
    if (v->sorted) return;
    space->settlings++;
    if (v->mark_count > 1) qsort(v->marks, v->mark_count, sizeof *v->marks, compare_marks);
    size_t kept = 0;
    for (size_t i = 0; i < v->mark_count; i++)
        if (!kept || num_compare(&v->marks[kept - 1], &v->marks[i]) != 0)
            v->marks[kept++] = v->marks[i];
    v->mark_count = kept;
    v->cells = ARENA_ARRAY(space->arena, size_t, 2 * kept + 2);
    v->cell_count = 0;
    bool open = variable_is_open(v);
    for (size_t cell = 0; cell <= 2 * kept; cell++)
        if (open || has_number(v, cell)) v->cells[v->cell_count++] = cell;
    v->cells[v->cell_count++] = missing_cell(v);
    v->sorted = true;
}

/* Says of each comparison where its number stands, unless nothing has moved since. */
static void bind(const struct space *space, struct formula *formula)
{
    if (!formula || formula->settling == space->settlings) return;
    formula->settling = space->settlings;
    bind(space, formula->a);
    bind(space, formula->b);
    if (formula->kind != FORMULA_COMPARE) return;
    const struct space_variable *v = &space->variables[formula->variable];
    size_t low = 0, high = v->mark_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (num_compare(&v->marks[middle], &formula->number) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    formula->mark = low;
}

/* --- truth --------------------------------------------------------------------------------------- */

static enum holding holding_of(bool truth)
{
    return truth ? HOLDS : HOLDS_NOT;
}

static enum holding compare_at(const struct formula *formula, const struct space *space,
                               const size_t *cells)
{
    size_t cell = cells[formula->variable], point = 2 * formula->mark + 1;
    if (cell == missing_cell(&space->variables[formula->variable])) return HOLDS_UNKNOWN;
    switch (formula->relation) {
    case IS_EQUAL: return holding_of(cell == point);
    case IS_NOT_EQUAL: return holding_of(cell != point);
    case IS_LESS: return holding_of(cell < point);
    case IS_AT_MOST: return holding_of(cell <= point);
    case IS_GREATER: return holding_of(cell > point);
    case IS_AT_LEAST: return holding_of(cell >= point);
    }
    return HOLDS_UNKNOWN;
}

/* The bits are in the order of truth, so the smaller is `and`, the larger `or`. */
static enum holding formula_at(const struct formula *formula, const struct space *space,
                               const size_t *cells)
{
    switch (formula->kind) {
    case FORMULA_FIXED: return formula->fixed;
    case FORMULA_COMPARE: return compare_at(formula, space, cells);
    case FORMULA_MISSING:
        return holding_of(cells[formula->variable] ==
                          missing_cell(&space->variables[formula->variable]));
    case FORMULA_NOT: {
        enum holding a = formula_at(formula->a, space, cells);
        return a == HOLDS ? HOLDS_NOT : a == HOLDS_NOT ? HOLDS : HOLDS_UNKNOWN;
    }
    case FORMULA_AND:
    case FORMULA_OR: break;
    }
    enum holding a = formula_at(formula->a, space, cells);
    enum holding b = formula_at(formula->b, space, cells);
    return (a < b) == (formula->kind == FORMULA_AND) ? a : b;
}

/* Whether the lesser can be at most the greater in these cells. For a chain it is enough that each
 * pair can: intervals that meet two by two all meet. */
static bool orders_allow(const struct space *space, const size_t *cells)
{
    for (size_t i = 0; i < space->order_count; i++) {
        size_t less = space->orders[i].less, more = space->orders[i].more;
        const struct space_variable *a = &space->variables[less], *b = &space->variables[more];
        if (cells[less] == missing_cell(a) || cells[more] == missing_cell(b)) continue;
        struct stretch low = cell_stretch(a, cells[less]), high = cell_stretch(b, cells[more]);
        if (!low.has_low || !high.has_high) continue;
        int order = num_compare(&low.low, &high.high);
        if (order > 0 || (order == 0 && (low.low_open || high.high_open))) return false;
    }
    return true;
}

static bool meets(const struct space *space, const struct want *wants, size_t count,
                  const size_t *cells)
{
    for (size_t i = 0; i < count; i++)
        if (!(formula_at(wants[i].formula, space, cells) & wants[i].holdings)) return false;
    return orders_allow(space, cells);
}

/* --- examples ------------------------------------------------------------------------------------ */

/* A number in an interval that is not empty, as round as is easy. */
static struct num number_in(const struct stretch *stretch, bool whole)
{
    struct num zero = num_int(0), one = num_int(1), two = num_int(2), number = zero, step;
    if (whole && stretch->has_low && first_whole(stretch, &number)) return number;
    if (stretch->has_low && stretch->has_high) {
        if (num_compare(&stretch->low, &stretch->high) == 0) return stretch->low;
        if (num_add(&number, &stretch->low, &stretch->high) && num_div(&number, &number, &two) &&
            stretch_holds(stretch, &number))
            return number;
        return stretch->low_open ? stretch->high : stretch->low;
    }
    if (!stretch->has_low && !stretch->has_high) return zero;
    const struct num *end = stretch->has_low ? &stretch->low : &stretch->high;
    struct num size = num_abs(end);
    /* One further, or, of numbers that are small themselves such as shares, half as much. */
    step = num_is_zero(end) || num_compare(&size, &one) >= 0 ? one : size;
    if (!num_is_zero(end) && num_compare(&size, &one) < 0) (void)num_div(&step, &size, &two);
    if (!stretch->has_low) step = num_neg(&step);
    if (whole) {
        int64_t floor = 0;
        if (num_floor(&floor, end)) number = num_int(floor);
        if (num_compare(&number, end) == 0 && stretch->high_open) number = num_int(floor - 1);
        return number;
    }
    return num_add(&number, end, &step) ? number : *end;
}

/* Gives each variable a number of its cell, in order of their numbers; those already given and the
 * cells of those to come bound it where there is an order. */
static void give_numbers(const struct space *space, struct valuation *valuation)
{
    for (size_t i = 0; i < space->variable_count; i++) {
        const struct space_variable *v = &space->variables[i];
        valuation->missing[i] = valuation->cells[i] == missing_cell(v);
    }
    for (size_t i = 0; i < space->variable_count; i++) {
        const struct space_variable *v = &space->variables[i];
        if (valuation->missing[i]) continue;
        struct stretch stretch = cell_stretch(v, valuation->cells[i]);
        stretch = stretch_meet(&stretch, &v->range);
        for (size_t k = 0; k < space->order_count; k++) {
            size_t less = space->orders[k].less, more = space->orders[k].more;
            size_t other = less == i ? more : less;
            if ((less != i && more != i) || valuation->missing[other]) continue;
            struct stretch bound = cell_stretch(&space->variables[other], valuation->cells[other]);
            if (other < i)
                bound = (struct stretch){.low = valuation->values[other],
                                         .high = valuation->values[other],
                                         .has_low = true,
                                         .has_high = true};
            if (less == i)
                bound.has_low = false;
            else
                bound.has_high = false;
            stretch = stretch_meet(&stretch, &bound);
        }
        valuation->values[i] = number_in(&stretch, v->whole);
    }
}

/* --- searching ----------------------------------------------------------------------------------- */

/* The next combination of the free variables' cells; false when all have been. `places` are places
 * in the variables' lists of cells. */
static bool next(const struct space *space, const bool *is_free, enum search_over over,
                 size_t *places, size_t *cells)
{
    for (size_t i = 0; i < space->variable_count; i++) {
        if (!is_free[i]) continue;
        const struct space_variable *v = &space->variables[i];
        size_t count = v->cell_count - (over == SEARCH_KNOWN);
        bool more = ++places[i] < count;
        if (!more) places[i] = 0;
        cells[i] = v->cells[places[i]];
        if (more) return true;
    }
    return false;
}

static bool too_many(const struct space *space)
{
    size_t all = 1;
    for (size_t i = 0; i < space->variable_count; i++) {
        size_t count = space->variables[i].cell_count;
        if (count && all > SPACE_CELLS_MAX / count) return true;
        all *= count;
    }
    return false;
}

/* Whether the wants stay met whatever the free variables are. */
static bool met_for_all(struct space *space, const struct want *wants, size_t count,
                        const bool *is_free, const size_t *start)
{
    size_t places[SPACE_VARIABLES_MAX] = {0}, cells[SPACE_VARIABLES_MAX];
    for (size_t i = 0; i < space->variable_count; i++)
        cells[i] = is_free[i] ? space->variables[i].cells[0] : start[i];
    do {
        if (*space->steps_left == 0) return false;
        --*space->steps_left;
        if (orders_allow(space, cells) && !meets(space, wants, count, cells)) return false;
    } while (next(space, is_free, SEARCH_KNOWN, places, cells));
    return true;
}

static void find_what_matters(struct space *space, const struct want *wants, size_t count,
                              struct valuation *valuation)
{
    bool is_free[SPACE_VARIABLES_MAX] = {false};
    for (size_t i = 0; i < space->variable_count; i++) {
        is_free[i] = !valuation->missing[i] && space->variables[i].cell_count > 1;
        if (is_free[i] && !met_for_all(space, wants, count, is_free, valuation->cells))
            is_free[i] = false;
        valuation->matters[i] = !is_free[i];
    }
}

enum search space_search(struct space *space, enum search_over over, const struct want *wants,
                         size_t count, struct valuation *valuation)
{
    bool is_free[SPACE_VARIABLES_MAX];
    size_t places[SPACE_VARIABLES_MAX] = {0}, cells[SPACE_VARIABLES_MAX] = {0};
    if (space->full) return SEARCH_UNDECIDED;
    for (size_t i = 0; i < space->variable_count; i++) {
        struct space_variable *v = &space->variables[i];
        settle_variable(space, v);
        if (over == SEARCH_KNOWN && v->cell_count == 1) return SEARCH_NONE;
        is_free[i] = true;
        cells[i] = v->cells[0];
    }
    if (too_many(space)) return SEARCH_UNDECIDED;
    for (size_t i = 0; i < count; i++) bind(space, wants[i].formula);
    do {
        if (*space->steps_left == 0) return SEARCH_UNDECIDED;
        --*space->steps_left;
        if (!meets(space, wants, count, cells)) continue;
        if (!valuation) return SEARCH_FOUND;
        *valuation = (struct valuation){0};
        for (size_t i = 0; i < space->variable_count; i++) valuation->cells[i] = cells[i];
        give_numbers(space, valuation);
        find_what_matters(space, wants, count, valuation);
        return SEARCH_FOUND;
    } while (next(space, is_free, over, places, cells));
    return SEARCH_NONE;
}
