/* What the files that build the theory share: finding what a name stands for, words of lists, days of
 * periods. Internal to src/theory. */
#ifndef POL_THEORY_RESOLVE_H
#define POL_THEORY_RESOLVE_H

#include "theory/theory.h"

/* --- names (names.c) ----------------------------------------------------------------------------- */

/* Makes a symbol and a thing of every declaration, indicators inside nodes too; N02. */
void theory_declare(struct theory *t);

/* What this atom names, or NULL. */
struct symbol *find_symbol(const struct theory *t, uint32_t atom);

/* Whether the name stands in something that could not be parsed: then nothing is said of it. */
bool was_skipped(const struct theory *t, uint32_t atom);

#define KIND(decl) (1u << DECL_##decl)
enum {
    KINDS_NODE = 1u << DECL_PROBLEM | 1u << DECL_IMPACT | 1u << DECL_EFFECT | 1u << DECL_MEASURE,
    KINDS_ANY = 0x7fffffff
};

/* The symbol of one of these kinds that a name stands for, now used; NULL with N01 or N06 reported
 * when there is none. `wanted` is what should stand there: "an actor". */
struct symbol *resolve(struct theory *t, const struct ast_name *name, unsigned kinds,
                       const char *wanted);
/* The same, giving the thing. */
void *resolve_thing(struct theory *t, const struct ast_name *name, unsigned kinds,
                    const char *wanted);

/* All that a list of names stands for. */
void resolve_symbols(struct theory *t, const struct ast_names *names, unsigned kinds,
                     const char *wanted, struct symbols *symbols);
/* The things as a new array behind those in `things`. */
void resolve_things(struct theory *t, const struct ast_names *names, unsigned kinds,
                    const char *wanted, void ***things, uint32_t *count);
void add_symbol(struct arena *arena, struct symbols *symbols, struct symbol *symbol);

/* Adds "did you mean `x`?" to a finding when one of the texts is near. */
void offer_nearest(struct theory *t, struct finding *finding, struct str written, struct span span,
                   const struct str *texts, size_t count, const char *otherwise, ...)
    POL_PRINTF(7, 8);

struct str name_text(const struct theory *t, const struct ast_name *name);

/* A word of a list, or WORD_UNSAID with N10 reported. */
int resolve_word(struct theory *t, const struct ast_name *name, enum word_list list,
                 const char *what);

/* --- clauses ------------------------------------------------------------------------------------- */

/* Owner, theme, title: what most declarations have. `part of` something else than a theme is left to
 * the caller. */
void resolve_common(struct theory *t, struct symbol *common);

/* --- periods ------------------------------------------------------------------------------------- */

/* The days of a range; false when it was not written properly or ends before it starts (U05). An open
 * range ends with DAY_MAX. */
bool resolve_range(struct theory *t, const struct ast_range *range, struct days *days);
bool resolve_period(struct theory *t, const struct ast_period *period, struct days *days);
/* The breaks that clauses declare, in order of time; each thing with breaks gets its own source. */
void resolve_breaks(struct theory *t, const struct ast_clause *clauses, struct breaks *breaks);

/* --- units (units.c) ----------------------------------------------------------------------------- */

/* The unit that a declaration names; on demand, so that no order matters. */
const struct unit *unit_of_symbol(struct theory *t, struct symbol *symbol);
/* The unit that is written; NULL with a finding when it can't be made out. Its label is the text. */
const struct unit *resolve_unit(struct theory *t, const struct ast_unit *unit);

/* --- the parts, in order ------------------------------------------------------------------------ */

void theory_settings(struct theory *t);
/* What a `discount` clause says; *discount stays as it is where the rate is none. */
void resolve_discount(struct theory *t, const struct ast_clause *c, struct discount *discount);
void theory_units(struct theory *t);
void theory_tables(struct theory *t);
void theory_type_columns(struct theory *t);
void theory_nodes(struct theory *t);
void theory_node_costs(struct theory *t);
/* The costs of a measure, where `from` asks for them; false with N09 when they need themselves. */
bool type_node_costs(struct theory *t, struct node *measure, struct span from);
/* What a `costs` or `budget` clause says. */
void theory_amounts(struct theory *t, struct amounts *amounts, const struct ast_clause *c,
                    int price_year);
/* A column of this table; NULL with N08. */
struct column *resolve_column(struct theory *t, const struct table *table,
                              const struct ast_name *name);
void theory_indicators(struct theory *t);
void theory_type_indicators(struct theory *t);
/* What rules judge, of what; before anything asks for a verdict, whose words follow from it. */
void theory_rule_heads(struct theory *t);
void theory_rules(struct theory *t);
void theory_tests(struct theory *t);
void theory_requirements(struct theory *t);
/* Figures written for an indicator, `2019: 210, 2020: 380`, in order of time; false, reported, when
 * one of them is wrong. */
bool type_figures(struct theory *t, struct indicator *indicator, const struct ast_value *values,
                  struct reported **figures, uint32_t *figure_count);
/* The one figure given for an indicator without `every`; false, reported, when it is wrong. */
bool type_single_figure(struct theory *t, struct indicator *indicator, struct ast_expr *ast,
                        struct reported *figure);
void theory_policies(struct theory *t);
void theory_follow_up(struct theory *t);
void theory_unused_lets(struct theory *t);
void theory_circles(struct theory *t);

#define LIST_ADD(theory, list, item)                                                               \
    do {                                                                                           \
        ARENA_GROW((theory)->arena, (theory)->list, (theory)->list##_count,                        \
                   (theory)->list##_capacity);                                                     \
        (theory)->list[(theory)->list##_count++] = (item);                                         \
    } while (0)

#endif
