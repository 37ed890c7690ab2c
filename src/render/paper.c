/* Writing documents: what all forms share. */
#include "render/paper.h"

void paper_section(struct paper *p, struct str id, struct str title)
{
    if (++p->level == 1) {
        ARENA_GROW(p->arena, p->contents, p->content_count, p->content_capacity);
        p->contents[p->content_count++] = (struct paper_heading){id, title};
    }
    p->form->section(p, id, title);
}

void paper_section_end(struct paper *p)
{
    p->form->section_end(p);
    p->level--;
}

void paper_begin(struct paper *p, enum paper_block block)
{
    p->form->block(p, block);
    p->fresh = true;
}

void paper_end(struct paper *p, enum paper_block block)
{
    p->form->block_end(p, block);
    if (block == PAPER_CELL || block == PAPER_NUMBER) p->column++;
    if (block == PAPER_ROW) p->column = 0;
    p->fresh = false;
}

void paper_add(struct paper *p, enum paper_ink ink, struct str text)
{
    if (!text.len) return;
    p->form->text(p, ink, text);
    p->fresh = false;
}

void paper_say(struct paper *p, enum paper_ink ink, const char *format, ...)
{
    struct buf text = buf_in(p->arena);
    va_list values;
    va_start(values, format);
    buf_vprintf(&text, say(p->language, format), values);
    va_end(values);
    paper_add(p, ink, buf_str(&text));
}

void paper_prose(struct paper *p, struct str sentence)
{
    while (sentence.len) {
        size_t begin = str_index(sentence, '`');
        struct str rest = {sentence.p + begin, sentence.len - begin};
        if (rest.len) rest = (struct str){rest.p + 1, rest.len - 1};
        size_t end = str_index(rest, '`');
        if (begin == sentence.len || end == rest.len) break;
        paper_add(p, PAPER_PLAIN, (struct str){sentence.p, begin});
        paper_add(p, PAPER_CODE, (struct str){rest.p, end});
        sentence = (struct str){rest.p + end + 1, rest.len - end - 1};
    }
    paper_add(p, PAPER_PLAIN, sentence);
}

void paper_whole(struct paper *p, enum paper_block block, struct str text)
{
    paper_begin(p, block);
    paper_add(p, PAPER_PLAIN, text);
    paper_end(p, block);
}

void paper_standing(struct paper *p, struct str standing, struct str text)
{
    p->form->standing(p, standing, text);
    p->fresh = false;
}

void paper_link(struct paper *p, struct str id, struct str text)
{
    p->form->link(p, id, text);
    p->fresh = false;
}

void paper_table(struct paper *p, struct str caption, const struct paper_column *columns,
                 size_t count)
{
    p->columns = columns;
    p->column_count = count;
    p->column = 0;
    p->form->table(p, caption, columns, count);
    p->tables++;
}

void paper_table_end(struct paper *p)
{
    p->form->table_end(p);
    p->column_count = 0;
}

void paper_details(struct paper *p, struct str summary)
{
    p->form->details(p, summary);
}

void paper_details_end(struct paper *p)
{
    p->form->details_end(p);
}

const char *paper_tr(const struct paper *p, const char *english)
{
    return say(p->language, english);
}

struct str paper_str(const struct paper *p, const char *english)
{
    return str_from(say(p->language, english));
}

struct str paper_word(const struct paper *p, struct str word)
{
    return say_word(p->arena, p->language, word);
}

struct str paper_verdict(const struct paper *p, const struct result_rule *rule)
{
    return say_verdict(p->arena, p->language, rule->criterion, rule->verdict);
}
