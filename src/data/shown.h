/* Text from a data file as it can be put into a message: short, on one line, nothing invisible. */
#ifndef POL_DATA_SHOWN_H
#define POL_DATA_SHOWN_H

#include "base/arena.h"
#include "base/str.h"

/* The most characters that are shown of a cell, and of a name that is to be copied. */
enum { SHOWN_MAX = 40, SHOWN_NAME_MAX = 200 };

/* Controls and other invisible characters become \n, \t, \u{200b} …, bytes that are no character
 * U+FFFD; what is longer is cut and ends in "…". Lives in `arena`. */
struct str shown(struct arena *arena, struct str text);
struct str shown_name(struct arena *arena, struct str text);

#endif
