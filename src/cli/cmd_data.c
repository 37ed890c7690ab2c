/* pol data: what data there are. */
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"

struct data_options {
    struct common_options common;
    struct evaluating how;
    const char *name;
};

static const struct option options[] = {
    {"data", "NAME=PATH", OPTION_LIST, offsetof(struct data_options, how.data),
     "read the data block NAME from PATH; may be repeated"},
    {"as-of", "DATE", OPTION_TEXT, offsetof(struct data_options, how.as_of),
     "as things stood then (default: today); later rows are left out"},
    {"name", "NAME", OPTION_TEXT, offsetof(struct data_options, name),
     "of draft: the name of the data block (default: that of the file)"},
    {NULL, NULL, OPTION_FLAG, 0, NULL},
};

const struct usage data_usage = {
    .command = "data",
    .arguments = "describe FILE | draft FILE | audit [PATH ...]",
    .purpose =
        "  describe FILE      what a data file holds: columns, types, ranges, what is missing,\n"
        "                     periods, and what is wrong in it\n"
        "  draft FILE         a data block to start from, for that file\n"
        "  audit [PATH ...]   by what figures a policy can be seen: which indicators have data,\n"
        "                     for which periods, how current they are",
    .options = options,
    .only_human_or_json = true,
    .examples = "  pol data describe incidents.csv\n"
                "  pol data draft incidents.csv > incidents.pol\n"
                "  pol data audit safety.pol\n",
};

/* A file that is not there is what an audit is to find, and nothing to be passed over. */
static int status_of_audit(const struct pol *pol)
{
    return lacks_data(pol) ? EXIT_FINDINGS : EXIT_DONE;
}

static int answer_audit(struct pol *pol, const struct common_options *common)
{
    return write_with(pol, common, pol_write_audit) ? status_of_audit(pol) : EXIT_CANNOT;
}

static int run_audit(struct data_options *o)
{
    o->how.go_on = true;
    return inquire(&(struct inquiry){
        .usage = &data_usage,
        .options = &o->common,
        .paths = o->common.arguments,
        .how = &o->how,
        .answer = answer_audit,
    });
}

/* The file surveyed; NULL after a failure, which has been told. */
static struct pol *survey(const struct data_options *o, const char *action, int *status)
{
    *status = EXIT_CANNOT;
    if (o->common.arguments.count != 1) {
        complain("data: pol data %s wants one file", action);
        return NULL;
    }
    struct pol *pol = pol_new();
    if (!pol) {
        complain("there is not enough memory");
        return NULL;
    }
    enum pol_status surveyed = pol_survey(pol, o->common.arguments.items[0], 0);
    if (surveyed == POL_OK) return pol;
    *status = write_failure(pol, &o->common, exit_status(surveyed));
    pol_free(pol);
    return NULL;
}

static int run_describe(struct data_options *o)
{
    int status;
    struct pol *pol = survey(o, "describe", &status);
    if (!pol) return status;
    status = write_with(pol, &o->common, pol_write_survey) ? EXIT_DONE : EXIT_CANNOT;
    pol_free(pol);
    return status;
}

static int run_draft(struct data_options *o)
{
    int status;
    struct pol *pol = survey(o, "draft", &status);
    if (!pol) return status;
    struct pol_text text;
    enum pol_status drafted = pol_draft(pol, o->name, &text);
    if (drafted == POL_OK)
        status = print_bytes(text.bytes, text.size) ? EXIT_DONE : EXIT_CANNOT;
    else
        status = write_failure(pol, &o->common, exit_status(drafted));
    pol_free(pol);
    return status;
}

/* What the first argument asks for. */
static const struct action {
    const char *name;
    int (*run)(struct data_options *o);
} actions[] = {{"describe", run_describe}, {"draft", run_draft}, {"audit", run_audit}};

static int run_action(struct data_options *o)
{
    enum { ACTIONS = sizeof actions / sizeof *actions };
    const char *names[ACTIONS + 1] = {NULL};
    const char *wanted = o->common.arguments.count ? o->common.arguments.items[0] : NULL;
    for (size_t i = 0; i < ACTIONS; i++) {
        names[i] = actions[i].name;
        if (!wanted || strcmp(wanted, actions[i].name) != 0) continue;
        struct words all = o->common.arguments;
        o->common.arguments = words_behind(&all);
        int status = actions[i].run(o);
        o->common.arguments = all; /* to be freed */
        return status;
    }
    const char *near = wanted ? pol_nearest(wanted, names) : NULL;
    if (near)
        complain("data: there is no `pol data %s`; did you mean `pol data %s`?", wanted, near);
    else
        complain("data: say what you want to know: `pol data --help` shows what there is");
    return EXIT_CANNOT;
}

int cmd_data(int argc, char **argv)
{
    struct data_options o = {.name = NULL};
    bool ended;
    int status = read_options(&data_usage, argc, argv, &o, &ended);
    if (!ended) status = run_action(&o);
    free_options(&data_usage, &o);
    return status;
}
