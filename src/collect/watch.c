/* Looks at the rows of a table while they pass. */
#include "collect/watch.h"

#include <inttypes.h>

void seen_add(struct seen *seen, uint32_t line)
{
    if (seen->count < SEEN_SHOWN) seen->lines[seen->count] = line;
    seen->count++;
}

void seen_add_row(struct seen *seen, const struct portion *portion, size_t row)
{
    if (seen->count < SEEN_SHOWN) seen->lines[seen->count] = portion_line(portion, row);
    seen->count++;
}

static size_t shown(const struct seen *seen)
{
    return seen->count < SEEN_SHOWN ? (size_t)seen->count : SEEN_SHOWN;
}

/* Lines rise with the rows, so the first rows are those with the lowest. */
void seen_merge(struct seen *seen, const struct seen *other)
{
    struct seen both = {.count = seen->count + other->count};
    size_t a = 0, b = 0, a_end = shown(seen), b_end = shown(other);
    for (size_t i = 0; i < shown(&both); i++) {
        bool first = b == b_end || (a < a_end && seen->lines[a] <= other->lines[b]);
        both.lines[i] = first ? seen->lines[a++] : other->lines[b++];
    }
    *seen = both;
}

void seen_relate(const struct seen *seen, struct findings *findings, struct finding *finding,
                 const struct table_files *files, size_t from)
{
    for (size_t i = from; i < seen->count && i < SEEN_SHOWN; i++)
        finding_relate(findings, finding, table_location(files, seen->lines[i]), "here too");
}

struct str seen_rows(const struct seen *seen, struct arena *arena, struct str path)
{
    return str_printf(arena, "%" PRIu64 " row%s of `%.*s`", seen->count,
                      seen->count == 1 ? "" : "s", STR_ARG(path));
}

void watch_begin(struct watch *watch, const struct watched *at)
{
    *watch = (struct watch){.at = *at};
    watch->time = time_watch_begin(&watch->at);
    watch->columns = column_watch_begin(&watch->at);
    watch->keys = key_watch_begin(&watch->at);
    watch->totals = total_watch_begin(&watch->at);
}

void watch_batch(struct watch *watch, const struct rows *rows, const struct placed *placed,
                 const struct batch *batch)
{
    struct rows own = *rows;
    time_watch_batch(watch->time, &watch->at, rows, placed, batch->lines);
    column_watch_batch(watch->columns, &watch->at, rows, placed, batch);
    if (watch->keys) key_watch_batch(watch->keys, &watch->at, rows, batch->lines);
    if (watch->totals) total_watch_batch(watch->totals, &own, placed, batch->lines);
}

void watch_portion(struct watch *watch, struct formula_run *run, const struct timing *timing)
{
    time_watch_portion(watch->time, &watch->at, run, timing);
    column_watch_portion(watch->columns, &watch->at, run, timing);
}

bool watch_is_ordered(const struct watch *watch)
{
    return watch->keys || watch->totals;
}

void watch_merge(struct watch *watch, const struct watch *other)
{
    time_watch_merge(watch->time, &watch->at, other->time);
    column_watch_merge(watch->columns, &watch->at, other->columns);
}

void watch_report(struct watch *watch, int32_t step, struct input *input)
{
    time_watch_report(watch->time, &watch->at, step);
    column_watch_report(watch->columns, &watch->at, input);
    if (watch->keys) key_watch_report(watch->keys, &watch->at);
    if (watch->totals) total_watch_report(watch->totals, &watch->at);
}
