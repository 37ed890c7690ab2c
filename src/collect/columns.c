/* Columns as cells, made when they are asked for. */
#include "collect/columns.h"

#include "base/bug.h"
#include "collect/vector_cells.h"

static void make_ready(struct columns *columns)
{
    struct rows *rows = &columns->rows;
    if (columns->ready) return;
    rows->columns = ARENA_ARRAY(rows->scratch, struct cells, columns->table->column_count + 1);
    columns->ready = true;
}

void columns_take(struct columns *columns, const struct portion *portion)
{
    columns->portion = portion;
    columns->rows.count = portion->rows;
    columns->ready = false;
}

void columns_take_batch(struct columns *columns, const struct batch *batch, const bool *wanted)
{
    columns->portion = NULL;
    columns->rows.count = batch->rows;
    columns->ready = false;
    make_ready(columns);
    for (size_t i = 0; i < columns->table->column_count; i++)
        if (columns->table->columns[i]->form == COLUMN_TYPED && wanted[i])
            columns->rows.columns[i] = batch->cells[columns->places[i]];
}

/* A constant column as one with a value for each row. */
static struct cells spread_out(struct rows *rows, enum cell_type type, const struct values *values)
{
    if (!values->constant) return values->cells;
    struct cells cells = rows_new_cells(rows->scratch, type, rows->count);
    for (size_t i = 0; i < rows->count; i++) {
        cells.reasons[i] = values->cells.reasons[0];
        switch (type) {
        case CELL_NUMBER: cells.numbers[i] = values->cells.numbers[0]; break;
        case CELL_DATE: cells.days[i] = values->cells.days[0]; break;
        case CELL_PERIOD: cells.periods[i] = values->cells.periods[0]; break;
        case CELL_BOOLEAN: cells.booleans[i] = values->cells.booleans[0]; break;
        case CELL_TEXT: cells.texts[i] = values->cells.texts[0]; break;
        case CELL_WORD: cells.words[i] = values->cells.words[0]; break;
        }
    }
    return cells;
}

void columns_need_in(struct columns *columns, const struct expr *expr)
{
    if (!expr) return;
    if (expr->kind == EXPR_COLUMN) columns_need(columns, expr->column);
    columns_need_in(columns, expr->a);
    columns_need_in(columns, expr->b);
    columns_need_in(columns, expr->c);
    if (expr->kind != EXPR_IN_LIST) return;
    for (size_t i = 0; i < expr->call->argument_count; i++)
        columns_need_in(columns, expr->call->arguments[i].value);
}

void columns_need(struct columns *columns, const struct column *column)
{
    struct rows *rows = &columns->rows;
    make_ready(columns);
    struct cells *cells = &rows->columns[column->index];
    if (cells->reasons) return;
    if (column->looked_up) {
        for (size_t i = 0; i < column->key_count; i++) columns_need(columns, column->keys[i]);
        *cells = lookup_fetch(&columns->lookups[column->looked_up->table->index], rows, column);
        return;
    }
    if (column->value) {
        columns_need_in(columns, column->value);
        struct values values = rows_eval(rows, column->value);
        *cells = spread_out(rows, rows_cell_type(column), &values);
        return;
    }
    if (!columns->portion) BUG("a column that was not read");
    *cells = cells_of_vector(
        rows->scratch, &columns->portion->columns[columns->places[column->index]], rows->count);
}
