/* Typing: numbers with units, their arithmetic and comparison. */
#include "base/bug.h"
#include "theory/typing.h"

/* --- shapes ---------------------------------------------------------------------------------------- */

/* hold(x) and spread(x) come to the frequency of what they stand beside. */
static bool adapt(struct theory *t, struct expr *expr, enum freq freq)
{
    if (expr->kind != EXPR_CALL || expr->a) return false;
    enum builtin_id id = expr->call->builtin->id;
    if (id != BUILTIN_HOLD && id != BUILTIN_SPREAD) return false;
    (void)t;
    if (!freq_nests(freq, expr->freq)) return false;
    expr->freq = freq;
    return true;
}

bool join_shapes(struct theory *t, struct expr *result, struct expr *a, struct expr *b)
{
    if (a->shape == SHAPE_SERIES && b->shape == SHAPE_SERIES && a->has_freq && b->has_freq &&
        a->freq != b->freq && !adapt(t, a, b->freq) && !adapt(t, b, a->freq)) {
        struct finding *f = finding_add(t->findings, FINDING_U04, result->span,
                                        "one of these is by %.*s, the other by %.*s",
                                        STR_ARG(freq_name(a->freq)), STR_ARG(freq_name(b->freq)));
        finding_help(t->findings, f,
                     "hold(…) repeats the coarser one over finer periods, "
                     "spread(…) divides it by days");
        return false;
    }
    const struct expr *leading = a->shape >= b->shape ? a : b;
    result->shape = leading->shape;
    result->has_freq = leading->has_freq;
    result->freq = leading->freq;
    return true;
}

/* --- units ----------------------------------------------------------------------------------------- */

static bool is_one(const struct num *number)
{
    struct num one = num_int(1);
    return num_compare(number, &one) == 0;
}

struct expr *convert(struct theory *t, struct expr *expr, const struct unit *unit,
                     enum unit_flavour flavour)
{
    struct num factor = expr->bare ? num_int(1) : unit_conversion(expr->unit, unit);
    struct expr *converted = expr;
    if (!is_one(&factor)) {
        converted = expr_over(t, EXPR_CONVERT, expr->span, expr, NULL, NULL);
        if (is_error(converted)) return converted;
        converted->number = arena_copy(t->arena, &factor, sizeof factor);
        converted->type = expr->type;
        converted->shape = expr->shape;
        converted->has_freq = expr->has_freq;
        converted->freq = expr->freq;
    } else if (expr->unit != unit || expr->bare || expr->flavour != flavour) {
        converted = arena_copy(t->arena, expr, sizeof *expr);
    }
    converted->unit = unit;
    converted->flavour = flavour;
    converted->bare = false;
    return converted;
}

/* A number as the author wrote it, with a unit of its own. */
static const struct expr *written_number(const struct expr *expr)
{
    while (expr->kind == EXPR_CONVERT) expr = expr->a;
    return expr->kind == EXPR_NUMBER ? expr : NULL;
}

/* With its price year, where that is the difference. */
static struct str priced_phrase(struct theory *t, const struct unit *unit, const struct unit *other)
{
    if (!unit_same_dimension(unit, other)) return unit_phrase(unit);
    return str_printf(t->arena, "%.*s in prices of %d", STR_ARG(unit_phrase(unit)),
                      unit->price_year);
}

static void report_units(struct theory *t, const struct expr *a, const struct expr *b,
                         struct span span)
{
    struct finding *f = finding_add(t->findings, FINDING_U01, span, "%.*s does not go with %.*s",
                                    STR_ARG(priced_phrase(t, a->unit, b->unit)),
                                    STR_ARG(priced_phrase(t, b->unit, a->unit)));
    bool plain = unit_is_plain(a->unit) || unit_is_plain(b->unit);
    const struct expr *literal = written_number(b) ? written_number(b) : written_number(a);
    const struct unit *wanted = written_number(b) ? a->unit : b->unit;
    bool prices = unit_same_dimension(a->unit, b->unit);
    if (prices)
        finding_help(t->findings, f,
                     "these are amounts in prices of %d and of %d; bring them to one "
                     "year with deflate(x, index, year)",
                     a->unit->price_year, b->unit->price_year);
    else if (literal && !plain)
        finding_help(t->findings, f,
                     "write the number without a unit, or with that of the other side: [%.*s]",
                     STR_ARG(wanted->label));
    else if (plain)
        finding_help(t->findings, f,
                     "give the plain one its unit: in its column, `number [%.*s]`, or "
                     "in its indicator, `unit %.*s`",
                     STR_ARG(a->unit->label.len ? a->unit->label : b->unit->label),
                     STR_ARG(a->unit->label.len ? a->unit->label : b->unit->label));
    else
        finding_help(t->findings, f, "only amounts of one kind are compared, added or subtracted");
}

static bool price_years_differ(const struct unit *a, const struct unit *b)
{
    return a->price_year && b->price_year && a->price_year != b->price_year;
}

bool unify(struct theory *t, struct expr **a, struct expr **b, struct span span)
{
    struct expr *x = *a, *y = *b;
    if (x->bare && y->bare) return true;
    if (x->bare) {
        *a = convert(t, x, y->unit, y->flavour);
        return true;
    }
    if (y->bare) {
        *b = convert(t, y, x->unit, x->flavour);
        return true;
    }
    if (!unit_same_dimension(x->unit, y->unit) || price_years_differ(x->unit, y->unit)) {
        report_units(t, x, y, span);
        return false;
    }
    *b = convert(t, y, x->unit, y->flavour);
    return !is_error(*b);
}

bool fit_unit(struct theory *t, struct expr **expr, const struct unit *unit)
{
    struct expr other = {.unit = unit}, *wanted = &other;
    return unify(t, &wanted, expr, (*expr)->span);
}

/* --- arithmetic ------------------------------------------------------------------------------------ */

/* Percent and points become plain numbers before they are multiplied. */
static struct expr *plain_scale(struct theory *t, struct expr *expr)
{
    if (!unit_is_plain(expr->unit) || is_one(&expr->unit->scale)) return expr;
    return convert(t, expr, &unit_none, FLAVOUR_NONE);
}

static struct expr *finish(struct theory *t, struct expr *expr, const struct unit *unit,
                           const struct num *adjust)
{
    expr->unit = unit;
    if (is_one(adjust)) return expr;
    struct expr *adjusted = expr_over(t, EXPR_CONVERT, expr->span, expr, NULL, NULL);
    if (is_error(adjusted)) return adjusted;
    adjusted->number = arena_copy(t->arena, adjust, sizeof *adjust);
    adjusted->type = TYPE_NUMBER;
    adjusted->shape = expr->shape;
    adjusted->has_freq = expr->has_freq;
    adjusted->freq = expr->freq;
    adjusted->unit = unit;
    return adjusted;
}

static struct expr *type_product(struct theory *t, struct expr *expr, struct expr *a,
                                 struct expr *b, bool divides)
{
    struct num adjust;
    const struct unit *unit = divides ? unit_divide(t->arena, a->unit, b->unit, &adjust)
                                      : unit_multiply(t->arena, a->unit, b->unit, &adjust);
    if (!unit) {
        struct finding *f = finding_add(t->findings, FINDING_U01, expr->span,
                                        "the unit of this would have too many parts");
        finding_help(t->findings, f, "split it up, or drop units that do not matter");
        return expr_error(t, expr->span);
    }
    expr->bare = a->bare && b->bare;
    /* A share of a share is one; a number times a share is not. */
    if (!divides && a->flavour == FLAVOUR_SHARE && b->flavour == FLAVOUR_SHARE)
        expr->flavour = FLAVOUR_SHARE;
    if (a->bare != b->bare && unit_is_plain(unit) && divides && b->bare)
        expr->flavour = a->flavour == FLAVOUR_POINTS ? FLAVOUR_POINTS : FLAVOUR_NONE;
    return finish(t, expr, unit, &adjust);
}

static struct expr *type_power(struct theory *t, struct expr *expr, struct expr *a, struct expr *b)
{
    struct num exponent;
    int64_t whole = 0;
    bool known = constant_value(b, &exponent) && num_is_integer(&exponent) &&
                 num_floor(&whole, &exponent) && whole >= -20 && whole <= 20;
    if (!known || !unit_is_plain(b->unit)) {
        struct finding *f = finding_add(t->findings, FINDING_U08, b->span,
                                        "a power is a whole number from -20 to 20");
        finding_help(t->findings, f, "write for example x ^ 2");
        return expr_error(t, expr->span);
    }
    const struct unit *unit = unit_power(t->arena, a->unit, (int)whole);
    if (!unit) {
        finding_add(t->findings, FINDING_U01, expr->span,
                    "the unit of this power can't be worked "
                    "out");
        return expr_error(t, expr->span);
    }
    expr->bare = a->bare;
    expr->unit = unit;
    return expr;
}

/* closed - date is a number of days; date + 30 [day] a date. */
static struct expr *type_date_arithmetic(struct theory *t, enum ast_operator op, struct expr *a,
                                         struct expr *b, struct span span)
{
    const struct unit *day = &unit_builtins()[0].unit;
    struct expr *expr = expr_over(t, EXPR_ARITHMETIC, span, a, b, NULL);
    if (is_error(expr)) return expr;
    expr->op = op;
    if (!join_shapes(t, expr, a, b)) return expr_error(t, span);
    if (op == OPERATOR_SUBTRACT && a->type == TYPE_DATE && b->type == TYPE_DATE) {
        expr->type = TYPE_NUMBER;
        expr->unit = day;
        return expr;
    }
    bool moves = a->type == TYPE_DATE && b->type == TYPE_NUMBER &&
                 (op == OPERATOR_ADD || op == OPERATOR_SUBTRACT) &&
                 unit_same_dimension(b->unit, day);
    if (!moves)
        return report_types(t, span,
                            "%.*s and %.*s can't be put together with %.*s; two dates can be "
                            "subtracted, and a number of days added to one",
                            STR_ARG(expr_phrase(t, a)), STR_ARG(expr_phrase(t, b)),
                            STR_ARG(operator_text(op)));
    expr->type = TYPE_DATE;
    expr->b = convert(t, b, day, FLAVOUR_NONE);
    return expr;
}

struct expr *type_arithmetic(struct theory *t, enum ast_operator op, struct expr *a, struct expr *b,
                             struct span span)
{
    if (a->type == TYPE_DATE || b->type == TYPE_DATE)
        return type_date_arithmetic(t, op, a, b, span);
    if (a->type != TYPE_NUMBER || b->type != TYPE_NUMBER) {
        const struct expr *wrong = a->type != TYPE_NUMBER ? a : b;
        struct expr *error =
            report_types(t, span, "`%.*s` works on numbers, and this is %.*s",
                         STR_ARG(operator_text(op)), STR_ARG(expr_phrase(t, wrong)));
        return error;
    }
    bool sum = op == OPERATOR_ADD || op == OPERATOR_SUBTRACT;
    if (sum && !unify(t, &a, &b, span)) return expr_error(t, span);
    if (!sum) {
        a = plain_scale(t, a);
        b = plain_scale(t, b);
    }
    struct expr *expr = expr_over(t, EXPR_ARITHMETIC, span, a, b, NULL);
    if (is_error(expr)) return expr;
    expr->type = TYPE_NUMBER;
    expr->op = op;
    if (!join_shapes(t, expr, a, b)) return expr_error(t, span);
    if (op == OPERATOR_POWER) return type_power(t, expr, a, b);
    if (!sum) return type_product(t, expr, a, b, op == OPERATOR_DIVIDE);
    expr->unit = a->unit;
    expr->bare = a->bare && b->bare;
    expr->flavour = a->flavour == b->flavour ? a->flavour : FLAVOUR_NONE;
    if (op == OPERATOR_SUBTRACT && a->flavour == FLAVOUR_SHARE && b->flavour == FLAVOUR_SHARE)
        expr->flavour = FLAVOUR_POINTS;
    return expr;
}

/* --- comparison ------------------------------------------------------------------------------------ */

bool constant_value(const struct expr *expr, struct num *value)
{
    struct num a, b;
    switch (expr->kind) {
    case EXPR_NUMBER: *value = *expr->number; return true;
    case EXPR_CONVERT: return constant_value(expr->a, &a) && num_mul(value, &a, expr->number);
    case EXPR_NEGATE:
        if (!constant_value(expr->a, &a)) return false;
        *value = num_neg(&a);
        return true;
    case EXPR_SHARED: return constant_value(expr->a, value);
    case EXPR_ARITHMETIC: break;
    default: return false;
    }
    if (!constant_value(expr->a, &a) || !constant_value(expr->b, &b)) return false;
    int64_t exponent;
    switch (expr->op) {
    case OPERATOR_ADD: return num_add(value, &a, &b);
    case OPERATOR_SUBTRACT: return num_sub(value, &a, &b);
    case OPERATOR_MULTIPLY: return num_mul(value, &a, &b);
    case OPERATOR_DIVIDE: return !num_is_zero(&b) && num_div(value, &a, &b);
    case OPERATOR_POWER: return num_floor(&exponent, &b) && num_pow(value, &a, (int)exponent);
    default: return false;
    }
}

const struct num *constant_number(struct theory *t, const struct expr *expr)
{
    struct num value;
    if (expr->kind == EXPR_NUMBER) return expr->number;
    return constant_value(expr, &value) ? arena_copy(t->arena, &value, sizeof value) : NULL;
}

/* A share beside a constant that no share can be. */
static bool check_share(struct theory *t, const struct expr *a, const struct expr *b)
{
    const struct expr *share = a->flavour == FLAVOUR_SHARE ? a : b;
    const struct expr *other = share == a ? b : a;
    struct num value, zero = num_int(0), one = num_int(1);
    if (share->flavour != FLAVOUR_SHARE || !constant_value(other, &value)) return true;
    if (!num_mul(&value, &value, &share->unit->scale)) return true;
    if (num_compare(&value, &zero) >= 0 && num_compare(&value, &one) <= 0) return true;
    struct finding *f = finding_add(t->findings, FINDING_U06, other->span,
                                    "a share lies between 0 %% and 100 %%, and this does not");
    finding_help(t->findings, f, "write percent with the sign: 80%%");
    return false;
}

static void check_points(struct theory *t, const struct expr *a, const struct expr *b,
                         struct span span)
{
    const struct expr *points = a->flavour == FLAVOUR_POINTS ? a : b;
    const struct expr *other = points == a ? b : a;
    if (points->flavour != FLAVOUR_POINTS) return;
    if (other->flavour != FLAVOUR_PERCENT && other->flavour != FLAVOUR_SHARE) return;
    struct finding *f = finding_add(t->findings, FINDING_U07, span,
                                    "a difference of shares is in percentage points, and the other "
                                    "side is in percent");
    finding_help(t->findings, f,
                 "write percentage points as 5 [pp]; for a relative change use "
                 "change(x, a, b)");
}

static bool is_ordering(enum ast_operator op)
{
    return op != OPERATOR_EQUAL && op != OPERATOR_NOT_EQUAL;
}

/* The column whose words a text is compared with, or NULL. */
static const struct column *word_column(const struct expr *expr)
{
    return expr->kind == EXPR_COLUMN && expr->column->type == COLUMN_WORD ? expr->column : NULL;
}

static bool check_words(struct theory *t, const struct expr *a, const struct expr *b)
{
    const struct column *column = word_column(a) ? word_column(a) : word_column(b);
    const struct expr *text = word_column(a) ? b : a;
    if (!column || text->kind != EXPR_TEXT) return true;
    for (size_t i = 0; i < column->word_count; i++)
        if (str_equal(column->words[i], *text->text)) return true;
    struct finding *f = finding_add(t->findings, FINDING_N10, text->span,
                                    "\"%.*s\" is not one of the words of `%.*s`",
                                    STR_ARG(*text->text), STR_ARG(column->name));
    finding_relate(t->findings, f, location_of(column->span), "its words are declared here");
    struct str *quoted = ARENA_ARRAY(t->arena, struct str, column->word_count + 1);
    struct buf list = buf_in(t->arena);
    for (size_t i = 0; i < column->word_count; i++) {
        quoted[i] = str_printf(t->arena, "\"%.*s\"", STR_ARG(column->words[i]));
        buf_printf(&list, "%s%.*s", i ? ", " : "", STR_ARG(quoted[i]));
    }
    offer_nearest(t, f, sources_text(t->sources, text->span), text->span, quoted,
                  column->word_count, "its words are %.*s", STR_ARG(buf_str(&list)));
    return false;
}

/* A plain year beside a date or period: `year >= 2020`. */
static struct expr *as_period(struct theory *t, struct expr *expr, const struct expr *beside)
{
    struct num value;
    int64_t year;
    if ((beside->type != TYPE_PERIOD && beside->type != TYPE_DATE) || !expr->bare) return expr;
    if (!constant_value(expr, &value) || !num_is_integer(&value) || !num_floor(&year, &value) ||
        year < 1000 || year > 9999)
        return expr;
    struct expr *period = expr_new(t, EXPR_PERIOD, expr->span);
    period->type = TYPE_PERIOD;
    period->period = period_year((int)year);
    period->has_freq = true;
    period->freq = FREQ_YEAR;
    return period;
}

static bool is_time(const struct expr *expr)
{
    return expr->type == TYPE_DATE || expr->type == TYPE_PERIOD;
}

static enum freq freq_of_time(const struct expr *expr)
{
    return expr->type == TYPE_DATE ? FREQ_DAY : expr->freq;
}

/* Dates and periods are compared with their own kind; a date lies `in` a longer period. */
static bool check_time(struct theory *t, const struct expr *a, const struct expr *b,
                       struct span span)
{
    bool known = (a->type == TYPE_DATE || a->has_freq) && (b->type == TYPE_DATE || b->has_freq);
    if (!known || freq_of_time(a) == freq_of_time(b)) return true;
    struct finding *f =
        finding_add(t->findings, FINDING_U04, span, "a %.*s is compared with a %.*s",
                    STR_ARG(freq_name(freq_of_time(a))), STR_ARG(freq_name(freq_of_time(b))));
    finding_help(t->findings, f, "to ask whether a date lies in a period write `date in 2020`");
    return false;
}

/* An estimate is several figures. */
static struct expr *report_estimate(struct theory *t, const struct expr *estimate, struct span span)
{
    struct finding *f = finding_add(t->findings, FINDING_U03, estimate->span,
                                    "an estimate is several figures, and one is compared");
    finding_help(t->findings, f,
                 "say which: `.high < 0` for surely below 0, `.low > 0` for surely "
                 "above, `.value` for the estimate alone");
    return expr_error(t, span);
}

struct expr *type_comparison(struct theory *t, enum ast_operator op, struct expr *a, struct expr *b,
                             struct span span)
{
    a = as_period(t, a, b);
    b = as_period(t, b, a);
    bool numbers = a->type == TYPE_NUMBER && b->type == TYPE_NUMBER;
    bool times = is_time(a) && is_time(b);
    bool others = a->type == b->type && (a->type == TYPE_TEXT || a->type == TYPE_TRUTH);
    if (!numbers && !times && !others) {
        if (a->type == TYPE_ESTIMATE || b->type == TYPE_ESTIMATE)
            return report_estimate(t, a->type == TYPE_ESTIMATE ? a : b, span);
        return report_types(t, span, "%.*s can't be compared with %.*s", STR_ARG(expr_phrase(t, a)),
                            STR_ARG(expr_phrase(t, b)));
    }
    if (others && is_ordering(op))
        return report_types(t, span, "%.*s is only equal to another or not: use = or !=",
                            STR_ARG(expr_phrase(t, a)));
    if (numbers) {
        check_points(t, a, b, span);
        if (!unify(t, &a, &b, span) || !check_share(t, a, b)) return expr_error(t, span);
    }
    if (times && !check_time(t, a, b, span)) return expr_error(t, span);
    if (others && !check_words(t, a, b)) return expr_error(t, span);
    struct expr *expr = expr_over(t, EXPR_COMPARE, span, a, b, NULL);
    if (is_error(expr)) return expr;
    expr->type = TYPE_TRUTH;
    expr->op = op;
    return join_shapes(t, expr, a, b) ? expr : expr_error(t, span);
}

struct expr *type_within(struct theory *t, bool negated, struct expr *value, struct expr *low,
                         struct expr *high, struct span span)
{
    struct expr *above = type_comparison(t, OPERATOR_GREATER_EQUAL, value, low, span);
    if (is_error(above)) return above;
    struct expr *below = type_comparison(t, OPERATOR_LESS_EQUAL, value, high, span);
    if (is_error(below)) return below;
    struct num least, most;
    if (constant_value(above->b, &least) && constant_value(below->b, &most) &&
        num_compare(&least, &most) > 0) {
        struct finding *f = finding_add(t->findings, FINDING_U05, span_join(low->span, high->span),
                                        "this range ends before it starts");
        finding_help(t->findings, f, "write the smaller number first: within 7000..8000");
        return expr_error(t, span);
    }
    struct expr *expr = expr_over(t, EXPR_WITHIN, span, above->a, above->b, below->b);
    if (is_error(expr)) return expr;
    expr->type = TYPE_TRUTH;
    expr->negated = negated;
    struct expr both = *expr;
    if (!join_shapes(t, &both, above, below)) return expr_error(t, span);
    expr->shape = both.shape;
    expr->has_freq = both.has_freq;
    expr->freq = both.freq;
    return expr;
}

struct expr *type_constant(struct theory *t, const struct ast_expr *ast, const struct unit *unit,
                           enum unit_flavour flavour, const char *what)
{
    struct scope scope = scope_constant(t);
    struct expr *expr = type_expr(&scope, ast);
    if (is_error(expr)) return expr;
    if (expr->type != TYPE_NUMBER)
        return report_types(t, ast->span, "%s is a number, and this is %.*s", what,
                            STR_ARG(expr_phrase(t, expr)));
    if (!unit) return expr;
    if (!expr->bare &&
        (!unit_same_dimension(expr->unit, unit) || price_years_differ(expr->unit, unit))) {
        struct expr wanted = {.unit = unit};
        report_units(t, expr, &wanted, ast->span);
        return expr_error(t, ast->span);
    }
    return convert(t, expr, unit, flavour);
}
