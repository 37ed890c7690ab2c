/* Theories as plain data. */
#include "judge/portrait.h"

#include "base/calendar.h"
#include "base/period.h"
#include "theory/theory.h"
#include "theory/words.h"

struct painter {
    struct arena *arena;
    const struct theory *t;
    size_t *places; /* by atom of the name: in the list of its kind */
    struct portrait *portrait;
};

/* --- names and texts ----------------------------------------------------------------------------------- */

static size_t place_of(const struct painter *p, const struct symbol *symbol)
{
    return symbol ? p->places[symbol->atom] : PORTRAIT_NONE;
}

static void note_place(struct painter *p, const struct symbol *symbol, size_t place)
{
    p->places[symbol->atom] = place;
}

static struct str words_at(const struct painter *p, struct span span)
{
    if (span.end <= span.start) return STR("");
    return source_words(p->arena, p->t->sources, span);
}

static struct str words_of(const struct painter *p, const struct expr *expr)
{
    return expr ? words_at(p, expr->span) : STR("");
}

/* The texts of all clauses of a kind. */
static struct portrait_texts texts_of(const struct painter *p, const struct ast_decl *decl,
                                      enum clause_kind kind)
{
    struct portrait_texts texts = {0};
    for (int fill = 0; fill < 2; fill++) {
        struct str *items = fill ? ARENA_ARRAY(p->arena, struct str, texts.count + 1) : NULL;
        size_t count = 0;
        for (const struct ast_clause *c = decl ? decl->clauses : NULL; c; c = c->next)
            for (const struct ast_texts_item *i = c->kind == kind ? c->texts.first : NULL; i;
                 i = i->next, count++)
                if (fill) items[count] = i->text.value;
        texts = (struct portrait_texts){items, count};
    }
    return texts;
}

/* A period or range as it was written. */
static struct str range_of(const struct painter *p, const struct ast_decl *decl,
                           enum clause_kind kind)
{
    const struct ast_clause *clause = decl ? decl_clause(decl, kind) : NULL;
    return clause ? words_at(p, clause->range->span) : STR("");
}

static struct portrait_item item_of(const struct painter *p, const struct symbol *common)
{
    const struct ast_decl *decl = common->decl;
    return (struct portrait_item){
        .name = common->name,
        .title = common->title,
        .owner = common->owner ? place_of(p, &common->owner->common) : PORTRAIT_NONE,
        .theme = common->theme ? place_of(p, &common->theme->common) : PORTRAIT_NONE,
        .notes = texts_of(p, decl, CLAUSE_NOTE),
        .sources = texts_of(p, decl, CLAUSE_SOURCE),
        .articles = texts_of(p, decl, CLAUSE_ARTICLE),
        .span = decl ? decl->span : SPAN_NONE,
    };
}

static struct portrait_texts names_of(const struct painter *p, const struct symbols *symbols)
{
    struct str *names = ARENA_ARRAY(p->arena, struct str, symbols->count + 1);
    for (size_t i = 0; i < symbols->count; i++) names[i] = symbols->items[i]->name;
    return (struct portrait_texts){names, symbols->count};
}

static struct portrait_places places_of(const struct painter *p, const struct symbols *symbols)
{
    size_t *items = ARENA_ARRAY(p->arena, size_t, symbols->count + 1), count = 0;
    for (size_t i = 0; i < symbols->count; i++) {
        size_t place = place_of(p, symbols->items[i]);
        if (place != PORTRAIT_NONE) items[count++] = place;
    }
    return (struct portrait_places){items, count};
}

/* The places of an array of pointers to things that begin with `common`. */
#define PLACES_OF(p, pointers, number)                                                             \
    places_of_things((p), (const void *const *)(pointers), (number))

static struct portrait_places places_of_things(const struct painter *p, const void *const *things,
                                               size_t number)
{
    size_t *items = ARENA_ARRAY(p->arena, size_t, number + 1), count = 0;
    for (size_t i = 0; i < number; i++) {
        size_t place = place_of(p, things[i]);
        if (place != PORTRAIT_NONE) items[count++] = place;
    }
    return (struct portrait_places){items, count};
}

/* --- where everything stands ----------------------------------------------------------------------------- */

static void note_places(struct painter *p)
{
    const struct theory *t = p->t;
    size_t atoms = t->atoms->count;
    p->places = ARENA_ARRAY(p->arena, size_t, atoms + 1);
    for (size_t i = 0; i < atoms; i++) p->places[i] = PORTRAIT_NONE;
#define NOTE(list)                                                                                 \
    for (size_t i = 0; i < t->list##_count; i++) note_place(p, &t->list[i]->common, i)
    NOTE(nodes);
    NOTE(indicators);
    NOTE(studies);
    NOTE(assumptions);
    NOTE(factors);
    NOTE(risks);
    NOTE(actors);
    NOTE(themes);
    NOTE(terms);
#undef NOTE
    for (size_t i = 0; i < t->groups_count; i++)
        note_place(p, &t->groups[i]->common, t->terms_count + i);
}

/* --- the chain ------------------------------------------------------------------------------------------- */

static enum portrait_level level_of(enum node_level level)
{
    switch (level) {
    case LEVEL_PROBLEM: return PORTRAIT_PROBLEM;
    case LEVEL_MEASURE: return PORTRAIT_MEASURE;
    case LEVEL_EFFECT: return PORTRAIT_EFFECT;
    case LEVEL_IMPACT: break;
    }
    return PORTRAIT_IMPACT;
}

/* What a clause says, without the word that it begins with. */
static struct str said_by(const struct painter *p, struct span clause)
{
    struct str text = words_at(p, clause);
    str_cut(&text, ' ');
    return str_trim(text);
}

static struct portrait_texts costs_of(const struct painter *p, const struct node *node)
{
    struct str *items = ARENA_ARRAY(p->arena, struct str, node->cost_count + 1);
    for (size_t i = 0; i < node->cost_count; i++) items[i] = said_by(p, node->costs[i].span);
    return (struct portrait_texts){items, node->cost_count};
}

static struct portrait_node node_of(const struct painter *p, const struct node *node)
{
    const struct ast_decl *decl = node->common.decl;
    bool measure = node->level == LEVEL_MEASURE;
    return (struct portrait_node){
        .item = item_of(p, &node->common),
        .level = level_of(node->level),
        .kind_word = decl_keyword(decl->kind),
        .step = word_text(WORDS_STEP, node->step),
        .status = measure ? word_text(WORDS_MEASURE_STATUS, node->status) : STR(""),
        .kind = measure ? word_text(WORDS_MEASURE_KIND, node->kind) : STR(""),
        .formulated = range_of(p, decl, CLAUSE_FORMULATED),
        .adopted = range_of(p, decl, CLAUSE_ADOPTED),
        .runs = range_of(p, decl, CLAUSE_RUNS),
        .start = node->runs_said      ? node->runs.first
                 : node->adopted_said ? node->adopted.first
                                      : DAY_MIN,
        .costs = costs_of(p, node),
        .answers = places_of(p, &node->answers),
        .mitigates = places_of(p, &node->mitigates),
        .reaches = places_of(p, &node->reaches),
        .evidence = PLACES_OF(p, node->evidence, node->evidence_count),
    };
}

static const struct ast_clause *clause_of_link(const struct link *link, enum clause_kind wanted)
{
    const struct ast_decl *decl = link->from->common.decl;
    for (const struct ast_clause *c = decl->clauses; c; c = c->next) {
        if ((c->kind != CLAUSE_LEADS_TO && c->kind != CLAUSE_HARMS) ||
            c->span.start != link->span.start)
            continue;
        for (const struct ast_clause *k = c->link->clauses; k; k = k->next)
            if (k->kind == wanted) return k;
    }
    return NULL;
}

static struct portrait_link link_of(const struct painter *p, const struct link *link)
{
    const struct ast_clause *after = clause_of_link(link, CLAUSE_AFTER);
    struct portrait_link shown = {
        .from = link->from->index,
        .to = link->to->index,
        .harms = link->harms,
        .because = link->because,
        .after = after && after->after ? words_at(p, after->after->span) : STR(""),
        .assumptions = PLACES_OF(p, link->assumptions, link->assumption_count),
        .evidence = PLACES_OF(p, link->evidence, link->evidence_count),
        .span = link->span,
    };
    if (link->size_low && link->size_high)
        shown.size =
            words_at(p, (struct span){link->size_low->span.start, link->size_high->span.end});
    for (size_t i = 0; i < link->evidence_count; i++)
        if (link->evidence[i]->level > shown.level) shown.level = link->evidence[i]->level;
    return shown;
}

static struct portrait_node *add_chain(struct painter *p)
{
    const struct theory *t = p->t;
    struct portrait_node *nodes = ARENA_ARRAY(p->arena, struct portrait_node, t->nodes_count + 1);
    struct portrait_link *links = ARENA_ARRAY(p->arena, struct portrait_link, t->links_count + 1);
    for (size_t i = 0; i < t->nodes_count; i++) nodes[i] = node_of(p, t->nodes[i]);
    size_t count = 0;
    for (size_t i = 0; i < t->links_count; i++)
        if (t->links[i]->from && t->links[i]->to) links[count++] = link_of(p, t->links[i]);
    p->portrait->nodes = nodes;
    p->portrait->nodes_count = t->nodes_count;
    p->portrait->links = links;
    p->portrait->links_count = count;
    return nodes;
}

/* --- what belongs to it ------------------------------------------------------------------------------------ */

/* The tables whose rows a value is made of, each once. */
struct tables_seen {
    bool *seen; /* by table->index */
    struct table **tables;
    size_t count;
    struct expr_walk walk;
};

static void see_table(void *context, struct expr *expr)
{
    struct tables_seen *tables = context;
    if (expr->kind != EXPR_AGGREGATE || !expr->aggregate->table) return;
    struct table *table = expr->aggregate->table;
    if (tables->seen[table->index]) return;
    tables->seen[table->index] = true;
    tables->tables[tables->count++] = table;
}

static void add_breaks(const struct painter *p, const struct breaks *of,
                       struct portrait_break *breaks, size_t *count)
{
    for (size_t i = 0; i < of->count; i++)
        breaks[(*count)++] = (struct portrait_break){period_text(p->arena, of->items[i].period),
                                                     of->items[i].because};
}

static void find_breaks(const struct painter *p, const struct indicator *indicator,
                        struct tables_seen *tables, struct portrait_indicator *shown)
{
    size_t most = indicator->breaks.count, count = 0;
    tables->count = 0;
    expr_walk_round(&tables->walk);
    if (indicator->value) expr_walk(&tables->walk, indicator->value);
    for (size_t i = 0; i < tables->count; i++) most += tables->tables[i]->breaks.count;
    struct portrait_break *breaks = ARENA_ARRAY(p->arena, struct portrait_break, most + 1);
    add_breaks(p, &indicator->breaks, breaks, &count);
    for (size_t i = 0; i < tables->count; i++) {
        add_breaks(p, &tables->tables[i]->breaks, breaks, &count);
        tables->seen[tables->tables[i]->index] = false;
    }
    shown->breaks = breaks;
    shown->break_count = count;
}

static void add_indicators(struct painter *p)
{
    const struct theory *t = p->t;
    struct tables_seen tables = {
        .seen = ARENA_ARRAY(p->arena, bool, t->tables_count + 1),
        .tables = ARENA_ARRAY(p->arena, struct table *, t->tables_count + 1),
    };
    expr_walk_begin(&tables.walk, p->arena, t->shared_count, see_table, &tables);
    struct portrait_indicator *items =
        ARENA_ARRAY(p->arena, struct portrait_indicator, t->indicators_count + 1);
    for (size_t i = 0; i < t->indicators_count; i++) {
        const struct indicator *indicator = t->indicators[i];
        items[i] = (struct portrait_indicator){
            .item = item_of(p, &indicator->common),
            .of = indicator->of ? indicator->of->name : STR(""),
            .value = words_of(p, indicator->value),
        };
        find_breaks(p, indicator, &tables, &items[i]);
    }
    p->portrait->indicators = items;
    p->portrait->indicators_count = t->indicators_count;
}

static void add_studies(struct painter *p)
{
    const struct theory *t = p->t;
    struct portrait_study *items =
        ARENA_ARRAY(p->arena, struct portrait_study, t->studies_count + 1);
    for (size_t i = 0; i < t->studies_count; i++)
        items[i] = (struct portrait_study){
            .item = item_of(p, &t->studies[i]->common),
            .level = t->studies[i]->level,
            .finds = word_text(WORDS_FINDS, t->studies[i]->finds),
        };
    p->portrait->studies = items;
    p->portrait->studies_count = t->studies_count;
}

static void add_assumptions(struct painter *p)
{
    const struct theory *t = p->t;
    struct portrait_assumption *items =
        ARENA_ARRAY(p->arena, struct portrait_assumption, t->assumptions_count + 1);
    for (size_t i = 0; i < t->assumptions_count; i++)
        items[i] = (struct portrait_assumption){
            .item = item_of(p, &t->assumptions[i]->common),
            .holds = words_of(p, t->assumptions[i]->holds),
            .evidence =
                PLACES_OF(p, t->assumptions[i]->evidence, t->assumptions[i]->evidence_count),
        };
    p->portrait->assumptions = items;
    p->portrait->assumptions_count = t->assumptions_count;
}

static void add_factors(struct painter *p)
{
    const struct theory *t = p->t;
    struct portrait_factor *items =
        ARENA_ARRAY(p->arena, struct portrait_factor, t->factors_count + 1);
    for (size_t i = 0; i < t->factors_count; i++)
        items[i] = (struct portrait_factor){
            .item = item_of(p, &t->factors[i]->common),
            .influences = PLACES_OF(p, t->factors[i]->influences, t->factors[i]->influence_count),
        };
    p->portrait->factors = items;
    p->portrait->factors_count = t->factors_count;
}

static void add_risks(struct painter *p)
{
    const struct theory *t = p->t;
    struct portrait_risk *items = ARENA_ARRAY(p->arena, struct portrait_risk, t->risks_count + 1);
    for (size_t i = 0; i < t->risks_count; i++)
        items[i] = (struct portrait_risk){
            .item = item_of(p, &t->risks[i]->common),
            .threatens = PLACES_OF(p, t->risks[i]->threatens, t->risks[i]->threatened_count),
            .likelihood = words_of(p, t->risks[i]->likelihood),
            .severity = words_of(p, t->risks[i]->severity),
            .appetite = words_of(p, t->risks[i]->appetite),
        };
    p->portrait->risks = items;
    p->portrait->risks_count = t->risks_count;
}

/* --- the organisation ---------------------------------------------------------------------------------------- */

static void add_actors(struct painter *p)
{
    const struct theory *t = p->t;
    struct portrait_actor *actors =
        ARENA_ARRAY(p->arena, struct portrait_actor, t->actors_count + 1);
    struct portrait_item *themes = ARENA_ARRAY(p->arena, struct portrait_item, t->themes_count + 1);
    for (size_t i = 0; i < t->actors_count; i++)
        actors[i] = (struct portrait_actor){
            .item = item_of(p, &t->actors[i]->common),
            .part_of =
                t->actors[i]->part_of ? place_of(p, &t->actors[i]->part_of->common) : PORTRAIT_NONE,
        };
    for (size_t i = 0; i < t->themes_count; i++) themes[i] = item_of(p, &t->themes[i]->common);
    p->portrait->actors = actors;
    p->portrait->actors_count = t->actors_count;
    p->portrait->themes = themes;
    p->portrait->themes_count = t->themes_count;
}

static void add_terms(struct painter *p)
{
    const struct theory *t = p->t;
    size_t count = t->terms_count + t->groups_count;
    struct portrait_term *items = ARENA_ARRAY(p->arena, struct portrait_term, count + 1);
    for (size_t i = 0; i < count; i++) {
        const struct term *term = i < t->terms_count ? t->terms[i] : t->groups[i - t->terms_count];
        items[i] = (struct portrait_term){
            .item = item_of(p, &term->common),
            .group = i >= t->terms_count,
            .means = term->means,
            .instead_of = texts_of(p, term->common.decl, CLAUSE_INSTEAD_OF),
        };
    }
    p->portrait->terms = items;
    p->portrait->terms_count = count;
}

/* --- judgement and follow-up --------------------------------------------------------------------------------- */

static void add_rules(struct painter *p)
{
    const struct theory *t = p->t;
    struct portrait_rule *items = ARENA_ARRAY(p->arena, struct portrait_rule, t->rules_count + 1);
    size_t count = 0;
    for (size_t i = 0; i < t->rules_count; i++) {
        const struct rule *rule = t->rules[i];
        if (!rule->criterion || !rule->target) continue;
        items[count++] = (struct portrait_rule){
            .item = item_of(p, &rule->common),
            .node = rule->target->common.name,
            .criterion = rule->criterion->name,
            .measure = rule->measure ? rule->measure->common.name : STR(""),
        };
    }
    p->portrait->rules = items;
    p->portrait->rules_count = count;
}

static void add_evaluations(struct painter *p)
{
    const struct theory *t = p->t;
    struct portrait_evaluation *items =
        ARENA_ARRAY(p->arena, struct portrait_evaluation, t->evaluations_count + 1);
    for (size_t i = 0; i < t->evaluations_count; i++) {
        const struct evaluation *e = t->evaluations[i];
        items[i] = (struct portrait_evaluation){
            .item = item_of(p, &e->common),
            .of = names_of(p, &e->of),
            .planned = range_of(p, e->common.decl, CLAUSE_PLANNED),
            .kind = word_text(WORDS_EVALUATION_KIND, e->kind),
            .status = word_text(WORDS_EVALUATION_STATUS, e->status),
            .by = e->by ? place_of(p, &e->by->common) : PORTRAIT_NONE,
            .questions = texts_of(p, e->common.decl, CLAUSE_QUESTION),
        };
    }
    p->portrait->evaluations = items;
    p->portrait->evaluations_count = t->evaluations_count;
}

static void add_recommendations(struct painter *p)
{
    const struct theory *t = p->t;
    struct portrait_recommendation *items =
        ARENA_ARRAY(p->arena, struct portrait_recommendation, t->recommendations_count + 1);
    for (size_t i = 0; i < t->recommendations_count; i++) {
        const struct recommendation *r = t->recommendations[i];
        items[i] = (struct portrait_recommendation){
            .item = item_of(p, &r->common),
            .response = word_text(WORDS_RESPONSE, r->response),
            .response_text = r->response_text,
            .accepted = range_of(p, r->common.decl, CLAUSE_ACCEPTED),
            .due = range_of(p, r->common.decl, CLAUSE_DUE),
            .status = word_text(WORDS_RECOMMENDATION_STATUS, r->status),
            .done_when = words_of(p, r->done),
            .about = names_of(p, &r->about),
        };
    }
    p->portrait->recommendations = items;
    p->portrait->recommendations_count = t->recommendations_count;
}

/* --- the other way round ------------------------------------------------------------------------------------- */

/* For each node the places of what names it, from the lists of nodes that each of these names. */
struct reverse {
    size_t *counts; /* by node */
    size_t **items;
};

static void count_back(struct reverse *reverse, const struct portrait_places *of)
{
    for (size_t k = 0; k < of->count; k++) reverse->counts[of->items[k]]++;
}

static void fill_back(const struct painter *p, struct reverse *reverse, size_t *used, size_t place,
                      const struct portrait_places *of)
{
    for (size_t k = 0; k < of->count; k++) {
        size_t node = of->items[k];
        if (!reverse->items[node])
            reverse->items[node] = ARENA_ARRAY(p->arena, size_t, reverse->counts[node] + 1);
        size_t here = used[node];
        if (here && reverse->items[node][here - 1] == place) continue; /* named twice */
        reverse->items[node][used[node]++] = place;
    }
}

static struct reverse reverse_of(const struct painter *p, bool risks)
{
    const struct portrait *portrait = p->portrait;
    struct reverse reverse = {
        .counts = ARENA_ARRAY(p->arena, size_t, portrait->nodes_count + 1),
        .items = ARENA_ARRAY(p->arena, size_t *, portrait->nodes_count + 1),
    };
    size_t *used = ARENA_ARRAY(p->arena, size_t, portrait->nodes_count + 1);
    size_t all = risks ? portrait->risks_count : portrait->factors_count;
    for (size_t i = 0; i < all; i++)
        count_back(&reverse,
                   risks ? &portrait->risks[i].threatens : &portrait->factors[i].influences);
    for (size_t i = 0; i < all; i++)
        fill_back(p, &reverse, used, i,
                  risks ? &portrait->risks[i].threatens : &portrait->factors[i].influences);
    reverse.counts = used;
    return reverse;
}

static void add_threats(struct painter *p, struct portrait_node *nodes)
{
    struct reverse risks = reverse_of(p, true), factors = reverse_of(p, false);
    for (size_t i = 0; i < p->portrait->nodes_count; i++) {
        nodes[i].threats = (struct portrait_places){risks.items[i], risks.counts[i]};
        nodes[i].influences = (struct portrait_places){factors.items[i], factors.counts[i]};
    }
}

/* --- the whole ------------------------------------------------------------------------------------------------ */

static void add_policy(struct painter *p)
{
    const struct policy *policy = p->t->policy;
    struct portrait *portrait = p->portrait;
    portrait->year_starts = p->t->calendar.year_starts;
    portrait->start = DAY_MIN;
    portrait->end = DAY_MAX;
    portrait->policy.owner = portrait->policy.theme = PORTRAIT_NONE;
    if (!policy) return;
    portrait->policy = item_of(p, &policy->common);
    portrait->goal = policy->goal;
    portrait->period = range_of(p, policy->common.decl, CLAUSE_PERIOD);
    portrait->prices = range_of(p, policy->common.decl, CLAUSE_PRICES);
    portrait->language = word_text(WORDS_LANGUAGE, policy->language);
    portrait->budget = policy->budget ? said_by(p, policy->budget->span) : STR("");
    if (!policy->period_said) return;
    portrait->start = policy->period.first;
    portrait->end = policy->period.last;
}

const struct portrait *portrait_make(struct arena *arena, const struct theory *t)
{
    struct painter p = {.arena = arena, .t = t, .portrait = ARENA_NEW(arena, struct portrait)};
    note_places(&p);
    add_policy(&p);
    struct portrait_node *nodes = add_chain(&p);
    add_indicators(&p);
    add_studies(&p);
    add_assumptions(&p);
    add_factors(&p);
    add_risks(&p);
    add_actors(&p);
    add_terms(&p);
    add_rules(&p);
    add_evaluations(&p);
    add_recommendations(&p);
    add_threats(&p, nodes);
    return p.portrait;
}
