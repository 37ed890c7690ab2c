/* Ways along the chain: back from the goal to mark what leads there, then ahead through the marked. */
#include "theory/reach.h"

enum { STEPS_MAX = 50000000 };

void reach_begin(struct reach *reach, struct arena *arena, const struct theory *t)
{
    *reach = (struct reach){
        .t = t,
        .ahead = ARENA_ARRAY(arena, uint32_t, t->nodes_count + 1),
        .back = ARENA_ARRAY(arena, uint32_t, t->nodes_count + 1),
        .queue = ARENA_ARRAY(arena, struct node *, t->nodes_count + 1),
        .steps_left = STEPS_MAX,
    };
}

static bool step(struct reach *reach)
{
    if (reach->steps_left == 0) return false;
    reach->steps_left--;
    return true;
}

static void mark_back(struct reach *reach, const struct node *to)
{
    size_t head = 0, tail = 0;
    reach->back[to->index] = reach->question;
    reach->queue[tail++] = reach->t->nodes[to->index];
    while (head < tail)
        for (const struct link *l = reach->queue[head++]->in; l && step(reach); l = l->next_in) {
            if (l->harms || reach->back[l->from->index] == reach->question) continue;
            reach->back[l->from->index] = reach->question;
            reach->queue[tail++] = l->from;
        }
}

bool reach_ways(struct reach *reach, const struct node *from, const struct node *to,
                reach_visit *visit, void *context)
{
    reach->question++;
    mark_back(reach, to);
    if (reach->steps_left == 0) return true;
    if (reach->back[from->index] != reach->question) return false;
    size_t head = 0, tail = 0;
    reach->ahead[from->index] = reach->question;
    reach->queue[tail++] = reach->t->nodes[from->index];
    while (head < tail) {
        const struct node *node = reach->queue[head++];
        if (node == to) continue;
        for (const struct link *l = node->out; l && step(reach); l = l->next_out) {
            if (l->harms || reach->back[l->to->index] != reach->question) continue;
            if (visit && !visit(context, l)) continue;
            if (reach->ahead[l->to->index] == reach->question) continue;
            reach->ahead[l->to->index] = reach->question;
            reach->queue[tail++] = l->to;
        }
    }
    return reach->steps_left == 0 || reach->ahead[to->index] == reach->question;
}
