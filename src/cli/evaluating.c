/* Evaluating: what the commands that do it share. */
#include <stdio.h>
#include <unistd.h>

#include "cli/cli.h"

/* Asks what was loaded, with a line of progress where it takes long. */
static enum pol_status ask(struct pol *pol, const struct inquiry *inquiry,
                           const struct pol_data *data)
{
    const struct evaluating *how = inquiry->how;
    struct progress progress = begin_progress();
    struct pol_evaluation evaluation = {
        .data = data,
        .data_count = how->data.count,
        .only = how->only.items,
        .only_count = how->only.count,
        .as_of = how->as_of,
        .unsuppressed = how->unsuppressed,
        .verify = how->verify,
        .threads = how->threads,
        .timing = how->timing,
        .spending = how->spending,
        .go_on = how->go_on,
        .progress = isatty(STDERR_FILENO) && !inquiry->options->quiet ? show_progress : NULL,
        .progress_context = &progress,
    };
    enum pol_status status = inquiry->ask ? inquiry->ask(pol, &evaluation, inquiry->question)
                                          : pol_evaluate(pol, &evaluation);
    end_progress(&progress);
    return status;
}

bool evaluate_with(struct pol *pol, const struct usage *usage, const struct common_options *common,
                   const struct evaluating *how, enum pol_status *status)
{
    const struct inquiry inquiry = {.usage = usage, .options = common, .how = how};
    bool fits = true;
    struct pol_data *data = read_data(usage, &how->data, &fits);
    if (fits) *status = ask(pol, &inquiry, data);
    free_data(data, how->data.count);
    return fits;
}

static void show_stages(const struct pol *pol)
{
    for (size_t i = 0; i < pol_stage_count(pol); i++) {
        struct pol_stage stage = pol_stage_at(pol, i);
        fprintf(stderr, "%-10s %9.1f ms  %s\n", stage.name, stage.seconds * 1e3, stage.what);
    }
}

static int load_and_ask(const struct inquiry *inquiry, const struct pol_data *data)
{
    int status;
    struct common_options options = *inquiry->options;
    options.arguments = inquiry->paths;
    struct pol *pol = load_programs(&options, 0, &status);
    if (!pol) return status;
    enum pol_status asked = ask(pol, inquiry, data);
    if (asked == POL_OK)
        status = inquiry->answer(pol, &options);
    else
        status = write_failure(pol, &options, exit_status(asked));
    show_stages(pol);
    pol_free(pol);
    return status;
}

int inquire(const struct inquiry *inquiry)
{
    bool fits = true;
    struct pol_data *data = read_data(inquiry->usage, &inquiry->how->data, &fits);
    int status = fits ? load_and_ask(inquiry, data) : EXIT_CANNOT;
    free_data(data, inquiry->how->data.count);
    return status;
}
