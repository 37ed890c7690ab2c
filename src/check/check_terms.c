/* G01 to G04: the glossary. One word for one thing. */
#include <stdlib.h>

#include "base/utf8.h"
#include "check/check.h"
#include "check/phrase.h"
#include "check/texts.h"

static struct str term_title(const struct term *term)
{
    return term->common.title.len ? term->common.title : term->common.name;
}

static struct span title_span(const struct symbol *common)
{
    return common->title.len ? common->decl->title.span : check_name(common);
}

void check_terms_said(struct check *check)
{
    const struct theory *t = check->t;
    if (!t->policy || t->terms_count || t->skipped->nameless || !t->nodes_count) return;
    struct finding *f = finding_add(check->findings, FINDING_G01, check_name(&t->policy->common),
                                    "no `term` says what the words of this policy mean");
    finding_help(check->findings, f,
                 "who reads another meaning into a word judges another policy: write `term safety "
                 "\"safety\" { means \"…\" }`, or `use` the glossary of the organisation");
}

/* --- G02: words that mean two things --------------------------------------------------------------------- */

static int compare_terms(const void *left, const void *right)
{
    const struct term *a = *(const struct term *const *)left;
    const struct term *b = *(const struct term *const *)right;
    int order = str_compare(a->common.name, b->common.name);
    if (order) return order;
    uint32_t x = a->common.decl->span.start, y = b->common.decl->span.start;
    return (x > y) - (x < y);
}

/* Terms and target groups in the order of their names; answers how many. */
static size_t sort_terms(struct check *check, const struct term ***sorted)
{
    const struct theory *t = check->t;
    size_t count = 0, most = t->terms_count + t->groups_count;
    *sorted = ARENA_ARRAY(check->scratch, const struct term *, most + 1);
    for (size_t i = 0; i < t->terms_count; i++) (*sorted)[count++] = t->terms[i];
    for (size_t i = 0; i < t->groups_count; i++) (*sorted)[count++] = t->groups[i];
    qsort(*sorted, count, sizeof **sorted, compare_terms);
    return count;
}

static void report_same_title(struct check *check, const struct term *term,
                              const struct term *first)
{
    struct finding *f = finding_add(check->findings, FINDING_G02, title_span(&term->common),
                                    "`%.*s` and `%.*s` are two terms with one title, `%.*s`",
                                    STR_ARG(first->common.name), STR_ARG(term->common.name),
                                    STR_ARG(term_title(term)));
    finding_relate(check->findings, f, location_of(title_span(&first->common)), "the other one");
    finding_help(check->findings, f,
                 "a word that is explained twice means two things: keep one of the two, or give "
                 "each a title of its own");
}

static void report_forbidden_title(struct check *check, const struct term *term,
                                   const struct ast_text *synonym, const struct term *titled)
{
    struct finding *f;
    if (term == titled) {
        f = finding_add(check->findings, FINDING_G02, synonym->span,
                        "the term `%.*s` forbids its own title", STR_ARG(term->common.name));
        finding_help(check->findings, f, "leave it out of `instead of`");
        return;
    }
    f = finding_add(check->findings, FINDING_G02, synonym->span,
                    "`%.*s` forbids the word `%.*s`, and `%.*s` has it as its title",
                    STR_ARG(term->common.name), STR_ARG(synonym->value),
                    STR_ARG(titled->common.name));
    finding_relate(check->findings, f, location_of(title_span(&titled->common)),
                   "the term with this title");
    finding_help(check->findings, f,
                 "if the two mean the same, keep one term; if not, leave the word out of "
                 "`instead of`");
}

void check_term_twice(struct check *check)
{
    const struct term **terms;
    size_t count = sort_terms(check, &terms);
    struct phrases titles; /* numbers are places in `terms` */
    phrases_init(&titles, check->scratch);
    for (size_t i = 0; i < count; i++) {
        uint32_t first = phrases_add(&titles, term_title(terms[i]), (uint32_t)i);
        /* A target group may well be explained by a term. */
        if (first != i && first != PHRASE_NONE &&
            terms[first]->common.decl->kind == terms[i]->common.decl->kind)
            report_same_title(check, terms[i], terms[first]);
    }
    struct words words = words_in(check->scratch);
    for (size_t i = 0; i < count; i++)
        for (const struct ast_texts_item *s = terms[i]->instead_of.first; s; s = s->next) {
            uint32_t titled;
            words_read(&words, s->text.value);
            if (words.count && phrases_match(&titles, &words, 0, &titled) == words.count)
                report_forbidden_title(check, terms[i], &s->text, terms[titled]);
        }
}

/* --- G03: words that a term forbids -------------------------------------------------------------------- */

struct forbidden {
    const struct term *term; /* NULL: a title, which may be used */
    const struct ast_text *synonym;
    bool disputed; /* other terms forbid it too, each for a word of its own */
};

struct search {
    struct check *check;
    struct phrases phrases; /* numbers are places in `items` */
    struct words words;
    struct forbidden *items;
    size_t count, capacity;
};

static void add_forbidden(struct search *search, struct str text, const struct term *term,
                          const struct ast_text *synonym)
{
    uint32_t number = phrases_add(&search->phrases, text, (uint32_t)search->count);
    if (number == PHRASE_NONE) return;
    if (number < search->count) {
        struct forbidden *first = &search->items[number];
        if (first->term && term && !str_equal(term_title(first->term), term_title(term)))
            first->disputed = true;
        return;
    }
    ARENA_GROW(search->check->scratch, search->items, search->count, search->capacity);
    search->items[search->count++] = (struct forbidden){.term = term, .synonym = synonym};
}

static bool has_capital(struct str text)
{
    uint32_t letter;
    for (size_t n; (n = utf8_decode(text, &letter)) > 0;
         text = (struct str){text.p + n, text.len - n})
        if (utf8_lower(letter) != letter) return true;
    return false;
}

/* The term's title in the case of the word that it replaces: titles begin with a capital because they
 * are titles. A capital further on says that it is a name, which stays as it is. */
static struct str replacement(struct check *check, const struct term *term, struct str found)
{
    struct str title = term_title(term);
    uint32_t old, new;
    size_t n = utf8_decode(title, &new);
    if (!n || !utf8_decode(found, &old)) return title;
    bool capital = utf8_lower(old) != old;
    if (capital == (utf8_lower(new) != new)) return title;
    struct str rest = {title.p + n, title.len - n};
    if (!capital && has_capital(rest)) return title;
    char bytes[4];
    struct buf text = buf_in(check->findings->arena);
    uint32_t first = capital ? utf8_upper(new) : utf8_lower(new);
    buf_add(&text, (struct str){bytes, utf8_encode(first, bytes)});
    buf_add(&text, rest);
    return buf_str(&text);
}

static void report_forbidden(struct search *search, const struct forbidden *item, struct span span,
                             struct str found, bool exact)
{
    struct check *check = search->check;
    struct str title = term_title(item->term);
    if (str_index(found, '\n') < found.len) found = item->synonym->value;
    struct finding *f = finding_add(check->findings, FINDING_G03, span,
                                    "`%.*s` is a word that the glossary replaces by `%.*s`",
                                    STR_ARG(found), STR_ARG(title));
    finding_relate(check->findings, f, location_of(item->synonym->span), "the term `%.*s` says so",
                   STR_ARG(item->term->common.name));
    if (item->disputed) {
        finding_help(check->findings, f,
                     "other terms forbid it too: say which of their words is meant");
        return;
    }
    finding_help(check->findings, f, "one word for one thing: write `%.*s`", STR_ARG(title));
    bool plain = item->term->common.title.len > 0;
    for (size_t i = 0; i < title.len; i++)
        plain = plain && title.p[i] != '"' && title.p[i] != '\\' && title.p[i] != '\n';
    if (plain && exact)
        finding_safe_edit(check->findings, f, span, replacement(check, item->term, found));
}

static void search_text(void *context, const struct ast_decl *decl, enum text_use use,
                        const struct ast_text *text)
{
    struct search *search = context;
    if (use == TEXT_QUOTED) return;
    /* What stands in the file, so that each word has its place; escapes would spoil that. */
    struct str written = sources_text(search->check->t->sources, text->span);
    bool exact = str_index(written, '\\') == written.len;
    if (!exact) written = text->value;
    words_read(&search->words, written);
    for (size_t at = 0; at < search->words.count;) {
        uint32_t number = 0;
        size_t count = phrases_match(&search->phrases, &search->words, at, &number);
        const struct forbidden *item = count ? &search->items[number] : NULL;
        if (item && item->term && item->term->common.decl != decl) {
            size_t start = search->words.items[at].start;
            size_t end = search->words.items[at + count - 1].end;
            struct span span = {text->span.start + (uint32_t)start,
                                text->span.start + (uint32_t)end};
            report_forbidden(search, item, exact ? span : text->span,
                             (struct str){written.p + start, end - start}, exact);
        }
        at += count ? count : 1;
    }
}

void check_forbidden_words(struct check *check)
{
    const struct term **terms;
    size_t count = sort_terms(check, &terms);
    struct search search = {.check = check, .words = words_in(check->scratch)};
    bool any = false;
    phrases_init(&search.phrases, check->scratch);
    /* Titles first: what is a title is allowed (G02 says so where a term forbids it), and `safety` in
     * `social safety` too. */
    for (size_t i = 0; i < count; i++) add_forbidden(&search, term_title(terms[i]), NULL, NULL);
    for (size_t i = 0; i < count; i++)
        for (const struct ast_texts_item *s = terms[i]->instead_of.first; s; s = s->next) {
            add_forbidden(&search, s->text.value, terms[i], &s->text);
            any = true;
        }
    if (any) texts_visit(check->t, search_text, &search);
}

/* --- G04: terms that nobody uses --------------------------------------------------------------------- */

enum { TOKEN_LONGEST = 64 };

/* A word of a term's title, and the declarations in whose texts it stands: two, so that one other than
 * the term's own can be told. */
struct title_word {
    const struct ast_decl *in[2];
};

struct usage {
    struct check *check;
    struct atoms stems, endings; /* what words in texts begin, or end, with; numbers are alike */
    struct title_word *words;    /* by number */
    size_t capacity, unsettled;  /* how many have not been met in two declarations */
    struct atoms tokens;
    struct token {
        uint32_t *stems;
        size_t count;
    } * matches; /* by token */
    size_t match_capacity;
    struct words read;
};

/* Without its last letters, which change when it is inflected. */
static struct str stem_of(struct str word)
{
    size_t drop = word.len >= 7 ? 2 : word.len >= 5 ? 1 : 0;
    size_t len = word.len - drop;
    while (len < word.len && ((unsigned char)word.p[len] & 0xc0) == 0x80) len--;
    return (struct str){word.p, len};
}

/* Two words with one stem share a number: then they are told apart no more. */
static void add_title_word(struct usage *usage, struct str word)
{
    size_t known = usage->stems.count;
    uint32_t number = atoms_intern(&usage->stems, stem_of(word));
    if (number < known) return;
    ARENA_GROW(usage->check->scratch, usage->words, known, usage->capacity);
    usage->words[number] = (struct title_word){{NULL, NULL}};
    atoms_intern(&usage->endings, word);
    usage->unsettled++;
}

static void find_stems(struct usage *usage, struct str token, struct token *match)
{
    uint32_t found[2 * TOKEN_LONGEST];
    for (size_t i = 1; token.len <= TOKEN_LONGEST && i <= token.len; i++) {
        uint32_t stem = atoms_find(&usage->stems, (struct str){token.p, i});
        if (stem != ATOM_NONE) found[match->count++] = stem;
        stem = atoms_find(&usage->endings, (struct str){token.p + i - 1, token.len - i + 1});
        if (stem != ATOM_NONE) found[match->count++] = stem;
    }
    match->stems = arena_copy(usage->check->scratch, found, match->count * sizeof *found);
}

static void mark_text(void *context, const struct ast_decl *decl, enum text_use use,
                      const struct ast_text *text)
{
    struct usage *usage = context;
    (void)use;
    if (!usage->unsettled) return;
    words_read(&usage->read, text->value);
    for (size_t i = 0; i < usage->read.count; i++) {
        struct str folded = usage->read.items[i].folded;
        size_t known = usage->tokens.count;
        uint32_t token = atoms_intern_borrowed(&usage->tokens, folded);
        if (token == known) {
            ARENA_GROW(usage->check->scratch, usage->matches, known, usage->match_capacity);
            usage->matches[token] = (struct token){.count = 0};
            find_stems(usage, folded, &usage->matches[token]);
        }
        const struct token *match = &usage->matches[token];
        for (size_t k = 0; k < match->count; k++) {
            const struct ast_decl **in = usage->words[match->stems[k]].in;
            if (!in[0])
                in[0] = decl;
            else if (in[0] != decl && !in[1]) {
                in[1] = decl;
                usage->unsettled--;
            }
        }
    }
}

/* Whether each word of the title stands in some text that is not the term's own. */
static bool is_used(struct usage *usage, const struct term *term)
{
    words_read(&usage->read, term_title(term));
    for (size_t i = 0; i < usage->read.count; i++) {
        uint32_t number = atoms_find(&usage->stems, stem_of(usage->read.items[i].folded));
        const struct ast_decl *const *in = usage->words[number].in;
        if (!in[1] && (!in[0] || in[0] == term->common.decl)) return false;
    }
    return true;
}

/* A glossary by itself is written for others too: that this policy does not use a word of it means
 * nothing. */
static bool is_glossary(const struct ast_file *file)
{
    for (const struct ast_decl *d = file->decls; d; d = d->next)
        if (d->kind != DECL_TERM && d->kind != DECL_GROUP && d->kind != DECL_UNIT &&
            d->kind != DECL_ACTOR && d->kind != DECL_USE && d->kind != DECL_SETTINGS)
            return false;
    return true;
}

static void report_unused_term(struct check *check, const struct symbol *common, struct str title)
{
    struct finding *f =
        finding_add(check->findings, FINDING_G04, check_name(common),
                    "the term `%.*s` is explained and never used", STR_ARG(common->name));
    finding_help(check->findings, f,
                 "no title, note or reason says `%.*s`: use the word where it is meant, or leave "
                 "the term out",
                 STR_ARG(title));
}

static void check_terms_of(struct usage *usage, const struct ast_file *file)
{
    const struct theory *t = usage->check->t;
    for (const struct ast_decl *d = file->of_kind[DECL_TERM].first; d; d = d->next_of_kind) {
        if (d->name.atom == ATOM_NONE) continue;
        const struct symbol *symbol = t->by_atom[d->name.atom];
        if (!symbol || symbol->decl != d || symbol->used) continue;
        const struct term *term = symbol->thing;
        if (!check_skipped(usage->check, &term->common) && !is_used(usage, term))
            report_unused_term(usage->check, &term->common, term_title(term));
    }
}

void check_term_used(struct check *check)
{
    const struct theory *t = check->t;
    if (!t->terms_count) return;
    for (size_t i = 0; i < t->file_count; i++)
        if (t->files[i]->broken) return; /* it may be used there */
    struct usage usage = {.check = check, .read = words_in(check->scratch)};
    atoms_init(&usage.stems, check->scratch);
    atoms_init(&usage.endings, check->scratch);
    atoms_init(&usage.tokens, check->scratch);
    for (size_t i = 0; i < t->terms_count; i++) {
        words_read(&usage.read, term_title(t->terms[i]));
        for (size_t k = 0; k < usage.read.count; k++)
            add_title_word(&usage, usage.read.items[k].folded);
    }
    texts_visit(t, mark_text, &usage);
    for (size_t i = 0; i < t->file_count; i++)
        if (!is_glossary(t->files[i])) check_terms_of(&usage, t->files[i]);
}
