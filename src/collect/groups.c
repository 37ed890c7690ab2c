/* Sorting groups. */
#include "collect/groups.h"

#include <stdlib.h>

struct ordered {
    struct group_key key;
    uint32_t number;
    struct column *const *by;
    size_t by_count;
};

static size_t word_place(const struct column *column, struct str word)
{
    size_t i = 0;
    while (i < column->word_count && !str_equal(column->words[i], word)) i++;
    return i;
}

static int compare_values(const struct column *column, struct str a, struct str b)
{
    struct num x, y;
    if (column && column->type == COLUMN_WORD) {
        size_t p = word_place(column, a), q = word_place(column, b);
        return (p > q) - (p < q);
    }
    if (column && column->type == COLUMN_NUMBER && num_parse(&x, a) == NUM_PARSED &&
        num_parse(&y, b) == NUM_PARSED)
        return num_compare(&x, &y);
    return str_compare(a, b);
}

static int compare_groups(const void *left, const void *right)
{
    const struct ordered *a = left, *b = right;
    for (size_t i = 0; i < a->by_count; i++) {
        if (a->key.missing[i] != b->key.missing[i]) return a->key.missing[i] ? 1 : -1;
        int order = compare_values(a->by ? a->by[i] : NULL, a->key.values[i], b->key.values[i]);
        if (order) return order;
    }
    return 0;
}

void groups_sort(struct arena *arena, struct group_key *keys, uint32_t *numbers, size_t count,
                 struct column *const *by, size_t by_count)
{
    struct ordered *all = ARENA_ARRAY(arena, struct ordered, count + 1);
    for (size_t i = 0; i < count; i++)
        all[i] = (struct ordered){keys[i], numbers ? numbers[i] : 0, by, by_count};
    qsort(all, count, sizeof *all, compare_groups);
    for (size_t i = 0; i < count; i++) {
        keys[i] = all[i].key;
        if (numbers) numbers[i] = all[i].number;
    }
}
