/* Fuzzes a whole evaluation: a program, a line of %%%, and what stands in the file of its table `t`. */
#include <stdio.h>
#include <string.h>

#include "input.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Where the program ends: before a line of %%%, or at the end. */
static size_t program_size(const uint8_t *data, size_t size)
{
    static const uint8_t border[] = {'\n', '%', '%', '%', '\n'};
    for (size_t i = 0; i + sizeof border <= size; i++)
        if (memcmp(data + i, border, sizeof border) == 0) return i;
    return size;
}

/* What stands behind the first verdict. */
static void ask(struct pol *pol, const struct pol_evaluation *evaluation)
{
    if (!pol_rule_count(pol)) return;
    struct pol_question question = {.name = pol_rule_at(pol, 0).name};
    if (pol_why(pol, evaluation, &question) != POL_OK) BUG("a verdict without a why");
    output_why(pol);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const paths[] = {"-"};
    struct pol *pol = pol_new();
    if (!pol) return 0;
    size_t border = program_size(data, size), behind = border + 5;
    input_become_stdin(data, border);
    int table = behind < size ? input_open(data + behind, size - behind) : input_open(NULL, 0);
    char path[32];
    snprintf(path, sizeof path, "/dev/fd/%d", table); /* a number fits */
    struct pol_data named = {"t", path};
    struct pol_evaluation evaluation = {.data = &named, .data_count = 1, .as_of = "2024-03-01"};
    enum pol_status status = pol_load(pol, paths, 1, 0);
    if (status == POL_OK) status = pol_evaluate(pol, &evaluation);
    output_all(pol, status == POL_OK ? POL_REPORT_EVALUATION : POL_REPORT_FAILURE);
    for (size_t i = 0; status == POL_OK && i < pol_rule_count(pol); i++)
        if (!pol_rule_at(pol, i).verdict[0]) BUG("a rule without a verdict");
    if (status == POL_OK) ask(pol, &evaluation);
    if (status == POL_OK && pol_scenario(pol, &evaluation, NULL) == POL_OK) output_scenarios(pol);
    pol_free(pol);
    if (table >= 0) close(table);
    return 0;
}
