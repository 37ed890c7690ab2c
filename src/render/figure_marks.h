/* Small signs in pictures: what was judged, by shape and sign; how strong evidence is. */
#ifndef POL_RENDER_FIGURE_MARKS_H
#define POL_RENDER_FIGURE_MARKS_H

#include "base/buf.h"

/* A mark for a standing with its middle at x, y: a circle with +, a diamond with ~, a square with −, a
 * dashed circle with ?. About 13 pixels wide. */
void mark_standing(struct buf *out, struct str standing, double x, double y);
/* A hexagon with the sign of an assumption: 1 it holds, 0 it does not, -1 not known. */
void mark_assumption(struct buf *out, int holds, double x, double y);
/* A triangle with "!"; an octagon with "×". */
void mark_warning(struct buf *out, double x, double y);
void mark_error(struct buf *out, double x, double y);
/* Five dots, so many of them full; the first at x, 6 pixels between. */
void mark_level(struct buf *out, int level, double x, double y);

/* <text …>text</text> with its base line at y. `class` may hold several. */
void mark_text(struct buf *out, const char *class, double x, double y, struct str text);

#endif
