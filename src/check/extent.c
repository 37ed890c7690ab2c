/* What is known of a series without its data. */
#include "check/extent.h"

#include "base/calendar.h"

enum { STEPS_MAX = 200 };

const struct expr *extent_unshared(const struct expr *expr)
{
    while (expr && expr->kind == EXPR_SHARED) expr = expr->a;
    return expr;
}

const struct indicator *extent_indicator(const struct expr *series)
{
    series = extent_unshared(series);
    while (series && series->kind == EXPR_DURING) series = extent_unshared(series->a);
    return series && series->kind == EXPR_INDICATOR ? series->indicator : NULL;
}

/* Goes over the tables and indicators that an expression takes its figures from. */
struct sources_walk {
    void (*visit)(struct sources_walk *walk, const struct table *table,
                  const struct indicator *indicator);
    struct days days;
    const struct break_at *found;
    struct str name;
    int steps;
};

static void walk_sources(struct sources_walk *walk, const struct expr *expr)
{
    if (!expr || --walk->steps < 0) return;
    if (expr->kind == EXPR_AGGREGATE) {
        walk->visit(walk, expr->aggregate->table, NULL);
        return;
    }
    if (expr->kind == EXPR_INDICATOR) {
        walk->visit(walk, NULL, expr->indicator);
        walk_sources(walk, expr->indicator->value);
        return;
    }
    walk_sources(walk, expr->a);
    walk_sources(walk, expr->b);
    walk_sources(walk, expr->c);
    for (size_t i = 0; expr->kind == EXPR_CALL && i < expr->call->argument_count; i++)
        walk_sources(walk, expr->call->arguments[i].value);
}

static struct days meet(struct days a, struct days b)
{
    return (struct days){a.first > b.first ? a.first : b.first, a.last < b.last ? a.last : b.last};
}

static void cut_to_source(struct sources_walk *walk, const struct table *table,
                          const struct indicator *indicator)
{
    (void)indicator;
    if (table && table->covers_said) walk->days = meet(walk->days, table->covers);
}

struct days extent_days(const struct check *check, const struct rule *rule,
                        const struct expr *series)
{
    struct sources_walk walk = {
        .visit = cut_to_source, .days = {DAY_MIN, DAY_MAX}, .steps = STEPS_MAX};
    if (rule && rule->over_said) walk.days = rule->over;
    series = extent_unshared(series);
    for (; series && series->kind == EXPR_DURING; series = extent_unshared(series->a))
        walk.days = meet(walk.days, series->days);
    const struct indicator *indicator = extent_indicator(series);
    if (indicator && indicator->reported_count) {
        const struct calendar *calendar = &check->t->calendar;
        const struct reported *first = &indicator->reported[0];
        const struct reported *last = &indicator->reported[indicator->reported_count - 1];
        struct days reported = {period_days(calendar, first->period).first,
                                period_days(calendar, last->period).last};
        return meet(walk.days, reported);
    }
    walk_sources(&walk, series);
    return walk.days;
}

size_t extent_points(const struct check *check, const struct expr *series, struct days days)
{
    const struct calendar *calendar = &check->t->calendar;
    const struct indicator *indicator = extent_indicator(series);
    size_t count = 0;
    if (!indicator || !indicator->has_freq) return SIZE_MAX;
    if (indicator->reported_count) {
        for (size_t i = 0; i < indicator->reported_count; i++)
            count += days_contain(days, period_days(calendar, indicator->reported[i].period));
        return count;
    }
    if (days.first == DAY_MIN || days.last == DAY_MAX) return SIZE_MAX;
    if (days.last < days.first) return 0;
    struct period from = period_of_day(calendar, indicator->freq, days.first);
    struct period to = period_of_day(calendar, indicator->freq, days.last);
    if (period_days(calendar, from).first < days.first) from.ord++;
    if (period_days(calendar, to).last > days.last) to.ord--;
    return to.ord < from.ord ? 0 : (size_t)(to.ord - from.ord) + 1;
}

static void find_break(struct sources_walk *walk, const struct table *table,
                       const struct indicator *indicator)
{
    const struct breaks *breaks = table ? &table->breaks : &indicator->breaks;
    for (size_t i = 0; i < breaks->count && !walk->found; i++) {
        if (breaks->items[i].day <= walk->days.first || breaks->items[i].day > walk->days.last)
            continue;
        walk->found = &breaks->items[i];
        walk->name = table ? table->common.name : indicator->common.name;
    }
}

const struct break_at *extent_break(const struct expr *series, struct days days, struct str *name)
{
    struct sources_walk walk = {.visit = find_break, .days = days, .steps = STEPS_MAX};
    walk_sources(&walk, series);
    *name = walk.name;
    return walk.found;
}
