/* Reads figures, and finds out how those that can't be read were meant. */
#include "data/figure.h"

#include <string.h>

#include "base/utf8.h"

/* Longer texts are not worth looking at twice: the longest number has 38 digits, as many zeros and
 * some marks. */
enum { PLAIN_MAX = 160 };

/* A figure with its minus, spaces and apostrophes made ASCII. */
struct plain {
    char text[PLAIN_MAX];
    size_t len;
};

static bool is_wide_space(uint32_t c)
{
    return c == 0xa0 || c == 0x202f || (c >= 0x2000 && c <= 0x200a) || c == 0x3000;
}

static bool is_visible(char c)
{
    return c > ' ' && c < 0x7f;
}

struct str figure_trim(struct str text)
{
    if (text.len && is_visible(text.p[0]) && is_visible(text.p[text.len - 1])) return text;
    text = str_trim(text);
    if (!text.len || !((text.p[0] | text.p[text.len - 1]) & 0x80)) return text;
    uint32_t c;
    for (size_t n; (n = utf8_decode(text, &c)) > 1 && is_wide_space(c);)
        text = str_trim((struct str){text.p + n, text.len - n});
    while (text.len >= 3) {
        struct str end = {text.p + text.len - 3, 3};
        if (utf8_decode(end, &c) != 3 || !is_wide_space(c)) break;
        text = str_trim((struct str){text.p, text.len - 3});
    }
    return text;
}

/* The ASCII that a character stands for in a figure; 0: none. */
static char plain_of(uint32_t c)
{
    if (c < 0x80) return (char)c;
    if (is_wide_space(c)) return ' ';
    if (c == 0x2212) return '-';
    if (c == 0x2019) return '\'';
    return 0;
}

/* false when the text holds something that no figure has. */
static bool make_plain(struct plain *plain, struct str text)
{
    plain->len = 0;
    while (text.len) {
        uint32_t c;
        size_t n = utf8_decode(text, &c);
        char ascii = n ? plain_of(c) : 0;
        if (!ascii || plain->len == PLAIN_MAX) return false;
        plain->text[plain->len++] = ascii;
        text = (struct str){text.p + n, text.len - n};
    }
    return true;
}

static struct str plain_str(const struct plain *plain)
{
    return (struct str){plain->text, plain->len};
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static struct str without_sign(struct str text)
{
    if (text.len && (text.p[0] == '-' || text.p[0] == '+'))
        return (struct str){text.p + 1, text.len - 1};
    return text;
}

/* The marks of a figure and the digits between them. */
struct form {
    bool fits;        /* digits and marks only, at least one digit */
    char first, last; /* the first mark and the last; 0: none */
    size_t lasts;     /* how often `last` stands at the end of the row of marks */
    size_t firsts;    /* how often `first` stands */
    size_t marks;
    bool grouped;  /* before the last mark: groups as thousands make them */
    size_t behind; /* digits behind the last mark */
};

static bool is_mark(char c)
{
    return c == '.' || c == ',' || c == ' ' || c == '\'';
}

static struct form form_of(struct str text)
{
    struct form form = {.grouped = true};
    text = without_sign(text);
    size_t group = 0;
    bool leading_zero = text.len && text.p[0] == '0', digits = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.p[i];
        if (is_digit(c)) {
            group++;
            digits = true;
            continue;
        }
        if (!is_mark(c)) return form;
        form.grouped = form.grouped && (form.marks ? group == 3 : group >= 1 && group <= 3);
        form.grouped = form.grouped && !leading_zero;
        if (!form.marks) form.first = c;
        form.firsts += c == form.first;
        form.lasts = c == form.last ? form.lasts + 1 : 1;
        form.last = c;
        form.marks++;
        group = 0;
    }
    form.behind = group;
    form.fits = digits;
    return form;
}

/* One mark with three digits behind it and one to three before it: 1.234 */
static bool is_two_ways(const struct form *form)
{
    return form->fits && form->marks == 1 && (form->last == '.' || form->last == ',') &&
           form->grouped && form->behind == 3;
}

static char other_mark(char mark)
{
    return mark == '.' ? ',' : '.';
}

char figure_proof(struct str text, char thousands)
{
    struct plain plain;
    if (!make_plain(&plain, text)) return 0;
    struct form form = form_of(plain_str(&plain));
    bool decimal_mark = form.last == '.' || form.last == ',';
    if (!form.fits || !form.marks) return 0;
    if (form.marks == 1 && decimal_mark && form.last != thousands)
        return !is_two_ways(&form) || thousands ? form.last : 0;
    if (form.marks == 1 || !form.grouped) return 0;
    if (form.first != form.last) /* 1.234,5 */
        return decimal_mark && form.lasts == 1 && form.firsts + 1 == form.marks ? form.last : 0;
    /* 1.234.567: what groups the digits is not the decimal mark */
    bool all_the_same = form.lasts == form.marks && form.behind == 3;
    return all_the_same && decimal_mark ? other_mark(form.last) : 0;
}

/* "0.123" must not become 123 where the point groups thousands. */
static bool zero_leads_group(struct str text, char thousands)
{
    text = without_sign(text);
    size_t at = thousands ? str_index(text, thousands) : text.len;
    return at < text.len && text.len > 1 && text.p[0] == '0';
}

/* As num_parse_with; digits may be left out before the decimal mark, as databases write .5 */
static enum num_parse parse(struct num *result, struct str text, char decimal, char thousands)
{
    struct str digits = without_sign(text);
    char filled[PLAIN_MAX + 1];
    if (zero_leads_group(text, thousands)) return NUM_NOT_A_NUMBER;
    if (digits.len > 1 && digits.len < PLAIN_MAX - 1 && digits.p[0] == decimal) {
        size_t sign = text.len - digits.len;
        filled[0] = sign ? text.p[0] : '+';
        filled[1] = '0';
        memcpy(filled + 2, digits.p, digits.len);
        text = (struct str){filled, digits.len + 2};
    }
    return num_parse_with(result, text, decimal, thousands);
}

static bool parses(struct str text, char decimal, char thousands)
{
    struct num ignored;
    return parse(&ignored, text, decimal, thousands) == NUM_PARSED;
}

bool figure_is_dash(struct str text)
{
    uint32_t c;
    if (!text.len || utf8_decode(text, &c) != text.len) return false;
    return c == '-' || c == 0x2212 || (c >= 0x2010 && c <= 0x2015);
}

/* Takes a currency off either end; false when there is none. */
static bool take_currency(struct str *text)
{
    static const struct str names[] = {{"EUR", 3},          {"euro", 4}, {"USD", 3},     {"GBP", 3},
                                       {"\xe2\x82\xac", 3}, {"$", 1},    {"\xc2\xa3", 2}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t n = names[i].len;
        if (text->len < n) continue;
        struct str start = {text->p, n}, end = {text->p + text->len - n, n};
        bool at_start = str_equal_ignoring_case(start, names[i]);
        if (!at_start && !str_equal_ignoring_case(end, names[i])) continue;
        *text = figure_trim((struct str){text->p + (at_start ? n : 0), text->len - n});
        return true;
    }
    return false;
}

/* Whether it is a number in any of the usual ways. */
static bool looks_like_number(struct str text)
{
    struct plain plain;
    if (!make_plain(&plain, text)) return false;
    struct str s = plain_str(&plain);
    return form_of(s).fits || parses(s, '.', 0) || parses(s, ',', 0);
}

/* How a text that is no number here was meant. */
static struct figure meaning_of(const struct figure_format *format, struct str text)
{
    static const char signs[] = {'.', ',', ' ', '\''};
    char decimal = format->decimal, other = other_mark(decimal);
    struct form form = form_of(text);
    if (form.fits && form.marks && form.grouped && form.behind == 3 && form.lasts == form.marks &&
        form.last != format->thousands)
        return (struct figure){.kind = FIGURE_THOUSANDS, .mark = form.last};
    if (parses(text, other, format->thousands == other ? 0 : format->thousands))
        return (struct figure){.kind = FIGURE_OTHER_MARK, .mark = other};
    for (size_t i = 0; i < sizeof signs; i++)
        if (signs[i] != decimal && parses(text, decimal, signs[i]))
            return (struct figure){.kind = FIGURE_THOUSANDS, .mark = signs[i]};
    for (size_t i = 0; i < sizeof signs; i++)
        if (signs[i] != other && parses(text, other, signs[i]))
            return (struct figure){.kind = FIGURE_OTHER_MARK, .mark = other};
    return (struct figure){.kind = FIGURE_NONE};
}

/* The text as a number, when it is one. */
static struct figure read_plain(const struct figure_format *format, struct str text)
{
    struct form form = {.fits = false};
    char decimal = format->decimal, thousands = format->thousands;
    if (format->guessed) {
        form = form_of(text);
        if (is_two_ways(&form)) decimal = form.last;
    }
    struct figure figure = {.kind = FIGURE_NONE, .mark = form.last};
    switch (parse(&figure.value, text, decimal, thousands)) {
    case NUM_PARSED: figure.kind = is_two_ways(&form) ? FIGURE_TWO_WAYS : FIGURE_READ; break;
    case NUM_TOO_LONG: figure.kind = FIGURE_TOO_LONG; break;
    case NUM_NOT_A_NUMBER: break;
    }
    return figure;
}

/* A text that is no number as it stands: with signs of Unicode, with a unit, or none at all. */
static struct figure read_slowly(const struct figure_format *format, struct str text)
{
    struct plain plain;
    if (figure_is_dash(text)) return (struct figure){.kind = FIGURE_DASH};
    if (make_plain(&plain, text)) {
        struct figure figure = read_plain(format, plain_str(&plain));
        if (figure.kind == FIGURE_NONE) figure = meaning_of(format, plain_str(&plain));
        if (figure.kind != FIGURE_NONE) return figure;
    }
    if (str_ends(text, STR("%"))) {
        text = figure_trim((struct str){text.p, text.len - 1});
        if (looks_like_number(text)) return (struct figure){.kind = FIGURE_PERCENT};
    }
    if (take_currency(&text) && looks_like_number(text))
        return (struct figure){.kind = FIGURE_CURRENCY};
    return (struct figure){.kind = FIGURE_NONE};
}

struct figure figure_read(const struct figure_format *format, struct str text)
{
    struct figure figure = {.kind = FIGURE_READ};
    /* nearly all, and the rest is none the worse for it */
    if (!format->guessed && !format->thousands &&
        num_parse_with(&figure.value, text, format->decimal, 0) == NUM_PARSED)
        return figure;
    figure = read_plain(format, text);
    return figure.kind == FIGURE_NONE ? read_slowly(format, text) : figure;
}
