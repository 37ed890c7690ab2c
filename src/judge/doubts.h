/* What figures and verdicts give reason to doubt: findings that need them, not only the theory. */
#ifndef POL_JUDGE_DOUBTS_H
#define POL_JUDGE_DOUBTS_H

#include "judge/judging.h"

/* I18, I19: the aims of all indicators beside their series. Nothing need have been judged. */
void doubts_of_aims(struct judging *judging, struct findings *findings);

/* D06: verdicts that rest on provisional values, a finding for each column that holds some. */
void doubts_of_verdicts(struct judging *judging, const struct input *inputs, size_t input_count,
                        struct findings *findings);

#endif
