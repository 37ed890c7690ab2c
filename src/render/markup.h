/* HTML and SVG: escaping, coordinates, and how wide a text will be. */
#ifndef POL_RENDER_MARKUP_H
#define POL_RENDER_MARKUP_H

#include "base/buf.h"

/* A text as it stands between tags or in an attribute: what markup means something by is escaped, line
 * ends become spaces, and what would be invisible or turn the text around becomes U+FFFD. */
void markup_add(struct buf *out, struct str text);

/* A number of pixels, rounded to a tenth: the same bytes on every machine. */
void markup_px(struct buf *out, double pixels);
/* ` name="12.5"` */
void markup_attribute_px(struct buf *out, const char *name, double pixels);
/* ` name="text"` */
void markup_attribute(struct buf *out, const char *name, struct str text);

/* How wide a text will be in a sans-serif font of this size, in pixels: rather too wide than too narrow,
 * for nobody knows which font the reader has. */
double markup_width(struct str text, double size);

/* A text in lines of at most `width` pixels and at most `most` lines; the last one ends in "…" where
 * something is left out. */
struct markup_lines {
    struct str *items;
    size_t count;
};
struct markup_lines markup_wrap(struct arena *arena, struct str text, double size, double width,
                                size_t most);

#endif
