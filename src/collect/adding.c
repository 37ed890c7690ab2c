/* The expressions of a query over the rows at hand, and what each row adds. */
#include "collect/adding.h"

/* The expressions of a query over the rows of a batch. */
struct evaluated {
    bool has_filter, has_argument, has_weight, has_table_weight;
    struct values filter, argument, weight, table_weight;
};

static struct evaluated evaluate(struct columns *columns, const struct query *query)
{
    const struct aggregate *aggregate = query->aggregate;
    struct evaluated e = {0};
    columns_need_in(columns, aggregate->filter);
    columns_need_in(columns, aggregate->argument);
    columns_need_in(columns, aggregate->weight);
    if (aggregate->filter) {
        e.has_filter = true;
        e.filter = rows_eval(&columns->rows, aggregate->filter);
    }
    if (aggregate->argument) {
        e.has_argument = true;
        e.argument = rows_eval(&columns->rows, aggregate->argument);
    }
    if (aggregate->weight) {
        e.has_weight = true;
        e.weight = rows_eval(&columns->rows, aggregate->weight);
    }
    if (query->table->weight) {
        e.has_table_weight = true;
        columns_need(columns, query->table->weight);
        e.table_weight.cells = columns->rows.columns[query->table->weight->index];
    }
    return e;
}

/* Takes a weight's value into account: what is missing makes the row's value missing. */
static void apply_weight(struct row_value *value, const struct values *weight, size_t row,
                         struct num *product)
{
    size_t at = values_at(weight, row);
    if (weight->cells.reasons[at]) {
        if (value->reason == REASON_NONE) value->reason = weight->cells.reasons[at];
        return;
    }
    if (value->weight) {
        if (!num_mul(product, value->weight, &weight->cells.numbers[at]))
            value->reason = REASON_BAD_VALUE;
    } else {
        *product = weight->cells.numbers[at];
    }
    value->weight = product;
    value->provisional |= weight->cells.provisional[at];
}

/* The text by which `distinct` tells values apart. */
static struct str distinct_key(struct columns *columns, const struct expr *argument,
                               const struct values *values, size_t row)
{
    static const enum column_type types[] = {
        [TYPE_NONE] = COLUMN_TEXT,     [TYPE_NUMBER] = COLUMN_NUMBER, [TYPE_TRUTH] = COLUMN_BOOLEAN,
        [TYPE_TEXT] = COLUMN_TEXT,     [TYPE_DATE] = COLUMN_DATE,     [TYPE_PERIOD] = COLUMN_PERIOD,
        [TYPE_ESTIMATE] = COLUMN_TEXT, [TYPE_VERDICT] = COLUMN_TEXT,
    };
    struct column column = {.type = types[argument->type]};
    struct str key;
    rows_key(columns->rows.scratch, &column, &values->cells, values_at(values, row), &key);
    return key;
}

static void take_argument(struct columns *columns, const struct query *query,
                          const struct evaluated *e, size_t row, struct row_value *value)
{
    size_t at = values_at(&e->argument, row);
    value->reason = e->argument.cells.reasons[at];
    value->provisional |= e->argument.cells.provisional[at];
    if (value->reason != REASON_NONE) return;
    switch (query->aggregate->function) {
    case BUILTIN_SHARE: value->truth = e->argument.cells.booleans[at]; break;
    case BUILTIN_DISTINCT:
        value->key = distinct_key(columns, query->aggregate->argument, &e->argument, row);
        break;
    default: value->number = &e->argument.cells.numbers[at];
    }
}

/* coverage: the period of a row and its key, without the column that places it. */
static void take_coverage_key(const struct added_rows *rows, const struct query *query, size_t row,
                              struct row_value *value)
{
    struct columns *columns = rows->columns;
    struct buf whole = buf_in(columns->rows.scratch), key = buf_in(columns->rows.scratch);
    const struct table *table = query->table;
    for (size_t i = 0; i < table->key_count; i++) {
        struct str part;
        if (table->keys[i] == table->period) continue;
        columns_need(columns, table->keys[i]);
        rows_key(columns->rows.scratch, table->keys[i],
                 &columns->rows.columns[table->keys[i]->index], row, &part);
        buf_printf(&whole, "%zu:", part.len);
        buf_add(&whole, part);
    }
    int32_t day = rows->placed[row].days.first;
    buf_add(&key, (struct str){(const char *)&day, sizeof day});
    buf_add(&key, buf_str(&whole));
    value->key = buf_str(&key);
    value->whole_key = buf_str(&whole);
}

void adding_run(struct states *states, const struct added_rows *rows, const struct entry *entries,
                size_t count)
{
    const struct query *query = states->query;
    struct columns *columns = rows->columns;
    struct evaluated e = evaluate(columns, query);
    for (size_t i = 0; i < count; i++) {
        const struct entry *entry = &entries[i];
        size_t row = entry->row;
        struct num product;
        struct row_value value = {
            .counts = true,
            .provisional = rows->placed[row].provisional,
            .day = rows->placed[row].days.first,
            .days = entry->days,
            .row = rows->first_row + row,
            .lines = &rows->lines,
            .at = row,
        };
        if (e.has_filter) {
            size_t at = values_at(&e.filter, row);
            value.unknown = e.filter.cells.reasons[at] != 0;
            value.counts = !value.unknown && e.filter.cells.booleans[at];
            value.provisional |= e.filter.cells.provisional[at];
            if (!value.unknown && !value.counts) continue;
        }
        if (e.has_argument && value.counts) take_argument(columns, query, &e, row, &value);
        if (e.has_weight && value.counts) apply_weight(&value, &e.weight, row, &product);
        if (e.has_table_weight && value.counts)
            apply_weight(&value, &e.table_weight, row, &product);
        if (query->aggregate->function == BUILTIN_COVERAGE)
            take_coverage_key(rows, query, row, &value);
        states_add(states, entry->cell, &value);
    }
}
