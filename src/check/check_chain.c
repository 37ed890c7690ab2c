/* T: the chain from measure to effect to impact. What leads nowhere can't be told while there is a
 * link whose ends could not be read. */
#include "check/check.h"

const struct link *check_first_link(const struct node *node)
{
    const struct link *link = node->out;
    while (link && link->harms) link = link->next_out;
    return link;
}

void check_measure_leads(struct check *check)
{
    if (check->t->skipped->link) return;
    for (size_t i = 0; i < check->t->nodes_count; i++) {
        const struct node *node = check->t->nodes[i];
        if (node->level != LEVEL_MEASURE || node->common.broken || check_first_link(node)) continue;
        struct finding *f =
            finding_add(check->findings, FINDING_T01, check_name(&node->common),
                        "the measure `%.*s` leads to nothing", STR_ARG(node->common.name));
        finding_help(check->findings, f,
                     "say which effect it is meant to have, and why: leads to … because \"…\"");
    }
}

void check_effect_leads(struct check *check)
{
    if (check->t->skipped->link) return;
    for (size_t i = 0; i < check->t->nodes_count; i++) {
        const struct node *node = check->t->nodes[i];
        if (node->level != LEVEL_EFFECT || node->common.broken || check_first_link(node)) continue;
        struct finding *f = finding_add(check->findings, FINDING_T02, check_name(&node->common),
                                        "the effect `%.*s` leads to no effect or impact",
                                        STR_ARG(node->common.name));
        finding_help(check->findings, f,
                     "say what it is good for, and why: leads to … because \"…\"");
    }
}

void check_missing_step(struct check *check)
{
    for (size_t i = 0; i < check->t->links_count; i++) {
        const struct link *link = check->t->links[i];
        if (link->harms || link->from->level != LEVEL_MEASURE || link->to->level != LEVEL_IMPACT)
            continue;
        struct finding *f =
            finding_add(check->findings, FINDING_T04, link->name_span,
                        "the measure `%.*s` leads straight to the impact `%.*s`",
                        STR_ARG(link->from->common.name), STR_ARG(link->to->common.name));
        finding_relate(check->findings, f, location_of(check_name(&link->to->common)),
                       "the impact");
        finding_help(check->findings, f,
                     "put the effect between them that people would notice first");
    }
}

void check_upward(struct check *check)
{
    for (size_t i = 0; i < check->t->links_count; i++) {
        const struct link *link = check->t->links[i];
        bool measures = link->to->level == link->from->level;
        if (!check_is_upward(link)) continue;
        struct finding *f = finding_add(check->findings, FINDING_T06, link->name_span,
                                        "this link runs against the chain: %.*s to %.*s",
                                        STR_ARG(decl_phrase(link->from->common.decl->kind)),
                                        STR_ARG(decl_phrase(link->to->common.decl->kind)));
        finding_relate(check->findings, f, location_of(check_name(&link->to->common)),
                       "`%.*s` is declared here", STR_ARG(link->to->common.name));
        finding_help(check->findings, f,
                     measures
                         ? "a measure leads to an effect; one measure is `part of` another"
                         : "measures lead to effects, effects to effects and impacts, impacts to "
                           "impacts: turn it round");
    }
}
