/* A program that uses the library, in whatever locale it was started in.
 *
 *   embedded FILE AS_OF      writes the evaluation as JSON */
#include <locale.h>
#include <stdio.h>

#include "pol/pol.h"

static bool write_out(void *context, const char *bytes, size_t size)
{
    return fwrite(bytes, 1, size, context) == size;
}

int main(int argc, char **argv)
{
    const char *paths[] = {argc > 1 ? argv[1] : ""};
    struct pol_evaluation evaluation = {.as_of = argc > 2 ? argv[2] : NULL};
    if (!setlocale(LC_ALL, "")) {
        fputs("this locale is not there\n", stderr);
        return 2;
    }
    struct pol *pol = pol_new();
    if (!pol) return 2;
    enum pol_status status = pol_load(pol, paths, 1, 0);
    if (status == POL_OK) status = pol_evaluate(pol, &evaluation);
    if (status == POL_OK)
        status = pol_write(pol, POL_REPORT_EVALUATION, "json", NULL, write_out, stdout);
    else
        fprintf(stderr, "%s\n", pol_error(pol));
    pol_free(pol);
    return (int)status;
}
