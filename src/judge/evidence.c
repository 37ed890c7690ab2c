/* An index of studies by what they are about. */
#include "judge/evidence.h"

struct pair {
    const struct node *measure, *node;
};

static struct str key_of(const struct pair *pair)
{
    return (struct str){(const char *)pair, sizeof *pair};
}

static void add(struct evidence_index *index, struct arena *arena, const struct study *study,
                const struct study_about *about)
{
    struct pair pair = {about->from->thing, about->to};
    uint32_t place = atoms_intern(&index->pairs, key_of(&pair));
    if (place >= index->capacity)
        index->levels =
            arena_grow(arena, index->levels, sizeof *index->levels, place, &index->capacity);
    struct evidence_levels *levels = &index->levels[place];
    bool against = study->finds == FINDS_NEGATIVE || study->finds == FINDS_NONE;
    if (study->finds == FINDS_POSITIVE &&
        (!levels->best_positive || study->level > levels->positive)) {
        levels->positive = study->level;
        levels->best_positive = study;
    }
    if (against && (!levels->best_negative || study->level > levels->negative)) {
        levels->negative = study->level;
        levels->best_negative = study;
    }
}

void evidence_begin(struct evidence_index *index, struct arena *arena, const struct theory *t)
{
    *index = (struct evidence_index){0};
    atoms_init(&index->pairs, arena);
    for (size_t i = 0; i < t->studies_count; i++)
        for (size_t k = 0; k < t->studies[i]->about_count; k++)
            if (t->studies[i]->about[k].to)
                add(index, arena, t->studies[i], &t->studies[i]->about[k]);
}

const struct evidence_levels *evidence_about(const struct evidence_index *index,
                                             const struct node *from, const struct node *to)
{
    struct pair pair = {from, to};
    uint32_t place = atoms_find(&index->pairs, key_of(&pair));
    return place == ATOM_NONE ? NULL : &index->levels[place];
}

static struct evidence_levels levels_of(const struct evidence_index *index,
                                        const struct node *measure, const struct node *node)
{
    const struct evidence_levels *levels = evidence_about(index, measure, node);
    return levels ? *levels : (struct evidence_levels){0};
}

int evidence_for(const struct evidence_index *index, const struct node *measure,
                 const struct node *node)
{
    return levels_of(index, measure, node).positive;
}

int evidence_against(const struct evidence_index *index, const struct node *measure,
                     const struct node *node)
{
    return levels_of(index, measure, node).negative;
}
