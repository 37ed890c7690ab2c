/* Surveys a file: names, a sample, types, and then the whole of it. */
#include "data/survey.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/calendar.h"
#include "base/utf8.h"
#include "data/guess.h"
#include "data/reader.h"
#include "data/vectors.h"

/* --- the sample ----------------------------------------------------------------------------------------- */

static struct table_spec spec_of(const struct file_to_survey *request)
{
    return (struct table_spec){
        .name = STR("data"),
        .path = request->path,
        .file = request->file,
        .span = SPAN_NONE,
        .options = request->options,
    };
}

/* The columns of the file, all as texts; false, reported, when it can't be read. `named`: their names
 * stand in a header, not in each row. */
static bool name_columns(struct arena *arena, struct table_spec *spec, bool *named,
                         struct findings *findings)
{
    struct arena *files = arena_child(arena);
    struct reader *reader = reader_open(files, spec, findings);
    size_t count = 0;
    const struct str *names = reader ? reader_names(reader, &count) : NULL;
    struct column_spec *columns = ARENA_ARRAY(arena, struct column_spec, count + 1);
    for (size_t i = 0; i < count; i++)
        columns[i] = (struct column_spec){
            .name = str_copy(arena, names[i]),
            .header = str_copy(arena, names[i]),
            .type = CELL_TEXT,
            .span = SPAN_NONE,
            .wanted = names[i].len > 0,
        };
    spec->columns = columns;
    spec->column_count = count;
    *named = reader && reader->dialect.delimiter;
    arena_release(files);
    return reader != NULL;
}

/* A header that stands twice can't be asked for by its name. */
static void leave_out_twins(struct table_spec *spec, struct column_spec *columns,
                            struct arena *scratch)
{
    struct atoms seen = {0};
    uint32_t *numbers = ARENA_ARRAY(scratch, uint32_t, spec->column_count + 1);
    size_t *times = ARENA_ARRAY(scratch, size_t, spec->column_count + 1);
    atoms_init(&seen, scratch);
    for (size_t i = 0; i < spec->column_count; i++) {
        numbers[i] = atoms_intern(&seen, utf8_fold(scratch, columns[i].header));
        times[numbers[i]]++;
    }
    for (size_t i = 0; i < spec->column_count; i++)
        if (times[numbers[i]] > 1) columns[i].wanted = false;
}

/* In JSON, what holds "unit.name" is called "unit" and is no value itself. */
static void leave_out_objects(struct table_spec *spec, struct column_spec *columns,
                              struct arena *scratch)
{
    struct atoms objects = {0};
    atoms_init(&objects, scratch);
    for (size_t i = 0; i < spec->column_count; i++) {
        struct str name = columns[i].header;
        for (size_t k = 0; k < name.len; k++)
            if (name.p[k] == '.') atoms_intern(&objects, (struct str){name.p, k});
    }
    for (size_t i = 0; i < spec->column_count; i++)
        if (atoms_find(&objects, columns[i].header) != ATOM_NONE) columns[i].wanted = false;
}

static bool look_at_sample(struct arena *arena, struct table_spec *spec, struct guess *guesses,
                           const struct sign_table *signs, struct findings *findings)
{
    struct arena *files = arena_child(arena);
    struct reader *reader = reader_open(files, spec, findings);
    struct batch batch;
    uint64_t rows = 0;
    for (size_t i = 0; i < spec->column_count; i++) guesses[i] = (struct guess){.signs = signs};
    while (reader && rows < SURVEY_SAMPLE && reader_next(reader, &batch) == READ_ROWS) {
        rows += batch.rows;
        for (size_t i = 0; i < spec->column_count; i++)
            for (size_t row = 0; spec->columns[i].wanted && row < batch.rows; row++)
                if (!batch.cells[i].reasons[row])
                    guess_take(&guesses[i], batch.cells[i].texts[row]);
    }
    arena_release(files);
    return reader != NULL;
}

/* The types of all columns, and how dates and numbers are written. */
static void guess_types(const struct guess *guesses, struct column_spec *columns, size_t count,
                        struct table_options *options)
{
    bool grouped = false;
    for (size_t i = 0; i < count; i++) {
        struct guess_style style;
        guess_column(&guesses[i], columns[i].header, &columns[i], &style);
        grouped |= style.grouped;
        if (!style.pattern.len) continue;
        if (!options->dates.len) options->dates = style.pattern;
        if (!str_equal(options->dates, style.pattern)) columns[i].type = CELL_TEXT;
    }
    if (!grouped || options->decimal.len || options->thousands.len) return;
    options->decimal = STR(",");
    options->thousands = STR(".");
}

/* --- keys ----------------------------------------------------------------------------------------------- */

/* The prints of all values so far, until one comes twice. */
struct prints {
    uint64_t *slots; /* 0: free */
    size_t count, capacity;
    bool twice;
};

static void prints_put(struct prints *prints, uint64_t print)
{
    size_t mask = prints->capacity - 1, at = print & mask;
    while (prints->slots[at] && prints->slots[at] != print) at = (at + 1) & mask;
    prints->twice |= prints->slots[at] == print;
    prints->count += !prints->slots[at];
    prints->slots[at] = print;
}

static void prints_grow(struct prints *prints, struct arena *arena)
{
    uint64_t *old = prints->slots;
    size_t before = prints->capacity;
    prints->capacity = before ? before * 2 : 1024;
    prints->slots = ARENA_ARRAY(arena, uint64_t, prints->capacity);
    prints->count = 0;
    for (size_t i = 0; i < before; i++)
        if (old[i]) prints_put(prints, old[i]);
    prints->twice = false;
}

static void prints_add(struct prints *prints, struct arena *arena, uint64_t print)
{
    if (prints->twice) return;
    if (prints->count * 2 >= prints->capacity) prints_grow(prints, arena);
    prints_put(prints, print ? print : 1);
}

static uint64_t print_of(const void *bytes, size_t size)
{
    return XXH3_64bits(bytes, size);
}

/* --- what a worker sees --------------------------------------------------------------------------------- */

struct tally {
    uint64_t known, provisional, truths;
    uint64_t missing[REASON_COUNT];
    bool has_range;
    struct num least, most;
    int32_t first, last;
    unsigned places;
    uint64_t by_freq[FREQ_COUNT];
    const struct dictionary *dictionary;
    uint64_t *by_code; /* how often each text of the dictionary came */
    size_t code_capacity;
    bool many; /* more texts than have numbers */
    struct prints prints;
};

struct worker {
    struct arena *arena;
    struct tally *tallies; /* by column */
    uint64_t *years;       /* rows by year of the column that places them, from 0 on */
};

struct surveying {
    const struct table_spec *spec;
    size_t period;
    struct worker *workers;
};

static bool is_known(const struct vector *vector, size_t row)
{
    return vector->all_known || (vector->known[row / 64] >> (row % 64) & 1);
}

static void widen_days(struct tally *tally, struct days days)
{
    if (!tally->has_range || days.first < tally->first) tally->first = days.first;
    if (!tally->has_range || days.last > tally->last) tally->last = days.last;
    tally->has_range = true;
}

static void widen_number(struct tally *tally, const struct num *value)
{
    if (!tally->has_range || num_compare(value, &tally->least) < 0) tally->least = *value;
    if (!tally->has_range || num_compare(value, &tally->most) > 0) tally->most = *value;
    if (value->kind == NUM_DECIMAL && value->scale > tally->places) tally->places = value->scale;
    tally->has_range = true;
}

static void take_integers(struct worker *w, struct tally *t, const struct vector *v, size_t rows)
{
    if (v->least > v->most) return;
    struct num least = num_decimal(v->least, v->scale), most = num_decimal(v->most, v->scale);
    widen_number(t, &least);
    widen_number(t, &most);
    for (size_t row = 0; row < rows && !t->prints.twice; row++) {
        if (!is_known(v, row)) continue;
        struct num value = num_decimal(v->integers[row], v->scale);
        value = num_canonical(&value);
        int64_t key[2] = {(int64_t)value.n, value.scale};
        prints_add(&t->prints, w->arena, print_of(key, sizeof key));
    }
}

static void take_numbers(struct tally *t, const struct vector *v, size_t rows)
{
    t->prints.twice = true; /* such numbers are no keys */
    for (size_t row = 0; row < rows; row++)
        if (is_known(v, row)) widen_number(t, &v->numbers[row]);
}

static struct period period_at(const struct vector *v, size_t row)
{
    if (v->form == VECTOR_ORDS) return (struct period){v->freq, v->ords[row]};
    return v->periods[row];
}

static void take_times(struct worker *w, struct tally *t, const struct vector *v, size_t rows,
                       bool places)
{
    static const struct calendar calendar = {.year_starts = 1};
    for (size_t row = 0; row < rows; row++) {
        if (!is_known(v, row)) continue;
        struct period period =
            v->form == VECTOR_DAYS ? period_day(v->days[row]) : period_at(v, row);
        struct days days = period_days(&calendar, period);
        widen_days(t, days);
        if (v->form != VECTOR_DAYS) t->by_freq[period.freq]++;
        int64_t key[2] = {period.freq, period.ord};
        prints_add(&t->prints, w->arena, print_of(key, sizeof key));
        int year = date_from_day(days.first).year;
        if (places && year >= 0 && year < SURVEY_YEARS) w->years[year]++;
    }
}

static void take_codes(struct worker *w, struct tally *t, const struct vector *v, size_t rows)
{
    t->dictionary = v->dictionary;
    while (t->code_capacity < v->dictionary->count)
        t->by_code = arena_grow(w->arena, t->by_code, sizeof *t->by_code, t->code_capacity,
                                &t->code_capacity);
    for (size_t row = 0; row < rows; row++)
        if (is_known(v, row)) t->by_code[v->codes[row]]++;
}

static void take_texts(struct worker *w, struct tally *t, const struct vector *v, size_t rows)
{
    for (size_t row = 0; row < rows && !t->prints.twice; row++) {
        if (!is_known(v, row)) continue;
        struct str text =
            v->form == VECTOR_CODES ? v->dictionary->texts[v->codes[row]] : v->texts[row];
        prints_add(&t->prints, w->arena, print_of(text.p, text.len));
    }
    if (v->form == VECTOR_CODES)
        take_codes(w, t, v, rows);
    else
        t->many = true;
}

static void take_reasons(struct tally *t, const struct vector *v, size_t rows)
{
    for (size_t word = 0; v->provisional && word < (rows + 63) / 64; word++)
        t->provisional += (uint64_t)__builtin_popcountll(v->provisional[word]);
    if (v->all_known) {
        t->known += rows;
        return;
    }
    for (size_t row = 0; row < rows; row++) {
        bool known = is_known(v, row);
        t->known += known;
        if (!known) t->missing[v->reasons[row]]++;
    }
}

static void take_vector(struct worker *w, struct tally *t, const struct vector *v, size_t rows,
                        bool places)
{
    if (v->form == VECTOR_NONE) return;
    take_reasons(t, v, rows);
    switch (v->form) {
    case VECTOR_NONE:
    case VECTOR_WORDS_OF: break;
    case VECTOR_INTEGERS: take_integers(w, t, v, rows); break;
    case VECTOR_NUMBERS: take_numbers(t, v, rows); break;
    case VECTOR_DAYS:
    case VECTOR_ORDS:
    case VECTOR_PERIODS: take_times(w, t, v, rows, places); break;
    case VECTOR_BITS:
        for (size_t row = 0; row < rows; row++)
            t->truths += is_known(v, row) && (v->bits[row / 64] >> (row % 64) & 1);
        break;
    case VECTOR_CODES:
    case VECTOR_TEXTS: take_texts(w, t, v, rows); break;
    }
}

static bool take_portion(void *context, const struct portion *portion)
{
    struct surveying *s = context;
    struct worker *w = &s->workers[portion->worker];
    w->arena->guard = portion->guard;
    for (size_t i = 0; i < s->spec->column_count; i++)
        if (s->spec->columns[i].wanted)
            take_vector(w, &w->tallies[i], &portion->columns[i], portion->rows, i == s->period);
    return true;
}

/* --- putting workers together ---------------------------------------------------------------------------- */

static int compare_values(const void *left, const void *right)
{
    const struct survey_value *a = left, *b = right;
    if (a->count != b->count) return a->count > b->count ? -1 : 1;
    return str_compare(a->text, b->text);
}

/* Texts with how often they come, over all workers. */
static void merge_values(struct arena *arena, const struct surveying *s, size_t workers,
                         size_t column, struct survey_column *result)
{
    struct atoms texts = {0};
    struct survey_value *values = NULL;
    size_t capacity = 0;
    atoms_init(&texts, arena);
    for (size_t w = 0; w < workers; w++) {
        const struct tally *t = &s->workers[w].tallies[column];
        if (t->many) return;
        for (size_t code = 0; t->dictionary && code < t->dictionary->count; code++) {
            uint32_t number = atoms_intern(&texts, t->dictionary->texts[code]);
            ARENA_GROW(arena, values, number, capacity);
            values[number].text = atoms_text(&texts, number);
            if (code < t->code_capacity) values[number].count += t->by_code[code];
        }
    }
    if (texts.count > SURVEY_CODES) return;
    if (texts.count) qsort(values, texts.count, sizeof *values, compare_values);
    result->different = texts.count;
    result->values = values;
    result->value_count = texts.count < SURVEY_VALUES ? texts.count : SURVEY_VALUES;
    for (size_t i = 0; i < result->value_count; i++)
        values[i].text = str_copy(arena, values[i].text);
}

/* Whether no value stands twice, in one worker's rows or in those of two. */
static bool merge_prints(struct arena *arena, const struct surveying *s, size_t workers,
                         size_t column)
{
    struct prints all = {0};
    for (size_t w = 0; w < workers; w++) {
        const struct prints *prints = &s->workers[w].tallies[column].prints;
        if (prints->twice) return false;
        for (size_t i = 0; i < prints->capacity && !all.twice; i++)
            if (prints->slots[i]) prints_add(&all, arena, prints->slots[i]);
    }
    return !all.twice && all.count > 1;
}

static void merge_tally(struct survey_column *result, const struct tally *t)
{
    result->known += t->known;
    result->provisional += t->provisional;
    result->truths += t->truths;
    for (int i = 0; i < REASON_COUNT; i++) result->missing[i] += t->missing[i];
    for (int i = 0; i < FREQ_COUNT; i++) result->by_freq[i] += t->by_freq[i];
    if (t->places > result->places) result->places = t->places;
    if (!t->has_range) return;
    bool new = !result->has_range;
    if (new || num_compare(&t->least, &result->least) < 0) result->least = t->least;
    if (new || num_compare(&t->most, &result->most) > 0) result->most = t->most;
    if (new || t->first < result->first) result->first = t->first;
    if (new || t->last > result->last) result->last = t->last;
    result->has_range = true;
}

static void merge_years(struct arena *arena, const struct surveying *s, size_t workers,
                        struct survey *survey)
{
    struct survey_year *years = NULL;
    size_t capacity = 0;
    for (int year = 0; year < SURVEY_YEARS; year++) {
        uint64_t rows = 0;
        for (size_t w = 0; w < workers; w++) rows += s->workers[w].years[year];
        if (!rows) continue;
        ARENA_GROW(arena, years, survey->year_count, capacity);
        years[survey->year_count++] = (struct survey_year){year, rows};
    }
    survey->years = years;
}

/* A measurement is none, however seldom it comes twice. */
static bool can_be_key(const struct column_spec *spec)
{
    return spec->type != CELL_BOOLEAN && (spec->type != CELL_NUMBER || spec->whole);
}

static void merge(struct arena *arena, struct arena *scratch, const struct surveying *s,
                  size_t workers, struct survey *survey)
{
    for (size_t i = 0; i < survey->column_count; i++) {
        struct survey_column *column = &survey->columns[i];
        if (!column->spec.wanted) continue;
        for (size_t w = 0; w < workers; w++) merge_tally(column, &s->workers[w].tallies[i]);
        if (column->spec.type == CELL_TEXT) merge_values(arena, s, workers, i, column);
        column->unique = can_be_key(&column->spec) && column->known == survey->read.rows &&
                         survey->read.rows <= SURVEY_KEYS && merge_prints(scratch, s, workers, i);
    }
    merge_years(arena, s, workers, survey);
}

/* --- the whole ------------------------------------------------------------------------------------------ */

/* The column that most probably places rows in time: the first date or period. */
static size_t period_of(const struct table_spec *spec)
{
    for (size_t i = 0; i < spec->column_count; i++) {
        enum cell_type type = spec->columns[i].type;
        if (spec->columns[i].wanted && (type == CELL_DATE || type == CELL_PERIOD)) return i;
    }
    return SIZE_MAX;
}

static bool read_all(struct arena *arena, struct arena *files, const struct table_spec *spec,
                     size_t workers, struct survey *survey, struct findings *findings)
{
    struct reader *reader = reader_open(files, spec, findings);
    if (!reader) return false;
    struct surveying s = {.spec = spec, .period = survey->period};
    s.workers = ARENA_ARRAY(files, struct worker, workers);
    for (size_t w = 0; w < workers; w++)
        s.workers[w] = (struct worker){
            .arena = arena_child(files),
            .tallies = ARENA_ARRAY(files, struct tally, spec->column_count + 1),
            .years = ARENA_ARRAY(files, uint64_t, SURVEY_YEARS),
        };
    struct scan_options options = {.workers = workers};
    enum read_status status = reader_scan(reader, &options, take_portion, &s);
    for (size_t w = 0; w < workers; w++) s.workers[w].arena->guard = files->guard;
    survey->read = *reader_read(reader);
    survey->encoding = str_copy(arena, reader->encoding);
    survey->delimiter = reader->dialect.delimiter;
    survey->decimal = reader->dialect.figures.decimal;
    if (status == READ_END) merge(arena, files, &s, workers, survey);
    return status == READ_END;
}

const struct survey *survey_file(struct arena *arena, const struct file_to_survey *request,
                                 struct findings *findings)
{
    struct arena *files = arena_child(arena);
    struct findings unheard = {0}; /* of the sample: the whole file is read again */
    struct table_spec spec = spec_of(request);
    struct survey *survey = ARENA_NEW(arena, struct survey);
    struct sign_table signs;
    findings_init(&unheard, files);
    sign_table_init(&signs, files, &request->options);
    survey->path = request->path;
    bool named;
    bool done = name_columns(arena, &spec, &named, findings);
    if (done) {
        struct column_spec *columns = ARENA_ARRAY(arena, struct column_spec, spec.column_count + 1);
        struct guess *guesses = ARENA_ARRAY(files, struct guess, spec.column_count + 1);
        memcpy(columns, spec.columns, spec.column_count * sizeof *columns);
        spec.columns = columns;
        leave_out_twins(&spec, columns, files);
        if (!named) leave_out_objects(&spec, columns, files);
        done = look_at_sample(arena, &spec, guesses, &signs, &unheard);
        if (done) guess_types(guesses, columns, spec.column_count, &spec.options);
        survey->dates = spec.options.dates;
        survey->grouped = spec.options.thousands.len > 0;
        survey->column_count = spec.column_count;
        survey->columns = ARENA_ARRAY(arena, struct survey_column, spec.column_count + 1);
        survey->period = period_of(&spec);
        for (size_t i = 0; i < spec.column_count; i++) survey->columns[i].spec = columns[i];
        done = done && read_all(arena, files, &spec, request->workers ? request->workers : 1,
                                survey, findings);
    }
    arena_release(files);
    return done ? survey : NULL;
}
