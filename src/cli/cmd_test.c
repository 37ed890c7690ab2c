/* pol test: the tests of a theory. */
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

struct test_options {
    struct common_options common;
    struct words filters;
    bool verbose, coverage;
    const char *min_coverage;
};

static const struct option options[] = {
    {"filter", "TEXT", OPTION_LIST, offsetof(struct test_options, filters),
     "only tests with TEXT in their title; may be repeated"},
    {"verbose", NULL, OPTION_FLAG, offsetof(struct test_options, verbose),
     "list the tests that passed too"},
    {"coverage", NULL, OPTION_FLAG, offsetof(struct test_options, coverage),
     "say which outcomes of the rules the tests came to"},
    {"min-coverage", "PERCENT", OPTION_TEXT, offsetof(struct test_options, min_coverage),
     "the same, and status 1 when they are fewer than this part"},
    {NULL, NULL, OPTION_FLAG, 0, NULL},
};

const struct usage test_usage = {
    .command = "test",
    .arguments = "[PATH ...]",
    .purpose =
        "Runs the tests of policy theories: their `test` declarations, in a folder also those\n"
        "of its *_test.pol. A test reads no data but what it gives. Status 0: all passed, 1: one\n"
        "failed, 2: it could not be done or there was no test, 3: the theory has errors.",
    .options = options,
    .examples = "  pol test\n"
                "  pol test safety_test.pol --filter target --verbose\n"
                "  pol test --min-coverage 80 --report json=tests.json\n",
};

/* A whole number of 0 to 100, perhaps with a % sign. */
static bool read_percent(const char *text, size_t *percent)
{
    size_t length = 0;
    *percent = 0;
    for (; text && text[length] >= '0' && text[length] <= '9' && length < 4; length++)
        *percent = *percent * 10 + (size_t)(text[length] - '0');
    if (!text) return true;
    if (length && *percent <= 100 && strcmp(text + length, text[length] == '%' ? "%" : "") == 0)
        return true;
    complain("test: --min-coverage %s: it is a whole number of percent, 0 to 100", text);
    return false;
}

/* In doubles, which hold these numbers exactly and do not overflow. */
static bool is_covered(struct pol *pol, size_t percent)
{
    struct pol_coverage coverage = pol_test_coverage(pol);
    return !coverage.outcomes ||
           (double)coverage.seen * 100 / (double)coverage.outcomes >= (double)percent;
}

/* The report says which outcomes; that they are too few stands behind it. */
static int write_result(struct pol *pol, const struct test_options *o, size_t percent)
{
    bool covered = is_covered(pol, percent);
    int status = covered && !pol_failed_count(pol) ? EXIT_DONE : EXIT_FINDINGS;
    status = write_reports(pol, POL_REPORT_TEST, &o->common, status);
    struct pol_coverage coverage = pol_test_coverage(pol);
    if (!covered)
        complain("test: %zu of %zu outcomes were seen, and at least %zu %% were asked for",
                 coverage.seen, coverage.outcomes, percent);
    return status;
}

static int test(struct test_options *o, size_t percent)
{
    int status;
    struct pol *pol = load_programs(&o->common, POL_LOAD_TESTS, &status);
    if (!pol) return status;
    struct pol_testing testing = {.filters = o->filters.items, .filter_count = o->filters.count};
    enum pol_status tested = pol_test(pol, &testing);
    o->common.verbose = o->verbose;
    o->common.coverage = o->coverage || o->min_coverage;
    if (tested == POL_OK)
        status = write_result(pol, o, percent);
    else
        status = write_failure(pol, &o->common, exit_status(tested));
    pol_free(pol);
    return status;
}

int cmd_test(int argc, char **argv)
{
    struct test_options o = {.verbose = false};
    size_t percent;
    bool ended;
    int status = read_options(&test_usage, argc, argv, &o, &ended);
    if (!ended) status = read_percent(o.min_coverage, &percent) ? test(&o, percent) : EXIT_CANNOT;
    free_options(&test_usage, &o);
    return status;
}
