/* Words and phrases. */
#include "check/phrase.h"

#include "base/buf.h"
#include "base/utf8.h"

/* --- words ----------------------------------------------------------------------------------------- */

struct words words_in(struct arena *arena)
{
    return (struct words){.arena = arena};
}

static bool is_small_or_digit(unsigned char c)
{
    return (unsigned char)(c - 'a') < 26 || (unsigned char)(c - '0') < 10;
}

static bool is_capital(unsigned char c)
{
    return (unsigned char)(c - 'A') < 26;
}

/* How many bytes the character at `i` takes. */
static size_t character(struct str text, size_t i)
{
    uint32_t code_point;
    if ((unsigned char)text.p[i] < 0x80) return 1;
    size_t n = utf8_decode((struct str){text.p + i, text.len - i}, &code_point);
    return n ? n : 1;
}

/* The same where it belongs to a word; else 0. */
static size_t word_character(struct str text, size_t i)
{
    uint32_t code_point;
    unsigned char first = (unsigned char)text.p[i];
    if (first < 0x80) return is_small_or_digit(first) || is_capital(first);
    size_t n = utf8_decode((struct str){text.p + i, text.len - i}, &code_point);
    return n && utf8_is_word(code_point) ? n : 0;
}

/* Where a word ends that goes on at `i`; `folded` stays true when nothing in it has to be folded. */
static size_t word_end(struct str text, size_t i, bool *folded)
{
    while (i < text.len) {
        if (is_small_or_digit((unsigned char)text.p[i])) {
            i++;
            continue;
        }
        size_t n = word_character(text, i);
        if (!n) break;
        *folded = false;
        i += n;
    }
    return i;
}

static struct str fold_word(struct arena *arena, struct str word)
{
    if (!utf8_is_ascii(word)) return utf8_fold(arena, word);
    char *copy = arena_copy(arena, word.p, word.len);
    for (size_t i = 0; i < word.len; i++)
        if (is_capital((unsigned char)copy[i])) copy[i] = (char)(copy[i] - 'A' + 'a');
    return (struct str){copy, word.len};
}

/* Hyphens: the plain one, U+2010, U+2011, the soft one. */
static size_t hyphen(struct str s)
{
    if ((unsigned char)s.p[0] < 0x80) return s.p[0] == '-';
    if (str_starts(s, STR("\xe2\x80\x90")) || str_starts(s, STR("\xe2\x80\x91"))) return 3;
    return str_starts(s, STR("\xc2\xad")) ? 2 : 0;
}

static size_t space(struct str s)
{
    char c = s.p[0];
    if ((unsigned char)c < 0x80) return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    return str_starts(s, STR("\xc2\xa0")) ? 2 : 0;
}

static struct str read_gap(struct str gap)
{
    if (gap.len == 1 && gap.p[0] == ' ') return gap;
    for (size_t i = 0; i < gap.len;) {
        struct str rest = {gap.p + i, gap.len - i};
        size_t n = hyphen(rest) + space(rest);
        if (!n) return gap;
        i += n;
    }
    return STR(" ");
}

static bool is_join(struct str gap)
{
    if (!gap.len) return false;
    switch (gap.p[0]) {
    case '\'':
    case '.':
    case '_':
    case '@': return gap.len == 1;
    default: return str_equal(gap, STR("\xe2\x80\x99")) || hyphen(gap) == gap.len;
    }
}

void words_read(struct words *words, struct str text)
{
    size_t i = 0, end = 0;
    words->count = 0;
    while (i < text.len) {
        bool folded = true;
        size_t start = i;
        i = word_end(text, start, &folded);
        if (i == start) {
            i += character(text, i);
            continue;
        }
        struct str word = {text.p + start, i - start}, gap = {text.p + end, start - end};
        ARENA_GROW(words->arena, words->items, words->count, words->capacity);
        words->items[words->count] = (struct word){
            .folded = folded ? word : fold_word(words->arena, word),
            .start = start,
            .end = i,
            .gap = read_gap(gap),
            .joined = words->count > 0 && is_join(gap),
        };
        words->count++;
        end = i;
    }
}

/* --- phrases --------------------------------------------------------------------------------------- */

void phrases_init(struct phrases *phrases, struct arena *arena)
{
    *phrases = (struct phrases){.arena = arena, .words = words_in(arena)};
    atoms_init(&phrases->keys, arena);
}

static size_t ends(struct str word)
{
    return ((unsigned char)word.p[0] * 31u + (unsigned char)word.p[word.len - 1]) % 256;
}

static uint64_t length_bit(struct str word)
{
    return (uint64_t)1 << (word.len < 63 ? word.len : 63);
}

/* The atom of a key; a new one is the beginning of a phrase until somebody numbers it. */
static uint32_t add_key(struct phrases *phrases, struct str key)
{
    size_t known = phrases->keys.count;
    uint32_t atom = atoms_intern(&phrases->keys, key);
    if (atom < known) return atom;
    ARENA_GROW(phrases->arena, phrases->numbers, known, phrases->capacity);
    phrases->numbers[atom] = PHRASE_NONE;
    return atom;
}

static void add_word(struct buf *key, const struct word *word)
{
    if (key->len) buf_add(key, word->gap);
    buf_add(key, word->folded);
}

uint32_t phrases_add(struct phrases *phrases, struct str phrase, uint32_t number)
{
    struct buf key = buf_in(phrases->arena);
    uint32_t atom = ATOM_NONE;
    words_read(&phrases->words, phrase);
    if (phrases->words.count) {
        struct str first = phrases->words.items[0].folded;
        phrases->lengths[ends(first)] |= length_bit(first);
    }
    for (size_t i = 0; i < phrases->words.count && i < PHRASE_WORDS_MAX; i++) {
        add_word(&key, &phrases->words.items[i]);
        atom = add_key(phrases, buf_str(&key));
    }
    if (atom == ATOM_NONE) return PHRASE_NONE;
    if (phrases->numbers[atom] == PHRASE_NONE) phrases->numbers[atom] = number;
    return phrases->numbers[atom];
}

size_t phrases_match(const struct phrases *phrases, const struct words *words, size_t at,
                     uint32_t *number)
{
    size_t longest = 0;
    struct str first = words->items[at].folded;
    if (words->items[at].joined) return 0;
    if (!(phrases->lengths[ends(first)] & length_bit(first))) return 0;
    uint32_t atom = atoms_find(&phrases->keys, first);
    if (atom == ATOM_NONE) return 0;
    char room[256];
    struct buf key = buf_over(words->arena, room, sizeof room);
    for (size_t i = at; atom != ATOM_NONE; i++) {
        bool ends = i + 1 == words->count || !words->items[i + 1].joined;
        if (phrases->numbers[atom] != PHRASE_NONE && ends) {
            *number = phrases->numbers[atom];
            longest = i + 1 - at;
        }
        if (i + 1 == words->count || i + 1 - at == PHRASE_WORDS_MAX) break;
        if (i == at) add_word(&key, &words->items[at]);
        add_word(&key, &words->items[i + 1]);
        atom = atoms_find(&phrases->keys, buf_str(&key));
    }
    return longest;
}
