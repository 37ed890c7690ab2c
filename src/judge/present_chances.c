/* What came of drawing uncertain numbers, for the report. */
#include "judge/present.h"

static const struct unit *unit_of(const struct expr *expr)
{
    return expr->unit ? expr->unit : &unit_none;
}

/* Whose value is followed to the ends of each number: the left side of a comparison, else the whole. */
static const struct expr *followed(const struct expr *of)
{
    return of->kind == EXPR_COMPARE ? of->a : of;
}

static struct result_simulation present_chance(struct judge *judge, const struct chance *chance)
{
    const struct expr *of = chance->expr->call->arguments[0].value;
    const struct expr *shown = followed(of);
    struct result_driver *drivers =
        ARENA_ARRAY(judge->arena, struct result_driver, chance->driver_count + 1);
    bool probability = chance->expr->call->builtin->id == BUILTIN_PROBABILITY;
    struct cell value = chance->value;
    if (!probability) {
        struct interval *interval = ARENA_NEW(judge->arena, struct interval);
        *interval = (struct interval){chance->low.value, chance->high.value};
        value.interval = interval;
    }
    for (size_t i = 0; i < chance->driver_count; i++)
        drivers[i] = (struct result_driver){
            .text = chance->drivers[i].text,
            .at_low =
                present_cell(judge, &chance->drivers[i].at_low, unit_of(shown), shown->flavour),
            .at_high =
                present_cell(judge, &chance->drivers[i].at_high, unit_of(shown), shown->flavour),
            .share = num_binary(chance->drivers[i].share),
        };
    return (struct result_simulation){
        .text = source_words(judge->arena, judge->t->sources, chance->expr->span),
        .draws = chance->draws,
        .value = probability ? present_cell(judge, &value, &unit_none, FLAVOUR_SHARE)
                             : present_cell(judge, &value, unit_of(of), of->flavour),
        .drivers = drivers,
        .driver_count = chance->driver_count,
    };
}

void present_simulations(struct judge *judge, struct result *result)
{
    struct result_simulation *simulations =
        ARENA_ARRAY(judge->arena, struct result_simulation, judge->chance_count + 1);
    for (size_t i = 0; i < judge->chance_count; i++)
        simulations[i] = present_chance(judge, &judge->chances[i]);
    result->simulations = simulations;
    result->simulation_count = judge->chance_count;
}
