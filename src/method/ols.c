/* Least squares, and the covariances that don't need equal, independent errors. */
#include "method/ols.h"

#include <math.h>
#include <string.h>

#include "method/qr.h"

/* Residuals below this part of the largest value are rounding. */
static const double ROUNDING = 4e-15;

enum { REFINEMENTS = 2 };

/* Below this plain QR loses digits that refinement gets back. */
static const double NEARLY_DEPENDENT = 0.02;

/* A sum of products in two parts, so that nothing is lost to cancellation (Dekker's product, Knuth's sum;
 * Ogita, Rump & Oishi, "Accurate sum and dot product", 2005). */
struct exact_sum {
    double sum, rest;
};

static void add_product(struct exact_sum *s, double a, double b)
{
    double product = a * b;
    double split_a = 134217729.0 * a, split_b = 134217729.0 * b;
    double a_high = split_a - (split_a - a), a_low = a - a_high;
    double b_high = split_b - (split_b - b), b_low = b - b_high;
    double lost = a_low * b_low - (((product - a_high * b_high) - a_low * b_high) - a_high * b_low);
    double total = s->sum + product, part = total - s->sum;
    s->rest += (s->sum - (total - part)) + (product - part) + lost;
    s->sum = total;
}

/* y - r - X b for each row. */
static void left_over(const struct design *design, const double *y, const struct ols *fit,
                      double *left)
{
    for (size_t i = 0; i < design->n; i++) {
        const double *row = design->x + i * design->k;
        struct exact_sum s = {y[i], 0};
        add_product(&s, -1, fit->residual[i]);
        for (size_t j = 0; j < design->k; j++) add_product(&s, -row[j], fit->coefficient[j]);
        left[i] = s.sum + s.rest;
    }
}

/* One correction of coefficients and residuals: what is left of y - r - X b = 0 and X'r = 0. */
static void refine(struct arena *arena, const struct design *design, const double *y,
                   struct ols *fit)
{
    size_t n = design->n, k = design->k;
    double *f = ARENA_ARRAY(arena, double, n), *g = ARENA_ARRAY(arena, double, k);
    double *d = ARENA_ARRAY(arena, double, k), *change = ARENA_ARRAY(arena, double, k);
    left_over(design, y, fit, f);
    for (size_t j = 0; j < k; j++) {
        struct exact_sum s = {0, 0};
        for (size_t i = 0; i < n; i++) add_product(&s, -design->x[i * k + j], fit->residual[i]);
        g[j] = s.sum + s.rest;
    }
    qr_rotate(fit->qr, f);
    qr_solve_transposed(fit->qr, g, d);
    for (size_t j = 0; j < k; j++) f[j] -= d[j];
    qr_solve(fit->qr, f, change);
    memcpy(f, d, k * sizeof *d);
    qr_rotate_back(fit->qr, f);
    for (size_t j = 0; j < k; j++) fit->coefficient[j] += change[j];
    for (size_t i = 0; i < n; i++) fit->residual[i] += f[i];
}

static void solve(struct arena *arena, const struct design *design, const double *y,
                  struct ols *fit)
{
    size_t n = design->n, k = design->k;
    double *rotated = arena_copy(arena, y, n * sizeof *y);
    qr_rotate(fit->qr, rotated);
    qr_solve(fit->qr, rotated, fit->coefficient);
    for (size_t i = 0; i < n; i++) {
        double residual = y[i];
        for (size_t j = 0; j < k; j++) residual -= design->x[i * k + j] * fit->coefficient[j];
        fit->residual[i] = residual;
    }
}

static double sum_of_squares(const double *x, size_t n, double about)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) sum += (x[i] - about) * (x[i] - about);
    return sum;
}

static void summarise(const struct design *design, const double *y, struct ols *fit)
{
    size_t n = design->n, k = design->k;
    double mean = 0, largest = 0;
    for (size_t i = 0; i < n; i++) {
        mean += y[i] / (double)n;
        largest = fmax(largest, fabs(y[i]));
    }
    fit->rss = sum_of_squares(fit->residual, n, 0);
    fit->df = (double)(n - k);
    double total = sum_of_squares(y, n, design->intercept ? mean : 0);
    double model_df = (double)(design->intercept ? k - 1 : k);
    fit->exact = n == k || sqrt(fit->rss / (double)n) <= ROUNDING * largest;
    fit->sigma = n > k ? sqrt(fit->rss / fit->df) : 0;
    bool constant = sqrt(total / (double)n) <= ROUNDING * largest;
    fit->r_squared = !constant ? fmax(0, 1 - fit->rss / total) : 0;
    if (!fit->exact && !constant && model_df > 0)
        fit->f = (total - fit->rss) / model_df / (fit->rss / fit->df);
    if (!isfinite(fit->f)) fit->f = 0;
}

static void allocate(struct arena *arena, const struct design *design, struct ols *fit)
{
    size_t n = design->n, k = design->k;
    *fit = (struct ols){.n = n, .k = k};
    fit->coefficient = ARENA_ARRAY(arena, double, k);
    fit->se = ARENA_ARRAY(arena, double, k);
    fit->unscaled = ARENA_ARRAY(arena, double, k *k);
    fit->residual = ARENA_ARRAY(arena, double, n);
    fit->qr = ARENA_NEW(arena, struct qr);
}

/* Fills what was allocated. */
static enum method_status fit_with(struct arena *arena, const struct design *design,
                                   const double *y, struct ols *fit)
{
    size_t n = design->n, k = design->k;
    for (size_t i = 0; i < n; i++)
        if (!isfinite(y[i])) return METHOD_BAD_INPUT;
    enum method_status status = qr_factor(arena, design->x, n, k, fit->qr);
    if (status != METHOD_OK) return status;
    solve(arena, design, y, fit);
    if (fit->qr->weakest < NEARLY_DEPENDENT) fit->refined = true;
    for (int step = 0; fit->refined && step < REFINEMENTS; step++) refine(arena, design, y, fit);
    qr_inverse(arena, fit->qr, fit->unscaled);
    summarise(design, y, fit);
    for (size_t j = 0; j < k; j++) {
        fit->se[j] = fit->sigma * sqrt(fit->unscaled[j * k + j]);
        if (!isfinite(fit->coefficient[j]) || !isfinite(fit->se[j])) return METHOD_BAD_INPUT;
    }
    return METHOD_OK;
}

enum method_status ols_fit(struct arena *arena, const struct design *design, const double *y,
                           struct ols *fit)
{
    allocate(arena, design, fit);
    fit->refined = true;
    return fit_with(arena, design, y, fit);
}

enum method_status ols_fit_series(struct arena *arena, const struct design *design, const double *y,
                                  struct ols *fit)
{
    allocate(arena, design, fit);
    return fit_with(arena, design, y, fit);
}

double *ols_sandwich(struct arena *arena, const struct ols *fit, const double *meat)
{
    size_t k = fit->k;
    double *half = ARENA_ARRAY(arena, double, k *k);
    double *covariance = ARENA_ARRAY(arena, double, k *k);
    for (size_t a = 0; a < k; a++)
        for (size_t b = 0; b < k; b++)
            for (size_t l = 0; l < k; l++)
                half[a * k + b] += fit->unscaled[a * k + l] * meat[l * k + b];
    for (size_t a = 0; a < k; a++)
        for (size_t b = 0; b < k; b++)
            for (size_t l = 0; l < k; l++)
                covariance[a * k + b] += half[a * k + l] * fit->unscaled[l * k + b];
    return covariance;
}

double *ols_hc1(struct arena *arena, const struct design *design, const struct ols *fit)
{
    size_t n = design->n, k = design->k;
    if (n <= k) return NULL;
    double *meat = ARENA_ARRAY(arena, double, k *k), factor = (double)n / fit->df;
    for (size_t i = 0; i < n; i++) {
        const double *row = design->x + i * k;
        double square = fit->residual[i] * fit->residual[i] * factor;
        for (size_t a = 0; a < k; a++)
            for (size_t b = 0; b < k; b++) meat[a * k + b] += square * row[a] * row[b];
    }
    return ols_sandwich(arena, fit, meat);
}

double *ols_clustered(struct arena *arena, const struct design *design, const struct ols *fit,
                      const struct clusters *clusters)
{
    size_t n = design->n, k = design->k, count = clusters->count;
    if (n <= k || count < 2) return NULL;
    double *meat = ARENA_ARRAY(arena, double, k *k);
    double *score = ARENA_ARRAY(arena, double, count *k);
    for (size_t i = 0; i < n; i++)
        for (size_t a = 0; a < k; a++)
            score[clusters->of[i] * k + a] += fit->residual[i] * design->x[i * k + a];
    double factor = (double)count / (double)(count - 1) * (double)(n - 1) / fit->df;
    for (size_t g = 0; g < count; g++)
        for (size_t a = 0; a < k; a++)
            for (size_t b = 0; b < k; b++)
                meat[a * k + b] += factor * score[g * k + a] * score[g * k + b];
    return ols_sandwich(arena, fit, meat);
}
