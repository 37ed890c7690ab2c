/* Runs the checks, in the order of their codes. */
#include "check/check.h"

#include <stdlib.h>

static const struct {
    enum finding_code code;
    void (*function)(struct check *check);
} checks[] = {
#define CHECK(code, name, severity, sets, description, function) {FINDING_##code, function},
#define FINDING(code, name, severity, description)
#include "text/checks.def"
#undef CHECK
#undef FINDING
};

void check_theory(const struct theory *t, struct findings *findings, const struct choices *choices)
{
    struct check check = {
        .t = t,
        .findings = findings,
        .choices = choices,
        .scratch = arena_child(findings->arena),
        .lasting = arena_child(findings->arena),
    };
    for (size_t i = 0; i < COUNT_OF(checks); i++) {
        if (!choices->of[checks[i].code].on) continue;
        checks[i].function(&check);
        arena_reset(check.scratch);
    }
    arena_release(check.scratch);
    arena_release(check.lasting);
}

struct num check_limit(const struct check *check, enum finding_code code, struct num usual)
{
    const struct choice *choice = &check->choices->of[code];
    return choice->has_number ? choice->number : usual;
}

bool check_skipped(const struct check *check, const struct symbol *symbol)
{
    return symbol->atom == ATOM_NONE ||
           (symbol->atom < check->t->by_atom_count && check->t->skipped_atoms[symbol->atom]);
}

struct span check_name(const struct symbol *symbol)
{
    return symbol->atom == ATOM_NONE ? symbol->decl->keyword : symbol->decl->name.span;
}

const bool *check_mark_harmed(struct check *check)
{
    bool *harmed = ARENA_ARRAY(check->scratch, bool, check->t->nodes_count + 1);
    for (size_t i = 0; i < check->t->links_count; i++)
        if (check->t->links[i]->harms) harmed[check->t->links[i]->to->index] = true;
    return harmed;
}

bool check_is_goal(const struct node *node)
{
    return node->level == LEVEL_EFFECT || node->level == LEVEL_IMPACT;
}

static int compare_nodes(const void *left, const void *right)
{
    const struct node *a = *(const struct node *const *)left;
    const struct node *b = *(const struct node *const *)right;
    int order = str_compare(a->common.name, b->common.name);
    return order ? order : (a->index > b->index) - (a->index < b->index);
}

void check_sort_nodes(const struct node **nodes, size_t count)
{
    qsort(nodes, count, sizeof *nodes, compare_nodes);
}

bool check_is_upward(const struct link *link)
{
    bool measures = link->from->level == LEVEL_MEASURE && link->to->level == LEVEL_MEASURE;
    return !link->harms && (link->from->level > link->to->level || measures);
}

void check_relate_rest(struct check *check, struct finding *finding, struct span span, size_t count)
{
    finding_relate(check->findings, finding, location_of(span), "and %zu more", count);
}
