/* Gives the texts of a column numbers until there are too many of them. */
#include "data/text_codes.h"

void text_codes_init(struct text_codes *codes, struct arena *arena, uint32_t most)
{
    *codes = (struct text_codes){.most = most};
    atoms_init(&codes->atoms, arena);
}

uint32_t text_codes_number(struct text_codes *codes, struct str text)
{
    if (codes->full) return ATOM_NONE;
    if (codes->atoms.count >= codes->most) {
        uint32_t known = atoms_find(&codes->atoms, text);
        codes->full = known == ATOM_NONE;
        return known;
    }
    uint32_t code = atoms_intern(&codes->atoms, text);
    codes->dictionary = (struct dictionary){codes->atoms.texts, codes->atoms.count};
    return code;
}
