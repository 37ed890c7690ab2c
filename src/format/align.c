/* Columns: in neighbouring lines what means the same begins at the same place. Neighbours have no
 * empty line between them; where texts differ too much in length, columns would only tear them apart,
 * and there are none. */
#include "format/block.h"
#include "pol.tab.h"

enum {
    SPREAD = 10,        /* what widths may differ for columns in a line */
    COLUMN_SPREAD = 30, /* the same in a data block */
    FLAT_CLAUSES = 4    /* that stand on one line */
};

/* A part of a line and the token behind it that is to begin in a column. */
struct cell {
    const struct item *item;
    size_t first, cut;
};

struct cells {
    struct arena *arena;
    struct cell *items;
    size_t count, capacity;
};

static void add_cell(struct cells *cells, const struct item *item, size_t first, size_t cut)
{
    ARENA_GROW(cells->arena, cells->items, cells->count, cells->capacity);
    cells->items[cells->count++] = (struct cell){item, first, cut};
}

/* The last token of what is on the line with the item's first. */
static size_t line_end(const struct item *item)
{
    return item->open == SHEET_NONE || item->flat ? item->last : item->open;
}

static uint32_t line_width(const struct sheet *sheet, const struct items *in,
                           const struct item *item)
{
    return in->indent + sheet_width(sheet, item->first, line_end(item));
}

static uint32_t cell_width(const struct sheet *sheet, const struct cell *cell)
{
    return sheet_width(sheet, cell->first, cell->cut - 1);
}

/* Whether what is before the cut is on one line with it. */
static bool is_whole(const struct sheet *sheet, size_t first, size_t cut)
{
    return sheet_is_plain(sheet, first, cut - 1) && !sheet->pieces[cut].commented;
}

/* Cells with a comment in them have no width. */
static void drop_commented(const struct sheet *sheet, struct cells *cells)
{
    size_t kept = 0;
    for (size_t i = 0; i < cells->count; i++)
        if (is_whole(sheet, cells->items[i].first, cells->items[i].cut))
            cells->items[kept++] = cells->items[i];
    cells->count = kept;
}

/* The width of the widest cell; 0 when they differ too much. */
static uint32_t widest(const struct sheet *sheet, const struct cells *cells, uint32_t spread)
{
    uint32_t most = 0, least = UINT32_MAX;
    for (size_t i = 0; i < cells->count; i++) {
        uint32_t width = cell_width(sheet, &cells->items[i]);
        if (width > most) most = width;
        if (width < least) least = width;
    }
    return cells->count > 1 && most - least <= spread ? most : 0;
}

/* What stands behind the cells begins one space behind the widest, unless a line that fitted then
 * would not. */
static void align_cells(struct sheet *sheet, const struct items *in, struct cells *cells,
                        uint32_t spread)
{
    drop_commented(sheet, cells);
    uint32_t most = widest(sheet, cells, spread);
    bool fits = true;
    for (size_t i = 0; i < cells->count && most; i++) {
        const struct cell *cell = &cells->items[i];
        uint32_t width = line_width(sheet, in, cell->item);
        uint32_t more = most - cell_width(sheet, cell);
        fits &= width > SHEET_WIDTH || width + more <= SHEET_WIDTH;
    }
    for (size_t i = 0; i < cells->count && most && fits; i++) {
        const struct cell *cell = &cells->items[i];
        sheet->pieces[cell->cut].before = most - cell_width(sheet, cell) + 1;
    }
    cells->count = 0;
}

/* --- clauses ------------------------------------------------------------------------------------- */

/* Whether a clause is `keyword value` and no sentence of its own. */
static bool has_keyword(const struct item *item)
{
    if (!item->clause || item->value == SHEET_NONE) return false;
    switch (item->clause->kind) {
    case CLAUSE_COLUMN:
    case CLAUSE_LOCAL:
    case CLAUSE_DEMAND:
    case CLAUSE_CHECK:
    case CLAUSE_ALLOW:
    case CLAUSE_SCALE: return false;
    default: return true;
    }
}

/* In `let name = value` the value begins where those of the other clauses do; long names have a place
 * of their own, and leave the others where they are. */
static void align_lets(struct sheet *sheet, const struct items *in, size_t first, size_t end,
                       uint32_t keyword)
{
    uint32_t name = 0;
    size_t count = 0;
    for (size_t i = first; i < end; i++) {
        const struct item *item = &in->items[i];
        if (!item->clause || item->clause->kind != CLAUSE_LOCAL) continue;
        if (!is_whole(sheet, item->first, item->value)) continue;
        uint32_t width = sheet_width(sheet, item->first, item->value - 2);
        if (width > name) name = width;
        count++;
    }
    if (!count) return;
    uint32_t sign = name + 1; /* where the = stands */
    if (keyword > sign + 1) sign = keyword - 1;
    for (size_t i = first; i < end; i++) {
        const struct item *item = &in->items[i];
        if (!item->clause || item->clause->kind != CLAUSE_LOCAL) continue;
        if (!is_whole(sheet, item->first, item->value)) continue;
        uint32_t width = sheet_width(sheet, item->first, item->value - 2);
        sheet->pieces[item->value - 1].before = sign - width;
    }
}

static void align_keywords(struct sheet *sheet, const struct items *in, size_t first, size_t end,
                           struct cells *cells)
{
    for (size_t i = first; i < end; i++)
        if (has_keyword(&in->items[i]))
            add_cell(cells, &in->items[i], in->items[i].first, in->items[i].value);
    drop_commented(sheet, cells);
    uint32_t most = 0;
    for (size_t i = 0; i < cells->count; i++) {
        uint32_t width = cell_width(sheet, &cells->items[i]);
        if (width > most) most = width;
    }
    for (size_t i = 0; i < cells->count; i++)
        sheet->pieces[cells->items[i].cut].before = most - cell_width(sheet, &cells->items[i]) + 1;
    cells->count = 0;
    align_lets(sheet, in, first, end, most);
}

/* The token inside a clause that is set in a column with those of its neighbours of the same kind: the
 * reason of a link, the period of an aim, the first period of a given series. */
static size_t cut_of(const struct sheet *sheet, const struct ast_clause *c)
{
    if (is_link(c) && c->link->because.span.end)
        return sheet_first(sheet, c->link->because.span) - 1;
    if ((c->kind == CLAUSE_BASELINE || c->kind == CLAUSE_TARGET) && c->aim.value)
        return sheet_first(sheet, c->aim.period.span) - 1;
    if (c->kind == CLAUSE_GIVEN && c->given->amounts.values)
        return sheet_first(sheet, c->given->amounts.values->range.span);
    if (c->kind == CLAUSE_GIVEN && c->given->amounts.whole)
        return sheet_first(sheet, c->given->amounts.whole->span);
    return SHEET_NONE;
}

static void align_inside(struct sheet *sheet, const struct items *in, size_t first, size_t end,
                         struct cells *cells)
{
    for (size_t i = first; i < end; i++) {
        const struct item *item = &in->items[i];
        size_t cut = item->clause ? cut_of(sheet, item->clause) : SHEET_NONE;
        bool goes_on = i > first && item->clause && in->items[i - 1].clause &&
                       in->items[i - 1].clause->kind == item->clause->kind;
        if (!goes_on || cut == SHEET_NONE) align_cells(sheet, in, cells, SPREAD);
        if (cut != SHEET_NONE) add_cell(cells, item, item->value, cut);
    }
    align_cells(sheet, in, cells, SPREAD);
}

/* --- tables: name, title, rest --------------------------------------------------------------------- */

/* `column name "header" : type` and `actor name "title" { … }` */
struct row {
    const struct item *item;
    size_t name, title, rest; /* the last token of the name; SHEET_NONE: has none */
};

struct table {
    struct arena *arena;
    struct row *rows;
    size_t count, capacity;
};

static void add_row(struct table *table, struct row row)
{
    ARENA_GROW(table->arena, table->rows, table->count, table->capacity);
    table->rows[table->count++] = row;
}

/* Begins the rest of lines without a title where it begins in those with one. */
static void align_untitled(struct sheet *sheet, const struct items *in, const struct table *table)
{
    uint32_t column = 0;
    for (size_t i = 0; i < table->count; i++) {
        const struct row *row = &table->rows[i];
        if (row->title == SHEET_NONE || row->rest == SHEET_NONE) continue;
        uint32_t width = sheet_width(sheet, row->item->first, row->rest - 1) + 1;
        if (column && sheet_width(sheet, row->item->first, row->rest) !=
                          column + sheet->pieces[row->rest].width)
            return; /* the titles stand in no column themselves */
        column = width + sheet->pieces[row->rest].before - 1;
    }
    for (size_t i = 0; i < table->count && column; i++) {
        const struct row *row = &table->rows[i];
        if (row->title != SHEET_NONE || row->rest == SHEET_NONE) continue;
        uint32_t name = sheet_width(sheet, row->item->first, row->name);
        uint32_t width = line_width(sheet, in, row->item);
        uint32_t before = column > name ? column - name : 1;
        if (width + before - sheet->pieces[row->rest].before <= SHEET_WIDTH)
            sheet->pieces[row->rest].before = before;
    }
}

static void align_table(struct sheet *sheet, const struct items *in, struct table *table,
                        uint32_t spread)
{
    struct cells cells = {.arena = sheet->arena};
    bool titles = false;
    for (size_t i = 0; i < table->count; i++) titles |= table->rows[i].title != SHEET_NONE;
    for (size_t i = 0; i < table->count; i++) {
        const struct row *row = &table->rows[i];
        size_t cut = titles ? row->title : row->rest;
        if (cut != SHEET_NONE) add_cell(&cells, row->item, row->item->first, cut);
    }
    align_cells(sheet, in, &cells, spread);
    for (size_t i = 0; i < table->count && titles; i++) {
        const struct row *row = &table->rows[i];
        if (row->title != SHEET_NONE && row->rest != SHEET_NONE)
            add_cell(&cells, row->item, row->title, row->rest);
    }
    align_cells(sheet, in, &cells, spread);
    if (titles) align_untitled(sheet, in, table);
    table->count = 0;
}

static void align_columns(struct sheet *sheet, const struct items *in, size_t first, size_t end,
                          struct table *table)
{
    for (size_t i = first; i < end; i++) {
        const struct item *item = &in->items[i];
        if (!item->clause || item->clause->kind != CLAUSE_COLUMN) continue;
        const struct ast_column *column = item->clause->column;
        size_t name = sheet_last(sheet, column->name.span);
        bool titled = column->header.span.end > 0;
        add_row(table,
                (struct row){item, name, titled ? name + 1 : SHEET_NONE, name + (titled ? 2 : 1)});
    }
    align_table(sheet, in, table, COLUMN_SPREAD);
}

/* --- heads ------------------------------------------------------------------------------------------ */

/* Whether a declaration's line has a name, a title and perhaps a block. */
static bool has_head(const struct ast_decl *decl)
{
    switch (decl->kind) {
    case DECL_USE:
    case DECL_LET:
    case DECL_FUNCTION:
    case DECL_SETTINGS:
    case DECL_TEST: return false;
    default: return true;
    }
}

static struct row head_row(const struct sheet *sheet, const struct item *item)
{
    struct row row = {item, sheet_last(sheet, item->decl->name.span), SHEET_NONE, SHEET_NONE};
    size_t next = row.name + 1;
    if (item->decl->title.span.end) row.title = next++;
    if (next <= item->last) row.rest = next;
    return row;
}

/* `unit MEUR = 1_000_000 EUR`: what it is worth begins where the titles of others do. */
static void align_units(struct sheet *sheet, const struct items *in, struct table *table)
{
    uint32_t value = 0, least = UINT32_MAX;
    bool fits = true;
    for (size_t i = 0; i < table->count; i++) {
        const struct row *row = &table->rows[i];
        uint32_t width = sheet_width(sheet, row->item->first, row->name);
        uint32_t ends = width + (row->title == SHEET_NONE && row->rest != SHEET_NONE ? 3 : 1);
        if (ends > value) value = ends;
        if (width < least) least = width;
    }
    for (size_t i = 0; i < table->count; i++) {
        const struct row *row = &table->rows[i];
        uint32_t more = value - sheet_width(sheet, row->item->first, row->name);
        fits &= line_width(sheet, in, row->item) + more <= SHEET_WIDTH;
    }
    for (size_t i = 0; i < table->count && fits && value - least <= SPREAD + 3; i++) {
        const struct row *row = &table->rows[i];
        uint32_t width = sheet_width(sheet, row->item->first, row->name);
        if (row->title != SHEET_NONE)
            sheet->pieces[row->title].before = value - width;
        else if (row->rest != SHEET_NONE)
            sheet->pieces[row->rest].before = value - width - 2;
    }
    table->count = 0;
}

static void end_heads(struct sheet *sheet, const struct items *in, struct table *table)
{
    if (table->count && table->rows[0].item->decl->kind == DECL_UNIT)
        align_units(sheet, in, table);
    else
        align_table(sheet, in, table, SPREAD);
}

/* Neighbouring declarations of one kind, each on one line. */
static void align_heads(struct sheet *sheet, const struct items *in, size_t first, size_t end,
                        struct table *table)
{
    struct cells lets = {.arena = sheet->arena};
    const struct ast_decl *before = NULL;
    for (size_t i = first; i < end; i++) {
        const struct item *item = &in->items[i];
        bool whole = item->decl && (item->open == SHEET_NONE || item->flat);
        if (!whole || !before || before->kind != item->decl->kind) {
            end_heads(sheet, in, table);
            align_cells(sheet, in, &lets, SPREAD);
        }
        before = whole ? item->decl : NULL;
        if (!whole || !sheet_is_plain(sheet, item->first, item->last)) continue;
        if (has_head(item->decl)) add_row(table, head_row(sheet, item));
        if (item->decl->kind == DECL_LET)
            add_cell(&lets, item, item->first, sheet_last(sheet, item->decl->name.span) + 1);
    }
    end_heads(sheet, in, table);
    align_cells(sheet, in, &lets, SPREAD);
}

/* --- blocks on one line ----------------------------------------------------------------------------- */

/* Whether the author has the block on one line, and it is short. Its clauses are set apart then. */
static bool make_flat(struct sheet *sheet, const struct items *in, const struct item *item)
{
    if (item->open == SHEET_NONE) return false;
    if (!sheet_is_plain(sheet, item->first, item->last)) return false;
    bool empty = item->open + 1 == item->last;
    for (size_t i = item->open + 1; i <= item->last && !empty; i++)
        if (sheet_token(sheet, i) == '{' || sheet->trivia->tokens[i].first_on_line) return false;
    struct items clauses = items_of_block(sheet, item, 0);
    if (clauses.count > FLAT_CLAUSES) return false;
    uint32_t width = in->indent + sheet_width(sheet, item->first, item->last);
    if (clauses.count) width += (uint32_t)clauses.count - 1;
    if (width > SHEET_WIDTH) return false;
    for (size_t i = 1; i < clauses.count; i++) sheet->pieces[clauses.items[i].first].before = 2;
    return true;
}

void items_align(struct sheet *sheet, struct items *in)
{
    struct cells cells = {.arena = sheet->arena};
    struct table table = {.arena = sheet->arena};
    for (size_t first = 0, end; first < in->count; first = end) {
        for (end = first + 1; end < in->count && !in->items[end].apart;) end++;
        align_keywords(sheet, in, first, end, &cells);
        for (size_t i = first; i < end; i++)
            in->items[i].flat = make_flat(sheet, in, &in->items[i]);
        align_inside(sheet, in, first, end, &cells);
        align_columns(sheet, in, first, end, &table);
        align_heads(sheet, in, first, end, &table);
    }
}
