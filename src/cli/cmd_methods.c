/* pol methods: what the figures of an indicator can support. */
#include <unistd.h>

#include "cli/cli.h"

struct methods_options {
    struct common_options common;
    struct words data, treated;
    const char *as_of, *from, *control;
};

static const struct option options[] = {
    {"from", "PERIOD", OPTION_TEXT, offsetof(struct methods_options, from),
     "when the change was (default: when the measures began)"},
    {"control", "NAME", OPTION_TEXT, offsetof(struct methods_options, control),
     "an indicator that the measure does not touch, to compare with"},
    {"treated", "GROUP", OPTION_LIST, offsetof(struct methods_options, treated),
     "a group that the measure reached; may be repeated"},
    {"data", "NAME=PATH", OPTION_LIST, offsetof(struct methods_options, data),
     "read the data block NAME from PATH; may be repeated"},
    {"as-of", "DATE", OPTION_TEXT, offsetof(struct methods_options, as_of),
     "as things stood then (default: today); later rows are left out"},
    {NULL, NULL, OPTION_FLAG, 0, NULL},
};

const struct usage methods_usage = {
    .command = "methods",
    .arguments = "INDICATOR [PATH ...]",
    .purpose = "Says what the figures of an indicator can support: which methods could judge the\n"
               "effect of a measure by them and which can't and why, at which level of evidence,\n"
               "the smallest change that they could have seen, and what it would take to reach\n"
               "the next level. INDICATOR comes first, the paths behind it.",
    .options = options,
    .only_human_or_json = true,
    .examples = "  pol methods serious_rate safety.pol\n"
                "  pol methods rate --from 2005-01 --control other_rate hearts.pol\n"
                "  pol methods packs --from 1989 --treated California smoking.pol\n",
};

static int ask(struct methods_options *o, const struct pol_data *data)
{
    int status;
    struct pol_design survey = {
        .name = o->common.arguments.items[0],
        .from = o->from,
        .control = o->control,
        .treated = o->treated.items,
        .treated_count = o->treated.count,
    };
    struct common_options load = o->common;
    load.arguments.items++;
    load.arguments.count--;
    struct pol *pol = load_programs(&load, 0, &status);
    if (!pol) return status;
    struct progress progress = begin_progress();
    struct pol_evaluation evaluation = {
        .data = data,
        .data_count = o->data.count,
        .as_of = o->as_of,
        .progress = isatty(STDERR_FILENO) && !o->common.quiet ? show_progress : NULL,
        .progress_context = &progress,
    };
    enum pol_status asked = pol_methods(pol, &evaluation, &survey);
    end_progress(&progress);
    if (asked == POL_OK)
        status = write_methods(pol, &o->common) ? EXIT_DONE : EXIT_CANNOT;
    else
        status = write_failure(pol, &load, exit_status(asked));
    pol_free(pol);
    return status;
}

int cmd_methods(int argc, char **argv)
{
    struct methods_options o = {.as_of = NULL};
    bool ended, fits = true;
    int status = read_options(&methods_usage, argc, argv, &o, &ended);
    if (!ended && !o.common.arguments.count) {
        complain("methods: name an indicator: pol methods INDICATOR [PATH ...]");
        status = EXIT_CANNOT;
    } else if (!ended) {
        struct pol_data *data = read_data(&methods_usage, &o.data, &fits);
        status = fits ? ask(&o, data) : EXIT_CANNOT;
        free_data(data, o.data.count);
    }
    free_options(&methods_usage, &o);
    return status;
}
