/* Reports in another language. */
#include "render/language.h"

#include <string.h>

#include "base/calendar.h"
#include "base/period.h"

static const struct language *languages(void)
{
    static const struct language all[] = {
        {"en", '.', ',', NULL, NULL},
        {"nl", ',', '.', translations_nl, &translations_nl_count},
        {NULL, 0, 0, NULL, NULL},
    };
    return all;
}

const struct language *language_find(struct str name)
{
    const struct language *all = languages();
    if (!name.len) return all;
    for (; all->name; all++)
        if (str_equal(name, str_from(all->name))) return all;
    return NULL;
}

const char *const *language_names(void)
{
    static const char *const names[] = {"en", "nl", NULL};
    return names;
}

/* --- what stands in the catalogue -------------------------------------------------------------------------- */

static const char *find(const struct language *language, struct str english)
{
    if (!language || !language->translations) return NULL;
    size_t low = 0, high = *language->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_compare(str_from(language->translations[middle].english), english);
        if (order == 0) return language->translations[middle].other;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

const char *say(const struct language *language, const char *english)
{
    const char *other = find(language, str_from(english));
    return other ? other : english;
}

struct str say_word(struct arena *arena, const struct language *language, struct str word)
{
    struct buf spaced = buf_in(arena);
    for (size_t i = 0; i < word.len; i++) buf_add_char(&spaced, word.p[i] == '_' ? ' ' : word.p[i]);
    const char *other = find(language, buf_str(&spaced));
    return other ? str_from(other) : buf_str(&spaced);
}

struct str say_verdict(struct arena *arena, const struct language *language, struct str criterion,
                       struct str verdict)
{
    const char *other =
        find(language, str_printf(arena, "%.*s|%.*s", STR_ARG(criterion), STR_ARG(verdict)));
    return other ? str_from(other) : say_word(arena, language, verdict);
}

struct str say_unit(struct arena *arena, const struct language *language, struct str unit)
{
    static const char *const times[] = {SAID("day"),     SAID("week"), SAID("month"),
                                        SAID("quarter"), SAID("half"), SAID("year")};
    struct buf text = buf_in(arena);
    while (unit.len) {
        size_t space = str_index(unit, ' ');
        struct str word = {unit.p, space};
        const char *other = NULL;
        for (size_t i = 0; i < COUNT_OF(times) && !other; i++)
            if (str_equal(word, str_from(times[i]))) other = say(language, times[i]);
        buf_add(&text, other ? str_from(other) : word);
        if (space < unit.len) buf_add_char(&text, ' ');
        space += space < unit.len;
        unit = (struct str){unit.p + space, unit.len - space};
    }
    return buf_str(&text);
}

/* --- sentences that were made ------------------------------------------------------------------------------- */

enum {
    PARTS_MAX = 8,   /* conversions of a format */
    DEEPEST_MADE = 4 /* a sentence in a sentence */
};

/* A piece of a format: fixed text, or a conversion. */
struct piece {
    struct str fixed; /* empty: a conversion */
    size_t argument;  /* of a conversion: the how-manieth, from 0 */
    bool number;      /* … and it is of a whole number */
};

/* Takes the first piece off a format; false at its end. `next` counts conversions without a place. */
static bool next_piece(struct str *format, size_t *next, struct piece *piece)
{
    if (!format->len) return false;
    size_t at = 0;
    if (format->p[0] == '%' && format->len > 1 && format->p[1] != '%') {
        size_t place = 0;
        for (at = 1; at < format->len && format->p[at] >= '0' && format->p[at] <= '9'; at++)
            place = place * 10 + (size_t)(format->p[at] - '0');
        if (at < format->len && format->p[at] == '$')
            piece->argument = place - 1;
        else
            piece->argument = (*next)++;
        while (at < format->len && !strchr("sduc", format->p[at])) at++;
        piece->fixed = STR("");
        piece->number = at < format->len && (format->p[at] == 'd' || format->p[at] == 'u');
        if (at < format->len) at++;
    } else {
        if (format->p[0] == '%') at = 1; /* %% is one */
        size_t begin = at;
        for (at++; at < format->len && format->p[at] != '%'; at++) continue;
        piece->fixed = (struct str){format->p + begin, at - begin};
    }
    *format = (struct str){format->p + at, format->len - at};
    return true;
}

static size_t find_in(struct str text, struct str wanted)
{
    for (size_t i = 0; i + wanted.len <= text.len; i++)
        if (memcmp(text.p + i, wanted.p, wanted.len) == 0) return i;
    return SIZE_MAX;
}

static bool may_be(struct str text, bool number)
{
    for (size_t i = 0; number && i < text.len; i++)
        if ((text.p[i] < '0' || text.p[i] > '9') && (i || text.p[i] != '-')) return false;
    return !number || text.len;
}

/* Whether `text` was made by `format`; the arguments are then what stands at its conversions. `fixed`
 * is how many bytes of it are the format's own. Only the first fit is looked for. */
static bool fits(struct str format, struct str text, struct str arguments[PARTS_MAX], size_t *fixed)
{
    size_t next = 0, open = SIZE_MAX;
    struct piece piece;
    bool number = false;
    *fixed = 0;
    while (next_piece(&format, &next, &piece)) {
        if (!piece.fixed.len) {
            if (piece.argument >= PARTS_MAX || open != SIZE_MAX) return false;
            open = piece.argument;
            number = piece.number;
            continue;
        }
        size_t at = open == SIZE_MAX ? 0 : find_in(text, piece.fixed);
        if (open != SIZE_MAX && !format.len && text.len >= piece.fixed.len)
            at = text.len - piece.fixed.len; /* the end must be the end */
        if (at == SIZE_MAX || at + piece.fixed.len > text.len ||
            memcmp(text.p + at, piece.fixed.p, piece.fixed.len) != 0)
            return false;
        if (open != SIZE_MAX) arguments[open] = (struct str){text.p, at};
        if (open != SIZE_MAX && !may_be(arguments[open], number)) return false;
        open = SIZE_MAX;
        *fixed += piece.fixed.len;
        at += piece.fixed.len;
        text = (struct str){text.p + at, text.len - at};
    }
    if (open != SIZE_MAX) arguments[open] = text;
    if (open != SIZE_MAX && !may_be(text, number)) return false;
    return open != SIZE_MAX || !text.len;
}

static struct str say_deep(struct arena *arena, const struct language *language,
                           struct str sentence, int depth)
{
    struct str arguments[PARTS_MAX] = {{0}}, best[PARTS_MAX] = {{0}};
    size_t best_fixed = 0, fixed;
    const struct translation *found = NULL;
    const char *whole = find(language, sentence);
    if (whole) return str_from(whole);
    if (depth > DEEPEST_MADE) return sentence;
    for (size_t i = 0; i < *language->count; i++) {
        const struct translation *t = &language->translations[i];
        if (!strchr(t->english, '%') || !fits(str_from(t->english), sentence, arguments, &fixed) ||
            fixed <= best_fixed)
            continue;
        found = t;
        best_fixed = fixed;
        memcpy(best, arguments, sizeof best);
    }
    if (!found || best_fixed < 3) return sentence;
    struct buf text = buf_in(arena);
    struct str format = str_from(found->other);
    struct piece piece;
    for (size_t next = 0; next_piece(&format, &next, &piece);)
        buf_add(&text, piece.fixed.len ? piece.fixed
                       : piece.argument < PARTS_MAX
                           ? say_deep(arena, language, best[piece.argument], depth + 1)
                           : STR(""));
    return buf_str(&text);
}

struct str say_made(struct arena *arena, const struct language *language, struct str sentence)
{
    if (!language || !language->translations || !sentence.len) return sentence;
    return say_deep(arena, language, sentence, 0);
}

struct str say_date(struct arena *arena, const struct language *language, struct str iso)
{
    static const char *const months[] = {SAID("January"), SAID("February"), SAID("March"),
                                         SAID("April"),   SAID("May"),      SAID("June"),
                                         SAID("July"),    SAID("August"),   SAID("September"),
                                         SAID("October"), SAID("November"), SAID("December")};
    int32_t day;
    if (iso.len != 10 || !date_parse_iso(iso, &day)) return iso;
    struct date date = date_from_day(day);
    return str_printf(arena, "%d %s %d", date.day, say(language, months[date.month - 1]),
                      date.year);
}

void say_number(struct buf *out, const struct language *language, const struct num *number,
                unsigned places)
{
    num_add_plain(out, number, places, language ? language->decimal : '.',
                  language ? language->thousands : ',');
}
