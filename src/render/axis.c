/* Axes of charts. */
#include "render/axis.h"

#include <math.h>

/* A step of digit * 10^power. */
struct step {
    int digit, power;
};

static double step_size(struct step step)
{
    return step.digit * pow(10, step.power);
}

/* The smallest round step with which `span` has at most six parts. */
static struct step step_for(double span)
{
    struct step step = {1, -12};
    static const int digits[] = {1, 2, 5};
    step.power = (int)floor(log10(span)) - 2;
    for (int i = 0; i < 18; i++) {
        step.digit = digits[i % 3];
        if (i && i % 3 == 0) step.power++;
        if (span / step_size(step) <= 6) break;
    }
    return step;
}

/* `count` steps as an exact number. */
static struct num step_times(struct step step, long long count)
{
    struct num ten = num_int(10), power, result = num_int(count * step.digit);
    if (!num_pow(&power, &ten, step.power) || !num_mul(&result, &result, &power))
        return num_binary((double)count * step_size(step));
    return result;
}

struct axis axis_of(double low, double high)
{
    struct axis axis = {.tick_count = 0};
    if (!(high >= low) || fabs(high) > 1e15 || fabs(low) > 1e15) low = high = 0;
    if (low > 0 && low < 0.7 * high) low = 0;
    if (high < 0 && high > 0.7 * low) high = 0;
    if (high - low < 1e-9 * fmax(fabs(high), 1e-3)) {
        double room = fmax(fabs(high) * 0.1, 0.5);
        high += room;
        low = low >= 0 && low - room < 0 ? 0 : low - room;
    }
    struct step step = step_for(high - low);
    double size = step_size(step);
    long long first = (long long)floor(low / size + 1e-9);
    long long last = (long long)ceil(high / size - 1e-9);
    for (long long k = first; k <= last && axis.tick_count < AXIS_TICKS_MAX; k++)
        axis.ticks[axis.tick_count++] = step_times(step, k);
    axis.places = step.power < 0 ? (unsigned)-step.power : 0;
    axis.low = num_to_double(&axis.ticks[0]);
    axis.high = num_to_double(&axis.ticks[axis.tick_count - 1]);
    return axis;
}

double axis_place(const struct axis *axis, double value)
{
    double place = (value - axis->low) / (axis->high - axis->low);
    return place < -1 ? -1 : place > 2 ? 2 : place;
}

bool axis_days(const struct calendar *calendar, struct str text, struct days *days)
{
    struct period from, to;
    struct str rest = text;
    size_t dots = SIZE_MAX;
    for (size_t i = 0; i + 1 < text.len; i++)
        if (text.p[i] == '.' && text.p[i + 1] == '.') dots = i;
    if (dots != SIZE_MAX) {
        rest = (struct str){text.p + dots + 2, text.len - dots - 2};
        text.len = dots;
    }
    if (!period_parse(text, &from)) return false;
    if (!period_parse(rest, &to)) to = from;
    days->first = period_days(calendar, from).first;
    days->last = period_days(calendar, to).last;
    return true;
}
