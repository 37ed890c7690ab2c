/* What the columns of a table hold: D09, D14, and which values are provisional. */
#include "collect/watch.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "collect/masks.h"
#include "text/suggest.h"

enum {
    WORDS_WATCHED = 1000, /* of filters on one table; beyond that nothing is said of the others */
    VALUES_KEPT = 1000,   /* of a column in which a word is looked for */
    VALUE_LONGEST = 256,  /* bytes; longer ones are not kept */
    WORDS_COMPARED = 8,   /* of a column; of more, rows are looked up among the words */
    VALUES_LISTED = 5
};

/* A word that a filter compares with, until a row holds it. */
struct awaited {
    const struct column *column;
    struct str word;
    struct span span;
    bool held;
};

struct column_seen {
    bool aggregated; /* a number that figures are computed from */
    bool awaits;     /* some word of it was not held yet */
    uint64_t rows, missing;
    uint64_t by_reason[REASON_COUNT];
    uint32_t first_missing; /* its line */
    struct seen provisional;
    struct atoms values;  /* of one that awaits a word: the first that differ, */
    uint64_t *value_rows; /* the row that each first stands in, by number */
    size_t value_capacity;
    size_t texts_seen;  /* of the column's dictionary, */
    size_t file;        /* which is that of this file of the table */
    struct atoms words; /* … the words awaited, to their places in `words` of the watch */
    size_t *word_places;
    size_t word_capacity;
};

struct column_watch {
    struct column_seen *columns; /* by column->index */
    struct awaited *words;
    size_t word_count, word_capacity;
    struct atoms known; /* words, with their columns */
    bool *walked;       /* by column->index: derived ones that were looked into */
    bool *summed;       /* the same, for the columns that are aggregated */
};

/* --- what is asked of the table -------------------------------------------------------------------- */

static void await(struct column_watch *watch, const struct watched *at, const struct column *column,
                  const struct expr *word)
{
    if (column->type != COLUMN_TEXT || column->table != at->table) return;
    if (watch->word_count == WORDS_WATCHED) return;
    struct str key = str_printf(at->arena, "%zu:%.*s", column->index, STR_ARG(*word->text));
    size_t known = watch->known.count;
    if (atoms_intern_borrowed(&watch->known, key) < known) return;
    ARENA_GROW(at->arena, watch->words, watch->word_count, watch->word_capacity);
    watch->words[watch->word_count++] =
        (struct awaited){.column = column, .word = *word->text, .span = word->span};
    struct column_seen *seen = &watch->columns[column->index];
    if (!seen->awaits) {
        atoms_init(&seen->values, at->arena);
        atoms_init(&seen->words, at->arena);
    }
    seen->awaits = true;
    uint32_t place = atoms_intern_borrowed(&seen->words, *word->text);
    ARENA_GROW(at->arena, seen->word_places, place, seen->word_capacity);
    seen->word_places[place] = watch->word_count - 1;
}

static const struct expr *unshared(const struct expr *expr)
{
    while (expr && expr->kind == EXPR_SHARED) expr = expr->a;
    return expr;
}

static void await_pair(struct column_watch *watch, const struct watched *at, const struct expr *a,
                       const struct expr *b)
{
    a = unshared(a);
    b = unshared(b);
    if (a->kind == EXPR_COLUMN && b->kind == EXPR_TEXT) await(watch, at, a->column, b);
    if (b->kind == EXPR_COLUMN && a->kind == EXPR_TEXT) await(watch, at, b->column, a);
}

/* The words that an expression over rows compares a column with. */
static void find_words(struct column_watch *watch, const struct watched *at,
                       const struct expr *expr)
{
    if (!expr) return;
    bool equality = expr->op == OPERATOR_EQUAL || expr->op == OPERATOR_NOT_EQUAL;
    if (expr->kind == EXPR_COMPARE && equality) await_pair(watch, at, expr->a, expr->b);
    if (expr->kind == EXPR_IN_LIST)
        for (size_t i = 0; i < expr->call->argument_count; i++)
            find_words(watch, at, expr->call->arguments[i].value);
    if (expr->kind == EXPR_COLUMN && !watch->walked[expr->column->index]) {
        watch->walked[expr->column->index] = true;
        find_words(watch, at, expr->column->value);
    }
    find_words(watch, at, expr->a);
    find_words(watch, at, expr->b);
    find_words(watch, at, expr->c);
}

/* The columns of numbers that figures are computed from. */
static void find_numbers(struct column_watch *watch, const struct expr *expr)
{
    if (!expr) return;
    if (expr->kind == EXPR_COLUMN && !watch->summed[expr->column->index]) {
        const struct column *column = expr->column;
        watch->summed[column->index] = true;
        watch->columns[column->index].aggregated =
            column->type == COLUMN_NUMBER && column->form == COLUMN_TYPED;
        find_numbers(watch, column->value);
    }
    if (expr->kind == EXPR_IN_LIST)
        for (size_t i = 0; i < expr->call->argument_count; i++)
            find_numbers(watch, expr->call->arguments[i].value);
    find_numbers(watch, expr->a);
    find_numbers(watch, expr->b);
    find_numbers(watch, expr->c);
}

struct column_watch *column_watch_begin(const struct watched *at)
{
    struct column_watch *watch = ARENA_NEW(at->arena, struct column_watch);
    size_t count = at->table->column_count + 1;
    *watch = (struct column_watch){
        .columns = ARENA_ARRAY(at->arena, struct column_seen, count),
        .walked = ARENA_ARRAY(at->arena, bool, count),
        .summed = ARENA_ARRAY(at->arena, bool, count),
    };
    atoms_init(&watch->known, at->arena);
    for (size_t i = 0; i < at->plan->query_count; i++) {
        const struct aggregate *aggregate = at->plan->queries[i]->aggregate;
        find_words(watch, at, aggregate->filter);
        find_words(watch, at, aggregate->argument);
        find_words(watch, at, aggregate->weight);
        find_numbers(watch, aggregate->argument);
        find_numbers(watch, aggregate->weight);
    }
    return watch;
}

/* --- rows ------------------------------------------------------------------------------------------ */

static void count_missing(struct column_seen *seen, const struct cells *cells, size_t rows,
                          const struct placed *placed, const uint32_t *lines)
{
    for (size_t i = 0; i < rows; i++) {
        if (!placed[i].counts) continue;
        seen->rows++;
        if (!cells->reasons[i]) continue;
        seen->by_reason[cells->reasons[i]]++;
        if (cells->reasons[i] == REASON_BAD_VALUE) continue; /* that is D02 */
        if (!seen->missing++) seen->first_missing = lines[i];
    }
}

static void count_provisional(struct column_seen *seen, const struct cells *cells, size_t rows,
                              const struct placed *placed, const uint32_t *lines)
{
    if (!memchr(cells->provisional, true, rows)) return;
    for (size_t i = 0; i < rows; i++)
        if (cells->provisional[i] && placed[i].counts) seen_add(&seen->provisional, lines[i]);
}

/* The value is remembered by what comes before it too: a column mostly holds few, or one after the
 * other the same. */
static void keep_value(struct column_seen *seen, struct str text, uint64_t row)
{
    if (text.len > VALUE_LONGEST || seen->values.count >= VALUES_KEPT) return;
    size_t known = seen->values.count;
    uint32_t number = atoms_intern(&seen->values, text);
    if (number < known) return;
    ARENA_GROW(seen->values.arena, seen->value_rows, number, seen->value_capacity);
    seen->value_rows[number] = row;
}

static void keep_values(struct column_seen *seen, const struct cells *cells, size_t rows,
                        uint64_t first_row)
{
    struct str last = STR("");
    for (size_t i = 0; i < rows && seen->values.count < VALUES_KEPT; i++) {
        if (cells->reasons[i] || cells->texts[i].len > VALUE_LONGEST) continue;
        if (str_equal(cells->texts[i], last)) continue;
        last = cells->texts[i];
        keep_value(seen, last, first_row + i);
    }
}

static bool holds_word(const struct cells *cells, size_t rows, struct str word)
{
    for (size_t i = 0; i < rows; i++)
        if (!cells->reasons[i] && str_equal(cells->texts[i], word)) return true;
    return false;
}

/* Many words at once: each value is looked up among them. */
static void look_up_words(struct column_watch *watch, struct column_seen *seen,
                          const struct cells *cells, size_t rows)
{
    struct str last = STR("");
    for (size_t i = 0; i < rows; i++) {
        if (cells->reasons[i] || str_equal(cells->texts[i], last)) continue;
        last = cells->texts[i];
        uint32_t place = atoms_find(&seen->words, last);
        if (place != ATOM_NONE) watch->words[seen->word_places[place]].held = true;
    }
}

static void look_for_words_in(struct column_watch *watch, const struct column *column,
                              const struct cells *cells, size_t rows)
{
    struct column_seen *seen = &watch->columns[column->index];
    if (seen->words.count > WORDS_COMPARED) {
        look_up_words(watch, seen, cells, rows);
        return;
    }
    for (size_t i = 0; i < watch->word_count; i++) {
        struct awaited *awaited = &watch->words[i];
        if (awaited->column == column && !awaited->held)
            awaited->held = holds_word(cells, rows, awaited->word);
    }
}

/* Whether a word of the column is still awaited. */
static void note_awaiting(struct column_watch *watch)
{
    for (size_t i = 0; i < watch->word_count; i++)
        watch->columns[watch->words[i].column->index].awaits = false;
    for (size_t i = 0; i < watch->word_count; i++)
        if (!watch->words[i].held) watch->columns[watch->words[i].column->index].awaits = true;
}

static void watch_words(struct column_watch *watch, const struct watched *at, struct column *column,
                        const struct cells *cells, size_t rows, uint64_t first_row)
{
    (void)at;
    look_for_words_in(watch, column, cells, rows);
    note_awaiting(watch);
    struct column_seen *seen = &watch->columns[column->index];
    if (seen->awaits) keep_values(seen, cells, rows, first_row);
}

void column_watch_batch(struct column_watch *watch, const struct watched *at,
                        const struct rows *rows, const struct placed *placed,
                        const struct batch *batch)
{
    for (size_t c = 0; c < at->table->column_count; c++) {
        struct column_seen *seen = &watch->columns[c];
        const struct cells *cells = &rows->columns[c];
        if (!cells->reasons) continue;
        if (seen->awaits)
            watch_words(watch, at, at->table->columns[c], cells, rows->count, batch->first_row);
        if (seen->aggregated) count_missing(seen, cells, rows->count, placed, batch->lines);
        if (at->table->columns[c]->form == COLUMN_TYPED)
            count_provisional(seen, cells, rows->count, placed, batch->lines);
    }
}

/* --- portions ------------------------------------------------------------------------------------------ */

static void count_absent(struct column_seen *seen, const struct vector *vector,
                         const struct portion *portion, const uint64_t *counts)
{
    uint64_t absent[VECTOR_WORDS];
    size_t row;
    seen->rows += mask_count(counts);
    if (vector->all_known || !mask_without(absent, counts, vector->known)) return;
    EACH_ROW (absent, row) {
        enum reason reason = vector->reasons[row];
        seen->by_reason[reason]++;
        if (reason == REASON_BAD_VALUE) continue; /* that is D02 */
        if (!seen->missing++) seen->first_missing = portion_line(portion, row);
    }
}

/* Texts with codes: those that are new in the dictionary stand in this portion for the first time. */
static void watch_new_texts(struct column_watch *watch, struct column_seen *seen,
                            const struct vector *vector, const struct timing *timing)
{
    const struct dictionary *dictionary = vector->dictionary;
    if (seen->file != timing->run->file) seen->texts_seen = 0;
    seen->file = timing->run->file;
    size_t before = seen->texts_seen, row;
    const uint64_t *known = vector->all_known ? timing->run->all : vector->known;
    if (dictionary->count == before) return;
    for (size_t i = before; i < dictionary->count; i++) {
        uint32_t place = atoms_find(&seen->words, dictionary->texts[i]);
        if (place != ATOM_NONE) watch->words[seen->word_places[place]].held = true;
    }
    EACH_ROW (known, row)
        if (vector->codes[row] >= before)
            keep_value(seen, dictionary->texts[vector->codes[row]], timing->number + row);
    seen->texts_seen = dictionary->count;
}

static void watch_portion_words(struct column_watch *watch, const struct watched *at,
                                struct formula_run *run, const struct timing *timing,
                                struct column *column)
{
    struct column_seen *seen = &watch->columns[column->index];
    if (column->form == COLUMN_TYPED) {
        const struct vector *vector = &run->portion->columns[run->columns.places[column->index]];
        if (vector->form == VECTOR_CODES) {
            watch_new_texts(watch, seen, vector, timing);
            note_awaiting(watch);
            return;
        }
    }
    columns_need(&run->columns, column);
    watch_words(watch, at, column, &run->columns.rows.columns[column->index], run->portion->rows,
                timing->number);
}

void column_watch_portion(struct column_watch *watch, const struct watched *at,
                          struct formula_run *run, const struct timing *timing)
{
    const struct portion *portion = run->portion;
    uint64_t provisional[VECTOR_WORDS];
    size_t row;
    for (size_t c = 0; c < at->table->column_count; c++) {
        struct column_seen *seen = &watch->columns[c];
        struct column *column = at->table->columns[c];
        if (!at->plan->wanted[c]) continue;
        if (seen->awaits) watch_portion_words(watch, at, run, timing, column);
        if (column->form != COLUMN_TYPED) continue;
        const struct vector *vector = &portion->columns[run->columns.places[c]];
        if (seen->aggregated) count_absent(seen, vector, portion, timing->counts);
        if (!vector->provisional) continue;
        mask_and(provisional, vector->provisional, timing->counts);
        EACH_ROW (provisional, row) seen_add_row(&seen->provisional, portion, row);
    }
}

struct kept_value {
    struct str text;
    uint64_t row;
};

static int compare_kept(const void *left, const void *right)
{
    const struct kept_value *a = left, *b = right;
    return (a->row > b->row) - (a->row < b->row);
}

/* The first values of both, in the order of the file. */
static void merge_values(struct column_seen *seen, const struct column_seen *other,
                         struct arena *arena)
{
    size_t count = 0;
    struct kept_value *all =
        ARENA_ARRAY(arena, struct kept_value, seen->values.count + other->values.count + 1);
    for (size_t i = 0; i < seen->values.count; i++)
        all[count++] = (struct kept_value){seen->values.texts[i], seen->value_rows[i]};
    for (size_t i = 0; i < other->values.count; i++)
        all[count++] = (struct kept_value){other->values.texts[i], other->value_rows[i]};
    qsort(all, count, sizeof *all, compare_kept);
    atoms_init(&seen->values, arena);
    for (size_t i = 0; i < count; i++) keep_value(seen, all[i].text, all[i].row);
}

void column_watch_merge(struct column_watch *watch, const struct watched *at,
                        const struct column_watch *other)
{
    for (size_t i = 0; i < watch->word_count; i++) watch->words[i].held |= other->words[i].held;
    for (size_t c = 0; c < at->table->column_count; c++) {
        struct column_seen *seen = &watch->columns[c];
        const struct column_seen *from = &other->columns[c];
        if (from->missing && (!seen->missing || from->first_missing < seen->first_missing))
            seen->first_missing = from->first_missing;
        seen->missing += from->missing;
        seen->rows += from->rows;
        for (size_t i = 0; i < REASON_COUNT; i++) seen->by_reason[i] += from->by_reason[i];
        seen_merge(&seen->provisional, &from->provisional);
        if (seen->words.count) merge_values(seen, from, at->arena);
    }
}

/* --- findings ------------------------------------------------------------------------------------------ */

static struct str percent_text(struct arena *arena, const struct num *share)
{
    struct buf text = buf_in(arena);
    struct num hundred = num_int(100), percent;
    if (!num_mul(&percent, share, &hundred)) return STR("?");
    num_add_plain(&text, &percent, 1, '.', 0);
    buf_add(&text, STR(" %"));
    return buf_str(&text);
}

/* The next multiple of five percent, as it is written in the settings. */
static struct str percent_above(struct arena *arena, const struct num *share)
{
    int percent = ((int)(num_to_double(share) * 20) + 1) * 5;
    return str_printf(arena, "%d%%", percent < 100 ? percent : 100);
}

/* Why the values of a column of the file can be missing, but for bad ones. */
static struct str reasons_text(const struct column_seen *seen, struct arena *arena)
{
    static const struct {
        enum reason reason;
        const char *words;
    } reasons[] = {{REASON_EMPTY, "empty"},
                   {REASON_NOT_AVAILABLE, "not available"},
                   {REASON_CONFIDENTIAL, "confidential"}};
    struct buf text = buf_in(arena);
    for (size_t i = 0; i < COUNT_OF(reasons); i++)
        if (seen->by_reason[reasons[i].reason])
            buf_printf(&text, "%s%" PRIu64 " %s", text.len ? ", " : "",
                       seen->by_reason[reasons[i].reason], reasons[i].words);
    return buf_str(&text);
}

static void report_missing(const struct column_seen *seen, const struct watched *at,
                           const struct column *column)
{
    struct arena *arena = at->findings->arena;
    if (!seen->aggregated || !seen->missing) return;
    struct num share = num_fraction((i128)seen->missing, seen->rows);
    if (num_compare(&share, &at->options->most_missing) <= 0) return;
    struct finding *f = finding_add_at(
        at->findings, FINDING_D09, table_location(at->files, seen->first_missing),
        "%.*s of the values of column `%.*s` in `%.*s` are missing, %" PRIu64 " of %" PRIu64
        " (%.*s)",
        STR_ARG(percent_text(arena, &share)), STR_ARG(column->name), STR_ARG(at->path),
        seen->missing, seen->rows, STR_ARG(reasons_text(seen, arena)));
    struct str limit = percent_text(arena, &at->options->most_missing);
    struct str above = percent_above(arena, &share);
    if (seen->missing == seen->rows)
        finding_help(at->findings, f, "no figure can come of it: is it the right file and column?");
    else
        finding_help(at->findings, f,
                     "its figures speak of the rest only; above %.*s find out whether the rest "
                     "differs, and if it does not, say settings { check D09 %.*s }",
                     STR_ARG(limit), STR_ARG(above));
}

static void help_with_values(const struct column_seen *seen, const struct watched *at,
                             const struct awaited *awaited, struct finding *f)
{
    const struct atoms *values = &seen->values;
    size_t nearest = suggest_nearest(awaited->word, values->texts, values->count);
    if (nearest != SUGGEST_NONE) {
        finding_help(at->findings, f, "did you mean \"%.*s\"?", STR_ARG(values->texts[nearest]));
        return;
    }
    struct buf list = buf_in(at->findings->arena);
    for (size_t i = 0; i < values->count && i < VALUES_LISTED; i++)
        buf_printf(&list, "%s\"%.*s\"", i ? ", " : "", STR_ARG(values->texts[i]));
    if (values->count > VALUES_LISTED) buf_add(&list, STR(" and others"));
    finding_help(at->findings, f,
                 "it holds %.*s; if the word is right and only not there yet, declare the column "
                 "as `one of` all its words",
                 STR_ARG(buf_str(&list)));
}

static void report_word(const struct column_watch *watch, const struct watched *at,
                        const struct awaited *awaited)
{
    const struct column *column = awaited->column;
    const struct column_seen *seen = &watch->columns[column->index];
    if (awaited->held || !seen->values.count) return;
    struct finding *f =
        finding_add(at->findings, FINDING_D14, awaited->span,
                    "no row of `%.*s` holds \"%.*s\" in column `%.*s`", STR_ARG(at->path),
                    STR_ARG(awaited->word), STR_ARG(column->name));
    finding_relate(at->findings, f, location_of(column->span), "the column");
    help_with_values(seen, at, awaited, f);
}

void column_watch_report(const struct column_watch *watch, const struct watched *at,
                         struct input *input)
{
    size_t count = at->table->column_count;
    struct provisional_values *provisional =
        ARENA_ARRAY(at->findings->arena, struct provisional_values, count + 1);
    input->provisional = provisional;
    for (size_t c = 0; c < count; c++) {
        const struct column_seen *seen = &watch->columns[c];
        report_missing(seen, at, at->table->columns[c]);
        if (seen->provisional.count)
            provisional[input->provisional_count++] =
                (struct provisional_values){at->table->columns[c], seen->provisional};
    }
    for (size_t i = 0; i < watch->word_count; i++) report_word(watch, at, &watch->words[i]);
}
