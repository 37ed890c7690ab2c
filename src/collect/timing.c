/* Placing the rows of a portion in time. */
#include "collect/timing.h"

#include <string.h>

#include "base/calendar.h"
#include "collect/masks.h"

enum { DAYS_MAPPED = 150000 }; /* rows further apart are looked up one by one */

void timing_begin(struct timing *timing, struct formula_run *run, size_t period,
                  const struct placing *placing)
{
    *timing = (struct timing){.run = run, .period = period, .placing = *placing};
}

/* --- by date -------------------------------------------------------------------------------------- */

/* The few that do not count: why. */
static void sort_out(struct timing *timing, const uint64_t *known, const int32_t *days)
{
    uint64_t others[VECTOR_WORDS];
    size_t row;
    if (!mask_without(others, timing->run->all, timing->counts)) return;
    EACH_ROW (others, row) {
        if (!mask_has(known, row)) {
            timing->placing.unplaced++;
            continue;
        }
        mask_add(timing->left_out, row);
        timing->placing.later += days[row] > timing->placing.as_of;
    }
}

static void stand_by_date(struct timing *timing, const struct vector *vector)
{
    const struct table *table = timing->placing.table;
    int32_t first = table->covers_said ? table->covers.first : DAY_MIN;
    int32_t last = placing_last_day(&timing->placing);
    const int32_t *days = vector->days;
    size_t rows = timing->run->portion->rows;
    for (size_t from = 0; from < rows; from += 64) {
        size_t count = rows - from < 64 ? rows - from : 64;
        uint64_t word = 0;
        for (size_t i = 0; i < count; i++)
            word |= (uint64_t)(days[from + i] >= first && days[from + i] <= last) << i;
        timing->counts[from / 64] = word & vector->known[from / 64];
    }
    timing->days = days;
    sort_out(timing, vector->known, days);
}

/* --- by period ------------------------------------------------------------------------------------ */

static void stand_by_period(struct timing *timing)
{
    struct formula_run *run = timing->run;
    const struct column *column = timing->placing.table->period;
    struct arena *scratch = run->columns.rows.scratch;
    size_t rows = run->portion->rows;
    columns_need(&run->columns, column);
    timing->placed = ARENA_ARRAY(scratch, struct placed, rows + 1);
    int32_t *days = ARENA_ARRAY(scratch, int32_t, VECTOR_ROWS);
    for (size_t row = 0; row < rows; row++) {
        struct placed *placed = &timing->placed[row];
        *placed = placing_row(&timing->placing, &run->columns.rows, row, timing->number + row);
        days[row] = placed->days.first;
        if (placed->counts)
            mask_add(timing->counts, row);
        else if (placed->place != PLACE_UNKNOWN)
            mask_add(timing->left_out, row);
    }
    timing->days = days;
}

void timing_take(struct timing *timing)
{
    struct formula_run *run = timing->run;
    const struct portion *portion = run->portion;
    memset(timing->counts, 0, sizeof timing->counts);
    memset(timing->left_out, 0, sizeof timing->left_out);
    memset(timing->ords, 0, sizeof timing->ords);
    timing->provisional = NULL;
    timing->days = NULL;
    timing->placed = NULL;
    timing->number = portion->block << 32 | portion->first_row;
    if (timing->period == FORMULA_NONE) {
        memcpy(timing->counts, run->all, sizeof timing->counts);
        return;
    }
    const struct vector *vector = formula_vector(run, timing->period);
    timing->provisional = vector->provisional;
    if (vector->form == VECTOR_DAYS)
        stand_by_date(timing, vector);
    else
        stand_by_period(timing);
}

/* --- periods of a frequency ----------------------------------------------------------------------- */

static void map_days(struct timing *timing, enum freq freq, int32_t first, int32_t last)
{
    struct day_ords *map = &timing->day_ords[freq];
    const struct calendar *calendar = timing->placing.calendar;
    map->first = first;
    map->count = (size_t)((int64_t)last - first + 1);
    map->ords = ARENA_ARRAY(timing->run->arena, int32_t, map->count);
    for (int32_t day = first; day <= last;) {
        struct period period = period_of_day(calendar, freq, day);
        struct days days = period_days(calendar, period);
        for (; day <= days.last && day <= last; day++) map->ords[day - first] = period.ord;
    }
}

/* Whether all days that count are in the map, after it was made larger where that was needed. */
static bool has_mapped(struct timing *timing, enum freq freq)
{
    const struct table *table = timing->placing.table;
    struct day_ords *map = &timing->day_ords[freq];
    struct days days = {DAY_MAX, DAY_MIN};
    size_t row;
    if (table->covers_said && table->covers.first > DAY_MIN) {
        days = (struct days){table->covers.first, placing_last_day(&timing->placing)};
        if (map->count) return true;
        if (days.last < days.first || days.last - days.first >= DAYS_MAPPED) return false;
        map_days(timing, freq, days.first, days.last);
        return true;
    }
    EACH_ROW (timing->counts, row) {
        if (timing->days[row] < days.first) days.first = timing->days[row];
        if (timing->days[row] > days.last) days.last = timing->days[row];
    }
    if (days.last < days.first) return true;
    int64_t end = map->first + (int64_t)map->count;
    if (map->count && days.first >= map->first && days.last < end) return true;
    if (map->count && map->first < days.first) days.first = map->first;
    if (map->count && end - 1 > days.last) days.last = (int32_t)(end - 1);
    /* Twice as wide as needed, so that it is not made again for each portion. */
    int64_t more = ((int64_t)days.last - days.first) / 2 + 400;
    if (days.last - days.first + 2 * more >= DAYS_MAPPED) return false;
    days.first = days.first - more > DAY_MIN ? (int32_t)(days.first - more) : DAY_MIN;
    days.last = days.last + more < DAY_MAX ? (int32_t)(days.last + more) : DAY_MAX;
    map_days(timing, freq, days.first, days.last);
    return true;
}

static void find_ords(struct timing *timing, enum freq freq, int32_t *ords, uint64_t *misplaced)
{
    const struct calendar *calendar = timing->placing.calendar;
    const struct placed *placed = timing->placed;
    size_t row;
    EACH_ROW (timing->counts, row) {
        if (!placed || !placed[row].has_period)
            ords[row] = period_of_day(calendar, freq, timing->days ? timing->days[row] : 0).ord;
        else if (freq_nests(placed[row].period.freq, freq))
            ords[row] = period_in(calendar, placed[row].period, freq).ord;
        else
            mask_add(misplaced, row);
    }
}

static void map_ords(const struct timing *timing, const struct day_ords *map, int32_t *ords)
{
    const int32_t *days = timing->days, *by_day = map->ords;
    int32_t first = map->first;
    size_t rows = timing->run->portion->rows, row;
    if (mask_is_first(timing->counts, rows))
        for (row = 0; row < rows; row++) ords[row] = by_day[days[row] - first];
    else
        EACH_ROW (timing->counts, row) ords[row] = by_day[days[row] - first];
}

/* The least and the greatest of the rows that are placed. */
static void find_bounds(const struct timing *timing, const uint64_t *misplaced,
                        struct timing_ords *found)
{
    uint64_t mask[VECTOR_WORDS];
    size_t row;
    found->first = INT32_MAX;
    found->last = INT32_MIN;
    mask_without(mask, timing->counts, misplaced);
    EACH_ROW (mask, row) {
        if (found->ords[row] < found->first) found->first = found->ords[row];
        if (found->ords[row] > found->last) found->last = found->ords[row];
    }
}

struct timing_ords timing_ords(struct timing *timing, enum freq freq, uint64_t *misplaced)
{
    bool by_period = timing->placed && timing->placing.table->period->type == COLUMN_PERIOD;
    struct timing_ords *found = &timing->ords[freq];
    if (found->ords && !by_period) return *found;
    if (!timing->ord_room[freq])
        timing->ord_room[freq] = ARENA_ARRAY(timing->run->arena, int32_t, VECTOR_ROWS);
    int32_t *ords = timing->ord_room[freq];
    found->ords = ords;
    if (timing->days && !by_period && has_mapped(timing, freq)) {
        const struct day_ords *map = &timing->day_ords[freq];
        if (map->count) {
            map_ords(timing, map, ords);
            found->first = map->ords[0];
            found->last = map->ords[map->count - 1];
        }
        return *found;
    }
    find_ords(timing, freq, ords, misplaced);
    find_bounds(timing, misplaced, found);
    return *found;
}

const struct placed *timing_placed(struct timing *timing)
{
    struct formula_run *run = timing->run;
    if (timing->placed) return timing->placed;
    size_t rows = run->portion->rows, row;
    struct placed *placed = ARENA_ARRAY(run->columns.rows.scratch, struct placed, rows + 1);
    EACH_ROW (timing->counts, row) {
        placed[row].counts = true;
        if (timing->days) placed[row].days = (struct days){timing->days[row], timing->days[row]};
        placed[row].provisional = timing->provisional && mask_has(timing->provisional, row);
    }
    timing->placed = placed;
    return placed;
}
