/* Periods and ranges to days, breaks, and the settings that they depend on. */
#include <stdlib.h>

#include "base/calendar.h"
#include "theory/resolve.h"

bool resolve_period(struct theory *t, const struct ast_period *period, struct days *days)
{
    if (!period->known) return false;
    *days = period_days(&t->calendar, period->value);
    return true;
}

bool resolve_range(struct theory *t, const struct ast_range *range, struct days *days)
{
    struct days to;
    if (!resolve_period(t, &range->from, days)) return false;
    if (range->form == RANGE_OPEN) {
        days->last = DAY_MAX;
        return true;
    }
    if (!resolve_period(t, &range->to, &to)) return false;
    if (to.last < days->first) {
        struct finding *f =
            finding_add(t->findings, FINDING_U05, range->span, "this range ends before it starts");
        finding_help(t->findings, f, "write the earlier period first; both ends are included");
        return false;
    }
    days->last = to.last;
    return true;
}

static int compare_breaks(const void *left, const void *right)
{
    const struct break_at *a = left, *b = right;
    return (a->day > b->day) - (a->day < b->day);
}

void resolve_breaks(struct theory *t, const struct ast_clause *clauses, struct breaks *breaks)
{
    size_t count = 0;
    for (const struct ast_clause *c = clauses; c; c = c->next) count += c->kind == CLAUSE_BREAK;
    breaks->source = t->break_sources++;
    if (!count) return;
    breaks->items = ARENA_ARRAY(t->arena, struct break_at, count);
    for (const struct ast_clause *c = clauses; c; c = c->next) {
        struct days days;
        if (c->kind != CLAUSE_BREAK || !resolve_period(t, &c->brk->period, &days)) continue;
        breaks->items[breaks->count++] = (struct break_at){
            .period = c->brk->period.value,
            .day = days.first,
            .because = c->brk->because.value,
            .span = c->span,
        };
    }
    qsort(breaks->items, breaks->count, sizeof *breaks->items, compare_breaks);
}

/* --- settings -------------------------------------------------------------------------------------- */

static bool setting_number(struct theory *t, const struct ast_clause *c, int64_t low, int64_t high,
                           struct num *number)
{
    const struct ast_expr *value =
        c->kind == CLAUSE_DISCOUNT ? c->discount.rate : c->setting.number;
    struct num least = num_int(low), most = num_int(high);
    if (value && value->kind == AST_NUMBER && !value->number.unit) {
        *number = *value->number.value;
        if (num_compare(number, &least) >= 0 && num_compare(number, &most) <= 0) return true;
    }
    struct finding *f =
        finding_add(t->findings, FINDING_U03, c->span, "this setting is a number from %lld to %lld",
                    (long long)low, (long long)high);
    finding_help(t->findings, f,
                 "write for example `year_starts 4`, `min_cell 5`, `max_missing 5%%` or "
                 "`discount 2.25%%`");
    return false;
}

static void build_setting(struct theory *t, const struct ast_clause *c)
{
    struct num number;
    int64_t whole = 0;
    switch (resolve_word(t, &c->setting.name, WORDS_SETTING, "a setting")) {
    case SETTING_YEAR_STARTS:
        if (setting_number(t, c, 1, 12, &number) && num_floor(&whole, &number))
            t->calendar.year_starts = (int)whole;
        break;
    case SETTING_MIN_CELL:
        if (setting_number(t, c, 0, 1000000, &number) && num_floor(&whole, &number))
            t->min_cell = (uint64_t)whole;
        break;
    case SETTING_MAX_MISSING:
        if (setting_number(t, c, 0, 1, &number)) t->max_missing = number;
        break;
    default: break;
    }
}

/* What is used where nobody says a rate. */
static struct discount usual_discount(void)
{
    return (struct discount){
        .rate = num_decimal(225, 4),
        .source = STR("Werkgroep Discontovoet 2020: the rate for Dutch policy from 2021"),
    };
}

void resolve_discount(struct theory *t, const struct ast_clause *c, struct discount *discount)
{
    struct num rate;
    if (!setting_number(t, c, 0, 1, &rate)) return;
    *discount = (struct discount){rate, c->discount.because.value, true};
}

/* The root's settings win over those of files it uses: files are read used ones first. */
void theory_settings(struct theory *t)
{
    t->calendar.year_starts = 1;
    t->max_missing = num_decimal(5, 2);
    t->scale = scale_get(SCALE_MARYLAND);
    t->discount = usual_discount();
    for (size_t i = 0; i < t->file_count; i++)
        for (const struct ast_decl *d = t->files[i]->of_kind[DECL_SETTINGS].first; d;
             d = d->next_of_kind) {
            for (const struct ast_clause *c = d->clauses; c; c = c->next) {
                if (c->kind == CLAUSE_SETTING) build_setting(t, c);
                if (c->kind == CLAUSE_DISCOUNT) resolve_discount(t, c, &t->discount);
                if (c->kind == CLAUSE_SCALE && resolve_word(t, &c->names.first->name, WORDS_SCALE,
                                                            "an evidence scale") != WORD_UNSAID)
                    t->scale = scale_find(name_text(t, &c->names.first->name));
            }
        }
}
