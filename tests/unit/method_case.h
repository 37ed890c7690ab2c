/* What the tests of the methods share: an arena, a handler that makes any error of GSL a failure, numbers held
 * against published ones, and series from files. */
#ifndef POL_TESTS_UNIT_METHOD_CASE_H
#define POL_TESTS_UNIT_METHOD_CASE_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <gsl/gsl_errno.h>

#include "base/arena.h"
#include "base/compiler.h"
#include "method/measured.h"
#include "method/random.h"

static struct guard method_guard;
static struct arena method_arena;

/* The methods must not count on the handler: with GSL's own the process would end here. */
static POL_UNUSED void method_gsl_error(const char *reason, const char *file, int line, int number)
{
    (void)number;
    fail_msg("GSL raised an error: %s (%s:%d)", reason, file, line);
}

static POL_UNUSED int method_setup(void **state)
{
    (void)state;
    gsl_set_error_handler(method_gsl_error);
    arena_init(&method_arena, &method_guard);
    if (setjmp(method_guard.env)) fail_msg("memory ran out");
    return 0;
}

static POL_UNUSED int method_teardown(void **state)
{
    (void)state;
    arena_release(&method_arena);
    gsl_set_error_handler(NULL);
    return 0;
}

#define method_test(f) cmocka_unit_test_setup_teardown(f, method_setup, method_teardown)

/* How many leading digits agree: NIST's log relative error, at most 15. */
static POL_UNUSED double digits_of(double actual, double wanted)
{
    double error = wanted == 0 ? fabs(actual) : fabs(actual - wanted) / fabs(wanted);
    if (!(error < 1)) return 0;
    return error <= 1e-15 ? 15 : -log10(error);
}

static POL_UNUSED void near_at(double actual, double wanted, double relative, int line)
{
    double error = fabs(actual - wanted);
    if (!(error <= relative * fmax(fabs(wanted), 1e-300)))
        fail_msg("line %d: %.15g instead of %.15g (relative error %.1e)", line, actual, wanted,
                 error / fabs(wanted));
}

/* Equal but for `relative` of what is wanted. */
#define assert_near(actual, wanted, relative) near_at((actual), (wanted), (relative), __LINE__)

/* Column `column` (from 0) of a comma-separated file with a header; NAN where it isn't a number. NULL,
 * said so, when there is no such file: the studies are not part of the project. */
static POL_UNUSED double *shared_column(const char *name, int column, size_t *n)
{
    char path[256], line[1024];
    snprintf(path, sizeof path, "../shared/data/%s", name);
    FILE *file = fopen(path, "r");
    if (!file) {
        printf("# skipped: there is no %s\n", path);
        return NULL;
    }
    double *values = ARENA_ARRAY(&method_arena, double, 5000);
    *n = 0;
    bool header = true;
    while (fgets(line, sizeof line, file)) {
        if (header) {
            header = false;
            continue;
        }
        char *cell = line;
        for (int i = 0; i < column && cell; i++)
            cell = strchr(cell, ',') ? strchr(cell, ',') + 1 : NULL;
        char *end = cell;
        double value = cell ? strtod(cell, &end) : 0;
        values[(*n)++] = cell && end != cell ? value : (double)NAN;
        assert_true(*n < 5000);
    }
    fclose(file);
    return values;
}

#endif
