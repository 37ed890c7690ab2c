/* Building and printing documents. The widths are known when a document is printed, so each part is
 * looked at once. */
#include "format/doc.h"

enum { SHORT_ITEM = 24 };

struct doc *doc_new(struct sheet *sheet, enum doc_kind kind, size_t first)
{
    struct doc *doc = ARENA_NEW(sheet->arena, struct doc);
    doc->kind = kind;
    doc->first = doc->last = first;
    doc->nest = SHEET_INDENT;
    if (kind == DOC_LIST || kind == DOC_WRAP) doc->width = sheet->pieces[first].width;
    return doc;
}

struct doc *doc_tokens(struct sheet *sheet, size_t first, size_t last)
{
    struct doc *doc = doc_new(sheet, DOC_TOKENS, first);
    doc->last = last;
    doc->width = sheet_width(sheet, first, last);
    for (size_t i = first + 1; i <= last; i++) doc->broken |= sheet->pieces[i].commented;
    return doc;
}

void doc_add(struct sheet *sheet, struct doc *doc, struct doc *child)
{
    bool leads = !doc->child && doc->kind != DOC_LIST && doc->kind != DOC_WRAP;
    if (doc->child)
        doc->last_child->next = child;
    else
        doc->child = child;
    doc->last_child = child;
    doc->width += child->width;
    doc->broken |= child->broken;
    if (leads) {
        doc->first = child->first;
    } else {
        doc->width += sheet->pieces[child->first].before;
        doc->broken |= sheet->pieces[child->first].commented;
    }
    doc->last = child->last;
}

void doc_close(struct sheet *sheet, struct doc *doc, size_t last)
{
    doc->last = last;
    doc->width += sheet->pieces[last].before + sheet->pieces[last].width;
    doc->broken |= sheet->pieces[last].commented;
}

void doc_choose_fill(struct doc *doc)
{
    doc->fills = true;
    for (const struct doc *child = doc->child; child; child = child->next)
        doc->fills &= child->width <= SHORT_ITEM;
}

/* --- what fits ----------------------------------------------------------------------------------- */

static bool breaks_before_end(const struct doc *doc)
{
    switch (doc->kind) {
    case DOC_TOKENS: return false;
    case DOC_CHAIN:
    case DOC_ITEMS: return doc->child != doc->last_child || breaks_before_end(doc->child);
    case DOC_LIST: return doc->child != NULL;
    case DOC_WRAP: return breaks_before_end(doc->child);
    case DOC_JOIN: break;
    }
    for (const struct doc *child = doc->child; child; child = child->next)
        if (breaks_before_end(child)) return true;
    return false;
}

/* The columns up to the first place where a line may end. */
static uint32_t leading(const struct sheet *sheet, const struct doc *doc)
{
    uint32_t width = 0;
    switch (doc->kind) {
    case DOC_TOKENS: return doc->width;
    case DOC_CHAIN:
    case DOC_ITEMS: return leading(sheet, doc->child);
    case DOC_LIST: return sheet->pieces[doc->first].width;
    case DOC_WRAP: return sheet->pieces[doc->first].width + leading(sheet, doc->child);
    case DOC_JOIN: break;
    }
    for (const struct doc *child = doc->child; child; child = child->next) {
        if (child != doc->child) width += sheet->pieces[child->first].before;
        if (breaks_before_end(child)) return width + leading(sheet, child);
        width += child->width;
    }
    return width;
}

static bool fits(uint32_t column, uint32_t width, uint32_t reserve)
{
    return column + width + reserve <= SHEET_WIDTH;
}

/* --- setting it ---------------------------------------------------------------------------------- */

static void print_tokens(struct sheet *sheet, size_t first, size_t last, uint32_t indent)
{
    for (size_t i = first; i <= last; i++) sheet_put(sheet, i, indent);
}

/* The child goes on behind the bracket, unless it would be too long before it could be broken. */
static void print_wrap(struct sheet *sheet, const struct doc *doc, uint32_t base, uint32_t reserve)
{
    const struct doc *child = doc->child;
    uint32_t behind = reserve + sheet->pieces[doc->last].width;
    if (fits(sheet->column, leading(sheet, child), breaks_before_end(child) ? 0 : behind)) {
        sheet_put(sheet, child->first, base + SHEET_INDENT);
    } else {
        base += SHEET_INDENT;
        sheet_put_below(sheet, child->first, base);
    }
    doc_print(sheet, child, base, behind);
    sheet_put(sheet, doc->last, base + SHEET_INDENT);
}

/* The list at the very end of a document, which alone is broken; NULL: there is none. */
static const struct doc *tail_list(const struct doc *doc)
{
    switch (doc->kind) {
    case DOC_TOKENS:
    case DOC_ITEMS: return NULL;
    case DOC_LIST: return doc->child ? doc : NULL;
    case DOC_WRAP: return tail_list(doc->child);
    case DOC_JOIN: return tail_list(doc->last_child);
    case DOC_CHAIN: return doc->hugs ? tail_list(doc->last_child) : NULL;
    }
    return NULL;
}

static void print_list(struct sheet *sheet, const struct doc *doc, uint32_t base, uint32_t reserve)
{
    uint32_t indent = base + doc->nest;
    for (const struct doc *child = doc->child; child; child = child->next) {
        uint32_t behind = child->next ? 0 : sheet->pieces[doc->last].width + reserve;
        uint32_t before = sheet->pieces[child->first].before;
        bool beside = doc->fills && child != doc->child && !child->broken &&
                      fits(sheet->column + before, child->width, behind);
        if (beside)
            sheet_put(sheet, child->first, indent);
        else
            sheet_put_below(sheet, child->first, indent);
        doc_print(sheet, child, indent, behind);
    }
    sheet_put(sheet, doc->last, indent);
}

/* Everything up to the list at its end on this line, and that list broken. */
static void print_hugging(struct sheet *sheet, const struct doc *doc, const struct doc *list,
                          uint32_t base, uint32_t reserve)
{
    for (size_t i = doc->first + 1; i <= list->first; i++) sheet_put(sheet, i, base);
    print_list(sheet, list, base, reserve + (uint32_t)(doc->last - list->last));
    for (size_t i = list->last + 1; i <= doc->last; i++) sheet_put(sheet, i, base);
}

static bool try_hugging(struct sheet *sheet, const struct doc *doc, uint32_t base, uint32_t reserve)
{
    const struct doc *list = tail_list(doc);
    if (!list || !sheet_is_plain(sheet, doc->first, list->first)) return false;
    if (fits(base + doc->nest, doc->last_child->width, reserve)) return false;
    uint32_t before = sheet_width(sheet, doc->first, list->first);
    uint32_t set = sheet->pieces[doc->first].width;
    if (!fits(sheet->column, before - set, 0)) return false;
    print_hugging(sheet, doc, list, base, reserve);
    return true;
}

static void print_chain(struct sheet *sheet, const struct doc *doc, uint32_t base, uint32_t reserve)
{
    uint32_t indent = doc->kind == DOC_ITEMS ? base : base + doc->nest;
    /* What is inside the first operand is further in than the operators behind it. */
    bool steps = doc->kind == DOC_CHAIN && !doc->fills && doc->child->next;
    for (const struct doc *child = doc->child; child; child = child->next) {
        uint32_t behind = child->next ? 0 : reserve;
        uint32_t before = sheet->pieces[child->first].before;
        if (child == doc->child) {
            doc_print(sheet, child, steps ? indent : base, behind);
            continue;
        }
        bool beside =
            doc->fills && !child->broken && fits(sheet->column + before, child->width, behind);
        if (beside)
            sheet_put(sheet, child->first, indent);
        else
            sheet_put_below(sheet, child->first, indent);
        doc_print(sheet, child, indent, behind);
    }
}

static void print_join(struct sheet *sheet, const struct doc *doc, uint32_t base, uint32_t reserve)
{
    for (const struct doc *child = doc->child; child; child = child->next) {
        uint32_t behind = 0;
        const struct doc *next = child->next;
        for (; next; next = next->next) {
            behind += sheet->pieces[next->first].before;
            if (breaks_before_end(next)) {
                behind += leading(sheet, next);
                break;
            }
            behind += next->width;
        }
        if (!next) behind += reserve;
        if (child != doc->child) sheet_put(sheet, child->first, base + SHEET_INDENT);
        doc_print(sheet, child, base, behind);
    }
}

void doc_print(struct sheet *sheet, const struct doc *doc, uint32_t base, uint32_t reserve)
{
    uint32_t set = sheet->pieces[doc->first].width;
    bool whole = !doc->broken && fits(sheet->column, doc->width - set, reserve);
    if (whole || doc->kind == DOC_TOKENS) {
        print_tokens(sheet, doc->first + 1, doc->last, base + SHEET_INDENT);
        return;
    }
    switch (doc->kind) {
    case DOC_TOKENS: return;
    case DOC_JOIN: print_join(sheet, doc, base, reserve); return;
    case DOC_CHAIN:
        if (doc->hugs && try_hugging(sheet, doc, base, reserve)) return;
        print_chain(sheet, doc, base, reserve);
        return;
    case DOC_ITEMS: print_chain(sheet, doc, base, reserve); return;
    case DOC_LIST: print_list(sheet, doc, base, reserve); return;
    case DOC_WRAP: print_wrap(sheet, doc, base, reserve); return;
    }
}
