/* Lists rows. */
#include "collect/listing.h"

#include "data/shown.h"

bool listing_wants(const struct collect_options *options, const struct table *table)
{
    for (size_t i = 0; i < options->wish_count; i++)
        if (options->wishes[i].query->table == table) return true;
    return false;
}

/* "date 2023-05-01, severity 3": what was read or computed of a row. */
static struct str row_text(const struct pass *pass, const struct added_rows *rows, size_t row)
{
    struct arena *arena = pass->plan->arena;
    struct buf text = buf_in(arena);
    const struct table *table = pass->table;
    for (size_t i = 0; i < table->column_count; i++) {
        const struct cells *cells = &rows->columns->rows.columns[i];
        struct str key;
        if (!pass->table_plan->wanted[i] || !cells->reasons) continue;
        buf_printf(&text, "%s%.*s ", text.len ? ", " : "", STR_ARG(table->columns[i]->name));
        if (rows_key(rows->columns->rows.scratch, table->columns[i], cells, row, &key))
            buf_add(&text, shown(arena, key));
        else
            buf_printf(&text, "(%.*s)", STR_ARG(reason_code(cells->reasons[row])));
        if (cells->provisional[row]) buf_add(&text, STR(" (provisional)"));
    }
    return buf_str(&text);
}

static void note(const struct pass *pass, struct row_wish *wish, const struct added_rows *rows,
                 size_t row, bool left_out)
{
    if (wish->all++ >= wish->most) return;
    ARENA_GROW(pass->plan->arena, wish->rows, wish->count, wish->capacity);
    wish->rows[wish->count++] = (struct listed_row){
        .text = row_text(pass, rows, row),
        .location = input_location(pass->input, lines_at(&rows->lines, row)),
        .left_out = left_out,
    };
}

static void take_wish(const struct pass *pass, struct row_wish *wish, const struct added_rows *rows)
{
    const struct query *query = wish->query;
    const struct grid *grid = &pass->grids[query->grid];
    struct expr *filter = query->aggregate->filter;
    struct values truths = {.constant = true};
    uint32_t cell = grid_cell(grid, wish->ord, 0);
    if (filter) {
        columns_need_in(rows->columns, filter);
        truths = rows_eval(&rows->columns->rows, filter);
    }
    for (size_t i = 0; i < grid->entry_count; i++) {
        const struct entry *entry = &grid->entries[i];
        if (entry->cell != cell) continue;
        size_t at = values_at(&truths, entry->row);
        bool left_out = filter && truths.cells.reasons[at];
        if (filter && !left_out && !truths.cells.booleans[at]) continue;
        note(pass, wish, rows, entry->row, left_out);
    }
}

void listing_take(const struct pass *pass, const struct query *query, const struct added_rows *rows)
{
    for (size_t i = 0; i < pass->options->wish_count; i++)
        if (pass->options->wishes[i].query == query)
            take_wish(pass, &pass->options->wishes[i], rows);
}
