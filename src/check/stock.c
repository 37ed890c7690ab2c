/* Tells stocks from flows by the words of a name. */
#include "check/stock.h"

enum word_kind { WORD_OTHER, WORD_STOCK, WORD_MEASURE, WORD_NEUTRAL, WORD_JOINT, WORD_FLOW };

static const struct {
    struct str text;
    enum word_kind kind;
} words[] = {
#define STOCK_WORD(language, kind, text) {{text, sizeof text - 1}, WORD_##kind},
#include "check/stock_words.def"
#undef STOCK_WORD
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static enum word_kind kind_of(struct str word, enum word_kind wanted)
{
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (wanted != WORD_OTHER && words[i].kind != wanted) continue;
        if (wanted == WORD_OTHER && words[i].kind == WORD_MEASURE) continue;
        if (str_equal_ignoring_case(words[i].text, word)) return words[i].kind;
    }
    return WORD_OTHER;
}

/* The next word of a name: letters only; in staffCount a capital begins one. Empty at the end. */
static struct str next_word(struct str text, size_t *at)
{
    while (*at < text.len && !is_letter(text.p[*at])) ++*at;
    size_t from = *at;
    while (*at < text.len && is_letter(text.p[*at])) {
        bool capital = text.p[*at] >= 'A' && text.p[*at] <= 'Z';
        bool small_before = *at > from && text.p[*at - 1] >= 'a' && text.p[*at - 1] <= 'z';
        if (capital && small_before) break;
        ++*at;
    }
    return (struct str){text.p + from, *at - from};
}

static bool sounds_like_stock(struct str name)
{
    enum word_kind last = WORD_OTHER;
    bool joined = false;
    size_t at = 0;
    for (struct str word = next_word(name, &at); word.len; word = next_word(name, &at)) {
        enum word_kind kind = kind_of(word, WORD_OTHER);
        if (kind == WORD_FLOW) return false;
        if (kind == WORD_JOINT && last != WORD_OTHER) joined = true;
        if (!joined && kind != WORD_NEUTRAL) last = kind;
    }
    return last == WORD_STOCK;
}

static bool is_flow(struct str name)
{
    size_t at = 0;
    for (struct str word = next_word(name, &at); word.len; word = next_word(name, &at))
        if (kind_of(word, WORD_FLOW) == WORD_FLOW) return true;
    return false;
}

bool stock_is_likely(const struct column *column)
{
    if (is_flow(column->name) || is_flow(column->header)) return false;
    if (sounds_like_stock(column->name) || sounds_like_stock(column->header)) return true;
    return column->unit && kind_of(column->unit->label, WORD_MEASURE) == WORD_MEASURE;
}
