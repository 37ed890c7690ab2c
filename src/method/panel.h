/* Groups observed over periods, with gaps: what difference in differences and placebo tests read. */
#ifndef POL_METHOD_PANEL_H
#define POL_METHOD_PANEL_H

#include "method/measured.h"

enum { PANEL_LARGEST = 4000000 }; /* cells */

struct panel_data {
    const double *value; /* group after group: value[group * periods + period] */
    const bool *known;   /* likewise; NULL: all */
    size_t groups, periods;
    const bool *treated; /* for each group */
    size_t from;         /* the index of the first period under treatment: 1 .. periods - 1 */
};

#endif
