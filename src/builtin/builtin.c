/* The table of functions and its signatures. */
#include "builtin/builtin.h"

#include "base/bug.h"
#include "base/compiler.h"
#include "builtin/estimate.h"
#include "builtin/money.h"
#include "builtin/series.h"

static const struct builtin builtins[] = {
#define BUILTIN(id, name, family, signature, result, level, apply, doc, example, gives)            \
    {BUILTIN_##id,                                                                                 \
     {name, sizeof name - 1},                                                                      \
     FAMILY_##family,                                                                              \
     {signature, sizeof signature - 1},                                                            \
     RESULT_##result,                                                                              \
     level,                                                                                        \
     apply,                                                                                        \
     {doc, sizeof doc - 1},                                                                        \
     {example, sizeof example - 1},                                                                \
     {gives, sizeof gives - 1}},
#include "builtin/builtins.def"
#undef BUILTIN
};

const struct builtin *builtin_get(enum builtin_id id)
{
    return &builtins[id];
}

const struct builtin *builtin_find(struct str name, const struct builtin *after)
{
    for (const struct builtin *b = after ? after + 1 : builtins; b < builtins + COUNT_OF(builtins);
         b++)
        if (str_equal(b->name, name)) return b;
    return NULL;
}

static const struct {
    struct str name;
    enum parameter_kind kind;
} kinds[] = {
    {{"column", 6}, PARAMETER_COLUMN},       {{"condition", 9}, PARAMETER_CONDITION},
    {{"table", 5}, PARAMETER_TABLE},         {{"series", 6}, PARAMETER_SERIES},
    {{"indicator", 9}, PARAMETER_INDICATOR}, {{"number", 6}, PARAMETER_NUMBER},
    {{"whole", 5}, PARAMETER_WHOLE},         {{"period", 6}, PARAMETER_PERIOD},
    {{"measure", 7}, PARAMETER_MEASURE},     {{"text", 4}, PARAMETER_TEXT},
    {{"texts", 5}, PARAMETER_TEXTS},         {{"truth", 5}, PARAMETER_TRUTH},
    {{"node", 4}, PARAMETER_NODE},           {{"measures", 8}, PARAMETER_MEASURES},
    {{"value", 5}, PARAMETER_VALUE},
};

static enum parameter_kind kind_of(struct str word)
{
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (str_equal(kinds[i].name, word)) return kinds[i].kind;
    BUG("a signature with an unknown kind of parameter");
}

size_t builtin_parameters(const struct builtin *builtin,
                          struct parameter parameters[PARAMETERS_MAX])
{
    size_t count = 0;
    for (struct str rest = builtin->signature; rest.len; count++) {
        struct str kind = str_trim(str_cut(&rest, ','));
        struct str name = str_cut(&kind, ' ');
        struct parameter *p = &parameters[count];
        *p = (struct parameter){.kind = kind_of(str_trim(kind))};
        p->named = str_ends(name, STR(":"));
        if (p->named) name.len--;
        p->optional = str_ends(name, STR("?"));
        if (p->optional) name.len--;
        p->name = name;
    }
    return count;
}

static const struct str field_names[] = {
    [FIELD_VALUE] = {"value", 5},
    [FIELD_LOW] = {"low", 3},
    [FIELD_HIGH] = {"high", 4},
    [FIELD_P] = {"p", 1},
    [FIELD_SE] = {"se", 2},
    [FIELD_N] = {"n", 1},
    [FIELD_LEVEL] = {"level", 5},
    [FIELD_SLOPE] = {"slope", 5},
    [FIELD_SLOPE_LOW] = {"slope_low", 9},
    [FIELD_SLOPE_HIGH] = {"slope_high", 10},
    [FIELD_RATIO] = {"ratio", 5},
};

struct str estimate_field_name(enum estimate_field field)
{
    return field_names[field];
}

bool estimate_field_from_name(struct str name, enum estimate_field *field)
{
    for (int i = 0; i < FIELD_COUNT; i++)
        if (str_equal(field_names[i], name)) {
            *field = (enum estimate_field)i;
            return true;
        }
    return false;
}

struct cell estimate_field_get(const struct estimate *estimate, enum estimate_field field)
{
    struct num level = num_int(estimate->level);
    switch (field) {
    case FIELD_VALUE: return estimate->value;
    case FIELD_LOW: return estimate->low;
    case FIELD_HIGH: return estimate->high;
    case FIELD_P: return estimate->p;
    case FIELD_SE: return estimate->se;
    case FIELD_N: return estimate->n;
    case FIELD_LEVEL: return cell_of(&level);
    case FIELD_SLOPE: return estimate->slope;
    case FIELD_SLOPE_LOW: return estimate->slope_low;
    case FIELD_SLOPE_HIGH: return estimate->slope_high;
    case FIELD_RATIO: return estimate->ratio;
    case FIELD_COUNT: break;
    }
    BUG("no such field");
}
