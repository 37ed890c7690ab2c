/* Two samples compared by ranks (Wilcoxon 1945, Mann & Whitney 1947), with Hodges and Lehmann's shift: the
 * median of all differences b - a. Exact, ties included, up to RANK_TEST_EXACT values together; else
 * normal with the variance for ties and a correction for continuity. */
#ifndef POL_METHOD_RANK_TEST_H
#define POL_METHOD_RANK_TEST_H

#include "method/measured.h"

enum { RANK_TEST_EXACT = 50, RANK_TEST_LARGEST_PAIRS = 4000000 };

struct sampled {
    const double *value;
    size_t n;
};

struct rank_test {
    struct measured shift; /* of b against a; se is 0 */
    double p; /* of no shift; stands also where there are too few values for an interval */
    double u; /* pairs in which b is larger, ties counted half */
    double superiority; /* u / (pairs): the chance that one of b is larger than one of a */
    bool exact;
};

/* Needs 2 values in each and 5 in all. */
enum method_status rank_test_compare(struct arena *scratch, const struct sampled *a,
                                     const struct sampled *b, struct rank_test *result);

#endif
