/* The report to readers: the goals and the measures, one by one. */
#include "render/account.h"
#include "render/figures.h"

/* --- what both have ------------------------------------------------------------------------------------------------ */

static void add_fact(struct account *a, const char *what, struct str text, bool *any)
{
    struct paper *p = a->p;
    if (!text.len) return;
    if (*any) paper_add(p, PAPER_PLAIN, STR("; "));
    *any = true;
    paper_add(p, PAPER_DIM, paper_str(p, what));
    paper_add(p, PAPER_PLAIN, STR(" "));
    paper_add(p, PAPER_PLAIN, text);
}

static struct str titles_of_nodes(const struct account *a, const struct portrait_places *places)
{
    struct buf text = buf_in(a->arena);
    for (size_t i = 0; i < places->count; i++)
        buf_printf(&text, "%s%.*s", i ? ", " : "",
                   STR_ARG(item_title(&a->portrait->nodes[places->items[i]].item)));
    return buf_str(&text);
}

static struct str titles_of_terms(const struct account *a, const struct portrait_places *places)
{
    struct buf text = buf_in(a->arena);
    for (size_t i = 0; i < places->count; i++)
        buf_printf(&text, "%s%.*s", i ? ", " : "",
                   STR_ARG(item_title(&a->portrait->terms[places->items[i]].item)));
    return buf_str(&text);
}

static void add_facts(struct account *a, const struct portrait_node *node)
{
    struct paper *p = a->p;
    bool any = false;
    struct str theme = node->item.theme == PORTRAIT_NONE
                           ? STR("")
                           : item_title(&a->portrait->themes[node->item.theme]);
    paper_begin(p, PAPER_SOFT);
    add_fact(a,
             "kind:", paper_word(p, node->level == PORTRAIT_MEASURE ? node->kind : node->kind_word),
             &any);
    add_fact(a, "status:", paper_word(p, node->status), &any);
    add_fact(a, "responsible:", account_actor(a, node->item.owner), &any);
    add_fact(a, "theme:", theme, &any);
    add_fact(a, "step of behaviour:", paper_word(p, node->step), &any);
    add_fact(a, "formulated:", node->formulated, &any);
    add_fact(a, "adopted:", node->adopted, &any);
    add_fact(a, "runs:", account_range(a, node->runs), &any);
    add_fact(a, "answers:", titles_of_nodes(a, &node->answers), &any);
    add_fact(a, "reaches:", titles_of_terms(a, &node->reaches), &any);
    if (!any) paper_say(p, PAPER_PLAIN, "Nobody is said to be responsible.");
    paper_end(p, PAPER_SOFT);
}

/* What the evidence of a link is: studies with their level and what they found. */
static void add_studies(struct account *a, const struct portrait_places *places)
{
    struct paper *p = a->p;
    for (size_t i = 0; i < places->count; i++) {
        const struct portrait_study *study = &a->portrait->studies[places->items[i]];
        paper_say(p, PAPER_DIM, " Evidence: ");
        paper_add(p, PAPER_PLAIN, item_title(&study->item));
        if (study->level) paper_say(p, PAPER_PLAIN, ", level %d", study->level);
        if (study->finds.len)
            paper_say(p, PAPER_PLAIN, ", finds: %.*s", STR_ARG(paper_word(p, study->finds)));
        paper_add(p, PAPER_PLAIN, STR("."));
    }
}

static void add_assumed(struct account *a, const struct portrait_link *link)
{
    struct paper *p = a->p;
    for (size_t i = 0; i < link->assumptions.count; i++) {
        size_t place = link->assumptions.items[i];
        int holds = map_holds(&a->map, place);
        paper_say(p, PAPER_DIM, " Assuming: ");
        paper_add(p, PAPER_PLAIN, item_title(&a->portrait->assumptions[place].item));
        paper_say(p, PAPER_PLAIN,
                  holds > 0    ? " (holds)"
                  : holds == 0 ? " (does not hold)"
                               : " (not known whether it holds)");
        paper_add(p, PAPER_PLAIN, STR("."));
    }
}

static const struct result_rule *rule_for(const struct account *a, const char *criterion,
                                          struct str node, struct str measure)
{
    for (size_t i = 0; i < a->result->rule_count; i++) {
        const struct result_rule *rule = &a->result->rules[i];
        if (!rule->group.count && account_says(rule->criterion, criterion) &&
            str_equal(rule->node, node) && str_equal(rule->measure, measure))
            return rule;
    }
    return NULL;
}

/* One link: from where or to where, why, and whether it worked. */
static void add_link(struct account *a, const struct portrait_link *link, bool inward)
{
    struct paper *p = a->p;
    const struct portrait_node *from = &a->portrait->nodes[link->from];
    const struct portrait_node *other = &a->portrait->nodes[inward ? link->from : link->to];
    const char *criterion = link->harms ? "side_effect" : "effectiveness";
    paper_begin(p, PAPER_ITEM);
    if (link->harms) paper_say(p, PAPER_STRONG, "Side effect: ");
    paper_link(p, account_id(a, "node", other->item.name), item_title(&other->item));
    if (from->level == PORTRAIT_MEASURE) {
        const struct result_rule *rule =
            rule_for(a, criterion, a->portrait->nodes[link->to].item.name, from->item.name);
        paper_add(p, PAPER_PLAIN, STR(" "));
        paper_standing(p, rule ? rule->standing : STR(""),
                       rule ? str_printf(a->arena, "%.*s: %.*s",
                                         STR_ARG(paper_word(p, rule->criterion)),
                                         STR_ARG(paper_verdict(p, rule)))
                            : paper_str(p, link->harms ? "side effect: no rule judges it"
                                                       : "effectiveness: no rule judges it"));
    }
    if (link->because.len) {
        paper_say(p, PAPER_PLAIN, ", because ");
        paper_add(p, PAPER_PLAIN, link->because);
    }
    paper_add(p, PAPER_PLAIN, STR("."));
    if (link->after.len) paper_say(p, PAPER_PLAIN, " After %.*s.", STR_ARG(link->after));
    if (link->size.len) paper_say(p, PAPER_PLAIN, " Expected size: %.*s.", STR_ARG(link->size));
    add_assumed(a, link);
    add_studies(a, &link->evidence);
    paper_end(p, PAPER_ITEM);
}

static void add_links(struct account *a, size_t node, bool inward, const char *head)
{
    struct paper *p = a->p;
    bool any = false;
    for (size_t i = 0; i < a->portrait->links_count; i++) {
        const struct portrait_link *link = &a->portrait->links[i];
        if ((inward ? link->to : link->from) != node) continue;
        if (!any) {
            paper_begin(p, PAPER_PARAGRAPH);
            paper_add(p, PAPER_STRONG, paper_str(p, head));
            paper_end(p, PAPER_PARAGRAPH);
            paper_begin(p, PAPER_LIST);
        }
        any = true;
        add_link(a, link, inward);
    }
    if (any) paper_end(p, PAPER_LIST);
}

/* Verdicts on the node itself; those on measures stand there. Answers whether it was judged. */
static bool add_verdicts(struct account *a, struct str name, bool measure)
{
    bool judged = false;
    for (size_t i = 0; i < a->result->rule_count; i++) {
        const struct result_rule *rule = &a->result->rules[i];
        struct str home = rule->measure.len ? rule->measure : rule->node;
        if (rule->group.count || !str_equal(home, name)) continue;
        account_rule(a, rule);
        judged |= account_says(rule->criterion, measure ? "effectiveness" : "attainment");
    }
    return judged;
}

static void add_unjudged(struct account *a, const char *criterion, const char *text)
{
    struct paper *p = a->p;
    paper_begin(p, PAPER_PARAGRAPH);
    paper_add(p, PAPER_STRONG, paper_word(p, str_from(criterion)));
    paper_add(p, PAPER_PLAIN, STR(" "));
    paper_standing(p, STR(""), paper_str(p, text));
    paper_end(p, PAPER_PARAGRAPH);
}

/* --- goals ------------------------------------------------------------------------------------------------------- */

static void add_goal(struct account *a, size_t place)
{
    const struct portrait_node *node = &a->portrait->nodes[place];
    struct paper *p = a->p;
    paper_begin(p, PAPER_CARD);
    paper_section(p, account_id(a, "node", node->item.name), item_title(&node->item));
    add_facts(a, node);
    if (!add_verdicts(a, node->item.name, false))
        add_unjudged(a, "attainment", "no rule says how to judge it");
    account_indicators(a, node->item.name);
    bool any = false;
    for (size_t i = 0; i < a->result->indicator_count; i++)
        any |= str_equal(a->result->indicators[i].of, node->item.name);
    if (!any) {
        paper_begin(p, PAPER_PARAGRAPH);
        paper_say(p, PAPER_PLAIN, "No indicator shows it: there are no figures.");
        paper_end(p, PAPER_PARAGRAPH);
    }
    add_links(a, place, true, "What is to lead to it");
    account_notes(a, &node->item);
    paper_section_end(p);
    paper_end(p, PAPER_CARD);
}

static void add_level(struct account *a, enum portrait_level level, const char *id,
                      const char *title)
{
    bool any = false;
    for (size_t i = 0; i < a->portrait->nodes_count; i++) {
        if (a->portrait->nodes[i].level != level || !account_wants(a, i)) continue;
        if (!any) paper_section(a->p, str_from(id), paper_str(a->p, title));
        any = true;
        add_goal(a, i);
    }
    if (any) paper_section_end(a->p);
}

void account_goals(struct account *a)
{
    add_level(a, PORTRAIT_IMPACT, "impacts", "What is wanted in the end");
    add_level(a, PORTRAIT_EFFECT, "effects", "What is to change on the way");
}

/* --- measures ---------------------------------------------------------------------------------------------------- */

/* What one unit of the effect cost, where a rule asks for it, and how later money was made comparable. */
static void add_worth(struct account *a, struct str measure)
{
    struct paper *p = a->p;
    const struct result_cost *cost = NULL;
    for (size_t i = 0; i < a->result->cost_count; i++)
        if (str_equal(a->result->costs[i].name, measure)) cost = &a->result->costs[i];
    if (!cost || !cost->per_count) return;
    paper_begin(p, PAPER_LIST);
    for (size_t i = 0; i < cost->per_count; i++) {
        const struct result_cost_per *per = &cost->pers[i];
        struct buf point = buf_in(a->arena), range = buf_in(a->arena);
        figures_say(&point, p->language, &per->point);
        figures_say(&range, p->language, &per->result);
        paper_begin(p, PAPER_ITEM);
        paper_say(p, PAPER_PLAIN, "Costs for each unit of the effect: ");
        paper_add(p, PAPER_CODE, per->text);
        paper_add(p, PAPER_PLAIN, str_printf(a->arena, " = %.*s", STR_ARG(buf_str(&point))));
        if (per->unbounded)
            paper_say(p, PAPER_PLAIN, "; the effect may be none, so there is no upper limit");
        else if (per->result.kind == RESULT_NUMBER && per->result.uncertain)
            paper_say(p, PAPER_PLAIN, "; likely within %.*s", STR_ARG(buf_str(&range)));
        paper_add(p, PAPER_PLAIN, STR("."));
        paper_end(p, PAPER_ITEM);
    }
    paper_end(p, PAPER_LIST);
}

static void add_costs(struct account *a, const struct portrait_node *node)
{
    struct paper *p = a->p;
    const struct result_spending *spending = NULL;
    for (size_t i = 0; i < a->result->spending_count; i++)
        if (str_equal(a->result->spendings[i].measure, node->item.name))
            spending = &a->result->spendings[i];
    paper_begin(p, PAPER_PARAGRAPH);
    paper_say(p, PAPER_STRONG, "Costs: ");
    struct buf total = buf_in(a->arena);
    if (spending) figures_say(&total, p->language, &spending->total);
    if (!spending)
        paper_say(p, PAPER_PLAIN, "not stated");
    else
        paper_add(p, PAPER_PLAIN, buf_str(&total));
    if (spending && spending->total.kind == RESULT_MISSING)
        paper_add(
            p, PAPER_DIM,
            str_printf(a->arena, " (%.*s)", STR_ARG(account_made(a, spending->total.reason.text))));
    paper_end(p, PAPER_PARAGRAPH);
    add_worth(a, node->item.name);
    if (!spending || !spending->year_count) return;
    const struct paper_column columns[] = {
        {paper_str(p, "year"), false},
        {say_unit(a->arena, p->language, spending->unit), true},
    };
    paper_details(p, paper_str(p, "The costs by year"));
    paper_table(
        p, str_printf(a->arena, paper_tr(p, "Costs of %.*s"), STR_ARG(item_title(&node->item))),
        columns, COUNT_OF(columns));
    for (size_t i = 0; i < spending->year_count; i++) {
        struct buf text = buf_in(a->arena);
        if (spending->years[i].value.kind == RESULT_NUMBER)
            figures_number(&text, p->language, &spending->years[i].value);
        else
            buf_add(&text, paper_str(p, "unknown"));
        paper_begin(p, PAPER_ROW);
        paper_whole(p, PAPER_CELL, spending->years[i].period);
        paper_whole(p, PAPER_NUMBER, buf_str(&text));
        paper_end(p, PAPER_ROW);
    }
    paper_table_end(p);
    paper_details_end(p);
}

static void add_measure(struct account *a, size_t place)
{
    const struct portrait_node *node = &a->portrait->nodes[place];
    struct paper *p = a->p;
    paper_begin(p, PAPER_CARD);
    paper_section(p, account_id(a, "node", node->item.name), item_title(&node->item));
    add_facts(a, node);
    if (!add_verdicts(a, node->item.name, true))
        add_unjudged(a, "effectiveness", "no rule says how to judge it");
    add_costs(a, node);
    if (node->evidence.count) {
        paper_begin(p, PAPER_PARAGRAPH);
        add_studies(a, &node->evidence);
        paper_end(p, PAPER_PARAGRAPH);
    }
    account_indicators(a, node->item.name);
    add_links(a, place, false, "What it is to lead to");
    account_notes(a, &node->item);
    paper_section_end(p);
    paper_end(p, PAPER_CARD);
}

void account_measures(struct account *a)
{
    bool any = false;
    for (size_t i = 0; i < a->portrait->nodes_count; i++) {
        if (a->portrait->nodes[i].level != PORTRAIT_MEASURE || !account_wants(a, i)) continue;
        if (!any) paper_section(a->p, STR("measures"), paper_str(a->p, "What is done for it"));
        any = true;
        add_measure(a, i);
    }
    if (any) paper_section_end(a->p);
}
