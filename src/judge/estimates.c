/* Estimates: each is computed once for a rule and group, however often its figures are asked for. */
#include "judge/evaluate.h"

/* An estimate with what computing it left in the trace. */
struct remembered {
    struct value value;
    struct trace trace;
};

/* Where an estimate is looked for. */
struct memo_key {
    const struct expr *call;
    uint64_t frame;
};

static struct remembered *remember(struct context *context, struct expr *call)
{
    struct judge *judge = context->judge;
    struct estimate_memo *memo = &judge->estimates;
    if (!memo->keys.arena) atoms_init(&memo->keys, judge->arena);
    struct memo_key key = {call, context->frame};
    size_t known = memo->keys.count;
    uint32_t place = atoms_intern(&memo->keys, (struct str){(const char *)&key, sizeof key});
    if (place < known) return &memo->items[place];
    struct context whole = *context;
    struct remembered now = {.trace = {0}};
    now.trace.last = &now.trace.first;
    whole.has_point = false; /* it is about whole series, also where it is asked period by period */
    whole.memo = NULL;
    whole.stamp = context->has_point ? ++judge->stamp : context->stamp;
    whole.trace = &now.trace;
    now.value = call_builtin(&whole, call);
    /* Computing it may have remembered others, and moved them all. */
    ARENA_GROW(judge->arena, memo->items, place, memo->capacity);
    memo->items[place] = now;
    return &memo->items[place];
}

static void note_estimate(struct context *context, struct expr *call,
                          const struct remembered *remembered)
{
    struct trace *trace = context->trace;
    const struct trace *own = &remembered->trace;
    struct arena *arena = context->judge->arena;
    trace->provisional |= own->provisional;
    if (!trace->lacking.len) trace->lacking = own->lacking;
    if (!trace->unplaced.len) trace->unplaced = own->unplaced;
    for (size_t i = 0; i < own->note_count; i++) {
        ARENA_GROW(arena, trace->notes, trace->note_count, trace->note_capacity);
        trace->notes[trace->note_count++] = own->notes[i];
    }
    if (remembered->value.kind != VALUE_ESTIMATE) return;
    for (size_t i = 0; i < trace->estimate_count; i++)
        if (trace->estimates[i].call == call) return;
    ARENA_GROW(arena, trace->estimates, trace->estimate_count, trace->estimate_capacity);
    trace->estimates[trace->estimate_count++] =
        (struct traced_estimate){call, remembered->value.estimate};
}

struct value evaluate_estimate(struct context *context, struct expr *call)
{
    const struct remembered *remembered = remember(context, call);
    if (context->trace) note_estimate(context, call, remembered);
    return remembered->value;
}

struct str estimate_name(struct judge *judge, const struct expr *call)
{
    const struct expr *first = call->call->arguments[0].value;
    return str_printf(judge->arena, "%.*s of %.*s", STR_ARG(call->call->builtin->name),
                      STR_ARG(source_words(judge->arena, judge->t->sources, first->span)));
}

struct value group_runs_value(struct context *context, struct indicator *indicator)
{
    struct judge *judge = context->judge;
    const struct panel *panel = indicator_panel(judge, indicator, context->across);
    struct group_runs *groups = ARENA_NEW(judge->arena, struct group_runs);
    struct run *runs = ARENA_ARRAY(judge->arena, struct run, panel->group_count + 1);
    const struct str **names =
        ARENA_ARRAY(judge->arena, const struct str *, panel->group_count + 1);
    for (size_t g = 0; g < panel->group_count; g++) {
        struct str *values = ARENA_ARRAY(judge->arena, struct str, indicator->by_count + 1);
        for (size_t i = 0; i < indicator->by_count; i++)
            if (!panel->groups[g].missing[i]) values[i] = panel->groups[g].values[i];
        names[g] = values;
        runs[g] = panel->runs[g + 1];
        if (context->has_over) runs[g] = run_cut(context, &runs[g], context->over);
    }
    *groups = (struct group_runs){
        .names = names,
        .columns = indicator->by_count,
        .runs = runs,
        .count = panel->group_count,
        .whole = panel->runs[0],
    };
    return (struct value){.kind = VALUE_GROUPS, .groups = groups};
}
