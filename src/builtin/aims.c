/* Baselines, targets, and the way between them. */
#include "builtin/series.h"

static void give(struct value *result, struct cell cell)
{
    *result = (struct value){.kind = VALUE_CELL, .cell = cell};
}

struct cell series_aim_value(struct arena *arena, const struct run *run, const struct aim *aim)
{
    return aim->from_series ? run_at(arena, run, aim->in) : aim->value;
}

const struct aim *series_baseline_before(const struct aims *aims, int32_t day)
{
    const struct aim *found = NULL;
    for (size_t i = 0; i < aims->baseline_count; i++)
        if (aims->baselines[i].days.first <= day) found = &aims->baselines[i];
    return found;
}

/* The last baseline; NULL when none is declared. */
static const struct aim *last_baseline(const struct run *run)
{
    if (!run->aims || !run->aims->baseline_count) return NULL;
    return &run->aims->baselines[run->aims->baseline_count - 1];
}

static const struct aim *last_target(const struct run *run)
{
    if (!run->aims || !run->aims->target_count) return NULL;
    return &run->aims->targets[run->aims->target_count - 1];
}

void series_baseline(const struct call *call, struct value *result)
{
    const struct run *x = &call->arguments[0].run;
    const struct aim *baseline = last_baseline(x);
    give(result, baseline ? series_aim_value(call->arena, x, baseline)
                          : cell_missing(call->arena, REASON_NO_BASELINE));
}

void series_target(const struct call *call, struct value *result)
{
    const struct run *x = &call->arguments[0].run;
    const struct aim *target = last_target(x);
    if (call->given[1]) {
        struct days due = period_days(call->calendar, call->arguments[1].period);
        target = NULL;
        for (size_t i = 0; x->aims && i < x->aims->target_count; i++)
            if (x->aims->targets[i].days.last == due.last) target = &x->aims->targets[i];
    }
    give(result, target ? target->value : cell_missing(call->arena, REASON_NO_TARGET));
}

void series_path(const struct call *call, struct value *result)
{
    const struct run *x = &call->arguments[0].run;
    struct arena *arena = call->arena;
    const struct aim *target = last_target(x);
    if (!target) {
        give(result, cell_missing(arena, REASON_NO_TARGET));
        return;
    }
    const struct aim *baseline = series_baseline_before(x->aims, target->days.last);
    struct num part;
    struct period_way way = {.at = call->arguments[1].period, .to = target->in};
    if (baseline) way.from = baseline->in;
    if (!baseline || !period_way(call->calendar, &way, &part)) {
        give(result, cell_missing(arena, REASON_NO_BASELINE));
        return;
    }
    struct cell from = series_aim_value(arena, x, baseline), along = cell_of(&part);
    struct cell rise = cell_arithmetic(arena, '-', &target->value, &from, call->across);
    struct cell risen = cell_arithmetic(arena, '*', &rise, &along, call->across);
    give(result, cell_arithmetic(arena, '+', &from, &risen, call->across));
}

void series_progress(const struct call *call, struct value *result)
{
    const struct run *x = &call->arguments[0].run;
    struct arena *arena = call->arena;
    const struct aim *target = last_target(x);
    const struct aim *baseline = target ? series_baseline_before(x->aims, target->days.last) : NULL;
    if (!target || !baseline) {
        give(result, cell_missing(arena, target ? REASON_NO_BASELINE : REASON_NO_TARGET));
        return;
    }
    struct value latest;
    series_latest(call, &latest);
    struct cell from = series_aim_value(arena, x, baseline);
    struct cell done = cell_arithmetic(arena, '-', &latest.cell, &from, call->across);
    struct cell whole = cell_arithmetic(arena, '-', &target->value, &from, call->across);
    give(result, cell_arithmetic(arena, '/', &done, &whole, call->across));
}
