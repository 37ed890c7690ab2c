/* V: what outcomes of a rule can come. The conditions are read as formulas over the figures they ask
 * for, and these are tried one interval after the other (intervals.h). */
#include "check/conditions.h"
#include "theory/typing.h"
#include "theory/typing_estimate.h"

enum { STEPS_MAX = 20000000 /* of all rules together: a theory made to be slow gets no answer */ };

/* What has so many steps of its own. */
enum budget { BUDGET_SUSPECT, BUDGET_FIXED, BUDGET_DEAD, BUDGET_GAP, BUDGET_EVIDENCE, BUDGETS };

/* A rule with its conditions read. */
struct cascade {
    struct reading reading;
    const struct rule *rule;
    struct formula **needs;
    struct formula **whens; /* by outcome; NULL: otherwise */
};

/* What the checks of verdicts have in common. */
struct verdicts {
    struct arena *arena; /* of one rule after the other */
    uint64_t steps[BUDGETS];
    unsigned char *suspected; /* by rule: bits SUSPECT_…; 0: not looked at yet */
    struct cascade *cascade;
};

static struct verdicts *verdicts_of(struct check *check)
{
    if (check->verdicts) return check->verdicts;
    struct arena *lasting = check->lasting;
    struct verdicts *verdicts = check->verdicts = ARENA_NEW(lasting, struct verdicts);
    verdicts->arena = arena_child(lasting);
    for (size_t i = 0; i < BUDGETS; i++) verdicts->steps[i] = STEPS_MAX;
    verdicts->suspected = ARENA_ARRAY(lasting, unsigned char, check->whole->rules_count + 1);
    verdicts->cascade = ARENA_NEW(lasting, struct cascade);
    return verdicts;
}

/* Whether all of a rule could be understood. */
static bool is_whole(const struct rule *rule)
{
    if (rule->common.broken || !rule->criterion || !rule->outcome_count) return false;
    for (size_t i = 0; i < rule->need_count; i++)
        if (rule->needs[i]->kind == EXPR_ERROR) return false;
    for (size_t i = 0; i < rule->outcome_count; i++) {
        const struct outcome *outcome = &rule->outcomes[i];
        if (!outcome->word || (outcome->condition && outcome->condition->kind == EXPR_ERROR))
            return false;
    }
    return true;
}

static void read_cascade(struct cascade *cascade)
{
    const struct rule *rule = cascade->rule;
    struct reading *reading = &cascade->reading;
    cascade->needs = ARENA_ARRAY(reading->arena, struct formula *, rule->need_count + 1);
    cascade->whens = ARENA_ARRAY(reading->arena, struct formula *, rule->outcome_count + 1);
    for (size_t i = 0; i < rule->need_count; i++)
        cascade->needs[i] = reading_condition(reading, rule->needs[i]);
    for (size_t i = 0; i < rule->outcome_count; i++)
        if (rule->outcomes[i].condition)
            cascade->whens[i] = reading_condition(reading, rule->outcomes[i].condition);
}

/* Room for what is wanted of a rule: its needs, its outcomes, and what is given. */
static struct want *wants_of(struct cascade *cascade, size_t *count)
{
    const struct rule *rule = cascade->rule;
    size_t most = rule->need_count + rule->outcome_count + 4;
    struct want *wants = ARENA_ARRAY(cascade->reading.arena, struct want, most);
    *count = 0;
    for (size_t i = 0; i < rule->need_count; i++)
        wants[(*count)++] = (struct want){cascade->needs[i], HOLDS};
    wants[(*count)++] = (struct want){cascade->reading.given, HOLDS};
    return wants;
}

/* What must be so for an outcome to come: those before it do not; one that is unknown does not stand
 * in its way where it gives the same word. */
static size_t want_outcome(const struct cascade *cascade, size_t place, struct want *wants,
                           size_t count)
{
    const struct rule *rule = cascade->rule;
    const struct outcome *outcome = &rule->outcomes[place];
    bool unknown = outcome->word->standing == STANDING_UNKNOWN;
    for (size_t i = 0; i < rule->outcome_count; i++) {
        if (i >= place && outcome->condition) break;
        if (!cascade->whens[i]) continue;
        bool same = rule->outcomes[i].word == outcome->word;
        wants[count++] = (struct want){cascade->whens[i],
                                       same || unknown ? HOLDS_NOT | HOLDS_UNKNOWN : HOLDS_NOT};
    }
    if (outcome->condition) wants[count++] = (struct want){cascade->whens[place], HOLDS};
    return count;
}

/* --- V20: always or never ------------------------------------------------------------------------ */

static bool never_holds(struct reading *reading, struct formula *formula)
{
    struct want want = {formula, HOLDS};
    return space_search(&reading->space, SEARCH_ALL, &want, 1, NULL) == SEARCH_NONE;
}

static bool always_holds(struct reading *reading, struct formula *formula)
{
    struct want false_at_all = {formula, HOLDS_NOT};
    struct want not_true_when_known = {formula, HOLDS_NOT | HOLDS_UNKNOWN};
    return space_search(&reading->space, SEARCH_ALL, &false_at_all, 1, NULL) == SEARCH_NONE &&
           space_search(&reading->space, SEARCH_KNOWN, &not_true_when_known, 1, NULL) ==
               SEARCH_NONE;
}

/* Whether it compares a figure that may be anything: then it is neither always nor never true. */
static bool is_open(const struct reading *reading, const struct formula *formula)
{
    return formula->kind == FORMULA_COMPARE &&
           variable_is_open(&reading->space.variables[formula->variable]);
}

enum { PARTS_MAX = 60 /* of one condition, that are looked at one by one */ };

/* Reading the conditions of a rule costs more than trying them, so each is read once for V20 and V03, and
 * again only where one of them has something to say. */
enum { SUSPECT_FIXED = 1, SUSPECT_DEAD = 2, SUSPECT_KNOWN = 4 };

static bool has_fixed_part(struct reading *reading, const struct expr *expr,
                           struct formula *formula, int *parts_left)
{
    if (--*parts_left < 0) return true; /* to be looked at with care */
    if (is_open(reading, formula)) return false;
    if (never_holds(reading, formula) || always_holds(reading, formula)) return true;
    if (expr->kind != EXPR_AND && expr->kind != EXPR_OR && expr->kind != EXPR_NOT) return false;
    return has_fixed_part(reading, expr->a, formula->a, parts_left) ||
           (expr->b && has_fixed_part(reading, expr->b, formula->b, parts_left));
}

static bool is_fixed(struct reading *reading, const struct expr *expr, struct formula *formula)
{
    int parts_left = PARTS_MAX;
    return has_fixed_part(reading, expr, formula, &parts_left);
}

static bool may_be_fixed(struct cascade *cascade)
{
    const struct rule *rule = cascade->rule;
    for (size_t i = 0; i < rule->need_count; i++)
        if (is_fixed(&cascade->reading, rule->needs[i], cascade->needs[i])) return true;
    for (size_t i = 0; i < rule->outcome_count; i++)
        if (cascade->whens[i] &&
            is_fixed(&cascade->reading, rule->outcomes[i].condition, cascade->whens[i]))
            return true;
    return false;
}

/* Needs that clash leave nothing over either. */
static bool may_be_dead(struct cascade *cascade)
{
    for (size_t i = 0; i < cascade->rule->outcome_count; i++) {
        size_t count;
        struct want *wants = wants_of(cascade, &count);
        count = want_outcome(cascade, i, wants, count);
        if (space_search(&cascade->reading.space, SEARCH_ALL, wants, count, NULL) == SEARCH_NONE)
            return true;
    }
    return false;
}

static unsigned suspect(struct check *check, const struct rule *rule)
{
    struct verdicts *verdicts = check->verdicts;
    struct cascade *cascade = verdicts->cascade;
    unsigned suspected = SUSPECT_KNOWN | SUSPECT_FIXED | SUSPECT_DEAD;
    if (!is_whole(rule)) return suspected;
    cascade->rule = rule;
    reading_begin(&cascade->reading, check, verdicts->arena, &verdicts->steps[BUDGET_SUSPECT]);
    read_cascade(cascade);
    if (cascade->reading.space.full) return suspected;
    if (!may_be_fixed(cascade)) suspected &= ~(unsigned)SUSPECT_FIXED;
    if (!may_be_dead(cascade)) suspected &= ~(unsigned)SUSPECT_DEAD;
    return suspected;
}

static bool is_suspected(struct check *check, const struct rule *rule, unsigned of)
{
    unsigned char *suspected = &verdicts_of(check)->suspected[rule->index];
    if (!*suspected) *suspected = (unsigned char)suspect(check, rule);
    return *suspected & of;
}

static const struct expr *unshared(const struct expr *expr)
{
    while (expr->kind == EXPR_SHARED) expr = expr->a;
    return expr;
}

/* A value that meets the first part of an `and` that never holds. */
static struct str clash_example(struct reading *reading, const struct formula *formula)
{
    struct valuation valuation;
    if (formula->kind != FORMULA_AND) return STR("");
    struct want want = {formula->a, HOLDS};
    if (space_search(&reading->space, SEARCH_KNOWN, &want, 1, &valuation) != SEARCH_FOUND ||
        !reading_tellable(reading, &valuation))
        return STR("");
    return reading_example(reading, &valuation);
}

static void report_fixed(struct check *check, struct reading *reading, const struct expr *expr,
                         const struct formula *formula, bool always)
{
    struct str example = always ? STR("") : clash_example(reading, formula);
    struct finding *f = finding_add(check->findings, FINDING_V20, expr->span,
                                    always ? "this is true whatever the figures are"
                                           : "this can never be true, whatever the figures are");
    if (example.len)
        finding_help(check->findings, f,
                     "its parts shut each other out: where for example %.*s, the first holds and "
                     "the rest does not; if one of them is enough, write `or`",
                     STR_ARG(example));
    else if (always)
        finding_help(check->findings, f,
                     "it decides nothing: write the number that was meant, `and` instead of `or`, "
                     "or `otherwise`");
    else
        finding_help(check->findings, f, "no figure can be so: write the number that was meant");
}

/* Looks at a condition, and where nothing is wrong with the whole, at its parts, as far as they stand
 * inside it and not in a function or a name. The formula has the same parts. */
static void look_at(struct check *check, struct reading *reading, const struct expr *expr,
                    struct formula *formula, int *parts_left)
{
    bool part = *parts_left != PARTS_MAX, constant = formula->kind == FORMULA_FIXED;
    if (--*parts_left < 0 || is_open(reading, formula)) return;
    bool never = never_holds(reading, formula), always = !never && always_holds(reading, formula);
    if ((never || always) && !(part && constant)) {
        report_fixed(check, reading, expr, formula, always);
        return;
    }
    if (expr->kind != EXPR_AND && expr->kind != EXPR_OR && expr->kind != EXPR_NOT) return;
    look_at(check, reading, expr->a, formula->a, parts_left);
    if (expr->b) look_at(check, reading, expr->b, formula->b, parts_left);
}

static void look_at_condition(struct check *check, const struct expr *expr)
{
    struct verdicts *verdicts = verdicts_of(check);
    struct reading *reading = &verdicts->cascade->reading;
    int parts_left = PARTS_MAX;
    if (!expr || expr->kind == EXPR_ERROR || expr->type != TYPE_TRUTH ||
        expr->shape == SHAPE_SERIES)
        return;
    reading_begin(reading, check, verdicts->arena, &verdicts->steps[BUDGET_FIXED]);
    struct formula *formula = reading_condition(reading, expr);
    if (!reading->space.full) look_at(check, reading, expr, formula, &parts_left);
}

void check_fixed_condition(struct check *check)
{
    const struct theory *t = check->t;
    for (size_t i = 0; i < t->rules_count; i++) {
        const struct rule *rule = t->rules[i];
        if (!is_suspected(check, rule, SUSPECT_FIXED)) continue;
        for (size_t k = 0; k < rule->need_count; k++) look_at_condition(check, rule->needs[k]);
        for (size_t k = 0; k < rule->outcome_count; k++)
            look_at_condition(check, rule->outcomes[k].condition);
    }
    for (size_t i = 0; i < t->assumptions_count; i++)
        look_at_condition(check, t->assumptions[i]->holds);
    for (size_t i = 0; i < t->recommendations_count; i++)
        look_at_condition(check, t->recommendations[i]->done);
}

/* --- V03: an outcome that never comes ------------------------------------------------------------ */

/* Whether it is dead because of a condition that is always or never true: V20 says that. */
static bool said_already(struct check *check, struct cascade *cascade, size_t place)
{
    const struct rule *rule = cascade->rule;
    struct reading *reading = &cascade->reading;
    if (!check->choices->of[FINDING_V20].on) return false;
    for (size_t i = 0; i < rule->need_count; i++)
        if (never_holds(reading, cascade->needs[i])) return true;
    if (cascade->whens[place] && never_holds(reading, cascade->whens[place])) return true;
    for (size_t i = 0; i < rule->outcome_count; i++)
        if (i != place && cascade->whens[i] && (i < place || !cascade->whens[place]) &&
            always_holds(reading, cascade->whens[i]))
            return true;
    return false;
}

/* Names the one outcome that covers it, else all before it. */
static void relate_covering(struct check *check, struct finding *f, struct cascade *cascade,
                            size_t place)
{
    const struct rule *rule = cascade->rule;
    size_t count, only = SIZE_MAX;
    for (size_t i = 0; i < place && only == SIZE_MAX && cascade->whens[place]; i++) {
        struct want *wants = wants_of(cascade, &count);
        if (!cascade->whens[i]) continue;
        wants[count++] = (struct want){cascade->whens[i], HOLDS_NOT | HOLDS_UNKNOWN};
        wants[count++] = (struct want){cascade->whens[place], HOLDS};
        if (space_search(&cascade->reading.space, SEARCH_ALL, wants, count, NULL) == SEARCH_NONE)
            only = i;
    }
    for (size_t i = 0; i < rule->outcome_count; i++)
        if (i != place && cascade->whens[i] &&
            (only == SIZE_MAX ? i < place || !cascade->whens[place] : i == only))
            finding_relate(check->findings, f, location_of(rule->outcomes[i].span),
                           "`%.*s` comes first", STR_ARG(rule->outcomes[i].word->text));
}

/* Why an outcome is dead. */
enum dead {
    DEAD_COVERED,   /* what stands before it takes all its cases */
    DEAD_UNDECIDED, /* it comes where a figure is missing, and then one before it is unknown */
    DEAD_UNMET,     /* the needs are not met where it could come */
    DEAD_NEVER      /* its condition is never true */
};

/* Finds out why, and for what is covered an example. */
static enum dead why_dead(struct cascade *cascade, size_t place, struct str *example)
{
    struct space *space = &cascade->reading.space;
    struct formula *when = cascade->whens[place];
    struct valuation valuation;
    size_t count;
    struct want *wants = wants_of(cascade, &count);
    *example = STR("");
    if (!when) return DEAD_COVERED;
    if (never_holds(&cascade->reading, when)) return DEAD_NEVER;
    wants[count++] = (struct want){when, HOLDS};
    if (space_search(space, SEARCH_ALL, wants, count, NULL) == SEARCH_NONE) return DEAD_UNMET;
    enum search known = space_search(space, SEARCH_KNOWN, wants, count, &valuation);
    if (known == SEARCH_NONE) return DEAD_UNDECIDED;
    if (known == SEARCH_FOUND && reading_tellable(&cascade->reading, &valuation))
        *example = reading_example(&cascade->reading, &valuation);
    return DEAD_COVERED;
}

static void report_dead(struct check *check, struct cascade *cascade, size_t place)
{
    static const char *const reasons[] = {
        [DEAD_COVERED] = "what is before it leaves nothing over",
        [DEAD_UNDECIDED] = "where its condition holds, one before it is unknown",
        [DEAD_UNMET] = "the rule's needs shut it out",
        [DEAD_NEVER] = "its condition is never true",
    };
    const struct rule *rule = cascade->rule;
    const struct outcome *outcome = &rule->outcomes[place];
    struct str example;
    enum dead why = why_dead(cascade, place, &example);
    struct finding *f =
        finding_add(check->findings, FINDING_V03, outcome->word_span, "`%.*s` can never come: %s",
                    STR_ARG(outcome->word->text), reasons[why]);
    for (size_t i = 0; why == DEAD_UNMET && i < rule->need_count; i++)
        finding_relate(check->findings, f, location_of(rule->need_spans[i]), "a need");
    if (why == DEAD_COVERED || why == DEAD_UNDECIDED) relate_covering(check, f, cascade, place);
    if (example.len)
        finding_help(check->findings, f,
                     "where its condition holds, for example %.*s, another has come already: put "
                     "the narrower condition first, or mend the numbers",
                     STR_ARG(example));
    else
        finding_help(
            check->findings, f,
            why == DEAD_UNDECIDED
                ? "what is missing leaves the verdict unknown: put the condition that asks "
                  "for it first"
                : "mend the numbers, or leave this outcome out");
}

/* Needs that can't all be met: no outcome ever comes. */
static bool needs_clash(struct check *check, struct cascade *cascade)
{
    const struct rule *rule = cascade->rule;
    size_t count;
    struct want *wants = wants_of(cascade, &count);
    if (rule->need_count < 2 ||
        space_search(&cascade->reading.space, SEARCH_ALL, wants, count, NULL) != SEARCH_NONE)
        return false;
    for (size_t i = 0; i < rule->need_count; i++)
        if (check->choices->of[FINDING_V20].on && never_holds(&cascade->reading, cascade->needs[i]))
            return true; /* V20 says it */
    struct finding *f =
        finding_add(check->findings, FINDING_V03, check_name(&rule->common),
                    "no outcome of `%.*s` can ever come: its needs can't all be met",
                    STR_ARG(rule->common.name));
    for (size_t i = 0; i < rule->need_count; i++)
        finding_relate(check->findings, f, location_of(rule->need_spans[i]), "a need");
    finding_help(check->findings, f, "mend the numbers, or leave one of the needs out");
    return true;
}

/* An `otherwise` that never comes takes nothing away where it says what no condition decides, or a
 * word that comes anyway: some authors always write one. */
static bool is_harmless(const struct rule *rule, const struct outcome *otherwise)
{
    if (otherwise->word->standing == STANDING_UNKNOWN) return true;
    for (size_t i = 0; i < rule->outcome_count; i++)
        if (rule->outcomes[i].condition && rule->outcomes[i].word == otherwise->word) return true;
    return false;
}

static void find_dead(struct check *check, struct cascade *cascade)
{
    const struct rule *rule = cascade->rule;
    if (needs_clash(check, cascade)) return;
    for (size_t i = 0; i < rule->outcome_count; i++) {
        const struct outcome *outcome = &rule->outcomes[i];
        if (!outcome->condition && is_harmless(rule, outcome)) continue;
        size_t count;
        struct want *wants = wants_of(cascade, &count);
        count = want_outcome(cascade, i, wants, count);
        if (space_search(&cascade->reading.space, SEARCH_ALL, wants, count, NULL) == SEARCH_NONE &&
            !said_already(check, cascade, i))
            report_dead(check, cascade, i);
    }
}

/* What is looked at, and of which rules; reading a rule costs something. */
struct look {
    bool (*wanted)(struct check *check, const struct rule *rule);
    void (*look)(struct check *check, struct cascade *cascade);
    enum budget budget;
    bool cautious;
};

static void each_cascade(struct check *check, const struct look *look)
{
    const struct theory *t = check->t;
    struct verdicts *verdicts = verdicts_of(check);
    struct cascade *cascade = verdicts->cascade;
    for (size_t i = 0; i < t->rules_count; i++) {
        if (!is_whole(t->rules[i]) || !look->wanted(check, t->rules[i])) continue;
        cascade->rule = t->rules[i];
        reading_begin(&cascade->reading, check, verdicts->arena, &verdicts->steps[look->budget]);
        cascade->reading.cautious = look->cautious;
        read_cascade(cascade);
        if (!cascade->reading.space.full) look->look(check, cascade);
    }
}

static bool has_several(struct check *check, const struct rule *rule)
{
    return (rule->outcome_count > 1 || rule->need_count) && is_suspected(check, rule, SUSPECT_DEAD);
}

void check_dead_outcome(struct check *check)
{
    each_cascade(check, &(struct look){has_several, find_dead, BUDGET_DEAD, false});
}

/* --- V04: a gap ---------------------------------------------------------------------------------- */

static void find_gap(struct check *check, struct cascade *cascade)
{
    const struct rule *rule = cascade->rule;
    struct valuation valuation;
    size_t count;
    struct want *wants = wants_of(cascade, &count);
    for (size_t i = 0; i < rule->outcome_count; i++)
        wants[count++] = (struct want){cascade->whens[i], HOLDS_NOT};
    if (space_search(&cascade->reading.space, SEARCH_KNOWN, wants, count, &valuation) !=
            SEARCH_FOUND ||
        !reading_tellable(&cascade->reading, &valuation) ||
        !reading_independent(&cascade->reading, &valuation))
        return;
    const struct outcome *last = &rule->outcomes[rule->outcome_count - 1];
    struct finding *f = finding_add(check->findings, FINDING_V04, check_name(&rule->common),
                                    "the rule `%.*s` has no outcome for example where %.*s",
                                    STR_ARG(rule->common.name),
                                    STR_ARG(reading_example(&cascade->reading, &valuation)));
    finding_relate(check->findings, f, location_of(last->span), "the last of its outcomes");
    /* That an effect is not seen does not show that there is none. */
    bool shown = rule->criterion->id == CRITERION_EFFECTIVENESS ||
                 rule->criterion->id == CRITERION_SIDE_EFFECT;
    enum standing rest = shown ? STANDING_UNKNOWN : STANDING_NEGATIVE;
    finding_help(check->findings, f,
                 "the verdict would be unknown though the figures are there: say what it is then, "
                 "for example `%.*s otherwise`",
                 STR_ARG(criterion_word_for(rule->criterion, rest)->text));
}

/* Otherwise stands last. */
static bool lacks_otherwise(struct check *check, const struct rule *rule)
{
    (void)check;
    return rule->outcomes[rule->outcome_count - 1].condition;
}

void check_gap(struct check *check)
{
    each_cascade(check, &(struct look){lacks_otherwise, find_gap, BUDGET_GAP, true});
}

/* --- V14: no evidence is not evidence of none ---------------------------------------------------- */

/* A method whose `.value` is a change of the indicator's figures, so that its interval can be held
 * against the smallest change that matters. */
static const struct indicator *indicator_estimated(const struct expr *estimate)
{
    estimate = unshared(estimate);
    if (estimate->kind != EXPR_CALL) return NULL;
    enum builtin_id id = estimate->call->builtin->id;
    if (id != BUILTIN_BEFORE_AFTER && id != BUILTIN_BOOTSTRAP && id != BUILTIN_INTERRUPTED_SERIES &&
        id != BUILTIN_DIFFERENCE_IN_DIFFERENCES)
        return NULL;
    if (estimate_is_relative(estimate)) return NULL; /* in no unit: what matters is */
    const struct expr *series = unshared(estimate->call->arguments[0].value);
    bool directed = series->kind == EXPR_INDICATOR && (series->indicator->better == BETTER_HIGHER ||
                                                       series->indicator->better == BETTER_LOWER);
    return directed ? series->indicator : NULL;
}

static bool matters_value(const struct indicator *indicator, struct num *value)
{
    const struct expr *matters = indicator->matters;
    if (!matters || matters->kind == EXPR_ERROR) return false;
    if (!constant_value(matters, value)) return false;
    *value = num_abs(value);
    return true;
}

/* The interval of the estimate still reaches the smallest change that matters. Where none is said:
 * it reaches as far as one likes, so that the rule itself draws no line. */
static struct formula *still_holds(struct reading *reading, const struct expr *estimate,
                                   const struct indicator *indicator)
{
    bool higher = indicator->better == BETTER_HIGHER;
    size_t variable = reading_field(reading, estimate, higher ? FIELD_HIGH : FIELD_LOW);
    if (reading->space.full) return NULL;
    const struct space_variable *v = &reading->space.variables[variable];
    struct num limit, one = num_int(1);
    if (!matters_value(indicator, &limit)) {
        limit = num_int(0);
        for (size_t i = 0; i < v->mark_count; i++) {
            struct num size = num_abs(&v->marks[i]);
            if (num_compare(&size, &limit) > 0) limit = size;
        }
        if (!num_add(&limit, &limit, &one)) return NULL;
    }
    if (!higher) limit = num_neg(&limit);
    return formula_compare(&reading->space, variable, higher ? IS_AT_LEAST : IS_AT_MOST, &limit);
}

static void report_unshown(struct check *check, const struct outcome *outcome,
                           const struct indicator *indicator)
{
    struct num limit;
    bool said = matters_value(indicator, &limit);
    struct str matters =
        said ? number_words(check->scratch, &limit, indicator->unit, indicator->flavour) : STR("");
    struct finding *f = finding_add(
        check->findings, FINDING_V14, outcome->word_span,
        said
            ? "`%.*s` comes here while the interval still holds the change of `%.*s` that "
              "matters%s%.*s"
            : "`%.*s` comes here while the interval still holds large improvements of `%.*s`%s%.*s",
        STR_ARG(outcome->word->text), STR_ARG(indicator->common.name), said ? ", " : "",
        STR_ARG(matters));
    if (said)
        finding_relate(check->findings, f, location_of(indicator->matters->span),
                       "the smallest change that matters");
    finding_help(check->findings, f,
                 "no evidence of an effect is not evidence of none: ask that the whole interval "
                 "stays short of what matters%s, and let the rest be `unknown otherwise`",
                 said ? "" : " (`matters` in the indicator says how much that is)");
}

static void find_unshown(struct check *check, struct cascade *cascade)
{
    const struct rule *rule = cascade->rule;
    struct reading *reading = &cascade->reading;
    size_t quantities = reading->quantity_count;
    for (size_t i = 0; i < rule->outcome_count; i++) {
        const struct outcome *outcome = &rule->outcomes[i];
        bool found = false;
        if (outcome->word->standing != STANDING_NEGATIVE) continue;
        for (size_t k = 0; k < quantities && !found; k++) {
            if (!reading->quantities[k].estimate.len) continue;
            const struct expr *estimate = reading->quantities[k].expr->a;
            const struct indicator *indicator = indicator_estimated(estimate);
            struct formula *holds = indicator ? still_holds(reading, estimate, indicator) : NULL;
            if (!holds) continue;
            size_t count;
            struct want *wants = wants_of(cascade, &count);
            count = want_outcome(cascade, i, wants, count);
            wants[count++] = (struct want){holds, HOLDS};
            found = space_search(&reading->space, SEARCH_KNOWN, wants, count, NULL) == SEARCH_FOUND;
            if (found) report_unshown(check, outcome, indicator);
        }
    }
}

static bool says_ineffective(struct check *check, const struct rule *rule)
{
    (void)check;
    if (rule->criterion->id != CRITERION_EFFECTIVENESS) return false;
    for (size_t i = 0; i < rule->outcome_count; i++)
        if (rule->outcomes[i].word->standing == STANDING_NEGATIVE) return true;
    return false;
}

void check_no_evidence(struct check *check)
{
    each_cascade(check, &(struct look){says_ineffective, find_unshown, BUDGET_EVIDENCE, false});
}
