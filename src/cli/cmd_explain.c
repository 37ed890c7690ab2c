/* pol explain: what a check finds, why, and what is good. */
#include <stdio.h>

#include "cli/cli.h"

static const struct option options[] = {{NULL, NULL, OPTION_FLAG, 0, NULL}};

const struct usage explain_usage = {
    .command = "explain",
    .arguments = "[CODE ...]",
    .purpose =
        "Explains checks by their code: what is found, why it matters, bad and good, settings.\n"
        "Without a code it lists all checks.",
    .options = options,
    .examples = "  pol explain\n"
                "  pol explain T04\n",
};

static int explain(struct pol *pol, const struct common_options *o, const char *code)
{
    return write_explanation(pol, o, code) ? EXIT_DONE : EXIT_CANNOT;
}

int cmd_explain(int argc, char **argv)
{
    struct common_options o = {.format = NULL};
    bool ended;
    int status = read_options(&explain_usage, argc, argv, &o, &ended);
    struct pol *pol = ended ? NULL : pol_new();
    if (!ended && !pol) {
        complain("there is not enough memory");
        status = EXIT_CANNOT;
    }
    if (pol && !o.arguments.count) status = explain(pol, &o, NULL);
    for (size_t i = 0; pol && i < o.arguments.count; i++) {
        if (i) putchar('\n');
        int one = explain(pol, &o, o.arguments.items[i]);
        if (one != EXIT_DONE) status = one;
    }
    pol_free(pol);
    free_options(&explain_usage, &o);
    return status;
}
