/* Periods and dates: which days they hold, how they nest, and how they are read and written. */
#include "base/period.h"

#include "base/bug.h"
#include "base/calendar.h"

/* STR for tables, which must be constant. */
#define TEXT(literal) .p = (literal), .len = sizeof(literal) - 1

/* Periods with whole months in them are reckoned in months: this many each, 0 for the others. */
static const int months_in[FREQ_COUNT] = {
    [FREQ_MONTH] = 1, [FREQ_QUARTER] = 3, [FREQ_HALF] = 6, [FREQ_YEAR] = 12};

enum { FIRST_MONDAY = -3 }; /* of the week with 1970-01-01 in it */

static int floor_divide(int a, int b)
{
    return a / b - (a % b < 0);
}

/* ---- days ---- */

struct period period_year(int year)
{
    return (struct period){FREQ_YEAR, year};
}

struct period period_day(int32_t day)
{
    return (struct period){FREQ_DAY, day};
}

/* How long after January these years begin; months are the calendar's. */
static int months_after_january(const struct calendar *calendar, enum freq freq)
{
    return freq == FREQ_MONTH ? 0 : calendar->year_starts - 1;
}

static struct period period_of_month(const struct calendar *calendar, enum freq freq, int month)
{
    return (struct period){
        freq, floor_divide(month - months_after_january(calendar, freq), months_in[freq])};
}

static int first_month(const struct calendar *calendar, struct period period)
{
    return period.ord * months_in[period.freq] + months_after_january(calendar, period.freq);
}

static int32_t first_day_of_month(int month)
{
    int year = floor_divide(month, 12);
    return day_from_date((struct date){year, month - 12 * year + 1, 1});
}

static struct period week_of_day(int32_t day)
{
    return (struct period){FREQ_WEEK, floor_divide(day - FIRST_MONDAY, 7)};
}

static int32_t monday_of_week(struct period week)
{
    return week.ord * 7 + FIRST_MONDAY;
}

struct period period_of_day(const struct calendar *calendar, enum freq freq, int32_t day)
{
    switch (freq) {
    case FREQ_DAY: return period_day(day);
    case FREQ_WEEK: return week_of_day(day);
    case FREQ_MONTH:
    case FREQ_QUARTER:
    case FREQ_HALF:
    case FREQ_YEAR: break;
    }
    struct date date = date_from_day(day);
    return period_of_month(calendar, freq, date.year * 12 + date.month - 1);
}

bool period_way(const struct calendar *calendar, const struct period_way *way, struct num *part)
{
    int64_t start = way->from.ord, here = way->at.ord, end = way->to.ord;
    if (way->from.freq != way->at.freq || way->to.freq != way->at.freq) {
        start = period_days(calendar, way->from).first;
        here = period_days(calendar, way->at).first;
        end = period_days(calendar, way->to).first;
    }
    struct num whole = num_int(end - start);
    *part = num_int(here - start);
    return num_div(part, part, &whole);
}

struct days period_days(const struct calendar *calendar, struct period period)
{
    switch (period.freq) {
    case FREQ_DAY: return (struct days){period.ord, period.ord};
    case FREQ_WEEK: return (struct days){monday_of_week(period), monday_of_week(period) + 6};
    case FREQ_MONTH:
    case FREQ_QUARTER:
    case FREQ_HALF:
    case FREQ_YEAR: break;
    }
    int month = first_month(calendar, period);
    return (struct days){first_day_of_month(month),
                         first_day_of_month(month + months_in[period.freq]) - 1};
}

int32_t days_count(struct days days)
{
    return days.last < days.first ? 0 : days.last - days.first + 1;
}

bool days_contain(struct days outer, struct days inner)
{
    if (days_count(inner) == 0) return true;
    return outer.first <= inner.first && inner.last <= outer.last;
}

bool days_overlap(struct days a, struct days b)
{
    if (days_count(a) == 0 || days_count(b) == 0) return false;
    return a.first <= b.last && b.first <= a.last;
}

/* ---- nesting ---- */

bool freq_nests(enum freq fine, enum freq coarse)
{
    return fine == coarse || fine == FREQ_DAY || (fine >= FREQ_MONTH && fine < coarse);
}

int freq_ratio(enum freq fine, enum freq coarse)
{
    if (fine == coarse) return 1;
    if (fine == FREQ_DAY && coarse == FREQ_WEEK) return 7;
    return fine >= FREQ_MONTH && fine < coarse ? months_in[coarse] / months_in[fine] : 0;
}

struct period period_in(const struct calendar *calendar, struct period period, enum freq coarse)
{
    if (!freq_nests(period.freq, coarse)) BUG("a period inside one of a kind it does not nest in");
    if (period.freq == coarse) return period;
    if (period.freq == FREQ_DAY) return period_of_day(calendar, coarse, period.ord);
    return period_of_month(calendar, coarse, first_month(calendar, period));
}

/* ---- names ---- */

static const struct str freq_names[FREQ_COUNT] = {
    [FREQ_DAY] = {TEXT("day")},     [FREQ_WEEK] = {TEXT("week")},
    [FREQ_MONTH] = {TEXT("month")}, [FREQ_QUARTER] = {TEXT("quarter")},
    [FREQ_HALF] = {TEXT("half")},   [FREQ_YEAR] = {TEXT("year")}};

struct str freq_name(enum freq freq)
{
    return freq_names[freq];
}

bool freq_from_name(struct str name, enum freq *freq)
{
    for (int i = 0; i < FREQ_COUNT; i++) {
        if (!str_equal(name, freq_names[i])) continue;
        *freq = (enum freq)i;
        return true;
    }
    return false;
}

/* ---- reading periods ---- */

/* How a period is written: y, n and d stand for digits of the year, the period's number and the
 * day; everything else for itself. */
struct form {
    struct str pattern;
    enum freq freq;
};

static const struct form language_forms[] = {
    {{TEXT("yyyy")}, FREQ_YEAR},       {{TEXT("yyyy-Hn")}, FREQ_HALF},
    {{TEXT("yyyy-Qn")}, FREQ_QUARTER}, {{TEXT("yyyy-nn")}, FREQ_MONTH},
    {{TEXT("yyyy-Wnn")}, FREQ_WEEK},   {{TEXT("yyyy-nn-dd")}, FREQ_DAY},
};

static const struct form data_forms[] = {
    {{TEXT("yyyyJJ00")}, FREQ_YEAR},  {{TEXT("yyyyHJnn")}, FREQ_HALF},
    {{TEXT("yyyyHn")}, FREQ_HALF},    {{TEXT("yyyyKWnn")}, FREQ_QUARTER},
    {{TEXT("yyyyQn")}, FREQ_QUARTER}, {{TEXT("yyyyMMnn")}, FREQ_MONTH},
    {{TEXT("yyyyMnn")}, FREQ_MONTH},  {{TEXT("yyyyMn")}, FREQ_MONTH},
    {{TEXT("yyyyW1nn")}, FREQ_WEEK},  {{TEXT("yyyyWKnn")}, FREQ_WEEK},
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void append_digit(int *number, char digit)
{
    *number = *number * 10 + (digit - '0');
}

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

enum letter_case { CASE_AS_WRITTEN, CASE_IGNORED };

/* The three numbers are put into a date, whatever the month stands for. */
static bool match_form(struct str text, struct str pattern, enum letter_case letters,
                       struct date *numbers)
{
    if (text.len != pattern.len) return false;
    struct date found = {0, 0, 0};
    for (size_t i = 0; i < text.len; i++) {
        char c = text.p[i], wanted = pattern.p[i];
        int *number = wanted == 'y'   ? &found.year
                      : wanted == 'n' ? &found.month
                      : wanted == 'd' ? &found.day
                                      : NULL;
        if (number) {
            if (!is_digit(c)) return false;
            append_digit(number, c);
        } else if ((letters == CASE_IGNORED ? upper(c) : c) != wanted) {
            return false;
        }
    }
    *numbers = found;
    return true;
}

static bool make_period(enum freq freq, struct date numbers, struct period *period)
{
    int year = numbers.year, number = numbers.month;
    if (year < 1000) return false;
    switch (freq) {
    case FREQ_DAY:
        if (!date_exists(numbers)) return false;
        *period = period_day(day_from_date(numbers));
        return true;
    case FREQ_WEEK: {
        struct iso_week week = {year, number};
        if (!iso_week_exists(week)) return false;
        *period = week_of_day(day_from_iso_week(week));
        return true;
    }
    case FREQ_YEAR: *period = period_year(year); return true;
    case FREQ_MONTH:
    case FREQ_QUARTER:
    case FREQ_HALF: break;
    }
    int in_a_year = freq_ratio(freq, FREQ_YEAR);
    if (number < 1 || number > in_a_year) return false;
    *period = (struct period){freq, year * in_a_year + number - 1};
    return true;
}

static bool parse_forms(struct str text, const struct form *forms, size_t count,
                        enum letter_case letters, struct period *period)
{
    struct date numbers;
    for (size_t i = 0; i < count; i++)
        if (match_form(text, forms[i].pattern, letters, &numbers))
            return make_period(forms[i].freq, numbers, period);
    return false;
}

bool period_parse(struct str text, struct period *period)
{
    return parse_forms(text, language_forms, COUNT_OF(language_forms), CASE_AS_WRITTEN, period);
}

bool period_parse_data(struct str text, struct period *period)
{
    return parse_forms(text, language_forms, COUNT_OF(language_forms), CASE_IGNORED, period) ||
           parse_forms(text, data_forms, COUNT_OF(data_forms), CASE_IGNORED, period);
}

/* ---- writing ---- */

static void add_year(struct buf *buf, int year)
{
    if (year < 0)
        buf_printf(buf, "%04d", year);
    else
        buf_add_digits(buf, (uint64_t)year, 4);
}

/* "-05", "-Q3": a part of a year. */
static void add_part(struct buf *buf, char sign, int number, unsigned width)
{
    buf_add_char(buf, '-');
    if (sign) buf_add_char(buf, sign);
    buf_add_digits(buf, (uint64_t)number, width);
}

void date_add(struct buf *buf, int32_t day)
{
    struct date date = date_from_day(day);
    add_year(buf, date.year);
    add_part(buf, 0, date.month, 2);
    add_part(buf, 0, date.day, 2);
}

void period_add(struct buf *buf, struct period period)
{
    int in_a_year = freq_ratio(period.freq, FREQ_YEAR);
    int year = in_a_year ? floor_divide(period.ord, in_a_year) : 0;
    int number = period.ord - year * in_a_year + 1;
    switch (period.freq) {
    case FREQ_DAY: date_add(buf, period.ord); return;
    case FREQ_WEEK: {
        struct iso_week week = iso_week_of_day(monday_of_week(period));
        add_year(buf, week.year);
        add_part(buf, 'W', week.week, 2);
        return;
    }
    case FREQ_MONTH:
    case FREQ_QUARTER:
    case FREQ_HALF:
    case FREQ_YEAR: break;
    }
    add_year(buf, year);
    if (period.freq == FREQ_MONTH) add_part(buf, 0, number, 2);
    if (period.freq == FREQ_QUARTER) add_part(buf, 'Q', number, 1);
    if (period.freq == FREQ_HALF) add_part(buf, 'H', number, 1);
}

struct str period_text(struct arena *arena, struct period period)
{
    struct buf buf = buf_in(arena);
    period_add(&buf, period);
    return buf_str(&buf);
}

/* ---- dates ---- */

/* The field that begins at the head of a pattern: how often its letter stands there, 0 if it is not
 * the letter of a field. */
static size_t field_width(struct str pattern)
{
    char letter = pattern.len ? pattern.p[0] : 0;
    if (letter != 'd' && letter != 'm' && letter != 'y') return 0;
    size_t width = 1;
    while (width < pattern.len && pattern.p[width] == letter) width++;
    return width;
}

static struct str without_head(struct str s, size_t count)
{
    return (struct str){s.p + count, s.len - count};
}

bool date_pattern_valid(struct str pattern)
{
    int days = 0, months = 0, years = 0;
    while (pattern.len) {
        char c = pattern.p[0];
        size_t width = field_width(pattern);
        if (width && (c == 'y' ? width != 4 : width > 2)) return false;
        days += c == 'd';
        months += c == 'm';
        years += c == 'y';
        pattern = without_head(pattern, width ? width : 1);
    }
    return days == 1 && months == 1 && years == 1;
}

/* The digits a field takes off the head of `text`: as many as the pattern says, but a single letter
 * takes one or two. */
static bool take_field(struct str *text, size_t width, int *number)
{
    size_t most = width == 1 ? 2 : width, count = 0;
    *number = 0;
    while (count < most && count < text->len && is_digit(text->p[count]))
        append_digit(number, text->p[count++]);
    *text = without_head(*text, count);
    return count >= width;
}

bool date_parse_pattern(struct str text, struct str pattern, int32_t *day)
{
    struct date date = {0, 0, 0};
    while (pattern.len) {
        char c = pattern.p[0];
        size_t width = field_width(pattern);
        if (width) {
            int *number = c == 'y' ? &date.year : c == 'm' ? &date.month : &date.day;
            if (!take_field(&text, width, number)) return false;
        } else {
            if (!text.len || text.p[0] != c) return false;
            text = without_head(text, 1);
        }
        pattern = without_head(pattern, width ? width : 1);
    }
    if (text.len || !date_exists(date)) return false;
    *day = day_from_date(date);
    return true;
}

/* Two digits up to `most` at the head. */
static bool take_pair(struct str *text, int most)
{
    int number;
    return take_field(text, 2, &number) && number <= most;
}

static bool take_char(struct str *text, char c)
{
    if (!text->len || text->p[0] != c) return false;
    *text = without_head(*text, 1);
    return true;
}

/* Z, +02, +0200 or +02:00 */
static bool is_zone(struct str text)
{
    if (take_char(&text, 'Z')) return text.len == 0;
    if (!take_char(&text, '+') && !take_char(&text, '-')) return false;
    if (!take_pair(&text, 23)) return false;
    if (!text.len) return true;
    take_char(&text, ':');
    return take_pair(&text, 59) && text.len == 0;
}

/* hh:mm, then maybe seconds, a fraction of them, and a zone. */
static bool is_time(struct str text)
{
    if (!take_pair(&text, 24) || !take_char(&text, ':') || !take_pair(&text, 59)) return false;
    if (take_char(&text, ':')) {
        if (!take_pair(&text, 60)) return false; /* 60 is a leap second */
        if (take_char(&text, '.') || take_char(&text, ',')) {
            if (!text.len || !is_digit(text.p[0])) return false;
            while (text.len && is_digit(text.p[0])) text = without_head(text, 1);
        }
    }
    return text.len == 0 || is_zone(text);
}

bool date_parse_iso(struct str text, int32_t *day)
{
    enum { DATE_LENGTH = 10 };
    if (text.len > DATE_LENGTH) {
        struct str time = without_head(text, DATE_LENGTH);
        if ((!take_char(&time, 'T') && !take_char(&time, ' ')) || !is_time(time)) return false;
        text.len = DATE_LENGTH;
    }
    struct date date;
    if (!match_form(text, STR("yyyy-nn-dd"), CASE_AS_WRITTEN, &date) || !date_exists(date))
        return false;
    *day = day_from_date(date);
    return true;
}
