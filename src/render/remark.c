/* Remarks: made from findings and verdicts, put in order, and given their fingerprints. */
#include "render/remark.h"

#include <stdlib.h>
#include <xxhash.h>

#include "base/utf8.h"
#include "render/figures.h"
#include "render/page.h"

/* --- one remark ----------------------------------------------------------------------------------------- */

/* Texts may hold NUL, at which printf would end. */
static struct str join(struct arena *arena, struct str left, struct str between, struct str right)
{
    struct buf text = buf_in(arena);
    buf_add(&text, left);
    buf_add(&text, between);
    buf_add(&text, right);
    return buf_str(&text);
}

static struct str suppression_reason(struct arena *arena, const struct suppression *suppression)
{
    struct str where = suppression->kind == SUPPRESSED_IN_SOURCE ? STR("allowed in the source")
                                                                 : STR("in the baseline");
    return suppression->reason.len ? join(arena, where, STR(": "), suppression->reason) : where;
}

static struct remark finding_remark(const struct report *report, const struct finding *finding)
{
    const struct finding_kind *kind = finding_kind(finding->code);
    struct remark remark = {
        .finding = finding,
        .outcome = report_fails_finding(report, finding) ? REMARK_FAILED : REMARK_NOTED,
        .severity = finding->severity,
        .code = kind->code,
        .name = kind->name,
        .text = finding->message,
        .head = finding->message,
        .help = finding->help,
        .location = finding->location,
        .place = report_place(report, &finding->location),
    };
    if (finding->suppression) {
        remark.outcome = REMARK_SKIPPED;
        remark.reason = suppression_reason(report->arena, finding->suppression);
    }
    return remark;
}

/* "effectiveness of training for reporting (unit A): unknown". */
static struct str verdict_head(struct arena *arena, const struct result_rule *rule)
{
    struct buf text = buf_in(arena);
    buf_add(&text, rule->criterion);
    if (rule->measure.len) buf_printf(&text, " of %.*s", STR_ARG(rule->measure));
    buf_printf(&text, " for %.*s", STR_ARG(rule->node));
    for (size_t i = 0; i < rule->group.count; i++) {
        buf_printf(&text, "%s%.*s ", i ? ", " : " (", STR_ARG(rule->group.columns[i]));
        buf_add(&text, rule->group.missing[i] ? STR("(none)") : rule->group.values[i]);
    }
    if (rule->group.count) buf_add_char(&text, ')');
    buf_printf(&text, ": %.*s", STR_ARG(rule->verdict));
    return buf_str(&text);
}

static struct remark verdict_remark(const struct report *report, const struct result_rule *rule)
{
    bool fails = report_fails_verdict(report, rule);
    bool unknown = str_equal(rule->standing, STR("unknown"));
    bool positive = str_equal(rule->standing, STR("positive"));
    bool negative = str_equal(rule->standing, STR("negative"));
    struct str figures = figures_of_rule(report->arena, NULL, rule);
    struct str head = verdict_head(report->arena, rule), text = head;
    if (rule->why.len) text = join(report->arena, text, STR("; "), rule->why);
    if (figures.len) text = join(report->arena, text, STR("; "), figures);
    /* Who sees the verdict sees what to be careful about. */
    for (size_t i = 0; i < rule->caution_count; i++)
        if (!str_equal(rule->cautions[i], rule->why))
            text = join(report->arena, text, STR("; caution: "), rule->cautions[i]);
    return (struct remark){
        .rule = rule,
        .outcome = unknown    ? fails ? REMARK_UNDECIDED : REMARK_SKIPPED
                   : fails    ? REMARK_FAILED
                   : positive ? REMARK_PASSED
                              : REMARK_NOTED,
        .severity = fails      ? SEVERITY_ERROR
                    : negative ? SEVERITY_WARNING
                               : SEVERITY_NOTE,
        .code = rule->name,
        .name = rule->criterion,
        .text = text,
        .head = head,
        .reason = unknown ? rule->why.len ? rule->why : figures : STR(""),
        .location = rule->location,
        .place = report_place(report, &rule->location),
    };
}

/* "expect rate at 2023 <= 8: expected <= 8, actual 9, difference 1" */
static void add_expectation(struct buf *text, const struct result_expectation *expectation)
{
    buf_add(text, expectation->text);
    bool plain =
        str_equal(expectation->relation, STR("is")) || str_equal(expectation->relation, STR("="));
    buf_add(text, STR(": expected "));
    if (!plain) buf_printf(text, "%.*s ", STR_ARG(expectation->relation));
    figures_add(text, &expectation->expected);
    buf_add(text, STR(", actual "));
    figures_add(text, &expectation->actual);
    if (expectation->has_difference) {
        buf_add(text, STR(", difference "));
        figures_add(text, &expectation->difference);
    }
    if (!expectation->why.len) return;
    buf_add(text, STR("; "));
    buf_add(text, expectation->why);
}

/* A test that failed lies where the first expectation is that was not met; all of those are said. */
static struct remark test_remark(const struct report *report, const struct result_test *test)
{
    struct buf text = buf_in(report->arena);
    struct location location = test->location;
    bool first = true;
    buf_add(&text, STR("test \""));
    buf_add(&text, test->title);
    buf_add(&text, test->passed ? STR("\" passed") : STR("\" failed"));
    struct str head = str_copy(report->arena, buf_str(&text));
    for (size_t i = 0; i < test->expectation_count; i++) {
        if (test->expectations[i].passed) continue;
        if (first) location = test->expectations[i].location;
        first = false;
        buf_add(&text, STR("; "));
        add_expectation(&text, &test->expectations[i]);
    }
    if (!test->expectation_count) buf_add(&text, STR("; it expects nothing"));
    return (struct remark){
        .test = test,
        .outcome = test->passed ? REMARK_PASSED : REMARK_FAILED,
        .severity = test->passed ? SEVERITY_NOTE : SEVERITY_ERROR,
        .code = STR("test"),
        .name = test->title,
        .text = buf_str(&text),
        .head = head,
        .location = location,
        .place = report_place(report, &location),
    };
}

bool remark_is_open(const struct remark *remark)
{
    return remark->outcome != REMARK_PASSED &&
           !(remark->outcome == REMARK_SKIPPED && remark->finding);
}

struct str remark_with_help(struct arena *arena, const struct remark *remark)
{
    return remark->help.len ? join(arena, remark->text, STR("; "), remark->help) : remark->text;
}

struct str remark_position(struct arena *arena, const struct remark *remark)
{
    const struct shown_place *place = &remark->place;
    if (!place->path.len) return STR("");
    return str_printf(arena, "%.*s:%u:%u: ", STR_ARG(place->path), place->start.line,
                      place->start.column); /* a path holds no NUL */
}

void remark_add_line(struct buf *out, struct str text)
{
    struct page page = {.out = out};
    page_add(&page, text);
}

/* --- their order ---------------------------------------------------------------------------------------- */

/* Nowhere, then the sources as they were read, then data files. Findings come in their own order, and
 * before verdicts of the same place. */
static int compare_remarks(const void *left, const void *right)
{
    const struct remark *a = left, *b = right;
    const struct location *at_a = &a->location, *at_b = &b->location;
    bool a_in_data = at_a->path.len > 0, b_in_data = at_b->path.len > 0;
    if (a->finding && b->finding) return finding_compare(a->finding, b->finding);
    if (a_in_data != b_in_data) return a_in_data ? 1 : -1;
    if (at_a->span.start != at_b->span.start) return at_a->span.start < at_b->span.start ? -1 : 1;
    if (!a->finding != !b->finding) return a->finding ? -1 : 1;
    if (a->test) return a->test < b->test ? -1 : a->test > b->test; /* they stand in one array, */
    return a->rule < b->rule ? -1 : a->rule > b->rule;              /* as these do */
}

/* Tests are run on a theory as it is; what is wrong in the files that they give is said with them. */
static bool is_of_data(const struct finding *finding)
{
    return finding_kind(finding->code)->code.p[0] == 'D';
}

static void add_remarks(struct remarks *remarks, const struct report *report)
{
    size_t rules = report->kind == REPORT_EVALUATION ? report->result->rule_count : 0;
    size_t tests = report->kind == REPORT_TEST ? report->tests->test_count : 0;
    remarks->items =
        ARENA_ARRAY(report->arena, struct remark,
                    report->finding_count + report->suppressed_count + rules + tests + 1);
    for (size_t i = 0; i < report->finding_count; i++)
        if (report->kind != REPORT_TEST || is_of_data(report->findings[i]))
            remarks->items[remarks->count++] = finding_remark(report, report->findings[i]);
    for (size_t i = 0; i < report->suppressed_count; i++)
        remarks->items[remarks->count++] = finding_remark(report, report->suppressed[i]);
    for (size_t i = 0; i < rules; i++)
        remarks->items[remarks->count++] = verdict_remark(report, &report->result->rules[i]);
    for (size_t i = 0; i < tests; i++)
        remarks->items[remarks->count++] = test_remark(report, &report->tests->tests[i]);
    qsort(remarks->items, remarks->count, sizeof *remarks->items, compare_remarks);
}

/* --- fingerprints --------------------------------------------------------------------------------------- */

static void add_part(struct buf *key, struct str part)
{
    buf_printf(key, "%zu ", part.len); /* so that no two lists of parts are written alike */
    buf_add(key, part);
}

/* The text that is marked: it moves with the lines, and a layout between its words is left out. */
static void add_marked(struct buf *key, const struct source *source, struct span span)
{
    enum { ENOUGH = 200 };
    struct buf text = buf_in(key->arena);
    for (uint32_t at = span.start; at < span.end && text.len < ENOUGH; at++) {
        uint32_t offset = at - source->base;
        if (offset < source->text.len && (unsigned char)source->text.p[offset] > ' ')
            buf_add_char(&text, source->text.p[offset]);
    }
    add_part(key, buf_str(&text));
}

/* Of a finding: code, file, declaration and what is marked; in a data file what is said, as rows come
 * and go. Of a verdict: file, rule and group, but not its word. Of a test: file and title. No line of a
 * source takes part. */
static struct str key_of(struct arena *arena, const struct remark *remark)
{
    struct buf key = buf_in(arena);
    add_part(&key, remark->code);
    add_part(&key, remark->place.path);
    if (remark->rule) {
        const struct result_group *group = &remark->rule->group;
        for (size_t i = 0; i < group->count; i++) {
            add_part(&key, group->columns[i]);
            add_part(&key, group->missing[i] ? STR("") : group->values[i]);
            buf_add_char(&key, group->missing[i] ? '?' : '=');
        }
        return buf_str(&key);
    }
    if (remark->test) {
        add_part(&key, remark->test->title);
        return buf_str(&key);
    }
    add_part(&key, remark->finding->declaration);
    if (remark->place.source)
        add_marked(&key, remark->place.source, remark->finding->location.span);
    else
        add_part(&key, remark->text);
    return buf_str(&key);
}

static struct str digest(struct arena *arena, struct str key, size_t ordinal)
{
    struct str whole = join(arena, key, STR("#"), str_printf(arena, "%zu", ordinal));
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits(whole.p, whole.len));
    struct buf text = buf_in(arena);
    for (size_t i = 0; i < sizeof canonical.digest; i++)
        buf_printf(&text, "%02x", canonical.digest[i]);
    return buf_str(&text);
}

/* Remarks that are alike are told apart by their order. */
static void add_fingerprints(struct remarks *remarks, struct arena *arena)
{
    struct atoms keys;
    size_t *seen = ARENA_ARRAY(arena, size_t, remarks->count + 1);
    atoms_init(&keys, arena);
    for (size_t i = 0; i < remarks->count; i++) {
        struct str key = key_of(arena, &remarks->items[i]);
        size_t ordinal = seen[atoms_intern_borrowed(&keys, key)]++;
        remarks->items[i].fingerprint = digest(arena, key, ordinal);
    }
}

/* --- their files ---------------------------------------------------------------------------------------- */

static void add_file(struct remarks *remarks, struct str path, size_t *next)
{
    struct remark_file *file = &remarks->files[remarks->file_count];
    *file = (struct remark_file){.path = path, .remarks = remarks->items + *next};
    while (*next < remarks->count && str_equal(remarks->items[*next].place.path, path)) {
        ++*next;
        file->count++;
    }
    remarks->file_count++;
}

static void add_files(struct remarks *remarks, const struct report *report)
{
    size_t next = 0;
    bool all = report->kind == REPORT_CHECK;
    remarks->files =
        ARENA_ARRAY(report->arena, struct remark_file, report->sources->count + remarks->count + 1);
    if (remarks->count && !remarks->items[0].place.path.len) add_file(remarks, STR(""), &next);
    for (size_t i = 0; i < report->sources->count; i++) {
        const struct source *source = report->sources->items[i];
        bool remarked = next < remarks->count && remarks->items[next].place.source == source;
        if (all || remarked) add_file(remarks, source->path, &next);
    }
    while (next < remarks->count) add_file(remarks, remarks->items[next].place.path, &next);
}

struct remarks remarks_of(const struct report *report)
{
    struct remarks remarks = {0};
    add_remarks(&remarks, report);
    add_fingerprints(&remarks, report->arena);
    add_files(&remarks, report);
    return remarks;
}
