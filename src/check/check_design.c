/* T12 to T14, T18, T21 and T22: how the theory as a whole is laid out. */
#include "check/check.h"
#include "check/texts.h"
#include "check/lexicon.h"

/* The place of a clause of this kind; that of the name when there is none. */
static struct span clause_place(const struct symbol *common, enum clause_kind kind)
{
    for (const struct ast_clause *c = common->decl->clauses; c; c = c->next)
        if (c->kind == kind) return c->span;
    return check_name(common);
}

/* --- T12: effects before measures ------------------------------------------------------------------- */

static bool is_earlier(const struct link *link)
{
    return !link->harms && link->from->level == LEVEL_MEASURE && link->from->adopted_said &&
           link->from->adopted.last < link->to->formulated.first;
}

static void check_formulated(struct check *check, const struct node *effect)
{
    size_t count = 0, shown = 0;
    for (const struct link *l = effect->in; l; l = l->next_in) count += is_earlier(l);
    if (!count) return;
    struct finding *f = finding_add(
        check->findings, FINDING_T12, clause_place(&effect->common, CLAUSE_FORMULATED),
        "the effect `%.*s` was formulated after %s for it %s adopted", STR_ARG(effect->common.name),
        count == 1 ? "a measure" : "measures", count == 1 ? "was" : "were");
    for (const struct link *l = effect->in; l && shown <= CHECK_SHOWN; l = l->next_in) {
        if (!is_earlier(l)) continue;
        struct span span = clause_place(&l->from->common, CLAUSE_ADOPTED);
        if (shown++ < CHECK_SHOWN)
            finding_relate(check->findings, f, location_of(span), "`%.*s` was adopted before that",
                           STR_ARG(l->from->common.name));
        else
            check_relate_rest(check, f, span, count - CHECK_SHOWN);
    }
    finding_help(check->findings, f,
                 "an effect that is named afterwards fits whatever was done: if it was named "
                 "earlier, give that date and its `source`; else say in a `note` how it was found");
}

void check_formulated_first(struct check *check)
{
    for (size_t i = 0; i < check->t->nodes_count; i++)
        if (check->t->nodes[i]->formulated_said) check_formulated(check, check->t->nodes[i]);
}

/* --- T13: the steps of behaviour ---------------------------------------------------------------------- */

enum { STEP_RECOGNITION, STEP_COUNT = 4 }; /* in the order of WORDS_STEP */

static void report_steps(struct check *check, const struct node *const *by_step)
{
    struct buf named = buf_in(check->scratch), missing = buf_in(check->scratch);
    const struct node *first = NULL;
    for (int step = 0; step < STEP_COUNT; step++) {
        struct buf *list = by_step[step] ? &named : &missing;
        buf_printf(list, "%s`%.*s`", list->len ? ", " : "", STR_ARG(word_text(WORDS_STEP, step)));
        if (!first) first = by_step[step];
    }
    struct finding *f =
        finding_add(check->findings, FINDING_T13, clause_place(&first->common, CLAUSE_STEP),
                    "the effects name the behaviour steps %.*s and leave out %.*s",
                    STR_ARG(buf_str(&named)), STR_ARG(buf_str(&missing)));
    for (int step = 0; step < STEP_COUNT; step++)
        if (by_step[step] && by_step[step] != first)
            finding_relate(check->findings, f,
                           location_of(clause_place(&by_step[step]->common, CLAUSE_STEP)),
                           "`%.*s` is an effect here", STR_ARG(word_text(WORDS_STEP, step)));
    finding_help(check->findings, f,
                 "who sees what is wrong need not know what to do, dare to do it, or find others "
                 "who join: make the missing step an effect, or leave `step` out");
}

void check_behaviour_steps(struct check *check)
{
    const struct theory *t = check->t;
    const struct node *by_step[STEP_COUNT] = {NULL};
    int named = 0;
    for (size_t i = 0; i < t->nodes_count; i++) {
        const struct node *node = t->nodes[i];
        if (node->common.broken) return; /* a step may be there */
        if (node->step == WORD_UNSAID) continue;
        const struct node **known = &by_step[node->step];
        named += !*known;
        if (!*known || str_compare(node->common.name, (*known)->common.name) < 0) *known = node;
    }
    /* One step alone may be all that the policy is about; but recognition alone changes nothing. */
    if (named == STEP_COUNT || named == 0 || (named == 1 && !by_step[STEP_RECOGNITION])) return;
    if (t->skipped->nameless) return;
    report_steps(check, by_step);
}

/* --- T14: side effects ----------------------------------------------------------------------------------- */

struct mention {
    struct lexicon lexicon;
    bool found;
};

static void look_for_mention(void *context, const struct ast_decl *decl, enum text_use use,
                             const struct ast_text *text)
{
    struct mention *mention = context;
    (void)decl;
    if (mention->found || use == TEXT_QUOTED) return;
    lexicon_read(&mention->lexicon, text->value);
    mention->found = lexicon_find(&mention->lexicon, LEXICON_SIDE_EFFECT) != SIZE_MAX;
}

void check_side_effects(struct check *check)
{
    const struct theory *t = check->t;
    bool leads = false;
    if (!t->policy || t->skipped->link) return;
    for (size_t i = 0; i < t->links_count; i++) {
        if (t->links[i]->harms) return;
        leads = true;
    }
    for (size_t i = 0; i < t->rules_count; i++)
        if (t->rules[i]->criterion && t->rules[i]->criterion->id == CRITERION_SIDE_EFFECT) return;
    struct mention mention = {.found = false};
    lexicon_of_all(&mention.lexicon, check->scratch);
    texts_visit(t, look_for_mention, &mention);
    if (mention.found || !leads) return;
    struct finding *f = finding_add(check->findings, FINDING_T14, check_name(&t->policy->common),
                                    "nothing is said of side effects");
    finding_help(
        check->findings, f,
        "what may get worse by it? Write `harms … because \"…\"` in the measure or effect "
        "that does it; or, when they were looked for and not found, a `note` that says so");
}

/* --- T18: crowds ------------------------------------------------------------------------------------------ */

static void report_crowd(struct check *check, const struct node *node, size_t count, bool causes)
{
    size_t shown = 0;
    struct finding *f =
        finding_add(check->findings, FINDING_T18, check_name(&node->common),
                    causes ? "`%.*s` has %zu causes" : "`%.*s` has %zu consequences",
                    STR_ARG(node->common.name), count);
    const struct link *l = causes ? node->in : node->out;
    while (l && shown < CHECK_SHOWN) {
        const struct node *other = causes ? l->from : l->to;
        finding_relate(check->findings, f, location_of(l->name_span), "`%.*s`",
                       STR_ARG(other->common.name));
        l = causes ? l->next_in : l->next_out;
        shown++;
    }
    if (l) check_relate_rest(check, f, l->name_span, count - shown);
    finding_help(check->findings, f,
                 causes ? "nobody reads a drawing with so many arrows into one place, or can tell "
                          "them apart: put an effect between them that some have in common"
                        : "what is good for everything is tested by nothing: keep the links that "
                          "matter, or put an effect between them");
}

static void check_crowd(struct check *check, const struct node *node, const struct num *limit,
                        bool causes)
{
    int64_t count = 0;
    for (const struct link *l = causes ? node->in : node->out; l;
         l = causes ? l->next_in : l->next_out)
        count++;
    struct num number = num_int(count);
    if (num_compare(&number, limit) > 0) report_crowd(check, node, (size_t)count, causes);
}

void check_crowded_node(struct check *check)
{
    struct num limit = check_limit(check, FINDING_T18, num_int(7));
    for (size_t i = 0; i < check->t->nodes_count; i++) {
        check_crowd(check, check->t->nodes[i], &limit, true);
        check_crowd(check, check->t->nodes[i], &limit, false);
    }
}

/* --- T21: problems ------------------------------------------------------------------------------------------ */

static void report_no_problem(struct check *check)
{
    const struct theory *t = check->t;
    if (!t->policy || t->skipped->nameless) return;
    struct finding *f = finding_add(check->findings, FINDING_T21, check_name(&t->policy->common),
                                    "no `problem` says what this policy is an answer to");
    finding_help(check->findings, f,
                 "without it nobody can tell whether the policy is still needed: declare the "
                 "problem, and let effects say which they answer: answers …");
}

/* Effects that answer a problem, and those before them in the chain: they serve the answer. */
static bool *mark_answering(struct check *check)
{
    const struct theory *t = check->t;
    bool *answering = ARENA_ARRAY(check->scratch, bool, t->nodes_count + 1);
    const struct node **queue =
        ARENA_ARRAY(check->scratch, const struct node *, t->nodes_count + 1);
    size_t head = 0, tail = 0;
    for (size_t i = 0; i < t->nodes_count; i++) {
        const struct node *node = t->nodes[i];
        if (!node->answers.count && !node->common.broken) continue;
        answering[i] = true;
        queue[tail++] = node;
    }
    while (head < tail)
        for (const struct link *l = queue[head++]->in; l; l = l->next_in) {
            if (l->harms || answering[l->from->index]) continue;
            answering[l->from->index] = true;
            queue[tail++] = l->from;
        }
    return answering;
}

void check_problem_answered(struct check *check)
{
    const struct theory *t = check->t;
    bool problem = false, effect = false;
    for (size_t i = 0; i < t->nodes_count; i++) {
        problem = problem || t->nodes[i]->level == LEVEL_PROBLEM;
        effect = effect || t->nodes[i]->level == LEVEL_EFFECT;
    }
    if (!problem && effect) report_no_problem(check);
    if (!problem) return;
    const bool *answering = mark_answering(check);
    for (size_t i = 0; i < t->nodes_count; i++) {
        const struct symbol *common = &t->nodes[i]->common;
        if (t->nodes[i]->level != LEVEL_EFFECT || answering[i]) continue;
        struct finding *f =
            finding_add(check->findings, FINDING_T21, check_name(common),
                        "the effect `%.*s` answers no problem", STR_ARG(common->name));
        finding_help(check->findings, f,
                     "say which problem it is for (`answers …`), or which effect that answers one "
                     "it leads to; else ask why it is in the policy");
    }
}

/* --- T22: measures outside the policy's period ----------------------------------------------------------- */

void check_measures_in_period(struct check *check)
{
    const struct theory *t = check->t;
    size_t measures = 0, shown = 0;
    if (!t->policy || t->policies_count != 1 || !t->policy->period_said) return;
    for (size_t i = 0; i < t->nodes_count; i++) {
        const struct node *node = t->nodes[i];
        if (node->level != LEVEL_MEASURE) continue;
        /* One that does not say when it runs may run then. */
        if (!node->runs_said || days_overlap(node->runs, t->policy->period)) return;
        measures++;
    }
    if (!measures || t->skipped->nameless) return;
    struct finding *f =
        finding_add(check->findings, FINDING_T22, clause_place(&t->policy->common, CLAUSE_PERIOD),
                    "no measure runs in the period of the policy");
    for (size_t i = 0; i < t->nodes_count; i++) {
        const struct node *node = t->nodes[i];
        if (node->level != LEVEL_MEASURE) continue;
        struct span span = clause_place(&node->common, CLAUSE_RUNS);
        if (shown++ == CHECK_SHOWN) {
            check_relate_rest(check, f, span, measures - CHECK_SHOWN);
            break;
        }
        finding_relate(check->findings, f, location_of(span), "`%.*s` runs then",
                       STR_ARG(node->common.name));
    }
    finding_help(check->findings, f,
                 "nothing that happens in the period can be thanks to them: one of the two is "
                 "mistyped, or measures are missing");
}
