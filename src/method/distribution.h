/* Tails and quantiles that can't raise an error of GSL. Some functions of GSL do (the inverse of Student's
 * t when its search ends too early, incomplete gammas that underflow) and GSL then ends the process;
 * these keep to the safe ones and to arguments that are safe. */
#ifndef POL_METHOD_DISTRIBUTION_H
#define POL_METHOD_DISTRIBUTION_H

/* P(|Z| >= |z|) of a standard normal. */
double normal_two_sided(double z);
/* P(Z <= z), and the z for which that is p (0 < p < 1). */
double normal_below(double z);
double normal_quantile(double p);

/* P(|T| >= |t|) and P(T >= t) of Student's t; an infinite df is the normal. */
double t_two_sided(double t, double df);
double t_above(double t, double df);
/* The t for which P(T <= t) = p; 0 < p < 1, df > 0. */
double t_quantile(double p, double df);

/* P(X >= x). */
double chi_square_above(double x, double df);
double f_above(double x, double df1, double df2);

/* P(X <= x) of a beta distribution. */
double beta_below(double x, double a, double b);

#endif
