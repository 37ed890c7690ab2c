/* Where expressions may be broken: before the operators of a chain of equal ones, before comparisons,
 * `where`, `then` and `else`, and inside brackets. The tree says which tokens belong together; all of
 * them, brackets too, come from the text. */
#include "format/parts.h"
#include "pol.tab.h"

static struct doc *doc_of(struct sheet *sheet, const struct ast_expr *e, size_t first, size_t last);

struct doc *expr_doc(struct sheet *sheet, const struct ast_expr *expr)
{
    return doc_of(sheet, expr, sheet_first(sheet, expr->span), sheet_last(sheet, expr->span));
}

/* What may stand below each other: the operands of a chain of `and`, of `or`, of + and -, of * and /. */
static int chain_class(const struct ast_expr *e)
{
    if (e->kind == AST_AND || e->kind == AST_OR) return (int)e->kind;
    if (e->kind != AST_ARITHMETIC || e->op == OPERATOR_POWER) return -1;
    bool sum = e->op == OPERATOR_ADD || e->op == OPERATOR_SUBTRACT;
    return (int)AST_ARITHMETIC + (sum ? 1000 : 2000);
}

/* An operand with the operator and whatever else stands before it, from token `first` on. */
static struct doc *led(struct sheet *sheet, size_t first, const struct ast_expr *operand)
{
    struct doc *value = expr_doc(sheet, operand);
    if (first >= value->first) return value;
    struct doc *join = doc_new(sheet, DOC_JOIN, first);
    doc_add(sheet, join, doc_tokens(sheet, first, value->first - 1));
    doc_add(sheet, join, value);
    return join;
}

static struct doc *chain_doc(struct sheet *sheet, const struct ast_expr *e)
{
    int class = chain_class(e);
    size_t count = 1;
    const struct ast_expr *leftmost = e;
    for (; leftmost == e || (chain_class(leftmost) == class && !leftmost->bracketed);
         leftmost = leftmost->a)
        count++;
    const struct ast_expr **operands = ARENA_ARRAY(sheet->arena, const struct ast_expr *, count);
    size_t at = count;
    for (const struct ast_expr *left = e; left != leftmost; left = left->a)
        operands[--at] = left->b;
    struct doc *chain = doc_new(sheet, DOC_CHAIN, sheet_first(sheet, leftmost->span));
    doc_add(sheet, chain, expr_doc(sheet, leftmost));
    for (; at < count; at++) doc_add(sheet, chain, led(sheet, chain->last + 1, operands[at]));
    return chain;
}

/* `a op b` and `a within b .. c`, with a break before the operator. */
static struct doc *compare_doc(struct sheet *sheet, const struct ast_expr *e)
{
    struct doc *chain = doc_new(sheet, DOC_CHAIN, 0);
    doc_add(sheet, chain, expr_doc(sheet, e->a));
    struct doc *right = doc_new(sheet, DOC_CHAIN, 0);
    right->fills = true;
    doc_add(sheet, right, led(sheet, chain->last + 1, e->b));
    if (e->c) doc_add(sheet, right, led(sheet, right->last + 1, e->c));
    doc_add(sheet, chain, right);
    return chain;
}

static struct doc *if_doc(struct sheet *sheet, const struct ast_expr *e, size_t first)
{
    struct doc *chain = doc_new(sheet, DOC_CHAIN, first);
    doc_add(sheet, chain, led(sheet, first, e->a));
    doc_add(sheet, chain, led(sheet, chain->last + 1, e->b));
    doc_add(sheet, chain, led(sheet, chain->last + 1, e->c));
    return chain;
}

/* Operands with what stands between them: broken there only when nothing else helps. */
static struct doc *loose_doc(struct sheet *sheet, const struct ast_expr *e, size_t first)
{
    struct doc *chain = doc_new(sheet, DOC_CHAIN, first);
    chain->fills = true;
    for (size_t i = 0; i < AST_PARTS; i++) {
        const struct ast_expr *operand = expr_part(e, i);
        if (operand)
            doc_add(sheet, chain, led(sheet, chain->child ? chain->last + 1 : first, operand));
    }
    return chain;
}

/* `x is known`, `date in 2020..`: the same with words that are no operand. */
static struct doc *test_doc(struct sheet *sheet, const struct ast_expr *e, size_t last)
{
    struct doc *chain = doc_new(sheet, DOC_CHAIN, 0);
    chain->fills = true;
    doc_add(sheet, chain, expr_doc(sheet, e->a));
    doc_add(sheet, chain, doc_tokens(sheet, chain->last + 1, last));
    return chain;
}

/* An operand with what stands before and behind it, never broken there. */
static struct doc *join_doc(struct sheet *sheet, const struct ast_expr *e, size_t first,
                            size_t last)
{
    struct doc *join = doc_new(sheet, DOC_JOIN, first);
    doc_add(sheet, join, led(sheet, first, e->a));
    if (join->last < last) doc_add(sheet, join, doc_tokens(sheet, join->last + 1, last));
    return join;
}

/* An item of a list, with its comma. */
static void add_item(struct sheet *sheet, struct doc *list, struct doc *item)
{
    if (sheet_token(sheet, item->last + 1) == ',') {
        struct doc *join = doc_new(sheet, DOC_JOIN, item->first);
        doc_add(sheet, join, item);
        doc_add(sheet, join, doc_tokens(sheet, item->last + 1, item->last + 1));
        item = join;
    }
    doc_add(sheet, list, item);
}

static struct doc *items_doc(struct sheet *sheet, const struct ast_item *items, size_t open)
{
    struct doc *list = doc_new(sheet, DOC_LIST, open);
    for (; items; items = items->next) add_item(sheet, list, expr_doc(sheet, items->value));
    doc_choose_fill(list);
    doc_close(sheet, list, sheet->pieces[open].pair);
    return list;
}

static struct doc *argument_doc(struct sheet *sheet, const struct ast_argument *a, size_t first)
{
    struct doc *value = led(sheet, first, a->value);
    if (!a->filter) return value;
    struct doc *chain = doc_new(sheet, DOC_CHAIN, first);
    chain->hugs = true;
    doc_add(sheet, chain, value);
    doc_add(sheet, chain, led(sheet, chain->last + 1, a->filter));
    return chain;
}

static struct doc *call_doc(struct sheet *sheet, const struct ast_expr *e, size_t first,
                            size_t last)
{
    const struct ast_argument *a = e->call->arguments;
    if (!a) return doc_tokens(sheet, first, last);
    size_t open = first + 1;
    struct doc *call = doc_new(sheet, DOC_JOIN, first);
    doc_add(sheet, call, doc_tokens(sheet, first, first));
    struct doc *brackets = doc_new(sheet, a->next ? DOC_LIST : DOC_WRAP, open);
    for (; a; a = a->next) {
        size_t begin = brackets->child ? brackets->last + 1 : open + 1;
        add_item(sheet, brackets, argument_doc(sheet, a, begin));
    }
    doc_choose_fill(brackets);
    doc_close(sheet, brackets, last);
    doc_add(sheet, call, brackets);
    return call;
}

static struct doc *in_list_doc(struct sheet *sheet, const struct ast_expr *e)
{
    struct doc *join = doc_new(sheet, DOC_JOIN, 0);
    doc_add(sheet, join, expr_doc(sheet, e->a));
    size_t open = join->last + (e->negated ? 3 : 2);
    doc_add(sheet, join, doc_tokens(sheet, join->last + 1, open - 1));
    doc_add(sheet, join, items_doc(sheet, e->items, open));
    return join;
}

static struct doc *bare_doc(struct sheet *sheet, const struct ast_expr *e, size_t first,
                            size_t last)
{
    switch (e->kind) {
    case AST_AND:
    case AST_OR: return chain_doc(sheet, e);
    case AST_ARITHMETIC:
        return e->op == OPERATOR_POWER ? loose_doc(sheet, e, first) : chain_doc(sheet, e);
    case AST_AT:
    case AST_DURING:
    case AST_PLUS_MINUS:
    case AST_RANGE: return loose_doc(sheet, e, first);
    case AST_IN_RANGE:
    case AST_IS:
    case AST_IS_MISSING: return test_doc(sheet, e, last);
    case AST_COMPARE:
    case AST_WITHIN: return compare_doc(sheet, e);
    case AST_IF: return if_doc(sheet, e, first);
    case AST_IN_LIST: return in_list_doc(sheet, e);
    case AST_CALL: return call_doc(sheet, e, first, last);
    case AST_LIST: return items_doc(sheet, e->items, first);
    case AST_FIELD:
    case AST_NEGATE:
    case AST_NOT: return join_doc(sheet, e, first, last);
    case AST_ERROR:
    case AST_NUMBER:
    case AST_PERIOD:
    case AST_TEXT:
    case AST_TRUTH:
    case AST_NAME: break;
    }
    return doc_tokens(sheet, first, last);
}

/* Whether first and last are brackets round the whole, and not those of a list's own. */
static bool is_wrapped(const struct sheet *sheet, const struct ast_expr *e, size_t first,
                       size_t last)
{
    if (sheet_token(sheet, first) != '(' || sheet->pieces[first].pair != last) return false;
    return e->kind != AST_LIST ||
           is_wrapped(sheet, &(struct ast_expr){.kind = AST_NAME}, first + 1, last - 1);
}

static struct doc *doc_of(struct sheet *sheet, const struct ast_expr *e, size_t first, size_t last)
{
    if (!is_wrapped(sheet, e, first, last)) return bare_doc(sheet, e, first, last);
    struct doc *wrap = doc_new(sheet, DOC_WRAP, first);
    doc_add(sheet, wrap, doc_of(sheet, e, first + 1, last - 1));
    doc_close(sheet, wrap, last);
    return wrap;
}
