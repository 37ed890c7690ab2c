/* Fails allocations, one at a time, and one and all behind it: a whole run of the library must then say
 * POL_NO_MEMORY, or go as if nothing had happened, and leave nothing behind.
 *
 *   wrapped|replaced MOST PATH ...
 *
 * The first allocation of each place in the code fails, where a place is DEPTH calls that lead to it, on the
 * first path that comes there; and MOST others of each path, evenly spread. With 0 for MOST all fail.
 *
 * A path that ends in .csv is a table with the columns date, unit, cost and note, read by several
 * threads. */
#include <execinfo.h>
#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "data/vectors.h"
#include "failing.h"
#include "pol/pol.h"

enum { DEPTH = 6, OWN_CALLS = 3, COUNT_MAX = 1 << 17, PLACES_MAX = 1 << 15 };

/* Of the run that goes on. */
static struct {
    bool armed;
    bool noting;         /* the places that it comes to */
    atomic_size_t count; /* of allocations so far */
    size_t at;           /* the one that fails; 0: none */
    bool onward;         /* those behind it too */
    atomic_bool failed;  /* one has */
    bool said;           /* and the library has said so */
    uint64_t hash;
} run;

/* For a debugger to stop at: the allocation that fails is the one that leads here. */
__attribute__((noinline)) static void fail_here(void)
{
    run.failed = true;
}

/* Places of all runs so far, and of one path the allocations that were the first of theirs. Static, so that
 * nothing of it is an allocation. */
static struct {
    pthread_mutex_t lock;
    uint64_t seen[PLACES_MAX];
    size_t count;
    bool first[COUNT_MAX];
} places = {.lock = PTHREAD_MUTEX_INITIALIZER};

/* Whether a place was not there; then it is. */
static bool add_place(uint64_t place)
{
    size_t at = place % PLACES_MAX;
    while (places.seen[at] && places.seen[at] != place) at = (at + 1) % PLACES_MAX;
    if (places.seen[at] || places.count > PLACES_MAX / 2) return false;
    places.seen[at] = place;
    places.count++;
    return true;
}

static void note_place(size_t count)
{
    void *calls[OWN_CALLS + DEPTH];
    int depth = backtrace(calls, OWN_CALLS + DEPTH);
    uint64_t place = 0xCBF29CE484222325u;
    for (int i = OWN_CALLS; i < depth; i++)
        place = (place ^ (uintptr_t)calls[i]) * 0x9E3779B97F4A7C15u;
    pthread_mutex_lock(&places.lock);
    if (count < COUNT_MAX) places.first[count] = add_place(place | 1);
    pthread_mutex_unlock(&places.lock);
}

bool failing_now(void)
{
    if (!run.armed) return false;
    size_t count = ++run.count; /* threads allocate too */
    if (run.noting) note_place(count);
    bool fails = run.at && (count == run.at || (run.onward && count > run.at));
    if (fails) fail_here();
    return fails;
}

static void mix(const void *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        run.hash = (run.hash ^ ((const unsigned char *)bytes)[i]) * 0x100000001B3u;
}

static bool take(void *context, const char *bytes, size_t size)
{
    (void)context;
    mix(bytes, size);
    return true;
}

static enum pol_status seen(enum pol_status status)
{
    run.said |= status == POL_NO_MEMORY;
    mix(&status, sizeof status);
    return status;
}

static void look(struct pol *pol)
{
    for (size_t i = 0; i < pol_finding_count(pol); i++) {
        struct pol_finding finding = pol_finding_at(pol, i);
        run.said |= !finding.code;
        if (finding.code) mix(finding.message, strlen(finding.message));
    }
    for (size_t i = 0; i < pol_rule_count(pol); i++) {
        struct pol_rule rule = pol_rule_at(pol, i);
        run.said |= !rule.name;
        if (rule.name) mix(rule.verdict, strlen(rule.verdict));
    }
    for (size_t i = 0; i < pol_test_count(pol); i++) {
        struct pol_test_result test = pol_test_at(pol, i);
        run.said |= !test.title;
        if (test.title) mix(test.failure, strlen(test.failure));
    }
}

static void write_all(struct pol *pol, enum pol_report report)
{
    const struct pol_writing writing = {
        .color = true, .width = 60, .status = 3, .verbose = true, .coverage = true};
    for (const char *const *format = pol_formats(); *format; format++)
        seen(pol_write(pol, report, *format, &writing, take, NULL));
}

/* All that it does with a text to be laid out. */
static void lay_out(void)
{
    static const char text[] =
        "# a comment\nlet a=if b then(1,2) else f(x where y in (1),z:2) # b\n"
        "effect e \"E\"{leads to a because \"b\" { after 1 year } # c\n"
        "indicator i{value sum(a)/b target 1 by 2020 target 10 by 2021}}\n";
    static const char *const texts[] = {text, "effect e {"};
    struct pol *pol = pol_new();
    run.said |= !pol;
    for (size_t i = 0; pol && i < 2; i++) {
        struct pol_text after, diff;
        size_t size = strlen(texts[i]);
        enum pol_status status = seen(pol_format(pol, "a.pol", texts[i], size, &after));
        if (status == POL_INVALID) look(pol);
        if (status != POL_OK) continue;
        mix(after.bytes, after.size);
        if (seen(pol_diff(pol, "a.pol", texts[i], size, after.bytes, after.size, &diff)) == POL_OK)
            mix(diff.bytes, diff.size);
    }
    pol_free(pol);
}

/* Asks why of the first rule. */
static void ask(struct pol *pol)
{
    static const struct pol_evaluation options = {.as_of = "2024-03-01"};
    const char *name = pol_rule_count(pol) ? pol_rule_at(pol, 0).name : NULL;
    run.said |= pol_rule_count(pol) && !name;
    struct pol_question question = {.name = name};
    if (!name || seen(pol_why(pol, &options, &question)) != POL_OK) return;
    static const char *const formats[] = {"human", "json"};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        seen(pol_write_why(pol, formats[i], NULL, take, NULL));
}

static bool count_rows(void *context, const struct portion *portion)
{
    atomic_size_t *rows = context;
    *rows += portion->rows;
    return true;
}

/* Reads a table with several workers. */
static void scan_table(const char *path)
{
    static struct column_spec columns[] = {
        {.name = {"date", 4}, .header = {"date", 4}, .type = CELL_DATE, .wanted = true},
        {.name = {"unit", 4},
         .header = {"unit", 4},
         .type = CELL_TEXT,
         .wanted = true,
         .code = true},
        {.name = {"cost", 4}, .header = {"cost", 4}, .type = CELL_NUMBER, .wanted = true},
        {.name = {"note", 4}, .header = {"note", 4}, .type = CELL_TEXT, .wanted = true}};
    static const struct scan_options options = {.workers = 3, .block_size = 1000};
    struct table_spec spec = {.path = str_from(path),
                              .file = str_from(path),
                              .columns = columns,
                              .column_count = sizeof columns / sizeof *columns};
    struct guard guard;
    struct arena arena;
    struct findings findings;
    arena_init(&arena, &guard);
    if (setjmp(guard.env)) {
        run.said = true;
    } else {
        atomic_size_t rows = 0;
        findings_init(&findings, &arena);
        struct reader *reader = reader_open(&arena, &spec, &findings);
        enum read_status status = READ_FAILED;
        if (reader) status = reader_scan(reader, &options, count_rows, &rows);
        size_t all = rows;
        mix(&status, sizeof status);
        mix(&all, sizeof all);
        for (const struct finding *f = findings.first; f; f = f->next)
            mix(f->message.p, f->message.len);
    }
    arena_release(&arena);
}

/* All that the library does with one path. */
static void use_library(const char *path)
{
    static const struct pol_evaluation options = {.as_of = "2024-03-01"};
    static const struct pol_checking checking = {.data = true, .strict = true};
    struct pol *pol = pol_new();
    run.said |= !pol;
    if (pol && seen(pol_allow_path(pol, "tests")) == POL_OK &&
        seen(pol_load(pol, &path, 1, POL_LOAD_TESTS)) == POL_OK &&
        seen(pol_check(pol, &checking)) == POL_OK) {
        write_all(pol, POL_REPORT_CHECK);
        enum pol_status status = seen(pol_evaluate(pol, &options));
        if (status == POL_OK) write_all(pol, POL_REPORT_EVALUATION);
        if (status == POL_OK) ask(pol);
        look(pol);
        status = seen(pol_scenario(pol, &options, NULL));
        if (status == POL_OK) {
            const struct pol_writing writing = {.color = true, .width = 60};
            seen(pol_write_scenario(pol, "human", &writing, take, NULL));
            seen(pol_write_scenario(pol, "json", &writing, take, NULL));
        }
        look(pol);
        status = seen(pol_test(pol, NULL));
        if (status == POL_OK) write_all(pol, POL_REPORT_TEST);
        look(pol);
    }
    if (pol && pol_error(pol)[0]) write_all(pol, POL_REPORT_FAILURE);
    pol_free(pol);
    lay_out();
}

static void go(const char *path, size_t at, bool onward)
{
    run.count = 0;
    run.failed = run.said = false;
    run.at = at;
    run.onward = onward;
    run.hash = 0xCBF29CE484222325u;
    run.armed = true;
    size_t len = strlen(path);
    if (len > 4 && !strcmp(path + len - 4, ".csv"))
        scan_table(path);
    else
        use_library(path);
    run.armed = false;
}

/* The number that a file opened now gets: it grows when one is not closed. */
static int next_descriptor(void)
{
    int descriptor = open("/dev/null", O_RDONLY);
    close(descriptor);
    return descriptor;
}

/* Whether all went well with the allocation `at` failing. */
static bool survives(const char *path, size_t at, bool onward, uint64_t hash)
{
    size_t live = failing_live();
    int descriptor = next_descriptor();
    go(path, at, onward);
    const char *wrong = NULL;
    if (run.failed && !run.said && run.hash != hash)
        wrong = "nobody says that there is no memory, and the result is another";
    else if (failing_live() != live)
        wrong = "memory is not freed";
    else if (next_descriptor() != descriptor)
        wrong = "a file is not closed";
    if (!wrong) return true;
    printf("# allocation %zu%s of %s: %s\n", at, onward ? " and all behind it" : "", path, wrong);
    return false;
}

static bool fail_each(const char *path, size_t most)
{
    /* what the C library keeps for ever, it gets now */
    go(path, 0, false);
    memset(places.first, 0, sizeof places.first);
    run.noting = true;
    go(path, 0, false);
    run.noting = false;
    size_t total = run.count, failed = 0, bad = 0;
    uint64_t hash = run.hash;
    size_t step = most && total > most ? total / most + 1 : 1;
    for (size_t at = 1; at <= total && bad < 10; at++) {
        if (at % step && !(at < COUNT_MAX && places.first[at])) continue;
        failed++;
        for (int onward = 0; onward < 2; onward++) bad += !survives(path, at, onward, hash);
    }
    printf("%s - %s: %zu of %zu allocations fail\n", bad ? "not ok" : "ok", path, failed, total);
    fflush(stdout);
    return !bad;
}

int main(int argc, char **argv)
{
    bool good = true;
    if (argc < 3) {
        fputs("usage: wrapped|replaced MOST PATH ...\n", stderr);
        return 2;
    }
    setvbuf(stdout, NULL, _IONBF, 0);
    /* it loads what it needs the first time */
    void *calls[1];
    backtrace(calls, 1);
    for (int i = 2; i < argc; i++) good &= fail_each(argv[i], strtoul(argv[1], NULL, 10));
    return !good;
}
