/* The feed: hands tokens to the parser, mends what can be mended, and leads it out of errors.
 *
 * Every token is first offered (pol_yy_accepts). One that does not fit is either mended at once, a
 * misspelt keyword taken as the right one, a brace that was forgotten put in, or reported; then the
 * parser is sent into recovery and tokens are skipped up to one that is sure to begin something new:
 * a clause or declaration keyword at the start of a line, or the brace that closes the block. */
#include "syntax/parse.h"

#include <errno.h>
#include <string.h>

#include "base/bug.h"
#include "pol.tab.h"
#include "syntax/parse_error.h"
#include "syntax/scan.h"
#include "text/suggest.h"

struct token {
    struct token_seen seen;
    POL_YYSTYPE value;
    bool first_on_line;
    uint32_t column; /* counting bytes from 0; of the token */
    uint32_t indent; /* the column of the first token on its line */
};

struct brace {
    struct span span;
    int block;       /* the kind of block it opens */
    uint32_t indent; /* of the line it stands on */
};

struct feed {
    struct parser *parser;
    pol_yypstate *state;
    struct scan scan;
    struct token now, ahead;
    bool has_ahead, begun;
    struct token_seen before[2]; /* the tokens before `now`, the last one first */
    uint32_t line_start, line_indent;
    struct brace *braces;
    size_t brace_count, brace_capacity;
    size_t owed; /* braces that were put in and may still come */
    struct arena *scratch;
    size_t errors;
    bool stopped;
};

/* --- tokens ------------------------------------------------------------------------------------ */

/* Whether a line began since the token before this one. A line that begins within a text is that of
 * the token behind it. */
static bool passes_line(struct feed *f, const struct token_seen *seen)
{
    bool first = !f->begun;
    f->begun = true;
    if (f->scan.line_start == f->line_start || f->scan.line_start > seen->span.start) return first;
    f->line_start = f->scan.line_start;
    return true;
}

/* The keywords are the last tokens that pol.y declares. */
static bool is_word(int token)
{
    return token == TOK_NAME || token >= TOK_AND;
}

static void read_token(struct feed *f, struct token *token)
{
    struct token_seen *seen = &token->seen;
    seen->token = scan_next(&f->scan, &token->value, &seen->span);
    seen->atom = is_word(seen->token) ? token->value.TOK_NAME : ATOM_NONE;
    token->first_on_line = passes_line(f, seen);
    token->column = seen->span.start - f->line_start;
    if (token->first_on_line) f->line_indent = token->column;
    token->indent = f->line_indent;
}

static void advance(struct feed *f)
{
    f->before[1] = f->before[0];
    f->before[0] = f->now.seen;
    if (f->has_ahead)
        f->now = f->ahead;
    else
        read_token(f, &f->now);
    f->has_ahead = false;
}

static const struct token *look_ahead(struct feed *f)
{
    if (!f->has_ahead) {
        read_token(f, &f->ahead);
        f->has_ahead = true;
    }
    return &f->ahead;
}

static bool accepts(void *state, int token)
{
    return pol_yy_accepts(state, token);
}

static const struct brace *innermost(const struct feed *f)
{
    return f->brace_count ? &f->braces[f->brace_count - 1] : NULL;
}

/* --- handing over ---------------------------------------------------------------------------------- */

/* Pushes a token that fits. */
static void push(struct feed *f, int token, const POL_YYSTYPE *value, struct span span)
{
    static const POL_YYSTYPE none = {0};
    int status = pol_yypush_parse(f->state, token, value ? value : &none, &span, f->parser);
    if (status != 2) return;
    if (errno == ENOMEM) arena_out_of_memory(f->parser->arena);
    struct finding *finding =
        finding_add(f->parser->findings, FINDING_S05, span, "this is nested too deeply to be read");
    finding_help(f->parser->findings, finding,
                 "give the inner parts names of their own with `let`");
    f->parser->file->broken = true;
    f->stopped = true;
}

static void push_now(struct feed *f)
{
    int token = f->now.seen.token;
    if (token == '{') {
        struct situation situation;
        pol_yy_situation(f->state, &situation);
        ARENA_GROW(f->scratch, f->braces, f->brace_count, f->brace_capacity);
        f->braces[f->brace_count++] = (struct brace){
            .span = f->now.seen.span,
            .block = situation.construct_block,
            .indent = f->now.indent,
        };
    }
    push(f, token, &f->now.value, f->now.seen.span);
    if (token == '}' && f->brace_count) f->brace_count--;
}

/* --- mending ----------------------------------------------------------------------------------------- */

static struct str text_of(const struct feed *f, struct span span)
{
    const struct source *source = f->parser->source;
    return (struct str){source->text.p + (span.start - source->base), span.end - span.start};
}

static bool in_rule(const struct feed *f)
{
    return f->brace_count && innermost(f)->block == DECL_RULE;
}

/* Whether a token ends the first half of `word when …` or `word otherwise`, perhaps misspelt. */
static bool ends_outcome(const struct feed *f, const struct token_seen *seen)
{
    if (seen->token == TOK_WHEN || seen->token == TOK_OTHERWISE) return true;
    if (seen->token != TOK_NAME) return false;
    struct str written = atoms_text(f->parser->atoms, seen->atom);
    const struct str words[] = {STR("when"), STR("otherwise")};
    return suggest_nearest(written, words, COUNT_OF(words)) != SUGGEST_NONE;
}

/* A rule takes any word at the start of a clause, as that of an outcome, so a misspelt keyword fits
 * there and is only seen by what follows. */
static bool misspelt_start(struct feed *f)
{
    if (f->now.seen.token != TOK_NAME || !in_rule(f)) return false;
    return accepts(f->state, '}') && !ends_outcome(f, &look_ahead(f)->seen);
}

static bool mend_keyword(struct feed *f)
{
    struct parser *p = f->parser;
    int meant = parse_error_meant(p, &f->now.seen, accepts, f->state);
    if (!meant) return false;
    struct str written = text_of(f, f->now.seen.span), keyword = scan_token_keyword(meant);
    struct finding *finding =
        finding_add(p->findings, FINDING_S01, f->now.seen.span,
                    "`%.*s` is not a word that can stand here; did you mean `%.*s`?",
                    STR_ARG(written), STR_ARG(keyword));
    finding_help(p->findings, finding, "write `%.*s`; it is read so for now", STR_ARG(keyword));
    finding_edit(p->findings, finding, f->now.seen.span, keyword);
    f->now.seen.token = meant;
    return true;
}

/* Something that can only stand further out begins a line no deeper than the block it would close. */
static bool brace_forgotten(struct feed *f)
{
    const struct brace *brace = innermost(f);
    if (!brace || !accepts(f->state, '}')) return false;
    if (f->now.seen.token == TOK_END) return true;
    return f->now.first_on_line && f->now.column <= brace->indent && f->now.seen.token != '}' &&
           scan_token_keyword(f->now.seen.token).len > 0;
}

static void mend_brace(struct feed *f)
{
    struct parser *p = f->parser;
    const struct brace *brace = innermost(f);
    struct span here = {f->now.seen.span.start, f->now.seen.span.start};
    struct finding *finding = finding_add(
        p->findings, FINDING_S01, brace->span,
        f->now.seen.token == TOK_END ? "this `{` is not closed before the file ends"
                                     : "this `{` is not closed before the next declaration begins");
    if (f->now.seen.token != TOK_END)
        finding_relate(p->findings, finding, location_of(f->now.seen.span),
                       "a `}` is missing before this");
    finding_help(p->findings, finding, "write a `}` where the block ends");
    while (!f->stopped && innermost(f) && brace_forgotten(f) &&
           !accepts(f->state, f->now.seen.token)) {
        push(f, '}', NULL, here);
        f->brace_count--;
        f->owed++;
    }
}

/* A closing brace that closes nothing is reported and left out. */
static bool mend_stray_brace(struct feed *f)
{
    if (f->now.seen.token != '}' || f->brace_count) return false;
    if (!accepts(f->state, TOK_END)) return false;
    if (f->owed) { /* the one that was put in earlier */
        f->owed--;
        return true;
    }
    struct finding *finding =
        finding_add(f->parser->findings, FINDING_S01, f->now.seen.span, "this `}` closes nothing");
    finding_help(f->parser->findings, finding,
                 "leave it out, or look for a `{` that is missing above");
    return true;
}

/* --- recovery ---------------------------------------------------------------------------------------- */

/* Remembers the names in what was skipped (see struct skipped) and says whether there were any.
 * Quoted texts and comments hold no names. */
static bool note_skipped_names(struct feed *f, uint32_t from, uint32_t to)
{
    bool any = false;
    struct parser *p = f->parser;
    struct str rest = text_of(f, (struct span){from, to});
    for (size_t i = 0; i < rest.len;) {
        char c = rest.p[i];
        if (c == '#' || c == '"') {
            char end = c == '#' ? '\n' : '"';
            for (i++; i < rest.len && rest.p[i] != end && rest.p[i] != '\n';) i++;
            i++;
            continue;
        }
        size_t start = i;
        while (i < rest.len && scan_is_name_byte(rest.p[i])) i++;
        if (i == start) {
            i++;
            continue;
        }
        uint32_t atom;
        if (scan_name(&f->scan, (struct str){rest.p + start, i - start}, &atom) == 0) continue;
        ARENA_GROW(p->arena, p->skipped->atoms, p->skipped->count, p->skipped->capacity);
        p->skipped->atoms[p->skipped->count++] = atom;
        any |= !scan_is_keyword(atom);
    }
    return any;
}

/* Signs that stand between the parts of one expression or list. */
static bool is_joint(int token)
{
    return token > 0 && token < 256 && strchr("+-*/^=<>(.,:[", token);
}

/* Words of conditions: `has evidence and owner`, `every measure where`. */
static bool joins_before(int token)
{
    return is_joint(token) || token == TOK_AND || token == TOK_OR || token == TOK_NOT ||
           token == TOK_WHERE || token == TOK_HAS || token == TOK_EVERY;
}

/* What no clause begins with behind its first word. */
static bool joins_behind(int token)
{
    return is_joint(token) || token == TOK_AND || token == TOK_OR || token == TOK_WHERE ||
           token == TOK_HAS || token == ')' || token == '}';
}

/* Whether reading can go on with `now`. At the start of a line a keyword begins something; in the
 * middle of one it may be a name in what is being skipped, so its neighbours are looked at. */
static bool is_safe(struct feed *f, int previous)
{
    int token = f->now.seen.token;
    if (!accepts(f->state, token)) return false;
    if (token == '{' || token == '}' || token == TOK_END) return true;
    if (token == TOK_NAME)
        return in_rule(f) && f->now.first_on_line && ends_outcome(f, &look_ahead(f)->seen);
    if (!scan_token_keyword(token).len) return false;
    if (f->now.first_on_line) return true;
    return !joins_before(previous) && !joins_behind(look_ahead(f)->seen.token);
}

/* Whether `now` is sure to begin something of its own, so that what came before it stays. */
static bool begins_clause(const struct feed *f)
{
    const struct token_seen *seen = &f->now.seen;
    if (seen->atom == ATOM_NONE || seen->token == TOK_END) return false;
    struct str word = atoms_text(f->parser->atoms, seen->atom);
    return f->now.first_on_line || clause_homes(f->parser->arena, word).len ||
           decl_begins_with(word);
}

/* Leads the parser out of an error that has been reported. Afterwards `now` fits. */
static void recover(struct feed *f)
{
    struct span here = f->now.seen.span;
    struct situation situation;
    pol_yy_situation(f->state, &situation);
    bool link = situation.construct_block == BLOCK_LINK;
    bool lost = f->parser->lost.end && f->parser->lost.start > situation.construct_span.start;
    bool complete = !lost && begins_clause(f) && accepts(f->state, TOK_SKIPPED);
    push(f, complete ? TOK_SKIPPED : TOK_POL_YYerror, NULL, here);
    pol_yy_situation(f->state, &situation);
    while (f->brace_count && innermost(f)->block != situation.block) f->brace_count--;
    size_t depth = 0;
    int previous = 0;
    while (!f->stopped) {
        int token = f->now.seen.token;
        if (depth && f->now.first_on_line && f->now.column == 0 && !f->brace_count &&
            scan_token_keyword(token).len)
            depth = 0; /* a declaration begins: the braces before it were never closed */
        if (token == TOK_END || (!depth && is_safe(f, previous))) break;
        if (!depth && brace_forgotten(f)) {
            mend_brace(f);
            continue;
        }
        if (token == '{') depth++;
        if (token == '}' && depth) depth--;
        previous = token;
        advance(f);
    }
    if (f->stopped) return;
    struct parser *p = f->parser;
    if (p->skipping.end && !note_skipped_names(f, p->skipping.start, f->now.seen.span.start))
        p->skipped->link |= link;
    p->skipping = SPAN_NONE;
    pol_yy_recovered(f->state);
}

/* --- the loop ----------------------------------------------------------------------------------------- */

/* Whether the token before `now` names the declaration that begins on this line. */
static bool is_named(const struct feed *f)
{
    if (f->now.first_on_line || f->before[0].token != TOK_NAME) return false;
    struct str keyword = scan_token_keyword(f->before[1].token);
    return decl_begins_with(keyword) && f->before[1].token != TOK_RULE; /* `for` is missing there */
}

static void handle_misfit(struct feed *f)
{
    struct parser *p = f->parser;
    if (f->now.seen.token == TOK_NAME && mend_keyword(f)) return;
    if (brace_forgotten(f)) {
        mend_brace(f);
        if (f->stopped || accepts(f->state, f->now.seen.token)) return;
    }
    if (mend_stray_brace(f)) {
        advance(f);
        return;
    }
    struct situation situation;
    pol_yy_situation(f->state, &situation);
    /* What was already reported of this clause is what makes it misfit. */
    uint32_t begin =
        situation.construct_span.end ? situation.construct_span.start : f->now.seen.span.start;
    if (!p->lost.end || p->lost.start < begin) {
        struct token_seen none[2] = {{.atom = ATOM_NONE}, {.atom = ATOM_NONE}};
        const struct token_seen *before = f->now.first_on_line ? none : f->before;
        parse_error_report(p, &situation, &f->now.seen, before, is_named(f), accepts, f->state);
    }
    recover(f);
}

static void run(struct feed *f)
{
    errno = 0; /* push asks whether memory ran out */
    advance(f);
    while (!f->stopped) {
        bool fits = accepts(f->state, f->now.seen.token) && !misspelt_start(f);
        if (!fits) {
            f->parser->file->broken = true;
            if (++f->errors > PARSE_ERROR_LIMIT) {
                finding_add(f->parser->findings, FINDING_S05, f->now.seen.span,
                            "more than %d mistakes: the rest of this file was not read",
                            PARSE_ERROR_LIMIT);
                return;
            }
            handle_misfit(f);
            if (!accepts(f->state, f->now.seen.token)) continue;
        }
        push_now(f);
        if (f->now.seen.token == TOK_END) return;
        advance(f);
    }
}

static void delete_state(void *feed)
{
    pol_yypstate_delete(((struct feed *)feed)->state);
}

struct ast_file *parse_source(const struct parse_context *context, struct source *source)
{
    struct arena *scratch = arena_child(context->arena);
    struct ast_file *file = ARENA_NEW(context->arena, struct ast_file);
    file->source = source;
    struct parser parser = {
        .arena = context->arena,
        .atoms = context->atoms,
        .findings = context->findings,
        .source = source,
        .file = file,
        .skipped = context->skipped,
    };
    struct feed *feed = ARENA_NEW(scratch, struct feed);
    *feed = (struct feed){
        .parser = &parser,
        .scratch = scratch,
        .line_start = source->base,
    };
    arena_defer(scratch, delete_state, feed);
    feed->state = pol_yypstate_new();
    if (!feed->state) arena_out_of_memory(scratch);
    scan_begin(&feed->scan, &parser);
    run(feed);
    arena_release(scratch);
    return file;
}
