/* The report to readers: what was to be achieved, was it, was it thanks to the policy, what did it cost
 * and what is not known. It is written once, for all forms of paper; internal to src/render. */
#ifndef POL_RENDER_ACCOUNT_H
#define POL_RENDER_ACCOUNT_H

#include "render/map.h"
#include "render/paper.h"

struct account {
    struct paper *p;
    const struct report *report;
    const struct result *result;
    const struct portrait *portrait;
    struct arena *arena;
    struct map map; /* of the whole theory: titles, boxes, arrows */
    size_t charts;  /* so far */
};

/* Titles, and how things are said. */
struct str account_title(const struct account *a, struct str name);
struct str account_item(const struct portrait_item *item);       /* its title, or its name */
struct str account_actor(const struct account *a, size_t actor); /* empty: none */
const struct result_count *account_count(const struct account *a, const char *criterion);
/* The place of the node in the portrait, or SIZE_MAX. */
size_t account_node(const struct account *a, struct str name);
/* Whether a report with --only speaks of it. */
bool account_wants(const struct account *a, size_t node);
/* A sentence that was made in English, in the language of the report. */
struct str account_made(const struct account *a, struct str sentence);
/* "2018–2023" for "2018..2023". */
struct str account_range(const struct account *a, struct str range);
/* What has this name as an identifier in the page: "node-" and the name. */
struct str account_id(const struct account *a, const char *kind, struct str name);
bool account_says(struct str text, const char *word);

/* A verdict with all that stands behind it, of the whole and of each group. */
void account_rule(struct account *a, const struct result_rule *rule);
/* The indicators of what has this name: charts, and the tables behind them. */
void account_indicators(struct account *a, struct str of);
/* Notes, sources and articles of a declaration, folded up. */
void account_notes(struct account *a, const struct portrait_item *item);

/* The parts of the report, in its order. */
void account_in_short(struct account *a);
void account_map(struct account *a);
void account_goals(struct account *a);
void account_measures(struct account *a);
void account_unknown(struct account *a);
void account_assumptions(struct account *a);
void account_risks(struct account *a);
void account_agenda(struct account *a);
void account_recommendations(struct account *a);
void account_glossary(struct account *a);
void account_findings(struct account *a);
void account_inputs(struct account *a);
void account_about(struct account *a);

/* A document of another kind than the report. */
struct paper_template {
    const char *name, *purpose;
    void (*write)(struct account *a);
    const char *language; /* that it is in unless another is asked for; empty: that of the policy */
};

/* NULL when there is none of this name. */
const struct paper_template *paper_template_find(struct str name);
/* The names in order, and NULL. */
const char *const *paper_template_names(void);

#define TEMPLATE(name, purpose, function, language) void function(struct account *a);
#include "render/templates.def"
#undef TEMPLATE

/* Writes the report, or a document of a template. It has a result and a portrait. */
void account_write(struct buf *out, const struct report *report, const struct paper_form *form,
                   const struct paper_template *template);

#endif
