/* Interrupted time series on values; counts are in interrupted_counts.c. */
#include "method/interrupted.h"

#include "method/series_line.h"

enum {
    FEWEST_FOR_SLOPE = 3, /* points on each side for a step and a slope */
    FEWEST_BEFORE = 2,    /* for a step alone */
    FEW_ON_A_SIDE = 6
};

void interrupted_sides(const struct interrupted_question *question, size_t *before, size_t *after)
{
    *before = *after = 0;
    for (size_t i = 0; i < question->points.n; i++) {
        if (points_at(&question->points, i) < question->from)
            ++*before;
        else
            ++*after;
    }
}

bool interrupted_enough(const struct interrupted_question *question, size_t before, size_t after)
{
    if (question->form == CHANGE_STEP) return before >= FEWEST_BEFORE && after >= 1;
    return before >= FEWEST_FOR_SLOPE && after >= FEWEST_FOR_SLOPE;
}

static const double *less_control(struct arena *arena, const struct interrupted_question *question)
{
    size_t n = question->points.n;
    if (!question->control) return question->points.value;
    double *difference = ARENA_ARRAY(arena, double, n);
    for (size_t i = 0; i < n; i++) difference[i] = question->points.value[i] - question->control[i];
    return difference;
}

static enum method_status read_fit(const struct line_rows *rows, const struct line_fit *fit,
                                   struct interrupted *result)
{
    result->start = line_value(fit, 0);
    result->slope_before = line_value(fit, rows->columns.time);
    result->checks = fit->checks;
    if (!line_measured(fit, rows->columns.step, &result->step)) return METHOD_BAD_INPUT;
    if (rows->columns.slope && !line_measured(fit, rows->columns.slope, &result->slope))
        return METHOD_BAD_INPUT;
    if (result->before < FEW_ON_A_SIDE || result->after < FEW_ON_A_SIDE) {
        measured_warn(&result->step, CAUTION_FEW_AFTER);
        measured_warn(&result->slope, CAUTION_FEW_AFTER);
    }
    return METHOD_OK;
}

enum method_status interrupted_fit(struct arena *scratch,
                                   const struct interrupted_question *question,
                                   struct interrupted *result)
{
    *result = (struct interrupted){.step.n = question->points.n, .slope.n = question->points.n};
    interrupted_sides(question, &result->before, &result->after);
    if (!interrupted_enough(question, result->before, result->after)) return METHOD_TOO_FEW;
    struct points points = question->points;
    points.value = less_control(scratch, question);
    struct line_parts parts = {.points = &points,
                               .season = question->season,
                               .time = true,
                               .step = true,
                               .slope = question->form == CHANGE_STEP_AND_SLOPE,
                               .from = question->from};
    struct line_rows rows;
    struct line_fit fit;
    enum method_status status = line_rows(scratch, &parts, &rows);
    if (status != METHOD_OK) return status;
    size_t cycle = question->cycle ? question->cycle : question->season.length;
    status = line_fit(scratch, &rows, &question->errors, cycle, &fit);
    if (status != METHOD_OK && status != METHOD_NO_VARIATION) return status;
    enum method_status read = read_fit(&rows, &fit, result);
    return read != METHOD_OK ? read : status;
}
