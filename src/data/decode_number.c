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

void number_decoder_init(struct number_decoder *decoder, const struct kernel *kernel,
                         const struct column_spec *spec, const struct cell_context *context)
{
    const struct dialect *dialect = context->dialect;
    const struct sign_table *signs = context->signs;
    const struct figure_format *figures = &dialect->figures;
    bool marks_are_clear = !figures->guessed && !figures->thousands && !spec->whole;
    *decoder = (struct number_decoder){
        .kernel = kernel,
        .decimal = marks_are_clear ? figures->decimal : (char)0,
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

/* A minus, up to 18 digits and a mark, with or without quotes round them. */
static bool read_long(struct str field, char mark, struct digits *digits)
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

/* ---- a column ---- */

/* Puts a number of any length among the integers, where it is one that fits and is in the range. */
static bool put_long(struct number_decoder *decoder, struct str field, int64_t *integers,
                     size_t rows, size_t row)
{
    struct digits digits;
    if (!field.len || may_be_sign(decoder, field)) return false;
    if (!read_long(field, decoder->decimal, &digits)) return false;
    unsigned places = digits.places;
    if (places > SCALE_MAX) return false;
    if (places > decoder->scale && !raise_scale(decoder, places, integers, rows)) return false;
    int64_t integer;
    if (ckd_mul(&integer, (int64_t)digits.value, power_of_ten[decoder->scale - places]))
        return false;
    if (digits.negative) integer = -integer;
    if (integer < decoder->least_allowed || integer > decoder->most_allowed) return false;
    if (integer < decoder->least) decoder->least = integer;
    if (integer > decoder->most) decoder->most = integer;
    decoder->scales_seen |= UINT64_C(1) << places;
    integers[row] = integer;
    return true;
}

/* Puts the fields that are short and begin with a digit into words, as read_figures wants them. */
static void gather_words(const struct field_run *run, uint64_t *words)
{
    enum { LONGEST = 8 };
    /* zeros before a text of each length */
    static const uint64_t zeros[LONGEST + 1] = {UINT64_C(0x3030303030303030),
                                                UINT64_C(0x30303030303030),
                                                UINT64_C(0x303030303030),
                                                UINT64_C(0x3030303030),
                                                UINT64_C(0x30303030),
                                                UINT64_C(0x303030),
                                                UINT64_C(0x3030),
                                                UINT64_C(0x30),
                                                0};
    for (size_t row = 0; row < run->rows; row++) {
        struct str field = field_of_row(run, row);
        words[row] = FIGURE_NONE_WORD;
        if (field.len - 1 >= LONGEST) continue;
        uint64_t text = load_8(field.p);
        if ((text & 0xff) - '0' <= 9) words[row] = text << (64 - 8 * field.len) | zeros[field.len];
    }
    for (size_t row = run->rows; row % FIGURES_AT_ONCE; row++) words[row] = FIGURE_NONE_WORD;
}

/* Notes how many places there were. */
static void note_scales(struct number_decoder *decoder, uint64_t marks_seen)
{
    for (unsigned places = 0; places <= 7; places++)
        if (marks_seen >> (56 - 8 * places) & 1) decoder->scales_seen |= UINT64_C(1) << places;
}

/* Reads the short ones; lists the others in `hard`. */
static void read_short(struct number_decoder *decoder, const struct field_run *run,
                       int64_t *integers, struct hard_rows *hard)
{
    const char mark = decoder->decimal ? decoder->decimal : '\n'; /* which no field holds bare */
    struct figure_words figures = {
        .words = (uint64_t *)integers,
        .count = (run->rows + FIGURES_AT_ONCE - 1) / FIGURES_AT_ONCE * FIGURES_AT_ONCE,
        .mark = UINT64_C(0x0101010101010101) * (unsigned char)mark,
        .scale = decoder->scale,
        .least_allowed = decoder->least_allowed,
        .most_allowed = decoder->most_allowed,
        .least = decoder->least,
        .most = decoder->most,
        .hard = hard->rows,
    };
    gather_words(run, figures.words);
    decoder->kernel->read_figures(&figures);
    decoder->least = figures.least;
    decoder->most = figures.most;
    note_scales(decoder, figures.marks_seen);
    hard->count = figures.hard_count;
    while (hard->count && hard->rows[hard->count - 1] >= run->rows) hard->count--;
}

/* With signs that look like numbers every field must be asked. */
static void list_all(const struct field_run *run, int64_t *integers, struct hard_rows *hard)
{
    for (size_t row = 0; row < run->rows; row++) {
        integers[row] = 0;
        hard->rows[row] = (uint16_t)row;
    }
    hard->count = run->rows;
}

void number_decode(struct number_decoder *decoder, const struct field_run *run, int64_t *integers,
                   struct hard_rows *hard)
{
    if (decoder->signs)
        list_all(run, integers, hard);
    else
        read_short(decoder, run, integers, hard);
    size_t left = 0;
    for (size_t i = 0; i < hard->count; i++) {
        size_t row = hard->rows[i];
        if (!put_long(decoder, field_of_row(run, row), integers, run->rows, row))
            hard->rows[left++] = (uint16_t)row;
    }
    hard->count = left;
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
