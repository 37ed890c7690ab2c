/* Difference in differences: the change of the treated beyond that of the others.
 *
 * Two kinds of data. Of a panel (groups over periods) the effect is that of two-way fixed effects; the
 * error by default is that of the groups' own changes from before to after, compared as Welch does
 * (Bertrand, Duflo & Mullainathan, "How much should we trust differences-in-differences estimates?", QJE
 * 119, 2004: it can't be fooled by values that hang together in time; Bell & McCaffrey's CR2 error gives the
 * same). HC1 and clustered (CR1) errors stand beside it. Of four samples (persons or shops before and after)
 * it is the difference of the differences of means.
 *
 * With one treated group no such error means anything: CAUTION_ONE_TREATED, and see placebo.h. */
#ifndef POL_METHOD_DID_H
#define POL_METHOD_DID_H

#include "method/panel.h"
#include "method/rank_test.h"

struct did_panel {
    struct measured effect;    /* error by Welch on the groups' changes */
    double hc1;                /* standard error, independent rows; misleading in series */
    double clustered;          /* standard error by group (CR1); too small below ~40 groups */
    double means[2][2];        /* [treated][after], over the known cells */
    size_t treated, others;    /* groups that were used: known before and after */
    struct measured pre_trend; /* the difference in slope before: treated minus others, a period.
                                    has_error false where it can't be tested */
};

enum method_status did_panel_fit(struct arena *scratch, const struct panel_data *panel,
                                 struct did_panel *result);

/* One sample for each cell: [treated][after]. */
struct did_samples {
    struct sampled cell[2][2];
};

struct did_two_by_two {
    struct measured effect; /* with HC1's error */
    double ols_se;          /* equal variances */
    double means[2][2];
};

/* Needs 2 values in each cell. */
enum method_status did_two_by_two_fit(const struct did_samples *samples,
                                      struct did_two_by_two *result);

/* The same units seen twice, as changes: the mean change of the treated minus that of the others; HC1. */
enum method_status did_changes_fit(const struct sampled *treated, const struct sampled *others,
                                   struct measured *effect);

#endif
