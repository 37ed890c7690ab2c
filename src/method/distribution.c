/* Distributions, by those functions of GSL that raise no error. */
#include "method/distribution.h"

#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_randist.h>

static const double ALMOST_NORMAL = 1e8; /* degrees of freedom from which t is the normal */
static const double BETA_CONVERGES = 1e4;
static const double GAMMA_CONVERGES = 2e5;

double normal_two_sided(double z)
{
    return erfc(fabs(z) / M_SQRT2);
}

double normal_below(double z)
{
    return 0.5 * erfc(-z / M_SQRT2);
}

double normal_quantile(double p)
{
    return gsl_cdf_ugaussian_Pinv(p);
}

double beta_below(double x, double a, double b)
{
    if (!(x > 0)) return 0;
    return x >= 1 ? 1 : gsl_cdf_beta_P(x, a, b);
}

/* The incomplete beta is exact to rounding; GSL's own t is an expansion where df > 30. */
double t_two_sided(double t, double df)
{
    if (t == 0) return 1;
    if (!(df < ALMOST_NORMAL)) return normal_two_sided(t);
    if (df > BETA_CONVERGES) return fmin(1, 2 * gsl_cdf_tdist_Q(fabs(t), df));
    double square = t * t;
    if (!isfinite(square)) return 0;
    /* Of the two equal forms the one whose argument isn't close to 1. */
    return square < df ? gsl_cdf_beta_Q(square / (df + square), 0.5, df / 2)
                       : gsl_cdf_beta_P(df / (df + square), df / 2, 0.5);
}

double t_above(double t, double df)
{
    double half = 0.5 * t_two_sided(t, df);
    return t > 0 ? half : 1 - half;
}

/* The normal quantile moved outward: Fisher and Cornish's expansion in 1 / df. */
static double t_start(double z, double df)
{
    double w = z * z, a = z * (w + 1) / 4, b = z * ((5 * w + 16) * w + 3) / 96;
    double c = z * (((3 * w + 19) * w + 17) * w - 15) / 384;
    return z + (a + (b + c / df) / df) / df;
}

/* Slow and certain. */
static double t_by_halving(double tail, double df)
{
    double low = 0, high = 2;
    while (t_two_sided(high, df) > tail && high < 1e150) low = high, high *= 2;
    for (int i = 0; i < 200; i++) {
        double t = 0.5 * (low + high);
        if (t_two_sided(t, df) > tail)
            low = t;
        else
            high = t;
    }
    return 0.5 * (low + high);
}

double t_quantile(double p, double df)
{
    if (p == 0.5) return 0;
    if (!(df < ALMOST_NORMAL)) return normal_quantile(p);
    double tail = p < 0.5 ? 2 * p : 2 * (1 - p), sign = p < 0.5 ? -1 : 1;
    if (df < 3) return sign * t_by_halving(tail, df);
    /* Newton's steps with one slope: the start is so near that it serves for all. */
    double t = t_start(normal_quantile(1 - tail / 2), df), slope = 2 * gsl_ran_tdist_pdf(t, df);
    for (int i = 0; i < 20; i++) {
        double step = (t_two_sided(t, df) - tail) / slope;
        t += step;
        if (fabs(step) <= 1e-14 * t) return sign * t;
    }
    return sign * t_by_halving(tail, df);
}

double chi_square_above(double x, double df)
{
    if (!(x > 0) || !(df > 0)) return 1;
    if (x > 2 * df + 3000) return 0; /* below 1e-300 */
    if (df < GAMMA_CONVERGES) return gsl_cdf_chisq_Q(x, df);
    /* Wilson and Hilferty's cube root. */
    double part = 2 / (9 * df);
    return 1 - normal_below((cbrt(x / df) - 1 + part) / sqrt(part));
}

double f_above(double x, double df1, double df2)
{
    if (!(x > 0)) return 1;
    if (!isfinite(x)) return 0;
    double share = df1 * x / (df2 + df1 * x);
    return share < 0.5 ? gsl_cdf_beta_Q(share, df1 / 2, df2 / 2)
                       : gsl_cdf_beta_P(df2 / (df2 + df1 * x), df2 / 2, df1 / 2);
}
