/* The straight line through a series. */
#include "method/trend.h"

#include "method/series_line.h"

enum { FEWEST = 3 };

enum method_status trend_fit(struct arena *scratch, const struct line_question *question,
                             struct trend *result)
{
    struct line_parts parts = {
        .points = &question->points, .season = question->season, .time = true};
    struct line_rows rows;
    struct line_fit fit;
    *result = (struct trend){.slope.n = question->points.n};
    if (question->points.n < FEWEST) return METHOD_TOO_FEW;
    enum method_status status = line_rows(scratch, &parts, &rows);
    if (status != METHOD_OK) return status;
    size_t cycle = question->cycle ? question->cycle : question->season.length;
    status = line_fit(scratch, &rows, &question->errors, cycle, &fit);
    if (status != METHOD_OK && status != METHOD_NO_VARIATION) return status;
    result->start = line_value(&fit, 0);
    result->checks = fit.checks;
    if (!line_measured(&fit, rows.columns.time, &result->slope)) return METHOD_BAD_INPUT;
    return status;
}
