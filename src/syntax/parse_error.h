/* Where a syntax error happened and what to say of it. */
#ifndef POL_SYNTAX_PARSE_ERROR_H
#define POL_SYNTAX_PARSE_ERROR_H

#include "syntax/build.h"

/* The parser's state in the terms of the language. The grammar fills it (pol_yy_situation). */
struct situation {
    int block;            /* the innermost open block: a decl_kind, BLOCK_LINK, or BLOCK_NONE */
    bool at_start;        /* a clause of that block, or a declaration, could begin here */
    struct str construct; /* else: the word with which the present clause or declaration began */
    int construct_block;  /* the block that a `{` would open now, or BLOCK_NONE */
    struct span construct_span;
};

/* A token, as the feed holds it. */
struct token_seen {
    int token;
    uint32_t atom; /* of a word, else ATOM_NONE */
    struct span span;
};

/* Reports that `seen` can't stand here. `before` are the two tokens before it, the last one first, with
 * token 0 where it is the first on its line; `named` says that it names a declaration. `accepts(state, token)` says what
 * could stand here. */
void parse_error_report(struct parser *p, const struct situation *situation,
                        const struct token_seen *seen, const struct token_seen *before, bool named,
                        bool (*accepts)(void *, int), void *state);

/* The keyword that a name was probably meant to be and that could stand here, or 0. */
int parse_error_meant(struct parser *p, const struct token_seen *seen, bool (*accepts)(void *, int),
                      void *state);

#endif
