/* N: names that are declared and never used. */
#include "check/check.h"

/* Kinds for which nothing else says so. */
static bool is_checked(enum decl_kind kind)
{
    switch (kind) {
    case DECL_UNIT:
    case DECL_ACTOR:
    case DECL_DATA:
    case DECL_LET:
    case DECL_FUNCTION:
    case DECL_EVIDENCE:
    case DECL_GROUP:
    case DECL_THEME:
    case DECL_PROBLEM: return true;
    case DECL_USE:
    case DECL_POLICY:
    case DECL_TERM:
    case DECL_IMPACT:
    case DECL_EFFECT:
    case DECL_MEASURE:
    case DECL_INDICATOR:
    case DECL_ASSUMPTION:
    case DECL_FACTOR:
    case DECL_RISK:
    case DECL_RULE:
    case DECL_EVALUATION:
    case DECL_SCENARIO:
    case DECL_RECOMMENDATION:
    case DECL_REQUIRE:
    case DECL_SETTINGS:
    case DECL_TEST:
    case DECL_KINDS: break;
    }
    return false;
}

/* A study that says what it is about, or a problem with indicators, needs nobody to name it. */
static bool speaks_for_itself(const struct symbol *symbol)
{
    if (symbol->kind == DECL_EVIDENCE)
        return ((const struct study *)symbol->thing)->about_count > 0;
    if (symbol->kind == DECL_PROBLEM)
        return ((const struct node *)symbol->thing)->indicator_count > 0;
    return false;
}

static void check_locals(struct check *check)
{
    for (size_t i = 0; i < check->t->rules_count; i++) {
        const struct rule *rule = check->t->rules[i];
        for (size_t k = 0; k < rule->local_count && !rule->common.broken; k++) {
            const struct local *local = &rule->locals[k];
            if (local->used) continue;
            struct finding *f =
                finding_add(check->findings, FINDING_N05, local->span,
                            "`%.*s` is declared in this rule and never used", STR_ARG(local->name));
            finding_help(check->findings, f, "use it in a condition, or leave it out");
        }
    }
}

void check_unused(struct check *check)
{
    const struct theory *t = check->t;
    for (size_t i = 0; i < t->symbols.count; i++) {
        const struct symbol *symbol = t->symbols.items[i];
        if (symbol->used || symbol->atom == ATOM_NONE || !is_checked(symbol->kind)) continue;
        if (t->skipped_atoms[symbol->atom] || speaks_for_itself(symbol)) continue;
        if (t->by_atom[symbol->atom] != symbol) continue; /* declared twice: said already */
        struct finding *f = finding_add(check->findings, FINDING_N05, symbol->decl->name.span,
                                        "%.*s `%.*s` is declared and never used",
                                        STR_ARG(decl_keyword(symbol->kind)), STR_ARG(symbol->name));
        finding_help(check->findings, f, "name it where it belongs, or leave it out");
    }
    check_locals(check);
}
