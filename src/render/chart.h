/* Charts of indicators, as SVG for a page: the series with its baseline, targets and the path to them,
 * breaks, figures that are provisional, uncertain or missing, and when measures began. Every value
 * stands at its point as data-period and data-value, so that a chart can be compared with the JSON. */
#ifndef POL_RENDER_CHART_H
#define POL_RENDER_CHART_H

#include "render/report.h"

/* When a measure began. */
struct chart_start {
    struct str title;
    int32_t day;
};

struct chart {
    const struct report *report;
    const struct result_indicator *indicator;
    const struct portrait_indicator *declared; /* NULL: not known */
    const struct chart_start *starts;          /* of measures that lead to what it shows */
    size_t start_count;
    struct str id; /* for the titles in it: one a page */
};

/* The chart of the whole. Nothing when it has no figure at all; false then. */
bool chart_whole(struct buf *out, const struct chart *chart);

/* A small chart for each group of a breakdown, all on the same axes; answers how many groups are left
 * out because there are too many. Nothing when there is no breakdown. */
size_t chart_groups(struct buf *out, const struct chart *chart);

/* The points of each group of a breakdown lie together: the one behind group `first`, which begins
 * there. Its end, or point_count. */
size_t chart_group_end(const struct result_indicator *indicator, size_t first);
/* "Army / abroad" */
struct str chart_group_name(const struct chart *chart, const struct result_group *group);

/* A value of the indicator as people read it: rounded, in the report's language, with its unit where
 * `unit`. */
void chart_value(struct buf *out, const struct chart *chart, const struct result_value *value,
                 bool unit);

#endif
