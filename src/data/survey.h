/* A survey of a data file: what its columns hold, from their names to how much is missing. The types
 * are guessed from the first rows; the file is then read as if they had been declared, so that what is
 * wrong in it becomes the same findings as in a program. */
#ifndef POL_DATA_SURVEY_H
#define POL_DATA_SURVEY_H

#include "data/table.h"

/* SAMPLE rows decide about the types; of a column's texts the VALUES most frequent are kept, where
 * there are not more than CODES; a key is looked for in at most KEYS rows. */
enum {
    SURVEY_SAMPLE = 5000,
    SURVEY_VALUES = 12,
    SURVEY_CODES = 10000,
    SURVEY_KEYS = 4000000,
    SURVEY_YEARS = 10000
};

struct survey_value {
    struct str text;
    uint64_t count;
};

struct survey_column {
    struct column_spec spec; /* as it was read; `name` is what the header is called in a program */
    uint64_t known, provisional;
    uint64_t missing[REASON_COUNT]; /* by reason */
    bool has_range;                 /* the smallest and the largest */
    struct num least, most;         /* of numbers */
    int32_t first, last; /* of dates, the day; of periods that of their beginning and end */
    unsigned places;     /* most decimals of a number */
    uint64_t truths;     /* of booleans: how many are true */
    size_t different;    /* texts; 0: more than SURVEY_CODES */
    const struct survey_value *values; /* the most frequent first */
    size_t value_count;
    bool unique;                  /* no value stands twice, none is missing: a key */
    uint64_t by_freq[FREQ_COUNT]; /* of periods */
};

struct survey_year {
    int year;
    uint64_t rows;
};

struct survey {
    struct str path, encoding, dates; /* dates: the pattern, or empty */
    char delimiter, decimal;          /* 0: the file has none */
    bool grouped;                     /* thousands are set apart by points, decimals by a comma */
    struct table_read read;
    struct survey_column *columns;
    size_t column_count;
    size_t period;                   /* the column that places rows in time; SIZE_MAX: none */
    const struct survey_year *years; /* rows by year of that column, in order */
    size_t year_count;
};

struct file_to_survey {
    struct str path, file; /* as people are shown it; what is opened */
    struct table_options options;
    size_t workers;
};

/* Reads the whole file. NULL when that can't be done: a finding D01 or S05 says why. The survey lives
 * in `arena`. */
const struct survey *survey_file(struct arena *arena, const struct file_to_survey *request,
                                 struct findings *findings);

#endif
