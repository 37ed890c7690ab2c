/* The parts of the rules' conditions that checks look at one by one: calls, fields of estimates and
 * comparisons. All of them are walked through once, for all checks. */
#ifndef POL_CHECK_RULE_PARTS_H
#define POL_CHECK_RULE_PARTS_H

#include "check/check.h"

/* Bits, so that a check can name those it wants. */
enum part_kind { PART_CALL = 1, PART_FIELD = 2, PART_COMPARISON = 4 };

struct rule_part {
    const struct rule *rule;
    struct expr *expr;
    enum part_kind kind;
};

/* By rule, and in the order of the walk: what is shared within a rule once, where it comes first. */
struct rule_parts {
    struct rule_part *items;
    size_t count, capacity;
    size_t part; /* of the theory: whose rules they are of */
    const struct rule *rule;
    struct arena *arena;
    struct expr_walk walk;
};

/* Those of the rules in the part of the theory that is looked at; live until the next part is. */
const struct rule_parts *check_parts(struct check *check);

#endif
