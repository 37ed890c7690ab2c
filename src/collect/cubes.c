/* Cubes: periods, groups, and for each cell a figure or the reason why there is none. */
#include "collect/cubes.h"

#include "base/bug.h"
#include "base/calendar.h"

/* --- periods ------------------------------------------------------------------------------------------- */

/* The days that the table covers, up to the as-of date. */
static struct days covered(const struct cubes_context *c)
{
    struct days days = c->table->covers;
    if (c->as_of < days.last) days.last = c->as_of;
    return days;
}

/* A series runs over `covers`, else from the first to the last period with rows. */
static void set_periods(const struct cubes_context *c, struct cube *cube, const struct grid *grid)
{
    const struct window *window = &grid->plan->window;
    cube->by_period = window->by_period;
    cube->days = window->days;
    cube->freq = window->freq;
    cube->count = 1;
    if (!window->by_period) return;
    int32_t first = grid->first, last = grid->last;
    if (c->table->covers_said) {
        struct days days = covered(c);
        first = period_of_day(&c->t->calendar, window->freq, days.first).ord;
        last = days.last < days.first ? first - 1
                                      : period_of_day(&c->t->calendar, window->freq, days.last).ord;
    } else if (!grid->any_rows) {
        last = first - 1;
    }
    cube->first = first;
    cube->count = (size_t)((int64_t)last - first + 1);
}

/* The days over which the figure of a place in the cube is computed. */
static struct days days_of(const struct cubes_context *c, const struct cube *cube,
                           const struct window *window, size_t place)
{
    if (!cube->by_period) return cube->days;
    struct period period = {cube->freq, cube->first + (int32_t)place};
    struct days days = period_days(&c->t->calendar, period);
    if (window->span > 1) {
        period.ord -= window->span - 1;
        days.first = period_days(&c->t->calendar, period).first;
    }
    return days;
}

/* --- missing ------------------------------------------------------------------------------------------- */

static const struct missing *missing(const struct cubes_context *c, enum reason reason,
                                     struct str detail, struct location location)
{
    return cell_missing_at(c->arena, reason, detail, location).missing;
}

static struct location declared(const struct cubes_context *c)
{
    return location_of(c->table->common.decl->name.span);
}

/* Whether rows are by finer periods than the one at hand: then one that is not over yet is counted
 * only in part. */
static bool rows_are_finer(const struct cubes_context *c, const struct cube *cube)
{
    const struct column *period = c->table->period;
    if (!period) return false;
    if (period->type == COLUMN_DATE) return true;
    if (period->any_freq && !c->has_freq) return false;
    return cube->by_period && (period->any_freq ? c->freq : period->freq) < cube->freq;
}

/* Why the period as a whole has no figure, or NULL. */
static const struct missing *not_covered(const struct cubes_context *c, const struct cube *cube,
                                         const struct grid *grid, struct days days)
{
    const struct table *table = c->table;
    const struct window *window = &grid->plan->window;
    bool all = !cube->by_period && days.first == DAY_MIN && days.last == DAY_MAX;
    if (!table->period || all) return NULL;
    if (table->covers_said) {
        const struct ast_clause *clause = table->common.decl->clauses;
        while (clause && clause->kind != CLAUSE_COVERS) clause = clause->next;
        struct location location = clause ? location_of(clause->span) : declared(c);
        if (!days_overlap(covered(c), days))
            return missing(c, REASON_OUTSIDE_COVERS, STR(""), location);
        return days_contain(covered(c), days)
                   ? NULL
                   : missing(c, REASON_PARTLY_COVERED, STR(""), location);
    }
    if (window->by_period && window->span > 1) {
        struct period start = {cube->freq, grid->first};
        if (days.first < period_days(&c->t->calendar, start).first)
            return missing(c, REASON_PARTLY_COVERED,
                           STR("the window reaches back before the first rows"), declared(c));
    }
    if (days.last > c->as_of && rows_are_finer(c, cube))
        return missing(c, REASON_PARTLY_COVERED, STR("the period is not over yet"), declared(c));
    return NULL;
}

static const struct missing *no_rows(const struct cubes_context *c)
{
    struct str detail = c->rows ? STR("") : STR("the file has no rows");
    return missing(c, c->rows ? REASON_NO_ROWS : REASON_NO_DATA, detail, declared(c));
}

static const struct missing *all_missing(const struct cubes_context *c, const struct state *state)
{
    struct str words = reason_words(state->first_missing);
    struct str detail =
        state->missing == 1
            ? str_printf(c->arena, "the only row has no value: %.*s", STR_ARG(words))
            : str_printf(c->arena, "none of %llu rows has a value; the first: %.*s",
                         (unsigned long long)state->missing, STR_ARG(words));
    return missing(c, REASON_ALL_MISSING, detail, table_location(c->files, state->first_line));
}

/* --- breaks -------------------------------------------------------------------------------------------- */

/* The segment that a stretch of days lies in; `inside` when a break falls within it. */
static const struct segments *find_segment(const struct cubes_context *c, struct days days,
                                           const struct break_at **inside)
{
    const struct breaks *breaks = &c->table->breaks;
    if (!breaks->count) return NULL;
    struct segments *segments = arena_alloc(c->arena, sizeof *segments + sizeof(struct segment));
    segments->count = 1;
    segments->items[0].source = breaks->source;
    for (size_t i = 0; i < breaks->count; i++) {
        if (breaks->items[i].day <= days.first) segments->items[0].number++;
        if (breaks->items[i].day > days.first && breaks->items[i].day <= days.last)
            *inside = &breaks->items[i];
    }
    return segments;
}

/* --- cells --------------------------------------------------------------------------------------------- */

static bool is_zero_without_rows(const struct query *query)
{
    enum builtin_id function = query->aggregate->function;
    return query->table->row_unit &&
           (function == BUILTIN_COUNT || function == BUILTIN_SUM || function == BUILTIN_DISTINCT);
}

/* Of a table of figures: how many of its periods within these days have no row. */
static uint64_t periods_without_rows(const struct cubes_context *c, const struct states *states,
                                     const struct state *state, struct days days, uint64_t *all)
{
    *all = 0;
    if (!states->figures || !c->step || days.first == DAY_MIN || days.last == DAY_MAX) return 0;
    int32_t first = period_of_day(&c->t->calendar, c->freq, days.first).ord;
    int32_t last = period_of_day(&c->t->calendar, c->freq, days.last).ord;
    int32_t offset = (first - c->first) % c->step;
    if (offset < 0) offset += c->step;
    if (offset) first += c->step - offset;
    if (last < first) return 0;
    *all = (uint64_t)((last - first) / c->step + 1);
    return *all > state->periods ? *all - state->periods : 0;
}

/* More of it is missing than the setting allows: what, in words; else an empty text. */
static struct str lacking(const struct cubes_context *c, const struct query *query,
                          const struct part *part, uint64_t absent, uint64_t all)
{
    struct num gone = num_int((int64_t)part->missing), share;
    struct num whole = num_int((int64_t)(part->missing + part->n));
    if (!part->missing || !part->n || !num_div(&share, &gone, &whole) ||
        num_compare(&share, &c->t->max_missing) <= 0)
        return STR("");
    if (absent)
        return str_printf(c->arena, "`%.*s` has no row in %llu of %llu %.*s%s",
                          STR_ARG(query->text), (unsigned long long)absent, (unsigned long long)all,
                          STR_ARG(c->step > 1 ? STR("period") : freq_name(c->freq)),
                          all == 1 ? "" : "s");
    return str_printf(c->arena, "of the values of `%.*s`, %llu of %llu are missing",
                      STR_ARG(query->text), (unsigned long long)part->missing,
                      (unsigned long long)(part->missing + part->n));
}

static struct str unplaced(const struct cubes_context *c)
{
    if (!c->unplaced) return STR("");
    return str_printf(c->arena, "%llu row%s of %.*s can't be placed in time and count%s nowhere",
                      (unsigned long long)c->unplaced, c->unplaced == 1 ? "" : "s",
                      STR_ARG(c->table->common.name), c->unplaced == 1 ? "s" : "");
}

static const struct basis *basis_of(const struct cubes_context *c, const struct query *query,
                                    const struct states *states, const struct state *state,
                                    const struct segments *segments, struct days days)
{
    struct part *part = ARENA_NEW(c->arena, struct part);
    struct basis *basis = ARENA_NEW(c->arena, struct basis);
    *part = (struct part){.text = query->text, .events = query->table->row_unit != NULL};
    *basis = (struct basis){.parts = part, .part_count = 1, .segments = segments};
    basis->unplaced = unplaced(c);
    if (!state) return basis;
    uint64_t all, absent = periods_without_rows(c, states, state, days, &all);
    part->n = state->n;
    part->missing = state->missing + absent;
    part->left_out = state->left_out;
    basis->provisional = state->provisional;
    basis->lacking = lacking(c, query, part, absent, all);
    return basis;
}

/* coverage of a table of figures: of the cells period x key, how many have a row. */
static struct cell figure_coverage(const struct cubes_context *c, const struct query *query,
                                   struct states *states, const struct state *state)
{
    const struct column *period = query->table->period;
    size_t keys = states->keys.count;
    if (!period || period->type != COLUMN_PERIOD || !keys)
        return (struct cell){.missing = no_rows(c)};
    struct days days = query->aggregate->window.days;
    enum freq freq = c->has_freq ? c->freq : period->freq;
    int32_t first = period_of_day(&c->t->calendar, freq, days.first).ord;
    int32_t last = period_of_day(&c->t->calendar, freq, days.last).ord;
    struct num have = num_int(state ? (int64_t)state->matched : 0), share;
    struct num expected = num_int(((int64_t)last - first + 1) * (int64_t)keys);
    if (!num_div(&share, &have, &expected)) return (struct cell){.missing = no_rows(c)};
    return cell_of(&share);
}

/* coverage of a table of events: the part of the days that `covers` holds. */
static struct cell event_coverage(const struct cubes_context *c, const struct query *query)
{
    struct days days = query->aggregate->window.days, covers = covered(c);
    if (!c->table->covers_said)
        return (struct cell){.missing = missing(c, REASON_COVERAGE,
                                                STR("the table does not say what it covers"),
                                                declared(c))};
    int32_t first = days.first > covers.first ? days.first : covers.first;
    int32_t last = days.last < covers.last ? days.last : covers.last;
    struct num have = num_int(last < first ? 0 : (int64_t)last - first + 1), share;
    struct num all = num_int((int64_t)days.last - days.first + 1);
    if (!num_div(&share, &have, &all)) BUG("a window without days");
    return cell_of(&share);
}

static struct cell result_of(const struct cubes_context *c, const struct query *query,
                             struct states *states, uint32_t number, const struct state *state,
                             struct days days)
{
    if (query->aggregate->function == BUILTIN_COVERAGE)
        return query->table->row_unit ? event_coverage(c, query)
                                      : figure_coverage(c, query, states, state);
    struct num zero = num_int(0);
    if (!state || (!state->n && !state->missing))
        return is_zero_without_rows(query) ? cell_of(&zero) : (struct cell){.missing = no_rows(c)};
    if (!state->n) return (struct cell){.missing = all_missing(c, state)};
    struct cell cell = cell_of(&zero);
    if (!states_result(states, number, days_count(days), &cell.value))
        cell.missing = missing(c, REASON_TOO_FEW,
                               STR("too few values, or weights that add up to "
                                   "nothing"),
                               declared(c));
    return cell;
}

static void fill_cell(const struct cubes_context *c, const struct query *query,
                      const struct cube *cube, const struct grid *grid, struct states *states,
                      size_t place, uint32_t group, struct cube_cell *cell)
{
    const struct window *window = &grid->plan->window;
    struct days days = days_of(c, cube, window, place);
    int32_t ord = cube->by_period ? cube->first + (int32_t)place : 0;
    uint32_t number = grid_cell(grid, ord, group);
    const struct state *state = number == ATOM_NONE ? NULL : states_cell(states, number);
    const struct break_at *inside = NULL;
    const struct segments *segments = find_segment(c, days, &inside);
    const struct missing *why =
        query->aggregate->function == BUILTIN_COVERAGE ? NULL : not_covered(c, cube, grid, days);
    if (why)
        cell->cell = (struct cell){.missing = why};
    else
        cell->cell = result_of(c, query, states, number, state, days);
    cell->cell.basis = basis_of(c, query, states, state, segments, days);
    cell->events = state ? state->n + state->missing : 0;
    if (inside) cell->broken = missing(c, REASON_BREAK, inside->because, location_of(inside->span));
}

/* The groups in their order, copied out of the pass; answers their numbers in the grid. */
static const uint32_t *take_groups(const struct cubes_context *c, struct cube *cube,
                                   struct grid *grid)
{
    uint32_t *numbers;
    const struct group_key *ordered = grid_groups(grid, &numbers, &cube->group_count);
    struct group_key *keys = ARENA_ARRAY(c->arena, struct group_key, cube->group_count + 1);
    cube->by_count = grid->plan->by_count;
    struct str *by = ARENA_ARRAY(c->arena, struct str, cube->by_count + 1);
    for (size_t i = 0; i < cube->by_count; i++) by[i] = grid->plan->by[i]->name;
    cube->by = by;
    for (size_t g = 0; g < cube->group_count; g++) {
        struct str *values = ARENA_ARRAY(c->arena, struct str, cube->by_count + 1);
        for (size_t i = 0; i < cube->by_count; i++)
            values[i] = str_copy(c->arena, ordered[g].values[i]);
        keys[g].values = values;
        keys[g].missing = arena_copy(c->arena, ordered[g].missing, cube->by_count * sizeof(bool));
    }
    cube->groups = keys;
    return numbers;
}

bool cube_fill(const struct cubes_context *c, struct query *query, struct grid *grid,
               struct states *states, size_t room)
{
    struct cube *cube = &query->cube;
    states_finish(states);
    set_periods(c, cube, grid);
    const uint32_t *numbers = take_groups(c, cube, grid);
    if (cube->count && cube->group_count + 1 > room / cube->count) return false;
    struct cube_cell *cells =
        ARENA_ARRAY(c->arena, struct cube_cell, (1 + cube->group_count) * cube->count + 1);
    for (size_t g = 0; g <= cube->group_count; g++)
        for (size_t i = 0; i < cube->count; i++)
            fill_cell(c, query, cube, grid, states, i, g ? numbers[g - 1] : 0,
                      &cells[g * cube->count + i]);
    cube->cells = cells;
    return true;
}

const struct cube_cell *cube_row(const struct cube *cube, size_t group)
{
    return cube->cells + group * cube->count;
}
