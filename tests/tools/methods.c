/* Tries the methods on made series: how often the 95 % interval holds the truth, and how long they take.
 *
 *   methods coverage [TRIES] [DEF]   a table; with DEF also as src/method/coverage.def has it
 *   methods speed                    10,000 series of 60 points through trend, interrupted series and Mann–Kendall */
#include <math.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/compiler.h"
#include "method/before_after.h"
#include "method/bootstrap.h"
#include "method/coverage.h"
#include "method/did.h"
#include "method/interrupted.h"
#include "method/mann_kendall.h"
#include "method/placebo.h"
#include "method/random.h"
#include "method/rank_test.h"
#include "method/theil_sen.h"
#include "method/trend.h"
#include "method/welch.h"

enum { MOST = 120, GROUPS = 31 };

static struct guard guard;
static struct arena arena;
static struct random_state randomness;

/* Stationary AR(1) with standard deviation 1. */
static void make_errors(double *x, size_t n, double rho)
{
    double last = random_normal(&randomness), fresh = sqrt(1 - rho * rho);
    for (size_t i = 0; i < n; i++) {
        x[i] = last;
        last = rho * last + fresh * random_normal(&randomness);
    }
}

static bool holds(enum method_status status, const struct measured *m, double truth)
{
    return status == METHOD_OK && m->has_error && m->low <= truth && truth <= m->high;
}

/* Knuth's count of uniform numbers; for means up to a few hundreds. */
static double make_count(double mean)
{
    double left = mean, count = 0;
    while (left > 0) {
        double part = left > 30 ? 30 : left, product = random_uniform(&randomness);
        double limit = exp(-part);
        while (product > limit) product *= random_uniform(&randomness), count++;
        left -= part;
    }
    return count;
}

static bool try_line(enum coverage_of method, size_t n, double rho)
{
    double x[MOST];
    make_errors(x, n, rho);
    struct points points = {x, NULL, n};
    if (method == COVERAGE_THEIL_SEN) {
        struct theil_sen result;
        enum method_status status = theil_sen_fit(&arena, &points, &result);
        return holds(status, &result.slope, 0);
    }
    struct line_question question = {.points = points};
    if (method == COVERAGE_NEWEY_WEST) question.errors.kind = ERRORS_NEWEY_WEST;
    struct trend result;
    enum method_status status = trend_fit(&arena, &question, &result);
    return holds(status, &result.slope, 0);
}

static bool try_interrupted(enum coverage_of method, size_t n, double rho)
{
    double x[MOST];
    make_errors(x, n, rho);
    struct interrupted_question question = {.points = {x, NULL, n}, .from = (int32_t)(n * 3 / 5)};
    struct interrupted result;
    enum method_status status = interrupted_fit(&arena, &question, &result);
    return holds(status, method == COVERAGE_INTERRUPTED_STEP ? &result.step : &result.slope, 0);
}

static bool try_levels(enum coverage_of method, size_t n, double rho)
{
    double x[MOST];
    make_errors(x, n, rho);
    size_t half = n / 2;
    struct sampled a = {x, half}, b = {x + half, n - half};
    struct measured m;
    if (method == COVERAGE_BEFORE_AFTER) {
        struct welch welch;
        return welch_compare(x, half, x + half, n - half, &welch) && welch.low <= 0 &&
               welch.high >= 0;
    }
    if (method == COVERAGE_RANK_TEST) {
        struct rank_test test;
        enum method_status status = rank_test_compare(&arena, &a, &b, &test);
        return holds(status, &test.shift, 0);
    }
    if (method == COVERAGE_BOOTSTRAP) {
        struct bootstrap_question question = {
            .draws = 500, .block = bootstrap_block(half), .seed = random_bits64(&randomness)};
        struct two_samples two = {a, b};
        enum method_status status = bootstrap_difference(&arena, &two, &question, &m);
        return holds(status, &m, 0);
    }
    struct line_question question = {.points = {x, NULL, n}};
    struct before_after result;
    enum method_status status = before_after_fit(&arena, &question, (int32_t)half, &result);
    return holds(status, &result.difference, 0);
}

static bool try_counts(size_t n, double rho)
{
    double x[MOST];
    make_errors(x, n, rho);
    for (size_t i = 0; i < n; i++) x[i] = make_count(100 * exp(0.1 * x[i]));
    struct count_question question = {
        .series = {.points = {x, NULL, n}, .from = (int32_t)(n * 3 / 5)}};
    struct interrupted_counts result;
    enum method_status status = interrupted_counts_fit(&arena, &question, &result);
    return holds(status, &result.ratio, 1);
}

static bool try_groups(enum coverage_of method, size_t n, double rho)
{
    static double x[GROUPS * MOST];
    bool treated[GROUPS] = {false}, placebo = method == COVERAGE_PLACEBO;
    size_t groups = placebo ? 31 : 20, ours = placebo ? 1 : 8;
    for (size_t g = 0; g < groups; g++) {
        treated[g] = g < ours;
        make_errors(x + g * n, n, rho);
    }
    struct panel_data panel = {x, NULL, groups, n, treated, n / 2};
    if (placebo) {
        struct placebo result;
        enum method_status status = placebo_test(&arena, &panel, 1, &result);
        return holds(status, &result.effect, 0);
    }
    struct did_panel result;
    enum method_status status = did_panel_fit(&arena, &panel, &result);
    return holds(status, &result.effect, 0);
}

static bool try_once(enum coverage_of method, size_t n, double rho)
{
    switch (method) {
    case COVERAGE_TREND:
    case COVERAGE_THEIL_SEN:
    case COVERAGE_NEWEY_WEST: return try_line(method, n, rho);
    case COVERAGE_INTERRUPTED_STEP:
    case COVERAGE_INTERRUPTED_SLOPE: return try_interrupted(method, n, rho);
    case COVERAGE_BEFORE_AFTER:
    case COVERAGE_BEFORE_AFTER_AR1:
    case COVERAGE_RANK_TEST:
    case COVERAGE_BOOTSTRAP: return try_levels(method, n, rho);
    case COVERAGE_COUNTS: return try_counts(n, rho);
    case COVERAGE_DIFFERENCE_IN_DIFFERENCES:
    case COVERAGE_PLACEBO: return try_groups(method, n, rho);
    case COVERAGE_OF_COUNT: break;
    }
    return false;
}

static const char *const ids[] = {
#define COVERAGE_OF(id, name, what) #id,
#include "method/coverage_methods.def"
#undef COVERAGE_OF
};

static int coverage(size_t tries, FILE *def)
{
    const size_t ns[] = {20, 30, 60, 120};
    const double rhos[] = {0, 0.3, 0.5};
    printf("| method | rho | n = 20 | n = 30 | n = 60 | n = 120 |\n|---|---|---|---|---|---|\n");
    for (enum coverage_of method = 0; method < COVERAGE_OF_COUNT; method++) {
        for (size_t r = 0; r < COUNT_OF(rhos); r++) {
            printf("| %s | %g |", coverage_name(method), rhos[r]);
            for (size_t i = 0; i < COUNT_OF(ns); i++) {
                size_t held = 0, all = method == COVERAGE_BOOTSTRAP ? tries / 5 : tries;
                random_seed(&randomness, 20240301 + 100 * method + 10 * r + (i + 3) % COUNT_OF(ns));
                for (size_t t = 0; t < all; t++) {
                    held += try_once(method, ns[i], rhos[r]);
                    arena_reset(&arena);
                }
                double share = (double)held / (double)all;
                printf(" %.1f |", 100 * share);
                fflush(stdout);
                if (def)
                    fprintf(def, "COVERAGE(%s, %zu, %.1f, %.3f)\n", ids[method], ns[i], rhos[r],
                            share);
            }
            putchar('\n');
        }
    }
    return 0;
}

static double seconds_since(clock_t began)
{
    return (double)(clock() - began) / CLOCKS_PER_SEC;
}

static int speed(void)
{
    enum { SERIES = 10000, N = 60 };
    double *x = ARENA_ARRAY(&arena, double, SERIES *N), sum = 0;
    struct arena *scratch = arena_child(&arena);
    for (size_t s = 0; s < SERIES; s++) make_errors(x + s * N, N, 0.3);
    clock_t whole = clock(), began = whole;
    for (size_t s = 0; s < SERIES; s++, arena_reset(scratch)) {
        struct line_question question = {.points = {x + s * N, NULL, N}};
        struct trend result;
        if (trend_fit(scratch, &question, &result) == METHOD_OK) sum += result.slope.low;
    }
    printf("trend               %.3f s\n", seconds_since(began));
    began = clock();
    for (size_t s = 0; s < SERIES; s++, arena_reset(scratch)) {
        struct interrupted_question question = {.points = {x + s * N, NULL, N}, .from = 36};
        struct interrupted result;
        if (interrupted_fit(scratch, &question, &result) == METHOD_OK) sum += result.step.low;
    }
    printf("interrupted_series  %.3f s\n", seconds_since(began));
    began = clock();
    for (size_t s = 0; s < SERIES; s++, arena_reset(scratch)) {
        struct points points = {x + s * N, NULL, N};
        struct mann_kendall result;
        if (mann_kendall_test(scratch, &points, 0, &result) == METHOD_OK) sum += result.tau.p;
    }
    printf("mann_kendall        %.3f s\n", seconds_since(began));
    printf("all three           %.3f s for %d series of %d points (%.6g)\n", seconds_since(whole),
           SERIES, N, sum);
    return 0;
}

static int write_coverage(size_t tries, const char *path)
{
    FILE *def = path ? fopen(path, "w") : NULL;
    if (path && !def) return 2;
    if (def)
        fputs("/* Written by `make bench-methods UPDATE=1`.\n"
              " *   COVERAGE(method, n, rho, share of 95 % intervals that held the truth) */\n",
              def);
    int status = coverage(tries, def);
    return def && fclose(def) != 0 ? 2 : status;
}

static int run(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "speed") == 0) return speed();
    if (argc > 1 && strcmp(argv[1], "coverage") == 0)
        return write_coverage(argc > 2 ? (size_t)strtoull(argv[2], NULL, 10) : 20000,
                              argc > 3 ? argv[3] : NULL);
    fputs("methods coverage [TRIES] [DEF] | methods speed\n", stderr);
    return 2;
}

int main(int argc, char **argv)
{
    arena_init(&arena, &guard);
    if (setjmp(guard.env)) {
        fputs("memory ran out\n", stderr);
        return 2;
    }
    random_seed(&randomness, 1);
    int status = run(argc, argv);
    arena_release(&arena);
    return status;
}
