/* Declarations and clauses as items of a block: which stand on one line, and what of them is set in
 * columns. */
#ifndef POL_FORMAT_BLOCK_H
#define POL_FORMAT_BLOCK_H

#include "format/sheet.h"

/* A declaration or a clause. An `indicator` in a block is both. */
struct item {
    const struct ast_decl *decl;
    const struct ast_clause *clause;
    size_t first, last; /* tokens */
    size_t value;       /* where what stands behind the keyword begins; SHEET_NONE: nowhere */
    size_t open;        /* the brace that opens its block; SHEET_NONE: it has none */
    bool flat;          /* its block stands on the same line */
    bool apart;         /* an empty line stands before it */
};

struct items {
    struct item *items;
    size_t count;
    uint32_t indent;
};

/* The items of a file, and of the block of an item. */
struct items items_of_file(struct sheet *sheet, const struct ast_file *file);
struct items items_of_block(struct sheet *sheet, const struct item *item, uint32_t indent);

/* Sets neighbouring values in columns, and says which blocks stand on one line. */
void items_align(struct sheet *sheet, struct items *items);

/* Whether it is a link, whose targets have their reasons beside them. */
bool is_link(const struct ast_clause *clause);

#endif
