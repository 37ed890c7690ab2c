/* pol methods: what the figures of an indicator can support. */
#include "cli/cli.h"

struct methods_options {
    struct common_options common;
    struct evaluating how;
    struct words treated;
    const char *from, *control;
};

static const struct option options[] = {
    {"from", "PERIOD", OPTION_TEXT, offsetof(struct methods_options, from),
     "when the change was (default: when the measures began)"},
    {"control", "NAME", OPTION_TEXT, offsetof(struct methods_options, control),
     "an indicator that the measure does not touch, to compare with"},
    {"treated", "GROUP", OPTION_LIST, offsetof(struct methods_options, treated),
     "a group that the measure reached; may be repeated"},
    {"data", "NAME=PATH", OPTION_LIST, offsetof(struct methods_options, how.data),
     "read the data block NAME from PATH; may be repeated"},
    {"as-of", "DATE", OPTION_TEXT, offsetof(struct methods_options, how.as_of),
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

static enum pol_status ask(struct pol *pol, const struct pol_evaluation *evaluation,
                           const void *design)
{
    return pol_methods(pol, evaluation, design);
}

static int answer(struct pol *pol, const struct common_options *common)
{
    return write_with(pol, common, pol_write_methods) ? EXIT_DONE : EXIT_CANNOT;
}

static int methods(const struct methods_options *o)
{
    const struct words *arguments = &o->common.arguments;
    if (!arguments->count) {
        complain("methods: name an indicator: pol methods INDICATOR [PATH ...]");
        return EXIT_CANNOT;
    }
    struct pol_design design = {
        .name = arguments->items[0],
        .from = o->from,
        .control = o->control,
        .treated = o->treated.items,
        .treated_count = o->treated.count,
    };
    return inquire(&(struct inquiry){
        .usage = &methods_usage,
        .options = &o->common,
        .paths = words_behind(arguments),
        .how = &o->how,
        .ask = ask,
        .question = &design,
        .answer = answer,
    });
}

int cmd_methods(int argc, char **argv)
{
    struct methods_options o = {.from = NULL};
    bool ended;
    int status = read_options(&methods_usage, argc, argv, &o, &ended);
    if (!ended) status = methods(&o);
    free_options(&methods_usage, &o);
    return status;
}
