/* What a test leaves out: tables that it does not give, and figures that rest on them. */
#include "collect/left_out.h"

#include "collect/table_file.h"

bool table_left_out(const struct collect_options *options, const struct table *table)
{
    return options->only_given && !table_override(options, table->common.name);
}

/* Whether a value of rows needs what is looked up in a table that the test does not give. */
static bool needs_left_out(const struct collect_options *options, const struct expr *expr);

static bool column_needs_left_out(const struct collect_options *options,
                                  const struct column *column)
{
    if (column->looked_up && table_left_out(options, column->looked_up->table)) return true;
    for (size_t i = 0; i < column->key_count; i++)
        if (column_needs_left_out(options, column->keys[i])) return true;
    return needs_left_out(options, column->value);
}

static bool needs_left_out(const struct collect_options *options, const struct expr *expr)
{
    if (!expr) return false;
    if (expr->kind == EXPR_COLUMN && column_needs_left_out(options, expr->column)) return true;
    if (expr->kind == EXPR_IN_LIST)
        for (size_t i = 0; i < expr->call.argument_count; i++)
            if (needs_left_out(options, expr->call.arguments[i].value)) return true;
    return needs_left_out(options, expr->a) || needs_left_out(options, expr->b) ||
           needs_left_out(options, expr->c);
}

static bool query_needs_left_out(const struct collect_options *options, const struct query *query)
{
    const struct aggregate *aggregate = query->aggregate;
    const struct table *table = query->table;
    if (table_left_out(options, table)) return true;
    if (table->period && column_needs_left_out(options, table->period)) return true;
    if (table->weight && column_needs_left_out(options, table->weight)) return true;
    for (size_t i = 0; i < aggregate->by_count; i++)
        if (column_needs_left_out(options, aggregate->by[i])) return true;
    return needs_left_out(options, aggregate->argument) ||
           needs_left_out(options, aggregate->weight) || needs_left_out(options, aggregate->filter);
}

/* What rests on a table that the test does not give: one figure that is missing, or a series without
 * any. Rows would be left out, and their number be a figure, if they were counted without it. */
void leave_out(struct plan *plan, const struct collect_options *options)
{
    for (size_t i = 0; options->only_given && i < plan->query_count; i++) {
        struct query *query = plan->queries[i];
        const struct window *window = &query->aggregate->window;
        if (!query_needs_left_out(options, query)) continue;
        struct cube_cell *cell = ARENA_NEW(plan->arena, struct cube_cell);
        cell->cell = cell_missing_at(plan->arena, REASON_NOT_GIVEN, STR(""),
                                     location_of(query->table->common.decl->name.span));
        query->cube = (struct cube){
            .by_period = window->by_period,
            .freq = window->freq,
            .days = window->days,
            .count = window->by_period ? 0 : 1,
            .cells = cell,
            .not_given = cell->cell.missing,
        };
    }
}
