/* After all findings are raised: severities as chosen, allowances, the baseline of findings to live
 * with. What is allowed stays in the list, with why it is not reported. */
#ifndef POL_CHECK_SETTLE_H
#define POL_CHECK_SETTLE_H

#include "check/choice.h"

enum settle_status {
    SETTLE_DONE,
    SETTLE_NO_BASELINE, /* the file can't be read; errno says why */
    SETTLE_BAD_BASELINE /* it is no baseline */
};

/* Settles the findings of a program. `whole`: all checks have run, so an allowance that allowed
 * nothing is reported too. */
enum settle_status settle(const struct theory *t, struct findings *findings,
                          const struct choices *choices, const struct check_request *request,
                          bool whole);

#endif
