/* The values of a formula as small numbers: those of a breakdown, and those that `distinct` tells
 * apart. Each different value has a label from 1; a missing one has 0. */
#ifndef POL_COLLECT_LABELS_H
#define POL_COLLECT_LABELS_H

#include "collect/formulas.h"
#include "collect/number_map.h"

struct labels {
    struct arena *arena;
    struct formula_run *run;
    size_t formula;
    struct column column; /* of the type of the values, for their keys */
    struct atoms texts;   /* rows_key of each value; its label is its number + 1 */
    uint32_t *by_code;    /* label of a code or word; 0: not met yet */
    size_t code_capacity;
    size_t file;               /* of the table, that the codes are of */
    struct number_map numbers; /* whole numbers, days, ords */
    uint8_t scale;             /* of those whole numbers */
    uint32_t *number_labels;   /* by their number in the map */
    size_t number_capacity;
    uint32_t truths[2];
    uint32_t *room;       /* that the labels of rows stand in, for all portions */
    const uint32_t *rows; /* of the portion at hand: label by row, or NULL */
};

void labels_begin(struct labels *labels, struct formula_run *run, size_t formula);
/* A new portion. */
void labels_take(struct labels *labels);
/* The label of each row of the portion. */
const uint32_t *labels_rows(struct labels *labels);
size_t labels_count(const struct labels *labels); /* with the one for missing values */
struct str labels_text(const struct labels *labels, uint32_t label);

#endif
