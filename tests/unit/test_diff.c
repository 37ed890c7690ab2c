/* Tests of diffs: what they look like, and that taking one back gives both texts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "random.h"
#include "text/diff.h"

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

static struct str diff_of(struct str before, struct str after)
{
    struct buf out = buf_in(&arena);
    diff_unified(&out, STR("a.pol"), before, after);
    return buf_str(&out);
}

static void assert_diff(const char *before, const char *after, const char *expected)
{
    struct str diff = diff_of(str_from(before), str_from(after));
    assert_string_equal(str_to_cstr(&arena, diff), expected);
}

static void small_diffs(void **state)
{
    (void)state;
    assert_diff("a\nb\n", "a\nb\n", "");
    assert_diff("a\nb\nc\n", "a\nx\nc\n",
                "--- a.pol\n+++ a.pol\n@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n");
    assert_diff("", "a\n", "--- a.pol\n+++ a.pol\n@@ -0,0 +1 @@\n+a\n");
    assert_diff("a\n", "", "--- a.pol\n+++ a.pol\n@@ -1 +0,0 @@\n-a\n");
    assert_diff("a", "a\n",
                "--- a.pol\n+++ a.pol\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n");
}

static void changes_far_apart_are_two_hunks(void **state)
{
    (void)state;
    assert_diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "x\n2\n3\n4\n5\n6\n7\n8\ny\n",
                "--- a.pol\n+++ a.pol\n@@ -1,4 +1,4 @@\n-1\n+x\n 2\n 3\n 4\n"
                "@@ -6,4 +6,4 @@\n 6\n 7\n 8\n-9\n+y\n");
    assert_diff("1\n2\n3\n4\n5\n6\n7\n8\n", "x\n2\n3\n4\n5\n6\n7\ny\n",
                "--- a.pol\n+++ a.pol\n@@ -1,8 +1,8 @@\n-1\n+x\n 2\n 3\n 4\n 5\n 6\n 7\n-8\n+y\n");
}

/* --- taking it back -------------------------------------------------------------------------------- */

static size_t read_number(struct str *rest)
{
    size_t number = 0;
    for (; rest->len && rest->p[0] >= '0' && rest->p[0] <= '9'; rest->p++, rest->len--)
        number = number * 10 + (size_t)(rest->p[0] - '0');
    return number;
}

static struct str next_line(struct str *rest)
{
    size_t length = str_index(*rest, '\n');
    struct str line = {rest->p, length < rest->len ? length + 1 : length};
    *rest = (struct str){rest->p + line.len, rest->len - line.len};
    return line;
}

/* The text that comes of `before` by the diff; *edits counts its changed lines. */
static struct str applied(struct str before, struct str diff, size_t *edits)
{
    struct buf out = buf_in(&arena);
    size_t line = 1;
    *edits = 0;
    next_line(&diff);
    next_line(&diff);
    while (diff.len) {
        struct str head = next_line(&diff);
        if (str_starts(head, STR("@@ -"))) {
            head = (struct str){head.p + 4, head.len - 4};
            size_t first = read_number(&head);
            bool empty = str_starts(head, STR(",0 "));
            for (; line < first + empty; line++) buf_add(&out, next_line(&before));
            continue;
        }
        struct str text = {head.p + 1, head.len - 1};
        *edits += head.p[0] != ' ';
        if (head.p[0] == '+') {
            buf_add(&out, text);
            continue;
        }
        struct str old = next_line(&before);
        assert_true(str_equal(old, text));
        if (head.p[0] == ' ') buf_add(&out, old);
        line++;
    }
    buf_add(&out, before);
    return buf_str(&out);
}

/* A text of lines, few or many of which are the same. */
static struct str random_text(struct random *random, size_t lines, size_t kinds)
{
    struct buf out = buf_in(&arena);
    for (size_t i = 0; i < lines; i++)
        buf_printf(&out, "line %u\n", (unsigned)random_below(random, kinds));
    return buf_str(&out);
}

static struct str changed(struct random *random, struct str text, size_t one_in)
{
    struct buf out = buf_in(&arena);
    while (text.len) {
        struct str line = next_line(&text);
        switch (random_below(random, 3 * one_in)) {
        case 0: break;
        case 1: buf_printf(&out, "new %u\n", (unsigned)random_below(random, 50)); break;
        case 2: buf_repeat(&out, line, 2); break;
        default: buf_add(&out, line); break;
        }
    }
    return buf_str(&out);
}

static void a_diff_leads_from_one_to_the_other(void **state)
{
    (void)state;
    struct random random = {7};
    for (int i = 0; i < 3000; i++) {
        struct str before =
            random_text(&random, random_below(&random, 60), 1 + random_below(&random, 100));
        struct str after = random_below(&random, 4)
                               ? changed(&random, before, 1 + random_below(&random, 9))
                               : random_text(&random, random_below(&random, 60), 30);
        size_t edits;
        struct str diff = diff_of(before, after);
        if (str_equal(before, after))
            assert_int_equal(diff.len, 0);
        else
            assert_true(str_equal(applied(before, diff, &edits), after));
        arena_reset(&arena);
    }
}

static void where_much_changed_it_is_right_too(void **state)
{
    (void)state;
    struct random random = {8};
    struct str before = random_text(&random, 20000, 30), after = changed(&random, before, 5);
    size_t edits;
    assert_true(str_equal(applied(before, diff_of(before, after), &edits), after));
    assert_true(edits < 8000); /* some 5300 are needed, and 40000 would be all */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(small_diffs, begin, end),
        cmocka_unit_test_setup_teardown(changes_far_apart_are_two_hunks, begin, end),
        cmocka_unit_test_setup_teardown(a_diff_leads_from_one_to_the_other, begin, end),
        cmocka_unit_test_setup_teardown(where_much_changed_it_is_right_too, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
