/* Evidence scales, and the approaches that they grade. */
#include "builtin/scale.h"

#include "base/compiler.h"

#define TEXT(literal)                                                                              \
    {                                                                                              \
        (literal), sizeof(literal) - 1                                                             \
    }

static const struct scale scales[] = {
#define SCALE(id, name, title, most, shows, source, help, ...)                                     \
    {TEXT(#name), TEXT(title), TEXT(source), help, most, shows, {__VA_ARGS__}},
#include "builtin/scales.def"
#undef SCALE
};

const struct scale *scale_get(enum scale_id id)
{
    return &scales[id];
}

const struct scale *scale_find(struct str name)
{
    for (size_t i = 0; i < COUNT_OF(scales); i++)
        if (str_equal(scales[i].name, name)) return &scales[i];
    return NULL;
}

struct str approach_words(enum approach approach)
{
    static const struct str words[] = {
#define APPROACH(id, words) TEXT(words),
#include "builtin/approaches.def"
#undef APPROACH
    };
    return words[approach];
}
