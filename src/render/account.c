/* The report to readers: its frame, and the five questions that come first. */
#include "render/account.h"

#include <string.h>

#include "base/calendar.h"
#include "render/drawing.h"
#include "render/figures.h"
#include "text/reason.h"

/* --- titles and words ------------------------------------------------------------------------------------------ */

struct str account_item(const struct portrait_item *item)
{
    return item_title(item);
}

struct str account_title(const struct account *a, struct str name)
{
    return map_title(&a->map, name);
}

struct str account_actor(const struct account *a, size_t actor)
{
    return actor == PORTRAIT_NONE ? STR("") : item_title(&a->portrait->actors[actor].item);
}

const struct result_count *account_count(const struct account *a, const char *criterion)
{
    static const struct result_count nothing;
    for (size_t i = 0; i < a->result->count_count; i++)
        if (account_says(a->result->counts[i].criterion, criterion)) return &a->result->counts[i];
    return &nothing;
}

size_t account_node(const struct account *a, struct str name)
{
    for (size_t i = 0; i < a->portrait->nodes_count; i++)
        if (str_equal(a->portrait->nodes[i].item.name, name)) return i;
    return SIZE_MAX;
}

bool account_wants(const struct account *a, size_t node)
{
    if (a->portrait->nodes[node].level == PORTRAIT_PROBLEM) return false;
    if (!a->result->only_count) return true;
    for (size_t i = 0; i < a->result->node_count; i++) {
        const struct result_node *shown = &a->result->nodes[i];
        if (str_equal(shown->name, a->portrait->nodes[node].item.name))
            return shown->rule_count || shown->indicator_count;
    }
    return false;
}

struct str account_made(const struct account *a, struct str sentence)
{
    return say_made(a->arena, a->p->language, sentence);
}

struct str account_id(const struct account *a, const char *kind, struct str name)
{
    return str_printf(a->arena, "%s-%.*s", kind, STR_ARG(name));
}

struct str account_range(const struct account *a, struct str range)
{
    for (size_t i = 0; i + 2 < range.len; i++)
        if (range.p[i] == '.' && range.p[i + 1] == '.')
            return str_printf(a->arena, "%.*s\xe2\x80\x93%.*s", (int)i, range.p,
                              (int)(range.len - i - 2), range.p + i + 2);
    return range;
}

bool account_says(struct str text, const char *word)
{
    return str_equal(text, str_from(word));
}

/* --- the head ---------------------------------------------------------------------------------------------------- */

static struct str policy_title(const struct account *a)
{
    return a->result->title.len ? a->result->title : a->result->policy;
}

static void add_head(struct account *a)
{
    struct paper *p = a->p;
    bool html = p->form->pictures;
    if (html)
        buf_printf(p->out, "<a class=\"skip\" href=\"#main\">%s</a>\n<header>\n<h1>",
                   paper_tr(p, "To the text"));
    else
        buf_add(p->out, STR("# "));
    paper_add(p, PAPER_PLAIN, policy_title(a));
    buf_add(p->out, html ? STR("</h1>\n") : STR("\n"));
    paper_begin(p, PAPER_SOFT);
    paper_say(p, PAPER_PLAIN, "Evaluation report");
    if (a->result->period.len)
        paper_say(p, PAPER_PLAIN, ", on %.*s", STR_ARG(account_range(a, a->result->period)));
    paper_say(p, PAPER_PLAIN, ", as things stood on %.*s",
              STR_ARG(say_date(a->arena, p->language, a->result->as_of)));
    struct str owner = account_actor(a, a->portrait->policy.owner);
    if (owner.len) paper_say(p, PAPER_PLAIN, "; responsible: %.*s", STR_ARG(owner));
    paper_end(p, PAPER_SOFT);
    if (a->result->only_count) {
        paper_begin(p, PAPER_PARAGRAPH);
        paper_say(p, PAPER_STRONG, "This report is on a part of the policy only:");
        for (size_t i = 0; i < a->result->only_count; i++) {
            paper_add(p, PAPER_PLAIN, i ? STR(", ") : STR(" "));
            paper_add(p, PAPER_PLAIN, account_title(a, a->result->only[i]));
        }
        paper_end(p, PAPER_PARAGRAPH);
    }
    if (html) buf_add(p->out, STR("</header>\n"));
}

/* --- the five questions ------------------------------------------------------------------------------------------- */

static void begin_answer(struct account *a, const char *id, const char *question)
{
    paper_begin(a->p, PAPER_ANSWER);
    paper_section(a->p, str_from(id), paper_str(a->p, question));
}

static void end_answer(struct account *a)
{
    paper_section_end(a->p);
    paper_end(a->p, PAPER_ANSWER);
}

static size_t count_level(const struct account *a, enum portrait_level level)
{
    size_t count = 0;
    for (size_t i = 0; i < a->portrait->nodes_count; i++)
        count += a->portrait->nodes[i].level == level && account_wants(a, i);
    return count;
}

static size_t count_aimed(const struct account *a)
{
    size_t count = 0;
    for (size_t i = 0; i < a->result->indicator_count; i++)
        count += a->result->indicators[i].target_count > 0;
    return count;
}

static void answer_aims(struct account *a)
{
    struct paper *p = a->p;
    begin_answer(a, "q-aims", "What was to be achieved?");
    if (a->portrait->goal.len) paper_whole(p, PAPER_LEAD, a->portrait->goal);
    paper_begin(p, PAPER_PARAGRAPH);
    paper_say(p, PAPER_PLAIN, "In the end (impacts):");
    paper_end(p, PAPER_PARAGRAPH);
    paper_begin(p, PAPER_LIST);
    for (size_t i = 0; i < a->portrait->nodes_count; i++) {
        const struct portrait_node *node = &a->portrait->nodes[i];
        if (node->level != PORTRAIT_IMPACT || !account_wants(a, i)) continue;
        paper_begin(p, PAPER_ITEM);
        paper_link(p, account_id(a, "node", node->item.name), item_title(&node->item));
        paper_end(p, PAPER_ITEM);
    }
    paper_end(p, PAPER_LIST);
    paper_begin(p, PAPER_PARAGRAPH);
    paper_say(
        p, PAPER_PLAIN,
        "On the way there: effects %zu; measures for them %zu; indicators %zu, of which with a "
        "target %zu.",
        count_level(a, PORTRAIT_EFFECT), count_level(a, PORTRAIT_MEASURE),
        a->result->indicator_count, count_aimed(a));
    paper_end(p, PAPER_PARAGRAPH);
    end_answer(a);
}

/* The verdicts of a criterion that are not unknown, each with what it is about. */
static void list_judged(struct account *a, const char *criterion)
{
    struct paper *p = a->p;
    paper_begin(p, PAPER_LIST);
    for (size_t i = 0; i < a->result->rule_count; i++) {
        const struct result_rule *rule = &a->result->rules[i];
        if (rule->group.count || !account_says(rule->criterion, criterion) ||
            account_says(rule->standing, "unknown"))
            continue;
        paper_begin(p, PAPER_ITEM);
        paper_standing(p, rule->standing, paper_verdict(p, rule));
        paper_add(p, PAPER_PLAIN, STR(" "));
        if (rule->measure.len) {
            paper_link(p, account_id(a, "node", rule->measure), account_title(a, rule->measure));
            if (!str_equal(rule->measure, rule->node)) {
                paper_say(p, PAPER_PLAIN, ", for ");
                paper_add(p, PAPER_PLAIN, account_title(a, rule->node));
            }
        } else {
            paper_link(p, account_id(a, "node", rule->node), account_title(a, rule->node));
        }
        paper_end(p, PAPER_ITEM);
    }
    paper_end(p, PAPER_LIST);
}

static void say_counts(struct account *a, const struct result_count *count)
{
    paper_say(a->p, PAPER_PLAIN, " Positive %zu, mixed %zu, negative %zu.", count->positive,
              count->mixed, count->negative);
}

static void answer_attainment(struct account *a)
{
    const struct result_count *count = account_count(a, "attainment");
    struct paper *p = a->p;
    begin_answer(a, "q-attainment", "Was it achieved?");
    paper_begin(p, PAPER_LEAD);
    if (!count->of)
        paper_say(p, PAPER_PLAIN, "There is no goal to judge.");
    else if (!count->judged)
        paper_say(p, PAPER_PLAIN, "Of none of the %zu goals (effects and impacts) can it be said.",
                  count->of);
    else
        paper_say(p, PAPER_PLAIN,
                  "Of %zu of the %zu goals (effects and impacts) it can be said; of %zu not.",
                  count->judged, count->of, count->of - count->judged);
    if (count->judged) say_counts(a, count);
    paper_end(p, PAPER_LEAD);
    if (count->judged) list_judged(a, "attainment");
    end_answer(a);
}

static void answer_effectiveness(struct account *a)
{
    const struct result_count *count = account_count(a, "effectiveness");
    struct paper *p = a->p;
    begin_answer(a, "q-effectiveness", "Is it thanks to the policy?");
    paper_begin(p, PAPER_LEAD);
    if (!count->of)
        paper_say(p, PAPER_PLAIN, "No measure is linked to a goal, so there is nothing to judge.");
    else if (!count->judged)
        paper_say(p, PAPER_PLAIN,
                  "That is not known. The measures are to work in %zu places, and of none of them "
                  "can it be said whether they did.",
                  count->of);
    else
        paper_say(p, PAPER_PLAIN,
                  "Of %zu of the %zu places where a measure is to work it can be said; of %zu not.",
                  count->judged, count->of, count->of - count->judged);
    if (count->judged) say_counts(a, count);
    paper_end(p, PAPER_LEAD);
    if (count->judged) list_judged(a, "effectiveness");
    paper_begin(p, PAPER_SOFT);
    paper_say(p, PAPER_PLAIN,
              "A goal that was achieved does not show that the policy did it: something else may "
              "have. That takes a comparison with what would have happened without it.");
    paper_end(p, PAPER_SOFT);
    end_answer(a);
}

/* The sum of what is known, where all of it has one unit. */
static bool sum_spent(const struct account *a, struct result_value *sum, size_t *known)
{
    *sum = (struct result_value){.kind = RESULT_NUMBER, .number = num_int(0)};
    *known = 0;
    for (size_t i = 0; i < a->result->spending_count; i++) {
        const struct result_value *total = &a->result->spendings[i].total;
        if (total->kind != RESULT_NUMBER) continue;
        if (*known && !str_equal(sum->unit, total->unit)) return false;
        sum->unit = total->unit;
        if (!num_add(&sum->number, &sum->number, &total->number)) return false;
        ++*known;
    }
    return *known > 0;
}

static void answer_costs(struct account *a)
{
    struct paper *p = a->p;
    struct result_value sum;
    size_t known = 0, measures = count_level(a, PORTRAIT_MEASURE);
    bool one = sum_spent(a, &sum, &known);
    const struct result_count *count = account_count(a, "efficiency");
    begin_answer(a, "q-costs", "What did it cost?");
    paper_begin(p, PAPER_LEAD);
    if (!known)
        paper_say(p, PAPER_PLAIN,
                  "That is not known: of none of the %zu measures are the costs "
                  "known.",
                  measures);
    else if (one) {
        struct buf text = buf_in(a->arena);
        figures_say(&text, p->language, &sum);
        paper_say(p, PAPER_PLAIN, "%.*s for the %zu of %zu measures of which the costs are known.",
                  STR_ARG(buf_str(&text)), known, measures);
    } else
        paper_say(p, PAPER_PLAIN,
                  "The costs of %zu of %zu measures are known; they are in different units and "
                  "stand at the measures.",
                  known, measures);
    paper_end(p, PAPER_LEAD);
    paper_begin(p, PAPER_PARAGRAPH);
    if (a->portrait->budget.len)
        paper_say(p, PAPER_PLAIN, "The budget of the policy: %.*s. ", STR_ARG(a->portrait->budget));
    if (count->judged)
        paper_say(p, PAPER_PLAIN,
                  "Whether the result was worth its costs can be said of %zu of %zu measures.",
                  count->judged, count->of);
    else if (count->of)
        paper_say(p, PAPER_PLAIN,
                  "Whether the result was worth its costs can't be said of any measure.");
    paper_end(p, PAPER_PARAGRAPH);
    if (count->judged) list_judged(a, "efficiency");
    end_answer(a);
}

/* --- what is not known, in short ----------------------------------------------------------------------------------- */

struct reasons {
    size_t of[REASON_COUNT];
    size_t own; /* by the author's own word */
};

static struct reasons reasons_of(const struct account *a)
{
    struct reasons reasons = {.own = 0};
    for (size_t i = 0; i < a->result->rule_count; i++) {
        const struct result_rule *rule = &a->result->rules[i];
        if (rule->group.count || !account_says(rule->standing, "unknown")) continue;
        enum reason reason;
        if (rule->reason.len && reason_from_code(rule->reason, &reason))
            reasons.of[reason]++;
        else
            reasons.own++;
    }
    return reasons;
}

static void answer_unknown(struct account *a)
{
    struct paper *p = a->p;
    struct reasons reasons = reasons_of(a);
    size_t of = 0, judged = 0, ruled = 0;
    for (size_t i = 0; i < a->result->count_count; i++) {
        of += a->result->counts[i].of;
        judged += a->result->counts[i].judged;
    }
    for (size_t i = 0; i < a->result->rule_count; i++)
        ruled += !a->result->rules[i].group.count &&
                 account_says(a->result->rules[i].standing, "unknown");
    begin_answer(a, "q-unknown", "What don't we know?");
    paper_begin(p, PAPER_LEAD);
    paper_say(p, PAPER_PLAIN, "Of %zu things to judge, %zu can't be judged.", of, of - judged);
    paper_end(p, PAPER_LEAD);
    paper_begin(p, PAPER_LIST);
    if (of - judged > ruled) {
        paper_begin(p, PAPER_ITEM);
        paper_say(p, PAPER_PLAIN, "no rule says how to judge it: %zu", of - judged - ruled);
        paper_end(p, PAPER_ITEM);
    }
    for (size_t i = 0; i < REASON_COUNT; i++) {
        if (!reasons.of[i]) continue;
        paper_begin(p, PAPER_ITEM);
        paper_add(p, PAPER_PLAIN, account_made(a, reason_words((enum reason)i)));
        paper_add(p, PAPER_PLAIN, str_printf(a->arena, ": %zu", reasons.of[i]));
        paper_end(p, PAPER_ITEM);
    }
    if (reasons.own) {
        paper_begin(p, PAPER_ITEM);
        paper_say(p, PAPER_PLAIN, "the figures are too uncertain to say it: %zu", reasons.own);
        paper_end(p, PAPER_ITEM);
    }
    paper_end(p, PAPER_LIST);
    paper_begin(p, PAPER_PARAGRAPH);
    paper_link(p, STR("unknown"),
               paper_str(p, "What is not known, why, and what would make it known"));
    paper_end(p, PAPER_PARAGRAPH);
    end_answer(a);
}

static void add_counts(struct account *a)
{
    struct paper *p = a->p;
    const struct paper_column columns[] = {
        {paper_str(p, "criterion"), false}, {paper_str(p, "to judge"), true},
        {paper_str(p, "judged"), true},     {paper_str(p, "positive"), true},
        {paper_str(p, "mixed"), true},      {paper_str(p, "negative"), true},
    };
    paper_table(p, paper_str(p, "What could be judged"), columns, COUNT_OF(columns));
    for (size_t i = 0; i < a->result->count_count; i++) {
        const struct result_count *c = &a->result->counts[i];
        const size_t figures[] = {c->of, c->judged, c->positive, c->mixed, c->negative};
        if (!c->of && !c->always) continue;
        paper_begin(p, PAPER_ROW);
        paper_whole(p, PAPER_CELL, paper_word(p, c->criterion));
        for (size_t k = 0; k < COUNT_OF(figures); k++)
            paper_whole(p, PAPER_NUMBER, str_printf(a->arena, "%zu", figures[k]));
        paper_end(p, PAPER_ROW);
    }
    paper_table_end(p);
}

void account_in_short(struct account *a)
{
    paper_section(a->p, STR("in-short"), paper_str(a->p, "In short"));
    answer_aims(a);
    answer_attainment(a);
    answer_effectiveness(a);
    answer_costs(a);
    answer_unknown(a);
    add_counts(a);
    paper_section_end(a->p);
}

/* --- the map ------------------------------------------------------------------------------------------------------- */

static void add_link_row(struct account *a, const struct map_arrow *arrow)
{
    struct paper *p = a->p;
    const struct portrait_link *link = &a->portrait->links[arrow->links[0]];
    paper_begin(p, PAPER_ROW);
    paper_whole(p, PAPER_CELL, str_printf(a->arena, "%zu", arrow->number));
    paper_begin(p, PAPER_CELL);
    paper_add(p, PAPER_PLAIN, a->map.boxes[arrow->from].title);
    paper_say(p, PAPER_DIM, arrow->harms ? " harms " : " leads to ");
    paper_add(p, PAPER_PLAIN, a->map.boxes[arrow->to].title);
    paper_end(p, PAPER_CELL);
    paper_whole(p, PAPER_CELL, link->because);
    paper_begin(p, PAPER_CELL);
    for (size_t i = 0; i < link->assumptions.count; i++) {
        int holds = map_holds(&a->map, link->assumptions.items[i]);
        if (i) paper_add(p, PAPER_PLAIN, STR("; "));
        paper_add(p, PAPER_PLAIN,
                  item_title(&a->portrait->assumptions[link->assumptions.items[i]].item));
        paper_say(p, PAPER_DIM,
                  holds > 0    ? " (holds)"
                  : holds == 0 ? " (does not hold)"
                               : " (not known whether it holds)");
    }
    paper_end(p, PAPER_CELL);
    paper_begin(p, PAPER_CELL);
    if (arrow->level)
        paper_say(p, PAPER_PLAIN, "level %d", arrow->level);
    else
        paper_say(p, PAPER_DIM, "none stated");
    paper_end(p, PAPER_CELL);
    paper_end(p, PAPER_ROW);
}

static void add_links(struct account *a)
{
    struct paper *p = a->p;
    const struct paper_column columns[] = {
        {paper_str(p, "no."), false},      {paper_str(p, "link"), false},
        {paper_str(p, "because"), false},  {paper_str(p, "assuming"), false},
        {paper_str(p, "evidence"), false},
    };
    if (!a->map.arrow_count) return;
    paper_details(p, paper_str(p, "The links of the picture as a table"));
    paper_table(p, paper_str(p, "What leads to what, and why"), columns, COUNT_OF(columns));
    for (size_t i = 0; i < a->map.arrow_count; i++) add_link_row(a, &a->map.arrows[i]);
    paper_table_end(p);
    paper_details_end(p);
}

void account_map(struct account *a)
{
    struct paper *p = a->p;
    struct str error = STR("");
    struct buf svg = buf_in(a->arena);
    if (!a->map.box_count) return;
    paper_section(p, STR("map"), paper_str(p, "How it is meant to work"));
    paper_begin(p, PAPER_PARAGRAPH);
    paper_say(
        p, PAPER_PLAIN,
        "Measures are to lead to effects, and effects to what is wanted in the end. Each arrow "
        "is a claim that can be wrong; the number on it is that of its reason in the table.");
    paper_end(p, PAPER_PARAGRAPH);
    if (p->form->pictures) {
        if (map_svg_inline(&svg, &a->map, &error))
            p->form->picture(p, buf_str(&svg), true);
        else {
            paper_begin(p, PAPER_SOFT);
            paper_say(p, PAPER_PLAIN,
                      "The theory is too large for a picture; `pol graph` draws a "
                      "part of it.");
            paper_end(p, PAPER_SOFT);
        }
    }
    add_links(a);
    paper_section_end(p);
}

/* --- the whole report ---------------------------------------------------------------------------------------------- */

static void write_whole(struct account *a)
{
    account_in_short(a);
    account_map(a);
    account_goals(a);
    account_measures(a);
    account_unknown(a);
    account_assumptions(a);
    account_risks(a);
    account_agenda(a);
    account_recommendations(a);
    account_glossary(a);
    account_findings(a);
    account_inputs(a);
    account_about(a);
}

/* The sections that there are, as links. */
static void add_contents(struct account *a)
{
    struct paper *p = a->p;
    buf_printf(p->out, "<nav aria-label=\"%s\">\n<ul>\n", paper_tr(p, "Contents"));
    for (size_t i = 0; i < p->content_count; i++) {
        buf_add(p->out, STR("<li>"));
        paper_link(p, p->contents[i].id, p->contents[i].title);
        buf_add(p->out, STR("</li>\n"));
    }
    buf_add(p->out, STR("</ul>\n</nav>\n"));
}

static const struct paper_form *const forms[] = {&paper_html, &paper_markdown, &paper_csv};

const struct paper_form *paper_form_find(struct str name)
{
    for (size_t i = 0; i < COUNT_OF(forms); i++)
        if (str_equal(str_from(forms[i]->name), name)) return forms[i];
    return NULL;
}

const char *const *paper_form_names(void)
{
    static const char *const names[] = {"html", "md", "csv", NULL};
    return names;
}

static void begin(struct account *a, struct paper *p, const struct report *report,
                  const struct paper_form *form)
{
    static const struct map_choice all = {.depth = -1};
    struct str error = STR("");
    *p = (struct paper){
        .arena = report->arena,
        .report = report,
        .language = report->language,
        .form = form,
    };
    *a = (struct account){
        .p = p,
        .report = report,
        .result = report->result,
        .portrait = report->portrait,
        .arena = report->arena,
    };
    /* Without nodes there is no picture, and still there are titles. */
    if (!map_make(&a->map, report, &all, &error)) map_add_titles(&a->map);
}

void account_write(struct buf *out, const struct report *report, const struct paper_form *form,
                   const struct paper_template *template)
{
    struct account a;
    struct paper p;
    struct buf body = buf_in(report->arena);
    begin(&a, &p, report, form);
    p.out = &body;
    if (template)
        template->write(&a);
    else
        write_whole(&a);
    p.out = out;
    form->begin(&p, policy_title(&a));
    if (!form->tables_only) add_head(&a);
    if (form->pictures) {
        add_contents(&a);
        buf_add(out, STR("<main id=\"main\">\n"));
    }
    buf_add(out, buf_str(&body));
    if (form->pictures) buf_add(out, STR("</main>\n"));
    form->end(&p);
}
