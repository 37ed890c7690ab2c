/* A survey for people: the file, a line a column, then what its values are. */
#include "render/description.h"

#include "base/utf8.h"
#include "render/human.h"
#include "render/page.h"

/* A column of words has few different ones, short, and each often. */
enum { WORDS_MOST = 12, WORD_LONGEST = 60, WORD_TIMES = 3, NAME_WIDTH = 28, VALUE_WIDTH = 30 };

struct sheet {
    struct page page;
    const struct survey *survey;
    struct arena *arena;
};

/* --- types ---------------------------------------------------------------------------------------------- */

bool survey_is_words(const struct survey_column *column, const struct survey *survey)
{
    if (column->spec.type != CELL_TEXT || !column->different || column->different > WORDS_MOST ||
        column->different != column->value_count ||
        survey->read.rows < WORD_TIMES * column->different)
        return false;
    for (size_t i = 0; i < column->value_count; i++)
        if (column->values[i].text.len > WORD_LONGEST) return false;
    return true;
}

void survey_add_text(struct buf *text, struct str words)
{
    buf_add_char(text, '"');
    while (words.len) {
        uint32_t code;
        size_t bytes = utf8_decode(words, &code);
        if (!bytes || utf8_is_unprintable(code))
            buf_printf(text, "\\u{%x}", bytes ? (unsigned)code : 0xFFFDu);
        else if (code == '"' || code == '\\')
            buf_printf(text, "\\%c", (char)code);
        else
            buf_add(text, (struct str){words.p, bytes});
        bytes = bytes ? bytes : 1;
        words = (struct str){words.p + bytes, words.len - bytes};
    }
    buf_add_char(text, '"');
}

static struct str words_type(struct arena *arena, const struct survey_column *column)
{
    struct buf text = buf_in(arena);
    buf_add(&text, STR("one of "));
    for (size_t i = 0; i < column->value_count; i++) {
        if (i) buf_add(&text, STR(", "));
        survey_add_text(&text, column->values[i].text);
    }
    return buf_str(&text);
}

/* The one frequency of its periods; false where there are several. */
static bool one_freq(const struct survey_column *column, enum freq *freq)
{
    size_t kinds = 0;
    for (int f = 0; f < FREQ_COUNT; f++) {
        if (!column->by_freq[f]) continue;
        *freq = (enum freq)f;
        kinds++;
    }
    return kinds == 1;
}

static struct str period_type(const struct survey_column *column)
{
    enum freq freq;
    return one_freq(column, &freq) ? freq_name(freq) : STR("period");
}

struct str survey_type(struct arena *arena, const struct survey_column *column,
                       const struct survey *survey)
{
    switch (column->spec.type) {
    case CELL_NUMBER: return column->spec.whole ? STR("integer") : STR("number");
    case CELL_DATE: return STR("date");
    case CELL_PERIOD: return period_type(column);
    case CELL_BOOLEAN: return STR("boolean");
    case CELL_TEXT:
        return survey_is_words(column, survey) ? words_type(arena, column) : STR("text");
    case CELL_WORD: break;
    }
    return STR("text");
}

/* --- a column ------------------------------------------------------------------------------------------- */

static void add_number(struct buf *text, const struct num *number)
{
    num_add_plain(text, number, 6, '.', 0);
}

static void add_share(struct buf *text, uint64_t part, uint64_t of)
{
    struct num share = num_fraction((i128)part * 100, of ? of : 1), shown;
    struct buf rounded = buf_in(text->arena);
    shown = share;
    num_add_plain(&rounded, &shown, 1, '.', 0);
    /* What is not all is not 100 %. */
    bool all = part == of;
    if (!all && str_equal(buf_str(&rounded), STR("100"))) buf_add(text, STR("almost "));
    if (part && str_equal(buf_str(&rounded), STR("0")))
        buf_add(text, STR("under 0.1"));
    else
        buf_add(text, buf_str(&rounded));
    buf_add(text, STR(" %"));
}

static void add_values(struct sheet *s, struct buf *text, const struct survey_column *column)
{
    if (!column->different) {
        if (column->known) buf_printf(text, "more than %d different texts", SURVEY_CODES);
        return;
    }
    if (!survey_is_words(column, s->survey)) buf_printf(text, "%zu different: ", column->different);
    for (size_t i = 0; i < column->value_count; i++) {
        struct str value = page_cut(s->arena, column->values[i].text, VALUE_WIDTH);
        buf_printf(text, "%s\"%.*s\" %llu", i ? ", " : "", STR_ARG(value),
                   (unsigned long long)column->values[i].count);
    }
    if (column->value_count < column->different) buf_add(text, STR(", …"));
}

/* A day, of periods of one frequency the period that it lies in. */
static void add_moment(struct buf *text, const struct survey_column *column, int32_t day)
{
    static const struct calendar calendar = {.year_starts = 1};
    enum freq freq;
    if (column->spec.type == CELL_PERIOD && one_freq(column, &freq))
        period_add(text, period_of_day(&calendar, freq, day));
    else
        date_add(text, day);
}

static void add_range(struct sheet *s, struct buf *text, const struct survey_column *column)
{
    if (!column->has_range && column->spec.type != CELL_TEXT && column->spec.type != CELL_BOOLEAN)
        return;
    switch (column->spec.type) {
    case CELL_NUMBER:
        add_number(text, &column->least);
        buf_add(text, STR(" .. "));
        add_number(text, &column->most);
        if (column->places)
            buf_printf(text, ", %u decimal%s", column->places, column->places == 1 ? "" : "s");
        break;
    case CELL_DATE:
    case CELL_PERIOD:
        add_moment(text, column, column->first);
        buf_add(text, STR(" .. "));
        add_moment(text, column, column->last);
        break;
    case CELL_BOOLEAN:
        buf_printf(text, "true %llu, false %llu", (unsigned long long)column->truths,
                   (unsigned long long)(column->known - column->truths));
        break;
    case CELL_TEXT:
    case CELL_WORD: add_values(s, text, column); break;
    }
}

static void add_missing(struct sheet *s, struct buf *text, const struct survey_column *column)
{
    uint64_t rows = s->survey->read.rows;
    if (column->known == rows) return;
    buf_add(text, STR("; missing "));
    add_share(text, rows - column->known, rows);
    bool first = true;
    for (int reason = 1; reason < REASON_COUNT; reason++) {
        if (!column->missing[reason]) continue;
        buf_printf(text, "%s%llu %.*s", first ? " (" : ", ",
                   (unsigned long long)column->missing[reason],
                   STR_ARG(reason_code((enum reason)reason)));
        first = false;
    }
    if (!first) buf_add_char(text, ')');
}

static void add_column(struct sheet *s, const struct survey_column *column, size_t width)
{
    struct buf text = buf_in(s->arena);
    struct str name = page_cut(s->arena, column->spec.header, width);
    bool words = survey_is_words(column, s->survey);
    page_add(&s->page, STR("  "));
    page_ink(&s->page, INK_CYAN, name);
    page_spaces(&s->page, width - utf8_width(name) + 2);
    if (!column->spec.wanted) {
        page_wrap(&s->page, INK_YELLOW,
                  !column->spec.header.len ? STR("not read: it has no header")
                  : s->survey->delimiter   ? STR("not read: the header stands twice")
                                           : STR("not read: an object, or it stands twice"),
                  width + 4, width + 4);
        return;
    }
    buf_add(&text, words ? STR("one of") : survey_type(s->arena, column, s->survey));
    if (column->unique) buf_add(&text, STR(", all different"));
    buf_add(&text, words ? STR(" ") : STR("; "));
    add_range(s, &text, column);
    add_missing(s, &text, column);
    if (column->provisional)
        buf_printf(&text, "; %llu provisional", (unsigned long long)column->provisional);
    page_wrap(&s->page, INK_PLAIN, buf_str(&text), width + 4, width + 4);
}

/* --- the file ------------------------------------------------------------------------------------------- */

static void add_head(struct sheet *s)
{
    const struct survey *survey = s->survey;
    struct buf text = buf_in(s->arena);
    buf_printf(&text, "%.*s: %zu column%s, %llu row%s, %llu bytes, %.*s", STR_ARG(survey->path),
               survey->column_count, survey->column_count == 1 ? "" : "s",
               (unsigned long long)survey->read.rows, survey->read.rows == 1 ? "" : "s",
               (unsigned long long)survey->read.bytes, STR_ARG(survey->encoding));
    if (survey->delimiter == '\t')
        buf_add(&text, STR(", between tabs"));
    else if (survey->delimiter)
        buf_printf(&text, ", delimiter \"%c\"", survey->delimiter);
    if (survey->decimal) buf_printf(&text, ", decimal mark \"%c\"", survey->decimal);
    if (survey->grouped) buf_add(&text, STR(", thousands \".\""));
    if (survey->dates.len) buf_printf(&text, ", dates as %.*s", STR_ARG(survey->dates));
    page_wrap(&s->page, INK_BOLD, buf_str(&text), 0, 2);
    page_wrap(&s->page, INK_DIM, str_from(survey->read.fingerprint), 0, 2);
    buf_add_char(s->page.out, '\n');
}

/* "1970..2000: 39 each": years one behind the other with as many rows. */
static size_t add_stretch(struct buf *text, const struct survey *survey, size_t first)
{
    const struct survey_year *years = survey->years;
    size_t last = first;
    while (last + 1 < survey->year_count && years[last + 1].rows == years[first].rows &&
           years[last + 1].year == years[last].year + 1)
        last++;
    if (last == first + 1) last = first;
    buf_printf(text, "%s %d", first ? "," : "", years[first].year);
    if (last > first) buf_printf(text, "..%d", years[last].year);
    buf_printf(text, ": %llu%s", (unsigned long long)years[first].rows,
               last > first ? " each" : "");
    return last + 1;
}

static void add_years(struct sheet *s)
{
    const struct survey *survey = s->survey;
    if (survey->period == SIZE_MAX || !survey->year_count) return;
    struct buf text = buf_in(s->arena);
    buf_printf(&text,
               "rows by year of %.*s:", STR_ARG(survey->columns[survey->period].spec.header));
    for (size_t i = 0; i < survey->year_count;) {
        int gap = i ? survey->years[i].year - survey->years[i - 1].year - 1 : 0;
        if (gap == 1) buf_printf(&text, ", %d: none", survey->years[i].year - 1);
        if (gap > 1)
            buf_printf(&text, ", %d..%d: none", survey->years[i].year - gap,
                       survey->years[i].year - 1);
        i = add_stretch(&text, survey, i);
    }
    buf_add_char(s->page.out, '\n');
    page_wrap(&s->page, INK_PLAIN, buf_str(&text), 0, 2);
}

void human_survey(struct buf *out, const struct report *report)
{
    struct sheet s = {
        .page = {.out = out,
                 .color = report->color,
                 .width = report->width > 0 ? (size_t)report->width : 80},
        .survey = report->survey,
        .arena = report->arena,
    };
    size_t width = 4;
    for (size_t i = 0; i < s.survey->column_count; i++) {
        size_t own = utf8_width(s.survey->columns[i].spec.header);
        if (own > width) width = own;
    }
    if (width > NAME_WIDTH) width = NAME_WIDTH;
    add_head(&s);
    for (size_t i = 0; i < s.survey->column_count; i++)
        add_column(&s, &s.survey->columns[i], width);
    add_years(&s);
    if (report->finding_count) buf_add_char(out, '\n');
    human_findings(out, report, "DS");
}
