/* Texts of a program, and the places in them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "text/source.h"
#include "unit/random.h"

static struct guard guard;
static struct arena arena;
static struct sources sources;

static int begin(void **state)
{
    (void)state;
    arena_init(&arena, &guard);
    sources_init(&sources, &arena);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static struct source *add(const char *path, const char *text)
{
    struct source *source = sources_add(&sources, str_from(path), str_from(text));
    assert_non_null(source);
    return source;
}

static void assert_place(struct source *source, size_t at, uint32_t line, uint32_t column)
{
    struct place place = source_place(source, source->base + (uint32_t)at);
    if (place.line != line || place.column != column)
        fail_msg("byte %zu is at %u:%u instead of %u:%u", at, (unsigned)place.line,
                 (unsigned)place.column, (unsigned)line, (unsigned)column);
}

static void assert_line(struct source *source, uint32_t line, const char *expected)
{
    struct str text = source_line(source, line);
    assert_int_equal(text.len, strlen(expected));
    if (text.len) assert_memory_equal(text.p, expected, text.len);
}

/* --- spans ------------------------------------------------------------------------------------------ */

static void joined_spans(void **state)
{
    (void)state;
    struct span a = {5, 8}, b = {10, 12}, inner = {6, 7};
    struct span both = span_join(a, b), back = span_join(b, a), same = span_join(a, inner);
    assert_true(both.start == 5 && both.end == 12 && back.start == 5 && back.end == 12);
    assert_true(same.start == 5 && same.end == 8);
    both = span_join(a, SPAN_NONE);
    back = span_join(SPAN_NONE, a);
    assert_true(both.start == 5 && both.end == 8 && back.start == 5 && back.end == 8);
    both = span_join(SPAN_NONE, SPAN_NONE);
    assert_true(both.start == 0 && both.end == 0);
}

/* --- several sources -------------------------------------------------------------------------------- */

static void spans_say_in_which_source(void **state)
{
    (void)state;
    struct source *first = add("a", "one"), *empty = add("b", ""), *last = add("c", "three");
    assert_ptr_equal(sources_at(&sources, first->base), first);
    assert_ptr_equal(sources_at(&sources, first->base + 3), first); /* its end */
    assert_ptr_equal(sources_at(&sources, empty->base), empty);
    assert_ptr_equal(sources_at(&sources, last->base), last);
    assert_ptr_equal(sources_at(&sources, last->base + 5), last);
    assert_null(sources_at(&sources, SPAN_NONE.start));
    struct str text = sources_text(&sources, (struct span){last->base + 1, last->base + 4});
    assert_true(str_equal(text, STR("hre")));
    text = sources_text(&sources, (struct span){first->base + 3, first->base + 3});
    assert_int_equal(text.len, 0);
    assert_int_equal(sources_text(&sources, SPAN_NONE).len, 0);
}

static void many_sources(void **state)
{
    (void)state;
    enum { COUNT = 1000 };
    struct source *all[COUNT];
    for (size_t i = 0; i < COUNT; i++) all[i] = add("f", i % 3 ? "x\ny" : "");
    for (size_t i = 0; i < COUNT; i++) {
        assert_ptr_equal(sources_at(&sources, all[i]->base), all[i]);
        if (i % 3) assert_place(all[i], 2, 2, 1);
    }
}

static void nothing_is_nowhere(void **state)
{
    (void)state;
    assert_null(sources_at(&sources, 0));
    assert_null(sources_at(&sources, 1));
}

/* What was handed in may change afterwards; behind a text stand two NULs. */
static void texts_are_copies(void **state)
{
    (void)state;
    char text[] = "abc", path[] = "p";
    struct source *source = sources_add(&sources, (struct str){path, 1}, (struct str){text, 3});
    text[0] = path[0] = '-';
    assert_memory_equal(source->text.p, "abc\0\0", 5);
    assert_true(str_equal(source->path, STR("p")));
}

static void limit(void **state)
{
    (void)state;
    struct str huge = {"", SOURCES_LIMIT}; /* refused before it is read */
    assert_null(sources_add(&sources, STR("p"), huge));
    add("q", "small");
    huge.len = SOURCES_LIMIT - 3;
    assert_null(sources_add(&sources, STR("p"), huge));
    assert_int_equal(sources.count, 1);
}

/* --- lines and columns ------------------------------------------------------------------------------ */

static void lines_and_columns(void **state)
{
    (void)state;
    struct source *source = add("p", "ab\n\ncd\n");
    assert_place(source, 0, 1, 1);
    assert_place(source, 1, 1, 2);
    assert_place(source, 2, 1, 3); /* the end of the line */
    assert_place(source, 3, 2, 1);
    assert_place(source, 4, 3, 1);
    assert_place(source, 6, 3, 3);
    assert_place(source, 7, 4, 1); /* behind the last end of line */
    assert_place(source, 0, 1, 1); /* also backwards */
    assert_line(source, 1, "ab");
    assert_line(source, 2, "");
    assert_line(source, 3, "cd");
    assert_line(source, 4, "");
    assert_line(source, 0, "");
    assert_line(source, 5, "");
}

static void a_last_line_without_an_end(void **state)
{
    (void)state;
    struct source *source = add("p", "a\nlast");
    assert_place(source, 6, 2, 5);
    assert_line(source, 2, "last");
    struct source *empty = add("q", "");
    assert_place(empty, 0, 1, 1);
    assert_line(empty, 1, "");
}

/* A column is a code point: an accent, a sign of four bytes and a tab are one each. */
static void columns_are_code_points(void **state)
{
    (void)state;
    struct source *source = add("p", "c\xc3\xb6\xe2\x82\xac\xf0\x9f\x98\x80\tx\ny");
    assert_place(source, 1, 1, 2);
    assert_place(source, 3, 1, 3);
    assert_place(source, 6, 1, 4);
    assert_place(source, 10, 1, 5);
    assert_place(source, 11, 1, 6);
    assert_place(source, 12, 1, 7);
    assert_place(source, 13, 2, 1);
}

static void carriage_returns(void **state)
{
    (void)state;
    struct source *source = add("p", "one\r\ntwo\r\n\r\nfour");
    assert_place(source, 5, 2, 1);
    assert_place(source, 12, 4, 1);
    assert_line(source, 1, "one");
    assert_line(source, 2, "two");
    assert_line(source, 3, "");
    assert_line(source, 4, "four");
}

static void beyond_the_end_is_the_end(void **state)
{
    (void)state;
    struct source *source = add("p", "ab\ncd");
    assert_place(source, 100, 2, 3);
}

/* Asked in any order the answer is the same as by counting. */
static void compare_with_counting(const char *const *pieces, size_t piece_count,
                                  size_t length_wanted, int rounds)
{
    enum { LONGEST = 20000 };
    static char text[LONGEST + 16]; /* and room for the last piece */
    struct random random = {7};
    size_t length = 0;
    while (length < length_wanted - 4) {
        const char *piece = pieces[random_below(&random, piece_count)];
        memcpy(text + length, piece, strlen(piece));
        length += strlen(piece);
    }
    text[length] = '\0';
    struct source *source = add("p", text);
    for (int round = 0; round < rounds; round++) {
        size_t at = random_below(&random, length + 1);
        while (at < length && ((unsigned char)text[at] & 0xc0) == 0x80) at--;
        uint32_t line = 1, column = 1;
        for (size_t i = 0; i < at; i++) {
            if (text[i] == '\n') {
                line++;
                column = 1;
            } else if (((unsigned char)text[i] & 0xc0) != 0x80) {
                column++;
            }
        }
        assert_place(source, at, line, column);
    }
}

static void places_in_any_order(void **state)
{
    (void)state;
    static const char *const pieces[] = {"a", "\n", "\xc3\xa9", " ", "\xe2\x82\xac", "\r\n"};
    compare_with_counting(pieces, COUNT_OF(pieces), 3000, 2000);
}

static void places_in_long_lines(void **state)
{
    (void)state;
    static const char *const pieces[] = {"abcdefgh", "\xc3\xa9", " ", "\xe2\x82\xac"};
    compare_with_counting(pieces, COUNT_OF(pieces), 20000, 2000);
    compare_with_counting(pieces, 1, 2048, 2000);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(joined_spans),         TEST(spans_say_in_which_source),  TEST(many_sources),
        TEST(nothing_is_nowhere),   TEST(texts_are_copies),           TEST(limit),
        TEST(lines_and_columns),    TEST(a_last_line_without_an_end), TEST(columns_are_code_points),
        TEST(carriage_returns),     TEST(beyond_the_end_is_the_end),  TEST(places_in_any_order),
        TEST(places_in_long_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
