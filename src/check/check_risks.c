/* R: risks: what they threaten, what of them is accepted, and by whom. */
#include "check/check.h"

#include "check/wording.h"
#include "theory/typing.h"

static bool has_clause(const struct risk *risk, enum clause_kind kind)
{
    return decl_clause(risk->common.decl, kind) != NULL;
}

void check_appetite(struct check *check)
{
    for (size_t i = 0; i < check->t->risks_count; i++) {
        const struct risk *risk = check->t->risks[i];
        if (risk->common.decl->broken || has_clause(risk, CLAUSE_APPETITE)) continue;
        struct finding *f = finding_add(check->findings, FINDING_R01, check_name(&risk->common),
                                        "the risk `%.*s` does not say how much of it is accepted",
                                        STR_ARG(risk->common.name));
        finding_help(check->findings, f,
                     "without an appetite nobody can tell whether too little is done, or too "
                     "much: appetite 6, the highest likelihood times severity that is accepted");
    }
}

/* The names of the risks that measures mitigate. */
static void mark_mitigated(struct check *check, struct atoms *mitigated)
{
    atoms_init(mitigated, check->scratch);
    for (size_t i = 0; i < check->t->nodes_count; i++) {
        const struct node *node = check->t->nodes[i];
        for (size_t k = 0; k < node->mitigates.count; k++)
            atoms_intern_borrowed(mitigated, node->mitigates.items[k]->name);
    }
}

void check_over_appetite(struct check *check)
{
    struct atoms mitigated;
    mark_mitigated(check, &mitigated);
    for (size_t i = 0; i < check->t->risks_count; i++) {
        const struct risk *risk = check->t->risks[i];
        struct num likelihood, severity, appetite, score;
        if (!risk->likelihood || !risk->severity || !risk->appetite) continue;
        if (!constant_value(risk->likelihood, &likelihood) ||
            !constant_value(risk->severity, &severity) ||
            !constant_value(risk->appetite, &appetite) ||
            !num_mul(&score, &likelihood, &severity) || num_compare(&score, &appetite) <= 0)
            continue;
        if (has_clause(risk, CLAUSE_ACCEPTED_BY) ||
            atoms_find(&mitigated, risk->common.name) != ATOM_NONE)
            continue;
        if (check_skipped(check, &risk->common)) continue;
        struct finding *f =
            finding_add(check->findings, FINDING_R02, check_name(&risk->common),
                        "the risk `%.*s` is above what is accepted (%.*s x %.*s is %.*s, the "
                        "appetite is %.*s), and nothing is done about it",
                        STR_ARG(risk->common.name), STR_ARG(word_number(check, &likelihood)),
                        STR_ARG(word_number(check, &severity)), STR_ARG(word_number(check, &score)),
                        STR_ARG(word_number(check, &appetite)));
        finding_relate(check->findings, f, location_of(risk->appetite->span), "the appetite");
        finding_help(check->findings, f,
                     "let a measure mitigate it (`mitigates %.*s`), or say who accepts it "
                     "(`accepted by …`)",
                     STR_ARG(risk->common.name));
    }
}

enum { LEVELS_MAX = 64 /* of an organisation; more are a circle */ };

/* Whether `actor` stands below `above` in the organisation. */
static bool is_below(const struct actor *actor, const struct actor *above)
{
    if (actor == above) return false;
    for (int i = 0; actor && i < LEVELS_MAX; i++, actor = actor->part_of)
        if (actor == above) return true;
    return false;
}

void check_accepted_below(struct check *check)
{
    for (size_t i = 0; i < check->t->risks_count; i++) {
        const struct risk *risk = check->t->risks[i];
        const struct actor *by = risk->accepted_by, *owner = risk->common.owner;
        if (!by || !owner || !is_below(by, owner) || is_below(owner, by)) continue;
        const struct ast_clause *accepted = decl_clause(risk->common.decl, CLAUSE_ACCEPTED_BY);
        struct finding *f =
            finding_add(check->findings, FINDING_R03, accepted->span,
                        "the risk `%.*s` is accepted by `%.*s`, which stands below its owner",
                        STR_ARG(risk->common.name), STR_ARG(by->common.name));
        finding_relate(check->findings, f, location_of(check_name(&owner->common)),
                       "the owner, `%.*s`", STR_ARG(owner->common.name));
        finding_relate(check->findings, f, location_of(check_name(&by->common)),
                       "`%.*s` is part of it, or of a part of it", STR_ARG(by->common.name));
        finding_help(check->findings, f,
                     "who bears a risk decides on it: let the owner accept it, or make `%.*s` its "
                     "owner",
                     STR_ARG(by->common.name));
    }
}

void check_threat(struct check *check)
{
    for (size_t i = 0; i < check->t->risks_count; i++) {
        const struct risk *risk = check->t->risks[i];
        if (risk->common.decl->broken || has_clause(risk, CLAUSE_THREATENS)) continue;
        struct finding *f =
            finding_add(check->findings, FINDING_R04, check_name(&risk->common),
                        "the risk `%.*s` threatens nothing", STR_ARG(risk->common.name));
        finding_help(check->findings, f,
                     "say what would suffer, threatens fewer_accidents, or leave the risk out");
    }
}
