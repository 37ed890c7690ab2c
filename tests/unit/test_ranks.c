/* Tests of what medians rest on: runs that are sorted outside of memory, counters that carry, and the
 * two gone through together. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "collect/rank_cursor.h"
#include "unit/random.h"

static struct guard guard;
static struct arena arena;

static int begin(void **state)
{
    (void)state;
    arena_init(&arena, &guard);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

enum { CELLS = 7, VALUES = 60000, DISTINCT = 900 };

/* How often each value stands in each cell, the plain way. */
static uint64_t expected[CELLS][DISTINCT];

static void fill(struct ranks *ranks, struct random *random, int64_t spread)
{
    for (size_t i = 0; i < VALUES; i++) {
        uint32_t cell = (uint32_t)random_below(random, CELLS);
        size_t which = (size_t)random_below(random, DISTINCT);
        int64_t value = ((int64_t)which - DISTINCT / 2) * spread;
        expected[cell][which]++;
        ranks_make_room(ranks, CELLS, value, value);
        if (ranks->runs)
            runs_add(ranks->runs, cell, value, 1);
        else
            ranks_add(ranks, cell, value);
    }
}

static void compare(const struct ranks *ranks, size_t count, int64_t spread)
{
    struct run_entry room[3][16];
    for (uint32_t cell = 0; cell < CELLS; cell++) {
        struct rank_cursor cursors[3] = {{.room = room[0], .room_size = 16},
                                         {.room = room[1], .room_size = 16},
                                         {.room = room[2], .room_size = 16}};
        struct rank_cursor *heap[3];
        struct rank_merge merge = {.heap = heap};
        int64_t value;
        uint64_t times;
        for (size_t i = 0; i < count; i++) rank_cursor_open(&cursors[i], &ranks[i], cell);
        rank_merge_begin(&merge, cursors, count);
        for (size_t which = 0; which < DISTINCT; which++) {
            if (!expected[cell][which]) continue;
            assert_true(rank_merge_next(&merge, &value, &times));
            assert_int_equal(value, ((int64_t)which - DISTINCT / 2) * spread);
            assert_int_equal(times, expected[cell][which]);
        }
        assert_false(rank_merge_next(&merge, &value, &times));
        assert_false(merge.failed);
    }
}

/* Room for so few entries that there are many runs. */
static void runs_in_a_file(void **state)
{
    (void)state;
    struct random random = {3};
    struct ranks ranks[3];
    int64_t spread = 100000000000;
    memset(expected, 0, sizeof expected);
    for (size_t i = 0; i < 3; i++) {
        ranks_begin(&ranks[i], &arena);
        ranks_make_room(&ranks[i], CELLS, 0, INT64_MAX / 2); /* too far apart for counters */
        assert_non_null(ranks[i].runs);
        if (i < 2) ranks[i].runs->most = 16;
        fill(&ranks[i], &random, spread);
        if (i == 1) ranks_rescale(&ranks[i], 1);
        assert_true(runs_finish(ranks[i].runs));
        assert_int_equal(ranks[i].runs->filed, i < 2);
    }
    compare(ranks, 3, spread);
}

static void counters_beside_runs(void **state)
{
    (void)state;
    struct random random = {4};
    struct ranks ranks[2];
    memset(expected, 0, sizeof expected);
    ranks_begin(&ranks[0], &arena);
    ranks_begin(&ranks[1], &arena);
    fill(&ranks[0], &random, 1);
    assert_null(ranks[0].runs);
    fill(&ranks[1], &random, 1);
    ranks_make_room(&ranks[1], CELLS, 0, INT64_MAX / 2); /* with what it has already */
    fill(&ranks[1], &random, 1);
    assert_true(runs_finish(ranks[1].runs));
    compare(ranks, 2, 1);
}

/* What is held of a first portion is the same once it is counted, or goes on in runs. */
static void held_values_are_counted(void **state)
{
    (void)state;
    struct random random = {6};
    struct ranks ranks[2];
    memset(expected, 0, sizeof expected);
    for (size_t i = 0; i < 2; i++) {
        ranks_begin(&ranks[i], &arena);
        ranks_hold(&ranks[i]);
        fill(&ranks[i], &random, i ? 1000000 : 1);
        if (!i) ranks_rescale(&ranks[0], 1000000);
        ranks_count_held(&ranks[i]);
        assert_true(ranks[i].runs && !ranks[i].held);
        fill(&ranks[i], &random, 1000000);
        assert_true(runs_finish(ranks[i].runs));
    }
    compare(ranks, 2, 1000000);
    memset(expected, 0, sizeof expected);
    ranks_begin(&ranks[0], &arena);
    ranks_hold(&ranks[0]);
    fill(&ranks[0], &random, 1);
    ranks_count_held(&ranks[0]);
    assert_null(ranks[0].runs);
    fill(&ranks[0], &random, 1);
    compare(ranks, 1, 1);
}

static void values_are_rescaled(void **state)
{
    (void)state;
    struct random random = {5};
    struct ranks ranks[2];
    memset(expected, 0, sizeof expected);
    ranks_begin(&ranks[0], &arena);
    ranks_begin(&ranks[1], &arena);
    fill(&ranks[0], &random, 1);
    ranks_rescale(&ranks[0], 10);
    assert_null(ranks[0].runs);
    fill(&ranks[1], &random, 1);
    ranks_make_room(&ranks[1], CELLS, 0, INT64_MAX / 2);
    ranks[1].runs->most = 16;
    fill(&ranks[1], &random, 1);
    ranks_rescale(&ranks[1], 10);
    fill(&ranks[1], &random, 10);
    assert_true(runs_finish(ranks[1].runs));
    compare(ranks, 2, 10);
}

static uint64_t values_in(const struct ranks *ranks, uint32_t cell)
{
    struct run_entry room[16];
    struct rank_cursor cursor = {.room = room, .room_size = 16};
    uint64_t count = 0;
    rank_cursor_open(&cursor, ranks, cell);
    while (rank_cursor_next(&cursor)) count += cursor.count;
    return count;
}

static void counters_carry(void **state)
{
    (void)state;
    struct ranks ranks;
    ranks_begin(&ranks, &arena);
    ranks_make_room(&ranks, 2, 5, 6);
    for (size_t i = 0; i < 200000; i++) ranks_add(&ranks, 1, 6);
    ranks_add(&ranks, 1, 5);
    assert_int_equal(values_in(&ranks, 1), 200001);
    ranks_make_room(&ranks, 9, -100, 100); /* moved */
    assert_int_equal(values_in(&ranks, 0), 0);
    assert_int_equal(values_in(&ranks, 1), 200001);
    ranks_make_room(&ranks, 9, 0, INT64_MAX / 2);
    assert_non_null(ranks.runs);
    assert_true(runs_finish(ranks.runs));
    assert_int_equal(values_in(&ranks, 1), 200001);
}

/* Without a temporary file all stays in memory. */
static void without_a_file(void **state)
{
    (void)state;
    struct random random = {6};
    struct ranks ranks;
    memset(expected, 0, sizeof expected);
    ranks_begin(&ranks, &arena);
    ranks_make_room(&ranks, CELLS, 0, INT64_MAX / 2);
    ranks.runs->most = 16;
    ranks.runs->opened = ranks.runs->in_memory = true;
    fill(&ranks, &random, 1);
    assert_true(runs_finish(ranks.runs));
    assert_false(ranks.runs->filed);
    compare(&ranks, 1, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(runs_in_a_file, begin, end),
        cmocka_unit_test_setup_teardown(counters_beside_runs, begin, end),
        cmocka_unit_test_setup_teardown(held_values_are_counted, begin, end),
        cmocka_unit_test_setup_teardown(values_are_rescaled, begin, end),
        cmocka_unit_test_setup_teardown(counters_carry, begin, end),
        cmocka_unit_test_setup_teardown(without_a_file, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
