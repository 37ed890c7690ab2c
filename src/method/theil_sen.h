/* The median of the slopes between all pairs of points (Theil 1950; Sen, "Estimates of the regression
 * coefficient based on Kendall's tau", JASA 63, 1968). Outliers hardly move it. The interval is Sen's: the
 * slopes whose ranks stand z·sd(S) apart, with ties; exact for few points. Independent errors are
 * assumed. */
#ifndef POL_METHOD_THEIL_SEN_H
#define POL_METHOD_THEIL_SEN_H

#include "method/measured.h"

enum { THEIL_SEN_LARGEST = 5000 }; /* points; there are n (n - 1) / 2 slopes */

struct theil_sen {
    struct measured slope; /* p is Mann–Kendall's; se is 0 */
    double start;          /* median of x - slope·t, at the first point */
};

/* Needs 5 points: with fewer no interval holds 95 %; with many ties it may not either, and has_error is then
 * false. TOO_MANY above THEIL_SEN_LARGEST. */
enum method_status theil_sen_fit(struct arena *scratch, const struct points *points,
                                 struct theil_sen *result);

#endif
