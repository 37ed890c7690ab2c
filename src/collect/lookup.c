/* Remembering and finding rows by key. */
#include "collect/lookup.h"

#include <string.h>

#include "base/bug.h"

void lookup_begin(struct lookup *lookup, struct arena *arena, const struct table_plan *plan)
{
    *lookup = (struct lookup){.arena = arena, .plan = plan};
    atoms_init(&lookup->keys, arena);
    lookup->columns = ARENA_ARRAY(arena, struct cells, plan->table->column_count + 1);
}

/* The values of key columns put together; false when one is missing. */
static bool key_of(struct rows *rows, struct column *const *columns, size_t count, size_t row,
                   struct buf *key)
{
    buf_clear(key);
    for (size_t i = 0; i < count; i++) {
        struct str value;
        if (!rows_key(rows->scratch, columns[i], &rows->columns[columns[i]->index], row, &value))
            return false;
        buf_add(key, (struct str){(const char *)&value.len, sizeof value.len});
        buf_add(key, value);
    }
    return true;
}

#define GROW_CELLS(array)                                                                          \
    do {                                                                                           \
        if (array) {                                                                               \
            size_t same = lookup->capacity;                                                        \
            (array) = arena_grow(lookup->arena, (array), sizeof *(array), same, &same);            \
        }                                                                                          \
    } while (0)

static void grow_column(struct lookup *lookup, const struct column *column)
{
    struct cells *cells = &lookup->columns[column->index];
    enum cell_type type = rows_cell_type(column);
    if (!cells->reasons) *cells = rows_new_cells(lookup->arena, type, 0);
    GROW_CELLS(cells->reasons);
    GROW_CELLS(cells->provisional);
    switch (type) {
    case CELL_NUMBER: GROW_CELLS(cells->numbers); break;
    case CELL_DATE: GROW_CELLS(cells->days); break;
    case CELL_PERIOD: GROW_CELLS(cells->periods); break;
    case CELL_BOOLEAN: GROW_CELLS(cells->booleans); break;
    case CELL_TEXT: GROW_CELLS(cells->texts); break;
    case CELL_WORD: GROW_CELLS(cells->words); break;
    }
}

static void make_room(struct lookup *lookup)
{
    if (lookup->keys.count <= lookup->capacity) return;
    const struct table *table = lookup->plan->table;
    for (size_t i = 0; i < table->column_count; i++)
        if (lookup->plan->remembered[i]) grow_column(lookup, table->columns[i]);
    size_t capacity = lookup->capacity;
    lookup->repeated =
        arena_grow(lookup->arena, lookup->repeated, sizeof(bool), capacity, &capacity);
    lookup->capacity = capacity;
}

static void copy(struct lookup *lookup, const struct column *column, struct cells *to, size_t place,
                 const struct cells *from, size_t row)
{
    to->reasons[place] = from->reasons[row];
    to->provisional[place] = from->provisional[row];
    switch (rows_cell_type(column)) {
    case CELL_NUMBER: to->numbers[place] = from->numbers[row]; break;
    case CELL_DATE: to->days[place] = from->days[row]; break;
    case CELL_PERIOD: to->periods[place] = from->periods[row]; break;
    case CELL_BOOLEAN: to->booleans[place] = from->booleans[row]; break;
    case CELL_WORD: to->words[place] = from->words[row]; break;
    case CELL_TEXT:
        to->texts[place] = lookup ? str_copy(lookup->arena, from->texts[row]) : from->texts[row];
        break;
    }
}

void lookup_remember(struct lookup *lookup, struct rows *rows, const uint32_t *lines)
{
    const struct table *table = lookup->plan->table;
    struct buf key = buf_in(rows->scratch);
    for (size_t row = 0; row < rows->count; row++) {
        if (!key_of(rows, table->keys, table->key_count, row, &key)) continue;
        size_t known = lookup->keys.count;
        uint32_t place = atoms_intern(&lookup->keys, buf_str(&key));
        if (place < known) {
            lookup->repeated[place] = true;
            if (lookup->repeats < COUNT_OF(lookup->lines))
                lookup->lines[lookup->repeats] = lines[row];
            lookup->repeats++;
            continue;
        }
        make_room(lookup);
        for (size_t i = 0; i < table->column_count; i++)
            if (lookup->plan->remembered[i])
                copy(lookup, table->columns[i], &lookup->columns[i], place, &rows->columns[i], row);
    }
}

struct cells lookup_fetch(const struct lookup *lookup, struct rows *rows,
                          const struct column *column)
{
    struct cells cells = rows_new_cells(rows->scratch, rows_cell_type(column), rows->count);
    struct buf key = buf_in(rows->scratch);
    for (size_t row = 0; row < rows->count; row++) {
        uint32_t place = ATOM_NONE;
        if (!lookup->plan) { /* a test does not give the table */
            cells.reasons[row] = REASON_NOT_GIVEN;
            continue;
        }
        if (key_of(rows, column->keys, column->key_count, row, &key))
            place = atoms_find(&lookup->keys, buf_str(&key));
        if (place == ATOM_NONE)
            cells.reasons[row] = REASON_NO_MATCH;
        else if (lookup->repeated[place])
            cells.reasons[row] = REASON_BAD_VALUE;
        else
            copy(NULL, column, &cells, row, &lookup->columns[column->looked_up->index], place);
    }
    return cells;
}

void lookup_report(const struct lookup *lookup, struct findings *findings,
                   const struct table_files *files)
{
    if (!lookup->repeats) return;
    struct finding *f =
        finding_add_at(findings, FINDING_D04, table_location(files, lookup->lines[0]),
                       "%llu row%s of `%.*s` repeat%s the key of an earlier one",
                       (unsigned long long)lookup->repeats, lookup->repeats == 1 ? "" : "s",
                       STR_ARG(lookup->plan->table->common.name), lookup->repeats == 1 ? "s" : "");
    for (size_t i = 1; i < COUNT_OF(lookup->lines) && i < lookup->repeats; i++)
        finding_relate(findings, f, table_location(files, lookup->lines[i]), "here too");
    finding_help(findings, f,
                 "a look-up can't choose between two rows, so it finds none for such a "
                 "key: take the repeated rows out, or name more columns in `key`");
}
