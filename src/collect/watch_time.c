/* Where the rows of a table stand in time: D05, D07 and D11. */
#include "collect/watch.h"

#include <inttypes.h>

#include "base/calendar.h"
#include "collect/masks.h"

enum {
    DAYS_WATCHED = 75000, /* of `covers`; beyond some two hundred years nothing is said of gaps */
    /* Of events a gap is only said when so many were to be expected in it: then chance alone
     * hardly makes one, e^-12. */
    EVENTS_EXPECTED = 12
};

struct frequencies {
    uint64_t counts[FREQ_COUNT];
    uint32_t lines[FREQ_COUNT]; /* of the first of each */
};

struct time_watch {
    struct seen outside, later;
    struct days days;                /* those of `covers` that have passed; empty: not watched */
    uint32_t *by_day;                /* rows that begin on each of them */
    struct frequencies *frequencies; /* by column->index; only of periods of any frequency */
    bool any_frequencies;
};

struct time_watch *time_watch_begin(const struct watched *at)
{
    struct time_watch *watch = ARENA_NEW(at->arena, struct time_watch);
    const struct table *table = at->table;
    *watch = (struct time_watch){.days = {0, -1}};
    watch->frequencies = ARENA_ARRAY(at->arena, struct frequencies, table->column_count + 1);
    for (size_t i = 0; i < table->column_count; i++)
        watch->any_frequencies |= table->columns[i]->any_freq;
    if (!table->period || table->period_to || !table->covers_said) return watch;
    struct days days = table->covers;
    if (days.last > at->options->as_of) days.last = at->options->as_of;
    if (days.last < days.first || days.last - days.first >= DAYS_WATCHED) return watch;
    watch->days = days;
    watch->by_day = ARENA_ARRAY(at->arena, uint32_t, (size_t)days_count(days));
    return watch;
}

/* --- rows ---------------------------------------------------------------------------------------- */

static void count_frequencies(struct time_watch *watch, const struct watched *at,
                              const struct rows *rows, const uint32_t *lines)
{
    for (size_t c = 0; c < at->table->column_count; c++) {
        const struct column *column = at->table->columns[c];
        const struct cells *cells = &rows->columns[c];
        if (!column->any_freq || column->form != COLUMN_TYPED || !cells->reasons) continue;
        struct frequencies *f = &watch->frequencies[c];
        for (size_t i = 0; i < rows->count; i++) {
            if (cells->reasons[i]) continue;
            enum freq freq = cells->periods[i].freq;
            if (!f->counts[freq]++) f->lines[freq] = lines[i];
        }
    }
}

/* One who looks back with --as-of knows that `covers` goes on. */
static bool is_worth_saying(const struct watched *at, int32_t day)
{
    return !at->options->looking_back || !at->table->covers_said || day > at->table->covers.last;
}

void time_watch_batch(struct time_watch *watch, const struct watched *at, const struct rows *rows,
                      const struct placed *placed, const uint32_t *lines)
{
    if (watch->any_frequencies) count_frequencies(watch, at, rows, lines);
    if (!at->table->period) return;
    for (size_t i = 0; i < rows->count; i++) {
        int32_t day = placed[i].days.first;
        switch (placed[i].place) {
        case PLACE_INSIDE:
            if (day >= watch->days.first && day <= watch->days.last)
                watch->by_day[day - watch->days.first]++;
            break;
        case PLACE_LATER:
            if (is_worth_saying(at, day)) seen_add(&watch->later, lines[i]);
            break;
        case PLACE_OUTSIDE: seen_add(&watch->outside, lines[i]); break;
        case PLACE_UNKNOWN: break;
        }
    }
}

/* The same for a portion. */
static void count_portion_frequencies(struct time_watch *watch, const struct watched *at,
                                      struct formula_run *run)
{
    for (size_t c = 0; c < at->table->column_count; c++) {
        const struct column *column = at->table->columns[c];
        if (!column->any_freq || column->form != COLUMN_TYPED || !at->plan->wanted[c]) continue;
        const struct vector *vector = &run->portion->columns[run->columns.places[c]];
        const uint64_t *known = vector->all_known ? run->all : vector->known;
        size_t row;
        EACH_ROW (known, row) {
            enum freq freq =
                vector->form == VECTOR_PERIODS ? vector->periods[row].freq : vector->freq;
            struct frequencies *f = &watch->frequencies[c];
            if (!f->counts[freq]++) f->lines[freq] = portion_line(run->portion, row);
        }
    }
}

void time_watch_portion(struct time_watch *watch, const struct watched *at, struct formula_run *run,
                        const struct timing *timing)
{
    size_t row;
    if (watch->any_frequencies) count_portion_frequencies(watch, at, run);
    if (!at->table->period) return;
    if (watch->by_day) {
        int32_t first = watch->days.first, last = watch->days.last;
        uint32_t *by_day = watch->by_day;
        EACH_ROW (timing->counts, row)
            if (timing->days[row] >= first && timing->days[row] <= last)
                by_day[timing->days[row] - first]++;
    }
    EACH_ROW (timing->left_out, row) {
        int32_t day = timing->days[row];
        if (day <= at->options->as_of)
            seen_add_row(&watch->outside, run->portion, row);
        else if (is_worth_saying(at, day))
            seen_add_row(&watch->later, run->portion, row);
    }
}

void time_watch_merge(struct time_watch *watch, const struct watched *at,
                      const struct time_watch *other)
{
    seen_merge(&watch->outside, &other->outside);
    seen_merge(&watch->later, &other->later);
    for (int32_t i = 0; watch->by_day && i < days_count(watch->days); i++)
        watch->by_day[i] += other->by_day[i];
    for (size_t c = 0; c < at->table->column_count; c++)
        for (size_t i = 0; i < FREQ_COUNT; i++) {
            struct frequencies *f = &watch->frequencies[c];
            const struct frequencies *g = &other->frequencies[c];
            if (g->counts[i] && (!f->counts[i] || g->lines[i] < f->lines[i]))
                f->lines[i] = g->lines[i];
            f->counts[i] += g->counts[i];
        }
}

/* --- rows outside -------------------------------------------------------------------------------- */

static struct span covers_span(const struct watched *at)
{
    for (const struct ast_clause *c = at->table->common.decl->clauses; c; c = c->next)
        if (c->kind == CLAUSE_COVERS) return c->span;
    return at->table->common.decl->name.span;
}

static void report_outside(const struct time_watch *watch, const struct watched *at)
{
    const struct seen *seen = &watch->outside;
    if (!seen->count) return;
    struct finding *f = finding_add_at(
        at->findings, FINDING_D05, table_location(at->files, seen->lines[0]),
        "%.*s lie%s outside what `%.*s` covers and %s left out",
        STR_ARG(seen_rows(seen, at->findings->arena, at->path)), seen->count == 1 ? "s" : "",
        STR_ARG(at->table->common.name), seen->count == 1 ? "is" : "are");
    seen_relate(seen, at->findings, f, at->files, 1);
    finding_relate(at->findings, f, location_of(covers_span(at)), "it covers this");
    finding_help(at->findings, f,
                 "let `covers` say for which time the file is complete, or mend the dates");
}

static void report_later(const struct time_watch *watch, const struct watched *at)
{
    const struct seen *seen = &watch->later;
    struct buf as_of = buf_in(at->findings->arena);
    if (!seen->count) return;
    date_add(&as_of, at->options->as_of);
    struct str day = buf_str(&as_of);
    struct finding *f = finding_add_at(
        at->findings, FINDING_D11, table_location(at->files, seen->lines[0]),
        "%.*s %s dated after %.*s, when nothing of it can have happened yet, and %s left out",
        STR_ARG(seen_rows(seen, at->findings->arena, at->path)), seen->count == 1 ? "is" : "are",
        STR_ARG(day), seen->count == 1 ? "is" : "are");
    seen_relate(seen, at->findings, f, at->files, 1);
    finding_help(at->findings, f,
                 "mend the dates, or take plans and forecasts out of the file; if you look back "
                 "with --as-of, let `%.*s` say what it `covers`",
                 STR_ARG(at->table->common.name));
}

/* --- periods without rows -------------------------------------------------------------------------- */

static uint64_t rows_in(const struct time_watch *watch, struct days days)
{
    uint64_t count = 0;
    for (int32_t day = days.first; day <= days.last; day++)
        count += watch->by_day[day - watch->days.first];
    return count;
}

/* Names the periods of this frequency, wholly inside the days watched, in which no row begins; every
 * `step`-th from `first` on. */
static uint64_t empty_periods(const struct time_watch *watch, const struct watched *at,
                              struct period period, int32_t step, struct buf *names)
{
    uint64_t count = 0;
    const struct calendar *calendar = &at->t->calendar;
    for (;; period.ord += step) {
        struct days days = period_days(calendar, period);
        if (days.last > watch->days.last) return count;
        if (days.first < watch->days.first || rows_in(watch, days)) continue;
        if (count++ < SEEN_SHOWN) {
            if (count > 1) buf_add(names, STR(", "));
            period_add(names, period);
        }
    }
}

static void report_empty(const struct watched *at, uint64_t count, struct str names)
{
    if (!count) return;
    struct finding *f = finding_add(at->findings, FINDING_D05, covers_span(at),
                                    "`%.*s` covers %.*s%s, and `%.*s` has no row of %s",
                                    STR_ARG(at->table->common.name), STR_ARG(names),
                                    count > SEEN_SHOWN ? " and more" : "", STR_ARG(at->path),
                                    count == 1 ? "it" : "them");
    finding_help(at->findings, f,
                 at->table->row_unit
                     ? "what is covered and has no row counts as 0: complete the file, or let "
                       "`covers` say for which time it is complete"
                     : "complete the file, or let `covers` say for which time it is complete");
}

/* Figures: each period of their frequency should be there. */
static void report_missing_periods(const struct time_watch *watch, const struct watched *at,
                                   int32_t step)
{
    struct buf names = buf_in(at->findings->arena);
    const struct column *column = at->table->period;
    const struct frequencies *f = &watch->frequencies[column->index];
    enum freq freq = column->any_freq ? FREQ_YEAR : column->freq;
    size_t kinds = 0;
    for (int i = 0; i < FREQ_COUNT && column->any_freq; i++)
        if (f->counts[i]) {
            freq = (enum freq)i;
            kinds++;
        }
    if (kinds > 1) return; /* which of them should go on can't be told */
    bool dated = column->type != COLUMN_PERIOD;
    if (dated || freq == FREQ_DAY) freq = FREQ_YEAR, step = 1;
    struct period period = period_of_day(&at->t->calendar, freq, watch->days.first);
    if (step > 1) {
        int32_t day = watch->days.first;
        while (day <= watch->days.last && !watch->by_day[day - watch->days.first]) day++;
        period = period_of_day(&at->t->calendar, freq, day);
    }
    uint64_t count = empty_periods(watch, at, period, step > 0 ? step : 1, &names);
    report_empty(at, count, buf_str(&names));
}

/* Events: a year without any where each other has many; else a last stretch of days without any, far
 * longer than any other: the file then ends before `covers` does. */
static void report_missing_events(const struct time_watch *watch, const struct watched *at)
{
    struct buf names = buf_in(at->findings->arena);
    double days = days_count(watch->days), rows = (double)rows_in(watch, watch->days);
    struct period year = period_of_day(&at->t->calendar, FREQ_YEAR, watch->days.first);
    uint64_t empty = 0;
    if (rows / days * 365 >= EVENTS_EXPECTED) empty = empty_periods(watch, at, year, 1, &names);
    report_empty(at, empty, buf_str(&names));
    if (empty || rows < EVENTS_EXPECTED) return;
    int32_t last = watch->days.first - 1, longest = 0;
    for (int32_t day = watch->days.first; day <= watch->days.last; day++) {
        if (!watch->by_day[day - watch->days.first]) continue;
        if (day - last > longest) longest = day - last;
        last = day;
    }
    int32_t gap = watch->days.last - last;
    if (gap <= 3 * longest || rows * gap / days < EVENTS_EXPECTED) return;
    struct buf from = buf_in(at->findings->arena), to = buf_in(at->findings->arena);
    date_add(&from, last);
    date_add(&to, watch->days.last);
    struct finding *f =
        finding_add(at->findings, FINDING_D05, covers_span(at),
                    "the last row of `%.*s` is of %.*s, and `%.*s` covers the time up to %.*s",
                    STR_ARG(at->path), STR_ARG(buf_str(&from)), STR_ARG(at->table->common.name),
                    STR_ARG(buf_str(&to)));
    finding_help(at->findings, f,
                 "what is covered and has no row counts as 0: complete the file, or let `covers` "
                 "end where the file does");
}

/* --- mixed frequencies ------------------------------------------------------------------------------- */

static const char *plural(enum freq freq)
{
    static const char *const names[FREQ_COUNT] = {
        [FREQ_DAY] = "days",         [FREQ_WEEK] = "weeks",      [FREQ_MONTH] = "months",
        [FREQ_QUARTER] = "quarters", [FREQ_HALF] = "half years", [FREQ_YEAR] = "years",
    };
    return names[freq];
}

static void report_frequencies(const struct time_watch *watch, const struct watched *at,
                               const struct column *column)
{
    const struct frequencies *f = &watch->frequencies[column->index];
    enum freq first = FREQ_DAY, second = FREQ_DAY;
    size_t kinds = 0;
    for (int i = FREQ_COUNT - 1; i >= 0; i--) {
        if (!f->counts[i]) continue;
        if (kinds == 0) first = (enum freq)i;
        if (kinds == 1) second = (enum freq)i;
        kinds++;
    }
    if (kinds < 2) return;
    struct finding *finding =
        finding_add_at(at->findings, FINDING_D07, table_location(at->files, f->lines[second]),
                       "column `%.*s` of `%.*s` holds %s beside %s, so a sum adds them up",
                       STR_ARG(column->name), STR_ARG(at->path), plural(second), plural(first));
    for (int i = FREQ_COUNT - 1; i >= 0; i--)
        if (f->counts[i])
            finding_relate(at->findings, finding, table_location(at->files, f->lines[i]),
                           "the first of the %s, %" PRIu64 " in all", plural((enum freq)i),
                           f->counts[i]);
    finding_help(at->findings, finding,
                 "a year and its months are the total and its parts: keep one of them in the file, "
                 "or read the other from a file of its own");
}

void time_watch_report(const struct time_watch *watch, const struct watched *at, int32_t step)
{
    for (size_t i = 0; watch->any_frequencies && i < at->table->column_count; i++)
        if (at->table->columns[i]->any_freq) report_frequencies(watch, at, at->table->columns[i]);
    report_outside(watch, at);
    report_later(watch, at);
    /* Of a file without any row in time the figures say so themselves. */
    if (!watch->by_day || !rows_in(watch, watch->days)) return;
    if (at->table->row_unit)
        report_missing_events(watch, at);
    else
        report_missing_periods(watch, at, step);
}
