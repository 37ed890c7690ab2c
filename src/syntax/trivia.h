/* A source as it is laid out: its tokens, and what stands between them, comments and ends of lines.
 * Parsing does not make this list; it is for who asks, as the formatter does.
 *
 * The comments before token `i` are comments[tokens[i].comment] up to, not including,
 * comments[tokens[i + 1].comment]. The last token is the end of the file, so each comment stands
 * before some token. */
#ifndef POL_SYNTAX_TRIVIA_H
#define POL_SYNTAX_TRIVIA_H

#include "syntax/ast.h"

struct trivia_token {
    int token; /* TOK_… of pol.tab.h, or a sign */
    struct span span;
    size_t comment;     /* the first comment behind the token before */
    bool first_on_line; /* nothing but spaces stands before it on its line */
    bool after_blank;   /* an empty line stands right before it */
};

struct comment {
    struct span span; /* from the # to the last sign that is no space */
    bool trailing;    /* a token stands before it on its line */
    bool after_blank; /* an empty line stands right before it */
};

struct trivia {
    struct source *source;
    struct trivia_token *tokens; /* the last one is the end of the file */
    size_t token_count;
    struct comment *comments;
    size_t comment_count;
    bool crlf; /* the first line ends with CR LF */
};

/* Reads a source that was parsed without an error of family S; of another one the list is not
 * complete. Reports nothing. */
struct trivia *trivia_read(struct arena *arena, struct atoms *atoms, struct source *source);

/* The text of a token or comment. */
struct str trivia_text(const struct trivia *trivia, struct span span);

/* The first token that begins at or behind this offset. */
size_t trivia_find(const struct trivia *trivia, uint32_t offset);

/* Whether two sources have the same tokens and comments in the same order: they then mean the same. */
bool trivia_same(const struct trivia *a, const struct trivia *b);

#endif
