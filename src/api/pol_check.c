/* Checking. */
#include "check/check.h"

#include <errno.h>
#include <string.h>
#include <time.h>

#include "api/context.h"
#include "collect/collect.h"
#include "judge/judge.h"

int32_t today(void)
{
    return (int32_t)(time(NULL) / 86400);
}

struct collect_options watching(const struct theory *t, const struct choices *choices)
{
    const struct choice *missing = &choices->of[FINDING_D09];
    return (struct collect_options){
        .watch = true,
        .most_missing = missing->has_number ? missing->number : t->max_missing,
    };
}

/* All columns are read; what the figures come to is only looked at in a theory that means anything. */
static void check_data(struct pol *pol, struct loaded *loaded, const struct choices *choices)
{
    const struct theory *t = loaded->theory;
    struct plan plan;
    struct input *inputs;
    size_t input_count, wrong;
    struct selection selection;
    struct judge_options judge = {.as_of = today(), .findings = &loaded->findings};
    struct collect_options collect = watching(t, choices);
    collect.as_of = judge.as_of;
    collect.totals = collect.keys = true;
    arena_reset(&pol->run);
    plan_begin(&plan, &pol->run, t);
    bool valid =
        !is_invalid(&loaded->findings) && selection_make(&selection, &pol->run, t, NULL, 0, &wrong);
    if (valid) selection_plan(&selection, &plan);
    plan_finish(&plan);
    plan_all_columns(&plan);
    plan_keys(&plan);
    if (collect_run(&plan, &pol->loader, &collect, &loaded->findings, &inputs, &input_count) &&
        valid)
        judge_aims(&pol->run, t, &selection, &judge);
}

/* Texts of the caller as slices. */
static const struct str *slices(struct pol *pol, const char *const *texts, size_t count)
{
    struct str *items = ARENA_ARRAY(&pol->arena, struct str, count + 1);
    for (size_t i = 0; i < count; i++) items[i] = str_copy(&pol->arena, str_from(texts[i]));
    return items;
}

static struct check_request request_of(struct pol *pol, const struct pol_checking *options)
{
    return (struct check_request){
        .strict = options->strict,
        .profiles = slices(pol, options->profiles, options->profile_count),
        .profile_count = options->profile_count,
        .only = slices(pol, options->only, options->only_count),
        .only_count = options->only_count,
        .enable = slices(pol, options->enable, options->enable_count),
        .enable_count = options->enable_count,
        .disable = slices(pol, options->disable, options->disable_count),
        .disable_count = options->disable_count,
        .baseline =
            options->baseline ? str_copy(&pol->arena, str_from(options->baseline)) : STR(""),
        .data = options->data,
        .one_program = pol->program_count == 1,
        .today = today(),
    };
}

enum pol_status check_request(struct pol *pol, const struct check_request *request)
{
    struct str word, near;
    if (!choices_wrong(request, &word, &near)) return POL_OK;
    if (near.len)
        return FAIL(pol, "there is no check or profile %.*s; did you mean %.*s?", STR_ARG(word),
                    STR_ARG(near));
    return FAIL(pol, "there is no check or profile %.*s", STR_ARG(word));
}

static enum pol_status settle_program(struct pol *pol, struct loaded *loaded,
                                      const struct choices *choices,
                                      const struct check_request *request, bool whole)
{
    enum settle_status status = settle(loaded->theory, &loaded->findings, choices, request, whole);
    int failure = errno;
    switch (status) {
    case SETTLE_DONE: return POL_OK;
    case SETTLE_NO_BASELINE:
        return FAIL(pol, "the baseline %.*s can't be read: %s", STR_ARG(request->baseline),
                    strerror(failure));
    case SETTLE_BAD_BASELINE:
        return FAIL(pol, "%.*s is no baseline; write one with --write-baseline",
                    STR_ARG(request->baseline));
    }
    return POL_FAILED;
}

enum pol_status pol_check(struct pol *pol, const struct pol_checking *options)
{
    static const struct pol_checking defaults = {0};
    GUARDED(pol);
    forget_sorted(pol);
    struct check_request request = request_of(pol, options ? options : &defaults);
    enum pol_status status = check_request(pol, &request);
    for (size_t i = 0; i < pol->program_count && status == POL_OK; i++) {
        struct loaded *loaded = &pol->programs[i];
        struct choices *choices = ARENA_NEW(&pol->arena, struct choices);
        choices_make(choices, loaded->theory, &request);
        check_theory(loaded->theory, &loaded->findings, choices);
        if (request.data) check_data(pol, loaded, choices);
        status = settle_program(pol, loaded, choices, &request, true);
    }
    sort_findings(pol);
    return status;
}
