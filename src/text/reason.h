/* Reasons why a value is missing; the table is reasons.def. REASON_NONE: the value is known. */
#ifndef POL_TEXT_REASON_H
#define POL_TEXT_REASON_H

#include <stdbool.h>

#include "base/str.h"

enum reason {
    REASON_NONE,
#define REASON(id, code, words, remedy) REASON_##id,
#include "text/reasons.def"
#undef REASON
    REASON_COUNT
};

/* The code of reports and of `because` in tests ("no_rows"); empty for REASON_NONE. */
struct str reason_code(enum reason reason);
/* The same in words ("no row counts here"). */
struct str reason_words(enum reason reason);
/* What would make the value known ("rows for it in the data"). */
struct str reason_remedy(enum reason reason);
/* The reason with this code; false when there is none. */
bool reason_from_code(struct str code, enum reason *reason);

#endif
