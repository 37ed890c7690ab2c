/* The algebra of units. */
#include "theory/unit.h"

#include "base/bug.h"
#include "base/buf.h"

#define ONE                                                                                        \
    {                                                                                              \
        .n = 1, .kind = NUM_DECIMAL                                                                \
    }
#define WHOLE(value)                                                                               \
    {                                                                                              \
        .n = (value), .kind = NUM_DECIMAL                                                          \
    }
#define TEXT(literal)                                                                              \
    {                                                                                              \
        (literal), sizeof(literal) - 1                                                             \
    }
#define TIME(text, base_unit, scale_in_base)                                                       \
    {                                                                                              \
        .name = TEXT(text), .unit = {                                                              \
            .factors = {{base_unit, 1}},                                                           \
            .count = 1,                                                                            \
            .scale = WHOLE(scale_in_base),                                                         \
            .label = TEXT(text)                                                                    \
        }                                                                                          \
    }
#define HUNDREDTH                                                                                  \
    {                                                                                              \
        .n = 1, .kind = NUM_DECIMAL, .scale = 2                                                    \
    }

const struct unit unit_none = {.scale = ONE};

static const struct unit_named builtins[] = {
    TIME("day", UNIT_DAY, 1),
    TIME("week", UNIT_DAY, 7),
    TIME("month", UNIT_MONTH, 1),
    TIME("quarter", UNIT_MONTH, 3),
    TIME("half", UNIT_MONTH, 6),
    TIME("year", UNIT_MONTH, 12),
    {TEXT("percent"), {.scale = HUNDREDTH, .flavour = FLAVOUR_PERCENT, .label = TEXT("percent")}},
    {TEXT("pp"), {.scale = HUNDREDTH, .flavour = FLAVOUR_POINTS, .label = TEXT("pp")}},
    {TEXT(""), {.scale = ONE}},
};

const struct unit_named *unit_builtins(void)
{
    return builtins;
}

struct unit unit_base(uint32_t base, struct str label)
{
    return (struct unit){.factors = {{base, 1}}, .count = 1, .scale = num_int(1), .label = label};
}

bool unit_is_plain(const struct unit *unit)
{
    return unit->count == 0;
}

bool unit_same_dimension(const struct unit *a, const struct unit *b)
{
    if (a->count != b->count) return false;
    for (int i = 0; i < a->count; i++)
        if (a->factors[i].base != b->factors[i].base || a->factors[i].power != b->factors[i].power)
            return false;
    return true;
}

struct num unit_conversion(const struct unit *from, const struct unit *to)
{
    struct num factor;
    if (!num_div(&factor, &from->scale, &to->scale)) BUG("a unit with scale 0");
    return factor;
}

/* The factors of a times those of b to `sign`; false when there are too many. */
static bool combine(struct unit *result, const struct unit *a, const struct unit *b, int sign)
{
    int i = 0, j = 0;
    while (i < a->count || j < b->count) {
        struct unit_factor factor;
        if (j >= b->count || (i < a->count && a->factors[i].base < b->factors[j].base)) {
            factor = a->factors[i++];
        } else if (i >= a->count || b->factors[j].base < a->factors[i].base) {
            factor = b->factors[j++];
            factor.power *= sign;
        } else {
            factor = a->factors[i++];
            factor.power += sign * b->factors[j++].power;
        }
        if (factor.power == 0) continue;
        if (result->count == UNIT_FACTORS_MAX || factor.power > 99 || factor.power < -99)
            return false;
        result->factors[result->count++] = factor;
    }
    return true;
}

/* A label for a product or quotient: the two labels joined, or the one there is. */
static struct str join_labels(struct arena *arena, const struct unit *a, const struct unit *b,
                              const char *sign)
{
    bool divides = sign[0] == '/';
    if (!b->label.len) return a->label;
    if (!a->label.len && !divides) return b->label;
    bool composite =
        str_index(b->label, ' ') < b->label.len && divides &&
        (str_index(b->label, '/') < b->label.len || str_index(b->label, '*') < b->label.len);
    struct buf label = buf_in(arena);
    buf_add(&label, a->label.len ? a->label : STR("1"));
    buf_printf(&label, composite ? " %s (%.*s)" : " %s %.*s", sign, STR_ARG(b->label));
    return buf_str(&label);
}

static const struct unit *finish(struct arena *arena, struct unit *result, const struct unit *a,
                                 const struct unit *b, const char *sign, struct num *adjust)
{
    *adjust = num_int(1);
    if (result->count == 0) {
        *adjust = result->scale;
        result->scale = num_int(1);
        return arena_copy(arena, result, sizeof *result);
    }
    result->price_year = a->price_year ? a->price_year : b->price_year;
    result->label = join_labels(arena, a, b, sign);
    return arena_copy(arena, result, sizeof *result);
}

const struct unit *unit_multiply(struct arena *arena, const struct unit *a, const struct unit *b,
                                 struct num *adjust)
{
    struct unit result = {.count = 0};
    if (!combine(&result, a, b, 1)) return NULL;
    if (!num_mul(&result.scale, &a->scale, &b->scale) || !num_is_exact(&result.scale)) return NULL;
    return finish(arena, &result, a, b, "*", adjust);
}

const struct unit *unit_divide(struct arena *arena, const struct unit *a, const struct unit *b,
                               struct num *adjust)
{
    struct unit result = {.count = 0};
    if (!combine(&result, a, b, -1)) return NULL;
    if (!num_div(&result.scale, &a->scale, &b->scale) || !num_is_exact(&result.scale)) return NULL;
    return finish(arena, &result, a, b, "/", adjust);
}

const struct unit *unit_power(struct arena *arena, const struct unit *a, int power)
{
    if (power == 1) return a;
    struct unit result = {.count = a->count};
    for (int i = 0; i < a->count; i++) {
        result.factors[i] = a->factors[i];
        result.factors[i].power *= power;
        if (result.factors[i].power > 99 || result.factors[i].power < -99) return NULL;
    }
    if (power == 0) return &unit_none;
    if (!num_pow(&result.scale, &a->scale, power) || !num_is_exact(&result.scale)) return NULL;
    if (a->label.len) result.label = str_printf(arena, "%.*s^%d", STR_ARG(a->label), power);
    return arena_copy(arena, &result, sizeof result);
}

struct str unit_phrase(const struct unit *unit)
{
    return unit->label.len ? unit->label : STR("a plain number");
}
