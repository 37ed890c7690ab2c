/* pol report: the report that people read. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli/cli.h"

struct report_options {
    struct common_options common;
    struct evaluating how;
    const char *format, *output, *language, *template_name;
};

static const struct option options[] = {
    {"format", "FORMAT", OPTION_TEXT, offsetof(struct report_options, format),
     "one of the formats below (default: that of the file's name, else html)"},
    {"output", "FILE", OPTION_TEXT, offsetof(struct report_options, output),
     "write to FILE, not to standard output"},
    {"template", "TEMPLATE", OPTION_TEXT, offsetof(struct report_options, template_name),
     "a document of another kind: sea, cw31, recommendations or logframe"},
    {"language", "LANGUAGE", OPTION_TEXT, offsetof(struct report_options, language),
     "en or nl (default: that of the policy, else en)"},
    {"as-of", "DATE", OPTION_TEXT, offsetof(struct report_options, how.as_of),
     "as things stood then (default: today); later rows are left out"},
    {"data", "NAME=PATH", OPTION_LIST, offsetof(struct report_options, how.data),
     "read the data block NAME from PATH; may be repeated"},
    {"only", "NAME", OPTION_LIST, offsetof(struct report_options, how.only),
     "only this rule, node, indicator or measure; may be repeated"},
    {"unsuppressed", NULL, OPTION_FLAG, offsetof(struct report_options, how.unsuppressed),
     "show groups of fewer events than the setting min_cell"},
    {"allow-path", "DIR", OPTION_LIST, offsetof(struct report_options, common.allow_paths),
     "let the program read below DIR too; may be repeated"},
    {NULL, NULL, OPTION_FLAG, 0, NULL},
};

const struct usage report_usage = {
    .command = "report",
    .arguments = "[PATH ...]",
    .purpose =
        "Writes the report that people read: what was to be achieved, was it, is it thanks to\n"
        "the policy, what did it cost, and what is not known; with the theory as a picture, a\n"
        "chart of each indicator, and the tables behind them. One file, which needs nothing\n"
        "else. Status 0: written, 2: it could not be done, 3: the theory has errors.",
    .options = options,
    .examples = "  pol report --output report.html safety.pol\n"
                "  pol report --as-of 2024-03-01 --language nl --output verslag.html safety.pol\n"
                "  pol report --format md safety.pol\n"
                "  pol report --template logframe --output logframe.csv safety.pol\n",
    .no_reports = true,
    .formats = pol_reporting_formats,
    .format_purpose = pol_reporting_purpose,
};

/* "html" for "report.html"; NULL where the ending names no format. */
static const char *format_of_file(const char *path)
{
    const char *ending = path ? strrchr(path, '.') : NULL;
    if (ending && strcmp(ending, ".htm") == 0) return "html";
    for (const char *const *f = pol_reporting_formats(); ending && *f; f++)
        if (strcmp(*f, ending + 1) == 0) return *f;
    return NULL;
}

/* Whether there is such a template, and one where the format holds nothing else. */
static bool check_template(const struct report_options *o)
{
    const char *format = o->format ? o->format : format_of_file(o->output);
    for (const char *const *t = pol_templates(); o->template_name && *t; t++)
        if (strcmp(*t, o->template_name) == 0) return true;
    if (o->template_name) {
        const char *near = pol_nearest(o->template_name, pol_templates());
        complain("report: there is no template %s; %s%s%s", o->template_name,
                 near ? "did you mean " : "there are sea, cw31, recommendations and logframe",
                 near ? near : "", near ? "?" : "");
        return false;
    }
    if (!format || strcmp(format, "csv") != 0) return true;
    complain("report: csv holds the tables of a template: name one with --template");
    return false;
}

/* --- the command that gives the same report again ------------------------------------------------------- */

struct line {
    char *text;
    size_t length, capacity;
    bool failed;
};

static void add(struct line *line, const char *text, size_t length)
{
    if (line->length + length + 1 > line->capacity) {
        size_t capacity = (line->length + length + 1) * 2;
        char *bigger = realloc(line->text, capacity);
        line->failed |= !bigger;
        if (!bigger) return;
        line->text = bigger;
        line->capacity = capacity;
    }
    memcpy(line->text + line->length, text, length);
    line->length += length;
    line->text[line->length] = '\0';
}

/* A word as a shell reads it back. */
static void add_word(struct line *line, const char *word)
{
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./=-:,+";
    add(line, " ", 1);
    if (word[0] && strspn(word, plain) == strlen(word)) {
        add(line, word, strlen(word));
        return;
    }
    add(line, "'", 1);
    for (const char *c = word; *c; c++) {
        if (*c == '\'')
            add(line, "'\\''", 4);
        else
            add(line, c, 1);
    }
    add(line, "'", 1);
}

static void add_option(struct line *line, const char *name, const char *value)
{
    if (!value) return;
    add_word(line, name);
    add_word(line, value);
}

static struct line command_of(const struct report_options *o, const char *as_of)
{
    struct line line = {.text = NULL};
    add(&line, "pol report", 10);
    add_option(&line, "--as-of", as_of);
    add_option(&line, "--language", o->language);
    add_option(&line, "--template", o->template_name);
    add_option(&line, "--format", o->format);
    for (size_t i = 0; i < o->how.data.count; i++)
        add_option(&line, "--data", o->how.data.items[i]);
    for (size_t i = 0; i < o->how.only.count; i++)
        add_option(&line, "--only", o->how.only.items[i]);
    if (o->how.unsuppressed) add_word(&line, "--unsuppressed");
    for (size_t i = 0; i < o->common.allow_paths.count; i++)
        add_option(&line, "--allow-path", o->common.allow_paths.items[i]);
    add_option(&line, "--output", o->output);
    for (size_t i = 0; i < o->common.arguments.count; i++)
        add_word(&line, o->common.arguments.items[i]);
    return line;
}

/* --- writing -------------------------------------------------------------------------------------------- */

struct reporting {
    struct pol *pol;
    const char *format;
    struct pol_reporting how;
};

static enum pol_status write_report(void *what, pol_writer *writer, void *context)
{
    struct reporting *reporting = what;
    return pol_report(reporting->pol, reporting->format, &reporting->how, writer, context);
}

/* Evaluates and checks; false when --data was wrong, which has been told. */
static bool prepare(struct pol *pol, const struct report_options *o, enum pol_status *status)
{
    if (!evaluate_with(pol, &report_usage, &o->common, &o->how, status)) return false;
    if (*status == POL_OK) *status = pol_check(pol, NULL);
    return true;
}

static int report(const struct report_options *o, struct reporting *reporting)
{
    int status;
    reporting->pol = load_programs(&o->common, 0, &status);
    if (!reporting->pol) return status;
    enum pol_status prepared = POL_OK;
    struct output output = {.path = o->output, .write = write_report, .what = reporting};
    if (!prepare(reporting->pol, o, &prepared))
        status = EXIT_CANNOT;
    else if (prepared != POL_OK)
        status = write_failure(reporting->pol, &o->common, exit_status(prepared));
    else if ((o->common.quiet && !o->output) || write_output(reporting->pol, &output))
        status = EXIT_DONE;
    else if (output.status == POL_OK || output.status == POL_NOT_WRITTEN)
        status = EXIT_CANNOT;
    else
        status = write_failure(reporting->pol, &o->common, exit_status(output.status));
    pol_free(reporting->pol);
    return status;
}

int cmd_report(int argc, char **argv)
{
    struct report_options o = {.format = NULL};
    bool ended;
    int status = read_options(&report_usage, argc, argv, &o, &ended);
    if (!ended && !(check_own_format(&report_usage, o.format) &&
                    check_language(&report_usage, o.language) && check_template(&o))) {
        status = EXIT_CANNOT;
    } else if (!ended) {
        char today[16];
        time_t now = time(NULL);
        struct tm day;
        o.how.spending = true;
        strftime(today, sizeof today, "%Y-%m-%d", gmtime_r(&now, &day));
        struct line command = command_of(&o, o.how.as_of ? o.how.as_of : today);
        const char *ending = format_of_file(o.output);
        struct reporting reporting = {
            .format = o.format ? o.format
                      : ending ? ending
                               : "html",
            .how = {.language = o.language,
                    .command = command.failed ? NULL : command.text,
                    .template_name = o.template_name},
        };
        status = report(&o, &reporting);
        free(command.text);
    }
    free_options(&report_usage, &o);
    return status;
}
