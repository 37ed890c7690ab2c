/* T16 and T17: two of what should be one: indicators of one value, nodes with nearly one title. */
#include <stdlib.h>
#include <string.h>

#include "check/check.h"
#include "check/lexicon.h"

/* --- T16: one value, two directions ----------------------------------------------------------------- */

/* The indicators of one value: the first by name that wants it lower, and that wants it higher. */
struct wishes {
    const struct indicator *lower, *higher;
};

static const struct indicator *first_by_name(const struct indicator *a, const struct indicator *b)
{
    return !a || str_compare(b->common.name, a->common.name) < 0 ? b : a;
}

static void report_opposite(struct check *check, const struct wishes *wishes)
{
    const struct indicator *a = wishes->higher, *b = wishes->lower;
    struct finding *f =
        finding_add(check->findings, FINDING_T16, check_name(&b->common),
                    "`%.*s` is better higher and `%.*s` better lower, and both are the same value",
                    STR_ARG(a->common.name), STR_ARG(b->common.name));
    finding_relate(check->findings, f, location_of(check_name(&a->common)),
                   "here it is better higher");
    finding_help(
        check->findings, f,
        "whatever happens, one of the two gets better: more reports can mean that more goes "
        "wrong, or that more dare to say so. Find a second figure that tells which, and "
        "leave `better` out where neither is good in itself");
}

void check_opposite_directions(struct check *check)
{
    const struct theory *t = check->t;
    struct wishes *wishes = ARENA_ARRAY(check->scratch, struct wishes, t->indicators_count + 1);
    struct atoms values;
    struct buf text = buf_in(check->scratch);
    atoms_init(&values, check->scratch);
    for (size_t i = 0; i < t->indicators_count; i++) {
        const struct indicator *indicator = t->indicators[i];
        bool lower = indicator->better == BETTER_LOWER, higher = indicator->better == BETTER_HIGHER;
        if ((!lower && !higher) || !indicator->value_clause || !indicator->value) continue;
        if (indicator->value_clause->kind != CLAUSE_VALUE) continue;
        buf_clear(&text);
        ast_dump_expr(&text, t->atoms, indicator->value_clause->expr);
        struct wishes *of = &wishes[atoms_intern(&values, buf_str(&text))];
        if (lower) of->lower = first_by_name(of->lower, indicator);
        if (higher) of->higher = first_by_name(of->higher, indicator);
    }
    for (size_t i = 0; i < values.count; i++)
        if (wishes[i].lower && wishes[i].higher) report_opposite(check, &wishes[i]);
}

/* --- T17: nearly one title ------------------------------------------------------------------------------- */

/* Titles with more words than this are compared by these. */
enum { TITLE_WORDS_MAX = 16, TYPO_WORD_MIN = 5, TYPO_TITLE_MIN = 3 };

static bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* Plurals and the like, in English and Dutch, roughly: it only has to do the same with both titles. */
static struct str without_ending(struct str word)
{
    size_t n = word.len;
    if (n >= 6 && str_ends(word, STR("en"))) {
        n -= 2;
        if (word.p[n - 1] == word.p[n - 2] && !is_vowel(word.p[n - 1])) n--; /* ongevallen */
    } else if (n >= 6 && (str_ends(word, STR("sses")) || str_ends(word, STR("ches")))) {
        n -= 2;
    } else if (n >= 4 && word.p[n - 1] == 's' && word.p[n - 2] != 's' && word.p[n - 2] != 'u' &&
               word.p[n - 2] != 'i') {
        n--;
    }
    return (struct str){word.p, n};
}

/* The words of a title by which it is compared. */
struct stems {
    struct str items[TITLE_WORDS_MAX]; /* without fillers, each without its ending */
    size_t count;
    size_t turns; /* words such as `of`, which turn an order round */
};

/* False for a title that can't be compared: it has no words, or too many; one that is cut off would be
 * like another that goes on otherwise. */
static bool read_stems(struct lexicon *lexicon, struct str title, struct stems *stems)
{
    stems->count = stems->turns = 0;
    lexicon_read(lexicon, title);
    for (size_t i = 0; i < lexicon->words.count; i++) {
        size_t count;
        unsigned lists = lexicon_lists(lexicon, i, &count);
        if (lists & 1u << LEXICON_FILLER) continue;
        if (lists & 1u << LEXICON_OF) {
            stems->turns++;
            continue;
        }
        if (stems->count == TITLE_WORDS_MAX) return false;
        stems->items[stems->count++] = without_ending(lexicon->words.items[i].folded);
    }
    return stems->count > 0;
}

static bool may_be_typo(struct str word)
{
    if (word.len < TYPO_WORD_MIN) return false;
    for (size_t i = 0; i < word.len; i++)
        if (word.p[i] >= '0' && word.p[i] <= '9') return false;
    return true;
}

static uint64_t mix(uint64_t x)
{
    x ^= x >> 30;
    x *= 0xbf58476d1ce4e5b9u;
    x ^= x >> 27;
    x *= 0x94d049bb133111ebu;
    return x ^ x >> 31;
}

/* What titles have in common when they are alike: their words in any order, or all words but one. */
struct frames {
    uint64_t set;
    size_t count; /* of those with one word open */
    struct frame {
        uint64_t hash; /* of the other words and their places */
        struct str word;
    } open[TITLE_WORDS_MAX];
};

static void make_frames(const struct str *words, size_t count, struct frames *frames)
{
    uint64_t whole = 0, parts[TITLE_WORDS_MAX];
    frames->set = count;
    frames->count = 0;
    for (size_t i = 0; i < count; i++) {
        uint64_t hash = text_hash(words[i]);
        frames->set += hash;
        parts[i] = mix(hash + i);
        whole += parts[i];
    }
    for (size_t i = 0; count >= TYPO_TITLE_MIN && i < count; i++)
        if (may_be_typo(words[i]))
            frames->open[frames->count++] =
                (struct frame){mix(whole - parts[i] + (count << 8 | i)), words[i]};
}

/* --- titles that may be like another ------------------------------------------------------------------ */

/* Mostly there are none, and only those are worth a closer look. */
struct mark {
    uint32_t hash, node;
};

struct marks {
    struct mark *items;
    size_t count, capacity;
};

static void add_mark(struct arena *arena, struct marks *marks, uint64_t hash, size_t node)
{
    ARENA_GROW(arena, marks->items, marks->count, marks->capacity);
    marks->items[marks->count++] = (struct mark){(uint32_t)(hash >> 32), (uint32_t)node};
}

/* Drops the marks that only one title has. Some stay by accident; fewer when it is done again with another
 * odd `factor`. */
static void drop_single(struct arena *arena, struct marks *marks, uint32_t factor)
{
    unsigned bits = 9;
    while (bits < 32 && (size_t)1 << bits < marks->count * 8) bits++;
    uint64_t *once = ARENA_ARRAY(arena, uint64_t, (size_t)1 << (bits - 6));
    uint64_t *twice = ARENA_ARRAY(arena, uint64_t, (size_t)1 << (bits - 6));
    for (size_t i = 0; i < marks->count; i++) {
        uint32_t slot = marks->items[i].hash * factor >> (32 - bits);
        uint64_t bit = (uint64_t)1 << slot % 64;
        twice[slot / 64] |= once[slot / 64] & bit;
        once[slot / 64] |= bit;
    }
    size_t kept = 0;
    for (size_t i = 0; i < marks->count; i++) {
        uint32_t slot = marks->items[i].hash * factor >> (32 - bits);
        if (twice[slot / 64] >> slot % 64 & 1) marks->items[kept++] = marks->items[i];
    }
    marks->count = kept;
}

/* The nodes whose titles share a frame with another, in the order of their names. */
static const struct node **find_suspects(struct check *check, struct lexicon *lexicon,
                                         size_t *suspects)
{
    const struct theory *t = check->t;
    struct arena *arena = check->scratch;
    struct marks marks = {.count = 0};
    struct stems stems;
    struct frames frames;
    for (size_t i = 0; i < t->nodes_count; i++) {
        if (!read_stems(lexicon, t->nodes[i]->common.title, &stems)) continue;
        make_frames(stems.items, stems.count, &frames);
        add_mark(arena, &marks, frames.set, i);
        for (size_t k = 0; k < frames.count; k++) add_mark(arena, &marks, frames.open[k].hash, i);
    }
    drop_single(arena, &marks, 1);
    drop_single(arena, &marks, 0x9e3779b1u);
    bool *suspected = ARENA_ARRAY(arena, bool, t->nodes_count + 1);
    const struct node **nodes = ARENA_ARRAY(arena, const struct node *, marks.count + 1);
    *suspects = 0;
    for (size_t i = 0; i < marks.count; i++) {
        size_t node = marks.items[i].node;
        if (!suspected[node]) nodes[(*suspects)++] = t->nodes[node];
        suspected[node] = true;
    }
    check_sort_nodes(nodes, *suspects);
    return nodes;
}

/* --- a closer look ------------------------------------------------------------------------------------ */

struct title {
    const struct node *node;
    uint32_t words[TITLE_WORDS_MAX]; /* its stems, by their numbers in `words` */
    size_t count, turns;
};

struct titles {
    struct check *check;
    struct lexicon lexicon;
    struct atoms words;
    struct title *items; /* in the order of the names of their nodes */
    size_t count;
    bool *told; /* by title */
};

static void read_title(struct titles *titles, const struct node *node)
{
    struct title *title = &titles->items[titles->count];
    struct stems stems;
    if (!read_stems(&titles->lexicon, node->common.title, &stems)) return;
    *title = (struct title){.node = node, .count = stems.count, .turns = stems.turns};
    for (size_t i = 0; i < stems.count; i++)
        title->words[i] = atoms_intern_borrowed(&titles->words, stems.items[i]);
    titles->count++;
}

static void report_alike(struct titles *titles, size_t a, size_t b)
{
    const struct title *first = &titles->items[a], *second = &titles->items[b];
    if (titles->told[b]) return;
    titles->told[b] = true;
    const struct symbol *x = &first->node->common, *y = &second->node->common;
    if (x->atom == y->atom) return; /* declared twice: said already */
    bool same = str_equal(x->title, y->title);
    struct finding *f =
        finding_add(titles->check->findings, FINDING_T17, y->decl->title.span,
                    "`%.*s` and `%.*s` have %s title: `%.*s`%s%.*s%s", STR_ARG(x->name),
                    STR_ARG(y->name), same ? "the same" : "nearly one", STR_ARG(x->title),
                    same ? "" : " and `", STR_ARG(same ? STR("") : y->title), same ? "" : "`");
    finding_relate(titles->check->findings, f, location_of(x->decl->title.span), "the other one");
    finding_help(titles->check->findings, f,
                 "one thing with two names is counted twice: keep one, or say in the titles how "
                 "they differ");
}

static uint32_t number_of(struct atoms *keys, const uint32_t *words, size_t count)
{
    return atoms_intern(keys, (struct str){(const char *)words, count * sizeof *words});
}

static void sort_words(uint32_t *words, size_t count)
{
    for (size_t i = 1; i < count; i++)
        for (size_t k = i; k && words[k - 1] > words[k]; k--) {
            uint32_t word = words[k];
            words[k] = words[k - 1];
            words[k - 1] = word;
        }
}

/* Titles of the same words in the same order; of the same words in another order where an `of` or the
 * like explains it (`reports of near misses`, `near-miss reports`). */
static void find_same_words(struct titles *titles)
{
    struct arena *scratch = titles->check->scratch;
    struct atoms orders, sets;
    uint32_t *by_order = ARENA_ARRAY(scratch, uint32_t, titles->count + 1);
    uint32_t *by_set = ARENA_ARRAY(scratch, uint32_t, titles->count + 1);
    atoms_init(&orders, scratch);
    atoms_init(&sets, scratch);
    for (uint32_t i = 0; i < titles->count; i++) {
        const struct title *title = &titles->items[i];
        uint32_t sorted[TITLE_WORDS_MAX];
        size_t known = orders.count;
        uint32_t order = number_of(&orders, title->words, title->count);
        if (order == known)
            by_order[order] = i;
        else
            report_alike(titles, by_order[order], i);
        memcpy(sorted, title->words, title->count * sizeof *sorted);
        sort_words(sorted, title->count);
        known = sets.count;
        uint32_t set = number_of(&sets, sorted, title->count);
        if (set == known)
            by_set[set] = i;
        else if (titles->items[by_set[set]].turns != title->turns)
            report_alike(titles, by_set[set], i);
    }
}

/* --- a letter more or less ------------------------------------------------------------------------------- */

/* A title with one of its words left open: those that are alike differ in that word only. */
struct open_title {
    uint64_t frame; /* a hash of the other words and their places */
    uint32_t title; /* its place */
    struct str word;
};

static int compare_open(const void *left, const void *right)
{
    const struct open_title *a = left, *b = right;
    if (a->frame != b->frame) return a->frame < b->frame ? -1 : 1;
    int order = str_compare(a->word, b->word);
    return order ? order : (a->title > b->title) - (a->title < b->title);
}

/* By the ends of the words: neighbours then differ at their beginning. */
static int compare_open_backwards(const void *left, const void *right)
{
    const struct open_title *a = left, *b = right;
    if (a->frame != b->frame) return a->frame < b->frame ? -1 : 1;
    for (size_t i = 1; i <= a->word.len && i <= b->word.len; i++) {
        unsigned char x = (unsigned char)a->word.p[a->word.len - i];
        unsigned char y = (unsigned char)b->word.p[b->word.len - i];
        if (x != y) return x < y ? -1 : 1;
    }
    if (a->word.len != b->word.len) return a->word.len < b->word.len ? -1 : 1;
    return (a->title > b->title) - (a->title < b->title);
}

/* Whether one letter was left out, added or changed, and not the first: `legal` and `illegal` differ. */
static bool is_typo(struct str a, struct str b)
{
    if (a.len > b.len) {
        struct str shorter = b;
        b = a;
        a = shorter;
    }
    if (b.len - a.len > 1 || a.p[0] != b.p[0]) return false;
    size_t same = 0;
    while (same < a.len && a.p[same] == b.p[same]) same++;
    size_t skip = a.len == b.len ? 1 : 0;
    if (same + skip > a.len) return false;
    return memcmp(a.p + same + skip, b.p + same + 1, a.len - same - skip) == 0;
}

/* Whether the two differ in one word only, and that by a letter. */
static bool differ_by_letter(const struct titles *titles, const struct open_title *a,
                             const struct open_title *b)
{
    const struct title *x = &titles->items[a->title], *y = &titles->items[b->title];
    size_t differing = 0;
    if (x->count != y->count || !is_typo(a->word, b->word)) return false;
    for (size_t i = 0; i < x->count; i++) differing += x->words[i] != y->words[i];
    return differing == 1;
}

static void compare_neighbours(struct titles *titles, const struct open_title *open, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const struct open_title *a = &open[i - 1], *b = &open[i];
        if (a->frame != b->frame || !differ_by_letter(titles, a, b)) continue;
        if (a->title < b->title)
            report_alike(titles, a->title, b->title);
        else
            report_alike(titles, b->title, a->title);
    }
}

static struct open_title *open_titles(struct titles *titles, size_t *count)
{
    struct open_title *open = NULL;
    struct str words[TITLE_WORDS_MAX];
    struct frames frames;
    size_t capacity = *count = 0;
    for (uint32_t i = 0; i < titles->count; i++) {
        const struct title *title = &titles->items[i];
        for (size_t k = 0; k < title->count; k++)
            words[k] = atoms_text(&titles->words, title->words[k]);
        make_frames(words, title->count, &frames);
        for (size_t k = 0; k < frames.count; k++) {
            ARENA_GROW(titles->check->scratch, open, *count, capacity);
            open[(*count)++] = (struct open_title){frames.open[k].hash, i, frames.open[k].word};
        }
    }
    return open;
}

static void find_typos(struct titles *titles)
{
    size_t count;
    struct open_title *open = open_titles(titles, &count);
    if (!count) return;
    qsort(open, count, sizeof *open, compare_open);
    compare_neighbours(titles, open, count);
    qsort(open, count, sizeof *open, compare_open_backwards);
    compare_neighbours(titles, open, count);
}

void check_near_titles(struct check *check)
{
    struct titles titles = {.check = check};
    size_t count;
    lexicon_of_all(&titles.lexicon, check->scratch);
    const struct node **nodes = find_suspects(check, &titles.lexicon, &count);
    titles.items = ARENA_ARRAY(check->scratch, struct title, count + 1);
    titles.told = ARENA_ARRAY(check->scratch, bool, count + 1);
    atoms_init(&titles.words, check->scratch);
    for (size_t i = 0; i < count; i++) read_title(&titles, nodes[i]);
    find_same_words(&titles);
    find_typos(&titles);
}
