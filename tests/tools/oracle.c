/* Random inputs with what the methods answer, for another program to answer too: tests/oracle/oracle.R.
 *
 *   oracle [CASES] > cases
 *
 * A case is a line `case METHOD`, then lines `in NAME numbers` and `out NAME numbers`. */
#include <inttypes.h>
#include <math.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/compiler.h"
#include "method/ar1.h"
#include "method/change_point.h"
#include "method/control_chart.h"
#include "method/did.h"
#include "method/diagnostics.h"
#include "method/distribution.h"
#include "method/equivalence.h"
#include "method/interrupted.h"
#include "method/mann_kendall.h"
#include "method/multiple.h"
#include "method/newey_west.h"
#include "method/poisson.h"
#include "method/power.h"
#include "method/random.h"
#include "method/rank_test.h"
#include "method/theil_sen.h"
#include "method/trend.h"
#include "method/welch.h"

enum { MOST = 80, GROUPS = 12, PERIODS = 9 };

static struct guard guard;
static struct arena arena;
static struct random_state randomness;

static double normal(void)
{
    return random_normal(&randomness);
}

static double uniform(double low, double high)
{
    return low + (high - low) * random_uniform(&randomness);
}

static size_t whole(size_t low, size_t high)
{
    return low + random_index(&randomness, high - low + 1);
}

static void numbers(const char *kind, const char *name, const double *x, size_t n)
{
    printf("%s %s", kind, name);
    for (size_t i = 0; i < n; i++) printf(" %.17g", x[i]);
    putchar('\n');
}

static void in(const char *name, const double *x, size_t n)
{
    numbers("in", name, x, n);
}

static void in_one(const char *name, double x)
{
    in(name, &x, 1);
}

static void out(const char *name, const double *x, size_t n)
{
    numbers("out", name, x, n);
}

static void out_one(const char *name, double x)
{
    out(name, &x, 1);
}

static void out_measured(const struct measured *m)
{
    out_one("value", m->value);
    out_one("low", m->low);
    out_one("high", m->high);
    out_one("p", m->p);
}

/* A series with a level, a slope, errors that hang together, of some size. */
static void make_series(double *x, size_t n)
{
    double rho = uniform(-0.3, 0.8), size = pow(10, uniform(-3, 4)), slope = uniform(-0.2, 0.2);
    double level = uniform(-20, 20), last = normal();
    for (size_t i = 0; i < n; i++) {
        x[i] = size * (level + slope * (double)i + last);
        last = rho * last + normal();
    }
}

/* Periods with gaps. */
static void make_periods(int32_t *at, double *as_numbers, size_t n)
{
    int32_t now = (int32_t)whole(0, 3000);
    for (size_t i = 0; i < n; i++) {
        at[i] = now;
        as_numbers[i] = now;
        now += random_index(&randomness, 5) == 0 ? (int32_t)whole(2, 4) : 1;
    }
}

static void diagonal_roots(const char *name, const double *v, size_t k)
{
    double se[8];
    for (size_t j = 0; j < k; j++) se[j] = sqrt(v[j * k + j]);
    out(name, se, k);
}

static void case_ols(void)
{
    double x[MOST * 4], y[MOST], of[MOST];
    size_t clusters[MOST], n = whole(12, MOST), k = whole(2, 4), groups = whole(3, 8);
    int32_t at[MOST];
    for (size_t i = 0; i < n; i++) {
        y[i] = normal();
        x[i * k] = 1;
        for (size_t j = 1; j < k; j++) x[i * k + j] = normal() + (double)j * (double)i * 0.1;
        clusters[i] = i % groups;
        of[i] = (double)clusters[i];
        at[i] = (int32_t)i;
    }
    struct regression regression = {{x, n, k, true}, y, at};
    struct ols fit;
    if (ols_fit(&arena, &regression.design, y, &fit) != METHOD_OK) return;
    struct clusters by = {clusters, groups};
    struct error_model model = {ERRORS_NEWEY_WEST, whole(1, 6), whole(0, 1) == 1};
    struct residuals left = {fit.residual, NULL, n};
    struct tested dw = durbin_watson(&arena, &regression.design, &fit);
    struct tested bg = breusch_godfrey(&arena, &regression.design, &fit, 3);
    struct tested lb = ljung_box(&left, 5, 0);
    double lag = (double)model.lag, adjusted = model.adjusted, columns = (double)k;
    puts("case ols");
    in("x", x, n * k), in("y", y, n), in("cluster", of, n), in_one("k", columns);
    in_one("lag", lag), in_one("adjusted", adjusted);
    out("coefficient", fit.coefficient, k), out("se", fit.se, k);
    out_one("sigma", fit.sigma), out_one("r2", fit.r_squared), out_one("f", fit.f);
    diagonal_roots("hc1", ols_hc1(&arena, &regression.design, &fit), k);
    diagonal_roots("cr1", ols_clustered(&arena, &regression.design, &fit, &by), k);
    diagonal_roots("newey_west", newey_west(&arena, &regression, &fit, &model), k);
    out_one("dw", dw.statistic), out_one("dw_p", dw.p);
    out_one("bg", bg.statistic), out_one("bg_p", bg.p);
    out_one("lb", lb.statistic), out_one("lb_p", lb.p);
}

static void case_ar1(void)
{
    double y[MOST], t[MOST], x[MOST * 3];
    int32_t at[MOST];
    size_t n = whole(24, 50);
    make_series(y, n);
    make_periods(at, t, n);
    for (size_t i = 0; i < n; i++)
        x[i * 3] = 1, x[i * 3 + 1] = t[i] - t[0], x[i * 3 + 2] = i >= n / 2;
    struct regression regression = {{x, n, 3, true}, y, at};
    struct ols start;
    struct ar1 fit;
    if (ols_fit(&arena, &regression.design, y, &start) != METHOD_OK) return;
    if (ar1_fit(&arena, &regression, &start, &fit) != METHOD_OK) return;
    puts("case ar1");
    in("x", x, n * 3), in("y", y, n), in("t", t, n);
    out_one("rho", fit.rho), out_one("sigma", fit.fit.sigma);
    out("coefficient", fit.fit.coefficient, 3), out("plugged", fit.fit.se, 3);
    out("se", fit.se, 3), out("df", fit.df, 3);
}

static void case_interrupted(void)
{
    double y[MOST], t[MOST];
    int32_t at[MOST];
    size_t n = whole(30, MOST), split = whole(8, n - 8);
    make_series(y, n);
    make_periods(at, t, n);
    struct interrupted_question question = {.points = {y, at, n},
                                            .from = at[split],
                                            .season = {.length = whole(4, 12)},
                                            .errors = {.kind = ERRORS_INDEPENDENT}};
    struct interrupted result;
    if (interrupted_fit(&arena, &question, &result) != METHOD_OK) return;
    puts("case interrupted");
    in("y", y, n), in("t", t, n), in_one("from", question.from);
    in_one("season", (double)question.season.length);
    out_measured(&result.step);
    out_one("slope", result.slope.value), out_one("slope_low", result.slope.low);
    out_one("start", result.start), out_one("slope_before", result.slope_before);
}

static void case_rank(void)
{
    double y[MOST];
    size_t n = whole(6, MOST);
    bool ties = whole(0, 1);
    make_series(y, n);
    if (ties)
        for (size_t i = 0; i < n; i++) y[i] = (double)whole(0, 7);
    struct points points = {y, NULL, n};
    struct mann_kendall test;
    struct theil_sen slope;
    struct change_point change;
    if (mann_kendall_test(&arena, &points, 0, &test) != METHOD_OK) return;
    if (theil_sen_fit(&arena, &points, &slope) != METHOD_OK) return;
    if (change_point_find(&arena, &points, &change) != METHOD_OK) return;
    puts("case rank");
    in("y", y, n), in_one("ties", ties);
    out_one("s", test.s), out_one("tau", test.tau.value);
    out_one("p", test.tau.p), out_one("p_normal", test.p_normal);
    out_one("slope", slope.slope.value), out_one("low", slope.slope.low);
    out_one("high", slope.slope.high), out_one("start", slope.start);
    out_one("pettitt", change.statistic), out_one("pettitt_p", change.shift.p);
}

static void case_samples(void)
{
    double a[MOST], b[MOST];
    size_t na = whole(4, 40), nb = whole(4, 40);
    for (size_t i = 0; i < na; i++) a[i] = normal() * 3;
    for (size_t i = 0; i < nb; i++) b[i] = normal() + 1;
    struct sampled sa = {a, na}, sb = {b, nb};
    struct rank_test test;
    struct welch welch;
    if (rank_test_compare(&arena, &sa, &sb, &test) != METHOD_OK || !test.shift.has_error) return;
    if (!welch_compare(a, na, b, nb, &welch)) return;
    puts("case samples");
    in("a", a, na), in("b", b, nb);
    out_one("u", test.u), out_one("rank_p", test.p);
    out_one("shift", test.shift.value), out_one("rank_low", test.shift.low);
    out_one("rank_high", test.shift.high);
    out_one("difference", welch.difference), out_one("low", welch.low);
    out_one("high", welch.high), out_one("p", welch.p);
}

static double make_count(double mean)
{
    double limit = exp(-mean), product = random_uniform(&randomness), count = 0;
    while (product > limit) product *= random_uniform(&randomness), count++;
    return count;
}

static void case_poisson(void)
{
    double x[MOST * 3], y[MOST], exposure[MOST];
    size_t n = whole(15, MOST);
    for (size_t i = 0; i < n; i++) {
        x[i * 3] = 1, x[i * 3 + 1] = (double)i, x[i * 3 + 2] = i >= n / 2;
        exposure[i] = uniform(50, 200);
        y[i] = make_count(exposure[i] * exp(-2 + 0.01 * (double)i + 0.3 * normal()));
    }
    struct design design = {x, n, 3, true};
    struct counts counts = {y, exposure};
    struct poisson fit;
    if (poisson_fit(&arena, &design, &counts, &fit) != METHOD_OK) return;
    puts("case poisson");
    in("x", x, n * 3), in("y", y, n), in("exposure", exposure, n);
    out("coefficient", fit.coefficient, 3), out("se", fit.se, 3);
    out_one("deviance", fit.deviance), out_one("dispersion", fit.dispersion);
}

static void case_did(void)
{
    double value[GROUPS * PERIODS], known_at[GROUPS * PERIODS], mark[GROUPS];
    bool known[GROUPS * PERIODS], treated[GROUPS];
    for (size_t g = 0; g < GROUPS; g++) {
        treated[g] = g % 3 == 1;
        mark[g] = treated[g];
        double level = 10 * normal();
        for (size_t p = 0; p < PERIODS; p++) {
            size_t cell = g * PERIODS + p;
            value[cell] = level + (double)(p * p) + normal() + (treated[g] && p >= 5 ? 2 : 0);
            known[cell] = whole(0, 6) > 0;
            known_at[cell] = known[cell];
        }
    }
    struct panel_data panel = {value, known, GROUPS, PERIODS, treated, 5};
    struct did_panel did;
    if (did_panel_fit(&arena, &panel, &did) != METHOD_OK) return;
    if (did.treated + did.others < GROUPS) return;
    puts("case did");
    in("value", value, GROUPS * PERIODS), in("known", known_at, GROUPS * PERIODS);
    in("treated", mark, GROUPS);
    out_measured(&did.effect);
    out_one("hc1", did.hc1), out_one("cr1", did.clustered);
}

static void case_distributions(void)
{
    double p = uniform(0.0001, 0.9999), df = pow(10, uniform(-0.2, 3.9)), t = uniform(-6, 6);
    double x = uniform(0, 3) * df, df2 = pow(10, uniform(0, 3));
    double effect = uniform(0, 5), many[9], holm[9], bh[9];
    for (int i = 0; i < 9; i++) many[i] = pow(random_uniform(&randomness), 3);
    if (multiple_holm(&arena, many, 9, holm) != METHOD_OK) return;
    if (multiple_benjamini_hochberg(&arena, many, 9, bh) != METHOD_OK) return;
    struct measured m = {0};
    struct equivalence equal;
    if (!measured_of_t(&m, t, 1.3, df) || equivalence_test(&m, 2, &equal) != METHOD_OK) return;
    puts("case distributions");
    in_one("p", p), in_one("df", df), in_one("t", t), in_one("x", x), in_one("df2", df2);
    in_one("effect", effect), in("many", many, 9);
    out_one("qt", t_quantile(p, df)), out_one("pt", t_two_sided(t, df));
    out_one("chisq", chi_square_above(x, df)), out_one("pf", f_above(x / df, df, df2));
    out_one("normal", normal_below(t)), out_one("power", power_of(effect, 1, df2));
    out("holm", holm, 9), out("bh", bh, 9);
    out_one("equal", equal.p), out_one("matters", equal.p_matters), out_one("equal_low", equal.low);
}

static void case_chart(void)
{
    double y[MOST];
    size_t n = whole(8, MOST);
    make_series(y, n);
    struct chart_question question = {.points = {y, NULL, n}, .screened = true};
    struct control_chart chart;
    if (control_chart_draw(&arena, &question, &chart) != METHOD_OK) return;
    double marks[MOST];
    for (size_t i = 0; i < n; i++) marks[i] = chart.point[i].above + 16 * chart.point[i].below;
    puts("case chart");
    in("y", y, n);
    out_one("mean", chart.part[0].mean), out_one("low", chart.part[0].low);
    out_one("high", chart.part[0].high), out("marks", marks, n);
}

int main(int argc, char **argv)
{
    static void (*const cases[])(void) = {case_ols,  case_ar1,     case_interrupted,
                                          case_rank, case_samples, case_poisson,
                                          case_did,  case_chart,   case_distributions};
    arena_init(&arena, &guard);
    if (setjmp(guard.env)) return 2;
    random_seed(&randomness, 20240301);
    size_t count = argc > 1 ? (size_t)strtoull(argv[1], NULL, 10) : 1000;
    for (size_t i = 0; i < count; i++) {
        for (size_t c = 0; c < COUNT_OF(cases); c++) {
            cases[c]();
            arena_reset(&arena);
        }
    }
    arena_release(&arena);
    return 0;
}
