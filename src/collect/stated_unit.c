/* Reads scales out of headers: "(mln euro)", "x 1 000", "in duizenden", "(%)". Only what can hardly
 * mean anything else is taken for one. */
#include "collect/stated_unit.h"

#include <string.h>

#include "base/utf8.h"

enum { WORDS_MAX = 32, WORD_MAX = 24 };

/* A word of a header, in lower case. */
struct word {
    struct str text;
    bool enclosed; /* between brackets */
};

struct words {
    struct word items[WORDS_MAX];
    size_t count;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_separator(char c)
{
    return c == ' ' || c == '\t' || c == ',' || c == ';' || c == ':' || c == '/' || c == '_' ||
           c == '-' || c == '.';
}

/* Digits in groups of three are one word without what separates them: "1 000", "1.000". */
static size_t take_figure(struct arena *arena, struct str text, struct str *word)
{
    char *digits = arena_alloc(arena, text.len);
    size_t at = 0, n = 0;
    while (at < text.len && is_digit(text.p[at])) digits[n++] = text.p[at++];
    while (at + 3 < text.len && (text.p[at] == ' ' || text.p[at] == '.' || text.p[at] == ',') &&
           is_digit(text.p[at + 1]) && is_digit(text.p[at + 2]) && is_digit(text.p[at + 3]) &&
           (at + 4 == text.len || !is_digit(text.p[at + 4]))) {
        memcpy(digits + n, text.p + at + 1, 3);
        n += 3;
        at += 4;
    }
    *word = (struct str){digits, n};
    return at;
}

static struct words split(struct arena *arena, struct str header)
{
    struct words words = {.count = 0};
    struct str text = utf8_fold(arena, header);
    int depth = 0;
    for (size_t i = 0; i < text.len && words.count < WORDS_MAX;) {
        char c = text.p[i];
        if (c == '(' || c == '[') depth++;
        if ((c == ')' || c == ']') && depth) depth--;
        if (strchr("()[]", c) || is_separator(c)) {
            i++;
            continue;
        }
        struct word *word = &words.items[words.count++];
        word->enclosed = depth > 0;
        struct str rest = {text.p + i, text.len - i};
        size_t n = 0;
        if (is_digit(c)) {
            i += take_figure(arena, rest, &word->text);
            continue;
        }
        if (c == '%') n = 1;
        while (!n || (c != '%' && n < rest.len && !is_separator(rest.p[n]) &&
                      !strchr("()[]%", rest.p[n]) && !is_digit(rest.p[n])))
            n++;
        word->text = (struct str){rest.p, n};
        i += n;
    }
    return words;
}

/* --- scales ---------------------------------------------------------------------------------------- */

enum { SCALE_NONE, SCALE_PERCENT = -2 };

static int scale_of_word(struct str word)
{
    static const struct {
        const char *word;
        int scale;
    } scales[] = {
        {"%", SCALE_PERCENT},
        {"procent", SCALE_PERCENT},
        {"percent", SCALE_PERCENT},
        {"pct", SCALE_PERCENT},
        {"1000", 3},
        {"1000000", 6},
        {"1000000000", 9},
        {"duizend", 3},
        {"duizenden", 3},
        {"dzd", 3},
        {"thousand", 3},
        {"thousands", 3},
        {"tsd", 3},
        {"keur", 3},
        {"k\xe2\x82\xac", 3},
        {"mln", 6},
        {"miljoen", 6},
        {"miljoenen", 6},
        {"million", 6},
        {"millions", 6},
        {"mio", 6},
        {"meur", 6},
        {"m\xe2\x82\xac", 6},
        {"mld", 9},
        {"miljard", 9},
        {"miljarden", 9},
        {"mrd", 9},
        {"billion", 9},
        {"billions", 9},
        {"bn", 9},
    };
    for (size_t i = 0; i < COUNT_OF(scales); i++)
        if (str_equal(word, str_from(scales[i].word))) return scales[i].scale;
    return SCALE_NONE;
}

static bool is_one_of(struct str word, const char *const *list)
{
    for (; *list; list++)
        if (str_equal(word, str_from(*list))) return true;
    return false;
}

/* The power of ten that a header states; SCALE_NONE: none, or none for sure. "Per 1000 inwoners" is
 * no scale of the figures, and "gemeenten met 1 miljoen inwoners" neither. */
static int stated_scale(const struct words *words, struct str *shown)
{
    static const char *const before[] = {"x", "\xc3\x97", "*",    "in", "\xe2\x82\xac",
                                         "$", "eur",      "euro", NULL};
    static const char *const behind[] = {"euro",   "eur",     "euros", "\xe2\x82\xac", "$", "usd",
                                         "dollar", "dollars", NULL};
    static const char *const rate[] = {"per", "op", "pro", "je", NULL};
    int found = SCALE_NONE;
    for (size_t i = 0; i < words->count; i++) {
        const struct word *word = &words->items[i];
        int scale = scale_of_word(word->text);
        if (scale == SCALE_NONE) continue;
        struct str last = i ? words->items[i - 1].text : STR("");
        struct str next = i + 1 < words->count ? words->items[i + 1].text : STR("");
        if (is_one_of(last, rate)) return SCALE_NONE;
        bool sure = word->enclosed || is_one_of(last, before) || is_one_of(next, behind) ||
                    str_equal(word->text, STR("%"));
        if (!sure) continue;
        if (found != SCALE_NONE && found != scale) return SCALE_NONE;
        found = scale;
        *shown = word->text;
    }
    return found;
}

/* The power of ten of a declared unit, where it has one: 6 for MEUR = 1_000_000 EUR, and also for a
 * MEUR that is declared alone. */
static bool declared_scale(struct arena *arena, const struct unit *unit, int *scale)
{
    *scale = 0;
    for (int power = 3; power <= 9; power += 3) {
        struct num whole = num_int(power == 3 ? 1000 : power == 6 ? 1000000 : 1000000000);
        if (num_compare(&unit->scale, &whole) == 0) *scale = power;
    }
    struct num one = num_int(1);
    if (num_compare(&unit->scale, &one) != 0) return *scale != 0;
    struct words words = split(arena, unit->label);
    for (size_t i = 0; i < words.count; i++) {
        int named = scale_of_word(words.items[i].text);
        if (named > 0) *scale = named;
    }
    return true;
}

/* --- findings ---------------------------------------------------------------------------------------- */

static void help_with_scale(struct findings *findings, struct finding *f, const struct unit *unit,
                            int stated, int declared)
{
    static const struct {
        const char *prefix, *number, *words;
    } larger[] = {{"k", "1_000", "a thousand"},
                  {"M", "1_000_000", "a million"},
                  {"G", "1_000_000_000", "a billion"}};
    int apart = stated > declared ? stated - declared : declared - stated;
    struct str offer = STR("");
    if (!declared)
        offer = str_printf(findings->arena, ", such as `unit %s%.*s = %s %.*s`",
                           larger[stated / 3 - 1].prefix, STR_ARG(unit->label),
                           larger[stated / 3 - 1].number, STR_ARG(unit->label));
    finding_help(findings, f,
                 "its figures would be %s times too %s: declare it in the unit of the "
                 "header%.*s, or mend the header",
                 larger[apart / 3 - 1].words, stated > declared ? "small" : "large",
                 STR_ARG(offer));
}

static void check_column(const struct column *column, struct findings *findings)
{
    struct arena *arena = findings->arena;
    const struct unit *unit = column->unit;
    struct str header = column->header.len ? column->header : column->name, shown;
    bool share = unit->flavour != FLAVOUR_NONE || column->flavour != FLAVOUR_NONE;
    if (!unit->count && !share) return; /* no unit is declared that it could disagree with */
    struct words words = split(arena, header);
    int stated = stated_scale(&words, &shown), declared = 0;
    if (stated == SCALE_NONE) return;
    bool differs;
    if (stated == SCALE_PERCENT || share)
        differs = (stated == SCALE_PERCENT) != share;
    else if (unit->count != 1 || unit->factors[0].power != 1)
        return;
    else
        differs = declared_scale(arena, unit, &declared) && declared != stated;
    if (!differs) return;
    struct finding *f = finding_add(
        findings, FINDING_D13, column->span,
        "the header `%.*s` says `%.*s`, and column `%.*s` is declared in %.*s", STR_ARG(header),
        STR_ARG(shown), STR_ARG(column->name), STR_ARG(unit_phrase(unit)));
    if (stated == SCALE_PERCENT)
        finding_help(findings, f, "declare it as `number [percent]`, or mend the header");
    else if (share)
        finding_help(findings, f, "declare it in the unit of the header, or mend the header");
    else
        help_with_scale(findings, f, unit, stated, declared);
}

void stated_units_check(const struct table_plan *plan, struct findings *findings)
{
    for (size_t i = 0; i < plan->table->column_count; i++) {
        const struct column *column = plan->table->columns[i];
        if (plan->wanted[i] && column->form == COLUMN_TYPED && column->type == COLUMN_NUMBER &&
            column->unit)
            check_column(column, findings);
    }
}
