/* pol eval: verdicts. */
#include <string.h>

#include "cli/cli.h"

struct eval_options {
    struct common_options common;
    struct evaluating how;
    const char *threads;
};

static const struct option options[] = {
    {"data", "NAME=PATH", OPTION_LIST, offsetof(struct eval_options, how.data),
     "read the data block NAME from PATH; may be repeated"},
    {"only", "NAME", OPTION_LIST, offsetof(struct eval_options, how.only),
     "only this rule, node, indicator or measure; may be repeated"},
    {"as-of", "DATE", OPTION_TEXT, offsetof(struct eval_options, how.as_of),
     "as things stood then (default: today); later rows are left out"},
    {"fail-on", "WORDS", OPTION_TEXT, offsetof(struct eval_options, common.fail_on),
     "status 1 on these verdicts or standings, or on `data`; 4 on `unknown`"},
    {"unsuppressed", NULL, OPTION_FLAG, offsetof(struct eval_options, how.unsuppressed),
     "show groups of fewer events than the setting min_cell"},
    {"verify", NULL, OPTION_FLAG, offsetof(struct eval_options, how.verify),
     "look for keys that stand in two rows too"},
    {"threads", "N", OPTION_TEXT, offsetof(struct eval_options, threads),
     "read with at most N threads (default: all processors)"},
    {"timing", NULL, OPTION_FLAG, offsetof(struct eval_options, how.timing),
     "say how long each stage took, on standard error"},
    {NULL, NULL, OPTION_FLAG, 0, NULL},
};

const struct usage eval_usage = {
    .command = "eval",
    .arguments = "[PATH ...]",
    .purpose = "Confronts a policy theory with its data: what was achieved, was it thanks to the\n"
               "policy, what did it cost, and what can't be judged, with the reasons. The paths\n"
               "hold one program with one policy; without a path, this folder. Status 0: done,\n"
               "1: --fail-on, 2: it could not be done, 3: the theory has errors, 4: --fail-on\n"
               "unknown.",
    .options = options,
    .examples = "  pol eval safety.pol\n"
                "  pol eval --as-of 2024-03-01 --format json safety.pol\n"
                "  pol eval --data incidents=new.csv --fail-on negative,data safety.pol\n",
};

/* --- --fail-on ------------------------------------------------------------------------------------------ */

/* Goes through the words of a list with commas; the next one in `word`. */
static bool next_word(const char **list, char word[32])
{
    while (**list == ',' || **list == ' ') ++*list;
    size_t length = strcspn(*list, ", ");
    if (!length) return false;
    size_t kept = length < 31 ? length : 31;
    memcpy(word, *list, kept);
    word[kept] = '\0';
    *list += length;
    return true;
}

static bool is_listed(const char *list, const char *wanted)
{
    char word[32];
    while (list && next_word(&list, word))
        if (strcmp(word, wanted) == 0) return true;
    return false;
}

static bool check_fail_on(const char *list)
{
    char word[32];
    while (list && next_word(&list, word)) {
        static const char *const others[] = {"positive", "mixed", "negative", "data", NULL};
        const char *const *lists[] = {pol_verdicts(), others};
        bool found = false;
        const char *near = NULL;
        for (size_t i = 0; i < 2; i++) {
            for (const char *const *w = lists[i]; *w; w++) found |= strcmp(*w, word) == 0;
            if (!near) near = pol_nearest(word, lists[i]);
        }
        if (found) continue;
        if (near)
            complain("eval: --fail-on %s: there is no such verdict; did you mean %s?", word, near);
        else
            complain("eval: --fail-on %s: name verdicts (missed, ineffective ...), standings "
                     "(negative, mixed, positive), unknown or data",
                     word);
        return false;
    }
    return true;
}

static int status_of(struct pol *pol, const char *fail_on)
{
    if (!fail_on) return EXIT_DONE;
    bool failed = is_listed(fail_on, "data") && pol_has_finding(pol, "D"), unknown = false;
    for (size_t i = 0; i < pol_rule_count(pol); i++) {
        struct pol_rule rule = pol_rule_at(pol, i);
        if (!rule.standing) continue;
        if (strcmp(rule.standing, "unknown") == 0)
            unknown = true;
        else
            failed |= is_listed(fail_on, rule.verdict) || is_listed(fail_on, rule.standing);
    }
    if (failed) return EXIT_FINDINGS;
    return unknown && is_listed(fail_on, "unknown") ? EXIT_UNKNOWN : EXIT_DONE;
}

/* --- running -------------------------------------------------------------------------------------------- */

enum { THREADS_MOST = 256 };

/* Reads the number of threads; 0, the default, where none is said. */
static bool read_threads(const char *text, unsigned *threads)
{
    *threads = 0;
    for (const char *c = text; c && *c >= '0' && *c <= '9' && *threads <= THREADS_MOST; c++)
        *threads = *threads * 10 + (unsigned)(*c - '0');
    if (!text || (*threads && *threads <= THREADS_MOST && text[strspn(text, "0123456789")] == 0))
        return true;
    complain("eval: --threads %s: write a number from 1 to %d", text, THREADS_MOST);
    return false;
}

static int answer(struct pol *pol, const struct common_options *common)
{
    return write_reports(pol, POL_REPORT_EVALUATION, common, status_of(pol, common->fail_on));
}

static int eval(struct eval_options *o)
{
    if (!check_fail_on(o->common.fail_on) || !read_threads(o->threads, &o->how.threads))
        return EXIT_CANNOT;
    return inquire(&(struct inquiry){
        .usage = &eval_usage,
        .options = &o->common,
        .paths = o->common.arguments,
        .how = &o->how,
        .answer = answer,
    });
}

int cmd_eval(int argc, char **argv)
{
    struct eval_options o = {.threads = NULL};
    bool ended;
    int status = read_options(&eval_usage, argc, argv, &o, &ended);
    if (!ended) status = eval(&o);
    free_options(&eval_usage, &o);
    return status;
}
