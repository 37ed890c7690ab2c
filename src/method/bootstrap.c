/* The bootstrap. */
#include "method/bootstrap.h"

#include <math.h>

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>

#include "method/distribution.h"
#include "method/random.h"

enum { FEWEST = 8, DRAWS = 2000, FEWEST_DRAWS = 20, MOST_DRAWS = 100000, MOST_WORK = 2000000000 };

size_t bootstrap_block(size_t n)
{
    return (size_t)ceil(cbrt((double)n));
}

double bootstrap_mean(double *values, size_t n, void *context)
{
    (void)context;
    return gsl_stats_mean(values, 1, n);
}

double bootstrap_median(double *values, size_t n, void *context)
{
    (void)context;
    return gsl_stats_median(values, 1, n);
}

/* One drawing: values one by one, or blocks that go round from the end to the beginning. */
static void draw(struct random_state *random, const struct sampled *from, size_t block, double *to)
{
    for (size_t i = 0; i < from->n;) {
        size_t start = random_index(random, from->n);
        for (size_t j = 0; j < block && i < from->n; j++)
            to[i++] = from->value[(start + j) % from->n];
    }
}

/* How much the figure changes when one value is left out: the skewness of that (Efron's acceleration). */
static double acceleration(struct arena *scratch, const struct bootstrap_question *question)
{
    size_t n = question->n;
    double *figure = ARENA_ARRAY(scratch, double, n), *left = ARENA_ARRAY(scratch, double, n);
    double mean = 0, square = 0, cube = 0;
    for (size_t out = 0; out < n; out++) {
        for (size_t i = 0, j = 0; i < n; i++)
            if (i != out) left[j++] = question->value[i];
        figure[out] = question->statistic(left, n - 1, question->context);
        mean += figure[out] / (double)n;
    }
    for (size_t i = 0; i < n; i++) {
        double d = mean - figure[i];
        square += d * d;
        cube += d * d * d;
    }
    double a = cube / (6 * pow(square, 1.5));
    return isfinite(a) ? a : 0;
}

/* The value below which a share of the sorted draws lies (type 7). */
static double at_share(const double *sorted, size_t draws, double share)
{
    return gsl_stats_quantile_from_sorted_data(sorted, 1, draws, fmin(1, fmax(0, share)));
}

/* Shares below and at a point, ties counted half. */
static double share_below(const double *sorted, size_t draws, double point)
{
    double below = 0;
    for (size_t i = 0; i < draws; i++)
        below += sorted[i] < point ? 1 : sorted[i] == point ? 0.5 : 0;
    return below / (double)draws;
}

/* How an interval is made of the draws. */
struct making {
    double acceleration; /* of BCa */
    double blocks; /* 0: BCa; else so many blocks in all, of a share `block` of their series */
    double block;
    double samples; /* 1 or 2 */
};

static enum method_status conclude(double *figure, size_t draws, const struct making *making,
                                   struct measured *result)
{
    for (size_t i = 0; i < draws; i++)
        if (!isfinite(figure[i])) return METHOD_BAD_INPUT;
    gsl_sort(figure, 1, draws);
    result->se = gsl_stats_sd(figure, 1, draws);
    if (!(figure[draws - 1] > figure[0])) return METHOD_NO_VARIATION;
    if (making->blocks > 0) {
        /* Blocks see a little too little, and there are few of them (Künsch 1989). */
        double se = result->se / sqrt(1 - making->block);
        measured_of_t(result, result->value, se, fmax(1, making->blocks - making->samples));
        return METHOD_OK;
    }
    double least = 1 / (double)draws, below = share_below(figure, draws, result->value);
    double z = normal_quantile(fmin(1 - least, fmax(least, below))), reach = 1.959963984540054;
    double low = normal_below(z + (z - reach) / (1 - making->acceleration * (z - reach)));
    double high = normal_below(z + (z + reach) / (1 - making->acceleration * (z + reach)));
    result->low = at_share(figure, draws, low);
    result->high = at_share(figure, draws, high);
    double negative = share_below(figure, draws, 0);
    double side = fmin(negative, 1 - negative) * (double)draws;
    result->p = fmin(1, 2 * (side + 1) / ((double)draws + 1));
    result->has_error = true;
    return METHOD_OK;
}

static size_t draws_of(const struct bootstrap_question *question)
{
    return question->draws ? question->draws : DRAWS;
}

static enum method_status usable(const struct sampled *sample, size_t draws)
{
    for (size_t i = 0; i < sample->n; i++)
        if (!(fabs(sample->value[i]) <= 1e150)) return METHOD_BAD_INPUT;
    if (draws < FEWEST_DRAWS || draws > MOST_DRAWS) return METHOD_BAD_INPUT;
    return sample->n <= MOST_WORK / draws ? METHOD_OK : METHOD_TOO_MANY;
}

enum method_status bootstrap_run(struct arena *scratch, const struct bootstrap_question *question,
                                 struct measured *result)
{
    struct sampled from = {question->value, question->n};
    size_t draws = draws_of(question), block = question->block > 1 ? question->block : 1;
    *result = (struct measured){.n = from.n};
    if (from.n < FEWEST || from.n < 3 * block) return METHOD_TOO_FEW;
    enum method_status status = usable(&from, draws);
    if (status != METHOD_OK) return status;
    struct random_state random;
    random_seed(&random, question->seed);
    double *figure = ARENA_ARRAY(scratch, double, draws);
    double *again = arena_copy(scratch, from.value, from.n * sizeof *again);
    result->value = question->statistic(again, from.n, question->context);
    if (!isfinite(result->value)) return METHOD_BAD_INPUT;
    for (size_t i = 0; i < draws; i++) {
        draw(&random, &from, block, again);
        figure[i] = question->statistic(again, from.n, question->context);
    }
    struct making making = {.samples = 1};
    if (block == 1)
        making.acceleration = acceleration(scratch, question);
    else
        making.blocks = (double)from.n / (double)block, making.block = 1 / making.blocks;
    return conclude(figure, draws, &making, result);
}

enum method_status bootstrap_difference(struct arena *scratch, const struct two_samples *samples,
                                        const struct bootstrap_question *question,
                                        struct measured *result)
{
    const struct sampled *a = &samples->a, *b = &samples->b;
    size_t draws = draws_of(question), block = question->block > 1 ? question->block : 1;
    *result = (struct measured){.n = a->n + b->n};
    if (a->n < FEWEST || b->n < FEWEST) return METHOD_TOO_FEW;
    if (a->n < 3 * block || b->n < 3 * block) return METHOD_TOO_FEW;
    enum method_status status = usable(a, draws);
    if (status == METHOD_OK) status = usable(b, draws);
    if (status != METHOD_OK) return status;
    struct random_state random;
    random_seed(&random, question->seed);
    double *figure = ARENA_ARRAY(scratch, double, draws);
    double *of_a = ARENA_ARRAY(scratch, double, a->n), *of_b = ARENA_ARRAY(scratch, double, b->n);
    result->value = gsl_stats_mean(b->value, 1, b->n) - gsl_stats_mean(a->value, 1, a->n);
    for (size_t i = 0; i < draws; i++) {
        draw(&random, a, block, of_a);
        draw(&random, b, block, of_b);
        figure[i] = gsl_stats_mean(of_b, 1, b->n) - gsl_stats_mean(of_a, 1, a->n);
    }
    struct making making = {.samples = 2};
    if (block > 1) {
        making.blocks = (double)(a->n + b->n) / (double)block;
        making.block = 2 / making.blocks;
    }
    return conclude(figure, draws, &making, result);
}
