/* The table of formats, and places as they are shown. */
#include "render/report.h"

static const struct renderer renderers[] = {
#define RENDERER(name, check, evaluation, failure, test) {#name, check, evaluation, failure, test},
#include "render/renderers.def"
#undef RENDERER
};

static const char *const names[] = {
#define RENDERER(name, check, evaluation, failure, test) #name,
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
