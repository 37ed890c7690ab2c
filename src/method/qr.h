/* Householder QR of a tall matrix, by GSL on memory of an arena. Columns are first brought to a length near
 * 1 by powers of two, which rounds nothing, so that the size of a unit has no say in what counts as
 * dependent. */
#ifndef POL_METHOD_QR_H
#define POL_METHOD_QR_H

#include "method/measured.h"

struct qr {
    size_t n, k;
    double *packed; /* n × k, as GSL packs it */
    double *tau;    /* k */
    int *shift;     /* column j was multiplied by 2^-shift[j] */
    double
        weakest; /* the smallest part of a column that those before it don't explain: 1 is orthogonal */
};

/* Factors n × k `x`, row after row, n >= k >= 1. SINGULAR when a column is, but for 1e-13 of its length, a
 * combination of those before it. */
enum method_status qr_factor(struct arena *arena, const double *x, size_t n, size_t k,
                             struct qr *qr);

/* Q'y, and Qy, in place. */
void qr_rotate(const struct qr *qr, double *y);
void qr_rotate_back(const struct qr *qr, double *y);

/* Solves R b = c, c being the first k of Q'y; b in the units of the columns as they came. */
void qr_solve(const struct qr *qr, const double *rotated, double *b);

/* Solves R'd = g, g being X' times something. */
void qr_solve_transposed(const struct qr *qr, const double *g, double *d);

/* (X'X)^-1 from the inverse of R; k × k. */
void qr_inverse(struct arena *scratch, const struct qr *qr, double *inverse);

/* The thin Q: n × k with orthonormal columns. */
void qr_thin(const struct qr *qr, double *q);

#endif
