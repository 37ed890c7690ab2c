/* Documents as one HTML file: no script, nothing from elsewhere, and a policy that forbids both. */
#include "base/utf8.h"
#include "render/drawing.h"
#include "render/map.h"
#include "render/markup.h"
#include "render/paper.h"

static void add(struct paper *p, const char *text)
{
    buf_add(p->out, str_from(text));
}

/* An identifier for a place in the page: letters, digits and - of what is given, the rest by number. */
static void add_id(struct paper *p, struct str id)
{
    for (size_t i = 0; i < id.len; i++) {
        char c = id.p[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     c == '-' || c == '_';
        if (plain)
            buf_add_char(p->out, c);
        else
            buf_printf(p->out, ".%02x", (unsigned char)c);
    }
}

static void html_begin(struct paper *p, struct str title)
{
    add(p, "<!DOCTYPE html>\n");
    buf_printf(p->out, "<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
               p->language ? p->language->name : "en");
    buf_printf(p->out,
               "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
               "style-src 'sha256-%s'; img-src data:; base-uri 'none'; form-action 'none'\">\n",
               report_style_hash);
    add(p, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
           "<meta name=\"referrer\" content=\"no-referrer\">\n"
           "<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
    markup_add(p->out, title);
    add(p, "</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>");
    /* The hash is that of exactly these bytes. */
    add(p, picture_css);
    add(p, report_css);
    add(p, "</style>\n</head>\n<body>\n");
}

static void html_end(struct paper *p)
{
    add(p, "</body>\n</html>\n");
}

static void html_section(struct paper *p, struct str id, struct str title)
{
    int level = p->level + 1 < 6 ? p->level + 1 : 6;
    add(p, "<section id=\"");
    add_id(p, id);
    add(p, "\" aria-labelledby=\"h-");
    add_id(p, id);
    buf_printf(p->out, "\">\n<h%d id=\"h-", level);
    add_id(p, id);
    add(p, "\">");
    markup_add(p->out, title);
    buf_printf(p->out, "</h%d>\n", level);
}

static void html_section_end(struct paper *p)
{
    add(p, "</section>\n");
}

static void html_block(struct paper *p, enum paper_block block)
{
    switch (block) {
    case PAPER_PARAGRAPH: add(p, "<p>"); return;
    case PAPER_LEAD: add(p, "<p class=\"lead\">"); return;
    case PAPER_SOFT: add(p, "<p class=\"soft\">"); return;
    case PAPER_LIST: add(p, "<ul>\n"); return;
    case PAPER_ITEM: add(p, "<li>"); return;
    case PAPER_ROW: add(p, "<tr>"); return;
    case PAPER_CELL: add(p, p->column ? "<td>" : "<th scope=\"row\">"); return;
    case PAPER_NUMBER: add(p, "<td class=\"number\">"); return;
    case PAPER_CARD: add(p, "<div class=\"card\">\n"); return;
    case PAPER_GRID: add(p, "<div class=\"grid\">\n"); return;
    case PAPER_ANSWER: add(p, "<div class=\"answer\">\n"); return;
    }
}

static void html_block_end(struct paper *p, enum paper_block block)
{
    switch (block) {
    case PAPER_PARAGRAPH:
    case PAPER_LEAD:
    case PAPER_SOFT: add(p, "</p>\n"); return;
    case PAPER_LIST: add(p, "</ul>\n"); return;
    case PAPER_ITEM: add(p, "</li>\n"); return;
    case PAPER_ROW: add(p, "</tr>\n"); return;
    case PAPER_CELL: add(p, p->column ? "</td>" : "</th>"); return;
    case PAPER_NUMBER: add(p, "</td>"); return;
    case PAPER_CARD:
    case PAPER_GRID:
    case PAPER_ANSWER: add(p, "</div>\n"); return;
    }
}

static void html_text(struct paper *p, enum paper_ink ink, struct str text)
{
    static const char *const tags[][2] = {{"", ""},
                                          {"<strong>", "</strong>"},
                                          {"<span class=\"dim\">", "</span>"},
                                          {"<code>", "</code>"}};
    add(p, tags[ink][0]);
    markup_add(p->out, text);
    add(p, tags[ink][1]);
}

/* The sign is for eyes; the word says it all. */
static void html_standing(struct paper *p, struct str standing, struct str text)
{
    struct standing_mark mark = standing_mark(standing);
    buf_printf(p->out,
               "<span class=\"verdict %s\"><span class=\"mark\" aria-hidden=\"true\">%s</span>",
               mark.class, mark.sign);
    markup_add(p->out, text);
    add(p, "</span>");
}

static void html_link(struct paper *p, struct str id, struct str text)
{
    add(p, "<a href=\"#");
    add_id(p, id);
    add(p, "\">");
    markup_add(p->out, text);
    add(p, "</a>");
}

/* A table may be wider than a screen: then it scrolls by itself, also with the keys. */
static void html_table(struct paper *p, struct str caption, const struct paper_column *columns,
                       size_t count)
{
    add(p, "<div class=\"table\" role=\"region\" tabindex=\"0\"");
    markup_attribute(p->out, "aria-label",
                     str_printf(p->arena, "%.*s (%s %zu)", STR_ARG(caption), paper_tr(p, "table"),
                                p->tables + 1));
    add(p, ">\n<table>\n<caption>");
    markup_add(p->out, caption);
    add(p, "</caption>\n<thead>\n<tr>");
    for (size_t i = 0; i < count; i++) {
        add(p, columns[i].number ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">");
        markup_add(p->out, columns[i].title);
        add(p, "</th>");
    }
    add(p, "</tr>\n</thead>\n<tbody>\n");
}

static void html_table_end(struct paper *p)
{
    add(p, "</tbody>\n</table>\n</div>\n");
}

static void html_details(struct paper *p, struct str summary)
{
    add(p, "<details>\n<summary>");
    markup_add(p->out, summary);
    add(p, "</summary>\n");
}

static void html_details_end(struct paper *p)
{
    add(p, "</details>\n");
}

static void html_picture(struct paper *p, struct str svg, bool wide)
{
    if (wide) {
        add(p, "<div class=\"wide\" role=\"region\" tabindex=\"0\"");
        markup_attribute(p->out, "aria-label", paper_str(p, "picture of the theory"));
        add(p, ">\n");
    } else {
        add(p, "<div class=\"picture\">\n");
    }
    buf_add(p->out, svg);
    add(p, "</div>\n");
}

const struct paper_form paper_html = {
    .name = "html",
    .purpose = "one file for browsers and print; the default",
    .pictures = true,
    .begin = html_begin,
    .end = html_end,
    .section = html_section,
    .section_end = html_section_end,
    .block = html_block,
    .block_end = html_block_end,
    .text = html_text,
    .standing = html_standing,
    .link = html_link,
    .table = html_table,
    .table_end = html_table_end,
    .details = html_details,
    .details_end = html_details_end,
    .picture = html_picture,
};
