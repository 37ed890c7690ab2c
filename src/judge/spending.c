/* What all measures cost, by year and together. */
#include "judge/spending.h"

#include "judge/present.h"

/* Years without costs on either side are not shown: outside its runs a measure costs nothing. */
static bool is_nothing(const struct cell *cell)
{
    return cell_known(cell) && !cell->interval && num_is_zero(&cell->value);
}

static struct run shown_years(const struct run *run)
{
    struct run shown = *run;
    while (shown.count && is_nothing(&shown.cells[0])) {
        shown.cells++;
        shown.first++;
        shown.count--;
    }
    while (shown.count && is_nothing(&shown.cells[shown.count - 1])) shown.count--;
    return shown;
}

static struct result_spending present(struct judge *judge, struct node *measure)
{
    struct context context = context_begin(judge);
    struct run run = costs_run(&context, measure);
    struct run shown = shown_years(&run);
    const struct unit *unit = measure->costs[0].unit ? measure->costs[0].unit : &unit_none;
    struct result_amount *years = ARENA_ARRAY(judge->arena, struct result_amount, shown.count + 1);
    struct num nothing = num_int(0);
    struct cell total = cell_of(&nothing);
    for (size_t i = 0; i < shown.count; i++) {
        struct period year = {FREQ_YEAR, shown.first + (int32_t)i};
        years[i] = (struct result_amount){
            .period = period_text(judge->arena, year),
            .value = present_cell(judge, &shown.cells[i], unit, FLAVOUR_NONE),
        };
        total = cell_arithmetic(judge->arena, '+', &total, &shown.cells[i], true);
    }
    return (struct result_spending){
        .measure = measure->common.name,
        .unit = unit->label,
        .total = present_cell(judge, &total, unit, FLAVOUR_NONE),
        .years = years,
        .year_count = shown.count,
    };
}

void spending_present(struct judge *judge, struct result *result)
{
    const struct theory *t = judge->t;
    struct result_spending *all =
        ARENA_ARRAY(judge->arena, struct result_spending, t->nodes_count + 1);
    for (size_t i = 0; i < t->nodes_count; i++)
        if (t->nodes[i]->level == LEVEL_MEASURE && t->nodes[i]->cost_count)
            all[result->spending_count++] = present(judge, t->nodes[i]);
    result->spendings = all;
}
