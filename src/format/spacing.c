/* The spaces that only the tree can tell: `- 1` is a difference and `-1` a number. */
#include "format/parts.h"
#include "pol.tab.h"

static void glue(struct sheet *sheet, size_t token)
{
    sheet->pieces[token].before = 0;
}

/* Powers are written fte^2 in a unit, and nowhere else. */
static void set_unit(struct sheet *sheet, const struct ast_unit *unit)
{
    if (!unit) return;
    for (size_t i = sheet_first(sheet, unit->span); i <= sheet_last(sheet, unit->span); i++)
        if (sheet_token(sheet, i) == '^') {
            glue(sheet, i);
            glue(sheet, i + 1);
        }
}

/* A bound of a range that is one word or number. */
static bool is_simple(const struct ast_expr *e)
{
    if (e->bracketed) return false;
    if (e->kind == AST_NEGATE) return e->a->kind == AST_NUMBER && is_simple(e->a);
    return (e->kind == AST_NUMBER && !e->number.unit) || e->kind == AST_PERIOD ||
           e->kind == AST_NAME;
}

/* 1..5, but 1 [MEUR] .. 2 [MEUR] */
static void set_range(struct sheet *sheet, const struct ast_expr *low, const struct ast_expr *high)
{
    if (!low || !high) return;
    size_t first = sheet_first(sheet, high->span);
    uint32_t space = is_simple(low) && is_simple(high) ? 0 : 1;
    if (!first || sheet_token(sheet, first - 1) != TOK_DOTDOT) return;
    sheet->pieces[first - 1].before = sheet->pieces[first].before = space;
}

static void set_expr(struct sheet *sheet, const struct ast_expr *e);

static void set_call(struct sheet *sheet, const struct ast_expr *e)
{
    glue(sheet, sheet_first(sheet, e->call->name.span) + 1);
    for (const struct ast_argument *a = e->call->arguments; a; a = a->next) {
        set_expr(sheet, a->value);
        if (a->filter) set_expr(sheet, a->filter);
    }
}

static void set_expr(struct sheet *sheet, const struct ast_expr *e)
{
    /* The left side of a long sum is deep; its own left sides are done here, not by recursion. */
    for (; e; e = e->a) {
        size_t last = sheet_last(sheet, e->span);
        for (size_t i = 1; i < AST_PARTS; i++) set_expr(sheet, expr_part(e, i));
        switch (e->kind) {
        case AST_NEGATE: glue(sheet, sheet_first(sheet, e->a->span)); break;
        case AST_CALL: set_call(sheet, e); break;
        case AST_NUMBER: set_unit(sheet, e->number.unit); break;
        case AST_WITHIN:
        case AST_DURING: set_range(sheet, e->b, e->c); break;
        case AST_RANGE: set_range(sheet, e->a, e->b); break;
        case AST_IN_RANGE: /* behind `2019..` the next word is not part of the range */
            if (e->range->form == RANGE_OPEN && !e->bracketed)
                sheet->pieces[last + 1].before =
                    sheet_space(TOK_NUMBER, sheet_token(sheet, last + 1));
            break;
        case AST_IN_LIST:
        case AST_LIST:
            for (const struct ast_item *i = e->items; i; i = i->next) set_expr(sheet, i->value);
            break;
        case AST_ERROR:
        case AST_PERIOD:
        case AST_TEXT:
        case AST_TRUTH:
        case AST_NAME:
        case AST_FIELD:
        case AST_NOT:
        case AST_ARITHMETIC:
        case AST_COMPARE:
        case AST_AND:
        case AST_OR:
        case AST_IS:
        case AST_IS_MISSING:
        case AST_IF:
        case AST_AT:
        case AST_PLUS_MINUS: break;
        }
    }
}

static void set_values(struct sheet *sheet, const struct ast_value *values)
{
    for (; values; values = values->next) set_range(sheet, values->low, values->high);
}

static void set_decl(struct sheet *sheet, const struct ast_decl *decl);

static void set_clause(struct sheet *sheet, const struct ast_clause *c, struct exprs *exprs)
{
    exprs->count = 0;
    clause_exprs(exprs, c);
    for (size_t i = 0; i < exprs->count; i++) set_expr(sheet, exprs->items[i]);
    if (c->kind == CLAUSE_UNIT || c->kind == CLAUSE_ROW_IS) set_unit(sheet, c->unit);
    if (c->kind == CLAUSE_REPORTED) set_values(sheet, c->values);
    if (c->kind == CLAUSE_GIVEN) set_values(sheet, c->given->amounts.values);
    if (c->kind == CLAUSE_COSTS || c->kind == CLAUSE_BUDGET)
        set_values(sheet, c->costs.amounts.values);
    if (c->kind == CLAUSE_SIZE) set_range(sheet, c->size.low, c->size.high);
    if (c->kind == CLAUSE_BETTER) set_range(sheet, c->better.low, c->better.high);
    if (c->kind == CLAUSE_COLUMN) {
        size_t sign =
            sheet_last(sheet, c->column->name.span) + (c->column->header.span.end ? 2 : 1);
        if (sheet_token(sheet, sign) == ':') sheet->pieces[sign].before = 1;
        set_unit(sheet, c->column->unit);
        set_range(sheet, c->column->low, c->column->high);
    }
    if (c->kind == CLAUSE_INDICATOR) set_decl(sheet, c->decl);
}

static void set_decl(struct sheet *sheet, const struct ast_decl *decl)
{
    struct exprs exprs = {.arena = sheet->arena};
    if (decl->kind == DECL_FUNCTION) glue(sheet, sheet_last(sheet, decl->name.span) + 1);
    if (decl->value) set_expr(sheet, decl->value);
    set_unit(sheet, decl->unit);
    for (const struct ast_clause *c = decl->clauses; c; c = c->next) {
        set_clause(sheet, c, &exprs);
        if (c->kind != CLAUSE_LEADS_TO && c->kind != CLAUSE_HARMS) continue;
        for (const struct ast_clause *in = c->link->clauses; in; in = in->next)
            set_clause(sheet, in, &exprs);
    }
}

void spacing_set(struct sheet *sheet, const struct ast_file *file)
{
    for (const struct ast_decl *decl = file->decls; decl; decl = decl->next) set_decl(sheet, decl);
}
