/* pol why: what stands behind a verdict or figure. */
#include <unistd.h>

#include "cli/cli.h"

struct why_options {
    struct common_options common;
    struct words data;
    const char *as_of, *at, *rows;
    bool unsuppressed;
};

static const struct option options[] = {
    {"at", "PERIOD", OPTION_TEXT, offsetof(struct why_options, at),
     "the figures of this period: 2023, 2023-Q1, 2023-05"},
    {"rows", "most", OPTION_MAYBE, offsetof(struct why_options, rows),
     "list the rows behind each figure, at most so many (default: 20)"},
    {"data", "NAME=PATH", OPTION_LIST, offsetof(struct why_options, data),
     "read the data block NAME from PATH; may be repeated"},
    {"as-of", "DATE", OPTION_TEXT, offsetof(struct why_options, as_of),
     "as things stood then (default: today); later rows are left out"},
    {"unsuppressed", NULL, OPTION_FLAG, offsetof(struct why_options, unsuppressed),
     "show groups of fewer events than the setting min_cell"},
    {NULL, NULL, OPTION_FLAG, 0, NULL},
};

const struct usage why_usage = {
    .command = "why",
    .arguments = "NAME [PATH ...]",
    .purpose = "Says what stands behind a rule's verdict, an indicator's figures, or all that is\n"
               "judged of a node: the conditions, the values, the questions to the rows, how many\n"
               "rows count and how many were left out, the file and its fingerprint. Of what is\n"
               "unknown it says what would make it known. NAME comes first, the paths behind it.",
    .options = options,
    .only_human_or_json = true,
    .examples = "  pol why serious_goal safety.pol\n"
                "  pol why serious_rate --at 2023 safety.pol\n"
                "  pol why serious_rate --at 2023 --rows=100 safety.pol\n"
                "  pol why --format json fewer_serious safety.pol\n",
};

enum { ROWS_USUAL = 20, ROWS_MOST = 100000 };

/* How many rows are to be listed; false, with a complaint, when that is no such number. */
static bool read_rows(const char *text, size_t *rows)
{
    *rows = text && !*text ? ROWS_USUAL : 0;
    for (const char *c = text; c && *c; c++) {
        if (*c < '0' || *c > '9' || *rows > ROWS_MOST) {
            complain("why: --rows=%s: it is a number from 0 to %d", text, ROWS_MOST);
            return false;
        }
        *rows = *rows * 10 + (size_t)(*c - '0');
    }
    return true;
}

static int ask(struct why_options *o, const struct pol_data *data)
{
    int status;
    struct pol_question question = {.name = o->common.arguments.items[0], .at = o->at};
    if (!read_rows(o->rows, &question.rows)) return EXIT_CANNOT;
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
        .unsuppressed = o->unsuppressed,
        .progress = isatty(STDERR_FILENO) && !o->common.quiet ? show_progress : NULL,
        .progress_context = &progress,
    };
    enum pol_status asked = pol_why(pol, &evaluation, &question);
    end_progress(&progress);
    if (asked == POL_OK)
        status = write_why(pol, &o->common) ? EXIT_DONE : EXIT_CANNOT;
    else
        status = write_failure(pol, &load, exit_status(asked));
    pol_free(pol);
    return status;
}

int cmd_why(int argc, char **argv)
{
    struct why_options o = {.as_of = NULL};
    bool ended, fits = true;
    int status = read_options(&why_usage, argc, argv, &o, &ended);
    if (!ended && !o.common.arguments.count) {
        complain("why: name a rule, indicator or node: pol why NAME [PATH ...]");
        status = EXIT_CANNOT;
    } else if (!ended) {
        struct pol_data *data = read_data(&why_usage, &o.data, &fits);
        status = fits ? ask(&o, data) : EXIT_CANNOT;
        free_data(data, o.data.count);
    }
    free_options(&why_usage, &o);
    return status;
}
