/* Decodes numbers of the usual look: digits, and a decimal mark among them. */
#include "base/ckd.h"
#include "base/wide.h"
#include "data/decode.h"

/* More places than these are kept as they are (VECTOR_NUMBERS). */
enum { SCALE_MAX = 9 };

static const int64_t power_of_ten[SCALE_MAX + 1] = {
    1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000};

/* ---- the range, at a scale ---- */

/* The largest integer at a scale that is not above a number; the nearest there is. */
static int64_t floor_at(const struct num *number, unsigned scale)
{
    struct num factor = num_int(power_of_ten[scale]), scaled;
    int64_t integer;
    if (num_mul(&scaled, number, &factor) && num_floor(&integer, &scaled)) return integer;
    return num_sign(number) < 0 ? INT64_MIN : INT64_MAX;
}

static void set_scale(struct number_decoder *decoder, unsigned scale)
{
    decoder->scale = scale;
    decoder->least_allowed = INT64_MIN;
    decoder->most_allowed = INT64_MAX;
    if (!decoder->ranged) return;
    struct num below = num_neg(&decoder->low);
    int64_t least = floor_at(&below, scale);
    decoder->least_allowed = least == INT64_MIN ? INT64_MAX : -least;
    decoder->most_allowed = floor_at(&decoder->high, scale);
}

/* Whether a sign begins, or a suffix ends, like a number. */
static bool signs_look_so(const struct sign_table *signs)
{
    for (char c = '0'; c <= '9'; c++)
        if (signs->begins[(unsigned char)c] || signs->ends[(unsigned char)c]) return true;
    return signs->begins['-'];
}

void number_decoder_init(struct number_decoder *decoder, const struct column_spec *spec,
                         const struct dialect *dialect, const struct sign_table *signs)
{
    const struct figure_format *figures = &dialect->figures;
    bool marks_are_clear = !figures->guessed && !figures->thousands;
    *decoder = (struct number_decoder){
        .decimal = marks_are_clear ? figures->decimal : (char)0,
        .whole = spec->whole,
        .ranged = spec->ranged,
        .low = spec->low,
        .high = spec->high,
    };
    if (signs_look_so(signs)) decoder->signs = signs;
    set_scale(decoder, 0);
}

void number_decoder_begin(struct number_decoder *decoder)
{
    unsigned needed = 0;
    if (decoder->scales_seen) needed = 63 - (unsigned)__builtin_clzll(decoder->scales_seen);
    if (decoder->scales_seen && needed != decoder->scale) set_scale(decoder, needed);
    decoder->scales_seen = 0;
    decoder->least = INT64_MAX;
    decoder->most = INT64_MIN;
}

/* Brings the integers of the portion so far to a larger scale; false when one does not fit. */
static bool raise_scale(struct number_decoder *decoder, unsigned scale, int64_t *integers,
                        size_t rows)
{
    int64_t factor = power_of_ten[scale - decoder->scale], least = 0, most = 0;
    bool any = decoder->least <= decoder->most;
    if (any && (ckd_mul(&least, decoder->least, factor) || ckd_mul(&most, decoder->most, factor)))
        return false;
    for (size_t i = 0; i < rows; i++) integers[i] *= factor;
    if (any) {
        decoder->least = least;
        decoder->most = most;
    }
    set_scale(decoder, scale);
    return true;
}

/* ---- digits ---- */

/* A number as its digits and how many of them stand behind the mark. */
struct digits {
    uint64_t value;
    unsigned places;
    bool negative;
};

/* The number of eight digits as their values, the first in the lowest byte: adds up neighbours, then
 * pairs, then fours. */
static inline uint64_t eight_digits(uint64_t x)
{
    x = x * 10 + (x >> 8);
    return ((x & 0x000000ff000000ffu) * 0x000f424000000064u +
            ((x >> 16) & 0x000000ff000000ffu) * 0x0000271000000001u) >>
           32;
}

/* At most eight characters: digits, and `mark` (in each byte) behind at least one of them and before
 * another. */
static inline bool read_short(const char *p, size_t len, uint64_t mark, struct digits *digits)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t text = load_8(p) << (64 - 8 * len); /* at the upper end, zeros before it */
    uint64_t other = text ^ mark;
    uint64_t found = (other - ones) & ~other & (ones << 7); /* the lowest bit is exact */
    size_t count = len;
    digits->places = 0;
    if (found) {
        unsigned bit = (unsigned)__builtin_ctzll(found) & ~7u; /* of the mark's byte */
        uint64_t before = text & ((UINT64_C(1) << bit) - 1);
        uint64_t behind = bit == 56 ? 0 : text >> (bit + 8) << (bit + 8);
        digits->places = 7 - bit / 8;
        text = behind | before << 8;
        count--;
        if (!digits->places || digits->places == count) return false;
    }
    uint64_t values = text ^ UINT64_C(0x3030303030303030) << (64 - 8 * count);
    const uint64_t sixes = UINT64_C(0x0606060606060606), high = UINT64_C(0xf0f0f0f0f0f0f0f0);
    if (((values + sixes) | values) & high) return false;
    digits->value = eight_digits(values);
    return true;
}

/* A minus, up to 18 digits and a mark, with or without quotes round them. */
static __attribute__((noinline)) bool read_long(struct str field, char mark, struct digits *digits)
{
    enum { DIGITS_MAX = 18 };
    if (field.len >= 2 && field.p[0] == '"' && field.p[field.len - 1] == '"')
        field = (struct str){field.p + 1, field.len - 2};
    *digits = (struct digits){.negative = field.len && field.p[0] == '-'};
    size_t count = 0, behind = SIZE_MAX;
    for (size_t i = digits->negative; i < field.len; i++) {
        unsigned digit = (unsigned char)field.p[i] - (unsigned)'0';
        if (digit <= 9) {
            if (++count > DIGITS_MAX) return false;
            digits->value = digits->value * 10 + digit;
        } else {
            if (!mark || field.p[i] != mark || behind != SIZE_MAX || !count) return false;
            behind = count;
        }
    }
    if (!count || behind == count) return false;
    digits->places = behind == SIZE_MAX ? 0 : (unsigned)(count - behind);
    return true;
}

static bool may_be_sign(const struct number_decoder *decoder, struct str field)
{
    const struct sign_table *signs = decoder->signs;
    return signs && (signs->begins[(unsigned char)field.p[0]] || field.p[0] == '"' ||
                     signs->ends[(unsigned char)field.p[field.len - 1]]);
}

static bool read_digits(const struct number_decoder *decoder, struct str field, uint64_t mark,
                        struct digits *digits)
{
    if (!field.len || may_be_sign(decoder, field)) return false;
    digits->negative = false;
    bool read = field.len <= 8 && read_short(field.p, field.len, mark, digits);
    if (!read && !read_long(field, decoder->decimal, digits)) return false;
    return !digits->places || (!decoder->whole && digits->places <= SCALE_MAX);
}

/* ---- a column ---- */

/* Puts a number among the integers; false when it does not fit, or is out of the range. */
static inline bool put(struct number_decoder *decoder, const struct digits *digits,
                       int64_t *integers, size_t row)
{
    unsigned places = digits->places;
    if (places > decoder->scale && !raise_scale(decoder, places, integers, row)) return false;
    int64_t integer;
    if (ckd_mul(&integer, (int64_t)digits->value, power_of_ten[decoder->scale - places]))
        return false;
    if (digits->negative) integer = -integer;
    if (integer < decoder->least_allowed || integer > decoder->most_allowed) return false;
    if (integer < decoder->least) decoder->least = integer;
    if (integer > decoder->most) decoder->most = integer;
    decoder->scales_seen |= UINT64_C(1) << places;
    integers[row] = integer;
    return true;
}

void number_decode(struct number_decoder *decoder, const struct field_run *run, int64_t *integers,
                   struct hard_rows *hard)
{
    const char decimal = decoder->decimal ? decoder->decimal : '\n'; /* which no field holds bare */
    const uint64_t mark = UINT64_C(0x0101010101010101) * (unsigned char)decimal;
    struct number_decoder here = *decoder; /* in registers */
    for (size_t row = 0; row < run->rows; row++) {
        struct digits digits;
        if (read_digits(&here, field_of_row(run, row), mark, &digits) &&
            put(&here, &digits, integers, row))
            continue;
        integers[row] = 0;
        hard->rows[hard->count++] = (uint16_t)row;
    }
    *decoder = here;
}

bool number_put(struct number_decoder *decoder, const struct num *number, int64_t *integers,
                size_t rows, size_t row)
{
    if (number->scale > SCALE_MAX) return false;
    if (number->scale > decoder->scale && !raise_scale(decoder, number->scale, integers, rows))
        return false;
    i128 integer;
    int64_t factor = power_of_ten[decoder->scale - number->scale];
    if (ckd_mul(&integer, number->n, (i128)factor) || integer != (int64_t)integer) return false;
    integers[row] = (int64_t)integer;
    if (integers[row] < decoder->least) decoder->least = integers[row];
    if (integers[row] > decoder->most) decoder->most = integers[row];
    decoder->scales_seen |= UINT64_C(1) << number->scale;
    return true;
}
