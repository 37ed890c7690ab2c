/* Rows into cells. */
#include "collect/grid.h"

#include "collect/groups.h"

enum {
    /* A row that is valid for longer than so many periods is not placed among them: a file of such
     * rows could keep the machine busy without end. */
    PERIODS_A_ROW = 10000,
    /* Entries are handed on in portions: a row can fall into many periods. */
    ENTRIES_MAX = 200000
};

void grid_begin(struct grid *grid, struct arena *arena, const struct grid_plan *plan,
                const struct table *table, const struct calendar *calendar)
{
    *grid = (struct grid){.plan = plan, .table = table, .calendar = calendar, .arena = arena};
    atoms_init(&grid->cells, arena);
    atoms_init(&grid->groups, arena);
    grid->key = buf_in(arena);
    grid->row_values = ARENA_ARRAY(arena, struct str, plan->by_count + 1);
    grid->row_missing = ARENA_ARRAY(arena, bool, plan->by_count + 1);
}

/* --- groups ------------------------------------------------------------------------------------------ */

static void remember_group(struct grid *grid, uint32_t number, const struct str *values,
                           const bool *missing)
{
    size_t count = grid->plan->by_count;
    if (number >= grid->group_capacity) {
        size_t same = grid->group_capacity;
        grid->group_values =
            arena_grow(grid->arena, grid->group_values, sizeof *grid->group_values, number, &same);
        grid->group_missing =
            arena_grow(grid->arena, grid->group_missing, sizeof *grid->group_missing, number,
                       &grid->group_capacity);
    }
    struct str *texts = ARENA_ARRAY(grid->arena, struct str, count + 1);
    for (size_t i = 0; i < count; i++) texts[i] = str_copy(grid->arena, values[i]);
    grid->group_values[number] = texts;
    grid->group_missing[number] = arena_copy(grid->arena, missing, count * sizeof *missing);
}

uint32_t grid_group(struct grid *grid, const struct str *values, const bool *missing)
{
    buf_clear(&grid->key);
    for (size_t i = 0; i < grid->plan->by_count; i++) {
        size_t length = missing[i] ? SIZE_MAX : values[i].len;
        buf_add(&grid->key, (struct str){(const char *)&length, sizeof length});
        if (!missing[i]) buf_add(&grid->key, values[i]);
    }
    size_t known = grid->groups.count;
    uint32_t number = atoms_intern(&grid->groups, buf_str(&grid->key));
    if (number >= known) remember_group(grid, number, values, missing);
    return number + 1;
}

static uint32_t group_of(struct grid *grid, struct rows *rows, size_t row)
{
    for (size_t i = 0; i < grid->plan->by_count; i++) {
        const struct column *column = grid->plan->by[i];
        grid->row_missing[i] = !rows_key(rows->scratch, column, &rows->columns[column->index], row,
                                         &grid->row_values[i]);
    }
    return grid_group(grid, grid->row_values, grid->row_missing);
}

/* --- cells ------------------------------------------------------------------------------------------- */

struct cell_key {
    int32_t ord;
    uint32_t group;
};

uint32_t grid_take_cell(struct grid *grid, int32_t ord, uint32_t group)
{
    struct cell_key key = {ord, group};
    return atoms_intern(&grid->cells, (struct str){(const char *)&key, sizeof key});
}

/* The same for a row's cell. Rows mostly fall into few cells, so those met last are remembered. */
static uint32_t cell_of_row(struct grid *grid, int32_t ord, uint32_t group)
{
    if (!grid->recent) grid->recent = ARENA_ARRAY(grid->arena, struct recent_cell, RECENT_CELLS);
    struct recent_cell *recent =
        &grid->recent[((uint32_t)ord * 31 + group * 2654435761u) % RECENT_CELLS];
    if (!recent->known || recent->ord != ord || recent->group != group)
        *recent = (struct recent_cell){
            .ord = ord,
            .group = group,
            .known = true,
            .cell = grid_take_cell(grid, ord, group),
        };
    return recent->cell;
}

static void add_entry(struct grid *grid, size_t row, int32_t ord, uint32_t group, int32_t days)
{
    uint32_t cell = cell_of_row(grid, ord, group);
    if (grid->entry_count == grid->entry_capacity)
        grid->entries = arena_grow(grid->arena, grid->entries, sizeof *grid->entries,
                                   grid->entry_count, &grid->entry_capacity);
    grid->entries[grid->entry_count++] = (struct entry){(uint32_t)row, cell, days};
}

uint32_t grid_cell(const struct grid *grid, int32_t ord, uint32_t group)
{
    struct cell_key key = {ord, group};
    return atoms_find(&grid->cells, (struct str){(const char *)&key, sizeof key});
}

static int32_t overlap(struct days a, struct days b)
{
    int32_t first = a.first > b.first ? a.first : b.first;
    int32_t last = a.last < b.last ? a.last : b.last;
    return last < first ? 0 : last - first + 1;
}

/* The first and last period that a row falls into; false when it can't be placed among them. */
static bool periods_of(const struct grid *grid, const struct placed *placed, int32_t *first,
                       int32_t *last)
{
    enum freq freq = grid->plan->window.freq;
    if (placed->has_period && !grid->table->period_to) {
        if (!freq_nests(placed->period.freq, freq)) return false;
        *first = *last = period_in(grid->calendar, placed->period, freq).ord;
        return true;
    }
    *first = period_of_day(grid->calendar, freq, placed->days.first).ord;
    *last = period_of_day(grid->calendar, freq, placed->days.last).ord;
    return (int64_t)*last - *first < PERIODS_A_ROW;
}

void grid_extend(struct grid *grid, int32_t first, int32_t last)
{
    if (!grid->any_rows || first < grid->first) grid->first = first;
    if (!grid->any_rows || last > grid->last) grid->last = last;
    grid->any_rows = true;
}

/* A row in all periods whose figure is computed over it: its own, and with a rolling window those
 * that look back on it. */
static bool place_by_period(struct grid *grid, size_t row, const struct placed *placed,
                            uint32_t group)
{
    int32_t first, last;
    if (!periods_of(grid, placed, &first, &last)) return false;
    grid_extend(grid, first, last);
    last += grid->plan->window.span - 1;
    for (int32_t ord = first; ord <= last; ord++) {
        int32_t days = 0;
        if (grid->table->period_to) {
            struct period period = {grid->plan->window.freq, ord};
            days = overlap(placed->days, period_days(grid->calendar, period));
        }
        add_entry(grid, row, ord, 0, days);
        if (group) add_entry(grid, row, ord, group, days);
    }
    return true;
}

static void place_by_days(struct grid *grid, size_t row, const struct placed *placed,
                          uint32_t group)
{
    struct days days = grid->plan->window.days;
    bool inside = !grid->table->period     ? true
                  : grid->table->period_to ? days_overlap(days, placed->days)
                                           : days_contain(days, placed->days);
    if (!inside) return;
    grid_extend(grid, 0, 0);
    int32_t part = overlap(days, placed->days);
    add_entry(grid, row, 0, 0, part);
    if (group) add_entry(grid, row, 0, group, part);
}

void grid_place(struct grid *grid, struct rows *rows, const struct placed *placed, size_t *from,
                bool *misplaced)
{
    size_t i;
    grid->entry_count = 0;
    for (i = *from; i < rows->count && grid->entry_count < ENTRIES_MAX; i++) {
        if (!placed[i].counts) continue;
        uint32_t group = grid->plan->by_count ? group_of(grid, rows, i) : 0;
        if (!grid->plan->window.by_period)
            place_by_days(grid, i, &placed[i], group);
        else if (!place_by_period(grid, i, &placed[i], group))
            misplaced[i] = true;
    }
    *from = i;
}

/* --- the order of groups ------------------------------------------------------------------------------- */

const struct group_key *grid_groups(struct grid *grid, uint32_t **numbers, size_t *count)
{
    *count = grid->groups.count;
    struct group_key *keys = ARENA_ARRAY(grid->arena, struct group_key, *count + 1);
    *numbers = ARENA_ARRAY(grid->arena, uint32_t, *count + 1);
    for (size_t i = 0; i < *count; i++) {
        keys[i] = (struct group_key){grid->group_values[i], grid->group_missing[i]};
        (*numbers)[i] = (uint32_t)i + 1;
    }
    groups_sort(grid->arena, keys, *numbers, *count, grid->plan->by, grid->plan->by_count);
    return keys;
}
