/* Finds the functions of Graphviz by their names. */
#include "render/graphviz.h"

#include <dlfcn.h>
#include <string.h>

/* C has no cast from what dlsym answers to a function. */
static bool find(void *library, const char *name, void *pointer)
{
    void *function = dlsym(library, name);
    memcpy(pointer, &function, sizeof function);
    return function;
}

bool graphviz_load(struct graphviz *graphviz)
{
    void *library = dlopen(POL_GRAPHVIZ, RTLD_NOW | RTLD_LOCAL);
    if (!library) return false;
    bool all = true;
#define FUNCTION(name) all = find(library, #name, &graphviz->name) && all;
#include "render/graphviz.def"
#undef FUNCTION
    return all;
}
