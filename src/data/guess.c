/* Guesses a column's type. A type is taken when all but a few texts have it: what is wrong with those
 * few is then said as it would be of a declared column. */
#include "data/guess.h"

#include "base/compiler.h"
#include "base/period.h"
#include "data/figure.h"

/* So many in a hundred texts may have another look, and one of a few. */
enum { WRONG_IN_A_HUNDRED = 10, FEW = 5 };

static const struct str patterns[GUESS_PATTERNS] = {
    {"dd-mm-yyyy", 10}, {"dd/mm/yyyy", 10}, {"dd.mm.yyyy", 10}, {"mm/dd/yyyy", 10},
    {"d-m-yyyy", 8},    {"d/m/yyyy", 8},    {"yyyymmdd", 8},    {"m/d/yyyy", 8},
};

static bool is_number(char mark, char thousands, struct str text, struct num *value)
{
    struct figure_format format = {.decimal = mark, .thousands = thousands};
    struct figure figure = figure_read(&format, text);
    if (figure.kind != FIGURE_READ && figure.kind != FIGURE_TWO_WAYS) return false;
    *value = figure.value;
    return true;
}

static bool is_year(const struct num *value)
{
    int64_t year;
    return num_is_integer(value) && num_floor(&year, value) && year >= 1900 && year <= 2100;
}

static bool is_boolean(struct str text)
{
    static const struct str words[] = {{"true", 4}, {"false", 5}, {"yes", 3},  {"no", 2},
                                       {"ja", 2},   {"nee", 3},   {"waar", 4}, {"onwaar", 6}};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_equal_ignoring_case(text, words[i])) return true;
    return false;
}

static void take_number(struct guess *guess, struct str text)
{
    struct num value;
    bool plain = is_number(',', 0, text, &value);
    bool grouped = !plain && is_number(',', '.', text, &value);
    guess->comma_numbers += plain || grouped;
    guess->grouped += grouped;
    if (!is_number('.', 0, text, &value)) return;
    guess->numbers++;
    guess->whole += num_is_integer(&value);
    guess->years += text.len == 4 && is_year(&value);
    guess->leading_zero += text.len > 1 && text.p[0] == '0' && text.p[1] >= '0' && text.p[1] <= '9';
}

static void take_time(struct guess *guess, struct str text)
{
    struct period period;
    int32_t day;
    if (period_parse_data(text, &period)) {
        guess->periods++;
        guess->by_freq[period.freq]++;
    }
    guess->dates += date_parse_iso(text, &day);
    for (size_t i = 0; i < GUESS_PATTERNS; i++)
        guess->patterns[i] += date_parse_pattern(text, patterns[i], &day);
}

void guess_take(struct guess *guess, struct str text)
{
    if (!text.len || sign_find(guess->signs, text) || figure_is_dash(text)) return;
    guess->filled++;
    struct str bare = text; /* without the sign of a provisional value */
    sign_take_suffix(guess->signs, &bare);
    take_number(guess, bare);
    take_time(guess, bare);
    guess->booleans += is_boolean(text);
}

/* --- what it is ----------------------------------------------------------------------------------------- */

static bool nearly_all(const struct guess *guess, uint64_t count)
{
    if (guess->filled >= FEW && count + 1 == guess->filled) return true;
    return guess->filled && count * 100 >= guess->filled * (100 - WRONG_IN_A_HUNDRED);
}

/* "Jaar", "Begrotingsjaar", "period". */
static bool names_a_period(struct str name)
{
    static const struct str ends[] = {{"year", 4},    {"jaar", 4},     {"period", 6},
                                      {"periode", 7}, {"perioden", 8}, {"periods", 7}};
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        if (name.len < ends[i].len) continue;
        struct str end = {name.p + name.len - ends[i].len, ends[i].len};
        if (str_equal_ignoring_case(end, ends[i])) return true;
    }
    return false;
}

static bool guess_period(const struct guess *guess, struct str name, struct column_spec *spec)
{
    bool plain_years = nearly_all(guess, guess->years);
    if (!nearly_all(guess, guess->periods) || (plain_years && !names_a_period(name))) return false;
    size_t kinds = 0;
    for (int freq = 0; freq < FREQ_COUNT; freq++) {
        if (!guess->by_freq[freq]) continue;
        spec->freq = (enum freq)freq;
        kinds++;
    }
    spec->type = CELL_PERIOD;
    spec->any_freq = true;
    return kinds > 0 && !(kinds == 1 && spec->freq == FREQ_DAY);
}

static bool guess_date(const struct guess *guess, struct column_spec *spec,
                       struct guess_style *style)
{
    spec->type = CELL_DATE;
    if (nearly_all(guess, guess->dates)) return true;
    for (size_t i = 0; i < GUESS_PATTERNS; i++) {
        if (!nearly_all(guess, guess->patterns[i])) continue;
        style->pattern = patterns[i];
        return true;
    }
    return false;
}

/* Codes such as 007 are texts: as numbers they would lose what tells them apart. */
static bool guess_number(const struct guess *guess, struct column_spec *spec,
                         struct guess_style *style)
{
    bool comma = guess->comma_numbers > guess->numbers;
    style->grouped = comma && guess->grouped;
    if (!nearly_all(guess, comma ? guess->comma_numbers : guess->numbers)) return false;
    if (guess->leading_zero * 2 > guess->filled) return false;
    spec->type = CELL_NUMBER;
    spec->whole = !comma && guess->whole == guess->numbers;
    return true;
}

void guess_column(const struct guess *guess, struct str name, struct column_spec *spec,
                  struct guess_style *style)
{
    *style = (struct guess_style){.pattern = STR("")};
    if (nearly_all(guess, guess->booleans)) {
        spec->type = CELL_BOOLEAN;
        return;
    }
    if (guess_period(guess, name, spec)) return;
    if (guess_date(guess, spec, style)) return;
    spec->any_freq = false;
    if (guess_number(guess, spec, style)) return;
    spec->type = CELL_TEXT;
}
