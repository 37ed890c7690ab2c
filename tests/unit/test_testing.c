/* Tests in the language, through the public interface. */
#include "program_case.h"

#include "pol/pol.h"

static const char theory[] =
    "policy p \"P\" { period 2020..2023 }\n"
    "impact good \"Good\"\n"
    "effect e \"E\" { leads to good because \"so\"\n"
    "  indicator x \"X\" { reported 2020: 1, 2023: 9  better higher  target 5 by 2023 } }\n"
    "rule r for e { judges attainment  achieved when x at 2023 >= target(x)  missed otherwise }\n";

/* The results of the tests of main.pol: "passed a, failed b". */
static const char *tested(const char *tests, const struct pol_testing *options,
                          enum pol_status wanted)
{
    struct pol *pol = pol_new();
    struct buf buf = buf_in(&program_arena);
    program_file("main.pol",
                 str_to_cstr(&program_arena, str_printf(&program_arena, "%s%s", theory, tests)));
    const char *path = program_path("main.pol");
    assert_non_null(pol);
    assert_int_equal(pol_load(pol, &path, 1, POL_LOAD_TESTS), POL_OK);
    assert_int_equal(pol_test(pol, options), wanted);
    assert_int_equal(pol_error(pol)[0] != '\0', wanted != POL_OK);
    size_t failed = 0;
    for (size_t i = 0; i < pol_test_count(pol); i++) {
        struct pol_test_result result = pol_test_at(pol, i);
        failed += !result.passed;
        buf_printf(&buf, "%s%s %s %u%s%s", i ? ", " : "", result.passed ? "passed" : "failed",
                   result.title, (unsigned)result.place.line, result.failure[0] ? ": " : "",
                   result.failure);
    }
    assert_int_equal(failed, pol_failed_count(pol));
    struct pol_coverage coverage = pol_test_coverage(pol);
    buf_printf(&buf, "; %zu of %zu", coverage.seen, coverage.outcomes);
    pol_free(pol);
    return buf_cstr(&buf);
}

static const char three[] = "test \"good\" { given x 2023: 5  expect r is achieved }\n"
                            "test \"bad\" { given x 2023: 4  expect r is achieved }\n"
                            "test \"gone\" { expect r is unknown because not_given }\n";

static void test_results_are_told(void **state)
{
    (void)state;
    assert_string_equal(tested(three, NULL, POL_OK),
                        "passed good 6, failed bad 7: expect r is achieved, passed gone 8; 2 of 3");
}

static void test_titles_are_selected(void **state)
{
    (void)state;
    const char *two[] = {"oo", "gone"}, *none[] = {"Good"};
    assert_string_equal(tested(three, &(struct pol_testing){two, 2}, POL_OK),
                        "passed good 6, passed gone 8; 2 of 3");
    assert_string_equal(tested(three, &(struct pol_testing){none, 1}, POL_FAILED), "; 0 of 0");
}

static void test_without_tests_it_fails(void **state)
{
    (void)state;
    assert_string_equal(tested("", NULL, POL_FAILED), "; 0 of 0");
    assert_string_equal(tested("test \"t\" { expect r is fine }\n", NULL, POL_INVALID), "; 0 of 0");
}

/* What one test gives is not there for the next. */
static void test_nothing_is_left_over(void **state)
{
    (void)state;
    assert_string_equal(tested("test \"a\" { given x 2023: 5  expect x at 2023 = 5 }\n"
                               "test \"b\" { expect x at 2023 is missing }\n"
                               "test \"c\" { given x 2023: 6  expect x at 2023 = 6 }\n",
                               NULL, POL_OK),
                        "passed a 6, passed b 7, passed c 8; 0 of 3");
}

/* The target is due on the last day of the policy, whatever the day is. */
static void test_the_day_plays_no_part(void **state)
{
    (void)state;
    assert_string_equal(
        tested("test \"later\" { given x 2023: 5, 2200: 7  expect latest(x) = 7 }\n", NULL, POL_OK),
        "passed later 6; 0 of 3");
}

/* More tests fail than keep their traces. */
static void test_many_failures(void **state)
{
    (void)state;
    struct buf tests = buf_in(&program_arena);
    for (int i = 0; i < 150; i++)
        buf_printf(&tests, "test \"t\" { given x 2023: %d  expect r is missed }\n", i);
    const char *result = tested(buf_cstr(&tests), NULL, POL_OK);
    assert_non_null(strstr(result, "passed t 10, failed t 11: expect r is missed"));
    assert_non_null(strstr(result, "failed t 155: expect r is missed; 1 of 3"));
}

static const struct CMUnitTest tests[] = {
    PROGRAM_TEST(test_results_are_told),       PROGRAM_TEST(test_titles_are_selected),
    PROGRAM_TEST(test_without_tests_it_fails), PROGRAM_TEST(test_nothing_is_left_over),
    PROGRAM_TEST(test_the_day_plays_no_part),  PROGRAM_TEST(test_many_failures),
};

PROGRAM_MAIN(tests)
