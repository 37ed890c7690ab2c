/* What commands that read data files share: the files named on the command line, and a line on a
 * terminal when reading them takes longer than a second. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

/* --- progress ------------------------------------------------------------------------------------------- */

struct progress begin_progress(void)
{
    struct progress progress = {.shown = false};
    clock_gettime(CLOCK_MONOTONIC, &progress.start);
    return progress;
}

static double seconds_between(struct timespec a, struct timespec b)
{
    return (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) / 1e9;
}

void show_progress(void *context, const char *table, uint64_t bytes, uint64_t size)
{
    struct progress *progress = context;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (seconds_between(progress->start, now) < 1 ||
        (progress->shown && seconds_between(progress->last, now) < 0.2))
        return;
    if (size)
        fprintf(stderr, "\rreading %s: %d %% of %llu MB  ", table, (int)(bytes * 100 / size),
                (unsigned long long)(size / 1000000));
    else
        fprintf(stderr, "\rreading %s: %llu MB  ", table, (unsigned long long)(bytes / 1000000));
    fflush(stderr);
    progress->shown = true;
    progress->last = now;
}

void end_progress(const struct progress *progress)
{
    if (progress->shown) fputs("\r\033[K", stderr);
}

/* --- data files -------------------------------------------------------------------------------------------- */

struct pol_data *read_data(const struct usage *usage, const struct words *words, bool *fits)
{
    struct pol_data *data = calloc(words->count + 1, sizeof *data);
    *fits = data != NULL;
    for (size_t i = 0; data && i < words->count; i++) {
        const char *equals = strchr(words->items[i], '=');
        char *name = equals ? malloc((size_t)(equals - words->items[i]) + 1) : NULL;
        if (!equals || equals == words->items[i] || !equals[1])
            complain("%s: --data %s: write a name and a path: --data incidents=new.csv",
                     usage->command, words->items[i]);
        if (!name || equals == words->items[i] || !equals[1]) {
            free(name);
            *fits = false;
            break;
        }
        size_t length = (size_t)(equals - words->items[i]);
        memcpy(name, words->items[i], length);
        name[length] = '\0';
        data[i] = (struct pol_data){name, equals + 1};
    }
    return data;
}

void free_data(struct pol_data *data, size_t count)
{
    for (size_t i = 0; data && i < count; i++) free((void *)(uintptr_t)data[i].name);
    free(data);
}

bool lacks_data(const struct pol *pol)
{
    return pol_has_finding(pol, "D01") || pol_has_finding(pol, "D15");
}
