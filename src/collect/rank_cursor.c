/* Going through counters and runs in the order of their values. */
#include "collect/rank_cursor.h"

#include <string.h>

void rank_cursor_open(struct rank_cursor *cursor, const struct ranks *ranks, uint32_t cell)
{
    const struct runs *runs = ranks->runs;
    cursor->ranks = ranks;
    if (!runs) {
        if (cell >= ranks->cells) return;
        cursor->place = cell * ranks->width;
        cursor->end = cursor->place + ranks->width;
        return;
    }
    if (cell >= runs->cells) return;
    cursor->left = runs->starts[cell + 1] - runs->starts[cell];
    if (runs->filed)
        cursor->from = runs->items[0].place + runs->starts[cell] * sizeof(struct run_entry);
    else
        cursor->entry = runs->entries + runs->starts[cell];
}

static bool next_counter(struct rank_cursor *cursor)
{
    const struct ranks *ranks = cursor->ranks;
    for (uint64_t four; !ranks->carried && cursor->place + 4 <= cursor->end; cursor->place += 4) {
        memcpy(&four, ranks->counts + cursor->place, sizeof four);
        if (four) break; /* mostly none of them was met */
    }
    while (cursor->place < cursor->end && !ranks_counter(ranks, cursor->place)) cursor->place++;
    if (cursor->place == cursor->end) return false;
    cursor->value = ranks->least + (int64_t)(cursor->place % ranks->width);
    cursor->count = ranks_counter(ranks, cursor->place++);
    return true;
}

static bool read_some(struct rank_cursor *cursor)
{
    const struct runs *runs = cursor->ranks->runs;
    size_t count = cursor->left < cursor->room_size ? (size_t)cursor->left : cursor->room_size;
    if (!spill_get(&runs->file, cursor->from, cursor->room, count * sizeof *cursor->room)) {
        cursor->failed = true;
        return false;
    }
    for (size_t i = 0; i < count; i++) cursor->room[i].value *= runs->items[0].factor;
    cursor->from += count * sizeof *cursor->room;
    cursor->entry = cursor->room;
    cursor->in_room = count;
    return true;
}

bool rank_cursor_next(struct rank_cursor *cursor)
{
    if (!cursor->ranks->runs) return next_counter(cursor);
    if (!cursor->left) return false;
    if (cursor->ranks->runs->filed && !cursor->in_room && !read_some(cursor)) return false;
    if (cursor->in_room) cursor->in_room--;
    cursor->value = cursor->entry->value;
    cursor->count = cursor->entry->count;
    cursor->entry++;
    cursor->left--;
    return true;
}

/* --- several at once ------------------------------------------------------------------------------ */

static void sink(struct rank_merge *merge, size_t place)
{
    struct rank_cursor **heap = merge->heap, *moved = heap[place];
    for (;;) {
        size_t child = 2 * place + 1;
        if (child + 1 < merge->count && heap[child + 1]->value < heap[child]->value) child++;
        if (child >= merge->count || heap[child]->value >= moved->value) break;
        heap[place] = heap[child];
        place = child;
    }
    heap[place] = moved;
}

void rank_merge_begin(struct rank_merge *merge, struct rank_cursor *cursors, size_t count)
{
    merge->count = 0;
    merge->failed = false;
    for (size_t i = 0; i < count; i++) {
        if (rank_cursor_next(&cursors[i])) merge->heap[merge->count++] = &cursors[i];
        merge->failed |= cursors[i].failed;
    }
    for (size_t i = merge->count / 2; i-- > 0;) sink(merge, i);
}

bool rank_merge_next(struct rank_merge *merge, int64_t *value, uint64_t *count)
{
    if (!merge->count || merge->failed) return false;
    *value = merge->heap[0]->value;
    *count = 0;
    while (merge->count && merge->heap[0]->value == *value) {
        struct rank_cursor *least = merge->heap[0];
        *count += least->count;
        if (!rank_cursor_next(least)) merge->heap[0] = merge->heap[--merge->count];
        merge->failed |= least->failed;
        if (merge->count) sink(merge, 0);
    }
    return !merge->failed;
}
