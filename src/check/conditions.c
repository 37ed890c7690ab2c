/* Reading conditions. */
#include "check/conditions.h"

#include "check/bounds.h"
#include "check/expr_key.h"

enum {
    READING_STEPS = 600 /* expressions that one rule may come to; beyond that it is left alone */
};

void reading_begin(struct reading *reading, const struct check *check, struct arena *arena,
                   uint64_t *steps_left)
{
    arena_reset(arena);
    reading->check = check;
    reading->arena = arena;
    reading->quantity_count = 0;
    reading->cautious = false;
    reading->steps = READING_STEPS;
    space_begin(&reading->space, arena, steps_left);
    reading->given = formula_fixed(&reading->space, HOLDS);
}

static bool take_step(struct reading *reading)
{
    if (reading->steps == 0) {
        reading->space.full = true;
        return false;
    }
    reading->steps--;
    return true;
}

/* --- quantities ---------------------------------------------------------------------------------- */

static size_t quantity_with(struct reading *reading, struct str key, const struct expr *expr,
                            struct span span)
{
    for (size_t i = 0; i < reading->quantity_count; i++)
        if (str_equal(reading->quantities[i].key, key)) return i;
    if (reading->quantity_count == QUANTITIES_MAX) {
        reading->space.full = true;
        return 0;
    }
    struct quantity *quantity = &reading->quantities[reading->quantity_count];
    *quantity = (struct quantity){.key = key, .expr = expr, .span = span};
    if (expr->kind == EXPR_FIELD) {
        struct buf estimate = buf_in(reading->arena);
        if (!expr_key_add(&estimate, expr->a, &reading->steps)) reading->space.full = true;
        quantity->estimate = buf_str(&estimate);
        quantity->field = expr->field;
    }
    return reading->quantity_count++;
}

static size_t quantity_of(struct reading *reading, const struct expr *expr, struct span span)
{
    struct buf key = buf_in(reading->arena);
    if (!expr_key_add(&key, expr, &reading->steps)) reading->space.full = true;
    return quantity_with(reading, buf_str(&key), expr, span);
}

/* `series at period`, which nobody wrote. */
static size_t quantity_at(struct reading *reading, const struct expr *series, struct period period)
{
    struct expr *at = arena_copy(reading->arena, series, sizeof *series);
    *at = (struct expr){
        .kind = EXPR_AT,
        .type = TYPE_NUMBER,
        .shape = SHAPE_SCALAR,
        .a = (struct expr *)(uintptr_t)series,
        .unit = series->unit,
        .flavour = series->flavour,
        .span = series->span,
        .period = period,
    };
    size_t count = reading->quantity_count;
    size_t quantity = quantity_of(reading, at, series->span);
    if (reading->quantity_count == count) return quantity;
    struct str name = source_words(reading->arena, reading->check->t->sources, series->span);
    struct str when = period_text(reading->arena, period);
    reading->quantities[quantity].text =
        str_printf(reading->arena, "%.*s at %.*s", STR_ARG(name), STR_ARG(when));
    return quantity;
}

/* --- forms --------------------------------------------------------------------------------------- */

static void form_begin(struct form *form)
{
    form->count = 0;
    form->constant = num_int(0);
}

/* Terms stand in the order of their quantities, and none counts zero times. */
static bool form_add_term(struct form *form, size_t quantity, const struct num *factor)
{
    size_t at = 0;
    while (at < form->count && form->terms[at].quantity < quantity) at++;
    if (at < form->count && form->terms[at].quantity == quantity) {
        struct num *sum = &form->terms[at].factor;
        if (!num_add(sum, sum, factor)) return false;
        if (!num_is_zero(sum)) return true;
        form->count--;
        for (size_t i = at; i < form->count; i++) form->terms[i] = form->terms[i + 1];
        return true;
    }
    if (num_is_zero(factor)) return true;
    if (form->count == TERMS_MAX) return false;
    for (size_t i = form->count++; i > at; i--) form->terms[i] = form->terms[i - 1];
    form->terms[at] = (struct form_term){quantity, *factor};
    return true;
}

static bool form_scale(struct form *form, const struct num *factor)
{
    if (num_is_zero(factor)) form->count = 0;
    for (size_t i = 0; i < form->count; i++)
        if (!num_mul(&form->terms[i].factor, &form->terms[i].factor, factor)) return false;
    return num_mul(&form->constant, &form->constant, factor);
}

static bool form_add(struct form *form, const struct form *other)
{
    for (size_t i = 0; i < other->count; i++)
        if (!form_add_term(form, other->terms[i].quantity, &other->terms[i].factor)) return false;
    return num_add(&form->constant, &form->constant, &other->constant);
}

bool form_subtract(struct form *result, const struct form *a, const struct form *b)
{
    *result = *a;
    for (size_t i = 0; i < b->count; i++) {
        struct num negative = num_neg(&b->terms[i].factor);
        if (!form_add_term(result, b->terms[i].quantity, &negative)) return false;
    }
    return num_sub(&result->constant, &result->constant, &b->constant);
}

/* Scales it so that its first quantity counts once. */
static bool form_scale_to_first(struct form *form)
{
    struct num one = num_int(1), first = form->terms[0].factor, factor;
    if (num_compare(&first, &one) == 0) return true;
    if (!num_div(&factor, &one, &first) || !form_scale(form, &factor)) return false;
    form->terms[0].factor = one;
    return true;
}

/* The last baseline before a target is due; NULL when there is none. */
static const struct declared_aim *baseline_of(const struct indicator *indicator,
                                              const struct declared_aim *target)
{
    const struct declared_aim *baseline = NULL;
    for (size_t i = 0; i < indicator->baseline_count; i++)
        if (indicator->baselines[i].days.first <= target->days.last)
            baseline = &indicator->baselines[i];
    return baseline;
}

bool target_value(const struct indicator *indicator, const struct declared_aim *target,
                  struct num *value)
{
    if (!target->number) return false;
    *value = *target->number;
    if (!target->of_baseline) return true;
    const struct declared_aim *baseline = baseline_of(indicator, target);
    return baseline && baseline->number && num_mul(value, target->number, baseline->number);
}

/* Where the straight line to the last target stands in a period. */
static bool path_value(const struct reading *reading, const struct indicator *x, struct period at,
                       struct num *value)
{
    if (!x->target_count) return false;
    const struct declared_aim *target = &x->targets[x->target_count - 1];
    const struct declared_aim *baseline = baseline_of(x, target);
    struct num aim, part;
    if (!baseline || !baseline->number || !target_value(x, target, &aim)) return false;
    struct period_way way = {.from = baseline->in, .at = at, .to = target->in};
    return period_way(&reading->check->t->calendar, &way, &part) &&
           num_sub(value, &aim, baseline->number) && num_mul(value, value, &part) &&
           num_add(value, baseline->number, value);
}

/* The number that a call of target, baseline or path stands for; false when the data decide it. */
static bool aim_value(const struct reading *reading, const struct expr *call, struct num *value)
{
    enum builtin_id id = call->call->builtin->id;
    if (id != BUILTIN_TARGET && id != BUILTIN_BASELINE && id != BUILTIN_PATH) return false;
    const struct expr *of = call->call->arguments[0].value;
    if (!of || of->kind != EXPR_INDICATOR) return false;
    const struct indicator *x = of->indicator;
    if (id == BUILTIN_BASELINE) {
        const struct num *known =
            x->baseline_count ? x->baselines[x->baseline_count - 1].number : NULL;
        if (known) *value = *known;
        return known != NULL;
    }
    if (id == BUILTIN_PATH)
        return path_value(reading, x, call->call->arguments[1].value->period, value);
    const struct expr *due = call->call->argument_count > 1 ? call->call->arguments[1].value : NULL;
    if (!due) return x->target_count && target_value(x, &x->targets[x->target_count - 1], value);
    struct days days = period_days(&reading->check->t->calendar, due->period);
    for (size_t i = 0; i < x->target_count; i++)
        if (x->targets[i].days.last == days.last) return target_value(x, &x->targets[i], value);
    return false;
}

static bool read_form(struct reading *reading, const struct expr *expr, struct span span,
                      struct form *form);

/* difference(x, a, b) is x at b - x at a. */
static bool read_difference(struct reading *reading, const struct expr *call, struct form *form)
{
    const struct expr_argument *arguments = call->call->arguments;
    struct num plus = num_int(1), minus = num_int(-1);
    size_t from = quantity_at(reading, arguments[0].value, arguments[1].value->period);
    size_t to = quantity_at(reading, arguments[0].value, arguments[2].value->period);
    return form_add_term(form, to, &plus) && form_add_term(form, from, &minus);
}

static bool read_arithmetic(struct reading *reading, const struct expr *expr, struct span span,
                            struct form *form)
{
    struct form a, b;
    struct num one = num_int(1), factor;
    if (!read_form(reading, expr->a, expr->a->span, &a) ||
        !read_form(reading, expr->b, expr->b->span, &b))
        return false;
    switch (expr->op) {
    case OPERATOR_ADD: *form = a; return form_add(form, &b);
    case OPERATOR_SUBTRACT: return form_subtract(form, &a, &b);
    case OPERATOR_MULTIPLY:
        if (b.count && a.count) break;
        *form = b.count ? b : a;
        return form_scale(form, b.count ? &a.constant : &b.constant);
    case OPERATOR_DIVIDE:
        if (b.count || num_is_zero(&b.constant) || !num_div(&factor, &one, &b.constant)) break;
        *form = a;
        return form_scale(form, &factor);
    default: break;
    }
    /* A product of two quantities, a quotient, a power: a quantity of its own. */
    form_begin(form);
    return form_add_term(form, quantity_of(reading, expr, span), &one);
}

/* `span` is where the author wrote the whole, also when it is declared elsewhere. */
static bool read_form(struct reading *reading, const struct expr *expr, struct span span,
                      struct form *form)
{
    struct num one = num_int(1), minus = num_int(-1);
    form_begin(form);
    if (expr->type != TYPE_NUMBER || !take_step(reading)) return false;
    switch (expr->kind) {
    case EXPR_NUMBER: form->constant = *expr->number; return true;
    case EXPR_SHARED:
        /* A name for a sum of several is taken apart; for one thing it stays its name. */
        return read_form(reading, expr->a, span, form);
    case EXPR_CONVERT:
        return read_form(reading, expr->a, span, form) && form_scale(form, expr->number);
    case EXPR_NEGATE:
        return read_form(reading, expr->a, expr->a->span, form) && form_scale(form, &minus);
    case EXPR_ARITHMETIC: return read_arithmetic(reading, expr, span, form);
    case EXPR_RANGE:
    case EXPR_PLUS_MINUS: return false; /* uncertain: compared by its ends */
    case EXPR_CALL:
        if (aim_value(reading, expr, &form->constant)) return true;
        if (expr->call->builtin->id == BUILTIN_DIFFERENCE)
            return read_difference(reading, expr, form);
        break;
    default: break;
    }
    return form_add_term(form, quantity_of(reading, expr, span), &one);
}

bool reading_form(struct reading *reading, const struct expr *expr, struct form *form)
{
    return read_form(reading, expr, expr->span, form);
}

/* --- variables ----------------------------------------------------------------------------------- */

/* low <= value <= high of one estimate; those of the slope and the ratio among themselves. */
static int field_rank(enum estimate_field field)
{
    switch (field) {
    case FIELD_LOW: return 1;
    case FIELD_VALUE: return 2;
    case FIELD_HIGH: return 3;
    case FIELD_SLOPE_LOW: return 11;
    case FIELD_SLOPE: return 12;
    case FIELD_SLOPE_HIGH: return 13;
    case FIELD_RATIO_LOW: return 21;
    case FIELD_RATIO: return 22;
    case FIELD_RATIO_HIGH: return 23;
    default: return 0;
    }
}

bool reading_field_ordered(enum estimate_field field)
{
    return field_rank(field) > 0;
}

static const struct quantity *single(const struct reading *reading, size_t variable)
{
    const struct reading_variable *v = &reading->variables[variable];
    return v->kind == VARIABLE_NUMBER && v->form.count == 1
               ? &reading->quantities[v->form.terms[0].quantity]
               : NULL;
}

static void add_orders(struct reading *reading, size_t variable)
{
    const struct quantity *new = single(reading, variable);
    int rank = new &&new->estimate.len ? field_rank(new->field) : 0;
    for (size_t i = 0; rank && i < variable; i++) {
        const struct quantity *old = single(reading, i);
        if (!old || !str_equal(old->estimate, new->estimate)) continue;
        int other = field_rank(old->field);
        if (!other || other / 10 != rank / 10) continue;
        space_order(&reading->space, other < rank ? i : variable, other < rank ? variable : i);
    }
}

static size_t add_variable(struct reading *reading, const struct reading_variable *variable,
                           const struct stretch *range, bool whole)
{
    size_t at = space_variable(&reading->space, range, whole);
    if (reading->space.full) return 0;
    reading->variables[at] = *variable;
    add_orders(reading, at);
    return at;
}

static bool same_terms(const struct form *a, const struct form *b)
{
    if (a->count != b->count) return false;
    for (size_t i = 0; i < a->count; i++)
        if (a->terms[i].quantity != b->terms[i].quantity ||
            num_compare(&a->terms[i].factor, &b->terms[i].factor) != 0)
            return false;
    return true;
}

/* The variable for a form whose first factor is 1. */
static size_t variable_of_form(struct reading *reading, const struct form *form)
{
    for (size_t i = 0; i < reading->space.variable_count; i++)
        if (reading->variables[i].kind == VARIABLE_NUMBER &&
            same_terms(&reading->variables[i].form, form))
            return i;
    struct reading_variable variable = {.kind = VARIABLE_NUMBER, .form = *form};
    struct stretch range = {0};
    bool whole = false;
    if (form->count == 1) {
        const struct expr *expr = reading->quantities[form->terms[0].quantity].expr;
        range = bounds_of(expr);
        whole = reading->cautious ? bounds_looks_whole(expr) : bounds_whole(expr);
    }
    return add_variable(reading, &variable, &range, whole);
}

size_t reading_field(struct reading *reading, const struct expr *estimate,
                     enum estimate_field field)
{
    struct expr *expr = arena_copy(reading->arena, estimate, sizeof *estimate);
    *expr = (struct expr){
        .kind = EXPR_FIELD,
        .type = TYPE_NUMBER,
        .shape = SHAPE_SCALAR,
        .a = (struct expr *)(uintptr_t)estimate,
        .unit = estimate->unit,
        .flavour = estimate->flavour,
        .span = estimate->span,
        .field = field,
    };
    struct form form;
    struct num one = num_int(1);
    form_begin(&form);
    form_add_term(&form, quantity_of(reading, expr, estimate->span), &one);
    return variable_of_form(reading, &form);
}

/* What can't be taken apart: true or false. */
static struct formula *read_truth(struct reading *reading, const struct expr *expr)
{
    size_t quantity = quantity_of(reading, expr, expr->span), at = 0;
    struct num one = num_int(1);
    while (at < reading->space.variable_count && !(reading->variables[at].kind == VARIABLE_TRUTH &&
                                                   reading->variables[at].quantity == quantity))
        at++;
    if (at == reading->space.variable_count) {
        struct reading_variable variable = {.kind = VARIABLE_TRUTH, .quantity = quantity};
        struct stretch range = {
            .has_low = true, .low = num_int(0), .has_high = true, .high = num_int(1)};
        at = add_variable(reading, &variable, &range, true);
    }
    return formula_compare(&reading->space, at, IS_EQUAL, &one);
}

/* --- verdicts ------------------------------------------------------------------------------------ */

/* Whether a rule can come to this word: by its outcomes, or by a cap or gate, which give the words
 * of mixed or negative standing. */
static bool can_come(const struct rule *rule, struct str word)
{
    enum criterion_id id = rule->criterion->id;
    bool capped = id == CRITERION_EFFECTIVENESS || id == CRITERION_EFFICIENCY;
    const struct outcome_word *known = criterion_word(rule->criterion, word);
    if (rule->common.broken || (capped && known && known->standing != STANDING_POSITIVE))
        return true;
    for (size_t i = 0; i < rule->outcome_count; i++)
        if (!rule->outcomes[i].word || str_equal(rule->outcomes[i].word->text, word)) return true;
    return false;
}

static size_t verdict_variable(struct reading *reading, const struct expr *expr)
{
    size_t quantity = quantity_of(reading, expr, expr->span);
    for (size_t i = 0; i < reading->space.variable_count; i++)
        if (reading->variables[i].kind == VARIABLE_VERDICT &&
            reading->variables[i].quantity == quantity)
            return i;
    struct str words[OUTCOME_WORDS_MAX];
    size_t count = criterion_words(expr->rule->criterion, words) - 1; /* without `unknown` */
    struct reading_variable variable = {
        .kind = VARIABLE_VERDICT, .quantity = quantity, .rule = expr->rule};
    struct stretch range = {
        .has_low = true, .low = num_int(0), .has_high = true, .high = num_int((int64_t)count - 1)};
    size_t at = add_variable(reading, &variable, &range, true);
    for (size_t i = 0; i < count; i++) {
        struct num place = num_int((int64_t)i);
        if (can_come(expr->rule, words[i])) continue;
        reading->given =
            formula_and(&reading->space, reading->given,
                        formula_or(&reading->space, formula_missing(&reading->space, at),
                                   formula_compare(&reading->space, at, IS_NOT_EQUAL, &place)));
    }
    return at;
}

static struct formula *read_verdict(struct reading *reading, const struct expr *expr)
{
    const struct rule *rule = expr->a->kind == EXPR_RULE ? expr->a->rule : NULL;
    if (!rule || !rule->criterion) return read_truth(reading, expr);
    struct space *space = &reading->space;
    size_t variable = verdict_variable(reading, expr->a);
    struct formula *missing = formula_missing(space, variable);
    if (expr->test == VERDICT_IS_UNKNOWN) return missing;
    if (expr->test == VERDICT_IS_JUDGED) return formula_not(space, missing);
    struct str words[OUTCOME_WORDS_MAX];
    size_t count = criterion_words(rule->criterion, words) - 1;
    struct formula *any = NULL;
    enum standing standing = STANDING_UNKNOWN;
    bool by_word = expr->test == VERDICT_IS_WORD;
    if (!by_word) standing_from_name(*expr->text, &standing);
    for (size_t i = 0; i < count; i++) {
        const struct outcome_word *word = criterion_word(rule->criterion, words[i]);
        if (by_word ? !str_equal(words[i], *expr->text) : word->standing != standing) continue;
        struct num place = num_int((int64_t)i);
        struct formula *is = formula_compare(space, variable, IS_EQUAL, &place);
        any = any ? formula_or(space, any, is) : is;
    }
    return any ? any : read_truth(reading, expr);
}

/* --- conditions ---------------------------------------------------------------------------------- */

static enum relation relation_of(enum ast_operator op)
{
    switch (op) {
    case OPERATOR_NOT_EQUAL: return IS_NOT_EQUAL;
    case OPERATOR_LESS: return IS_LESS;
    case OPERATOR_LESS_EQUAL: return IS_AT_MOST;
    case OPERATOR_GREATER: return IS_GREATER;
    case OPERATOR_GREATER_EQUAL: return IS_AT_LEAST;
    default: return IS_EQUAL;
    }
}

static enum relation turned(enum relation relation)
{
    switch (relation) {
    case IS_LESS: return IS_GREATER;
    case IS_AT_MOST: return IS_AT_LEAST;
    case IS_GREATER: return IS_LESS;
    case IS_AT_LEAST: return IS_AT_MOST;
    case IS_EQUAL:
    case IS_NOT_EQUAL: break;
    }
    return relation;
}

static bool compares(enum relation relation, int order)
{
    switch (relation) {
    case IS_EQUAL: return order == 0;
    case IS_NOT_EQUAL: return order != 0;
    case IS_LESS: return order < 0;
    case IS_AT_MOST: return order <= 0;
    case IS_GREATER: return order > 0;
    case IS_AT_LEAST: return order >= 0;
    }
    return false;
}

/* a relation b; NULL when it can't be taken apart. */
static struct formula *read_comparison(struct reading *reading, enum relation relation,
                                       const struct expr *a, const struct expr *b)
{
    struct form left, right, form;
    struct num zero = num_int(0), limit;
    if (a->type != TYPE_NUMBER || !reading_form(reading, a, &left) ||
        !reading_form(reading, b, &right) || !form_subtract(&form, &left, &right))
        return NULL;
    if (form.count == 0)
        return formula_fixed(&reading->space, compares(relation, num_compare(&form.constant, &zero))
                                                  ? HOLDS
                                                  : HOLDS_NOT);
    bool negative = num_sign(&form.terms[0].factor) < 0;
    if (!form_scale_to_first(&form)) return NULL;
    limit = num_neg(&form.constant);
    form.constant = zero;
    return formula_compare(&reading->space, variable_of_form(reading, &form),
                           negative ? turned(relation) : relation, &limit);
}

static struct formula *read_within(struct reading *reading, const struct expr *expr)
{
    struct formula *above = read_comparison(reading, IS_AT_LEAST, expr->a, expr->b);
    struct formula *below = read_comparison(reading, IS_AT_MOST, expr->a, expr->c);
    if (!above || !below) return NULL;
    struct formula *both = formula_and(&reading->space, above, below);
    return expr->negated ? formula_not(&reading->space, both) : both;
}

static struct formula *read_list(struct reading *reading, const struct expr *expr)
{
    struct formula *any = formula_fixed(&reading->space, HOLDS_NOT);
    for (size_t i = 0; i < expr->call->argument_count; i++)
        any = formula_or(&reading->space, any,
                         reading_condition(reading, expr->call->arguments[i].value));
    return expr->negated ? formula_not(&reading->space, any) : any;
}

static struct formula *read_missing(struct reading *reading, const struct expr *expr)
{
    struct form form;
    if (expr->a->type != TYPE_NUMBER || expr->a->shape == SHAPE_SERIES ||
        !reading_form(reading, expr->a, &form) || form.count != 1)
        return NULL;
    form.constant = num_int(0);
    form.terms[0].factor = num_int(1);
    struct formula *missing = formula_missing(&reading->space, variable_of_form(reading, &form));
    return expr->negated ? formula_not(&reading->space, missing) : missing;
}

struct formula *reading_condition(struct reading *reading, const struct expr *expr)
{
    struct space *space = &reading->space;
    struct formula *formula = NULL, *a;
    if (!take_step(reading)) return formula_fixed(space, HOLDS_UNKNOWN);
    switch (expr->kind) {
    case EXPR_SHARED: return reading_condition(reading, expr->a);
    case EXPR_TRUTH: return formula_fixed(space, expr->truth ? HOLDS : HOLDS_NOT);
    case EXPR_NOT: return formula_not(space, reading_condition(reading, expr->a));
    case EXPR_AND:
        a = reading_condition(reading, expr->a);
        return formula_and(space, a, reading_condition(reading, expr->b));
    case EXPR_OR:
        a = reading_condition(reading, expr->a);
        return formula_or(space, a, reading_condition(reading, expr->b));
    case EXPR_COMPARE:
        formula = read_comparison(reading, relation_of(expr->op), expr->a, expr->b);
        break;
    case EXPR_WITHIN: formula = read_within(reading, expr); break;
    case EXPR_IN_LIST: formula = read_list(reading, expr); break;
    case EXPR_IS_MISSING: formula = read_missing(reading, expr); break;
    case EXPR_IS_WORD:
        formula = read_verdict(reading, expr);
        return expr->negated ? formula_not(space, formula) : formula;
    default: break;
    }
    return formula ? formula : read_truth(reading, expr);
}
