/* Contribution analysis. */
#include "judge/contribution.h"

#include "judge/movement.h"

struct analysis {
    struct judge *judge;
    struct contribution *c;
    bool has_start;
    int32_t start;
};

static void add_row(struct analysis *a, struct contribution_row row)
{
    struct contribution *c = a->c;
    ARENA_GROW(a->judge->arena, c->rows, c->row_count, c->row_capacity);
    c->rows[c->row_count++] = row;
}

static struct str arrow(struct arena *arena, const struct link *link)
{
    return str_printf(arena, "%.*s \u2192 %.*s", STR_ARG(link->from->common.name),
                      STR_ARG(link->to->common.name));
}

/* --- delivered ----------------------------------------------------------------------------------- */

static enum truth truth_of_standing(enum standing standing)
{
    switch (standing) {
    case STANDING_POSITIVE: return TRUTH_TRUE;
    case STANDING_MIXED:
    case STANDING_NEGATIVE: return TRUTH_FALSE;
    case STANDING_UNKNOWN: break;
    }
    return TRUTH_UNKNOWN;
}

static void look_at_delivery(struct analysis *a)
{
    struct judge *judge = a->judge;
    const struct contribution_site *site = a->c->site;
    for (size_t i = 0; i < site->rule_count; i++) {
        const struct rule *rule = site->rules[i];
        if (rule->criterion->id != CRITERION_DELIVERY) continue;
        const struct outcome_word *word = judge->verdicts[rule->index].word;
        const struct missing *why = judge->verdicts[rule->index].why;
        add_row(a, (struct contribution_row){
                       CONTRIBUTION_DELIVERED, site->measure->common.name,
                       word ? truth_of_standing(word->standing) : TRUTH_UNKNOWN,
                       str_printf(judge->arena, "%.*s says %.*s", STR_ARG(rule->common.name),
                                  STR_ARG(word ? word->text : STR("unknown"))),
                       why ? why->reason : REASON_NO_OUTCOME});
        return;
    }
    add_row(a, (struct contribution_row){CONTRIBUTION_DELIVERED, site->measure->common.name,
                                         TRUTH_UNKNOWN, STR("no rule judges its delivery"),
                                         REASON_NO_OUTCOME});
}

/* --- evidenced ----------------------------------------------------------------------------------- */

static void weigh(const struct study *study, struct link_evidence *evidence)
{
    bool against = study->finds == FINDS_NEGATIVE || study->finds == FINDS_NONE;
    const struct study **best = study->finds == FINDS_POSITIVE ? &evidence->positive
                                : against                      ? &evidence->against
                                                               : NULL;
    if (best && (!*best || study->level > (*best)->level)) *best = study;
}

struct link_evidence link_evidence(const struct judge *judge, const struct link *link)
{
    struct link_evidence evidence = {NULL, NULL};
    for (size_t i = 0; i < link->evidence_count; i++) weigh(link->evidence[i], &evidence);
    const struct evidence_levels *levels = evidence_about(&judge->evidence, link->from, link->to);
    if (levels && levels->best_positive) weigh(levels->best_positive, &evidence);
    if (levels && levels->best_negative) weigh(levels->best_negative, &evidence);
    return evidence;
}

enum truth link_assumptions(const struct judge *judge, const struct link *link)
{
    enum truth all = TRUTH_TRUE;
    for (size_t i = 0; i < link->assumption_count; i++) {
        enum truth one = judge->assumptions[link->assumptions[i]->index];
        if (one < all) all = one;
    }
    return all;
}

/* A rule that found the measure effective in the node that a link leads to. */
static const struct rule *rule_for(const struct analysis *a, const struct link *link)
{
    const struct contribution_site *site = a->c->site;
    for (size_t i = 0; i < site->rule_count; i++) {
        const struct rule *rule = site->rules[i];
        const struct outcome_word *word = a->judge->verdicts[rule->index].word;
        if (rule->criterion->id == CRITERION_EFFECTIVENESS && link->from == site->measure &&
            rule->target == link->to && word && word->standing == STANDING_POSITIVE)
            return rule;
    }
    return NULL;
}

static struct str study_words(struct arena *arena, const struct study *study, const char *finds)
{
    if (!study->level) return str_printf(arena, "%.*s %s", STR_ARG(study->common.name), finds);
    return str_printf(arena, "%.*s (level %d) %s", STR_ARG(study->common.name), study->level,
                      finds);
}

static void look_at_link(struct analysis *a, const struct link *link)
{
    struct judge *judge = a->judge;
    struct arena *arena = judge->arena;
    struct link_evidence evidence = link_evidence(judge, link);
    enum truth assumed = link_assumptions(judge, link);
    const struct rule *rule = rule_for(a, link);
    struct contribution_row row = {
        .part = CONTRIBUTION_EVIDENCED, .of = arrow(arena, link), .reason = REASON_NO_DATA};
    bool outweighed = evidence.against &&
                      (!evidence.positive || evidence.against->level > evidence.positive->level);
    if (rule) {
        row.holds = TRUTH_TRUE;
        row.text = str_printf(arena, "%.*s says %.*s", STR_ARG(rule->common.name),
                              STR_ARG(judge->verdicts[rule->index].word->text));
    } else if (outweighed) {
        row.holds = TRUTH_FALSE;
        row.text = study_words(arena, evidence.against, "finds none, or the reverse");
    } else if (evidence.positive) {
        row.holds = TRUTH_TRUE;
        row.text = study_words(arena, evidence.positive, "finds it");
    } else {
        row.holds = TRUTH_FALSE;
        row.text = STR("no evidence is cited that finds it");
    }
    if (assumed == TRUTH_FALSE) {
        row.text = str_printf(arena, "%.*s; an assumption of it does not hold", STR_ARG(row.text));
        row.holds = TRUTH_FALSE;
    } else if (assumed == TRUTH_UNKNOWN && row.holds == TRUTH_TRUE) {
        row.text =
            str_printf(arena, "%.*s; whether its assumptions hold is not known", STR_ARG(row.text));
        row.holds = TRUTH_UNKNOWN;
    }
    add_row(a, row);
}

/* --- seen, and rivals ---------------------------------------------------------------------------- */

static void look_at_node(struct analysis *a, const struct node *node, int32_t lag)
{
    struct contribution_row row = {
        .part = CONTRIBUTION_SEEN, .of = node->common.name, .reason = REASON_NO_DATA};
    row.holds = TRUTH_UNKNOWN;
    row.text = STR("nothing says when the measure began");
    if (a->has_start) {
        struct movement movement =
            movement_of_all(a->judge, node->indicators, node->indicator_count, a->start + lag);
        row.holds = movement.as_meant;
        row.text = movement.text;
        row.reason = movement.reason;
        if (movement.moved == TRUTH_TRUE && movement.as_meant == TRUTH_UNKNOWN)
            row.text = str_printf(a->judge->arena, "%.*s; `better` does not say which way is meant",
                                  STR_ARG(row.text));
    }
    add_row(a, row);
}

static void look_at_factor(struct analysis *a, const struct factor *factor)
{
    struct contribution_row row = {
        .part = CONTRIBUTION_RIVALS, .of = factor->common.name, .reason = REASON_NO_DATA};
    row.holds = TRUTH_UNKNOWN;
    row.text = STR("nothing says when the measure began");
    if (a->has_start) {
        struct movement movement =
            movement_of_all(a->judge, factor->indicators, factor->indicator_count, a->start);
        row.text = movement.text;
        row.reason = movement.reason;
        /* A rival that moved may be what did it. */
        row.holds = movement.moved == TRUTH_TRUE    ? TRUTH_FALSE
                    : movement.moved == TRUTH_FALSE ? TRUTH_TRUE
                                                    : TRUTH_UNKNOWN;
    }
    add_row(a, row);
}

/* --- all of it ----------------------------------------------------------------------------------- */

/* Kleene's and over the rows of a part. */
static void sum_up(struct analysis *a)
{
    struct contribution *c = a->c;
    for (int part = 0; part < CONTRIBUTION_PARTS; part++) c->parts[part] = TRUTH_TRUE;
    for (size_t i = 0; i < c->row_count; i++) {
        const struct contribution_row *row = &c->rows[i];
        const enum contribution_part places[] = {row->part, CONTRIBUTION_WHOLE};
        for (size_t k = 0; k < COUNT_OF(places); k++) {
            if (row->holds < c->parts[places[k]]) c->parts[places[k]] = row->holds;
            if (row->holds != TRUTH_UNKNOWN || c->why[places[k]]) continue;
            struct str text =
                str_printf(a->judge->arena, "%.*s: %.*s", STR_ARG(row->of), STR_ARG(row->text));
            c->why[places[k]] =
                cell_missing_at(a->judge->arena, row->reason, text, location_of(SPAN_NONE)).missing;
        }
    }
}

static struct contribution *analyse(struct judge *judge, const struct contribution_site *site)
{
    struct contribution *c = ARENA_NEW(judge->arena, struct contribution);
    struct analysis a = {.judge = judge, .c = c};
    c->site = site;
    a.has_start = movement_start(judge, site->measure, &a.start);
    look_at_delivery(&a);
    for (size_t i = 0; i < site->link_count; i++) look_at_link(&a, site->links[i]);
    bool lacks = !site->link_count || site->too_large;
    for (int part = CONTRIBUTION_EVIDENCED; lacks && part < CONTRIBUTION_PARTS; part++)
        add_row(&a, (struct contribution_row){
                        (enum contribution_part)part, site->measure->common.name, TRUTH_UNKNOWN,
                        site->too_large ? STR("the chain is too large to follow")
                                        : STR("the measure does not lead there"),
                        REASON_NO_DATA});
    for (size_t i = 0; i < site->node_count; i++) look_at_node(&a, site->nodes[i], site->lags[i]);
    for (size_t i = 0; i < site->factor_count; i++) look_at_factor(&a, site->factors[i]);
    if (!site->factor_count)
        add_row(&a, (struct contribution_row){
                        CONTRIBUTION_RIVALS, site->target->common.name, TRUTH_UNKNOWN,
                        STR("no `factor` is declared: what else could explain it was not looked "
                            "at"),
                        REASON_NO_DATA});
    sum_up(&a);
    return c;
}

struct judged evaluate_contribution(struct context *context, struct expr *expr)
{
    struct judge *judge = context->judge;
    const struct contribution_site *site = expr->contribution->site;
    if (!site) return (struct judged){.truth = TRUTH_UNKNOWN};
    if (!judge->contributions.arena) atoms_init(&judge->contributions, judge->arena);
    /* One for each measure and node, however often it is asked for. */
    struct {
        const struct node *measure, *target;
    } key = {site->measure, site->target};
    size_t known = judge->contributions.count;
    uint32_t place =
        atoms_intern(&judge->contributions, (struct str){(const char *)&key, sizeof key});
    ARENA_GROW(judge->arena, judge->contributed, place, judge->contributed_capacity);
    if (place >= known) judge->contributed[place] = analyse(judge, site);
    const struct contribution *c = judge->contributed[place];
    struct judged judged = {.truth = c->parts[expr->contribution->part]};
    if (judged.truth == TRUTH_UNKNOWN) judged.why = c->why[expr->contribution->part];
    note_truth(context, expr, &judged);
    if (context->trace) context->trace->contribution = c;
    return judged;
}
