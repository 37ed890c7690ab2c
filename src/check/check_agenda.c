/* V: what is evaluated, when and by whom, and what becomes of recommendations. */
#include <stdlib.h>

#include "base/calendar.h"
#include "check/check.h"
#include "theory/resolve.h"
#include "theory/typing.h"

/* --- V16: much money, and no judgement ----------------------------------------------------------- */

/* What amounts come to in `unit`; false when the data or a lower and upper end decide it. */
static bool amounts_total(const struct theory *t, const struct amounts *amounts,
                          const struct unit *unit, struct num *total)
{
    struct num one, sum = num_int(0), factor;
    if (!amounts->unit || !unit_same_dimension(amounts->unit, unit)) return false;
    if (amounts->whole && !constant_value(amounts->whole, &sum)) return false;
    for (size_t i = 0; i < amounts->count; i++) {
        const struct amount *amount = &amounts->items[i];
        if (amount->days.last == DAY_MAX || amount->high || !amount->low) return false;
        struct num years =
            num_int(period_of_day(&t->calendar, FREQ_YEAR, amount->days.last).ord -
                    period_of_day(&t->calendar, FREQ_YEAR, amount->days.first).ord + 1);
        if (!constant_value(amount->low, &one) || !num_mul(&one, &one, &years) ||
            !num_add(&sum, &sum, &one))
            return false;
    }
    factor = unit_conversion(amounts->unit, unit);
    return num_mul(&sum, &sum, &factor) && num_add(total, total, &sum);
}

static bool costs_total(const struct theory *t, const struct node *measure, const struct unit *unit,
                        struct num *total)
{
    *total = num_int(0);
    for (size_t i = 0; i < measure->cost_count; i++)
        if (!amounts_total(t, &measure->costs[i], unit, total)) return false;
    return measure->cost_count > 0;
}

static bool *judged_measures(struct check *check)
{
    const struct theory *t = check->t;
    bool *judged = ARENA_ARRAY(check->scratch, bool, t->nodes_count + 1);
    for (size_t i = 0; i < t->rules_count; i++) {
        const struct rule *rule = t->rules[i];
        if (rule->measure && rule->criterion && rule->criterion->id == CRITERION_EFFECTIVENESS)
            judged[rule->measure->index] = true;
    }
    return judged;
}

void check_costly_unjudged(struct check *check)
{
    const struct theory *t = check->t;
    const struct policy *policy = t->policy;
    struct num budget = num_int(0), share, costs, part, hundred = num_int(100);
    if (!policy || !policy->budget || !policy->budget->unit) return;
    const struct unit *unit = policy->budget->unit;
    if (!amounts_total(t, policy->budget, unit, &budget) || num_sign(&budget) <= 0) return;
    share = check_limit(check, FINDING_V16, num_decimal(1, 1));
    const bool *judged = judged_measures(check);
    for (size_t i = 0; i < t->nodes_count; i++) {
        const struct node *measure = t->nodes[i];
        int64_t percent = 0;
        if (measure->level != LEVEL_MEASURE || judged[i] || measure->common.broken) continue;
        if (check_skipped(check, &measure->common)) continue;
        if (!costs_total(t, measure, unit, &costs) || !num_div(&part, &costs, &budget)) continue;
        if (num_compare(&part, &share) <= 0) continue;
        if (num_mul(&part, &part, &hundred)) (void)num_floor(&percent, &part);
        struct finding *f =
            finding_add(check->findings, FINDING_V16, check_name(&measure->common),
                        "the measure `%.*s` takes %lld %% of the budget, and no rule judges its "
                        "effectiveness",
                        STR_ARG(measure->common.name), (long long)percent);
        finding_relate(check->findings, f, location_of(policy->budget->span), "the budget");
        finding_help(check->findings, f,
                     "where the money goes is where one wants to know whether it works: rule works "
                     "for … { judges effectiveness of %.*s …",
                     STR_ARG(measure->common.name));
    }
}

/* --- V17: when ----------------------------------------------------------------------------------- */

static int compare_planned(const void *left, const void *right)
{
    const struct evaluation *a = *(struct evaluation *const *)left;
    const struct evaluation *b = *(struct evaluation *const *)right;
    if (a->planned.first != b->planned.first) return a->planned.first < b->planned.first ? -1 : 1;
    return (a->common.decl->span.start > b->common.decl->span.start) -
           (a->common.decl->span.start < b->common.decl->span.start);
}

static bool has_kind(const struct evaluation *evaluation, const char *kind)
{
    return evaluation->kind == word_find(WORDS_EVALUATION_KIND, str_from(kind));
}

static int year_of(const struct theory *t, int32_t day)
{
    return (int)period_of_day(&t->calendar, FREQ_YEAR, day).ord;
}

static void report_time(struct check *check, const struct evaluation *evaluation, int years,
                        struct span since, const char *what)
{
    struct finding *f = finding_add(check->findings, FINDING_V17, evaluation->planned_range.span,
                                    "this evaluation comes %d years after the %s", years, what);
    finding_relate(check->findings, f, location_of(since), "the %s", what);
    finding_help(check->findings, f,
                 years < 4 ? "a theme is evaluated as a whole every four to seven years: so soon "
                             "little can have changed"
                           : "a theme is evaluated as a whole every four to seven years: plan one "
                             "in between");
}

/* Those that look at the whole again and again; where there are none, those that look back. */
static struct evaluation **periodic(struct check *check, size_t *count, bool *only_first)
{
    const struct theory *t = check->t;
    struct evaluation **list =
        ARENA_ARRAY(check->scratch, struct evaluation *, t->evaluations_count + 1);
    *count = 0;
    for (int round = 0; round < 2 && !*count; round++) {
        *only_first = round == 1;
        for (size_t i = 0; i < t->evaluations_count; i++) {
            struct evaluation *e = t->evaluations[i];
            bool wanted = has_kind(e, "periodic") ||
                          (round && (has_kind(e, "ex_post") || e->kind == WORD_UNSAID));
            if (wanted && e->planned_said) list[(*count)++] = e;
        }
    }
    if (*count) qsort(list, *count, sizeof(struct evaluation *), compare_planned);
    if (*only_first && *count) *count = 1;
    return list;
}

static void look_at_rhythm(struct check *check)
{
    const struct theory *t = check->t;
    const struct policy *policy = t->policy;
    struct num most = check_limit(check, FINDING_V17, num_int(7));
    size_t count;
    bool only_first;
    struct evaluation **list = periodic(check, &count, &only_first);
    for (size_t i = 0; i < count; i++) {
        bool start = i == 0;
        if (start && (!policy || !policy->period_said)) continue;
        int32_t since = start ? policy->period.first : list[i - 1]->planned.first;
        int years = year_of(t, list[i]->planned.first) - year_of(t, since);
        struct num number = num_int(years);
        bool late = num_compare(&number, &most) > 0, soon = !start && years > 0 && years < 4;
        if (late || soon)
            report_time(check, list[i], years,
                        start ? check_name(&policy->common) : list[i - 1]->planned_range.span,
                        start ? "policy began" : "one before");
    }
}

/* An evaluation beforehand, or on the way, that comes when the measure has begun, or is over. */
static void look_at_decision(struct check *check, const struct evaluation *evaluation)
{
    bool before = has_kind(evaluation, "ex_ante"), during = has_kind(evaluation, "ex_durante");
    if (!evaluation->planned_said || (!before && !during)) return;
    for (size_t i = 0; i < evaluation->of.count; i++) {
        const struct symbol *of = evaluation->of.items[i];
        if (of->kind != DECL_MEASURE) continue;
        const struct node *measure = of->thing;
        if (!(before ? measure->adopted_said || measure->runs_said : measure->runs_said)) continue;
        int32_t decided = during                  ? measure->runs.last
                          : measure->adopted_said ? measure->adopted.last
                                                  : measure->runs.first;
        if (evaluation->planned.first <= decided) continue;
        struct finding *f = finding_add(
            check->findings, FINDING_V17, evaluation->planned_range.span,
            before ? "this evaluation is to come before the decision, and `%.*s` begins earlier"
                   : "this evaluation is to come on the way, and `%.*s` ends earlier",
            STR_ARG(measure->common.name));
        finding_relate(check->findings, f, location_of(check_name(&measure->common)),
                       "the measure");
        finding_help(check->findings, f,
                     "what is known after the decision can't serve it: plan it earlier, or call it "
                     "ex_post");
        return;
    }
}

void check_evaluation_planned(struct check *check)
{
    const struct theory *t = check->t;
    if (!t->evaluations_count && t->policy) {
        struct finding *f =
            finding_add(check->findings, FINDING_V17, check_name(&t->policy->common),
                        "no evaluation of `%.*s` is planned", STR_ARG(t->policy->common.name));
        finding_help(check->findings, f,
                     "say when it is asked whether it worked: evaluation report { of …  planned "
                     "2027  kind periodic }");
    }
    for (size_t i = 0; i < t->evaluations_count; i++) {
        const struct evaluation *e = t->evaluations[i];
        look_at_decision(check, e);
        if (e->planned_said || e->common.broken || decl_clause(e->common.decl, CLAUSE_PLANNED))
            continue;
        struct finding *f =
            finding_add(check->findings, FINDING_V17, check_name(&e->common),
                        "the evaluation `%.*s` has no date", STR_ARG(e->common.name));
        finding_help(check->findings, f, "add for example: planned 2027");
    }
    look_at_rhythm(check);
}

/* --- V18: by whom -------------------------------------------------------------------------------- */

enum { ACTOR_LEVELS_MAX = 50 };

/* Whether an actor is the other, or a part of it. */
static bool is_inside(const struct actor *actor, const struct actor *whole)
{
    for (int i = 0; actor && i < ACTOR_LEVELS_MAX; i++, actor = actor->part_of)
        if (actor == whole) return true;
    return false;
}

void check_independent(struct check *check)
{
    for (size_t i = 0; i < check->t->evaluations_count; i++) {
        const struct evaluation *e = check->t->evaluations[i];
        for (size_t k = 0; e->by && k < e->of.count; k++) {
            const struct actor *owner = e->of.items[k]->owner;
            if (!owner || !is_inside(owner, e->by)) continue;
            const struct symbol *of = e->of.items[k];
            struct span by = check_name(&e->common);
            for (const struct ast_clause *c = e->common.decl->clauses; c; c = c->next)
                if (c->kind == CLAUSE_BY_ACTOR) by = c->span;
            struct finding *f =
                finding_add(check->findings, FINDING_V18, by,
                            owner == e->by ? "`%.*s` evaluates what it owns: `%.*s`"
                                           : "`%.*s` evaluates what a part of it owns: `%.*s`",
                            STR_ARG(e->by->common.name), STR_ARG(of->name));
            finding_relate(check->findings, f, location_of(of->decl->name.span), "owned by `%.*s`",
                           STR_ARG(owner->common.name));
            finding_help(check->findings, f,
                         "nobody is a judge in their own case: let another carry it out, or have "
                         "it reviewed by one and name that one");
            break;
        }
    }
}

/* --- V19: recommendations ------------------------------------------------------------------------ */

static bool is_done(const struct recommendation *r)
{
    return r->status == word_find(WORDS_RECOMMENDATION_STATUS, STR("done"));
}

/* What is still to be said of one: nothing of what was rejected or done; of what waits for an
 * answer only the answer. */
static void look_at_followup(struct check *check, const struct recommendation *r)
{
    const struct ast_decl *decl = r->common.decl;
    if (r->common.broken || is_done(r)) return;
    if (!decl_clause(decl, CLAUSE_RESPONSE)) {
        struct finding *f =
            finding_add(check->findings, FINDING_V19, check_name(&r->common),
                        "the recommendation `%.*s` has no response", STR_ARG(r->common.name));
        finding_help(check->findings, f,
                     "say what becomes of it: response accepted, partly, rejected, or pending");
        return;
    }
    bool to_do = r->response == word_find(WORDS_RESPONSE, STR("accepted")) ||
                 r->response == word_find(WORDS_RESPONSE, STR("partly"));
    bool owner = decl_clause(decl, CLAUSE_OWNER), due = decl_clause(decl, CLAUSE_DUE);
    if (to_do && (!owner || !due)) {
        struct finding *f = finding_add(check->findings, FINDING_V19, check_name(&r->common),
                                        "the recommendation `%.*s` is accepted, and has no %s",
                                        STR_ARG(r->common.name),
                                        owner ? "due date"
                                        : due ? "owner"
                                              : "owner and no due date");
        finding_help(check->findings, f, "say %s",
                     owner ? "by when it is carried out: due 2027"
                     : due ? "who carries it out: owner board"
                           : "who carries it out, and by when: owner board  due 2027");
        return;
    }
    bool rejected = r->response == word_find(WORDS_RESPONSE, STR("rejected"));
    if (rejected || !r->due_said || r->due.last >= check->choices->today) return;
    struct finding *f = finding_add(check->findings, FINDING_V19, r->due_span,
                                    "the recommendation `%.*s` was due by now, and is not done",
                                    STR_ARG(r->common.name));
    finding_help(check->findings, f, "carry it out (`status done`), or say when it will be");
}

void check_followed_up(struct check *check)
{
    for (size_t i = 0; i < check->t->recommendations_count; i++)
        look_at_followup(check, check->t->recommendations[i]);
}
