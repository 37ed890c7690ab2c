/* Finding the tokens of declarations and clauses, and which blocks stand on one line. */
#include "base/bug.h"
#include "format/block.h"
#include "pol.tab.h"

bool is_link(const struct ast_clause *clause)
{
    return clause && (clause->kind == CLAUSE_LEADS_TO || clause->kind == CLAUSE_HARMS);
}

static const struct ast_clause *clauses_of(const struct item *item)
{
    if (item->decl) return item->decl->clauses;
    return is_link(item->clause) ? item->clause->link->clauses : NULL;
}

/* Behind the `:` or `=` of a column, or at its `from`. */
static size_t column_value(const struct sheet *sheet, const struct ast_column *column)
{
    size_t name = sheet_last(sheet, column->name.span);
    size_t sign = name + (column->header.span.end ? 2 : 1);
    return column->form == COLUMN_LOOKED_UP ? sign : sign + 1;
}

/* Where the value of a clause begins: most have a keyword of one word. */
static size_t value_of(const struct sheet *sheet, const struct ast_clause *c, size_t first)
{
    switch (c->kind) {
    case CLAUSE_LEADS_TO:
    case CLAUSE_PART_OF:
    case CLAUSE_ROW_IS:
    case CLAUSE_INSTEAD_OF:
    case CLAUSE_ACCEPTED_BY: return first + 2;
    case CLAUSE_LOCAL: return sheet_last(sheet, c->outcome.word.span) + 2;
    case CLAUSE_COLUMN: return column_value(sheet, c->column);
    case CLAUSE_INDICATOR: return SHEET_NONE;
    default: return first + 1;
    }
}

/* An empty line between an item and what stands before it, comments of its own included. */
static bool is_apart(const struct sheet *sheet, size_t first)
{
    const struct trivia *t = sheet->trivia;
    bool apart = t->tokens[first].after_blank;
    for (size_t i = t->tokens[first].comment; i < t->tokens[first + 1].comment; i++)
        apart |= t->comments[i].after_blank;
    return apart;
}

static struct item item_at(const struct sheet *sheet, struct span span)
{
    struct item item = {
        .first = sheet_first(sheet, span),
        .last = sheet_last(sheet, span),
        .value = SHEET_NONE,
        .open = SHEET_NONE,
    };
    if (sheet_token(sheet, item.last) == '}') item.open = sheet->pieces[item.last].pair;
    item.apart = is_apart(sheet, item.first);
    return item;
}

/* Each token belongs to an item, or it would be lost. */
static void expect_token(size_t expected, size_t found)
{
    if (expected != found) BUG("a token of the text belongs to no clause");
}

struct items items_of_file(struct sheet *sheet, const struct ast_file *file)
{
    struct items items = {.indent = 0};
    for (const struct ast_decl *d = file->decls; d; d = d->next) items.count++;
    items.items = ARENA_ARRAY(sheet->arena, struct item, items.count + 1);
    size_t at = 0, i = 0;
    for (const struct ast_decl *d = file->decls; d; d = d->next) {
        struct item *item = &items.items[i++];
        *item = item_at(sheet, d->span);
        item->decl = d;
        expect_token(at, item->first);
        at = item->last + 1;
    }
    expect_token(at, sheet->trivia->token_count - 1);
    return items;
}

struct items items_of_block(struct sheet *sheet, const struct item *block, uint32_t indent)
{
    struct items items = {.indent = indent};
    for (const struct ast_clause *c = clauses_of(block); c; c = c->next) items.count++;
    items.items = ARENA_ARRAY(sheet->arena, struct item, items.count + 1);
    size_t at = block->open + 1, i = 0;
    for (const struct ast_clause *c = clauses_of(block); c; c = c->next) {
        struct item *item = &items.items[i++];
        *item = item_at(sheet, c->span);
        item->clause = c;
        item->decl = c->kind == CLAUSE_INDICATOR ? c->decl : NULL;
        item->value = value_of(sheet, c, item->first);
        expect_token(at, item->first);
        at = item->last + 1;
    }
    expect_token(at, block->last);
    return items;
}
