/* The fast way through a file: blocks of its text, shared out among workers who find the rows and
 * decode typed columns. A kind of file says how its text is cut (block_source.h) and how rows are found
 * in a block. */
#ifndef POL_DATA_SCAN_BLOCKS_H
#define POL_DATA_SCAN_BLOCKS_H

#include "data/block_rows.h"
#include "data/block_source.h"
#include "data/portions.h"

/* How the rows of a kind of file are found. `rows` are a worker's; what the kind has besides lies
 * around them. */
struct row_finder {
    struct block_rows *(*make)(const struct scan *scan, struct arena *arena, struct arena *scratch);
    /* As block_rows_begin and block_rows_next. */
    void (*begin)(struct block_rows *rows, const struct block *block);
    bool (*next)(struct block_rows *rows);
    /* What the worker found out becomes the reader's; what is counted begins anew. */
    void (*merge)(struct reader *reader, struct block_rows *rows);
};

/* What lives as long as the scan does. The source is in the reader's arena, too. */
struct block_scan;
struct block_scan *block_scan_new(struct scan *scan, const struct row_finder *finder,
                                  struct block_source *source);

/* Reads all blocks. The window's text begins on `line`; answers on which it begins afterwards. */
uint64_t block_scan_run(struct block_scan *all, uint64_t line);

#endif
