/* Measures beside each other, for one effect: what each costs and how large its link says the effect
 * to be. Costs are present values; sizes are as stated. */
#include "base/bug.h"
#include "builtin/money.h"
#include "judge/evaluate.h"
#include "judge/present.h"
#include "method/cost_effect.h"
#include "method/monte_carlo.h"

struct alternatives {
    struct expr *expr;
    size_t count, asked; /* which is asked about; count: none is */
    double worth;
    struct alternative *draws; /* [draw * count + alternative] */
    struct cell why;           /* why something is not known */
};

static bool figure(struct context *context, struct expr *expr, double *result, struct cell *cell)
{
    struct value value = evaluate(context, expr);
    *cell = value.kind == VALUE_RUN
                ? costs_present_value(context->judge, &value.run, &context->judge->t->discount.rate)
                : value.cell;
    if (!cell_known(cell)) return false;
    *result = num_to_double(&cell->value);
    return true;
}

/* The costs and effects of all alternatives as they are now. */
static bool look(struct context *context, void *what, uint32_t draw)
{
    struct alternatives *all = what;
    const struct expr_argument *arguments = all->expr->call->arguments;
    struct alternative *now = &all->draws[draw * all->count];
    for (size_t i = 0; i < all->count; i++)
        if (!figure(context, arguments[1 + 2 * i].value, &now[i].cost, &all->why) ||
            !figure(context, arguments[2 + 2 * i].value, &now[i].effect, &all->why))
            return false;
    return true;
}

static struct cell number(double value)
{
    struct num num = num_binary(value);
    return cell_of(&num);
}

static struct str name_of(const struct alternatives *all, size_t place)
{
    const struct expr *costs = all->expr->call->arguments[1 + 2 * place].value;
    while (costs->kind == EXPR_CONVERT) costs = costs->a;
    return costs->node->common.name;
}

static struct cell icer_of(struct context *context, struct alternatives *all)
{
    struct arena *arena = context->judge->arena;
    struct icer *results = ARENA_ARRAY(arena, struct icer, all->count + 1);
    size_t *order = ARENA_ARRAY(arena, size_t, all->count + 1);
    icer_compare(all->draws, all->count, results, order);
    const struct icer *icer = &results[all->asked];
    struct str against = name_of(all, icer->against);
    struct str text = STR("");
    enum reason reason = REASON_DOMINATED;
    switch (icer->state) {
    case ALTERNATIVE_WORTH: return number(icer->ratio);
    case ALTERNATIVE_FIRST:
        text = STR(
            "it is the cheapest that is worth choosing, so there is nothing to compare it with");
        reason = REASON_NOT_AVAILABLE;
        break;
    case ALTERNATIVE_DOMINATED:
        text = str_printf(arena, "it is dominated: %.*s does as much or more for less",
                          STR_ARG(against));
        break;
    case ALTERNATIVE_EXTENDED:
        text = str_printf(arena,
                          "it is dominated in the extended sense: with %.*s more of the effect "
                          "costs less for each",
                          STR_ARG(against));
        break;
    }
    return cell_missing_at(arena, reason, text, location_of(all->expr->span));
}

/* acceptability and information_value: over many draws. */
static struct cell decide(struct context *context, struct alternatives *all)
{
    struct arena *arena = context->judge->arena;
    all->draws = ARENA_ARRAY(arena, struct alternative, (size_t)DRAWS * all->count + 1);
    uint32_t draws = chance_draw(context, look, all);
    if (!draws) {
        if (!cell_known(&all->why)) return all->why;
        return cell_missing_at(
            arena, REASON_UNCERTAIN,
            STR("this is too large to be drawn again and again, or stands inside "
                "a simulation"),
            location_of(all->expr->span));
    }
    double *acceptable = ARENA_ARRAY(arena, double, all->count + 1);
    double *means = ARENA_ARRAY(arena, double, all->count + 1);
    struct decision decision;
    decision_weigh(all->draws, draws, all->count, all->worth, acceptable, means, &decision);
    if (all->asked < all->count) return number(draws_rounded(acceptable[all->asked]));
    return number(draws_rounded(decision.worth_knowing));
}

struct cell evaluate_alternatives(struct context *context, struct expr *expr)
{
    struct arena *arena = context->judge->arena;
    struct alternatives all = {.expr = expr, .count = (expr->call->argument_count - 1) / 2};
    struct cell cell;
    struct expr *worth = expr->call->arguments[0].value;
    if (worth && !figure(context, worth, &all.worth, &cell)) return cell;
    all.asked = all.count;
    for (size_t i = 0; i < all.count && expr->call->asked; i++)
        if (str_equal(name_of(&all, i), expr->call->asked->common.name)) all.asked = i;
    context->judge->discounted = true;
    all.draws = ARENA_ARRAY(arena, struct alternative, all.count + 1);
    switch (expr->call->builtin->id) {
    case BUILTIN_ICER: return look(context, &all, 0) ? icer_of(context, &all) : all.why;
    case BUILTIN_NET_BENEFIT:
        if (!look(context, &all, 0)) return all.why;
        return number(net_benefit(&all.draws[0], all.worth));
    case BUILTIN_ACCEPTABILITY:
    case BUILTIN_INFORMATION_VALUE: return decide(context, &all);
    default: BUG("alternatives that nobody compares");
    }
}
