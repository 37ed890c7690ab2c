/* How often the 95 % interval of each method held the truth when it was tried on made series: measured by
 * `make bench-methods`, which can write coverage.def. Said with a verdict where it falls short. */
#ifndef POL_METHOD_COVERAGE_H
#define POL_METHOD_COVERAGE_H

#include <stddef.h>

enum coverage_of {
#define COVERAGE_OF(id, name, what) COVERAGE_##id,
#include "method/coverage_methods.def"
#undef COVERAGE_OF
    COVERAGE_OF_COUNT
};

/* The measured share on series of the largest n tried that isn't above this one (or the smallest tried), and
 * the nearest rho tried: 0, 0.3, 0.5. 0 when it was not measured. */
double coverage_measured(enum coverage_of method, size_t n, double rho);

/* "trend", and on what it was tried. */
const char *coverage_name(enum coverage_of method);
const char *coverage_what(enum coverage_of method);

#endif
