/* The order in which groups of a breakdown are shown: numbers and dates by size, texts by their
 * bytes, words as declared; missing ones last. */
#ifndef POL_COLLECT_GROUPS_H
#define POL_COLLECT_GROUPS_H

#include "collect/cube.h"

/* Sorts the keys, and with them `numbers` where that is not NULL. The columns may be NULL: then by
 * text. */
void groups_sort(struct arena *arena, struct group_key *keys, uint32_t *numbers, size_t count,
                 struct column *const *by, size_t by_count);

#endif
