/* Declarations to symbols, names to what they stand for. */
#include <stdarg.h>
#include <stdio.h>

#include "base/bug.h"
#include "text/suggest.h"
#include "theory/resolve.h"

enum {
    /* A suggestion looks at every declaration: once so many names have been looked at, misspelt ones
     * get none, so that a hostile program can't make the checks take long. */
    COMPARED_MAX = 1000000
};

/* --- declaring ----------------------------------------------------------------------------------- */

struct str name_text(const struct theory *t, const struct ast_name *name)
{
    return name->atom == ATOM_NONE ? STR("") : atoms_text(t->atoms, name->atom);
}

void add_symbol(struct arena *arena, struct symbols *symbols, struct symbol *symbol)
{
    size_t capacity = symbols->capacity;
    ARENA_GROW(arena, symbols->items, symbols->count, capacity);
    symbols->capacity = (uint32_t)capacity;
    symbols->items[symbols->count++] = symbol;
}

struct symbol *find_symbol(const struct theory *t, uint32_t atom)
{
    return atom < t->by_atom_count ? t->by_atom[atom] : NULL;
}

static bool is_builtin_unit(struct str name)
{
    for (const struct unit_named *unit = unit_builtins(); unit->name.len; unit++)
        if (str_equal(unit->name, name)) return true;
    return false;
}

static void report_twice(struct theory *t, const struct symbol *again, const struct symbol *first)
{
    struct finding *f = finding_add(t->findings, FINDING_N02, again->decl->name.span,
                                    "`%.*s` is declared twice", STR_ARG(again->name));
    finding_relate(t->findings, f, location_of(first->decl->name.span), "the first time, as %.*s",
                   STR_ARG(decl_phrase(first->kind)));
    finding_help(t->findings, f,
                 "each name stands for one thing in the whole program: give one of the two another "
                 "name");
}

static void check_builtin_name(struct theory *t, const struct symbol *symbol)
{
    bool unit = symbol->kind == DECL_UNIT && is_builtin_unit(symbol->name);
    bool function = symbol->kind == DECL_FUNCTION && builtin_find(symbol->name, NULL);
    if (!unit && !function) return;
    struct finding *f =
        finding_add(t->findings, FINDING_N02, symbol->decl->name.span, "the %s `%.*s` is built in",
                    unit ? "unit" : "function", STR_ARG(symbol->name));
    finding_help(t->findings, f,
                 unit ? "leave this declaration out; the unit is always there"
                      : "give your function another name");
}

/* The name of a unit that may be written before any declaration: `day` is one without. */
static void declare(struct theory *t, struct symbol *symbol, const struct ast_decl *decl,
                    void *thing)
{
    *symbol = (struct symbol){
        .kind = decl->kind,
        .broken = decl->broken,
        .atom = decl->name.atom,
        .decl = decl,
        .name = name_text(t, &decl->name),
        .title = decl->title.value,
        .thing = thing,
    };
    add_symbol(t->arena, &t->symbols, symbol);
    if (symbol->atom == ATOM_NONE) return;
    check_builtin_name(t, symbol);
    struct symbol *first = t->by_atom[symbol->atom];
    if (first)
        report_twice(t, symbol, first);
    else
        t->by_atom[symbol->atom] = symbol;
}

/* What has no struct of its own. */
static struct symbol *declare_name(struct theory *t, const struct ast_decl *decl)
{
    struct symbol *symbol = ARENA_NEW(t->arena, struct symbol);
    declare(t, symbol, decl, NULL);
    return symbol;
}

static enum node_level level_of(enum decl_kind kind)
{
    return kind == DECL_PROBLEM   ? LEVEL_PROBLEM
           : kind == DECL_MEASURE ? LEVEL_MEASURE
           : kind == DECL_EFFECT  ? LEVEL_EFFECT
                                  : LEVEL_IMPACT;
}

static void check_parameters(struct theory *t, const struct ast_decl *decl)
{
    for (const struct ast_names_item *n = decl->by.first; n; n = n->next)
        for (const struct ast_names_item *earlier = decl->by.first; earlier != n;
             earlier = earlier->next) {
            if (earlier->name.atom != n->name.atom) continue;
            struct finding *f =
                finding_add(t->findings, FINDING_N02, n->name.span,
                            "two parameters of `%.*s` are called `%.*s`",
                            STR_ARG(name_text(t, &decl->name)), STR_ARG(name_text(t, &n->name)));
            finding_relate(t->findings, f, location_of(earlier->name.span), "the first one");
            finding_help(t->findings, f, "give one of the two another name");
            break;
        }
}

static struct indicator *declare_indicator(struct theory *t, const struct ast_decl *decl,
                                           struct symbol *of)
{
    struct indicator *indicator = ARENA_NEW(t->arena, struct indicator);
    declare(t, &indicator->common, decl, indicator);
    indicator->of = of;
    indicator->index = (uint32_t)t->indicators_count;
    LIST_ADD(t, indicators, indicator);
    return indicator;
}

static void declare_inner(struct theory *t, const struct ast_decl *decl, struct symbol *of,
                          struct indicator ***list, size_t *count, size_t *capacity)
{
    for (const struct ast_clause *c = decl_clause(decl, CLAUSE_INDICATOR); c; c = c->next)
        *capacity += c->kind == CLAUSE_INDICATOR;
    *list = ARENA_ARRAY(t->arena, struct indicator *, *capacity);
    for (const struct ast_clause *c = decl_clause(decl, CLAUSE_INDICATOR); c; c = c->next) {
        if (c->kind != CLAUSE_INDICATOR) continue;
        (*list)[(*count)++] = declare_indicator(t, c->decl, of);
    }
}

static void declare_node(struct theory *t, const struct ast_decl *decl)
{
    struct node *node = ARENA_NEW(t->arena, struct node);
    declare(t, &node->common, decl, node);
    node->level = level_of(decl->kind);
    node->step = node->status = node->kind = WORD_UNSAID;
    node->index = (uint32_t)t->nodes_count;
    LIST_ADD(t, nodes, node);
    declare_inner(t, decl, &node->common, &node->indicators, &node->indicator_count,
                  &node->indicator_capacity);
}

/* A declaration that is a common part and a list to be in. */
#define DECLARE(type, list)                                                                        \
    do {                                                                                           \
        struct type *type = ARENA_NEW(t->arena, struct type);                                      \
        declare(t, &type->common, decl, type);                                                     \
        LIST_ADD(t, list, type);                                                                   \
    } while (0)

static void declare_factor_or_risk(struct theory *t, const struct ast_decl *decl)
{
    if (decl->kind == DECL_FACTOR) {
        DECLARE(factor, factors);
        struct factor *factor = t->factors[t->factors_count - 1];
        declare_inner(t, decl, &factor->common, &factor->indicators, &factor->indicator_count,
                      &factor->indicator_capacity);
    } else {
        DECLARE(risk, risks);
        struct risk *risk = t->risks[t->risks_count - 1];
        declare_inner(t, decl, &risk->common, &risk->indicators, &risk->indicator_count,
                      &risk->indicator_capacity);
    }
}

static void declare_one(struct theory *t, const struct ast_decl *decl)
{
    switch (decl->kind) {
    case DECL_POLICY: DECLARE(policy, policies); break;
    case DECL_THEME: DECLARE(theme, themes); break;
    case DECL_TERM: DECLARE(term, terms); break;
    case DECL_GROUP: DECLARE(term, groups); break;
    case DECL_ACTOR: DECLARE(actor, actors); break;
    case DECL_DATA: DECLARE(table, tables); break;
    case DECL_ASSUMPTION: DECLARE(assumption, assumptions); break;
    case DECL_EVIDENCE: DECLARE(study, studies); break;
    case DECL_RULE: DECLARE(rule, rules); break;
    case DECL_EVALUATION: DECLARE(evaluation, evaluations); break;
    case DECL_SCENARIO: DECLARE(scenario, scenarios); break;
    case DECL_RECOMMENDATION: DECLARE(recommendation, recommendations); break;
    case DECL_FACTOR:
    case DECL_RISK: declare_factor_or_risk(t, decl); break;
    case DECL_PROBLEM:
    case DECL_IMPACT:
    case DECL_EFFECT:
    case DECL_MEASURE: declare_node(t, decl); break;
    case DECL_INDICATOR: declare_indicator(t, decl, NULL); break;
    case DECL_FUNCTION:
        check_parameters(t, decl);
        declare_name(t, decl);
        break;
    case DECL_UNIT: add_symbol(t->arena, &t->units, declare_name(t, decl)); break;
    case DECL_LET: add_symbol(t->arena, &t->lets, declare_name(t, decl)); break;
    case DECL_REQUIRE: DECLARE(requirement, requirements); break;
    case DECL_USE:
    case DECL_SETTINGS:
    case DECL_TEST: break;
    case DECL_KINDS: BUG("not a declaration");
    }
}

void theory_declare(struct theory *t)
{
    t->by_atom_count = t->atoms->count;
    t->by_atom = ARENA_ARRAY(t->arena, struct symbol *, t->by_atom_count + 1);
    t->skipped_atoms = ARENA_ARRAY(t->arena, bool, t->by_atom_count + 1);
    for (size_t i = 0; i < t->skipped->count; i++)
        if (t->skipped->atoms[i] < t->by_atom_count) t->skipped_atoms[t->skipped->atoms[i]] = true;
    for (size_t i = 0; i < t->file_count; i++)
        for (const struct ast_decl *d = t->files[i]->decls; d; d = d->next) declare_one(t, d);
}

bool was_skipped(const struct theory *t, uint32_t atom)
{
    return atom < t->by_atom_count && t->skipped_atoms[atom];
}

/* --- finding ------------------------------------------------------------------------------------- */

void offer_nearest(struct theory *t, struct finding *finding, struct str written, struct span span,
                   const struct str *texts, size_t count, const char *otherwise, ...)
{
    size_t nearest = SUGGEST_NONE;
    if (t->compared < COMPARED_MAX) nearest = suggest_nearest(written, texts, count);
    t->compared += count;
    if (nearest != SUGGEST_NONE) {
        finding_help(t->findings, finding, "did you mean `%.*s`?", STR_ARG(texts[nearest]));
        finding_edit(t->findings, finding, span, texts[nearest]);
        return;
    }
    char help[512];
    va_list values;
    va_start(values, otherwise);
    vsnprintf(help, sizeof help, otherwise, values); /* a longer list of words may be cut */
    va_end(values);
    finding_help(t->findings, finding, "%s", help);
}

/* What a misspelt name was probably meant to be is taken as named, so that it is not also reported
 * as unused or not reached. */
static void note_meant(struct theory *t, struct str written, const struct str *names, size_t count)
{
    size_t nearest = suggest_nearest(written, names, count);
    uint32_t atom = nearest == SUGGEST_NONE ? ATOM_NONE : atoms_find(t->atoms, names[nearest]);
    struct symbol *symbol = atom == ATOM_NONE ? NULL : find_symbol(t, atom);
    if (!symbol) return;
    symbol->used = true;
    t->skipped_atoms[atom] = true;
}

static struct str *names_of_kinds(struct theory *t, struct arena *arena, unsigned kinds,
                                  size_t *count)
{
    struct str *names = ARENA_ARRAY(arena, struct str, t->symbols.count + 1);
    *count = 0;
    for (size_t i = 0; i < t->symbols.count; i++)
        if (kinds & 1u << t->symbols.items[i]->kind) names[(*count)++] = t->symbols.items[i]->name;
    return names;
}

static bool resembles_name(struct theory *t, struct str written, unsigned kinds)
{
    struct arena *scratch = arena_child(t->arena);
    size_t count;
    struct str *names = names_of_kinds(t, scratch, kinds, &count);
    bool resembles =
        t->compared < COMPARED_MAX && suggest_nearest(written, names, count) != SUGGEST_NONE;
    arena_release(scratch);
    return resembles;
}

static void report_undeclared(struct theory *t, const struct ast_name *name, unsigned kinds,
                              const char *wanted)
{
    struct str text = name_text(t, name);
    /* It may be the name that is missing. */
    if (t->skipped->nameless && !resembles_name(t, text, kinds)) return;
    struct finding *f =
        finding_add(t->findings, FINDING_N01, name->span, "`%.*s` is not declared", STR_ARG(text));
    if (t->compared < COMPARED_MAX) {
        struct arena *scratch = arena_child(t->arena);
        size_t count;
        struct str *names = names_of_kinds(t, scratch, kinds, &count);
        note_meant(t, text, names, count);
        offer_nearest(t, f, text, name->span, names, count,
                      "%s is wanted here; declare it, or "
                      "name one that is declared",
                      wanted);
        arena_release(scratch);
        return;
    }
    finding_help(t->findings, f, "%s is wanted here; declare it, or name one that is declared",
                 wanted);
}

/* A unit `theft` and an indicator `thefts`: the near name of the kind that is wanted. */
static void offer_right_kind(struct theory *t, struct finding *f, const struct ast_name *name,
                             unsigned kinds, const char *wanted)
{
    struct arena *scratch = arena_child(t->arena);
    size_t count;
    struct str *names = names_of_kinds(t, scratch, kinds, &count);
    note_meant(t, name_text(t, name), names, count);
    offer_nearest(t, f, name_text(t, name), name->span, names, count, "name %s instead", wanted);
    arena_release(scratch);
}

struct symbol *resolve(struct theory *t, const struct ast_name *name, unsigned kinds,
                       const char *wanted)
{
    if (name->atom == ATOM_NONE) return NULL;
    struct symbol *symbol = find_symbol(t, name->atom);
    if (!symbol) {
        if (!was_skipped(t, name->atom)) report_undeclared(t, name, kinds, wanted);
        return NULL;
    }
    symbol->used = true;
    if (kinds & 1u << symbol->kind) return symbol;
    struct finding *f =
        finding_add(t->findings, FINDING_N06, name->span, "`%.*s` is %.*s, and %s is wanted here",
                    STR_ARG(symbol->name), STR_ARG(decl_phrase(symbol->kind)), wanted);
    finding_relate(t->findings, f, location_of(symbol->decl->name.span), "declared here");
    offer_right_kind(t, f, name, kinds, wanted);
    return NULL;
}

void *resolve_thing(struct theory *t, const struct ast_name *name, unsigned kinds,
                    const char *wanted)
{
    struct symbol *symbol = resolve(t, name, kinds, wanted);
    return symbol ? symbol->thing : NULL;
}

void resolve_symbols(struct theory *t, const struct ast_names *names, unsigned kinds,
                     const char *wanted, struct symbols *symbols)
{
    for (const struct ast_names_item *n = names->first; n; n = n->next) {
        struct symbol *symbol = resolve(t, &n->name, kinds, wanted);
        if (symbol) add_symbol(t->arena, symbols, symbol);
    }
}

void resolve_things(struct theory *t, const struct ast_names *names, unsigned kinds,
                    const char *wanted, void ***things, uint32_t *count)
{
    size_t more = 0;
    for (const struct ast_names_item *n = names->first; n; n = n->next) more++;
    void **all = ARENA_ARRAY(t->arena, void *, *count + more);
    for (size_t i = 0; i < *count; i++) all[i] = (*things)[i];
    for (const struct ast_names_item *n = names->first; n; n = n->next) {
        void *thing = resolve_thing(t, &n->name, kinds, wanted);
        if (thing) all[(*count)++] = thing;
    }
    *things = all;
}

/* "a, b, c or d" */
static struct str join_words(struct arena *arena, const struct str *texts, size_t count)
{
    struct buf text = buf_in(arena);
    for (size_t i = 0; i < count; i++) {
        if (i) buf_add(&text, i + 1 == count ? STR(" or ") : STR(", "));
        buf_add(&text, texts[i]);
    }
    return buf_str(&text);
}

int resolve_word(struct theory *t, const struct ast_name *name, enum word_list list,
                 const char *what)
{
    struct str text = name_text(t, name);
    int place = word_find(list, text);
    if (place != WORD_UNSAID || name->atom == ATOM_NONE) return place;
    const struct str *texts;
    size_t count = word_texts(list, &texts);
    struct finding *f =
        finding_add(t->findings, FINDING_N10, name->span, "`%.*s` is not %s", STR_ARG(text), what);
    offer_nearest(t, f, text, name->span, texts, count, "it is %.*s",
                  STR_ARG(join_words(t->arena, texts, count)));
    return WORD_UNSAID;
}

/* --- clauses ------------------------------------------------------------------------------------- */

void resolve_common(struct theory *t, struct symbol *common)
{
    const struct ast_clause *owner = decl_clause(common->decl, CLAUSE_OWNER);
    if (owner) common->owner = resolve_thing(t, &owner->names.first->name, KIND(ACTOR), "an actor");
    for (const struct ast_clause *c = decl_clause(common->decl, CLAUSE_PART_OF); c; c = c->next) {
        if (c->kind != CLAUSE_PART_OF) continue;
        unsigned kinds = KIND(THEME) | 1u << common->decl->kind;
        for (const struct ast_names_item *n = c->names.first; n; n = n->next) {
            struct symbol *whole = resolve(t, &n->name, kinds, "a theme, or one of its own kind,");
            if (whole && whole->kind == DECL_THEME) common->theme = whole->thing;
        }
    }
}
