/* The table of reasons. */
#include "text/reason.h"

static const struct {
    struct str code, words, remedy;
} reasons[] = {
    {{"", 0}, {"", 0}, {"", 0}},
#define REASON(id, code, words, remedy)                                                            \
    {{code, sizeof code - 1}, {words, sizeof words - 1}, {remedy, sizeof remedy - 1}},
#include "text/reasons.def"
#undef REASON
};

struct str reason_code(enum reason reason)
{
    return reasons[reason].code;
}

struct str reason_words(enum reason reason)
{
    return reasons[reason].words;
}

struct str reason_remedy(enum reason reason)
{
    return reasons[reason].remedy;
}

bool reason_from_code(struct str code, enum reason *reason)
{
    for (int i = 1; i < REASON_COUNT; i++)
        if (str_equal(reasons[i].code, code)) {
            *reason = (enum reason)i;
            return true;
        }
    return false;
}
