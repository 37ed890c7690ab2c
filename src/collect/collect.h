/* Running a plan: one pass over each table that is needed, and the cubes that come of it. */
#ifndef POL_COLLECT_COLLECT_H
#define POL_COLLECT_COLLECT_H

#include "collect/plan.h"
#include "collect/stages.h"
#include "theory/program.h"

/* A table's file instead of that in `from`: named on the command line, or by a test. */
struct data_override {
    struct str name, path;
    struct span
        span; /* where a test names it: it is seen from that file, and lies below the root */
};

/* Called while a file is being read; `size` is 0 where it is not known. */
typedef void collect_progress(void *context, struct str table, uint64_t bytes, uint64_t size);

/* How rows are taken, for tests: the figures are the same. */
struct collect_tuning {
    bool in_order;     /* one by one, as the file has them: the other way is held against this */
    size_t block_size; /* of the file, in which it is handed out to threads; 0: the usual */
};

struct collect_options {
    int32_t as_of; /* rows of periods that begin later are left out and counted */
    const struct data_override *overrides;
    size_t override_count;
    bool
        looking_back; /* the as-of date was asked for: what `covers` holds after it is no mistake */
    bool watch;       /* look at the rows as well: what they show of the file becomes findings */
    bool totals;      /* and of totals, whether their parts add up to them: I16 */
    bool keys;        /* and whether keys stand twice: D04 */
    struct num most_missing; /* the share of a column's values above which it is D09 */
    bool only_given; /* for a test: other tables are not read, and their figures are `not_given` */
    size_t threads;  /* at most so many; 0: one for each processor available */
    struct collect_tuning tuning;
    struct stages *stages;   /* how long they take is added here; or NULL */
    struct row_wish *wishes; /* rows to be listed, in a second run of a plan */
    size_t wish_count;
    bool go_on; /* a table that can't be read makes the figures that rest on it missing */
    collect_progress *progress; /* or NULL */
    void *progress_context;
};

/* Reads the tables and fills the cubes of the plan's queries. What is wrong with the data becomes
 * findings (D01, D02, D03, D04, D10, D15). Answers false when a table could not be read. */
bool collect_run(struct plan *plan, struct loader *loader, const struct collect_options *options,
                 struct findings *findings, struct input **inputs, size_t *input_count);

#endif
