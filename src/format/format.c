/* Blocks within blocks: sets each declaration and clause on its lines. */
#include "format/format.h"

#include "base/bug.h"
#include "format/block.h"
#include "format/parts.h"
#include "pol.tab.h"

enum {
    HEAD_NEST = 4, /* a head that goes on stands further in than its block */
    VALUE_LIMIT = 40
};

static void put_all(struct sheet *sheet, size_t first, size_t last, uint32_t indent)
{
    for (size_t i = first; i <= last; i++) sheet_put(sheet, i, indent);
}

/* --- heads --------------------------------------------------------------------------------------- */

/* A head may go on in the next line before its title, its `for` and its `by`. */
static void print_head(struct sheet *sheet, const struct item *item, uint32_t indent)
{
    const struct ast_decl *d = item->decl;
    size_t last = item->open == SHEET_NONE ? item->last : item->open - 1;
    struct doc *head = doc_new(sheet, DOC_CHAIN, item->first);
    head->fills = true;
    head->nest = HEAD_NEST;
    for (size_t first = item->first, i = first; i <= last; i++) {
        int next = sheet_token(sheet, i + 1);
        bool part =
            next == TOK_STRING || ((next == TOK_FOR || next == TOK_BY) && d->target.span.end);
        if (i != last && (!part || i == item->first)) continue;
        doc_add(sheet, head, doc_tokens(sheet, first, i));
        first = i + 1;
    }
    doc_print(sheet, head, indent, item->open == SHEET_NONE ? 0 : 2);
}

/* `let name = value`, `function name(a, b) = value`, `unit name = unit` */
static void print_equation(struct sheet *sheet, const struct item *item, uint32_t indent)
{
    size_t sign = item->first;
    while (sheet_token(sheet, sign) != '=') sign++;
    put_all(sheet, item->first + 1, sign, indent + HEAD_NEST);
    sheet_put(sheet, sign + 1, indent + HEAD_NEST);
    if (item->decl->value)
        doc_print(sheet, expr_doc(sheet, item->decl->value), indent + SHEET_INDENT, 0);
    else
        put_all(sheet, sign + 2, item->last, indent + HEAD_NEST);
}

/* --- clauses -------------------------------------------------------------------------------------- */

/* A text that fits on a line of its own only, has one. */
static bool wants_line(const struct sheet *sheet, const struct doc *value, uint32_t indent,
                       uint32_t reserve)
{
    size_t token = value->first;
    if (value->last != token || sheet_token(sheet, token) != TOK_STRING) return false;
    const struct piece *piece = &sheet->pieces[token];
    if (piece->tall || piece->commented) return false;
    return sheet->column + piece->before + piece->width + reserve > SHEET_WIDTH &&
           indent + SHEET_INDENT + piece->width + reserve <= SHEET_WIDTH;
}

static void print_clause(struct sheet *sheet, const struct item *item, uint32_t indent)
{
    size_t last = item->open == SHEET_NONE ? item->last : item->open - 1;
    uint32_t reserve = item->open == SHEET_NONE ? 0 : 2, base = indent + SHEET_INDENT;
    put_all(sheet, item->first + 1, item->value - 1, base);
    struct doc *value = value_doc(sheet, item->clause, item->value, last);
    if (wants_line(sheet, value, indent, reserve)) {
        sheet_put_below(sheet, item->value, base);
        return;
    }
    uint32_t column = sheet->column + sheet->pieces[item->value].before;
    if (column <= VALUE_LIMIT && !sheet->pieces[item->value].commented) base = column;
    sheet_put(sheet, item->value, base);
    doc_print(sheet, value, base, reserve);
}

/* --- blocks ---------------------------------------------------------------------------------------- */

static void print_items(struct sheet *sheet, struct items *items);

static void print_block(struct sheet *sheet, const struct item *item, uint32_t indent)
{
    sheet_put(sheet, item->open, indent + HEAD_NEST);
    bool empty = item->open + 1 == item->last;
    if (empty && !sheet->pieces[item->last].commented) {
        sheet_put(sheet, item->last, indent);
        return;
    }
    struct items items = items_of_block(sheet, item, indent + SHEET_INDENT);
    print_items(sheet, &items);
    sheet_put_comments(sheet, item->last, indent + SHEET_INDENT, empty);
    sheet_put_end(sheet, item->last, indent);
}

static void print_item(struct sheet *sheet, const struct item *item, uint32_t indent)
{
    if (item->flat) {
        put_all(sheet, item->first + 1, item->last, indent + HEAD_NEST);
        return;
    }
    const struct ast_decl *decl = item->decl;
    if (!decl)
        print_clause(sheet, item, indent);
    else if (decl->value || decl->unit)
        print_equation(sheet, item, indent);
    else
        print_head(sheet, item, indent);
    if (item->open != SHEET_NONE) print_block(sheet, item, indent);
}

static void print_items(struct sheet *sheet, struct items *items)
{
    items_align(sheet, items);
    for (size_t i = 0; i < items->count; i++) {
        sheet_put_item(sheet, items->items[i].first, items->indent, i == 0);
        print_item(sheet, &items->items[i], items->indent);
    }
}

/* --- the whole ------------------------------------------------------------------------------------- */

/* Nothing may be lost: what was written is read again. */
static void look_again(struct arena *arena, struct atoms *atoms, const struct trivia *before,
                       struct str text)
{
    struct sources sources;
    sources_init(&sources, arena);
    struct source *again = sources_add(&sources, before->source->path, text);
    if (!again || !trivia_same(before, trivia_read(arena, atoms, again)))
        BUG("the layout says something else than the text did");
}

struct str format_file(struct arena *arena, struct atoms *atoms, const struct ast_file *file)
{
    struct arena *scratch = arena_child(arena);
    struct trivia *trivia = trivia_read(scratch, atoms, file->source);
    struct sheet sheet;
    sheet_begin(&sheet, scratch, trivia);
    spacing_set(&sheet, file);
    struct items items = items_of_file(&sheet, file);
    print_items(&sheet, &items);
    sheet_put_comments(&sheet, trivia->token_count - 1, 0, items.count == 0);
    struct str text = str_copy(arena, sheet_text(&sheet));
    look_again(scratch, atoms, trivia, text);
    arena_release(scratch);
    return text;
}
