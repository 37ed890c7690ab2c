/* Rows of a portion into cells. */
#include "collect/sorter.h"

#include <string.h>

#include "base/calendar.h"
#include "collect/masks.h"

enum { TABLE_LARGEST = 1 << 20 };

void sorter_begin(struct sorter *sorter, struct arena *arena, const struct grid_plan *plan,
                  struct timing *timing, struct labels **labels)
{
    *sorter = (struct sorter){.arena = arena, .plan = plan, .timing = timing, .labels = labels};
    sorter->cells = ARENA_ARRAY(arena, uint32_t, VECTOR_ROWS);
    if (plan->by_count > 1) number_map_init(&sorter->pairs, arena);
}

/* --- groups --------------------------------------------------------------------------------------- */

/* The group of each row: the label of its one column; of more, a number for each different list. */
static const uint32_t *find_groups(struct sorter *sorter, struct formula_run *run)
{
    size_t count = sorter->plan->by_count, row;
    if (!count) return NULL;
    const uint32_t *groups = labels_rows(sorter->labels[0]);
    for (size_t i = 1; i < count; i++) {
        const uint32_t *labels = labels_rows(sorter->labels[i]);
        uint32_t *both = ARENA_ARRAY(run->columns.rows.scratch, uint32_t, VECTOR_ROWS);
        EACH_ROW (sorter->timing->counts, row)
            both[row] = number_map_take(&sorter->pairs, (uint64_t)groups[row] << 32 | labels[row]);
        groups = both;
    }
    sorter->group_count = count > 1 ? sorter->pairs.count : labels_count(sorter->labels[0]);
    return groups;
}

void sorter_labels(const struct sorter *sorter, uint32_t group, uint32_t *labels)
{
    for (size_t i = sorter->plan->by_count; i-- > 1;) {
        uint64_t key = sorter->pairs.keys[group];
        labels[i] = (uint32_t)key;
        group = (uint32_t)(key >> 32);
    }
    if (sorter->plan->by_count) labels[0] = group;
}

static void note_groups(struct sorter *sorter, const uint64_t *mask, const uint32_t *groups)
{
    size_t row;
    EACH_ROW (mask, row) sorter->group_met[groups[row]] = true;
}

/* --- cells ---------------------------------------------------------------------------------------- */

static uint32_t new_cell(struct sorter *sorter, int32_t ord, uint32_t group)
{
    ARENA_GROW(sorter->arena, sorter->ords, sorter->count, sorter->ord_capacity);
    ARENA_GROW(sorter->arena, sorter->groups, sorter->count, sorter->capacity_of_groups);
    sorter->ords[sorter->count] = ord;
    sorter->groups[sorter->count] = group;
    if (sorter->group_met) sorter->group_met[group] = true;
    return (uint32_t)sorter->count++;
}

static void fill_table(struct sorter *sorter)
{
    sorter->table = ARENA_ARRAY(sorter->arena, uint32_t, sorter->table_groups * sorter->span);
    for (size_t i = 0; i < sorter->count; i++)
        sorter->table[sorter->groups[i] * sorter->span +
                      (size_t)((int64_t)sorter->ords[i] - sorter->first)] = (uint32_t)i + 1;
}

static uint64_t cell_key(int32_t ord, uint32_t group)
{
    return (uint64_t)(uint32_t)ord << 32 | group;
}

static void fill_map(struct sorter *sorter)
{
    sorter->mapped = true;
    number_map_init(&sorter->map, sorter->arena);
    for (size_t i = 0; i < sorter->count; i++)
        number_map_take(&sorter->map, cell_key(sorter->ords[i], sorter->groups[i]));
}

/* Makes room in the table for these periods and all groups; goes over to a map where that would make
 * it too large. */
static void make_room(struct sorter *sorter, int32_t first, int32_t last)
{
    int64_t end = sorter->first + (int64_t)sorter->span;
    bool fits = sorter->span && first >= sorter->first && last < end;
    if (sorter->mapped || (fits && sorter->group_count <= sorter->table_groups)) return;
    size_t groups = sorter->table_groups ? sorter->table_groups : 1;
    while (groups < sorter->group_count) groups *= 2;
    if (!fits) {
        int64_t low = first, high = last;
        if (sorter->span && sorter->first < low) low = sorter->first;
        if (sorter->span && end - 1 > high) high = end - 1;
        int64_t more = sorter->span ? (high - low) / 2 : 0;
        low = low - more > INT32_MIN ? low - more : INT32_MIN;
        if ((uint64_t)(high - low) > TABLE_LARGEST) {
            fill_map(sorter);
            return;
        }
        sorter->first = (int32_t)low;
        sorter->span = (size_t)(high - low + more + 1);
    }
    sorter->table_groups = groups;
    if (groups * sorter->span > TABLE_LARGEST)
        fill_map(sorter);
    else
        fill_table(sorter);
}

/* How a row finds its cell: what it takes of the sorter, at hand. */
struct cell_table {
    uint32_t *cells;
    size_t span;
    int32_t first;
};

static inline uint32_t cell_at(struct sorter *sorter, const struct cell_table *table, int32_t ord,
                               uint32_t group)
{
    uint32_t *cell = &table->cells[group * table->span + (size_t)((int64_t)ord - table->first)];
    if (!*cell) *cell = new_cell(sorter, ord, group) + 1; /* the first row there */
    return *cell - 1;
}

static void sort_by_table(struct sorter *sorter, const int32_t *ords, const uint32_t *groups,
                          size_t rows)
{
    const struct cell_table table = {sorter->table, sorter->span, sorter->first};
    uint32_t *cells = sorter->cells;
    size_t row;
    if (mask_is_first(sorter->mask, rows))
        for (row = 0; row < rows; row++)
            cells[row] = cell_at(sorter, &table, ords[row], groups[row]);
    else
        EACH_ROW (sorter->mask, row) cells[row] = cell_at(sorter, &table, ords[row], groups[row]);
}

static void sort_by_map(struct sorter *sorter, const int32_t *ords, const uint32_t *groups)
{
    size_t row;
    EACH_ROW (sorter->mask, row) {
        uint32_t cell = number_map_take(&sorter->map, cell_key(ords[row], groups[row]));
        if (cell == sorter->count) new_cell(sorter, ords[row], groups[row]);
        sorter->cells[row] = cell;
    }
}

/* --- portions ------------------------------------------------------------------------------------- */

/* The rows that lie in the days of a window that is one stretch of days. */
static void cut_to_days(struct sorter *sorter)
{
    const struct timing *timing = sorter->timing;
    struct days days = sorter->plan->window.days;
    uint64_t inside[VECTOR_WORDS] = {0};
    size_t row;
    if (!timing->days) return;
    EACH_ROW (sorter->mask, row) {
        struct days own = timing->placed ? timing->placed[row].days
                                         : (struct days){timing->days[row], timing->days[row]};
        if (days_contain(days, own)) mask_add(inside, row);
    }
    memcpy(sorter->mask, inside, sizeof inside);
}

/* The numbers of all groups that rows of this portion can be in, and marks those that rows are in
 * which count but in no cell. */
static const uint32_t *take_groups(struct sorter *sorter, struct formula_run *run)
{
    static const uint32_t one_group[VECTOR_ROWS];
    uint64_t others[VECTOR_WORDS];
    const uint32_t *groups = find_groups(sorter, run);
    if (!groups) {
        sorter->group_count = 1;
        return one_group;
    }
    while (sorter->group_capacity < sorter->group_count)
        sorter->group_met = arena_grow(sorter->arena, sorter->group_met, sizeof(bool),
                                       sorter->group_capacity, &sorter->group_capacity);
    if (mask_without(others, sorter->timing->counts, sorter->mask))
        note_groups(sorter, others, groups);
    return groups;
}

void sorter_take(struct sorter *sorter, struct formula_run *run)
{
    static const int32_t one_period[VECTOR_ROWS];
    const struct window *window = &sorter->plan->window;
    struct timing *timing = sorter->timing;
    struct timing_ords ords = {.ords = one_period};
    memset(sorter->misplaced, 0, sizeof sorter->misplaced);
    memcpy(sorter->mask, timing->counts, sizeof sorter->mask);
    if (!window->by_period)
        cut_to_days(sorter);
    else
        ords = timing_ords(timing, window->freq, sorter->misplaced);
    mask_without(sorter->mask, sorter->mask, sorter->misplaced);
    const uint32_t *groups = take_groups(sorter, run);
    if (!mask_any(sorter->mask)) return;
    make_room(sorter, ords.first, ords.last);
    if (sorter->mapped)
        sort_by_map(sorter, ords.ords, groups);
    else
        sort_by_table(sorter, ords.ords, groups, run->portion->rows);
}
