/* Evidence scales (scales.def): what each approach can show. */
#ifndef POL_BUILTIN_SCALE_H
#define POL_BUILTIN_SCALE_H

#include "builtin/value.h"

struct scale {
    struct str name, title, source;
    const char *help; /* what some of its levels are */
    int most;         /* its highest level */
    int shows; /* from this level on it counts as shown that something is thanks to the measure */
    int levels[APPROACH_COUNT];
};

enum scale_id {
#define SCALE(id, name, title, most, shows, source, help, ...) SCALE_##id,
#include "builtin/scales.def"
#undef SCALE
    SCALE_COUNT
};

const struct scale *scale_get(enum scale_id id);
/* The scale of this name, or NULL. */
const struct scale *scale_find(struct str name);

struct str approach_words(enum approach approach);

#endif
