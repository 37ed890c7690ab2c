/* Whether a series moves more than by chance: the XmR chart (individual values and moving ranges;
 * Shewhart, Wheeler), with the rules by which the NHS reads it ("Making data count", NHS England; Statistical
 * process control tool; seven points make a shift or a trend). Limits are the mean ± 2.66 × the mean moving range. */
#ifndef POL_METHOD_CONTROL_CHART_H
#define POL_METHOD_CONTROL_CHART_H

#include "method/measured.h"

enum chart_rule {
#define CHART_RULE(id, code, text) CHART_##id,
#include "method/chart_rules.def"
#undef CHART_RULE
    CHART_RULE_COUNT
};

struct chart_question {
    struct points points;
    const int32_t *rebase; /* periods at which the chart begins anew, rising; NULL: none */
    size_t rebases;
    bool
        screened; /* leave moving ranges above 3.267 × their mean out of the limits, once, as the NHS does */
};

/* A stretch between rebasings. */
struct chart_part {
    size_t first, count;    /* points */
    double mean, low, high; /* centre and limits */
    double mean_range;      /* the mean moving range behind the limits */
    bool
        limited; /* false: fewer than 4 points, or all are equal: no limits, and no rule is tried */
};

struct chart_point {
    uint8_t above,
        below; /* bits 1 << CHART_…: the rules that this point takes part in, by direction */
    bool range_high; /* its moving range is above its own limit, 3.267 × the mean */
};

struct control_chart {
    struct chart_part *part;
    size_t parts;
    struct chart_point *point; /* one each */
    size_t signals;            /* points that some rule marks */
    struct measured
        last; /* value: the last point minus its centre; low and high: the centre's limits
                            against the centre; has_error true; p is 0 */
};

/* TOO_FEW or NO_VARIATION when no part has limits. CAUTION_FEW_POINTS when the last part has fewer than
 * 12 points: its limits are provisional then. */
enum method_status control_chart_draw(struct arena *arena, const struct chart_question *question,
                                      struct control_chart *chart);

const char *chart_rule_code(enum chart_rule rule);
const char *chart_rule_text(enum chart_rule rule);

#endif
