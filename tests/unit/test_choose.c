/* The choice of what to keep, against trying all choices. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/compiler.h"
#include "method/choose.h"
#include "random.h"

enum { ITEMS = 12, GOALS = 8, LEVELS = 3 };

struct problem {
    struct choose_problem p;
    int64_t costs[ITEMS], item_links[LEVELS * ITEMS], goal_links[LEVELS * GOALS];
    size_t starts[GOALS + 1], by[GOALS * ITEMS];
};

/* goals, links by level, cost */
struct score {
    int64_t parts[LEVELS + 2];
};

static struct guard guard;

static struct score score_of(const struct choose_problem *p, unsigned set)
{
    struct score score = {{0}};
    for (size_t i = 0; i < p->item_count; i++) {
        if (!(set >> i & 1)) continue;
        score.parts[LEVELS + 1] += p->costs[i];
        for (size_t l = 0; l < LEVELS; l++)
            score.parts[1 + l] += p->item_links[l * p->item_count + i];
    }
    for (size_t g = 0; g < p->goal_count; g++) {
        bool reached = false;
        for (size_t i = p->starts[g]; i < p->starts[g + 1]; i++)
            reached |= (set >> p->by[i] & 1) != 0;
        if (!reached) continue;
        score.parts[0]++;
        for (size_t l = 0; l < LEVELS; l++)
            score.parts[1 + l] += p->goal_links[l * p->goal_count + g];
    }
    return score;
}

static int compare(const struct score *a, const struct score *b)
{
    for (size_t i = 0; i < COUNT_OF(a->parts); i++)
        if (a->parts[i] != b->parts[i]) return a->parts[i] < b->parts[i] ? -1 : 1;
    return 0;
}

/* The best of all choices, and how many are as good; false when none fits. */
static bool try_all(const struct choose_problem *p, struct score *best, size_t *ties)
{
    bool any = false;
    for (unsigned set = 0; set < 1u << p->item_count; set++) {
        struct score score = score_of(p, set);
        if (score.parts[LEVELS + 1] > p->limit) continue;
        int order = any ? compare(&score, best) : 1;
        if (order > 0) {
            *best = score;
            *ties = 0;
        }
        if (order >= 0) ++*ties;
        any = true;
    }
    return any;
}

static void make(struct problem *problem, struct random *random, int64_t scale)
{
    size_t items = 1 + random_below(random, ITEMS), goals = random_below(random, GOALS + 1);
    memset(problem, 0, sizeof *problem);
    int64_t all = 0;
    for (size_t i = 0; i < items; i++) {
        problem->costs[i] = (int64_t)random_below(random, 9) * scale;
        if (scale > 1) problem->costs[i] += (int64_t)random_below(random, 3);
        if (random_below(random, 10) == 0) problem->costs[i] = -problem->costs[i];
        all += problem->costs[i];
    }
    size_t count = 0;
    for (size_t g = 0; g < goals; g++) {
        problem->starts[g] = count;
        problem->by[count++] = random_below(random, items);
        for (size_t i = 0; i < items; i++)
            if (i != problem->by[problem->starts[g]] && random_below(random, 4) == 0)
                problem->by[count++] = i;
    }
    problem->starts[goals] = count;
    for (size_t i = 0; i < LEVELS * items; i++)
        problem->item_links[i] = (int64_t)(random_below(random, 4) == 0);
    for (size_t i = 0; i < LEVELS * goals; i++)
        problem->goal_links[i] = (int64_t)(random_below(random, 4) == 0);
    problem->p = (struct choose_problem){
        .item_count = items,
        .costs = problem->costs,
        .limit = all * (int64_t)random_below(random, 12) / 10 - (int64_t)random_below(random, 2),
        .goal_count = goals,
        .starts = problem->starts,
        .by = problem->by,
        .level_count = LEVELS,
        .item_links = problem->item_links,
        .goal_links = problem->goal_links,
    };
}

static void check(struct arena *arena, const struct choose_problem *p)
{
    struct choose_answer answer;
    struct score best = {{0}};
    size_t ties = 0;
    choose_best(arena, p, &answer);
    if (!try_all(p, &best, &ties)) {
        assert_int_equal(answer.status, CHOOSE_IMPOSSIBLE);
        return;
    }
    assert_int_equal(answer.status, CHOOSE_DONE);
    assert_int_equal(answer.goals, best.parts[0]);
    for (size_t l = 0; l < LEVELS; l++) assert_int_equal(answer.links[l], best.parts[1 + l]);
    assert_int_equal(answer.cost, best.parts[LEVELS + 1]);
    assert_int_equal(answer.count, ties < CHOOSE_LISTED_MAX ? ties : CHOOSE_LISTED_MAX);
    assert_int_equal(answer.more, ties > CHOOSE_LISTED_MAX);
    for (size_t k = 0; k < answer.count; k++) {
        unsigned set = 0;
        for (size_t i = 0; i < p->item_count; i++) set |= (unsigned)answer.sets[k][i] << i;
        struct score score = score_of(p, set);
        assert_int_equal(compare(&score, &best), 0);
        if (k) assert_int_not_equal(memcmp(answer.sets[k], answer.sets[k - 1], p->item_count), 0);
    }
}

static void is_as_good_as_trying_all(int64_t scale, int rounds)
{
    struct arena arena;
    arena_init(&arena, &guard);
    if (setjmp(guard.env)) fail_msg("no memory");
    struct random random = {42};
    static struct problem problem;
    for (int round = 0; round < rounds; round++) {
        make(&problem, &random, scale);
        check(&arena, &problem.p);
        arena_reset(&arena);
    }
    arena_release(&arena);
}

static void small_costs(void **state)
{
    (void)state;
    is_as_good_as_trying_all(1, 300);
}

/* Sums that differ by one in 10^14, which a solver in doubles takes for equal. */
static void costs_that_nearly_tie(void **state)
{
    (void)state;
    is_as_good_as_trying_all(100000, 150);
    is_as_good_as_trying_all(10000000000000, 150);
}

static void nothing_to_choose_from(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &guard);
    if (setjmp(guard.env)) fail_msg("no memory");
    size_t start = 0;
    struct choose_problem p = {.starts = &start, .level_count = LEVELS};
    struct choose_answer answer;
    choose_best(&arena, &p, &answer);
    assert_int_equal(answer.status, CHOOSE_DONE);
    assert_int_equal(answer.count, 1);
    p.limit = -1;
    choose_best(&arena, &p, &answer);
    assert_int_equal(answer.status, CHOOSE_IMPOSSIBLE);
    arena_release(&arena);
}

/* Two hundred things of nearly the same price: it must end. */
static void a_hard_one_ends(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &guard);
    if (setjmp(guard.env)) fail_msg("no memory");
    static int64_t costs[CHOOSE_ITEMS_MAX], links[CHOOSE_ITEMS_MAX];
    struct random random = {1};
    int64_t all = 0;
    for (size_t i = 0; i < CHOOSE_ITEMS_MAX; i++)
        all += costs[i] = 2 * (1000000000 + (int64_t)random_below(&random, 1000000));
    size_t start = 0;
    struct choose_problem p = {
        .item_count = CHOOSE_ITEMS_MAX,
        .costs = costs,
        .limit = all / 2 + 1,
        .starts = &start,
        .level_count = 1,
        .item_links = links,
        .goal_links = links,
    };
    struct choose_answer answer;
    choose_best(&arena, &p, &answer);
    assert_true(answer.status == CHOOSE_TOO_HARD || answer.cost <= p.limit);
    arena_release(&arena);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(small_costs),
    cmocka_unit_test(costs_that_nearly_tie),
    cmocka_unit_test(nothing_to_choose_from),
    cmocka_unit_test(a_hard_one_ends),
};

int main(void)
{
    return cmocka_run_group_tests(tests, NULL, NULL);
}
