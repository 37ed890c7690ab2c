/* Many tests over one policy: each is held against how many there are (Holm; Benjamini and
 * Hochberg). Internal to src/judge. */
#ifndef POL_JUDGE_MULTIPLICITY_H
#define POL_JUDGE_MULTIPLICITY_H

#include "judge/judging.h"

/* Collects the tests that the selected rules' verdicts rest on, corrects them, and adds a caution to
 * those that would not come out any more. */
void multiplicity_find(struct judging *judging);

#endif
