/* Placing rows in time. */
#include "collect/placing.h"

void placing_begin(struct placing *placing, const struct table *table,
                   const struct calendar *calendar, int32_t as_of)
{
    *placing = (struct placing){.table = table, .calendar = calendar, .as_of = as_of};
}

/* The days of a cell of the period column; false where it is missing. */
static bool days_at(const struct placing *placing, const struct rows *rows,
                    const struct column *column, size_t row, struct days *days)
{
    const struct cells *cells = &rows->columns[column->index];
    if (cells->reasons[row]) return false;
    if (column->type == COLUMN_PERIOD)
        *days = period_days(placing->calendar, cells->periods[row]);
    else
        *days = (struct days){cells->days[row], cells->days[row]};
    return true;
}

int32_t placing_last_day(const struct placing *placing)
{
    const struct table *table = placing->table;
    int32_t last = placing->as_of;
    return table->covers_said && table->covers.last < last ? table->covers.last : last;
}

/* A row that is valid from one date to another; where no end is filled in it still is. An end that
 * can't be read or is kept from us is no such thing: it would make the row valid for ever. */
static bool place_validity(const struct placing *placing, const struct rows *rows, size_t row,
                           struct placed *placed)
{
    const struct table *table = placing->table;
    struct days to;
    uint8_t end_missing = rows->columns[table->period_to->index].reasons[row];
    if (end_missing && end_missing != REASON_EMPTY && end_missing != REASON_NOT_AVAILABLE)
        return false;
    if (!days_at(placing, rows, table->period, row, &placed->days)) return false;
    int32_t end = placing_last_day(placing);
    if (days_at(placing, rows, table->period_to, row, &to)) {
        if (to.last < placed->days.first) return false;
        if (to.last < end) end = to.last;
    }
    placed->days.last = end;
    return true;
}

static int32_t greatest_common_divisor(int32_t a, int32_t b)
{
    while (b) {
        int32_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static int32_t distance(int32_t a, int32_t b)
{
    return a > b ? a - b : b - a;
}

void placing_note_period(struct placing *placing, struct period period, uint64_t number)
{
    struct step *step = &placing->steps[period.freq];
    if (!step->any) *step = (struct step){.any = true, .first = period.ord, .row = number};
    step->step = greatest_common_divisor(step->step, distance(period.ord, step->first));
}

struct placed placing_row(struct placing *placing, const struct rows *rows, size_t row,
                          uint64_t number)
{
    const struct table *table = placing->table;
    struct placed placed = {.counts = true};
    if (!table->period) return placed;
    bool known = table->period_to ? place_validity(placing, rows, row, &placed)
                                  : days_at(placing, rows, table->period, row, &placed.days);
    if (!known) {
        placed.place = PLACE_UNKNOWN;
        placed.counts = false;
        placing->unplaced++;
        return placed;
    }
    const struct cells *cells = &rows->columns[table->period->index];
    placed.provisional = cells->provisional[row];
    placed.has_period = table->period->type == COLUMN_PERIOD;
    if (placed.has_period) placed.period = cells->periods[row];
    if (placed.has_period) placing_note_period(placing, placed.period, number);
    if (placed.days.first > placing->as_of) {
        placed.place = PLACE_LATER;
        placed.counts = false;
        placing->later++;
        return placed;
    }
    if (!table->covers_said) return placed;
    placed.counts = table->period_to ? days_overlap(table->covers, placed.days)
                                     : days_contain(table->covers, placed.days);
    if (!placed.counts) placed.place = PLACE_OUTSIDE;
    if (table->period_to && placed.days.first < table->covers.first)
        placed.days.first = table->covers.first;
    return placed;
}

static void merge_step(struct step *step, const struct step *other)
{
    if (!other->any) return;
    if (!step->any) {
        *step = *other;
        return;
    }
    int32_t both = greatest_common_divisor(step->step, other->step);
    step->step = greatest_common_divisor(both, distance(step->first, other->first));
    if (other->row >= step->row) return;
    step->first = other->first;
    step->row = other->row;
}

void placing_merge(struct placing *placing, const struct placing *other)
{
    placing->unplaced += other->unplaced;
    placing->later += other->later;
    for (int i = 0; i < FREQ_COUNT; i++) merge_step(&placing->steps[i], &other->steps[i]);
}

bool placing_step(const struct placing *placing, enum freq *freq, int32_t *first, int32_t *step)
{
    const struct step *found = NULL;
    for (int i = 0; i < FREQ_COUNT; i++) {
        const struct step *s = &placing->steps[i];
        if (!s->any || (found && found->row <= s->row)) continue;
        found = s;
        *freq = (enum freq)i;
    }
    if (!found) return false;
    *first = found->first;
    *step = found->step;
    return true;
}
