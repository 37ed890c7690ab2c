/* Figures: numbers as they stand in data files, with their decimal mark and thousands sign. */
#ifndef POL_DATA_FIGURE_H
#define POL_DATA_FIGURE_H

#include <stdbool.h>

#include "base/num.h"
#include "base/str.h"

/* How the numbers of one file are written. */
struct figure_format {
    char decimal;   /* '.' or ',' */
    char thousands; /* 0: none; ' ' also stands for U+00A0 and U+202F */
    bool guessed;   /* the author said nothing and the file gave no proof: '.' is a guess */
};

/* How a text can be taken as a number. */
enum figure_kind {
    FIGURE_READ,
    FIGURE_TWO_WAYS, /* read with its one mark as the decimal mark, but 1.234 may well be 1234 */
    FIGURE_NONE,
    FIGURE_TOO_LONG,   /* more digits than numbers here have */
    FIGURE_OTHER_MARK, /* a number when `mark` is the decimal mark */
    FIGURE_THOUSANDS,  /* a number when `mark` is the thousands sign */
    FIGURE_DASH,       /* nothing but a dash */
    FIGURE_PERCENT,    /* a number and a percent sign */
    FIGURE_CURRENCY    /* a number and a currency */
};

struct figure {
    enum figure_kind kind;
    struct num value; /* READ and TWO_WAYS */
    char mark;        /* TWO_WAYS, OTHER_MARK, THOUSANDS */
};

/* Whether it is nothing but a dash, of any length. */
bool figure_is_dash(struct str text);

/* Without the white space at both ends, that of Unicode too. */
struct str figure_trim(struct str text);

/* Reads a trimmed text. A mark that could be either is a question (TWO_WAYS) only when the format is
 * a guess. */
struct figure figure_read(const struct figure_format *format, struct str text);

/* What a text proves about the decimal mark of its file: '.', ',' or 0. `thousands`: the sign that
 * the author said, or 0. */
char figure_proof(struct str text, char thousands);

#endif
