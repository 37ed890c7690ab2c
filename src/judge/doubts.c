/* Findings on figures and verdicts. */
#include "judge/doubts.h"

#include <inttypes.h>

#include "judge/suppress.h"

enum {
    NOISE_POINTS = 8,   /* fewer figures do not show how large their noise is */
    VERDICTS_SHOWN = 5, /* of those that rest on provisional values */
    RULES_LOOKED_AT = 200
};

/* --- numbers in words ------------------------------------------------------------------------------- */

static struct str number_text(struct arena *arena, const struct indicator *indicator,
                              const struct num *number)
{
    struct buf text = buf_in(arena);
    struct num hundred = num_int(100), percent;
    bool plain = unit_is_plain(indicator->unit) && !indicator->unit->label.len;
    if (plain && indicator->flavour != FLAVOUR_NONE && num_mul(&percent, number, &hundred)) {
        num_add_plain(&text, &percent, 4, '.', 0);
        buf_add(&text, indicator->flavour == FLAVOUR_POINTS ? STR(" pp") : STR(" %"));
        return buf_str(&text);
    }
    num_add_plain(&text, number, 4, '.', 0);
    if (indicator->unit->label.len) buf_printf(&text, " %.*s", STR_ARG(indicator->unit->label));
    return buf_str(&text);
}

/* The same with three digits that count: for what is only an estimate. */
static struct str about_text(struct arena *arena, const struct indicator *indicator, double value)
{
    double unit = 1;
    while (value / unit >= 1000) unit *= 10;
    while (value / unit < 100 && unit > 1e-9) unit /= 10;
    int64_t digits = (int64_t)(value / unit + 0.5);
    struct num number = num_int(digits), scale = num_int((int64_t)unit);
    if (unit < 1) {
        unsigned places = 0;
        for (; unit < 0.5; unit *= 10) places++;
        number = num_decimal(digits, places);
    } else if (!num_mul(&number, &number, &scale)) {
        number = num_binary(value);
    }
    return number_text(arena, indicator, &number);
}

/* --- baselines -------------------------------------------------------------------------------------- */

/* How far a figure may lie from the one stated, which was rounded to its last digit; a large round
 * one to its last digit that is not 0. */
static struct num rounding_of(const struct num *stated)
{
    struct num shortest = num_canonical(stated);
    if (shortest.kind != NUM_DECIMAL) {
        struct num size = num_abs(stated), part = num_decimal(5, 3);
        return num_mul(&size, &size, &part) ? size : num_int(0);
    }
    if (shortest.scale) return num_decimal(5, shortest.scale + 1u);
    i128 rest = shortest.n < 0 ? -shortest.n : shortest.n, half = 5;
    unsigned zeros = 0;
    while (rest && rest % 10 == 0 && zeros < 30) {
        rest /= 10;
        zeros++;
    }
    for (unsigned i = 0; zeros >= 3 && i < zeros; i++) half *= 10;
    return num_decimal(half, 1);
}

static void check_baseline(struct judging *s, const struct indicator *indicator,
                           const struct run *run, const struct declared_aim *baseline,
                           struct findings *findings)
{
    struct judge *judge = &s->judge;
    if (!baseline->stated || !baseline->number || !run->by_period) return;
    if (baseline->in.freq != run->freq) return;
    struct cell figure = run_at(judge->arena, run, baseline->in);
    struct num difference, slack = rounding_of(baseline->number);
    if (!cell_known(&figure) || suppress_is_few(judge, &figure)) return;
    const struct num *low = figure.interval ? &figure.interval->low : &figure.value;
    const struct num *high = figure.interval ? &figure.interval->high : &figure.value;
    if (num_compare(baseline->number, low) >= 0 && num_compare(baseline->number, high) <= 0) return;
    if (!num_sub(&difference, &figure.value, baseline->number)) return;
    difference = num_abs(&difference);
    if (num_compare(&difference, &slack) <= 0) return;
    struct finding *f =
        finding_add(findings, FINDING_I19, baseline->span,
                    "the baseline of `%.*s` is %.*s, and its series has %.*s in %.*s",
                    STR_ARG(indicator->common.name),
                    STR_ARG(number_text(findings->arena, indicator, baseline->number)),
                    STR_ARG(number_text(findings->arena, indicator, &figure.value)),
                    STR_ARG(period_text(findings->arena, baseline->in)));
    if (indicator->value_clause)
        finding_relate(findings, f, location_of(indicator->value_clause->span), "the series");
    finding_help(findings, f,
                 "progress is then measured from a point that never was: write `baseline in %.*s` "
                 "to take it from the series, or say why they differ with a `break`",
                 STR_ARG(period_text(findings->arena, baseline->in)));
}

/* --- targets ---------------------------------------------------------------------------------------- */

static bool same_segments(const struct cell *a, const struct cell *b)
{
    const struct segments *x = cell_segments(a), *y = cell_segments(b);
    if (x == y) return true;
    if (!x || !y || x->count != y->count) return false;
    for (size_t i = 0; i < x->count; i++)
        if (x->items[i].source != y->items[i].source || x->items[i].number != y->items[i].number)
            return false;
    return true;
}

/* The figures behind the last break, and the missing ones among them. */
static size_t first_comparable(const struct run *run, size_t last)
{
    size_t first = last;
    while (first && (!cell_known(&run->cells[first - 1]) ||
                     same_segments(&run->cells[first - 1], &run->cells[last])))
        first--;
    return first;
}

/* By how much a figure differs from the next by chance: the standard deviation as control charts
 * take it, from the steps between neighbours, here beyond the mean step, which is the trend. False
 * where there are too few. */
static bool noise_of(const struct run *run, double *noise)
{
    double sum = 0, mean = 0;
    size_t steps = 0, last = run->count;
    while (last && !cell_known(&run->cells[last - 1])) last--;
    if (!last--) return false;
    size_t first = first_comparable(run, last);
    for (int round = 0; round < 2; round++) {
        sum = 0;
        steps = 0;
        for (size_t i = first + 1; i <= last; i++) {
            const struct cell *a = &run->cells[i - 1], *b = &run->cells[i];
            if (!cell_known(a) || !cell_known(b)) continue;
            double step = num_to_double(&b->value) - num_to_double(&a->value) - mean;
            sum += round && step < 0 ? -step : step;
            steps++;
        }
        if (steps + 1 < NOISE_POINTS) return false;
        if (!round) mean = sum / (double)steps;
    }
    *noise = sum / (double)steps / 1.128;
    return *noise > 0;
}

static void report_noise(struct findings *findings, const struct indicator *indicator,
                         struct span span, const char *what, double aim, double noise)
{
    struct arena *arena = findings->arena;
    struct finding *f = finding_add(
        findings, FINDING_I18, span, "%s `%.*s`, %.*s, is less than its figures vary by", what,
        STR_ARG(indicator->common.name), STR_ARG(about_text(arena, indicator, aim)));
    if (indicator->value_clause)
        finding_relate(findings, f, location_of(indicator->value_clause->span), "the series");
    finding_help(
        findings, f,
        "by chance alone one figure in twenty lies more than %.*s from where it should, so "
        "whether it was reached says little: aim at more, or judge means of several "
        "periods or a trend",
        STR_ARG(about_text(arena, indicator, noise)));
}

static double distance(const struct num *a, const struct num *b)
{
    double d = num_to_double(a) - num_to_double(b);
    return d < 0 ? -d : d;
}

static void check_noise(struct judging *s, const struct indicator *indicator, const struct run *run,
                        struct findings *findings)
{
    const struct aims *aims = run->aims;
    double noise;
    if (!run->by_period || indicator->span > 1 || s->judge.t->min_cell || !noise_of(run, &noise))
        return;
    noise *= 1.96;
    if (aims->target_count && aims->baseline_count) {
        const struct cell *target = &aims->targets[aims->target_count - 1].value;
        const struct cell *baseline = &aims->baselines[aims->baseline_count - 1].value;
        bool known = cell_known(target) && cell_known(baseline);
        double aim = known ? distance(&target->value, &baseline->value) : 0;
        if (aim > 0 && aim < noise) {
            report_noise(findings, indicator, indicator->targets[indicator->target_count - 1].span,
                         "what the target asks of", aim, noise);
            return;
        }
    }
    if (!indicator->matters) return;
    struct context context = context_begin(&s->judge);
    struct value matters = evaluate(&context, indicator->matters);
    if (matters.kind != VALUE_CELL || !cell_known(&matters.cell)) return;
    double size = num_to_double(&matters.cell.value);
    if (size > 0 && size < noise)
        report_noise(findings, indicator, indicator->matters->span,
                     "the smallest change that matters in", size, noise);
}

void doubts_of_aims(struct judging *s, struct findings *findings)
{
    const struct theory *t = s->judge.t;
    for (size_t i = 0; i < t->indicators_count; i++) {
        struct indicator *indicator = t->indicators[i];
        if (!indicator->baseline_count && !indicator->matters) continue;
        const struct run *run = &indicator_panel(&s->judge, indicator, false)->runs[0];
        for (size_t k = 0; k < indicator->baseline_count; k++)
            check_baseline(s, indicator, run, &indicator->baselines[k], findings);
        check_noise(s, indicator, run, findings);
    }
}

/* --- verdicts ------------------------------------------------------------------------------------------ */

/* Whether a rule's conditions rest on a column. */
struct column_search {
    const struct column *column;
    struct expr_walk walk;
    uint32_t *indicators; /* by index: the last round in which it was looked into */
    bool found;
};

static bool uses(const struct aggregate *aggregate, const struct column *column)
{
    const struct table *table = aggregate->table;
    if (table != column->table) return false;
    if (column == table->period || column == table->period_to || column == table->weight)
        return true;
    for (size_t i = 0; i < aggregate->by_count; i++)
        if (aggregate->by[i] == column) return true;
    return expr_rests_on(aggregate->argument, column) || expr_rests_on(aggregate->weight, column) ||
           expr_rests_on(aggregate->filter, column);
}

static void find_column(void *context, struct expr *expr)
{
    struct column_search *search = context;
    if (search->found) return;
    if (expr->kind == EXPR_AGGREGATE) search->found = uses(expr->aggregate, search->column);
    if (expr->kind != EXPR_INDICATOR) return;
    if (search->indicators[expr->indicator->index] == search->walk.round) return;
    search->indicators[expr->indicator->index] = search->walk.round;
    expr_walk(&search->walk, expr->indicator->value);
}

static bool rests_on(struct column_search *search, const struct rule *rule,
                     const struct column *column)
{
    search->column = column;
    search->found = false;
    expr_walk_round(&search->walk);
    for (size_t i = 0; i < rule->need_count; i++) expr_walk(&search->walk, rule->needs[i]);
    for (size_t i = 0; i < rule->outcome_count; i++)
        expr_walk(&search->walk, rule->outcomes[i].condition);
    return search->found;
}

static void report_provisional(struct judging *s, const struct input *input,
                               const struct provisional_values *values, struct rule *const *rules,
                               size_t rule_count, struct findings *findings)
{
    const struct seen *seen = &values->seen;
    bool one = seen->count == 1;
    struct finding *f = finding_add_at(
        findings, FINDING_D06, input_location(input, seen->lines[0]),
        "%" PRIu64 " value%s of column `%.*s` in `%.*s` %s provisional, and verdicts rest on %s",
        seen->count, one ? "" : "s", STR_ARG(values->column->name), STR_ARG(input->path),
        one ? "is" : "are", one ? "it" : "them");
    for (size_t i = 0; i < rule_count && i < VERDICTS_SHOWN; i++) {
        const struct trial *trial = &s->trials[rules[i]->index];
        finding_relate(findings, f, location_of(rules[i]->common.decl->name.span), "`%.*s` is %.*s",
                       STR_ARG(rules[i]->common.name), STR_ARG(trial->verdict.word->text));
    }
    finding_help(findings, f,
                 "the verdicts can change when the figures are final: say so where you use them, "
                 "and evaluate again then");
}

/* The rules that were judged on provisional figures, as far as they are looked at. */
static size_t provisional_rules(struct judging *s, struct rule **rules)
{
    const struct theory *t = s->judge.t;
    size_t count = 0;
    for (size_t i = 0; i < t->rules_count && count < RULES_LOOKED_AT; i++)
        if (s->selection->rules[i] && s->trials[i].provisional && s->trials[i].verdict.word)
            rules[count++] = t->rules[i];
    return count;
}

void doubts_of_verdicts(struct judging *s, const struct input *inputs, size_t input_count,
                        struct findings *findings)
{
    const struct theory *t = s->judge.t;
    struct rule *rules[RULES_LOOKED_AT], *resting[RULES_LOOKED_AT];
    size_t count = provisional_rules(s, rules);
    struct column_search search = {
        .indicators = ARENA_ARRAY(s->judge.arena, uint32_t, t->indicators_count + 1)};
    expr_walk_begin(&search.walk, s->judge.arena, t->shared_count, find_column, &search);
    for (size_t i = 0; i < input_count && count; i++)
        for (size_t c = 0; c < inputs[i].provisional_count; c++) {
            const struct provisional_values *values = &inputs[i].provisional[c];
            size_t found = 0;
            for (size_t k = 0; k < count; k++)
                if (rests_on(&search, rules[k], values->column)) resting[found++] = rules[k];
            if (found) report_provisional(s, &inputs[i], values, resting, found, findings);
        }
}
