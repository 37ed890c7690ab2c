/* The tables of a document as CSV (RFC 4180); what stands outside of them is left out. In Dutch fields
 * are separated by ; because the comma stands in numbers. A cell that a spreadsheet would take for a
 * formula gets an apostrophe in front. */
#include "base/utf8.h"
#include "render/paper.h"

static char delimiter(const struct paper *p)
{
    return p->language && p->language->decimal == ',' ? ';' : ',';
}

/* What spreadsheets begin a formula with, also behind spaces and in the wide forms of East Asia. */
static bool is_formula(struct str text)
{
    uint32_t code = 0;
    text = str_trim(text);
    if (!text.len || !utf8_decode(text, &code)) return false;
    return code == '=' || code == '+' || code == '-' || code == '@' || code == '|' || code == '%' ||
           code == 0xff1d || code == 0xff0b || code == 0xff0d || code == 0xff20;
}

static void add_field(struct paper *p, struct str text, bool number)
{
    buf_add_char(p->out, '"');
    if (!number && is_formula(text)) buf_add_char(p->out, '\'');
    while (text.len) {
        uint32_t code = 0;
        size_t bytes = utf8_decode(text, &code);
        if (code == '"')
            buf_add(p->out, STR("\"\""));
        else if (code == '\n' || code == '\t' || code == '\r')
            buf_add_char(p->out, ' ');
        else if (!bytes || utf8_is_unprintable(code))
            buf_add(p->out, UTF8_REPLACEMENT);
        else
            buf_add(p->out, (struct str){text.p, bytes});
        bytes = bytes ? bytes : 1;
        text = (struct str){text.p + bytes, text.len - bytes};
    }
    buf_add_char(p->out, '"');
}

static void csv_nothing(struct paper *p)
{
    (void)p;
}

static void csv_title(struct paper *p, struct str title)
{
    (void)p;
    (void)title;
}

static void csv_section(struct paper *p, struct str id, struct str title)
{
    (void)p;
    (void)id;
    (void)title;
}

static void csv_block(struct paper *p, enum paper_block block)
{
    if (block != PAPER_CELL && block != PAPER_NUMBER) return;
    p->in_cell = true;
    p->cell = buf_in(p->arena);
}

static void csv_block_end(struct paper *p, enum paper_block block)
{
    if (block == PAPER_ROW) buf_add(p->out, STR("\r\n"));
    if (block != PAPER_CELL && block != PAPER_NUMBER) return;
    p->in_cell = false;
    if (p->column) buf_add_char(p->out, delimiter(p));
    add_field(p, buf_str(&p->cell), block == PAPER_NUMBER);
}

static void csv_text(struct paper *p, enum paper_ink ink, struct str text)
{
    (void)ink;
    if (p->in_cell) buf_add(&p->cell, text);
}

static void csv_pair(struct paper *p, struct str id, struct str text)
{
    (void)id;
    if (p->in_cell) buf_add(&p->cell, text);
}

/* Tables behind each other are told apart by an empty line and a line with the caption. */
static void csv_table(struct paper *p, struct str caption, const struct paper_column *columns,
                      size_t count)
{
    if (p->tables) buf_add(p->out, STR("\r\n"));
    if (caption.len) {
        add_field(p, caption, false);
        buf_add(p->out, STR("\r\n"));
    }
    for (size_t i = 0; i < count; i++) {
        if (i) buf_add_char(p->out, delimiter(p));
        add_field(p, columns[i].title, false);
    }
    buf_add(p->out, STR("\r\n"));
}

static void csv_picture(struct paper *p, struct str svg, bool wide)
{
    (void)p;
    (void)svg;
    (void)wide;
}

const struct paper_form paper_csv = {
    .name = "csv",
    .purpose = "the tables of a template, for a spreadsheet",
    .tables_only = true,
    .begin = csv_title,
    .end = csv_nothing,
    .section = csv_section,
    .section_end = csv_nothing,
    .block = csv_block,
    .block_end = csv_block_end,
    .text = csv_text,
    .standing = csv_pair,
    .link = csv_pair,
    .table = csv_table,
    .table_end = csv_nothing,
    .details = csv_title,
    .details_end = csv_nothing,
    .picture = csv_picture,
};
