/* Numbers for the texts of a column, while these are few: what struct dictionary shows. */
#ifndef POL_DATA_TEXT_CODES_H
#define POL_DATA_TEXT_CODES_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/atom.h"
#include "data/vectors.h"

struct text_codes {
    struct atoms atoms;
    struct dictionary dictionary;
    uint32_t most; /* texts */
    bool full;     /* there were more: no numbers are given any longer */
};

/* Numbers for at most `most` texts, which are kept in `arena`. The codes must not move. */
void text_codes_init(struct text_codes *codes, struct arena *arena, uint32_t most);

/* The number of a text (trimmed, NFC); ATOM_NONE when there are too many. */
uint32_t text_codes_number(struct text_codes *codes, struct str text);

#endif
