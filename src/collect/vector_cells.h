/* Between typed vectors, which kernels take, and cells, which the general code takes. */
#ifndef POL_COLLECT_VECTOR_CELLS_H
#define POL_COLLECT_VECTOR_CELLS_H

#include "collect/rows.h"
#include "data/vectors.h"

/* The first `rows` values of a vector as cells in `scratch`. Texts stay where they are. */
struct cells cells_of_vector(struct arena *scratch, const struct vector *vector, size_t rows);

/* Values as a vector in the general form of their type, truths as bits; its arrays have room for a
 * portion. Words come as texts. */
struct vector vector_of_values(struct arena *scratch, enum cell_type type,
                               const struct values *values, size_t rows);

#endif
