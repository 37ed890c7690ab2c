/* Looking at one expectation: was it so, and if not, what was there instead. */
#include "judge/expectation.h"

#include "base/bug.h"
#include "judge/present.h"

struct looking {
    struct judging *judging;
    struct judge *judge;
    struct context context;
    const struct expected *expected;
    struct result_expectation *result;
};

static struct result_value text_value(struct str text)
{
    return (struct result_value){.kind = RESULT_TEXT, .text = text};
}

/* --- verdicts -------------------------------------------------------------------------------------------- */

/* "unknown because no_data" */
static struct str with_reason(struct judge *judge, struct str word, enum reason reason)
{
    return str_printf(judge->arena, "%.*s because %.*s", STR_ARG(word),
                      STR_ARG(reason_code(reason)));
}

static void look_at_verdict(struct looking *l)
{
    const struct expr *condition = l->expected->condition;
    const struct rule *rule = condition->a->rule;
    const struct trial *trial = &l->judging->trials[rule->index];
    const struct verdict *verdict = &l->judge->verdicts[rule->index];
    struct str wanted = *condition->text;
    struct str word = verdict->word ? verdict->word->text : STR("unknown");
    l->result->relation = condition->negated ? STR("is not") : STR("is");
    l->result->why = trial->why;
    if (l->expected->because_said) {
        enum reason reason = verdict->why ? verdict->why->reason : REASON_NONE;
        bool is_unknown = !verdict->word || verdict->word->standing == STANDING_UNKNOWN;
        wanted = with_reason(l->judge, wanted, l->expected->because);
        if (is_unknown && reason != REASON_NONE) word = with_reason(l->judge, word, reason);
        l->result->passed &= reason == l->expected->because;
    }
    l->result->expected = text_value(wanted);
    l->result->actual = text_value(word);
}

/* --- numbers --------------------------------------------------------------------------------------------- */

static struct cell cell_of_side(struct context *context, struct expr *side)
{
    struct value value = evaluate(context, side);
    if (value.kind == VALUE_ESTIMATE) return value.estimate->value;
    return value_at(context, &value, (struct period){FREQ_YEAR, 0});
}

/* How far apart two values are: of shares in percentage points. */
static struct result_value present_distance(struct looking *l, const struct cell *distance,
                                            const struct expr *side)
{
    bool share = side->flavour == FLAVOUR_SHARE || side->flavour == FLAVOUR_PERCENT;
    return present_cell(l->judge, distance, side->unit, share ? FLAVOUR_POINTS : side->flavour);
}

static bool is_within(struct judge *judge, const struct cell *difference,
                      const struct num *tolerance)
{
    struct num below = num_neg(tolerance);
    struct cell most = cell_of(tolerance), least = cell_of(&below);
    const struct missing *why;
    return cell_compare(judge->arena, COMPARE_LESS_EQUAL, difference, &most, true, &why) ==
               TRUTH_TRUE &&
           cell_compare(judge->arena, COMPARE_GREATER_EQUAL, difference, &least, true, &why) ==
               TRUTH_TRUE;
}

/* What is computed is the actual value, what is written out the expected one. */
static void look_at_numbers(struct looking *l)
{
    const struct expr *condition = l->expected->condition;
    bool turn = condition->a->shape == SHAPE_CONSTANT && condition->b->shape != SHAPE_CONSTANT;
    struct expr *side = turn ? condition->b : condition->a;
    struct expr *other = turn ? condition->a : condition->b;
    struct cell actual = cell_of_side(&l->context, side);
    struct cell expected = cell_of_side(&l->context, other);
    struct cell difference = cell_arithmetic(l->judge->arena, '-', &actual, &expected, false);
    l->result->relation = operator_text(turn ? operator_mirrored(condition->op) : condition->op);
    l->result->actual = present_cell(l->judge, &actual, side->unit, side->flavour);
    l->result->expected = present_cell(l->judge, &expected, side->unit, side->flavour);
    l->result->difference = present_distance(l, &difference, side);
    l->result->has_difference = cell_known(&difference);
    if (!cell_known(&actual) || !cell_known(&expected))
        l->result->why = missing_words(cell_known(&actual) ? expected.missing : actual.missing);
    else if (!cell_known(&difference))
        l->result->why = missing_words(difference.missing);
    if (!l->expected->tolerant) return;
    struct cell tolerance = cell_of(&l->expected->tolerance);
    l->result->tolerant = true;
    l->result->tolerance = present_distance(l, &tolerance, side);
    l->result->passed = is_within(l->judge, &difference, &l->expected->tolerance);
}

/* --- missing values -------------------------------------------------------------------------------------- */

static const struct missing *why_missing(struct context *context, struct expr *expr)
{
    struct value value = evaluate(context, expr);
    if (value.kind != VALUE_RUN) return cell_of_side(context, expr).missing;
    for (size_t i = 0; i < value.run.count; i++)
        if (value.run.cells[i].missing) return value.run.cells[i].missing;
    return value.run.count ? NULL : value.run.beyond;
}

static void look_at_missing(struct looking *l)
{
    const struct expr *condition = l->expected->condition;
    const struct missing *why = why_missing(&l->context, condition->a);
    struct str missing = STR("missing");
    bool is_missing = l->result->passed != condition->negated;
    l->result->relation = STR("is");
    l->result->expected = text_value(condition->negated ? STR("known") : missing);
    l->result->actual = text_value(is_missing ? missing : STR("known"));
    if (is_missing && why) l->result->why = missing_words(why);
    if (!l->expected->because_said) return;
    l->result->expected = text_value(with_reason(l->judge, missing, l->expected->because));
    if (is_missing && why)
        l->result->actual = text_value(with_reason(l->judge, missing, why->reason));
    l->result->passed &= why && why->reason == l->expected->because;
}

/* --- any condition --------------------------------------------------------------------------------------- */

struct naming {
    bool *rules;
    size_t count;
};

static void visit(void *context, struct expr *expr)
{
    struct naming *naming = context;
    if (expr->kind != EXPR_RULE || naming->rules[expr->rule->index]) return;
    naming->rules[expr->rule->index] = true;
    naming->count++;
}

/* The rules that the condition names, with all that led to their verdicts. */
static void present_named(struct looking *l)
{
    struct judge *judge = l->judge;
    const struct theory *t = judge->t;
    struct naming naming = {.rules = ARENA_ARRAY(judge->arena, bool, t->rules_count + 1)};
    struct expr_walk walk;
    struct group whole = {0};
    expr_walk_begin(&walk, judge->arena, t->shared_count, visit, &naming);
    expr_walk(&walk, l->expected->condition);
    struct result_rule *rules = ARENA_ARRAY(judge->arena, struct result_rule, naming.count + 1);
    for (size_t i = 0; i < t->rules_count; i++)
        if (naming.rules[i] && l->judging->trials[i].verdict.word)
            rules[l->result->rule_count++] =
                present_rule(judge, t->rules[i], &whole, &l->judging->trials[i]);
    l->result->rules = rules;
}

static struct result_value truth_value(struct judge *judge, struct judged judged)
{
    if (judged.truth != TRUTH_UNKNOWN)
        return (struct result_value){.kind = RESULT_TRUE_FALSE,
                                     .truth = judged.truth == TRUTH_TRUE};
    struct cell cell = {.missing = judged.why};
    return present_cell(judge, &cell, &unit_none, FLAVOUR_NONE);
}

static void look_at_condition(struct looking *l)
{
    struct expr *condition = l->expected->condition;
    struct group whole = {0};
    struct trial trial;
    size_t count;
    trial_begin(&trial);
    struct judged judged =
        trial_look(&l->context, &trial, ROLE_WHEN, condition, condition->span, NULL);
    const struct result_condition *looked = present_conditions(l->judge, &trial, &whole, &count);
    l->result->passed = judged.truth == TRUTH_TRUE;
    if (condition->kind == EXPR_IS_WORD && condition->a->kind == EXPR_RULE) {
        look_at_verdict(l);
    } else if (condition->kind == EXPR_COMPARE && condition->a->type == TYPE_NUMBER) {
        look_at_numbers(l);
    } else if (condition->kind == EXPR_IS_MISSING && condition->a->type == TYPE_NUMBER) {
        look_at_missing(l);
    } else {
        l->result->relation = STR("is");
        l->result->expected = (struct result_value){.kind = RESULT_TRUE_FALSE, .truth = true};
        l->result->actual = truth_value(l->judge, judged);
        if (judged.truth == TRUTH_UNKNOWN) l->result->why = missing_words(judged.why);
    }
    if (l->result->passed) return;
    l->result->values = looked->values;
    l->result->value_count = looked->value_count;
    present_named(l);
}

/* --- findings -------------------------------------------------------------------------------------------- */

static bool lies_in(struct span inner, struct span outer)
{
    return inner.end && inner.start >= outer.start && inner.end <= outer.end;
}

/* Whether it lies in a file that the test gives for this data block. */
static bool is_in_its_file(const struct finding *finding, const struct symbol *symbol,
                           const struct test_run *run)
{
    for (size_t i = 0; i < run->input_count; i++)
        if (run->inputs[i].table == symbol->thing &&
            input_has_file(&run->inputs[i], finding->location.path))
            return true;
    return false;
}

/* A finding is for a declaration when it, or a place that takes part in it, lies inside. */
static bool is_for(const struct finding *finding, const struct symbol *symbol,
                   const struct test_run *run)
{
    if (!symbol || lies_in(finding->location.span, symbol->decl->span)) return true;
    for (const struct related *r = finding->related; r; r = r->next)
        if (lies_in(r->location.span, symbol->decl->span)) return true;
    return is_in_its_file(finding, symbol, run);
}

static void look_at_finding(struct looking *l, const struct test_run *run)
{
    struct arena *arena = l->judge->arena;
    const struct symbol *symbol = l->expected->finding_for;
    struct str code = finding_kind(l->expected->finding)->code;
    bool of_data = code.p[0] == 'D';
    const struct findings *lists[] = {of_data ? run->data : run->theory,
                                      of_data ? NULL : run->checks};
    const struct finding *elsewhere = NULL;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (const struct finding *f = lists[i] ? lists[i]->first : NULL; f; f = f->next) {
            if (f->code != l->expected->finding) continue;
            l->result->passed |= is_for(f, symbol, run);
            if (!elsewhere) elsewhere = f;
        }
    struct str wanted = str_printf(arena, "finding %.*s", STR_ARG(code));
    if (symbol) wanted = str_printf(arena, "%.*s for %.*s", STR_ARG(wanted), STR_ARG(symbol->name));
    l->result->relation = STR("is");
    l->result->expected = text_value(wanted);
    l->result->actual = text_value(l->result->passed ? wanted : STR("no such finding"));
    if (!l->result->passed && elsewhere)
        l->result->why =
            str_printf(arena, "it is found elsewhere: %.*s", STR_ARG(elsewhere->message));
}

/* --- one of them ----------------------------------------------------------------------------------------- */

struct result_expectation expectation_look(struct judging *judging, const struct test_run *run,
                                           const struct expected *expected)
{
    struct judge *judge = &judging->judge;
    struct result_expectation result = {
        .text = source_words(judge->arena, run->t->sources, expected->span),
        .location = location_of(expected->span),
    };
    struct looking looking = {
        .judging = judging,
        .judge = judge,
        .context = context_begin(judge),
        .expected = expected,
        .result = &result,
    };
    if (expected->condition)
        look_at_condition(&looking);
    else
        look_at_finding(&looking, run);
    return result;
}
