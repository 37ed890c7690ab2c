/* Small signs in pictures. */
#include "render/figure_marks.h"

#include "render/map.h"
#include "render/markup.h"

enum { HALF = 6 };

void mark_text(struct buf *out, const char *class, double x, double y, struct str text)
{
    buf_printf(out, "<text class=\"%s\"", class);
    markup_attribute_px(out, "x", x);
    markup_attribute_px(out, "y", y);
    buf_add_char(out, '>');
    markup_add(out, text);
    buf_add(out, STR("</text>"));
}

static void add_circle(struct buf *out, const char *class, double x, double y, double radius)
{
    buf_printf(out, "<circle class=\"%s\"", class);
    markup_attribute_px(out, "cx", x);
    markup_attribute_px(out, "cy", y);
    markup_attribute_px(out, "r", radius);
    buf_add(out, STR("/>"));
}

/* A closed shape of straight lines around x, y. */
static void add_shape(struct buf *out, const char *class, const double (*corners)[2], size_t count,
                      double x, double y)
{
    buf_printf(out, "<path class=\"%s\" d=\"", class);
    for (size_t i = 0; i < count; i++) {
        buf_add(out, i ? STR("L") : STR("M"));
        markup_px(out, x + corners[i][0]);
        buf_add_char(out, ' ');
        markup_px(out, y + corners[i][1]);
    }
    buf_add(out, STR("Z\"/>"));
}

void mark_standing(struct buf *out, struct str standing, double x, double y)
{
    static const double diamond[][2] = {{0, -7.5}, {7.5, 0}, {0, 7.5}, {-7.5, 0}};
    static const double square[][2] = {{-HALF, -HALF}, {HALF, -HALF}, {HALF, HALF}, {-HALF, HALF}};
    struct standing_mark mark = standing_mark(standing);
    struct str class = str_printf(out->arena, "mark %s", mark.class);
    if (str_equal(standing, STR("mixed")))
        add_shape(out, class.p, diamond, COUNT_OF(diamond), x, y);
    else if (str_equal(standing, STR("negative")))
        add_shape(out, class.p, square, COUNT_OF(square), x, y);
    else
        add_circle(out, class.p, x, y, HALF + 0.5);
    mark_text(out, "sign", x, y + 4, str_from(mark.sign));
}

void mark_assumption(struct buf *out, int holds, double x, double y)
{
    static const double hexagon[][2] = {{-7, 0}, {-3.5, -6}, {3.5, -6},
                                        {7, 0},  {3.5, 6},   {-3.5, 6}};
    struct str standing = holds > 0 ? STR("positive") : holds == 0 ? STR("negative") : STR("");
    struct standing_mark mark = standing_mark(standing);
    struct str class = str_printf(out->arena, "mark %s", mark.class);
    add_shape(out, class.p, hexagon, COUNT_OF(hexagon), x, y);
    mark_text(out, "sign", x, y + 4, str_from(mark.sign));
}

void mark_warning(struct buf *out, double x, double y)
{
    static const double triangle[][2] = {{0, -7}, {7.5, 6}, {-7.5, 6}};
    add_shape(out, "mark mixed", triangle, COUNT_OF(triangle), x, y);
    mark_text(out, "sign", x, y + 4.5, STR("!"));
}

void mark_error(struct buf *out, double x, double y)
{
    static const double octagon[][2] = {{-2.7, -6.5}, {2.7, -6.5}, {6.5, -2.7}, {6.5, 2.7},
                                        {2.7, 6.5},   {-2.7, 6.5}, {-6.5, 2.7}, {-6.5, -2.7}};
    add_shape(out, "mark negative", octagon, COUNT_OF(octagon), x, y);
    mark_text(out, "sign", x, y + 4, STR("\xc3\x97"));
}

void mark_level(struct buf *out, int level, double x, double y)
{
    for (int i = 0; i < 5; i++) add_circle(out, i < level ? "dot full" : "dot", x + 6 * i, y, 2.2);
}
