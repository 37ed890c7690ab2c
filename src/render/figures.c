/* Figures in words: numbers are rounded, units and percent signs stand behind them. */
#include "render/figures.h"

#include "base/atom.h"
#include "render/language.h"

enum { PLACES_MAX = 15 };

/* How many digits of a number as written, from its first that is not 0 to its last that is not. */
static size_t digits_of(struct str text)
{
    size_t digits = 0, zeros = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.p[i] < '0' || text.p[i] > '9' || (text.p[i] == '0' && !digits)) continue;
        zeros = text.p[i] == '0' ? zeros + 1 : 0;
        digits++;
    }
    return digits - zeros;
}

/* A number with at most `places` decimals, or with more where rounding would make it 0 or a round
 * number that it is not: 99.995 is not 100. */
static void add_rounded(struct buf *out, const struct language *language, const struct num *number,
                        unsigned places)
{
    struct buf exact = buf_in(out->arena), rounded = buf_in(out->arena);
    num_add_plain(&exact, number, PLACES_MAX, '.', 0);
    for (; places <= PLACES_MAX; places++) {
        buf_clear(&rounded);
        num_add_plain(&rounded, number, places, '.', 0);
        if (digits_of(buf_str(&rounded)) > 2 ||
            digits_of(buf_str(&rounded)) == digits_of(buf_str(&exact)))
            break;
    }
    if (language)
        say_number(out, language, number, places > PLACES_MAX ? PLACES_MAX : places);
    else
        buf_add(out, buf_str(&rounded));
}

/* As many decimals as people can use: fewer the larger the number is. */
static void add_number(struct buf *out, const struct language *language, const struct num *number)
{
    struct num size = num_abs(number), hundred = num_int(100), one = num_int(1);
    unsigned places = num_compare(&size, &hundred) >= 0 ? 1 : num_compare(&size, &one) >= 0 ? 2 : 4;
    add_rounded(out, language, number, places);
}

static void add_scaled(struct buf *out, const struct language *language, const struct num *number,
                       enum result_style style)
{
    struct num hundred = num_int(100), scaled = *number;
    if (style != STYLE_PLAIN && !num_mul(&scaled, number, &hundred)) scaled = *number;
    if (style == STYLE_PLAIN)
        add_number(out, language, &scaled);
    else
        add_rounded(out, language, &scaled, 1);
}

void figures_number(struct buf *out, const struct language *language,
                    const struct result_value *value)
{
    if (value->uncertain) {
        add_scaled(out, language, &value->low, value->style);
        buf_add(out, STR(".."));
        add_scaled(out, language, &value->high, value->style);
    } else {
        add_scaled(out, language, &value->number, value->style);
    }
}

/* Units of time have names in each language; others are the author's. */
static void add_unit(struct buf *out, const struct language *language,
                     const struct result_value *value)
{
    if (value->style == STYLE_PERCENT) buf_add(out, STR(" %"));
    if (value->style == STYLE_POINTS) buf_add(out, STR(" pp"));
    if (str_equal(value->unit, STR("percent")))
        buf_add(out, STR(" %"));
    else if (value->unit.len)
        buf_printf(out, " %.*s",
                   STR_ARG(language ? say_unit(out->arena, language, value->unit) : value->unit));
}

void figures_say(struct buf *out, const struct language *language, const struct result_value *value)
{
    switch (value->kind) {
    case RESULT_TEXT:
        buf_add(out, language ? say_made(out->arena, language, value->text) : value->text);
        return;
    case RESULT_TRUE_FALSE:
        buf_add(out, str_from(value->truth ? say(language, "true") : say(language, "false")));
        return;
    case RESULT_MISSING: buf_add(out, str_from(say(language, "unknown"))); return;
    case RESULT_NUMBER: break;
    }
    figures_number(out, language, value);
    add_unit(out, language, value);
}

void figures_add(struct buf *out, const struct result_value *value)
{
    figures_say(out, NULL, value);
}

/* Whether the verdict was decided by the figures of a condition. What an unknown verdict lacks is said
 * by its reason; where every condition was decided there were figures to say it on, as there are for a
 * need that is not met. */
static bool is_decisive(const struct result_rule *rule, const struct result_condition *condition)
{
    if (condition->role == ROLE_NEEDS) return condition->truth == 0;
    bool decided = !str_equal(rule->standing, STR("unknown")) || rule->by_own_word;
    if (!decided) {
        decided = true;
        for (size_t i = 0; i < rule->because_count; i++) decided &= rule->because[i].truth >= 0;
    }
    return condition->role == ROLE_WHEN && decided;
}

/* Those of every condition looked at, each once. */
struct str figures_of_rule(struct arena *arena, const struct language *language,
                           const struct result_rule *rule)
{
    struct buf text = buf_in(arena);
    struct atoms seen = {0};
    atoms_init(&seen, arena);
    for (size_t i = 0; i < rule->because_count; i++) {
        const struct result_condition *condition = &rule->because[i];
        for (size_t k = 0; is_decisive(rule, condition) && k < condition->value_count; k++) {
            const struct result_value *value = &condition->values[k].value;
            size_t known = seen.count;
            if (atoms_intern(&seen, condition->values[k].text) < known) continue;
            struct buf figure = buf_in(arena);
            figures_say(&figure, language, value);
            if (text.len) buf_add(&text, STR(", "));
            buf_printf(&text, say(language, "%.*s is %.*s"), STR_ARG(condition->values[k].text),
                       STR_ARG(buf_str(&figure)));
            if (value->kind == RESULT_MISSING && value->reason.text.len)
                buf_printf(&text, " (%.*s)",
                           STR_ARG(say_made(arena, language, value->reason.text)));
        }
    }
    return buf_str(&text);
}

struct str discount_words(struct arena *arena, const struct result_discount *discount)
{
    struct buf text = buf_in(arena);
    struct num hundred = num_int(100), percent = discount->rate;
    num_mul(&percent, &discount->rate, &hundred);
    buf_printf(&text, "Present values: discounted to %.*s at ",
               STR_ARG(discount->to.len ? discount->to : STR("the first year")));
    num_add_plain(&text, &percent, 4, '.', 0);
    buf_add(&text, STR(" % a year"));
    if (discount->source.len) buf_printf(&text, " (%.*s)", STR_ARG(discount->source));
    buf_add_char(&text, '.');
    return buf_str(&text);
}
