/* Charts of indicators. */
#include "render/chart.h"

#include <math.h>
#include <stdlib.h>

#include "base/calendar.h"
#include "render/axis.h"
#include "render/figure_marks.h"
#include "render/figures.h"
#include "render/markup.h"

enum {
    WIDTH = 700,
    LEFT = 62,
    RIGHT = 150,
    PLOT = 190, /* height of the plot */
    BOTTOM = 40,
    HEAD = 26,      /* above the plot: what the numbers are */
    START_ROW = 14, /* a row for the name of a measure that began */
    STARTS_MAX = 5, /* named on the chart; all stand below it */
    LABEL_GAP = 13, /* between two labels on the right */
    LABELS_MAX = 12,
    POINTS_LARGE = 48, /* up to so many points are large */
    POINTS_MAX = 4000, /* beyond, there is only a line */
    SMALL_WIDTH = 212,
    SMALL_PLOT = 84,
    SMALL_MAX = 24
};

/* A label on the right, moved up or down until it stands free. */
struct label {
    double y;
    struct str text;
    const char *class;
};

/* A straight line. */
struct stroke {
    double x1, y1, x2, y2;
};

struct plot {
    struct buf *out;
    const struct chart *chart;
    struct arena *arena;
    struct calendar calendar;
    struct axis axis;
    struct days days; /* of the horizontal axis */
    double left, top, width, height;
    struct label labels[LABELS_MAX];
    size_t label_count;
};

static const struct language *language_of(const struct chart *chart)
{
    return chart->report->language;
}

static const char *say_in(const struct chart *chart, const char *text) POL_FORMAT_ARG(2);
static const char *say_in(const struct chart *chart, const char *text)
{
    return say(language_of(chart), text);
}

/* --- values ---------------------------------------------------------------------------------------------------- */

static double scale_of(const struct result_indicator *indicator)
{
    return indicator->style == STYLE_PLAIN ? 1 : 100;
}

static bool known(const struct result_value *value)
{
    return value->kind == RESULT_NUMBER;
}

static double number(const struct chart *chart, const struct num *value)
{
    return num_to_double(value) * scale_of(chart->indicator);
}

void chart_value(struct buf *out, const struct chart *chart, const struct result_value *value,
                 bool unit)
{
    if (!known(value))
        buf_add(out, STR("–"));
    else if (unit)
        figures_say(out, language_of(chart), value);
    else
        figures_number(out, language_of(chart), value);
}

struct span_of_values {
    double low, high;
    bool any;
};

static void widen(struct span_of_values *span, double value)
{
    if (!isfinite(value)) return;
    if (!span->any || value < span->low) span->low = value;
    if (!span->any || value > span->high) span->high = value;
    span->any = true;
}

static void widen_value(struct span_of_values *span, const struct chart *chart,
                        const struct result_value *value)
{
    if (!known(value)) return;
    widen(span, number(chart, &value->number));
    if (!value->uncertain) return;
    widen(span, number(chart, &value->low));
    widen(span, number(chart, &value->high));
}

/* --- where things stand ------------------------------------------------------------------------------------------ */

static void widen_days(const struct plot *p, struct days *all, bool *any, struct str period)
{
    struct days days;
    if (!axis_days(&p->calendar, period, &days)) return;
    if (!*any || days.first < all->first) all->first = days.first;
    if (!*any || days.last > all->last) all->last = days.last;
    *any = true;
}

/* Of the whole, or of all groups together. Baselines and targets are those of the whole. */
static bool find_extent(struct plot *p, bool groups)
{
    const struct result_indicator *indicator = p->chart->indicator;
    struct span_of_values values = {0};
    bool any = false;
    for (size_t i = 0; i < indicator->point_count; i++) {
        if (i < indicator->period_count || known(&indicator->points[i].value))
            widen_days(p, &p->days, &any, indicator->points[i].period);
        if (!indicator->points[i].hidden && groups == (i >= indicator->period_count))
            widen_value(&values, p->chart, &indicator->points[i].value);
    }
    if (!any || !values.any) return false;
    p->axis = axis_of(values.low, values.high);
    if (groups) return true;
    for (size_t i = 0; i < indicator->baseline_count; i++) {
        widen_value(&values, p->chart, &indicator->baselines[i].value);
        widen_days(p, &p->days, &any, indicator->baselines[i].period);
    }
    for (size_t i = 0; i < indicator->target_count; i++) {
        widen_value(&values, p->chart, &indicator->targets[i].value);
        widen_days(p, &p->days, &any, indicator->targets[i].period);
    }
    p->axis = axis_of(values.low, values.high);
    return true;
}

static double x_of_day(const struct plot *p, double day)
{
    double span = (double)p->days.last - p->days.first + 1;
    return p->left + (day - p->days.first) / span * p->width;
}

/* The middle of a period. */
static double x_of(const struct plot *p, struct str period)
{
    struct days days;
    if (!axis_days(&p->calendar, period, &days)) return p->left;
    return x_of_day(p, ((double)days.first + days.last + 1) / 2);
}

static double y_of(const struct plot *p, double value)
{
    return p->top + p->height * (1 - axis_place(&p->axis, value));
}

static double y_of_value(const struct plot *p, const struct result_value *value)
{
    return y_of(p, number(p->chart, &value->number));
}

static void add_line(struct plot *p, const char *class, struct stroke line)
{
    buf_printf(p->out, "<line class=\"%s\"", class);
    markup_attribute_px(p->out, "x1", line.x1);
    markup_attribute_px(p->out, "y1", line.y1);
    markup_attribute_px(p->out, "x2", line.x2);
    markup_attribute_px(p->out, "y2", line.y2);
    buf_add(p->out, STR("/>"));
}

static void add_label(struct plot *p, const char *class, double y, struct str text)
{
    if (p->label_count < LABELS_MAX) p->labels[p->label_count++] = (struct label){y, text, class};
}

/* --- axes ---------------------------------------------------------------------------------------------------------- */

static void add_ticks(struct plot *p)
{
    for (size_t i = 0; i < p->axis.tick_count; i++) {
        double y = y_of(p, num_to_double(&p->axis.ticks[i]));
        struct buf text = buf_in(p->arena);
        say_number(&text, language_of(p->chart), &p->axis.ticks[i], p->axis.places);
        add_line(p, i ? "grid" : "axis", (struct stroke){p->left, y, p->left + p->width, y});
        mark_text(p->out, "small soft end", p->left - 7, y + 4, buf_str(&text));
    }
}

/* The years, as many as fit; where there is less than one, the first and last period. */
static void add_years(struct plot *p)
{
    struct period first = period_of_day(&p->calendar, FREQ_YEAR, p->days.first);
    struct period last = period_of_day(&p->calendar, FREQ_YEAR, p->days.last);
    int years = last.ord - first.ord + 1, fit = (int)(p->width / 38), each = 1;
    static const int steps[] = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10000};
    for (size_t i = 0; i < COUNT_OF(steps) && years / each + 1 > fit; i++) each = steps[i];
    for (int32_t ord = first.ord; ord <= last.ord; ord++) {
        struct days days = period_days(&p->calendar, (struct period){FREQ_YEAR, ord});
        if (ord % each ||
            (years > 1 && days.first < p->days.first && days.last - p->days.first < 120))
            continue;
        double from = fmax(days.first, p->days.first), to = fmin(days.last, p->days.last) + 1;
        double x = x_of_day(p, (from + to) / 2);
        mark_text(p->out, "small soft middle", x, p->top + p->height + 17,
                  str_printf(p->arena, "%d", (int)ord));
        if (from > p->days.first && years > 1 && years <= fit)
            add_line(p, "axis",
                     (struct stroke){x_of_day(p, from), p->top + p->height, x_of_day(p, from),
                                     p->top + p->height + 4});
    }
}

/* --- what happened when ---------------------------------------------------------------------------------------------- */

static void add_breaks(struct plot *p, bool named)
{
    const struct portrait_indicator *declared = p->chart->declared;
    for (size_t i = 0; declared && i < declared->break_count; i++) {
        struct days days;
        if (!axis_days(&p->calendar, declared->breaks[i].period, &days) ||
            days.first <= p->days.first || days.first > p->days.last)
            continue;
        double x = x_of_day(p, days.first);
        buf_add(p->out, STR("<g data-break=\""));
        markup_add(p->out, declared->breaks[i].period);
        buf_add(p->out, STR("\">"));
        add_line(p, "break", (struct stroke){x, p->top, x, p->top + p->height});
        if (named)
            mark_text(p->out, "small soft middle", x, p->top + p->height + 31,
                      str_from(say_in(p->chart, "break")));
        buf_add(p->out, STR("</g>"));
    }
}

/* Measures that began, each in a row of its own above the plot. */
static void add_starts(struct plot *p)
{
    size_t shown = 0;
    for (size_t i = 0; i < p->chart->start_count && shown < STARTS_MAX; i++) {
        const struct chart_start *start = &p->chart->starts[i];
        if (start->day < p->days.first || start->day > p->days.last) continue;
        double x = x_of_day(p, start->day), y = p->top - 8 - START_ROW * (double)shown++;
        bool left = x > p->left + p->width * 0.6;
        struct markup_lines title = markup_wrap(p->arena, start->title, 11, 300, 1);
        buf_add(p->out, STR("<g data-start=\""));
        buf_printf(p->out, "%d", (int)start->day);
        buf_add(p->out, STR("\">"));
        add_line(p, "start", (struct stroke){x, y - 4, x, p->top + p->height});
        if (title.count)
            mark_text(p->out, left ? "small soft end" : "small soft", left ? x - 5 : x + 5, y,
                      title.items[0]);
        buf_add(p->out, STR("</g>"));
    }
}

static size_t starts_shown(const struct plot *p)
{
    size_t shown = 0;
    for (size_t i = 0; i < p->chart->start_count && shown < STARTS_MAX; i++)
        shown +=
            p->chart->starts[i].day >= p->days.first && p->chart->starts[i].day <= p->days.last;
    return shown;
}

/* --- aims ---------------------------------------------------------------------------------------------------------- */

static struct str aim_text(struct plot *p, const struct result_aim *aim)
{
    struct buf text = buf_in(p->arena);
    struct result_value middle = aim->value;
    middle.uncertain = false;
    chart_value(&text, p->chart, &middle, false);
    return buf_str(&text);
}

static void add_baselines(struct plot *p)
{
    const struct result_indicator *indicator = p->chart->indicator;
    for (size_t i = 0; i < indicator->baseline_count; i++) {
        const struct result_aim *aim = &indicator->baselines[i];
        if (!known(&aim->value)) continue;
        double y = y_of_value(p, &aim->value);
        buf_add(p->out, STR("<g data-baseline=\""));
        num_add_json(p->out, &aim->value.number);
        buf_add(p->out, STR("\""));
        markup_attribute(p->out, "data-period", aim->period);
        buf_add_char(p->out, '>');
        add_line(p, "baseline", (struct stroke){x_of(p, aim->period), y, p->left + p->width, y});
        buf_add(p->out, STR("</g>"));
        add_label(p, "small soft", y,
                  str_printf(p->arena, say_in(p->chart, "baseline %.*s (%.*s)"),
                             STR_ARG(aim_text(p, aim)), STR_ARG(aim->period)));
    }
}

static void add_target_mark(struct plot *p, const struct result_aim *aim)
{
    double x = x_of(p, aim->period), y = y_of_value(p, &aim->value);
    buf_add(p->out, STR("<path class=\"target\" data-target=\""));
    num_add_json(p->out, &aim->value.number);
    buf_add(p->out, STR("\""));
    markup_attribute(p->out, "data-period", aim->period);
    buf_add(p->out, STR(" d=\"M"));
    markup_px(p->out, x);
    buf_add_char(p->out, ' ');
    markup_px(p->out, y - 6);
    buf_add(p->out, STR("l6 6l-6 6l-6 -6Z\"/>"));
}

/* The straight way from the baseline over each target to the last. */
static void add_targets(struct plot *p)
{
    const struct result_indicator *indicator = p->chart->indicator;
    const struct result_aim *before = NULL;
    for (size_t i = 0; i < indicator->baseline_count; i++)
        if (known(&indicator->baselines[i].value)) before = &indicator->baselines[i];
    for (size_t i = 0; i < indicator->target_count; i++) {
        const struct result_aim *aim = &indicator->targets[i];
        if (!known(&aim->value)) continue;
        if (before)
            add_line(p, "path",
                     (struct stroke){x_of(p, before->period), y_of_value(p, &before->value),
                                     x_of(p, aim->period), y_of_value(p, &aim->value)});
        before = aim;
    }
    for (size_t i = 0; i < indicator->target_count; i++) {
        const struct result_aim *aim = &indicator->targets[i];
        if (!known(&aim->value)) continue;
        add_target_mark(p, aim);
        add_label(p, "small aim", y_of_value(p, &aim->value),
                  str_printf(p->arena, say_in(p->chart, "target %.*s (%.*s)"),
                             STR_ARG(aim_text(p, aim)), STR_ARG(aim->period)));
    }
}

/* --- the series ------------------------------------------------------------------------------------------------------ */

/* Whether a break of the series lies between two periods. */
static bool is_broken(const struct plot *p, struct str before, struct str after)
{
    const struct portrait_indicator *declared = p->chart->declared;
    struct days a, b, at;
    if (!axis_days(&p->calendar, before, &a) || !axis_days(&p->calendar, after, &b)) return true;
    for (size_t i = 0; declared && i < declared->break_count; i++)
        if (axis_days(&p->calendar, declared->breaks[i].period, &at) && at.first > a.first &&
            at.first <= b.first)
            return true;
    return false;
}

static bool is_shown(const struct result_point *point)
{
    return known(&point->value) && !point->hidden;
}

/* A line through what is known; it ends at a gap or break. */
static void add_way(struct plot *p, const struct result_point *points, size_t count)
{
    bool open = false, any = false;
    for (size_t i = 0; i < count; i++) {
        if (!is_shown(&points[i])) {
            open = false;
            continue;
        }
        if (open && is_broken(p, points[i - 1].period, points[i].period)) open = false;
        if (!any) buf_add(p->out, STR("<path class=\"series\" d=\""));
        any = true;
        buf_add(p->out, open ? STR("L") : STR("M"));
        markup_px(p->out, x_of(p, points[i].period));
        buf_add_char(p->out, ' ');
        markup_px(p->out, y_of_value(p, &points[i].value));
        open = true;
    }
    if (any) buf_add(p->out, STR("\"/>"));
}

static void add_interval(struct plot *p, const struct result_point *point)
{
    double x = x_of(p, point->period);
    double low = y_of(p, number(p->chart, &point->value.low));
    double high = y_of(p, number(p->chart, &point->value.high));
    add_line(p, "interval", (struct stroke){x, low, x, high});
    add_line(p, "interval", (struct stroke){x - 4, low, x + 4, low});
    add_line(p, "interval", (struct stroke){x - 4, high, x + 4, high});
}

/* A figure that is missing has a small cross on the axis. */
static void add_gap(struct plot *p, const struct result_point *point)
{
    double x = x_of(p, point->period), y = p->top + p->height;
    buf_add(p->out, STR("<g data-missing=\""));
    markup_add(p->out, point->period);
    buf_add(p->out, STR("\">"));
    add_line(p, "gap", (struct stroke){x - 3, y - 3, x + 3, y + 3});
    add_line(p, "gap", (struct stroke){x - 3, y + 3, x + 3, y - 3});
    buf_add(p->out, STR("</g>"));
}

static void add_point(struct plot *p, const struct result_point *point, double radius)
{
    struct buf tip = buf_in(p->arena);
    buf_printf(&tip, "%.*s: ", STR_ARG(point->period));
    chart_value(&tip, p->chart, &point->value, true);
    if (point->provisional) buf_printf(&tip, " (%s)", say_in(p->chart, "provisional"));
    buf_printf(p->out, "<circle class=\"datum%s\"", point->provisional ? " provisional" : "");
    markup_attribute_px(p->out, "cx", x_of(p, point->period));
    markup_attribute_px(p->out, "cy", y_of_value(p, &point->value));
    markup_attribute_px(p->out, "r", radius);
    markup_attribute(p->out, "data-period", point->period);
    buf_add(p->out, STR(" data-value=\""));
    num_add_json(p->out, &point->value.number);
    buf_add(p->out, STR("\"><title>"));
    markup_add(p->out, buf_str(&tip));
    buf_add(p->out, STR("</title></circle>"));
}

static void add_series(struct plot *p, const struct result_point *points, size_t count)
{
    add_way(p, points, count);
    double radius = count <= POINTS_LARGE ? 3.6 : 1.6;
    if (p->chart->indicator->point_count > POINTS_MAX) return;
    for (size_t i = 0; i < count; i++) {
        if (!is_shown(&points[i])) {
            add_gap(p, &points[i]);
            continue;
        }
        if (points[i].value.uncertain) add_interval(p, &points[i]);
        add_point(p, &points[i], radius);
    }
}

static const struct result_point *last_shown(const struct result_point *points, size_t count)
{
    for (size_t i = count; i > 0; i--)
        if (is_shown(&points[i - 1])) return &points[i - 1];
    return NULL;
}

/* --- labels on the right ------------------------------------------------------------------------------------------------ */

static int compare_labels(const void *left, const void *right)
{
    const struct label *a = left, *b = right;
    return a->y < b->y ? -1 : a->y > b->y;
}

static void add_labels(struct plot *p)
{
    double next = p->top - 2;
    qsort(p->labels, p->label_count, sizeof *p->labels, compare_labels);
    for (size_t i = 0; i < p->label_count; i++) {
        struct label *label = &p->labels[i];
        label->y = fmax(label->y + 4, next);
        next = label->y + LABEL_GAP;
    }
    double most = p->top + p->height + 6; /* and up again where they have run out of the plot */
    for (size_t i = p->label_count; i > 0; i--) {
        struct label *label = &p->labels[i - 1];
        label->y = fmin(label->y, most);
        most = label->y - LABEL_GAP;
        struct markup_lines text = markup_wrap(p->arena, label->text, 11, RIGHT - 10, 1);
        if (text.count)
            mark_text(p->out, label->class, p->left + p->width + 9, label->y, text.items[0]);
    }
}

/* --- for those who can't see it ----------------------------------------------------------------------------------------- */

static struct str description(struct plot *p, const struct result_point *points, size_t count)
{
    const struct result_point *last = last_shown(points, count), *first = NULL, *low = NULL,
                              *high = NULL;
    size_t missing = 0;
    for (size_t i = 0; i < count; i++) {
        if (!is_shown(&points[i])) {
            missing++;
            continue;
        }
        if (!first) first = &points[i];
        if (!low || num_compare(&points[i].value.number, &low->value.number) < 0) low = &points[i];
        if (!high || num_compare(&points[i].value.number, &high->value.number) > 0)
            high = &points[i];
    }
    struct buf text = buf_in(p->arena), values[4];
    const struct result_point *of[] = {first, last, low, high};
    if (!first) return STR("");
    for (size_t i = 0; i < 4; i++) {
        values[i] = buf_in(p->arena);
        chart_value(&values[i], p->chart, &of[i]->value, true);
    }
    buf_printf(&text,
               say_in(p->chart, "From %.*s in %.*s to %.*s in %.*s; lowest %.*s (%.*s), highest "
                                "%.*s (%.*s)."),
               STR_ARG(buf_str(&values[0])), STR_ARG(first->period), STR_ARG(buf_str(&values[1])),
               STR_ARG(last->period), STR_ARG(buf_str(&values[2])), STR_ARG(low->period),
               STR_ARG(buf_str(&values[3])), STR_ARG(high->period));
    if (missing) buf_printf(&text, say_in(p->chart, " Periods without a figure: %zu."), missing);
    for (size_t i = 0; i < p->label_count; i++)
        buf_printf(&text, " %.*s.", STR_ARG(p->labels[i].text));
    return buf_str(&text);
}

static void begin_svg(struct plot *p, struct str id, struct str title, double height)
{
    double width = p->left + p->width + (p->width > SMALL_WIDTH ? RIGHT : 12);
    buf_add(p->out,
            STR("<svg class=\"pic chart\" xmlns=\"http://www.w3.org/2000/svg\" role=\"img\""));
    buf_printf(p->out, " aria-labelledby=\"%.*s-t %.*s-d\"", STR_ARG(id), STR_ARG(id));
    markup_attribute_px(p->out, "width", width);
    markup_attribute_px(p->out, "height", height);
    buf_add(p->out, STR(" viewBox=\"0 0 "));
    markup_px(p->out, width);
    buf_add_char(p->out, ' ');
    markup_px(p->out, height);
    buf_add(p->out, STR("\""));
    markup_attribute(p->out, "data-indicator", p->chart->indicator->name);
    buf_printf(p->out, ">\n<title id=\"%.*s-t\">", STR_ARG(id));
    markup_add(p->out, title);
    buf_add(p->out, STR("</title>\n"));
}

static void add_description(struct plot *p, struct str id, struct str text)
{
    buf_printf(p->out, "<desc id=\"%.*s-d\">", STR_ARG(id));
    markup_add(p->out, text);
    buf_add(p->out, STR("</desc>\n"));
}

static struct str title_of(const struct chart *chart)
{
    return chart->indicator->title.len ? chart->indicator->title : chart->indicator->name;
}

/* "reports, every year" */
static struct str axis_text(struct plot *p)
{
    const struct result_indicator *indicator = p->chart->indicator;
    struct str unit = indicator->style == STYLE_PERCENT  ? STR("%")
                      : indicator->style == STYLE_POINTS ? STR("pp")
                      : str_equal(indicator->unit, STR("percent"))
                          ? STR("%")
                          : say_unit(p->arena, language_of(p->chart), indicator->unit);
    struct buf text = buf_in(p->arena);
    buf_add(&text, unit);
    if (indicator->every.len)
        buf_printf(
            &text, "%s%.*s", unit.len ? ", " : "",
            STR_ARG(say_word(p->arena, language_of(p->chart),
                             str_printf(p->arena, "every %.*s", STR_ARG(indicator->every)))));
    if (p->axis.low > 0 || p->axis.high < 0)
        buf_printf(&text, "%s%s", text.len ? "; " : "",
                   say_in(p->chart, "the scale does not begin at 0"));
    return buf_str(&text);
}

/* --- the whole --------------------------------------------------------------------------------------------------------- */

static bool begin_plot(struct plot *p, struct buf *out, const struct chart *chart, bool groups)
{
    *p = (struct plot){
        .out = out,
        .chart = chart,
        .arena = chart->report->arena,
        .calendar = {chart->report->portrait->year_starts},
    };
    return find_extent(p, groups);
}

bool chart_whole(struct buf *out, const struct chart *chart)
{
    const struct result_indicator *indicator = chart->indicator;
    struct plot p;
    struct buf body = buf_in(chart->report->arena);
    if (!begin_plot(&p, &body, chart, false) ||
        !last_shown(indicator->points, indicator->period_count))
        return false;
    p.left = LEFT;
    p.width = WIDTH - LEFT - RIGHT;
    p.top = HEAD + START_ROW * (double)starts_shown(&p);
    p.height = PLOT;
    mark_text(&body, "small soft", 2, 12, axis_text(&p));
    add_ticks(&p);
    add_years(&p);
    add_breaks(&p, true);
    add_starts(&p);
    add_baselines(&p);
    add_targets(&p);
    add_series(&p, indicator->points, indicator->period_count);
    struct str text = description(&p, indicator->points, indicator->period_count);
    const struct result_point *last = last_shown(indicator->points, indicator->period_count);
    struct buf value = buf_in(p.arena);
    chart_value(&value, chart, &last->value, false);
    add_label(&p, "small title", y_of_value(&p, &last->value),
              str_printf(p.arena, "%.*s (%.*s)", STR_ARG(buf_str(&value)), STR_ARG(last->period)));
    add_labels(&p);
    p.out = out;
    begin_svg(&p, chart->id, title_of(chart), p.top + PLOT + BOTTOM);
    add_description(&p, chart->id, text);
    buf_add(out, buf_str(&body));
    buf_add(out, STR("\n</svg>\n"));
    return true;
}

/* --- groups ------------------------------------------------------------------------------------------------------------ */

static bool same_group(const struct result_group *a, const struct result_group *b)
{
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++)
        same = a->missing[i] == b->missing[i] && str_equal(a->values[i], b->values[i]);
    return same;
}

size_t chart_group_end(const struct result_indicator *indicator, size_t first)
{
    size_t end = first + 1;
    while (end < indicator->point_count &&
           same_group(&indicator->points[end].group, &indicator->points[first].group))
        end++;
    return end;
}

struct str chart_group_name(const struct chart *chart, const struct result_group *group)
{
    struct buf text = buf_in(chart->report->arena);
    for (size_t i = 0; i < group->count; i++)
        buf_printf(
            &text, "%s%.*s", i ? " / " : "",
            STR_ARG(group->missing[i] ? str_from(say_in(chart, "(none)")) : group->values[i]));
    return buf_str(&text);
}

static void add_group(struct plot *p, size_t first, size_t end, size_t place)
{
    const struct result_point *points = &p->chart->indicator->points[first];
    struct buf *out = p->out, body = buf_in(p->arena);
    struct str id = str_printf(p->arena, "%.*s-%zu", STR_ARG(p->chart->id), place);
    struct str name = chart_group_name(p->chart, &points->group);
    struct markup_lines title = markup_wrap(p->arena, name, 12, SMALL_WIDTH, 1);
    const struct result_point *last = last_shown(points, end - first);
    p->out = &body;
    p->label_count = 0;
    if (title.count) mark_text(&body, "title", 2, 13, title.items[0]);
    add_ticks(p);
    add_years(p);
    add_breaks(p, false);
    add_series(p, points, end - first);
    if (!last)
        mark_text(&body, "small soft middle", p->left + p->width / 2, p->top + p->height / 2,
                  str_from(say_in(p->chart, "no figure")));
    p->out = out;
    begin_svg(p, id, str_printf(p->arena, "%.*s: %.*s", STR_ARG(title_of(p->chart)), STR_ARG(name)),
              p->top + p->height + 24);
    add_description(p, id, description(p, points, end - first));
    buf_add(out, buf_str(&body));
    buf_add(out, STR("\n</svg>\n"));
}

size_t chart_groups(struct buf *out, const struct chart *chart)
{
    const struct result_indicator *indicator = chart->indicator;
    struct plot p;
    size_t place = 0;
    if (indicator->point_count == indicator->period_count || !begin_plot(&p, out, chart, true))
        return 0;
    p.left = 44;
    p.width = SMALL_WIDTH - 56;
    p.top = 26;
    p.height = SMALL_PLOT;
    for (size_t first = indicator->period_count, end; first < indicator->point_count; first = end) {
        end = chart_group_end(indicator, first);
        if (place++ < SMALL_MAX) add_group(&p, first, end, place);
    }
    return place > SMALL_MAX ? place - SMALL_MAX : 0;
}
