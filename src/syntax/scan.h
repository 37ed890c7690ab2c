/* The scanner's side of the house: its state, and what its rules call. The rules are grammar/pol.l. */
#ifndef POL_SYNTAX_SCAN_H
#define POL_SYNTAX_SCAN_H

#include "syntax/build.h"

union POL_YYSTYPE;

/* flex asks for one of these and a little more; see scan.c. */
enum { SCAN_SLAB = 1024 };

/* Years and small whole numbers come again and again: one is made for all of them. */
enum { SCAN_SMALL = 256 };

struct scan_small {
    uint32_t value;
    const struct num *number;
};

struct scan {
    struct parser *parser;
    void *flex;          /* flex's own state, inside the slab */
    uint32_t offset;     /* where the next token begins, counted over all sources */
    uint32_t line_start; /* where the last line began of which something was scanned */
    size_t slab_used;
    struct scan_small small[SCAN_SMALL]; /* by the last bits of the value */
    _Alignas(16) char slab[SCAN_SLAB];
};

/* Interns the keywords, in order, as the first atoms; once for each table of atoms. */
void scan_intern_keywords(struct atoms *atoms);

/* Begins at the parser's source, whose text is scanned where it stands. */
void scan_begin(struct scan *scan, struct parser *parser);

/* The next token (TOK_…), its value and its place. */
int scan_next(struct scan *scan, union POL_YYSTYPE *value, struct span *span);

/* Notes where the last line begins in a text that was scanned, if one does. */
void scan_line(struct scan *scan, struct str text, struct span span);

/* Whether this atom is a keyword. */
bool scan_is_keyword(uint32_t atom);
/* The token of a word: that of the keyword, or TOK_NAME. */
int scan_word_token(uint32_t atom);
bool scan_keyword_is_reserved(uint32_t atom);
/* The keyword of a token, or an empty text. */
struct str scan_token_keyword(int token);

/* --- what the rules of pol.l call: each reports what is wrong with the text at `span` ------------ */

/* Whether it may be part of a name; of a sign outside ASCII only the scanner can tell. */
bool scan_is_name_byte(char c);

/* A word: how many of its bytes are a name (0: it begins with a sign); interns it (NFC). */
size_t scan_name(struct scan *scan, struct str text, uint32_t *atom);
/* A word of ASCII only; answers its token. */
int scan_plain_word(struct scan *scan, struct str text, uint32_t *atom);
/* The name between backquotes. */
uint32_t scan_quoted_name(struct scan *scan, struct str text, struct span span);
const struct num *scan_number(struct scan *scan, struct str text, struct span span);
/* `50 %`, which is reported. */
const struct num *scan_apart_percent(struct scan *scan, struct str text, struct span span);
const struct num *scan_percent(struct scan *scan, struct str text, struct span span);
struct ast_period scan_period(struct scan *scan, struct str text, struct span span);
/* What stands between the quotes, `quotes` of them at each side. */
struct ast_text scan_text(struct scan *scan, struct str text, size_t quotes, struct span span);
void scan_not_ended(struct scan *scan, struct span span, const char *what, const char *mend);
/* A sign of another language or keyboard; `plain` is what pol writes, or NULL. */
void scan_wrong_sign(struct scan *scan, struct span span, const char *plain);
/* The same of a sign that stands for a word; answers the word's token. */
int scan_wrong_word(struct scan *scan, struct span span, const char *word, uint32_t *atom);
void scan_bad_number(struct scan *scan, struct str text, struct span span);
/* A comment that says something to the program: `# pol: allow T04 -- reason`. */
void scan_instruction(struct scan *scan, struct str text, struct span span);
/* A text between typographic quotes. */
struct ast_text scan_typographic(struct scan *scan, struct str text, struct span span);
/* A code point that begins no token: a dash, a mathematical sign, anything. Reports it; answers the
 * number of bytes it takes and, in `token`, the one it stands for (0: none). */
size_t scan_strange(struct scan *scan, struct str text, struct span span, int *token);

#endif
