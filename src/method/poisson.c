/* Poisson regression: each step is a weighted least-squares fit by QR. */
#include "method/poisson.h"

#include <math.h>

#include "method/qr.h"

enum { MOST_STEPS = 60, MOST_HALVINGS = 30 };

static const double SETTLED = 1e-13;
static const double VANISHED =
    1e-9; /* an expected count so far below the mean is 0 for the model */

struct iteration {
    const struct design *design;
    const struct counts *counts;
    double *log_exposure;
    double *linear; /* X b */
    const struct poisson *fit;
    double mean;
};

static double deviance_of(const struct iteration *it, const double *linear, double *fitted)
{
    double sum = 0;
    for (size_t i = 0; i < it->design->n; i++) {
        double y = it->counts->y[i], mu = exp(linear[i] + it->log_exposure[i]);
        fitted[i] = mu;
        sum += (y > 0 ? y * log(y / mu) : 0) - (y - mu);
    }
    return 2 * sum;
}

static enum method_status check(const struct design *design, const struct counts *counts,
                                double *mean)
{
    *mean = 0;
    if (design->n <= design->k) return METHOD_TOO_FEW;
    for (size_t i = 0; i < design->n; i++) {
        double y = counts->y[i], exposure = counts->exposure ? counts->exposure[i] : 1;
        if (!(y >= 0 && y <= 1e15) || !(exposure > 1e-100 && exposure < 1e100))
            return METHOD_BAD_INPUT;
        *mean += y / (double)design->n;
    }
    return *mean > 0 ? METHOD_OK : METHOD_NO_VARIATION;
}

struct regression poisson_rows(struct arena *arena, const struct design *design,
                               const struct counts *counts, const struct poisson *fit)
{
    size_t n = design->n, k = design->k;
    double *x = ARENA_ARRAY(arena, double, n *k), *z = ARENA_ARRAY(arena, double, n);
    for (size_t i = 0; i < n; i++) {
        double root = sqrt(fit->fitted[i]), linear = log(fit->fitted[i]);
        if (counts->exposure) linear -= log(counts->exposure[i]);
        for (size_t j = 0; j < k; j++) x[i * k + j] = root * design->x[i * k + j];
        z[i] = root * linear + (counts->y[i] - fit->fitted[i]) / root;
    }
    return (struct regression){{x, n, k, design->intercept}, z, NULL};
}

/* The weighted fit at the present fitted values: coefficients into `b`. */
static enum method_status weighted_fit(struct arena *arena, const struct iteration *it,
                                       struct qr *qr, double *b)
{
    struct regression rows = poisson_rows(arena, it->design, it->counts, it->fit);
    double *z = arena_copy(arena, rows.y, it->design->n * sizeof *z);
    enum method_status status = qr_factor(arena, rows.design.x, it->design->n, it->design->k, qr);
    if (status != METHOD_OK) return status;
    qr_rotate(qr, z);
    qr_solve(qr, z, b);
    return METHOD_OK;
}

static void linear_of(const struct design *design, const double *b, double *linear)
{
    for (size_t i = 0; i < design->n; i++) {
        linear[i] = 0;
        for (size_t j = 0; j < design->k; j++) linear[i] += design->x[i * design->k + j] * b[j];
    }
}

/* Steps until the deviance stands still; a step that makes it worse is halved. */
static enum method_status iterate(struct arena *arena, const struct iteration *it,
                                  struct poisson *fit)
{
    size_t n = it->design->n, k = it->design->k;
    double *next = ARENA_ARRAY(arena, double, k), before = (double)INFINITY;
    for (size_t i = 0; i < n; i++) fit->fitted[i] = it->counts->y[i] + 0.1 * it->mean;
    for (fit->steps = 1; fit->steps <= MOST_STEPS; fit->steps++) {
        struct arena *scratch = arena_child(arena);
        struct qr qr;
        enum method_status status = weighted_fit(scratch, it, &qr, next);
        arena_release(scratch);
        if (status != METHOD_OK) return fit->steps == 1 ? status : METHOD_NO_CONVERGENCE;
        double now = (double)INFINITY;
        for (int half = 0; half < MOST_HALVINGS; half++) {
            linear_of(it->design, next, it->linear);
            now = deviance_of(it, it->linear, fit->fitted);
            if (isfinite(now) && (fit->steps == 1 || now <= before * (1 + 1e-12) + 1e-12)) break;
            for (size_t j = 0; j < k; j++)
                next[j] = fit->steps == 1 ? 0.5 * next[j] : 0.5 * (next[j] + fit->coefficient[j]);
        }
        if (!isfinite(now)) return METHOD_NO_CONVERGENCE;
        for (size_t j = 0; j < k; j++) fit->coefficient[j] = next[j];
        if (fabs(before - now) <= SETTLED * (fabs(now) + (double)n)) break;
        before = now;
        fit->deviance = now;
    }
    return fit->steps > MOST_STEPS ? METHOD_NO_CONVERGENCE : METHOD_OK;
}

static enum method_status summarise(struct arena *arena, const struct iteration *it,
                                    struct poisson *fit)
{
    size_t n = it->design->n, k = it->design->k;
    struct qr qr;
    double *again = ARENA_ARRAY(arena, double, k), chi = 0;
    for (size_t i = 0; i < n; i++) {
        if (!(fit->fitted[i] > VANISHED * it->mean)) return METHOD_NO_CONVERGENCE;
        fit->residual[i] = (it->counts->y[i] - fit->fitted[i]) / sqrt(fit->fitted[i]);
        chi += fit->residual[i] * fit->residual[i];
    }
    enum method_status status = weighted_fit(arena, it, &qr, again);
    if (status != METHOD_OK) return status;
    qr_inverse(arena, &qr, fit->unscaled);
    fit->dispersion = chi / fit->df;
    for (size_t j = 0; j < k; j++) {
        fit->se[j] = sqrt(fit->unscaled[j * k + j]);
        if (!isfinite(fit->se[j]) || !isfinite(fit->coefficient[j])) return METHOD_NO_CONVERGENCE;
    }
    return isfinite(fit->dispersion) ? METHOD_OK : METHOD_NO_CONVERGENCE;
}

enum method_status poisson_fit(struct arena *arena, const struct design *design,
                               const struct counts *counts, struct poisson *fit)
{
    size_t n = design->n, k = design->k;
    struct iteration it = {.design = design, .counts = counts, .fit = fit};
    *fit = (struct poisson){.n = n, .k = k};
    enum method_status status = check(design, counts, &it.mean);
    if (status != METHOD_OK) return status;
    it.log_exposure = ARENA_ARRAY(arena, double, n);
    it.linear = ARENA_ARRAY(arena, double, n);
    fit->coefficient = ARENA_ARRAY(arena, double, k);
    fit->se = ARENA_ARRAY(arena, double, k);
    fit->unscaled = ARENA_ARRAY(arena, double, k *k);
    fit->fitted = ARENA_ARRAY(arena, double, n);
    fit->residual = ARENA_ARRAY(arena, double, n);
    fit->df = (double)(n - k);
    for (size_t i = 0; counts->exposure && i < n; i++)
        it.log_exposure[i] = log(counts->exposure[i]);
    status = iterate(arena, &it, fit);
    return status == METHOD_OK ? summarise(arena, &it, fit) : status;
}
