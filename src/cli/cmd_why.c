/* pol why: what stands behind a verdict or figure. */
#include "cli/cli.h"

struct why_options {
    struct common_options common;
    struct evaluating how;
    const char *at, *rows;
};

static const struct option options[] = {
    {"at", "PERIOD", OPTION_TEXT, offsetof(struct why_options, at),
     "the figures of this period: 2023, 2023-Q1, 2023-05"},
    {"rows", "most", OPTION_MAYBE, offsetof(struct why_options, rows),
     "list the rows behind each figure, at most so many (default: 20)"},
    {"data", "NAME=PATH", OPTION_LIST, offsetof(struct why_options, how.data),
     "read the data block NAME from PATH; may be repeated"},
    {"as-of", "DATE", OPTION_TEXT, offsetof(struct why_options, how.as_of),
     "as things stood then (default: today); later rows are left out"},
    {"unsuppressed", NULL, OPTION_FLAG, offsetof(struct why_options, how.unsuppressed),
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

static enum pol_status ask(struct pol *pol, const struct pol_evaluation *evaluation,
                           const void *question)
{
    return pol_why(pol, evaluation, question);
}

static int answer(struct pol *pol, const struct common_options *common)
{
    return write_with(pol, common, pol_write_why) ? EXIT_DONE : EXIT_CANNOT;
}

static int why(const struct why_options *o)
{
    const struct words *arguments = &o->common.arguments;
    if (!arguments->count) {
        complain("why: name a rule, indicator or node: pol why NAME [PATH ...]");
        return EXIT_CANNOT;
    }
    struct pol_question question = {.name = arguments->items[0], .at = o->at};
    if (!read_rows(o->rows, &question.rows)) return EXIT_CANNOT;
    return inquire(&(struct inquiry){
        .usage = &why_usage,
        .options = &o->common,
        .paths = words_behind(arguments),
        .how = &o->how,
        .ask = ask,
        .question = &question,
        .answer = answer,
    });
}

int cmd_why(int argc, char **argv)
{
    struct why_options o = {.at = NULL};
    bool ended;
    int status = read_options(&why_usage, argc, argv, &o, &ended);
    if (!ended) status = why(&o);
    free_options(&why_usage, &o);
    return status;
}
