/* The forms of a picture of the theory. */
#ifndef POL_RENDER_DRAWING_H
#define POL_RENDER_DRAWING_H

#include "render/map.h"

/* Writes the picture; false with an error where it can't be drawn, as when it is too large. */
typedef bool drawing_function(struct buf *out, const struct map *map, struct str *error);

struct drawing {
    const char *name, *purpose;
    drawing_function *draw;
};

/* NULL when there is none of this name. */
const struct drawing *drawing_find(struct str name);
/* The names in order, and NULL. */
const char *const *drawing_names(void);

#define DRAWING(name, purpose, function) drawing_function function;
#include "render/drawings.def"
#undef DRAWING

/* The picture as a part of a page: without the list of arrows below it, which the page has as a table. */
bool map_svg_inline(struct buf *out, const struct map *map, struct str *error);

/* The style of pictures, and of whole reports (*.css, as the build makes them texts). */
extern const char picture_css[], report_css[];
/* The SHA-256 of what a report has as its style, in base64, for its security policy. */
extern const char report_style_hash[];

#endif
