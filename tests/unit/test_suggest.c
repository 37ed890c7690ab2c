/* Tests of "did you mean". */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "text/suggest.h"

static size_t apart(const char *a, const char *b)
{
    size_t distance = suggest_distance(str_from(a), str_from(b), 8);
    /* it is the same from both sides */
    assert_int_equal(suggest_distance(str_from(b), str_from(a), 8), distance);
    return distance;
}

static void distance_counts_edits(void **state)
{
    (void)state;
    assert_int_equal(apart("", ""), 0);
    assert_int_equal(apart("spent", "spent"), 0);
    assert_int_equal(apart("spent", "SPENT"), 0);
    assert_int_equal(apart("", "abc"), 3);
    assert_int_equal(apart("spent", "sent"), 1);
    assert_int_equal(apart("spent", "sepnt"), 1);
    assert_int_equal(apart("kitten", "sitting"), 3);
    assert_int_equal(apart("ca", "abc"), 3);
    assert_int_equal(apart("caf\xc3\xa9", "cafe"), 1);
    assert_int_equal(apart("\xc3\x89\xc3\xa9n", "\xc3\xa9\xc3\xa9n"), 0);
    assert_int_equal(apart("a\xff", "a\xfe"), 1);
}

static void a_limit_cuts_off(void **state)
{
    (void)state;
    assert_int_equal(suggest_distance(STR("kitten"), STR("sitting"), 3), 3);
    assert_int_equal(suggest_distance(STR("kitten"), STR("sitting"), 2), SUGGEST_NONE);
    assert_int_equal(suggest_distance(STR("abc"), STR("abd"), 0), SUGGEST_NONE);
    assert_int_equal(suggest_distance(STR("abc"), STR("ABC"), 0), 0);
    assert_int_equal(suggest_distance(STR("abcdefghij"), STR("z"), 8), SUGGEST_NONE);
}

/* The whole table, to hold the band against. */
static size_t plain_distance(const char *a, size_t n, const char *b, size_t m)
{
    size_t d[16][16];
    for (size_t i = 0; i <= n; i++)
        for (size_t j = 0; j <= m; j++) {
            if (!i || !j) {
                d[i][j] = i + j;
                continue;
            }
            size_t best = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            if (d[i - 1][j] + 1 < best) best = d[i - 1][j] + 1;
            if (d[i][j - 1] + 1 < best) best = d[i][j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
                d[i - 2][j - 2] + 1 < best)
                best = d[i - 2][j - 2] + 1;
            d[i][j] = best;
        }
    return d[n][m];
}

static void the_band_gives_what_the_table_gives(void **state)
{
    (void)state;
    uint32_t seed = 12345;
    for (int round = 0; round < 50000; round++) {
        char texts[2][10];
        size_t lens[2];
        for (int i = 0; i < 2; i++) {
            seed = seed * 1664525u + 1013904223u;
            lens[i] = (seed >> 16) % sizeof texts[i];
            for (size_t j = 0; j < lens[i]; j++) {
                seed = seed * 1664525u + 1013904223u;
                texts[i][j] = (char)('a' + (seed >> 24) % 3);
            }
        }
        size_t wanted = plain_distance(texts[0], lens[0], texts[1], lens[1]);
        for (size_t limit = 0; limit <= 8; limit++) {
            size_t found = suggest_distance((struct str){texts[0], lens[0]},
                                            (struct str){texts[1], lens[1]}, limit);
            assert_int_equal(found, wanted <= limit ? wanted : SUGGEST_NONE);
        }
    }
}

static size_t nearest(const char *text)
{
    static const struct str items[] = {{"training", 8}, {"reports", 7}, {"spent", 5},
                                       {"unit", 4},     {"n", 1},       {"Realisatie", 10}};
    return suggest_nearest(str_from(text), items, sizeof items / sizeof *items);
}

static void the_nearest_is_found(void **state)
{
    (void)state;
    assert_int_equal(nearest("trainnig"), 0);
    assert_int_equal(nearest("report"), 1);
    assert_int_equal(nearest("sent"), 2);
    assert_int_equal(nearest("UNIT"), 3);
    assert_int_equal(nearest("Unti"), 3);
    assert_int_equal(nearest("realizatie"), 5);
}

static void what_is_far_is_not_offered(void **state)
{
    (void)state;
    assert_int_equal(nearest("costs"), SUGGEST_NONE);
    assert_int_equal(nearest("m"), SUGGEST_NONE);
    assert_int_equal(nearest(""), SUGGEST_NONE);
    assert_int_equal(suggest_nearest(STR("x"), NULL, 0), SUGGEST_NONE);
    assert_int_equal(suggest_limit(STR("spent")), 1);
    assert_int_equal(suggest_limit(STR("training")), 2);
}

static void of_equal_ones_the_first_is_offered(void **state)
{
    (void)state;
    static const struct str items[] = {{"bat", 3}, {"cat", 3}, {"rat", 3}};
    assert_int_equal(suggest_nearest(STR("hat"), items, 3), 0);
    assert_int_equal(suggest_nearest(STR("Cat"), items, 3), 1);
}

static void long_texts_cost_nothing(void **state)
{
    (void)state;
    static char a[1 << 20], b[1 << 20];
    memset(a, 'a', sizeof a);
    memset(b, 'b', sizeof b);
    struct str items[] = {{b, sizeof b}, {a, sizeof a - 1}, {a, sizeof a}, {"a", 1}};
    for (int i = 0; i < 100; i++) {
        assert_int_equal(suggest_nearest((struct str){a, sizeof a}, items, 2), SUGGEST_NONE);
        assert_int_equal(suggest_nearest((struct str){a, sizeof a}, items, 4), 2);
        assert_int_equal(suggest_nearest(STR("ab"), items, 3), SUGGEST_NONE);
    }
    struct str longest = {a, SUGGEST_LONGEST}, shorter = {a, SUGGEST_LONGEST - 1};
    assert_int_equal(suggest_distance(longest, shorter, 8), 1);
    assert_int_equal(suggest_distance((struct str){a, SUGGEST_LONGEST + 1}, longest, 8),
                     SUGGEST_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(distance_counts_edits),
        cmocka_unit_test(a_limit_cuts_off),
        cmocka_unit_test(the_band_gives_what_the_table_gives),
        cmocka_unit_test(the_nearest_is_found),
        cmocka_unit_test(what_is_far_is_not_offered),
        cmocka_unit_test(of_equal_ones_the_first_is_offered),
        cmocka_unit_test(long_texts_cost_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
