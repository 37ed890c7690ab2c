/* What holds for every program that `pol fmt` lays out: the tree and the comments are those of before,
 * laid out twice is laid out once, no line ends with a space, and none is longer than 100 columns where
 * it could be shorter.
 *
 *   layouts SEED TOKENS FILE ...
 *
 * Looks at the files, at the files with other spaces and comments between their tokens, and then at
 * programs made of their declarations, clauses and made-up expressions, until so many tokens have been
 * laid out. Prints `ok` or `not ok`; a text that fails goes to standard error. */
#include <string.h>

#include "../parsed.h"
#include "../unit/random.h"
#include "base/utf8.h"
#include "format/format.h"
#include "format/parts.h"

/* --- one text ------------------------------------------------------------------------------------ */

struct counts {
    size_t programs, tokens, refused, failed;
};

struct read_text {
    struct sources sources;
    struct findings findings;
    struct skipped skipped;
    struct ast_file *file;
    bool good;
};

static struct read_text *read_text(struct arena *arena, struct atoms *atoms, struct str text)
{
    struct read_text *r = ARENA_NEW(arena, struct read_text);
    sources_init(&r->sources, arena);
    findings_init(&r->findings, arena);
    struct parse_context context = {arena, atoms, &r->findings, &r->skipped};
    r->file = parse_source(&context, sources_add(&r->sources, STR("text"), text));
    r->good = !r->file->broken && !findings_have_error(&r->findings, 'S');
    return r;
}

/* What a text says, found without the formatter's own reader of tokens: its comments, one a line. */
static struct str comments_of(struct arena *arena, struct str text)
{
    struct buf out = buf_in(arena);
    for (size_t i = 0; i < text.len; i++) {
        struct str rest = {text.p + i, text.len - i};
        char c = text.p[i];
        if (str_starts(rest, STR("\"\"\""))) {
            for (i += 3; !str_starts((struct str){text.p + i, text.len - i}, STR("\"\"\"")); i++)
                if (text.p[i] == '\\') i++;
            i += 2;
        } else if (c == '"') {
            for (i++; text.p[i] != '"'; i++)
                if (text.p[i] == '\\') i++;
        } else if (c == '`') {
            for (i++; text.p[i] != '`';) i++;
        } else if (c == '#') {
            struct str comment = str_cut(&rest, '\n');
            i += comment.len;
            while (comment.len && strchr(" \t\r\f\v", comment.p[comment.len - 1])) comment.len--;
            buf_add(&out, comment);
            buf_add_char(&out, '\n');
        }
    }
    return buf_str(&out);
}

static struct str dump_of(struct arena *arena, const struct atoms *atoms,
                          const struct ast_file *file)
{
    struct buf out = buf_in(arena);
    ast_dump(&out, atoms, file);
    return buf_str(&out);
}

/* A line that is too long, or ends with a space, though nothing forces it. What stands between quotes
 * or behind a # can't be broken; nor can a short line be, of which one word is long. */
static const char *ugly_line(struct str text, struct str *ugly)
{
    bool in_text = false;
    for (struct str rest = text; rest.len;) {
        struct str line = str_cut(&rest, '\n');
        bool began_in_text = in_text;
        for (size_t i = 0; i + 2 < line.len; i++)
            if (memcmp(line.p + i, "\"\"\"", 3) == 0) {
                in_text = !in_text;
                i += 2;
            }
        if (line.len && line.p[line.len - 1] == '\r') line.len--;
        if (in_text || began_in_text) continue;
        *ugly = line;
        if (line.len && strchr(" \t", line.p[line.len - 1])) return "a line ends with a space";
        size_t indent = 0;
        while (indent < line.len && line.p[indent] == ' ') indent++;
        bool forced = memchr(line.p, '"', line.len) || memchr(line.p, '#', line.len) || indent > 30;
        if (!forced && utf8_width(line) > 100) return "a line is too long";
    }
    return NULL;
}

static const char *look_at(struct arena *arena, struct atoms *atoms, const struct read_text *before,
                           struct str text, struct str *ugly)
{
    struct str once = format_file(arena, atoms, before->file);
    struct read_text *after = read_text(arena, atoms, once);
    if (!after->good) return "it is no program any more";
    if (!str_equal(dump_of(arena, atoms, before->file), dump_of(arena, atoms, after->file)))
        return "its tree is another";
    if (!str_equal(comments_of(arena, text), comments_of(arena, once)))
        return "its comments are others";
    if (!str_equal(once, format_file(arena, atoms, after->file)))
        return "the second time changes it";
    return ugly_line(once, ugly);
}

/* Lays a text out, if it is a program, and looks at what comes. */
static bool check_text(struct parsed *parsed, struct str text, struct counts *counts)
{
    struct arena *arena = arena_child(&parsed->arena);
    struct read_text *before = read_text(arena, &parsed->atoms, text);
    const char *wrong = NULL;
    struct str ugly = STR("");
    counts->programs++;
    if (before->good) {
        wrong = look_at(arena, &parsed->atoms, before, text, &ugly);
        const struct trivia *trivia = trivia_read(arena, &parsed->atoms, before->file->source);
        counts->tokens += trivia->token_count;
    } else {
        counts->refused++;
    }
    if (wrong && counts->failed++ < 3)
        fprintf(stderr, "# %s: %.*s\n%.*s\n# --- laid out:\n%.*s\n", wrong, STR_ARG(ugly),
                STR_ARG(text), STR_ARG(format_file(arena, &parsed->atoms, before->file)));
    bool good = before->good;
    arena_release(arena);
    return good;
}

/* --- tokens to make programs of ------------------------------------------------------------------ */

struct words {
    struct arena *arena;
    struct str *items;
    size_t count, capacity;
};

static void add_word(struct words *words, struct str word)
{
    ARENA_GROW(words->arena, words->items, words->count, words->capacity);
    words->items[words->count++] = word;
}

/* A clause to be used anywhere its kind of declaration stands, with its expressions. */
struct sample {
    struct sample *next;
    const struct trivia *trivia;
    size_t first, last;
    struct exprs exprs;
    bool any_expr; /* an expression of it may be any, not a sum only */
};

struct heading {
    struct heading *next;
    const struct trivia *trivia;
    size_t first, last; /* up to the brace, or the whole when there is none */
    bool braces;
};

struct samples {
    struct sample *clauses[DECL_KINDS];
    size_t clause_count[DECL_KINDS];
    struct heading *heads[DECL_KINDS];
    size_t head_count[DECL_KINDS];
};

static bool takes_any(enum clause_kind kind)
{
    return kind == CLAUSE_VALUE || kind == CLAUSE_HOLDS || kind == CLAUSE_NEEDS ||
           kind == CLAUSE_OUTCOME || kind == CLAUSE_LOCAL || kind == CLAUSE_DONE;
}

static void add_exprs(struct exprs *exprs, const struct ast_clause *c)
{
    clause_exprs(exprs, c);
    const struct ast_clause *inner = NULL;
    if (c->kind == CLAUSE_INDICATOR) inner = c->decl->clauses;
    if (c->kind == CLAUSE_LEADS_TO || c->kind == CLAUSE_HARMS) inner = c->link->clauses;
    for (; inner; inner = inner->next) clause_exprs(exprs, inner);
}

static void collect_decl(struct parsed *p, struct samples *samples, const struct trivia *trivia,
                         const struct ast_decl *d)
{
    struct heading *head = ARENA_NEW(&p->arena, struct heading);
    size_t last = trivia_find(trivia, d->span.end) - 1;
    *head = (struct heading){samples->heads[d->kind], trivia, trivia_find(trivia, d->span.start),
                             last, false};
    for (size_t i = head->first; i <= last; i++)
        if (trivia->tokens[i].token == '{') {
            head->last = i - 1;
            head->braces = true;
            break;
        }
    samples->heads[d->kind] = head;
    samples->head_count[d->kind]++;
    for (const struct ast_clause *c = d->clauses; c; c = c->next) {
        struct sample *sample = ARENA_NEW(&p->arena, struct sample);
        *sample = (struct sample){
            .next = samples->clauses[d->kind],
            .trivia = trivia,
            .first = trivia_find(trivia, c->span.start),
            .last = trivia_find(trivia, c->span.end) - 1,
            .exprs = {.arena = &p->arena},
            .any_expr = takes_any(c->kind),
        };
        add_exprs(&sample->exprs, c);
        samples->clauses[d->kind] = sample;
        samples->clause_count[d->kind]++;
    }
}

/* --- expressions --------------------------------------------------------------------------------- */

static struct str pick(struct random *random, const char *const *words, size_t count)
{
    return str_from(words[random_below(random, count)]);
}

static const char *const leaves[] = {
    "x",
    "baseline",
    "serious_rate",
    "`over`",
    "coördinatie",
    "12",
    "1_000.5",
    "8%",
    "2018",
    "2019-Q1",
    "2020-05-01",
    "true",
    "\"a text, with # in it\"",
    "number_of_people_who_came_home_unharmed_in_the_year",
    "\"Oneigenlijk gebruik van dienstmiddelen en overschrijding van interne regels\"",
};
static const char *const sums[] = {"+", "-", "*", "/", "^"};
static const char *const comparisons[] = {"=", "!=", "<", ">", "<=", ">="};

static void make_any(struct words *out, struct random *random, int depth);
static void make_sum(struct words *out, struct random *random, int depth);

static void make_call(struct words *out, struct random *random, int depth)
{
    static const char *const names[] = {"mean", "count", "f", "interrupted_series"};
    static const char *const named[] = {"from", "season", "missing", "control"};
    add_word(out, pick(random, names, COUNT_OF(names)));
    add_word(out, STR("("));
    for (size_t n = random_below(random, 5), i = 0; i < n; i++) {
        if (i) add_word(out, STR(","));
        bool by_name = random_below(random, 4) == 0;
        if (by_name) {
            add_word(out, pick(random, named, COUNT_OF(named)));
            add_word(out, STR(":"));
        }
        make_any(out, random, depth - 1);
        if (by_name || random_below(random, 4)) continue;
        add_word(out, STR("where"));
        make_any(out, random, depth - 1);
    }
    add_word(out, STR(")"));
}

static void make_primary(struct words *out, struct random *random, int depth)
{
    uint64_t which = depth > 0 ? random_below(random, 10) : 0;
    if (which < 4) {
        add_word(out, pick(random, leaves, COUNT_OF(leaves)));
    } else if (which < 6) {
        make_call(out, random, depth);
    } else if (which == 6) {
        static const char *const unit[] = {"3", "[",   "incident", "/", "1000", "fte",
                                           "*", "day", "^",        "2", "]"};
        for (size_t i = 0; i < COUNT_OF(unit); i++) add_word(out, str_from(unit[i]));
    } else if (which == 7) {
        make_primary(out, random, depth - 1);
        add_word(out, STR("."));
        add_word(out, STR("low"));
    } else {
        add_word(out, STR("("));
        make_any(out, random, depth - 1);
        for (size_t n = which == 9 ? random_below(random, 8) : 0; n > 0; n--) {
            add_word(out, STR(","));
            make_any(out, random, depth - 2);
        }
        add_word(out, STR(")"));
    }
}

static void make_sum(struct words *out, struct random *random, int depth)
{
    uint64_t which = depth > 0 ? random_below(random, 12) : 0;
    if (which == 1) add_word(out, STR("-"));
    make_primary(out, random, depth - 1);
    if (which == 2) {
        add_word(out, STR("during"));
        make_primary(out, random, 0);
        add_word(out, STR(".."));
        make_primary(out, random, 0);
    } else if (which == 3) {
        add_word(out, random_below(random, 2) ? STR("at") : STR("+-"));
        make_primary(out, random, 0);
    } else if (which > 8) {
        for (size_t n = 1 + random_below(random, 4); n > 0; n--) {
            add_word(out, pick(random, sums, COUNT_OF(sums)));
            make_primary(out, random, depth - 1);
        }
    }
}

static void make_list(struct words *out, struct random *random, int depth)
{
    add_word(out, STR("("));
    for (size_t n = 1 + random_below(random, 9), i = 0; i < n; i++) {
        if (i) add_word(out, STR(","));
        make_sum(out, random, depth - 2);
    }
    add_word(out, STR(")"));
}

static void make_condition(struct words *out, struct random *random, int depth)
{
    make_sum(out, random, depth - 1);
    switch (random_below(random, 8)) {
    case 0:
    case 1:
    case 2:
        add_word(out, pick(random, comparisons, COUNT_OF(comparisons)));
        make_sum(out, random, depth - 1);
        return;
    case 3:
        if (random_below(random, 2)) add_word(out, STR("not"));
        add_word(out, STR("in"));
        make_list(out, random, depth);
        return;
    case 4:
        add_word(out, STR("in"));
        add_word(out, STR("2019"));
        add_word(out, STR(".."));
        if (random_below(random, 2)) add_word(out, STR("2021-Q1"));
        return;
    case 5:
        add_word(out, STR("within"));
        make_sum(out, random, depth - 2);
        add_word(out, STR(".."));
        make_sum(out, random, depth - 2);
        return;
    case 6:
        add_word(out, STR("is"));
        if (random_below(random, 2)) add_word(out, STR("not"));
        add_word(out, random_below(random, 2) ? STR("missing") : STR("achieved"));
        return;
    default: return;
    }
}

static void make_any(struct words *out, struct random *random, int depth)
{
    uint64_t which = depth > 0 ? random_below(random, 10) : 0;
    if (which == 1) {
        static const char *const words[] = {"if", "then", "else"};
        for (size_t i = 0; i < COUNT_OF(words); i++) {
            add_word(out, str_from(words[i]));
            make_condition(out, random, depth - 1);
        }
        return;
    }
    if (which == 2) add_word(out, STR("not"));
    make_condition(out, random, depth - 1);
    if (which < 7) return;
    struct str word = which == 7 ? STR("or") : STR("and");
    for (size_t n = 1 + random_below(random, 5); n > 0; n--) {
        add_word(out, word);
        make_condition(out, random, depth - 1);
    }
}

/* --- programs -------------------------------------------------------------------------------------- */

static void add_tokens(struct words *out, const struct trivia *trivia, size_t first, size_t end)
{
    for (size_t i = first; i < end; i++) add_word(out, trivia_text(trivia, trivia->tokens[i].span));
}

static void add_clause(struct words *out, struct random *random, const struct sample *sample)
{
    size_t at = sample->first;
    for (size_t i = 0; i < sample->exprs.count; i++) {
        const struct ast_expr *e = sample->exprs.items[i];
        size_t first = trivia_find(sample->trivia, e->span.start);
        size_t end = trivia_find(sample->trivia, e->span.end);
        if (first < at || random_below(random, 3)) continue;
        add_tokens(out, sample->trivia, at, first);
        int depth = (int)random_below(random, 6);
        bool brackets = !sample->any_expr && random_below(random, 2);
        if (brackets) add_word(out, STR("("));
        if (brackets || sample->any_expr)
            make_any(out, random, depth);
        else
            make_sum(out, random, depth);
        if (brackets) add_word(out, STR(")"));
        at = end;
    }
    add_tokens(out, sample->trivia, at, sample->last + 1);
}

static void add_decl(struct words *out, struct random *random, const struct samples *samples)
{
    size_t kind = random_below(random, DECL_KINDS);
    const struct heading *head = samples->heads[kind];
    if (!head) return;
    for (size_t n = random_below(random, samples->head_count[kind]); n > 0; n--) head = head->next;
    add_tokens(out, head->trivia, head->first, head->last + 1);
    if (!head->braces) return;
    add_word(out, STR("{"));
    for (size_t n = random_below(random, 12), i = 0; i < n && samples->clauses[kind]; i++) {
        const struct sample *sample = samples->clauses[kind];
        for (size_t k = random_below(random, samples->clause_count[kind]); k > 0; k--)
            sample = sample->next;
        add_clause(out, random, sample);
    }
    add_word(out, STR("}"));
}

/* --- spaces ---------------------------------------------------------------------------------------- */

/* How a text is strewn: mostly with spaces, or with anything. */
enum manner { CALM, WILD, MANNERS };

static void add_space(struct buf *out, struct random *random, enum manner manner, size_t *comments)
{
    switch (random_below(random, manner == CALM ? 60 : 14)) {
    case 0: buf_add(out, STR("\n")); return;
    case 1: buf_add(out, STR("\n\n")); return;
    case 2: buf_printf(out, " # comment %zu, \"{ ` \t\n  ", (*comments)++); return;
    case 3: buf_printf(out, "\n\t#%zu\n\n\n# pol: allow T04 -- why\n", (*comments)++); return;
    case 4: buf_add(out, STR("\r\n  ")); return;
    case 5: buf_add(out, STR("\t\xc2\xa0 ")); return;
    case 6: buf_add(out, STR("\n\n\n  ")); return;
    case 7: buf_add(out, STR("\n    ")); return;
    default: buf_add(out, STR(" ")); return;
    }
}

static struct str strew(struct arena *arena, struct random *random, const struct words *words)
{
    struct buf out = buf_in(arena);
    enum manner manner = (enum manner)random_below(random, MANNERS);
    size_t comments = 0;
    for (size_t i = 0; i < words->count; i++) {
        struct str word = words->items[i];
        bool open = word.len == 1 && strchr("{}", word.p[0]);
        if (manner == CALM && open && random_below(random, 3))
            buf_add(&out, STR("\n"));
        else
            add_space(&out, random, manner, &comments);
        buf_add(&out, word);
        if (manner == CALM && open && random_below(random, 3)) buf_add(&out, STR("\n"));
    }
    if (random_below(random, 2)) add_space(&out, random, WILD, &comments);
    return buf_str(&out);
}

static void check_made(struct parsed *p, struct random *random, const struct samples *samples,
                       struct counts *counts)
{
    struct arena *scratch = arena_child(&p->arena);
    struct words words = {.arena = scratch};
    for (size_t n = 1 + random_below(random, 12); n > 0; n--) add_decl(&words, random, samples);
    bool spoilt = words.count && random_below(random, 8) == 0;
    if (spoilt) /* most of these are no programs, and must be seen to be none */
        words.items[random_below(random, words.count)] =
            words.items[random_below(random, words.count)];
    bool good = check_text(p, strew(scratch, random, &words), counts);
    if (!good && !spoilt && counts->failed++ < 3) {
        fputs("# a program that was made is none; see `pol check` of:\n", stderr);
        for (size_t i = 0; i < words.count; i++) fprintf(stderr, " %.*s", STR_ARG(words.items[i]));
        fputc('\n', stderr);
    }
    arena_release(scratch);
}

/* --- the files -------------------------------------------------------------------------------------- */

static void check_file(struct parsed *p, struct random *random, struct samples *samples,
                       const char *path, struct counts *counts)
{
    struct str text = parsed_read(&p->arena, path);
    struct read_text *r = read_text(&p->arena, &p->atoms, text);
    size_t failed = counts->failed;
    if (r->good) {
        const struct trivia *trivia = trivia_read(&p->arena, &p->atoms, r->file->source);
        for (const struct ast_decl *d = r->file->decls; d; d = d->next)
            collect_decl(p, samples, trivia, d);
        check_text(p, text, counts);
        for (size_t n = 20; n > 0; n--) {
            struct words words = {.arena = &p->arena};
            add_tokens(&words, trivia, 0, trivia->token_count - 1);
            check_text(p, strew(&p->arena, random, &words), counts);
        }
    }
    printf("%s - %s is laid out%s\n", counts->failed > failed ? "not ok" : "ok", path,
           r->good ? "" : " (no: it has syntax errors)");
}

int main(int argc, char **argv)
{
    static struct parsed p;
    static struct samples samples;
    struct counts counts = {0};
    if (argc < 4) {
        fputs("usage: layouts SEED TOKENS FILE ...\n", stderr);
        return 2;
    }
    struct random random = {.state = strtoull(argv[1], NULL, 10)};
    size_t wanted = strtoull(argv[2], NULL, 10);
    parsed_init(&p, argv[3]); /* for its arena; its file is read again below */
    for (int i = 3; i < argc; i++) check_file(&p, &random, &samples, argv[i], &counts);
    size_t failed = counts.failed;
    counts.tokens = counts.programs = counts.refused = 0;
    while (counts.tokens < wanted && counts.failed < failed + 5)
        check_made(&p, &random, &samples, &counts);
    printf("%s - %zu tokens of %zu programs are laid out, %zu are no programs\n",
           counts.failed > failed ? "not ok" : "ok", counts.tokens, counts.programs,
           counts.refused);
    parsed_release(&p);
    return counts.failed > 0;
}
