/* Keys of expressions. */
#include "check/expr_key.h"

static void add_bytes(struct buf *buf, const void *bytes, size_t size)
{
    buf_add(buf, (struct str){bytes, size});
}

static void add_pointer(struct buf *buf, const void *pointer)
{
    add_bytes(buf, &pointer, sizeof pointer);
}

/* As bytes: keys are made for every condition, and printf is slow. */
static void add_int(struct buf *buf, int64_t number)
{
    add_bytes(buf, &number, sizeof number);
}

static void add_text(struct buf *buf, struct str text)
{
    add_int(buf, (int64_t)text.len);
    buf_add(buf, text);
}

static void add_number(struct buf *buf, const struct num *number)
{
    struct num plain = num_canonical(number);
    add_bytes(buf, &plain.n, sizeof plain.n);
    add_bytes(buf, &plain.d, sizeof plain.d);
    add_int(buf, plain.kind * 256 + plain.scale);
}

static void add_period(struct buf *buf, struct period period)
{
    add_int(buf, (int64_t)period.freq << 32 | (uint32_t)period.ord);
}

static bool add_aggregate(struct buf *buf, const struct aggregate *a, size_t *steps)
{
    const struct window *w = &a->window;
    const int64_t numbers[] = {a->function,  w->by_period,        w->freq, w->span, w->days.first,
                               w->days.last, (int64_t)a->by_count};
    add_bytes(buf, numbers, sizeof numbers);
    add_pointer(buf, a->table);
    if (a->function == BUILTIN_QUANTILE) add_number(buf, &a->quantile);
    return expr_key_add(buf, a->argument, steps) && expr_key_add(buf, a->weight, steps) &&
           expr_key_add(buf, a->filter, steps);
}

/* What the kind of expression holds besides its parts. */
static bool add_content(struct buf *buf, const struct expr *expr, size_t *steps)
{
    switch (expr->kind) {
    case EXPR_NUMBER:
    case EXPR_CONVERT: add_number(buf, expr->number); return true;
    case EXPR_TEXT: add_text(buf, *expr->text); return true;
    case EXPR_TRUTH: add_int(buf, expr->truth); return true;
    case EXPR_DATE: add_int(buf, expr->day); return true;
    case EXPR_PERIOD:
    case EXPR_AT: add_period(buf, expr->period); return true;
    case EXPR_COLUMN: add_pointer(buf, expr->column); return true;
    case EXPR_AGGREGATE:
    case EXPR_COVERAGE: return add_aggregate(buf, expr->aggregate, steps);
    case EXPR_INDICATOR: add_pointer(buf, expr->indicator); return true;
    case EXPR_COSTS: add_pointer(buf, expr->node); return true;
    case EXPR_RULE: add_pointer(buf, expr->rule); return true;
    case EXPR_ARITHMETIC:
    case EXPR_COMPARE: add_int(buf, expr->op); return true;
    case EXPR_IN_DAYS:
    case EXPR_DURING:
        add_int(buf, expr->days.first);
        add_int(buf, expr->days.last);
        return true;
    case EXPR_IS_WORD:
        add_int(buf, expr->test);
        add_text(buf, *expr->text);
        return true;
    case EXPR_FIELD: add_int(buf, expr->field); return true;
    case EXPR_EACH_GROUP: add_int(buf, expr->groups->quantifier); return true;
    case EXPR_CONTRIBUTION:
        add_pointer(buf, expr->contribution->measure);
        add_int(buf, expr->contribution->part);
        return true;
    case EXPR_CALL:
        add_pointer(buf, expr->call->builtin);
        add_pointer(buf, expr->call->asked);
        break;
    case EXPR_IN_LIST: break;
    case EXPR_ERROR:
    case EXPR_SHARED:
    case EXPR_NEGATE:
    case EXPR_PLUS_MINUS:
    case EXPR_RANGE:
    case EXPR_AND:
    case EXPR_OR:
    case EXPR_NOT:
    case EXPR_IF:
    case EXPR_WITHIN:
    case EXPR_IS_MISSING: return true;
    }
    for (size_t i = 0; i < expr->call->argument_count; i++) {
        add_text(buf, expr->call->arguments[i].name);
        if (!expr_key_add(buf, expr->call->arguments[i].value, steps)) return false;
    }
    return true;
}

enum { NOTHING = -1 }; /* where an expression might stand; no head is this */

/* What kind it is, and which parts follow. */
static int64_t head_of(const struct expr *expr)
{
    int64_t head = expr->kind | expr->negated << 8 | (expr->a != NULL) << 9 |
                   (expr->b != NULL) << 10 | (expr->c != NULL) << 11;
    bool listed = expr->kind == EXPR_CALL || expr->kind == EXPR_IN_LIST;
    return listed ? head | (int64_t)expr->call->argument_count << 16 : head;
}

bool expr_key_add(struct buf *buf, const struct expr *expr, size_t *steps)
{
    while (expr && expr->kind == EXPR_SHARED) expr = expr->a;
    if (!expr) {
        add_int(buf, NOTHING);
        return true;
    }
    if (*steps == 0) return false;
    --*steps;
    add_int(buf, head_of(expr));
    return add_content(buf, expr, steps) && (!expr->a || expr_key_add(buf, expr->a, steps)) &&
           (!expr->b || expr_key_add(buf, expr->b, steps)) &&
           (!expr->c || expr_key_add(buf, expr->c, steps));
}

void expr_key_add_figure(struct buf *buf, struct period period, const struct num *number)
{
    add_period(buf, period);
    add_number(buf, number);
}

bool expr_key_at(struct buf *buf, const struct expr *series, struct period period, size_t *steps)
{
    struct expr at = {.kind = EXPR_AT, .a = (struct expr *)(uintptr_t)series, .period = period};
    return expr_key_add(buf, &at, steps);
}
