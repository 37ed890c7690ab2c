/* How findings write numbers and days. */
#include "check/wording.h"

struct str word_number(struct check *check, const struct num *number)
{
    struct buf buf = buf_in(check->scratch);
    num_add_plain(&buf, number, 4, '.', '_');
    return buf_str(&buf);
}

struct str word_month(struct check *check, int32_t day)
{
    return period_text(check->scratch, period_of_day(&check->t->calendar, FREQ_MONTH, day));
}

struct str word_lag(struct check *check, int32_t days)
{
    static const struct {
        const char *name;
        int32_t days;
    } units[] = {{"year", 365}, {"month", 30}, {"day", 1}};
    size_t i = 0;
    while (days % units[i].days != 0) i++;
    int32_t count = days / units[i].days;
    return str_printf(check->scratch, "%d %s%s", (int)count, units[i].name, count == 1 ? "" : "s");
}
