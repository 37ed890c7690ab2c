/* Conditions on numbers: what a search finds holds, and what it does not find is not there. Random
 * conditions are held against trying a grid that has all ends and a number between each two. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "check/intervals.h"
#include "unit/random.h"

enum {
    ROUNDS = 6000,
    GRID = 12,      /* -1, -0.5 .. 4, and missing */
    GRID_KNOWN = 11 /* without missing */
};

static struct guard guard;
static struct arena arena;
static struct random randomness = {20240301};
static uint64_t steps;

static size_t pick(size_t bound)
{
    return (size_t)random_below(&randomness, bound);
}

/* The place of a number on the grid: in halves, from -1. */
static struct num grid_number(size_t place)
{
    return num_decimal(((i128)place - 2) * 5, 1);
}

/* --- random spaces and conditions ---------------------------------------------------------------- */

static struct stretch random_range(void)
{
    struct stretch range = {.low_open = pick(2), .high_open = pick(2)};
    range.has_low = pick(3) == 0;
    range.has_high = pick(3) == 0;
    range.low = num_int((int64_t)pick(2));
    range.high = num_int((int64_t)(2 + pick(2)));
    return range;
}

static void random_space(struct space *space, size_t count)
{
    bool ordered = count > 1 && pick(3) == 0;
    space_begin(space, &arena, &steps);
    for (size_t i = 0; i < count; i++) {
        struct stretch range = random_range();
        assert_int_equal(space_variable(space, &range, !ordered && pick(4) == 0), i);
    }
    for (size_t i = 0; ordered && i < count; i++)
        for (size_t k = i + 1; k < count; k++) space_order(space, i, k);
}

static struct formula *random_formula(struct space *space, int depth)
{
    size_t variable = pick(space->variable_count), kind = pick(depth ? 6 : 2);
    struct num number = num_int((int64_t)pick(4));
    switch (kind) {
    case 0:
        if (pick(8) == 0) return formula_missing(space, variable);
        if (pick(12) == 0) return formula_fixed(space, (enum holding)(1 << pick(3)));
        return formula_compare(space, variable, (enum relation)pick(6), &number);
    case 1: return formula_compare(space, variable, (enum relation)pick(6), &number);
    case 2: return formula_not(space, random_formula(space, depth - 1));
    case 3:
        return formula_or(space, random_formula(space, depth - 1),
                          random_formula(space, depth - 1));
    default:
        return formula_and(space, random_formula(space, depth - 1),
                           random_formula(space, depth - 1));
    }
}

/* --- brute force --------------------------------------------------------------------------------- */

struct trial {
    bool missing[3];
    struct num values[3];
};

static enum holding compare(enum relation relation, int order)
{
    static const bool table[][3] = {
        [IS_EQUAL] = {0, 1, 0},   [IS_NOT_EQUAL] = {1, 0, 1}, [IS_LESS] = {1, 0, 0},
        [IS_AT_MOST] = {1, 1, 0}, [IS_GREATER] = {0, 0, 1},   [IS_AT_LEAST] = {0, 1, 1},
    };
    return table[relation][order < 0 ? 0 : order > 0 ? 2 : 1] ? HOLDS : HOLDS_NOT;
}

static enum holding holding(const struct formula *f, const struct trial *trial)
{
    switch (f->kind) {
    case FORMULA_FIXED: return f->fixed;
    case FORMULA_COMPARE:
        if (trial->missing[f->variable]) return HOLDS_UNKNOWN;
        return compare(f->relation, num_compare(&trial->values[f->variable], &f->number));
    case FORMULA_MISSING: return trial->missing[f->variable] ? HOLDS : HOLDS_NOT;
    case FORMULA_NOT: {
        enum holding a = holding(f->a, trial);
        return a == HOLDS_UNKNOWN ? a : a == HOLDS ? HOLDS_NOT : HOLDS;
    }
    case FORMULA_AND:
    case FORMULA_OR: break;
    }
    enum holding a = holding(f->a, trial), b = holding(f->b, trial);
    enum holding strong = f->kind == FORMULA_AND ? HOLDS_NOT : HOLDS;
    if (a == strong || b == strong) return strong;
    return a == HOLDS_UNKNOWN || b == HOLDS_UNKNOWN ? HOLDS_UNKNOWN : a;
}

static bool is_possible(const struct space *space, const struct trial *trial)
{
    for (size_t i = 0; i < space->variable_count; i++) {
        const struct space_variable *v = &space->variables[i];
        if (trial->missing[i]) continue;
        if (!stretch_holds(&v->range, &trial->values[i])) return false;
        if (v->whole && !num_is_integer(&trial->values[i])) return false;
    }
    for (size_t i = 0; i < space->order_count; i++) {
        size_t less = space->orders[i].less, more = space->orders[i].more;
        if (trial->missing[less] || trial->missing[more]) continue;
        if (num_compare(&trial->values[less], &trial->values[more]) > 0) return false;
    }
    return true;
}

static bool is_met(const struct want *wants, size_t count, const struct trial *trial)
{
    for (size_t i = 0; i < count; i++)
        if (!(holding(wants[i].formula, trial) & wants[i].holdings)) return false;
    return true;
}

static struct trial grid_trial(size_t number)
{
    struct trial trial;
    for (size_t i = 0; i < 3; i++, number /= GRID) {
        trial.missing[i] = number % GRID == GRID_KNOWN;
        trial.values[i] = grid_number(number % GRID);
    }
    return trial;
}

static bool is_known(const struct space *space, const struct trial *trial)
{
    for (size_t i = 0; i < space->variable_count; i++)
        if (trial->missing[i]) return false;
    return true;
}

static bool brute_force(const struct space *space, enum search_over over, const struct want *wants,
                        size_t count)
{
    size_t all = 1;
    for (size_t i = 0; i < space->variable_count; i++) all *= GRID;
    for (size_t i = 0; i < all; i++) {
        struct trial trial = grid_trial(i);
        if (over == SEARCH_KNOWN && !is_known(space, &trial)) continue;
        if (is_possible(space, &trial) && is_met(wants, count, &trial)) return true;
    }
    return false;
}

/* --- the property -------------------------------------------------------------------------------- */

static void assert_valuation(const struct space *space, enum search_over over,
                             const struct want *wants, size_t count,
                             const struct valuation *valuation)
{
    struct trial trial = {0};
    for (size_t i = 0; i < space->variable_count; i++) {
        trial.missing[i] = valuation->missing[i];
        trial.values[i] = valuation->values[i];
    }
    assert_true(over == SEARCH_ALL || is_known(space, &trial));
    assert_true(is_possible(space, &trial));
    assert_true(is_met(wants, count, &trial));
    /* Those that do not matter may be anything, all at once. */
    for (int round = 0; round < 40; round++) {
        struct trial other = trial;
        for (size_t i = 0; i < space->variable_count; i++)
            if (!valuation->matters[i]) other.values[i] = grid_number(pick(GRID_KNOWN));
        if (is_possible(space, &other)) assert_true(is_met(wants, count, &other));
    }
}

static void a_search_finds_what_trying_all_finds(void **state)
{
    (void)state;
    size_t found = 0;
    for (int round = 0; round < ROUNDS; round++) {
        struct space space;
        struct want wants[3];
        size_t count = 1 + pick(3);
        steps = UINT64_MAX;
        random_space(&space, 1 + pick(3));
        for (size_t i = 0; i < count; i++) {
            wants[i].formula = random_formula(&space, (int)pick(4));
            wants[i].holdings = (unsigned)(1 + pick(7));
        }
        enum search_over over = pick(2) ? SEARCH_ALL : SEARCH_KNOWN;
        struct valuation valuation;
        enum search search = space_search(&space, over, wants, count, &valuation);
        bool expected = brute_force(&space, over, wants, count);
        if (search != (expected ? SEARCH_FOUND : SEARCH_NONE))
            fail_msg("round %d: found %d, expected %d", round, (int)search, expected);
        if (expected) assert_valuation(&space, over, wants, count, &valuation);
        found += expected;
        arena_reset(&arena);
    }
    /* Both answers came often, so that each was put to the test. */
    assert_in_range(found, ROUNDS / 5, ROUNDS - ROUNDS / 10);
}

/* --- ends, examples and limits ------------------------------------------------------------------- */

static struct num number(const char *text)
{
    struct num value;
    assert_int_equal(num_parse(&value, str_from(text)), NUM_PARSED);
    return value;
}

static void assert_number(const struct num *found, const char *expected)
{
    struct num wanted = number(expected);
    if (num_compare(found, &wanted) != 0)
        fail_msg("%.17g is not %s", num_to_double(found), expected);
}

/* The value at which neither x `first` a nor x `second` b holds; NULL: there must be none. */
static void expect_gap(enum relation first, const char *a, enum relation second, const char *b,
                       bool whole, const char *expected)
{
    struct space space;
    struct stretch any = {0};
    struct num x = number(a), y = number(b);
    struct valuation valuation;
    steps = 1000;
    space_begin(&space, &arena, &steps);
    size_t v = space_variable(&space, &any, whole);
    struct want wants[] = {{formula_compare(&space, v, first, &x), HOLDS_NOT},
                           {formula_compare(&space, v, second, &y), HOLDS_NOT}};
    enum search search = space_search(&space, SEARCH_KNOWN, wants, 2, &valuation);
    assert_int_equal(search, expected ? SEARCH_FOUND : SEARCH_NONE);
    if (expected) assert_number(&valuation.values[v], expected);
}

static void a_gap_has_its_example(void **state)
{
    (void)state;
    expect_gap(IS_AT_MOST, "8", IS_GREATER, "10", false, "9");
    expect_gap(IS_LESS, "8", IS_GREATER, "8", false, "8");
    expect_gap(IS_LESS, "8", IS_AT_LEAST, "8", false, NULL);
    expect_gap(IS_AT_MOST, "8", IS_AT_LEAST, "9", false, "8.5");
    expect_gap(IS_AT_MOST, "8", IS_AT_LEAST, "9", true, NULL);
    expect_gap(IS_AT_MOST, "8", IS_LESS, "7", false, "9");
    expect_gap(IS_AT_LEAST, "0.8", IS_GREATER, "0.9", false, "0.4");
    expect_gap(IS_AT_LEAST, "1", IS_GREATER, "3", true, "0");
    expect_gap(IS_EQUAL, "1", IS_NOT_EQUAL, "1", false, NULL);
    /* Exact: what binary numbers take for one is two. */
    expect_gap(IS_LESS, "0.1000000000000000000001", IS_GREATER, "0.1000000000000000000001", false,
               "0.1000000000000000000001");
    expect_gap(IS_AT_MOST, "0.1000000000000000000001", IS_AT_LEAST, "0.1000000000000000000002",
               false, "0.10000000000000000000015");
}

static void empty_intervals_are_known(void **state)
{
    (void)state;
    struct stretch point = {
        .has_low = true, .has_high = true, .low = num_int(3), .high = num_int(3)};
    assert_false(stretch_is_empty(&point, true));
    point.high_open = true;
    assert_true(stretch_is_empty(&point, false));
    struct stretch between = {.has_low = true, .has_high = true, .low = num_int(3)};
    between.high = num_int(4);
    assert_false(stretch_is_empty(&between, false));
    between.low_open = between.high_open = true;
    assert_false(stretch_is_empty(&between, false));
    assert_true(stretch_is_empty(&between, true));
    struct stretch half = {.has_low = true, .low = num_int(3), .low_open = true};
    assert_false(stretch_is_empty(&half, true));
}

/* What would take too long, or has too many variables, is left undecided. */
static void limits_leave_it_undecided(void **state)
{
    (void)state;
    struct space space;
    struct stretch any = {0};
    struct num zero = num_int(0);
    steps = 3;
    space_begin(&space, &arena, &steps);
    size_t v = space_variable(&space, &any, false), w = space_variable(&space, &any, false);
    struct formula *never = formula_and(&space, formula_compare(&space, v, IS_LESS, &zero),
                                        formula_compare(&space, w, IS_NOT_EQUAL, &zero));
    struct want want = {formula_and(&space, never, formula_not(&space, never)), HOLDS};
    assert_int_equal(space_search(&space, SEARCH_ALL, &want, 1, NULL), SEARCH_UNDECIDED);
    steps = 1000;
    assert_int_equal(space_search(&space, SEARCH_ALL, &want, 1, NULL), SEARCH_NONE);
    for (int i = 0; i < SPACE_VARIABLES_MAX; i++) space_variable(&space, &any, false);
    assert_true(space.full);
    assert_int_equal(space_search(&space, SEARCH_ALL, &want, 1, NULL), SEARCH_UNDECIDED);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_search_finds_what_trying_all_finds),
    cmocka_unit_test(a_gap_has_its_example),
    cmocka_unit_test(empty_intervals_are_known),
    cmocka_unit_test(limits_leave_it_undecided),
};

int main(void)
{
    if (setjmp(guard.env)) return 1;
    arena_init(&arena, &guard);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
