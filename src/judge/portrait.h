/* A theory as plain data for those who draw it and report on it: what was declared, with its words, and
 * where. It says nothing of figures or verdicts; those are in the result. Lists are in text order, and one
 * thing names another by its place in the list of its kind. */
#ifndef POL_JUDGE_PORTRAIT_H
#define POL_JUDGE_PORTRAIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "text/source.h"

/* There is none. */
#define PORTRAIT_NONE SIZE_MAX

struct portrait_texts {
    const struct str *items;
    size_t count;
};

struct portrait_places {
    const size_t *items;
    size_t count;
};

/* What most declarations have. */
struct portrait_item {
    struct str name, title; /* title: empty when it has none */
    size_t owner, theme;    /* places in `actors` and `themes`, or PORTRAIT_NONE */
    struct portrait_texts notes, sources, articles;
    struct span span; /* of the whole declaration */
};

enum portrait_level { PORTRAIT_PROBLEM, PORTRAIT_MEASURE, PORTRAIT_EFFECT, PORTRAIT_IMPACT };

struct portrait_node {
    struct portrait_item item;
    enum portrait_level level;
    struct str kind_word;                       /* "measure" */
    struct str step, status, kind;              /* words of the language; may be empty */
    struct str formulated, adopted, runs;       /* as written; may be empty */
    int32_t start;                              /* the day a measure begins; DAY_MIN: not said */
    struct portrait_texts costs;                /* as written, one an entry */
    struct portrait_places answers, mitigates;  /* problems (in `nodes`); `risks` */
    struct portrait_places reaches, evidence;   /* `terms`; `studies` */
    struct portrait_places threats, influences; /* `risks` and `factors` that name it */
};

struct portrait_link {
    size_t from, to; /* nodes */
    bool harms;
    struct str because, after, size; /* as written; may be empty */
    struct portrait_places assumptions, evidence;
    int level; /* the best of its evidence; 0: none */
    struct span span;
};

struct portrait_indicator {
    struct portrait_item item;
    struct str of;    /* the name of what it belongs to; may be empty */
    struct str value; /* as written; empty for a reported one */
    const struct portrait_break {
        struct str period, because;
    } * breaks; /* those of its tables too */
    size_t break_count;
};

struct portrait_study { /* `evidence` */
    struct portrait_item item;
    int level; /* 0: not said */
    struct str finds;
};

struct portrait_assumption {
    struct portrait_item item;
    struct str holds; /* as written; empty: nothing says when it holds */
    struct portrait_places evidence;
};

struct portrait_factor {
    struct portrait_item item;
    struct portrait_places influences;
};

struct portrait_risk {
    struct portrait_item item;
    struct portrait_places threatens;
    struct str likelihood, severity, appetite; /* as written; may be empty */
};

struct portrait_actor {
    struct portrait_item item;
    size_t part_of; /* PORTRAIT_NONE: of none */
};

struct portrait_term { /* also of `group` */
    struct portrait_item item;
    bool group;
    struct str means;
    struct portrait_texts instead_of;
};

struct portrait_evaluation {
    struct portrait_item item;
    struct portrait_texts of; /* names */
    struct str planned, kind, status;
    size_t by; /* an actor, or PORTRAIT_NONE */
    struct portrait_texts questions;
};

struct portrait_recommendation {
    struct portrait_item item;
    struct str response, response_text, accepted, due, status, done_when;
    struct portrait_texts about; /* names */
};

struct portrait_rule {
    struct portrait_item item;
    struct str node, criterion, measure; /* names; measure may be empty */
};

#define PORTRAIT_LIST(type, name)                                                                  \
    const struct portrait_##type *name;                                                            \
    size_t name##_count

struct portrait {
    struct portrait_item policy; /* its name is empty when there is none */
    struct str goal, period, language, budget, prices;
    int year_starts;    /* the month in which a year begins */
    int32_t start, end; /* the days of the policy's period; DAY_MIN and DAY_MAX where open */
    PORTRAIT_LIST(node, nodes);
    PORTRAIT_LIST(link, links);
    PORTRAIT_LIST(indicator, indicators);
    PORTRAIT_LIST(study, studies);
    PORTRAIT_LIST(assumption, assumptions);
    PORTRAIT_LIST(factor, factors);
    PORTRAIT_LIST(risk, risks);
    PORTRAIT_LIST(actor, actors);
    PORTRAIT_LIST(term, terms);
    PORTRAIT_LIST(evaluation, evaluations);
    PORTRAIT_LIST(recommendation, recommendations);
    PORTRAIT_LIST(rule, rules);
    const struct portrait_item *themes;
    size_t themes_count;
};

struct arena;
struct theory;

/* Lives in `arena`; its texts are those of the theory. A theory with mistakes gives what could be
 * understood of it. */
const struct portrait *portrait_make(struct arena *arena, const struct theory *t);

#endif
