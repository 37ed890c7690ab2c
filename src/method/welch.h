/* Two means compared without assuming equal variances (Welch, "The generalization of Student's
 * problem when several different population variances are involved", Biometrika 34, 1947). */
#ifndef POL_METHOD_WELCH_H
#define POL_METHOD_WELCH_H

#include <stdbool.h>
#include <stddef.h>

struct welch {
    double difference; /* the mean of b minus the mean of a */
    double se;         /* its standard error */
    double df;         /* Welch and Satterthwaite's degrees of freedom */
    double low, high;  /* 95 % interval */
    double p;          /* two-sided, of no difference */
};

/* Compares `b` with `a`, each of at least two values. False when it gives no answer: too few values,
 * or no spread at all in both, which leaves no error to judge by. */
bool welch_compare(const double *a, size_t a_count, const double *b, size_t b_count,
                   struct welch *result);

#endif
