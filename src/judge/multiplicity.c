/* Many tests over one policy. */
#include "judge/multiplicity.h"

#include "method/multiple.h"

enum { TESTS_MAX = 100000 };

static const double CHANCE = 0.05;

struct chances {
    struct judge *judge;
    struct result_test_of_chance *items;
    struct trial **trials;
    size_t count, capacity, trial_capacity;
};

static void add_chance(struct chances *chances, const struct rule *rule, struct trial *trial,
                       const struct traced_estimate *traced)
{
    struct judge *judge = chances->judge;
    const struct cell *p = &traced->estimate->p;
    if (!cell_known(p) || chances->count == TESTS_MAX) return;
    ARENA_GROW(judge->arena, chances->items, chances->count, chances->capacity);
    ARENA_GROW(judge->arena, chances->trials, chances->count, chances->trial_capacity);
    chances->trials[chances->count] = trial;
    chances->items[chances->count++] = (struct result_test_of_chance){
        .rule = rule->common.name,
        .text = source_words(judge->arena, judge->t->sources, traced->call->span),
        .p = num_to_double(&p->value),
    };
}

static struct str chance_text(struct arena *arena, double p)
{
    struct buf text = buf_in(arena);
    struct num number = num_binary(p);
    num_add_plain(&text, &number, 3, '.', 0);
    return buf_str(&text);
}

static void caution_chance(struct judge *judge, const struct chances *chances, size_t i)
{
    const struct result_test_of_chance *chance = &chances->items[i];
    if (chance->p >= CHANCE || chance->holm < CHANCE) return;
    trial_caution(judge, chances->trials[i],
                  str_printf(judge->arena,
                             "one of %zu tests, of which some come out by chance: p %.*s is %.*s "
                             "after Holm, %.*s after Benjamini and Hochberg",
                             chances->count, STR_ARG(chance_text(judge->arena, chance->p)),
                             STR_ARG(chance_text(judge->arena, chance->holm)),
                             STR_ARG(chance_text(judge->arena, chance->benjamini_hochberg))));
}

void multiplicity_find(struct judging *s)
{
    struct judge *judge = &s->judge;
    struct chances chances = {.judge = judge};
    for (size_t i = 0; i < judge->t->rules_count; i++) {
        struct trial *trial = &s->trials[i];
        if (!s->selection->rules[i]) continue;
        for (size_t k = 0; k < trial->estimate_count; k++)
            add_chance(&chances, judge->t->rules[i], trial, &trial->estimates[k]);
    }
    if (chances.count < 2) return;
    double *p = ARENA_ARRAY(judge->arena, double, chances.count);
    double *holm = ARENA_ARRAY(judge->arena, double, chances.count);
    double *bh = ARENA_ARRAY(judge->arena, double, chances.count);
    for (size_t i = 0; i < chances.count; i++) p[i] = chances.items[i].p;
    if (multiple_holm(judge->arena, p, chances.count, holm) != METHOD_OK ||
        multiple_benjamini_hochberg(judge->arena, p, chances.count, bh) != METHOD_OK)
        return;
    for (size_t i = 0; i < chances.count; i++) {
        chances.items[i].holm = holm[i];
        chances.items[i].benjamini_hochberg = bh[i];
        caution_chance(judge, &chances, i);
    }
    s->result->chances = chances.items;
    s->result->chance_count = chances.count;
}
