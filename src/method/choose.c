/* The choice as an integer programme. GLPK computes in doubles; what it answers is added up again in
 * whole numbers, and what passes the limit by its tolerance is cut off. */
#include "method/choose.h"

#include <stdlib.h>
#include <string.h>

#include <glpk.h>

#include "base/bug.h"

/* What an objective counts. */
enum { AIM_GOALS, AIM_LEVELS /* and one for each further level; behind the last: the money */ };

struct solver {
    const struct choose_problem *p;
    int64_t grain; /* so many units of money are one for GLPK, see find_grain */
    glp_prob *lp;
    struct arena *arena;
    bool begun, made; /* the environment of the solver is there; it is ours to free */
    bool *chosen;     /* the choice that was found last */
    size_t nodes, *nodes_left;
    /* scratch for rows, counted from 1 as GLPK does */
    int *places;
    double *factors;
    bool *sets; /* [CHOOSE_LISTED_MAX + 1][item] */
    int64_t *links;
    size_t count;
    bool more;
    int64_t cost;
};

/* --- GLPK, kept quiet ----------------------------------------------------------------------------- */

static int say_nothing(void *info, const char *text)
{
    (void)info;
    (void)text;
    return 1;
}

/* GLPK ends the program when it finds no memory, unless it is told where else to go. */
static void fail_solver(void *info)
{
    struct solver *s = info;
    arena_out_of_memory(s->arena);
}

static void end_solver(void *object)
{
    struct solver *s = object;
    if (!s->begun) return;
    if (!s->made && s->lp) glp_delete_prob(s->lp); /* what else there is is someone else's */
    glp_error_hook(NULL, NULL);
    glp_term_hook(NULL, NULL);
    if (s->made) glp_free_env();
}

static bool take_node(struct solver *s)
{
    if (!*s->nodes_left) return false;
    --*s->nodes_left;
    return true;
}

static void count_nodes(glp_tree *tree, void *info)
{
    struct solver *s = info;
    if (glp_ios_reason(tree) != GLP_ISELECT) return;
    if (!take_node(s)) glp_ios_terminate(tree);
}

/* --- the programme --------------------------------------------------------------------------------- */

static int column_of_item(size_t item)
{
    return (int)item + 1;
}

static int column_of_goal(const struct solver *s, size_t goal)
{
    return (int)(s->p->item_count + goal) + 1;
}

/* The sum over the first `count` places of the scratch row, at least or at most `bound`. */
static void add_row(struct solver *s, int count, int kind, double bound)
{
    int row = glp_add_rows(s->lp, 1);
    glp_set_row_bnds(s->lp, row, kind, bound, bound);
    glp_set_mat_row(s->lp, row, count, s->places, s->factors);
}

static void put(struct solver *s, int *count, int column, double factor)
{
    ++*count;
    s->places[*count] = column;
    s->factors[*count] = factor;
}

/* GLPK's tolerance is a ten-millionth of what it compares, and beside very large factors it misses
 * solutions; so costs go to it as numbers of up to 10^6, rounded down: what fits the limit fits this
 * one too, and what fits only this one is cut off. */
static int64_t find_grain(const struct choose_problem *p)
{
    int64_t most = p->limit < 0 ? -p->limit : p->limit;
    for (size_t i = 0; i < p->item_count; i++) {
        int64_t cost = p->costs[i] < 0 ? -p->costs[i] : p->costs[i];
        if (cost > most) most = cost;
    }
    return most / 1000000 + 1;
}

static int64_t rounded_down(int64_t value, int64_t grain)
{
    return value / grain - (value % grain < 0);
}

/* A goal is reached at most as much as items that reach it are chosen. */
static void add_goal(struct solver *s, size_t goal)
{
    int count = 0;
    put(s, &count, column_of_goal(s, goal), 1);
    for (size_t i = s->p->starts[goal]; i < s->p->starts[goal + 1]; i++)
        put(s, &count, column_of_item(s->p->by[i]), -1);
    add_row(s, count, GLP_UP, 0);
}

static void build(struct solver *s)
{
    const struct choose_problem *p = s->p;
    glp_set_obj_dir(s->lp, GLP_MAX);
    glp_add_cols(s->lp, (int)(p->item_count + p->goal_count));
    int count = 0;
    for (size_t i = 0; i < p->item_count; i++) {
        glp_set_col_kind(s->lp, column_of_item(i), GLP_BV);
        int64_t cost = rounded_down(p->costs[i], s->grain);
        if (cost) put(s, &count, column_of_item(i), (double)cost);
    }
    if (count) add_row(s, count, GLP_UP, (double)rounded_down(p->limit, s->grain));
    for (size_t g = 0; g < p->goal_count; g++) {
        glp_set_col_bnds(s->lp, column_of_goal(s, g), GLP_DB, 0, 1);
        add_goal(s, g);
    }
}

/* How much a choice of this item, or reaching this goal, counts for an aim. */
static int64_t weight_of_item(const struct solver *s, size_t aim, size_t item)
{
    const struct choose_problem *p = s->p;
    if (aim == AIM_GOALS) return 0;
    if (aim == AIM_LEVELS + p->level_count) return p->costs[item];
    return p->item_links[(aim - AIM_LEVELS) * p->item_count + item];
}

static int64_t weight_of_goal(const struct solver *s, size_t aim, size_t goal)
{
    const struct choose_problem *p = s->p;
    if (aim == AIM_GOALS) return 1;
    if (aim == AIM_LEVELS + p->level_count) return 0;
    return p->goal_links[(aim - AIM_LEVELS) * p->goal_count + goal];
}

static bool is_reached(const struct solver *s, size_t goal)
{
    for (size_t i = s->p->starts[goal]; i < s->p->starts[goal + 1]; i++)
        if (s->chosen[s->p->by[i]]) return true;
    return false;
}

/* What the choice found last comes to, in whole numbers. */
static int64_t add_up(const struct solver *s, size_t aim)
{
    int64_t sum = 0;
    for (size_t i = 0; i < s->p->item_count; i++)
        if (s->chosen[i]) sum += weight_of_item(s, aim, i);
    for (size_t g = 0; g < s->p->goal_count; g++)
        if (is_reached(s, g)) sum += weight_of_goal(s, aim, g);
    return sum;
}

/* From here on not this choice again: one item at least is another. */
static void cut_off(struct solver *s)
{
    int count = 0, kept = 0;
    for (size_t i = 0; i < s->p->item_count; i++) {
        put(s, &count, column_of_item(i), s->chosen[i] ? -1 : 1);
        kept += s->chosen[i];
    }
    add_row(s, count, GLP_LO, 1 - kept);
}

/* From here on not this choice, which passes the limit, nor one that holds all of it. */
static void cut_off_dear(struct solver *s)
{
    int count = 0;
    for (size_t i = 0; i < s->p->item_count; i++) {
        if (s->p->costs[i] < 0) {
            cut_off(s);
            return;
        }
        if (s->chosen[i]) put(s, &count, column_of_item(i), 1);
    }
    add_row(s, count, GLP_UP, count - 1);
}

/* From here on no worse in this aim. The weights are whole, so half of one is room for rounding. */
static void hold(struct solver *s, size_t aim, int64_t best)
{
    int count = 0;
    for (size_t i = 0; i < s->p->item_count; i++)
        if (weight_of_item(s, aim, i))
            put(s, &count, column_of_item(i), (double)weight_of_item(s, aim, i));
    for (size_t g = 0; g < s->p->goal_count; g++)
        if (weight_of_goal(s, aim, g))
            put(s, &count, column_of_goal(s, g), (double)weight_of_goal(s, aim, g));
    if (count) add_row(s, count, GLP_LO, (double)best - 0.5);
}

/* --- solving ----------------------------------------------------------------------------------------- */

static enum choose_status solve_once(struct solver *s)
{
    if (!take_node(s)) return CHOOSE_TOO_HARD;
    glp_iocp options;
    glp_init_iocp(&options);
    options.msg_lev = GLP_MSG_OFF;
    options.presolve = GLP_ON;
    options.cb_func = count_nodes;
    options.cb_info = s;
    int ended = glp_intopt(s->lp, &options);
    if (ended == GLP_ENOPFS) return CHOOSE_IMPOSSIBLE;
    if (ended) return CHOOSE_TOO_HARD;
    int status = glp_mip_status(s->lp);
    if (status == GLP_NOFEAS) return CHOOSE_IMPOSSIBLE;
    if (status != GLP_OPT) return CHOOSE_TOO_HARD;
    for (size_t i = 0; i < s->p->item_count; i++)
        s->chosen[i] = glp_mip_col_val(s->lp, column_of_item(i)) > 0.5;
    return CHOOSE_DONE;
}

/* The best choice for this aim among those that are left, within the limit to the last unit. */
static enum choose_status solve(struct solver *s, size_t aim)
{
    size_t money = AIM_LEVELS + s->p->level_count;
    for (size_t i = 0; i < s->p->item_count; i++) {
        int64_t weight = weight_of_item(s, aim, i);
        if (aim == money) weight = rounded_down(weight, s->grain);
        glp_set_obj_coef(s->lp, column_of_item(i), (double)weight);
    }
    for (size_t g = 0; g < s->p->goal_count; g++)
        glp_set_obj_coef(s->lp, column_of_goal(s, g), (double)weight_of_goal(s, aim, g));
    for (;;) { /* ends: each round counts at least one node */
        enum choose_status status = solve_once(s);
        if (status != CHOOSE_DONE || add_up(s, money) <= s->p->limit) return status;
        cut_off_dear(s);
    }
}

static void remember(struct solver *s)
{
    size_t size = s->p->item_count * sizeof *s->sets;
    if (s->count == CHOOSE_LISTED_MAX) {
        s->more = true;
        return;
    }
    memcpy(s->sets + s->count++ * s->p->item_count, s->chosen, size);
}

/* Of the choices that are best so far those that keep most of the money. What GLPK compares is rounded,
 * so it goes on until what comes is less by more than all roundings together. */
static enum choose_status list_ties(struct solver *s)
{
    size_t money = AIM_LEVELS + s->p->level_count;
    int64_t room = s->grain > 1 ? (int64_t)s->p->item_count * s->grain + s->grain : 0;
    for (int i = 0; i < CHOOSE_SOLVED_MAX; i++) {
        enum choose_status status = solve(s, money);
        if (status == CHOOSE_IMPOSSIBLE && i) return CHOOSE_DONE;
        if (status != CHOOSE_DONE) return status;
        int64_t cost = add_up(s, money);
        if (!i || cost > s->cost) {
            s->cost = cost;
            s->count = 0;
            s->more = false;
        }
        if (cost == s->cost) remember(s);
        if (s->more || cost < s->cost - room) return CHOOSE_DONE;
        cut_off(s);
    }
    s->more = true;
    return CHOOSE_DONE;
}

static enum choose_status solve_all(struct solver *s)
{
    build(s);
    for (size_t aim = AIM_GOALS; aim < AIM_LEVELS + s->p->level_count; aim++) {
        enum choose_status status = solve(s, aim);
        if (status != CHOOSE_DONE) return status;
        s->links[aim] = add_up(s, aim);
        hold(s, aim, s->links[aim]);
    }
    return list_ties(s);
}

/* All that GLPK holds is freed when the arena of its own is released, also after a jump from it. */
static enum choose_status run_solver(struct solver *s)
{
    struct arena *own = arena_child(s->arena);
    arena_defer(own, end_solver, s);
    int made = glp_init_env();
    if (made > 1) arena_out_of_memory(s->arena);
    s->made = made == 0;
    s->begun = true;
    glp_term_hook(say_nothing, NULL);
    glp_error_hook(fail_solver, s);
    s->lp = glp_create_prob();
    enum choose_status status = solve_all(s);
    arena_release(own);
    return status;
}

/* --- the answer --------------------------------------------------------------------------------------- */

/* Those that keep the first items come first. */
static int compare_sets(const bool *a, const bool *b, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (a[i] != b[i]) return a[i] ? -1 : 1;
    return 0;
}

static void sort_sets(const bool **sets, size_t count, size_t item_count)
{
    for (size_t i = 1; i < count; i++) {
        const bool *set = sets[i];
        size_t at = i;
        for (; at > 0 && compare_sets(set, sets[at - 1], item_count) < 0; at--)
            sets[at] = sets[at - 1];
        sets[at] = set;
    }
}

void choose_best(struct arena *arena, const struct choose_problem *problem,
                 struct choose_answer *answer)
{
    size_t columns = problem->item_count + problem->goal_count;
    if (problem->item_count > CHOOSE_ITEMS_MAX || problem->goal_count > CHOOSE_GOALS_MAX)
        BUG("a choice that is larger than its limits");
    struct solver *s = ARENA_NEW(arena, struct solver);
    *s = (struct solver){
        .p = problem,
        .arena = arena,
        .nodes = CHOOSE_NODES_MAX,
        .grain = find_grain(problem),
        .chosen = ARENA_ARRAY(arena, bool, problem->item_count + 1),
        .places = ARENA_ARRAY(arena, int, columns + 2),
        .factors = ARENA_ARRAY(arena, double, columns + 2),
        .sets = ARENA_ARRAY(arena, bool, (CHOOSE_LISTED_MAX + 1) * problem->item_count + 1),
        .links = ARENA_ARRAY(arena, int64_t, AIM_LEVELS + problem->level_count + 1),
    };
    s->nodes_left = problem->nodes_left ? problem->nodes_left : &s->nodes;
    const bool **sets = ARENA_ARRAY(arena, const bool *, CHOOSE_LISTED_MAX + 1);
    *answer = (struct choose_answer){.sets = sets, .links = s->links + AIM_LEVELS};
    if (!problem->item_count) { /* nothing to choose from, which GLPK takes for a mistake */
        answer->status = problem->limit >= 0 ? CHOOSE_DONE : CHOOSE_IMPOSSIBLE;
        answer->count = problem->limit >= 0;
        sets[0] = s->sets;
        return;
    }
    answer->status = run_solver(s);
    if (answer->status != CHOOSE_DONE) return;
    for (size_t i = 0; i < s->count; i++) sets[i] = s->sets + i * problem->item_count;
    sort_sets(sets, s->count, problem->item_count);
    answer->count = s->count;
    answer->more = s->more;
    answer->cost = s->cost;
    answer->goals = s->links[AIM_GOALS];
}
