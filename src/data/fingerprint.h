/* Fingerprints, by which a reader of a report sees whether a file is still the one that was judged. */
#ifndef POL_DATA_FINGERPRINT_H
#define POL_DATA_FINGERPRINT_H

#include "base/str.h"

/* "xxh3-128:" and 32 hexadecimal digits. */
enum { FINGERPRINT_SIZE = 48 };

/* Of some bytes; of what a state of XXH3 was given so far. */
void fingerprint_of(struct str bytes, char text[FINGERPRINT_SIZE]);
void fingerprint_of_state(const void *state, char text[FINGERPRINT_SIZE]);

#endif
