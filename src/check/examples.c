/* Telling what a search found: whether it can be, and in an author's words. */
#include "check/conditions.h"
#include "check/expr_key.h"

/* --- numbers ------------------------------------------------------------------------------------- */

static void add_number(struct buf *buf, const struct num *number)
{
    struct num plain = num_canonical(number);
    unsigned places = plain.kind == NUM_DECIMAL ? plain.scale : 6;
    num_add_plain(buf, &plain, places < 15 ? places : 15, '.', 0);
}

struct str number_words(struct arena *arena, const struct num *number, const struct unit *unit,
                        enum unit_flavour flavour)
{
    struct buf words = buf_in(arena);
    struct num shown = *number, hundred = num_int(100);
    bool plain = unit_is_plain(unit) && !unit->label.len;
    bool part = flavour == FLAVOUR_SHARE || flavour == FLAVOUR_PERCENT;
    if (plain && flavour != FLAVOUR_NONE) (void)num_mul(&shown, number, &hundred);
    add_number(&words, &shown);
    if (str_equal(unit->label, STR("percent")) || (plain && part))
        buf_add_char(&words, '%');
    else if (plain && flavour == FLAVOUR_POINTS)
        buf_add(&words, STR(" [pp]"));
    else if (!plain)
        buf_printf(&words, " [%.*s]", STR_ARG(unit->label));
    return buf_str(&words);
}

/* --- examples ------------------------------------------------------------------------------------ */

static struct str quantity_words(const struct reading *reading, size_t quantity)
{
    const struct quantity *q = &reading->quantities[quantity];
    if (q->text.len) return q->text;
    return source_words(reading->arena, reading->check->t->sources, q->span);
}

static void add_form(const struct reading *reading, struct buf *buf, const struct form *form,
                     const struct num *value)
{
    const struct expr *first = reading->quantities[form->terms[0].quantity].expr;
    struct num one = num_int(1), minus = num_int(-1);
    bool pair = form->count == 2 && num_compare(&form->terms[1].factor, &minus) == 0;
    for (size_t i = 0; i < form->count; i++) {
        const struct form_term *term = &form->terms[i];
        struct num factor = num_abs(&term->factor);
        if (i && pair && num_is_zero(value))
            buf_add(buf, STR(" = "));
        else if (i)
            buf_add(buf, num_sign(&term->factor) < 0 ? STR(" - ") : STR(" + "));
        if (num_compare(&factor, &one) != 0) {
            add_number(buf, &factor);
            buf_add(buf, STR(" * "));
        }
        buf_printf(buf, "`%.*s`", STR_ARG(quantity_words(reading, term->quantity)));
    }
    if (pair && num_is_zero(value)) return;
    buf_printf(buf, " = %.*s",
               STR_ARG(number_words(reading->arena, value, first->unit, first->flavour)));
}

static void add_verdict(const struct reading *reading, struct buf *buf,
                        const struct reading_variable *variable, const struct num *value)
{
    struct str words[OUTCOME_WORDS_MAX];
    int64_t place = 0;
    size_t count = criterion_words(variable->rule->criterion, words);
    (void)num_floor(&place, value);
    buf_printf(buf, "`%.*s` is %.*s", STR_ARG(quantity_words(reading, variable->quantity)),
               STR_ARG(words[(size_t)place < count ? (size_t)place : count - 1]));
}

bool reading_tellable(const struct reading *reading, const struct valuation *valuation)
{
    bool some = false;
    for (size_t i = 0; i < reading->space.variable_count; i++) {
        if (!valuation->matters[i]) continue;
        if (reading->variables[i].kind == VARIABLE_TRUTH || valuation->missing[i]) return false;
        some = true;
    }
    return some;
}

struct str reading_example(const struct reading *reading, const struct valuation *valuation)
{
    struct buf buf = buf_in(reading->arena);
    for (size_t i = 0; i < reading->space.variable_count; i++) {
        const struct reading_variable *variable = &reading->variables[i];
        if (!valuation->matters[i]) continue;
        if (buf.len) buf_add(&buf, STR(" and "));
        if (variable->kind == VARIABLE_VERDICT)
            add_verdict(reading, &buf, variable, &valuation->values[i]);
        else
            add_form(reading, &buf, &variable->form, &valuation->values[i]);
    }
    return buf_str(&buf);
}

/* --- can it be? ---------------------------------------------------------------------------------- */

enum { ROOTS_MAX = 16, ROOT_STEPS = 200 };

/* The indicators that a quantity is computed from, its own first. */
struct roots {
    const struct indicator *items[ROOTS_MAX];
    size_t count;
    int steps;
    bool cut; /* there are more */
};

static void find_roots(struct roots *roots, const struct expr *expr)
{
    if (!expr) return;
    if (--roots->steps < 0) {
        roots->cut = true;
        return;
    }
    if (expr->kind == EXPR_INDICATOR) {
        for (size_t i = 0; i < roots->count; i++)
            if (roots->items[i] == expr->indicator) return;
        if (roots->count == ROOTS_MAX) {
            roots->cut = true;
            return;
        }
        roots->items[roots->count++] = expr->indicator;
        find_roots(roots, expr->indicator->value);
        return;
    }
    find_roots(roots, expr->a);
    find_roots(roots, expr->b);
    find_roots(roots, expr->c);
    for (size_t i = 0; expr->kind == EXPR_CALL && i < expr->call->argument_count; i++)
        find_roots(roots, expr->call->arguments[i].value);
}

static bool share_roots(const struct expr *a, const struct expr *b)
{
    struct roots x = {.steps = ROOT_STEPS}, y = {.steps = ROOT_STEPS};
    find_roots(&x, a);
    find_roots(&y, b);
    if (x.cut || y.cut) return true;
    for (size_t i = 0; i < x.count; i++)
        for (size_t k = 0; k < y.count; k++)
            if (x.items[i] == y.items[k]) return true;
    return false;
}

static const struct expr *unshared(const struct expr *expr)
{
    while (expr && expr->kind == EXPR_SHARED) expr = expr->a;
    return expr;
}

static bool is_call_of(const struct expr *expr, enum builtin_id id)
{
    return expr->kind == EXPR_CALL && expr->call->builtin->id == id;
}

/* What says nothing of how large the figures are. */
static bool is_about_presence(const struct expr *expr)
{
    return expr->kind == EXPR_COVERAGE || is_call_of(expr, BUILTIN_N) ||
           is_call_of(expr, BUILTIN_COVERAGE);
}

/* The indicator whose figures of single periods these are, or NULL. */
static const struct indicator *points_of(const struct expr *expr)
{
    const struct expr *series = expr->kind == EXPR_AT              ? expr->a
                                : is_call_of(expr, BUILTIN_CHANGE) ? expr->call->arguments[0].value
                                                                   : NULL;
    series = unshared(series);
    return series && series->kind == EXPR_INDICATOR ? series->indicator : NULL;
}

/* The days that a figure is taken `during`; false when it is of all. */
static bool days_of(const struct expr *expr, struct days *days)
{
    if (expr->kind != EXPR_CALL || !expr->call->argument_count) return false;
    const struct expr *series = unshared(expr->call->arguments[0].value);
    if (!series || series->kind != EXPR_DURING) return false;
    *days = series->days;
    return true;
}

/* Whether two quantities bind each other in a way that is not told to the space. */
static bool entangled(const struct quantity *a, const struct quantity *b)
{
    struct days x, y;
    if (is_about_presence(a->expr) || is_about_presence(b->expr)) return false;
    bool fields = a->estimate.len && b->estimate.len;
    if (fields && str_equal(a->estimate, b->estimate))
        return !reading_field_ordered(a->field) || !reading_field_ordered(b->field);
    if (!fields && (a->estimate.len || b->estimate.len)) return false;
    if (points_of(a->expr) && points_of(a->expr) == points_of(b->expr)) return false;
    if (days_of(a->expr, &x) && days_of(b->expr, &y) && !days_overlap(x, y)) return false;
    return share_roots(a->expr, b->expr);
}

/* A row for each form, a column for each quantity. A relative change between two periods is tied to
 * them as their difference is. */
struct rows {
    struct num cells[SPACE_VARIABLES_MAX][QUANTITIES_MAX];
    size_t count, columns;
};

static bool find_column(const struct reading *reading, const struct expr *series,
                        struct period period, size_t *column)
{
    struct buf key = buf_in(reading->arena);
    size_t steps = 100;
    if (!expr_key_at(&key, series, period, &steps)) return false;
    for (size_t i = 0; i < reading->quantity_count; i++)
        if (str_equal(reading->quantities[i].key, buf_str(&key))) {
            *column = i;
            return true;
        }
    return false;
}

static void add_row(const struct reading *reading, struct rows *rows, const struct form *form)
{
    struct num *row = rows->cells[rows->count++];
    for (size_t i = 0; i < rows->columns; i++) row[i] = num_int(0);
    for (size_t i = 0; i < form->count; i++) {
        const struct expr *expr = reading->quantities[form->terms[i].quantity].expr;
        size_t from, to;
        if (is_call_of(expr, BUILTIN_CHANGE) &&
            find_column(reading, expr->call->arguments[0].value,
                        expr->call->arguments[1].value->period, &from) &&
            find_column(reading, expr->call->arguments[0].value,
                        expr->call->arguments[2].value->period, &to)) {
            row[to] = num_int(1);
            row[from] = num_int(-1);
        } else {
            row[form->terms[i].quantity] = form->terms[i].factor;
        }
    }
}

/* By elimination: whether no row is a sum of others. */
static bool rows_independent(struct rows *rows)
{
    size_t done = 0;
    for (size_t column = 0; column < rows->columns && done < rows->count; column++) {
        size_t pivot = done;
        while (pivot < rows->count && num_is_zero(&rows->cells[pivot][column])) pivot++;
        if (pivot == rows->count) continue;
        for (size_t i = 0; i < rows->columns; i++) {
            struct num held = rows->cells[done][i];
            rows->cells[done][i] = rows->cells[pivot][i];
            rows->cells[pivot][i] = held;
        }
        for (size_t i = done + 1; i < rows->count; i++) {
            struct num factor;
            if (!num_div(&factor, &rows->cells[i][column], &rows->cells[done][column]))
                return false;
            for (size_t k = column; k < rows->columns; k++) {
                struct num part;
                if (!num_mul(&part, &factor, &rows->cells[done][k]) ||
                    !num_sub(&rows->cells[i][k], &rows->cells[i][k], &part))
                    return false;
            }
        }
        done++;
    }
    return done == rows->count;
}

bool reading_independent(const struct reading *reading, const struct valuation *valuation)
{
    bool used[QUANTITIES_MAX] = {false};
    struct rows *rows = ARENA_NEW(reading->arena, struct rows);
    rows->columns = reading->quantity_count;
    for (size_t i = 0; i < reading->space.variable_count; i++) {
        const struct reading_variable *variable = &reading->variables[i];
        if (!valuation->matters[i]) continue;
        if (variable->kind != VARIABLE_NUMBER) continue;
        add_row(reading, rows, &variable->form);
        for (size_t k = 0; k < variable->form.count; k++)
            used[variable->form.terms[k].quantity] = true;
    }
    for (size_t i = 0; i < reading->quantity_count; i++)
        for (size_t k = 0; used[i] && k < i; k++)
            if (used[k] && entangled(&reading->quantities[i], &reading->quantities[k]))
                return false;
    return rows_independent(rows);
}
