/* I: aggregates over rows that can't be put together so. */
#include "check/check.h"

#include "check/aggregates.h"
#include "check/stock.h"
#include "check/wording.h"

static const struct expr *plain(const struct expr *expr)
{
    while (expr && (expr->kind == EXPR_SHARED || expr->kind == EXPR_CONVERT)) expr = expr->a;
    return expr;
}

/* --- means of shares and rates -------------------------------------------------------------------- */

/* So much in a volume is a concentration: what is measured at a place, and stands for no group. */
enum { POWER_OF_VOLUME = 3 };

static bool is_quotient(const struct unit *unit)
{
    bool above = false, below = false;
    for (int i = 0; i < unit->count; i++) {
        above |= unit->factors[i].power > 0;
        below |= unit->factors[i].power < 0 && unit->factors[i].power > -POWER_OF_VOLUME;
    }
    return above && below;
}

/* A share, or so many for each so many: it stands for a group of some size. Also where it is divided
 * on the spot. */
static bool is_relative(const struct expr *argument)
{
    const struct expr *value = plain(argument);
    if (!value || value->type != TYPE_NUMBER) return false;
    if (value->kind == EXPR_COLUMN && value->column->value) value = plain(value->column->value);
    if (value->flavour == FLAVOUR_SHARE || value->flavour == FLAVOUR_PERCENT) return true;
    if (value->unit && is_quotient(value->unit)) return true;
    const struct expr *a = plain(value->a), *b = plain(value->b);
    return value->kind == EXPR_ARITHMETIC && value->op == OPERATOR_DIVIDE &&
           a->kind == EXPR_COLUMN && b->kind == EXPR_COLUMN;
}

static bool names_group(const struct table *table, const struct column *column)
{
    return column != table->period && column != table->period_to &&
           (column->type == COLUMN_TEXT || column->type == COLUMN_WORD);
}

/* Whether a filter says of which name the column is to be: region = "Utrecht". NULL: any column of
 * names. */
static bool is_fixed(const struct table *table, const struct expr *filter,
                     const struct column *column)
{
    filter = plain(filter);
    if (!filter) return false;
    if (filter->kind == EXPR_AND)
        return is_fixed(table, filter->a, column) || is_fixed(table, filter->b, column);
    if (filter->kind != EXPR_COMPARE || filter->op != OPERATOR_EQUAL) return false;
    const struct expr *a = plain(filter->a), *b = plain(filter->b);
    if (a->kind == EXPR_TEXT) {
        const struct expr *text = a;
        a = b;
        b = text;
    }
    if (a->kind != EXPR_COLUMN || b->kind != EXPR_TEXT) return false;
    return column ? a->column == column : names_group(table, a->column);
}

enum { KEYS_FEW = 16 /* a table has no more columns that tell its rows apart */ };

/* Whether a filter takes the rows of one group only. */
static bool picks_group(const struct table *table, const struct expr *filter)
{
    bool named = false;
    for (size_t i = 0; i < table->key_count && i < KEYS_FEW; i++) {
        if (!names_group(table, table->keys[i])) continue;
        if (!is_fixed(table, filter, table->keys[i])) return false;
        named = true;
    }
    return named || is_fixed(table, filter, NULL);
}

static const struct column *group_column(const struct table *table)
{
    for (size_t i = 0; i < table->key_count; i++)
        if (names_group(table, table->keys[i])) return table->keys[i];
    for (size_t i = 0; i < table->column_count; i++)
        if (names_group(table, table->columns[i])) return table->columns[i];
    return NULL;
}

struct means {
    struct check *check;
    const struct column **groups; /* by table: the column that names its groups, or NULL */
};

static void check_mean(void *context, const struct aggregate *aggregate)
{
    const struct means *means = context;
    struct check *check = means->check;
    const struct table *table = aggregate->table;
    /* Rows that are events, or persons, count alike by right. */
    if (aggregate->function != BUILTIN_MEAN || table->row_unit || table->weight) return;
    if (table->common.broken || !is_relative(aggregate->argument)) return;
    const struct column *group = means->groups[table->index];
    if (!group || picks_group(table, aggregate->filter)) return;
    struct finding *f = finding_add(check->findings, FINDING_I12, aggregate->span,
                                    "this plain mean of shares or rates counts a small `%.*s` as "
                                    "much as a large one",
                                    STR_ARG(group->name));
    finding_relate(check->findings, f, location_of(group->span), "the groups of `%.*s`",
                   STR_ARG(table->common.name));
    finding_help(check->findings, f,
                 "weight it by size, weighted_mean(%.*s, …), or divide the totals: sum(…) / "
                 "sum(…); where each row is one person or event, say `row is …`",
                 STR_ARG(sources_text(check->t->sources, aggregate->argument->span)));
}

void check_plain_mean(struct check *check)
{
    const struct theory *t = check->t;
    struct means means = {
        .check = check,
        .groups = ARENA_ARRAY(check->scratch, const struct column *, t->tables_count + 1),
    };
    for (size_t i = 0; i < t->tables_count; i++)
        means.groups[t->tables[i]->index] = group_column(t->tables[i]);
    aggregates_visit(check, check_mean, &means);
}

/* --- sums of stocks ------------------------------------------------------------------------------- */

struct stocks {
    struct check *check;
    struct finding ***said; /* by table and column: what was said of it */
    size_t **places;        /* and how many places it names */
};

/* Whether several moments of the rows fall into one figure. */
static bool adds_moments(const struct aggregate *aggregate)
{
    const struct table *table = aggregate->table;
    const struct column *period = table->period;
    const struct window *window = &aggregate->window;
    if (!period || table->period_to || period->broken) return false;
    if (period->type == COLUMN_PERIOD && period->any_freq) return false;
    enum freq freq = period->type == COLUMN_PERIOD ? period->freq : FREQ_DAY;
    if (window->by_period) return freq != window->freq || window->span > 1;
    static const int32_t longest[FREQ_COUNT] = {1, 7, 31, 92, 184, 366};
    return days_count(window->days) > longest[freq];
}

static void check_sum(void *context, const struct aggregate *aggregate)
{
    struct stocks *stocks = context;
    struct check *check = stocks->check;
    const struct table *table = aggregate->table;
    if (aggregate->function != BUILTIN_SUM || table->row_unit || table->common.broken) return;
    const struct expr *argument = plain(aggregate->argument);
    if (!argument || argument->kind != EXPR_COLUMN) return;
    const struct column *column = argument->column;
    if (column->stock || column->form == COLUMN_DERIVED || !adds_moments(aggregate)) return;
    if (!stock_is_likely(column)) return;
    struct finding **said = stocks->said[table->index];
    size_t *places = stocks->places[table->index];
    if (!said) {
        said = stocks->said[table->index] =
            ARENA_ARRAY(check->scratch, struct finding *, table->column_count + 1);
        places = stocks->places[table->index] =
            ARENA_ARRAY(check->scratch, size_t, table->column_count + 1);
    }
    struct finding *f = said[column->index];
    if (f) { /* one mistake, in the data block; each sum is a place that it shows in */
        bool again = f->location.span.start == aggregate->span.start;
        for (const struct related *r = f->related; r; r = r->next)
            again |= r->location.span.start == aggregate->span.start;
        if (!again && places[column->index]++ < CHECK_PLACES)
            finding_relate(check->findings, f, location_of(aggregate->span), "so does this one");
        return;
    }
    f = finding_add(check->findings, FINDING_I20, aggregate->span,
                    "this sum adds `%.*s` up over time, and by its name it is a stock",
                    STR_ARG(column->name));
    finding_relate(check->findings, f, location_of(column->span), "the column");
    finding_help(check->findings, f,
                 "twelve months of 100 fte are 100 fte, not 1200: write `stock %.*s` in the data "
                 "block `%.*s`, and it is averaged over time",
                 STR_ARG(column->name), STR_ARG(table->common.name));
    said[column->index] = f;
}

void check_stock_summed(struct check *check)
{
    size_t tables = check->t->tables_count;
    struct stocks stocks = {
        .check = check,
        .said = ARENA_ARRAY(check->scratch, struct finding **, tables + 1),
        .places = ARENA_ARRAY(check->scratch, size_t *, tables + 1),
    };
    aggregates_visit(check, check_sum, &stocks);
}
