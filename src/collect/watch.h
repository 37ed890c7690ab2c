/* What is noticed about the rows of a table while they pass: D04, D05, D07, D08, D09, D11, D14 and
 * I16. Nothing here changes a figure, and what is remembered does not grow with the rows: where a
 * limit is passed the check in question stays silent. */
#ifndef POL_COLLECT_WATCH_H
#define POL_COLLECT_WATCH_H

#include "collect/collect.h"
#include "collect/grid.h"
#include "collect/timing.h"

void seen_add(struct seen *seen, uint32_t line);
/* As seen_add, for a row of a portion. */
void seen_add_row(struct seen *seen, const struct portion *portion, size_t row);
/* Adds what was seen in other rows. */
void seen_merge(struct seen *seen, const struct seen *other);
/* Adds the places to a finding; those from `from` on. */
void seen_relate(const struct seen *seen, struct findings *findings, struct finding *finding,
                 const struct table_files *files, size_t from);
/* "2 rows of `x.csv`" */
struct str seen_rows(const struct seen *seen, struct arena *arena, struct str path);

/* How the table is looked at, the same for all parts of the watch. */
struct watched {
    struct arena *arena; /* of the pass */
    const struct theory *t;
    const struct table_plan *plan;
    const struct table *table;
    const struct collect_options *options;
    struct findings *findings;
    struct str path; /* of its files, as it is shown */
    const struct table_files *files;
};

struct watch {
    struct watched at;
    struct time_watch *time;
    struct column_watch *columns;
    struct key_watch *keys;
    struct total_watch *totals;
};

void watch_begin(struct watch *watch, const struct watched *at);
/* Looks at a batch whose rows have been placed. */
void watch_batch(struct watch *watch, const struct rows *rows, const struct placed *placed,
                 const struct batch *batch);
/* Looks at a portion that has been placed. Not for a watch with a part that takes rows in order. */
void watch_portion(struct watch *watch, struct formula_run *run, const struct timing *timing);
/* Whether the rows must be taken in order. */
bool watch_is_ordered(const struct watch *watch);
/* Adds what another watch of the same table saw in other rows. */
void watch_merge(struct watch *watch, const struct watch *other);
/* Adds the findings; `step`: in which the periods of the rows go on. `input` gets the provisional
 * values. */
void watch_report(struct watch *watch, int32_t step, struct input *input);

/* --- the parts; for watch.c -------------------------------------------------------------------- */

/* Time (watch_time.c): rows outside `covers`, periods without rows, rows in the future, mixed
 * frequencies. */
struct time_watch *time_watch_begin(const struct watched *at);
void time_watch_batch(struct time_watch *watch, const struct watched *at, const struct rows *rows,
                      const struct placed *placed, const uint32_t *lines);
void time_watch_portion(struct time_watch *watch, const struct watched *at, struct formula_run *run,
                        const struct timing *timing);
void time_watch_merge(struct time_watch *watch, const struct watched *at,
                      const struct time_watch *other);
void time_watch_report(const struct time_watch *watch, const struct watched *at, int32_t step);

/* Columns (watch_columns.c): missing values, provisional ones, words that are never held. */
struct column_watch *column_watch_begin(const struct watched *at);
void column_watch_batch(struct column_watch *watch, const struct watched *at,
                        const struct rows *rows, const struct placed *placed,
                        const struct batch *batch);
void column_watch_portion(struct column_watch *watch, const struct watched *at,
                          struct formula_run *run, const struct timing *timing);
void column_watch_merge(struct column_watch *watch, const struct watched *at,
                        const struct column_watch *other);
void column_watch_report(const struct column_watch *watch, const struct watched *at,
                         struct input *input);

/* Repeated keys (watch_keys.c); NULL when they are not asked for. */
struct key_watch *key_watch_begin(const struct watched *at);
void key_watch_batch(struct key_watch *watch, const struct watched *at, const struct rows *rows,
                     const uint32_t *lines);
void key_watch_report(const struct key_watch *watch, const struct watched *at);

/* Totals beside their parts (watch_totals.c); NULL where there can be none. */
struct total_watch *total_watch_begin(const struct watched *at);
void total_watch_batch(struct total_watch *watch, struct rows *rows, const struct placed *placed,
                       const uint32_t *lines);
void total_watch_report(const struct total_watch *watch, const struct watched *at);

#endif
