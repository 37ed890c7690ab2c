/* From typed expressions to queries, grids and wanted columns. */
#include "collect/plan.h"

#include "base/bug.h"

static void visit(void *context, struct expr *expr);

void plan_begin(struct plan *plan, struct arena *arena, const struct theory *t)
{
    *plan = (struct plan){.arena = arena, .t = t};
    plan->tables = ARENA_ARRAY(arena, struct table_plan, t->tables_count + 1);
    for (size_t i = 0; i < t->tables_count; i++) {
        struct table_plan *table = &plan->tables[i];
        table->table = t->tables[i];
        table->wanted = ARENA_ARRAY(arena, bool, t->tables[i]->column_count + 1);
        table->remembered = ARENA_ARRAY(arena, bool, t->tables[i]->column_count + 1);
    }
    plan->indicators = ARENA_ARRAY(arena, bool, t->indicators_count + 1);
    plan->measures = ARENA_ARRAY(arena, bool, t->nodes_count + 1);
    atoms_init(&plan->keys, arena);
    expr_walk_begin(&plan->walk, arena, t->shared_count, visit, plan);
}

/* --- what makes two queries one ------------------------------------------------------------------------ */

static void add_bytes(struct buf *key, const void *bytes, size_t size)
{
    buf_add(key, (struct str){bytes, size});
}

static void add_number(struct buf *key, uint64_t number)
{
    add_bytes(key, &number, sizeof number);
}

/* Everything about a row expression that decides its value. */
void plan_add_expr_key(struct buf *key, const struct expr *expr)
{
    if (!expr) {
        add_number(key, UINT64_MAX);
        return;
    }
    add_number(key, (uint64_t)expr->kind << 16 | (uint64_t)expr->op << 8 | expr->negated);
    struct num number;
    switch (expr->kind) {
    case EXPR_NUMBER:
    case EXPR_CONVERT:
        number = num_canonical(expr->number);
        add_bytes(key, &number.n, sizeof number.n);
        add_number(key, (uint64_t)number.kind << 8 | number.scale);
        if (number.kind != NUM_DECIMAL) add_bytes(key, &number.d, sizeof number.d);
        break;
    case EXPR_TEXT:
        add_number(key, expr->text->len);
        buf_add(key, *expr->text);
        break;
    case EXPR_TRUTH: add_number(key, expr->truth); break;
    case EXPR_DATE: add_number(key, (uint32_t)expr->day); break;
    case EXPR_PERIOD:
        add_number(key, (uint64_t)expr->period.freq << 32 | (uint32_t)expr->period.ord);
        break;
    case EXPR_COLUMN: add_number(key, expr->column->index); break;
    case EXPR_IN_DAYS:
        add_number(key, (uint64_t)(uint32_t)expr->days.first << 32 | (uint32_t)expr->days.last);
        break;
    case EXPR_IN_LIST:
        add_number(key, expr->call->argument_count);
        for (size_t i = 0; i < expr->call->argument_count; i++)
            plan_add_expr_key(key, expr->call->arguments[i].value);
        break;
    default: break;
    }
    plan_add_expr_key(key, expr->a);
    plan_add_expr_key(key, expr->b);
    plan_add_expr_key(key, expr->c);
}

static bool same_window(const struct window *a, const struct window *b)
{
    if (a->by_period != b->by_period) return false;
    if (a->by_period) return a->freq == b->freq && a->span == b->span;
    return a->days.first == b->days.first && a->days.last == b->days.last;
}

static size_t find_grid(struct plan *plan, struct table_plan *table,
                        const struct aggregate *aggregate)
{
    for (size_t i = 0; i < table->grid_count; i++) {
        const struct grid_plan *grid = &table->grids[i];
        bool same =
            same_window(&grid->window, &aggregate->window) && grid->by_count == aggregate->by_count;
        for (size_t k = 0; same && k < grid->by_count; k++) same = grid->by[k] == aggregate->by[k];
        if (same) return i;
    }
    ARENA_GROW(plan->arena, table->grids, table->grid_count, table->grid_capacity);
    table->grids[table->grid_count] = (struct grid_plan){
        .window = aggregate->window, .by = aggregate->by, .by_count = aggregate->by_count};
    return table->grid_count++;
}

static struct query *find_query(struct plan *plan, const struct aggregate *aggregate)
{
    struct table_plan *table = &plan->tables[aggregate->table->index];
    size_t grid = find_grid(plan, table, aggregate);
    struct buf key = buf_in(plan->arena);
    add_number(&key, (uint64_t)aggregate->table->index << 32 | grid);
    add_number(&key, (uint64_t)aggregate->function);
    struct num quantile = num_canonical(&aggregate->quantile);
    add_bytes(&key, &quantile.n, sizeof quantile.n);
    add_number(&key, (uint64_t)quantile.kind << 8 | quantile.scale);
    if (quantile.kind != NUM_DECIMAL) add_bytes(&key, &quantile.d, sizeof quantile.d);
    plan_add_expr_key(&key, aggregate->argument);
    plan_add_expr_key(&key, aggregate->weight);
    plan_add_expr_key(&key, aggregate->filter);
    uint32_t number = atoms_intern_borrowed(&plan->keys, buf_str(&key));
    if (number < plan->query_count) return plan->queries[number];
    struct query *query = ARENA_NEW(plan->arena, struct query);
    *query = (struct query){
        .aggregate = aggregate,
        .table = aggregate->table,
        .text = sources_text(plan->t->sources, aggregate->span),
        .grid = grid,
        .index = table->query_count,
    };
    ARENA_GROW(plan->arena, table->queries, table->query_count, table->query_capacity);
    table->queries[table->query_count++] = query;
    ARENA_GROW(plan->arena, plan->queries, plan->query_count, plan->query_capacity);
    plan->queries[plan->query_count++] = query;
    return query;
}

/* --- adding -------------------------------------------------------------------------------------------- */

void plan_add_costs(struct plan *plan, const struct node *measure)
{
    if (plan->measures[measure->index]) return;
    plan->measures[measure->index] = true;
    for (size_t i = 0; i < measure->cost_count; i++) {
        expr_walk(&plan->walk, measure->costs[i].whole);
        for (size_t k = 0; k < measure->costs[i].count; k++) {
            expr_walk(&plan->walk, measure->costs[i].items[k].low);
            expr_walk(&plan->walk, measure->costs[i].items[k].high);
        }
    }
}

static void visit(void *context, struct expr *expr)
{
    struct plan *plan = context;
    if (expr->kind == EXPR_INDICATOR) plan_add_indicator(plan, expr->indicator);
    if (expr->kind == EXPR_COSTS) plan_add_costs(plan, expr->node);
    if (expr->kind == EXPR_AGGREGATE || expr->kind == EXPR_COVERAGE)
        expr->aggregate->query = find_query(plan, expr->aggregate);
}

void plan_add(struct plan *plan, struct expr *expr)
{
    expr_walk(&plan->walk, expr);
}

void plan_add_indicator(struct plan *plan, struct indicator *indicator)
{
    if (plan->indicators[indicator->index]) return;
    plan->indicators[indicator->index] = true;
    expr_walk(&plan->walk, indicator->value);
}

/* --- columns ------------------------------------------------------------------------------------------- */

static void want_expr(struct plan *plan, const struct expr *expr);

static void want_column(struct plan *plan, const struct column *column)
{
    struct table_plan *table = &plan->tables[column->table->index];
    table->read = true;
    if (table->wanted[column->index]) return;
    table->wanted[column->index] = true;
    if (column->form == COLUMN_DERIVED) want_expr(plan, column->value);
    if (!column->looked_up) return;
    struct table_plan *other = &plan->tables[column->looked_up->table->index];
    other->looked_up = true;
    other->remembered[column->looked_up->index] = true;
    want_column(plan, column->looked_up);
    for (size_t i = 0; i < column->key_count; i++) {
        want_column(plan, column->keys[i]);
        want_column(plan, column->looked_up->table->keys[i]);
    }
}

static void want_expr(struct plan *plan, const struct expr *expr)
{
    if (!expr) return;
    if (expr->kind == EXPR_COLUMN) want_column(plan, expr->column);
    want_expr(plan, expr->a);
    want_expr(plan, expr->b);
    want_expr(plan, expr->c);
    if (expr->kind != EXPR_IN_LIST) return;
    for (size_t i = 0; i < expr->call->argument_count; i++)
        want_expr(plan, expr->call->arguments[i].value);
}

static void want_if(struct plan *plan, const struct column *column)
{
    if (column) want_column(plan, column);
}

void plan_finish(struct plan *plan)
{
    for (size_t i = 0; i < plan->query_count; i++) {
        const struct query *query = plan->queries[i];
        const struct aggregate *aggregate = query->aggregate;
        struct table *table = query->table;
        plan->tables[table->index].read = true;
        want_expr(plan, aggregate->argument);
        want_expr(plan, aggregate->weight);
        want_expr(plan, aggregate->filter);
        for (size_t k = 0; k < aggregate->by_count; k++) want_column(plan, aggregate->by[k]);
        want_if(plan, table->period);
        want_if(plan, table->period_to);
        want_if(plan, table->weight);
        if (aggregate->function == BUILTIN_COVERAGE)
            for (size_t k = 0; k < table->key_count; k++) want_column(plan, table->keys[k]);
    }
}

void plan_all_columns(struct plan *plan)
{
    for (size_t i = 0; i < plan->t->tables_count; i++) {
        struct table *table = plan->t->tables[i];
        plan->tables[i].read = true;
        for (size_t k = 0; k < table->column_count; k++)
            if (table->columns[k]->form == COLUMN_TYPED) plan->tables[i].wanted[k] = true;
        want_if(plan, table->period);
        want_if(plan, table->period_to);
    }
}

void plan_keys(struct plan *plan)
{
    for (size_t i = 0; i < plan->t->tables_count; i++)
        for (size_t k = 0; plan->tables[i].read && k < plan->t->tables[i]->key_count; k++)
            want_column(plan, plan->t->tables[i]->keys[k]);
}
