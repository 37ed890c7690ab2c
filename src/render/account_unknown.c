/* The report to readers: what is not known, and what the theory rests on. */
#include "render/account.h"
#include "render/figures.h"
#include "render/remedies.h"

/* --- what is not known ------------------------------------------------------------------------------------------- */

static void begin_row(struct account *a, struct str id, struct str title, struct str criterion)
{
    paper_begin(a->p, PAPER_ROW);
    paper_begin(a->p, PAPER_CELL);
    paper_link(a->p, account_id(a, "node", id), title);
    paper_end(a->p, PAPER_CELL);
    paper_whole(a->p, PAPER_CELL, paper_word(a->p, criterion));
}

static void add_unknown_rule(struct account *a, const struct result_rule *rule)
{
    struct paper *p = a->p;
    const struct str *remedies;
    size_t count = remedies_of_rule(a->arena, rule, &remedies);
    struct str title = account_title(a, rule->node);
    if (rule->measure.len && !str_equal(rule->measure, rule->node))
        title = str_printf(a->arena, "%.*s \xe2\x86\x92 %.*s",
                           STR_ARG(account_title(a, rule->measure)), STR_ARG(title));
    begin_row(a, rule->measure.len ? rule->measure : rule->node, title, rule->criterion);
    paper_begin(p, PAPER_CELL);
    paper_prose(p, account_made(a, rule->why));
    paper_end(p, PAPER_CELL);
    paper_begin(p, PAPER_CELL);
    for (size_t i = 0; i < count; i++) {
        if (i) paper_add(p, PAPER_PLAIN, STR("; "));
        paper_prose(p, account_made(a, remedies[i]));
    }
    if (!count)
        paper_say(p, PAPER_PLAIN,
                  "figures that are less uncertain: more periods, or another method");
    paper_end(p, PAPER_CELL);
    paper_end(p, PAPER_ROW);
}

static bool is_judged(const struct account *a, const char *criterion, struct str node,
                      struct str measure)
{
    for (size_t i = 0; i < a->result->rule_count; i++) {
        const struct result_rule *rule = &a->result->rules[i];
        if (account_says(rule->criterion, criterion) && str_equal(rule->node, node) &&
            (!measure.len || str_equal(rule->measure, measure)))
            return true;
    }
    return false;
}

static bool has_indicator(const struct account *a, struct str name)
{
    for (size_t i = 0; i < a->portrait->indicators_count; i++)
        if (str_equal(a->portrait->indicators[i].of, name)) return true;
    return false;
}

/* What has no rule, and what there would have to be. */
static void add_unruled(struct account *a, const struct portrait_node *node, const char *criterion,
                        const char *remedy)
{
    struct paper *p = a->p;
    begin_row(a, node->item.name, item_title(&node->item), str_from(criterion));
    paper_begin(p, PAPER_CELL);
    paper_say(p, PAPER_PLAIN, "no rule says how to judge it");
    paper_end(p, PAPER_CELL);
    paper_whole(p, PAPER_CELL, paper_str(p, remedy));
    paper_end(p, PAPER_ROW);
}

static bool has_unruled_link(const struct account *a, size_t node)
{
    const struct portrait *portrait = a->portrait;
    for (size_t i = 0; i < portrait->links_count; i++)
        if (portrait->links[i].from == node && !portrait->links[i].harms &&
            !is_judged(a, "effectiveness", portrait->nodes[portrait->links[i].to].item.name,
                       portrait->nodes[node].item.name))
            return true;
    return false;
}

static void add_all_unruled(struct account *a)
{
    for (size_t i = 0; i < a->portrait->nodes_count; i++) {
        const struct portrait_node *node = &a->portrait->nodes[i];
        if (!account_wants(a, i)) continue;
        if (node->level != PORTRAIT_MEASURE) {
            if (!is_judged(a, "attainment", node->item.name, STR("")))
                add_unruled(
                    a, node, "attainment",
                    has_indicator(a, node->item.name)
                        ? "a target, and a rule that says when it is achieved"
                        : "an indicator with figures, a target, and a rule that says when it "
                          "is achieved");
            continue;
        }
        if (has_unruled_link(a, i))
            add_unruled(
                a, node, "effectiveness",
                "figures from before and after it began, a comparison with those who did not "
                "have it, and a rule");
        if (!node->costs.count)
            add_unruled(a, node, "efficiency",
                        "its costs, and a rule that sets them against what came "
                        "of it");
    }
}

void account_unknown(struct account *a)
{
    struct paper *p = a->p;
    const struct paper_column columns[] = {
        {paper_str(p, "what"), false},
        {paper_str(p, "criterion"), false},
        {paper_str(p, "why it is not known"), false},
        {paper_str(p, "what would make it known"), false},
    };
    paper_section(p, STR("unknown"), paper_str(p, "What is not known"));
    paper_begin(p, PAPER_PARAGRAPH);
    paper_say(p, PAPER_PLAIN,
              "A verdict is never guessed. What could not be judged stands here, with "
              "the reason and with what would make it known.");
    paper_end(p, PAPER_PARAGRAPH);
    paper_table(p, paper_str(p, "What could not be judged"), columns, COUNT_OF(columns));
    for (size_t i = 0; i < a->result->rule_count; i++)
        if (!a->result->rules[i].group.count &&
            account_says(a->result->rules[i].standing, "unknown"))
            add_unknown_rule(a, &a->result->rules[i]);
    add_all_unruled(a);
    paper_table_end(p);
    paper_section_end(p);
}

/* --- assumptions --------------------------------------------------------------------------------------------------- */

static const struct result_assumption *find_assumption(const struct account *a, struct str name)
{
    for (size_t i = 0; i < a->result->assumption_count; i++)
        if (str_equal(a->result->assumptions[i].name, name)) return &a->result->assumptions[i];
    return NULL;
}

static void add_assumption(struct account *a, const struct portrait_assumption *assumption)
{
    struct paper *p = a->p;
    const struct result_assumption *result = find_assumption(a, assumption->item.name);
    int holds = result ? result->holds : -1;
    paper_begin(p, PAPER_ROW);
    paper_whole(p, PAPER_CELL, item_title(&assumption->item));
    paper_begin(p, PAPER_CELL);
    paper_standing(p,
                   holds > 0    ? STR("positive")
                   : holds == 0 ? STR("negative")
                                : STR(""),
                   paper_str(p, holds > 0               ? "holds"
                                : holds == 0            ? "does not hold"
                                : assumption->holds.len ? "not known whether it holds"
                                                        : "nothing says when it holds"));
    paper_end(p, PAPER_CELL);
    paper_begin(p, PAPER_CELL);
    if (assumption->holds.len) paper_add(p, PAPER_CODE, assumption->holds);
    paper_end(p, PAPER_CELL);
    paper_begin(p, PAPER_CELL);
    for (size_t i = 0; i < assumption->item.notes.count; i++)
        paper_add(
            p, PAPER_PLAIN,
            str_printf(a->arena, "%s%.*s", i ? " " : "", STR_ARG(assumption->item.notes.items[i])));
    for (size_t i = 0; i < assumption->item.sources.count; i++)
        paper_add(p, PAPER_DIM,
                  str_printf(a->arena, " [%.*s]", STR_ARG(assumption->item.sources.items[i])));
    paper_end(p, PAPER_CELL);
    paper_end(p, PAPER_ROW);
}

void account_assumptions(struct account *a)
{
    struct paper *p = a->p;
    const struct paper_column columns[] = {
        {paper_str(p, "assumption"), false},
        {paper_str(p, "does it hold?"), false},
        {paper_str(p, "it holds when"), false},
        {paper_str(p, "notes and sources"), false},
    };
    if (!a->portrait->assumptions_count || a->result->only_count) return;
    paper_section(p, STR("assumptions"), paper_str(p, "What it rests on"));
    paper_table(p, paper_str(p, "Assumptions"), columns, COUNT_OF(columns));
    for (size_t i = 0; i < a->portrait->assumptions_count; i++)
        add_assumption(a, &a->portrait->assumptions[i]);
    paper_table_end(p);
    paper_section_end(p);
}

/* --- risks ----------------------------------------------------------------------------------------------------------- */

static void add_figure(struct account *a, const struct result_value *value)
{
    struct buf text = buf_in(a->arena);
    if (value->kind == RESULT_NUMBER)
        figures_say(&text, a->p->language, value);
    else
        buf_add(&text, paper_str(a->p, "not stated"));
    paper_whole(a->p, PAPER_NUMBER, buf_str(&text));
}

static void add_risk(struct account *a, const struct result_risk *risk,
                     const struct portrait_risk *declared)
{
    struct paper *p = a->p;
    bool known = risk->score.kind == RESULT_NUMBER && risk->appetite.kind == RESULT_NUMBER;
    int order = known ? num_compare(&risk->score.number, &risk->appetite.number) : 0;
    paper_begin(p, PAPER_ROW);
    paper_whole(p, PAPER_CELL, risk->title.len ? risk->title : risk->name);
    paper_begin(p, PAPER_CELL);
    for (size_t i = 0; i < declared->threatens.count; i++) {
        const struct portrait_node *node = &a->portrait->nodes[declared->threatens.items[i]];
        if (i) paper_add(p, PAPER_PLAIN, STR(", "));
        paper_link(p, account_id(a, "node", node->item.name), item_title(&node->item));
    }
    paper_end(p, PAPER_CELL);
    add_figure(a, &risk->score);
    add_figure(a, &risk->appetite);
    paper_begin(p, PAPER_CELL);
    paper_standing(p,
                   !known      ? STR("")
                   : order > 0 ? STR("negative")
                               : STR("positive"),
                   paper_str(p, !known      ? "can't be judged"
                                : order > 0 ? "above the appetite"
                                            : "within the appetite"));
    if (risk->accepted_by.len)
        paper_say(p, PAPER_PLAIN, ", accepted by %.*s",
                  STR_ARG(account_title(a, risk->accepted_by)));
    paper_end(p, PAPER_CELL);
    paper_end(p, PAPER_ROW);
}

void account_risks(struct account *a)
{
    struct paper *p = a->p;
    const struct paper_column columns[] = {
        {paper_str(p, "risk"), false},
        {paper_str(p, "threatens"), false},
        {paper_str(p, "likelihood × severity"), true},
        {paper_str(p, "appetite"), true},
        {paper_str(p, "verdict"), false},
    };
    if (!a->result->risk_count) return;
    paper_section(p, STR("risks"), paper_str(p, "Risks against what is accepted"));
    paper_table(p, paper_str(p, "Risks"), columns, COUNT_OF(columns));
    for (size_t i = 0; i < a->result->risk_count && i < a->portrait->risks_count; i++)
        add_risk(a, &a->result->risks[i], &a->portrait->risks[i]);
    paper_table_end(p);
    paper_section_end(p);
}
