/* The lists of wording.def. */
#include "check/wording.h"

#include "base/bug.h"

enum language { LANGUAGE_EN, LANGUAGE_NL }; /* in the order of WORDS_LANGUAGE */

static const struct {
    enum language language;
    enum wording_list list;
    struct str text;
} rows[] = {
#define WORDING(language, list, text)                                                              \
    {LANGUAGE_##language, WORDING_##list, {text, sizeof text - 1}},
#include "check/wording.def"
#undef WORDING
};

static void read_lists(struct wording *wording, struct arena *arena, unsigned languages)
{
    uint32_t count = 0;
    *wording = (struct wording){.words = words_in(arena)};
    phrases_init(&wording->phrases, arena);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (!(languages & 1u << rows[i].language)) continue;
        uint32_t number = phrases_add(&wording->phrases, rows[i].text, count);
        if (number == count) count++;
        if (number >= COUNT_OF(wording->lists)) BUG("more wordings than were reckoned with");
        wording->lists[number] |= 1u << rows[i].list;
    }
}

bool wording_of_policy(struct wording *wording, struct arena *arena, const struct theory *t)
{
    if (!t->policy || t->policy->language == WORD_UNSAID) return false;
    read_lists(wording, arena, 1u << t->policy->language);
    return true;
}

void wording_of_all(struct wording *wording, struct arena *arena)
{
    read_lists(wording, arena, 1u << LANGUAGE_EN | 1u << LANGUAGE_NL);
}

void wording_read(struct wording *wording, struct str text)
{
    words_read(&wording->words, text);
}

size_t wording_match(const struct wording *wording, enum wording_list list, size_t at)
{
    uint32_t number = 0;
    if (at >= wording->words.count) return 0;
    size_t count = phrases_match(&wording->phrases, &wording->words, at, &number);
    return count && wording->lists[number] & 1u << list ? count : 0;
}

size_t wording_find(const struct wording *wording, enum wording_list list)
{
    for (size_t at = 0; at < wording->words.count; at++)
        if (wording_match(wording, list, at)) return at;
    return SIZE_MAX;
}

bool wording_ends(const struct wording *wording, enum wording_list list, size_t *at)
{
    size_t count = wording->words.count;
    size_t from = count > PHRASE_WORDS_MAX ? count - PHRASE_WORDS_MAX : 0;
    for (*at = from; *at < count; ++*at)
        if (*at + wording_match(wording, list, *at) == count) return true;
    return false;
}

struct str wording_text(const struct wording *wording, struct str text, size_t at, size_t count)
{
    size_t start = wording->words.items[at].start;
    return (struct str){text.p + start, wording->words.items[at + count - 1].end - start};
}
