/* The audit for people: first what can be seen of impacts, effects and measures, then each indicator. */
#include "render/audit.h"

#include "render/human.h"
#include "render/page.h"

struct sheet {
    struct page page;
    const struct report *report;
    const struct result *result;
    struct arena *arena;
};

void audit_levels(const struct result *result, struct audit_level levels[AUDIT_LEVELS])
{
    static const struct str kinds[AUDIT_LEVELS] = {{"impact", 6}, {"effect", 6}, {"measure", 7}};
    for (size_t i = 0; i < AUDIT_LEVELS; i++) {
        levels[i] = (struct audit_level){.kind = kinds[i]};
        for (size_t k = 0; k < result->node_count; k++) {
            const struct result_node *node = &result->nodes[k];
            if (!str_equal(node->kind, kinds[i])) continue;
            bool seen = false;
            for (size_t n = 0; n < node->indicator_count; n++)
                seen |= result->indicators[node->indicators[n]].known > 0;
            levels[i].of++;
            levels[i].with_indicator += node->indicator_count > 0;
            levels[i].seen += seen;
        }
    }
}

/* --- the head ------------------------------------------------------------------------------------------- */

static void add_headline(struct sheet *s)
{
    struct audit_level levels[AUDIT_LEVELS];
    struct buf text = buf_in(s->arena);
    audit_levels(s->result, levels);
    buf_add(&text, STR("Seen by figures:"));
    for (size_t i = 0; i < AUDIT_LEVELS; i++)
        buf_printf(&text, "%s %.*ss %zu of %zu", i ? "," : "", STR_ARG(levels[i].kind),
                   levels[i].seen, levels[i].of);
    buf_add_char(&text, '.');
    page_wrap(&s->page, INK_BOLD, buf_str(&text), 0, 2);
    struct str title = s->result->title.len ? s->result->title : s->result->policy;
    buf_add_char(s->page.out, '\n');
    page_wrap(&s->page, INK_PLAIN,
              str_printf(s->arena, "%.*s, %.*s%sas of %.*s", STR_ARG(title),
                         STR_ARG(s->result->period), s->result->period.len ? ", " : "",
                         STR_ARG(s->result->as_of)),
              0, 2);
    buf_add_char(s->page.out, '\n');
}

/* --- indicators ----------------------------------------------------------------------------------------- */

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

/* "2016 (no row counts here), 2019..2021 (the source says …)": stretches with one reason. */
static void add_gaps(struct buf *text, const struct result_indicator *indicator)
{
    const struct result_point *points = indicator->points;
    bool any = false;
    for (size_t i = 0; i < indicator->period_count; i++) {
        if (points[i].value.kind != RESULT_MISSING) continue;
        size_t last = i;
        while (last + 1 < indicator->period_count &&
               points[last + 1].value.kind == RESULT_MISSING &&
               str_equal(points[last + 1].value.reason.text, points[i].value.reason.text))
            last++;
        buf_printf(text, "%s%.*s", any ? ", " : "; missing ", STR_ARG(points[i].period));
        if (last > i) buf_printf(text, "..%.*s", STR_ARG(points[last].period));
        buf_printf(text, " (%.*s)", STR_ARG(points[i].value.reason.text));
        any = true;
        i = last;
    }
}

static struct str words_of(struct sheet *s, const struct result_indicator *indicator)
{
    struct buf text = buf_in(s->arena);
    buf_add(&text, indicator->name);
    if (indicator->title.len) buf_printf(&text, " \"%.*s\"", STR_ARG(indicator->title));
    if (!indicator->known) {
        buf_add(&text, STR(": no figure is known"));
        if (indicator->period_count)
            buf_printf(&text, " (%.*s)", STR_ARG(indicator->points[0].value.reason.text));
        return buf_str(&text);
    }
    if (!indicator->by_period) {
        buf_add(&text, STR(": one figure"));
        return buf_str(&text);
    }
    buf_printf(&text, ": %zu %.*s%s known, %.*s", indicator->known, STR_ARG(indicator->every),
               plural(indicator->known), STR_ARG(indicator->first_known));
    if (indicator->known > 1) buf_printf(&text, "..%.*s", STR_ARG(indicator->last_known));
    add_gaps(&text, indicator);
    if (indicator->behind)
        buf_printf(&text, "; %zu %.*s%s behind (%.*s has ended)", indicator->behind,
                   STR_ARG(indicator->every), plural(indicator->behind),
                   STR_ARG(indicator->last_ended));
    return buf_str(&text);
}

static void add_indicator(struct sheet *s, const struct result_indicator *indicator)
{
    bool whole = indicator->known == indicator->period_count && !indicator->behind;
    enum ink ink = !indicator->known ? INK_RED : whole ? INK_GREEN : INK_YELLOW;
    page_add(&s->page, STR("  "));
    page_ink(&s->page, ink, !indicator->known ? STR("-") : whole ? STR("+") : STR("~"));
    buf_add_char(s->page.out, ' ');
    page_wrap(&s->page, INK_PLAIN, words_of(s, indicator), 4, 4);
}

static void add_node(struct sheet *s, const struct result_node *node)
{
    struct str name = node->title.len ? str_printf(s->arena, "%.*s (%.*s)", STR_ARG(node->title),
                                                   STR_ARG(node->name))
                                      : node->name;
    struct str head = str_printf(s->arena, "%.*s %.*s", STR_ARG(node->kind), STR_ARG(name));
    page_wrap(&s->page, INK_BOLD, head, 0, 2);
    for (size_t i = 0; i < node->indicator_count; i++)
        add_indicator(s, &s->result->indicators[node->indicators[i]]);
    if (node->indicator_count) return;
    page_add(&s->page, STR("  "));
    page_ink(&s->page, INK_RED, STR("-"));
    page_add(&s->page, STR(" no indicator"));
    buf_add_char(s->page.out, '\n');
}

/* Those of factors, risks and problems, and those that stand alone. */
static void add_others(struct sheet *s)
{
    bool *shown = ARENA_ARRAY(s->arena, bool, s->result->indicator_count + 1);
    bool any = false;
    for (size_t i = 0; i < s->result->node_count; i++)
        for (size_t k = 0; k < s->result->nodes[i].indicator_count; k++)
            shown[s->result->nodes[i].indicators[k]] = true;
    for (size_t i = 0; i < s->result->indicator_count; i++) {
        if (shown[i]) continue;
        if (!any) page_wrap(&s->page, INK_BOLD, STR("others"), 0, 2);
        any = true;
        add_indicator(s, &s->result->indicators[i]);
    }
}

/* --- files ---------------------------------------------------------------------------------------------- */

static void add_input(struct sheet *s, const struct result_input *input)
{
    struct buf text = buf_in(s->arena);
    buf_printf(&text, "%.*s: %.*s, %llu row%s", STR_ARG(input->name), STR_ARG(input->path),
               (unsigned long long)input->rows, plural(input->rows));
    if (input->rejected)
        buf_printf(&text, ", %llu value%s that can't be read", (unsigned long long)input->rejected,
                   plural(input->rejected));
    if (input->unplaced)
        buf_printf(&text, ", %llu row%s without a readable place in time",
                   (unsigned long long)input->unplaced, plural(input->unplaced));
    if (input->later)
        buf_printf(&text, ", %llu row%s after the as-of date", (unsigned long long)input->later,
                   plural(input->later));
    page_add(&s->page, STR("  "));
    page_wrap(&s->page, INK_PLAIN, buf_str(&text), 2, 4);
}

void human_audit(struct buf *out, const struct report *report)
{
    struct sheet s = {
        .page = {.out = out,
                 .color = report->color,
                 .width = report->width > 0 ? (size_t)report->width : 80},
        .report = report,
        .result = report->result,
        .arena = report->arena,
    };
    static const struct str kinds[AUDIT_LEVELS] = {{"impact", 6}, {"effect", 6}, {"measure", 7}};
    add_headline(&s);
    for (size_t i = 0; i < AUDIT_LEVELS; i++)
        for (size_t k = 0; k < s.result->node_count; k++)
            if (str_equal(s.result->nodes[k].kind, kinds[i])) add_node(&s, &s.result->nodes[k]);
    add_others(&s);
    if (s.result->input_count) {
        buf_add_char(out, '\n');
        page_wrap(&s.page, INK_BOLD, STR("Data files"), 0, 2);
    }
    for (size_t i = 0; i < s.result->input_count; i++) add_input(&s, &s.result->inputs[i]);
    if (report->finding_count) buf_add_char(out, '\n');
    human_findings(out, report, "D");
}
