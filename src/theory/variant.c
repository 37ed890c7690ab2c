/* Scenarios as sets of measures. */
#include "theory/variant.h"

#include "theory/words.h"

enum { ANCESTORS_MAX = 64 };

static bool is_proposed(const struct node *measure)
{
    return str_equal(word_text(WORDS_MEASURE_STATUS, measure->status), STR("proposed"));
}

bool fate_stays(enum fate fate)
{
    return fate == FATE_KEPT || fate == FATE_CHANGED || fate == FATE_ADDED;
}

void variant_base(const struct theory *t, enum fate *fates)
{
    for (size_t i = 0; i < t->nodes_count; i++) {
        bool stands = t->nodes[i]->level == LEVEL_MEASURE && !is_proposed(t->nodes[i]);
        fates[i] = stands ? FATE_KEPT : FATE_ABSENT;
    }
}

void variant_none(const struct theory *t, enum fate *fates)
{
    variant_base(t, fates);
    for (size_t i = 0; i < t->nodes_count; i++)
        if (fates[i] == FATE_KEPT) fates[i] = FATE_DROPPED;
}

static bool keeps(const struct scenario *scenario, const struct node *measure)
{
    for (size_t i = 0; i < scenario->keep_count; i++)
        if (scenario->keep[i] == measure) return true;
    return false;
}

/* Whether something that it is part of is dropped. */
static bool goes_with_whole(const struct node *measure, const enum fate *fates)
{
    const struct node *whole = measure->whole;
    for (int i = 0; whole && i < ANCESTORS_MAX; i++, whole = whole->whole)
        if (fates[whole->index] == FATE_DROPPED) return true;
    return false;
}

void variant_of(const struct theory *t, const struct scenario *scenario, enum fate *fates)
{
    variant_base(t, fates);
    for (size_t i = 0; i < scenario->add_count; i++)
        if (fates[scenario->add[i]->index] == FATE_ABSENT)
            fates[scenario->add[i]->index] = FATE_ADDED;
    for (size_t i = 0; i < scenario->change_count; i++) {
        const struct node *measure = scenario->changes[i].measure;
        if (measure && fates[measure->index] == FATE_KEPT) fates[measure->index] = FATE_CHANGED;
    }
    for (size_t i = 0; i < scenario->drop_count; i++)
        if (fates[scenario->drop[i]->index] != FATE_ABSENT)
            fates[scenario->drop[i]->index] = FATE_DROPPED;
    if (!scenario->drop_count) return;
    for (size_t i = 0; i < t->nodes_count; i++)
        if (fate_stays(fates[i]) && goes_with_whole(t->nodes[i], fates) &&
            !keeps(scenario, t->nodes[i]))
            fates[i] = FATE_DROPPED;
}

/* --- what is reached --------------------------------------------------------------------------- */

static uint64_t follow(size_t tail, const enum fate *fates, bool *reached,
                       const struct node **queue)
{
    uint64_t steps = 0;
    for (size_t head = 0; head < tail; head++)
        for (const struct link *l = queue[head]->out; l; l = l->next_out) {
            steps++;
            if (l->harms || reached[l->to->index]) continue;
            if (l->to->level == LEVEL_MEASURE && !(fates && fate_stays(fates[l->to->index])))
                continue;
            reached[l->to->index] = true;
            queue[tail++] = l->to;
        }
    return steps;
}

uint64_t variant_reach(const struct theory *t, const enum fate *fates, bool *reached,
                       const struct node **queue)
{
    size_t tail = 0;
    for (size_t i = 0; i < t->nodes_count; i++) {
        reached[i] = fate_stays(fates[i]);
        if (reached[i]) queue[tail++] = t->nodes[i];
    }
    return t->nodes_count + follow(tail, fates, reached, queue);
}

uint64_t variant_reach_from(const struct theory *t, const struct node *measure, bool *reached,
                            const struct node **queue)
{
    for (size_t i = 0; i < t->nodes_count; i++) reached[i] = false;
    queue[0] = measure;
    return t->nodes_count + follow(1, NULL, reached, queue);
}
