/* The pages of the checks, and the list of them. */
#include <string.h>

#include "render/json_write.h"
#include "render/page.h"
#include "render/report.h"

static struct page page_to(struct buf *out, const struct explaining *e)
{
    return (struct page){
        .out = out,
        .color = e->color,
        .width = e->width ? (size_t)e->width : 80,
    };
}

/* When it runs, in words. */
static struct str when(const struct finding_kind *kind)
{
    if (kind->sets & IN_ALL) return STR("always");
    bool rpe = kind->sets & IN_RPE, logframe = kind->sets & IN_LOGFRAME;
    bool magenta = kind->sets & IN_MAGENTA;
    if (rpe && logframe && magenta)
        return STR("with --strict, or --profile rpe, logframe or magenta");
    if (rpe && logframe) return STR("with --strict, or --profile rpe or logframe");
    if (rpe && magenta) return STR("with --strict, or --profile rpe or magenta");
    if (logframe && magenta) return STR("with --strict, or --profile logframe or magenta");
    if (rpe) return STR("with --strict or --profile rpe");
    if (logframe) return STR("with --strict or --profile logframe");
    if (magenta) return STR("with --strict or --profile magenta");
    return STR("with --strict");
}

/* One paragraph of a page, joined from its lines. */
static void add_paragraph(struct page *page, struct buf *paragraph)
{
    if (!paragraph->len) return;
    page_wrap(page, INK_PLAIN, buf_str(paragraph), 0, 0);
    paragraph->len = 0;
}

/* Markdown for a terminal: headings in bold, code indented, paragraphs wrapped. */
static void add_lines(struct page *page, struct arena *arena, const char *const *lines)
{
    struct buf paragraph = buf_in(arena);
    bool code = false;
    for (; *lines; lines++) {
        struct str line = str_from(*lines);
        bool fence = str_starts(line, STR("```"));
        bool heading = !code && str_starts(line, STR("## "));
        if (fence || heading || !line.len) add_paragraph(page, &paragraph);
        if (fence) {
            code = !code;
        } else if (heading) {
            page_ink(page, INK_BOLD, (struct str){line.p + 3, line.len - 3});
            buf_add_char(page->out, '\n');
        } else if (code) {
            page_spaces(page, line.len ? 4 : 0);
            page_add(page, line);
            buf_add_char(page->out, '\n');
        } else if (!line.len) {
            buf_add_char(page->out, '\n');
        } else {
            if (paragraph.len) buf_add_char(&paragraph, ' ');
            buf_add(&paragraph, line);
        }
    }
    add_paragraph(page, &paragraph);
}

static void explain_one(struct buf *out, const struct explaining *e, size_t i)
{
    const struct finding_kind *kind = e->items[i].kind;
    struct page page = page_to(out, e);
    const char *const *lines = e->items[i].lines;
    page_ink(&page, INK_BOLD,
             str_printf(e->arena, "%.*s %.*s", STR_ARG(kind->code), STR_ARG(kind->name)));
    page_add(&page, str_printf(e->arena, ": %.*s, checked %.*s",
                               STR_ARG(severity_name(kind->severity)), STR_ARG(when(kind))));
    buf_add_char(out, '\n');
    if (!lines || !*lines) {
        buf_add_char(out, '\n');
        page_wrap(&page, INK_PLAIN, kind->description, 0, 0);
        return;
    }
    add_lines(&page, e->arena, lines + 1); /* the first is the title */
}

static void explain_list(struct buf *out, const struct explaining *e)
{
    struct page page = page_to(out, e);
    for (size_t i = 0; i < e->count; i++) {
        const struct finding_kind *kind = e->items[i].kind;
        bool usual = kind->sets & IN_ALL;
        page_ink(&page, usual ? INK_PLAIN : INK_DIM, kind->code);
        page_add(&page, str_printf(e->arena, " %c%c ", "NWE"[kind->severity], usual ? ' ' : 's'));
        page_wrap(&page, INK_PLAIN, kind->description, 7, 7);
    }
    page_wrap(&page, INK_DIM,
              STR("E error, W warning, N note; s: with --strict or a profile. `pol explain CODE` "
                  "tells more."),
              0, 0);
}

static void explain_json(struct buf *out, const struct explaining *e)
{
    struct json json = json_to(out);
    json_object(&json);
    json_member_int(&json, "schema", 1);
    json_key(&json, "checks");
    json_array(&json);
    for (size_t i = 0; i < e->count; i++) {
        const struct finding_kind *kind = e->items[i].kind;
        json_object(&json);
        json_member_str(&json, "code", kind->code);
        json_member_str(&json, "name", kind->name);
        json_member_str(&json, "severity", severity_name(kind->severity));
        json_member_str(&json, "description", kind->description);
        json_member_str(&json, "checked", when(kind));
        struct buf text = buf_in(e->arena);
        for (const char *const *line = e->items[i].lines; line && *line; line++)
            buf_printf(&text, "%s\n", *line);
        json_member_str(&json, "page", buf_str(&text));
        json_end_object(&json);
    }
    json_end_array(&json);
    json_end_object(&json);
    buf_add_char(out, '\n');
}

void render_explanations(struct buf *out, const struct explaining *e)
{
    if (e->json)
        explain_json(out, e);
    else if (e->one)
        for (size_t i = 0; i < e->count; i++) {
            if (i) buf_add_char(out, '\n');
            explain_one(out, e, i);
        }
    else
        explain_list(out, e);
}
