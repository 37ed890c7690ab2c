/* Q: what an organisation requires of its declarations. A comparison with what is not there does not
 * hold; what can't be worked out here, such as costs from rows, is neither met nor lacking. */
#include "check/check.h"

#include "base/calendar.h"
#include "theory/resolve.h"

enum {
    /* Requirements times declarations is a product: beyond so many steps they are not looked at. */
    STEPS_MAX = 20000000
};

enum answer { ANSWER_NO, ANSWER_UNKNOWN, ANSWER_YES };

struct asked {
    struct check *check;
    const struct demand *demand;
    const struct symbol *symbol;
    const struct symbol *common;
    struct atoms studied; /* symbols that a study is about, by their address */
    uint64_t steps;
    bool units_differ; /* reported for this demand */
};

/* --- clauses ------------------------------------------------------------------------------------- */

static const struct ast_clause *next_clause(struct asked *asked, const struct ast_clause *from,
                                            enum clause_kind kind)
{
    for (; from && from->kind != kind; from = from->next) asked->steps++;
    return from;
}

static const struct ast_clause *first_clause(struct asked *asked, enum clause_kind kind)
{
    return next_clause(asked, asked->common->decl->clauses, kind);
}

static const struct node *node_of(const struct asked *asked)
{
    switch (asked->symbol->kind) {
    case DECL_PROBLEM:
    case DECL_IMPACT:
    case DECL_EFFECT:
    case DECL_MEASURE: return asked->symbol->thing;
    default: return NULL;
    }
}

static size_t indicators_of(const struct asked *asked)
{
    const struct node *node = node_of(asked);
    if (node) return node->indicator_count;
    if (asked->symbol->kind == DECL_RISK)
        return ((const struct risk *)asked->symbol->thing)->indicator_count;
    return ((const struct factor *)asked->symbol->thing)->indicator_count;
}

/* Evidence of a measure is also what stands in its links, and a study that is about it. */
static bool has_evidence(struct asked *asked)
{
    const struct node *node = node_of(asked);
    struct str key = {(const char *)&asked->symbol, sizeof asked->symbol};
    if (first_clause(asked, CLAUSE_EVIDENCE)) return true;
    for (const struct link *l = node ? node->out : NULL; l; l = l->next_out, asked->steps++)
        if (l->evidence_count) return true;
    return atoms_find(&asked->studied, key) != ATOM_NONE;
}

static enum answer stands(struct asked *asked, enum clause_kind clause)
{
    bool there = clause == CLAUSE_INDICATOR  ? indicators_of(asked) > 0
                 : clause == CLAUSE_EVIDENCE ? has_evidence(asked)
                                             : first_clause(asked, clause) != NULL;
    if (there) return ANSWER_YES;
    return check_skipped(asked->check, asked->common) ? ANSWER_UNKNOWN : ANSWER_NO;
}

/* --- figures ------------------------------------------------------------------------------------- */

/* The value of an expression without figures; false when it is none. */
static bool constant(const struct expr *expr, struct num *value)
{
    struct num a, b;
    switch (expr->kind) {
    case EXPR_NUMBER: *value = *expr->number; return true;
    case EXPR_SHARED: return constant(expr->a, value);
    case EXPR_CONVERT: return constant(expr->a, &a) && num_mul(value, &a, expr->number);
    case EXPR_NEGATE:
        if (!constant(expr->a, &a)) return false;
        *value = num_neg(&a);
        return true;
    case EXPR_ARITHMETIC:
        if (!constant(expr->a, &a) || !constant(expr->b, &b)) return false;
        switch (expr->op) {
        case OPERATOR_ADD: return num_add(value, &a, &b);
        case OPERATOR_SUBTRACT: return num_sub(value, &a, &b);
        case OPERATOR_MULTIPLY: return num_mul(value, &a, &b);
        case OPERATOR_DIVIDE: return num_div(value, &a, &b);
        default: return false;
        }
    default: return false;
    }
}

static void report_units(struct asked *asked, const struct unit *unit, const struct unit *wanted)
{
    if (asked->units_differ) return;
    asked->units_differ = true;
    struct finding *f = finding_add(asked->check->findings, FINDING_U01, asked->demand->span,
                                    "%.*s does not go with %.*s", STR_ARG(unit_phrase(unit)),
                                    STR_ARG(unit_phrase(wanted)));
    finding_relate(asked->check->findings, f, location_of(check_name(asked->common)),
                   "asked of this one");
    finding_help(asked->check->findings, f, "compare it with an amount of the same kind");
}

/* Adds one expression, so many times, in the unit that is wanted. */
static bool add_constant(struct asked *asked, const struct expr *expr, int64_t times,
                         const struct unit *wanted, struct num *sum)
{
    struct num value, count = num_int(times);
    asked->steps++;
    if (!expr || !expr->unit || !constant(expr, &value)) return false;
    if (wanted) {
        if (!unit_same_dimension(expr->unit, wanted)) {
            report_units(asked, expr->unit, wanted);
            return false;
        }
        struct num factor = unit_conversion(expr->unit, wanted);
        if (!num_mul(&value, &value, &factor)) return false;
    }
    return num_mul(&value, &value, &count) && num_add(sum, sum, &value);
}

/* `2019..2023: a` is a in each of those years. */
static bool add_amounts(struct asked *asked, const struct amounts *amounts,
                        const struct unit *wanted, struct num *sum)
{
    const struct calendar *calendar = &asked->check->t->calendar;
    if (amounts->whole) return add_constant(asked, amounts->whole, 1, wanted, sum);
    for (size_t i = 0; i < amounts->count; i++) {
        const struct amount *amount = &amounts->items[i];
        if (amount->high || amount->days.last == DAY_MAX) return false;
        int64_t years = 1 + period_of_day(calendar, FREQ_YEAR, amount->days.last).ord -
                        period_of_day(calendar, FREQ_YEAR, amount->days.first).ord;
        if (!add_constant(asked, amount->low, years, wanted, sum)) return false;
    }
    return true;
}

static bool take_aim(const struct asked *asked, const struct declared_aim *aim,
                     const struct unit *wanted, struct num *value)
{
    const struct indicator *indicator = asked->symbol->thing;
    if (!aim->number || aim->of_baseline) return false;
    *value = *aim->number;
    if (!wanted || !indicator->unit) return true;
    if (!unit_same_dimension(indicator->unit, wanted)) return false;
    struct num factor = unit_conversion(indicator->unit, wanted);
    return num_mul(value, value, &factor);
}

/* The figure of a clause that stands there; false when it can't be worked out. */
static bool figure_of(struct asked *asked, const struct demand_expr *d, struct num *value)
{
    const struct ast_clause *c = first_clause(asked, d->clause);
    *value = num_int(0);
    if (d->clause == CLAUSE_COSTS) {
        const struct node *measure = asked->symbol->thing;
        for (size_t i = 0; i < measure->cost_count; i++)
            if (!add_amounts(asked, &measure->costs[i], d->unit, value)) return false;
        return true;
    }
    if (d->clause == CLAUSE_BUDGET) {
        const struct theme *theme = asked->symbol->thing;
        return theme->budget && add_amounts(asked, theme->budget, d->unit, value);
    }
    if (asked->symbol->kind == DECL_INDICATOR) {
        const struct indicator *i = asked->symbol->thing;
        if (d->clause == CLAUSE_BASELINE)
            return i->baseline_count && take_aim(asked, &i->baselines[0], d->unit, value);
        return i->target_count && take_aim(asked, &i->targets[i->target_count - 1], d->unit, value);
    }
    if (c->expr->kind != AST_NUMBER) return false;
    *value = *c->expr->number.value;
    return true;
}

static enum answer answer_number(struct asked *asked, const struct demand_expr *d)
{
    struct num value;
    enum answer there = stands(asked, d->clause);
    if (there == ANSWER_NO) return d->compare == OPERATOR_NOT_EQUAL ? ANSWER_YES : ANSWER_NO;
    if (there == ANSWER_UNKNOWN || !figure_of(asked, d, &value)) return ANSWER_UNKNOWN;
    return operator_holds(d->compare, num_compare(&value, &d->number)) ? ANSWER_YES : ANSWER_NO;
}

/* --- days and words ------------------------------------------------------------------------------ */

static enum answer answer_days(struct asked *asked, const struct demand_expr *d)
{
    const struct ast_clause *c = first_clause(asked, d->clause);
    const struct calendar *calendar = &asked->check->t->calendar;
    bool unequal = d->compare == OPERATOR_NOT_EQUAL || d->negated;
    if (!c) return unequal ? ANSWER_YES : ANSWER_NO;
    if (!c->range->from.known || (c->range->form == RANGE_CLOSED && !c->range->to.known))
        return ANSWER_UNKNOWN;
    struct days days = period_days(calendar, c->range->from.value);
    if (c->range->form == RANGE_CLOSED) days.last = period_days(calendar, c->range->to.value).last;
    if (c->range->form == RANGE_OPEN) days.last = DAY_MAX;
    if (d->op == DEMAND_WITHIN)
        return days_contain(d->days, days) != d->negated ? ANSWER_YES : ANSWER_NO;
    bool same = days.first == d->days.first && days.last == d->days.last, yes = false;
    switch (d->compare) {
    case OPERATOR_EQUAL: yes = days_contain(d->days, days); break;
    case OPERATOR_NOT_EQUAL: yes = !days_contain(d->days, days); break;
    case OPERATOR_LESS: yes = days.last < d->days.first; break;
    case OPERATOR_LESS_EQUAL: yes = days.last <= d->days.last || same; break;
    case OPERATOR_GREATER: yes = days.first > d->days.last; break;
    default: yes = days.first >= d->days.first; break;
    }
    return yes ? ANSWER_YES : ANSWER_NO;
}

static bool is_wanted(const struct demand_expr *d, struct str word)
{
    for (size_t i = 0; i < d->word_count; i++)
        if (str_equal(d->words[i], word)) return true;
    return false;
}

static bool name_wanted(const struct asked *asked, const struct demand_expr *d,
                        const struct ast_name *name)
{
    return name->atom != ATOM_NONE && is_wanted(d, atoms_text(asked->check->t->atoms, name->atom));
}

static bool names_wanted(struct asked *asked, const struct demand_expr *d,
                         const struct ast_names *names)
{
    for (const struct ast_names_item *n = names->first; n; n = n->next, asked->steps++)
        if (name_wanted(asked, d, &n->name)) return true;
    return false;
}

static bool clause_wanted(struct asked *asked, const struct demand_expr *d,
                          const struct ast_clause *c)
{
    switch (c->kind) {
    case CLAUSE_LEADS_TO:
    case CLAUSE_HARMS: return names_wanted(asked, d, &c->link->to);
    case CLAUSE_BETTER:
        if (c->better.direction.atom == ATOM_NONE) return is_wanted(d, STR("within"));
        return name_wanted(asked, d, &c->better.direction);
    case CLAUSE_EVERY: return name_wanted(asked, d, &c->every.freq);
    case CLAUSE_JUDGES: return name_wanted(asked, d, &c->judges.criterion);
    case CLAUSE_RESPONSE: return name_wanted(asked, d, &c->response->word);
    case CLAUSE_NOTE:
    case CLAUSE_SOURCE:
    case CLAUSE_ARTICLE:
    case CLAUSE_GOAL:
    case CLAUSE_MEANS:
    case CLAUSE_INSTEAD_OF:
    case CLAUSE_QUESTION:
        for (const struct ast_texts_item *i = c->texts.first; i; i = i->next, asked->steps++)
            if (is_wanted(d, i->text.value)) return true;
        return false;
    default: return names_wanted(asked, d, &c->names);
    }
}

static enum answer answer_words(struct asked *asked, const struct demand_expr *d)
{
    bool found = false;
    const struct ast_clause *c = first_clause(asked, d->clause);
    for (; c && !found; c = next_clause(asked, c->next, d->clause))
        found = clause_wanted(asked, d, c);
    return found != d->negated ? ANSWER_YES : ANSWER_NO;
}

/* --- conditions ------------------------------------------------------------------------------------ */

static enum answer invert(enum answer answer)
{
    return (enum answer)(ANSWER_YES - answer);
}

static enum answer answer(struct asked *asked, const struct demand_expr *d)
{
    enum answer a, b;
    asked->steps++;
    switch (d->op) {
    case DEMAND_STANDS: a = stands(asked, d->clause); return d->negated ? invert(a) : a;
    case DEMAND_TITLE: return (asked->common->title.len > 0) != d->negated ? ANSWER_YES : ANSWER_NO;
    case DEMAND_NUMBER: return answer_number(asked, d);
    case DEMAND_DAYS:
    case DEMAND_WITHIN: return answer_days(asked, d);
    case DEMAND_WORDS: return answer_words(asked, d);
    case DEMAND_TRUTH: return d->truth ? ANSWER_YES : ANSWER_NO;
    case DEMAND_NOT: return invert(answer(asked, d->a));
    case DEMAND_AND:
        a = answer(asked, d->a);
        b = answer(asked, d->b);
        return a < b ? a : b;
    case DEMAND_OR:
        a = answer(asked, d->a);
        b = answer(asked, d->b);
        return a > b ? a : b;
    }
    return ANSWER_UNKNOWN;
}

/* What of the demand is lacking: "it has no `owner`, and `level >= 3` does not hold". */
static void add_lacking(struct asked *asked, const struct demand_expr *d, struct buf *text)
{
    if (answer(asked, d) != ANSWER_NO) return;
    if (d->op == DEMAND_AND) {
        add_lacking(asked, d->a, text);
        add_lacking(asked, d->b, text);
        return;
    }
    if (text->len) buf_add(text, STR(", and "));
    if (d->op == DEMAND_TITLE && !d->negated)
        buf_add(text, STR("it has no title"));
    else if (d->op == DEMAND_STANDS && !d->negated)
        buf_printf(text, "it has no `%.*s`", STR_ARG(clause_name(d->clause)));
    else
        buf_printf(text, "`%.*s` does not hold",
                   STR_ARG(sources_text(asked->check->t->sources, d->span)));
}

static void report_lacking(struct asked *asked, const struct requirement *requirement)
{
    struct findings *findings = asked->check->findings;
    struct buf lacking = buf_in(findings->arena);
    struct str title = requirement->common.title;
    add_lacking(asked, asked->demand->has, &lacking);
    struct finding *f =
        finding_add(findings, FINDING_Q01, check_name(asked->common),
                    "the %.*s `%.*s` does not meet `%.*s`%s%.*s",
                    STR_ARG(decl_keyword(asked->symbol->kind)), STR_ARG(asked->common->name),
                    STR_ARG(requirement->common.name), title.len ? ": " : "", STR_ARG(title));
    if (requirement->severity_said) {
        f->severity = requirement->severity;
        f->own_severity = true;
    }
    finding_relate(findings, f, location_of(asked->demand->span), "this is required");
    finding_help(findings, f, "%.*s", STR_ARG(buf_str(&lacking)));
}

static void ask_one(struct asked *asked, const struct requirement *requirement)
{
    const struct demand *demand = asked->demand;
    if (asked->common->broken) return;
    if (demand->where && answer(asked, demand->where) != ANSWER_YES) return;
    if (answer(asked, demand->has) == ANSWER_NO) report_lacking(asked, requirement);
}

static void report_steps(struct check *check, const struct requirement *requirement)
{
    struct finding *f =
        finding_add(check->findings, FINDING_S05, check_name(&requirement->common),
                    "this and what follows is not looked at: more than %d questions of "
                    "declarations were asked",
                    STEPS_MAX);
    finding_help(check->findings, f, "fewer requirements that ask the same are enough");
}

static void note_studied(struct check *check, struct asked *asked)
{
    const struct theory *t = check->t;
    atoms_init(&asked->studied, check->scratch);
    for (size_t i = 0; i < t->studies_count; i++)
        for (size_t k = 0; k < t->studies[i]->about_count; k++) {
            const struct symbol *from = t->studies[i]->about[k].from;
            if (from) atoms_intern(&asked->studied, (struct str){(const char *)&from, sizeof from});
        }
}

/* Asks one demand of all declarations of its kind. */
static void ask_all(struct asked *asked, const struct requirement *requirement,
                    const struct symbols *of_kind)
{
    asked->units_differ = false;
    for (size_t i = 0; i < of_kind->count; i++) {
        asked->symbol = of_kind->items[i];
        asked->common = asked->symbol->thing;
        ask_one(asked, requirement);
    }
}

void check_requirements(struct check *check)
{
    const struct theory *t = check->t;
    struct asked asked = {.check = check};
    struct symbols kinds[DECL_KINDS] = {{0}};
    if (!t->requirements_count) return;
    note_studied(check, &asked);
    for (size_t i = 0; i < t->symbols.count; i++)
        add_symbol(check->scratch, &kinds[t->symbols.items[i]->kind], t->symbols.items[i]);
    for (size_t r = 0; r < t->requirements_count; r++)
        for (size_t d = 0; d < t->requirements[r]->demand_count; d++) {
            if (asked.steps > STEPS_MAX) {
                report_steps(check, t->requirements[r]);
                return;
            }
            asked.demand = &t->requirements[r]->demands[d];
            ask_all(&asked, t->requirements[r], &kinds[asked.demand->kind]);
        }
}
