/* How findings write numbers and days. */
#include "check/wording.h"

struct str word_number(struct check *check, const struct num *number)
{
    struct buf buf = buf_in(check->scratch);
    num_add_plain(&buf, number, 4, '.', '_');
    return buf_str(&buf);
}

static struct str period_of(struct check *check, enum freq freq, int32_t day)
{
    return period_text(check->scratch, period_of_day(&check->t->calendar, freq, day));
}

struct str word_month(struct check *check, int32_t day)
{
    return period_of(check, FREQ_MONTH, day);
}

struct str word_year(struct check *check, int32_t day)
{
    return period_of(check, FREQ_YEAR, day);
}
