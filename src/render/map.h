/* The theory as a picture, before it has a form: which boxes and arrows are shown, and what is known of
 * each. The writers of SVG, DOT, Mermaid and JSON all draw this. */
#ifndef POL_RENDER_MAP_H
#define POL_RENDER_MAP_H

#include "base/atom.h"
#include "render/language.h"
#include "render/report.h"

enum map_collapse { MAP_EACH, MAP_BY_ACTOR, MAP_BY_THEME };

/* What part of the theory to show; names that are empty choose nothing. */
struct map_choice {
    struct str focus;    /* this node, what leads to it and what it leads to */
    struct str from, to; /* what these lead to; what leads to these; both: what lies between */
    int depth;           /* at most so many links away; negative: any number */
    enum map_collapse collapse;
    bool findings; /* show them where they were found */
};

struct map_findings {
    size_t count[SEVERITY_ERROR + 1];
    const struct finding *const *items;
    size_t item_count;
};

struct map_box {
    size_t node;           /* in the portrait; of a collapsed one its first */
    const size_t *members; /* of a collapsed one; else the node itself */
    size_t member_count;
    enum portrait_level level;
    struct str title; /* its name where it has none */
    struct str name;  /* of the node; of a collapsed one that of the actor or theme, may be empty */
    bool collapsed;
    const size_t *rules; /* in the result: what is judged of it and drawn on no arrow */
    size_t rule_count;
    struct map_findings findings;
};

struct map_arrow {
    size_t from, to; /* boxes */
    size_t number;   /* from 1 */
    bool harms;
    const size_t *links; /* in the portrait; several where boxes are collapsed */
    size_t link_count;
    int level;           /* the best of its evidence; 0: none */
    const size_t *rules; /* in the result: effectiveness or side effect along it */
    size_t rule_count;
    struct map_findings findings;
};

struct map {
    const struct report *report;
    const struct portrait *portrait;
    const struct result *result; /* NULL: nothing was evaluated */
    const struct language *language;
    struct map_choice choice;
    struct map_box *boxes;
    size_t box_count;
    struct map_arrow *arrows;
    size_t arrow_count;
    struct atoms arrow_keys; /* "from/to/harms" of the boxes: the number of the arrow */
    struct atoms names;      /* of all that has a title; see map_title */
    struct str *titles;
    size_t left_out;              /* nodes that the choice leaves out */
    struct map_findings findings; /* those that lie nowhere on the picture */
};

/* False with an error where a name is not that of a node, or the choice leaves nothing. */
bool map_make(struct map *map, const struct report *report, const struct map_choice *choice,
              struct str *error);

/* Steps of it (map_marks.c): `box_of` says for each node its box, or SIZE_MAX. */
void map_add_rules(struct map *map, const size_t *box_of);
void map_add_findings(struct map *map, const size_t *box_of);
void map_add_titles(struct map *map);
size_t map_find_arrow(const struct map *map, size_t from, size_t to, bool harms);

/* What the assumptions of an arrow came to: 1 all hold, 0 one does not, -1 not known; -2: it has none. */
int map_assumptions(const struct map *map, const struct map_arrow *arrow);
/* What an assumption of the portrait came to: 1 it holds, 0 it does not, -1 not known. */
int map_holds(const struct map *map, size_t assumption);

/* A line for what was judged: "attainment: achieved". */
struct str map_verdict(const struct map *map, const struct result_rule *rule);

/* The title of a declaration, or its name. */
struct str item_title(const struct portrait_item *item);
/* The title of what has this name, or the name. */
struct str map_title(const struct map *map, struct str name);

/* How a standing is shown, by shape and sign, never by colour alone. */
struct standing_mark {
    const char *class; /* "positive" */
    const char *sign;  /* "+" */
};
struct standing_mark standing_mark(struct str standing);

#endif
