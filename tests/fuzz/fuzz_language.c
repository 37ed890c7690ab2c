/* Fuzzes the language: the bytes are a program, which is parsed, resolved, checked and reported on. */
#include "input.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const paths[] = {"-"};
    struct pol *pol = pol_new();
    if (!pol) return 0;
    input_become_stdin(data, size);
    bool loaded = pol_load(pol, paths, 1, POL_LOAD_TESTS) == POL_OK;
    if (loaded && pol_check(pol, false) == POL_OK)
        output_all(pol, POL_REPORT_CHECK);
    else
        output_all(pol, POL_REPORT_FAILURE);
    for (size_t i = 0; i < pol_finding_count(pol); i++) {
        struct pol_place place = pol_finding_at(pol, i).place;
        bool backwards = place.end_line < place.line ||
                         (place.end_line == place.line && place.end_column < place.column);
        if (place.file && (!place.line || !place.column || backwards))
            BUG("a finding ends before it begins");
    }
    pol_free(pol);
    return 0;
}
