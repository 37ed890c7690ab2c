/* The measured coverage of intervals. */
#include "method/coverage.h"

#include <math.h>

#include "base/compiler.h"

static const struct {
    const char *name, *what;
} methods[] = {
#define COVERAGE_OF(id, name, what) [COVERAGE_##id] = {name, what},
#include "method/coverage_methods.def"
#undef COVERAGE_OF
};

static const struct {
    enum coverage_of method;
    size_t n;
    double rho, share;
} rows[] = {
#define COVERAGE(id, n, rho, share) {COVERAGE_##id, n, rho, share},
#include "method/coverage.def"
#undef COVERAGE
};

const char *coverage_name(enum coverage_of method)
{
    return methods[method].name;
}

const char *coverage_what(enum coverage_of method)
{
    return methods[method].what;
}

/* How far a row's n is from the one asked for: those above count only where there is none below. */
static double distance(size_t tried, size_t n)
{
    return tried <= n ? (double)(n - tried) : 1e9 + (double)(tried - n);
}

double coverage_measured(enum coverage_of method, size_t n, double rho)
{
    double best_n = (double)INFINITY, best_rho = (double)INFINITY, share = 0;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (rows[i].method != method) continue;
        double of_n = distance(rows[i].n, n), of_rho = fabs(rows[i].rho - rho);
        if (of_n > best_n || (of_n == best_n && of_rho >= best_rho)) continue;
        best_n = of_n, best_rho = of_rho, share = rows[i].share;
    }
    return share;
}
