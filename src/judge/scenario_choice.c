/* Scenarios: which measures go when a budget has to be met and nobody says which. */
#include "base/bug.h"
#include "judge/comparing.h"
#include "method/choose.h"

/* What may go: measures with all that is part of them. */
struct droppable {
    const struct node *measure;
    struct num cost;
};

struct choice {
    struct variant *v;
    struct droppable *groups;
    size_t group_count;
    size_t *group_of; /* by node: the group it is in, or SIZE_MAX */
    bool *fixed;      /* by node: reached whatever is chosen */
    size_t *goal_of;  /* by node: the goal it is in the problem, or SIZE_MAX */
    size_t goal_count;
    struct choose_problem p;
};

bool variant_link_stands(const struct link *link, const enum fate *fates, const bool *reached)
{
    if (link->from->level == LEVEL_MEASURE) return fate_stays(fates[link->from->index]);
    return reached[link->from->index];
}

/* --- what may go ------------------------------------------------------------------------------- */

static bool is_kept_by_name(const struct variant *v, const struct node *measure)
{
    for (size_t i = 0; i < v->scenario->keep_count; i++)
        if (v->scenario->keep[i] == measure) return true;
    return false;
}

/* What it is part of last, as far as that stays too. */
static const struct node *root_of(const struct variant *v, const struct node *measure)
{
    const struct node *root = measure;
    for (int i = 0; i < 64 && root->whole && fate_stays(v->fates[root->whole->index]); i++)
        root = root->whole;
    return root;
}

/* A group can go when none of it is kept by name, all of it is there now and its costs are known. */
static void find_groups(struct choice *choice)
{
    struct variant *v = choice->v;
    const struct theory *t = v->c->t;
    bool *stays = ARENA_ARRAY(v->c->arena, bool, t->nodes_count + 1);
    choice->groups = ARENA_ARRAY(v->c->arena, struct droppable, t->nodes_count + 1);
    choice->group_of = ARENA_ARRAY(v->c->arena, size_t, t->nodes_count + 1);
    for (size_t i = 0; i < t->nodes_count; i++) {
        choice->group_of[i] = SIZE_MAX;
        if (!fate_stays(v->fates[i])) continue;
        if (v->fates[i] == FATE_KEPT && cell_known(&v->costs[i]) &&
            !is_kept_by_name(v, t->nodes[i]))
            continue;
        stays[root_of(v, t->nodes[i])->index] = true;
    }
    for (size_t i = 0; i < t->nodes_count; i++) {
        if (!fate_stays(v->fates[i]) || stays[i] || root_of(v, t->nodes[i]) != t->nodes[i])
            continue;
        choice->group_of[i] = choice->group_count;
        choice->groups[choice->group_count++] = (struct droppable){t->nodes[i], num_int(0)};
    }
    for (size_t i = 0; i < t->nodes_count; i++) {
        if (!fate_stays(v->fates[i])) continue;
        size_t group = choice->group_of[root_of(v, t->nodes[i])->index];
        choice->group_of[i] = group;
        if (group == SIZE_MAX) continue;
        struct num *cost = &choice->groups[group].cost;
        if (!num_add(cost, cost, &v->costs[i].value)) BUG("costs that can't be added up");
    }
}

/* --- whole numbers ----------------------------------------------------------------------------- */

/* amount x 10^places as a whole number; false when it is not one or is too large. */
static bool whole_of(const struct num *amount, int places, int64_t *whole)
{
    struct num ten = num_int(10), scale, scaled;
    if (!num_pow(&scale, &ten, places) || !num_mul(&scaled, amount, &scale)) return false;
    return num_is_integer(&scaled) && num_floor(whole, &scaled) &&
           *whole <= CHOOSE_COST_MAX / CHOOSE_ITEMS_MAX &&
           *whole >= -CHOOSE_COST_MAX / CHOOSE_ITEMS_MAX;
}

/* The nearest whole number not below the amount, in units of 10^-places; false when it is too large. */
static bool rounded_up(const struct num *amount, int places, int64_t *whole)
{
    struct num ten = num_int(10), scale, scaled;
    if (!num_pow(&scale, &ten, places) || !num_mul(&scaled, amount, &scale)) return false;
    scaled = num_neg(&scaled);
    if (!num_floor(whole, &scaled)) return false;
    *whole = -*whole;
    return *whole <= CHOOSE_COST_MAX / CHOOSE_ITEMS_MAX &&
           *whole >= -CHOOSE_COST_MAX / CHOOSE_ITEMS_MAX;
}

/* Costs and limit as whole numbers of one small unit: exactly, where they are decimals that fit; else
 * the costs rounded up and the limit down, so that what is chosen fits all the same. */
static bool make_whole(struct choice *choice, const struct num *limit)
{
    enum { PLACES_MOST = 12 };
    int64_t *costs = ARENA_ARRAY(choice->v->c->arena, int64_t, choice->group_count + 1);
    choice->p.costs = costs;
    for (int places = 0; places <= PLACES_MOST; places++) {
        bool exact = whole_of(limit, places, &choice->p.limit);
        for (size_t i = 0; i < choice->group_count && exact; i++)
            exact = whole_of(&choice->groups[i].cost, places, &costs[i]);
        if (exact) return true;
    }
    for (int places = PLACES_MOST; places >= -PLACES_MOST; places--) {
        struct num below = num_neg(limit);
        bool fits = rounded_up(&below, places, &choice->p.limit);
        choice->p.limit = -choice->p.limit;
        for (size_t i = 0; i < choice->group_count && fits; i++)
            fits = rounded_up(&choice->groups[i].cost, places, &costs[i]);
        if (!fits) continue;
        variant_note(choice->v,
                     "For the choice the costs were rounded up to %d digits behind the "
                     "point.",
                     places > 0 ? places : 0);
        return true;
    }
    return false;
}

/* --- the problem ------------------------------------------------------------------------------- */

/* What only one group reaches, in `reached`. */
static void reach_of_group(struct choice *choice, size_t group, enum fate *fates, bool *reached)
{
    struct comparing *c = choice->v->c;
    for (size_t i = 0; i < c->t->nodes_count; i++)
        fates[i] = choice->group_of[i] == group ? FATE_KEPT : FATE_ABSENT;
    uint64_t steps = variant_reach(c->t, fates, reached, c->queue);
    c->steps_left -= steps < c->steps_left ? steps : c->steps_left;
}

/* Goals that stand or fall with the choice: those reached now and not by what stays anyway. */
static void find_goals(struct choice *choice)
{
    struct variant *v = choice->v;
    const struct theory *t = v->c->t;
    enum fate *rest = arena_copy(v->c->arena, v->fates, (t->nodes_count + 1) * sizeof *rest);
    choice->fixed = ARENA_ARRAY(v->c->arena, bool, t->nodes_count + 1);
    choice->goal_of = ARENA_ARRAY(v->c->arena, size_t, t->nodes_count + 1);
    for (size_t i = 0; i < t->nodes_count; i++)
        if (choice->group_of[i] != SIZE_MAX) rest[i] = FATE_DROPPED;
    variant_reach(t, rest, choice->fixed, v->c->queue);
    for (size_t i = 0; i < t->nodes_count; i++) {
        bool goal = t->nodes[i]->level >= LEVEL_EFFECT && v->reached[i] && !choice->fixed[i];
        choice->goal_of[i] = goal ? choice->goal_count++ : SIZE_MAX;
    }
}

/* By goal: the groups that reach it. */
static void list_reachers(struct choice *choice)
{
    struct arena *arena = choice->v->c->arena;
    const struct theory *t = choice->v->c->t;
    size_t *starts = ARENA_ARRAY(arena, size_t, choice->goal_count + 2);
    bool *all = ARENA_ARRAY(arena, bool, choice->group_count * choice->goal_count + 1);
    enum fate *fates = ARENA_ARRAY(arena, enum fate, t->nodes_count + 1);
    bool *reached = ARENA_ARRAY(arena, bool, t->nodes_count + 1);
    size_t count = 0;
    for (size_t g = 0; g < choice->group_count; g++) {
        reach_of_group(choice, g, fates, reached);
        for (size_t i = 0; i < t->nodes_count; i++)
            if (reached[i] && choice->goal_of[i] != SIZE_MAX) {
                all[choice->goal_of[i] * choice->group_count + g] = true;
                count++;
            }
    }
    size_t *by = ARENA_ARRAY(arena, size_t, count + 1);
    count = 0;
    for (size_t goal = 0; goal < choice->goal_count; goal++) {
        starts[goal] = count;
        for (size_t g = 0; g < choice->group_count; g++)
            if (all[goal * choice->group_count + g]) by[count++] = g;
    }
    starts[choice->goal_count] = count;
    choice->p.starts = starts;
    choice->p.by = by;
}

/* Links of each level that stand or fall with a group or a goal. */
static void count_links(struct choice *choice)
{
    struct comparing *c = choice->v->c;
    int64_t *items = ARENA_ARRAY(c->arena, int64_t, SCENARIO_LEVELS * choice->group_count + 1);
    int64_t *goals = ARENA_ARRAY(c->arena, int64_t, SCENARIO_LEVELS * choice->goal_count + 1);
    for (size_t i = 0; i < c->t->links_count; i++) {
        const struct link *link = c->t->links[i];
        if (link->harms || c->levels[i] < 0) continue;
        size_t from = link->from->index, level = (size_t)(5 - c->levels[i]);
        if (link->from->level == LEVEL_MEASURE) {
            size_t group = choice->group_of[from];
            if (!fate_stays(choice->v->fates[from]) || group == SIZE_MAX) continue;
            items[level * choice->group_count + group]++;
            choice->v->result->at_stake++;
            choice->v->result->proven += c->levels[i] >= 3;
        } else if (choice->goal_of[from] != SIZE_MAX) {
            goals[level * choice->goal_count + choice->goal_of[from]]++;
        }
    }
    choice->p.level_count = SCENARIO_LEVELS;
    choice->p.item_links = items;
    choice->p.goal_links = goals;
}

/* --- the answer -------------------------------------------------------------------------------- */

static struct scenario_set names_of_dropped(struct choice *choice, const bool *kept)
{
    struct str *names = ARENA_ARRAY(choice->v->c->arena, struct str, choice->group_count + 1);
    struct scenario_set set = {.names = names};
    for (size_t i = 0; i < choice->group_count; i++)
        if (!kept[i]) names[set.count++] = choice->groups[i].measure->common.name;
    return set;
}

static void take_answer(struct choice *choice, const struct choose_answer *answer)
{
    struct variant *v = choice->v;
    struct scenario_set *sets = ARENA_ARRAY(v->c->arena, struct scenario_set, answer->count + 1);
    for (size_t i = 1; i < answer->count; i++)
        sets[v->result->as_good_count++] = names_of_dropped(choice, answer->sets[i]);
    v->result->as_good = sets;
    v->result->as_good_more = answer->more;
    v->result->choice = CHOICE_MADE;
    for (size_t i = 0; i < v->c->t->nodes_count; i++) {
        size_t group = choice->group_of[i];
        if (group != SIZE_MAX && !answer->sets[0][group]) v->fates[i] = FATE_DROPPED;
    }
}

static void report_too_large(struct choice *choice, const char *what, size_t count, size_t most)
{
    struct variant *v = choice->v;
    v->result->choice = CHOICE_TOO_LARGE;
    struct finding *f =
        finding_add(v->c->findings, FINDING_C09, v->scenario->common.decl->name.span,
                    "the scenario `%.*s` has %zu %s to choose from, and at most %zu are worked out",
                    STR_ARG(v->scenario->common.name), count, what, most);
    finding_help(v->c->findings, f,
                 "say with `keep` what is not in question, or with `drop` what goes");
}

static void report_too_hard(struct choice *choice)
{
    struct variant *v = choice->v;
    v->result->choice = CHOICE_TOO_LARGE;
    struct finding *f =
        finding_add(v->c->findings, FINDING_C09, v->scenario->common.decl->name.span,
                    "the choice of the scenario `%.*s` was not worked out within %d steps",
                    STR_ARG(v->scenario->common.name), CHOOSE_NODES_MAX);
    finding_help(v->c->findings, f,
                 "say with `keep` what is not in question, or with `drop` what goes");
}

static void solve(struct choice *choice)
{
    struct choose_answer answer;
    choice->p.item_count = choice->group_count;
    choice->p.goal_count = choice->goal_count;
    choice->p.nodes_left = &choice->v->c->nodes_left;
    choose_best(choice->v->c->arena, &choice->p, &answer);
    switch (answer.status) {
    case CHOOSE_DONE: take_answer(choice, &answer); return;
    case CHOOSE_IMPOSSIBLE: choice->v->result->choice = CHOICE_IMPOSSIBLE; return;
    case CHOOSE_TOO_HARD: report_too_hard(choice); return;
    }
}

void variant_choose(struct variant *v, const struct num *limit)
{
    struct choice choice = {.v = v};
    size_t unpriced;
    struct num fixed = variant_sum(v, &unpriced), rest;
    find_groups(&choice);
    for (size_t i = 0; i < choice.group_count; i++)
        if (!num_sub(&fixed, &fixed, &choice.groups[i].cost)) BUG("costs that can't be added up");
    if (!choice.group_count) {
        v->result->choice = unpriced ? CHOICE_UNPRICED : CHOICE_IMPOSSIBLE;
        return;
    }
    size_t most = v->c->s->options->choose_from;
    if (!most || most > CHOOSE_ITEMS_MAX) most = CHOOSE_ITEMS_MAX;
    if (choice.group_count > most) {
        report_too_large(&choice, "measures", choice.group_count, most);
        return;
    }
    find_goals(&choice);
    if (choice.goal_count > CHOOSE_GOALS_MAX) {
        report_too_large(&choice, "goals", choice.goal_count, CHOOSE_GOALS_MAX);
        return;
    }
    list_reachers(&choice);
    count_links(&choice);
    if (!num_sub(&rest, limit, &fixed) || !make_whole(&choice, &rest)) {
        report_too_hard(&choice);
        return;
    }
    solve(&choice);
}
