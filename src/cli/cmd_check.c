/* pol check: what is wrong with policy theories. */
#include <string.h>

#include "cli/cli.h"
#include "cli/mend.h"

struct check_options {
    struct common_options common;
    bool data, strict, diff;
    const char *fix, *baseline, *write_baseline;
    struct words profiles, only, enable, disable;
};

static const struct option options[] = {
    {"data", NULL, OPTION_FLAG, offsetof(struct check_options, data),
     "read the data files too and say what is wrong in them"},
    {"fail-on", "LEVEL", OPTION_TEXT, offsetof(struct check_options, common.fail_on),
     "status 1 from this level on: error (default), warning or note"},
    {"strict", NULL, OPTION_FLAG, offsetof(struct check_options, strict),
     "run all checks, also those of the profiles"},
    {"profile", "NAME", OPTION_LIST, offsetof(struct check_options, profiles),
     "run the checks of rpe, logframe or magenta too; may be repeated"},
    {"only", "CODE", OPTION_LIST, offsetof(struct check_options, only),
     "run this check only; may be repeated"},
    {"enable", "CODE", OPTION_LIST, offsetof(struct check_options, enable),
     "run this check too; may be repeated"},
    {"disable", "CODE", OPTION_LIST, offsetof(struct check_options, disable),
     "do not run this check; may be repeated"},
    {"baseline", "FILE", OPTION_TEXT, offsetof(struct check_options, baseline),
     "live with the findings in FILE: only new ones are reported"},
    {"write-baseline", "FILE", OPTION_TEXT, offsetof(struct check_options, write_baseline),
     "write the findings to FILE, as a baseline"},
    {"fix", "unsafe", OPTION_MAYBE, offsetof(struct check_options, fix),
     "mend what can be mended safely; unsafe: also what may change the meaning"},
    {"diff", NULL, OPTION_FLAG, offsetof(struct check_options, diff),
     "with --fix: change nothing, show what would change"},
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

static struct pol_checking checking_of(const struct check_options *o)
{
    return (struct pol_checking){
        .data = o->data,
        .strict = o->strict,
        .profiles = o->profiles.items,
        .profile_count = o->profiles.count,
        .only = o->only.items,
        .only_count = o->only.count,
        .enable = o->enable.items,
        .enable_count = o->enable.count,
        .disable = o->disable.items,
        .disable_count = o->disable.count,
        .baseline = o->baseline,
    };
}

/* Loads and checks; NULL after a failure, which has been told. */
static struct pol *load_and_check(const struct check_options *o, int *status)
{
    struct pol *pol = load_programs(&o->common, POL_LOAD_TESTS, status);
    if (!pol) return NULL;
    const struct pol_checking checking = checking_of(o);
    enum pol_status checked = pol_check(pol, &checking);
    if (checked == POL_OK) return pol;
    *status = write_failure(pol, &o->common, exit_status(checked));
    pol_free(pol);
    return NULL;
}

/* One mending can make room for the next: two edits that touch are not made at once. */
enum { MENDINGS_MAX = 10 };

/* Mends, and checks what stands there then; NULL as load_and_check. */
static struct pol *mend_and_check(const struct check_options *o, struct mended *done, int *status)
{
    struct pol *pol = load_and_check(o, status);
    for (int i = 0; pol && i < MENDINGS_MAX; i++) {
        bool mended = mend(pol, strcmp(o->fix, "unsafe") == 0, o->diff, done);
        if (mended && !done->again) break;
        pol_free(pol);
        *status = EXIT_CANNOT;
        pol = mended ? load_and_check(o, status) : NULL;
    }
    return pol;
}

static int check(const struct check_options *o, enum pol_severity level)
{
    int status;
    struct mended done = {.edits = 0};
    struct pol *pol = o->fix ? mend_and_check(o, &done, &status) : load_and_check(o, &status);
    if (!pol) return status;
    if (o->fix && !o->diff && done.edits && !o->common.quiet)
        complain("%zu place%s mended", done.edits, done.edits == 1 ? " was" : "s were");
    size_t failing = 0;
    for (int s = (int)level; s <= POL_ERROR; s++)
        failing += pol_severity_count(pol, (enum pol_severity)s);
    /* That data can't be read is no finding among others: it could not be done. */
    status = lacks_data(pol) ? EXIT_CANNOT : failing ? EXIT_FINDINGS : EXIT_DONE;
    if (!o->diff) status = write_reports(pol, POL_REPORT_CHECK, &o->common, status);
    if (o->write_baseline && !write_baseline(pol, o->write_baseline)) status = EXIT_CANNOT;
    pol_free(pol);
    return status;
}

static bool check_fix(const struct check_options *o)
{
    if (o->diff && !o->fix)
        complain("check: --diff goes with --fix");
    else if (o->fix && o->fix[0] && strcmp(o->fix, "unsafe") != 0)
        complain("check: --fix=%s: it is --fix or --fix=unsafe", o->fix);
    else
        return true;
    return false;
}

int cmd_check(int argc, char **argv)
{
    struct check_options o = {.data = false};
    enum pol_severity level;
    bool ended;
    int status = read_options(&check_usage, argc, argv, &o, &ended);
    if (!ended)
        status =
            read_level(o.common.fail_on, &level) && check_fix(&o) ? check(&o, level) : EXIT_CANNOT;
    free_options(&check_usage, &o);
    return status;
}
