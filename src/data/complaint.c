/* Counts what is wrong with cells and tells it in findings. */
#include "data/complaint.h"

#include <inttypes.h>

#include "base/bug.h"
#include "base/calendar.h"
#include "data/advice.h"
#include "data/shown.h"

/* So much of a cell's text is kept; enough for what is shown and for the nearest word. */
enum { KEPT_MAX = 512 };

static struct place_in_file kept(struct arena *arena, uint64_t line, struct str text)
{
    if (text.len > KEPT_MAX) text.len = KEPT_MAX;
    return (struct place_in_file){line, str_copy(arena, text)};
}

void complaint_add(struct complaint *complaint, struct arena *arena, enum problem problem,
                   char mark, uint64_t line, struct str text)
{
    bool is_first = !complaint->by_problem[problem]++;
    uint64_t n = complaint->count++;
    if (n >= COMPLAINT_SHOWN && !is_first) return;
    struct place_in_file place = kept(arena, line, text);
    if (n < COMPLAINT_SHOWN) complaint->first[n] = place;
    if (!is_first) return;
    complaint->example[problem] = place;
    complaint->mark[problem] = mark;
}

/* ---- orders of dates ---- */

void complaint_add_date_order(struct complaint *complaint, unsigned patterns, uint64_t line)
{
    size_t n = complaint->date_order_count;
    for (size_t i = 0; i < n; i++) {
        struct date_order *known = &complaint->date_orders[i];
        if (known->patterns != patterns) continue;
        if (line < known->line) known->line = line;
        return;
    }
    if (n == DATE_ORDERS_MAX) BUG("more orders of dates than there are");
    complaint->date_orders[complaint->date_order_count++] = (struct date_order){patterns, line};
}

/* The next behind a line, or NULL. Each line has one date. */
static const struct date_order *next_order(const struct complaint *complaint, uint64_t line)
{
    const struct date_order *next = NULL;
    for (size_t i = 0; i < complaint->date_order_count; i++) {
        const struct date_order *order = &complaint->date_orders[i];
        if (order->line > line && (!next || order->line < next->line)) next = order;
    }
    return next;
}

/* Those that fit one more of them, in the order of the file, until one fits with none. A set that comes
 * again changes nothing: so the first of each is enough. */
unsigned complaint_date_patterns(const struct complaint *complaint)
{
    unsigned patterns = 0;
    const struct date_order *order = next_order(complaint, 0);
    for (; order; order = next_order(complaint, order->line))
        if (!patterns || (patterns & order->patterns)) {
            unsigned common = patterns & order->patterns;
            patterns = patterns ? common : order->patterns;
        }
    return patterns;
}

/* ---- merging ---- */

static void merge_first(struct complaint *complaint, struct arena *arena,
                        const struct complaint *other)
{
    struct place_in_file merged[COMPLAINT_SHOWN];
    uint64_t n = 0, a = 0, b = 0, counts[2] = {complaint->count, other->count};
    for (size_t i = 0; i < 2; i++)
        if (counts[i] > COMPLAINT_SHOWN) counts[i] = COMPLAINT_SHOWN;
    while (n < COMPLAINT_SHOWN && (a < counts[0] || b < counts[1])) {
        bool mine =
            b == counts[1] || (a < counts[0] && complaint->first[a].line <= other->first[b].line);
        if (mine)
            merged[n++] = complaint->first[a++];
        else
            merged[n++] = kept(arena, other->first[b].line, other->first[b].text), b++;
    }
    for (uint64_t i = 0; i < n; i++) complaint->first[i] = merged[i];
}

static void merge_problem(struct complaint *complaint, struct arena *arena,
                          const struct complaint *other, size_t problem)
{
    const struct place_in_file *example = &other->example[problem];
    if (!other->by_problem[problem]) return;
    bool earlier =
        !complaint->by_problem[problem] || example->line < complaint->example[problem].line;
    complaint->by_problem[problem] += other->by_problem[problem];
    if (!earlier) return;
    complaint->example[problem] = kept(arena, example->line, example->text);
    complaint->mark[problem] = other->mark[problem];
}

void complaint_merge(struct complaint *complaint, struct arena *arena, struct complaint *other)
{
    if (!other->count) return;
    merge_first(complaint, arena, other);
    complaint->count += other->count;
    for (size_t i = 0; i < PROBLEM_COUNT; i++) merge_problem(complaint, arena, other, i);
    for (size_t i = 0; i < other->date_order_count; i++)
        complaint_add_date_order(complaint, other->date_orders[i].patterns,
                                 other->date_orders[i].line);
    *other = (struct complaint){.count = 0};
}

/* ---- messages ---- */

struct nouns {
    const char *one, *many;
};

static struct nouns nouns_of_period(const struct column_spec *column)
{
    static const struct nouns nouns[FREQ_COUNT] = {
        [FREQ_DAY] = {"is not a day", "are not days"},
        [FREQ_WEEK] = {"is not a week", "are not weeks"},
        [FREQ_MONTH] = {"is not a month", "are not months"},
        [FREQ_QUARTER] = {"is not a quarter", "are not quarters"},
        [FREQ_HALF] = {"is not a half year", "are not half years"},
        [FREQ_YEAR] = {"is not a year", "are not years"},
    };
    if (column->any_freq) return (struct nouns){"is not a period", "are not periods"};
    return nouns[column->freq];
}

static struct nouns nouns_of(const struct column_spec *column)
{
    switch (column->type) {
    case CELL_NUMBER:
        if (column->whole) return (struct nouns){"is not a whole number", "are not whole numbers"};
        return (struct nouns){"is not a number", "are not numbers"};
    case CELL_DATE: return (struct nouns){"is not a date", "are not dates"};
    case CELL_PERIOD: return nouns_of_period(column);
    case CELL_BOOLEAN:
        return (struct nouns){"is neither true nor false", "are neither true nor false"};
    case CELL_TEXT: return (struct nouns){"can't be read", "can't be read"};
    case CELL_WORD:
        return (struct nouns){"is not in its list of words", "are not in its list of words"};
    }
    return (struct nouns){"", ""};
}

/* "12 values of column `spent` (`Realisatie`) in `budget.csv`" */
static struct str subject(const struct complaint_context *context, const struct column_spec *column,
                          uint64_t count)
{
    struct buf buf = buf_in(context->findings->arena);
    struct str header = column_header(column);
    buf_printf(&buf, "%" PRIu64 " value%s of column `%.*s`", count, count == 1 ? "" : "s",
               STR_ARG(column->name));
    if (context->dialect->header_row && !str_equal(header, column->name))
        buf_printf(&buf, " (`%.*s`)", STR_ARG(shown_name(context->findings->arena, header)));
    buf_printf(&buf, " in `%.*s`", STR_ARG(context->spec->path));
    return buf_str(&buf);
}

static struct location location_at(const struct complaint_context *context, uint64_t line)
{
    return location_in_data(context->spec->path, line < UINT32_MAX ? (uint32_t)line : UINT32_MAX);
}

static void relate_places(const struct complaint_context *context, struct finding *finding,
                          const struct complaint *complaint)
{
    struct arena *arena = context->findings->arena;
    for (uint64_t i = 0; i < complaint->count && i < COMPLAINT_SHOWN; i++)
        finding_relate(context->findings, finding, location_at(context, complaint->first[i].line),
                       "`%.*s`", STR_ARG(shown(arena, complaint->first[i].text)));
}

static struct finding *add(const struct complaint_context *context, enum finding_code code,
                           const struct complaint *complaint, struct str message)
{
    struct location place = location_at(context, complaint->first[0].line);
    return finding_add_at(context->findings, code, place, "%.*s", STR_ARG(message));
}

void complain_of_values(const struct complaint_context *context, const struct column_spec *column,
                        const struct complaint *complaint)
{
    if (!complaint->count) return;
    struct arena *arena = context->findings->arena;
    bool one = complaint->count == 1;
    struct nouns nouns = nouns_of(column);
    struct str message = str_printf(arena, "%.*s %s and %s as missing",
                                    STR_ARG(subject(context, column, complaint->count)),
                                    one ? nouns.one : nouns.many, one ? "counts" : "count");
    struct finding *finding = add(context, FINDING_D02, complaint, message);
    finding->help = advice_on_values(context, column, complaint);
    relate_places(context, finding, complaint);
}

void complain_of_two_ways(const struct complaint_context *context, const struct column_spec *column,
                          const struct complaint *complaint)
{
    if (!complaint->count) return;
    struct arena *arena = context->findings->arena;
    char mark = complaint->mark[PROBLEM_THOUSANDS], other = mark == '.' ? ',' : '.';
    struct str text = shown(arena, complaint->example[PROBLEM_THOUSANDS].text);
    struct str message = str_printf(
        arena, "%.*s can be read in two ways; in `%.*s` the `%c` was taken as the decimal mark",
        STR_ARG(subject(context, column, complaint->count)), STR_ARG(text), mark);
    struct finding *finding = add(context, FINDING_D03, complaint, message);
    finding_help(
        context->findings, finding,
        "say `decimal: \"%c\"` if that is right, or `thousands: \"%c\", decimal: \"%c\"` if "
        "the `%c` only groups the digits: the values are then a thousand times larger",
        mark, mark, other, mark);
    relate_places(context, finding, complaint);
}

void complain_of_range(const struct complaint_context *context, const struct column_spec *column,
                       const struct complaint *complaint)
{
    if (!complaint->count) return;
    struct buf message = buf_in(context->findings->arena);
    buf_printf(&message, "%.*s %s outside ", STR_ARG(subject(context, column, complaint->count)),
               complaint->count == 1 ? "lies" : "lie");
    num_add_plain(&message, &column->low, 15, '.', 0);
    buf_add(&message, STR(".."));
    num_add_plain(&message, &column->high, 15, '.', 0);
    struct finding *finding = add(context, FINDING_D10, complaint, buf_str(&message));
    finding_help(context->findings, finding,
                 "they count all the same: mend the file, or the range that the column declares");
    relate_places(context, finding, complaint);
}

void complain_of_spaces(const struct complaint_context *context, const struct column_spec *column,
                        const struct complaint *complaint)
{
    if (!complaint->count) return;
    struct str message =
        str_printf(context->findings->arena, "%.*s %s spaces around %s, which were left out",
                   STR_ARG(subject(context, column, complaint->count)),
                   complaint->count == 1 ? "has" : "have", complaint->count == 1 ? "it" : "them");
    struct finding *finding = add(context, FINDING_D12, complaint, message);
    finding_help(context->findings, finding,
                 "here they count as the same code without spaces; in a spreadsheet or database "
                 "they are other codes, and sums by code differ: take the spaces out of the file");
    relate_places(context, finding, complaint);
}

struct finding *complain_of_rows(const struct complaint_context *context,
                                 const struct complaint *complaint, struct str message)
{
    struct finding *finding = add(context, FINDING_D02, complaint, message);
    relate_places(context, finding, complaint);
    return finding;
}
