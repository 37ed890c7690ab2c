/* What all functions that estimate share: what they hand to src/method. */
#include "builtin/estimate.h"

#include "base/bug.h"

struct observed observe(const struct call *call, const struct run *run)
{
    struct observed x = {.run = run, .values = ARENA_ARRAY(call->arena, double, run->count + 1)};
    int32_t *at = ARENA_ARRAY(call->arena, int32_t, run->count + 1);
    size_t count = 0;
    for (size_t i = 0; i < run->count; i++) {
        if (!cell_known(&run->cells[i])) continue;
        x.values[count] = num_to_double(&run->cells[i].value);
        at[count++] = (int32_t)i;
        x.basis = basis_join(call->arena, x.basis, run->cells[i].basis, false);
    }
    x.points = (struct points){x.values, at, count};
    if (count) x.gaps = (size_t)(at[count - 1] - at[0]) + 1 - count;
    return x;
}

int32_t start_of(const struct call *call, const struct run *run, struct period from)
{
    int32_t day = period_days(call->calendar, from).first;
    struct period first = period_of_day(call->calendar, run->freq, day);
    int64_t start = (int64_t)first.ord - run->first;
    if (period_days(call->calendar, first).first < day) start++;
    /* Far outside is as good as just outside. */
    if (start < -1) return -1;
    return start > (int64_t)run->count + 1 ? (int32_t)run->count + 1 : (int32_t)start;
}

size_t points_before(const struct observed *x, int32_t start)
{
    size_t count = 0;
    while (count < x->points.n && x->points.at[count] < start) count++;
    return count;
}

/* --- what was given --------------------------------------------------------------------------- */

size_t place_of(const struct call *call, const char *parameter)
{
    struct parameter parameters[PARAMETERS_MAX];
    size_t count = builtin_parameters(call->builtin, parameters);
    for (size_t i = 0; i < count; i++)
        if (str_equal(parameters[i].name, str_from(parameter))) return i;
    BUG("a function has no such parameter");
}

size_t whole_given(const struct call *call, const char *parameter, size_t usual)
{
    size_t place = place_of(call, parameter);
    int64_t whole;
    if (!call->given[place] || !num_floor(&whole, &call->arguments[place].cell.value)) return usual;
    return (size_t)whole;
}

bool word_given(const struct call *call, const char *parameter, const char *word)
{
    size_t place = place_of(call, parameter);
    return call->given[place] && str_equal(call->arguments[place].text, str_from(word));
}

bool truth_given(const struct call *call, const char *parameter, bool usual)
{
    size_t place = place_of(call, parameter);
    return call->given[place] ? call->arguments[place].truth : usual;
}

size_t usual_season(enum freq freq)
{
    switch (freq) {
    case FREQ_DAY: return 7;
    case FREQ_WEEK: return 52;
    case FREQ_MONTH: return 12;
    case FREQ_QUARTER: return 4;
    case FREQ_HALF: return 2;
    case FREQ_YEAR: break;
    }
    return 0;
}

struct season season_given(const struct call *call)
{
    return (struct season){.length = whole_given(call, "season", 0)};
}

struct error_model errors_given(const struct call *call)
{
    struct error_model model = {.kind = ERRORS_AUTO, .lag = whole_given(call, "lag", 0)};
    if (word_given(call, "errors", "independent")) model.kind = ERRORS_INDEPENDENT;
    if (word_given(call, "errors", "ar1")) model.kind = ERRORS_AR1;
    if (word_given(call, "errors", "newey_west")) model.kind = ERRORS_NEWEY_WEST;
    return model;
}
