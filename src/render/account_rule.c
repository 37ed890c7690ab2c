/* The report to readers: verdicts, and the charts of indicators with the tables behind them. */
#include "base/calendar.h"
#include "render/account.h"
#include "render/chart.h"
#include "render/figures.h"

/* --- verdicts ---------------------------------------------------------------------------------------------------- */

static struct str group_name(const struct account *a, const struct result_group *group)
{
    struct buf text = buf_in(a->arena);
    for (size_t i = 0; i < group->count; i++)
        buf_printf(&text, "%s%.*s", i ? " / " : "",
                   STR_ARG(group->missing[i] ? paper_str(a->p, "(none)") : group->values[i]));
    return buf_str(&text);
}

static void add_values(struct account *a, const struct result_condition *condition)
{
    struct paper *p = a->p;
    for (size_t i = 0; i < condition->value_count; i++) {
        const struct result_entry *entry = &condition->values[i];
        struct buf value = buf_in(a->arena);
        figures_say(&value, p->language, &entry->value);
        if (i) paper_add(p, PAPER_PLAIN, STR("; "));
        paper_add(p, PAPER_CODE, entry->text);
        paper_add(p, PAPER_PLAIN, str_printf(a->arena, " = %.*s", STR_ARG(buf_str(&value))));
        if (entry->value.kind == RESULT_MISSING && entry->value.reason.text.len)
            paper_add(p, PAPER_DIM,
                      str_printf(a->arena, " (%.*s)",
                                 STR_ARG(account_made(a, entry->value.reason.text))));
    }
}

static void add_condition(struct account *a, struct str criterion,
                          const struct result_condition *condition)
{
    struct paper *p = a->p;
    paper_begin(p, PAPER_ROW);
    paper_begin(p, PAPER_CELL);
    if (condition->role == ROLE_NEEDS)
        paper_say(p, PAPER_PLAIN, "needed");
    else
        paper_add(p, PAPER_PLAIN, say_verdict(a->arena, p->language, criterion, condition->word));
    paper_end(p, PAPER_CELL);
    paper_begin(p, PAPER_CELL);
    if (condition->role == ROLE_OTHERWISE)
        paper_say(p, PAPER_PLAIN, "otherwise");
    else
        paper_add(p, PAPER_CODE, condition->text);
    paper_end(p, PAPER_CELL);
    paper_begin(p, PAPER_CELL);
    paper_say(p, PAPER_PLAIN,
              condition->truth < 0 ? "unknown"
              : condition->truth   ? "true"
                                   : "false");
    paper_end(p, PAPER_CELL);
    paper_begin(p, PAPER_CELL);
    add_values(a, condition);
    paper_end(p, PAPER_CELL);
    paper_end(p, PAPER_ROW);
}

static void add_conditions(struct account *a, const struct result_rule *rule)
{
    struct paper *p = a->p;
    const struct paper_column columns[] = {
        {paper_str(p, "verdict"), false},
        {paper_str(p, "condition"), false},
        {paper_str(p, "is"), false},
        {paper_str(p, "figures"), false},
    };
    struct shown_place place = report_place(a->report, &rule->location);
    if (!rule->because_count) return;
    paper_details(p, paper_str(p, "How this was judged"));
    paper_begin(p, PAPER_SOFT);
    paper_say(p, PAPER_PLAIN,
              "The conditions were looked at in this order; the first that is true "
              "decides. The rule is ");
    paper_add(p, PAPER_CODE, rule->name);
    if (place.path.len)
        paper_add(p, PAPER_PLAIN,
                  str_printf(a->arena, ", %.*s:%u", STR_ARG(place.path), place.start.line));
    paper_add(p, PAPER_PLAIN, STR("."));
    paper_end(p, PAPER_SOFT);
    paper_table(p, account_title(a, rule->name), columns, COUNT_OF(columns));
    for (size_t i = 0; i < rule->because_count; i++)
        add_condition(a, rule->criterion, &rule->because[i]);
    paper_table_end(p);
    paper_details_end(p);
}

static void add_groups(struct account *a, const struct result_rule *rule)
{
    const struct result_rule *end = a->result->rules + a->result->rule_count;
    struct paper *p = a->p;
    if (rule + 1 >= end || !rule[1].group.count) return;
    paper_begin(p, PAPER_LIST);
    for (const struct result_rule *r = rule + 1; r < end && r->group.count; r++) {
        paper_begin(p, PAPER_ITEM);
        paper_add(p, PAPER_PLAIN, group_name(a, &r->group));
        paper_add(p, PAPER_PLAIN, STR(": "));
        paper_standing(p, r->standing, paper_verdict(p, r));
        if (r->why.len) {
            paper_add(p, PAPER_PLAIN, STR(" "));
            paper_add(p, PAPER_DIM, account_made(a, r->why));
        }
        paper_end(p, PAPER_ITEM);
    }
    paper_end(p, PAPER_LIST);
}

static void add_head(struct account *a, const struct result_rule *rule)
{
    struct paper *p = a->p;
    paper_begin(p, PAPER_PARAGRAPH);
    paper_add(p, PAPER_STRONG, paper_word(p, rule->criterion));
    paper_add(p, PAPER_PLAIN, STR(" "));
    if (rule->measure.len && !str_equal(rule->measure, rule->node)) {
        paper_say(p, PAPER_PLAIN, "of %.*s for %.*s", STR_ARG(account_title(a, rule->measure)),
                  STR_ARG(account_title(a, rule->node)));
        paper_add(p, PAPER_PLAIN, STR(" "));
    }
    paper_standing(p, rule->standing, paper_verdict(p, rule));
    if (rule->level) paper_say(p, PAPER_DIM, " evidence of level %d", rule->level);
    paper_end(p, PAPER_PARAGRAPH);
}

/* --- estimates ----------------------------------------------------------------------------------------------------- */

static void add_estimate(struct account *a, const struct result_estimate *e)
{
    struct paper *p = a->p;
    paper_begin(p, PAPER_ITEM);
    paper_say(p, PAPER_STRONG, "Method: ");
    paper_add(p, PAPER_CODE, e->text);
    if (e->method.len) {
        paper_add(p, PAPER_PLAIN, STR(" – "));
        paper_prose(p, account_made(a, e->method));
    }
    if (e->level) paper_say(p, PAPER_PLAIN, ", evidence of level %d", e->level);
    paper_add(p, PAPER_PLAIN, STR("."));
    for (size_t i = 0; i < e->figure_count && !e->few; i++) {
        struct buf value = buf_in(a->arena);
        if (e->figures[i].value.kind != RESULT_NUMBER) continue;
        figures_say(&value, p->language, &e->figures[i].value);
        paper_add(p, PAPER_PLAIN, STR(" "));
        paper_add(p, PAPER_CODE, e->figures[i].text);
        paper_add(p, PAPER_PLAIN, str_printf(a->arena, " = %.*s;", STR_ARG(buf_str(&value))));
    }
    for (size_t i = 0; i < e->caution_count; i++) {
        paper_say(p, PAPER_STRONG, " Caution: ");
        paper_prose(p, account_made(a, e->cautions[i].text));
        paper_add(p, PAPER_PLAIN, STR("."));
    }
    paper_end(p, PAPER_ITEM);
}

static void add_contribution(struct account *a, const struct result_contribution *c)
{
    struct paper *p = a->p;
    paper_details(p, paper_str(p, "What was found along the chain"));
    paper_begin(p, PAPER_LIST);
    for (size_t i = 0; i < c->row_count; i++) {
        const struct result_contribution_row *row = &c->rows[i];
        paper_begin(p, PAPER_ITEM);
        paper_standing(p,
                       row->holds > 0    ? STR("positive")
                       : row->holds == 0 ? STR("negative")
                                         : STR(""),
                       paper_word(p, row->part));
        paper_add(p, PAPER_PLAIN, STR(" "));
        paper_add(p, PAPER_PLAIN, account_title(a, row->of));
        paper_add(p, PAPER_PLAIN, STR(": "));
        paper_prose(p, account_made(a, row->text));
        paper_end(p, PAPER_ITEM);
    }
    paper_end(p, PAPER_LIST);
    paper_details_end(p);
}

void account_rule(struct account *a, const struct result_rule *rule)
{
    struct paper *p = a->p;
    struct str figures = figures_of_rule(a->arena, p->language, rule);
    add_head(a, rule);
    if (rule->why.len) {
        paper_begin(p, PAPER_PARAGRAPH);
        paper_prose(p, account_made(a, rule->why));
        paper_end(p, PAPER_PARAGRAPH);
    }
    if (figures.len) {
        paper_begin(p, PAPER_PARAGRAPH);
        paper_say(p, PAPER_DIM, "Decided by: ");
        paper_add(p, PAPER_PLAIN, figures);
        paper_end(p, PAPER_PARAGRAPH);
    }
    size_t cautions = 0;
    for (size_t i = 0; i < rule->caution_count; i++)
        cautions += !str_equal(rule->cautions[i], rule->why);
    if (cautions) paper_begin(p, PAPER_LIST);
    for (size_t i = 0; i < rule->caution_count; i++) {
        if (str_equal(rule->cautions[i], rule->why)) continue;
        paper_begin(p, PAPER_ITEM);
        paper_say(p, PAPER_STRONG, "Caution: ");
        paper_prose(p, account_made(a, rule->cautions[i]));
        paper_end(p, PAPER_ITEM);
    }
    if (cautions) paper_end(p, PAPER_LIST);
    if (rule->estimate_count) paper_begin(p, PAPER_LIST);
    for (size_t i = 0; i < rule->estimate_count; i++) add_estimate(a, &rule->estimates[i]);
    if (rule->estimate_count) paper_end(p, PAPER_LIST);
    if (rule->contribution) add_contribution(a, rule->contribution);
    add_groups(a, rule);
    add_conditions(a, rule);
}

void account_notes(struct account *a, const struct portrait_item *item)
{
    struct paper *p = a->p;
    const struct portrait_texts *texts[] = {&item->notes, &item->sources, &item->articles};
    static const char *const words[] = {"", SAID("Source: "), SAID("Article: ")};
    if (!item->notes.count && !item->sources.count && !item->articles.count) return;
    paper_details(p, paper_str(p, "Notes and sources"));
    paper_begin(p, PAPER_LIST);
    for (size_t t = 0; t < COUNT_OF(texts); t++)
        for (size_t i = 0; i < texts[t]->count; i++) {
            paper_begin(p, PAPER_ITEM);
            if (t) paper_add(p, PAPER_DIM, paper_str(p, words[t]));
            paper_add(p, PAPER_PLAIN, texts[t]->items[i]);
            paper_end(p, PAPER_ITEM);
        }
    paper_end(p, PAPER_LIST);
    paper_details_end(p);
}

/* --- indicators -------------------------------------------------------------------------------------------------- */

/* The measures that lead to a node directly or by way of effects, with the day they began. */
static size_t starts_of(struct account *a, struct str of, struct chart_start **starts)
{
    const struct portrait *portrait = a->portrait;
    size_t node = account_node(a, of), count = 0;
    bool *reached = ARENA_ARRAY(a->arena, bool, portrait->nodes_count + 1);
    *starts = ARENA_ARRAY(a->arena, struct chart_start, portrait->nodes_count + 1);
    if (node == SIZE_MAX) return 0;
    reached[node] = true;
    /* Only the nearest: what leads to it, or to one effect before it. */
    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < portrait->links_count; i++)
            if (!portrait->links[i].harms && reached[portrait->links[i].to])
                reached[portrait->links[i].from] = true;
    for (size_t i = 0; i < portrait->nodes_count; i++) {
        const struct portrait_node *n = &portrait->nodes[i];
        if (!reached[i] || n->level != PORTRAIT_MEASURE || n->start == DAY_MIN) continue;
        (*starts)[count++] = (struct chart_start){item_title(&n->item), n->start};
    }
    return count;
}

static struct str remark_of(struct account *a, const struct result_point *point)
{
    struct paper *p = a->p;
    struct buf text = buf_in(a->arena);
    if (point->provisional) buf_add(&text, paper_str(p, "provisional"));
    if (point->hidden)
        buf_add(&text, paper_str(p, "too few events to be shown"));
    else if (point->value.kind == RESULT_MISSING && point->value.reason.text.len)
        buf_add(&text, account_made(a, point->value.reason.text));
    return buf_str(&text);
}

static void add_point(struct account *a, const struct chart *chart,
                      const struct result_point *point, bool grouped)
{
    struct paper *p = a->p;
    struct buf value = buf_in(a->arena);
    if (point->hidden)
        buf_add(&value, STR("–"));
    else
        chart_value(&value, chart, &point->value, false);
    paper_begin(p, PAPER_ROW);
    paper_whole(p, PAPER_CELL, point->period);
    if (grouped)
        paper_whole(p, PAPER_CELL,
                    point->group.count ? chart_group_name(chart, &point->group)
                                       : paper_str(p, "(all)"));
    paper_whole(p, PAPER_NUMBER, buf_str(&value));
    paper_whole(p, PAPER_NUMBER,
                point->hidden ? STR("–")
                              : str_printf(a->arena, "%llu", (unsigned long long)point->n));
    paper_whole(p, PAPER_NUMBER,
                point->hidden ? STR("–")
                              : str_printf(a->arena, "%llu", (unsigned long long)point->missing));
    paper_whole(p, PAPER_CELL, remark_of(a, point));
    paper_end(p, PAPER_ROW);
}

enum { ROWS_MAX = 2000 };

static void add_figures(struct account *a, const struct chart *chart)
{
    const struct result_indicator *indicator = chart->indicator;
    struct paper *p = a->p;
    bool grouped = indicator->point_count > indicator->period_count;
    struct paper_column columns[6];
    size_t count = 0;
    struct str unit = indicator->style == STYLE_PERCENT  ? STR("%")
                      : indicator->style == STYLE_POINTS ? STR("pp")
                                                         : indicator->unit;
    columns[count++] = (struct paper_column){paper_str(p, "period"), false};
    if (grouped) columns[count++] = (struct paper_column){paper_str(p, "group"), false};
    columns[count++] = (struct paper_column){
        unit.len ? say_unit(a->arena, p->language, unit) : paper_str(p, "value"), true};
    columns[count++] = (struct paper_column){paper_str(p, "counted"), true};
    columns[count++] = (struct paper_column){paper_str(p, "missing"), true};
    columns[count++] = (struct paper_column){paper_str(p, "remark"), false};
    paper_details(p, paper_str(p, "The figures as a table"));
    paper_table(p, indicator->title.len ? indicator->title : indicator->name, columns, count);
    size_t shown = indicator->point_count < ROWS_MAX ? indicator->point_count : ROWS_MAX;
    for (size_t i = 0; i < shown; i++) add_point(a, chart, &indicator->points[i], grouped);
    paper_table_end(p);
    if (shown < indicator->point_count) {
        paper_begin(p, PAPER_SOFT);
        paper_say(p, PAPER_PLAIN, "%zu more rows stand in the JSON of `pol eval`.",
                  indicator->point_count - shown);
        paper_end(p, PAPER_SOFT);
    }
    paper_details_end(p);
}

static const struct result_point *last_known(const struct result_indicator *indicator)
{
    for (size_t i = indicator->period_count; i > 0; i--)
        if (indicator->points[i - 1].value.kind == RESULT_NUMBER &&
            !indicator->points[i - 1].hidden)
            return &indicator->points[i - 1];
    return NULL;
}

/* The last figure, and how it stands to what was aimed at. */
static void add_caption(struct account *a, const struct chart *chart)
{
    const struct result_indicator *indicator = chart->indicator;
    const struct result_point *last = last_known(indicator);
    struct paper *p = a->p;
    struct buf text = buf_in(a->arena);
    paper_begin(p, PAPER_PARAGRAPH);
    if (last) {
        chart_value(&text, chart, &last->value, true);
        paper_say(p, PAPER_PLAIN, "The last known figure is %.*s, in %.*s.",
                  STR_ARG(buf_str(&text)), STR_ARG(last->period));
    } else {
        paper_say(p, PAPER_PLAIN, "No figure is known.");
    }
    if (!indicator->better.len)
        paper_say(p, PAPER_PLAIN, " More is not said to be better or worse.");
    else if (account_says(indicator->better, "higher"))
        paper_say(p, PAPER_PLAIN, " More is better.");
    else if (account_says(indicator->better, "lower"))
        paper_say(p, PAPER_PLAIN, " Less is better.");
    for (size_t i = 0; i < indicator->target_count; i++) {
        const struct result_aim *target = &indicator->targets[i];
        struct buf value = buf_in(a->arena);
        chart_value(&value, chart, &target->value, true);
        paper_say(p, PAPER_PLAIN, " Target for %.*s: %.*s", STR_ARG(target->period),
                  STR_ARG(buf_str(&value)));
        paper_say(p, PAPER_STRONG,
                  target->met > 0    ? " – met."
                  : target->met == 0 ? " – not met."
                                     : " – not due, or not known whether met.");
    }
    if (!indicator->target_count) paper_say(p, PAPER_PLAIN, " There is no target.");
    paper_end(p, PAPER_PARAGRAPH);
}

static void add_breaks(struct account *a, const struct portrait_indicator *declared)
{
    struct paper *p = a->p;
    if (!declared || !declared->break_count) return;
    paper_begin(p, PAPER_LIST);
    for (size_t i = 0; i < declared->break_count; i++) {
        paper_begin(p, PAPER_ITEM);
        paper_say(p, PAPER_PLAIN,
                  "Break in %.*s: figures before and after can't be compared, "
                  "because ",
                  STR_ARG(declared->breaks[i].period));
        paper_add(p, PAPER_PLAIN, declared->breaks[i].because);
        paper_add(p, PAPER_PLAIN, STR("."));
        paper_end(p, PAPER_ITEM);
    }
    paper_end(p, PAPER_LIST);
}

static void add_charts(struct account *a, const struct chart *chart)
{
    struct paper *p = a->p;
    struct buf whole = buf_in(a->arena), groups = buf_in(a->arena);
    if (!p->form->pictures) return;
    if (chart_whole(&whole, chart)) p->form->picture(p, buf_str(&whole), false);
    size_t left_out = chart_groups(&groups, chart);
    if (!groups.len) return;
    paper_begin(p, PAPER_GRID);
    buf_add(p->out, buf_str(&groups));
    paper_end(p, PAPER_GRID);
    if (!left_out) return;
    paper_begin(p, PAPER_SOFT);
    paper_say(p, PAPER_PLAIN, "%zu more groups stand in the table.", left_out);
    paper_end(p, PAPER_SOFT);
}

static void add_indicator(struct account *a, const struct result_indicator *indicator)
{
    struct paper *p = a->p;
    struct chart_start *starts;
    struct chart chart = {.report = a->report, .indicator = indicator};
    for (size_t i = 0; i < a->portrait->indicators_count; i++)
        if (str_equal(a->portrait->indicators[i].item.name, indicator->name))
            chart.declared = &a->portrait->indicators[i];
    chart.start_count = starts_of(a, indicator->of, &starts);
    chart.starts = starts;
    chart.id = str_printf(a->arena, "chart-%zu", ++a->charts);
    paper_section(p, account_id(a, "indicator", indicator->name),
                  indicator->title.len ? indicator->title : indicator->name);
    add_charts(a, &chart);
    add_caption(a, &chart);
    add_breaks(a, chart.declared);
    if (chart.declared) account_notes(a, &chart.declared->item);
    add_figures(a, &chart);
    paper_section_end(p);
}

void account_indicators(struct account *a, struct str of)
{
    for (size_t i = 0; i < a->result->indicator_count; i++)
        if (str_equal(a->result->indicators[i].of, of)) add_indicator(a, &a->result->indicators[i]);
}
