/* A document for readers, before it has a form: sections, paragraphs, lists, tables, pictures. The same
 * calls write HTML, Markdown or the tables as CSV; text is escaped by each in its own way. */
#ifndef POL_RENDER_PAPER_H
#define POL_RENDER_PAPER_H

#include "render/language.h"
#include "render/report.h"

/* What holds other things. A cell or item holds text; the others hold blocks. */
enum paper_block {
    PAPER_PARAGRAPH,
    PAPER_LEAD, /* a paragraph that says the most important */
    PAPER_SOFT, /* one that says the least */
    PAPER_LIST, /* of items */
    PAPER_ITEM,
    PAPER_ROW, /* of a table, holds cells */
    PAPER_CELL,
    PAPER_NUMBER, /* a cell with a number */
    PAPER_CARD,   /* a group that belongs together */
    PAPER_GRID,   /* pictures beside each other */
    PAPER_ANSWER  /* a question with its answer, in a card */
};

enum paper_ink { PAPER_PLAIN, PAPER_STRONG, PAPER_DIM, PAPER_CODE };

struct paper_column {
    struct str title;
    bool number;
};

struct paper_heading {
    struct str id, title;
};

struct paper;

/* What a form of documents does. Text is that of an author and is escaped. */
struct paper_form {
    const char *name, *purpose;
    bool pictures;    /* it can hold them */
    bool tables_only; /* what stands outside of tables is left out */
    void (*begin)(struct paper *paper, struct str title);
    void (*end)(struct paper *paper);
    void (*section)(struct paper *paper, struct str id, struct str title);
    void (*section_end)(struct paper *paper);
    void (*block)(struct paper *paper, enum paper_block block);
    void (*block_end)(struct paper *paper, enum paper_block block);
    void (*text)(struct paper *paper, enum paper_ink ink, struct str text);
    void (*standing)(struct paper *paper, struct str standing, struct str text);
    void (*link)(struct paper *paper, struct str id, struct str text);
    void (*table)(struct paper *paper, struct str caption, const struct paper_column *columns,
                  size_t count);
    void (*table_end)(struct paper *paper);
    void (*details)(struct paper *paper, struct str summary);
    void (*details_end)(struct paper *paper);
    void (*picture)(struct paper *paper, struct str svg, bool wide);
};

struct paper {
    struct buf *out;
    struct arena *arena;
    const struct report *report;
    const struct language *language;
    const struct paper_form *form;
    int level;                          /* of headings: 1 within a section */
    const struct paper_column *columns; /* of the table that is being written */
    size_t column_count, column;        /* which is next */
    size_t tables;                      /* so far */
    bool fresh;                         /* nothing stands in this block yet */
    bool in_cell;
    struct paper_heading *contents; /* of the sections of the first level, so far */
    size_t content_count, content_capacity;
    struct buf cell; /* of CSV: what it holds so far */
};

extern const struct paper_form paper_html, paper_markdown, paper_csv;

/* NULL when there is none of this name. */
const struct paper_form *paper_form_find(struct str name);
/* The names in order, and NULL. */
const char *const *paper_form_names(void);

/* --- for who writes one -------------------------------------------------------------------------------------- */

void paper_section(struct paper *p, struct str id, struct str title);
void paper_section_end(struct paper *p);
void paper_begin(struct paper *p, enum paper_block block);
void paper_end(struct paper *p, enum paper_block block);

void paper_add(struct paper *p, enum paper_ink ink, struct str text);
/* A text of the program, in the language, with values as by printf; a text of an author may be one. */
void paper_say(struct paper *p, enum paper_ink ink, const char *format, ...) POL_PRINTF(3, 4);
/* A sentence of the program: what stands between backquotes in it is code. */
void paper_prose(struct paper *p, struct str sentence);
/* A whole paragraph, item or cell. */
void paper_whole(struct paper *p, enum paper_block block, struct str text);
void paper_standing(struct paper *p, struct str standing, struct str text);
void paper_link(struct paper *p, struct str id, struct str text);

/* Titles that are empty are not taken. At most PAPER_COLUMNS_MAX. */
enum { PAPER_COLUMNS_MAX = 12 };
void paper_table(struct paper *p, struct str caption, const struct paper_column *columns,
                 size_t count);
void paper_table_end(struct paper *p);
void paper_details(struct paper *p, struct str summary);
void paper_details_end(struct paper *p);

/* A text of the program in the paper's language. */
const char *paper_tr(const struct paper *p, const char *english) POL_FORMAT_ARG(2);
struct str paper_str(const struct paper *p, const char *english);
struct str paper_verdict(const struct paper *p, const struct result_rule *rule);
/* A word of pol's lists, such as a criterion. */
struct str paper_word(const struct paper *p, struct str word);

#endif
