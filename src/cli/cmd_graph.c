/* pol graph: the theory as a picture. */
#include <string.h>

#include "cli/cli.h"

struct graph_options {
    struct common_options common;
    struct evaluating how;
    const char *format, *output, *focus, *from, *to, *depth, *collapse, *language;
    bool eval, findings;
};

static const struct option options[] = {
    {"format", "FORMAT", OPTION_TEXT, offsetof(struct graph_options, format),
     "one of the formats below (default: that of the file's name, else svg)"},
    {"output", "FILE", OPTION_TEXT, offsetof(struct graph_options, output),
     "write to FILE, not to standard output"},
    {"focus", "NODE", OPTION_TEXT, offsetof(struct graph_options, focus),
     "only this one, what leads to it and what it leads to"},
    {"from", "NODE", OPTION_TEXT, offsetof(struct graph_options, from),
     "only what this one leads to"},
    {"to", "NODE", OPTION_TEXT, offsetof(struct graph_options, to),
     "only what leads to this one; with --from: what lies between"},
    {"depth", "N", OPTION_TEXT, offsetof(struct graph_options, depth),
     "at most N links away from these"},
    {"collapse", "BY", OPTION_TEXT, offsetof(struct graph_options, collapse),
     "what one actor or theme has as one box: actor or theme"},
    {"findings", NULL, OPTION_FLAG, offsetof(struct graph_options, findings),
     "draw what `pol check` finds where it finds it"},
    {"eval", NULL, OPTION_FLAG, offsetof(struct graph_options, eval),
     "read the data and draw the verdicts too"},
    {"as-of", "DATE", OPTION_TEXT, offsetof(struct graph_options, how.as_of),
     "with verdicts, as things stood then (default: today)"},
    {"data", "NAME=PATH", OPTION_LIST, offsetof(struct graph_options, how.data),
     "with verdicts, and the data block NAME from PATH; may be repeated"},
    {"language", "LANGUAGE", OPTION_TEXT, offsetof(struct graph_options, language),
     "en or nl (default: that of the policy, else en)"},
    {"allow-path", "DIR", OPTION_LIST, offsetof(struct graph_options, common.allow_paths),
     "let the program read below DIR too; may be repeated"},
    {NULL, NULL, OPTION_FLAG, 0, NULL},
};

const struct usage graph_usage = {
    .command = "graph",
    .arguments = "[PATH ...]",
    .purpose =
        "Draws a policy theory: measures, effects, impacts, and the links between them with\n"
        "their reasons, evidence, assumptions and risks; with --eval the verdicts too. The\n"
        "paths hold one program; without a path, this folder. Status 0: drawn, 2: it could\n"
        "not be done, 3: the theory has errors (with --findings it is drawn all the same).",
    .options = options,
    .examples = "  pol graph --output theory.svg safety.pol\n"
                "  pol graph --eval --as-of 2024-03-01 --focus reporting --depth 1 safety.pol\n"
                "  pol graph --format mermaid --collapse actor safety.pol\n",
    .no_reports = true,
    .formats = pol_drawing_formats,
    .format_purpose = pol_drawing_purpose,
};

/* A whole number; false with a complaint when it is none. */
static bool read_depth(const char *text, int *depth)
{
    *depth = -1;
    if (!text) return true;
    int number = 0;
    size_t length = strspn(text, "0123456789");
    for (size_t i = 0; i < length && i < 6; i++) number = number * 10 + (text[i] - '0');
    *depth = number;
    if (length && length < 6 && !text[length]) return true;
    complain("graph: --depth %s: it is a whole number of links", text);
    return false;
}

/* "svg" for "theory.svg"; NULL where the ending names no format. */
static const char *format_of_file(const char *path)
{
    static const char *const others[][2] = {{"mmd", "mermaid"}, {"gv", "dot"}};
    const char *ending = path ? strrchr(path, '.') : NULL;
    if (!ending) return NULL;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(ending + 1, others[i][0]) == 0) return others[i][1];
    for (const char *const *f = pol_drawing_formats(); *f; f++)
        if (strcmp(*f, ending + 1) == 0) return *f;
    return NULL;
}

/* --- drawing -------------------------------------------------------------------------------------------- */

struct drawing {
    struct pol *pol;
    const char *format;
    struct pol_drawing how;
};

static enum pol_status draw(void *what, pol_writer *writer, void *context)
{
    struct drawing *drawing = what;
    return pol_draw(drawing->pol, drawing->format, &drawing->how, writer, context);
}

/* Evaluates and checks as far as it is asked for; false when that was asked wrongly, which was told. */
static bool prepare(struct pol *pol, const struct graph_options *o, enum pol_status *status)
{
    *status = POL_OK;
    if ((o->eval || o->how.as_of || o->how.data.count) &&
        !evaluate_with(pol, &graph_usage, &o->common, &o->how, status))
        return false;
    if (*status == POL_INVALID && o->findings) *status = POL_OK;
    if (*status == POL_OK && o->findings) *status = pol_check(pol, NULL);
    return true;
}

static int graph(const struct graph_options *o, struct drawing *drawing)
{
    int status;
    drawing->pol = load_programs(&o->common, 0, &status);
    if (!drawing->pol) return status;
    enum pol_status prepared;
    struct output output = {.path = o->output, .write = draw, .what = drawing};
    if (!prepare(drawing->pol, o, &prepared))
        status = EXIT_CANNOT;
    else if (prepared != POL_OK)
        status = write_failure(drawing->pol, &o->common, exit_status(prepared));
    else if (o->common.quiet && !o->output)
        status = EXIT_DONE;
    else if (write_output(drawing->pol, &output))
        status = EXIT_DONE;
    else if (output.status == POL_OK || output.status == POL_NOT_WRITTEN)
        status = EXIT_CANNOT;
    else
        status = write_failure(drawing->pol, &o->common, exit_status(output.status));
    pol_free(drawing->pol);
    return status;
}

int cmd_graph(int argc, char **argv)
{
    struct graph_options o = {.format = NULL};
    bool ended;
    int status = read_options(&graph_usage, argc, argv, &o, &ended);
    if (!ended) {
        const char *ending = format_of_file(o.output);
        struct drawing drawing = {
            .format = o.format ? o.format
                      : ending ? ending
                               : "svg",
            .how = {.focus = o.focus,
                    .from = o.from,
                    .to = o.to,
                    .collapse = o.collapse,
                    .findings = o.findings,
                    .language = o.language},
        };
        if (strcmp(drawing.format, "json") == 0) o.common.format = "json"; /* of a failure */
        status = check_own_format(&graph_usage, o.format) &&
                         check_language(&graph_usage, o.language) &&
                         read_depth(o.depth, &drawing.how.depth)
                     ? graph(&o, &drawing)
                     : EXIT_CANNOT;
    }
    free_options(&graph_usage, &o);
    return status;
}
