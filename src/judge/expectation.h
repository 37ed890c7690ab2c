/* What one `expect` of a test comes to. Internal to src/judge. */
#ifndef POL_JUDGE_EXPECTATION_H
#define POL_JUDGE_EXPECTATION_H

#include "judge/judging.h"
#include "judge/test.h"

/* The rules have been judged. Those that it names are shown with their trace. */
struct result_expectation expectation_look(struct judging *judging, const struct test_run *run,
                                           const struct expected *expected);

#endif
