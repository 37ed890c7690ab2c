/* Scans a source anew and looks between its tokens. What is scanned comes from the scanner itself, so
 * this can't differ from what was parsed about where a text ends and a comment begins. */
#include "syntax/trivia.h"

#include <string.h>

#include "pol.tab.h"
#include "syntax/scan.h"
#include "text/finding.h"

struct reader {
    struct arena *arena;
    struct trivia *trivia;
    size_t token_capacity, comment_capacity;
    bool line_end_seen;
};

struct str trivia_text(const struct trivia *trivia, struct span span)
{
    return (struct str){trivia->source->text.p + (span.start - trivia->source->base),
                        span.end - span.start};
}

/* Without the spaces at the end. A no-break space is a sign like any other there. */
static struct span comment_span(const struct trivia *trivia, struct span span)
{
    struct str text = trivia_text(trivia, span);
    while (text.len && strchr(" \t\r\f\v", text.p[text.len - 1]) && text.p[text.len - 1])
        text.len--;
    return (struct span){span.start, span.start + (uint32_t)text.len};
}

static void add_comment(struct reader *r, struct comment comment)
{
    struct trivia *t = r->trivia;
    ARENA_GROW(r->arena, t->comments, t->comment_count, r->comment_capacity);
    t->comments[t->comment_count++] = comment;
}

/* What stands between two tokens: comments, and how many lines end, which the token is told. */
static void read_gap(struct reader *r, struct span gap, struct trivia_token *token)
{
    struct trivia *t = r->trivia;
    struct str text = trivia_text(t, gap);
    bool at_start = gap.start == t->source->base;
    size_t ends = at_start ? 1 : 0; /* of lines, since the last token or comment */
    bool any_end = at_start;
    for (size_t i = 0; i < text.len; i++) {
        if (text.p[i] == '\n') {
            if (!r->line_end_seen) t->crlf = i && text.p[i - 1] == '\r';
            r->line_end_seen = any_end = true;
            ends++;
        } else if (text.p[i] == '#') {
            struct str rest = {text.p + i, text.len - i};
            size_t length = str_index(rest, '\n');
            uint32_t start = gap.start + (uint32_t)i;
            struct span span = {start, start + (uint32_t)length};
            add_comment(r, (struct comment){
                               .span = comment_span(t, span),
                               .trailing = !any_end,
                               .after_blank = ends > 1,
                           });
            ends = 0;
            i += length - 1;
        }
    }
    token->first_on_line = any_end;
    token->after_blank = ends > 1;
}

struct trivia *trivia_read(struct arena *arena, struct atoms *atoms, struct source *source)
{
    struct trivia *trivia = ARENA_NEW(arena, struct trivia);
    struct reader reader = {.arena = arena, .trivia = trivia};
    struct arena *scratch = arena_child(arena);
    struct findings findings;
    struct skipped skipped = {0};
    struct ast_file file = {.source = source};
    findings_init(&findings, scratch);
    struct parser parser = {
        .arena = scratch,
        .atoms = atoms,
        .findings = &findings,
        .source = source,
        .file = &file,
        .skipped = &skipped,
    };
    struct scan *scan = ARENA_NEW(scratch, struct scan);
    scan_begin(scan, &parser);
    trivia->source = source;
    uint32_t end = source->base;
    for (int last = -1; last != TOK_END;) {
        POL_YYSTYPE value;
        struct trivia_token token = {.comment = trivia->comment_count};
        last = token.token = scan_next(scan, &value, &token.span);
        read_gap(&reader, (struct span){end, token.span.start}, &token);
        end = token.span.end;
        ARENA_GROW(arena, trivia->tokens, trivia->token_count, reader.token_capacity);
        trivia->tokens[trivia->token_count++] = token;
    }
    arena_release(scratch);
    return trivia;
}

size_t trivia_find(const struct trivia *trivia, uint32_t offset)
{
    size_t low = 0, high = trivia->token_count - 1;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (trivia->tokens[middle].span.start < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool trivia_same(const struct trivia *a, const struct trivia *b)
{
    if (a->token_count != b->token_count || a->comment_count != b->comment_count) return false;
    for (size_t i = 0; i < a->token_count; i++)
        if (a->tokens[i].token != b->tokens[i].token ||
            a->tokens[i].comment != b->tokens[i].comment ||
            !str_equal(trivia_text(a, a->tokens[i].span), trivia_text(b, b->tokens[i].span)))
            return false;
    for (size_t i = 0; i < a->comment_count; i++)
        if (!str_equal(trivia_text(a, a->comments[i].span), trivia_text(b, b->comments[i].span)))
            return false;
    return true;
}
