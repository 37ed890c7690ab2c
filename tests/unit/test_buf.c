/* Growing texts, and slices of text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"

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

static void assert_str(struct str found, const char *expected)
{
    assert_int_equal(found.len, strlen(expected));
    if (found.len) assert_memory_equal(found.p, expected, found.len);
}

/* --- growing texts ---------------------------------------------------------------------------------- */

static void empty_ones(void **state)
{
    (void)state;
    struct buf buf = buf_in(&arena);
    assert_int_equal(buf_str(&buf).len, 0);
    assert_string_equal(buf_cstr(&buf), "");
    buf_add(&buf, STR(""));
    buf_add(&buf, (struct str){NULL, 0});
    buf_printf(&buf, "%s", "");
    buf_repeat(&buf, STR("x"), 0);
    buf_repeat(&buf, STR(""), 1000);
    assert_int_equal(buf_str(&buf).len, 0);
}

static void grows_over_every_size(void **state)
{
    (void)state;
    struct buf buf = buf_in(&arena);
    for (int i = 0; i < 5000; i++) {
        assert_int_equal(buf.len, i);
        buf_add_char(&buf, (char)('a' + i % 26));
        assert_int_equal(strlen(buf_cstr(&buf)), i + 1); /* the NUL must fit too */
    }
    for (int i = 0; i < 5000; i++) assert_int_equal(buf.p[i], 'a' + i % 26);
}

static void a_nul_is_a_character(void **state)
{
    (void)state;
    struct buf buf = buf_in(&arena);
    buf_add(&buf, STR("a\0b"));
    buf_add_char(&buf, '\0');
    buf_add(&buf, STR("c"));
    assert_int_equal(buf.len, 5);
    assert_memory_equal(buf.p, "a\0b\0c", 5);
}

/* What is written with printf may be longer than any room that was there. */
static void formatted(void **state)
{
    (void)state;
    static char wide[10001];
    memset(wide, 'w', 10000);
    struct buf buf = buf_in(&arena);
    buf_add(&buf, STR("<"));
    buf_printf(&buf, "%d %s %c %.*s %zu", -5, "text", 'q', 2, "xyz", (size_t)7);
    buf_printf(&buf, "%s", wide);
    buf_add(&buf, STR(">"));
    assert_int_equal(buf.len, 1 + 14 + 10000 + 1);
    assert_memory_equal(buf.p, "<-5 text q xy 7w", 16);
    assert_int_equal(buf.p[buf.len - 1], '>');
    assert_str(str_printf(&arena, "%u%%", 8u), "8%");
    /* Exactly as long as the first room, and one more. */
    for (int length = 60; length < 70; length++) {
        struct buf exact = buf_in(&arena);
        buf_printf(&exact, "%.*s", length, wide);
        assert_int_equal(strlen(buf_cstr(&exact)), length);
    }
}

static void repeated(void **state)
{
    (void)state;
    struct buf buf = buf_in(&arena);
    buf_repeat(&buf, STR("ab"), 3);
    assert_str(buf_str(&buf), "ababab");
}

static void cleared(void **state)
{
    (void)state;
    struct buf buf = buf_in(&arena);
    buf_add(&buf, STR("before"));
    const char *memory = buf.p;
    buf_clear(&buf);
    assert_string_equal(buf_cstr(&buf), "");
    buf_add(&buf, STR("after"));
    assert_str(buf_str(&buf), "after");
    assert_ptr_equal(buf.p, memory);
}

/* --- slices ----------------------------------------------------------------------------------------- */

static void equality_and_order(void **state)
{
    (void)state;
    static const struct {
        struct str a, b;
        int order;
    } cases[] = {
        {{"", 0}, {"", 0}, 0},          {{NULL, 0}, {"", 0}, 0},    {{"", 0}, {"a", 1}, -1},
        {{"a", 1}, {"b", 1}, -1},       {{"a", 1}, {"a", 1}, 0},    {{"a", 1}, {"ab", 2}, -1},
        {{"b", 1}, {"ab", 2}, 1},       {{"Z", 1}, {"a", 1}, -1},   {{"a\0b", 3}, {"a\0c", 3}, -1},
        {{"\x7f", 1}, {"\xc3", 1}, -1}, {{"\xff", 1}, {"a", 1}, 1}, {{"a\0", 2}, {"a", 1}, 1},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        int order = str_compare(cases[i].a, cases[i].b);
        int back = str_compare(cases[i].b, cases[i].a);
        assert_int_equal((order > 0) - (order < 0), cases[i].order);
        assert_int_equal((back > 0) - (back < 0), -cases[i].order);
        assert_int_equal(str_equal(cases[i].a, cases[i].b), cases[i].order == 0);
    }
}

static void beginnings_and_ends(void **state)
{
    (void)state;
    struct str text = STR("policy.pol");
    assert_true(str_starts(text, STR("pol")) && str_starts(text, STR("")) &&
                str_starts(text, text));
    assert_true(str_ends(text, STR(".pol")) && str_ends(text, STR("")) && str_ends(text, text));
    assert_false(str_starts(text, STR("Pol")) || str_starts(text, STR("policy.pol.")));
    assert_false(str_ends(text, STR(".po")) || str_ends(text, STR("-policy.pol")));
    assert_true(str_starts(STR(""), STR("")) && !str_starts(STR(""), STR("a")));
    assert_true(str_ends((struct str){NULL, 0}, STR("")) && !str_ends(STR(""), STR("a")));
}

static void case_of_ascii_only(void **state)
{
    (void)state;
    assert_true(str_equal_ignoring_case(STR("JaNee_09"), STR("jAnEE_09")));
    assert_false(str_equal_ignoring_case(STR("a"), STR("aa")));
    /* @ and `, [ and {: a bit apart as letters are. */
    assert_false(str_equal_ignoring_case(STR("@["), STR("`{")));
    assert_false(str_equal_ignoring_case(STR("\xc3\x89"), STR("\xc3\xa9")));
}

static void trimmed(void **state)
{
    (void)state;
    assert_str(str_trim(STR("  a b\t\r\n")), "a b");
    assert_str(str_trim(STR("\xc2\xa0 x \xc2\xa0")), "x");
    assert_str(str_trim(STR("")), "");
    assert_str(str_trim(STR(" \t\xc2\xa0\n")), "");
    /* Half of a no-break space is none, and neither is another sign with its second byte. */
    assert_str(str_trim(STR("\xa0x\xc2")), "\xa0x\xc2");
    assert_str(str_trim(STR("\xc3\xa0")), "\xc3\xa0");
    assert_int_equal(str_trim(STR("\0 ")).len, 1);
}

static void cut(void **state)
{
    (void)state;
    struct str rest = STR("a,,b,");
    assert_str(str_cut(&rest, ','), "a");
    assert_str(str_cut(&rest, ','), "");
    assert_str(str_cut(&rest, ','), "b");
    assert_int_equal(rest.len, 0);
    assert_str(str_cut(&rest, ','), "");
    assert_int_equal(rest.len, 0);
    rest = STR("none here");
    assert_str(str_cut(&rest, ','), "none here");
    assert_int_equal(rest.len, 0);
    rest = (struct str){NULL, 0};
    assert_int_equal(str_cut(&rest, ',').len, 0);
}

static void places(void **state)
{
    (void)state;
    assert_int_equal(str_index(STR("abcabc"), 'c'), 2);
    assert_int_equal(str_index(STR("abc"), 'x'), 3);
    assert_int_equal(str_index(STR("a\0b"), '\0'), 1);
    assert_int_equal(str_index((struct str){NULL, 0}, 'a'), 0);
}

static void c_strings(void **state)
{
    (void)state;
    const char *text = str_to_cstr(&arena, (struct str){"abcdef", 3});
    assert_string_equal(text, "abc");
    assert_string_equal(str_to_cstr(&arena, (struct str){NULL, 0}), "");
    struct str copy = str_copy(&arena, STR("x\0y"));
    assert_int_equal(copy.len, 3);
    assert_memory_equal(copy.p, "x\0y", 4); /* with a NUL behind it */
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(empty_ones),
        TEST(grows_over_every_size),
        TEST(a_nul_is_a_character),
        TEST(formatted),
        TEST(repeated),
        TEST(cleared),
        TEST(equality_and_order),
        TEST(beginnings_and_ends),
        TEST(case_of_ascii_only),
        TEST(trimmed),
        TEST(cut),
        TEST(places),
        TEST(c_strings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
