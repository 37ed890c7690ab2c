/* Findings for people: place, line, caret, why and what to do. */
#include <string.h>

#include "base/utf8.h"
#include "render/human.h"
#include "render/page.h"

static enum ink ink_of(enum severity severity)
{
    return severity == SEVERITY_ERROR     ? INK_RED
           : severity == SEVERITY_WARNING ? INK_YELLOW
                                          : INK_CYAN;
}

static struct page page_of(struct buf *out, const struct report *report)
{
    return (struct page){
        .out = out, .color = report->color, .width = report->width ? (size_t)report->width : 80};
}

/* The part of a source line that is shown: round the place, where the line is long. */
struct excerpt {
    struct str text;
    size_t before; /* columns up to the place */
    size_t marked; /* columns of the place */
    bool cut_left;
};

/* The nearest start of a character at or after `at`. */
static size_t next_character(struct str text, size_t at)
{
    while (at < text.len && ((unsigned char)text.p[at] & 0xc0) == 0x80) at++;
    return at;
}

static struct excerpt take_excerpt(struct str line, const struct source *source, struct span span,
                                   size_t room)
{
    enum { BYTES_AROUND = 400 }; /* more than any terminal shows */
    uint32_t line_start = source->base + (uint32_t)(line.p - source->text.p);
    size_t start = span.start - line_start, end = span.end - line_start;
    if (start > line.len) start = line.len;
    if (end > line.len || end < start) end = line.len;
    size_t from = start > BYTES_AROUND ? next_character(line, start - BYTES_AROUND) : 0;
    size_t to =
        line.len - start > BYTES_AROUND ? next_character(line, start + BYTES_AROUND) : line.len;
    if (end > to) end = to;
    /* Where the place would stand beyond the middle of a long line, its beginning is left out. */
    while (from < start && utf8_width((struct str){line.p + from, to - from}) > room &&
           utf8_width((struct str){line.p + from, start - from}) > room / 2)
        from = next_character(line, from + 1);
    return (struct excerpt){
        .text = {line.p + from, to - from},
        .before = utf8_width((struct str){line.p + from, start - from}),
        .marked = utf8_width((struct str){line.p + start, end - start}),
        .cut_left = from > 0,
    };
}

/* The line, and below it a mark under the place. */
static void add_line(struct page *page, const struct report *report,
                     const struct shown_place *place, struct span span, enum ink ink)
{
    struct str number = str_printf(report->arena, "%5u", place->start.line);
    struct str line = source_line(place->source, place->start.line);
    size_t margin = number.len + 3,
           room = page->width > margin + 20 ? page->width - margin - 2 : 20;
    /* A tab is shown as one space, so that the mark stands under its place. */
    struct excerpt excerpt = take_excerpt(line, place->source, span, room);
    page_ink(page, INK_DIM, number);
    page_ink(page, INK_DIM, STR(" | "));
    if (excerpt.cut_left) page_add(page, STR("…"));
    page_add(page, page_cut(report->arena, excerpt.text, room));
    buf_add_char(page->out, '\n');
    page_spaces(page, number.len);
    page_ink(page, INK_DIM, STR(" | "));
    page_spaces(page, excerpt.before + excerpt.cut_left);
    size_t marked = excerpt.marked ? excerpt.marked : 1;
    if (excerpt.before + marked > room) marked = room > excerpt.before ? room - excerpt.before : 1;
    struct buf marks = buf_in(report->arena);
    buf_add_char(&marks, '^');
    buf_repeat(&marks, STR("~"), marked - 1);
    page_ink(page, ink, buf_str(&marks));
    buf_add_char(page->out, '\n');
}

static void add_related(struct page *page, const struct report *report,
                        const struct related *related)
{
    struct shown_place place = report_place(report, &related->location);
    struct buf text = buf_in(report->arena);
    if (place.path.len)
        buf_printf(&text, "%.*s:%u:%u: ", STR_ARG(place.path), place.start.line,
                   place.start.column);
    buf_add(&text, related->message);
    page_ink(page, INK_DIM, STR("      see "));
    page_wrap(page, INK_PLAIN, buf_str(&text), 10, 10);
}

static void add_finding(struct page *page, const struct report *report,
                        const struct finding *finding)
{
    struct shown_place place = report_place(report, &finding->location);
    const struct finding_kind *kind = finding_kind(finding->code);
    struct str at = STR("");
    if (place.path.len)
        at = str_printf(report->arena, "%.*s:%u:%u: ", STR_ARG(place.path), place.start.line,
                        place.start.column);
    struct str severity = severity_name(finding->severity);
    page_ink(page, INK_BOLD, at);
    page_ink(page, ink_of(finding->severity), severity);
    page_add(page, STR(": "));
    struct str message =
        str_printf(report->arena, "%.*s [%.*s]", STR_ARG(finding->message), STR_ARG(kind->code));
    page_wrap(page, INK_BOLD, message, utf8_width(at) + severity.len + 2, 6);
    if (place.source)
        add_line(page, report, &place, finding->location.span, ink_of(finding->severity));
    for (const struct related *r = finding->related; r; r = r->next) add_related(page, report, r);
    if (finding->help.len) {
        page_ink(page, INK_DIM, STR("      = "));
        page_wrap(page, INK_PLAIN, finding->help, 8, 8);
    }
    buf_add_char(page->out, '\n');
}

static void add_count(struct page *page, size_t count, const char *one, const char *many,
                      enum ink ink, bool *first)
{
    if (!count) return;
    page_add(page, *first ? STR(": ") : STR(", "));
    *first = false;
    page_ink(page, ink, str_printf(page->out->arena, "%zu %s", count, count == 1 ? one : many));
}

static void add_summary(struct page *page, const struct report *report)
{
    bool first = true;
    page_add(page,
             str_printf(report->arena, "%zu file%s", report->files, report->files == 1 ? "" : "s"));
    add_count(page, report->by_severity[SEVERITY_ERROR], "error", "errors", INK_RED, &first);
    add_count(page, report->by_severity[SEVERITY_WARNING], "warning", "warnings", INK_YELLOW,
              &first);
    add_count(page, report->by_severity[SEVERITY_NOTE], "note", "notes", INK_CYAN, &first);
    if (first) {
        page_add(page, STR(": "));
        page_ink(page, INK_GREEN, STR("nothing to object"));
    }
    if (report->suppressed_count)
        page_add(page, str_printf(report->arena, " (%zu suppressed)", report->suppressed_count));
    buf_add_char(page->out, '\n');
}

void human_check(struct buf *out, const struct report *report)
{
    struct page page = page_of(out, report);
    for (size_t i = 0; i < report->finding_count; i++)
        add_finding(&page, report, report->findings[i]);
    add_summary(&page, report);
}

void human_findings(struct buf *out, const struct report *report, const char *families)
{
    struct page page = page_of(out, report);
    for (size_t i = 0; i < report->finding_count; i++) {
        char family = finding_kind(report->findings[i]->code)->code.p[0];
        if (strchr(families, family)) add_finding(&page, report, report->findings[i]);
    }
}

/* The reason itself is said by the caller, on standard error; here are the findings behind it. */
void human_failure(struct buf *out, const struct report *report)
{
    struct page page = page_of(out, report);
    for (size_t i = 0; i < report->finding_count; i++)
        add_finding(&page, report, report->findings[i]);
}
