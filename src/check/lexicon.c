/* The lists of lexicon.def. */
#include "check/lexicon.h"

#include "base/bug.h"

enum language { LANGUAGE_EN, LANGUAGE_NL }; /* in the order of WORDS_LANGUAGE */

static const struct {
    enum language language;
    enum lexicon_list list;
    struct str text;
} rows[] = {
#define WORDS(language, list, text) {LANGUAGE_##language, LEXICON_##list, {text, sizeof text - 1}},
#include "check/lexicon.def"
#undef WORDS
};

static void read_lists(struct lexicon *lexicon, struct arena *arena, unsigned languages)
{
    uint32_t count = 0;
    *lexicon = (struct lexicon){.words = words_in(arena)};
    phrases_init(&lexicon->phrases, arena);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (!(languages & 1u << rows[i].language)) continue;
        uint32_t number = phrases_add(&lexicon->phrases, rows[i].text, count);
        if (number == count) count++;
        if (number >= COUNT_OF(lexicon->lists)) BUG("more phrases than were reckoned with");
        lexicon->lists[number] |= 1u << rows[i].list;
    }
}

bool lexicon_of_policy(struct lexicon *lexicon, struct arena *arena, const struct theory *t)
{
    if (!t->policy || t->policy->language == WORD_UNSAID) return false;
    read_lists(lexicon, arena, 1u << t->policy->language);
    return true;
}

void lexicon_of_all(struct lexicon *lexicon, struct arena *arena)
{
    read_lists(lexicon, arena, 1u << LANGUAGE_EN | 1u << LANGUAGE_NL);
}

void lexicon_read(struct lexicon *lexicon, struct str text)
{
    words_read(&lexicon->words, text);
}

unsigned lexicon_lists(const struct lexicon *lexicon, size_t at, size_t *count)
{
    uint32_t number = 0;
    *count = at < lexicon->words.count
                 ? phrases_match(&lexicon->phrases, &lexicon->words, at, &number)
                 : 0;
    return *count ? lexicon->lists[number] : 0;
}

size_t lexicon_match(const struct lexicon *lexicon, enum lexicon_list list, size_t at)
{
    size_t count;
    return lexicon_lists(lexicon, at, &count) & 1u << list ? count : 0;
}

size_t lexicon_find(const struct lexicon *lexicon, enum lexicon_list list)
{
    for (size_t at = 0; at < lexicon->words.count; at++)
        if (lexicon_match(lexicon, list, at)) return at;
    return SIZE_MAX;
}

bool lexicon_ends(const struct lexicon *lexicon, enum lexicon_list list, size_t *at)
{
    size_t count = lexicon->words.count;
    size_t from = count > PHRASE_WORDS_MAX ? count - PHRASE_WORDS_MAX : 0;
    for (*at = from; *at < count; ++*at)
        if (*at + lexicon_match(lexicon, list, *at) == count) return true;
    return false;
}

struct str lexicon_text(const struct lexicon *lexicon, struct str text, size_t at, size_t count)
{
    size_t start = lexicon->words.items[at].start;
    return (struct str){text.p + start, lexicon->words.items[at + count - 1].end - start};
}
