/* How a stretch of tokens may be broken into lines: a tree of parts that stand behind each other, and
 * of places between them where a line may end. What fits on its line stays there. */
#ifndef POL_FORMAT_DOC_H
#define POL_FORMAT_DOC_H

#include "format/sheet.h"

enum doc_kind {
    DOC_TOKENS, /* first..last, never broken */
    DOC_JOIN,   /* children, never broken between them */
    DOC_CHAIN,  /* children, each of which but the first may begin a line, further in */
    DOC_ITEMS,  /* children, each of which but the first may begin a line, below the first */
    DOC_LIST,   /* a bracket, items that may begin lines, further in, and a bracket */
    DOC_WRAP    /* a bracket, one child, and a bracket: broken only inside the child */
};

struct doc {
    enum doc_kind kind;
    struct doc *next;
    struct doc *child, *last_child;
    size_t first, last; /* tokens; of LIST and WRAP the brackets */
    uint32_t width;     /* on one line */
    uint32_t nest;      /* CHAIN, LIST: how much further in */
    bool broken;        /* can't be on one line: a comment stands inside */
    bool fills;         /* CHAIN, ITEMS, LIST: as many on a line as fit, else one a line */
    bool hugs; /* CHAIN: when it ends with a list, only that is broken, if what is before it fits */
};

struct doc *doc_tokens(struct sheet *sheet, size_t first, size_t last);
/* The others begin empty (a bracketed one with its first bracket) … */
struct doc *doc_new(struct sheet *sheet, enum doc_kind kind, size_t first);
/* … are given their children in order … */
void doc_add(struct sheet *sheet, struct doc *doc, struct doc *child);
/* … and, a bracketed one, its last bracket. */
void doc_close(struct sheet *sheet, struct doc *doc, size_t last);

/* Puts short items beside each other and long ones below each other. */
void doc_choose_fill(struct doc *doc);

/* Sets it, save its first token, which the caller has set. What is further in is counted from `base`;
 * `reserve` are the columns that the tokens behind it need on its last line. */
void doc_print(struct sheet *sheet, const struct doc *doc, uint32_t base, uint32_t reserve);

#endif
