/* Evaluating, for the commands that write what comes of it in forms of their own. */
#include <unistd.h>

#include "cli/cli.h"

bool evaluate_with(struct pol *pol, const struct usage *usage, const struct common_options *common,
                   const struct evaluating *how, enum pol_status *status)
{
    return scenario_with(pol, usage, common, how, NULL, status);
}

bool scenario_with(struct pol *pol, const struct usage *usage, const struct common_options *common,
                   const struct evaluating *how, const struct pol_scenarios *wanted,
                   enum pol_status *status)
{
    bool fits = true;
    struct pol_data *data = read_data(usage, &how->data, &fits);
    struct progress progress = begin_progress();
    struct pol_evaluation evaluation = {
        .data = data,
        .data_count = how->data.count,
        .only = how->only.items,
        .only_count = how->only.count,
        .as_of = how->as_of,
        .unsuppressed = how->unsuppressed,
        .verify = how->verify,
        .spending = how->spending,
        .progress = isatty(STDERR_FILENO) && !common->quiet ? show_progress : NULL,
        .progress_context = &progress,
    };
    if (fits)
        *status = wanted ? pol_scenario(pol, &evaluation, wanted) : pol_evaluate(pol, &evaluation);
    end_progress(&progress);
    free_data(data, how->data.count);
    return fits;
}
