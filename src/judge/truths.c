/* Evaluating conditions: three-valued truth, what it rests on, and the trace of what was looked at. */
#include "base/bug.h"
#include "judge/evaluate.h"
#include "theory/typing_estimate.h"

static struct arena *arena_of(const struct context *context)
{
    return context->judge->arena;
}

static struct judged known(bool truth)
{
    return (struct judged){.truth = truth ? TRUTH_TRUE : TRUTH_FALSE};
}

static struct judged unknown(const struct missing *why)
{
    return (struct judged){.truth = TRUTH_UNKNOWN, .why = why};
}

/* --- what is waited for -------------------------------------------------------------------------------- */

static struct waiting *wait_for_both(struct context *context, struct waiting *a, struct waiting *b)
{
    if (!a || !b || a == b) return a ? a : b;
    struct waiting *both = ARENA_NEW(arena_of(context), struct waiting);
    *both = (struct waiting){.a = a, .b = b};
    return both;
}

/* For what stands in the trace under this text, if it is missing. */
static struct waiting *wait_for(struct context *context, const struct expr *expr)
{
    if (!context->trace) return NULL;
    struct str text = source_words(arena_of(context), context->judge->t->sources, expr->span);
    struct traced *figure = context->trace->first;
    while (figure && !str_equal(figure->text, text)) figure = figure->next;
    if (!figure || !figure->cell.missing) return NULL;
    struct waiting *one = ARENA_NEW(arena_of(context), struct waiting);
    one->figure = figure;
    return one;
}

/* --- the trace ----------------------------------------------------------------------------------------- */

/* What is written out as a number, a text, true or false says itself. */
static bool is_literal(struct str text)
{
    char c = text.len ? text.p[0] : '0';
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '`' ||
                  (unsigned char)c >= 0x80;
    return !letter || str_equal(text, STR("true")) || str_equal(text, STR("false"));
}

static struct traced *add_traced(struct context *context, struct expr *expr)
{
    struct trace *trace = context->trace;
    if (!trace) return NULL;
    struct str text = source_words(arena_of(context), context->judge->t->sources, expr->span);
    if (expr->shape == SHAPE_CONSTANT && is_literal(text)) return NULL;
    for (struct traced *t = trace->first; t; t = t->next)
        if (str_equal(t->text, text)) return NULL;
    struct traced *traced = ARENA_NEW(arena_of(context), struct traced);
    traced->text = text;
    traced->expr = expr;
    *trace->last = traced;
    trace->last = &traced->next;
    return traced;
}

void note_truth(struct context *context, struct expr *expr, struct judged *judged)
{
    struct traced *traced = add_traced(context, expr);
    if (traced) {
        traced->is_truth = true;
        traced->truth = judged->truth;
        traced->cell.missing = judged->why;
    }
    judged->waits = wait_for(context, expr);
}

static void note_basis(struct context *context, const struct cell *cell)
{
    if (!context->trace || !cell->basis) return;
    struct trace *trace = context->trace;
    trace->provisional |= cell->basis->provisional;
    if (!trace->lacking.len) trace->lacking = cell->basis->lacking;
    if (!trace->unplaced.len) trace->unplaced = cell->basis->unplaced;
}

/* In its own unit, not in that of the other side. */
static struct expr *without_unit(struct expr *expr)
{
    return expr->kind == EXPR_CONVERT ? expr->a : expr;
}

/* An operand's figure; in the trace it stands in its own unit. */
static struct cell operand(struct context *context, struct expr *expr)
{
    struct expr *own = without_unit(expr);
    struct value value = evaluate_operand(context, own);
    struct period point = context->has_point ? context->point : (struct period){FREQ_YEAR, 0};
    struct cell cell =
        value.kind == VALUE_ESTIMATE ? value.estimate->value : value_at(context, &value, point);
    struct traced *traced = add_traced(context, own);
    if (traced) traced->cell = cell;
    note_basis(context, &cell);
    return own == expr ? cell : cell_scale(arena_of(context), &cell, expr->number);
}

/* A comparison that is missing though both sides are known: a break lies between, or they are too
 * uncertain. */
static void note_missing_comparison(struct context *context, struct expr *expr,
                                    const struct missing *why)
{
    struct traced *traced = add_traced(context, expr);
    if (!traced) return;
    traced->comparison = true;
    traced->cell.missing = why;
}

/* --- levels -------------------------------------------------------------------------------------------- */

struct levels {
    int support; /* the highest level of an estimate that is named by .low, .high or .p */
    int lowest;  /* the lowest level of any estimate; 0: none */
};

/* Shared parts are looked at once: `let`s that use `let`s twice would else take for ever. */
static bool seen_before(struct judge *judge, const struct expr *expr)
{
    if (expr->kind != EXPR_SHARED) return false;
    uint64_t *seen = &judge->slots[expr->slot].levels_seen;
    if (*seen == judge->levels_round) return true;
    *seen = judge->levels_round;
    return false;
}

/* The level that an estimate came to; where it could not be had, that of its method. */
static int level_of(struct context *context, struct expr *estimate)
{
    struct value value = evaluate(context, estimate);
    if (value.kind == VALUE_ESTIMATE) return value.estimate->grade;
    return context->judge->t->scale->levels[estimate_approach(estimate)];
}

static void take_level(struct context *context, struct levels *levels, struct expr *expr)
{
    if (!expr || seen_before(context->judge, expr)) return;
    if (expr->kind == EXPR_FIELD) {
        int level = level_of(context, expr->a);
        bool shows = estimate_field_kind(expr->field)->shows;
        if (shows && level > levels->support) levels->support = level;
        if (level && (!levels->lowest || level < levels->lowest)) levels->lowest = level;
        return;
    }
    take_level(context, levels, expr->a);
    take_level(context, levels, expr->b);
    take_level(context, levels, expr->c);
    if (expr->kind != EXPR_CALL) return;
    for (size_t i = 0; i < expr->call->argument_count; i++)
        take_level(context, levels, expr->call->arguments[i].value);
}

/* A comparison of these operands rests on the estimates in them. */
static struct judged with_levels(struct context *context, struct judged judged, struct expr *a,
                                 struct expr *b)
{
    struct levels levels = {0, 0};
    context->judge->levels_round++;
    take_level(context, &levels, a);
    take_level(context, &levels, b);
    judged.potential = levels.support;
    judged.support = judged.truth == TRUTH_UNKNOWN ? 0 : levels.support;
    judged.lowest = levels.lowest;
    return judged;
}

/* --- comparisons --------------------------------------------------------------------------------------- */

static enum comparison comparison_of(enum ast_operator op)
{
    switch (op) {
    case OPERATOR_EQUAL: return COMPARE_EQUAL;
    case OPERATOR_NOT_EQUAL: return COMPARE_NOT_EQUAL;
    case OPERATOR_LESS: return COMPARE_LESS;
    case OPERATOR_LESS_EQUAL: return COMPARE_LESS_EQUAL;
    case OPERATOR_GREATER: return COMPARE_GREATER;
    case OPERATOR_GREATER_EQUAL: return COMPARE_GREATER_EQUAL;
    default: BUG("no such comparison");
    }
}

static struct judged compare_cells(struct context *context, struct expr *expr, enum comparison op,
                                   const struct cell *a, const struct cell *b)
{
    const struct missing *why = NULL;
    enum truth truth = cell_compare(arena_of(context), op, a, b, context->across, &why);
    struct judged judged = {.truth = truth, .why = why};
    if (truth != TRUTH_UNKNOWN || !cell_known(a) || !cell_known(b)) return judged;
    note_missing_comparison(context, expr, why);
    judged.waits = wait_for(context, expr);
    return judged;
}

/* A period, or, of an estimate that could not be had, a missing figure. */
static struct value time_operand(struct context *context, struct expr *expr)
{
    struct value value = evaluate(context, expr);
    struct traced *traced = expr->kind == EXPR_FIELD ? add_traced(context, expr) : NULL;
    if (!traced) return value;
    traced->is_text = true;
    if (value.kind == VALUE_PERIOD)
        traced->words = period_text(arena_of(context), value.period);
    else
        traced->cell = value.cell;
    return value;
}

static struct judged compare_others(struct context *context, struct expr *expr)
{
    bool equal = expr->op == OPERATOR_EQUAL;
    if (expr->a->type == TYPE_TEXT) {
        struct value a = evaluate(context, expr->a), b = evaluate(context, expr->b);
        return known(str_equal(a.text, b.text) == equal);
    }
    if (expr->a->type == TYPE_TRUTH) {
        struct judged a = evaluate_truth(context, expr->a), b = evaluate_truth(context, expr->b);
        if (a.truth != TRUTH_UNKNOWN && b.truth != TRUTH_UNKNOWN)
            return known((a.truth == b.truth) == equal);
        struct judged judged = unknown(a.truth == TRUTH_UNKNOWN ? a.why : b.why);
        judged.waits = wait_for_both(context, a.waits, b.waits);
        return judged;
    }
    struct value a = time_operand(context, expr->a), b = time_operand(context, expr->b);
    if (a.kind != VALUE_PERIOD || b.kind != VALUE_PERIOD) {
        struct judged judged = unknown(a.kind != VALUE_PERIOD ? a.cell.missing : b.cell.missing);
        judged.waits =
            wait_for_both(context, wait_for(context, expr->a), wait_for(context, expr->b));
        return judged;
    }
    struct days x = period_days(&context->judge->t->calendar, a.period);
    struct days y = period_days(&context->judge->t->calendar, b.period);
    struct num first = num_int(x.first), second = num_int(y.first);
    struct cell left = cell_of(&first), right = cell_of(&second);
    return compare_cells(context, expr, comparison_of(expr->op), &left, &right);
}

static struct judged compare(struct context *context, struct expr *expr)
{
    if (expr->a->type != TYPE_NUMBER) return compare_others(context, expr);
    struct cell a = operand(context, expr->a), b = operand(context, expr->b);
    struct judged judged = compare_cells(context, expr, comparison_of(expr->op), &a, &b);
    if (judged.truth == TRUTH_UNKNOWN && !judged.waits)
        judged.waits = wait_for_both(context, wait_for(context, without_unit(expr->a)),
                                     wait_for(context, without_unit(expr->b)));
    return with_levels(context, judged, expr->a, expr->b);
}

static struct judged negated(struct judged judged, bool negate)
{
    if (!negate || judged.truth == TRUTH_UNKNOWN) return judged;
    judged.truth = judged.truth == TRUTH_TRUE ? TRUTH_FALSE : TRUTH_TRUE;
    return judged;
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

static int lower(int a, int b)
{
    if (!a || !b) return a ? a : b;
    return a < b ? a : b;
}

/* Kleene's and. What makes it true is all of it, so that it rests on the best ground of its parts;
 * what makes it false is the false ones alone. */
static struct judged both(struct context *context, struct judged a, struct judged b)
{
    struct judged result = {
        .truth = a.truth < b.truth ? a.truth : b.truth,
        .potential = larger(a.potential, b.potential),
        .lowest = lower(a.lowest, b.lowest),
    };
    if (result.truth == TRUTH_UNKNOWN) {
        result.why = a.truth == TRUTH_UNKNOWN ? a.why : b.why;
        result.waits = wait_for_both(context, a.waits, b.waits);
    }
    if (result.truth == TRUTH_TRUE) result.support = larger(a.support, b.support);
    if (result.truth == TRUTH_FALSE)
        result.support =
            larger(a.truth == TRUTH_FALSE ? a.support : 0, b.truth == TRUTH_FALSE ? b.support : 0);
    return result;
}

static struct judged either(struct context *context, struct judged a, struct judged b)
{
    return negated(both(context, negated(a, true), negated(b, true)), true);
}

static struct judged within(struct context *context, struct expr *expr)
{
    /* The trace keeps what was compared, so these live as long as it does. */
    struct expr *above = arena_copy(arena_of(context), expr, sizeof *expr);
    struct expr *below = arena_copy(arena_of(context), expr, sizeof *expr);
    above->kind = below->kind = EXPR_COMPARE;
    above->op = OPERATOR_GREATER_EQUAL;
    below->op = OPERATOR_LESS_EQUAL;
    below->b = expr->c;
    above->c = below->c = NULL;
    above->negated = below->negated = false;
    struct judged enough = compare(context, above), not_too_much = compare(context, below);
    return negated(both(context, enough, not_too_much), expr->negated);
}

static struct judged in_list(struct context *context, struct expr *expr)
{
    struct judged found = known(false);
    for (size_t i = 0; i < expr->call->argument_count; i++)
        found = either(context, found, evaluate_truth(context, expr->call->arguments[i].value));
    return negated(found, expr->negated);
}

/* A whole series has no figure to show; that a test gives none of it is. */
static void note_not_given(struct context *context, struct expr *expr)
{
    struct traced *traced = add_traced(context, expr);
    if (traced) traced->cell = cell_missing(arena_of(context), REASON_NOT_GIVEN);
}

static struct judged is_missing(struct context *context, struct expr *expr)
{
    bool missing;
    if (expr->a->type == TYPE_TRUTH) {
        missing = evaluate_truth(context, expr->a).truth == TRUTH_UNKNOWN;
    } else {
        struct value value = evaluate_operand(context, expr->a);
        if (value.kind == VALUE_RUN && !context->has_point) {
            /* Of a whole series: that nothing of it is known. */
            missing = true;
            for (size_t i = 0; i < value.run.count; i++)
                missing &= !cell_known(&value.run.cells[i]);
            if (context->judge->given && run_not_given(&value.run))
                note_not_given(context, expr->a);
        } else {
            struct cell cell = operand(context, expr->a);
            missing = !cell_known(&cell);
        }
    }
    return known(missing != expr->negated);
}

/* --- verdicts of other rules --------------------------------------------------------------------------- */

static struct judged is_word(struct context *context, struct expr *expr)
{
    const struct rule *rule = expr->a->rule;
    const struct verdict *verdict = &context->judge->verdicts[rule->index];
    struct traced *traced = add_traced(context, expr->a);
    bool is_unknown = !verdict->word || verdict->word->standing == STANDING_UNKNOWN;
    struct str word = verdict->word ? verdict->word->text : STR("unknown");
    if (traced) {
        traced->is_text = true;
        traced->words = word;
    }
    struct judged judged = {.support = verdict->support, .lowest = verdict->level};
    enum standing standing;
    /* So that a need which rests on it is known not to be tested. */
    if (context->judge->given && traced && verdict->why && verdict->why->reason == REASON_NOT_GIVEN)
        traced->cell.missing = verdict->why;
    switch (expr->test) {
    case VERDICT_IS_UNKNOWN: return known(is_unknown != expr->negated);
    case VERDICT_IS_JUDGED: judged.truth = TRUTH_TRUE; break; /* or unknown, as all but `unknown` */
    case VERDICT_IS_WORD:
        judged.truth = str_equal(word, *expr->text) ? TRUTH_TRUE : TRUTH_FALSE;
        break;
    case VERDICT_IS_STANDING:
        judged.truth = TRUTH_FALSE;
        if (verdict->word && standing_from_name(*expr->text, &standing) &&
            verdict->word->standing == standing)
            judged.truth = TRUTH_TRUE;
        break;
    }
    if (is_unknown) {
        const struct missing *why = verdict->why;
        if (!why)
            why = cell_missing_at(arena_of(context), REASON_NO_OUTCOME,
                                  STR("the verdict of that rule is unknown"),
                                  location_of(rule->common.decl->name.span))
                      .missing;
        if (traced) traced->cell.missing = why;
        struct judged waiting = unknown(why);
        waiting.waits = wait_for(context, expr->a);
        return waiting;
    }
    judged.potential = judged.support;
    return negated(judged, expr->negated);
}

/* --- groups -------------------------------------------------------------------------------------------- */

/* The groups over which a condition is asked: those of the first indicator in it with that
 * breakdown. */
struct panel_search {
    struct judge *judge;
    const struct expr *each;
    struct indicator *found;
};

static void find_panel(void *context, struct expr *expr)
{
    struct panel_search *search = context;
    if (expr->kind != EXPR_INDICATOR || search->found) return;
    struct indicator *indicator = expr->indicator;
    bool same = indicator->by_count == search->each->groups->by_count;
    for (size_t i = 0; same && i < indicator->by_count; i++)
        same = str_equal(indicator->by[i], search->each->groups->by[i]);
    if (same) search->found = indicator;
}

struct tally {
    size_t groups, hold, fail, unknown;
    bool not_given; /* in a test that gives no rows to find groups in */
    struct judged all, any;
};

static struct tally ask_groups(struct context *context, struct expr *expr)
{
    struct judge *judge = context->judge;
    struct panel_search search = {.judge = judge, .each = expr};
    struct expr_walk walk;
    expr_walk_begin(&walk, judge->arena, judge->t->shared_count, find_panel, &search);
    expr_walk(&walk, expr->a);
    struct tally tally = {.all = known(true), .any = known(false)};
    if (!search.found) return tally;
    const struct panel *panel = indicator_panel(judge, search.found, context->across);
    tally.not_given =
        judge->given && (judge->given[search.found->index] || run_not_given(&panel->runs[0]));
    for (size_t i = 0; i < panel->group_count; i++) {
        struct context inside = *context;
        inside.stamp = inside.frame = ++judge->stamp;
        inside.trace = NULL; /* each group has its own figures; the outcome is what is shown */
        inside.group = (struct group){expr->groups->by, expr->groups->by_count, panel->groups[i]};
        struct judged judged = evaluate_truth(&inside, expr->a);
        tally.groups++;
        tally.hold += judged.truth == TRUTH_TRUE;
        tally.fail += judged.truth == TRUTH_FALSE;
        tally.unknown += judged.truth == TRUTH_UNKNOWN;
        tally.all = i ? both(context, tally.all, judged) : judged;
        tally.any = i ? either(context, tally.any, judged) : judged;
    }
    return tally;
}

static struct cell no_groups(struct context *context, const struct tally *tally,
                             const struct expr *expr)
{
    return cell_missing_at(arena_of(context), tally->not_given ? REASON_NOT_GIVEN : REASON_NO_DATA,
                           tally->not_given ? STR("the test gives no groups")
                                            : STR("there are no groups"),
                           location_of(expr->span));
}

struct judged evaluate_groups(struct context *context, struct expr *expr)
{
    struct tally tally = ask_groups(context, expr);
    struct judged judged = expr->groups->quantifier == BUILTIN_ALL ? tally.all : tally.any;
    if (!tally.groups) judged = unknown(no_groups(context, &tally, expr).missing);
    note_truth(context, expr, &judged);
    return judged;
}

struct value share_of_groups(struct context *context, struct expr *expr)
{
    struct tally tally = ask_groups(context, expr);
    struct num hold = num_int((int64_t)tally.hold);
    struct num asked = num_int((int64_t)(tally.hold + tally.fail)), share;
    struct value value = {.kind = VALUE_CELL};
    if (num_div(&share, &hold, &asked))
        value.cell = cell_of(&share);
    else if (tally.not_given)
        value.cell = no_groups(context, &tally, expr);
    else
        value.cell =
            cell_missing_at(arena_of(context), REASON_NO_DATA,
                            STR("the condition is known for no group"), location_of(expr->span));
    return value;
}

/* Both sides are looked at, the left one first, so that the trace has every figure in text order. */
static struct judged joined(struct context *context, struct expr *expr)
{
    struct judged a = evaluate_truth(context, expr->a), b = evaluate_truth(context, expr->b);
    return expr->kind == EXPR_AND ? both(context, a, b) : either(context, a, b);
}

/* --- all of them --------------------------------------------------------------------------------------- */

static struct judged shared_truth(struct context *context, struct expr *expr)
{
    struct slot *slot = &context->judge->slots[expr->slot];
    if (slot->stamp == context->stamp) return slot->judged;
    struct judged judged = evaluate_truth(context, expr->a);
    slot->stamp = context->stamp;
    slot->judged = judged;
    return judged;
}

struct judged evaluate_truth(struct context *context, struct expr *expr)
{
    switch (expr->kind) {
    case EXPR_TRUTH: return known(expr->truth);
    case EXPR_COMPARE: return compare(context, expr);
    case EXPR_WITHIN: return within(context, expr);
    case EXPR_IN_LIST: return in_list(context, expr);
    case EXPR_IS_MISSING: return is_missing(context, expr);
    case EXPR_IS_WORD: return is_word(context, expr);
    case EXPR_EACH_GROUP: return evaluate_groups(context, expr);
    case EXPR_CONTRIBUTION: return evaluate_contribution(context, expr);
    case EXPR_SHARED: return shared_truth(context, expr);
    case EXPR_NOT: return negated(evaluate_truth(context, expr->a), true);
    case EXPR_AND:
    case EXPR_OR: return joined(context, expr);
    case EXPR_IF: {
        struct judged condition = evaluate_truth(context, expr->a);
        if (condition.truth == TRUTH_UNKNOWN) return condition;
        return evaluate_truth(context, condition.truth == TRUTH_TRUE ? expr->b : expr->c);
    }
    case EXPR_IN_DAYS: {
        struct value value = time_operand(context, expr->a);
        if (value.kind != VALUE_PERIOD) {
            struct judged judged = unknown(value.cell.missing);
            judged.waits = wait_for(context, expr->a);
            return judged;
        }
        bool inside =
            days_contain(expr->days, period_days(&context->judge->t->calendar, value.period));
        return known(inside != expr->negated);
    }
    case EXPR_ERROR:
    case EXPR_NUMBER:
    case EXPR_TEXT:
    case EXPR_DATE:
    case EXPR_PERIOD:
    case EXPR_COLUMN:
    case EXPR_AGGREGATE:
    case EXPR_INDICATOR:
    case EXPR_COSTS:
    case EXPR_COVERAGE:
    case EXPR_RULE:
    case EXPR_CONVERT:
    case EXPR_NEGATE:
    case EXPR_ARITHMETIC:
    case EXPR_PLUS_MINUS:
    case EXPR_RANGE:
    case EXPR_AT:
    case EXPR_DURING:
    case EXPR_CALL:
    case EXPR_FIELD: break;
    }
    BUG("not a condition");
}
