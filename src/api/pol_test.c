/* Testing: what the theory's own tests give and expect. */

#include "api/context.h"
#include "base/calendar.h"
#include "check/check.h"
#include "collect/collect.h"
#include "judge/test.h"

enum { TRACES_MAX = 100 /* tests that failed and keep all that led to it */ };

/* The tests that are being run, of all programs. */
struct testing {
    struct pol *pol;
    const struct pol_testing *options;
    struct result_tests *result;
    struct result_test *tests;
    size_t capacity;
    struct result_coverage *coverage;
    bool unreadable; /* a file that a test gives could not be read */
};

/* One of its programs. */
struct testing_program {
    struct loaded *loaded;
    struct findings checked; /* what its checks say; made when a test first asks */
    bool is_checked;
    struct outcome_counts counts;
};

static bool contains(struct str text, struct str part)
{
    for (; text.len >= part.len; text.p++, text.len--) {
        if (str_starts(text, part)) return true;
        if (!text.len) break;
    }
    return false;
}

static bool is_selected(const struct pol_testing *options, const struct test *test)
{
    for (size_t i = 0; i < options->filter_count; i++)
        if (contains(test->title, str_from(options->filters[i]))) return true;
    return !options->filter_count;
}

static const struct findings *check_for_tests(struct pol *pol, struct testing_program *program)
{
    if (!program->is_checked) {
        struct check_request request = {.today = today()};
        struct choices *choices = ARENA_NEW(&pol->arena, struct choices);
        findings_init(&program->checked, &pol->arena);
        choices_make(choices, program->loaded->theory, &request);
        check_theory(program->loaded->theory, &program->checked, choices);
        program->is_checked = true;
    }
    return &program->checked;
}

/* What the test gives of files, for collecting. */
static struct data_override *given_files(struct arena *arena, const struct test *test,
                                         size_t *count)
{
    struct data_override *files = ARENA_ARRAY(arena, struct data_override, test->given_count + 1);
    *count = 0;
    for (size_t i = 0; i < test->given_count; i++)
        if (test->givens[i].table)
            files[(*count)++] = (struct data_override){
                .name = test->givens[i].table->common.name,
                .path = test->givens[i].path,
                .span = test->givens[i].path_span,
            };
    return files;
}

/* Findings that a test expects are no news. */
static void take_unexpected(struct findings *to, const struct findings *from,
                            const struct test *test)
{
    for (const struct finding *f = from->first; f; f = f->next) {
        bool expected = false;
        for (size_t i = 0; i < test->expect_count; i++)
            expected |= !test->expects[i].condition && test->expects[i].finding == f->code;
        if (!expected) take_finding(to, f);
    }
}

static void add_test(struct testing *testing, const struct result_test *test, struct arena *own)
{
    struct result_tests *result = testing->result;
    ARENA_GROW(&testing->pol->run, testing->tests, result->test_count, testing->capacity);
    bool keep_all = !test->passed && result->failed < TRACES_MAX;
    testing->tests[result->test_count++] = keep_all ? *test : test_keep(&testing->pol->run, test);
    if (!keep_all) arena_release(own);
    if (test->passed)
        result->passed++;
    else
        result->failed++;
}

static enum pol_status run_test(struct testing *testing, struct testing_program *program,
                                const struct test *test)
{
    struct pol *pol = testing->pol;
    const struct theory *t = program->loaded->theory;
    struct arena *arena = arena_child(&pol->run);
    struct selection selection;
    struct plan plan;
    struct input *inputs;
    struct findings raised;
    struct test_run run = {
        .t = t,
        .test = test,
        .selection = &selection,
        .as_of = test_as_of(t, test),
        .counts = &program->counts,
    };
    struct collect_options collect = {.as_of = run.as_of, .only_given = true};
    selection_of_rules(&selection, arena, t, test_rules(arena, t, test));
    plan_begin(&plan, arena, t);
    selection_plan(&selection, &plan);
    test_plan(&plan, test);
    plan_finish(&plan);
    collect.overrides = given_files(arena, test, &collect.override_count);
    findings_init(&raised, &pol->arena);
    bool read = collect_run(&plan, &pol->loader, &collect, &raised, &inputs, &run.input_count);
    testing->unreadable |= !read;
    run.inputs = inputs;
    run.theory = &program->loaded->findings;
    run.data = &raised;
    for (size_t i = 0; i < test->expect_count; i++)
        if (!test->expects[i].condition) run.checks = check_for_tests(pol, program);
    struct result_test result = {.title = STR("")};
    if (read) result = judge_test(arena, &run);
    take_unexpected(&program->loaded->findings, &raised, test);
    if (read)
        add_test(testing, &result, arena);
    else
        arena_release(arena);
    return POL_OK;
}

static enum pol_status test_program(struct testing *testing, struct loaded *loaded)
{
    struct pol *pol = testing->pol;
    const struct theory *t = loaded->theory;
    struct testing_program program = {.loaded = loaded};
    struct result_tests *result = testing->result;
    size_t selected = 0, rules;
    for (size_t i = 0; i < t->tests_count; i++)
        selected += is_selected(testing->options, t->tests[i]);
    result->not_selected += t->tests_count - selected;
    if (!selected) return POL_OK;
    outcome_counts_begin(&program.counts, &pol->run, t);
    for (size_t i = 0; i < t->tests_count; i++) {
        if (!is_selected(testing->options, t->tests[i])) continue;
        enum pol_status status = run_test(testing, &program, t->tests[i]);
        if (status != POL_OK) return status;
    }
    settle_evaluated(pol, loaded);
    const struct result_coverage *more =
        test_coverage(&pol->run, t, &program.counts, &rules, result);
    struct result_coverage *all =
        ARENA_ARRAY(&pol->run, struct result_coverage, result->coverage_count + rules + 1);
    for (size_t i = 0; i < result->coverage_count; i++) all[i] = testing->coverage[i];
    for (size_t i = 0; i < rules; i++) all[result->coverage_count++] = more[i];
    testing->coverage = all;
    return POL_OK;
}

/* Every program must be whole, and those with tests must have one policy. */
static bool can_be_tested(struct pol *pol)
{
    bool valid = true;
    for (size_t i = 0; i < pol->program_count; i++) {
        struct loaded *loaded = &pol->programs[i];
        if (loaded->theory->tests_count) check_one_policy(loaded);
        valid &= !is_invalid(&loaded->findings);
    }
    return valid;
}

static enum pol_status test_programs(struct testing *testing)
{
    struct pol *pol = testing->pol;
    struct result_tests *result = testing->result;
    if (!can_be_tested(pol)) {
        pol->error = STR("the theory has errors, so it was not tested");
        return POL_INVALID;
    }
    for (size_t i = 0; i < pol->program_count; i++) {
        enum pol_status status = test_program(testing, &pol->programs[i]);
        if (status != POL_OK) return status;
    }
    if (testing->unreadable) return FAIL(pol, "a file that a test gives could not be read");
    if (!result->test_count)
        return result->not_selected
                   ? FAIL(pol, "none of the %zu tests has that in its title", result->not_selected)
                   : FAIL(pol, "there is no test here");
    result->tests = testing->tests;
    result->coverage = testing->coverage;
    pol->tests = result;
    return POL_OK;
}

enum pol_status pol_test(struct pol *pol, const struct pol_testing *options)
{
    static const struct pol_testing defaults = {0};
    GUARDED(pol);
    forget_sorted(pol);
    pol->result = NULL;
    pol->scenarios = NULL;
    pol->tests = NULL;
    arena_reset(&pol->run);
    struct testing testing = {
        .pol = pol,
        .options = options ? options : &defaults,
        .result = ARENA_NEW(&pol->run, struct result_tests),
    };
    enum pol_status status = test_programs(&testing);
    sort_findings(pol);
    return status;
}

size_t pol_test_count(const struct pol *pol)
{
    return pol->tests ? pol->tests->test_count : 0;
}

size_t pol_failed_count(const struct pol *pol)
{
    return pol->tests ? pol->tests->failed : 0;
}

struct pol_test_result pol_test_at(struct pol *pol, size_t index)
{
    struct pol_test_result shown = {0};
    if (index >= pol_test_count(pol)) return shown;
    if (setjmp(pol->guard.env)) return (struct pol_test_result){0};
    const struct result_test *test = &pol->tests->tests[index];
    struct report report = report_of(pol, &pol->run);
    struct shown_place place = report_place(&report, &test->location);
    const struct result_expectation *failed = NULL;
    for (size_t i = 0; i < test->expectation_count && !failed; i++)
        if (!test->expectations[i].passed) failed = &test->expectations[i];
    shown = (struct pol_test_result){
        .title = str_to_cstr(&pol->run, test->title),
        .passed = test->passed,
        .failure = failed ? str_to_cstr(&pol->run, failed->text) : "",
        .place = public_place(&pol->run, &place),
    };
    return shown;
}

struct pol_coverage pol_test_coverage(const struct pol *pol)
{
    if (!pol->tests) return (struct pol_coverage){0, 0};
    return (struct pol_coverage){pol->tests->outcome_count, pol->tests->seen_count};
}
