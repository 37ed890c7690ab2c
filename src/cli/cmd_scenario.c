/* pol scenario: what less, more or other measures would mean. */
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

struct scenario_options {
    struct common_options common;
    struct evaluating how;
};

static const struct option options[] = {
    {"data", "NAME=PATH", OPTION_LIST, offsetof(struct scenario_options, how.data),
     "read the data block NAME from PATH; may be repeated"},
    {"as-of", "DATE", OPTION_TEXT, offsetof(struct scenario_options, how.as_of),
     "as things stood then (default: today); later rows are left out"},
    {NULL, NULL, OPTION_FLAG, 0, NULL},
};

const struct usage scenario_usage = {
    .command = "scenario",
    .arguments = "[NAME ...] [PATH ...]",
    .purpose =
        "Says what a `scenario` would cost and what would be lost: which goals lose their only\n"
        "measure, which links and indicators fall away; against the policy as it is and against\n"
        "the zero option, `none`. For a budget without a list it chooses what goes. Without a\n"
        "name: all. What holds a dot or slash is a path. Status 1: one does not fit its budget.",
    .options = options,
    .only_human_or_json = true,
    .examples = "  pol scenario safety.pol\n"
                "  pol scenario fifth_less safety.pol\n"
                "  pol scenario none --format json ./policies\n",
};

/* Names can't hold a dot or a slash, and a path can always be written with one. */
static bool is_path(const char *argument)
{
    return strpbrk(argument, "./") || strcmp(argument, "-") == 0;
}

/* Sorts the arguments: names before paths. Answers how many names there are. */
static size_t split(const struct words *arguments, struct words *sorted)
{
    size_t names = 0;
    for (size_t i = 0; i < arguments->count; i++)
        if (!is_path(arguments->items[i])) sorted->items[sorted->count++] = arguments->items[i];
    names = sorted->count;
    for (size_t i = 0; i < arguments->count; i++)
        if (is_path(arguments->items[i])) sorted->items[sorted->count++] = arguments->items[i];
    return names;
}

static enum pol_status ask(struct pol *pol, const struct pol_evaluation *evaluation,
                           const void *wanted)
{
    return pol_scenario(pol, evaluation, wanted);
}

static int answer(struct pol *pol, const struct common_options *common)
{
    if (!write_with(pol, common, pol_write_scenario)) return EXIT_CANNOT;
    return pol_scenarios_fit(pol) ? EXIT_DONE : EXIT_FINDINGS;
}

static int work_out(const struct scenario_options *o, struct words *sorted)
{
    size_t names = split(&o->common.arguments, sorted);
    struct pol_scenarios wanted = {.names = sorted->items, .name_count = names};
    return inquire(&(struct inquiry){
        .usage = &scenario_usage,
        .options = &o->common,
        .paths = {sorted->items + names, sorted->count - names},
        .how = &o->how,
        .ask = ask,
        .question = &wanted,
        .answer = answer,
    });
}

int cmd_scenario(int argc, char **argv)
{
    struct scenario_options o = {.how = {.as_of = NULL}};
    bool ended;
    int status = read_options(&scenario_usage, argc, argv, &o, &ended);
    if (!ended) {
        struct words sorted = {.items = malloc((size_t)argc * sizeof *sorted.items)};
        if (!sorted.items) complain("there is not enough memory");
        status = sorted.items ? work_out(&o, &sorted) : EXIT_CANNOT;
        free(sorted.items);
    }
    free_options(&scenario_usage, &o);
    return status;
}
