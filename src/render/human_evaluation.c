/* Evaluations for people: what could be judged of what, then the chain with its verdicts. */
#include "render/figures.h"
#include "render/human_grounds.h"
#include "render/human_sections.h"
#include "render/page.h"
#include "render/report.h"
#include "render/sparkline.h"

enum {
    DEEPEST = 12, /* levels of the tree that are indented; deeper ones stand where they are */
    INDENT = 2
};

struct tree {
    struct page page;
    const struct report *report;
    const struct result *result;
    bool *shown;  /* by node */
    bool *led_to; /* by node: leads to another one */
};

/* --- the head ------------------------------------------------------------------------------------------ */

/* The criteria that every report speaks of, and others where there is something to judge. */
static bool is_counted(const struct result_count *count)
{
    return count->of > 0 || str_equal(count->criterion, STR("attainment")) ||
           str_equal(count->criterion, STR("effectiveness")) ||
           str_equal(count->criterion, STR("efficiency"));
}

static void add_headline(struct tree *t)
{
    struct buf text = buf_in(t->report->arena);
    buf_add(&text, STR("Could be judged:"));
    bool first = true;
    for (size_t i = 0; i < t->result->count_count; i++) {
        const struct result_count *count = &t->result->counts[i];
        if (!is_counted(count)) continue;
        buf_printf(&text, "%s %.*s %zu of %zu", first ? "" : ",",
                   STR_ARG(spaced_name(t->report->arena, count->criterion)), count->judged,
                   count->of);
        first = false;
    }
    buf_add_char(&text, '.');
    page_wrap(&t->page, INK_BOLD, buf_str(&text), 0, 2);
}

static void add_title(struct tree *t)
{
    struct buf text = buf_in(t->report->arena);
    buf_add(&text, t->result->title.len ? t->result->title : t->result->policy);
    if (t->result->title.len) buf_printf(&text, " (%.*s)", STR_ARG(t->result->policy));
    if (t->result->period.len) buf_printf(&text, ", %.*s", STR_ARG(t->result->period));
    buf_printf(&text, ", as of %.*s", STR_ARG(t->result->as_of));
    if (t->result->only_count) buf_add(&text, STR(", only"));
    for (size_t i = 0; i < t->result->only_count; i++)
        buf_printf(&text, "%s %.*s", i ? "," : "", STR_ARG(t->result->only[i]));
    buf_add_char(t->page.out, '\n');
    page_wrap(&t->page, INK_PLAIN, buf_str(&text), 0, 2);
    buf_add_char(t->page.out, '\n');
}

static void add_counts(struct tree *t)
{
    struct page *page = &t->page;
    page_ink(page, INK_DIM,
             STR("                     of  judged  + positive  ~ mixed  - negative"));
    buf_add_char(page->out, '\n');
    for (size_t i = 0; i < t->result->count_count; i++) {
        const struct result_count *c = &t->result->counts[i];
        if (!is_counted(c)) continue;
        struct str name = spaced_name(t->report->arena, c->criterion);
        page_add(page, str_printf(t->report->arena, "  %-15.*s %5zu %7zu", STR_ARG(name), c->of,
                                  c->judged));
        page_ink(page, c->positive ? INK_GREEN : INK_PLAIN,
                 str_printf(t->report->arena, " %11zu", c->positive));
        page_ink(page, c->mixed ? INK_YELLOW : INK_PLAIN,
                 str_printf(t->report->arena, " %8zu", c->mixed));
        page_ink(page, c->negative ? INK_RED : INK_PLAIN,
                 str_printf(t->report->arena, " %11zu", c->negative));
        buf_add_char(page->out, '\n');
    }
}

/* --- verdicts ------------------------------------------------------------------------------------------ */

static void add_figures(struct tree *t, const struct result_rule *rule, size_t indent)
{
    struct str figures = figures_of_rule(t->report->arena, NULL, rule);
    if (!figures.len) return;
    page_spaces(&t->page, indent);
    page_wrap(&t->page, INK_DIM, figures, indent, indent);
}

static void add_cautions(struct tree *t, const struct result_rule *rule, size_t indent)
{
    for (size_t i = 0; i < rule->caution_count; i++) {
        if (str_equal(rule->cautions[i], rule->why)) continue;
        page_spaces(&t->page, indent);
        page_ink(&t->page, INK_YELLOW, STR("! "));
        page_wrap(&t->page, INK_PLAIN, rule->cautions[i], indent + 2, indent + 2);
    }
}

/* The groups of a rule `by`, which stand behind it, in one paragraph. */
static void add_group_verdicts(struct tree *t, const struct result_rule *rule, size_t indent)
{
    const struct result_rule *end = t->result->rules + t->result->rule_count;
    struct buf text = buf_in(t->report->arena);
    for (const struct result_rule *r = rule + 1; r < end && r->group.count; r++) {
        if (text.len) buf_add(&text, STR(", "));
        for (size_t i = 0; i < r->group.count; i++)
            buf_printf(&text, "%s%.*s", i ? " / " : "",
                       STR_ARG(r->group.missing[i] ? STR("(none)") : r->group.values[i]));
        buf_printf(&text, ": %.*s", STR_ARG(r->verdict));
    }
    if (!text.len) return;
    page_spaces(&t->page, indent);
    page_wrap(&t->page, INK_PLAIN, buf_str(&text), indent, indent + 2);
}

static void add_rule(struct tree *t, const struct result_rule *rule, struct str node, size_t indent)
{
    struct mark mark = mark_of_standing(rule->standing);
    struct buf head = buf_in(t->report->arena);
    buf_printf(&head, "%.*s", STR_ARG(spaced_name(t->report->arena, rule->criterion)));
    if (rule->measure.len && !str_equal(rule->node, node))
        buf_printf(&head, " for %.*s", STR_ARG(rule->node));
    if (rule->measure.len && !str_equal(rule->measure, node))
        buf_printf(&head, " of %.*s", STR_ARG(rule->measure));
    buf_add(&head, STR(": "));
    page_spaces(&t->page, indent);
    page_ink(&t->page, mark.ink, mark.sign);
    buf_add_char(t->page.out, ' ');
    page_add(&t->page, buf_str(&head));
    page_ink(&t->page, mark.ink, rule->verdict);
    if (rule->level) page_add(&t->page, str_printf(t->report->arena, ", level %d", rule->level));
    page_ink(&t->page, INK_DIM, str_printf(t->report->arena, " [%.*s]", STR_ARG(rule->name)));
    buf_add_char(t->page.out, '\n');
    if (rule->why.len) {
        page_spaces(&t->page, indent + 2);
        page_wrap(&t->page, INK_PLAIN, rule->why, indent + 2, indent + 2);
    }
    add_figures(t, rule, indent + 2);
    grounds_add_estimates(&t->page, t->report->arena, rule, indent + 2);
    grounds_add_contribution(&t->page, t->report->arena, rule, indent + 2);
    add_cautions(t, rule, indent + 2);
    add_group_verdicts(t, rule, indent + 2);
}

/* --- indicators ---------------------------------------------------------------------------------------- */

static const struct result_point *last_known(const struct result_indicator *indicator)
{
    for (size_t i = indicator->period_count; i > 0; i--)
        if (indicator->points[i - 1].value.kind == RESULT_NUMBER) return &indicator->points[i - 1];
    return NULL;
}

static void add_aims(struct buf *text, const struct result_indicator *indicator)
{
    for (size_t i = 0; i < indicator->baseline_count; i++) {
        const struct result_aim *baseline = &indicator->baselines[i];
        buf_add(text, STR("; baseline "));
        figures_add(text, &baseline->value);
        buf_printf(text, " in %.*s", STR_ARG(baseline->period));
    }
    for (size_t i = 0; i < indicator->target_count; i++) {
        const struct result_aim *target = &indicator->targets[i];
        buf_add(text, STR("; target "));
        figures_add(text, &target->value);
        buf_printf(text, " by %.*s%s", STR_ARG(target->period),
                   target->met < 0 ? ""
                   : target->met   ? ": met"
                                   : ": not met");
    }
}

static void add_indicator(struct tree *t, const struct result_indicator *indicator, size_t indent)
{
    struct arena *arena = t->report->arena;
    const struct result_point *last = last_known(indicator);
    struct buf text = buf_in(arena);
    size_t room = t->page.width > indent + 60 ? t->page.width - indent - 50 : 10;
    struct str name = page_cut(arena, indicator->name, 28);
    struct str line =
        sparkline(arena, indicator->points, indicator->period_count, room < 40 ? room : 40);
    page_spaces(&t->page, indent);
    page_ink(&t->page, INK_CYAN, name);
    buf_add_char(t->page.out, ' ');
    size_t count = indicator->period_count;
    if (count > 1)
        page_ink(&t->page, INK_DIM,
                 str_printf(arena, "%.*s ", STR_ARG(indicator->points[0].period)));
    page_add(&t->page, line);
    if (count > 1)
        page_ink(&t->page, INK_DIM,
                 str_printf(arena, " %.*s", STR_ARG(indicator->points[count - 1].period)));
    buf_add_char(t->page.out, '\n');
    if (indicator->title.len) buf_printf(&text, "%.*s: ", STR_ARG(indicator->title));
    if (last) {
        figures_add(&text, &last->value);
        buf_printf(&text, " in %.*s%s", STR_ARG(last->period),
                   last->provisional ? " (provisional)" : "");
    } else if (indicator->period_count) {
        buf_printf(&text, "no figure is known: %.*s",
                   STR_ARG(indicator->points[0].value.reason.text));
    } else {
        buf_add(&text, STR("no figures"));
    }
    add_aims(&text, indicator);
    page_spaces(&t->page, indent + 2);
    page_wrap(&t->page, INK_DIM, buf_str(&text), indent + 2, indent + 2);
}

/* --- the tree ------------------------------------------------------------------------------------------ */

static void add_node(struct tree *t, size_t place, size_t depth);

/* What is to be judged of a node and has no rule is said too. */
static void add_unjudged(struct tree *t, const struct result_node *node, size_t indent)
{
    bool measure = str_equal(node->kind, STR("measure"));
    struct str wanted = measure ? STR("effectiveness") : STR("attainment");
    for (size_t i = 0; i < node->rule_count; i++)
        if (str_equal(t->result->rules[node->rules[i]].criterion, wanted)) return;
    if (t->result->only_count) return;
    page_spaces(&t->page, indent);
    page_ink(&t->page, INK_BLUE, STR("?"));
    page_add(&t->page, str_printf(t->report->arena, " %.*s: no rule judges it", STR_ARG(wanted)));
    buf_add_char(t->page.out, '\n');
}

static void add_node_head(struct tree *t, const struct result_node *node, size_t indent)
{
    struct str kind = str_printf(t->report->arena, "%.*s ", STR_ARG(node->kind));
    struct buf text = buf_in(t->report->arena);
    if (node->title.len) buf_printf(&text, "%.*s ", STR_ARG(node->title));
    buf_printf(&text, "(%.*s)", STR_ARG(node->name));
    page_spaces(&t->page, indent);
    page_ink(&t->page, INK_DIM, kind);
    page_wrap(&t->page, INK_BOLD, buf_str(&text), indent + kind.len, indent + kind.len);
}

/* Measures come first, so that they stand at the effect that they serve; what leads to it by way of
 * other effects comes after them. */
static void add_children(struct tree *t, const struct result_node *node, size_t depth)
{
    for (int effects = 0; effects < 2; effects++)
        for (size_t i = 0; i < node->from_count; i++) {
            const struct result_node *from = &t->result->nodes[node->from[i]];
            if (str_equal(from->kind, STR("measure")) == (effects == 0))
                add_node(t, node->from[i], depth + 1);
        }
}

static void add_node(struct tree *t, size_t place, size_t depth)
{
    const struct result_node *node = &t->result->nodes[place];
    size_t indent = depth * INDENT;
    if (t->shown[place] || depth > DEEPEST) {
        page_spaces(&t->page, indent);
        page_wrap(&t->page, INK_DIM,
                  str_printf(t->report->arena, "%.*s %.*s: see %s", STR_ARG(node->kind),
                             STR_ARG(node->title.len ? node->title : node->name),
                             t->shown[place] ? "above" : "below"),
                  indent, indent + INDENT);
        return;
    }
    t->shown[place] = true;
    add_node_head(t, node, indent);
    for (size_t i = 0; i < node->rule_count; i++)
        add_rule(t, &t->result->rules[node->rules[i]], node->name, indent + INDENT);
    add_unjudged(t, node, indent + INDENT);
    for (size_t i = 0; i < node->indicator_count; i++)
        add_indicator(t, &t->result->indicators[node->indicators[i]], indent + INDENT);
    add_children(t, node, depth);
}

/* With --only: nodes that were chosen, or of which something was. */
static bool is_wanted(const struct tree *t, const struct result_node *node)
{
    return !t->result->only_count || node->rule_count || node->indicator_count;
}

static void add_tree(struct tree *t)
{
    for (size_t i = 0; i < t->result->node_count; i++)
        for (size_t k = 0; k < t->result->nodes[i].from_count; k++)
            t->led_to[t->result->nodes[i].from[k]] = true;
    /* First what leads no further: the impacts; then what is in a circle or too deep. */
    for (int rest = 0; rest < 2; rest++)
        for (size_t i = 0; i < t->result->node_count; i++) {
            if (t->shown[i] || (!rest && t->led_to[i]) || !is_wanted(t, &t->result->nodes[i]))
                continue;
            buf_add_char(t->page.out, '\n');
            add_node(t, i, 0);
        }
}

/* --- the whole ---------------------------------------------------------------------------------------- */

void human_evaluation(struct buf *out, const struct report *report)
{
    struct tree t = {
        .page = {.out = out,
                 .color = report->color,
                 .width = report->width ? (size_t)report->width : 80},
        .report = report,
        .result = report->result,
        .shown = ARENA_ARRAY(report->arena, bool, report->result->node_count + 1),
        .led_to = ARENA_ARRAY(report->arena, bool, report->result->node_count + 1),
    };
    add_headline(&t);
    add_title(&t);
    add_counts(&t);
    add_tree(&t);
    grounds_add_links(&t.page, report->arena, report->result);
    grounds_add_tests(&t.page, report->arena, report->result);
    sections_add(&t.page, report);
    if (!report->finding_count) return;
    section_begin(&t.page, "Findings");
    human_failure(out, report);
}
