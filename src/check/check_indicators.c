/* I: indicators: which are missing, and what is missing in them. */
#include "check/check.h"

#include "check/wording.h"
#include "theory/resolve.h"

static bool is_goal(const struct node *node)
{
    return node->level == LEVEL_EFFECT || node->level == LEVEL_IMPACT;
}

/* --- nodes without one -------------------------------------------------------------------------- */

void check_effect_indicator(struct check *check)
{
    for (size_t i = 0; i < check->t->nodes_count; i++) {
        const struct node *node = check->t->nodes[i];
        if (node->level != LEVEL_EFFECT || node->indicator_count || node->common.broken) continue;
        if (check_skipped(check, &node->common)) continue; /* `indicator … for` it may be there */
        struct finding *f =
            finding_add(check->findings, FINDING_I01, check_name(&node->common),
                        "the effect `%.*s` has no indicator", STR_ARG(node->common.name));
        finding_help(
            check->findings, f,
            "an effect must be seen before measures are judged by it: add an indicator with "
            "`value` or `reported`");
    }
}

/* By node: whether a rule judges its attainment; from whatever, it is then looked at. */
static bool *mark_attained(struct check *check)
{
    bool *attained = ARENA_ARRAY(check->scratch, bool, check->t->nodes_count + 1);
    for (size_t i = 0; i < check->t->rules_count; i++) {
        const struct rule *rule = check->t->rules[i];
        if (!rule->target || !rule->criterion) continue;
        if (rule->criterion->id == CRITERION_ATTAINMENT) attained[rule->target->index] = true;
    }
    return attained;
}

static bool is_led_to(const struct node *node)
{
    for (const struct link *l = node->in; l; l = l->next_in)
        if (!l->harms) return true;
    return false;
}

void check_impact_indicator(struct check *check)
{
    const bool *attained = mark_attained(check);
    for (size_t i = 0; i < check->t->nodes_count; i++) {
        const struct node *node = check->t->nodes[i];
        if (node->level != LEVEL_IMPACT || node->indicator_count || node->common.broken) continue;
        if (attained[i] || check_skipped(check, &node->common)) continue;
        if (!is_led_to(node)) continue; /* T03 speaks of it */
        struct finding *f =
            finding_add(check->findings, FINDING_I02, check_name(&node->common),
                        "the impact `%.*s` has no indicator", STR_ARG(node->common.name));
        finding_help(check->findings, f,
                     "it is what the policy is for: add an indicator, or a rule that judges its "
                     "attainment by the effects that lead to it");
    }
}

/* --- outputs and outcomes ----------------------------------------------------------------------- */

enum { OUTPUTS_FEW = 3 /* so many outputs tell nothing of what the author cares for */ };

void check_output_share(struct check *check)
{
    size_t outputs = 0, outcomes = 0;
    const struct indicator *first = NULL;
    for (size_t i = 0; i < check->t->nodes_count; i++) {
        const struct node *node = check->t->nodes[i];
        if (is_goal(node)) outcomes += node->indicator_count;
        if (node->level != LEVEL_MEASURE) continue;
        if (!first && node->indicator_count) first = node->indicators[0];
        outputs += node->indicator_count;
    }
    /* Without any outcome I01 and I02 have said so. */
    if (outputs < OUTPUTS_FEW || outputs <= outcomes || outcomes == 0) return;
    const struct policy *policy = check->t->policy;
    struct finding *f = finding_add(
        check->findings, FINDING_I03, check_name(policy ? &policy->common : &first->common),
        "%zu indicators tell what was done, and %zu what came of it", outputs, outcomes);
    size_t shown = 0;
    for (size_t i = 0; i < check->t->nodes_count; i++) {
        const struct node *node = check->t->nodes[i];
        for (size_t k = 0; node->level == LEVEL_MEASURE && k < node->indicator_count; k++)
            if (shown++ < CHECK_PLACES)
                finding_relate(check->findings, f,
                               location_of(check_name(&node->indicators[k]->common)),
                               "an indicator of the measure `%.*s`", STR_ARG(node->common.name));
    }
    finding_help(check->findings, f,
                 "what is done is not what it is for: measure effects and impacts first, and "
                 "leave out what nobody asks for");
}

/* --- what one lacks ------------------------------------------------------------------------------ */

static bool has_clause(const struct indicator *indicator, enum clause_kind kind)
{
    return decl_clause(indicator->common.decl, kind) != NULL;
}

/* Whether it says that something is to be reached: more or less of it, or a target. A band
 * (`better within`) is a norm of its own. */
static bool is_aimed(const struct indicator *indicator)
{
    return indicator->better == BETTER_HIGHER || indicator->better == BETTER_LOWER ||
           has_clause(indicator, CLAUSE_TARGET);
}

/* The first indicator of a goal which is aimed at something, where none of them has this clause. */
static const struct indicator *lacking(const struct node *node, enum clause_kind kind)
{
    const struct indicator *first = NULL;
    if (!is_goal(node)) return NULL;
    for (size_t i = 0; i < node->indicator_count; i++) {
        const struct indicator *indicator = node->indicators[i];
        if (indicator->common.decl->broken || has_clause(indicator, kind)) return NULL;
        if (!first && is_aimed(indicator)) first = indicator;
    }
    return first;
}

/* One message for all indicators of a node: what is missing in one may stand in another. */
static void report_lacking(struct check *check, enum finding_code code, const struct node *node,
                           const struct indicator *first)
{
    const char *what = code == FINDING_I04 ? "baseline" : "target";
    struct finding *f;
    if (node->indicator_count == 1)
        f = finding_add(check->findings, code, check_name(&first->common),
                        "the indicator `%.*s` has no %s", STR_ARG(first->common.name), what);
    else
        f = finding_add(check->findings, code, check_name(&first->common),
                        "none of the %zu indicators of `%.*s` has a %s", node->indicator_count,
                        STR_ARG(node->common.name), what);
    finding_relate(check->findings, f, location_of(check_name(&node->common)), "of this %.*s",
                   STR_ARG(decl_keyword(node->common.decl->kind)));
    finding_help(check->findings, f,
                 code == FINDING_I04
                     ? "say how things stood before the measures, or nobody can tell what "
                       "changed: baseline 12 in 2018"
                     : "say how far it has to go and by when, or nobody can tell whether it was "
                       "reached: target 8 by 2023");
}

void check_baseline_missing(struct check *check)
{
    for (size_t i = 0; i < check->t->nodes_count; i++) {
        const struct node *node = check->t->nodes[i];
        const struct indicator *first = lacking(node, CLAUSE_BASELINE);
        if (first) report_lacking(check, FINDING_I04, node, first);
    }
}

void check_target_missing(struct check *check)
{
    for (size_t i = 0; i < check->t->nodes_count; i++) {
        const struct node *node = check->t->nodes[i];
        const struct indicator *first = lacking(node, CLAUSE_TARGET);
        if (first) report_lacking(check, FINDING_I05, node, first);
    }
}

void check_direction_missing(struct check *check)
{
    for (size_t i = 0; i < check->t->indicators_count; i++) {
        const struct indicator *indicator = check->t->indicators[i];
        const struct ast_clause *target = decl_clause(indicator->common.decl, CLAUSE_TARGET);
        if (!target || has_clause(indicator, CLAUSE_BETTER)) continue;
        if (indicator->common.decl->broken) continue;
        struct finding *f =
            finding_add(check->findings, FINDING_I14, check_name(&indicator->common),
                        "`%.*s` has a target and does not say which way is better",
                        STR_ARG(indicator->common.name));
        finding_relate(check->findings, f, location_of(target->span), "the target");
        finding_help(check->findings, f,
                     "write `better higher` or `better lower`: the target alone does not say "
                     "whether a figure beyond it is good");
    }
}

/* --- who vouches for it --------------------------------------------------------------------------- */

/* What an indicator belongs to: a node, factor or risk, whose owner and source are its own too. */
struct voucher {
    const struct symbol *of;
    bool owned, sourced;
};

/* Neighbours mostly belong to one thing, so its clauses are not read for each of them. */
static void find_voucher(struct voucher *voucher, const struct symbol *of)
{
    if (voucher->of == of) return;
    voucher->of = of;
    voucher->owned = of && of->owner;
    voucher->sourced = of && decl_clause(of->decl, CLAUSE_SOURCE);
}

static const struct node *node_of(const struct indicator *indicator)
{
    const struct symbol *of = indicator->of;
    return of && 1u << of->kind & KINDS_NODE ? of->thing : NULL;
}

static void add_to_list(struct buf *list, const char *joint, const char *text)
{
    buf_printf(list, "%s%s", list->len ? joint : "", text);
}

void check_verifiable(struct check *check)
{
    struct voucher voucher = {0};
    for (size_t i = 0; i < check->t->indicators_count; i++) {
        const struct indicator *indicator = check->t->indicators[i];
        if (indicator->common.broken) continue;
        find_voucher(&voucher, indicator->of);
        struct buf missing = buf_in(check->scratch), clauses = buf_in(check->scratch);
        if (!has_clause(indicator, CLAUSE_OWNER) && !voucher.owned) {
            add_to_list(&missing, " or ", "who keeps it");
            add_to_list(&clauses, " and ", "`owner`");
        }
        /* A value comes from a data block, which says from where. */
        if (!indicator->value_clause && !has_clause(indicator, CLAUSE_SOURCE) && !voucher.sourced) {
            add_to_list(&missing, " or ", "where its figures come from");
            add_to_list(&clauses, " and ", "`source`");
        }
        if (!indicator->has_freq) {
            add_to_list(&missing, " or ", "how often they come");
            add_to_list(&clauses, " and ", "`every`");
        }
        if (!missing.len) continue;
        struct finding *f =
            finding_add(check->findings, FINDING_I10, check_name(&indicator->common),
                        "the indicator `%.*s` does not say %.*s", STR_ARG(indicator->common.name),
                        STR_ARG(buf_str(&missing)));
        finding_help(check->findings, f, "nobody else could check its figures: add %.*s",
                     STR_ARG(buf_str(&clauses)));
    }
}

/* --- what nobody looks at ------------------------------------------------------------------------- */

enum judged { JUDGED_NOT, JUDGED, JUDGED_UNREADABLE };

/* By node: whether rules judge it, and whether all of them could be read. Rules on efficiency look at
 * costs; for a measure only those on its delivery look at its own figures. */
static enum judged *mark_judged(struct check *check)
{
    enum judged *judged = ARENA_ARRAY(check->scratch, enum judged, check->t->nodes_count + 1);
    for (size_t i = 0; i < check->t->rules_count; i++) {
        const struct rule *rule = check->t->rules[i];
        if (!rule->target) continue;
        if (rule->criterion && rule->criterion->id == CRITERION_EFFICIENCY) continue;
        bool delivery = rule->criterion && rule->criterion->id == CRITERION_DELIVERY;
        if (rule->target->level == LEVEL_MEASURE && !delivery) continue;
        enum judged *of = &judged[rule->target->index];
        if (rule->common.broken || !rule->criterion)
            *of = JUDGED_UNREADABLE;
        else if (*of == JUDGED_NOT)
            *of = JUDGED;
    }
    return judged;
}

void check_indicator_used(struct check *check)
{
    const enum judged *judged = mark_judged(check);
    for (size_t i = 0; i < check->t->indicators_count; i++) {
        const struct indicator *indicator = check->t->indicators[i];
        const struct symbol *common = &indicator->common;
        if (common->used || check_skipped(check, common)) continue;
        bool hangs = indicator->of || common->decl->target.atom != ATOM_NONE;
        const struct node *node = node_of(indicator);
        /* Of a node that no rule judges V01 speaks; of a problem, factor or risk no rule is due. */
        if (hangs && (!node || judged[node->index] != JUDGED)) continue;
        /* One that does not even say which way is better is there to look at. */
        if (hangs && !has_clause(indicator, CLAUSE_BETTER) && !has_clause(indicator, CLAUSE_TARGET))
            continue;
        struct finding *f =
            finding_add(check->findings, FINDING_I15, check_name(common),
                        hangs ? "the indicator `%.*s` says what is better, and no rule looks at it"
                              : "the indicator `%.*s` belongs to nothing, and nothing uses it",
                        STR_ARG(common->name));
        if (node)
            finding_relate(check->findings, f, location_of(check_name(&node->common)),
                           "there are rules for this %.*s, and they look at other figures",
                           STR_ARG(decl_keyword(node->common.decl->kind)));
        finding_help(check->findings, f,
                     hangs ? "name it in a rule, or leave it out: figures that decide nothing "
                             "cost time to collect"
                           : "say what it shows: indicator rate \"…\" for fewer { … }");
    }
}

/* --- strict --------------------------------------------------------------------------------------- */

void check_single_indicator(struct check *check)
{
    for (size_t i = 0; i < check->t->nodes_count; i++) {
        const struct node *node = check->t->nodes[i];
        if (node->level != LEVEL_IMPACT || node->indicator_count != 1 || node->common.broken)
            continue;
        if (check_skipped(check, &node->common)) continue;
        const struct indicator *only = node->indicators[0];
        struct finding *f =
            finding_add(check->findings, FINDING_I17, check_name(&node->common),
                        "the impact `%.*s` is seen by one indicator", STR_ARG(node->common.name));
        finding_relate(check->findings, f, location_of(check_name(&only->common)), "the only one");
        finding_help(check->findings, f,
                     "one figure can mislead; add a second that comes about in another way, such "
                     "as a survey beside a register");
    }
}
