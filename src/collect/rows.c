/* Row expressions, a batch at a time. */
#include "collect/rows.h"

#include "base/bug.h"
#include "base/calendar.h"

/* --- columns of values ----------------------------------------------------------------------------- */

struct cells rows_new_cells(struct arena *arena, enum cell_type type, size_t count)
{
    struct cells cells = {
        .reasons = ARENA_ARRAY(arena, uint8_t, count + 1),
        .provisional = ARENA_ARRAY(arena, bool, count + 1),
    };
    switch (type) {
    case CELL_NUMBER: cells.numbers = ARENA_ARRAY(arena, struct num, count + 1); break;
    case CELL_DATE: cells.days = ARENA_ARRAY(arena, int32_t, count + 1); break;
    case CELL_PERIOD: cells.periods = ARENA_ARRAY(arena, struct period, count + 1); break;
    case CELL_BOOLEAN: cells.booleans = ARENA_ARRAY(arena, bool, count + 1); break;
    case CELL_TEXT: cells.texts = ARENA_ARRAY(arena, struct str, count + 1); break;
    case CELL_WORD: cells.words = ARENA_ARRAY(arena, uint32_t, count + 1); break;
    }
    return cells;
}

enum cell_type rows_cell_type(const struct column *column)
{
    switch (column->type) {
    case COLUMN_NUMBER: return CELL_NUMBER;
    case COLUMN_DATE: return CELL_DATE;
    case COLUMN_PERIOD: return CELL_PERIOD;
    case COLUMN_BOOLEAN: return CELL_BOOLEAN;
    case COLUMN_TEXT: return CELL_TEXT;
    case COLUMN_WORD: return CELL_WORD;
    }
    BUG("no such column");
}

enum cell_type rows_value_type(const struct expr *expr)
{
    switch (expr->type) {
    case TYPE_NUMBER: return CELL_NUMBER;
    case TYPE_DATE: return CELL_DATE;
    case TYPE_PERIOD: return CELL_PERIOD;
    case TYPE_TRUTH: return CELL_BOOLEAN;
    case TYPE_TEXT: return CELL_TEXT;
    case TYPE_NONE:
    case TYPE_ESTIMATE:
    case TYPE_VERDICT: break;
    }
    BUG("not a value of a row");
}

/* How many values an operation over these has: one when all are constant. */
static size_t length(const struct rows *rows, const struct values *a, const struct values *b)
{
    return a->constant && (!b || b->constant) ? 1 : rows->count;
}

static struct values new_values(const struct rows *rows, const struct expr *expr,
                                const struct values *a, const struct values *b)
{
    size_t count = length(rows, a, b);
    return (struct values){
        .constant = a->constant && (!b || b->constant),
        .cells = rows_new_cells(rows->scratch, rows_value_type(expr), count),
    };
}

/* The reason why a result is missing when an operand is, the first one's first. */
static uint8_t first_reason(const struct values *a, const struct values *b, size_t row)
{
    uint8_t reason = a->cells.reasons[values_at(a, row)];
    return reason || !b ? reason : b->cells.reasons[values_at(b, row)];
}

static bool any_provisional(const struct values *a, const struct values *b, size_t row)
{
    return a->cells.provisional[values_at(a, row)] ||
           (b && b->cells.provisional[values_at(b, row)]);
}

/* --- leaves ------------------------------------------------------------------------------------------ */

static struct values constant(struct rows *rows, const struct expr *expr)
{
    struct values values = {
        .constant = true,
        .cells = rows_new_cells(rows->scratch, rows_value_type(expr), 1),
    };
    switch (expr->kind) {
    case EXPR_NUMBER: values.cells.numbers[0] = *expr->number; break;
    case EXPR_TEXT: values.cells.texts[0] = *expr->text; break;
    case EXPR_TRUTH: values.cells.booleans[0] = expr->truth; break;
    case EXPR_DATE: values.cells.days[0] = expr->day; break;
    case EXPR_PERIOD: values.cells.periods[0] = expr->period; break;
    default: BUG("not a constant");
    }
    return values;
}

static struct values column(struct rows *rows, const struct column *column)
{
    struct cells cells = rows->columns[column->index];
    if (!cells.reasons) BUG("a column that the plan did not ask for");
    if (column->type != COLUMN_WORD) return (struct values){.cells = cells};
    struct cells texts = rows_new_cells(rows->scratch, CELL_TEXT, rows->count);
    for (size_t i = 0; i < rows->count; i++)
        if (!cells.reasons[i]) texts.texts[i] = column->words[cells.words[i]];
    texts.reasons = cells.reasons;
    texts.provisional = cells.provisional;
    return (struct values){.cells = texts};
}

/* --- arithmetic -------------------------------------------------------------------------------------- */

static bool calculate(struct num *result, enum ast_operator op, const struct num *a,
                      const struct num *b)
{
    int64_t exponent;
    switch (op) {
    case OPERATOR_ADD: return num_add(result, a, b);
    case OPERATOR_SUBTRACT: return num_sub(result, a, b);
    case OPERATOR_MULTIPLY: return num_mul(result, a, b);
    case OPERATOR_DIVIDE: return num_div(result, a, b);
    case OPERATOR_POWER: return num_floor(&exponent, b) && num_pow(result, a, (int)exponent);
    default: BUG("no such operator");
    }
}

/* Two dates subtracted, or a date moved by a number of days. */
static struct values date_arithmetic(struct rows *rows, const struct expr *expr,
                                     const struct values *a, const struct values *b)
{
    struct values result = new_values(rows, expr, a, b);
    size_t count = length(rows, a, b);
    for (size_t i = 0; i < count; i++) {
        size_t at = values_at(a, i), bt = values_at(b, i);
        result.cells.reasons[i] = first_reason(a, b, i);
        result.cells.provisional[i] = any_provisional(a, b, i);
        if (result.cells.reasons[i]) continue;
        if (expr->type == TYPE_NUMBER) {
            result.cells.numbers[i] = num_int((int64_t)a->cells.days[at] - b->cells.days[bt]);
            continue;
        }
        int64_t by;
        bool fits = num_floor(&by, &b->cells.numbers[bt]) && by > -4000000 && by < 4000000;
        int64_t day = a->cells.days[at] + (expr->op == OPERATOR_ADD ? by : -by);
        if (!fits || day < DAY_MIN || day > DAY_MAX)
            result.cells.reasons[i] = REASON_BAD_VALUE;
        else
            result.cells.days[i] = (int32_t)day;
    }
    return result;
}

static struct values arithmetic(struct rows *rows, const struct expr *expr)
{
    struct values a = rows_eval(rows, expr->a), b = rows_eval(rows, expr->b);
    if (expr->a->type == TYPE_DATE) return date_arithmetic(rows, expr, &a, &b);
    struct values result = new_values(rows, expr, &a, &b);
    size_t count = length(rows, &a, &b);
    for (size_t i = 0; i < count; i++) {
        result.cells.reasons[i] = first_reason(&a, &b, i);
        result.cells.provisional[i] = any_provisional(&a, &b, i);
        if (result.cells.reasons[i]) continue;
        if (!calculate(&result.cells.numbers[i], expr->op, &a.cells.numbers[values_at(&a, i)],
                       &b.cells.numbers[values_at(&b, i)]))
            result.cells.reasons[i] = REASON_DIVISION_BY_ZERO;
    }
    return result;
}

/* - a, and a times a factor: one number to one number. */
static struct values scale(struct rows *rows, const struct expr *expr)
{
    struct values a = rows_eval(rows, expr->a);
    struct values result = new_values(rows, expr, &a, NULL);
    size_t count = length(rows, &a, NULL);
    struct num factor = expr->kind == EXPR_CONVERT ? *expr->number : num_int(-1);
    for (size_t i = 0; i < count; i++) {
        result.cells.reasons[i] = a.cells.reasons[i];
        result.cells.provisional[i] = a.cells.provisional[i];
        if (!a.cells.reasons[i] && !num_mul(&result.cells.numbers[i], &a.cells.numbers[i], &factor))
            result.cells.reasons[i] = REASON_BAD_VALUE;
    }
    return result;
}

/* --- conditions -------------------------------------------------------------------------------------- */

static struct days days_of(const struct rows *rows, const struct expr *expr,
                           const struct values *values, size_t row)
{
    size_t at = values_at(values, row);
    if (expr->type == TYPE_PERIOD) return period_days(rows->calendar, values->cells.periods[at]);
    return (struct days){values->cells.days[at], values->cells.days[at]};
}

/* Negative, 0 or positive; periods of different lengths that overlap are neither before nor after
 * nor equal: *unclear. */
static int compare(const struct rows *rows, const struct expr *expr, const struct values *a,
                   const struct values *b, size_t row, bool *unclear)
{
    size_t at = values_at(a, row), bt = values_at(b, row);
    switch (expr->a->type) {
    case TYPE_NUMBER: return num_compare(&a->cells.numbers[at], &b->cells.numbers[bt]);
    case TYPE_TEXT: return str_compare(a->cells.texts[at], b->cells.texts[bt]);
    case TYPE_TRUTH: return a->cells.booleans[at] - b->cells.booleans[bt];
    case TYPE_DATE:
    case TYPE_PERIOD: {
        struct days x = days_of(rows, expr->a, a, row), y = days_of(rows, expr->b, b, row);
        if (x.first == y.first && x.last == y.last) return 0;
        *unclear = days_overlap(x, y);
        return x.first < y.first ? -1 : 1;
    }
    case TYPE_NONE:
    case TYPE_ESTIMATE:
    case TYPE_VERDICT: break;
    }
    BUG("not a value of a row");
}

static struct values comparison(struct rows *rows, const struct expr *expr)
{
    struct values a = rows_eval(rows, expr->a), b = rows_eval(rows, expr->b);
    struct values result = new_values(rows, expr, &a, &b);
    size_t count = length(rows, &a, &b);
    for (size_t i = 0; i < count; i++) {
        result.cells.reasons[i] = first_reason(&a, &b, i);
        result.cells.provisional[i] = any_provisional(&a, &b, i);
        if (result.cells.reasons[i]) continue;
        bool unclear = false;
        int order = compare(rows, expr, &a, &b, i, &unclear);
        bool asks_order = expr->op != OPERATOR_EQUAL && expr->op != OPERATOR_NOT_EQUAL;
        if (unclear && asks_order)
            result.cells.reasons[i] = REASON_UNCERTAIN;
        else
            result.cells.booleans[i] = operator_holds(expr->op, order);
    }
    return result;
}

static struct values within(struct rows *rows, const struct expr *expr)
{
    struct expr low = {.kind = EXPR_COMPARE,
                       .type = TYPE_TRUTH,
                       .op = OPERATOR_GREATER_EQUAL,
                       .a = expr->a,
                       .b = expr->b};
    struct expr high = {.kind = EXPR_COMPARE,
                        .type = TYPE_TRUTH,
                        .op = OPERATOR_LESS_EQUAL,
                        .a = expr->a,
                        .b = expr->c};
    struct expr both = {.kind = EXPR_AND, .type = TYPE_TRUTH, .a = &low, .b = &high};
    struct values result = rows_eval(rows, &both);
    size_t count = length(rows, &result, NULL);
    for (size_t i = 0; i < count && expr->negated; i++)
        result.cells.booleans[i] = !result.cells.booleans[i];
    return result;
}

/* Kleene's and / or: the deciding truth wins over what is not known. */
static struct values connect(struct rows *rows, const struct expr *expr)
{
    struct values a = rows_eval(rows, expr->a), b = rows_eval(rows, expr->b);
    struct values result = new_values(rows, expr, &a, &b);
    size_t count = length(rows, &a, &b);
    bool deciding = expr->kind == EXPR_OR;
    for (size_t i = 0; i < count; i++) {
        size_t at = values_at(&a, i), bt = values_at(&b, i);
        bool a_decides = !a.cells.reasons[at] && a.cells.booleans[at] == deciding;
        bool b_decides = !b.cells.reasons[bt] && b.cells.booleans[bt] == deciding;
        result.cells.provisional[i] = any_provisional(&a, &b, i);
        if (a_decides || b_decides) {
            result.cells.booleans[i] = deciding;
            continue;
        }
        result.cells.reasons[i] = first_reason(&a, &b, i);
        result.cells.booleans[i] = !deciding;
    }
    return result;
}

static struct values negate(struct rows *rows, const struct expr *expr)
{
    struct values a = rows_eval(rows, expr->a);
    struct values result = new_values(rows, expr, &a, NULL);
    size_t count = length(rows, &a, NULL);
    for (size_t i = 0; i < count; i++) {
        result.cells.reasons[i] = a.cells.reasons[i];
        result.cells.provisional[i] = a.cells.provisional[i];
        result.cells.booleans[i] = !a.cells.booleans[i];
    }
    return result;
}

static struct values in_list(struct rows *rows, const struct expr *expr)
{
    struct values result = {.constant = true,
                            .cells = rows_new_cells(rows->scratch, CELL_BOOLEAN, 1)};
    for (size_t k = 0; k < expr->call->argument_count; k++) {
        struct values item = rows_eval(rows, expr->call->arguments[k].value);
        struct values both = new_values(rows, expr, &result, &item);
        size_t count = length(rows, &result, &item);
        for (size_t i = 0; i < count; i++) {
            size_t at = values_at(&result, i), bt = values_at(&item, i);
            bool found = (!result.cells.reasons[at] && result.cells.booleans[at]) ||
                         (!item.cells.reasons[bt] && item.cells.booleans[bt]);
            both.cells.booleans[i] = found;
            both.cells.reasons[i] = found ? 0 : first_reason(&result, &item, i);
            both.cells.provisional[i] = any_provisional(&result, &item, i);
        }
        result = both;
    }
    size_t count = length(rows, &result, NULL);
    for (size_t i = 0; i < count && expr->negated; i++)
        result.cells.booleans[i] = !result.cells.booleans[i];
    return result;
}

static struct values in_days(struct rows *rows, const struct expr *expr)
{
    struct values a = rows_eval(rows, expr->a);
    struct values result = new_values(rows, expr, &a, NULL);
    size_t count = length(rows, &a, NULL);
    for (size_t i = 0; i < count; i++) {
        result.cells.reasons[i] = a.cells.reasons[i];
        result.cells.provisional[i] = a.cells.provisional[i];
        if (a.cells.reasons[i]) continue;
        bool inside = days_contain(expr->days, days_of(rows, expr->a, &a, i));
        result.cells.booleans[i] = inside != expr->negated;
    }
    return result;
}

static struct values is_missing(struct rows *rows, const struct expr *expr)
{
    struct values a = rows_eval(rows, expr->a);
    struct values result = new_values(rows, expr, &a, NULL);
    size_t count = length(rows, &a, NULL);
    for (size_t i = 0; i < count; i++)
        result.cells.booleans[i] = (a.cells.reasons[i] != 0) != expr->negated;
    return result;
}

/* --- choices ------------------------------------------------------------------------------------------- */

static void copy_cell(struct cells *to, size_t i, enum cell_type type, const struct values *from)
{
    size_t at = values_at(from, i);
    to->reasons[i] = from->cells.reasons[at];
    to->provisional[i] = from->cells.provisional[at];
    switch (type) {
    case CELL_NUMBER: to->numbers[i] = from->cells.numbers[at]; break;
    case CELL_DATE: to->days[i] = from->cells.days[at]; break;
    case CELL_PERIOD: to->periods[i] = from->cells.periods[at]; break;
    case CELL_BOOLEAN: to->booleans[i] = from->cells.booleans[at]; break;
    case CELL_TEXT: to->texts[i] = from->cells.texts[at]; break;
    case CELL_WORD: to->words[i] = from->cells.words[at]; break;
    }
}

static struct values choose(struct rows *rows, const struct expr *expr)
{
    struct values condition = rows_eval(rows, expr->a);
    struct values yes = rows_eval(rows, expr->b), no = rows_eval(rows, expr->c);
    enum cell_type type = rows_value_type(expr);
    struct values result = {.cells = rows_new_cells(rows->scratch, type, rows->count)};
    for (size_t i = 0; i < rows->count; i++) {
        size_t at = values_at(&condition, i);
        result.cells.reasons[i] = condition.cells.reasons[at];
        if (!result.cells.reasons[i])
            copy_cell(&result.cells, i, type, condition.cells.booleans[at] ? &yes : &no);
    }
    return result;
}

struct values rows_eval(struct rows *rows, const struct expr *expr)
{
    switch (expr->kind) {
    case EXPR_NUMBER:
    case EXPR_TEXT:
    case EXPR_TRUTH:
    case EXPR_DATE:
    case EXPR_PERIOD: return constant(rows, expr);
    case EXPR_COLUMN: return column(rows, expr->column);
    case EXPR_ARITHMETIC: return arithmetic(rows, expr);
    case EXPR_NEGATE:
    case EXPR_CONVERT: return scale(rows, expr);
    case EXPR_COMPARE: return comparison(rows, expr);
    case EXPR_WITHIN: return within(rows, expr);
    case EXPR_AND:
    case EXPR_OR: return connect(rows, expr);
    case EXPR_NOT: return negate(rows, expr);
    case EXPR_IN_LIST: return in_list(rows, expr);
    case EXPR_IN_DAYS: return in_days(rows, expr);
    case EXPR_IS_MISSING: return is_missing(rows, expr);
    case EXPR_IF: return choose(rows, expr);
    case EXPR_SHARED: return rows_eval(rows, expr->a);
    case EXPR_PLUS_MINUS:
    case EXPR_RANGE: return rows_eval(rows, expr->a);
    case EXPR_ERROR:
    case EXPR_AGGREGATE:
    case EXPR_INDICATOR:
    case EXPR_COSTS:
    case EXPR_COVERAGE:
    case EXPR_RULE:
    case EXPR_IS_WORD:
    case EXPR_AT:
    case EXPR_DURING:
    case EXPR_CALL:
    case EXPR_FIELD:
    case EXPR_EACH_GROUP:
    case EXPR_CONTRIBUTION: break;
    }
    BUG("not an expression over rows");
}

/* --- keys ------------------------------------------------------------------------------------------------ */

/* All digits of a decimal: identifiers are numbers too, and longer than a double holds. */
static void add_number_key(struct buf *text, const struct num *number)
{
    struct num canonical = num_canonical(number);
    if (canonical.kind == NUM_DECIMAL && canonical.scale <= 15)
        num_add_plain(text, &canonical, canonical.scale, '.', 0);
    else
        num_add_json(text, &canonical);
}

bool rows_key(struct arena *arena, const struct column *column, const struct cells *cells,
              size_t row, struct str *key)
{
    *key = STR("");
    if (cells->reasons[row]) return false;
    struct buf text = buf_in(arena);
    switch (column->type) {
    case COLUMN_TEXT: *key = cells->texts[row]; return true;
    case COLUMN_WORD: *key = column->words[cells->words[row]]; return true;
    case COLUMN_BOOLEAN: *key = cells->booleans[row] ? STR("true") : STR("false"); return true;
    case COLUMN_NUMBER: add_number_key(&text, &cells->numbers[row]); break;
    case COLUMN_DATE: date_add(&text, cells->days[row]); break;
    case COLUMN_PERIOD: period_add(&text, cells->periods[row]); break;
    }
    *key = buf_str(&text);
    return true;
}
