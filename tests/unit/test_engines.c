/* The two ways to add up rows against each other: random theories over random data must give the same
 * bytes row by row, portion by portion, with any number of threads and any size of block.
 *
 * POL_ENGINE_ROWS: how many rows in all (default 20000). */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "api/context.h"
#include "unit/random.h"

/* --- random theories ------------------------------------------------------------------------------- */

enum place_in_time { BY_DATE, BY_MONTH, BY_YEAR, BY_ANY_PERIOD, NOT_IN_TIME, KINDS_OF_PLACE };

struct trial {
    struct random random;
    FILE *file;
    enum place_in_time place;
    bool events, weighted, covered, looks_up;
    unsigned wildness; /* 0: tame values only */
};

static unsigned pick(struct trial *trial, unsigned bound)
{
    return (unsigned)random_below(&trial->random, bound);
}

#define ONE_OF(trial, list) ((list)[pick((trial), (unsigned)COUNT_OF(list))])

static void write_condition(struct trial *trial, unsigned depth)
{
    static const char *const simple[] = {
        "kind = \"a\"",
        "kind != \"b\"",
        "kind in (\"a\", \"c\")",
        "unit = \"U1\"",
        "unit != \"U3\"",
        "unit in (\"U1\", \"no such\")",
        "level >= 3",
        "level = 2",
        "2 < level",
        "level within 2..4",
        "level not within 1..2",
        "cost > 10.5",
        "cost <= 0",
        "cost < 1e30",
        "hours = 0.25",
        "done",
        "not done",
        "done = false",
        "cost is missing",
        "hours is known",
        "unit is missing",
        "hours > cost",
        "big",
        "other = unit",
        "cost * 2 > hours + 1",
        "if done then level > 2 else level < 4",
        "since < 2020-03-01",
        "since in 2020",
        "level in (1, 2.5, 5)",
    };
    static const char *const words[] = {"and", "or"};
    if (depth && pick(trial, 2)) {
        if (pick(trial, 3) == 0) fputs("not ", trial->file);
        fputc('(', trial->file);
        write_condition(trial, depth - 1);
        fprintf(trial->file, " %s ", ONE_OF(trial, words));
        write_condition(trial, depth - 1);
        fputc(')', trial->file);
        return;
    }
    fputs(ONE_OF(trial, simple), trial->file);
}

static void write_where(struct trial *trial)
{
    if (pick(trial, 3) == 0) return;
    fputs(" where ", trial->file);
    write_condition(trial, 2);
}

static void write_value(struct trial *trial)
{
    static const char *const functions[] = {"sum", "mean",     "median", "min", "max",
                                            "sd",  "variance", "first",  "last"};
    static const char *const numbers[] = {"t.cost",   "t.hours",         "t.level",
                                          "t.twice",  "t.stay",          "t.cost - t.hours",
                                          "-t.level", "t.cost * t.hours"};
    static const char *const values[] = {"t.unit", "t.kind",  "t.level", "t.done",
                                         "t.cost", "t.other", "t.since"};
    switch (pick(trial, 8)) {
    case 0: fputs("count(t", trial->file); break;
    case 1: fprintf(trial->file, "distinct(%s", ONE_OF(trial, values)); break;
    case 2:
        fputs("share(t.", trial->file);
        fputs(pick(trial, 2) ? "done" : "big", trial->file);
        break;
    case 3:
        fprintf(trial->file, "quantile(%s, 0.%u", ONE_OF(trial, numbers), pick(trial, 100));
        break;
    case 4:
        if (pick(trial, 4) == 0)
            fprintf(trial->file, "weighted_mean(%s, t.level", ONE_OF(trial, numbers));
        else if (pick(trial, 4) == 0)
            fputs("sum(t.cost / t.level", trial->file);
        else
            fprintf(trial->file, "%s(%s", ONE_OF(trial, functions), ONE_OF(trial, numbers));
        break;
    default: fprintf(trial->file, "%s(%s", ONE_OF(trial, functions), ONE_OF(trial, numbers)); break;
    }
    write_where(trial);
    fputc(')', trial->file);
}

static void write_indicator(struct trial *trial, unsigned number)
{
    static const char *const periods[] = {"year", "quarter", "month", "half", "week", "day"};
    static const char *const rolling[] = {"every month over 12 months",
                                          "every quarter over 4 quarters"};
    static const char *const groups[] = {"unit",  "kind",  "done",  "unit, kind",
                                         "level", "other", "since", "kind, done, unit",
                                         "cost"};
    fprintf(trial->file, "  indicator i%u { value ", number);
    write_value(trial);
    if (trial->place != NOT_IN_TIME && pick(trial, 5)) {
        bool fine = trial->place == BY_DATE;
        if (pick(trial, 6) == 0 && trial->place <= BY_MONTH)
            fprintf(trial->file, " %s", ONE_OF(trial, rolling));
        else
            fprintf(trial->file, " every %s",
                    periods[pick(trial, fine                       ? 6
                                        : trial->place == BY_MONTH ? 3
                                                                   : 1)]);
    }
    if (pick(trial, 2)) fprintf(trial->file, " by %s", ONE_OF(trial, groups));
    fputs(" better lower }\n", trial->file);
}

static void write_theory(struct trial *trial)
{
    static const char *const columns[] = {"date", "month", "year", "period"};
    FILE *f = trial->file;
    fputs("policy p \"P\" { period 2019..2021 }\nunit thing\nunit hour\nunit EUR\n", f);
    fputs("data t {\n  from \"t.csv\"\n", f);
    if (trial->events) fputs("  row is thing\n", f);
    if (trial->place != NOT_IN_TIME) fputs("  period moment\n", f);
    if (trial->covered && trial->place != NOT_IN_TIME) fputs("  covers 2019..2021\n", f);
    if (trial->weighted) fputs("  weight level\n", f);
    if (!trial->events && pick(trial, 2) && trial->place != NOT_IN_TIME)
        fputs("  stock hours\n", f);
    if (trial->place != NOT_IN_TIME) fprintf(f, "  column moment : %s\n", columns[trial->place]);
    fputs("  column unit : text\n  column kind : one of \"a\", \"b\", \"c\"\n  column level : "
          "integer\n"
          "  column cost : number\n  column hours : number\n  column done : boolean\n"
          "  column since : date\n  column until : date\n"
          "  column big = cost > 100\n  column twice = 2 * cost\n"
          "  column stay = until - since\n",
          f);
    fputs(trial->looks_up ? "  column other from names.name by unit\n" : "  column other = unit\n",
          f);
    fputs("}\n", f);
    if (trial->looks_up)
        fputs("data names {\n  from \"names.csv\"\n  key unit\n  column unit : text\n"
              "  column name : text\n}\n",
              f);
    fputs("impact s \"S\"\neffect e \"E\" {\n  leads to s because \"x\"\n", f);
    unsigned count = 3 + pick(trial, 10);
    for (unsigned i = 0; i < count; i++) write_indicator(trial, i);
    fputs("}\n", f);
}

/* --- random rows ------------------------------------------------------------------------------------- */

static void write_moment(struct trial *trial)
{
    static const char *const wild[] = {"",           "x",          ".",        "2020-13-01",
                                       "0001-01-01", "9999-12-31", "2020-W05", "2020-Q3",
                                       "2031-01-01", "1800"};
    unsigned year = 2019 + pick(trial, 3), month = 1 + pick(trial, 12), day = 1 + pick(trial, 28);
    if (trial->wildness && pick(trial, 60) == 0) {
        fputs(ONE_OF(trial, wild), trial->file);
        return;
    }
    if (pick(trial, 200) == 0) year = 2015 + pick(trial, 12);
    switch (trial->place) {
    case BY_DATE: fprintf(trial->file, "%04u-%02u-%02u", year, month, day); return;
    case BY_MONTH: fprintf(trial->file, "%04u-%02u", year, month); return;
    case BY_ANY_PERIOD:
        if (trial->wildness && pick(trial, 10) == 0) {
            fprintf(trial->file, "%04u-Q%u", year, 1 + month / 4);
            return;
        }
        fprintf(trial->file, "%04u", year);
        return;
    case BY_YEAR:
    case NOT_IN_TIME:
    case KINDS_OF_PLACE: fprintf(trial->file, "%04u", year); return;
    }
}

static void write_number(struct trial *trial)
{
    static const char *const wild[] = {"1e20",
                                       "-0.000000000000000001",
                                       "x",
                                       ".",
                                       "NA",
                                       "1e-30",
                                       "99999999999999999999999999999999999",
                                       "12*",
                                       "7p",
                                       "123456789012345678",
                                       "-9223372036854775808",
                                       "0.5",
                                       "(3)",
                                       "1e37",
                                       "-1e37",
                                       "2251799813685248",
                                       "4e-18"};
    static const unsigned places[] = {1, 10, 100, 100, 100};
    if (pick(trial, 40) == 0) return;
    if (trial->wildness && pick(trial, 400 / trial->wildness) == 0) {
        fputs(ONE_OF(trial, wild), trial->file);
        return;
    }
    unsigned place = ONE_OF(trial, places), n = pick(trial, 40000);
    if (pick(trial, 20) == 0) fputc('-', trial->file);
    if (place == 1)
        fprintf(trial->file, "%u", n / 100);
    else if (place == 10)
        fprintf(trial->file, "%u.%u", n / 100, n / 10 % 10);
    else
        fprintf(trial->file, "%u.%02u", n / 100, n % 100);
}

static void write_text(struct trial *trial)
{
    static const char *const wild[] = {
        "",          " U1 ",     "\"U,4\"", "\"U\n5\"", "\"say \"\"U\"\"\"",
        "e\xcc\x81", "\xc3\xa9", "null",    "-"};
    if (trial->wildness && pick(trial, 50) == 0)
        fputs(ONE_OF(trial, wild), trial->file);
    else if (trial->wildness > 1 && pick(trial, 3) == 0)
        fprintf(trial->file, "id%u", pick(trial, 100000));
    else
        fprintf(trial->file, "U%u", pick(trial, 5));
}

static void write_row(struct trial *trial)
{
    static const char *const kinds[] = {"a", "b", "c", "a", "b", "c", "a", "", "d"};
    static const char *const truths[] = {"true", "false", "yes", "no", "1", "0", "", "maybe"};
    FILE *f = trial->file;
    if (trial->place != NOT_IN_TIME) {
        write_moment(trial);
        fputc(',', f);
    }
    write_text(trial);
    fprintf(f, ",%s,", kinds[pick(trial, trial->wildness ? 9 : 7)]);
    if (pick(trial, 30)) fprintf(f, "%u", 1 + pick(trial, 5));
    fputc(',', f);
    write_number(trial);
    fputc(',', f);
    write_number(trial);
    fprintf(f, ",%s,", truths[pick(trial, trial->wildness ? 8 : 6)]);
    fprintf(f, "2020-%02u-%02u,", 1 + pick(trial, 12), 1 + pick(trial, 28));
    if (pick(trial, 10)) fprintf(f, "2020-%02u-%02u", 1 + pick(trial, 12), 1 + pick(trial, 31));
    fputs(trial->wildness && pick(trial, 500) == 0 ? ",,,\n" : "\n", f);
}

static void write_rows(struct trial *trial, size_t rows)
{
    fprintf(trial->file, "%sunit,kind,level,cost,hours,done,since,until\n",
            trial->place == NOT_IN_TIME ? "" : "moment,");
    for (size_t i = 0; i < rows; i++) write_row(trial);
}

/* --- running -------------------------------------------------------------------------------------------- */

static char folder[] = "/tmp/pol-engines-XXXXXX";

static FILE *create(const char *name)
{
    char path[64];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    return file;
}

static bool collect_bytes(void *context, const char *bytes, size_t size)
{
    buf_add(context, (struct str){bytes, size});
    return true;
}

static void look_on(void *context, const char *table, uint64_t bytes, uint64_t size)
{
    (void)context;
    (void)table;
    assert_true(!size || bytes <= size);
}

/* All that comes out, as JSON; a failure too. */
static struct str outcome(struct arena *arena, unsigned threads, struct collect_tuning tuning)
{
    char path[64];
    const char *paths[] = {path};
    struct buf text = buf_in(arena);
    struct pol_writing writing = {.width = 80};
    struct pol_evaluation evaluation = {
        .as_of = "2024-03-01", .threads = threads, .progress = look_on};
    snprintf(path, sizeof path, "%s/t.pol", folder);
    struct pol *pol = pol_new();
    assert_non_null(pol);
    pol->tuning = tuning;
    enum pol_status status = pol_load(pol, paths, 1, 0);
    assert_int_equal(status, POL_OK);
    status = pol_evaluate(pol, &evaluation);
    enum pol_report report = status == POL_OK ? POL_REPORT_EVALUATION : POL_REPORT_FAILURE;
    assert_int_equal(pol_write(pol, report, "json", &writing, collect_bytes, &text), POL_OK);
    if (status == POL_INVALID) fail_msg("the theory has errors: %.*s", STR_ARG(buf_str(&text)));
    pol_free(pol);
    return buf_str(&text);
}

static void expect_same(struct str expected, struct str found, const char *what, unsigned number)
{
    size_t at = 0;
    if (str_equal(expected, found)) return;
    while (at < expected.len && at < found.len && expected.p[at] == found.p[at]) at++;
    size_t from = at > 300 ? at - 300 : 0;
    fail_msg("trial %u, %s: it differs from row by row at byte %zu; see %s\nrow by row: "
             "…%.400s\nfound: …%.400s",
             number, what, at, folder, expected.p + from, found.p + from);
}

static void run_trial(unsigned number, size_t rows)
{
    struct guard guard;
    struct arena arena;
    struct trial trial = {.random = {number * 7919 + 1}};
    if (setjmp(guard.env)) fail_msg("no memory");
    arena_init(&arena, &guard);
    trial.place = (enum place_in_time)pick(&trial, KINDS_OF_PLACE);
    if (pick(&trial, 2)) trial.place = BY_DATE;
    trial.events = pick(&trial, 3) != 0;
    trial.weighted = pick(&trial, 6) == 0;
    trial.covered = pick(&trial, 3) != 0;
    trial.looks_up = pick(&trial, 4) == 0;
    trial.wildness = pick(&trial, 4);
    trial.file = create("t.pol");
    write_theory(&trial);
    fclose(trial.file);
    trial.file = create("names.csv");
    fputs("unit,name\nU0,nought\nU1,one\nU2,two\nU3,one\n", trial.file);
    fclose(trial.file);
    trial.file = create("t.csv");
    write_rows(&trial, rows);
    fclose(trial.file);

    struct str expected = outcome(&arena, 1, (struct collect_tuning){.in_order = true});
    static const struct {
        const char *what;
        unsigned threads;
        size_t block_size;
    } ways[] = {{"one thread", 1, 0},
                {"two threads", 2, 0},
                {"three threads, blocks of 4 kB", 3, 4096},
                {"eight threads, blocks of 700 bytes", 8, 700}};
    for (size_t i = 0; i < COUNT_OF(ways); i++)
        expect_same(expected,
                    outcome(&arena, ways[i].threads,
                            (struct collect_tuning){.block_size = ways[i].block_size}),
                    ways[i].what, number);
    arena_release(&arena);
}

static void both_ways_give_the_same(void **state)
{
    (void)state;
    const char *wanted = getenv("POL_ENGINE_ROWS"), *only = getenv("POL_ENGINE_TRIAL");
    size_t left = wanted ? strtoul(wanted, NULL, 10) : 20000;
    if (only) {
        run_trial((unsigned)strtoul(only, NULL, 10), wanted ? left : 500);
        return;
    }
    for (unsigned number = 0; left; number++) {
        size_t rows = number % 10 == 9 ? 20000 : 1 + number * 37 % 900;
        if (rows > left) rows = left;
        run_trial(number, rows);
        left -= rows;
    }
}

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    static const char *const names[] = {"t.pol", "t.csv", "names.csv"};
    char path[64];
    (void)state;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        unlink(path);
    }
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_ways_give_the_same),
    };
    return cmocka_run_group_tests(tests, make_folder,
                                  getenv("POL_ENGINE_KEEP") ? NULL : remove_folder);
}
