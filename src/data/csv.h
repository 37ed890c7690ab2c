/* The inside of the reader of delimited text, for its two ways through a file: record by record
 * (read_csv.c), and with several workers over blocks (scan_csv.c). */
#ifndef POL_DATA_CSV_H
#define POL_DATA_CSV_H

#include "data/encoding.h"
#include "data/reader.h"
#include "data/records.h"
#include "data/window.h"

struct csv {
    struct reader *reader;
    struct decoder decoder;
    struct window window;
    struct scanner scanner;
    size_t *places;     /* the field of each column; only of those wanted */
    uint64_t row;       /* counting every record, blank ones too; while the header is looked for */
    uint64_t row_below; /* where the header may stand instead; 0: nowhere */
};

#endif
