/* The mean after a change against the mean before it. */
#include "method/before_after.h"

#include "method/series_line.h"
#include "method/welch.h"

enum { FEWEST_ON_A_SIDE = 2 };

/* Below the points that rho needs: Welch, who lets the spread differ before and after. */
static void use_welch(const struct line_question *question, struct before_after *result)
{
    const struct points *points = &question->points;
    struct welch welch;
    size_t split = result->before;
    if (!welch_compare(points->value, split, points->value + split, points->n - split, &welch))
        return;
    struct measured *m = &result->difference;
    m->se = welch.se, m->df = welch.df, m->p = welch.p;
    m->low = welch.low, m->high = welch.high;
}

enum method_status before_after_fit(struct arena *scratch, const struct line_question *question,
                                    int32_t from, struct before_after *result)
{
    struct line_parts parts = {
        .points = &question->points, .season = question->season, .step = true, .from = from};
    struct line_rows rows;
    struct line_fit fit;
    *result = (struct before_after){.difference.n = question->points.n};
    for (size_t i = 0; i < question->points.n; i++) {
        if (points_at(&question->points, i) < from)
            result->before++;
        else
            result->after++;
    }
    if (result->before < FEWEST_ON_A_SIDE || result->after < FEWEST_ON_A_SIDE)
        return METHOD_TOO_FEW;
    enum method_status status = line_rows(scratch, &parts, &rows);
    if (status != METHOD_OK) return status;
    rows.plain = true;
    size_t cycle = question->cycle ? question->cycle : question->season.length;
    status = line_fit(scratch, &rows, &question->errors, cycle, &fit);
    if (status != METHOD_OK && status != METHOD_NO_VARIATION) return status;
    result->checks = fit.checks;
    if (!line_measured(&fit, rows.columns.step, &result->difference)) return METHOD_BAD_INPUT;
    bool plain = question->errors.kind == ERRORS_AUTO && question->season.length < 2;
    if (plain && result->difference.has_error && fit.checks.errors == ERRORS_INDEPENDENT)
        use_welch(question, result);
    return status;
}
