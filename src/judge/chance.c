/* Uncertain numbers drawn again and again: probabilities, simulations, and what drives them. */
#include <math.h>

#include "base/bug.h"
#include "judge/evaluate.h"
#include "method/monte_carlo.h"

enum {
    LEAVES_MAX = 200,      /* uncertain numbers that are told apart as drivers */
    BYTES_PER_DRAW = 65536 /* what takes more memory is drawn less often */
};

/* A number of which only an interval is known: what is written at one place. */
struct leaf {
    struct str text;
    double normal; /* its draw */
    struct moments moments;
};

struct sampling {
    struct arena *arena;
    enum { SAMPLING_MIDDLE, SAMPLING_DRAWN, SAMPLING_ENDS } mode;
    uint32_t draw;
    size_t at; /* ENDS: the leaf at one of its ends, the others in their middle */
    bool upper;
    struct atoms places; /* of leaves in the text, to their numbers */
    struct leaf *leaves;
    size_t capacity;
};

static struct cell number(double value)
{
    struct num num = num_binary(value);
    return cell_of(&num);
}

/* --- leaves ------------------------------------------------------------------------------------ */

static uint32_t leaf_of(struct context *context, struct span span, char kind, struct str text)
{
    struct sampling *s = context->judge->sampling;
    struct {
        uint32_t start;
        uint32_t kind;
    } key = {span.start, (uint32_t)kind};
    size_t known = s->places.count;
    uint32_t number = atoms_intern(&s->places, (struct str){(const char *)&key, sizeof key});
    if (number < known) return number;
    ARENA_GROW(s->arena, s->leaves, number, s->capacity);
    s->leaves[number] = (struct leaf){.text = str_copy(s->arena, text)};
    if (s->mode == SAMPLING_DRAWN)
        s->leaves[number].normal = draw_normal(DRAW_SEED, number, s->draw);
    return number;
}

/* The figure that an uncertain one is now. */
static struct cell drawn(struct sampling *s, uint32_t leaf, const struct uncertain *u,
                         const struct cell *cell)
{
    struct cell plain = *cell;
    double value = NAN;
    plain.interval = NULL;
    if (s->mode == SAMPLING_DRAWN) value = uncertain_draw(u, s->leaves[leaf].normal);
    if (s->mode == SAMPLING_ENDS && leaf == s->at) value = s->upper ? u->high : u->low;
    if (isfinite(value)) plain.value = num_binary(value);
    return plain;
}

struct cell chance_cell(struct context *context, struct span span, const struct cell *cell,
                        bool symmetric)
{
    struct judge *judge = context->judge;
    if (!judge->sampling || !cell_known(cell) || !cell->interval) return *cell;
    struct uncertain u =
        uncertain_range(num_to_double(&cell->interval->low), num_to_double(&cell->interval->high));
    if (symmetric) u.distribution = DISTRIBUTION_NORMAL;
    uint32_t leaf =
        leaf_of(context, span, 'u', source_words(judge->arena, judge->t->sources, span));
    return drawn(judge->sampling, leaf, &u, cell);
}

/* --- estimates --------------------------------------------------------------------------------- */

struct value chance_estimate(struct context *context, struct expr *call)
{
    struct judge *judge = context->judge;
    struct sampling *s = judge->sampling;
    struct arena *arena = judge->arena;
    if (!s) return evaluate_estimate(context, call);
    /* It is made once, outlives the draw, and knows nothing of it. */
    judge->arena = judge->steady;
    judge->sampling = NULL;
    struct value value = evaluate_estimate(context, call);
    judge->arena = arena;
    judge->sampling = s;
    const struct estimate *e = value.kind == VALUE_ESTIMATE ? value.estimate : NULL;
    if (!e || !cell_known(&e->value) || !cell_known(&e->low) || !cell_known(&e->high)) return value;
    struct uncertain u = {DISTRIBUTION_NORMAL, num_to_double(&e->low.value),
                          num_to_double(&e->high.value), 0.95};
    const struct expr *first = call->call->arguments[0].value;
    struct str text = str_printf(arena, "%.*s(%.*s)", STR_ARG(call->call->builtin->name),
                                 STR_ARG(source_words(arena, judge->t->sources, first->span)));
    uint32_t leaf = leaf_of(context, first->span, 'e', text);
    struct estimate *copy = arena_copy(arena, e, sizeof *e);
    copy->value = drawn(s, leaf, &u, &e->value);
    return (struct value){.kind = VALUE_ESTIMATE, .estimate = copy};
}

/* --- series ------------------------------------------------------------------------------------ */

static bool is_uncertain(const struct run *run)
{
    for (size_t i = 0; i < run->count; i++)
        if (cell_known(&run->cells[i]) && run->cells[i].interval) return true;
    return false;
}

struct run chance_run(struct context *context, struct indicator *indicator, struct run run)
{
    struct judge *judge = context->judge;
    if (!judge->sampling || !is_uncertain(&run)) return run;
    struct cell *cells = ARENA_ARRAY(judge->arena, struct cell, run.count + 1);
    struct value fresh = {.kind = VALUE_RUN, .run = run};
    if (indicator->value && !judge->given) {
        struct context inside = *context;
        inside.has_over = inside.has_point = false;
        inside.stamp = ++judge->stamp;
        fresh = evaluate(&inside, indicator->value);
    }
    for (size_t i = 0; i < run.count; i++) {
        cells[i] = run.cells[i];
        if (!cell_known(&run.cells[i]) || !run.cells[i].interval) continue;
        if (fresh.kind == VALUE_CELL) {
            cells[i] = fresh.cell;
        } else if (fresh.run.cells != run.cells) {
            struct period period = {run.freq, run.first + (int32_t)i};
            cells[i] = value_at(context, &fresh, period);
        } else {
            for (size_t k = 0; k < indicator->reported_count; k++)
                if (indicator->reported[k].period.ord == run.first + (int32_t)i)
                    cells[i] =
                        chance_cell(context, indicator->reported[k].span, &run.cells[i], false);
            cells[i].interval = NULL;
        }
    }
    run.cells = cells;
    return run;
}

/* --- simulating -------------------------------------------------------------------------------- */

struct simulation {
    struct context context;
    struct sampling *s;
    struct expr *of;       /* the condition or number */
    struct expr *followed; /* whose value at the ends of each leaf is shown; NULL: nothing */
    double *values;
    uint32_t count, true_count;
};

/* The value or truth now: 1 and 0 for truths. False when it is not known. */
static bool look(struct simulation *sim, struct expr *expr, double *result,
                 const struct missing **why)
{
    struct context *context = &sim->context;
    context->stamp = ++context->judge->stamp;
    if (expr->type == TYPE_TRUTH) {
        struct judged judged = evaluate_truth(context, expr);
        *why = judged.why;
        *result = judged.truth == TRUTH_TRUE;
        return judged.truth != TRUTH_UNKNOWN;
    }
    struct value value = evaluate(context, expr);
    struct cell cell = value.kind == VALUE_ESTIMATE ? value.estimate->value
                       : value.kind == VALUE_RUN
                           ? value_at(context, &value, (struct period){FREQ_YEAR, 0})
                           : value.cell;
    *why = cell.missing;
    if (!cell_known(&cell)) return false;
    *result = num_to_double(&cell.value);
    return true;
}

static void draw_all(struct simulation *sim, uint32_t draws)
{
    struct judge *judge = sim->context.judge;
    struct sampling *s = sim->s;
    struct arena *scratch = arena_child(judge->steady);
    const struct missing *why;
    sim->values = ARENA_ARRAY(judge->steady, double, draws + 1);
    s->mode = SAMPLING_DRAWN;
    for (uint32_t d = 0; d < draws; d++) {
        double value;
        arena_reset(scratch);
        judge->arena = scratch;
        s->draw = d;
        for (uint32_t i = 0; i < s->places.count; i++)
            s->leaves[i].normal = draw_normal(DRAW_SEED, i, d);
        if (!look(sim, sim->of, &value, &why)) continue;
        sim->true_count += value > 0.5;
        sim->values[sim->count++] = value;
        for (uint32_t i = 0; i < s->places.count && i < LEAVES_MAX; i++)
            moments_add(&s->leaves[i].moments, s->leaves[i].normal, value);
    }
    judge->arena = judge->steady;
    arena_release(scratch);
}

static struct cell at_end(struct simulation *sim, size_t leaf, bool upper)
{
    double value;
    const struct missing *why;
    sim->s->mode = SAMPLING_ENDS;
    sim->s->at = leaf;
    sim->s->upper = upper;
    if (!sim->followed) return cell_missing(sim->context.judge->steady, REASON_NOT_AVAILABLE);
    if (!look(sim, sim->followed, &value, &why)) return (struct cell){.missing = why};
    return number(draws_rounded(value));
}

/* From the one that explains most on. */
static const struct driver *find_drivers(struct simulation *sim, size_t *count)
{
    struct sampling *s = sim->s;
    size_t leaves = s->places.count < LEAVES_MAX ? s->places.count : LEAVES_MAX;
    struct driver *drivers = ARENA_ARRAY(s->arena, struct driver, leaves + 1);
    for (size_t i = 0; i < leaves; i++) {
        struct driver driver = {
            .text = s->leaves[i].text,
            .at_low = at_end(sim, i, false),
            .at_high = at_end(sim, i, true),
            .share = draws_rounded(moments_share(&s->leaves[i].moments)),
        };
        size_t at = i;
        for (; at > 0 && drivers[at - 1].share < driver.share; at--) drivers[at] = drivers[at - 1];
        drivers[at] = driver;
    }
    *count = leaves;
    return drivers;
}

static struct value missing_value(struct context *context, const struct expr *expr,
                                  const char *detail)
{
    return (struct value){
        .kind = VALUE_CELL,
        .cell = cell_missing_at(context->judge->arena, REASON_UNCERTAIN, str_from(detail),
                                location_of(expr->span)),
    };
}

/* 10,000 where a draw is small, as nearly all are; answers 0 where nothing more is to be drawn. */
static uint32_t draws_for(struct judge *judge, size_t bytes)
{
    uint32_t draws = bytes <= BYTES_PER_DRAW        ? DRAWS
                     : bytes <= 10 * BYTES_PER_DRAW ? DRAWS / 10
                                                    : 0;
    if (draws > judge->draws_left) return 0;
    judge->draws_left -= draws;
    return draws;
}

static struct value result_of(struct simulation *sim, struct expr *expr, struct chance *chance)
{
    struct arena *arena = sim->context.judge->steady;
    struct value value = {.kind = VALUE_CELL};
    chance->expr = expr;
    if (expr->call->builtin->id == BUILTIN_PROBABILITY) {
        struct num part = num_int(sim->true_count), all = num_int(chance->draws), share;
        if (!num_div(&share, &part, &all)) BUG("a probability of no draws");
        value.cell = chance->value = cell_of(&share);
        return value;
    }
    struct moments m = {0};
    for (uint32_t i = 0; i < sim->count; i++) moments_add(&m, sim->values[i], 0);
    draws_sort(sim->values, sim->count);
    struct estimate *e = ARENA_NEW(arena, struct estimate);
    struct cell none = cell_missing(arena, REASON_NOT_AVAILABLE);
    *e = (struct estimate){
        .p = none, .slope = none, .slope_low = none, .slope_high = none, .ratio = none};
    e->value = chance->value = number(draws_rounded(m.mean_x));
    e->low = chance->low = number(draws_rounded(draws_quantile(sim->values, sim->count, 0.025)));
    e->high = chance->high = number(draws_rounded(draws_quantile(sim->values, sim->count, 0.975)));
    e->se = number(draws_rounded(sim->count > 1 ? sqrt(m.xx / (sim->count - 1)) : 0));
    struct num n = num_int(sim->count);
    e->n = cell_of(&n);
    return (struct value){.kind = VALUE_ESTIMATE, .estimate = e};
}

static void note_chance(struct context *context, const struct chance *chance)
{
    struct judge *judge = context->judge;
    if (!context->trace || context->group.by_count) return;
    for (size_t i = 0; i < judge->chance_count; i++)
        if (judge->chances[i].expr->call->arguments[0].value->span.start ==
            chance->expr->call->arguments[0].value->span.start)
            return;
    ARENA_GROW(judge->steady, judge->chances, judge->chance_count, judge->chance_capacity);
    judge->chances[judge->chance_count++] = *chance;
}

struct value evaluate_chance(struct context *context, struct expr *expr)
{
    struct judge *judge = context->judge;
    if (judge->sampling)
        return missing_value(context, expr, "a simulation can't stand inside another one");
    struct sampling s = {.arena = judge->steady, .mode = SAMPLING_MIDDLE};
    struct simulation sim = {.context = *context, .s = &s, .of = expr->call->arguments[0].value};
    struct chance chance = {.draws = 0};
    double middle;
    const struct missing *why = NULL;
    if (sim.of->type != TYPE_TRUTH) sim.followed = sim.of;
    if (sim.of->kind == EXPR_COMPARE && sim.of->a->type == TYPE_NUMBER) sim.followed = sim.of->a;
    sim.context.trace = NULL;
    atoms_init(&s.places, judge->steady);
    size_t used = judge->steady->used;
    judge->sampling = &s;
    bool known = look(&sim, sim.of, &middle, &why);
    size_t bytes = judge->steady->used - used;
    chance.draws = known ? draws_for(judge, bytes) : 0;
    if (chance.draws) {
        draw_all(&sim, chance.draws);
        chance.drivers = find_drivers(&sim, &chance.driver_count);
    }
    judge->sampling = NULL;
    if (!known) return (struct value){.kind = VALUE_CELL, .cell = {.missing = why}};
    if (!chance.draws || !sim.count)
        return missing_value(context, expr, "this is too large to be drawn again and again");
    struct value value = result_of(&sim, expr, &chance);
    note_chance(context, &chance);
    return value;
}

/* --- for others -------------------------------------------------------------------------------- */

uint32_t chance_draw(struct context *context, chance_look *look_at, void *what)
{
    struct judge *judge = context->judge;
    struct sampling s = {.arena = judge->steady, .mode = SAMPLING_MIDDLE};
    struct context inside = *context;
    if (judge->sampling) return 0;
    inside.trace = NULL;
    atoms_init(&s.places, judge->steady);
    size_t used = judge->steady->used;
    judge->sampling = &s;
    inside.stamp = ++judge->stamp;
    bool known = look_at(&inside, what, 0);
    uint32_t draws = known ? draws_for(judge, judge->steady->used - used) : 0, count = 0;
    struct arena *scratch = arena_child(judge->steady);
    s.mode = SAMPLING_DRAWN;
    for (uint32_t d = 0; d < draws; d++) {
        arena_reset(scratch);
        judge->arena = scratch;
        s.draw = d;
        for (uint32_t i = 0; i < s.places.count; i++)
            s.leaves[i].normal = draw_normal(DRAW_SEED, i, d);
        inside.stamp = ++judge->stamp;
        count += look_at(&inside, what, count);
    }
    judge->arena = judge->steady;
    judge->sampling = NULL;
    arena_release(scratch);
    return count;
}
