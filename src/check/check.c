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

/* Those that look at each declaration by itself. So they go over a part of the theory all together while
 * it is near, and not each over the whole, which is far larger than what a processor keeps near. */
static const bool by_part[FINDING_CODES] = {
    [FINDING_N05] = true, [FINDING_T01] = true, [FINDING_T02] = true, [FINDING_T04] = true,
    [FINDING_T06] = true, [FINDING_T18] = true, [FINDING_I01] = true, [FINDING_I04] = true,
    [FINDING_I05] = true, [FINDING_I06] = true, [FINDING_I07] = true, [FINDING_I10] = true,
    [FINDING_I13] = true, [FINDING_I14] = true, [FINDING_I17] = true, [FINDING_V03] = true,
    [FINDING_V04] = true, [FINDING_V07] = true, [FINDING_V08] = true, [FINDING_V09] = true,
    [FINDING_V10] = true, [FINDING_V11] = true, [FINDING_V12] = true, [FINDING_V14] = true,
    [FINDING_V15] = true, [FINDING_V20] = true, [FINDING_C03] = true,
};

enum { PART_SYMBOLS = 128 /* declarations of a part, about */ };

/* Cuts a list of a theory to one of `parts` parts of it. */
#define CUT(items, count)                                                                          \
    do {                                                                                           \
        size_t from = (count)*part / parts, to = (count) * (part + 1) / parts;                     \
        if (items) (items) += from;                                                                \
        (count) = to - from;                                                                       \
    } while (0)

static void cut(struct theory *t, size_t part, size_t parts)
{
    size_t symbols = t->symbols.count;
    CUT(t->symbols.items, symbols);
    t->symbols.count = (uint32_t)symbols;
    CUT(t->nodes, t->nodes_count);
    CUT(t->links, t->links_count);
    CUT(t->indicators, t->indicators_count);
    CUT(t->assumptions, t->assumptions_count);
    CUT(t->rules, t->rules_count);
    CUT(t->recommendations, t->recommendations_count);
}

static void run(struct check *check, bool parted)
{
    for (size_t i = 0; i < COUNT_OF(checks); i++) {
        if (by_part[checks[i].code] != parted || !check->choices->of[checks[i].code].on) continue;
        checks[i].function(check);
        if (check->scratch->used) arena_reset(check->scratch);
    }
}

static void run_by_part(struct check *check)
{
    size_t parts = check->whole->symbols.count / PART_SYMBOLS + 1;
    for (check->part = 0; check->part < parts; check->part++) {
        struct theory t = *check->whole;
        cut(&t, check->part, parts);
        check->t = &t;
        run(check, true);
    }
    check->t = check->whole;
}

void check_theory(const struct theory *t, struct findings *findings, const struct choices *choices)
{
    struct check check = {
        .t = t,
        .whole = t,
        .findings = findings,
        .choices = choices,
        .scratch = arena_child(findings->arena),
        .lasting = arena_child(findings->arena),
    };
    run_by_part(&check);
    run(&check, false);
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
    const struct theory *t = check->whole;
    if (check->harmed) return check->harmed;
    bool *harmed = ARENA_ARRAY(check->lasting, bool, t->nodes_count + 1);
    for (size_t i = 0; i < t->links_count; i++)
        if (t->links[i]->harms) harmed[t->links[i]->to->index] = true;
    return check->harmed = harmed;
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
