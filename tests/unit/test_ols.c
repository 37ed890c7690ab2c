/* Least squares against NIST's certified values: the eleven linear sets of the Statistical Reference
 * Datasets, in tests/data/nist as NIST publishes them. */
#include "method_case.h"

#include "method/ols.h"

enum { MOST_ROWS = 100, MOST_COLUMNS = 12 };

/* A file of NIST: its data and what is certified. */
struct reference {
    size_t n, k, predictors;
    bool intercept;
    double y[MOST_ROWS], x[MOST_ROWS][MOST_COLUMNS];
    double estimate[MOST_COLUMNS], se[MOST_COLUMNS];
    double sigma, r_squared, f;
};

static void read_certified(struct reference *r, char *line)
{
    char *at = line + strspn(line, " ");
    if (at[0] == 'B' && strchr("0123456789", at[1])) {
        int number = (int)strtol(at + 1, &at, 10);
        if (r->k == 0) r->intercept = number == 0;
        r->estimate[r->k] = strtod(at, &at);
        r->se[r->k++] = strtod(at, NULL);
    } else if (strncmp(at, "Standard Deviation", 18) == 0) {
        if (strlen(at) > 25) r->sigma = strtod(at + 18, NULL);
    } else if (strncmp(at, "R-Squared", 9) == 0) {
        r->r_squared = strtod(at + 9, NULL);
    } else if (strncmp(at, "Regression", 10) == 0 && strtod(at + 10, NULL) > 0) {
        strtod(at + 10, &at);
        strtod(at, &at);
        strtod(at, &at);
        r->f = strtod(at, NULL);
    }
}

static void read_reference(const char *name, struct reference *r)
{
    char path[256], line[512];
    snprintf(path, sizeof path, "tests/data/nist/%s.dat", name);
    FILE *file = fopen(path, "r");
    if (!file) fail_msg("there is no %s", path);
    *r = (struct reference){0};
    bool data = false;
    while (fgets(line, sizeof line, file)) {
        if (strncmp(line, "Data:", 5) == 0 && strchr(line, 'x')) {
            data = true;
        } else if (!data) {
            read_certified(r, line);
        } else {
            char *at = line, *end;
            double y = strtod(at, &end);
            if (end == at) continue;
            r->y[r->n] = y;
            r->predictors = 0;
            for (at = end; r->predictors < MOST_COLUMNS; at = end) {
                double x = strtod(at, &end);
                if (end == at) break;
                r->x[r->n][r->predictors++] = x;
            }
            r->n++;
        }
    }
    fclose(file);
    assert_true(r->n > 2 && r->k > 0 && r->predictors > 0);
}

/* One predictor becomes a polynomial of as many terms as there are parameters. */
static struct design design_of(const struct reference *r)
{
    double *x = ARENA_ARRAY(&method_arena, double, r->n * r->k);
    for (size_t i = 0; i < r->n; i++) {
        double power = 1;
        for (size_t j = 0; j < r->k; j++) {
            if (!r->intercept)
                x[i * r->k + j] = r->x[i][j];
            else if (j == 0)
                x[i * r->k] = 1;
            else
                x[i * r->k + j] = r->predictors > 1 ? r->x[i][j - 1] : power * r->x[i][0];
            power = x[i * r->k + j];
        }
    }
    return (struct design){x, r->n, r->k, r->intercept};
}

static double least(double a, double b)
{
    return a < b ? a : b;
}

/* Estimates, their errors, sigma, R² and F to so many digits. */
static void certified(const char *name, double estimates, double errors, double rest)
{
    struct reference r;
    struct ols fit;
    read_reference(name, &r);
    struct design design = design_of(&r);
    assert_int_equal(ols_fit(&method_arena, &design, r.y, &fit), METHOD_OK);
    double of_estimates = 15, of_errors = 15;
    for (size_t j = 0; j < r.k; j++) {
        of_estimates = least(of_estimates, digits_of(fit.coefficient[j], r.estimate[j]));
        of_errors = least(of_errors, digits_of(fit.se[j], r.se[j]));
    }
    double of_rest = least(digits_of(fit.sigma, r.sigma), digits_of(fit.r_squared, r.r_squared));
    if (r.sigma > 0) of_rest = least(of_rest, digits_of(fit.f, r.f));
    printf("# %-9s digits: estimates %.1f, errors %.1f, sigma, R2 and F %.1f\n", name, of_estimates,
           of_errors, of_rest);
    if (of_estimates < estimates || of_errors < errors || of_rest < rest)
        fail_msg("%s: %.1f, %.1f and %.1f digits, not %.1f, %.1f and %.1f", name, of_estimates,
                 of_errors, of_rest, estimates, errors, rest);
}

static void nist_lower_difficulty(void **state)
{
    (void)state;
    certified("Norris", 13, 13, 13);
    certified("Pontius", 13, 13, 13);
}

static void nist_average_difficulty(void **state)
{
    (void)state;
    certified("NoInt1", 14, 14, 14);
    certified("NoInt2", 14, 14, 14);
}

static void nist_higher_difficulty(void **state)
{
    (void)state;
    certified("Longley", 14, 13.5, 14);
    certified("Wampler1", 14, 14, 14);
    certified("Wampler2", 13, 14, 14);
    certified("Wampler3", 13, 13, 13);
    certified("Wampler4", 13, 13, 13);
    certified("Wampler5", 13, 13, 13);
    /* Its tenth powers are rounded before any solver sees them: that leaves 8 digits to be had. */
    certified("Filip", 7.5, 7.5, 8);
}

/* A line with the noise 1, -1, 1, … in units of 2^e. */
static enum method_status line_fit(int x_unit, int y_unit, struct ols *fit)
{
    enum { N = 12 };
    static double x[N * 2], y[N];
    for (int i = 0; i < N; i++) {
        x[i * 2] = 1;
        x[i * 2 + 1] = ldexp(i, x_unit);
        y[i] = ldexp(3 + 2 * i + (i % 2 ? 1 : -1), y_unit);
    }
    struct design design = {x, N, 2, true};
    return ols_fit(&method_arena, &design, y, fit);
}

static void units_have_no_say(void **state)
{
    (void)state;
    struct ols plain, scaled;
    assert_int_equal(line_fit(0, 0, &plain), METHOD_OK);
    const int units[][2] = {{0, 400}, {0, -400}, {300, 0}, {-300, 0}, {200, -200}, {-200, 300}};
    for (size_t u = 0; u < COUNT_OF(units); u++) {
        assert_int_equal(line_fit(units[u][0], units[u][1], &scaled), METHOD_OK);
        /* Powers of two round nothing, so the bits are the same. */
        assert_true(scaled.coefficient[1] ==
                    ldexp(plain.coefficient[1], units[u][1] - units[u][0]));
        assert_true(scaled.se[0] == ldexp(plain.se[0], units[u][1]));
        assert_true(scaled.r_squared == plain.r_squared && scaled.f == plain.f);
    }
}

static void what_cannot_be_fitted_has_a_status(void **state)
{
    (void)state;
    struct ols fit;
    double twice[] = {1, 2, 4, 1, 3, 6, 1, 4, 8, 1, 5, 10, 1, 7, 14}, y[] = {1, 2, 3, 4, 6};
    struct design design = {twice, 5, 3, true};
    assert_int_equal(ols_fit(&method_arena, &design, y, &fit), METHOD_SINGULAR);
    design.n = 2;
    assert_int_equal(ols_fit(&method_arena, &design, y, &fit), METHOD_TOO_FEW);
    design = (struct design){twice, 5, 0, false};
    assert_int_equal(ols_fit(&method_arena, &design, y, &fit), METHOD_BAD_INPUT);
    double zeros[5] = {0}, one[5] = {1, 1, 1, 1, 1};
    design = (struct design){zeros, 5, 1, false};
    assert_int_equal(ols_fit(&method_arena, &design, y, &fit), METHOD_SINGULAR);
    design.x = one;
    double not_a_number[] = {1, 2, (double)NAN, 4, 5}, infinite[] = {1, 2, (double)INFINITY, 4, 5};
    assert_int_equal(ols_fit(&method_arena, &design, not_a_number, &fit), METHOD_BAD_INPUT);
    assert_int_equal(ols_fit(&method_arena, &design, infinite, &fit), METHOD_BAD_INPUT);
}

static void a_perfect_fit_is_said(void **state)
{
    (void)state;
    struct ols fit;
    double x[20], y[10], constant[10];
    for (int i = 0; i < 10; i++) {
        x[i * 2] = 1, x[i * 2 + 1] = i, y[i] = 0.1 * i + 0.3, constant[i] = 7.7;
    }
    struct design design = {x, 10, 2, true};
    assert_int_equal(ols_fit(&method_arena, &design, y, &fit), METHOD_OK);
    assert_true(fit.exact);
    assert_near(fit.coefficient[1], 0.1, 1e-14);
    assert_int_equal(ols_fit(&method_arena, &design, constant, &fit), METHOD_OK);
    assert_true(fit.exact && fit.r_squared == 0 && isfinite(fit.f));
    y[3] += 1e-9;
    assert_int_equal(ols_fit(&method_arena, &design, y, &fit), METHOD_OK);
    assert_false(fit.exact);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        method_test(nist_lower_difficulty),
        method_test(nist_average_difficulty),
        method_test(nist_higher_difficulty),
        method_test(units_have_no_say),
        method_test(what_cannot_be_fitted_has_a_status),
        method_test(a_perfect_fit_is_said),
    };
    return cmocka_run_group_tests_name("least squares", tests, NULL, NULL);
}
