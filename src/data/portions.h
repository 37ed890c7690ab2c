/* The inside of reader_scan. A kind of file may have a fast way of its own, which takes what it can and
 * leaves the rest to reader_next: so each row is read by one of two ways, with the same outcome, and
 * the fast one may stop wherever it does not understand the file. */
#ifndef POL_DATA_PORTIONS_H
#define POL_DATA_PORTIONS_H

#include <stdatomic.h>
#include <stdbool.h>

#include "data/reader.h"
#include "data/vector_room.h"
#include "data/vectors.h"

struct scan {
    struct reader *reader;
    const struct scan_options *options;
    portion_take *take;
    void *context;
    struct vector_room *rooms; /* of the workers, of which 0 also takes what comes in batches */
    struct arena **arenas;     /* in which they lie */
    size_t workers;
    uint64_t block;      /* the number of the next */
    atomic_bool stopped; /* by the consumer */
    void *state;         /* of the kind */
};

/* Gives a portion to the consumer, unless that has had enough. */
void scan_give(struct scan *scan, const struct portion *portion);

/* Runs through as much of the file as the fast way can, from where the reader stands, and leaves it
 * where reader_next goes on. `state` keeps what lives on until the next time. */
void scan_csv(struct scan *scan);
void scan_jsonl(struct scan *scan);

#endif
