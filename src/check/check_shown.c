/* V: what a verdict on effectiveness rests on, what is judged at all, and how often. */
#include "check/check.h"
#include "check/expr_key.h"
#include "check/extent.h"
#include "theory/reach.h"
#include "theory/resolve.h"
#include "theory/typing.h"
#include "theory/typing_estimate.h"

/* Where these are asked for, more is. */
enum { DEMANDING = IN_STRICT | IN_RPE | IN_MAGENTA };

/* --- V01: not judged ----------------------------------------------------------------------------- */

static bool is_goal(const struct node *node)
{
    return node->level == LEVEL_EFFECT || node->level == LEVEL_IMPACT;
}

/* Whether nothing can be said of what is judged: a rule could not be read, or its node not found. */
static bool rules_unclear(const struct check *check)
{
    for (size_t i = 0; i < check->t->rules_count; i++)
        if (!check->t->rules[i]->target) return true;
    return false;
}

enum { SHOWN_MAX = 5 };

static void report_nothing_judged(struct check *check, const struct node *first, size_t count,
                                  struct node *const *nodes, size_t node_count)
{
    struct finding *f =
        finding_add(check->findings, FINDING_V01, check_name(&first->common),
                    count == 1 ? "no rule judges the %.*s `%.*s`"
                               : "no rule judges the %.*s `%.*s`, nor anything else",
                    STR_ARG(decl_keyword(first->common.decl->kind)), STR_ARG(first->common.name));
    size_t shown = 0;
    for (size_t i = 0; i < node_count && shown < SHOWN_MAX; i++) {
        if (nodes[i] == first || !is_goal(nodes[i]) || !nodes[i]->indicator_count) continue;
        finding_relate(check->findings, f, location_of(check_name(&nodes[i]->common)),
                       "not judged either");
        shown++;
    }
    finding_help(check->findings, f,
                 "say by which figures it is reached, before they are known: rule goal for %.*s { "
                 "judges attainment …",
                 STR_ARG(first->common.name));
}

/* Without an indicator there is nothing to judge by: that is I01 and I02. */
static bool wants_rule(const struct check *check, const struct node *node, const bool *judged)
{
    return is_goal(node) && node->indicator_count && !judged[node->index] && !node->common.broken &&
           !check_skipped(check, &node->common);
}

void check_judged(struct check *check)
{
    const struct theory *t = check->t;
    bool *judged = ARENA_ARRAY(check->scratch, bool, t->nodes_count + 1);
    const struct node *first = NULL;
    size_t count = 0;
    if (rules_unclear(check)) return;
    for (size_t i = 0; i < t->rules_count; i++) judged[t->rules[i]->target->index] = true;
    for (size_t i = 0; i < t->nodes_count; i++) {
        if (!wants_rule(check, t->nodes[i], judged)) continue;
        if (!first) first = t->nodes[i];
        count++;
    }
    if (!first) return;
    if (!t->rules_count) {
        /* Its rules may stand in a file that uses this one: said where much is asked, and once. */
        if (check->choices->sets & DEMANDING)
            report_nothing_judged(check, first, count, t->nodes, t->nodes_count);
        return;
    }
    for (size_t i = 0; i < t->nodes_count; i++)
        if (wants_rule(check, t->nodes[i], judged))
            report_nothing_judged(check, t->nodes[i], 1, NULL, 0);
}

/* --- V05: what can't show it --------------------------------------------------------------------- */

enum {
    LEVEL_LEANT_ON = 1, /* from here on the interval of a method is let pass: the verdict itself is
                           lowered to `plausible`, and says so */
    LEVEL_STRICT = 2    /* where much is asked: more than before and after */
};

/* What a condition leans on. */
struct ground {
    const struct scale *scale;
    int level;   /* the highest of an estimate in it, by its interval */
    bool before; /* it compares before and after */
    bool open;   /* it asks for something else too, such as another verdict */
};

static bool is_interval(enum estimate_field field)
{
    return estimate_field_kind(field)->shows && field != FIELD_P;
}

static void look_at_ground(void *context, struct expr *expr)
{
    struct ground *ground = context;
    if (expr->kind == EXPR_IS_WORD || expr->kind == EXPR_EACH_GROUP ||
        expr->kind == EXPR_CONTRIBUTION)
        ground->open = true;
    if (expr->kind != EXPR_FIELD) return;
    const struct expr *call = extent_unshared(expr->a);
    if (call->kind != EXPR_CALL) return;
    ground->before = true;
    if (!estimate_field_kind(expr->field)->shows) return;
    int level = ground->scale->levels[estimate_approach(call)];
    if (level > ground->level) ground->level = level;
}

static bool is_about(const struct study_about *about, const struct rule *rule)
{
    return about->to == rule->target && about->from == &rule->measure->common;
}

/* Evidence that may carry `effective` in the place of the rule's own comparison, by measure. */
static bool has_evidence(const struct rule *rule, const struct study **studies, const size_t *next)
{
    for (size_t at = next[rule->measure->index]; at; at = next[at]) {
        const struct study *study = studies[at];
        for (size_t k = 0; k < study->about_count; k++)
            if (is_about(&study->about[k], rule)) return true;
    }
    return false;
}

static void report_ground(struct check *check, const struct rule *rule,
                          const struct outcome *outcome, bool before)
{
    struct finding *f =
        finding_add(check->findings, FINDING_V05, outcome->word_span,
                    before ? "`%.*s` can't be shown by a comparison of before and after alone"
                           : "`%.*s` can't be shown by where the figures stand",
                    STR_ARG(outcome->word->text));
    finding_relate(check->findings, f, location_of(outcome->condition->span),
                   before ? "other things changed in those years too"
                          : "that it is so does not say that it is thanks to `%.*s`",
                   STR_ARG(rule->measure->common.name));
    finding_help(check->findings, f,
                 "the verdict will be lowered to `plausible`: say `plausible when`, compare with "
                 "what did not get the measure (difference_in_differences, interrupted_series with "
                 "`control:`), or cite evidence of level 3 or more `about %.*s to %.*s`",
                 STR_ARG(rule->measure->common.name), STR_ARG(rule->target->common.name));
}

/* Strong positive studies, chained by the measure they are about: `next` of a measure's index, and of
 * each place in `studies` behind the nodes. */
static void chain_studies(struct check *check, const struct study **studies, size_t *next)
{
    const struct theory *t = check->t;
    size_t place = t->nodes_count;
    for (size_t i = 0; i < t->studies_count; i++) {
        const struct study *study = t->studies[i];
        if (study->level < t->scale->shows || study->finds != FINDS_POSITIVE) continue;
        for (size_t k = 0; k < study->about_count; k++) {
            const struct symbol *from = study->about[k].from;
            if (!study->about[k].to || !from || from->kind != DECL_MEASURE) continue;
            const struct node *measure = from->thing;
            size_t at = ++place;
            studies[at] = study;
            next[at] = next[measure->index];
            next[measure->index] = at;
        }
    }
}

static size_t count_about(const struct theory *t)
{
    size_t count = 0;
    for (size_t i = 0; i < t->studies_count; i++) count += t->studies[i]->about_count;
    return count;
}

void check_ground(struct check *check)
{
    const struct theory *t = check->t;
    size_t places = t->nodes_count + count_about(t) + 2;
    const struct study **studies = ARENA_ARRAY(check->scratch, const struct study *, places);
    size_t *next = ARENA_ARRAY(check->scratch, size_t, places);
    int64_t usual = check->choices->sets & DEMANDING ? LEVEL_STRICT : LEVEL_LEANT_ON;
    struct num level = check_limit(check, FINDING_V05, num_int(usual));
    struct ground ground;
    struct expr_walk walk;
    chain_studies(check, studies, next);
    expr_walk_begin(&walk, check->scratch, t->shared_count, look_at_ground, &ground);
    for (size_t i = 0; i < t->rules_count; i++) {
        const struct rule *rule = t->rules[i];
        if (!rule->criterion || rule->criterion->id != CRITERION_EFFECTIVENESS) continue;
        if (!rule->measure || !rule->target || has_evidence(rule, studies, next)) continue;
        for (size_t k = 0; k < rule->outcome_count; k++) {
            const struct outcome *outcome = &rule->outcomes[k];
            if (!outcome->word || outcome->word->standing != STANDING_POSITIVE) continue;
            if (!outcome->condition || outcome->condition->kind == EXPR_ERROR) continue;
            ground = (struct ground){.scale = t->scale};
            expr_walk_round(&walk);
            expr_walk(&walk, outcome->condition);
            struct num reached = num_int(ground.level);
            if (ground.open || num_compare(&reached, &level) >= 0) continue;
            report_ground(check, rule, outcome, ground.before);
            break;
        }
    }
}

/* --- V13: many tests ----------------------------------------------------------------------------- */

enum { TESTS_OF_RULE_MAX = 64 };

/* The tests of one measure, or of one node where no measure is judged. */
struct family {
    size_t count;
    const struct rule *rules[SHOWN_MAX];
    size_t rule_count;
};

struct tests {
    struct check *check;
    const struct rule *rule;
    struct str keys[TESTS_OF_RULE_MAX]; /* of the estimates met in this rule */
    size_t key_count;
    struct num corrected; /* a limit of p below which a test is made stricter: 0.05 / most */
};

static void add_test(struct tests *tests, const struct expr *estimate)
{
    size_t steps = 200;
    struct buf key = buf_in(tests->check->scratch);
    if (tests->key_count == TESTS_OF_RULE_MAX || !expr_key_add(&key, estimate, &steps)) return;
    for (size_t i = 0; i < tests->key_count; i++)
        if (str_equal(tests->keys[i], buf_str(&key))) return;
    tests->keys[tests->key_count++] = buf_str(&key);
}

static void look_at_tests(void *context, struct expr *expr)
{
    struct tests *tests = context;
    struct num limit;
    if (expr->kind != EXPR_COMPARE || expr->a->type != TYPE_NUMBER) return;
    const struct expr *a = extent_unshared(expr->a), *b = extent_unshared(expr->b);
    if (a->kind != EXPR_FIELD) {
        const struct expr *other = a;
        a = b;
        b = other;
    }
    if (a->kind != EXPR_FIELD) return;
    if (is_interval(a->field)) add_test(tests, a->a);
    if (a->field != FIELD_P) return;
    if (constant_value(b, &limit) && num_compare(&limit, &tests->corrected) <= 0) return;
    add_test(tests, a->a);
}

static void report_tests(struct check *check, const struct node *of, const struct family *family)
{
    const struct rule *first = family->rules[0];
    struct finding *f = finding_add(check->findings, FINDING_V13, check_name(&first->common),
                                    "`%.*s` is put to %zu tests at one level, and no level is made "
                                    "stricter",
                                    STR_ARG(of->common.name), family->count);
    for (size_t i = 1; i < family->rule_count; i++)
        finding_relate(check->findings, f, location_of(check_name(&family->rules[i]->common)),
                       "tested here too");
    finding_help(
        check->findings, f,
        "of 20 tests at 5 %% one comes out by chance: choose beforehand which one or two "
        "decide, or test stricter: .p < 0.05 / %zu; pol eval shows what is left of each p after "
        "Holm and after Benjamini and Hochberg",
        family->count);
}

void check_many_tests(struct check *check)
{
    const struct theory *t = check->t;
    struct num most = check_limit(check, FINDING_V13, num_int(5)), level = num_decimal(5, 2);
    struct family *families = ARENA_ARRAY(check->scratch, struct family, t->nodes_count + 1);
    struct tests *tests = ARENA_NEW(check->scratch, struct tests);
    struct expr_walk walk;
    tests->check = check;
    if (num_sign(&most) <= 0 || !num_div(&tests->corrected, &level, &most)) return;
    expr_walk_begin(&walk, check->scratch, t->shared_count, look_at_tests, tests);
    for (size_t i = 0; i < t->rules_count; i++) {
        const struct rule *rule = t->rules[i];
        const struct node *of = rule->measure ? rule->measure : rule->target;
        if (!of || !(rule->kinds & KIND_OF(FIELD))) continue;
        tests->key_count = 0;
        expr_walk_round(&walk);
        for (size_t k = 0; k < rule->outcome_count; k++)
            expr_walk(&walk, rule->outcomes[k].condition);
        struct family *family = &families[of->index];
        family->count += tests->key_count;
        if (tests->key_count && family->rule_count < SHOWN_MAX)
            family->rules[family->rule_count++] = rule;
    }
    for (size_t i = 0; i < t->nodes_count; i++) {
        struct num count = num_int((int64_t)families[i].count);
        if (num_compare(&count, &most) > 0) report_tests(check, t->nodes[i], &families[i]);
    }
}
