/* What surrounds the chain: policies, actors, terms, assumptions, evidence, factors, risks, and what
 * is to be followed up: evaluations, scenarios, recommendations. */
#include "base/bug.h"
#include "base/calendar.h"
#include "theory/typing.h"

/* --- policy and organisation ------------------------------------------------------------------------- */

static void build_policy_clause(struct theory *t, struct policy *policy, const struct ast_clause *c)
{
    struct days days;
    switch (c->kind) {
    case CLAUSE_PERIOD:
        if (policy->period_said) break; /* said twice (N07): the first counts, here and below */
        policy->period_said = resolve_range(t, c->range, &policy->period);
        policy->from = c->range->from.value;
        policy->to = c->range->to.value;
        break;
    case CLAUSE_GOAL:
        if (!policy->goal.len) policy->goal = c->texts.first->text.value;
        break;
    case CLAUSE_PRICES:
        if (!policy->price_year && resolve_period(t, &c->range->from, &days))
            policy->price_year = date_from_day(days.first).year;
        break;
    case CLAUSE_PROFILE:
        for (const struct ast_names_item *n = c->names.first; n; n = n->next) {
            int profile = resolve_word(t, &n->name, WORDS_PROFILE, "a set of checks");
            if (profile != WORD_UNSAID) policy->profiles |= 1u << profile;
        }
        break;
    case CLAUSE_LANGUAGE:
        if (policy->language == WORD_UNSAID)
            policy->language =
                resolve_word(t, &c->names.first->name, WORDS_LANGUAGE, "a language of reports");
        break;
    default: break;
    }
}

void theory_policies(struct theory *t)
{
    for (size_t i = 0; i < t->policies_count; i++) {
        struct policy *policy = t->policies[i];
        policy->language = WORD_UNSAID;
        resolve_common(t, &policy->common);
        for (const struct ast_clause *c = policy->common.decl->clauses; c; c = c->next)
            build_policy_clause(t, policy, c);
        if (policy->period_said)
            policy->period_label =
                label_range(t, policy->from, policy->to, policy->period.last == DAY_MAX);
    }
    t->policy = t->policies_count ? t->policies[0] : NULL;
}

static struct amounts *build_budget(struct theory *t, const struct ast_decl *decl, int price_year)
{
    const struct ast_clause *c = decl_clause(decl, CLAUSE_BUDGET);
    if (!c) return NULL;
    struct amounts *budget = ARENA_NEW(t->arena, struct amounts);
    theory_amounts(t, budget, c, price_year);
    return budget;
}

static void build_organisation(struct theory *t)
{
    for (size_t i = 0; i < t->actors_count; i++) {
        struct actor *actor = t->actors[i];
        resolve_common(t, &actor->common);
        const struct ast_clause *c = decl_clause(actor->common.decl, CLAUSE_PART_OF);
        struct symbol *whole = c ? find_symbol(t, c->names.first->name.atom) : NULL;
        if (whole && whole->kind == DECL_ACTOR) actor->part_of = whole->thing;
    }
    for (size_t i = 0; i < t->policies_count; i++)
        t->policies[i]->budget =
            build_budget(t, t->policies[i]->common.decl, t->policies[i]->price_year);
    for (size_t i = 0; i < t->themes_count; i++) {
        resolve_common(t, &t->themes[i]->common);
        t->themes[i]->budget =
            build_budget(t, t->themes[i]->common.decl, t->policy ? t->policy->price_year : 0);
    }
}

static void build_term(struct theory *t, struct term *term)
{
    resolve_common(t, &term->common);
    for (const struct ast_clause *c = term->common.decl->clauses; c; c = c->next) {
        if (c->kind == CLAUSE_MEANS) term->means = c->texts.first->text.value;
        if (c->kind == CLAUSE_INSTEAD_OF) term->instead_of = c->texts;
    }
}

/* --- grounds -------------------------------------------------------------------------------------------- */

static void build_assumption(struct theory *t, struct assumption *assumption)
{
    resolve_common(t, &assumption->common);
    for (const struct ast_clause *c = assumption->common.decl->clauses; c; c = c->next) {
        if (c->kind == CLAUSE_HOLDS) {
            struct scope scope = scope_policy(t);
            assumption->holds = type_condition(&scope, c->expr);
        }
        if (c->kind == CLAUSE_EVIDENCE)
            resolve_things(t, &c->names, KIND(EVIDENCE), "a piece of evidence",
                           (void ***)&assumption->evidence, &assumption->evidence_count);
    }
}

static void build_about(struct theory *t, struct study *study, const struct ast_clause *c)
{
    size_t more = 0;
    for (const struct ast_about *a = c->about; a; a = a->next) more++;
    struct study_about *all = ARENA_ARRAY(t->arena, struct study_about, study->about_count + more);
    for (size_t i = 0; i < study->about_count; i++) all[i] = study->about[i];
    study->about = all;
    for (const struct ast_about *a = c->about; a; a = a->next) {
        bool pair = a->to.atom != ATOM_NONE;
        struct symbol *from = resolve(t, &a->from, pair ? KIND(MEASURE) : KINDS_ANY,
                                      pair ? "a measure" : "a declaration");
        struct node *to =
            pair ? resolve_thing(t, &a->to, KIND(EFFECT) | KIND(IMPACT), "an effect or impact")
                 : NULL;
        if (!from || (pair && !to)) continue;
        study->about[study->about_count++] =
            (struct study_about){.from = from, .to = to, .span = a->from.span};
    }
}

static void build_study(struct theory *t, struct study *study)
{
    study->finds = WORD_UNSAID;
    resolve_common(t, &study->common);
    for (const struct ast_clause *c = study->common.decl->clauses; c; c = c->next) {
        if (c->kind == CLAUSE_FINDS)
            study->finds =
                resolve_word(t, &c->names.first->name, WORDS_FINDS, "something that a study finds");
        if (c->kind == CLAUSE_ABOUT) build_about(t, study, c);
        if (c->kind != CLAUSE_LEVEL) continue;
        int64_t level = 0;
        const struct num *number = c->expr->number.value;
        if (!num_is_integer(number) || !num_floor(&level, number) || level < 1 ||
            level > t->scale->most) {
            struct finding *f =
                finding_add(t->findings, FINDING_U03, c->span,
                            "the level of evidence is a whole number from 1 to %d", t->scale->most);
            finding_help(t->findings, f, "%s", t->scale->help);
            continue;
        }
        study->level = (int)level;
    }
}

static struct expr *risk_number(struct theory *t, const struct ast_clause *c, int most,
                                const char *what)
{
    struct expr *expr = type_constant(t, c->expr, NULL, FLAVOUR_NONE, what);
    struct num value, low = num_int(most == 5 ? 1 : 0), high = num_int(most);
    if (is_error(expr) || !constant_value(expr, &value)) return expr;
    if (num_compare(&value, &low) >= 0 && num_compare(&value, &high) <= 0) return expr;
    struct finding *f = finding_add(t->findings, FINDING_U03, c->span,
                                    "%s is a number from %d to %d", what, most == 5 ? 1 : 0, most);
    finding_help(t->findings, f,
                 "likelihood and severity go from 1 to 5, the appetite is the highest "
                 "product of the two that is accepted");
    return expr_error(t, c->span);
}

static void build_risk(struct theory *t, struct risk *risk)
{
    resolve_common(t, &risk->common);
    for (const struct ast_clause *c = risk->common.decl->clauses; c; c = c->next) switch (c->kind) {
        case CLAUSE_THREATENS:
            resolve_things(t, &c->names, KINDS_NODE, "an effect, impact or measure",
                           (void ***)&risk->threatens, &risk->threatened_count);
            break;
        case CLAUSE_LIKELIHOOD: risk->likelihood = risk_number(t, c, 5, "the likelihood"); break;
        case CLAUSE_SEVERITY: risk->severity = risk_number(t, c, 5, "the severity"); break;
        case CLAUSE_APPETITE: risk->appetite = risk_number(t, c, 25, "the appetite"); break;
        case CLAUSE_ACCEPTED_BY:
            risk->accepted_by = resolve_thing(t, &c->names.first->name, KIND(ACTOR), "an actor");
            break;
        default: break;
        }
}

static void build_grounds(struct theory *t)
{
    for (size_t i = 0; i < t->studies_count; i++) build_study(t, t->studies[i]);
    for (size_t i = 0; i < t->assumptions_count; i++) {
        t->assumptions[i]->index = (uint32_t)i;
        build_assumption(t, t->assumptions[i]);
    }
    for (size_t i = 0; i < t->factors_count; i++) {
        struct factor *factor = t->factors[i];
        resolve_common(t, &factor->common);
        for (const struct ast_clause *c = factor->common.decl->clauses; c; c = c->next)
            if (c->kind == CLAUSE_INFLUENCES)
                resolve_things(t, &c->names, KINDS_NODE, "an effect or impact",
                               (void ***)&factor->influences, &factor->influence_count);
    }
    for (size_t i = 0; i < t->risks_count; i++) build_risk(t, t->risks[i]);
}

/* --- follow-up --------------------------------------------------------------------------------------------- */

static void build_evaluation(struct theory *t, struct evaluation *evaluation)
{
    evaluation->kind = evaluation->status = WORD_UNSAID;
    resolve_common(t, &evaluation->common);
    for (const struct ast_clause *c = evaluation->common.decl->clauses; c; c = c->next)
        switch (c->kind) {
        case CLAUSE_OF:
            resolve_symbols(t, &c->names, KINDS_NODE | KIND(POLICY) | KIND(THEME),
                            "an effect, impact, measure, policy or theme", &evaluation->of);
            break;
        case CLAUSE_PLANNED:
            evaluation->planned_said = resolve_range(t, c->range, &evaluation->planned);
            evaluation->planned_range = *c->range;
            break;
        case CLAUSE_KIND:
            if (evaluation->kind == WORD_UNSAID)
                evaluation->kind = resolve_word(t, &c->names.first->name, WORDS_EVALUATION_KIND,
                                                "a kind of evaluation");
            break;
        case CLAUSE_STATUS:
            if (evaluation->status == WORD_UNSAID)
                evaluation->status = resolve_word(t, &c->names.first->name, WORDS_EVALUATION_STATUS,
                                                  "an evaluation's status");
            break;
        case CLAUSE_BY_ACTOR:
            evaluation->by = resolve_thing(t, &c->names.first->name, KIND(ACTOR), "an actor");
            break;
        case CLAUSE_QUESTION: evaluation->questions = c->texts; break;
        default: break;
        }
}

/* A change of money: a part of it, -20%, or an amount. Nothing can become less than nothing. */
static struct expr *money_change(struct theory *t, const struct ast_expr *ast, const char *what)
{
    struct expr *expr = type_constant(t, ast, NULL, FLAVOUR_NONE, what);
    struct num value, least = num_int(-1);
    if (is_error(expr) || !constant_value(expr, &value) || !unit_is_plain(expr->unit) ||
        num_compare(&value, &least) >= 0)
        return expr;
    struct finding *f = finding_add(t->findings, FINDING_U03, expr->span,
                                    "%s can't fall by more than all of it", what);
    finding_help(t->findings, f, "write a part, -20%%, or an amount with its unit, -2 [MEUR]");
    return expr_error(t, expr->span);
}

static void build_scenario(struct theory *t, struct scenario *scenario)
{
    resolve_common(t, &scenario->common);
    scenario->discount = t->discount;
    scenario->discount.said = false;
    size_t changes = 0;
    const struct ast_clause *clauses = scenario->common.decl->clauses;
    for (const struct ast_clause *c = clauses; c; c = c->next) changes += c->kind == CLAUSE_CHANGE;
    scenario->changes = ARENA_ARRAY(t->arena, struct scenario_change, changes + 1);
    for (const struct ast_clause *c = clauses; c; c = c->next) switch (c->kind) {
        case CLAUSE_BUDGET_CHANGE: scenario->budget = money_change(t, c->expr, "a budget"); break;
        case CLAUSE_DISCOUNT: resolve_discount(t, c, &scenario->discount); break;
        case CLAUSE_DROP:
            resolve_things(t, &c->names, KIND(MEASURE), "a measure", (void ***)&scenario->drop,
                           &scenario->drop_count);
            break;
        case CLAUSE_KEEP:
            resolve_things(t, &c->names, KIND(MEASURE), "a measure", (void ***)&scenario->keep,
                           &scenario->keep_count);
            break;
        case CLAUSE_ADD:
            resolve_things(t, &c->names, KIND(MEASURE), "a measure", (void ***)&scenario->add,
                           &scenario->add_count);
            break;
        case CLAUSE_CHANGE:
            scenario->changes[scenario->change_count++] = (struct scenario_change){
                .measure = resolve_thing(t, &c->change.measure, KIND(MEASURE), "a measure"),
                .by = money_change(t, c->change.by, "what a measure costs"),
            };
            break;
        default: break;
        }
}

static void build_recommendation(struct theory *t, struct recommendation *recommendation)
{
    recommendation->response = recommendation->status = WORD_UNSAID;
    resolve_common(t, &recommendation->common);
    for (const struct ast_clause *c = recommendation->common.decl->clauses; c; c = c->next)
        switch (c->kind) {
        case CLAUSE_RESPONSE:
            if (recommendation->response != WORD_UNSAID) break;
            recommendation->response = resolve_word(t, &c->response->word, WORDS_RESPONSE,
                                                    "a response to a recommendation");
            recommendation->response_text = c->response->text.value;
            break;
        case CLAUSE_STATUS:
            if (recommendation->status == WORD_UNSAID)
                recommendation->status =
                    resolve_word(t, &c->names.first->name, WORDS_RECOMMENDATION_STATUS,
                                 "a recommendation's status");
            break;
        case CLAUSE_ACCEPTED:
            if (!recommendation->accepted_said)
                recommendation->accepted_said =
                    resolve_period(t, &c->range->from, &recommendation->accepted);
            break;
        case CLAUSE_DUE:
            if (recommendation->due_said) break;
            recommendation->due_said = resolve_period(t, &c->range->from, &recommendation->due);
            recommendation->due_span = c->range->span;
            break;
        case CLAUSE_ABOUT:
            for (const struct ast_about *a = c->about; a; a = a->next) {
                struct symbol *symbol = resolve(t, &a->from, KINDS_ANY, "a declaration");
                if (symbol) add_symbol(t->arena, &recommendation->about, symbol);
                if (a->to.atom != ATOM_NONE) resolve(t, &a->to, KINDS_ANY, "a declaration");
            }
            break;
        case CLAUSE_DONE: {
            struct scope scope = scope_policy(t);
            recommendation->done = type_condition(&scope, c->expr);
            break;
        }
        default: break;
        }
}

void theory_follow_up(struct theory *t)
{
    build_organisation(t);
    for (size_t i = 0; i < t->terms_count; i++) build_term(t, t->terms[i]);
    for (size_t i = 0; i < t->groups_count; i++) build_term(t, t->groups[i]);
    build_grounds(t);
    for (size_t i = 0; i < t->evaluations_count; i++) build_evaluation(t, t->evaluations[i]);
    for (size_t i = 0; i < t->scenarios_count; i++) build_scenario(t, t->scenarios[i]);
    for (size_t i = 0; i < t->recommendations_count; i++)
        build_recommendation(t, t->recommendations[i]);
}
