/* What a survey of methods is asked with. */
#include "api/context.h"
#include "base/period.h"
#include "judge/judge.h"
#include "text/suggest.h"

/* The indicator that a survey names, or its control. */
static enum pol_status find_surveyed(struct pol *pol, const struct theory *t, const char *name,
                                     struct indicator **indicator)
{
    struct str *names = ARENA_ARRAY(&pol->run, struct str, t->indicators_count + 1);
    for (size_t i = 0; i < t->indicators_count; i++) {
        names[i] = t->indicators[i]->common.name;
        if (!str_equal(names[i], str_from(name))) continue;
        if (!t->indicators[i]->has_freq)
            return FAIL(pol, "%s is one figure: give it `every year` or another period", name);
        *indicator = t->indicators[i];
        return POL_OK;
    }
    size_t nearest = suggest_nearest(str_from(name), names, t->indicators_count);
    if (nearest == SUGGEST_NONE)
        return FAIL(pol, "%s: there is no indicator of that name, and methods work on one", name);
    return FAIL(pol, "%s: there is no indicator of that name; did you mean %.*s?", name,
                STR_ARG(names[nearest]));
}

enum pol_status read_design(struct pol *pol, const struct theory *t,
                            const struct pol_design *survey, struct survey_request *request)
{
    *request = (struct survey_request){.has_from = survey->from != NULL};
    enum pol_status status = find_surveyed(pol, t, survey->name, &request->indicator);
    if (status == POL_OK && survey->control)
        status = find_surveyed(pol, t, survey->control, &request->control);
    if (status != POL_OK) return status;
    const struct indicator *indicator = request->indicator;
    if (request->control && request->control->freq != indicator->freq)
        return FAIL(pol, "--control %s: it is by %.*s, and %s by %.*s", survey->control,
                    STR_ARG(freq_name(request->control->freq)), survey->name,
                    STR_ARG(freq_name(indicator->freq)));
    if (survey->from && !period_parse(str_from(survey->from), &request->from))
        return FAIL(pol, "--from %s: this is not a period such as 2023, 2023-Q1 or 2023-05",
                    survey->from);
    if (survey->from && !freq_nests(indicator->freq, request->from.freq))
        return FAIL(pol, "--from %s: %s has a figure for each %.*s", survey->from, survey->name,
                    STR_ARG(freq_name(indicator->freq)));
    if (survey->treated_count && !indicator->by_count)
        return FAIL(pol, "--treated %s: %s has no groups; they come from `by column`",
                    survey->treated[0], survey->name);
    struct str *treated = ARENA_ARRAY(&pol->run, struct str, survey->treated_count + 1);
    for (size_t i = 0; i < survey->treated_count; i++)
        treated[i] = str_copy(&pol->run, str_from(survey->treated[i]));
    request->treated = treated;
    request->treated_count = survey->treated_count;
    return POL_OK;
}
