/* Decodes days as ISO 8601 writes them. */
#include "base/calendar.h"
#include "data/decode.h"

/* The years of nearly all data; others are hard. */
enum { FIRST_YEAR = 1900, LAST_YEAR = 2099, MONTHS = (LAST_YEAR - FIRST_YEAR + 1) * 12 };

void date_decoder_init(struct date_decoder *decoder, struct arena *arena,
                       const struct sign_table *signs)
{
    int32_t *starts = ARENA_ARRAY(arena, int32_t, MONTHS + 1);
    for (int month = 0; month <= MONTHS; month++)
        starts[month] = day_from_date((struct date){FIRST_YEAR + month / 12, month % 12 + 1, 1});
    *decoder = (struct date_decoder){.month_starts = starts};
    for (char c = '0'; c <= '9'; c++)
        if (signs->begins[(unsigned char)c] || signs->ends[(unsigned char)c])
            decoder->signs = signs;
}

/* A field of ten characters. */
static inline bool read_iso(const struct date_decoder *decoder, const char *p, int32_t *day)
{
    uint64_t head = load_8(p) ^ UINT64_C(0x2d30302d30303030); /* 0000-00-: digits become values */
    const uint64_t digits = UINT64_C(0xfff0f0fff0f0f0f0), sixes = UINT64_C(0x0006060006060606);
    unsigned tens = (unsigned char)p[8] - (unsigned)'0', ones = (unsigned char)p[9] - (unsigned)'0';
    if (((head | (head + sixes)) & digits) || tens > 9 || ones > 9) return false;
    uint64_t pairs = head * 10 + (head >> 8); /* each digit with the next as a number below 100 */
    unsigned year = (unsigned)(pairs & 0xff) * 100 + (unsigned)(pairs >> 16 & 0xff);
    unsigned month = (unsigned)(pairs >> 40 & 0xff) - 1;
    unsigned of_month = tens * 10 + ones - 1;
    if (year - FIRST_YEAR > LAST_YEAR - FIRST_YEAR || month > 11) return false;
    const int32_t *start = &decoder->month_starts[(year - FIRST_YEAR) * 12 + month];
    *day = start[0] + (int32_t)of_month;
    return of_month < (unsigned)(start[1] - start[0]);
}

void date_decode(const struct date_decoder *decoder, const struct field_run *run, int32_t *days,
                 struct hard_rows *hard)
{
    enum { LENGTH = 10 };
    const struct sign_table *signs = decoder->signs;
    for (size_t row = 0; row < run->rows; row++) {
        struct str field = field_of_row(run, row);
        if (field.len == LENGTH + 2 && field.p[0] == '"' && field.p[LENGTH + 1] == '"')
            field = (struct str){field.p + 1, LENGTH};
        bool usual = field.len == LENGTH && read_iso(decoder, field.p, &days[row]);
        if (usual && signs)
            usual = !signs->begins[(unsigned char)field.p[0]] &&
                    !signs->ends[(unsigned char)field.p[LENGTH - 1]];
        if (usual) continue;
        days[row] = 0;
        hard->rows[hard->count++] = (uint16_t)row;
    }
}
