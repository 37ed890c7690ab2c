/* The tree behind a verdict: conditions, what they compare, the series, the questions to the rows, the
 * files. Nothing is judged here: what is told is what the judging left behind, and the same cubes. */
#include "judge/tell.h"

#include "base/calendar.h"
#include "judge/contribution.h"
#include "judge/present.h"
#include "judge/suppress.h"

struct teller {
    struct judging *judging;
    struct story_request *request;
    struct context context; /* of the rule at hand: its `over`, and whether breaks count */
    /* The period asked for, where an expression names none of its own; or NULL. */
    const struct period *at;
    const struct days *within; /* the stretch that a series is cut to; or NULL */
    struct atoms told;         /* rules, and indicators with their periods: what is told once */
    size_t parts, depth;
    bool cut; /* the limit was told */
};

/* --- growing the tree ---------------------------------------------------------------------------------- */

static struct arena *arena_of(const struct teller *t)
{
    return t->judging->judge.arena;
}

static struct story *add(struct teller *t, struct story *under, enum story_kind kind)
{
    if (under) t->parts++;
    return story_add(arena_of(t), under, kind);
}

static struct story *add_declared(struct teller *t, struct story *under, enum story_kind kind,
                                  const struct symbol *common)
{
    struct story *story = add(t, under, kind);
    story->name = common->name;
    story->title = common->title;
    story->location = location_of(common->decl->name.span);
    return story;
}

/* Whether there is room for more below this part; said once where there is not. */
static bool has_room(struct teller *t, struct story *under)
{
    if (t->parts < STORY_PARTS_MAX && t->depth < STORY_DEPTH_MAX) return true;
    if (!t->cut) add(t, under, STORY_MORE)->text = STR("there is more than can be shown here");
    t->cut = true;
    return false;
}

/* Whether this is told for the first time. */
static bool is_new(struct teller *t, const void *thing, const struct period *at)
{
    struct {
        const void *thing;
        int64_t freq, ord;
        struct days within;
    } key = {thing, at ? (int64_t)at->freq : -1, at ? at->ord : 0,
             t->within ? *t->within : (struct days){0, -1}};
    size_t known = t->told.count;
    return atoms_intern(&t->told, (struct str){(const char *)&key, sizeof key}) >= known;
}

static void set_value(struct story *story, struct result_value value)
{
    story->has_value = true;
    story->value = value;
}

static void set_text_value(struct story *story, struct str text)
{
    set_value(story, (struct result_value){.kind = RESULT_TEXT, .text = text});
}

static struct str written(struct teller *t, struct span span)
{
    return source_words(arena_of(t), t->judging->judge.t->sources, span);
}

/* --- files --------------------------------------------------------------------------------------------- */

static void tell_input(struct teller *t, struct story *under, const struct table *table)
{
    const struct result *result = t->judging->result;
    struct story *story = add_declared(t, under, STORY_INPUT, &table->common);
    for (size_t i = 0; i < result->input_count; i++)
        if (str_equal(result->inputs[i].name, table->common.name))
            story->input = &result->inputs[i];
    if (!is_new(t, table, NULL)) return;
    if (table->covers_said) {
        struct buf covers = buf_in(arena_of(t));
        date_add(&covers, table->covers.first);
        buf_add(&covers, STR(".."));
        if (table->covers.last != DAY_MAX) date_add(&covers, table->covers.last);
        story->text = str_printf(arena_of(t), "covers %.*s", STR_ARG(buf_str(&covers)));
    }
}

/* --- questions to the rows ----------------------------------------------------------------------------- */

/* What one cell says of an aggregate: how many rows it rests on. */
static void count_rows(struct story *story, const struct cell *cell, struct str text)
{
    for (size_t i = 0; cell->basis && i < cell->basis->part_count; i++) {
        const struct part *part = &cell->basis->parts[i];
        if (!str_equal(part->text, text)) continue;
        story->counted = true;
        story->n += part->n;
        story->missing += part->missing;
        story->left_out += part->left_out;
        return;
    }
}

/* Rows are listed of one figure, not of a whole series. */
static void wish_for_rows(struct teller *t, struct story *story, const struct query *query,
                          int32_t ord)
{
    struct story_request *request = t->request;
    if (!request->most_rows || !story->counted) return;
    ARENA_GROW(arena_of(t), request->wishes, request->wish_count, request->wish_capacity);
    request->wishes[request->wish_count++] =
        (struct row_wish){.query = query, .ord = ord, .most = request->most_rows};
    story->wish = request->wish_count;
}

static void tell_aggregate(struct teller *t, struct story *under, struct expr *expr,
                           const struct period *at)
{
    struct judge *judge = &t->judging->judge;
    const struct query *query = expr->aggregate->query;
    if (!query) return;
    struct story *story = add(t, under, STORY_AGGREGATE);
    struct value value = value_of_query(&t->context, query);
    story->text = written(t, expr->span);
    story->location = location_of(expr->span);
    if (value.kind == VALUE_CELL) {
        set_value(story, present_cell(judge, &value.cell, expr->unit, expr->flavour));
        count_rows(story, &value.cell, query->text);
        story->period = expr->aggregate->window.label;
        wish_for_rows(t, story, query, 0);
    } else if (at) {
        struct cell cell = value_at(&t->context, &value, *at);
        set_value(story, present_cell(judge, &cell, expr->unit, expr->flavour));
        count_rows(story, &cell, query->text);
        story->period = period_text(arena_of(t), *at);
        wish_for_rows(t, story, query, at->ord);
    } else {
        if (t->within) value.run = run_cut(&t->context, &value.run, *t->within);
        for (size_t i = 0; i < value.run.count; i++)
            count_rows(story, &value.run.cells[i], query->text);
    }
    tell_input(t, story, query->table);
}

static void tell_coverage(struct teller *t, struct story *under, struct expr *expr)
{
    if (!expr->aggregate->query) return;
    struct story *story = add(t, under, STORY_AGGREGATE);
    story->text = written(t, expr->span);
    story->location = location_of(expr->span);
    tell_input(t, story, expr->aggregate->query->table);
}

/* --- expressions --------------------------------------------------------------------------------------- */

static void tell_expr(struct teller *t, struct story *under, struct expr *expr,
                      const struct period *at);
static void tell_rule(struct teller *t, struct story *under, const struct rule *rule);

/* `due`: only the target due in that period. */
static void tell_aims(struct teller *t, struct story *under, const struct indicator *indicator,
                      bool baselines, const struct period *due)
{
    struct judge *judge = &t->judging->judge;
    const struct panel *panel = indicator_panel(
        judge, t->judging->judge.t->indicators[indicator->index], t->context.across);
    const struct aims *aims = panel->runs[0].aims;
    size_t count = !aims ? 0 : baselines ? aims->baseline_count : aims->target_count;
    for (size_t i = 0; i < count; i++) {
        const struct aim *aim = baselines ? &aims->baselines[i] : &aims->targets[i];
        if (due && (due->freq != aim->in.freq || due->ord != aim->in.ord)) continue;
        struct story *story = add(t, under, STORY_AIM);
        story->name = indicator->common.name;
        story->text = baselines ? STR("baseline") : STR("target");
        story->period = period_text(arena_of(t), aim->in);
        story->location = aim->location;
        set_value(story, present_cell(judge, &aim->value, indicator->unit, indicator->flavour));
    }
}

static void tell_figure(struct teller *t, struct story *under, const struct indicator *indicator,
                        const struct run *run, size_t place)
{
    struct story *story = add(t, under, STORY_FIGURE);
    struct period period = {run->freq, run->first + (int32_t)place};
    if (run->by_period) story->period = period_text(arena_of(t), period);
    set_value(story, present_cell(&t->judging->judge, &run->cells[place], indicator->unit,
                                  indicator->flavour));
}

static void tell_series(struct teller *t, struct story *under, struct indicator *indicator,
                        const struct period *at)
{
    struct expr series = {.kind = EXPR_INDICATOR, .indicator = indicator};
    struct value value = evaluate(&t->context, &series);
    if (value.kind != VALUE_RUN) return;
    if (at && value.run.by_period) {
        struct cell cell = value_at(&t->context, &value, *at);
        under->period = period_text(arena_of(t), *at);
        set_value(under,
                  present_cell(&t->judging->judge, &cell, indicator->unit, indicator->flavour));
        return;
    }
    if (t->within) value.run = run_cut(&t->context, &value.run, *t->within);
    for (size_t i = 0; i < value.run.count && has_room(t, under); i++)
        tell_figure(t, under, indicator, &value.run, i);
}

/* A period of another frequency than the series has is none of it. */
static const struct period *own_period(const struct indicator *indicator, const struct period *at)
{
    return at && indicator->has_freq && at->freq == indicator->freq ? at : NULL;
}

static void tell_indicator(struct teller *t, struct story *under, struct indicator *indicator,
                           const struct period *at)
{
    at = own_period(indicator, at);
    struct story *story = add_declared(t, under, STORY_INDICATOR, &indicator->common);
    bool new = is_new(t, indicator, at);
    if (new || at) tell_series(t, story, indicator, at);
    if (!new) return;
    if (indicator->reported_count) story->text = STR("reported in the program");
    t->depth++;
    if (has_room(t, story)) tell_expr(t, story, indicator->value, at);
    t->depth--;
}

static void tell_costs(struct teller *t, struct story *under, struct expr *expr,
                       const struct period *at)
{
    struct story *story = add_declared(t, under, STORY_COSTS, &expr->node->common);
    struct value value = evaluate(&t->context, expr);
    for (size_t i = 0; value.kind == VALUE_RUN && i < value.run.count && has_room(t, story); i++) {
        struct period period = {value.run.freq, value.run.first + (int32_t)i};
        if (at && (at->freq != period.freq || at->ord != period.ord)) continue;
        struct story *year = add(t, story, STORY_FIGURE);
        year->period = period_text(arena_of(t), period);
        set_value(year,
                  present_cell(&t->judging->judge, &value.run.cells[i], expr->unit, expr->flavour));
    }
    if (expr->node->cost_count) story->location = location_of(expr->node->costs[0].span);
}

/* What a method gave, field by field. */
static void tell_estimate(struct teller *t, struct story *under, struct expr *expr)
{
    struct value value = evaluate(&t->context, expr);
    if (value.kind != VALUE_ESTIMATE) return;
    struct story *story = add(t, under, STORY_ESTIMATE);
    story->text = written(t, expr->span);
    story->location = location_of(expr->span);
    struct traced_estimate traced = {expr, value.estimate};
    for (int i = 0; i < FIELD_COUNT; i++) {
        enum estimate_field field = (enum estimate_field)i;
        struct cell cell = estimate_field_get(value.estimate, field);
        if (!cell_known(&cell) && field != FIELD_VALUE) continue;
        struct story *part = add(t, story, STORY_FIGURE);
        part->text = estimate_field_name(field);
        set_value(part, present_estimate_field(&t->judging->judge, &traced, field));
    }
    for (size_t i = 0; i < expr->call->argument_count; i++)
        if (expr->call->arguments[i].value)
            tell_expr(t, story, expr->call->arguments[i].value, NULL);
}

/* What was found along the chain. */
static void tell_contribution(struct teller *t, struct story *under, struct expr *expr)
{
    struct trace trace = {.last = &trace.first};
    struct context context = t->context;
    context.trace = &trace;
    evaluate_contribution(&context, expr);
    const struct contribution *c = trace.contribution;
    for (size_t i = 0; c && i < c->row_count && has_room(t, under); i++) {
        struct story *story = add(t, under, STORY_CONDITION);
        story->text = str_printf(arena_of(t), "%.*s, %.*s: %.*s",
                                 STR_ARG(contribution_part_name(c->rows[i].part)),
                                 STR_ARG(c->rows[i].of), STR_ARG(c->rows[i].text));
        story->truth = present_truth(c->rows[i].holds);
    }
}

/* The indicator that a series is, through what is shared; or NULL. */
static struct indicator *indicator_of(struct expr *expr)
{
    while (expr && (expr->kind == EXPR_SHARED || expr->kind == EXPR_CONVERT)) expr = expr->a;
    return expr && expr->kind == EXPR_INDICATOR ? expr->indicator : NULL;
}

static void tell_arguments(struct teller *t, struct story *under, struct expr *expr,
                           const struct period *at)
{
    bool named = false; /* the call names periods: change(x, 2018, 2023) */
    for (size_t i = 1; i < expr->call->argument_count; i++) {
        struct expr *argument = expr->call->arguments[i].value;
        if (!argument || argument->kind != EXPR_PERIOD) continue;
        tell_expr(t, under, expr->call->arguments[0].value, &argument->period);
        named = true;
    }
    for (size_t i = named ? 1 : 0; i < expr->call->argument_count; i++)
        if (expr->call->arguments[i].value) tell_expr(t, under, expr->call->arguments[i].value, at);
}

/* The period that a call names behind its series; or NULL. */
static const struct period *period_argument(const struct expr *expr)
{
    const struct expr *second =
        expr->call->argument_count > 1 ? expr->call->arguments[1].value : NULL;
    return second && second->kind == EXPR_PERIOD ? &second->period : NULL;
}

static void tell_call(struct teller *t, struct story *under, struct expr *expr,
                      const struct period *at)
{
    struct indicator *indicator =
        expr->call->argument_count ? indicator_of(expr->call->arguments[0].value) : NULL;
    switch (expr->call->builtin->id) {
    case BUILTIN_BASELINE:
        if (indicator) tell_aims(t, under, indicator, true, NULL);
        return;
    case BUILTIN_TARGET:
        if (indicator) tell_aims(t, under, indicator, false, period_argument(expr));
        return;
    case BUILTIN_PATH:
    case BUILTIN_PROGRESS:
        if (indicator) tell_aims(t, under, indicator, true, NULL);
        if (indicator) tell_aims(t, under, indicator, false, NULL);
        if (expr->call->builtin->id == BUILTIN_PROGRESS) tell_arguments(t, under, expr, at);
        return;
    default: tell_arguments(t, under, expr, at);
    }
}

static void tell_parts(struct teller *t, struct story *under, struct expr *expr,
                       const struct period *at)
{
    tell_expr(t, under, expr->a, at);
    tell_expr(t, under, expr->b, at);
    tell_expr(t, under, expr->c, at);
    if (expr->kind != EXPR_IN_LIST) return;
    for (size_t i = 0; i < expr->call->argument_count; i++)
        tell_expr(t, under, expr->call->arguments[i].value, at);
}

/* Of a series that is cut to a stretch of time only that stretch is told. */
static void tell_during(struct teller *t, struct story *under, struct expr *expr)
{
    const struct days *outer = t->within;
    t->within = &expr->days;
    tell_expr(t, under, expr->a, NULL);
    t->within = outer;
}

static void tell_expr(struct teller *t, struct story *under, struct expr *expr,
                      const struct period *at)
{
    if (!expr || !has_room(t, under)) return;
    switch (expr->kind) {
    case EXPR_ERROR:
    case EXPR_NUMBER:
    case EXPR_TEXT:
    case EXPR_TRUTH:
    case EXPR_DATE:
    case EXPR_PERIOD:
    case EXPR_RANGE:
    case EXPR_COLUMN: return;
    case EXPR_AGGREGATE: tell_aggregate(t, under, expr, at); return;
    case EXPR_COVERAGE: tell_coverage(t, under, expr); return;
    case EXPR_INDICATOR: tell_indicator(t, under, expr->indicator, at); return;
    case EXPR_COSTS: tell_costs(t, under, expr, at); return;
    case EXPR_CONTRIBUTION: tell_contribution(t, under, expr); return;
    case EXPR_RULE: tell_rule(t, under, expr->rule); return;
    case EXPR_AT: tell_expr(t, under, expr->a, &expr->period); return;
    case EXPR_DURING: tell_during(t, under, expr); return;
    case EXPR_CALL:
        if (expr->type == TYPE_ESTIMATE)
            tell_estimate(t, under, expr);
        else
            tell_call(t, under, expr, at);
        return;
    case EXPR_SHARED:
    case EXPR_CONVERT:
    case EXPR_NEGATE:
    case EXPR_FIELD:
    case EXPR_EACH_GROUP:
    case EXPR_IS_MISSING:
    case EXPR_IS_WORD:
    case EXPR_IN_DAYS:
    case EXPR_NOT: tell_expr(t, under, expr->a, at); return;
    case EXPR_ARITHMETIC:
    case EXPR_PLUS_MINUS:
    case EXPR_COMPARE:
    case EXPR_AND:
    case EXPR_OR:
    case EXPR_IF:
    case EXPR_WITHIN:
    case EXPR_IN_LIST: tell_parts(t, under, expr, at); return;
    }
}

/* --- rules --------------------------------------------------------------------------------------------- */

static struct str role_words(struct arena *arena, const struct result_condition *condition)
{
    switch (condition->role) {
    case ROLE_NEEDS: return str_printf(arena, "needs %.*s", STR_ARG(condition->text));
    case ROLE_WHEN:
        return str_printf(arena, "%.*s when %.*s", STR_ARG(condition->word),
                          STR_ARG(condition->text));
    case ROLE_OTHERWISE: break;
    }
    return str_printf(arena, "%.*s otherwise", STR_ARG(condition->word));
}

static void tell_conditions(struct teller *t, struct story *under, const struct trial *trial,
                            const struct result_condition *shown)
{
    for (const struct looked_at *look = trial->first; look; look = look->next, shown++) {
        struct story *story = add(t, under, STORY_CONDITION);
        story->text = role_words(arena_of(t), shown);
        if (shown->role != ROLE_OTHERWISE) story->truth = shown->truth;
        story->location = shown->location;
        size_t value = 0;
        for (struct traced *traced = look->traced; traced; traced = traced->next) {
            if (traced->comparison) continue;
            struct story *part = add(t, story, STORY_VALUE);
            part->text = traced->text;
            set_value(part, shown->values[value++].value);
            t->depth += 2;
            tell_expr(t, part, traced->expr, t->at);
            t->depth -= 2;
        }
    }
}

static const struct result_rule *shown_rule(const struct teller *t, const struct rule *rule)
{
    const struct result *result = t->judging->result;
    for (size_t i = 0; i < result->rule_count; i++)
        if (str_equal(result->rules[i].name, rule->common.name) && !result->rules[i].group.count)
            return &result->rules[i];
    return NULL;
}

/* The links on the ways of an effectiveness rule, with what they rest on. */
static void tell_link(struct teller *t, struct story *under, const struct link *link)
{
    struct story *story = add(t, under, STORY_LINK);
    story->text = str_printf(arena_of(t), "%.*s %s %.*s", STR_ARG(link->from->common.name),
                             link->harms ? "harms" : "leads to", STR_ARG(link->to->common.name));
    story->title = link->because;
    story->location = location_of(link->span);
    for (size_t i = 0; i < link->assumption_count; i++) {
        const struct assumption *assumption = link->assumptions[i];
        struct story *part = add_declared(t, story, STORY_ASSUMPTION, &assumption->common);
        part->truth = present_truth(t->judging->judge.assumptions[assumption->index]);
    }
    for (size_t i = 0; i < link->evidence_count; i++) {
        const struct study *study = link->evidence[i];
        struct story *part = add_declared(t, story, STORY_EVIDENCE, &study->common);
        if (study->level) part->text = str_printf(arena_of(t), "level %d", study->level);
    }
}

struct way {
    struct teller *teller;
    struct story *under;
};

static bool tell_way(void *context, const struct link *link)
{
    struct way *way = context;
    if (has_room(way->teller, way->under)) tell_link(way->teller, way->under, link);
    return true;
}

static void tell_gates(struct teller *t, struct story *under, const struct rule *rule)
{
    for (size_t i = 0; i < rule->gate_count; i++) tell_rule(t, under, rule->gates[i]);
    if (rule->criterion->id != CRITERION_EFFECTIVENESS || !rule->measure) return;
    struct way way = {t, under};
    reach_ways(&t->judging->judge.reach, rule->measure, rule->target, tell_way, &way);
}

static void tell_trial(struct teller *t, struct story *story, const struct rule *rule,
                       const struct trial *trial)
{
    struct judge *judge = &t->judging->judge;
    struct group whole = {0};
    size_t count;
    struct context outer = t->context;
    t->context = context_begin(judge);
    t->context.across = rule->across_break;
    t->context.has_over = rule->over_said;
    t->context.over = rule->over;
    struct result_condition *shown = present_conditions(judge, trial, &whole, &count);
    if (judge->t->min_cell && !t->judging->options->unsuppressed)
        suppress_conditions(judge, shown, count);
    tell_conditions(t, story, trial, shown);
    if (trial->why.len && !trial->verdict.by_own_word)
        add(t, story, STORY_LIMIT)->text = trial->why;
    for (size_t i = 0; i < trial->cautions.count; i++)
        if (!str_equal(trial->cautions.items[i], trial->why))
            add(t, story, STORY_CAUTION)->text = trial->cautions.items[i];
    tell_gates(t, story, rule);
    t->context = outer;
}

static void tell_rule(struct teller *t, struct story *under, const struct rule *rule)
{
    const struct trial *trial = &t->judging->trials[rule->index];
    if (!rule->criterion || !rule->target || !trial->verdict.word) return;
    struct story *story = add_declared(t, under, STORY_RULE, &rule->common);
    story->text = str_printf(arena_of(t), "%.*s of %.*s", STR_ARG(rule->criterion->name),
                             STR_ARG(rule->target->common.name));
    set_text_value(story, trial->verdict.word->text);
    story->rule = shown_rule(t, rule);
    t->depth++;
    if (is_new(t, rule, NULL) && has_room(t, story)) tell_trial(t, story, rule, trial);
    t->depth--;
}

/* --- the whole ------------------------------------------------------------------------------------------ */

static void tell_node(struct teller *t, struct story *under, const struct node *node)
{
    const struct theory *theory = t->judging->judge.t;
    struct story *story = add_declared(t, under, STORY_NODE, &node->common);
    story->text = decl_keyword(node->common.decl->kind);
    for (size_t i = 0; i < theory->rules_count; i++) {
        const struct rule *rule = theory->rules[i];
        if (rule->target == node || rule->measure == node) tell_rule(t, story, rule);
    }
    for (size_t i = 0; i < node->indicator_count; i++)
        tell_indicator(t, story, node->indicators[i], t->at);
    for (const struct link *link = node->out; link && has_room(t, story); link = link->next_out)
        tell_link(t, story, link);
}

struct story *tell(struct judging *judging, struct story_request *request)
{
    const struct theory *theory = judging->judge.t;
    struct teller t = {
        .judging = judging, .request = request, .context = context_begin(&judging->judge)};
    uint32_t atom = atoms_find(theory->atoms, request->name);
    const struct symbol *symbol = theory->by_atom[atom]; /* the selection has found it */
    struct story *root = add(&t, NULL, STORY_NODE);
    if (request->has_at) t.at = &request->at;
    atoms_init(&t.told, judging->judge.arena);
    switch (symbol->kind) {
    case DECL_RULE: tell_rule(&t, root, symbol->thing); break;
    case DECL_INDICATOR: tell_indicator(&t, root, symbol->thing, t.at); break;
    default: tell_node(&t, root, symbol->thing);
    }
    return root->parts ? root->parts : root;
}
