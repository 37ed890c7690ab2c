/* Fuzzes the survey of a data file, and the block that is drafted for it: what is drafted can be read
 * back. */
#include <stdio.h>

#include "input.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const formats[] = {"human", "json"};
    struct pol *pol = pol_new();
    if (!pol) return 0;
    int file = input_open(data, size);
    char path[32];
    snprintf(path, sizeof path, "/dev/fd/%d", file); /* a number fits */
    enum pol_status status = pol_survey(pol, path, size % 2 ? 1 : 2);
    for (size_t i = 0; status == POL_OK && i < 2; i++) {
        struct output output = {.json = i == 1};
        struct pol_writing writing = {.status = 0};
        if (pol_write_survey(pol, formats[i], &writing, output_take, &output) != POL_OK ||
            output.held_count || !output.size)
            BUG("a description is cut");
    }
    struct pol_text draft;
    if (status == POL_OK && pol_draft(pol, "t", &draft) != POL_OK)
        BUG("a draft that can't be read");
    pol_free(pol);
    if (file >= 0) close(file);
    return 0;
}
