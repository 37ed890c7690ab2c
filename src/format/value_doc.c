/* What stands behind the keyword of a clause: lists with commas, and words such as `because` that may
 * begin a line, with expressions between them. */
#include "format/parts.h"
#include "pol.tab.h"

struct builder {
    struct sheet *sheet;
    struct exprs exprs;
    size_t next_expr;
    bool to_breaks, by_breaks, words_break;  /* whether `to`, `by`, the others may begin a line */
    struct doc *chain, *items, *item, *part; /* each made of the ones behind it */
};

/* Of the words of a clause. They may be names too; then a line may end before a name. */
static bool may_begin_line(const struct builder *b, int token)
{
    switch (token) {
    case TOK_BECAUSE:
    case TOK_FOR:
    case TOK_WITH:
    case TOK_HAS:
    case TOK_WHERE: return b->words_break;
    case TOK_TO: return b->to_breaks;
    case TOK_BY: return b->by_breaks;
    default: return false;
    }
}

static void add_part(struct builder *b, struct doc *part)
{
    if (!b->part) b->part = doc_new(b->sheet, DOC_JOIN, part->first);
    doc_add(b->sheet, b->part, part);
}

/* An item may go on in the next line, as one with a range does before its second bound. */
static void end_part(struct builder *b)
{
    if (!b->part) return;
    if (!b->item) b->item = doc_new(b->sheet, DOC_CHAIN, b->part->first);
    b->item->fills = true;
    doc_add(b->sheet, b->item, b->part);
    b->part = NULL;
}

static void end_item(struct builder *b)
{
    end_part(b);
    if (!b->item) return;
    if (!b->items) b->items = doc_new(b->sheet, DOC_ITEMS, b->item->first);
    doc_add(b->sheet, b->items, b->item);
    b->item = NULL;
}

static void end_segment(struct builder *b)
{
    end_item(b);
    if (!b->items) return;
    doc_choose_fill(b->items);
    doc_add(b->sheet, b->chain, b->items);
    b->items = NULL;
}

struct doc *plain_list_doc(struct sheet *sheet, size_t open, size_t close)
{
    struct doc *list = doc_new(sheet, DOC_LIST, open);
    for (size_t first = open + 1, i = first; i < close; i++) {
        if (sheet->pieces[i].pair != SHEET_NONE && sheet->pieces[i].pair > i)
            i = sheet->pieces[i].pair;
        bool ends = sheet_token(sheet, i) == ',' || i + 1 == close;
        if (!ends) continue;
        doc_add(sheet, list, doc_tokens(sheet, first, i));
        first = i + 1;
    }
    doc_choose_fill(list);
    doc_close(sheet, list, close);
    return list;
}

/* The expression that begins at this token, or NULL. */
static const struct ast_expr *expr_at(struct builder *b, size_t token)
{
    while (b->next_expr < b->exprs.count) {
        const struct ast_expr *e = b->exprs.items[b->next_expr];
        size_t first = sheet_first(b->sheet, e->span);
        if (first > token) return NULL;
        b->next_expr++;
        if (first == token) return e;
    }
    return NULL;
}

struct doc *value_doc(struct sheet *sheet, const struct ast_clause *clause, size_t first,
                      size_t last)
{
    struct builder b = {
        .sheet = sheet,
        .exprs = {.arena = sheet->arena},
        .to_breaks = clause->kind == CLAUSE_ALLOW,
        .by_breaks = clause->kind == CLAUSE_COLUMN,
        .words_break = clause->kind != CLAUSE_ACROSS,
        .chain = doc_new(sheet, DOC_CHAIN, first),
    };
    clause_exprs(&b.exprs, clause);
    for (size_t i = first; i <= last; i++) {
        const struct ast_expr *e = expr_at(&b, i);
        if (e) {
            add_part(&b, expr_doc(sheet, e));
            i = b.part->last;
            continue;
        }
        if (i > first && may_begin_line(&b, sheet_token(sheet, i))) end_segment(&b);
        if (sheet_token(sheet, i) == TOK_DOTDOT) end_part(&b);
        size_t pair = sheet->pieces[i].pair;
        if (sheet_token(sheet, i) == '(' && pair != SHEET_NONE && pair <= last) {
            add_part(&b, plain_list_doc(sheet, i, pair));
            i = pair;
            continue;
        }
        add_part(&b, doc_tokens(sheet, i, i));
        if (sheet_token(sheet, i) == ',') end_item(&b);
    }
    end_segment(&b);
    b.chain->fills = true;
    return b.chain;
}
