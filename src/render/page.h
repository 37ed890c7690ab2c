/* Text for a terminal: colours, wrapping, columns of a given width. */
#ifndef POL_RENDER_PAGE_H
#define POL_RENDER_PAGE_H

#include "base/buf.h"

enum ink { INK_PLAIN, INK_BOLD, INK_DIM, INK_RED, INK_GREEN, INK_YELLOW, INK_BLUE, INK_CYAN };

struct page {
    struct buf *out;
    bool color;
    size_t width; /* columns of a line */
};

/* A text in a colour, where the page has colours. What would disturb a terminal is shown safely. */
void page_ink(struct page *page, enum ink ink, struct str text);
void page_add(struct page *page, struct str text);

/* A text broken into lines that fit: the first goes on where `column` stands, the others begin at
 * `indent`. Ends with a line end. Words longer than a line are broken. */
void page_wrap(struct page *page, enum ink ink, struct str text, size_t column, size_t indent);

void page_spaces(struct page *page, size_t count);
/* Cut to at most `columns`, with "…" where something is left out. */
struct str page_cut(struct arena *arena, struct str text, size_t columns);

#endif
