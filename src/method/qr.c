/* Householder QR on plain arrays. */
#include "method/qr.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>

static const double DEPENDENT = 1e-13;

enum { LEAST_EXPONENT = -1000 }; /* so that its inverse is a double */

/* The exponent of the largest value in a column. */
static int exponent_of(const double *x, size_t n, size_t k)
{
    double largest = 0;
    for (size_t i = 0; i < n; i++) largest = fmax(largest, fabs(x[i * k]));
    int exponent = 0;
    if (largest > 0) frexp(largest, &exponent);
    return exponent < LEAST_EXPONENT ? LEAST_EXPONENT : exponent;
}

enum method_status qr_factor(struct arena *arena, const double *x, size_t n, size_t k,
                             struct qr *qr)
{
    *qr = (struct qr){.n = n, .k = k};
    if (k == 0) return METHOD_BAD_INPUT;
    if (n < k) return METHOD_TOO_FEW;
    qr->packed = ARENA_ARRAY(arena, double, n *k);
    qr->tau = ARENA_ARRAY(arena, double, k);
    qr->shift = ARENA_ARRAY(arena, int, k);
    double *length = ARENA_ARRAY(arena, double, k);
    for (size_t j = 0; j < k; j++) {
        qr->shift[j] = exponent_of(x + j, n, k);
        double square = 0, factor = ldexp(1, -qr->shift[j]);
        for (size_t i = 0; i < n; i++) {
            double scaled = factor * x[i * k + j];
            qr->packed[i * k + j] = scaled;
            square += scaled * scaled;
        }
        length[j] = sqrt(square);
        if (!isfinite(length[j])) return METHOD_BAD_INPUT;
        if (length[j] == 0) return METHOD_SINGULAR;
    }
    gsl_matrix_view matrix = gsl_matrix_view_array(qr->packed, n, k);
    gsl_vector_view tau = gsl_vector_view_array(qr->tau, k);
    gsl_linalg_QR_decomp(&matrix.matrix, &tau.vector);
    qr->weakest = 1;
    for (size_t j = 0; j < k; j++)
        qr->weakest = fmin(qr->weakest, fabs(qr->packed[j * k + j]) / length[j]);
    return qr->weakest > DEPENDENT ? METHOD_OK : METHOD_SINGULAR;
}

void qr_rotate(const struct qr *qr, double *y)
{
    gsl_matrix_const_view matrix = gsl_matrix_const_view_array(qr->packed, qr->n, qr->k);
    gsl_vector_const_view tau = gsl_vector_const_view_array(qr->tau, qr->k);
    gsl_vector_view vector = gsl_vector_view_array(y, qr->n);
    gsl_linalg_QR_QTvec(&matrix.matrix, &tau.vector, &vector.vector);
}

void qr_rotate_back(const struct qr *qr, double *y)
{
    gsl_matrix_const_view matrix = gsl_matrix_const_view_array(qr->packed, qr->n, qr->k);
    gsl_vector_const_view tau = gsl_vector_const_view_array(qr->tau, qr->k);
    gsl_vector_view vector = gsl_vector_view_array(y, qr->n);
    gsl_linalg_QR_Qvec(&matrix.matrix, &tau.vector, &vector.vector);
}

void qr_solve(const struct qr *qr, const double *rotated, double *b)
{
    size_t k = qr->k;
    for (size_t j = k; j-- > 0;) {
        double sum = rotated[j];
        for (size_t l = j + 1; l < k; l++) sum -= qr->packed[j * k + l] * b[l];
        b[j] = sum / qr->packed[j * k + j];
    }
    for (size_t j = 0; j < k; j++) b[j] = ldexp(b[j], -qr->shift[j]);
}

void qr_solve_transposed(const struct qr *qr, const double *g, double *d)
{
    size_t k = qr->k;
    for (size_t j = 0; j < k; j++) {
        double sum = ldexp(g[j], -qr->shift[j]);
        for (size_t l = 0; l < j; l++) sum -= qr->packed[l * k + j] * d[l];
        d[j] = sum / qr->packed[j * k + j];
    }
}

void qr_inverse(struct arena *scratch, const struct qr *qr, double *inverse)
{
    size_t k = qr->k;
    double *root = ARENA_ARRAY(scratch, double, k *k); /* R^-1, upper triangular */
    for (size_t column = 0; column < k; column++) {
        for (size_t j = column + 1; j-- > 0;) {
            double sum = j == column ? 1 : 0;
            for (size_t l = j + 1; l <= column; l++)
                sum -= qr->packed[j * k + l] * root[l * k + column];
            root[j * k + column] = sum / qr->packed[j * k + j];
        }
    }
    for (size_t a = 0; a < k; a++) {
        for (size_t b = a; b < k; b++) {
            double sum = 0;
            for (size_t l = b; l < k; l++) sum += root[a * k + l] * root[b * k + l];
            inverse[a * k + b] = inverse[b * k + a] = ldexp(sum, -qr->shift[a] - qr->shift[b]);
        }
    }
}

void qr_thin(const struct qr *qr, double *q)
{
    size_t n = qr->n, k = qr->k;
    memset(q, 0, n * k * sizeof *q);
    for (size_t j = 0; j < k; j++) q[j * k + j] = 1;
    /* The reflections, last one first; each has 1 in its own row and its rest below. */
    for (size_t r = k; r-- > 0;) {
        for (size_t j = r; j < k; j++) {
            double dot = q[r * k + j];
            for (size_t i = r + 1; i < n; i++) dot += qr->packed[i * k + r] * q[i * k + j];
            dot *= qr->tau[r];
            q[r * k + j] -= dot;
            for (size_t i = r + 1; i < n; i++) q[i * k + j] -= dot * qr->packed[i * k + r];
        }
    }
}
