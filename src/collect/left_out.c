/* Figures of which there are no rows: what a test leaves out, and what can't be read. */
#include "collect/left_out.h"

#include "collect/table_file.h"

bool table_left_out(const struct collect_options *options, const struct table *table)
{
    return options->only_given && !table_override(options, table->common.name);
}

/* What a search for such tables knows, and the first that was found. */
struct search {
    const struct plan *plan;
    const struct collect_options *options;
    const struct table *found;
};

static bool look_at(struct search *search, const struct table *table)
{
    if (!search->found &&
        (table_left_out(search->options, table) || search->plan->tables[table->index].unread))
        search->found = table;
    return search->found;
}

/* Whether a value of rows needs what is looked up in such a table. */
static bool needs_absent(struct search *search, const struct expr *expr);

static bool column_needs_absent(struct search *search, const struct column *column)
{
    if (column->looked_up && look_at(search, column->looked_up->table)) return true;
    for (size_t i = 0; i < column->key_count; i++)
        if (column_needs_absent(search, column->keys[i])) return true;
    return needs_absent(search, column->value);
}

static bool needs_absent(struct search *search, const struct expr *expr)
{
    if (!expr) return false;
    if (expr->kind == EXPR_COLUMN && column_needs_absent(search, expr->column)) return true;
    if (expr->kind == EXPR_IN_LIST)
        for (size_t i = 0; i < expr->call->argument_count; i++)
            if (needs_absent(search, expr->call->arguments[i].value)) return true;
    return needs_absent(search, expr->a) || needs_absent(search, expr->b) ||
           needs_absent(search, expr->c);
}

static bool query_needs_absent(struct search *search, const struct query *query)
{
    const struct aggregate *aggregate = query->aggregate;
    const struct table *table = query->table;
    if (look_at(search, table)) return true;
    if (table->period && column_needs_absent(search, table->period)) return true;
    if (table->weight && column_needs_absent(search, table->weight)) return true;
    for (size_t i = 0; i < aggregate->by_count; i++)
        if (column_needs_absent(search, aggregate->by[i])) return true;
    return needs_absent(search, aggregate->argument) || needs_absent(search, aggregate->weight) ||
           needs_absent(search, aggregate->filter);
}

static struct cell absent_cell(const struct search *search, const struct query *query)
{
    struct arena *arena = search->plan->arena;
    const struct table *table = search->found;
    if (!search->plan->tables[table->index].unread)
        return cell_missing_at(arena, REASON_NOT_GIVEN, STR(""),
                               location_of(query->table->common.decl->name.span));
    return cell_missing_at(
        arena, REASON_NO_DATA,
        str_printf(arena, "the data of %.*s can't be read", STR_ARG(table->common.name)),
        location_of(table->common.decl->name.span));
}

/* One figure that is missing, or a series without any. Rows would be left out, and their number be a
 * figure, if they were counted without what is absent. */
void leave_out(struct plan *plan, const struct collect_options *options)
{
    for (size_t i = 0; i < plan->query_count; i++) {
        struct query *query = plan->queries[i];
        const struct window *window = &query->aggregate->window;
        struct search search = {plan, options, NULL};
        if (!query_needs_absent(&search, query)) continue;
        struct cube_cell *cell = ARENA_NEW(plan->arena, struct cube_cell);
        cell->cell = absent_cell(&search, query);
        query->cube = (struct cube){
            .by_period = window->by_period,
            .freq = window->freq,
            .days = window->days,
            .count = window->by_period ? 0 : 1,
            .cells = cell,
            .absent = cell->cell.missing,
        };
    }
}
