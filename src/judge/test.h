/* Running one `test` of a program: an evaluation in which given figures stand in the place of
 * indicators, given files in that of data, and nothing else is known.
 *
 * The caller plans (test_rules, test_plan), collects with only what is given, and then judges. */
#ifndef POL_JUDGE_TEST_H
#define POL_JUDGE_TEST_H

#include "collect/plan.h"
#include "judge/result.h"
#include "judge/selection.h"

/* The rules that its expectations name, by index. */
bool *test_rules(struct arena *arena, const struct theory *t, const struct test *test);

/* Adds what its expectations ask beside the rules. */
void test_plan(struct plan *plan, const struct test *test);

/* The day on which things stand, so that no test depends on when it is run: the end of the policy's
 * period, or of the last given figure where that is later. */
int32_t test_as_of(const struct theory *t, const struct test *test);

/* How often each outcome of the rules was come to. */
struct outcome_counts {
    size_t *first; /* by rule->index: the place in `seen` of its first outcome; behind its last one
                      that it is unknown */
    size_t *seen;
};
void outcome_counts_begin(struct outcome_counts *counts, struct arena *arena,
                          const struct theory *t);

struct test_run {
    const struct theory *t;
    const struct test *test;
    const struct selection *selection;
    const struct findings *theory,
        *checks;                 /* raised by reading the program, and by its checks (NULL:
                                               no test asks) */
    const struct findings *data; /* raised by reading what the test gives */
    const struct input *inputs;
    size_t input_count;
    int32_t as_of;
    struct outcome_counts *counts;
};

/* The plan has been run. All that the result points to lives in `arena`, or in the program. */
struct result_test judge_test(struct arena *arena, const struct test_run *run);

/* A copy that outlives the arena of the test, without values and traces. */
struct result_test test_keep(struct arena *arena, const struct result_test *test);

/* The rules of a program with their outcomes; answers how many outcomes there are and were seen. */
const struct result_coverage *test_coverage(struct arena *arena, const struct theory *t,
                                            const struct outcome_counts *counts, size_t *count,
                                            struct result_tests *tests);

#endif
