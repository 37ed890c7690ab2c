/* Documents in the forms that ministries and the European Union ask for. The models are those of the
 * Rijksbegrotingsvoorschriften (1.32d in the budget, 1.44 its annex, 3.45 in the annual report), the frame
 * `Beleidskeuzes uitgelegd` of article 3.1 of the Comptabiliteitswet 2016, and the logframe of the
 * European Commission. */
#include "base/calendar.h"
#include "base/period.h"
#include "render/account.h"
#include "render/axis.h"
#include "render/figures.h"

static const struct paper_template *templates(void)
{
    static const struct paper_template all[] = {
#define TEMPLATE(name, purpose, function, language) {#name, purpose, function, language},
#include "render/templates.def"
#undef TEMPLATE
        {NULL, NULL, NULL, NULL},
    };
    return all;
}

const struct paper_template *paper_template_find(struct str name)
{
    for (const struct paper_template *t = templates(); t->name; t++)
        if (str_equal(str_from(t->name), name)) return t;
    return NULL;
}

const char *const *paper_template_names(void)
{
    static const char *const names[] = {
#define TEMPLATE(name, purpose, function, language) #name,
#include "render/templates.def"
#undef TEMPLATE
        NULL,
    };
    return names;
}

/* --- what several have --------------------------------------------------------------------------------------------- */

static void cell(struct account *a, struct str text)
{
    paper_whole(a->p, PAPER_CELL, text);
}

static struct str joined(const struct account *a, const struct portrait_texts *texts)
{
    struct buf text = buf_in(a->arena);
    for (size_t i = 0; i < texts->count; i++)
        buf_printf(&text, "%s%.*s", i ? "; " : "", STR_ARG(texts->items[i]));
    return buf_str(&text);
}

static struct str titles(const struct account *a, const struct portrait_texts *names)
{
    struct buf text = buf_in(a->arena);
    for (size_t i = 0; i < names->count; i++)
        buf_printf(&text, "%s%.*s", i ? "; " : "", STR_ARG(account_title(a, names->items[i])));
    return buf_str(&text);
}

static struct str figure(const struct account *a, const struct result_value *value)
{
    struct buf text = buf_in(a->arena);
    if (value->kind == RESULT_NUMBER) figures_say(&text, a->p->language, value);
    return buf_str(&text);
}

/* --- the strategic evaluation agenda --------------------------------------------------------------------------------- */

/* Its own theme, else that of the first thing with one that it is of, else the policy. */
static struct str theme_of(const struct account *a, const struct portrait_evaluation *e)
{
    size_t theme = e->item.theme;
    for (size_t i = 0; i < e->of.count && theme == PORTRAIT_NONE; i++) {
        size_t node = account_node(a, e->of.items[i]);
        if (node != SIZE_MAX) theme = a->portrait->nodes[node].item.theme;
    }
    if (theme != PORTRAIT_NONE) return item_title(&a->portrait->themes[theme]);
    return item_title(&a->portrait->policy);
}

static struct str articles_of(const struct account *a, const struct portrait_evaluation *e)
{
    if (e->item.articles.count) return joined(a, &e->item.articles);
    for (size_t i = 0; i < e->of.count; i++) {
        size_t node = account_node(a, e->of.items[i]);
        if (node != SIZE_MAX && a->portrait->nodes[node].item.articles.count)
            return joined(a, &a->portrait->nodes[node].item.articles);
    }
    return joined(a, &a->portrait->policy.articles);
}

static struct str status_of(const struct account *a, const struct portrait_evaluation *e)
{
    struct str status = e->status.len ? e->status : STR("planned");
    return say_verdict(a->arena, a->p->language, STR("sea"), status);
}

/* What all three tables begin with. */
static void begin_study(struct account *a, const struct portrait_evaluation *e)
{
    paper_begin(a->p, PAPER_ROW);
    cell(a, theme_of(a, e));
    cell(a, e->of.count ? titles(a, &e->of) : item_title(&e->item));
    cell(a, e->kind.len ? say_verdict(a->arena, a->p->language, STR("sea"), e->kind)
                        : paper_str(a->p, "evaluation"));
    cell(a, e->planned);
}

static void add_agenda(struct account *a)
{
    struct paper *p = a->p;
    const struct paper_column columns[] = {
        {paper_str(p, "Theme"), false},         {paper_str(p, "Subtheme"), false},
        {paper_str(p, "Kind of study"), false}, {paper_str(p, "Completed in"), false},
        {paper_str(p, "Status"), false},        {paper_str(p, "Budget article(s)"), false},
    };
    paper_table(p, paper_str(p, "Strategic evaluation agenda (model 1.32d)"), columns,
                COUNT_OF(columns));
    for (size_t i = 0; i < a->portrait->evaluations_count; i++) {
        const struct portrait_evaluation *e = &a->portrait->evaluations[i];
        begin_study(a, e);
        cell(a, status_of(a, e));
        cell(a, articles_of(a, e));
        paper_end(p, PAPER_ROW);
    }
    paper_table_end(p);
}

static void add_elaboration(struct account *a)
{
    struct paper *p = a->p;
    const struct paper_column columns[] = {
        {paper_str(p, "Theme"), false},          {paper_str(p, "Subtheme"), false},
        {paper_str(p, "Kind of study"), false},  {paper_str(p, "Completed in"), false},
        {paper_str(p, "What it is for"), false}, {paper_str(p, "Budget article(s)"), false},
    };
    paper_table(p, paper_str(p, "Elaboration of the strategic evaluation agenda (model 1.44)"),
                columns, COUNT_OF(columns));
    for (size_t i = 0; i < a->portrait->evaluations_count; i++) {
        const struct portrait_evaluation *e = &a->portrait->evaluations[i];
        struct str questions = joined(a, &e->questions), notes = joined(a, &e->item.notes);
        if (account_says(e->status, "finished")) continue;
        begin_study(a, e);
        cell(a, str_printf(a->arena, "%.*s%s%.*s%s%.*s", STR_ARG(item_title(&e->item)),
                           questions.len ? ": " : "", STR_ARG(questions), notes.len ? ". " : "",
                           STR_ARG(notes)));
        cell(a, articles_of(a, e));
        paper_end(p, PAPER_ROW);
    }
    paper_table_end(p);
}

/* Finished in the year of the report or the three before it; without a year too. */
static bool is_recent(const struct account *a, const struct portrait_evaluation *e)
{
    struct calendar calendar = {a->portrait->year_starts};
    struct days days;
    int32_t as_of;
    if (!axis_days(&calendar, e->planned, &days) || !date_parse_iso(a->result->as_of, &as_of))
        return true;
    return date_from_day(days.last).year >= date_from_day(as_of).year - 3;
}

static void add_finished(struct account *a)
{
    struct paper *p = a->p;
    const struct paper_column columns[] = {
        {paper_str(p, "Theme"), false},
        {paper_str(p, "Subtheme"), false},
        {paper_str(p, "Kind of study"), false},
        {paper_str(p, "Completed in"), false},
        {paper_str(p, "Status"), false},
        {paper_str(p, "Conclusions/recommendations"), false},
        {paper_str(p, "Budget article(s)"), false},
    };
    paper_table(p, paper_str(p, "Finished evaluations and other studies (model 3.45)"), columns,
                COUNT_OF(columns));
    for (size_t i = 0; i < a->portrait->evaluations_count; i++) {
        const struct portrait_evaluation *e = &a->portrait->evaluations[i];
        struct str notes = joined(a, &e->item.notes), sources = joined(a, &e->item.sources);
        if (!account_says(e->status, "finished") || !is_recent(a, e)) continue;
        begin_study(a, e);
        cell(a, status_of(a, e));
        cell(a, str_printf(a->arena, "%.*s%s%.*s%s%.*s", STR_ARG(item_title(&e->item)),
                           notes.len ? ": " : "", STR_ARG(notes), sources.len ? "; " : "",
                           STR_ARG(sources)));
        cell(a, articles_of(a, e));
        paper_end(p, PAPER_ROW);
    }
    paper_table_end(p);
}

void template_sea(struct account *a)
{
    struct paper *p = a->p;
    paper_section(p, STR("sea"), paper_str(p, "Strategic evaluation agenda"));
    add_agenda(a);
    add_elaboration(a);
    add_finished(a);
    paper_section_end(p);
}

/* --- article 3.1 ------------------------------------------------------------------------------------------------------ */

static const struct result_indicator *indicator_of(const struct account *a, struct str of,
                                                   size_t *next)
{
    for (; *next < a->result->indicator_count; ++*next)
        if (str_equal(a->result->indicators[*next].of, of))
            return &a->result->indicators[(*next)++];
    return NULL;
}

static struct str aim_text(const struct account *a, const struct result_aim *aims, size_t count)
{
    struct buf text = buf_in(a->arena);
    for (size_t i = 0; i < count; i++)
        buf_printf(&text, "%s%.*s (%.*s)", i ? "; " : "", STR_ARG(figure(a, &aims[i].value)),
                   STR_ARG(aims[i].period));
    return buf_str(&text);
}

static struct str last_figure(const struct account *a, const struct result_indicator *indicator)
{
    for (size_t i = indicator->period_count; i > 0; i--) {
        const struct result_point *point = &indicator->points[i - 1];
        if (point->value.kind == RESULT_NUMBER && !point->hidden)
            return str_printf(a->arena, "%.*s (%.*s)", STR_ARG(figure(a, &point->value)),
                              STR_ARG(point->period));
    }
    return STR("");
}

static struct str indicator_title(const struct result_indicator *indicator)
{
    return indicator->title.len ? indicator->title : indicator->name;
}

static void add_aims(struct account *a)
{
    struct paper *p = a->p;
    const struct paper_column columns[] = {
        {paper_str(p, "goal"), false},
        {paper_str(p, "indicator"), false},
        {paper_str(p, "baseline"), false},
        {paper_str(p, "target"), false},
    };
    if (a->portrait->goal.len) paper_whole(p, PAPER_LEAD, a->portrait->goal);
    paper_table(p, paper_str(p, "Goals"), columns, COUNT_OF(columns));
    for (size_t i = 0; i < a->portrait->nodes_count; i++) {
        const struct portrait_node *node = &a->portrait->nodes[i];
        size_t next = 0;
        if (node->level != PORTRAIT_EFFECT && node->level != PORTRAIT_IMPACT) continue;
        const struct result_indicator *indicator = indicator_of(a, node->item.name, &next);
        do {
            paper_begin(p, PAPER_ROW);
            cell(a, item_title(&node->item));
            cell(a, indicator ? indicator_title(indicator) : paper_str(p, "no indicator"));
            cell(a, indicator ? aim_text(a, indicator->baselines, indicator->baseline_count)
                              : STR(""));
            cell(a, indicator ? aim_text(a, indicator->targets, indicator->target_count) : STR(""));
            paper_end(p, PAPER_ROW);
            indicator = indicator_of(a, node->item.name, &next);
        } while (indicator);
    }
    paper_table_end(p);
}

static void add_instruments(struct account *a)
{
    struct paper *p = a->p;
    const struct paper_column columns[] = {
        {paper_str(p, "measure"), false},     {paper_str(p, "kind"), false},
        {paper_str(p, "status"), false},      {paper_str(p, "runs"), false},
        {paper_str(p, "responsible"), false},
    };
    paper_table(p, paper_str(p, "Policy instruments"), columns, COUNT_OF(columns));
    for (size_t i = 0; i < a->portrait->nodes_count; i++) {
        const struct portrait_node *node = &a->portrait->nodes[i];
        if (node->level != PORTRAIT_MEASURE) continue;
        paper_begin(p, PAPER_ROW);
        cell(a, item_title(&node->item));
        cell(a, paper_word(p, node->kind));
        cell(a, paper_word(p, node->status));
        cell(a, account_range(a, node->runs));
        cell(a, account_actor(a, node->item.owner));
        paper_end(p, PAPER_ROW);
    }
    paper_table_end(p);
}

static const struct result_spending *spending_of(const struct account *a, struct str measure)
{
    for (size_t i = 0; i < a->result->spending_count; i++)
        if (str_equal(a->result->spendings[i].measure, measure)) return &a->result->spendings[i];
    return NULL;
}

static void add_money(struct account *a)
{
    struct paper *p = a->p;
    const struct paper_column columns[] = {
        {paper_str(p, "measure"), false},
        {paper_str(p, "costs"), true},
        {paper_str(p, "as stated, with who pays"), false},
    };
    if (a->portrait->budget.len) {
        paper_begin(p, PAPER_PARAGRAPH);
        paper_say(p, PAPER_PLAIN, "The budget of the policy: %.*s. ", STR_ARG(a->portrait->budget));
        paper_end(p, PAPER_PARAGRAPH);
    }
    paper_table(p, paper_str(p, "Financial consequences"), columns, COUNT_OF(columns));
    for (size_t i = 0; i < a->portrait->nodes_count; i++) {
        const struct portrait_node *node = &a->portrait->nodes[i];
        if (node->level != PORTRAIT_MEASURE) continue;
        const struct result_spending *spending = spending_of(a, node->item.name);
        paper_begin(p, PAPER_ROW);
        cell(a, item_title(&node->item));
        paper_whole(p, PAPER_NUMBER, spending ? figure(a, &spending->total) : STR(""));
        cell(a, node->costs.count ? joined(a, &node->costs) : paper_str(p, "not stated"));
        paper_end(p, PAPER_ROW);
    }
    paper_table_end(p);
}

static struct str assumed(const struct account *a, const struct portrait_link *link)
{
    struct buf text = buf_in(a->arena);
    for (size_t i = 0; i < link->assumptions.count; i++)
        buf_printf(&text, "%s%.*s", i ? "; " : "",
                   STR_ARG(item_title(&a->portrait->assumptions[link->assumptions.items[i]].item)));
    return buf_str(&text);
}

static void add_pursued(struct account *a)
{
    struct paper *p = a->p;
    const struct paper_column columns[] = {
        {paper_str(p, "measure"), false},  {paper_str(p, "is to lead to"), false},
        {paper_str(p, "because"), false},  {paper_str(p, "assuming"), false},
        {paper_str(p, "evidence"), false},
    };
    paper_table(p, paper_str(p, "Why it should work"), columns, COUNT_OF(columns));
    for (size_t i = 0; i < a->portrait->links_count; i++) {
        const struct portrait_link *link = &a->portrait->links[i];
        const struct portrait_node *from = &a->portrait->nodes[link->from];
        if (from->level != PORTRAIT_MEASURE || link->harms) continue;
        paper_begin(p, PAPER_ROW);
        cell(a, item_title(&from->item));
        cell(a, item_title(&a->portrait->nodes[link->to].item));
        cell(a, link->because);
        cell(a, assumed(a, link));
        cell(a, link->level ? str_printf(a->arena, paper_tr(p, "level %d"), link->level)
                            : paper_str(p, "none stated"));
        paper_end(p, PAPER_ROW);
    }
    paper_table_end(p);
}

static void add_worth(struct account *a)
{
    struct paper *p = a->p;
    const struct paper_column columns[] = {
        {paper_str(p, "measure"), false},
        {paper_str(p, "goal"), false},
        {paper_str(p, "verdict"), false},
        {paper_str(p, "condition"), false},
    };
    paper_table(p, paper_str(p, "When it is worth its costs"), columns, COUNT_OF(columns));
    for (size_t i = 0; i < a->result->rule_count; i++) {
        const struct result_rule *rule = &a->result->rules[i];
        if (rule->group.count || !account_says(rule->criterion, "efficiency")) continue;
        for (size_t k = 0; k < rule->because_count; k++) {
            const struct result_condition *condition = &rule->because[k];
            paper_begin(p, PAPER_ROW);
            cell(a, account_title(a, rule->measure));
            cell(a, account_title(a, rule->node));
            cell(a, condition->role == ROLE_NEEDS
                        ? paper_str(p, "needed")
                        : say_verdict(a->arena, p->language, rule->criterion, condition->word));
            cell(a,
                 condition->role == ROLE_OTHERWISE ? paper_str(p, "otherwise") : condition->text);
            paper_end(p, PAPER_ROW);
        }
    }
    paper_table_end(p);
}

void template_cw31(struct account *a)
{
    static const struct {
        const char *id, *title;
        void (*write)(struct account *);
    } headings[] = {
        {"aims", SAID("1. Goals"), add_aims},
        {"instruments", SAID("2. Policy instruments"), add_instruments},
        {"money", SAID("3. Financial consequences for the state and for others"), add_money},
        {"effectiveness", SAID("4. Effectiveness that is pursued"), add_pursued},
        {"efficiency", SAID("5. Efficiency that is pursued"), add_worth},
        {"evaluation", SAID("6. Evaluation"), add_agenda},
    };
    for (size_t i = 0; i < COUNT_OF(headings); i++) {
        paper_section(a->p, str_from(headings[i].id), paper_str(a->p, headings[i].title));
        headings[i].write(a);
        paper_section_end(a->p);
    }
}

/* --- the letter on recommendations ------------------------------------------------------------------------------------- */

void template_recommendations(struct account *a)
{
    struct paper *p = a->p;
    size_t done = 0, overdue = 0, pending = 0, count = a->result->recommendation_count;
    for (size_t i = 0; i < count; i++) {
        const struct result_recommendation *r = &a->result->recommendations[i];
        done += r->done > 0 || (r->done < 0 && account_says(r->status, "done"));
        overdue += r->overdue;
        pending += !r->response.len || account_says(r->response, "pending");
    }
    paper_section(p, STR("letter"), paper_str(p, "What became of the recommendations"));
    paper_begin(p, PAPER_PARAGRAPH);
    paper_say(p, PAPER_PLAIN, "Recommendations %zu: done %zu, overdue %zu, without an answer %zu.",
              count, done, overdue, pending);
    paper_end(p, PAPER_PARAGRAPH);
    account_recommendations(a);
    paper_section_end(p);
}

/* --- the logical framework ---------------------------------------------------------------------------------------------- */

/* What has to be so for this to lead further. */
static struct str assumptions_from(const struct account *a, size_t node)
{
    struct buf text = buf_in(a->arena);
    for (size_t i = 0; i < a->portrait->links_count; i++) {
        const struct portrait_link *link = &a->portrait->links[i];
        struct str here = link->from == node && !link->harms ? assumed(a, link) : STR("");
        if (here.len) buf_printf(&text, "%s%.*s", text.len ? "; " : "", STR_ARG(here));
    }
    return buf_str(&text);
}

static struct str source_of(const struct account *a, const struct result_indicator *indicator)
{
    for (size_t i = 0; i < a->portrait->indicators_count; i++) {
        const struct portrait_indicator *declared = &a->portrait->indicators[i];
        if (!str_equal(declared->item.name, indicator->name)) continue;
        return declared->item.sources.count ? joined(a, &declared->item.sources) : declared->value;
    }
    return STR("");
}

static void add_logframe_row(struct account *a, size_t node, const char *level,
                             const struct result_indicator *indicator)
{
    struct paper *p = a->p;
    paper_begin(p, PAPER_ROW);
    cell(a, paper_str(p, level));
    cell(a, item_title(&a->portrait->nodes[node].item));
    cell(a, indicator ? indicator_title(indicator) : paper_str(p, "no indicator"));
    cell(a, indicator ? aim_text(a, indicator->baselines, indicator->baseline_count) : STR(""));
    cell(a, indicator ? aim_text(a, indicator->targets, indicator->target_count) : STR(""));
    cell(a, indicator ? last_figure(a, indicator) : STR(""));
    cell(a, indicator ? source_of(a, indicator) : STR(""));
    cell(a, assumptions_from(a, node));
    paper_end(p, PAPER_ROW);
}

void template_logframe(struct account *a)
{
    static const enum portrait_level levels[] = {PORTRAIT_IMPACT, PORTRAIT_EFFECT,
                                                 PORTRAIT_MEASURE};
    static const char *const words[] = {SAID("Impact"), SAID("Outcome"), SAID("Output")};
    struct paper *p = a->p;
    const struct paper_column columns[] = {
        {paper_str(p, "Level"), false},
        {paper_str(p, "Results chain"), false},
        {paper_str(p, "Indicator"), false},
        {paper_str(p, "Baseline (value and year)"), false},
        {paper_str(p, "Target (value and year)"), false},
        {paper_str(p, "Current value"), false},
        {paper_str(p, "Source and mean of verification"), false},
        {paper_str(p, "Assumptions"), false},
    };
    paper_section(p, STR("logframe"), paper_str(p, "Logical framework matrix"));
    paper_table(p, paper_str(p, "Logical framework matrix"), columns, COUNT_OF(columns));
    for (size_t l = 0; l < COUNT_OF(levels); l++)
        for (size_t i = 0; i < a->portrait->nodes_count; i++) {
            const struct portrait_node *node = &a->portrait->nodes[i];
            size_t next = 0;
            if (node->level != levels[l]) continue;
            const struct result_indicator *indicator = indicator_of(a, node->item.name, &next);
            do {
                add_logframe_row(a, i, words[l], indicator);
                indicator = indicator_of(a, node->item.name, &next);
            } while (indicator);
        }
    paper_table_end(p);
    paper_section_end(p);
}
