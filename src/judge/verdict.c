/* Verdicts. */
#include "judge/verdict.h"

#include "base/bug.h"

void trial_caution(struct judge *judge, struct trial *trial, struct str text)
{
    for (size_t i = 0; i < trial->cautions.count; i++)
        if (str_equal(trial->cautions.items[i], text)) return;
    ARENA_GROW(judge->arena, trial->cautions.items, trial->cautions.count,
               trial->cautions.capacity);
    trial->cautions.items[trial->cautions.count++] = text;
}

struct str missing_words(const struct missing *missing)
{
    if (!missing) return STR("");
    return missing->detail.len && missing->reason != REASON_BREAK ? missing->detail
                                                                  : reason_words(missing->reason);
}

void trial_begin(struct trial *trial)
{
    *trial = (struct trial){.why = STR("")};
    trial->last = &trial->first;
}

static const struct outcome_word *unknown_word(const struct rule *rule)
{
    return criterion_word_for(rule->criterion, STANDING_UNKNOWN);
}

static void set_unknown(struct judge *judge, const struct rule *rule, struct trial *trial,
                        enum reason reason, struct str why)
{
    trial->verdict.word = unknown_word(rule);
    trial->verdict.why =
        cell_missing_at(judge->arena, reason, why, location_of(rule->common.decl->name.span))
            .missing;
    trial->verdict.level = trial->verdict.support = 0;
    trial->verdict.by_own_word = false;
    trial->came_to = NULL;
    trial->why = why;
}

/* --- looking at conditions ----------------------------------------------------------------------------- */

/* One that is written out twice is one estimate. */
static bool same_estimate(struct judge *judge, const struct expr *a, const struct expr *b)
{
    return a == b || str_equal(source_words(judge->arena, judge->t->sources, a->span),
                               source_words(judge->arena, judge->t->sources, b->span));
}

/* What its estimates say that their reader must know, each with whose it is. */
static void note_estimates(struct context *context, struct trial *trial, const struct trace *trace)
{
    struct judge *judge = context->judge;
    if (trace->contribution) trial->contribution = trace->contribution;
    for (size_t i = 0; i < trace->estimate_count; i++) {
        const struct traced_estimate *traced = &trace->estimates[i];
        bool seen = false;
        for (size_t k = 0; k < trial->estimate_count && !seen; k++)
            seen = same_estimate(judge, trial->estimates[k].call, traced->call);
        if (seen) continue;
        ARENA_GROW(judge->arena, trial->estimates, trial->estimate_count, trial->estimate_capacity);
        trial->estimates[trial->estimate_count++] = *traced;
        for (size_t k = 0; k < traced->estimate->warning_count; k++)
            trial_caution(judge, trial,
                          str_printf(judge->arena, "%.*s: %.*s",
                                     STR_ARG(estimate_name(judge, traced->call)),
                                     STR_ARG(traced->estimate->warnings[k].text)));
    }
}

static void note_cautions(struct context *context, struct trial *trial, const struct trace *trace)
{
    struct judge *judge = context->judge;
    trial->provisional |= trace->provisional;
    note_estimates(context, trial, trace);
    if (trace->provisional) trial_caution(judge, trial, STR("rests on provisional figures"));
    if (trace->lacking.len) trial_caution(judge, trial, trace->lacking);
    if (trace->unplaced.len) trial_caution(judge, trial, trace->unplaced);
    for (size_t i = 0; i < trace->note_count; i++) trial_caution(judge, trial, trace->notes[i]);
}

/* Of lists `a` is the long side. */
static void take_waiting(struct waiting *waiting)
{
    for (; waiting && !waiting->taken; waiting = waiting->a) {
        waiting->taken = true;
        if (waiting->figure) waiting->figure->awaited = true;
        take_waiting(waiting->b);
    }
}

/* Marks what a condition waits for: all that is missing where it does not say. */
static void mark_awaited(struct looked_at *look)
{
    if (look->judged.truth != TRUTH_UNKNOWN) return;
    take_waiting(look->judged.waits);
    for (struct traced *t = look->traced; t && !look->judged.waits; t = t->next)
        t->awaited = t->cell.missing;
}

struct judged trial_look(struct context *context, struct trial *trial, enum condition_role role,
                         struct expr *condition, struct span span, const struct outcome_word *word)
{
    struct trace trace = {0};
    trace.last = &trace.first;
    context->trace = &trace;
    context->stamp = ++context->judge->stamp; /* so that each condition shows all it rests on */
    struct looked_at *look = ARENA_NEW(context->judge->arena, struct looked_at);
    look->judged = evaluate_truth(context, condition);
    look->role = role;
    look->span = span;
    look->word = word;
    look->traced = trace.first;
    mark_awaited(look);
    *trial->last = look;
    trial->last = &look->next;
    note_cautions(context, trial, &trace);
    context->trace = NULL;
    return look->judged;
}

static void note_otherwise(struct judge *judge, struct trial *trial, const struct outcome *outcome)
{
    struct looked_at *look = ARENA_NEW(judge->arena, struct looked_at);
    *look = (struct looked_at){
        .role = ROLE_OTHERWISE,
        .span = outcome->word_span,
        .word = outcome->word,
        .judged = {.truth = TRUTH_TRUE},
    };
    *trial->last = look;
    trial->last = &look->next;
}

/* "`x at 2023` is missing: no row counts here" */
static struct str explain_missing(struct judge *judge, const struct looked_at *look)
{
    for (const struct traced *t = look->traced; t; t = t->next) {
        if (!t->cell.missing) continue;
        return str_printf(judge->arena,
                          t->comparison ? "%.*s can't be compared: %.*s"
                                        : "%.*s is not known: %.*s",
                          STR_ARG(t->text), STR_ARG(missing_words(t->cell.missing)));
    }
    return missing_words(look->judged.why);
}

/* --- the cascade --------------------------------------------------------------------------------------- */

/* In a test: whether a need that is not met fails only for what the test does not give. */
static bool rests_on_nothing_given(const struct looked_at *look)
{
    bool any = false;
    for (const struct traced *t = look->traced; t; t = t->next) {
        bool not_given = t->cell.missing && t->cell.missing->reason == REASON_NOT_GIVEN;
        if (t->cell.missing ? !not_given : look->judged.truth == TRUTH_FALSE) return false;
        any |= not_given;
    }
    return any;
}

/* Whether all needs are met; if not, the verdict is unknown. All are looked at. */
static bool check_needs(struct context *context, struct rule *rule, struct trial *trial)
{
    struct judge *judge = context->judge;
    const struct looked_at *failed = NULL;
    for (size_t i = 0; i < rule->need_count; i++) {
        struct looked_at **place = trial->last;
        struct judged judged =
            trial_look(context, trial, ROLE_NEEDS, rule->needs[i], rule->needs[i]->span, NULL);
        if (judged.truth == TRUTH_TRUE) continue;
        (*place)->not_tested = judge->given && rests_on_nothing_given(*place);
        if (!(*place)->not_tested && !failed) failed = *place;
    }
    if (!failed) return true;
    struct str text = source_words(judge->arena, judge->t->sources, failed->span);
    struct str why =
        failed->judged.truth == TRUTH_FALSE
            ? str_printf(judge->arena, "a need of the rule is not met: %.*s", STR_ARG(text))
            : str_printf(judge->arena, "whether a need of the rule is met is not known: %.*s",
                         STR_ARG(explain_missing(judge, failed)));
    set_unknown(judge, rule, trial, REASON_NEED, why);
    return false;
}

/* The words that can still come. */
struct outcomes {
    const struct outcome_word *word; /* the first one */
    bool several;                    /* others, or none at all, can come too */
    const struct looked_at *unknown; /* the first condition that is not known */
    int support;                     /* the weakest ground among the conditions that can give it */
    int level;                       /* the lowest level of an estimate in them; 0: none */
    int failed_level;                /* … in the conditions that are false */
    bool any;
    bool by_otherwise;          /* the last word is that of `otherwise` */
    const struct outcome *last; /* … and its line */
};

static int lower_level(int a, int b)
{
    if (!a || !b) return a ? a : b;
    return a < b ? a : b;
}

static void add_outcome(struct outcomes *o, const struct outcome_word *word, int support, int level)
{
    if (o->any && o->word != word) o->several = true;
    if (!o->any) {
        o->word = word;
        o->support = support;
    }
    o->any = true;
    if (support < o->support) o->support = support;
    o->level = lower_level(o->level, level);
}

/* Marks the conditions behind which only their own word can come: what they come to is the same. */
static void mark_idle(struct trial *trial)
{
    struct looked_at *from = NULL;
    for (struct looked_at *look = trial->first; look; look = look->next) {
        if (look->role == ROLE_NEEDS || look->judged.truth == TRUTH_FALSE) continue;
        if (!from || look->word != from->word) from = look;
    }
    for (; from; from = from->next) from->idle = from->judged.truth == TRUTH_UNKNOWN;
}

static struct outcomes run_cascade(struct context *context, struct rule *rule, struct trial *trial)
{
    struct outcomes o = {0};
    bool decided = false;
    const struct outcome *otherwise = NULL;
    for (size_t i = 0; i < rule->outcome_count && !decided; i++) {
        const struct outcome *outcome = &rule->outcomes[i];
        if (!outcome->condition) {
            otherwise = outcome;
            continue;
        }
        struct looked_at **place = trial->last;
        struct judged judged = trial_look(context, trial, ROLE_WHEN, outcome->condition,
                                          outcome->condition->span, outcome->word);
        switch (judged.truth) {
        case TRUTH_FALSE: o.failed_level = lower_level(o.failed_level, judged.lowest); break;
        case TRUTH_UNKNOWN:
            if (!o.unknown) o.unknown = *place;
            add_outcome(&o, outcome->word, judged.potential, judged.lowest);
            break;
        case TRUTH_TRUE:
            add_outcome(&o, outcome->word, judged.support, judged.lowest);
            o.last = outcome;
            decided = true;
        }
    }
    if (otherwise && !decided) {
        note_otherwise(context->judge, trial, otherwise);
        o.by_otherwise = true;
        o.last = otherwise;
        add_outcome(&o, otherwise->word, o.failed_level, o.failed_level);
    } else if (o.any && !decided) {
        o.several = true; /* none of them may come true */
    }
    if (decided || otherwise) mark_idle(trial);
    return o;
}

static void conclude(struct judge *judge, const struct rule *rule, struct trial *trial,
                     const struct outcomes *o)
{
    if (!o->any) {
        set_unknown(judge, rule, trial, REASON_NO_OUTCOME,
                    STR("none of the rule's conditions holds, and it has no `otherwise`"));
        return;
    }
    if (o->several) {
        struct str why = explain_missing(judge, o->unknown);
        const struct missing *missing = o->unknown->judged.why;
        set_unknown(judge, rule, trial, missing ? missing->reason : REASON_NO_OUTCOME, why);
        if (missing) trial->verdict.why = missing;
        return;
    }
    trial->came_to = o->last;
    trial->verdict.word = o->word;
    if (o->word->standing != STANDING_UNKNOWN) {
        trial->verdict.level = o->level;
        trial->verdict.support = o->support;
        return;
    }
    trial->verdict.by_own_word = true;
    trial->why = o->by_otherwise ? STR("no condition holds, and then the rule says unknown")
                                 : STR("the rule says unknown in this case");
}

/* --- effectiveness ------------------------------------------------------------------------------------- */

static bool may_pass(void *context, const struct link *link)
{
    const struct judge *judge = context;
    for (size_t i = 0; i < link->assumption_count; i++)
        if (judge->assumptions[link->assumptions[i]->index] == TRUTH_FALSE) return false;
    return true;
}

static bool surely_passes(void *context, const struct link *link)
{
    const struct judge *judge = context;
    for (size_t i = 0; i < link->assumption_count; i++)
        if (judge->assumptions[link->assumptions[i]->index] != TRUTH_TRUE) return false;
    return true;
}

/* Whether there are ways from the measure to the node, and none that `passes`. */
static bool is_cut_off(struct judge *judge, const struct rule *rule,
                       bool (*passes)(void *, const struct link *))
{
    if (!reach_ways(&judge->reach, rule->measure, rule->target, NULL, NULL)) return false;
    return !reach_ways(&judge->reach, rule->measure, rule->target, passes, judge);
}

/* Evidence that speaks against the verdict, and assumptions that nobody has tested. */
static void caution_effectiveness(struct judge *judge, const struct rule *rule, struct trial *trial)
{
    bool positive = trial->verdict.word->standing == STANDING_POSITIVE;
    bool negative = trial->verdict.word->standing == STANDING_NEGATIVE;
    int against = positive   ? evidence_against(&judge->evidence, rule->measure, rule->target)
                  : negative ? evidence_for(&judge->evidence, rule->measure, rule->target)
                             : 0;
    if (against)
        trial_caution(judge, trial,
                      str_printf(judge->arena, "evidence of level %d finds %s", against,
                                 positive ? "no effect, or the reverse" : "that it works"));
    if (positive && is_cut_off(judge, rule, surely_passes))
        trial_caution(judge, trial, STR("rests on an assumption that is not known to hold"));
}

static void lower_to(struct judge *judge, const struct rule *rule, struct trial *trial,
                     enum standing standing, struct str why)
{
    trial->verdict.word = criterion_word_for(rule->criterion, standing);
    trial->why = why;
    trial_caution(judge, trial, why);
}

static struct str weak_method(struct judge *judge, int level, bool contribution,
                              const char *verdict)
{
    if (contribution && !level)
        return str_printf(judge->arena,
                          "a contribution analysis makes it plausible at most, so %s can't be said",
                          verdict);
    /* A high level that did not help: of an estimate's value without its interval, or of evidence
     * about another measure or node, through the verdict of another rule. */
    if (!level || level >= judge->t->scale->shows)
        return str_printf(judge->arena,
                          "no estimate shows that it is thanks to the measure, so %s "
                          "can't be said",
                          verdict);
    return str_printf(judge->arena,
                      "the method (level %d) can't show that it is thanks to the "
                      "measure, so %s can't be said",
                      level, verdict);
}

static void cap_effectiveness(struct judge *judge, const struct rule *rule, struct trial *trial,
                              const struct outcomes *o)
{
    struct verdict *verdict = &trial->verdict;
    if (!rule->measure || !rule->target) return;
    if (verdict->word->standing == STANDING_POSITIVE && o->support < judge->t->scale->shows) {
        int evidence = evidence_for(&judge->evidence, rule->measure, rule->target);
        if (evidence >= judge->t->scale->shows)
            verdict->level = evidence;
        else
            lower_to(
                judge, rule, trial, STANDING_MIXED,
                weak_method(judge, verdict->level, trial->contribution != NULL, "`effective`"));
    }
    if (verdict->word->standing == STANDING_NEGATIVE && o->support < judge->t->scale->shows) {
        int evidence = evidence_against(&judge->evidence, rule->measure, rule->target);
        if (evidence >= judge->t->scale->shows)
            verdict->level = evidence;
        else
            set_unknown(
                judge, rule, trial, REASON_METHOD_WEAK,
                weak_method(judge, verdict->level, trial->contribution != NULL, "`ineffective`"));
    }
    if (verdict->word->standing == STANDING_POSITIVE && is_cut_off(judge, rule, may_pass))
        lower_to(judge, rule, trial, STANDING_MIXED,
                 STR("an assumption on the way from the measure does not hold"));
    caution_effectiveness(judge, rule, trial);
}

/* --- efficiency ---------------------------------------------------------------------------------------- */

/* What the effectiveness rules together say: negative if all judged are, unknown if none is judged,
 * else the best. */
static enum standing effectiveness_of(const struct judge *judge, const struct rule *rule)
{
    enum standing best = STANDING_UNKNOWN;
    for (size_t i = 0; i < rule->gate_count; i++) {
        if (rule->gates[i]->criterion->id != CRITERION_EFFECTIVENESS) continue;
        const struct outcome_word *word = judge->verdicts[rule->gates[i]->index].word;
        if (word && word->standing > best) best = word->standing;
    }
    return best;
}

static bool has_harm(const struct judge *judge, const struct rule *rule)
{
    for (size_t i = 0; i < rule->gate_count; i++) {
        const struct outcome_word *word = judge->verdicts[rule->gates[i]->index].word;
        if (rule->gates[i]->criterion->id == CRITERION_SIDE_EFFECT && word &&
            word->standing == STANDING_NEGATIVE)
            return true;
    }
    return false;
}

static bool has_effectiveness_rule(const struct rule *rule)
{
    for (size_t i = 0; i < rule->gate_count; i++)
        if (rule->gates[i]->criterion->id == CRITERION_EFFECTIVENESS) return true;
    return false;
}

static void gate_efficiency(struct judge *judge, const struct rule *rule, struct trial *trial)
{
    if (!rule->measure) return;
    enum standing effect = effectiveness_of(judge, rule);
    if (!rule->measure->cost_count) {
        set_unknown(judge, rule, trial, REASON_NO_COSTS, STR("the measure states no costs"));
        return;
    }
    if (effect == STANDING_UNKNOWN) {
        set_unknown(judge, rule, trial, REASON_NO_EFFECTIVENESS,
                    has_effectiveness_rule(rule)
                        ? STR("the effectiveness of the measure is not known")
                        : STR("no rule judges the effectiveness of the measure"));
        return;
    }
    if (effect == STANDING_NEGATIVE) {
        lower_to(judge, rule, trial, STANDING_NEGATIVE,
                 STR("what is not effective can't be efficient"));
        return;
    }
    if (trial->verdict.word->standing != STANDING_POSITIVE) return;
    if (effect == STANDING_MIXED)
        lower_to(judge, rule, trial, STANDING_MIXED,
                 STR("its effectiveness is no more than plausible"));
    else if (has_harm(judge, rule))
        lower_to(judge, rule, trial, STANDING_MIXED, STR("it does harm elsewhere"));
}

/* --- a rule -------------------------------------------------------------------------------------------- */

void trial_run(struct judge *judge, struct rule *rule, const struct group *group,
               struct trial *trial)
{
    struct context context = context_begin(judge);
    context.group = *group;
    context.across = rule->across_break;
    context.has_over = rule->over_said;
    context.over = rule->over;
    trial_begin(trial);
    if (rule->across_break)
        trial_caution(judge, trial,
                      str_printf(judge->arena, "compares across a break: %.*s",
                                 STR_ARG(rule->across_because)));
    if (check_needs(&context, rule, trial)) {
        struct outcomes outcomes = run_cascade(&context, rule, trial);
        conclude(judge, rule, trial, &outcomes);
        if (rule->criterion->id == CRITERION_EFFECTIVENESS)
            cap_effectiveness(judge, rule, trial, &outcomes);
        if (rule->criterion->id == CRITERION_EFFICIENCY) gate_efficiency(judge, rule, trial);
    }
}
