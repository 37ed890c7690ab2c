/* What stands below the chain in an evaluation for people, and what its parts share. */
#ifndef POL_RENDER_HUMAN_SECTIONS_H
#define POL_RENDER_HUMAN_SECTIONS_H

#include "render/page.h"
#include "render/report.h"

/* The sign before a verdict, or before what is told of one thing. */
struct mark {
    struct str sign;
    enum ink ink;
};
struct mark mark_of_standing(struct str standing);

/* "side_effect" is "side effect" for people. */
struct str spaced_name(struct arena *arena, struct str name);

void section_begin(struct page *page, const char *title);

/* Costs, uncertain numbers, assumptions, risks, recommendations, evaluations, data: those that there are. */
void sections_add(struct page *page, const struct report *report);

#endif
