/* One sentence of advice for each kind of problem with a value. */
#include "data/advice.h"

#include "base/calendar.h"
#include "base/compiler.h"
#include "data/shown.h"
#include "text/suggest.h"

/* How many words of a list are named, and how long a sign may be to be offered as one. */
enum { WORDS_LISTED = 8, SIGN_MAX = 12 };

#define PATTERN(text)                                                                              \
    {                                                                                              \
        (text), sizeof(text) - 1                                                                   \
    }

/* The commonest first: of two that fit, the one that is offered. */
static const struct str date_patterns[] = {
    PATTERN("dd-mm-yyyy"), PATTERN("d-m-yyyy"),   PATTERN("dd/mm/yyyy"), PATTERN("d/m/yyyy"),
    PATTERN("dd.mm.yyyy"), PATTERN("d.m.yyyy"),   PATTERN("mm/dd/yyyy"), PATTERN("m/d/yyyy"),
    PATTERN("mm-dd-yyyy"), PATTERN("yyyy/mm/dd"), PATTERN("yyyymmdd"),
};

unsigned date_patterns_of(struct str text)
{
    unsigned patterns = 0;
    int32_t ignored;
    for (size_t i = 0; i < COUNT_OF(date_patterns); i++)
        if (date_parse_pattern(text, date_patterns[i], &ignored)) patterns |= 1u << i;
    return patterns;
}

static struct str pattern_for(const struct complaint *complaint)
{
    unsigned patterns = complaint_date_patterns(complaint);
    for (size_t i = 0; i < COUNT_OF(date_patterns); i++)
        if (patterns >> i & 1) return date_patterns[i];
    return date_patterns[0];
}

/* The list for `missing:` with one more sign in it; a list replaces the one before, so what is
 * offered must hold that too. */
static void add_missing_option(struct buf *buf, const struct complaint_context *context,
                               struct str sign)
{
    const struct signs *said = &context->spec->options.missing;
    struct arena *arena = context->findings->arena;
    buf_add(buf, STR("`missing: ("));
    if (!said->said) buf_add(buf, STR("\".\", \"NA\", "));
    for (size_t i = 0; said->said && i < said->count; i++)
        buf_printf(buf, "\"%.*s\", ", STR_ARG(shown(arena, said->items[i])));
    buf_printf(buf, "\"%.*s\")`", STR_ARG(sign));
}

static void advise_on_other(struct buf *buf, const struct complaint_context *context,
                            const struct column_spec *column, struct str text)
{
    if (str_equal_ignoring_case(text, column_header(column))) {
        buf_add(buf, STR("the row of names stands there once more: take it out of the file"));
    } else if (text.len > SIGN_MAX) {
        buf_add(buf, STR("mend the file, or declare another type for the column"));
    } else {
        buf_printf(buf, "if `%.*s` means that there is no value, say ", STR_ARG(text));
        add_missing_option(buf, context, text);
    }
}

static void advise_on_dash(struct buf *buf, const struct complaint_context *context,
                           const struct column_spec *column, struct str text)
{
    bool may_be_zero = column->type == CELL_NUMBER;
    buf_add(buf, STR("say "));
    if (may_be_zero) buf_printf(buf, "`nil: \"%.*s\"` if the dash means zero, or ", STR_ARG(text));
    add_missing_option(buf, context, text);
    buf_printf(buf, " if %s means that there is no value", may_be_zero ? "it" : "the dash");
}

static void advise_on_mark(struct buf *buf, const struct complaint_context *context,
                           struct str text, char mark)
{
    char decimal = context->dialect->figures.decimal;
    if (mark == context->dialect->figures.thousands)
        buf_printf(buf,
                   "the `%c` in `%.*s` can't group thousands, as `thousands: \"%c\"` says: mend "
                   "the value, or say `decimal: \"%c\"` and no `thousands:`",
                   mark, STR_ARG(text), mark, mark);
    else if (context->dialect->decimal_said)
        buf_printf(buf,
                   "`%.*s` has the decimal mark `%c`, but the data block says `decimal: "
                   "\"%c\"`: mend one of the two",
                   STR_ARG(text), mark, decimal);
    else
        buf_printf(buf,
                   "`%c` was taken as the decimal mark of this file: say `decimal: \"%c\"` if "
                   "it is `%c`",
                   decimal, mark, mark);
}

static void advise_on_thousands(struct buf *buf, const struct complaint_context *context,
                                struct str text, char mark)
{
    buf_printf(buf, "say `thousands: \"%c\"", mark);
    if (mark == context->dialect->figures.decimal)
        buf_printf(buf, ", decimal: \"%c\"", mark == '.' ? ',' : '.');
    buf_printf(buf, "` if the `%c` in `%.*s` groups the digits", mark, STR_ARG(text));
}

static void advise_on_date(struct buf *buf, const struct complaint_context *context)
{
    struct str dates = context->dialect->dates;
    if (dates.len)
        buf_printf(buf, "the data block says `dates: \"%.*s\"`: write them so, or as 2023-05-01",
                   STR_ARG(dates));
    else
        buf_add(buf, STR("a date is written as 2023-05-01, or as `dates:` says, such as `dates: "
                         "\"dd-mm-yyyy\"`"));
}

static void advise_on_frequency(struct buf *buf, const struct column_spec *column, struct str text)
{
    struct period period;
    int32_t ignored;
    struct str is = freq_name(FREQ_DAY);
    if (!date_parse_iso(text, &ignored) && period_parse_data(text, &period))
        is = freq_name(period.freq);
    buf_printf(buf,
               "`%.*s` is a %.*s, and the column holds periods of a %.*s: leave the others out "
               "of the file, or declare the column as `period`",
               STR_ARG(text), STR_ARG(is), STR_ARG(freq_name(column->freq)));
}

static void advise_on_word(struct buf *buf, struct arena *arena, const struct column_spec *column,
                           struct str text)
{
    size_t near = suggest_nearest(text, column->words, column->word_count);
    if (near != SUGGEST_NONE) {
        buf_printf(buf, "did you mean `%.*s` for `%.*s`?",
                   STR_ARG(shown(arena, column->words[near])), STR_ARG(shown(arena, text)));
        return;
    }
    buf_add(buf, STR("the column declares "));
    size_t listed = column->word_count < WORDS_LISTED ? column->word_count : WORDS_LISTED;
    for (size_t i = 0; i < listed; i++)
        buf_printf(buf, "%s`%.*s`", i ? ", " : "", STR_ARG(shown(arena, column->words[i])));
    if (column->word_count > listed) buf_printf(buf, " and %zu more", column->word_count - listed);
    buf_add(buf, STR(": mend the file, or add the word to the list"));
}

static void advise_on_encoding(struct buf *buf, const struct complaint_context *context)
{
    if (str_equal_ignoring_case(context->encoding, STR("UTF-8")))
        buf_add(buf, STR("its bytes are not UTF-8: say how the file was saved, such as `encoding: "
                         "\"windows-1252\"`"));
    else
        buf_printf(buf, "its bytes mean nothing in `%.*s`: say another `encoding:`",
                   STR_ARG(context->encoding));
}

static void advise(struct buf *buf, const struct complaint_context *context,
                   const struct column_spec *column, const struct complaint *complaint,
                   enum problem problem)
{
    struct arena *arena = context->findings->arena;
    struct str whole = complaint->example[problem].text, text = shown(arena, whole);
    char mark = complaint->mark[problem];
    switch (problem) {
    case PROBLEM_OTHER: advise_on_other(buf, context, column, text); break;
    case PROBLEM_TOO_LONG: buf_add(buf, STR("a number has at most 38 digits")); break;
    case PROBLEM_OTHER_MARK: advise_on_mark(buf, context, text, mark); break;
    case PROBLEM_THOUSANDS: advise_on_thousands(buf, context, text, mark); break;
    case PROBLEM_DASH: advise_on_dash(buf, context, column, text); break;
    case PROBLEM_PERCENT:
        buf_add(buf, STR("leave the percent sign out of the file and declare the column as `number "
                         "[percent]`"));
        break;
    case PROBLEM_CURRENCY:
        buf_add(buf,
                STR("leave the currency out of the file and declare it, as in `number [EUR]`"));
        break;
    case PROBLEM_NOT_WHOLE:
        buf_printf(buf, "declare the column as `number` if values like `%.*s` are right",
                   STR_ARG(text));
        break;
    case PROBLEM_DATE: advise_on_date(buf, context); break;
    case PROBLEM_DATE_ORDER:
        buf_printf(buf, "say `dates: \"%.*s\"` if that is how `%.*s` is written",
                   STR_ARG(pattern_for(complaint)), STR_ARG(text));
        break;
    case PROBLEM_PERIOD:
        buf_add(buf, STR("a period is written as 2023, 2023-H1, 2023-Q1, 2023-05, 2023-W05 or "
                         "2023-05-01, or as 2023JJ00, 2023KW01 and 2023MM05"));
        break;
    case PROBLEM_FREQUENCY: advise_on_frequency(buf, column, text); break;
    case PROBLEM_BOOLEAN:
        buf_add(buf, STR("it is written as true or false, yes or no, ja or nee, waar or onwaar, 1 "
                         "or 0"));
        break;
    case PROBLEM_WORD: advise_on_word(buf, arena, column, whole); break;
    case PROBLEM_ENCODING: advise_on_encoding(buf, context); break;
    case PROBLEM_NUL:
        buf_add(buf, STR("it holds NUL bytes, which no text has: is this the right file, and if it "
                         "is Unicode (UTF-16), does `encoding:` say so?"));
        break;
    case PROBLEM_QUOTE:
        buf_add(buf, STR("a quote within a text between quotes is written twice (\"\")"));
        break;
    case PROBLEM_NESTED:
        buf_add(buf, STR("a list or an object is no value: what lies in an object is named with a "
                         "dot, as in `column unit \"unit.name\" : text`"));
        break;
    case PROBLEM_TWICE:
        buf_add(buf, STR("its key stands twice in the same row, and only one can be meant"));
        break;
    case PROBLEM_COUNT: break;
    }
}

/* The commonest problem besides `but`, the first of equally common ones. */
static enum problem commonest(const struct complaint *complaint, enum problem but)
{
    enum problem best = PROBLEM_COUNT;
    for (int i = 0; i < PROBLEM_COUNT; i++) {
        if (i == (int)but || !complaint->by_problem[i]) continue;
        if (best == PROBLEM_COUNT || complaint->by_problem[i] > complaint->by_problem[best])
            best = (enum problem)i;
    }
    return best;
}

struct str advice_on_values(const struct complaint_context *context,
                            const struct column_spec *column, const struct complaint *complaint)
{
    struct buf buf = buf_in(context->findings->arena);
    enum problem first = commonest(complaint, PROBLEM_COUNT), second = commonest(complaint, first);
    advise(&buf, context, column, complaint, first);
    if (second != PROBLEM_COUNT) {
        buf_add(&buf, STR("; "));
        advise(&buf, context, column, complaint, second);
    }
    return buf_str(&buf);
}
