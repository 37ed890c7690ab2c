/* Findings: counted, said once, sorted; their table and that of the reasons. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "text/finding.h"
#include "text/reason.h"

static struct guard guard;
static struct arena arena;
static struct findings findings;

static int begin(void **state)
{
    (void)state;
    arena_init(&arena, &guard);
    findings_init(&findings, &arena);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static struct finding *add(enum finding_code code, uint32_t start, const char *message)
{
    return finding_add(&findings, code, (struct span){start, start + 2}, "%s", message);
}

/* The messages in the order of a report. */
static const char *sorted_messages(void)
{
    struct buf buf = buf_in(&arena);
    struct finding **sorted = findings_sorted(&findings, &arena);
    for (size_t i = 0; i < findings.count; i++) {
        if (i) buf_add_char(&buf, ' ');
        buf_add(&buf, sorted[i]->message);
    }
    return buf_cstr(&buf);
}

/* --- tables ----------------------------------------------------------------------------------------- */

static bool is_code(struct str code)
{
    return code.len == 3 && code.p[0] >= 'A' && code.p[0] <= 'Z' && code.p[1] >= '0' &&
           code.p[1] <= '9' && code.p[2] >= '0' && code.p[2] <= '9';
}

/* A name is lower case with dashes, a description one line; none stands twice. */
static void kinds(void **state)
{
    (void)state;
    struct atoms codes, names;
    atoms_init(&codes, &arena);
    atoms_init(&names, &arena);
    for (int i = 0; i < FINDING_CODES; i++) {
        const struct finding_kind *kind = finding_kind((enum finding_code)i);
        assert_true(is_code(kind->code));
        assert_true(kind->description.len > 0 &&
                    !memchr(kind->description.p, '\n', kind->description.len));
        for (size_t k = 0; k < kind->name.len; k++)
            assert_true((kind->name.p[k] >= 'a' && kind->name.p[k] <= 'z') ||
                        (kind->name.p[k] >= '0' && kind->name.p[k] <= '9') ||
                        (kind->name.p[k] == '-' && k > 0 && k + 1 < kind->name.len));
        assert_int_equal(atoms_intern(&codes, kind->code), i);
        assert_int_equal(atoms_intern(&names, kind->name), i);
    }
}

/* The families S, N and U are errors, save those that the catalogue calls warnings. */
static void severities(void **state)
{
    (void)state;
    static const char *const warnings[] = {"N05", "U02", "U07", "U12"};
    for (int i = 0; i < FINDING_CODES; i++) {
        const struct finding_kind *kind = finding_kind((enum finding_code)i);
        if (!memchr("SNU", kind->code.p[0], 3)) continue;
        bool warning = false;
        for (size_t k = 0; k < COUNT_OF(warnings); k++)
            warning |= str_equal(kind->code, str_from(warnings[k]));
        assert_int_equal(kind->severity, warning ? SEVERITY_WARNING : SEVERITY_ERROR);
    }
    assert_true(str_equal(severity_name(SEVERITY_NOTE), STR("note")));
    assert_true(str_equal(severity_name(SEVERITY_WARNING), STR("warning")));
    assert_true(str_equal(severity_name(SEVERITY_ERROR), STR("error")));
}

static void reasons(void **state)
{
    (void)state;
    enum reason reason = REASON_BREAK;
    for (int i = REASON_NONE + 1; i < REASON_COUNT; i++) {
        assert_true(reason_words((enum reason)i).len > 0);
        assert_true(reason_from_code(reason_code((enum reason)i), &reason));
        assert_int_equal(reason, i);
    }
    assert_int_equal(reason_code(REASON_NONE).len, 0);
    reason = REASON_BREAK;
    assert_false(reason_from_code(STR(""), &reason) || reason_from_code(STR("No_data"), &reason) ||
                 reason_from_code(STR("no_dat"), &reason));
    assert_int_equal(reason, REASON_BREAK);
}

/* Those that language.md promises. */
static void promised_reasons(void **state)
{
    (void)state;
    struct str list =
        STR("no_data no_rows all_missing outside_covers partly_covered "
            "outside_series break division_by_zero bad_value confidential "
            "not_available empty no_match no_baseline no_target too_few coverage need "
            "method_weak no_effectiveness no_costs not_given no_outcome");
    while (list.len) {
        enum reason reason;
        struct str code = str_cut(&list, ' ');
        if (!reason_from_code(code, &reason)) fail_msg("no reason %.*s", STR_ARG(code));
    }
}

/* --- adding ----------------------------------------------------------------------------------------- */

static void counted(void **state)
{
    (void)state;
    add(FINDING_S01, 1, "a");
    add(FINDING_N05, 1, "b");
    add(FINDING_U12, 5, "c");
    add(FINDING_D01, 9, "d");
    assert_int_equal(findings.count, 4);
    assert_true(findings_have(&findings, FINDING_D01) && !findings_have(&findings, FINDING_D02));
    assert_true(findings_have_error(&findings, 'S') && findings_have_error(&findings, 'D'));
    assert_false(findings_have_error(&findings, 'N')); /* only a warning */
    assert_false(findings_have_error(&findings, 'T'));
}

static void said_once(void **state)
{
    (void)state;
    struct finding *first = add(FINDING_N01, 7, "x");
    struct finding *again = add(FINDING_N01, 7, "x");
    finding_help(&findings, again, "help that nobody sees");
    finding_relate(&findings, again, location_of(SPAN_NONE), "nor this");
    assert_int_equal(findings.count, 1);
    assert_ptr_equal(findings.first, first);
    assert_int_equal(first->help.len, 0);
    assert_null(first->related);
    add(FINDING_N01, 7, "y"); /* another message, */
    add(FINDING_N01, 8, "x"); /* another place, */
    add(FINDING_N08, 7, "x"); /* another code are others */
    finding_add(&findings, FINDING_N01, (struct span){7, 10}, "x");
    assert_int_equal(findings.count, 5);
    add(FINDING_U03, 1, "last");
    assert_int_equal(findings.count, 6);
}

static void said_once_in_data(void **state)
{
    (void)state;
    finding_add_at(&findings, FINDING_D02, location_in_data(STR("a.csv"), 3), "x");
    finding_add_at(&findings, FINDING_D02, location_in_data(STR("a.csv"), 3), "x");
    finding_add_at(&findings, FINDING_D02, location_in_data(STR("a.csv"), 4), "x");
    finding_add_at(&findings, FINDING_D02, location_in_data(STR("b.csv"), 3), "x");
    assert_int_equal(findings.count, 3);
}

static void with_all_that_belongs(void **state)
{
    (void)state;
    struct finding *f = add(FINDING_N02, 3, "twice");
    finding_help(&findings, f, "%s %d", "help", 1);
    finding_relate(&findings, f, location_of((struct span){1, 2}), "first");
    finding_relate(&findings, f, location_in_data(STR("d.csv"), 9), "second %c", 'x');
    finding_edit(&findings, f, (struct span){3, 5}, STR("new"));
    finding_edit(&findings, f, (struct span){8, 9}, STR(""));
    assert_true(str_equal(f->help, STR("help 1")));
    assert_true(str_equal(f->related->message, STR("first")));
    assert_true(str_equal(f->related->next->message, STR("second x")));
    assert_int_equal(f->related->next->location.line, 9);
    assert_int_equal(f->related->next->location.column, 1);
    assert_null(f->related->next->next);
    assert_true(str_equal(f->edits->text, STR("new")) && f->edits->next->span.start == 8);
    assert_int_equal(f->severity, SEVERITY_ERROR);
}

/* A message is text: what it quotes from a program is not a format. */
static void messages_are_not_formats(void **state)
{
    (void)state;
    struct finding *f = finding_add(&findings, FINDING_S01, SPAN_NONE, "%s", "%n %s 100%");
    assert_true(str_equal(f->message, STR("%n %s 100%")));
}

/* --- the order of a report -------------------------------------------------------------------------- */

static void in_text_order(void **state)
{
    (void)state;
    add(FINDING_U03, 50, "f");
    finding_add_at(&findings, FINDING_D02, location_in_data(STR("b.csv"), 1), "k");
    add(FINDING_N01, 9, "c");
    add(FINDING_S01, 9, "b");
    finding_add_at(&findings, FINDING_D02, location_in_data(STR("a.csv"), 10), "j");
    add(FINDING_N01, 100, "g");
    finding_add_at(&findings, FINDING_D02, location_in_data(STR("a.csv"), 9), "i");
    finding_add_at(&findings, FINDING_D01, location_in_data(STR("a.csv"), 9), "h");
    add(FINDING_U03, 9, "e");
    add(FINDING_U03, 9, "d");
    add(FINDING_S05, 1, "a");
    assert_string_equal(sorted_messages(), "a b c d e f g h i j k");
}

static void nothing_found(void **state)
{
    (void)state;
    assert_string_equal(sorted_messages(), "");
    assert_false(findings_have_error(&findings, 'S'));
}

static void compared(void **state)
{
    (void)state;
    struct finding *a = add(FINDING_N01, 5, "m"), *b = add(FINDING_N01, 6, "m");
    struct finding same = *a;
    assert_int_equal(finding_compare(a, &same), 0);
    assert_true(finding_compare(a, b) < 0 && finding_compare(b, a) > 0);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(kinds),
        TEST(severities),
        TEST(reasons),
        TEST(promised_reasons),
        TEST(counted),
        TEST(said_once),
        TEST(said_once_in_data),
        TEST(with_all_that_belongs),
        TEST(messages_are_not_formats),
        TEST(in_text_order),
        TEST(nothing_found),
        TEST(compared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
