/* Units of measure: products of powers of base units with an exact scale (language.md §5, "Units").
 *
 * Two units can meet when their dimensions are the same; a value then goes from one to the other by
 * an exact factor. The base of time is in two families between which nothing converts: day and week;
 * month, quarter, half and year. `percent` and `pp` have no dimension. */
#ifndef POL_THEORY_UNIT_H
#define POL_THEORY_UNIT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/num.h"
#include "base/str.h"

enum { UNIT_FACTORS_MAX = 8 };

/* What a number without dimension is, so that percent and percentage points are told apart. */
enum unit_flavour {
    FLAVOUR_NONE,
    FLAVOUR_SHARE,   /* a part of a whole: 0 .. 1 */
    FLAVOUR_PERCENT, /* a ratio or relative change, written with % */
    FLAVOUR_POINTS   /* the difference of two shares */
};

struct unit_factor {
    uint32_t base; /* the number of a base unit */
    int power;
};

struct unit {
    struct unit_factor factors[UNIT_FACTORS_MAX]; /* in order of base; powers are not 0 */
    int count;
    struct num scale; /* one of this unit is so many of the product of its base units */
    enum unit_flavour flavour;
    int price_year;   /* amounts of this year's prices; 0: not said */
    struct str label; /* as it is shown; empty for a plain number */
};

/* The unit of a plain number. */
extern const struct unit unit_none;

/* The units that are there without a declaration. */
enum unit_builtin { UNIT_DAY, UNIT_MONTH, UNIT_BASES };

struct unit_named {
    struct str name;
    struct unit unit;
};
/* day week month quarter half year percent pp: a list that ends with an empty name. */
const struct unit_named *unit_builtins(void);

/* A base unit of its own. */
struct unit unit_base(uint32_t base, struct str label);

bool unit_is_plain(const struct unit *unit); /* no dimension */
bool unit_same_dimension(const struct unit *a, const struct unit *b);

/* The number by which a value in `from` is multiplied to stand in `to`; same dimension. */
struct num unit_conversion(const struct unit *from, const struct unit *to);

/* Product, quotient, power. NULL when a result has too many factors or its scale does not fit. A
 * product without dimension has scale 1: `adjust` is by how much its values must be multiplied. */
const struct unit *unit_multiply(struct arena *arena, const struct unit *a, const struct unit *b,
                                 struct num *adjust);
const struct unit *unit_divide(struct arena *arena, const struct unit *a, const struct unit *b,
                               struct num *adjust);
const struct unit *unit_power(struct arena *arena, const struct unit *a, int power);

/* Its name for people: "incident / 1000 fte", or "a plain number". */
struct str unit_phrase(const struct unit *unit);

#endif
