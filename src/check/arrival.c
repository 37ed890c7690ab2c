/* The shortest ways from measures to nodes, by Dijkstra's algorithm with a heap. */
#include "check/arrival.h"

struct heap {
    struct heap_item {
        int64_t day;
        size_t node;
    } * items;
    size_t count, capacity;
    struct arena *arena;
};

/* Earlier days first; of one day the node that stands first in the text, so that its order alone
 * decides which measure is named. */
static bool comes_first(const struct heap_item *a, const struct heap_item *b)
{
    return a->day != b->day ? a->day < b->day : a->node < b->node;
}

static void push(struct heap *heap, int64_t day, size_t node)
{
    ARENA_GROW(heap->arena, heap->items, heap->count, heap->capacity);
    size_t at = heap->count++;
    struct heap_item item = {day, node};
    while (at && comes_first(&item, &heap->items[(at - 1) / 2])) {
        heap->items[at] = heap->items[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    heap->items[at] = item;
}

static struct heap_item pop(struct heap *heap)
{
    struct heap_item top = heap->items[0], last = heap->items[--heap->count];
    size_t at = 0;
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= heap->count) break;
        if (child + 1 < heap->count && comes_first(&heap->items[child + 1], &heap->items[child]))
            child++;
        if (!comes_first(&heap->items[child], &last)) break;
        heap->items[at] = heap->items[child];
        at = child;
    }
    heap->items[at] = last;
    return top;
}

struct arrival *arrivals_find(struct check *check, const int64_t *begins)
{
    const struct theory *t = check->t;
    struct arrival *arrivals = ARENA_ARRAY(check->scratch, struct arrival, t->nodes_count + 1);
    struct heap heap = {.arena = check->scratch};
    for (size_t i = 0; i < t->nodes_count; i++) {
        arrivals[i].day = begins[i];
        arrivals[i].from = t->nodes[i];
        if (begins[i] != DAY_NEVER) push(&heap, begins[i], i);
    }
    while (heap.count) {
        struct heap_item item = pop(&heap);
        if (item.day > arrivals[item.node].day) continue; /* a shorter way was found since */
        for (const struct link *l = t->nodes[item.node]->out; l; l = l->next_out) {
            struct arrival *to = &arrivals[l->to->index];
            int64_t day = item.day + (l->has_lag ? l->lag_days : 0);
            if (l->harms || day >= to->day) continue;
            *to = (struct arrival){day, arrivals[item.node].from, l};
            push(&heap, day, l->to->index);
        }
    }
    return arrivals;
}
