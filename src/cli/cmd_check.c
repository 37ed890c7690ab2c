/* pol check: what is wrong with policy theories. */
#include <string.h>

#include "cli/cli.h"

struct check_options {
    struct common_options common;
    bool data;
    const char *fail_on;
};

static const struct option options[] = {
    {"data", NULL, OPTION_FLAG, offsetof(struct check_options, data),
     "read the data files too and say what is wrong in them"},
    {"fail-on", "LEVEL", OPTION_TEXT, offsetof(struct check_options, fail_on),
     "status 1 from this level on: error (default), warning or note"},
    {NULL, NULL, OPTION_FLAG, 0, NULL},
};

const struct usage check_usage = {
    .command = "check",
    .arguments = "[PATH ...]",
    .purpose =
        "Says what is wrong with policy theories. Each PATH is a .pol file with what it uses,\n"
        "a folder (its *.pol), or - for standard input; without one, this folder. Status 0:\n"
        "nothing to object, 1: findings, 2: it could not be done.",
    .options = options,
    .examples = "  pol check\n"
                "  pol check safety.pol --fail-on warning\n"
                "  pol check theories/ --report json=findings.json\n",
};

/* The least severe finding that fails; false: there is no such level. */
static bool read_level(const char *text, enum pol_severity *level)
{
    static const char *const names[] = {"note", "warning", "error", NULL};
    *level = POL_ERROR;
    if (!text) return true;
    for (size_t i = 0; names[i]; i++)
        if (strcmp(names[i], text) == 0) {
            *level = (enum pol_severity)i;
            return true;
        }
    complain("check: --fail-on %s: it is error, warning or note", text);
    return false;
}

/* A file that is not there or may not be read is no finding among others: it could not be done. */
static bool could_not_read(struct pol *pol)
{
    for (size_t i = 0; i < pol_finding_count(pol); i++) {
        struct pol_finding finding = pol_finding_at(pol, i);
        if (finding.code && (strcmp(finding.code, "D01") == 0 || strcmp(finding.code, "D15") == 0))
            return true;
    }
    return false;
}

static int check(const struct check_options *o, enum pol_severity level)
{
    int status;
    struct pol *pol = load_programs(&o->common, POL_LOAD_TESTS, &status);
    if (!pol) return status;
    enum pol_status checked = pol_check(pol, o->data);
    if (checked != POL_OK) {
        status = write_failure(pol, &o->common, exit_status(checked));
    } else {
        size_t failing = 0;
        for (int s = (int)level; s <= POL_ERROR; s++)
            failing += pol_severity_count(pol, (enum pol_severity)s);
        status = could_not_read(pol) ? EXIT_CANNOT : failing ? EXIT_FINDINGS : EXIT_DONE;
        status = write_reports(pol, POL_REPORT_CHECK, &o->common, status);
    }
    pol_free(pol);
    return status;
}

int cmd_check(int argc, char **argv)
{
    struct check_options o = {.data = false};
    enum pol_severity level;
    bool ended;
    int status = read_options(&check_usage, argc, argv, &o, &ended);
    if (!ended) status = read_level(o.fail_on, &level) ? check(&o, level) : EXIT_CANNOT;
    free_options(&check_usage, &o);
    return status;
}
