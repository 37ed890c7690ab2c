/* Indicators: what they measure, by which periods and groups, from where to where. */
#include "theory/typing.h"

#include <stdlib.h>

enum { INDICATOR_NEW, INDICATOR_TYPING, INDICATOR_DONE };

/* --- every and by ------------------------------------------------------------------------------------ */

static bool resolve_freq(struct theory *t, const struct ast_name *name, enum freq *freq)
{
    struct str text = name_text(t, name);
    if (freq_from_name(text, freq)) return true;
    struct str names[FREQ_COUNT];
    for (int i = 0; i < FREQ_COUNT; i++) names[i] = freq_name((enum freq)i);
    struct finding *f = finding_add(t->findings, FINDING_N10, name->span,
                                    "`%.*s` is not a period that figures come by", STR_ARG(text));
    offer_nearest(t, f, text, name->span, names, FREQ_COUNT,
                  "it is day, week, month, quarter, half or year");
    return false;
}

enum { SPAN_MAX = 1000 /* periods that a rolling window looks back over */ };

/* every month over 12 months: how many months a figure looks back over. */
static bool resolve_span(struct theory *t, enum freq freq, const struct ast_duration *over,
                         int *span)
{
    struct str text = name_text(t, &over->unit);
    enum freq unit = freq;
    int64_t number;
    struct str one = text;
    if (str_equal(text, STR("halves")))
        one = STR("half");
    else if (str_ends(text, STR("s")))
        one.len--;
    if (!freq_from_name(text, &unit) && !freq_from_name(one, &unit))
        return resolve_freq(t, &over->unit, &unit);
    if (num_is_integer(&over->number) && num_floor(&number, &over->number) && number > 0 &&
        number <= 10000) {
        int up = freq_ratio(freq, unit), down = freq_ratio(unit, freq);
        if (up)
            *span = (int)number * up;
        else if (down && number % down == 0)
            *span = (int)number / down;
        if ((up || (down && number % down == 0)) && *span <= SPAN_MAX) return true;
    }
    struct finding *f = finding_add(t->findings, FINDING_U04, over->span,
                                    "this is not a whole number of %.*ss, up to %d",
                                    STR_ARG(freq_name(freq)), SPAN_MAX);
    *span = 1;
    finding_help(t->findings, f, "write for example every month over 12 months");
    return false;
}

static void resolve_by(struct theory *t, struct indicator *indicator, const struct ast_clause *c)
{
    size_t count = 0;
    for (const struct ast_names_item *n = c->names.first; n; n = n->next) count++;
    indicator->by = ARENA_ARRAY(t->arena, struct str, count);
    indicator->by_count = 0; /* of a first `by`, where it wrongly stands twice */
    for (const struct ast_names_item *n = c->names.first; n; n = n->next)
        indicator->by[indicator->by_count++] = name_text(t, &n->name);
    if (!decl_clause(indicator->common.decl, CLAUSE_REPORTED)) return;
    struct finding *f = finding_add(t->findings, FINDING_U10, c->span,
                                    "reported figures are not broken down: they have no columns");
    finding_help(t->findings, f, "leave `by` out, or put the figures in a data block");
    indicator->by_count = 0;
}

static void resolve_better(struct theory *t, struct indicator *indicator,
                           const struct ast_clause *c)
{
    if (c->better.direction.atom == ATOM_NONE) {
        indicator->better = BETTER_WITHIN;
        return;
    }
    int word = resolve_word(t, &c->better.direction, WORDS_BETTER,
                            "a direction in which things get better");
    if (word == BETTER_WORD_LOWER) indicator->better = BETTER_LOWER;
    if (word == BETTER_WORD_HIGHER) indicator->better = BETTER_HIGHER;
}

/* --- where it belongs ----------------------------------------------------------------------------------- */

static void attach(struct theory *t, struct indicator *indicator)
{
    struct symbol *of =
        resolve(t, &indicator->common.decl->target, KINDS_NODE | KIND(FACTOR) | KIND(RISK),
                "an effect, impact, measure, problem, factor or risk");
    indicator->of = of;
    if (!of || !(1u << of->kind & KINDS_NODE)) return;
    struct node *node = of->thing;
    ARENA_GROW(t->arena, node->indicators, node->indicator_count, node->indicator_capacity);
    node->indicators[node->indicator_count++] = indicator;
}

static void build_one(struct theory *t, struct indicator *indicator)
{
    const struct ast_clause *clauses = indicator->common.decl->clauses;
    indicator->span = 1;
    resolve_common(t, &indicator->common);
    if (indicator->common.decl->target.atom != ATOM_NONE) attach(t, indicator);
    resolve_breaks(t, clauses, &indicator->breaks);
    for (const struct ast_clause *c = clauses; c; c = c->next) {
        if (c->kind == CLAUSE_BY) resolve_by(t, indicator, c);
        if (c->kind == CLAUSE_BETTER) resolve_better(t, indicator, c);
        if (c->kind == CLAUSE_VALUE) indicator->value_clause = c;
        if (c->kind != CLAUSE_EVERY) continue;
        enum freq freq;
        indicator->has_freq = resolve_freq(t, &c->every.freq, &freq);
        if (indicator->has_freq) indicator->freq = freq;
        if (indicator->has_freq && c->every.over)
            resolve_span(t, indicator->freq, c->every.over, &indicator->span);
        else if (!indicator->has_freq)
            indicator->common.broken = true;
    }
    const struct ast_clause *reported = decl_clause(indicator->common.decl, CLAUSE_REPORTED);
    if (reported && indicator->value_clause) {
        struct finding *f = finding_add(t->findings, FINDING_U08, reported->span,
                                        "an indicator has either `value` or `reported`");
        finding_relate(t->findings, f, location_of(indicator->value_clause->span), "its value");
        finding_help(t->findings, f, "keep the one that its figures come from");
    }
    if (reported || indicator->value_clause || indicator->common.broken) return;
    struct finding *f = finding_add(t->findings, FINDING_U08, indicator->common.decl->name.span,
                                    "the indicator `%.*s` does not say where its figures come from",
                                    STR_ARG(indicator->common.name));
    finding_help(t->findings, f,
                 "add `value` with an expression over data, or `reported` with the "
                 "figures themselves: reported 2019: 210, 2020: 380");
    indicator->common.broken = true;
}

void theory_indicators(struct theory *t)
{
    for (size_t i = 0; i < t->indicators_count; i++) build_one(t, t->indicators[i]);
}

/* --- its figures ------------------------------------------------------------------------------------------- */

/* The unit that the indicator declares, or NULL. */
static const struct unit *declared_unit(struct theory *t, const struct indicator *indicator)
{
    const struct ast_clause *c = decl_clause(indicator->common.decl, CLAUSE_UNIT);
    return c ? resolve_unit(t, c->unit) : NULL;
}

/* Brings the value to the declared unit. */
static struct expr *to_declared(struct theory *t, struct indicator *indicator, struct expr *value,
                                const struct unit *unit)
{
    const struct ast_clause *c = decl_clause(indicator->common.decl, CLAUSE_UNIT);
    bool unsaid = unit_is_plain(value->unit) && value->flavour == FLAVOUR_NONE;
    if (unit_same_dimension(value->unit, unit)) {
        enum unit_flavour flavour = value->flavour != FLAVOUR_NONE ? value->flavour : unit->flavour;
        return convert(t, value, unit, flavour);
    }
    if (unsaid) {
        struct finding *f = finding_add(t->findings, FINDING_U02, value->span,
                                        "this value has no unit of its own; it is taken to be in "
                                        "%.*s",
                                        STR_ARG(unit->label));
        finding_relate(t->findings, f, location_of(c->span), "the unit is said here");
        finding_help(t->findings, f,
                     "say it where the figures come from: `row is …` or column … : "
                     "number [%.*s]",
                     STR_ARG(unit->label));
        struct expr *adopted = arena_copy(t->arena, value, sizeof *value);
        adopted->unit = unit;
        return adopted;
    }
    struct finding *f = finding_add(t->findings, FINDING_U01, c->span,
                                    "the value is in %.*s, and the indicator says %.*s",
                                    STR_ARG(unit_phrase(value->unit)), STR_ARG(unit->label));
    finding_relate(t->findings, f, location_of(value->span), "the value");
    finding_help(t->findings, f, "leave `unit` out to take that of the value, or mend the value");
    return expr_error(t, value->span);
}

static struct expr *check_series(struct theory *t, struct indicator *indicator, struct expr *value)
{
    if (is_error(value)) return value;
    if (value->type != TYPE_NUMBER) {
        return report_types(t, value->span,
                            "the value of an indicator is a number, and this is %.*s",
                            STR_ARG(expr_phrase(t, value)));
    }
    bool series = value->shape == SHAPE_SERIES;
    if (series && !indicator->has_freq) {
        struct finding *f = finding_add(t->findings, FINDING_U04, value->span,
                                        "this is a series, and the indicator does not say by which "
                                        "periods");
        finding_help(t->findings, f, "add `every %.*s`", STR_ARG(freq_name(value->freq)));
        return expr_error(t, value->span);
    }
    if (series && value->has_freq && value->freq != indicator->freq) {
        struct finding *f = finding_add(
            t->findings, FINDING_U04, value->span, "this is by %.*s, and the indicator by %.*s",
            STR_ARG(freq_name(value->freq)), STR_ARG(freq_name(indicator->freq)));
        finding_help(t->findings, f,
                     "write `every %.*s`, or bring the value over with hold(…) or "
                     "spread(…)",
                     STR_ARG(freq_name(value->freq)));
        return expr_error(t, value->span);
    }
    if (!series && indicator->has_freq) {
        struct finding *f = finding_add(t->findings, FINDING_U08, value->span,
                                        "this is one figure, the same in each %.*s",
                                        STR_ARG(freq_name(indicator->freq)));
        finding_help(t->findings, f, "leave `every` out, or take figures from a table");
        return expr_error(t, value->span);
    }
    return value;
}

static void type_value(struct theory *t, struct indicator *indicator, const struct unit *unit)
{
    struct window window = window_of_policy(t);
    struct scope scope =
        indicator->has_freq
            ? scope_series(t, indicator->freq, indicator->span, indicator->by, indicator->by_count)
            : scope_figure(t, window.days, window.label, indicator->by, indicator->by_count);
    uint64_t begun = kinds_begin(t);
    struct expr *value = type_expr(&scope, indicator->value_clause->expr);
    indicator->kinds = kinds_end(t, begun);
    value = check_series(t, indicator, value);
    if (!is_error(value) && unit) value = to_declared(t, indicator, value, unit);
    indicator->value = value;
    if (is_error(value)) {
        indicator->common.broken = true;
        return;
    }
    indicator->unit = value->unit;
    indicator->flavour = value->flavour;
    indicator->value->bare = false;
}

bool type_indicator(struct theory *t, struct indicator *indicator, struct span from)
{
    if (indicator->state == INDICATOR_DONE) return true;
    if (indicator->state == INDICATOR_TYPING) {
        struct finding *f =
            finding_add(t->findings, FINDING_N09, from, "the indicator `%.*s` needs itself",
                        STR_ARG(indicator->common.name));
        finding_relate(t->findings, f, location_of(indicator->common.decl->name.span),
                       "declared here");
        finding_help(t->findings, f,
                     "nothing can be computed from its own value: take one of the "
                     "names in the circle out");
        return false;
    }
    indicator->state = INDICATOR_TYPING;
    const struct unit *unit = declared_unit(t, indicator);
    if (indicator->value_clause)
        type_value(t, indicator, unit);
    else if (decl_clause(indicator->common.decl, CLAUSE_REPORTED))
        type_reported(t, indicator, unit);
    indicator->state = INDICATOR_DONE;
    return true;
}

/* --- baselines and targets ------------------------------------------------------------------------------------ */

static int compare_aims(const void *left, const void *right)
{
    const struct declared_aim *a = left, *b = right;
    if (a->days.last != b->days.last) return a->days.last < b->days.last ? -1 : 1;
    return (a->span.start > b->span.start) - (a->span.start < b->span.start);
}

/* A baseline of a period whose figure is typed in is known without any data. */
static void take_reported(const struct indicator *indicator, struct declared_aim *baseline)
{
    if (baseline->stated || baseline->in.freq != indicator->freq) return;
    for (size_t i = 0; i < indicator->reported_count; i++) {
        const struct reported *r = &indicator->reported[i];
        if (r->period.ord != baseline->in.ord || r->interval) continue;
        baseline->number = r->number;
    }
}

static void check_baseline_period(struct theory *t, const struct indicator *indicator,
                                  const struct ast_clause *c)
{
    enum freq freq = c->aim.period.value.freq;
    if (c->aim.value || !indicator->has_freq || freq == indicator->freq) return;
    struct finding *f = finding_add(t->findings, FINDING_U04, c->aim.period.span,
                                    "the baseline is taken from the series, which is by %.*s",
                                    STR_ARG(freq_name(indicator->freq)));
    finding_help(t->findings, f, "name a %.*s, or state the number: baseline 12.4 in 2018",
                 STR_ARG(freq_name(indicator->freq)));
}

static void add_aim(struct theory *t, struct indicator *indicator, const struct ast_clause *c,
                    struct declared_aim *aims, uint32_t *count)
{
    struct declared_aim *aim = &aims[*count];
    *aim = (struct declared_aim){
        .in = c->aim.period.value,
        .stated = c->aim.value != NULL,
        .of_baseline = c->aim.of_baseline,
        .span = c->span,
    };
    if (!resolve_period(t, &c->aim.period, &aim->days)) return;
    if (c->kind == CLAUSE_BASELINE) check_baseline_period(t, indicator, c);
    if (aim->of_baseline) {
        const struct expr *part =
            type_constant(t, c->aim.value, NULL, FLAVOUR_NONE, "a part of the baseline");
        aim->number = constant_number(t, part);
    } else if (aim->stated) {
        aim->number = given_number(t, indicator, c->aim.value,
                                   c->kind == CLAUSE_TARGET ? "a target" : "a baseline");
    }
    *count += !aim->stated || aim->number;
}

/* better within low..high */
static void type_band(struct theory *t, struct indicator *indicator, const struct ast_clause *c)
{
    const struct num *low = given_number(t, indicator, c->better.low, "a limit");
    const struct num *high = given_number(t, indicator, c->better.high, "a limit");
    if (!low || !high) return;
    struct interval within = {*low, *high};
    indicator->within = arena_copy(t->arena, &within, sizeof within);
    if (num_compare(low, high) > 0)
        finding_add(t->findings, FINDING_U05, c->span, "this range ends before it starts");
}

static void type_aims(struct theory *t, struct indicator *indicator)
{
    const struct ast_clause *clauses = indicator->common.decl->clauses;
    size_t baselines = 0, targets = 0;
    for (const struct ast_clause *c = clauses; c; c = c->next) {
        baselines += c->kind == CLAUSE_BASELINE;
        targets += c->kind == CLAUSE_TARGET;
    }
    indicator->baselines = ARENA_ARRAY(t->arena, struct declared_aim, baselines);
    indicator->targets = ARENA_ARRAY(t->arena, struct declared_aim, targets);
    for (const struct ast_clause *c = clauses; c; c = c->next) {
        if (c->kind == CLAUSE_BASELINE)
            add_aim(t, indicator, c, indicator->baselines, &indicator->baseline_count);
        if (c->kind == CLAUSE_TARGET)
            add_aim(t, indicator, c, indicator->targets, &indicator->target_count);
        if (c->kind == CLAUSE_MATTERS)
            indicator->matters =
                type_constant(t, c->expr, indicator->unit, indicator->flavour, "what matters");
        bool has_limits = c->kind == CLAUSE_BETTER && c->better.low;
        if (has_limits && indicator->better == BETTER_WITHIN) type_band(t, indicator, c);
    }
    for (size_t i = 0; i < indicator->baseline_count; i++)
        take_reported(indicator, &indicator->baselines[i]);
    qsort(indicator->baselines, indicator->baseline_count, sizeof *indicator->baselines,
          compare_aims);
    qsort(indicator->targets, indicator->target_count, sizeof *indicator->targets, compare_aims);
}

/* Two targets for one period, or two baselines. */
static void check_twice(struct theory *t, const struct declared_aim *aims, size_t count,
                        const char *what)
{
    for (size_t i = 1; i < count; i++) {
        if (aims[i].days.first != aims[i - 1].days.first ||
            aims[i].days.last != aims[i - 1].days.last)
            continue;
        struct finding *f = finding_add(t->findings, FINDING_N07, aims[i].span,
                                        "this period has a %s already", what);
        finding_relate(t->findings, f, location_of(aims[i - 1].span), "the other one");
        finding_help(t->findings, f, "keep one of the two");
    }
}

/* Indicators of which a test gives one figure. */
static void mark_given_figures(struct theory *t)
{
    for (size_t i = 0; i < t->file_count; i++)
        for (const struct ast_decl *d = t->files[i]->of_kind[DECL_TEST].first; d;
             d = d->next_of_kind)
            for (const struct ast_clause *c = d->clauses; c; c = c->next) {
                if (c->kind != CLAUSE_GIVEN || c->given->name.atom == ATOM_NONE) continue;
                if (!c->given->amounts.whole || c->given->name.atom >= t->by_atom_count) continue;
                const struct symbol *symbol = t->by_atom[c->given->name.atom];
                if (!symbol || symbol->kind != DECL_INDICATOR) continue;
                struct indicator *indicator = symbol->thing;
                indicator->given_figure = true;
            }
}

void theory_type_indicators(struct theory *t)
{
    mark_given_figures(t);
    for (size_t i = 0; i < t->indicators_count; i++) {
        struct indicator *indicator = t->indicators[i];
        type_indicator(t, indicator, indicator->common.decl->name.span);
    }
    for (size_t i = 0; i < t->indicators_count; i++) {
        struct indicator *indicator = t->indicators[i];
        if (!indicator->unit) { /* its value could not be typed: nothing to hold targets against */
            indicator->unit = &unit_none;
            continue;
        }
        type_aims(t, indicator);
        check_twice(t, indicator->baselines, indicator->baseline_count, "baseline");
        check_twice(t, indicator->targets, indicator->target_count, "target");
    }
}

/* --- naming one -------------------------------------------------------------------------------------------------- */

/* Marks the value of an indicator without `every`, so that a test can put its figure there. */
static struct expr *replaceable(struct theory *t, struct expr *value, struct indicator *indicator)
{
    struct expr *shared = expr_over(t, EXPR_SHARED, value->span, value, NULL, NULL);
    if (is_error(shared)) return shared;
    shared->type = value->type;
    shared->shape = value->shape;
    shared->unit = value->unit;
    shared->flavour = value->flavour;
    shared->slot = (uint32_t)t->shared_count++;
    shared->figure = indicator;
    return shared;
}

/* An indicator without `every` is a figure over the window of where it is named: its value is typed
 * anew there. */
static struct expr *type_figure(struct scope *scope, struct indicator *indicator, struct span span)
{
    struct theory *t = scope->t;
    struct scope inside =
        scope_figure(t, scope->window.days, scope->window.label, scope->by, scope->by_count);
    if (scope->kind != SCOPE_RULE) {
        struct window window = window_of_policy(t);
        inside.window = window;
    }
    inside.window_used = scope->window_used;
    if (scope->kind == SCOPE_RULE && indicator->by_count == 0) inside.by_count = 0;
    struct expr *value = type_once(&inside, &indicator->uses, indicator->common.name,
                                   indicator->value_clause->expr, span);
    if (is_error(value) || value->type != TYPE_NUMBER) return expr_error(t, span);
    value = convert(t, value, indicator->unit, indicator->flavour);
    return indicator->given_figure && !is_error(value) ? replaceable(t, value, indicator) : value;
}

/* Within a breakdown each indicator must have it too. */
static bool check_breakdown(struct scope *scope, const struct indicator *indicator,
                            struct span span)
{
    if (scope->kind != SCOPE_SERIES || !scope->by_count) return true;
    bool same = indicator->by_count == scope->by_count;
    for (size_t i = 0; same && i < scope->by_count; i++)
        same = str_equal(indicator->by[i], scope->by[i]);
    if (same) return true;
    struct finding *f =
        finding_add(scope->t->findings, FINDING_U10, span, "`%.*s` is not broken down by %.*s",
                    STR_ARG(indicator->common.name), STR_ARG(scope->by[0]));
    finding_relate(scope->t->findings, f, location_of(indicator->common.decl->name.span),
                   "declared here");
    finding_help(scope->t->findings, f, "give it the same `by`");
    return false;
}

struct expr *type_indicator_reference(struct scope *scope, struct indicator *indicator,
                                      struct span span)
{
    struct theory *t = scope->t;
    if (!type_indicator(t, indicator, span)) return expr_error(t, span);
    if (!indicator->unit || indicator->common.broken) return expr_error(t, span);
    if (!check_breakdown(scope, indicator, span)) return expr_error(t, span);
    if (!indicator->has_freq) return type_figure(scope, indicator, span);
    if (scope->kind == SCOPE_SERIES && scope->window.by_period &&
        scope->window.freq != indicator->freq && !scope->any_freq) {
        struct finding *f =
            finding_add(t->findings, FINDING_U04, span,
                        "`%.*s` is by %.*s, and a figure by %.*s is wanted here",
                        STR_ARG(indicator->common.name), STR_ARG(freq_name(indicator->freq)),
                        STR_ARG(freq_name(scope->window.freq)));
        finding_help(t->findings, f,
                     "hold(%.*s) repeats a coarser series over finer periods, "
                     "spread(…) divides it by days",
                     STR_ARG(indicator->common.name));
        return expr_error(t, span);
    }
    unsigned depth = indicator->value ? indicator->value->depth + 1u : 1u;
    if (depth > TYPED_DEPTH_LIMIT) return report_depth(t, span);
    struct expr *expr = expr_new(t, EXPR_INDICATOR, span);
    expr->depth = (uint16_t)depth;
    expr->type = TYPE_NUMBER;
    expr->shape = SHAPE_SERIES;
    expr->has_freq = true;
    expr->freq = indicator->freq;
    expr->unit = indicator->unit;
    expr->flavour = indicator->flavour;
    expr->indicator = indicator;
    return expr;
}
