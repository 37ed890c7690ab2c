/* Two-way fixed effects on a panel, and what each group's own change is. Behind did.h and placebo.h. */
#ifndef POL_METHOD_PANEL_FIT_H
#define POL_METHOD_PANEL_FIT_H

#include "method/panel.h"

struct panel_fit {
    double effect;     /* of treatment, groups' and periods' levels taken out */
    double *residual;  /* like panel->value; 0 where unknown */
    double *regressor; /* the treatment less levels, likewise */
    double weight;     /* the sum of its squares */
    double scale;      /* the largest value, for what counts as rounding */
    size_t cells;      /* known cells that were used */
    size_t periods;    /* periods that have one */
    bool *used;        /* for each group: known before and after */
    size_t treated, others;
    double *change; /* for each used group: its mean residual after, minus that before */
};

enum method_status panel_fit(struct arena *arena, const struct panel_data *panel,
                             struct panel_fit *fit);

/* Whether a cell takes part. */
bool panel_has(const struct panel_data *panel, const struct panel_fit *fit, size_t group,
               size_t period);

#endif
