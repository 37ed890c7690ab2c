/* The table of reasons. */
#include "text/reason.h"

static const struct {
    struct str code, words;
} reasons[] = {
    {{"", 0}, {"", 0}},
#define REASON(id, code, words) {{code, sizeof code - 1}, {words, sizeof words - 1}},
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

bool reason_from_code(struct str code, enum reason *reason)
{
    for (int i = 1; i < REASON_COUNT; i++)
        if (str_equal(reasons[i].code, code)) {
            *reason = (enum reason)i;
            return true;
        }
    return false;
}
