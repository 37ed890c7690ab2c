/* AR(1) errors by restricted maximum likelihood, and what not knowing rho adds to an error.
 *
 * With X = QR the restricted likelihood depends on rho through cross products of the rows of [Q e], e being
 * the least-squares residuals: they are summed once for each distance between neighbours, and each trial
 * of rho then costs no more than a small Cholesky. Q's columns are orthonormal, so nothing is squared that is
 * badly conditioned. */
#include "method/ar1.h"

#include <math.h>
#include <string.h>

#include "method/qr.h"

enum {
    LONGEST_GAP = 256, /* a longer one counts as this: rho^256 is nothing */
    NODES = 33         /* of the integral over rho */
};

/* rho = tanh(theta), searched from LOWEST to HIGHEST: -0.96 .. 0.995. */

/* Weight of rho before the data have spoken: its density is sqrt(1 - rho²). Chosen by coverage: on 30 to
 * 120 points with rho of 0, 0.3 and 0.5 the 95 % intervals hold 95 % (make bench-methods). */
static double prior_of(double rho)
{
    double left = (1 - rho) * (1 + rho);
    return left * sqrt(left); /* a factor 1 - rho² is that of theta's scale */
}

static const double LOWEST = -2, HIGHEST = 3, COARSE = 0.25;

/* Rows that stand `gap` periods apart: sums of [now now'], [now before' + before now'], [before before']. */
struct distance {
    size_t gap, count;
    double *now, *cross, *before;
};

/* Where the likelihood of theta lies: its best value, and how far it spreads. */
struct peak {
    double theta, deviance, width; /* width: the standard deviation that its curvature says */
};

struct likelihood {
    size_t n, k, m; /* m = k + 1 */
    double *first;  /* the first row's square */
    struct distance *distance;
    size_t distances;
    double *sum, *solution, *centre; /* m × m; k; k */
    const double *rows;              /* n × m: [Q e] */
    const int32_t *at;
    bool plain; /* the coefficients are those of least squares */
    double rss, log_v, log_m;
    struct peak peak;
};

static void add_square(double *sum, const double *a, const double *b, size_t m)
{
    for (size_t i = 0; i < m; i++)
        for (size_t j = i; j < m; j++) sum[i * m + j] += a[i] * b[j];
}

static struct distance *distance_of(struct arena *arena, struct likelihood *l, size_t gap)
{
    for (size_t d = 0; d < l->distances; d++)
        if (l->distance[d].gap == gap) return &l->distance[d];
    struct distance *distance = &l->distance[l->distances++];
    size_t square = l->m * l->m;
    *distance = (struct distance){.gap = gap};
    distance->now = ARENA_ARRAY(arena, double, square);
    distance->cross = ARENA_ARRAY(arena, double, square);
    distance->before = ARENA_ARRAY(arena, double, square);
    return distance;
}

static void sum_rows(struct arena *arena, struct likelihood *l, const double *rows,
                     const int32_t *at)
{
    size_t m = l->m;
    l->rows = rows;
    l->at = at;
    l->first = ARENA_ARRAY(arena, double, m *m);
    l->sum = ARENA_ARRAY(arena, double, m *m);
    l->solution = ARENA_ARRAY(arena, double, m);
    l->centre = ARENA_ARRAY(arena, double, m);
    l->distance = ARENA_ARRAY(arena, struct distance, at ? LONGEST_GAP : 1);
    add_square(l->first, rows, rows, m);
    for (size_t i = 1; i < l->n; i++) {
        int64_t gap = at ? (int64_t)at[i] - at[i - 1] : 1;
        struct distance *d = distance_of(arena, l, gap > LONGEST_GAP ? LONGEST_GAP : (size_t)gap);
        const double *now = rows + i * m, *before = now - m;
        d->count++;
        for (size_t a = 0; a < m; a++) {
            for (size_t b = a; b < m; b++) {
                d->now[a * m + b] += now[a] * now[b];
                d->cross[a * m + b] += now[a] * before[b] + before[a] * now[b];
                d->before[a * m + b] += before[a] * before[b];
            }
        }
    }
}

static double power_of(double rho, size_t gap)
{
    if (gap == 1) return rho;
    double power = pow(fabs(rho), (double)gap);
    return rho < 0 && gap % 2 ? -power : power;
}

/* [Q e]' V^-1 [Q e] into l->sum; V has 1 on its diagonal. */
static void weigh(struct likelihood *l, double rho)
{
    size_t square = l->m * l->m;
    memcpy(l->sum, l->first, square * sizeof *l->sum);
    l->log_v = 0;
    for (size_t g = 0; g < l->distances; g++) {
        const struct distance *d = &l->distance[g];
        double r = power_of(rho, d->gap), left = (1 - r) * (1 + r), weight = 1 / left;
        for (size_t i = 0; i < square; i++)
            l->sum[i] += weight * (d->now[i] - r * (d->cross[i] - r * d->before[i]));
        l->log_v += (double)d->count * log(left);
    }
}

/* Cholesky of Q'V^-1Q in place of the upper triangle; the last column becomes L^-1 Q'V^-1 e, and the last
 * diagonal the sum of squares. False where it isn't positive. */
static bool factor(struct likelihood *l)
{
    size_t m = l->m, k = l->k;
    double *a = l->sum, product = 1;
    l->log_m = 0;
    for (size_t i = 0; i < m; i++) {
        for (size_t p = 0; p < i; p++) {
            double by = a[p * m + i];
            for (size_t j = i; j < m; j++) a[i * m + j] -= by * a[p * m + j];
        }
        if (i == k) break;
        if (!(a[i * m + i] > 0)) return false;
        double root = sqrt(a[i * m + i]);
        product *= root;
        a[i * m + i] = root;
        for (size_t j = i + 1; j < m; j++) a[i * m + j] /= root;
        if (i % 8 == 7) l->log_m += 2 * log(product), product = 1;
    }
    l->log_m += 2 * log(product);
    l->rss = a[k * m + k];
    return l->rss > 0;
}

/* -2 log of the restricted likelihood, sigma profiled out. */
static double deviance(struct likelihood *l, double theta)
{
    weigh(l, tanh(theta));
    if (!factor(l)) return (double)INFINITY;
    return (double)(l->n - l->k) * log(l->rss) + l->log_v + l->log_m;
}

/* A coarse search, then ever smaller parabolas through three points. */
static struct peak find_peak(struct likelihood *l)
{
    struct peak peak = {0, (double)INFINITY, 1};
    for (double theta = LOWEST; theta <= HIGHEST; theta += COARSE) {
        double d = deviance(l, theta);
        if (d < peak.deviance) peak = (struct peak){theta, d, 1};
    }
    for (double h = COARSE / 2; h > 1e-4; h *= 0.25) {
        double left = deviance(l, peak.theta - h), right = deviance(l, peak.theta + h);
        double curvature = left - 2 * peak.deviance + right;
        double move = curvature > 0 ? 0.5 * h * (left - right) / curvature : left < right ? -h : h;
        double theta = fmin(HIGHEST, fmax(LOWEST, peak.theta + fmin(h, fmax(-h, move))));
        double d = deviance(l, theta);
        if (d < peak.deviance) peak.theta = theta, peak.deviance = d;
        if (curvature > 0) peak.width = h * sqrt(2 / curvature);
    }
    return peak;
}

/* Going from the peak by `step`: where the deviance has risen so far that what lies beyond has no weight. */
static double edge(struct likelihood *l, const struct peak *peak, double step)
{
    double theta = peak->theta;
    do theta += step;
    while (theta > LOWEST && theta < HIGHEST && deviance(l, theta) < peak->deviance + 20);
    return fmin(HIGHEST, fmax(LOWEST, theta));
}

/* What is uncertain about one coefficient, summed over rho. */
struct moments {
    double second, fourth; /* about the estimate */
};

/* The estimate and its variance, given rho, of the coefficient whose column of R^-T is `h`. Both are
 * those of a t distribution with n - k degrees of freedom. */
static double conditional(const struct likelihood *l, const double *h, double *variance)
{
    size_t k = l->k, m = l->m;
    double *a = l->solution, estimate = 0, square = 0;
    for (size_t i = 0; i < k; i++) {
        double sum = h[i];
        for (size_t j = 0; j < i; j++) sum -= l->sum[j * m + i] * a[j];
        a[i] = sum / l->sum[i * m + i];
        estimate += a[i] * l->sum[i * m + k];
        square += a[i] * a[i];
    }
    *variance = square * l->rss / (double)(l->n - k);
    return estimate;
}

/* The variance of a least-squares coefficient at one rho: it is a weighted sum of the errors. */
static double plain_variance(const struct likelihood *l, const double *h, double rho)
{
    double earlier = 0, last = 0, sum = 0;
    for (size_t i = 0; i < l->n; i++) {
        double weight = 0;
        for (size_t j = 0; j < l->k; j++) weight += l->rows[i * l->m + j] * h[j];
        int64_t gap = i && l->at ? (int64_t)l->at[i] - l->at[i - 1] : 1;
        earlier = power_of(rho, gap > LONGEST_GAP ? LONGEST_GAP : (size_t)gap) * (earlier + last);
        sum += weight * (weight + 2 * earlier);
        last = weight;
    }
    return fmax(0, sum) * l->rss / (double)(l->n - l->k);
}

/* The moments of a coefficient's uncertainty: of the t distribution given rho, averaged over the likelihood
 * of rho. */
static void integrate(struct likelihood *l, const double *h, struct moments *moments)
{
    const struct peak *peak = &l->peak;
    size_t k = l->k;
    double nu = (double)(l->n - k), total = 0, ignored, step = fmin(1, 1.5 * peak->width);
    double low = edge(l, peak, -step), high = edge(l, peak, step), *centre = l->centre;
    deviance(l, peak->theta);
    for (size_t j = 0; j < k; j++) centre[j] = conditional(l, h + j * k, &ignored);
    for (int node = 0; node < NODES; node++) {
        double at = low + (high - low) * (node + 0.5) / NODES, rho = tanh(at);
        double weight = exp(0.5 * (peak->deviance - deviance(l, at))) * prior_of(rho);
        if (!(weight > 0)) continue;
        total += weight;
        for (size_t j = 0; j < k; j++) {
            double v, shift = 0;
            if (l->plain)
                v = plain_variance(l, h + j * k, rho);
            else
                shift = conditional(l, h + j * k, &v) - centre[j];
            double square = shift * shift;
            double second = v * nu / (nu - 2), fourth = 3 * v * v * nu * nu / (nu - 2) / (nu - 4);
            moments[j].second += weight * (second + square);
            moments[j].fourth += weight * (fourth + 6 * square * second + square * square);
        }
    }
    for (size_t j = 0; j < k; j++) moments[j].second /= total, moments[j].fourth /= total;
}

/* The t distribution with these moments. */
static void match(const struct moments *moments, double *se, double *df)
{
    double excess = moments->fourth / (moments->second * moments->second) - 3;
    *df = excess > 1e-6 ? 4 + 6 / excess : 1e6;
    *se = sqrt(moments->second * (*df - 2) / *df);
}

/* Rows of [Q e]; e is brought to length 1. */
static double *rotated_rows(struct arena *arena, const struct ols *start)
{
    size_t n = start->n, k = start->k;
    double *rows = ARENA_ARRAY(arena, double, n *(k + 1)), *q = ARENA_ARRAY(arena, double, n *k);
    double scale = 1 / sqrt(start->rss);
    qr_thin(start->qr, q);
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < k; j++) rows[i * (k + 1) + j] = q[i * k + j];
        rows[i * (k + 1) + k] = start->residual[i] * scale;
    }
    return rows;
}

struct regression ar1_whiten(struct arena *arena, const struct regression *of, double rho)
{
    size_t n = of->design.n, k = of->design.k;
    const double *x = of->design.x;
    double *white = arena_copy(arena, x, n * k * sizeof *x);
    double *y = arena_copy(arena, of->y, n * sizeof *y);
    for (size_t i = n; i-- > 1;) {
        int64_t gap = of->at ? (int64_t)of->at[i] - of->at[i - 1] : 1;
        double r = power_of(rho, gap > LONGEST_GAP ? LONGEST_GAP : (size_t)gap);
        double scale = 1 / sqrt((1 - r) * (1 + r));
        for (size_t j = 0; j < k; j++)
            white[i * k + j] = scale * (x[i * k + j] - r * x[(i - 1) * k + j]);
        y[i] = scale * (of->y[i] - r * of->y[i - 1]);
    }
    return (struct regression){{white, n, k, of->design.intercept}, y, of->at};
}

/* Errors and degrees of freedom; `length` is that of the least-squares residuals. */
static void uncertainty(struct arena *arena, struct likelihood *l, const struct ols *start,
                        struct ar1 *result)
{
    size_t k = l->k;
    double *h = ARENA_ARRAY(arena, double, k *k), *unit = ARENA_ARRAY(arena, double, k);
    struct moments *moments = ARENA_ARRAY(arena, struct moments, k);
    for (size_t j = 0; j < k; j++) {
        memset(unit, 0, k * sizeof *unit);
        unit[j] = 1;
        qr_solve_transposed(start->qr, unit, h + j * k);
    }
    integrate(l, h, moments);
    result->se = ARENA_ARRAY(arena, double, k);
    result->df = ARENA_ARRAY(arena, double, k);
    for (size_t j = 0; j < k; j++) {
        match(&moments[j], &result->se[j], &result->df[j]);
        result->se[j] *= sqrt(start->rss);
    }
}

static enum method_status fit_with(struct arena *arena, const struct regression *of,
                                   const struct ols *start, struct ar1 *result)
{
    bool plain = result->plain;
    size_t n = of->design.n, k = of->design.k;
    *result = (struct ar1){.plain = plain};
    if (n < k + 6) return METHOD_TOO_FEW;
    if (start->exact) return METHOD_NO_VARIATION;
    struct likelihood l = {.n = n, .k = k, .m = k + 1, .plain = plain};
    sum_rows(arena, &l, rotated_rows(arena, start), of->at);
    l.peak = find_peak(&l);
    result->rho = tanh(l.peak.theta);
    result->at_edge = l.peak.theta > HIGHEST - 0.01;
    uncertainty(arena, &l, start, result);
    struct regression white = ar1_whiten(arena, of, result->rho);
    enum method_status status = ols_fit_series(arena, &white.design, white.y, &result->fit);
    if (plain && status == METHOD_OK) result->fit.coefficient = start->coefficient;
    return status;
}

enum method_status ar1_fit(struct arena *arena, const struct regression *of,
                           const struct ols *start, struct ar1 *result)
{
    *result = (struct ar1){.plain = false};
    return fit_with(arena, of, start, result);
}

enum method_status ar1_fit_plain(struct arena *arena, const struct regression *of,
                                 const struct ols *start, struct ar1 *result)
{
    *result = (struct ar1){.plain = true};
    return fit_with(arena, of, start, result);
}

bool ar1_measured(const struct ar1 *result, size_t coefficient, struct measured *measured)
{
    measured->n = result->fit.n;
    return measured_of_t(measured, result->fit.coefficient[coefficient], result->se[coefficient],
                         result->df[coefficient]);
}
