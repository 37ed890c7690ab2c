/* Inference when few groups are treated: as many untreated groups are called treated, again and again, and
 * the effect is held against those that come out where there was none (Abadie, Diamond & Hainmueller,
 * "Synthetic control methods", JASA 105, 2010; Arkhangelsky e.a., AER 111, 2021, algorithm 4). All choices
 * where there are at most PLACEBO_ALL, else PLACEBO_DRAWS seeded ones. */
#ifndef POL_METHOD_PLACEBO_H
#define POL_METHOD_PLACEBO_H

#include "method/panel.h"

enum { PLACEBO_ALL = 10000, PLACEBO_DRAWS = 10000 };

struct placebo {
    struct measured
        effect;      /* that of did_panel_fit; se is the placebos' root mean square about their
                              mean; interval by Student's t with placebos' degrees of freedom; p by rank */
    size_t placebos; /* how many were looked at */
    size_t as_large; /* of them at least as far from 0 */
    bool all;        /* every choice was looked at, so p is exact */
};

/* Needs as many others as treated and one more, and at least 5 others. p = (1 + as_large) / (1 +
 * placebos): with fewer than 19 placebos it can't come below 5 % (CAUTION_FEW_PLACEBOS). */
enum method_status placebo_test(struct arena *scratch, const struct panel_data *panel,
                                uint64_t seed, struct placebo *result);

#endif
