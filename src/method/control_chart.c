/* XmR charts: limits for each part, then the rules. */
#include "method/control_chart.h"

#include <math.h>

enum {
    FEWEST = 4,       /* points for limits */
    PROVISIONAL = 12, /* points below which limits are */
    RUN = 7           /* points that make a shift or a trend */
};

static const double LIMIT = 2.66;        /* 3 / 1.128 */
static const double RANGE_LIMIT = 3.267; /* of a moving range, against their mean */

static const struct {
    const char *code, *text;
} rules[] = {
#define CHART_RULE(id, code, text) [CHART_##id] = {code, text},
#include "method/chart_rules.def"
#undef CHART_RULE
};

const char *chart_rule_code(enum chart_rule rule)
{
    return rules[rule].code;
}

const char *chart_rule_text(enum chart_rule rule)
{
    return rules[rule].text;
}

/* The mean of the moving ranges of at most `most`. */
static double mean_range(const double *x, size_t n, double most)
{
    double sum = 0, count = 0;
    for (size_t i = 1; i < n; i++) {
        double range = fabs(x[i] - x[i - 1]);
        if (range > most) continue;
        sum += range;
        count++;
    }
    return count > 0 ? sum / count : 0;
}

static void set_limits(const double *x, bool screened, struct chart_part *part)
{
    for (size_t i = 0; i < part->count; i++) part->mean += x[i] / (double)part->count;
    double range = mean_range(x, part->count, (double)INFINITY);
    if (screened) {
        double less = mean_range(x, part->count, RANGE_LIMIT * range);
        if (less > 0) range = less;
    }
    part->mean_range = range;
    part->low = part->mean - LIMIT * range;
    part->high = part->mean + LIMIT * range;
    part->limited = part->count >= FEWEST && range > 0;
}

static void mark(struct chart_point *point, enum chart_rule rule, bool above)
{
    if (above)
        point->above |= (uint8_t)(1u << rule);
    else
        point->below |= (uint8_t)(1u << rule);
}

static bool on_side(double x, const struct chart_part *part, bool above)
{
    return above ? x > part->mean : x < part->mean;
}

/* Points outside the limits, and moving ranges outside theirs. */
static void mark_beyond(const double *x, const struct chart_part *part, struct chart_point *point)
{
    for (size_t i = 0; i < part->count; i++) {
        if (x[i] > part->high) mark(&point[i], CHART_BEYOND, true);
        if (x[i] < part->low) mark(&point[i], CHART_BEYOND, false);
        point[i].range_high = i && fabs(x[i] - x[i - 1]) > RANGE_LIMIT * part->mean_range;
    }
}

static void mark_shifts(const double *x, const struct chart_part *part, struct chart_point *point,
                        bool above)
{
    for (size_t i = 0, j; i < part->count; i = j + 1) {
        for (j = i; j < part->count && on_side(x[j], part, above); j++) continue;
        for (size_t l = i; j - i >= RUN && l < j; l++) mark(&point[l], CHART_SHIFT, above);
    }
}

static void mark_trends(const double *x, const struct chart_part *part, struct chart_point *point,
                        bool up)
{
    for (size_t i = 0, j; i + 1 < part->count; i = j) {
        for (j = i + 1; j < part->count && (up ? x[j] > x[j - 1] : x[j] < x[j - 1]); j++) continue;
        for (size_t l = i; j - i >= RUN && l < j; l++) mark(&point[l], CHART_TREND, up);
    }
}

static bool is_near(double x, const struct chart_part *part, bool above)
{
    double away = above ? x - part->mean : part->mean - x, reach = part->high - part->mean;
    return away > 2.0 / 3 * reach && away <= reach;
}

static void mark_near(const double *x, const struct chart_part *part, struct chart_point *point,
                      bool above)
{
    for (size_t i = 0; i + 2 < part->count; i++) {
        size_t near = 0;
        for (size_t l = i; l < i + 3; l++) near += is_near(x[l], part, above);
        for (size_t l = i; near >= 2 && l < i + 3; l++)
            if (is_near(x[l], part, above)) mark(&point[l], CHART_NEAR, above);
    }
}

static void read_part(const double *x, const struct chart_part *part, struct chart_point *point)
{
    if (!part->limited) return;
    mark_beyond(x, part, point);
    for (int above = 0; above < 2; above++) {
        mark_shifts(x, part, point, above);
        mark_trends(x, part, point, above);
        mark_near(x, part, point, above);
    }
}

/* Where parts begin: at the first point, and at the first point of each rebasing. */
static void divide(struct arena *arena, const struct chart_question *question,
                   struct control_chart *chart)
{
    const struct points *points = &question->points;
    chart->part = ARENA_ARRAY(arena, struct chart_part, question->rebases + 1);
    size_t next = 0;
    for (size_t i = 0; i < points->n; i++) {
        bool anew = i == 0;
        while (next < question->rebases && points_at(points, i) >= question->rebase[next]) {
            anew = true;
            next++;
        }
        if (anew) chart->part[chart->parts++].first = i;
        chart->part[chart->parts - 1].count++;
    }
}

static void read_last(const struct chart_question *question, struct control_chart *chart)
{
    const struct chart_part *part = &chart->part[chart->parts - 1];
    struct measured *last = &chart->last;
    last->n = part->count;
    last->value = question->points.value[question->points.n - 1] - part->mean;
    last->has_error = part->limited;
    if (part->limited) {
        last->low = part->low - part->mean;
        last->high = part->high - part->mean;
    }
    if (part->count < PROVISIONAL) last->cautions |= 1u << CAUTION_FEW_POINTS;
}

enum method_status control_chart_draw(struct arena *arena, const struct chart_question *question,
                                      struct control_chart *chart)
{
    const struct points *points = &question->points;
    bool any = false, enough = false;
    *chart = (struct control_chart){.last.n = points->n};
    if (!points_valid(points)) return METHOD_BAD_INPUT;
    if (points->n < FEWEST) return METHOD_TOO_FEW;
    divide(arena, question, chart);
    chart->point = ARENA_ARRAY(arena, struct chart_point, points->n);
    for (size_t p = 0; p < chart->parts; p++) {
        struct chart_part *part = &chart->part[p];
        set_limits(points->value + part->first, question->screened, part);
        read_part(points->value + part->first, part, chart->point + part->first);
        any |= part->limited;
        enough |= part->count >= FEWEST;
    }
    for (size_t i = 0; i < points->n; i++)
        chart->signals += chart->point[i].above || chart->point[i].below;
    read_last(question, chart);
    return any ? METHOD_OK : enough ? METHOD_NO_VARIATION : METHOD_TOO_FEW;
}
