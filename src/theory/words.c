/* The lists of words and the table of criteria. */
#include "theory/words.h"

#include "base/bug.h"
#include "base/compiler.h"

enum { WORDS_MAX = 8 };

#define W(literal)                                                                                 \
    {                                                                                              \
        (literal), sizeof(literal) - 1                                                             \
    }

static const struct str lists[WORDS_LISTS][WORDS_MAX] =
    {
        [WORDS_BETTER] = {W("lower"), W("higher")},
        [WORDS_STEP] = {W("recognition"), W("perspective"), W("willingness"), W("collective")},
        [WORDS_MEASURE_KIND] = {W("subsidy"), W("levy"), W("law"), W("information"), W("service"),
                                W("supervision")},
        [WORDS_MEASURE_STATUS] = {W("proposed"), W("adopted"), W("ended")},
        [WORDS_FINDS] = {W("positive"), W("mixed"), W("negative"), W("none")},
        [WORDS_EVALUATION_KIND] = {W("ex_ante"), W("ex_durante"), W("ex_post"), W("periodic")},
        [WORDS_EVALUATION_STATUS] = {W("planned"), W("running"), W("finished")},
        [WORDS_RESPONSE] = {W("accepted"), W("partly"), W("pending"), W("rejected")},
        [WORDS_RECOMMENDATION_STATUS] = {W("open"), W("started"), W("done")},
        [WORDS_PROFILE] = {W("rpe"), W("logframe"), W("magenta")},
        [WORDS_LANGUAGE] = {W("en"), W("nl")},
        [WORDS_SCALE] =
            {
#define SCALE(id, name, ...) W(#name),
#include "builtin/scales.def"
#undef SCALE
            },
        [WORDS_SEVERITY] = {W("error"), W("warning"), W("note"), W("off")},
        [WORDS_SETTING] = {W("year_starts"), W("min_cell"), W("max_missing")},
};

size_t word_texts(enum word_list list, const struct str **texts)
{
    size_t count = 0;
    while (count < WORDS_MAX && lists[list][count].len) count++;
    *texts = lists[list];
    return count;
}

int word_find(enum word_list list, struct str text)
{
    const struct str *texts;
    size_t count = word_texts(list, &texts);
    for (size_t i = 0; i < count; i++)
        if (str_equal(texts[i], text)) return (int)i;
    return WORD_UNSAID;
}

struct str word_text(enum word_list list, int place)
{
    return place == WORD_UNSAID ? STR("") : lists[list][place];
}

/* --- criteria ------------------------------------------------------------------------------------ */

#define NO_MEASURE false
#define OF_MEASURE true

static const struct criterion criteria[] = {
#define CRITERION(id, name, on, measure) {CRITERION_##id, W(name), on, measure},
#define OUTCOME(id, word, standing)
#include "theory/criteria.def"
#undef CRITERION
#undef OUTCOME
};

static const struct outcome_word outcome_words[] = {
#define CRITERION(id, name, on, measure)
#define OUTCOME(id, word, standing) {CRITERION_##id, W(word), STANDING_##standing},
#include "theory/criteria.def"
#undef CRITERION
#undef OUTCOME
    {CRITERION_COUNT, W("unknown"), STANDING_UNKNOWN},
};

static const struct str criterion_texts[] = {
#define CRITERION(id, name, on, measure) W(name),
#define OUTCOME(id, word, standing)
#include "theory/criteria.def"
#undef CRITERION
#undef OUTCOME
};

static const struct str standing_texts[] = {W("unknown"), W("negative"), W("mixed"), W("positive")};

struct str standing_name(enum standing standing)
{
    return standing_texts[standing];
}

bool standing_from_name(struct str name, enum standing *standing)
{
    for (size_t i = 0; i < COUNT_OF(standing_texts); i++)
        if (str_equal(standing_texts[i], name)) {
            *standing = (enum standing)i;
            return true;
        }
    return false;
}

const struct criterion *criterion_get(enum criterion_id id)
{
    return &criteria[id];
}

const struct criterion *criterion_find(struct str name)
{
    for (size_t i = 0; i < COUNT_OF(criteria); i++)
        if (str_equal(criteria[i].name, name)) return &criteria[i];
    return NULL;
}

size_t criterion_names(const struct str **names)
{
    *names = criterion_texts;
    return COUNT_OF(criterion_texts);
}

static bool is_of(const struct outcome_word *word, const struct criterion *criterion)
{
    return word->criterion == criterion->id || word->criterion == CRITERION_COUNT;
}

const struct outcome_word *criterion_word(const struct criterion *criterion, struct str text)
{
    for (size_t i = 0; i < COUNT_OF(outcome_words); i++)
        if (is_of(&outcome_words[i], criterion) && str_equal(outcome_words[i].text, text))
            return &outcome_words[i];
    return NULL;
}

const struct outcome_word *criterion_word_for(const struct criterion *criterion,
                                              enum standing standing)
{
    for (size_t i = 0; i < COUNT_OF(outcome_words); i++)
        if (is_of(&outcome_words[i], criterion) && outcome_words[i].standing == standing)
            return &outcome_words[i];
    BUG("a criterion without a word of this standing");
}

size_t criterion_words(const struct criterion *criterion, struct str texts[OUTCOME_WORDS_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < COUNT_OF(outcome_words); i++)
        if (is_of(&outcome_words[i], criterion)) texts[count++] = outcome_words[i].text;
    return count;
}
