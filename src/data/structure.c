/* Marks text, the words that are odd byte by byte. */
#include "data/structure.h"

#include <string.h>

/* ---- words that are odd ---- */

void structure_begin(struct structure *structure, const struct kernel *kernel, char delimiter)
{
    *structure = (struct structure){
        .kernel = kernel, .delimiter = delimiter, .may_open = 1, .careful = STATE_FIELD};
}

static bool is_stop(const struct structure *structure, char c)
{
    return c == structure->delimiter || c == '\n' || c == '\r';
}

/* The state behind a byte, by the rules of records.h. */
static enum scan_state state_behind(const struct structure *structure, enum scan_state state,
                                    char c)
{
    bool is_blank = c == ' ' || c == '\t';
    if (state == STATE_QUOTED) return c == '"' ? STATE_QUOTE : STATE_QUOTED;
    if (is_stop(structure, c)) return STATE_FIELD;
    switch (state) {
    case STATE_FIELD: return c == '"' ? STATE_QUOTED : is_blank ? STATE_FIELD : STATE_PLAIN;
    case STATE_QUOTE: return c == '"' ? STATE_QUOTED : is_blank ? STATE_QUOTE : STATE_PLAIN;
    case STATE_PLAIN:
    case STATE_QUOTED: break;
    }
    return STATE_PLAIN;
}

/* Reads byte by byte up to `to`, from where the record begins unless that was done before: the words
 * between say the same, but not in which state they leave a field. */
static void catch_up(struct structure *structure, const char *text, size_t word,
                     const struct word_marks *marks)
{
    for (size_t w = word; w > structure->careful_at / WORD_BYTES; w--) {
        if (!marks[w - 1].ends) continue;
        unsigned last = 63 - (unsigned)__builtin_clzll(marks[w - 1].ends);
        size_t record = (w - 1) * WORD_BYTES + last + 1;
        if (record > structure->careful_at) {
            structure->careful_at = record;
            structure->careful = STATE_FIELD;
        }
        break;
    }
    for (; structure->careful_at < word * WORD_BYTES; structure->careful_at++)
        structure->careful =
            state_behind(structure, structure->careful, text[structure->careful_at]);
}

static bool is_line_end(const char *text, size_t at)
{
    return text[at] == '\r' || (text[at] == '\n' && !(at && text[at - 1] == '\r'));
}

/* Marks an odd word up to `to` and sets the state behind it. */
static struct word_marks mark_odd(struct structure *structure, const char *text, size_t word,
                                  size_t to)
{
    struct word_marks marks = {0, 0};
    enum scan_state state = structure->careful;
    for (size_t at = word * WORD_BYTES; at < to; at++) {
        uint64_t bit = UINT64_C(1) << at % WORD_BYTES;
        bool line_end = is_line_end(text, at);
        structure->lines += line_end;
        if (text[at] == '\r') structure->returns |= bit;
        if (state != STATE_QUOTED && is_stop(structure, text[at])) {
            marks.separators |= bit;
            if (line_end) marks.ends |= bit;
        }
        state = state_behind(structure, state, text[at]);
    }
    char last = text[to - 1];
    structure->careful = state;
    structure->careful_at = to;
    structure->quoted = state == STATE_QUOTED ? ~UINT64_C(0) : 0;
    structure->closed = state == STATE_QUOTE && last == '"';
    structure->may_open = structure->closed | (state == STATE_FIELD && is_stop(structure, last));
    structure->returned = last == '\r';
    return marks;
}

static void mark_all(struct structure *structure, const char *text, size_t len, size_t word,
                     struct marked *marked)
{
    size_t count = (len + WORD_BYTES - 1) / WORD_BYTES;
    for (; (word = structure->kernel->mark(structure, text, word, count, marked->words)) < count;
         word++) {
        size_t end = (word + 1) * WORD_BYTES;
        catch_up(structure, text, word, marked->words);
        marked->words[word] = mark_odd(structure, text, word, end < len ? end : len);
        marked->odd[word / 64] |= UINT64_C(1) << word % 64;
        marked->any_odd = true;
    }
}

void structure_mark(struct structure *structure, char *text, size_t len, struct marked *marked)
{
    size_t whole = len / WORD_BYTES;
    mark_all(structure, text, whole * WORD_BYTES, marked->count, marked);
    marked->count = whole;
    struct structure rest = *structure;
    memset(text + len, 0, WORD_BYTES);
    if (whole % 64)
        marked->odd[whole / 64] &= (UINT64_C(1) << whole % 64) - 1;
    else
        marked->odd[whole / 64] = 0;
    mark_all(&rest, text, len, whole, marked);
    marked->lines = rest.lines;
    marked->any_returns = rest.returns != 0;
}
