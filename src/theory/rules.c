/* Rules, assumptions, evidence and risks: what is judged, by which conditions, on what ground. */
#include "base/bug.h"
#include "base/calendar.h"
#include "theory/typing.h"

/* --- criterion and words ----------------------------------------------------------------------------- */

static const char *node_phrase(enum criterion_on on)
{
    return on == ON_MEASURE ? "a measure" : "an effect or impact";
}

static void check_target(struct theory *t, struct rule *rule)
{
    const struct criterion *criterion = rule->criterion;
    if (!criterion || !rule->target) return;
    enum node_level level = rule->target->level;
    bool measure = level == LEVEL_MEASURE, goal = level == LEVEL_EFFECT || level == LEVEL_IMPACT;
    bool fits = criterion->on == ON_ANY || (criterion->on == ON_MEASURE ? measure : goal);
    if (fits) return;
    struct finding *f =
        finding_add(t->findings, FINDING_N06, rule->common.decl->target.span,
                    "%.*s is judged of %s, and `%.*s` is %.*s", STR_ARG(criterion->name),
                    node_phrase(criterion->on), STR_ARG(rule->target->common.name),
                    STR_ARG(decl_phrase(rule->target->common.decl->kind)));
    finding_relate(t->findings, f, location_of(rule->target->common.decl->name.span),
                   "declared here");
    finding_help(t->findings, f, "judge another criterion, or write the rule for %s",
                 node_phrase(criterion->on));
}

static void resolve_criterion(struct theory *t, struct rule *rule)
{
    const struct ast_clause *c = decl_clause(rule->common.decl, CLAUSE_JUDGES);
    if (!c) {
        if (rule->common.broken) return;
        struct finding *f =
            finding_add(t->findings, FINDING_U08, rule->common.decl->name.span,
                        "the rule `%.*s` does not say what it judges", STR_ARG(rule->common.name));
        finding_help(t->findings, f, "add for example: judges attainment");
        return;
    }
    struct str text = name_text(t, &c->judges.criterion);
    rule->criterion = criterion_find(text);
    if (!rule->criterion) {
        struct finding *f =
            finding_add(t->findings, FINDING_N10, c->judges.criterion.span,
                        "`%.*s` is not something that a rule judges", STR_ARG(text));
        const struct str *names;
        size_t count = criterion_names(&names);
        offer_nearest(
            t, f, text, c->judges.criterion.span, names, count,
            "it is delivery, attainment, effectiveness of M, side_effect of M, efficiency "
            "of M, relevance, coherence or sustainability");
    }
    bool of = c->judges.of.atom != ATOM_NONE;
    if (of) rule->measure = resolve_thing(t, &c->judges.of, KIND(MEASURE), "a measure");
    if (!rule->criterion) return;
    check_target(t, rule);
    if (of && !rule->criterion->of_measure) {
        struct finding *f = finding_add(t->findings, FINDING_U08, c->judges.of.span,
                                        "%.*s is not judged of a measure", STR_ARG(text));
        finding_help(t->findings, f, "leave `of %.*s` out", STR_ARG(name_text(t, &c->judges.of)));
        rule->measure = NULL;
    }
    if (of || !rule->criterion->of_measure) return;
    if (rule->target && rule->target->level == LEVEL_MEASURE) {
        rule->measure = rule->target; /* efficiency of the measure it is for */
        return;
    }
    struct finding *f =
        finding_add(t->findings, FINDING_U08, c->span,
                    "%.*s is judged of a measure, and none is named", STR_ARG(text));
    finding_help(t->findings, f, "write: judges %.*s of training", STR_ARG(text));
}

static const struct outcome_word *resolve_outcome(struct theory *t, struct rule *rule,
                                                  const struct ast_name *name)
{
    if (!rule->criterion) return NULL;
    struct str text = name_text(t, name);
    const struct outcome_word *word = criterion_word(rule->criterion, text);
    if (word) return word;
    struct finding *f =
        finding_add(t->findings, FINDING_N10, name->span, "`%.*s` is not a verdict on %.*s",
                    STR_ARG(text), STR_ARG(rule->criterion->name));
    struct str words[OUTCOME_WORDS_MAX];
    size_t count = criterion_words(rule->criterion, words);
    struct buf list = buf_in(t->arena);
    for (size_t i = 0; i < count; i++)
        buf_printf(&list, "%s%.*s", !i ? "" : i + 1 == count ? " or " : ", ", STR_ARG(words[i]));
    offer_nearest(t, f, text, name->span, words, count, "its verdicts are %.*s",
                  STR_ARG(buf_str(&list)));
    return NULL;
}

/* --- locals and ranges ----------------------------------------------------------------------------------- */

static void build_locals(struct theory *t, struct rule *rule)
{
    const struct ast_clause *clauses = rule->common.decl->clauses;
    size_t count = 0;
    for (const struct ast_clause *c = clauses; c; c = c->next) count += c->kind == CLAUSE_LOCAL;
    rule->locals = ARENA_ARRAY(t->arena, struct local, count);
    for (const struct ast_clause *c = clauses; c; c = c->next) {
        if (c->kind != CLAUSE_LOCAL) continue;
        const struct local *first = NULL;
        for (size_t i = 0; i < rule->local_count; i++)
            if (rule->locals[i].atom == c->outcome.word.atom) first = &rule->locals[i];
        if (first) {
            struct finding *f =
                finding_add(t->findings, FINDING_N02, c->outcome.word.span,
                            "`%.*s` is declared twice in this rule", STR_ARG(first->name));
            finding_relate(t->findings, f, location_of(first->span), "the first time");
            continue;
        }
        rule->locals[rule->local_count++] = (struct local){
            .name = name_text(t, &c->outcome.word),
            .atom = c->outcome.word.atom,
            .ast = c->outcome.condition,
            .span = c->outcome.word.span,
        };
    }
}

static bool is_same_period(struct period a, struct period b)
{
    return a.freq == b.freq && a.ord == b.ord;
}

/* Mostly that of the policy, which needs no copy. */
static struct str over_label(struct theory *t, const struct ast_range *range)
{
    const struct policy *policy = t->policy;
    struct period from = range->from.value, to = range->to.value;
    bool open = range->form == RANGE_OPEN;
    if (policy && policy->period_said && open == (policy->period.last == DAY_MAX) &&
        is_same_period(from, policy->from) && is_same_period(to, policy->to))
        return policy->period_label;
    return label_range(t, from, to, open);
}

static void build_over(struct theory *t, struct rule *rule)
{
    const struct ast_clause *c = decl_clause(rule->common.decl, CLAUSE_OVER);
    if (!c || !resolve_range(t, c->range, &rule->over)) return;
    rule->over_said = true;
    rule->over_label = over_label(t, c->range);
}

/* A rule by groups needs something that is broken down by them. */
static void build_by(struct theory *t, struct rule *rule)
{
    size_t count = 0;
    for (const struct ast_names_item *n = rule->common.decl->by.first; n; n = n->next) count++;
    rule->by = ARENA_ARRAY(t->arena, struct str, count);
    for (const struct ast_names_item *n = rule->common.decl->by.first; n; n = n->next)
        rule->by[rule->by_count++] = name_text(t, &n->name);
}

/* --- conditions --------------------------------------------------------------------------------------------- */

static void type_conditions(struct theory *t, struct rule *rule)
{
    const struct ast_clause *clauses = rule->common.decl->clauses;
    size_t needs = 0, outcomes = 0;
    for (const struct ast_clause *c = clauses; c; c = c->next) {
        needs += c->kind == CLAUSE_NEEDS;
        outcomes += c->kind == CLAUSE_OUTCOME || c->kind == CLAUSE_OTHERWISE;
    }
    rule->needs = ARENA_ARRAY(t->arena, struct expr *, needs);
    rule->need_spans = ARENA_ARRAY(t->arena, struct span, needs);
    rule->outcomes = ARENA_ARRAY(t->arena, struct outcome, outcomes);
    struct scope scope = scope_rule(t, rule);
    uint64_t begun = kinds_begin(t);
    for (const struct ast_clause *c = clauses; c; c = c->next) {
        if (c->kind == CLAUSE_NEEDS) {
            rule->need_spans[rule->need_count] = c->span;
            rule->needs[rule->need_count++] = type_condition(&scope, c->expr);
        }
        if (c->kind != CLAUSE_OUTCOME) continue;
        rule->outcomes[rule->outcome_count++] = (struct outcome){
            .word = resolve_outcome(t, rule, &c->outcome.word),
            .condition = type_condition(&scope, c->outcome.condition),
            .span = c->span,
            .word_span = c->outcome.word.span,
        };
    }
    rule->kinds = kinds_end(t, begun);
    const struct ast_clause *otherwise = decl_clause(rule->common.decl, CLAUSE_OTHERWISE);
    if (otherwise)
        rule->outcomes[rule->outcome_count++] = (struct outcome){
            .word = resolve_outcome(t, rule, &otherwise->outcome.word),
            .span = otherwise->span,
            .word_span = otherwise->outcome.word.span,
        };
    /* Locals that nothing names are looked at all the same. */
    for (const struct ast_clause *c = clauses; c; c = c->next) {
        if (c->kind != CLAUSE_LOCAL) continue;
        bool used = false;
        for (size_t i = 0; i < rule->local_count; i++)
            if (rule->locals[i].ast == c->outcome.condition) used = rule->locals[i].used;
        if (!used) type_expr(&scope, c->outcome.condition);
    }
    if (rule->outcome_count || rule->common.broken) return;
    struct finding *f = finding_add(t->findings, FINDING_U08, rule->common.decl->name.span,
                                    "the rule `%.*s` has no outcome", STR_ARG(rule->common.name));
    finding_help(t->findings, f, "add for example: achieved when rate at 2023 <= target(rate)");
}

/* Two rules for one node, criterion and measure. */
static void check_twice(struct theory *t)
{
    struct atoms seen;
    struct arena *scratch = arena_child(t->arena);
    atoms_init(&seen, scratch);
    struct rule **first = ARENA_ARRAY(scratch, struct rule *, t->rules_count);
    for (size_t i = 0; i < t->rules_count; i++) {
        struct rule *rule = t->rules[i];
        if (!rule->target || !rule->criterion) continue;
        const void *key[] = {rule->target, rule->criterion, rule->measure};
        size_t known = seen.count;
        uint32_t place = atoms_intern(&seen, (struct str){(const char *)key, sizeof key});
        if (place >= known) {
            first[place] = rule;
            continue;
        }
        const struct rule *other = first[place];
        if (other->common.atom == rule->common.atom) continue; /* N02 says it */
        struct finding *f = finding_add(t->findings, FINDING_V02, rule->common.decl->name.span,
                                        "`%.*s` judges what `%.*s` judges already",
                                        STR_ARG(rule->common.name), STR_ARG(other->common.name));
        finding_relate(t->findings, f, location_of(other->common.decl->name.span),
                       "the first rule for this %.*s", STR_ARG(rule->criterion->name));
        finding_help(t->findings, f,
                     "two rules could give two verdicts on one thing: join them in "
                     "one rule");
    }
    arena_release(scratch);
}

void theory_rule_heads(struct theory *t)
{
    for (size_t i = 0; i < t->rules_count; i++) {
        struct rule *rule = t->rules[i];
        rule->index = (uint32_t)i;
        resolve_common(t, &rule->common);
        if (rule->common.decl->target.atom != ATOM_NONE)
            rule->target = resolve_thing(t, &rule->common.decl->target, KINDS_NODE,
                                         "an effect, impact, measure or problem");
        resolve_criterion(t, rule);
        build_locals(t, rule);
        build_over(t, rule);
        build_by(t, rule);
        const struct ast_clause *across = decl_clause(rule->common.decl, CLAUSE_ACROSS);
        rule->across_break = across != NULL;
        if (across) rule->across_because = across->texts.first->text.value;
    }
}

void theory_rules(struct theory *t)
{
    for (size_t i = 0; i < t->rules_count; i++) type_conditions(t, t->rules[i]);
    check_twice(t);
}
