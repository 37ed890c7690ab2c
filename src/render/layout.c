/* Layout by Graphviz. The graph is written as text with names of our own, so no text of an author ever
 * gets there; only places are read back. */
#include "render/layout.h"

#include <stdint.h>

#include "base/buf.h"
#include "render/graphviz.h"

/* In Graphviz 72 points are an inch; here a point is a pixel. */
enum { POINTS = 72, GAP_BOXES = 14 };

/* Hundredths of an inch are exact enough and need no fractions of printf. */
static void add_inches(struct buf *out, double pixels)
{
    long parts = (long)(pixels / POINTS * 1000 + 0.5);
    buf_printf(out, "%ld.%03ld", parts / 1000, parts % 1000);
}

static void add_boxes(struct buf *out, const struct layout *layout)
{
    for (size_t i = 0; i < layout->box_count; i++) {
        buf_printf(out, "b%zu [width=", i);
        add_inches(out, layout->boxes[i].width);
        buf_add(out, STR(",height="));
        add_inches(out, layout->boxes[i].height);
        buf_add(out, STR("]\n"));
    }
}

/* Whether an arrow runs between two boxes of one column: then they can't stand above each other. */
static bool has_inner_arrow(const struct layout *layout, enum layout_column column)
{
    for (size_t i = 0; i < layout->arrow_count; i++) {
        const struct layout_arrow *a = &layout->arrows[i];
        if (a->from != a->to && layout->boxes[a->from].column == column &&
            layout->boxes[a->to].column == column)
            return true;
    }
    return false;
}

static void add_column(struct buf *out, const struct layout *layout, enum layout_column column)
{
    bool any = false;
    if (has_inner_arrow(layout, column)) return;
    for (size_t i = 0; i < layout->box_count; i++) any |= layout->boxes[i].column == column;
    if (!any) return;
    buf_printf(out, "{rank=%s;", column == LAYOUT_FIRST ? "source" : "sink");
    for (size_t i = 0; i < layout->box_count; i++)
        if (layout->boxes[i].column == column) buf_printf(out, " b%zu;", i);
    buf_add(out, STR("}\n"));
}

static void add_arrows(struct buf *out, const struct layout *layout)
{
    for (size_t i = 0; i < layout->arrow_count; i++) {
        const struct layout_arrow *a = &layout->arrows[i];
        buf_printf(out, "b%zu -> b%zu [key=a%zu", a->from, a->to, i);
        buf_add(out, STR("]\n"));
    }
}

static struct buf graph_text(struct arena *arena, const struct layout *layout)
{
    struct buf out = buf_in(arena);
    buf_add(&out, STR("digraph g {\nrankdir=LR; ordering=\"\"; ranksep="));
    add_inches(&out, layout->gap);
    buf_add(&out, STR("; nodesep="));
    add_inches(&out, GAP_BOXES);
    /* The search for a good order is cut off: a hostile theory must not take minutes. */
    buf_add(&out, STR(";\nnslimit=4; nslimit1=8; mclimit=0.5; searchsize=20;\n"
                      "node [shape=box,fixedsize=true,label=\"\"];\n"
                      "edge [arrowhead=none];\n"));
    add_boxes(&out, layout);
    add_column(&out, layout, LAYOUT_FIRST);
    add_column(&out, layout, LAYOUT_LAST);
    add_arrows(&out, layout);
    buf_add(&out, STR("}\n"));
    return out;
}

/* --- how much work it is -------------------------------------------------------------------------------------- */

/* Puts each box behind all that lead to it, as the layout will; where only circles are left, the first box
 * goes first. */
size_t layout_columns(struct arena *arena, const struct layout *layout)
{
    size_t *rank = ARENA_ARRAY(arena, size_t, layout->box_count + 1);
    size_t *waiting = ARENA_ARRAY(arena, size_t, layout->box_count + 1), columns = 0;
    bool *done = ARENA_ARRAY(arena, bool, layout->box_count + 1);
    for (size_t i = 0; i < layout->arrow_count; i++) waiting[layout->arrows[i].to]++;
    for (size_t round = 0; round < layout->box_count; round++) {
        size_t next = SIZE_MAX;
        for (size_t b = 0; b < layout->box_count; b++)
            if (!done[b] && (next == SIZE_MAX || waiting[b] < waiting[next])) next = b;
        done[next] = true;
        for (size_t i = 0; i < layout->arrow_count; i++) {
            const struct layout_arrow *a = &layout->arrows[i];
            if (a->from != next || done[a->to]) continue;
            if (rank[a->to] < rank[next] + 1) rank[a->to] = rank[next] + 1;
            waiting[a->to]--;
        }
    }
    for (size_t i = 0; i < layout->arrow_count; i++) {
        size_t from = rank[layout->arrows[i].from], to = rank[layout->arrows[i].to];
        columns += from < to ? to - from : from - to;
    }
    return columns;
}

/* --- reading back --------------------------------------------------------------------------------------------- */

static struct layout_point to_pixels(const struct layout *layout, pointf point)
{
    return (struct layout_point){point.x, layout->height - point.y};
}

/* Boxes are named b0, b1 …; arrows have the keys a0, a1 … */
static size_t number_of(const char *name)
{
    size_t number = 0;
    for (name++; *name >= '0' && *name <= '9'; name++) number = number * 10 + (size_t)(*name - '0');
    return number;
}

static void read_arrow(struct arena *arena, struct layout *layout, const struct graphviz *graphviz,
                       Agedge_t *edge)
{
    struct layout_arrow *arrow = &layout->arrows[number_of(graphviz->agnameof(edge))];
    const splines *way = ED_spl(edge);
    if (!way || way->size < 1) return;
    size_t count = 0;
    for (int i = 0; i < way->size; i++) count += (size_t)way->list[i].size;
    arrow->points = ARENA_ARRAY(arena, struct layout_point, count + 1);
    for (int i = 0; i < way->size; i++)
        for (int k = 0; k < way->list[i].size; k++)
            arrow->points[arrow->point_count++] = to_pixels(layout, way->list[i].list[k]);
}

struct layout_point layout_point_at(const struct layout_arrow *arrow, double t)
{
    size_t curves = (arrow->point_count - 1) / 3;
    double place = t * (double)curves;
    size_t curve = place < (double)curves ? (size_t)place : curves - 1;
    const struct layout_point *p = &arrow->points[3 * curve];
    double s = place - (double)curve, r = 1 - s;
    double a = r * r * r, b = 3 * r * r * s, c = 3 * r * s * s, d = s * s * s;
    return (struct layout_point){a * p[0].x + b * p[1].x + c * p[2].x + d * p[3].x,
                                 a * p[0].y + b * p[1].y + c * p[2].y + d * p[3].y};
}

static void read_back(struct arena *arena, struct layout *layout, const struct graphviz *graphviz,
                      Agraph_t *graph)
{
    layout->width = GD_bb(graph).UR.x;
    layout->height = GD_bb(graph).UR.y;
    for (Agnode_t *node = graphviz->agfstnode(graph); node;
         node = graphviz->agnxtnode(graph, node)) {
        size_t box = number_of(graphviz->agnameof(node));
        layout->boxes[box].center = to_pixels(layout, ND_coord(node));
        for (Agedge_t *edge = graphviz->agfstout(graph, node); edge;
             edge = graphviz->agnxtout(graph, edge))
            read_arrow(arena, layout, graphviz, edge);
    }
}

/* What Graphviz holds; given back when the arena is, also after a jump. */
struct held {
    struct graphviz graphviz;
    GVC_t *context;
    Agraph_t *graph;
    bool laid_out;
};

static void release(void *object)
{
    struct held *held = object;
    if (held->laid_out) held->graphviz.gvFreeLayout(held->context, held->graph);
    if (held->graph) held->graphviz.agclose(held->graph);
    if (held->context) held->graphviz.gvFreeContext(held->context);
}

static void lay_out(struct held *held, const char *graph)
{
    const struct graphviz *graphviz = &held->graphviz;
    if (!graphviz_load(&held->graphviz)) return;
    graphviz->agseterr(AGMAX); /* it would write to standard error */
    held->context = graphviz->gvContext();
    if (held->context) held->graph = graphviz->agmemread(graph);
    held->laid_out = held->graph && graphviz->gvLayout(held->context, held->graph, "dot") == 0;
}

bool layout_run(struct arena *arena, struct layout *layout, struct str *error)
{
    if (!layout->box_count) return true;
    struct buf text = graph_text(arena, layout);
    const char *graph = buf_cstr(&text);
    struct held *held = ARENA_NEW(arena, struct held);
    arena_defer(arena, release, held);
    lay_out(held, graph);
    if (held->laid_out)
        read_back(arena, layout, &held->graphviz, held->graph);
    else
        *error = STR("Graphviz can't lay the picture out: it or its layout `dot` is not installed "
                     "(Debian: libgvc6)");
    return held->laid_out;
}
