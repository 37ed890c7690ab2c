/* Typing: what names stand for, and the parts of tables and estimates. */
#include "base/bug.h"
#include "theory/ways.h"
#include "theory/typing.h"
#include "theory/typing_estimate.h"

/* --- names ----------------------------------------------------------------------------------------- */

struct column *column_named(const struct table *table, struct str name)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (str_equal(table->columns[i]->name, name)) return table->columns[i];
    return NULL;
}

void report_no_column(struct theory *t, const struct table *table, const struct ast_name *name)
{
    if (was_skipped(t, name->atom) || table->common.broken) return;
    struct str text = name_text(t, name);
    struct finding *f =
        finding_add(t->findings, FINDING_N08, name->span, "`%.*s` is not a column of `%.*s`",
                    STR_ARG(text), STR_ARG(table->common.name));
    struct str *names = ARENA_ARRAY(t->arena, struct str, table->column_count + 1);
    for (size_t i = 0; i < table->column_count; i++) names[i] = table->columns[i]->name;
    offer_nearest(t, f, text, name->span, names, table->column_count,
                  "declare it in `data %.*s`: column %.*s : number", STR_ARG(table->common.name),
                  STR_ARG(text));
}

struct expr *type_column(struct scope *scope, const struct ast_name *name, struct column *column)
{
    struct theory *t = scope->t;
    static const enum value_type types[] = {
        [COLUMN_NUMBER] = TYPE_NUMBER, [COLUMN_DATE] = TYPE_DATE, [COLUMN_PERIOD] = TYPE_PERIOD,
        [COLUMN_BOOLEAN] = TYPE_TRUTH, [COLUMN_TEXT] = TYPE_TEXT, [COLUMN_WORD] = TYPE_TEXT,
    };
    if (column->form == COLUMN_DERIVED && !type_derived_column(t, column, name->span))
        return expr_error(t, name->span);
    if (column->broken) return expr_error(t, name->span);
    struct expr *expr = expr_new(t, EXPR_COLUMN, name->span);
    expr->type = types[column->type];
    expr->shape = SHAPE_ROW;
    expr->column = column;
    expr->freq = column->freq;
    expr->has_freq = column->type == COLUMN_PERIOD && !column->any_freq;
    expr->unit = column->unit ? column->unit : &unit_none;
    expr->flavour = column->flavour;
    /* A derived column is computed before what uses it, so its own depth does not add up; chains of
     * them do. */
    if (column->value) {
        if (column->value->depth + 1u > TYPED_DEPTH_LIMIT) return report_depth(t, name->span);
        expr->depth = (uint16_t)(column->value->depth + 1);
    }
    return expr;
}

/* An expression that is declared once and typed in each scope in which it is named. */
struct typed_use {
    struct typed_use *next;
    struct expr *value; /* NULL while it is being typed */
    uint64_t kinds;     /* in it */
    bool window_used;
    enum scope_kind kind; /* this and the rest: as in the scope */
    const struct table *table;
    struct window window;
    const struct str *by;
    size_t by_count;
};

static bool is_same_scope(const struct typed_use *a, const struct scope *b)
{
    if (a->kind != b->kind || a->table != b->table || a->by_count != b->by_count) return false;
    const struct window *v = &a->window, *w = &b->window;
    if (v->by_period != w->by_period || v->freq != w->freq || v->span != w->span ||
        v->days.first != w->days.first || v->days.last != w->days.last)
        return false;
    for (size_t i = 0; i < a->by_count; i++)
        if (!str_equal(a->by[i], b->by[i])) return false;
    return true;
}

static struct expr *report_circle(struct theory *t, struct span span, struct str name)
{
    struct finding *f =
        finding_add(t->findings, FINDING_N09, span, "`%.*s` needs itself", STR_ARG(name));
    finding_help(t->findings, f,
                 "nothing can be computed from its own value: take one of the names "
                 "in the circle out");
    return expr_error(t, span);
}

/* What is shared and costs something is wrapped, so that it is evaluated once. */
static struct expr *share(struct theory *t, struct expr *value, struct span span)
{
    if (value->shape == SHAPE_CONSTANT || value->shape == SHAPE_ROW) return value;
    struct expr *shared = expr_over(t, EXPR_SHARED, span, value, NULL, NULL);
    if (is_error(shared)) return shared;
    shared->type = value->type;
    shared->shape = value->shape;
    shared->unit = value->unit;
    shared->flavour = value->flavour;
    shared->has_freq = value->has_freq;
    shared->freq = value->freq;
    shared->slot = (uint32_t)t->shared_count++;
    return shared;
}

struct expr *type_once(struct scope *scope, struct typed_use **uses, struct str name,
                       const struct ast_expr *ast, struct span span)
{
    struct theory *t = scope->t;
    struct typed_use *use = *uses;
    while (use && !is_same_scope(use, scope)) use = use->next;
    if (use && !use->value) return report_circle(t, span, name);
    if (!use) {
        use = ARENA_NEW(t->arena, struct typed_use);
        *use = (struct typed_use){
            .next = *uses,
            .kind = scope->kind,
            .table = scope->table,
            .window = scope->window,
            .by = scope->by,
            .by_count = scope->by_count,
        };
        *uses = use;
        struct scope inside = *scope;
        inside.rule = NULL;
        inside.bindings = NULL;
        inside.window_used = &use->window_used;
        uint64_t begun = kinds_begin(t);
        use->value = share(t, type_expr(&inside, ast), ast->span);
        use->kinds = kinds_end(t, begun);
    }
    t->kinds_made |= use->kinds;
    if (scope->window_used) *scope->window_used |= use->window_used;
    return use->value;
}

static struct expr *type_let(struct scope *scope, struct symbol *symbol, struct span span)
{
    return type_once(scope, (struct typed_use **)&symbol->thing, symbol->name, symbol->decl->value,
                     span);
}

static struct expr *type_local(struct scope *scope, struct local *local, struct span span)
{
    enum { NEW, TYPING, TYPED };
    struct theory *t = scope->t;
    local->used = true;
    if (local->state == TYPING) return report_circle(t, span, local->name);
    if (local->state == NEW) {
        local->state = TYPING;
        struct scope inside = scope_rule(t, scope->rule);
        local->value = share(t, type_expr(&inside, local->ast), local->span);
        local->state = TYPED;
    }
    return local->value;
}

static struct expr *outside_rows(struct scope *scope, const struct symbol *symbol, struct span span)
{
    struct theory *t = scope->t;
    struct finding *f =
        finding_add(t->findings, FINDING_U09, span,
                    "`%.*s` is %.*s; among the rows of `%.*s` only its columns and constants can "
                    "stand",
                    STR_ARG(symbol->name), STR_ARG(decl_phrase(symbol->kind)),
                    STR_ARG(scope->table->common.name));
    finding_relate(t->findings, f, location_of(symbol->decl->name.span), "declared here");
    finding_help(t->findings, f, "write a column's name or a number");
    return expr_error(t, span);
}

static struct expr *type_rule_reference(struct scope *scope, struct symbol *symbol,
                                        struct span span)
{
    struct expr *expr = expr_new(scope->t, EXPR_RULE, span);
    expr->type = TYPE_VERDICT;
    expr->shape = SHAPE_SCALAR;
    expr->rule = symbol->thing;
    return expr;
}

/* A name that is neither a parameter, a local nor a column. */
static struct expr *type_declared(struct scope *scope, const struct ast_name *name)
{
    struct theory *t = scope->t;
    struct symbol *symbol = find_symbol(t, name->atom);
    if (symbol && symbol->kind == DECL_LET) {
        symbol->used = true;
        struct expr *value = type_let(scope, symbol, name->span);
        if (scope->kind != SCOPE_ROW || is_error(value) || value->shape == SHAPE_CONSTANT)
            return value;
        return outside_rows(scope, symbol, name->span);
    }
    if (scope->kind == SCOPE_ROW) {
        if (symbol) return outside_rows(scope, symbol, name->span);
        report_no_column(t, scope->table, name);
        return expr_error(t, name->span);
    }
    if (scope->kind == SCOPE_CONSTANT) {
        symbol = resolve(t, name, KIND(LET), "a constant");
        return expr_error(t, name->span);
    }
    symbol = resolve(t, name, KIND(INDICATOR) | KIND(LET) | KIND(RULE) | KIND(DATA) | KIND(MEASURE),
                     "an indicator, a `let` or a rule");
    if (!symbol) return expr_error(t, name->span);
    if (symbol->kind == DECL_INDICATOR)
        return type_indicator_reference(scope, symbol->thing, name->span);
    if (symbol->kind == DECL_RULE) return type_rule_reference(scope, symbol, name->span);
    bool data = symbol->kind == DECL_DATA;
    struct finding *f = finding_add(t->findings, FINDING_N06, name->span,
                                    "`%.*s` is %.*s, and a "
                                    "value is wanted here",
                                    STR_ARG(symbol->name), STR_ARG(decl_phrase(symbol->kind)));
    finding_help(t->findings, f,
                 data ? "count its rows, count(%.*s), or take a column: sum(%.*s.…)"
                      : "its costs are costs(%.*s); its output is one of its "
                        "indicators",
                 STR_ARG(symbol->name), STR_ARG(symbol->name));
    return expr_error(t, name->span);
}

const struct binding *find_binding(const struct scope *scope, uint32_t atom)
{
    for (const struct binding *b = scope->bindings; b; b = b->next)
        if (b->atom == atom) return b;
    return NULL;
}

/* What was written for a parameter is typed where the parameter stands, with the names of where it
 * was written. */
static struct expr *type_parameter(struct scope *scope, const struct binding *binding)
{
    struct scope outside = *scope;
    outside.bindings = binding->outer;
    outside.rule = binding->rule;
    return type_expr(&outside, binding->value);
}

struct expr *type_name(struct scope *scope, const struct ast_name *name)
{
    const struct binding *binding = find_binding(scope, name->atom);
    if (binding) return type_parameter(scope, binding);
    if (scope->kind == SCOPE_ROW) {
        struct column *column = column_named(scope->table, name_text(scope->t, name));
        if (column) return type_column(scope, name, column);
    }
    if (scope->kind == SCOPE_RULE && scope->rule)
        for (size_t i = 0; i < scope->rule->local_count; i++)
            if (scope->rule->locals[i].atom == name->atom)
                return type_local(scope, &scope->rule->locals[i], name->span);
    return type_declared(scope, name);
}

struct table *table_named(struct scope *scope, const struct ast_expr *ast)
{
    if (ast->kind != AST_NAME) return NULL;
    const struct binding *binding = find_binding(scope, ast->name.atom);
    if (binding) {
        struct scope outside = *scope;
        outside.bindings = binding->outer;
        return table_named(&outside, binding->value);
    }
    struct symbol *symbol = find_symbol(scope->t, ast->name.atom);
    if (!symbol || symbol->kind != DECL_DATA) return NULL;
    symbol->used = true;
    return symbol->thing;
}

/* --- fields ---------------------------------------------------------------------------------------- */

static struct expr *type_contribution_part(struct theory *t, const struct expr *of,
                                           const struct ast_expr *ast)
{
    struct str name = name_text(t, &ast->name), names[CONTRIBUTION_PARTS];
    for (int part = CONTRIBUTION_WHOLE + 1; part < CONTRIBUTION_PARTS; part++) {
        names[part - 1] = contribution_part_name((enum contribution_part)part);
        if (!str_equal(names[part - 1], name)) continue;
        struct expr *expr = arena_copy(t->arena, of, sizeof *of);
        expr->span = ast->span;
        expr->contribution = arena_copy(t->arena, of->contribution, sizeof *of->contribution);
        expr->contribution->part = part;
        return expr;
    }
    struct finding *f = finding_add(t->findings, FINDING_N10, ast->name.span,
                                    "a contribution has no `.%.*s`", STR_ARG(name));
    offer_nearest(t, f, name, ast->name.span, names, CONTRIBUTION_PARTS - 1,
                  "it has .delivered .evidenced .seen .rivals");
    return expr_error(t, ast->span);
}

struct expr *type_field(struct scope *scope, const struct ast_expr *ast)
{
    struct theory *t = scope->t;
    struct table *table = table_named(scope, ast->a);
    if (table) {
        struct column *column = column_named(table, name_text(t, &ast->name));
        if (!column) {
            report_no_column(t, table, &ast->name);
            return expr_error(t, ast->span);
        }
        if (scope->kind == SCOPE_ROW && scope->table == table)
            return type_column(scope, &ast->name, column);
        struct finding *f;
        if (scope->kind == SCOPE_ROW) {
            f = finding_add(t->findings, FINDING_U09, ast->span,
                            "two tables meet in one aggregate: `%.*s` and `%.*s`",
                            STR_ARG(scope->table->common.name), STR_ARG(table->common.name));
            finding_help(t->findings, f,
                         "an aggregate runs over the rows of one table; bring the "
                         "column over with a look-up: column … from table.column by …");
        } else {
            f = finding_add(t->findings, FINDING_U09, ast->span,
                            "a column has a value for each row; here one value is wanted");
            finding_help(t->findings, f, "put it in an aggregate: sum(%.*s), mean(…), share(…)",
                         STR_ARG(sources_text(t->sources, ast->span)));
        }
        return expr_error(t, ast->span);
    }
    struct expr *of = type_expr(scope, ast->a);
    if (is_error(of)) return of;
    if (of->type == TYPE_ESTIMATE) return type_estimate_field(t, of, ast);
    if (expr_unshared(of)->kind == EXPR_CONTRIBUTION)
        return type_contribution_part(t, expr_unshared(of), ast);
    struct finding *f = finding_add(t->findings, FINDING_U03, ast->span, "%.*s has no part `.%.*s`",
                                    STR_ARG(expr_phrase(t, of)), STR_ARG(name_text(t, &ast->name)));
    finding_help(t->findings, f,
                 "a point stands between a table and its column, or an estimate and "
                 "its part: before_after(x, from: 2020).low");
    return expr_error(t, ast->span);
}

/* What nobody names is looked at once all the same, as a rule would see it. */
void theory_unused_lets(struct theory *t)
{
    struct scope scope = scope_policy(t);
    for (size_t i = 0; i < t->lets.count; i++) {
        struct symbol *symbol = t->lets.items[i];
        if (!symbol->thing && symbol->decl->value)
            type_let(&scope, symbol, symbol->decl->name.span);
    }
}
