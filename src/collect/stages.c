/* The table of stages. */
#include "collect/stages.h"

static const struct {
    struct str name, what;
} table[] = {
#define STAGE(id, name, what) {{name, sizeof name - 1}, {what, sizeof what - 1}},
#include "collect/stages.def"
#undef STAGE
};

struct str stage_name(enum stage stage)
{
    return table[stage].name;
}

struct str stage_what(enum stage stage)
{
    return table[stage].what;
}

void stages_add(struct stages *stages, const struct stages *other)
{
    for (int i = 0; i < STAGE_COUNT; i++) stages->seconds[i] += other->seconds[i];
}
