/* The innermost loops, each compiled for several sets of instructions; which one a machine gets is
 * found out when it runs. All sets give the same. */
#ifndef POL_DATA_KERNEL_H
#define POL_DATA_KERNEL_H

#include <stddef.h>
#include <stdint.h>

#include "data/vectors.h"

enum { WORD_BYTES = 64 };

/* Of 64 bytes, a bit each, the first the lowest. */
struct word_marks {
    uint64_t separators; /* delimiters and line ends out of quotes; both of a CR and LF */
    uint64_t ends;       /* those that end a record; of a CR and LF the CR */
};

/* What stands where in 64 bytes, a bit each. */
struct word_class {
    uint64_t quotes, delimiters, lfs, crs;
};

/* Where the separators stand, one after another. */
struct places {
    uint32_t *at;
    size_t count, room;
    uint32_t *ends; /* which of them end records, as indices into `at` */
    size_t end_count, end_room;
};

/* Short figures that become integers at a common scale. */
struct figure_words {
    uint64_t *words; /* eight characters each, the last the highest, zeros ('0') before them; they
                         become the integers. The first of a figure is a digit; FIGURE_NONE_WORD is
                         none */
    size_t count;    /* a multiple of FIGURES_AT_ONCE */
    uint64_t mark;   /* the decimal mark in each byte */
    unsigned scale;
    int64_t least_allowed, most_allowed;
    /* what is found */
    int64_t least, most; /* brought up to date with those that are read */
    uint64_t marks_seen; /* of them: 1 << (56 - 8 * places) for each number of places but 0 */
    uint16_t *hard; /* which are not read and become 0: with another character, with more places
                             than the scale, out of the range */
    size_t hard_count;
};

enum { FIGURES_AT_ONCE = 4 };
#define FIGURE_NONE_WORD (~UINT64_C(0))

struct structure;

struct kernel {
    /* Marks the words [word, word_count) of the text until one is odd; answers which, or
     * word_count. The state is then that before the odd word. */
    size_t (*mark)(struct structure *structure, const char *text, size_t word, size_t word_count,
                   struct word_marks *marks);
    /* Lists the separators at [from, to) and answers how far it came for lack of room. */
    size_t (*list)(const struct word_marks *marks, size_t from, size_t to, struct places *places);
    void (*read_figures)(struct figure_words *figures);
};

/* The kernel of an instruction set, the best of this machine where that is asked for or it lacks the
 * other. */
const struct kernel *kernel_for(enum scan_instructions instructions);

#endif
