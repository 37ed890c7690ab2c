/* Tests of patterns of file names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/pattern.h"

static bool matches(const char *pattern, const char *name)
{
    return pattern_matches(str_from(pattern), str_from(name));
}

static void signs_stand_for_characters(void **state)
{
    (void)state;
    assert_true(matches("*", ""));
    assert_true(matches("*", "x"));
    assert_true(matches("a*", "a"));
    assert_true(matches("a*c", "abbc"));
    assert_true(matches("*.csv", "incidents.csv"));
    assert_true(matches("a*b*c", "aXbYbZc"));
    assert_true(matches("a?c", "abc"));
    assert_true(matches("a?c", "a\xc3\xa9"
                               "c"));
    assert_true(matches("??", "\xf0\x9f\x98\x80x"));
    assert_true(matches("a**", "a"));
    assert_true(matches("", ""));
    assert_true(matches("*aab", "aaaaaab"));
}

static void other_names_do_not_match(void **state)
{
    (void)state;
    assert_false(matches("", "a"));
    assert_false(matches("a", ""));
    assert_false(matches("?", ""));
    assert_false(matches("a?c", "ac"));
    assert_false(matches("*.csv", "incidents.csv.gz"));
    assert_false(matches("*.csv", "incidents_csv"));
    assert_false(matches("a*b", "a"));
    assert_false(matches("A*", "abc"));
    assert_false(matches("[ab]", "a"));
}

static void hostile_patterns_end(void **state)
{
    (void)state;
    char pattern[4001], name[4001];
    for (size_t i = 0; i < 4000; i++) {
        pattern[i] = i % 2 ? 'a' : '*';
        name[i] = 'a';
    }
    pattern[4000] = name[4000] = '\0';
    assert_true(matches(pattern, name));
    name[3999] = 'b';
    assert_false(matches(pattern, name));
}

static void only_the_signs_make_a_pattern(void **state)
{
    (void)state;
    assert_true(pattern_is_one(STR("a*")));
    assert_true(pattern_is_one(STR("?")));
    assert_false(pattern_is_one(STR("a[1].csv")));
    assert_false(pattern_is_one(STR("")));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(signs_stand_for_characters),
        cmocka_unit_test(other_names_do_not_match),
        cmocka_unit_test(hostile_patterns_end),
        cmocka_unit_test(only_the_signs_make_a_pattern),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
