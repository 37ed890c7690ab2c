/* Declared units, and units as they are written. */
#include "base/bug.h"
#include "theory/resolve.h"

/* What a unit's symbol stands for, made when first asked. */
struct declared_unit {
    enum { UNIT_NEW, UNIT_BEING_MADE, UNIT_MADE } state;
    struct unit unit;
};

static void report_circle(struct theory *t, const struct symbol *symbol)
{
    struct finding *f = finding_add(t->findings, FINDING_N09, symbol->decl->name.span,
                                    "the unit `%.*s` is defined by itself", STR_ARG(symbol->name));
    finding_help(t->findings, f,
                 "a unit stands alone, or is a number of another one: "
                 "unit MEUR = 1_000_000 EUR");
}

const struct unit *unit_of_symbol(struct theory *t, struct symbol *symbol)
{
    if (!symbol->thing) symbol->thing = ARENA_NEW(t->arena, struct declared_unit);
    struct declared_unit *declared = symbol->thing;
    if (declared->state == UNIT_MADE) return &declared->unit;
    if (declared->state == UNIT_BEING_MADE) {
        report_circle(t, symbol);
        return NULL;
    }
    declared->state = UNIT_BEING_MADE;
    const struct ast_unit *definition = symbol->decl->unit;
    const struct unit *unit = NULL;
    if (definition && ++t->unit_depth < 100) unit = resolve_unit(t, definition);
    if (definition) t->unit_depth--;
    if (unit)
        declared->unit = *unit;
    else
        declared->unit = unit_base(UNIT_BASES + t->base_units++, symbol->name);
    declared->unit.label = symbol->name;
    declared->state = UNIT_MADE;
    return &declared->unit;
}

static const struct unit *named_unit(struct theory *t, const struct ast_name *name)
{
    struct symbol *symbol = find_symbol(t, name->atom);
    if (symbol && symbol->kind == DECL_UNIT) {
        symbol->used = true;
        return unit_of_symbol(t, symbol);
    }
    struct str text = name_text(t, name);
    for (const struct unit_named *unit = unit_builtins(); unit->name.len; unit++)
        if (str_equal(unit->name, text)) return &unit->unit;
    resolve(t, name, KIND(UNIT), "a unit");
    return NULL;
}

/* One factor: [multiplier] name [^ power]; `unit` is what its name stands for. */
static const struct unit *factor_unit(struct theory *t, const struct ast_unit *factor,
                                      const struct unit *unit)
{
    unit = unit_power(t->arena, unit, factor->exponent);
    if (!unit) return NULL;
    struct unit *scaled = arena_copy(t->arena, unit, sizeof *unit);
    if (num_sign(&factor->multiplier) <= 0 ||
        !num_mul(&scaled->scale, &scaled->scale, &factor->multiplier) ||
        !num_is_exact(&scaled->scale))
        return NULL;
    return scaled;
}

static void report_impossible(struct theory *t, const struct ast_unit *unit)
{
    struct finding *f =
        finding_add(t->findings, FINDING_U01, unit->span, "this unit can't be worked out");
    finding_help(t->findings, f,
                 "a unit is a product of at most %d others, each with a positive "
                 "number before it: incident / 1000 fte",
                 UNIT_FACTORS_MAX);
}

/* The text as written, with single spaces. */
static struct str written(struct theory *t, struct span span)
{
    struct str text = sources_text(t->sources, span);
    struct buf label = buf_in(t->arena);
    bool space = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.p[i];
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            space = label.len > 0;
            continue;
        }
        if (space) buf_add_char(&label, ' ');
        space = false;
        buf_add_char(&label, c);
    }
    return buf_str(&label);
}

/* A name alone, which most units are: what it stands for needs no copy. */
static bool is_name_of(struct theory *t, const struct ast_unit *written, const struct unit *unit)
{
    struct num one = num_int(1);
    return !written->next && written->exponent == 1 &&
           num_compare(&written->multiplier, &one) == 0 &&
           str_equal(unit->label, sources_text(t->sources, written->span));
}

const struct unit *resolve_unit(struct theory *t, const struct ast_unit *unit)
{
    const struct unit *whole = NULL;
    bool failed = false, unnamed = false;
    for (const struct ast_unit *f = unit; f; f = f->next) {
        const struct unit *named = named_unit(t, &f->name);
        if (f == unit && named && is_name_of(t, unit, named)) return named;
        const struct unit *factor = named ? factor_unit(t, f, named) : NULL;
        unnamed |= !named;
        struct num adjust = num_int(1);
        if (!factor || failed) {
            failed = true;
            continue; /* the names behind are looked up all the same */
        }
        if (!whole)
            whole = factor;
        else
            whole = f->divides ? unit_divide(t->arena, whole, factor, &adjust)
                               : unit_multiply(t->arena, whole, factor, &adjust);
        if (!whole) failed = true;
    }
    if (failed) {
        /* A name that stands for no unit was reported where it was first met, or lies in text that
         * could not be parsed. */
        if (!unnamed) report_impossible(t, unit);
        return NULL;
    }
    struct unit *labelled = arena_copy(t->arena, whole, sizeof *whole);
    labelled->label = written(t, unit->span);
    return labelled;
}

void theory_units(struct theory *t)
{
    for (size_t i = 0; i < t->units.count; i++) unit_of_symbol(t, t->units.items[i]);
}
