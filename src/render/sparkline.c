/* Sparklines. */
#include "render/sparkline.h"

/* The mean of the known values of some points; false when none is known. */
static bool mean_of(const struct result_point *points, size_t count, double *mean)
{
    double sum = 0;
    size_t known = 0;
    for (size_t i = 0; i < count; i++) {
        if (points[i].value.kind != RESULT_NUMBER) continue;
        sum += num_to_double(&points[i].value.number);
        known++;
    }
    if (known) *mean = sum / (double)known;
    return known > 0;
}

struct str sparkline(struct arena *arena, const struct result_point *points, size_t count,
                     size_t columns)
{
    static const char *const blocks[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    struct buf line = buf_in(arena);
    if (!columns) columns = 1;
    size_t each = (count + columns - 1) / columns;
    if (!each) each = 1;
    size_t cells = (count + each - 1) / each;
    double low = 0, high = 0, mean = 0;
    bool any = false;
    for (size_t i = 0; i < cells; i++) {
        size_t here = count - i * each < each ? count - i * each : each;
        if (!mean_of(points + i * each, here, &mean)) continue;
        if (!any || mean < low) low = mean;
        if (!any || mean > high) high = mean;
        any = true;
    }
    for (size_t i = 0; i < cells; i++) {
        size_t here = count - i * each < each ? count - i * each : each;
        if (!mean_of(points + i * each, here, &mean)) {
            buf_add(&line, STR("·"));
            continue;
        }
        /* Halved first: the whole span of two doubles need not be one. */
        double part = high > low ? (mean / 2 - low / 2) / (high / 2 - low / 2) : 0.5;
        int block = (int)(part * 7 + 0.5);
        buf_add(&line, str_from(blocks[block < 0 ? 0 : block > 7 ? 7 : block]));
    }
    return buf_str(&line);
}
