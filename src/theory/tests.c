/* Tests: what they give, and what they expect of it. */
#include "theory/typing.h"

/* --- given ----------------------------------------------------------------------------------------------- */

static void report_no_series(struct theory *t, const struct ast_clause *c,
                             const struct indicator *indicator)
{
    struct str name = indicator->common.name;
    struct finding *f = finding_add(t->findings, FINDING_U04, c->given->amounts.values->range.span,
                                    "`%.*s` is one figure, not one for each period", STR_ARG(name));
    finding_relate(t->findings, f, location_of(indicator->common.decl->name.span), "declared here");
    finding_help(
        t->findings, f,
        "leave the period out, given %.*s 12, or let the indicator say by which period its "
        "figures come: every year",
        STR_ARG(name));
}

static void report_series(struct theory *t, const struct ast_clause *c,
                          const struct indicator *indicator)
{
    struct str name = indicator->common.name;
    struct finding *f = finding_add(t->findings, FINDING_U04, c->given->amounts.whole->span,
                                    "`%.*s` is by %.*s: for which does this figure stand?",
                                    STR_ARG(name), STR_ARG(freq_name(indicator->freq)));
    finding_relate(t->findings, f, location_of(indicator->common.decl->name.span), "declared here");
    finding_help(t->findings, f,
                 "write each period with its figure: given %.*s 2018: 12.4, 2023: 8",
                 STR_ARG(name));
}

static bool give_figures(struct theory *t, const struct ast_clause *c, struct given *given)
{
    struct indicator *indicator = given->indicator;
    if (c->given->path.span.end) {
        struct finding *f =
            finding_add(t->findings, FINDING_U08, c->given->path.span,
                        "`%.*s` is an indicator; its figures stand in the test itself",
                        STR_ARG(indicator->common.name));
        finding_help(t->findings, f, "write: given %.*s 2018: 12.4, 2023: 8",
                     STR_ARG(indicator->common.name));
        return false;
    }
    if (indicator->common.broken || !indicator->unit) return false;
    const struct ast_amounts *amounts = &c->given->amounts;
    if (!indicator->has_freq == !amounts->values) {
        if (amounts->values)
            return type_figures(t, indicator, amounts->values, &given->figures,
                                &given->figure_count);
        given->figures = ARENA_NEW(t->arena, struct reported);
        given->figure_count = 1;
        return type_single_figure(t, indicator, amounts->whole, given->figures);
    }
    if (amounts->values)
        report_no_series(t, c, indicator);
    else
        report_series(t, c, indicator);
    return false;
}

static bool give_table(struct theory *t, const struct ast_clause *c, struct given *given)
{
    given->path = c->given->path.value;
    given->path_span = c->given->path.span;
    if (given->path_span.end) return true;
    struct finding *f = finding_add(t->findings, FINDING_U08, c->given->name.span,
                                    "`%.*s` is a data block; its rows stand in a file of their own",
                                    STR_ARG(given->table->common.name));
    finding_help(t->findings, f,
                 "write: given %.*s from \"fixture.csv\", or give figures of an indicator",
                 STR_ARG(given->table->common.name));
    return false;
}

static void report_given_twice(struct theory *t, const struct given *again,
                               const struct given *first)
{
    const struct symbol *common = again->table ? &again->table->common : &again->indicator->common;
    struct finding *f = finding_add(t->findings, FINDING_N02, again->span,
                                    "`%.*s` is given twice in this test", STR_ARG(common->name));
    finding_relate(t->findings, f, location_of(first->span), "the first time");
    finding_help(t->findings, f, "keep one of the two");
}

static void type_given(struct theory *t, struct test *test, const struct ast_clause *c)
{
    struct given *given = &test->givens[test->given_count];
    struct symbol *symbol =
        resolve(t, &c->given->name, KIND(INDICATOR) | KIND(DATA), "an indicator or a data block");
    if (!symbol) return;
    *given = (struct given){.span = c->span};
    if (symbol->kind == DECL_INDICATOR)
        given->indicator = symbol->thing;
    else
        given->table = symbol->thing;
    if (!(given->table ? give_table(t, c, given) : give_figures(t, c, given))) return;
    for (size_t i = 0; i < test->given_count; i++) {
        const struct given *other = &test->givens[i];
        if (other->indicator != given->indicator || other->table != given->table) continue;
        report_given_twice(t, given, other);
        return;
    }
    test->given_count++;
}

/* --- expected conditions --------------------------------------------------------------------------------- */

static void type_tolerance(struct theory *t, struct expected *expected, const struct ast_expr *ast)
{
    const struct expr *condition = expected->condition;
    struct num zero = num_int(0);
    if (condition->kind != EXPR_COMPARE || condition->op != OPERATOR_EQUAL ||
        condition->a->type != TYPE_NUMBER) {
        struct finding *f = finding_add(t->findings, FINDING_U08, ast->span,
                                        "a tolerance stands behind two numbers compared with =");
        finding_help(t->findings, f, "write: expect rate at 2023 = 8 with 0.1");
        return;
    }
    struct expr *tolerance =
        type_constant(t, ast, condition->a->unit, condition->a->flavour, "a tolerance");
    if (is_error(tolerance)) return;
    if (!constant_value(tolerance, &expected->tolerance) ||
        num_compare(&expected->tolerance, &zero) < 0) {
        struct finding *f = finding_add(t->findings, FINDING_U03, ast->span,
                                        "a tolerance is a number that is not below zero");
        finding_help(t->findings, f, "it is how far the two sides may be apart: with 0.1");
        return;
    }
    expected->tolerant = true;
}

static void report_reason(struct theory *t, const struct ast_name *name)
{
    struct str codes[REASON_COUNT];
    for (int i = 1; i < REASON_COUNT; i++) codes[i - 1] = reason_code((enum reason)i);
    struct finding *f =
        finding_add(t->findings, FINDING_N10, name->span,
                    "`%.*s` is not a reason why something is unknown", STR_ARG(name_text(t, name)));
    offer_nearest(t, f, name_text(t, name), name->span, codes, REASON_COUNT - 1,
                  "reasons are for example no_data, no_rows, outside_covers, break, need, "
                  "method_weak, no_baseline, not_given");
}

/* A reason is that of a verdict that is unknown, or of a value that is missing. */
static bool can_have_reason(const struct expr *condition)
{
    if (condition->negated) return false;
    if (condition->kind == EXPR_IS_WORD) return condition->test == VERDICT_IS_UNKNOWN;
    return condition->kind == EXPR_IS_MISSING && condition->a->type == TYPE_NUMBER;
}

static void type_because(struct theory *t, struct expected *expected, const struct ast_name *name)
{
    if (name->atom == ATOM_NONE) return;
    if (!reason_from_code(name_text(t, name), &expected->because)) {
        report_reason(t, name);
        return;
    }
    if (is_error(expected->condition)) return;
    if (!can_have_reason(expected->condition)) {
        struct finding *f = finding_add(t->findings, FINDING_U08, name->span,
                                        "a reason stands only behind `is unknown` or `is missing`");
        finding_help(t->findings, f,
                     "write: expect goal is unknown because %.*s, or: expect rate at 2023 is "
                     "missing because %.*s",
                     STR_ARG(name_text(t, name)), STR_ARG(name_text(t, name)));
        return;
    }
    expected->because_said = true;
}

/* --- expected findings ----------------------------------------------------------------------------------- */

/* With such a finding the theory is invalid, and its tests do not start; or they have no data. */
static bool stops_tests(const struct finding_kind *kind)
{
    char family = kind->code.p[0];
    if (kind->severity != SEVERITY_ERROR) return false;
    if (str_equal(kind->code, STR("D01")) || str_equal(kind->code, STR("D15"))) return true;
    return family == 'S' || family == 'N' || family == 'U' || str_equal(kind->code, STR("V02"));
}

/* T4 and t04 are T04. */
static bool is_meant(struct str text, struct str code)
{
    if (text.len < 2) return false;
    char two[] = {text.p[0], '0', text.p[1]};
    return str_equal_ignoring_case(text, code) ||
           (text.len == 2 && str_equal_ignoring_case((struct str){two, sizeof two}, code));
}

static bool resolve_finding(struct theory *t, const struct ast_name *name, enum finding_code *code)
{
    struct str text = name_text(t, name), codes[FINDING_CODES];
    for (int i = 0; i < FINDING_CODES; i++) {
        codes[i] = finding_kind((enum finding_code)i)->code;
        if (!str_equal(codes[i], text)) continue;
        *code = (enum finding_code)i;
        if (!stops_tests(finding_kind(*code))) return true;
        struct finding *f = finding_add(t->findings, FINDING_N10, name->span,
                                        "`%.*s` can't be expected: where it is found, no test "
                                        "can be run",
                                        STR_ARG(text));
        finding_help(t->findings, f, "expect a finding that leaves the theory whole, such as T04");
        return false;
    }
    struct finding *f = finding_add(t->findings, FINDING_N10, name->span,
                                    "there is no finding `%.*s`", STR_ARG(text));
    for (int i = 0; i < FINDING_CODES; i++) {
        if (!is_meant(text, codes[i])) continue;
        finding_help(t->findings, f, "did you mean `%.*s`?", STR_ARG(codes[i]));
        finding_edit(t->findings, f, name->span, codes[i]);
        return false;
    }
    offer_nearest(t, f, text, name->span, codes, FINDING_CODES,
                  "the code of a finding stands in brackets behind it, such as T04");
    return false;
}

/* --- a test ---------------------------------------------------------------------------------------------- */

/* `x = 8 +- 0.1` expects what `x = 8 with 0.1` does: that a figure equals an interval is never known, so
 * nothing else can be meant. Answers the condition without the tolerance, which goes to *tolerance. */
static const struct ast_expr *take_tolerance(struct theory *t, const struct ast_expr *condition,
                                             const struct ast_expr **tolerance)
{
    const struct ast_expr *side = condition->b;
    if (*tolerance || condition->kind != AST_COMPARE || condition->op != OPERATOR_EQUAL)
        return condition;
    bool negative = side->kind == AST_NEGATE && side->a->kind == AST_PLUS_MINUS;
    const struct ast_expr *around = negative ? side->a : side;
    if (around->kind != AST_PLUS_MINUS) return condition;
    struct ast_expr *copy = arena_copy(t->arena, condition, sizeof *condition);
    *tolerance = around->b;
    copy->b = around->a;
    if (!negative) return copy;
    copy->b = arena_copy(t->arena, side, sizeof *side);
    copy->b->a = around->a;
    return copy;
}

static void type_expected(struct theory *t, struct test *test, const struct ast_clause *c)
{
    struct expected *expected = &test->expects[test->expect_count];
    struct scope scope = scope_policy(t);
    *expected = (struct expected){.span = c->span};
    if (!c->expect->condition) {
        if (!resolve_finding(t, &c->expect->finding, &expected->finding)) return;
        if (c->expect->finding_for.atom != ATOM_NONE) {
            expected->finding_for = resolve(t, &c->expect->finding_for, KINDS_ANY, "a declaration");
            if (!expected->finding_for) return;
        }
        test->expect_count++;
        return;
    }
    const struct ast_expr *tolerance = c->expect->tolerance;
    const struct ast_expr *condition = take_tolerance(t, c->expect->condition, &tolerance);
    expected->condition = type_condition(&scope, condition);
    type_because(t, expected, &c->expect->because);
    if (is_error(expected->condition)) return;
    if (tolerance) type_tolerance(t, expected, tolerance);
    test->expect_count++;
}

static void build_test(struct theory *t, const struct ast_decl *decl)
{
    struct test *test = ARENA_NEW(t->arena, struct test);
    size_t givens = 0, expects = 0;
    for (const struct ast_clause *c = decl->clauses; c; c = c->next) {
        givens += c->kind == CLAUSE_GIVEN;
        expects += c->kind == CLAUSE_EXPECT;
    }
    *test = (struct test){.decl = decl, .title = decl->title.value};
    test->givens = ARENA_ARRAY(t->arena, struct given, givens + 1);
    test->expects = ARENA_ARRAY(t->arena, struct expected, expects + 1);
    for (const struct ast_clause *c = decl->clauses; c; c = c->next) {
        if (c->kind == CLAUSE_GIVEN) type_given(t, test, c);
        if (c->kind == CLAUSE_EXPECT) type_expected(t, test, c);
    }
    LIST_ADD(t, tests, test);
}

void theory_tests(struct theory *t)
{
    for (size_t i = 0; i < t->file_count; i++)
        for (const struct ast_decl *d = t->files[i]->of_kind[DECL_TEST].first; d;
             d = d->next_of_kind)
            build_test(t, d);
}
