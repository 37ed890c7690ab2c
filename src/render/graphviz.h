/* Graphviz, loaded when the first picture is drawn: loaded with the program it would double the time
 * that checking a theory takes, and most runs draw nothing. It stays until the process ends. */
#ifndef POL_RENDER_GRAPHVIZ_H
#define POL_RENDER_GRAPHVIZ_H

#include <graphviz/gvc.h>
#include <stdbool.h>

struct graphviz {
#define FUNCTION(name) __typeof__(name) *name;
#include "render/graphviz.def"
#undef FUNCTION
};

/* False when the version that pol was built with is not installed. */
bool graphviz_load(struct graphviz *graphviz);

#endif
