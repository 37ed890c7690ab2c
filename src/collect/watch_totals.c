/* Totals beside their parts: rows (D08, and I16 where they do not add up), and columns (I16).
 *
 * A row is taken for a total when its word says so and its figure is the sum of the others of the
 * same period; a word alone proves nothing. Of a long table nothing is said. */
#include "collect/watch.h"

#include <inttypes.h>

#include "base/utf8.h"

enum {
    BREAKDOWNS_MAX = 4,
    VALUES_MAX = 8,
    GROUPS_MAX = 4096,
    ROWS_MAX = 100000,
    WORD_LONGEST = 256, /* bytes */
    MOST_CASES = 3,     /* so many in which most of a total lies beside it show that it is one */
    LAYERS_MAX = 4,     /* breakdowns below each other in one column: by sex, then by age */
    COLUMNS_ADD_UP = 3  /* so many rows in which columns add up show that they are meant to */
};

/* The rows that only differ in the word of one breakdown. */
struct total_group {
    uint64_t parts, totals;
    uint32_t line; /* of the total */
};

struct total_value {
    struct num_sum sum; /* of the parts */
    struct num total;
    unsigned scale; /* the most decimals of all */
    bool missing;   /* one of them is */
};

struct breakdown {
    const struct column *column;
    struct str word; /* the first one for a total; empty: none was met */
    struct atoms keys;
    struct total_group *groups;
    struct total_value *values; /* value_count for each group */
    size_t group_capacity, value_capacity;
};

/* How often parts add up to their total. */
struct addition {
    uint64_t equal, complete;
    uint64_t most; /* … or to half of it and more: not all parts need be there */
    struct seen wrong;
    struct num wrong_total[SEEN_SHOWN], wrong_sum[SEEN_SHOWN];
};

struct total_watch {
    struct arena *arena;
    struct breakdown breakdowns[BREAKDOWNS_MAX];
    const struct column *values[VALUES_MAX];
    size_t breakdown_count, value_count;
    size_t total_column; /* among the values: the one that is the total of the others; or none */
    struct addition across;
    uint64_t rows;
    bool full;
};

/* --- words for totals -------------------------------------------------------------------------------- */

/* A word for a total, alone or before others ("Totaal mannen en vrouwen"), or the code that
 * Statistics Netherlands has for one (T001038). */
static bool is_total(struct str text)
{
    static const char *const words[] = {"totaal", "totalen",  "total",    "totals", "totale",
                                        "alle",   "all",      "overall",  "gesamt", "insgesamt",
                                        "tous",   "ensemble", "algemeen", "samen"};
    if (text.len == 7 && text.p[0] == 'T') {
        size_t digits = 1;
        while (digits < 7 && text.p[digits] >= '0' && text.p[digits] <= '9') digits++;
        if (digits == 7) return true;
    }
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        struct str word = str_from(words[i]), head = {text.p, word.len};
        if (text.len < word.len || !str_equal_ignoring_case(head, word)) continue;
        char next = text.len > word.len ? text.p[word.len] : ' ';
        if (next == ' ' || next == ':' || next == ',' || next == '_' || next == '-') return true;
    }
    return false;
}

/* "Total crimes", "Crimes, total" */
static bool says_total(struct str text)
{
    size_t last = text.len;
    while (last && text.p[last - 1] != ' ' && text.p[last - 1] != '_') last--;
    return is_total(text) || is_total((struct str){text.p + last, text.len - last});
}

/* --- beginning ----------------------------------------------------------------------------------------- */

static void find_total_column(struct total_watch *watch)
{
    watch->total_column = SIZE_MAX;
    for (size_t i = 0; i < watch->value_count; i++) {
        const struct column *column = watch->values[i];
        if (!says_total(column->header.len ? column->header : column->name)) continue;
        bool alone = watch->total_column == SIZE_MAX;
        watch->total_column = alone ? i : SIZE_MAX;
        if (!alone) return;
    }
}

struct total_watch *total_watch_begin(const struct watched *at)
{
    const struct table *table = at->table;
    if (table->row_unit || table->period_to) return NULL;
    struct total_watch *watch = ARENA_NEW(at->arena, struct total_watch);
    *watch = (struct total_watch){.arena = at->arena};
    for (size_t i = 0; i < table->column_count; i++) {
        const struct column *column = table->columns[i];
        if (column->form != COLUMN_TYPED || !at->plan->wanted[i]) continue;
        bool words = column->type == COLUMN_TEXT || column->type == COLUMN_WORD;
        if (words && watch->breakdown_count < BREAKDOWNS_MAX)
            watch->breakdowns[watch->breakdown_count++].column = column;
        if (column->type == COLUMN_NUMBER && watch->value_count < VALUES_MAX)
            watch->values[watch->value_count++] = column;
    }
    for (size_t i = 0; i < watch->breakdown_count; i++)
        atoms_init(&watch->breakdowns[i].keys, at->arena);
    if (at->options->totals)
        find_total_column(watch);
    else
        watch->total_column = SIZE_MAX;
    bool columns = watch->total_column != SIZE_MAX;
    return watch->value_count && (watch->breakdown_count || columns) ? watch : NULL;
}

/* --- adding up ------------------------------------------------------------------------------------------- */

/* Whether the parts come to the total, each of them and it rounded to so many decimals. `close`: also
 * not so near only because the figures are small. */
static bool adds_up(const struct num *sum, const struct num *total, uint64_t parts, unsigned scale,
                    bool close)
{
    struct num difference, half = num_decimal(5, scale + 1), count = num_int((int64_t)parts + 1);
    struct num slack, hundredth = num_decimal(1, 2), part, size = num_abs(total);
    if (scale >= NUM_SCALE_MAX || !num_sub(&difference, sum, total)) return false;
    difference = num_abs(&difference);
    if (num_is_zero(&difference)) return true;
    if (!num_mul(&slack, &half, &count) || num_compare(&difference, &slack) > 0) return false;
    return !close || (num_mul(&part, &size, &hundredth) && num_compare(&difference, &part) <= 0);
}

/* The same for parts that are there several times, each time in another breakdown. */
static bool adds_up_in_layers(const struct num *sum, const struct num *total, uint64_t parts,
                              unsigned scale, bool close)
{
    for (int layers = 1; layers <= LAYERS_MAX; layers++) {
        struct num times = num_int(layers), whole;
        if (num_mul(&whole, total, &times) && adds_up(sum, &whole, parts, scale, close))
            return true;
    }
    return false;
}

static void note_addition(struct addition *addition, const struct num *sum, const struct num *total,
                          uint64_t parts, unsigned scale, uint32_t line)
{
    if (num_is_zero(total) && num_is_zero(sum)) return; /* shows nothing */
    struct num two = num_int(2), twice;
    addition->complete++;
    bool most = num_sign(total) > 0 && num_compare(sum, total) <= 0 && num_mul(&twice, sum, &two) &&
                num_compare(&twice, total) >= 0;
    addition->most += most;
    if (adds_up_in_layers(sum, total, parts, scale, true)) {
        addition->equal++;
        addition->most += !most;
        return;
    }
    if (adds_up_in_layers(sum, total, parts, scale, false)) return;
    if (addition->wrong.count < SEEN_SHOWN) {
        addition->wrong_total[addition->wrong.count] = *total;
        addition->wrong_sum[addition->wrong.count] = *sum;
    }
    seen_add(&addition->wrong, line);
}

/* --- rows ------------------------------------------------------------------------------------------------- */

static void take_number(struct total_value *value, const struct cells *cells, size_t row,
                        bool total)
{
    if (cells->reasons[row]) {
        value->missing = true;
        return;
    }
    const struct num *number = &cells->numbers[row];
    if (number->kind == NUM_DECIMAL && number->scale > value->scale) value->scale = number->scale;
    if (total)
        value->total = *number;
    else
        num_sum_add(&value->sum, number);
}

/* The period of a row and its words but that of one breakdown. */
static struct str group_key(const struct total_watch *watch, struct rows *rows,
                            const struct placed *placed, size_t row, size_t without)
{
    struct buf key = buf_in(rows->scratch);
    buf_add(&key, (struct str){(const char *)&placed->days, sizeof placed->days});
    for (size_t i = 0; i < watch->breakdown_count; i++) {
        const struct column *column = watch->breakdowns[i].column;
        struct str word;
        if (i == without) continue;
        rows_key(rows->scratch, column, &rows->columns[column->index], row, &word);
        buf_add(&key, (struct str){(const char *)&word.len, sizeof word.len});
        buf_add(&key, word);
    }
    return buf_str(&key);
}

static void take_row(struct total_watch *watch, size_t place, struct rows *rows,
                     const struct placed *placed, size_t row, uint32_t line)
{
    struct breakdown *b = &watch->breakdowns[place];
    struct str word;
    rows_key(rows->scratch, b->column, &rows->columns[b->column->index], row, &word);
    uint32_t group = atoms_intern(&b->keys, group_key(watch, rows, placed, row, place));
    if (group >= GROUPS_MAX) {
        watch->full = true;
        return;
    }
    while (group >= b->group_capacity)
        b->groups = arena_grow(watch->arena, b->groups, sizeof *b->groups, b->group_capacity,
                               &b->group_capacity);
    while ((group + 1) * watch->value_count > b->value_capacity)
        b->values = arena_grow(watch->arena, b->values, sizeof *b->values, b->value_capacity,
                               &b->value_capacity);
    bool total = says_total(word);
    if (total && !b->groups[group].totals++) b->groups[group].line = line;
    if (total && !b->word.len && word.len <= WORD_LONGEST) b->word = str_copy(watch->arena, word);
    if (!total) b->groups[group].parts++;
    for (size_t v = 0; v < watch->value_count; v++)
        take_number(&b->values[group * watch->value_count + v],
                    &rows->columns[watch->values[v]->index], row, total);
}

/* Whether a column and another can be a total and its part. */
static bool same_kind(const struct column *a, const struct column *b)
{
    return unit_same_dimension(a->unit, b->unit) &&
           num_compare(&a->unit->scale, &b->unit->scale) == 0;
}

static void take_columns(struct total_watch *watch, const struct rows *rows, size_t row,
                         uint32_t line)
{
    const struct column *total = watch->values[watch->total_column];
    struct total_value value = {0};
    uint64_t parts = 0;
    struct num sum;
    take_number(&value, &rows->columns[total->index], row, true);
    for (size_t v = 0; v < watch->value_count; v++) {
        if (v == watch->total_column || !same_kind(watch->values[v], total)) continue;
        take_number(&value, &rows->columns[watch->values[v]->index], row, false);
        parts++;
    }
    if (parts < 2 || value.missing || !num_sum_value(&value.sum, &sum)) return;
    note_addition(&watch->across, &sum, &value.total, parts, value.scale, line);
}

void total_watch_batch(struct total_watch *watch, struct rows *rows, const struct placed *placed,
                       const uint32_t *lines)
{
    for (size_t i = 0; i < rows->count && !watch->full; i++) {
        if (!placed[i].counts) continue;
        watch->full = watch->rows++ >= ROWS_MAX;
        for (size_t b = 0; b < watch->breakdown_count; b++)
            take_row(watch, b, rows, &placed[i], i, lines[i]);
        if (watch->total_column != SIZE_MAX) take_columns(watch, rows, i, lines[i]);
    }
}

/* --- findings --------------------------------------------------------------------------------------------- */

/* Whether some figure of the table takes rows whatever their word is; also when nothing asks it. */
static bool is_summed_over(const struct watched *at, const struct column *column)
{
    for (size_t i = 0; i < at->plan->query_count; i++)
        if (!expr_rests_on(at->plan->queries[i]->aggregate->filter, column)) return true;
    return !at->plan->query_count;
}

static struct addition add_groups(const struct total_watch *watch, const struct breakdown *b,
                                  size_t value)
{
    struct addition addition = {.equal = 0};
    for (size_t g = 0; g < b->keys.count; g++) {
        const struct total_value *v = &b->values[g * watch->value_count + value];
        const struct total_group *group = &b->groups[g];
        struct num sum;
        if (group->totals != 1 || group->parts < 2 || v->missing) continue;
        if (num_sum_value(&v->sum, &sum))
            note_addition(&addition, &sum, &v->total, group->parts, v->scale, group->line);
    }
    return addition;
}

static void report_double(const struct watched *at, const struct breakdown *b,
                          const struct column *value, const struct addition *addition)
{
    uint32_t line = 0;
    for (size_t g = 0; g < b->keys.count && !line; g++)
        if (b->groups[g].totals == 1 && b->groups[g].parts > 1) line = b->groups[g].line;
    bool exact = addition->equal * 2 >= addition->complete;
    struct finding *f = finding_add_at(
        at->findings, FINDING_D08, table_location(at->files, line),
        "`%.*s` has totals beside their parts: \"%.*s\" in column `%.*s`, in %" PRIu64
        " of %" PRIu64 " cases %s the others in `%.*s`",
        STR_ARG(at->path), STR_ARG(b->word), STR_ARG(b->column->name),
        exact ? addition->equal : addition->most, addition->complete,
        exact ? "the sum of" : "up to twice the sum of", STR_ARG(value->name));
    finding_relate(at->findings, f, location_of(b->column->span), "the breakdown");
    finding_help(
        at->findings, f,
        "a sum over the rows counts them twice: leave the totals out, as in `where %.*s != "
        "\"%.*s\"`, or take them out of the file",
        STR_ARG(b->column->name), STR_ARG(b->word));
}

static void add_number(struct buf *text, const struct num *number)
{
    num_add_plain(text, number, 6, '.', 0);
}

static void report_wrong(const struct watched *at, const struct addition *addition,
                         const struct column *value, struct str of)
{
    const struct seen *wrong = &addition->wrong;
    struct finding *f = finding_add_at(
        at->findings, FINDING_I16, table_location(at->files, wrong->lines[0]),
        "in `%.*s` %.*s do not add up to the total of `%.*s` in %" PRIu64 " of %" PRIu64 " cases",
        STR_ARG(at->path), STR_ARG(of), STR_ARG(value->name), wrong->count, addition->complete);
    for (size_t i = 0; i < wrong->count && i < SEEN_SHOWN; i++) {
        struct buf text = buf_in(at->findings->arena);
        buf_add(&text, STR("the total is "));
        add_number(&text, &addition->wrong_total[i]);
        buf_add(&text, STR(", its parts come to "));
        add_number(&text, &addition->wrong_sum[i]);
        finding_relate(at->findings, f, table_location(at->files, wrong->lines[i]), "%.*s",
                       STR_ARG(buf_str(&text)));
    }
    finding_help(at->findings, f,
                 "rounding does not explain it: look at the source, and say in a `note` which of "
                 "the two is right");
}

static void report_breakdown(const struct total_watch *watch, const struct watched *at,
                             const struct breakdown *b)
{
    bool said = !is_summed_over(at, b->column);
    for (size_t v = 0; v < watch->value_count; v++) {
        struct addition addition = add_groups(watch, b, v);
        bool shown = addition.equal && addition.equal * 2 >= addition.complete;
        bool mostly = addition.complete >= MOST_CASES && addition.most == addition.complete;
        if ((shown || mostly) && !said) report_double(at, b, watch->values[v], &addition);
        said |= shown || mostly;
        struct str of =
            str_printf(at->findings->arena, "the rows by `%.*s`", STR_ARG(b->column->name));
        if (at->options->totals && addition.equal > 1 && shown && addition.wrong.count)
            report_wrong(at, &addition, watch->values[v], of);
    }
}

void total_watch_report(const struct total_watch *watch, const struct watched *at)
{
    if (watch->full) return;
    for (size_t i = 0; i < watch->breakdown_count; i++)
        report_breakdown(watch, at, &watch->breakdowns[i]);
    const struct addition *across = &watch->across;
    if (across->wrong.count && across->equal >= COLUMNS_ADD_UP &&
        across->equal * 2 > across->complete)
        report_wrong(at, across, watch->values[watch->total_column], STR("the columns"));
}
