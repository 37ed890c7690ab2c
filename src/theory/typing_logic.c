/* Typing: conditions. */
#include "theory/typing.h"

/* --- logic ----------------------------------------------------------------------------------------- */

/* A rule judges one figure; which one of a series it must say. */
static struct expr *report_series(struct theory *t, const struct ast_expr *ast,
                                  const struct expr *expr)
{
    struct finding *f = finding_add(t->findings, FINDING_U08, ast->span,
                                    "this asks a whole series, and a rule judges one figure");
    finding_help(t->findings, f, "say which: rate at %s, latest(rate), mean(rate)",
                 expr->freq == FREQ_YEAR      ? "2023"
                 : expr->freq == FREQ_QUARTER ? "2023-Q1"
                                              : "2023-05");
    return expr_error(t, ast->span);
}

struct expr *type_condition(struct scope *scope, const struct ast_expr *ast)
{
    struct theory *t = scope->t;
    struct expr *expr = type_expr(scope, ast);
    if (is_error(expr)) return expr;
    if (expr->type == TYPE_TRUTH && scope->kind == SCOPE_RULE && expr->shape == SHAPE_SERIES)
        return report_series(t, ast, expr);
    if (expr->type == TYPE_TRUTH) return expr;
    struct finding *f =
        finding_add(t->findings, FINDING_U03, ast->span,
                    "a condition is wanted here, and this is %.*s", STR_ARG(expr_phrase(t, expr)));
    finding_help(t->findings, f,
                 expr->type == TYPE_VERDICT ? "say which verdict: … is achieved, … is positive"
                                            : "compare it with something: … >= 10");
    return expr_error(t, ast->span);
}

struct expr *type_logic(struct scope *scope, const struct ast_expr *ast)
{
    struct theory *t = scope->t;
    struct expr *a = type_condition(scope, ast->a);
    struct expr *b = ast->b ? type_condition(scope, ast->b) : NULL;
    if (is_error(a) || (b && is_error(b))) return expr_error(t, ast->span);
    enum expr_kind kind = ast->kind == AST_AND  ? EXPR_AND
                          : ast->kind == AST_OR ? EXPR_OR
                                                : EXPR_NOT;
    struct expr *expr = expr_over(t, kind, ast->span, a, b, NULL);
    if (is_error(expr)) return expr;
    expr->type = TYPE_TRUTH;
    expr->shape = a->shape;
    if (b && !join_shapes(t, expr, a, b)) return expr_error(t, ast->span);
    return expr;
}

struct expr *type_if(struct scope *scope, const struct ast_expr *ast)
{
    struct theory *t = scope->t;
    struct expr *condition = type_condition(scope, ast->a);
    struct expr *yes = type_expr(scope, ast->b), *no = type_expr(scope, ast->c);
    if (is_error(condition) || is_error(yes) || is_error(no)) return expr_error(t, ast->span);
    if (yes->type != no->type || yes->type == TYPE_ESTIMATE || yes->type == TYPE_VERDICT)
        return report_types(t, ast->span,
                            "`then` gives %.*s and `else` %.*s; both must be of one "
                            "kind",
                            STR_ARG(expr_phrase(t, yes)), STR_ARG(expr_phrase(t, no)));
    if (yes->type == TYPE_NUMBER && !unify(t, &yes, &no, ast->span))
        return expr_error(t, ast->span);
    struct expr *expr = expr_over(t, EXPR_IF, ast->span, condition, yes, no);
    if (is_error(expr)) return expr;
    expr->type = yes->type;
    expr->unit = yes->unit;
    expr->flavour = yes->flavour == no->flavour ? yes->flavour : FLAVOUR_NONE;
    expr->bare = yes->bare && no->bare;
    if (!join_shapes(t, expr, yes, no) || !join_shapes(t, expr, expr, condition))
        return expr_error(t, ast->span);
    return expr;
}

/* Of a series in a rule: whether all of it is missing. */
static void set_missing_test(const struct scope *scope, struct expr *expr, const struct expr *value)
{
    expr->type = TYPE_TRUTH;
    expr->shape = value->shape;
    expr->has_freq = value->has_freq;
    expr->freq = value->freq;
    if (scope->kind == SCOPE_RULE && value->shape == SHAPE_SERIES) expr->shape = SHAPE_SCALAR;
}

struct expr *type_is_missing(struct scope *scope, const struct ast_expr *ast)
{
    struct expr *value = type_expr(scope, ast->a);
    if (is_error(value)) return value;
    struct expr *expr = expr_over(scope->t, EXPR_IS_MISSING, ast->span, value, NULL, NULL);
    if (is_error(expr)) return expr;
    set_missing_test(scope, expr, value);
    expr->negated = ast->negated;
    return expr;
}

/* The word behind `is`: one of the rule's verdicts, a standing, `judged`; false: N10. */
static bool resolve_verdict(struct theory *t, const struct rule *rule, const struct ast_name *name,
                            struct expr *expr)
{
    struct str text = name_text(t, name);
    enum standing standing;
    expr->text = arena_copy(t->arena, &text, sizeof text);
    bool of_rule = rule->criterion && criterion_word(rule->criterion, text);
    if (str_equal(text, STR("unknown")))
        expr->test = VERDICT_IS_UNKNOWN;
    else if (of_rule)
        expr->test = VERDICT_IS_WORD;
    else if (str_equal(text, STR("judged")))
        expr->test = VERDICT_IS_JUDGED;
    else if (standing_from_name(text, &standing))
        expr->test = VERDICT_IS_STANDING;
    else if (rule->criterion) {
        struct str words[OUTCOME_WORDS_MAX + 4];
        size_t count = criterion_words(rule->criterion, words);
        words[count++] = STR("positive");
        words[count++] = STR("negative");
        words[count++] = STR("judged");
        struct finding *f =
            finding_add(t->findings, FINDING_N10, name->span, "`%.*s` is not a verdict on %.*s",
                        STR_ARG(text), STR_ARG(rule->criterion->name));
        struct buf list = buf_in(t->arena);
        for (size_t i = 0; i < count; i++)
            buf_printf(&list, "%s%.*s", i ? ", " : "", STR_ARG(words[i]));
        offer_nearest(t, f, text, name->span, words, count, "it can be: %.*s",
                      STR_ARG(buf_str(&list)));
        return false;
    }
    return true;
}

struct expr *type_is(struct scope *scope, const struct ast_expr *ast)
{
    struct theory *t = scope->t;
    struct expr *value = type_expr(scope, ast->a);
    if (is_error(value)) return value;
    struct str word = name_text(t, &ast->name);
    if (str_equal(word, STR("known")) && value->type != TYPE_VERDICT) {
        struct expr *expr = expr_over(t, EXPR_IS_MISSING, ast->span, value, NULL, NULL);
        if (is_error(expr)) return expr;
        set_missing_test(scope, expr, value);
        expr->negated = !ast->negated;
        return expr;
    }
    if (value->type != TYPE_VERDICT) {
        struct finding *f = finding_add(t->findings, FINDING_U03, ast->span,
                                        "`is` asks for the verdict of a rule, and this is %.*s",
                                        STR_ARG(expr_phrase(t, value)));
        finding_help(t->findings, f,
                     value->type == TYPE_TEXT ? "compare a text with =: … = \"%.*s\""
                                              : "compare it with = instead of `is "
                                                "%.*s`",
                     STR_ARG(word));
        return expr_error(t, ast->span);
    }
    struct expr *expr = expr_over(t, EXPR_IS_WORD, ast->span, value, NULL, NULL);
    if (is_error(expr)) return expr;
    expr->type = TYPE_TRUTH;
    expr->shape = SHAPE_SCALAR;
    expr->negated = ast->negated;
    if (!resolve_verdict(t, value->rule, &ast->name, expr)) return expr_error(t, ast->span);
    return expr;
}

struct expr *type_in_list(struct scope *scope, const struct ast_expr *ast)
{
    struct theory *t = scope->t;
    struct expr *value = type_expr(scope, ast->a);
    size_t count = 0;
    for (const struct ast_item *i = ast->items; i; i = i->next) count++;
    struct expr *list = expr_over(t, EXPR_IN_LIST, ast->span, value, NULL, NULL);
    bool failed = is_error(value) || is_error(list);
    set_call(t, list, NULL, ARENA_ARRAY(t->arena, struct expr_argument, count), 0);
    for (const struct ast_item *i = ast->items; i; i = i->next) {
        struct expr *item = type_expr(scope, i->value);
        failed |= is_error(item);
        if (failed) continue;
        /* Each item is compared as by =, which brings units together and knows the words. */
        struct expr *equal = type_comparison(t, OPERATOR_EQUAL, value, item, i->value->span);
        failed |= is_error(equal);
        if (failed) continue;
        if (equal->depth >= list->depth) list->depth = (uint16_t)(equal->depth + 1);
        list->call->arguments[list->call->argument_count++].value = equal;
    }
    if (failed || list->depth > TYPED_DEPTH_LIMIT) return expr_error(t, ast->span);
    list->type = TYPE_TRUTH;
    list->shape = value->shape;
    list->negated = ast->negated;
    return list;
}
