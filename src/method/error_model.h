/* How the errors of a line through a series are taken to hang together, and what the residuals say of
 * it. Shared by trend, step and interrupted series. */
#ifndef POL_METHOD_ERROR_MODEL_H
#define POL_METHOD_ERROR_MODEL_H

#include "method/measured.h"

enum error_kind {
    ERRORS_AUTO,        /* AR(1) from ERRORS_AR1_POINTS points on, independent below */
    ERRORS_INDEPENDENT, /* ordinary least squares */
    ERRORS_AR1,         /* each error is rho times the one before plus a new one; by REML */
    ERRORS_NEWEY_WEST   /* least squares with Newey and West's error */
};

enum { ERRORS_AR1_POINTS = 16 };

struct error_model {
    enum error_kind kind;
    size_t lag; /* Newey–West: how many periods back; 0: by the rule floor(4 (n / 100)^(2/9)) */
    bool adjusted; /* Newey–West: times n / (n - k), for small samples */
};

/* The repeating part of a series. `length` 0: none. Harmonics are pairs of sine and cosine; dummies one
 * figure for each part of the season. Harmonics need fewer parameters, so they are the default. */
enum season_form { SEASON_HARMONICS, SEASON_DUMMIES };

struct season {
    size_t length; /* periods in a season: 4 quarters, 12 months; 0 or 1: none */
    enum season_form form;
    size_t pairs; /* of harmonics; 0: 2, or as many as the length allows */
};

/* The pairs of harmonics that a season gets. */
size_t season_pairs(const struct season *season);

/* What the residuals say. p values are 1 where a test could not be done. */
struct residual_checks {
    enum error_kind errors; /* what was used; never ERRORS_AUTO */
    size_t lag;             /* Newey–West's */
    double rho; /* AR(1): the estimated correlation of neighbours; else that of the residuals */
    double durbin_watson; /* of the least-squares residuals */
    double ljung_box; /* at the season (or at min(10, n / 5)), of what remains after the model */
    double ljung_box_p;
    size_t ljung_box_lag;
    size_t outliers; /* residuals beyond 3.5 robust standard deviations */
};

#endif
