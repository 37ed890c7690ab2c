/* Documents as Markdown, in the flavour of GitHub and GitLab. HTML in a text stays text there too. */
#include "base/utf8.h"
#include "render/map.h"
#include "render/paper.h"

static void add(struct paper *p, const char *text)
{
    buf_add(p->out, str_from(text));
}

static void add_escaped(struct buf *out, struct str text)
{
    while (text.len) {
        uint32_t code = 0;
        size_t bytes = utf8_decode(text, &code);
        if (code == '\n' || code == '\t' || code == '\r')
            buf_add_char(out, ' ');
        else if (!bytes || utf8_is_unprintable(code))
            buf_add(out, UTF8_REPLACEMENT);
        else if (code == '<')
            buf_add(out, STR("&lt;"));
        else if (code == '&')
            buf_add(out, STR("&amp;"));
        else if (code == '\\' || code == '`' || code == '*' || code == '_' || code == '[' ||
                 code == ']' || code == '|' || code == '~' || code == '#' || code == '$' ||
                 code == '>' || code == '!')
            buf_printf(out, "\\%c", (char)code);
        else
            buf_add(out, (struct str){text.p, bytes});
        bytes = bytes ? bytes : 1;
        text = (struct str){text.p + bytes, text.len - bytes};
    }
}

/* At the begin of a block "- ", "+ ", "=" or "1. " would mean something. */
static void add_begin(struct paper *p, struct str *text)
{
    if (!p->fresh || p->in_cell || !text->len) return;
    size_t digits = 0;
    while (digits < text->len && text->p[digits] >= '0' && text->p[digits] <= '9') digits++;
    bool listed = digits && digits < text->len &&
                  (text->p[digits] == '.' || text->p[digits] == ')') &&
                  (digits + 1 == text->len || text->p[digits + 1] == ' ');
    if (!listed && text->p[0] != '-' && text->p[0] != '+' && text->p[0] != '=') return;
    if (!listed) digits = 0;
    buf_add(p->out, (struct str){text->p, digits});
    buf_printf(p->out, "\\%c", text->p[digits]);
    *text = (struct str){text->p + digits + 1, text->len - digits - 1};
}

/* Code can't be escaped: its fence is longer than any in it, and in a table | must not stand. */
static void add_code(struct paper *p, struct str text)
{
    size_t longest = 0, run = 0;
    for (size_t i = 0; i < text.len; i++) {
        run = text.p[i] == '`' ? run + 1 : 0;
        if (run > longest) longest = run;
    }
    buf_repeat(p->out, STR("`"), longest + 1);
    if (longest) buf_add_char(p->out, ' ');
    while (text.len) {
        uint32_t code = 0;
        size_t bytes = utf8_decode(text, &code);
        if (code == '\n' || code == '\t' || code == '\r')
            buf_add_char(p->out, ' ');
        else if (!bytes || utf8_is_unprintable(code))
            buf_add(p->out, UTF8_REPLACEMENT);
        else if (code == '|' && p->in_cell)
            buf_add(p->out, STR("\\|"));
        else
            buf_add(p->out, (struct str){text.p, bytes});
        bytes = bytes ? bytes : 1;
        text = (struct str){text.p + bytes, text.len - bytes};
    }
    if (longest) buf_add_char(p->out, ' ');
    buf_repeat(p->out, STR("`"), longest + 1);
}

static void md_begin(struct paper *p, struct str title)
{
    (void)title;
    (void)p;
}

static void md_end(struct paper *p)
{
    (void)p;
}

static void md_section(struct paper *p, struct str id, struct str title)
{
    (void)id;
    int level = p->level + 1 < 6 ? p->level + 1 : 6;
    add(p, "\n");
    buf_repeat(p->out, STR("#"), (size_t)level);
    add(p, " ");
    add_escaped(p->out, title);
    add(p, "\n");
}

static void md_section_end(struct paper *p)
{
    (void)p;
}

static void md_block(struct paper *p, enum paper_block block)
{
    switch (block) {
    case PAPER_PARAGRAPH:
    case PAPER_LEAD:
    case PAPER_SOFT:
    case PAPER_LIST: add(p, "\n"); return;
    case PAPER_ITEM: add(p, "- "); return;
    case PAPER_ROW: add(p, "|"); return;
    case PAPER_CELL:
    case PAPER_NUMBER:
        p->in_cell = true;
        add(p, " ");
        return;
    case PAPER_CARD:
    case PAPER_GRID:
    case PAPER_ANSWER: return;
    }
}

static void md_block_end(struct paper *p, enum paper_block block)
{
    switch (block) {
    case PAPER_PARAGRAPH:
    case PAPER_LEAD:
    case PAPER_SOFT:
    case PAPER_ITEM:
    case PAPER_ROW: add(p, "\n"); return;
    case PAPER_CELL:
    case PAPER_NUMBER:
        p->in_cell = false;
        add(p, " |");
        return;
    case PAPER_LIST:
    case PAPER_CARD:
    case PAPER_GRID:
    case PAPER_ANSWER: return;
    }
}

static void md_text(struct paper *p, enum paper_ink ink, struct str text)
{
    if (ink == PAPER_CODE) {
        add_code(p, text);
        return;
    }
    if (ink != PAPER_STRONG) {
        add_begin(p, &text);
        add_escaped(p->out, text);
        return;
    }
    /* Between stars there must be no space at either end. */
    struct str strong = str_trim(text);
    if (text.len && text.p[0] == ' ') add(p, " ");
    add(p, "**");
    add_escaped(p->out, strong);
    add(p, "**");
    if (text.len && text.p[text.len - 1] == ' ') add(p, " ");
}

static void md_standing(struct paper *p, struct str standing, struct str text)
{
    struct standing_mark mark = standing_mark(standing);
    buf_printf(p->out, "(%s) **", mark.sign);
    add_escaped(p->out, text);
    add(p, "**");
}

static void md_link(struct paper *p, struct str id, struct str text)
{
    (void)id;
    add_begin(p, &text);
    add_escaped(p->out, text);
}

static void md_table(struct paper *p, struct str caption, const struct paper_column *columns,
                     size_t count)
{
    add(p, "\n");
    if (caption.len) {
        add(p, "**");
        add_escaped(p->out, caption);
        add(p, "**\n\n");
    }
    add(p, "|");
    for (size_t i = 0; i < count; i++) {
        add(p, " ");
        add_escaped(p->out, columns[i].title);
        add(p, " |");
    }
    add(p, "\n|");
    for (size_t i = 0; i < count; i++) add(p, columns[i].number ? "---:|" : "---|");
    add(p, "\n");
}

static void md_table_end(struct paper *p)
{
    (void)p;
}

static void md_details(struct paper *p, struct str summary)
{
    add(p, "\n<details><summary>");
    add_escaped(p->out, summary);
    add(p, "</summary>\n");
}

static void md_details_end(struct paper *p)
{
    add(p, "\n</details>\n");
}

static void md_picture(struct paper *p, struct str svg, bool wide)
{
    (void)p;
    (void)svg;
    (void)wide;
}

const struct paper_form paper_markdown = {
    .name = "md",
    .purpose = "Markdown, for text that goes on in another document",
    .begin = md_begin,
    .end = md_end,
    .section = md_section,
    .section_end = md_section_end,
    .block = md_block,
    .block_end = md_block_end,
    .text = md_text,
    .standing = md_standing,
    .link = md_link,
    .table = md_table,
    .table_end = md_table_end,
    .details = md_details,
    .details_end = md_details_end,
    .picture = md_picture,
};
