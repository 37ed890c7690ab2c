/* Evaluating, for the commands that do. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/cli.h"

/* --- progress ------------------------------------------------------------------------------------------- */

/* A line on a terminal when reading takes longer than a second. */
struct progress {
    struct timespec start, last;
    bool shown;
};

static double seconds_between(struct timespec a, struct timespec b)
{
    return (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) / 1e9;
}

static void show_progress(void *context, const char *table, uint64_t bytes, uint64_t size)
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

static void end_progress(const struct progress *progress)
{
    if (progress->shown) fputs("\r\033[K", stderr);
}

/* --- --data NAME=PATH ----------------------------------------------------------------------------------- */

bool check_data_option(const char *command, const struct words *words)
{
    for (size_t i = 0; i < words->count; i++) {
        const char *equals = strchr(words->items[i], '=');
        if (equals && equals != words->items[i] && equals[1]) continue;
        complain("%s: --data %s: write a name and a path: --data incidents=new.csv", command,
                 words->items[i]);
        return false;
    }
    return true;
}

static void free_data(struct pol_data *data, size_t count)
{
    for (size_t i = 0; data && i < count; i++) free((void *)(uintptr_t)data[i].name);
    free(data);
}

/* The names are cut off, which is why they are copied; NULL when there is no memory. */
static struct pol_data *read_data(const struct words *words)
{
    struct pol_data *data = calloc(words->count + 1, sizeof *data);
    for (size_t i = 0; data && i < words->count; i++) {
        const char *equals = strchr(words->items[i], '=');
        size_t length = (size_t)(equals - words->items[i]);
        char *name = malloc(length + 1);
        if (!name) {
            free_data(data, i);
            return NULL;
        }
        memcpy(name, words->items[i], length);
        name[length] = '\0';
        data[i] = (struct pol_data){name, equals + 1};
    }
    return data;
}

/* --- running -------------------------------------------------------------------------------------------- */

enum pol_status evaluate_with(struct pol *pol, const struct common_options *common,
                              const struct evaluating *how)
{
    struct progress progress = {.shown = false};
    struct pol_data *data = read_data(&how->data);
    clock_gettime(CLOCK_MONOTONIC, &progress.start);
    struct pol_evaluation evaluation = {
        .data = data,
        .data_count = how->data.count,
        .only = how->only.items,
        .only_count = how->only.count,
        .as_of = how->as_of,
        .unsuppressed = how->unsuppressed,
        .verify = how->verify,
        .progress = isatty(STDERR_FILENO) && !common->quiet ? show_progress : NULL,
        .progress_context = &progress,
    };
    enum pol_status status = data ? pol_evaluate(pol, &evaluation) : POL_NO_MEMORY;
    end_progress(&progress);
    free_data(data, how->data.count);
    return status;
}
