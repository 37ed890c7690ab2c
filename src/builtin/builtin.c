/* The table of functions and its signatures. */
#include "builtin/builtin.h"

#include "base/bug.h"
#include "base/compiler.h"
#include "builtin/estimates.h"
#include "builtin/money.h"
#include "builtin/series.h"

static const struct builtin builtins[] = {
#define BUILTIN(id, name, family, signature, result, approach, apply, doc, example, gives)         \
    {BUILTIN_##id,                                                                                 \
     {name, sizeof name - 1},                                                                      \
     FAMILY_##family,                                                                              \
     {signature, sizeof signature - 1},                                                            \
     RESULT_##result,                                                                              \
     APPROACH_##approach,                                                                          \
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
    {{"value", 5}, PARAMETER_VALUE},         {{"groups", 6}, PARAMETER_GROUPS},
    {{"estimate", 8}, PARAMETER_ESTIMATE},
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
        kind = str_trim(kind);
        bool words = str_index(kind, '/') < kind.len;
        *p = (struct parameter){.kind = words ? PARAMETER_WORD : kind_of(kind)};
        if (words) p->words = kind;
        p->named = str_ends(name, STR(":"));
        if (p->named) name.len--;
        p->optional = str_ends(name, STR("?"));
        if (p->optional) name.len--;
        p->name = name;
    }
    return count;
}

static const struct field_kind fields[] = {
#define SHOWS_YES true
#define SHOWS_NO  false
#define FIELD(id, name, unit, shows, of, doc)                                                      \
    {{#name, sizeof #name - 1},                                                                    \
     FIELD_UNIT_##unit,                                                                            \
     SHOWS_##shows,                                                                                \
     {of, sizeof of - 1},                                                                          \
     {doc, sizeof doc - 1}},
#include "builtin/estimate_fields.def"
#undef FIELD
};

const struct field_kind *estimate_field_kind(enum estimate_field field)
{
    return &fields[field];
}

struct str estimate_field_name(enum estimate_field field)
{
    return fields[field].name;
}

bool estimate_field_from_name(struct str name, enum estimate_field *field)
{
    for (int i = 0; i < FIELD_COUNT; i++)
        if (str_equal(fields[i].name, name)) {
            *field = (enum estimate_field)i;
            return true;
        }
    return false;
}

bool estimate_field_belongs(enum estimate_field field, const struct builtin *builtin)
{
    struct str of = fields[field].of;
    if (!of.len) return true;
    while (of.len)
        if (str_equal(str_cut(&of, ' '), builtin->name)) return true;
    return false;
}

struct cell *estimate_field_place(struct estimate *estimate, enum estimate_field field)
{
    switch (field) {
#define FIELD(id, name, unit, shows, of, doc)                                                      \
    case FIELD_##id:                                                                               \
        return &estimate->name;
#include "builtin/estimate_fields.def"
#undef FIELD
    case FIELD_COUNT: break;
    }
    BUG("no such field");
}

struct cell estimate_field_get(const struct estimate *estimate, enum estimate_field field)
{
    struct estimate copy = *estimate;
    return *estimate_field_place(&copy, field);
}
