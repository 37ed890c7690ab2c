/* Runs the checks, in the order of their codes. */
#include "check/check.h"

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
    };
    for (size_t i = 0; i < COUNT_OF(checks); i++)
        if (choices->of[checks[i].code].on) checks[i].function(&check);
    arena_release(check.scratch);
}

struct num check_limit(const struct check *check, enum finding_code code, struct num usual)
{
    const struct choice *choice = &check->choices->of[code];
    return choice->has_number ? choice->number : usual;
}

bool check_skipped(const struct check *check, const struct common *common)
{
    const struct symbol *symbol = common->symbol;
    return symbol->atom == ATOM_NONE ||
           (symbol->atom < check->t->by_atom_count && check->t->skipped_atoms[symbol->atom]);
}

struct span check_name(const struct common *common)
{
    return common->symbol->atom == ATOM_NONE ? common->decl->keyword : common->decl->name.span;
}
