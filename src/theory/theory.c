/* From parsed files to the theory: each part in the order in which the parts need each other. No
 * order among declarations matters, because all names are declared before any is looked up. */
#include "theory/theory.h"

#include "theory/ways.h"
#include "theory/resolve.h"

struct theory *theory_build(struct arena *arena, struct atoms *atoms, struct findings *findings,
                            const struct sources *sources, struct ast_file **files,
                            size_t file_count, const struct skipped *skipped)
{
    struct theory *t = ARENA_NEW(arena, struct theory);
    t->arena = arena;
    t->atoms = atoms;
    t->findings = findings;
    t->sources = sources;
    t->files = files;
    t->file_count = file_count;
    t->skipped = skipped;
    theory_declare(t);
    theory_settings(t);
    theory_policies(t);
    theory_units(t);
    theory_tables(t);
    theory_indicators(t);
    theory_nodes(t);
    theory_type_columns(t);
    theory_type_indicators(t);
    theory_node_costs(t);
    theory_rule_heads(t);
    theory_follow_up(t);
    theory_rules(t);
    theory_tests(t);
    theory_requirements(t);
    theory_unused_lets(t);
    theory_contributions(t);
    theory_circles(t);
    return t;
}
