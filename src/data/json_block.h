/* Blocks of JSON Lines: each ends with a line end, if need be with one more than the file has. A line
 * that is too long for a block is in none. */
#ifndef POL_DATA_JSON_BLOCK_H
#define POL_DATA_JSON_BLOCK_H

#include "data/block_source.h"

extern const struct block_cutter json_line_cutter;

#endif
