/* Many tests at once: p values adjusted so that chance finds don't pile up. */
#ifndef POL_METHOD_MULTIPLE_H
#define POL_METHOD_MULTIPLE_H

#include "method/measured.h"

/* Holm (1979): bounds the chance of any false find. `adjusted` may be `p` itself. */
enum method_status multiple_holm(struct arena *scratch, const double *p, size_t n,
                                 double *adjusted);

/* Benjamini & Hochberg (1995): bounds the expected share of false finds among the finds. */
enum method_status multiple_benjamini_hochberg(struct arena *scratch, const double *p, size_t n,
                                               double *adjusted);

#endif
