/* G05 to G08: how titles are worded, by the lists of words of the policy's language. */
#include "check/check.h"
#include "check/lexicon.h"

static struct span title_span(const struct symbol *common)
{
    return common->decl->title.span;
}

/* --- G05: an output worded as an effect, or the reverse ------------------------------------------------------- */

static void report_kind_of_title(struct check *check, const struct symbol *common, const char *who,
                                 struct str words)
{
    bool is_effect = common->decl->kind == DECL_EFFECT || common->decl->kind == DECL_IMPACT;
    struct finding *f = finding_add(
        check->findings, FINDING_G05, title_span(common),
        "the title of the %s `%.*s` is worded as %s: `%.*s`", who, STR_ARG(common->name),
        is_effect ? "something that is done" : "something that it brings about", STR_ARG(words));
    finding_help(check->findings, f,
                 is_effect ? "an effect is what becomes different for people; what is done for it "
                             "is a measure"
                           : "a measure is what is done, its indicator how much of it; what it "
                             "brings about is an effect of its own");
}

static void check_output_title(struct check *check, struct lexicon *lexicon,
                               const struct symbol *common, const char *who)
{
    lexicon_read(lexicon, common->title);
    size_t count = lexicon_match(lexicon, LEXICON_RESULT, 0);
    /* A direction in the title of an indicator is for G06. */
    if (common->decl->kind == DECL_INDICATOR && lexicon_match(lexicon, LEXICON_DIRECTION, 0))
        return;
    if (count)
        report_kind_of_title(check, common, who, lexicon_text(lexicon, common->title, 0, count));
}

static void check_goal_title(struct check *check, struct lexicon *lexicon, const struct node *node)
{
    const struct symbol *common = &node->common;
    lexicon_read(lexicon, common->title);
    size_t at = 0, count = lexicon_match(lexicon, LEXICON_ACTIVITY, 0);
    if (!count && lexicon_ends(lexicon, LEXICON_DONE, &at)) count = lexicon->words.count - at;
    if (count)
        report_kind_of_title(check, common, node->level == LEVEL_EFFECT ? "effect" : "impact",
                             lexicon_text(lexicon, common->title, at, count));
}

void check_title_kind(struct check *check)
{
    const struct theory *t = check->t;
    struct lexicon lexicon;
    if (!lexicon_of_policy(&lexicon, check->scratch, t)) return;
    for (size_t i = 0; i < t->nodes_count; i++) {
        const struct node *node = t->nodes[i];
        if (check_is_goal(node)) check_goal_title(check, &lexicon, node);
        if (node->level != LEVEL_MEASURE) continue;
        check_output_title(check, &lexicon, &node->common, "measure");
        for (size_t k = 0; k < node->indicator_count; k++)
            check_output_title(check, &lexicon, &node->indicators[k]->common, "indicator");
    }
}

/* --- G06: an indicator that says a direction -------------------------------------------------------------- */

void check_title_direction(struct check *check)
{
    const struct theory *t = check->t;
    struct lexicon lexicon;
    if (!lexicon_of_policy(&lexicon, check->scratch, t)) return;
    for (size_t i = 0; i < t->indicators_count; i++) {
        const struct symbol *common = &t->indicators[i]->common;
        lexicon_read(&lexicon, common->title);
        size_t count = lexicon_match(&lexicon, LEXICON_DIRECTION, 0);
        if (!count) continue;
        struct str words = lexicon_text(&lexicon, common->title, 0, count);
        struct finding *f =
            finding_add(check->findings, FINDING_G06, title_span(common),
                        "the title of the indicator `%.*s` says which way it should go: `%.*s`",
                        STR_ARG(common->name), STR_ARG(words));
        finding_help(check->findings, f,
                     "a figure that goes the other way then reads as nonsense: name what is "
                     "counted, and say the direction with `better`");
    }
}

/* --- G07: goals that promise nothing ----------------------------------------------------------------------- */

void check_title_vague(struct check *check)
{
    const struct theory *t = check->t;
    struct lexicon lexicon;
    if (!lexicon_of_policy(&lexicon, check->scratch, t)) return;
    for (size_t i = 0; i < t->nodes_count; i++) {
        const struct node *node = t->nodes[i];
        const struct symbol *common = &node->common;
        if (!check_is_goal(node) || node->indicator_count || common->broken) continue;
        if (check_skipped(check, common)) continue; /* an indicator may be there */
        lexicon_read(&lexicon, common->title);
        size_t at = lexicon_find(&lexicon, LEXICON_VAGUE);
        if (at == SIZE_MAX) continue;
        struct str words =
            lexicon_text(&lexicon, common->title, at, lexicon_match(&lexicon, LEXICON_VAGUE, at));
        struct finding *f =
            finding_add(check->findings, FINDING_G07, title_span(common),
                        "`%.*s` promises nothing that could be seen, and `%.*s` has no indicator",
                        STR_ARG(words), STR_ARG(common->name));
        finding_help(check->findings, f,
                     "say what would be different if it succeeded, or give it an indicator");
    }
}

/* --- G08: two goals in one ------------------------------------------------------------------------------------ */

/* Where a second goal begins: behind an `and` with an aim on both sides of it, or a semicolon. */
static bool find_second(const struct lexicon *lexicon, size_t *second)
{
    size_t aim = SIZE_MAX;
    for (size_t at = 0; at < lexicon->words.count; at++) {
        const struct word *word = &lexicon->words.items[at];
        size_t count;
        *second = at;
        if (at && str_index(word->gap, ';') < word->gap.len) return true;
        unsigned lists = lexicon_lists(lexicon, at, &count);
        if (lists & 1u << LEXICON_AIM) {
            if (aim == SIZE_MAX) aim = at;
            continue;
        }
        *second = at + count;
        /* `fewer and less serious accidents` is one. */
        if (lists & 1u << LEXICON_AND && aim != SIZE_MAX && aim + 1 < at &&
            lexicon_match(lexicon, LEXICON_AIM, *second))
            return true;
    }
    return false;
}

void check_title_two_goals(struct check *check)
{
    const struct theory *t = check->t;
    struct lexicon lexicon;
    if (!lexicon_of_policy(&lexicon, check->scratch, t)) lexicon_of_all(&lexicon, check->scratch);
    for (size_t i = 0; i < t->nodes_count; i++) {
        const struct symbol *common = &t->nodes[i]->common;
        size_t second;
        if (!check_is_goal(t->nodes[i])) continue;
        lexicon_read(&lexicon, common->title);
        if (!find_second(&lexicon, &second)) continue;
        struct str rest =
            lexicon_text(&lexicon, common->title, second, lexicon.words.count - second);
        struct finding *f = finding_add(check->findings, FINDING_G08, title_span(common),
                                        "the title of `%.*s` holds two goals; the second is `%.*s`",
                                        STR_ARG(common->name), STR_ARG(rest));
        finding_help(check->findings, f,
                     "one can be reached and the other not, and then no verdict fits: make two %ss "
                     "of it",
                     t->nodes[i]->level == LEVEL_EFFECT ? "effect" : "impact");
    }
}
