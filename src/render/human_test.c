/* Tests for people: what failed and why, what was not tested, which outcomes were never seen. */
#include "base/atom.h"
#include "base/utf8.h"
#include "render/figures.h"
#include "render/human.h"
#include "render/page.h"

enum { LABEL_WIDTH = 11 /* columns of "expected" and the like */ };

struct sheet {
    struct page page;
    const struct report *report;
    struct arena *arena;
    struct atoms traced; /* rules whose trace was shown, in the test at hand */
};

static struct str place_text(struct sheet *s, const struct location *location)
{
    struct shown_place place = report_place(s->report, location);
    return str_printf(s->arena, "%.*s:%u", STR_ARG(place.path), place.start.line);
}

static void add_labelled(struct sheet *s, const char *label, enum ink ink, struct str text)
{
    size_t indent = 4 + LABEL_WIDTH;
    page_spaces(&s->page, 4);
    page_ink(&s->page, INK_DIM, str_printf(s->arena, "%-*s", LABEL_WIDTH, label));
    page_wrap(&s->page, ink, text, indent, indent);
}

/* --- values ---------------------------------------------------------------------------------------------- */

static struct str value_text(struct sheet *s, const struct result_value *value)
{
    struct buf text = buf_in(s->arena);
    figures_add(&text, value);
    return buf_str(&text);
}

/* All decimals, for two numbers that look alike in fewer. */
static struct str precise_text(struct sheet *s, const struct result_value *value)
{
    struct num hundred = num_int(100), number = value->number;
    struct buf text = buf_in(s->arena);
    if (value->kind != RESULT_NUMBER || value->uncertain) return value_text(s, value);
    if (value->style != STYLE_PLAIN && !num_mul(&number, &value->number, &hundred))
        number = value->number;
    num_add_plain(&text, &number, 15, '.', 0);
    if (value->style == STYLE_PERCENT) buf_add(&text, STR(" %"));
    if (value->style == STYLE_POINTS) buf_add(&text, STR(" pp"));
    if (value->unit.len) buf_printf(&text, " %.*s", STR_ARG(value->unit));
    return buf_str(&text);
}

/* "<= 8", "achieved", "8 +- 0.1" */
static struct str expected_text(struct sheet *s, const struct result_expectation *e,
                                struct str expected)
{
    bool plain = str_equal(e->relation, STR("is")) || str_equal(e->relation, STR("="));
    struct str text = expected;
    if (!plain)
        text = str_printf(s->arena, "%.*s %.*s",
                          STR_ARG(str_equal(e->relation, STR("is not")) ? STR("not") : e->relation),
                          STR_ARG(expected));
    if (!e->tolerant) return text;
    return str_printf(s->arena, "%.*s, give or take %.*s", STR_ARG(text),
                      STR_ARG(value_text(s, &e->tolerance)));
}

static void add_values(struct sheet *s, const struct result_entry *values, size_t count,
                       size_t indent)
{
    struct buf text = buf_in(s->arena);
    for (size_t i = 0; i < count; i++) {
        const struct result_value *value = &values[i].value;
        buf_printf(&text, "%s%.*s is %.*s", i ? ", " : "", STR_ARG(values[i].text),
                   STR_ARG(value_text(s, value)));
        if (value->kind == RESULT_MISSING)
            buf_printf(&text, " (%.*s)", STR_ARG(reason_code(value->reason.reason)));
    }
    if (!text.len) return;
    page_spaces(&s->page, indent);
    page_wrap(&s->page, INK_DIM, buf_str(&text), indent, indent);
}

/* --- what failed ----------------------------------------------------------------------------------------- */

static void add_condition(struct sheet *s, const struct result_condition *condition)
{
    struct buf text = buf_in(s->arena);
    if (condition->role == ROLE_NEEDS)
        buf_printf(&text, "needs %.*s", STR_ARG(condition->text));
    else if (condition->role == ROLE_WHEN)
        buf_printf(&text, "%.*s when %.*s", STR_ARG(condition->word), STR_ARG(condition->text));
    else
        buf_printf(&text, "%.*s otherwise", STR_ARG(condition->word));
    if (condition->not_tested)
        buf_add(&text, STR(": not tested, taken as met"));
    else if (condition->role != ROLE_OTHERWISE)
        buf_printf(&text, ": %s",
                   condition->truth < 0 ? "unknown"
                   : condition->truth   ? "true"
                                        : "false");
    page_spaces(&s->page, 6);
    page_wrap(&s->page, INK_PLAIN, buf_str(&text), 6, 8);
    add_values(s, condition->values, condition->value_count, 8);
}

/* Each rule once in a test. */
static void add_trace(struct sheet *s, const struct result_rule *rule)
{
    size_t known = s->traced.count;
    if (atoms_intern(&s->traced, rule->name) < known) return;
    page_spaces(&s->page, 4);
    page_wrap(&s->page, INK_PLAIN,
              str_printf(s->arena, "%.*s is %.*s (%.*s)", STR_ARG(rule->name),
                         STR_ARG(rule->verdict), STR_ARG(place_text(s, &rule->location))),
              4, 6);
    for (size_t i = 0; i < rule->because_count; i++) add_condition(s, &rule->because[i]);
    for (size_t i = 0; i < rule->caution_count; i++) {
        if (str_equal(rule->cautions[i], rule->why)) continue;
        page_spaces(&s->page, 6);
        page_ink(&s->page, INK_YELLOW, STR("! "));
        page_wrap(&s->page, INK_PLAIN, rule->cautions[i], 8, 8);
    }
}

static void add_failed(struct sheet *s, const struct result_expectation *e)
{
    struct str expected = value_text(s, &e->expected), actual = value_text(s, &e->actual);
    struct str difference = value_text(s, &e->difference);
    if (str_equal(expected, actual)) {
        expected = precise_text(s, &e->expected);
        actual = precise_text(s, &e->actual);
        difference = precise_text(s, &e->difference);
    }
    page_spaces(&s->page, 2);
    struct str at = str_printf(s->arena, "%.*s: ", STR_ARG(place_text(s, &e->location)));
    page_ink(&s->page, INK_BOLD, at);
    page_wrap(&s->page, INK_PLAIN, e->text, 2 + utf8_width(at), 4);
    add_labelled(s, "expected", INK_GREEN, expected_text(s, e, expected));
    if (e->actual.kind == RESULT_MISSING)
        actual = str_printf(s->arena, "%.*s (%.*s)", STR_ARG(actual),
                            STR_ARG(reason_code(e->actual.reason.reason)));
    add_labelled(s, "actual", INK_RED, actual);
    if (e->has_difference) add_labelled(s, "difference", INK_PLAIN, difference);
    if (e->why.len) add_labelled(s, "why", INK_PLAIN, e->why);
    if (!e->rule_count && !e->has_difference) add_values(s, e->values, e->value_count, 4);
    for (size_t i = 0; i < e->rule_count; i++) add_trace(s, &e->rules[i]);
}

static void add_notes(struct sheet *s, const struct result_test *test)
{
    for (size_t i = 0; i < test->note_count; i++) {
        page_spaces(&s->page, 2);
        page_ink(&s->page, INK_YELLOW, STR("! "));
        page_wrap(&s->page, INK_PLAIN, test->notes[i], 4, 4);
    }
}

static void add_test(struct sheet *s, const struct result_test *test)
{
    if (test->passed && !s->report->verbose) return;
    page_ink(&s->page, test->passed ? INK_GREEN : INK_RED,
             test->passed ? STR("passed ") : STR("failed "));
    struct str place = place_text(s, &test->location);
    page_ink(&s->page, INK_BOLD, place);
    page_add(&s->page, STR(" "));
    page_wrap(&s->page, INK_BOLD, test->title, 8 + utf8_width(place), 7);
    atoms_init(&s->traced, s->arena);
    for (size_t i = 0; i < test->expectation_count; i++)
        if (!test->expectations[i].passed) add_failed(s, &test->expectations[i]);
    if (!test->expectation_count) {
        page_spaces(&s->page, 2);
        page_wrap(&s->page, INK_PLAIN, STR("it expects nothing, so it could never fail"), 2, 4);
    }
    add_notes(s, test);
    if (!test->passed) buf_add_char(s->page.out, '\n');
}

/* --- what was not tested --------------------------------------------------------------------------------- */

/* Each need once, however many tests took it as met. */
static void add_not_tested(struct sheet *s)
{
    const struct result_tests *tests = s->report->tests;
    struct atoms seen;
    bool any = false;
    atoms_init(&seen, s->arena);
    for (size_t i = 0; i < tests->test_count; i++)
        for (size_t k = 0; k < tests->tests[i].not_tested_count; k++) {
            const struct result_need *need = &tests->tests[i].not_tested[k];
            struct str text = str_printf(s->arena, "%.*s: %.*s needs %.*s",
                                         STR_ARG(place_text(s, &need->location)),
                                         STR_ARG(need->rule), STR_ARG(need->text));
            size_t known = seen.count;
            if (atoms_intern(&seen, text) < known) continue;
            if (!any)
                page_add(&s->page, STR("Taken as met and not tested, because it is not given:"));
            if (!any) buf_add_char(s->page.out, '\n');
            any = true;
            page_spaces(&s->page, 2);
            page_wrap(&s->page, INK_PLAIN, text, 2, 4);
        }
    if (any) buf_add_char(s->page.out, '\n');
}

/* --- outcomes -------------------------------------------------------------------------------------------- */

static void add_outcome(struct sheet *s, const struct result_outcome *outcome)
{
    struct str text = str_printf(s->arena, "%.*s%s%.*s", STR_ARG(outcome->word),
                                 !outcome->text.len                           ? ""
                                 : str_equal(outcome->text, STR("otherwise")) ? " "
                                                                              : " when ",
                                 STR_ARG(outcome->text));
    if (!outcome->text.len) text = STR("unknown: none of these could be chosen");
    page_spaces(&s->page, 2);
    page_ink(&s->page, outcome->seen ? INK_GREEN : INK_YELLOW,
             outcome->seen ? str_printf(s->arena, "%5zu  ", outcome->seen) : STR("never  "));
    page_wrap(&s->page, outcome->seen ? INK_PLAIN : INK_BOLD, text, 9, 11);
}

static void add_coverage(struct sheet *s)
{
    const struct result_tests *tests = s->report->tests;
    if (!s->report->coverage) return;
    for (size_t i = 0; i < tests->coverage_count; i++) {
        const struct result_coverage *rule = &tests->coverage[i];
        size_t seen = 0;
        for (size_t k = 0; k < rule->outcome_count; k++) seen += rule->outcomes[k].seen > 0;
        struct str at = place_text(s, &rule->location);
        page_add(&s->page, at);
        page_add(&s->page, STR(" "));
        page_ink(&s->page, INK_BOLD, rule->rule);
        page_add(&s->page,
                 str_printf(s->arena, ": %zu of %zu outcomes", seen, rule->outcome_count));
        buf_add_char(s->page.out, '\n');
        for (size_t k = 0; k < rule->outcome_count; k++) add_outcome(s, &rule->outcomes[k]);
    }
    struct num hundred = num_int(100), part = num_int((int64_t)tests->seen_count);
    struct num all = num_int((int64_t)tests->outcome_count), percent;
    struct buf text = buf_in(s->arena);
    buf_printf(&text, "outcomes seen: %zu of %zu", tests->seen_count, tests->outcome_count);
    if (num_mul(&percent, &part, &hundred) && num_div(&percent, &percent, &all)) {
        buf_add(&text, STR(" ("));
        num_add_plain(&text, &percent, 1, '.', 0);
        buf_add(&text, STR(" %)"));
    }
    buf_add_char(&text, '\n');
    buf_add(s->page.out, buf_str(&text));
}

void human_test(struct buf *out, const struct report *report)
{
    const struct result_tests *tests = report->tests;
    struct sheet s = {
        .page = {.out = out,
                 .color = report->color,
                 .width = report->width ? (size_t)report->width : 80},
        .report = report,
        .arena = report->arena,
    };
    for (size_t i = 0; i < tests->test_count; i++) add_test(&s, &tests->tests[i]);
    human_findings(out, report, "D");
    add_not_tested(&s);
    add_coverage(&s);
    page_ink(&s.page, INK_GREEN, str_printf(s.arena, "%zu passed", tests->passed));
    page_add(&s.page, STR(", "));
    page_ink(&s.page, tests->failed ? INK_RED : INK_PLAIN,
             str_printf(s.arena, "%zu failed", tests->failed));
    if (tests->not_selected)
        page_add(&s.page, str_printf(s.arena, ", %zu not selected", tests->not_selected));
    buf_add_char(out, '\n');
}
