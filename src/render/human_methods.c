/* What the figures of an indicator can support, for people. */
#include "render/figures.h"
#include "render/methods.h"
#include "render/page.h"

struct sheet {
    struct page page;
    struct arena *arena;
    const struct result *result;
    const struct result_survey *survey;
};

static void add_line(struct sheet *s, enum ink ink, struct buf *text, size_t indent)
{
    page_spaces(&s->page, indent);
    page_wrap(&s->page, ink, buf_str(text), indent, indent + 2);
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

static void add_head(struct sheet *s)
{
    const struct result_survey *v = s->survey;
    struct buf text = buf_in(s->arena);
    if (v->title.len)
        buf_printf(&text, "%.*s (%.*s)", STR_ARG(v->title), STR_ARG(v->name));
    else
        buf_add(&text, v->name);
    if (v->of.len) buf_printf(&text, ", of %.*s", STR_ARG(v->of));
    buf_printf(&text, ": %zu figure%s", v->known, plural(v->known));
    if (v->every.len) buf_printf(&text, ", one a %.*s", STR_ARG(v->every));
    if (v->known) buf_printf(&text, ", %.*s to %.*s", STR_ARG(v->first), STR_ARG(v->last));
    if (v->missing) buf_printf(&text, "; %zu missing", v->missing);
    if (v->groups) buf_printf(&text, "; %zu group%s", v->groups, plural(v->groups));
    add_line(s, INK_BOLD, &text, 0);
    struct buf change = buf_in(s->arena);
    if (v->from.len) {
        buf_printf(&change, "The change: from %.*s on", STR_ARG(v->from));
        if (v->from_of.len) buf_printf(&change, ", when %.*s began", STR_ARG(v->from_of));
        buf_printf(&change, "; %zu figure%s before it, %zu after", v->before, plural(v->before),
                   v->after);
    } else {
        buf_add(&change, STR("The change: nothing says when it was."));
    }
    add_line(s, INK_PLAIN, &change, 0);
    buf_add_char(s->page.out, '\n');
}

static void add_method(struct sheet *s, const struct result_survey_method *m)
{
    page_spaces(&s->page, 2);
    page_ink(&s->page, m->possible ? INK_GREEN : INK_RED, m->possible ? STR("yes") : STR("no "));
    struct str level = m->level ? str_printf(s->arena, "%5d", m->level) : STR("    -");
    page_add(&s->page, str_printf(s->arena, "%.*s  ", STR_ARG(level)));
    page_wrap(&s->page, INK_PLAIN, m->call, 12, 14);
    if (m->why.len) {
        struct buf why = buf_in(s->arena);
        buf_add(&why, m->why);
        add_line(s, INK_PLAIN, &why, 12);
    }
    if (m->possible && m->has_smallest) {
        struct buf smallest = buf_in(s->arena);
        buf_add(&smallest, STR("would have seen a change of "));
        figures_add(&smallest, &m->smallest);
        if (m->a_period && s->survey->every.len)
            buf_printf(&smallest, " a %.*s", STR_ARG(s->survey->every));
        add_line(s, INK_DIM, &smallest, 12);
    }
    for (size_t i = 0; i < m->caution_count; i++) {
        page_spaces(&s->page, 12);
        page_ink(&s->page, INK_YELLOW, STR("! "));
        page_wrap(&s->page, INK_PLAIN, m->cautions[i].text, 14, 14);
    }
}

static void add_next(struct sheet *s)
{
    const struct result_survey *v = s->survey;
    struct buf text = buf_in(s->arena);
    buf_add_char(s->page.out, '\n');
    if (v->level)
        buf_printf(&text, "These figures reach level %d of %.*s%s.", v->level,
                   STR_ARG(s->result->scale.title),
                   v->level >= v->shows ? ": an effect can be shown"
                                        : ": `plausible`, and no more");
    else
        buf_add(&text, STR("These figures can't be judged by any method yet."));
    add_line(s, INK_BOLD, &text, 0);
    struct buf next = buf_in(s->arena);
    if (v->next)
        buf_printf(&next, "For level %d it takes%s:", v->next,
                   v->step_count > 1 ? " one of these" : "");
    else
        buf_add(&next, STR("Higher:"));
    add_line(s, INK_PLAIN, &next, 0);
    for (size_t i = 0; i < v->step_count; i++) {
        page_spaces(&s->page, 2);
        page_add(&s->page, STR("- "));
        page_wrap(&s->page, INK_PLAIN, v->steps[i], 4, 4);
    }
}

static void add_matters(struct sheet *s)
{
    const struct result_survey *v = s->survey;
    if (!v->has_matters) return;
    struct buf text = buf_in(s->arena);
    buf_add(&text, STR("What matters is "));
    figures_add(&text, &v->matters);
    buf_printf(&text,
               v->too_coarse ? ": less than %.*s could have seen. That it finds nothing will "
                               "not say that there is nothing."
                             : ": %.*s could have seen that.",
               STR_ARG(v->seen_by));
    buf_add_char(s->page.out, '\n');
    add_line(s, v->too_coarse ? INK_YELLOW : INK_PLAIN, &text, 0);
}

void human_methods(struct buf *out, const struct report *report)
{
    struct sheet s = {
        .page = {.out = out,
                 .color = report->color,
                 .width = report->width ? (size_t)report->width : 80},
        .arena = report->arena,
        .result = report->result,
        .survey = report->result->survey,
    };
    add_head(&s);
    page_ink(&s.page, INK_DIM, STR("  can level"));
    buf_add_char(out, '\n');
    for (size_t i = 0; i < s.survey->method_count; i++) add_method(&s, &s.survey->methods[i]);
    add_next(&s);
    add_matters(&s);
}
