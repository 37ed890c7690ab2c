/* Where the boxes of a picture stand and how its arrows run: the layout `dot` of Graphviz, from left to
 * right. Graphviz keeps variables of its own, so two threads must not lay out at the same time; it takes
 * its memory from the system, and ends the program where there is none. Nothing else in pol knows of it. */
#ifndef POL_RENDER_LAYOUT_H
#define POL_RENDER_LAYOUT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/* Boxes in the same column stand above each other; LAYOUT_FREE: wherever the arrows put them. */
enum layout_column { LAYOUT_FIRST, LAYOUT_FREE, LAYOUT_LAST };

struct layout_point {
    double x, y;
};

/* All in pixels; x grows to the right, y downwards. */
struct layout_box {
    double width, height;
    enum layout_column column;
    struct layout_point center; /* given back */
};

struct layout_arrow {
    size_t from, to;
    struct layout_point *points; /* given back: Bezier curves, 3n + 1 points; the first at `from` */
    size_t point_count;          /* 0: it has no way, as from a box to itself */
};

struct layout {
    struct layout_box *boxes;
    size_t box_count;
    struct layout_arrow *arrows;
    size_t arrow_count;
    double gap;           /* at least so much between two columns */
    double width, height; /* given back */
};

/* The point of an arrow's way at `t`, 0 at its begin and 1 at its end. It has a way. */
struct layout_point layout_point_at(const struct layout_arrow *arrow, double t);

/* More than this is not laid out: nobody could read it, and it would take minutes. Columns are those that
 * all arrows together run across: what the time depends on. */
enum { LAYOUT_BOXES_MAX = 600, LAYOUT_ARROWS_MAX = 2000, LAYOUT_COLUMNS_MAX = 6000 };

/* About how many columns all arrows together run across. At most LAYOUT_BOXES_MAX boxes. */
size_t layout_columns(struct arena *arena, const struct layout *layout);

/* False with a message when Graphviz can't do it. */
bool layout_run(struct arena *arena, struct layout *layout, struct str *error);

#endif
