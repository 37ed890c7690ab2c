/* Runs the checks, in the order of their codes. */
#include "check/check.h"

static void (*const functions[])(struct check *check) = {
#define CHECK(code, name, severity, description, function) function,
#define FINDING(code, name, severity, description)
#include "text/checks.def"
#undef CHECK
#undef FINDING
};

void check_theory(const struct theory *t, struct findings *findings)
{
    struct check check = {.t = t, .findings = findings, .scratch = arena_child(findings->arena)};
    for (size_t i = 0; i < COUNT_OF(functions); i++) functions[i](&check);
    arena_release(check.scratch);
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
