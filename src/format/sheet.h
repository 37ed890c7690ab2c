/* What the formatter writes on: the tokens of a source, each with its width and the spaces before it,
 * and the lines that they are set on. Nothing but spaces, ends of lines and the order of printing is
 * decided here or anywhere in the formatter: each token and comment goes out as it came in. */
#ifndef POL_FORMAT_SHEET_H
#define POL_FORMAT_SHEET_H

#include "base/buf.h"
#include "syntax/trivia.h"

enum {
    SHEET_WIDTH = 100,   /* columns of a line */
    SHEET_INDENT = 2,    /* of a block */
    SHEET_COMMENTS = 40, /* the column in which comments behind code begin, where there is room */
    SHEET_COMMENTS_MOST = 60 /* how far a neighbour may move them */
};

struct piece {
    uint32_t width;  /* in columns; of a text of several lines that of the first */
    uint32_t before; /* spaces between it and the token before, when both are on one line */
    size_t pair;     /* of a bracket: the other one */
    bool tall;       /* it has several lines */
    bool commented;  /* comments stand between it and the token before */
};

struct line {
    size_t start, end; /* in the code */
    uint32_t indent;   /* spaces before it */
    uint32_t width;    /* of its last line (a text may go over several), with the indentation */
    bool after_blank;  /* an empty line stands before it */
    size_t comment;    /* behind the code; SHEET_NONE: none */
    uint32_t comment_at;
};

#define SHEET_NONE SIZE_MAX

struct sheet {
    struct arena *arena;
    const struct trivia *trivia;
    struct piece *pieces; /* one for each token */
    struct buf code;
    struct line *lines;
    size_t line_count, line_capacity;
    uint32_t column; /* where the next sign goes */
};

void sheet_begin(struct sheet *sheet, struct arena *arena, const struct trivia *trivia);

/* The kind (TOK_…) of a token. */
int sheet_token(const struct sheet *sheet, size_t token);

/* The spaces that stand between two tokens when nothing else is said. */
uint32_t sheet_space(int before, int token);

/* The tokens of a span are first..last. */
size_t sheet_first(const struct sheet *sheet, struct span span);
size_t sheet_last(const struct sheet *sheet, struct span span);

/* The columns of the tokens first..last on one line, without the spaces before the first. */
uint32_t sheet_width(const struct sheet *sheet, size_t first, size_t last);
/* Whether first..last can stand on one line: no comment between them, no text of several lines. */
bool sheet_is_plain(const struct sheet *sheet, size_t first, size_t last);

/* Sets a token on the line; with the comments before it, which begin lines at `indent`, and then so
 * does the token. */
void sheet_put(struct sheet *sheet, size_t token, uint32_t indent);
/* The same at the start of a new line. */
void sheet_put_below(struct sheet *sheet, size_t token, uint32_t indent);
/* The same for what begins a clause or declaration, so that empty lines before it and before its
 * comments are kept, save one at the start of a block. */
void sheet_put_item(struct sheet *sheet, size_t token, uint32_t indent, bool first);
/* The comments at the end of a block or file, before the token that closes it. */
void sheet_put_comments(struct sheet *sheet, size_t token, uint32_t indent, bool first);
/* The bracket that closes a block, whose comments have been set, on a line of its own. */
void sheet_put_end(struct sheet *sheet, size_t token, uint32_t indent);

/* The lines as a text, comments behind code set in columns. */
struct str sheet_text(struct sheet *sheet);

#endif
