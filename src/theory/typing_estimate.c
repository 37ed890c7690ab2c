/* Typing: what functions that estimate take, and the figures that they give. */
#include "theory/typing.h"
#include "theory/typing_estimate.h"

const struct expr *expr_unshared(const struct expr *expr)
{
    while (expr && expr->kind == EXPR_SHARED) expr = expr->a;
    return expr;
}

const struct expr *estimate_call(const struct expr *estimate)
{
    while (estimate->kind == EXPR_SHARED || estimate->kind == EXPR_NEGATE) estimate = estimate->a;
    return estimate;
}

/* --- kinds of arguments ----------------------------------------------------------------------- */

static struct expr *wrong(struct theory *t, struct span span, struct str message, const char *help)
{
    struct finding *f = finding_add(t->findings, FINDING_U08, span, "%.*s", STR_ARG(message));
    finding_help(t->findings, f, "%s", help);
    return expr_error(t, span);
}

struct expr *type_estimate_argument(struct scope *scope, const struct ast_expr *ast,
                                    const struct builtin *builtin)
{
    struct theory *t = scope->t;
    struct expr *expr = type_expr(scope, ast);
    if (is_error(expr) || expr->type == TYPE_ESTIMATE) return expr;
    return wrong(t, ast->span,
                 str_printf(t->arena, "%.*s wants an estimate, and this is %.*s",
                            STR_ARG(builtin->name), STR_ARG(expr_phrase(t, expr))),
                 "name a `let` that holds one, or write it here: before_after(x, from: 2020)");
}

struct expr *type_word_argument(struct scope *scope, const struct ast_expr *ast,
                                const struct parameter *parameter)
{
    struct theory *t = scope->t;
    struct str words[PARAMETERS_MAX], rest = parameter->words, word = {0};
    size_t count = 0;
    if (ast->kind == AST_NAME && !find_binding(scope, ast->name.atom))
        word = name_text(t, &ast->name);
    else if (ast->kind == AST_TEXT)
        word = str_trim(ast->text);
    bool found = false;
    while (rest.len) {
        words[count] = str_cut(&rest, '/');
        found |= str_equal(words[count++], word);
    }
    if (found) return expr_text(t, word, ast->span);
    struct finding *f = finding_add(t->findings, FINDING_N10, ast->span, "`%.*s:` is one of %.*s",
                                    STR_ARG(parameter->name), STR_ARG(parameter->words));
    offer_nearest(t, f, word, ast->span, words, count, "write one of these words");
    return expr_error(t, ast->span);
}

/* Groups that can only have these names: a misspelt one is seen before there are data. */
static bool check_group_names(struct theory *t, const struct indicator *indicator,
                              const struct expr *treated)
{
    const struct column *column = NULL;
    if (indicator->by_count == 1 && indicator->value && indicator->value->kind == EXPR_AGGREGATE &&
        indicator->value->aggregate->by_count == 1)
        column = indicator->value->aggregate->by[0];
    if (!column || !column->word_count) return true;
    for (size_t i = 0; i < treated->call->argument_count; i++) {
        const struct expr *name = treated->call->arguments[i].value;
        bool found = false;
        for (size_t k = 0; k < column->word_count && !found; k++)
            found = str_equal(column->words[k], *name->text);
        if (found) continue;
        struct finding *f =
            finding_add(t->findings, FINDING_N10, name->span, "`%.*s` has no group \"%.*s\"",
                        STR_ARG(indicator->common.name), STR_ARG(*name->text));
        struct str *quoted = ARENA_ARRAY(t->arena, struct str, column->word_count + 1);
        for (size_t k = 0; k < column->word_count; k++)
            quoted[k] = str_printf(t->arena, "\"%.*s\"", STR_ARG(column->words[k]));
        offer_nearest(t, f, sources_text(t->sources, name->span), name->span, quoted,
                      column->word_count, "its groups are the words of the column `%.*s`",
                      STR_ARG(column->name));
        return false;
    }
    return true;
}

/* --- what goes together ----------------------------------------------------------------------- */

static const struct expr *given(const struct expr *call, const char *name)
{
    for (size_t i = 0; i < call->call->argument_count; i++)
        if (str_equal(call->call->arguments[i].name, str_from(name)))
            return call->call->arguments[i].value;
    return NULL;
}

static bool is_true(const struct expr *expr)
{
    return expr && expr->kind == EXPR_TRUTH && expr->truth;
}

/* A season is a year of the series; of days also a week. */
static bool check_season_length(struct theory *t, const struct expr *call,
                                const struct expr *season)
{
    const struct expr *series = call->call->arguments[0].value;
    struct num length;
    if (!season || !series->has_freq || !constant_value(season, &length)) return true;
    int usual = 0, other = 0;
    switch (series->freq) {
    case FREQ_DAY:
        usual = 7;
        other = 365;
        break;
    case FREQ_WEEK: usual = other = 52; break;
    case FREQ_MONTH: usual = other = 12; break;
    case FREQ_QUARTER: usual = other = 4; break;
    case FREQ_HALF: usual = other = 2; break;
    case FREQ_YEAR: break;
    }
    struct num a = num_int(usual), b = num_int(other);
    if (usual && (num_compare(&length, &a) == 0 || num_compare(&length, &b) == 0)) return true;
    struct finding *f =
        finding_add(t->findings, FINDING_U04, season->span,
                    "this season does not fit a series by %.*s", STR_ARG(freq_name(series->freq)));
    if (!usual)
        finding_help(t->findings, f, "a series by year has no season: leave it out");
    else if (usual != other)
        finding_help(t->findings, f, "write season: %d for the week, or season: %d for the year",
                     usual, other);
    else
        finding_help(t->findings, f, "a year has %d of them: write season: %d", usual, usual);
    return false;
}

/* A control and an offset are read at the periods of the series. */
static bool check_companion(struct theory *t, const struct expr *call, const char *name)
{
    const struct expr *series = call->call->arguments[0].value, *other = given(call, name);
    if (!other || !series->has_freq || !other->has_freq || series->freq == other->freq) return true;
    struct finding *f = finding_add(
        t->findings, FINDING_U04, other->span, "this is by %.*s, and the series by %.*s",
        STR_ARG(freq_name(other->freq)), STR_ARG(freq_name(series->freq)));
    finding_help(t->findings, f, "`%s:` is read at each %.*s of the series", name,
                 STR_ARG(freq_name(series->freq)));
    return false;
}

static bool check_literal(struct theory *t, const struct expr *expr)
{
    if (!expr || expr->kind == EXPR_TRUTH) return true;
    wrong(t, expr->span, STR("true or false is written out here"), "write true or false");
    return false;
}

static bool check_interrupted(struct theory *t, const struct expr *call)
{
    const struct expr *counts = given(call, "counts"), *control = given(call, "control");
    const struct expr *series = call->call->arguments[0].value;
    if (!check_literal(t, counts) || !check_literal(t, given(call, "slope"))) return false;
    if (!check_companion(t, call, "control") || !check_companion(t, call, "offset") ||
        !check_companion(t, call, "control_offset"))
        return false;
    const struct expr *offset = given(call, "offset"), *errors = given(call, "errors");
    const struct expr *control_offset = given(call, "control_offset");
    if (offset && !is_true(counts))
        return wrong(t, offset->span, STR("an offset goes with counts"),
                     "write counts: true, or divide the series by it in the indicator"),
               false;
    if (control_offset && (!control || !is_true(counts)))
        return wrong(t, control_offset->span, STR("this is the offset of a control of counts"),
                     "write counts: true and control: …, or leave it out"),
               false;
    if (is_true(counts) && errors)
        return wrong(t, errors->span, STR("counts have an error of their own"),
                     "leave `errors:` out: it is widened by how much the counts vary"),
               false;
    if (!control || is_true(counts) || unit_same_dimension(series->unit, control->unit))
        return true;
    return wrong(t, control->span, STR("the control has another unit than the series"),
                 "it is subtracted from the series: use one that measures the same elsewhere"),
           false;
}

static bool check_lag(struct theory *t, const struct expr *call)
{
    const struct expr *lag = given(call, "lag"), *errors = given(call, "errors");
    bool fits = errors && str_equal(*errors->text, STR("newey_west"));
    if (!lag || fits || call->call->builtin->approach == APPROACH_NONE) return true;
    wrong(t, lag->span, STR("a lag goes with Newey and West's errors"),
          "write errors: newey_west, or leave the lag out");
    return false;
}

bool check_estimate(struct theory *t, const struct expr *call)
{
    if (!check_season_length(t, call, given(call, "season"))) return false;
    switch (call->call->builtin->id) {
    case BUILTIN_INTERRUPTED_SERIES: return check_interrupted(t, call) && check_lag(t, call);
    case BUILTIN_TREND: return check_lag(t, call);
    case BUILTIN_DIFFERENCE_IN_DIFFERENCES:
        return check_group_names(t, call->call->arguments[0].value->indicator,
                                 given(call, "treated"));
    default: return true;
    }
}

/* --- what comes out --------------------------------------------------------------------------- */

bool estimate_is_relative(const struct expr *call)
{
    return call->kind == EXPR_CALL && call->call->builtin->id == BUILTIN_INTERRUPTED_SERIES &&
           is_true(given(call, "counts"));
}

const struct indicator *estimate_indicator(const struct expr *estimate)
{
    const struct expr *call = estimate_call(estimate);
    while (call->kind == EXPR_CALL && call->call->builtin->id == BUILTIN_EQUIVALENCE)
        call = estimate_call(call->call->arguments[0].value);
    if (call->kind != EXPR_CALL || !call->call->argument_count) return NULL;
    const struct expr *series = expr_unshared(call->call->arguments[0].value);
    while (series && series->kind == EXPR_DURING) series = expr_unshared(series->a);
    return series && series->kind == EXPR_INDICATOR ? series->indicator : NULL;
}

enum approach estimate_approach(const struct expr *estimate)
{
    const struct expr *call = estimate_call(estimate);
    while (call->kind == EXPR_CALL && call->call->builtin->id == BUILTIN_EQUIVALENCE)
        call = estimate_call(call->call->arguments[0].value);
    if (call->kind != EXPR_CALL) return APPROACH_NONE;
    if (call->call->builtin->id == BUILTIN_INTERRUPTED_SERIES && given(call, "control"))
        return APPROACH_CONTROLLED_SERIES;
    return call->call->builtin->approach;
}

bool complete_equivalence(struct theory *t, struct expr *call)
{
    const struct expr *estimate = estimate_call(call->call->arguments[0].value);
    const struct indicator *indicator = estimate_indicator(estimate);
    if (call->call->arguments[1].value) return true;
    if (indicator && indicator->matters && !is_error(indicator->matters) &&
        !estimate_is_relative(estimate)) {
        call->call->arguments[1] = (struct expr_argument){STR("margin"), indicator->matters};
        return true;
    }
    wrong(t, call->span, STR("how large a change matters is not said"),
          "write equivalence(…, margin: 5), or `matters 5` in the indicator");
    return false;
}

/* --- fields ----------------------------------------------------------------------------------- */

/* The fields that a function gives, for a message: ".value .low …". */
static struct str fields_of(struct theory *t, const struct builtin *builtin)
{
    struct buf text = buf_in(t->arena);
    for (int i = 0; i < FIELD_COUNT; i++) {
        enum estimate_field field = (enum estimate_field)i;
        if (!estimate_field_belongs(field, builtin)) continue;
        struct str name = estimate_field_name(field);
        buf_printf(&text, "%s.%.*s", text.len ? " " : "", STR_ARG(name));
    }
    return buf_str(&text);
}

static struct expr *report_no_field(struct theory *t, const struct ast_expr *ast, struct str name,
                                    const struct builtin *builtin)
{
    struct str names[FIELD_COUNT];
    size_t count = 0;
    struct finding *f = finding_add(t->findings, FINDING_N10, ast->name.span,
                                    "%.*s gives no `.%.*s`", STR_ARG(builtin->name), STR_ARG(name));
    for (int i = 0; i < FIELD_COUNT; i++)
        if (estimate_field_belongs((enum estimate_field)i, builtin))
            names[count++] = estimate_field_name((enum estimate_field)i);
    offer_nearest(t, f, name, ast->name.span, names, count, "it gives %.*s",
                  STR_ARG(fields_of(t, builtin)));
    return expr_error(t, ast->span);
}

struct expr *type_estimate_field(struct theory *t, struct expr *estimate,
                                 const struct ast_expr *ast)
{
    enum estimate_field field;
    struct str name = name_text(t, &ast->name);
    const struct expr *call = estimate_call(estimate);
    const struct builtin *builtin = call->call->builtin;
    if (!estimate_field_from_name(name, &field) || !estimate_field_belongs(field, builtin))
        return report_no_field(t, ast, name, builtin);
    struct expr *expr = expr_over(t, EXPR_FIELD, ast->span, estimate, NULL, NULL);
    if (is_error(expr)) return expr;
    expr->type = TYPE_NUMBER;
    expr->shape = SHAPE_SCALAR;
    expr->field = field;
    expr->unit = &unit_none;
    switch (estimate_field_kind(field)->unit) {
    case FIELD_UNIT_SAME:
        expr->unit = estimate->unit;
        expr->flavour = estimate->flavour;
        break;
    case FIELD_UNIT_PLAIN: break;
    case FIELD_UNIT_PERIOD:
        expr->type = TYPE_PERIOD;
        expr->has_freq = call->call->arguments[0].value->has_freq;
        expr->freq = call->call->arguments[0].value->freq;
        break;
    }
    /* A mean is a figure of the series itself, not a difference of two. */
    if (field == FIELD_BEFORE || field == FIELD_AFTER)
        expr->flavour = call->call->arguments[0].value->flavour;
    return expr;
}
