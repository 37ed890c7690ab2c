/* Drawing. */
#include "api/context.h"
#include "judge/portrait.h"
#include "render/drawing.h"

const char *const *pol_languages(void)
{
    return language_names();
}

const char *const *pol_drawing_formats(void)
{
    return drawing_names();
}

const char *pol_drawing_purpose(const char *format)
{
    const struct drawing *drawing = drawing_find(str_from(format));
    return drawing ? drawing->purpose : NULL;
}

enum pol_status choose_language(struct pol *pol, const char *wanted, struct report *report)
{
    struct str name = wanted ? str_from(wanted) : report->portrait->language;
    report->language = language_find(name);
    if (report->language) return POL_OK;
    return FAIL(pol, "there is no language %.*s; reports are in en or nl", STR_ARG(name));
}

static struct str name_of(const char *name)
{
    return name ? str_from(name) : STR("");
}

static enum pol_status read_choice(struct pol *pol, const struct pol_drawing *drawing,
                                   struct map_choice *choice)
{
    struct str collapse = name_of(drawing->collapse);
    *choice = (struct map_choice){
        .focus = name_of(drawing->focus),
        .from = name_of(drawing->from),
        .to = name_of(drawing->to),
        .depth = drawing->depth,
        .findings = drawing->findings,
    };
    if (str_equal(collapse, STR("actor")))
        choice->collapse = MAP_BY_ACTOR;
    else if (str_equal(collapse, STR("theme")))
        choice->collapse = MAP_BY_THEME;
    else if (collapse.len)
        return FAIL(pol, "--collapse %.*s: it is actor or theme", STR_ARG(collapse));
    return POL_OK;
}

enum pol_status pol_draw(struct pol *pol, const char *format, const struct pol_drawing *options,
                         pol_writer *writer, void *context)
{
    static const struct pol_drawing defaults = {.depth = -1};
    const struct drawing *drawing = drawing_find(str_from(format));
    GUARDED(pol);
    if (!drawing) return FAIL(pol, "there is no format %s for pictures", format);
    if (pol->program_count != 1)
        return FAIL(pol, "these paths hold %zu programs; a picture is of one", pol->program_count);
    sort_findings(pol);
    if (!(options && options->findings) && is_invalid(&pol->programs[0].findings)) {
        pol->error =
            STR("the theory has errors, so it was not drawn; with its findings (--findings) "
                "what could be understood is drawn");
        return POL_INVALID;
    }
    struct arena *scratch = arena_child(&pol->run);
    struct report report = report_of(pol, scratch);
    report.portrait = portrait_make(scratch, pol->programs[0].theory);
    struct map_choice choice;
    struct map map;
    struct str error = STR("");
    enum pol_status status = read_choice(pol, options ? options : &defaults, &choice);
    if (status == POL_OK)
        status = choose_language(pol, (options ? options : &defaults)->language, &report);
    struct buf out = buf_in(scratch);
    if (status == POL_OK &&
        !(map_make(&map, &report, &choice, &error) && drawing->draw(&out, &map, &error)))
        status = FAIL(pol, "%.*s", STR_ARG(error));
    if (status == POL_OK && !writer(context, out.p, out.len)) status = POL_NOT_WRITTEN;
    arena_release(scratch);
    return status;
}
