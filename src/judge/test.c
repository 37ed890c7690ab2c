/* Running a test, and counting the outcomes that tests come to. */
#include "judge/test.h"

#include "base/calendar.h"
#include "judge/expectation.h"
#include "judge/present.h"

/* --- before it runs -------------------------------------------------------------------------------------- */

static void visit(void *context, struct expr *expr)
{
    bool *rules = context;
    if (expr->kind == EXPR_RULE) rules[expr->rule->index] = true;
}

bool *test_rules(struct arena *arena, const struct theory *t, const struct test *test)
{
    bool *rules = ARENA_ARRAY(arena, bool, t->rules_count + 1);
    struct expr_walk walk;
    expr_walk_begin(&walk, arena, t->shared_count, visit, rules);
    for (size_t i = 0; i < test->expect_count; i++) expr_walk(&walk, test->expects[i].condition);
    return rules;
}

void test_plan(struct plan *plan, const struct test *test)
{
    for (size_t i = 0; i < test->expect_count; i++) {
        const struct expected *expected = &test->expects[i];
        plan_add(plan, expected->condition);
        /* Columns that nothing asks for are read for what is wrong in them. */
        if (!expected->condition && finding_kind(expected->finding)->code.p[0] == 'D')
            plan_all_columns(plan);
    }
}

static void reach_to(int32_t *last, int32_t day)
{
    if (day != DAY_MAX && day > *last) *last = day;
}

/* A policy without an end: the last day that anything in it names. */
static void reach_all(const struct theory *t, int32_t *last)
{
    for (size_t i = 0; i < t->indicators_count; i++)
        for (size_t k = 0; k < t->indicators[i]->target_count; k++)
            reach_to(last, t->indicators[i]->targets[k].days.last);
    for (size_t i = 0; i < t->tables_count; i++) {
        if (!t->tables[i]->covers_said) continue;
        reach_to(last, t->tables[i]->covers.first);
        reach_to(last, t->tables[i]->covers.last);
    }
    for (size_t i = 0; i < t->rules_count; i++)
        if (t->rules[i]->over_said) reach_to(last, t->rules[i]->over.last);
}

int32_t test_as_of(const struct theory *t, const struct test *test)
{
    int32_t last = DAY_MIN;
    bool ends = t->policy && t->policy->period_said && t->policy->period.last != DAY_MAX;
    if (ends)
        last = t->policy->period.last;
    else
        reach_all(t, &last);
    for (size_t i = 0; i < test->given_count; i++)
        for (size_t k = 0; k < test->givens[i].figure_count; k++) {
            if (!test->givens[i].indicator->has_freq) continue;
            int32_t day = period_days(&t->calendar, test->givens[i].figures[k].period).last;
            if (day > last) last = day;
        }
    return last == DAY_MIN ? DAY_MAX : last;
}

/* --- running it ------------------------------------------------------------------------------------------ */

static const struct given *const *given_figures(struct arena *arena, const struct test_run *run)
{
    const struct given **given =
        ARENA_ARRAY(arena, const struct given *, run->t->indicators_count + 1);
    for (size_t i = 0; i < run->test->given_count; i++)
        if (run->test->givens[i].indicator)
            given[run->test->givens[i].indicator->index] = &run->test->givens[i];
    return given;
}

static void present_not_tested(struct judging *judging, struct result_test *result)
{
    const struct theory *t = judging->judge.t;
    struct arena *arena = judging->judge.arena;
    struct result_need *needs = NULL;
    size_t capacity = 0;
    for (size_t i = 0; i < t->rules_count; i++)
        for (const struct looked_at *l = judging->trials[i].first; l; l = l->next) {
            if (!l->not_tested) continue;
            ARENA_GROW(arena, needs, result->not_tested_count, capacity);
            needs[result->not_tested_count++] = (struct result_need){
                .rule = t->rules[i]->common.name,
                .text = source_words(arena, t->sources, l->span),
                .location = location_of(l->span),
            };
        }
    result->not_tested = needs;
}

static void present_notes(struct arena *arena, const struct test_run *run,
                          struct result_test *result)
{
    struct str *notes = ARENA_ARRAY(arena, struct str, run->input_count + 1);
    for (size_t i = 0; i < run->input_count; i++) {
        const struct input *input = &run->inputs[i];
        if (input->later)
            notes[result->note_count++] = str_printf(
                arena, "%llu row%s of %.*s after %.*s %s left out",
                (unsigned long long)input->later, input->later == 1 ? "" : "s",
                STR_ARG(input->path), STR_ARG(result->as_of), input->later == 1 ? "is" : "are");
    }
    result->notes = notes;
}

static void count_outcomes(const struct judging *judging, const struct test_run *run)
{
    const struct theory *t = run->t;
    for (size_t i = 0; i < t->rules_count; i++) {
        const struct trial *trial = &judging->trials[i];
        if (!run->selection->rules[i] || !trial->verdict.word) continue;
        size_t place = run->counts->first[i];
        if (trial->came_to)
            place += (size_t)(trial->came_to - t->rules[i]->outcomes);
        else
            place += t->rules[i]->outcome_count;
        run->counts->seen[place]++;
    }
}

struct result_test judge_test(struct arena *arena, const struct test_run *run)
{
    const struct test *test = run->test;
    struct judge_options options = {.as_of = run->as_of, .unsuppressed = true};
    struct judging judging;
    struct buf as_of = buf_in(arena);
    date_add(&as_of, run->as_of);
    judging_begin(&judging, arena, run->t, run->selection, &options);
    judging.judge.given = given_figures(arena, run);
    judging_run(&judging);
    struct result_expectation *expectations =
        ARENA_ARRAY(arena, struct result_expectation, test->expect_count + 1);
    struct result_test result = {
        .title = test->title,
        .location = location_of(test->decl->title.span),
        .passed = test->expect_count > 0,
        .as_of = buf_str(&as_of),
        .expectations = expectations,
        .expectation_count = test->expect_count,
    };
    for (size_t i = 0; i < test->expect_count; i++) {
        expectations[i] = expectation_look(&judging, run, &test->expects[i]);
        result.passed &= expectations[i].passed;
    }
    present_not_tested(&judging, &result);
    present_notes(arena, run, &result);
    if (result.passed) count_outcomes(&judging, run);
    return result;
}

/* --- keeping what it came to ----------------------------------------------------------------------------- */

static struct result_value keep_value(struct arena *arena, const struct result_value *value)
{
    struct result_value copy = *value;
    copy.text = str_copy(arena, value->text);
    copy.reason.text = str_copy(arena, value->reason.text);
    copy.reason.location.path = str_copy(arena, value->reason.location.path);
    return copy;
}

static struct result_expectation keep_expectation(struct arena *arena,
                                                  const struct result_expectation *expectation)
{
    struct result_expectation copy = *expectation;
    copy.text = str_copy(arena, expectation->text);
    copy.expected = keep_value(arena, &expectation->expected);
    copy.actual = keep_value(arena, &expectation->actual);
    copy.difference = keep_value(arena, &expectation->difference);
    copy.tolerance = keep_value(arena, &expectation->tolerance);
    copy.why = str_copy(arena, expectation->why);
    copy.value_count = copy.rule_count = 0;
    return copy;
}

struct result_test test_keep(struct arena *arena, const struct result_test *test)
{
    struct result_test copy = *test;
    struct result_expectation *expectations =
        ARENA_ARRAY(arena, struct result_expectation, test->expectation_count + 1);
    struct result_need *needs = ARENA_ARRAY(arena, struct result_need, test->not_tested_count + 1);
    struct str *notes = ARENA_ARRAY(arena, struct str, test->note_count + 1);
    for (size_t i = 0; i < test->expectation_count; i++)
        expectations[i] = keep_expectation(arena, &test->expectations[i]);
    for (size_t i = 0; i < test->not_tested_count; i++) {
        needs[i] = test->not_tested[i];
        needs[i].text = str_copy(arena, test->not_tested[i].text);
    }
    for (size_t i = 0; i < test->note_count; i++) notes[i] = str_copy(arena, test->notes[i]);
    copy.as_of = str_copy(arena, test->as_of);
    copy.expectations = expectations;
    copy.not_tested = needs;
    copy.notes = notes;
    return copy;
}

/* --- outcomes -------------------------------------------------------------------------------------------- */

/* A rule that could not be understood is not judged. */
static bool is_judged(const struct rule *rule)
{
    return rule->criterion && rule->target;
}

void outcome_counts_begin(struct outcome_counts *counts, struct arena *arena,
                          const struct theory *t)
{
    size_t all = 0;
    counts->first = ARENA_ARRAY(arena, size_t, t->rules_count + 1);
    for (size_t i = 0; i < t->rules_count; i++) {
        counts->first[i] = all;
        all += t->rules[i]->outcome_count + 1;
    }
    counts->seen = ARENA_ARRAY(arena, size_t, all + 1);
}

static struct result_coverage cover_rule(struct arena *arena, const struct theory *t,
                                         const struct rule *rule, const size_t *seen)
{
    struct result_outcome *outcomes =
        ARENA_ARRAY(arena, struct result_outcome, rule->outcome_count + 1);
    for (size_t i = 0; i < rule->outcome_count; i++) {
        const struct outcome *outcome = &rule->outcomes[i];
        outcomes[i] = (struct result_outcome){
            .word = outcome->word->text,
            .text = outcome->condition ? source_words(arena, t->sources, outcome->condition->span)
                                       : STR("otherwise"),
            .location = location_of(outcome->span),
            .seen = seen[i],
        };
    }
    outcomes[rule->outcome_count] = (struct result_outcome){
        .word = STR("unknown"),
        .location = location_of(rule->common.decl->name.span),
        .seen = seen[rule->outcome_count],
    };
    return (struct result_coverage){
        .rule = rule->common.name,
        .location = location_of(rule->common.decl->name.span),
        .outcomes = outcomes,
        .outcome_count = rule->outcome_count + 1,
    };
}

const struct result_coverage *test_coverage(struct arena *arena, const struct theory *t,
                                            const struct outcome_counts *counts, size_t *count,
                                            struct result_tests *tests)
{
    struct result_coverage *rules = ARENA_ARRAY(arena, struct result_coverage, t->rules_count + 1);
    *count = 0;
    for (size_t i = 0; i < t->rules_count; i++) {
        if (!is_judged(t->rules[i])) continue;
        struct result_coverage *rule = &rules[(*count)++];
        *rule = cover_rule(arena, t, t->rules[i], counts->seen + counts->first[i]);
        tests->outcome_count += rule->outcome_count;
        for (size_t k = 0; k < rule->outcome_count; k++)
            tests->seen_count += rule->outcomes[k].seen > 0;
    }
    return rules;
}
