/* Putting the edits of findings into their files: `pol check --fix`. */
#ifndef POL_CLI_MEND_H
#define POL_CLI_MEND_H

#include "cli/cli.h"

struct mended {
    size_t edits; /* so far */
    bool again;   /* something was written: what was checked is no longer there */
};

/* Mends the files of what was checked, or with `diff` shows what would change. False when that failed,
 * which has been told. */
bool mend(struct pol *pol, bool unsafe, bool diff, struct mended *done);

#endif
