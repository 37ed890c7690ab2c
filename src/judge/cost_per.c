/* Money beside effects, and what was done to amounts on the way. */
#include "builtin/money.h"

#include "base/bug.h"
#include "base/calendar.h"
#include "builtin/series.h"
#include "judge/evaluate.h"

static struct arena *arena_of(const struct context *context)
{
    return context->judge->arena;
}

/* --- what an effect costs ---------------------------------------------------------------------- */

/* An effect that may as well be none, or the opposite: then a unit of it may cost anything. */
static struct cell unbounded(struct context *context, const struct estimate *e,
                             const struct expr *expr)
{
    struct buf text = buf_in(arena_of(context));
    buf_add(&text, STR("the interval of the effect holds zero ("));
    num_add_plain(&text, &e->low.value, 4, '.', 0);
    buf_add(&text, STR(" to "));
    num_add_plain(&text, &e->high.value, 4, '.', 0);
    buf_add(&text, STR("), so there is no limit to what a unit of it costs"));
    return cell_missing_at(arena_of(context), REASON_UNCERTAIN, buf_str(&text),
                           location_of(expr->span));
}

/* The value of an estimate with its interval, where it has one. */
static struct cell estimated(struct context *context, const struct estimate *e)
{
    struct cell cell = e->value;
    if (context->judge->sampling) return cell; /* it is drawn */
    if (!cell_known(&cell) || !cell_known(&e->low) || !cell_known(&e->high)) return cell;
    struct interval *interval = ARENA_NEW(arena_of(context), struct interval);
    *interval = (struct interval){e->low.value, e->high.value};
    cell.interval = interval;
    return cell;
}

static bool holds_zero(const struct cell *cell)
{
    return cell_known(cell) && cell->interval && num_sign(&cell->interval->low) <= 0 &&
           num_sign(&cell->interval->high) >= 0;
}

static struct cell total_of(struct context *context, const struct value *series, bool across)
{
    struct call call = {.arena = arena_of(context), .across = across, .arguments = series};
    struct value total;
    series_total(&call, &total);
    return total.cell;
}

/* What a rule asked of the costs of a measure, for the report; each once. */
static void note_cost_per(struct context *context, struct expr *expr, const struct cost_use *use)
{
    struct judge *judge = context->judge;
    if (context->group.by_count || !context->trace) return;
    for (size_t i = 0; i < judge->cost_use_count; i++)
        if (judge->cost_uses[i].expr->span.start == expr->span.start) return;
    ARENA_GROW(judge->arena, judge->cost_uses, judge->cost_use_count, judge->cost_use_capacity);
    judge->cost_uses[judge->cost_use_count++] = *use;
}

struct cell cost_per(struct context *context, struct expr *expr)
{
    struct expr *measure = expr->call->arguments[0].value;
    struct value costs = evaluate(context, measure);
    struct value effect = evaluate(context, expr->call->arguments[1].value);
    struct cost_use use = {.expr = expr, .measure = measure->node};
    struct cell total = total_of(context, &costs, true), per;
    switch (effect.kind) {
    case VALUE_ESTIMATE: per = estimated(context, effect.estimate); break;
    case VALUE_RUN: per = total_of(context, &effect, context->across); break;
    case VALUE_CELL: per = effect.cell; break;
    case VALUE_PERIOD:
    case VALUE_TEXT:
    case VALUE_TRUTH:
    case VALUE_GROUPS:
    case VALUE_TEXTS: BUG("an effect that is no number");
    }
    struct cell point = per;
    point.interval = NULL;
    use.point = cell_arithmetic(arena_of(context), '/', &total, &point, true);
    use.result = use.point;
    if (effect.kind == VALUE_ESTIMATE && holds_zero(&per) && cell_known(&total))
        use.result = unbounded(context, effect.estimate, expr);
    else if (per.interval)
        use.result = cell_arithmetic(arena_of(context), '/', &total, &per, true);
    use.unbounded = cell_known(&use.point) && !cell_known(&use.result);
    note_cost_per(context, expr, &use);
    return use.result;
}

/* --- functions of money ------------------------------------------------------------------------ */

struct period value_year(const struct judge *judge, const struct run *run)
{
    const struct policy *policy = judge->t->policy;
    const struct calendar *calendar = &judge->t->calendar;
    if (policy && policy->period_said)
        return period_of_day(calendar, FREQ_YEAR, policy->period.first);
    struct period first = {run->freq, run->first};
    return period_of_day(calendar, FREQ_YEAR, period_days(calendar, first).first);
}

void price_call(struct context *context, const struct expr *expr, struct call *call)
{
    enum builtin_id id = expr->call->builtin->id;
    const struct value *first = &call->arguments[0];
    if (id == BUILTIN_DEFLATE) call->price_year = expr->call->arguments[0].value->unit->price_year;
    if (id != BUILTIN_DISCOUNTED && id != BUILTIN_PRESENT_VALUE) return;
    call->rate = context->judge->t->discount.rate;
    if (first->kind == VALUE_RUN) call->value_year = value_year(context->judge, &first->run);
}

static void add_percent(struct buf *text, const struct num *rate)
{
    struct num hundred = num_int(100), percent;
    if (!num_mul(&percent, rate, &hundred)) return;
    num_add_plain(text, &percent, 4, '.', 0);
    buf_add(text, STR(" %"));
}

/* "discounted to 2018 at 2.25 % a year (Werkgroep …)" */
static struct str discount_note(struct context *context, const struct expr *expr,
                                const struct call *call)
{
    struct judge *judge = context->judge;
    struct buf text = buf_in(judge->arena);
    struct period to = call->given[1] ? call->arguments[1].period : call->value_year;
    bool own = call->given[2] && cell_known(&call->arguments[2].cell);
    buf_add(&text, STR("discounted to "));
    period_add(&text, to);
    buf_add(&text, STR(" at "));
    add_percent(&text, own ? &call->arguments[2].cell.value : &call->rate);
    struct str source = own ? STR("as the rule says") : judge->t->discount.source;
    if (!source.len) source = STR("as the settings say");
    buf_printf(&text, " a year (%.*s)", STR_ARG(source));
    if (!own) judge->discounted = true;
    (void)expr;
    return buf_str(&text);
}

static struct str words_of(struct context *context, const struct expr *expr)
{
    return source_words(arena_of(context), context->judge->t->sources, expr->span);
}

void note_call(struct context *context, const struct expr *expr, const struct call *call)
{
    struct trace *trace = context->trace;
    struct arena *arena = arena_of(context);
    enum builtin_id id = expr->call->builtin->id;
    struct str note = STR("");
    if (!trace) return;
    if (id == BUILTIN_HOLD || id == BUILTIN_SPREAD)
        note = str_printf(arena, "a coarser series is brought to finer periods: %.*s",
                          STR_ARG(words_of(context, expr)));
    if (id == BUILTIN_DEFLATE)
        note = str_printf(arena, "in prices of %.*s by the index %.*s",
                          STR_ARG(period_text(arena, call->arguments[2].period)),
                          STR_ARG(words_of(context, expr->call->arguments[1].value)));
    if (id == BUILTIN_DISCOUNTED || id == BUILTIN_PRESENT_VALUE)
        note = discount_note(context, expr, call);
    if (!note.len) return;
    ARENA_GROW(arena, trace->notes, trace->note_count, trace->note_capacity);
    trace->notes[trace->note_count++] = note;
}
