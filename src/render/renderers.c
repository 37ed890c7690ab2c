/* The table of formats, and places as they are shown. */
#include "render/report.h"

static const struct renderer renderers[] = {
#define RENDERER(name, purpose, check, evaluation, failure, test)                                  \
    {#name, purpose, check, evaluation, failure, test},
#include "render/renderers.def"
#undef RENDERER
};

static const char *const names[] = {
#define RENDERER(name, purpose, check, evaluation, failure, test) #name,
#include "render/renderers.def"
#undef RENDERER
    NULL,
};

const struct renderer *renderer_find(struct str name)
{
    for (size_t i = 0; i < COUNT_OF(renderers); i++)
        if (str_equal(str_from(renderers[i].name), name)) return &renderers[i];
    return NULL;
}

const char *const *renderer_names(void)
{
    return names;
}

/* --- what --fail-on names ------------------------------------------------------------------------------- */

static bool is_named(struct str words, struct str wanted)
{
    while (words.len)
        if (str_equal(str_trim(str_cut(&words, ',')), wanted)) return true;
    return false;
}

bool report_fails_finding(const struct report *report, const struct finding *finding)
{
    struct str level = str_trim(report->fail_on);
    if (report->kind == REPORT_EVALUATION || report->kind == REPORT_TEST)
        return is_named(level, STR("data")) && finding_kind(finding->code)->code.p[0] == 'D';
    if (finding->severity == SEVERITY_ERROR || str_equal(level, STR("note"))) return true;
    return finding->severity == SEVERITY_WARNING && str_equal(level, STR("warning"));
}

bool report_fails_verdict(const struct report *report, const struct result_rule *rule)
{
    return is_named(report->fail_on, rule->verdict) || is_named(report->fail_on, rule->standing);
}

/* --- places --------------------------------------------------------------------------------------------- */

struct shown_place report_place(const struct report *report, const struct location *location)
{
    struct shown_place place = {.path = location->path};
    if (location->path.len) {
        place.start = (struct place){location->line ? location->line : 1,
                                     location->column ? location->column : 1};
        place.end = (struct place){place.start.line, place.start.column + 1};
        return place;
    }
    struct source *source = sources_at(report->sources, location->span.start);
    if (!source) return place;
    place.path = source->path;
    place.source = source;
    place.start = source_place(source, location->span.start);
    place.end = source_place(source, location->span.end);
    return place;
}
