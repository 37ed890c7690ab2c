/* Untreated groups called treated. */
#include "method/placebo.h"

#include <math.h>

#include "method/panel_fit.h"
#include "method/random.h"

enum { FEWEST_OTHERS = 5, NEEDED_FOR_5_PERCENT = 19 };

struct placebos {
    const double *change; /* of the others */
    size_t others, treated;
    double total, effect, margin;
    size_t *chosen;
    double sum, squares;
    size_t count, as_large;
};

/* One choice: its mean change less that of the rest. */
static void look(struct placebos *p)
{
    double sum = 0, n = (double)p->treated, rest = (double)(p->others - p->treated);
    for (size_t i = 0; i < p->treated; i++) sum += p->change[p->chosen[i]];
    double effect = sum / n - (p->total - sum) / rest;
    p->count++;
    p->sum += effect;
    p->squares += effect * effect;
    p->as_large += fabs(effect) >= fabs(p->effect) - p->margin;
}

/* The number of choices, or more than PLACEBO_ALL. */
static size_t choices(size_t from, size_t take)
{
    double count = 1;
    for (size_t i = 1; i <= take; i++) {
        count = count * (double)(from - take + i) / (double)i;
        if (count > PLACEBO_ALL) return PLACEBO_ALL + 1;
    }
    return (size_t)round(count);
}

static void look_at_all(struct placebos *p)
{
    for (size_t i = 0; i < p->treated; i++) p->chosen[i] = i;
    for (;;) {
        look(p);
        size_t i = p->treated;
        while (i > 0 && p->chosen[i - 1] == p->others - p->treated + i - 1) i--;
        if (i == 0) return;
        p->chosen[i - 1]++;
        for (; i < p->treated; i++) p->chosen[i] = p->chosen[i - 1] + 1;
    }
}

/* Draws without putting back: the first of a shuffled deck. */
static void look_at_some(struct arena *scratch, struct placebos *p, uint64_t seed)
{
    struct random_state random;
    size_t *deck = ARENA_ARRAY(scratch, size_t, p->others);
    random_seed(&random, seed);
    for (size_t i = 0; i < p->others; i++) deck[i] = i;
    for (int draw = 0; draw < PLACEBO_DRAWS; draw++) {
        for (size_t i = 0; i < p->treated; i++) {
            size_t j = i + random_index(&random, p->others - i), kept = deck[i];
            deck[i] = deck[j];
            deck[j] = kept;
            p->chosen[i] = deck[i];
        }
        look(p);
    }
}

static void gather(struct arena *scratch, const struct panel_data *panel,
                   const struct panel_fit *fit, struct placebos *p)
{
    double *change = ARENA_ARRAY(scratch, double, fit->others + 1);
    for (size_t g = 0; g < panel->groups; g++)
        if (fit->used[g] && !panel->treated[g]) change[p->others++] = fit->change[g];
    for (size_t i = 0; i < p->others; i++) p->total += change[i];
    p->change = change;
    p->treated = fit->treated;
    p->effect = fit->effect;
    p->margin = 1e-12 * fit->scale;
    p->chosen = ARENA_ARRAY(scratch, size_t, fit->treated);
}

enum method_status placebo_test(struct arena *scratch, const struct panel_data *panel,
                                uint64_t seed, struct placebo *result)
{
    struct panel_fit fit;
    *result = (struct placebo){0};
    enum method_status status = panel_fit(scratch, panel, &fit);
    if (status != METHOD_OK) return status;
    result->effect.n = fit.cells;
    if (fit.others < FEWEST_OTHERS || fit.others < fit.treated + 1) return METHOD_TOO_FEW;
    struct placebos p = {0};
    gather(scratch, panel, &fit, &p);
    result->all = choices(p.others, p.treated) <= PLACEBO_ALL;
    if (result->all)
        look_at_all(&p);
    else
        look_at_some(scratch, &p, seed);
    double count = (double)p.count, mean = p.sum / count;
    double se = sqrt(fmax(0, p.squares / count - mean * mean));
    result->placebos = p.count;
    result->as_large = p.as_large;
    result->effect.value = fit.effect;
    if (!(se > 1e-13 * fit.scale)) return METHOD_NO_VARIATION;
    if (!measured_of_t(&result->effect, fit.effect, se, (double)(p.others - 1)))
        return METHOD_BAD_INPUT;
    result->effect.p = (1 + (double)p.as_large) / (1 + count);
    if (p.count < NEEDED_FOR_5_PERCENT) measured_warn(&result->effect, CAUTION_FEW_PLACEBOS);
    return METHOD_OK;
}
