/* The chain: problems, measures, effects and impacts, the links between them, and what measures
 * cost. */
#include "base/bug.h"
#include "base/calendar.h"
#include "theory/typing.h"

/* --- links ------------------------------------------------------------------------------------------- */

/* About how many days a lag lasts: for the order of things only, never for a figure. */
static bool resolve_duration(struct theory *t, const struct ast_duration *duration, int32_t *days)
{
    static const struct {
        struct str one, many;
        int days;
    } units[] = {
        {{"day", 3}, {"days", 4}, 1},      {{"week", 4}, {"weeks", 5}, 7},
        {{"month", 5}, {"months", 6}, 30}, {{"quarter", 7}, {"quarters", 8}, 91},
        {{"half", 4}, {"halves", 6}, 182}, {{"year", 4}, {"years", 5}, 365},
    };
    struct str word = name_text(t, &duration->unit);
    size_t i = 0;
    while (i < COUNT_OF(units) && !str_equal(units[i].one, word) && !str_equal(units[i].many, word))
        i++;
    if (i == COUNT_OF(units)) {
        struct finding *f = finding_add(t->findings, FINDING_N10, duration->unit.span,
                                        "`%.*s` is not a unit of time", STR_ARG(word));
        finding_help(t->findings, f,
                     "it is day, week, month, quarter, half or year: after 6 month");
        return false;
    }
    struct num length = num_int(units[i].days), whole;
    int64_t total;
    if (!num_mul(&whole, &duration->number, &length) || !num_floor(&total, &whole) ||
        total > 1000000) {
        finding_add(t->findings, FINDING_S05, duration->span, "this is longer than can be counted");
        return false;
    }
    *days = (int32_t)total;
    return true;
}

static void build_link_clause(struct theory *t, struct link *link, const struct ast_clause *c)
{
    switch (c->kind) {
    case CLAUSE_ASSUMING:
        resolve_things(t, &c->names, KIND(ASSUMPTION), "an assumption",
                       (void ***)&link->assumptions, &link->assumption_count);
        break;
    case CLAUSE_EVIDENCE:
        resolve_things(t, &c->names, KIND(EVIDENCE), "a piece of evidence",
                       (void ***)&link->evidence, &link->evidence_count);
        break;
    case CLAUSE_AFTER: link->has_lag = resolve_duration(t, c->after, &link->lag_days); break;
    case CLAUSE_SIZE:
        link->size_low = type_constant(t, c->size.low, NULL, FLAVOUR_NONE, "a size");
        if (c->size.high)
            link->size_high = type_constant(t, c->size.high, NULL, FLAVOUR_NONE, "a size");
        break;
    default: break; /* a note */
    }
}

static void add_link(struct theory *t, struct node *from, const struct ast_clause *c,
                     const struct ast_name *name)
{
    struct node *to =
        resolve_thing(t, name, KIND(IMPACT) | KIND(EFFECT) | KIND(MEASURE), "an effect or impact");
    if (!to) {
        from->common.broken = true; /* it does lead somewhere */
        return;
    }
    struct link *link = ARENA_NEW(t->arena, struct link);
    *link = (struct link){
        .from = from,
        .to = to,
        .harms = c->kind == CLAUSE_HARMS,
        .span = c->span,
        .name_span = name->span,
        .because = c->link->because.value,
    };
    for (const struct ast_clause *inner = c->link->clauses; inner; inner = inner->next)
        build_link_clause(t, link, inner);
    LIST_ADD(t, links, link);
}

/* From the last to the first, so that each comes before those behind it. */
static void chain_links(struct theory *t)
{
    for (size_t i = t->links_count; i > 0; i--) {
        struct link *link = t->links[i - 1];
        link->next_out = link->from->out;
        link->from->out = link;
        link->next_in = link->to->in;
        link->to->in = link;
    }
}

/* --- costs ---------------------------------------------------------------------------------------------- */

/* The unit in prices of a year, where it says none itself. */
static const struct unit *priced(struct theory *t, const struct unit *unit, int price_year)
{
    if (unit->price_year || !price_year) return unit;
    struct unit *priced = arena_copy(t->arena, unit, sizeof *unit);
    priced->price_year = price_year;
    return priced;
}

/* The unit that an amount says, or NULL. */
static const struct unit *unit_said(struct theory *t, const struct ast_value *v)
{
    if (v->low->kind == AST_NUMBER && v->low->number.unit)
        return resolve_unit(t, v->low->number.unit);
    struct scope scope = scope_constant(t);
    const struct expr *expr = type_expr(&scope, v->low);
    if (v->high && expr->bare) expr = type_expr(&scope, v->high); /* 1..2 [MEUR] */
    return is_error(expr) || expr->type != TYPE_NUMBER || expr->bare ? NULL : expr->unit;
}

/* The unit of all amounts: that of the first which says one. */
static void find_amounts_unit(struct theory *t, struct amounts *amounts,
                              const struct ast_amounts *ast, int price_year)
{
    const struct unit *unit = NULL;
    for (const struct ast_value *v = ast->values; v && !unit; v = v->next) unit = unit_said(t, v);
    if (unit) amounts->unit = priced(t, unit, price_year);
}

/* €1000: the sign was reported as one that pol does not read. */
static bool follows_sign(const struct theory *t, struct span span)
{
    const struct source *source = sources_at(t->sources, span.start);
    if (!source || span.start <= source->base) return false;
    char before = source->text.p[span.start - source->base - 1];
    return before == '$' || (unsigned char)before >= 0x80;
}

/* `unsaid`: it may be without a unit, because the other end of its range says it. */
static struct expr *type_amount(struct theory *t, struct amounts *amounts, struct expr *expr,
                                bool unsaid, int price_year)
{
    if (is_error(expr)) return expr;
    if (expr->type != TYPE_NUMBER)
        return report_types(t, expr->span, "an amount is a number, and this is %.*s",
                            STR_ARG(expr_phrase(t, expr)));
    if (expr->bare && !unsaid && !follows_sign(t, expr->span)) {
        struct finding *f =
            finding_add(t->findings, FINDING_U02, expr->span, "this amount does not say of what");
        finding_help(t->findings, f, "write the unit behind it: 1.2 [MEUR]");
    }
    if (!amounts->unit) /* one amount only, or none says a unit */
        amounts->unit = priced(t, expr->unit, price_year);
    struct span span = expr->span;
    return fit_unit(t, &expr, amounts->unit) ? expr : expr_error(t, span);
}

static void add_amount(struct theory *t, struct amounts *amounts, const struct ast_value *value,
                       int price_year)
{
    struct amount *amount = &amounts->items[amounts->count];
    struct scope scope = scope_constant(t);
    *amount = (struct amount){.span = value->range.span};
    bool known = resolve_range(t, &value->range, &amount->days);
    struct expr *low = type_expr(&scope, value->low);
    struct expr *high = value->high ? type_expr(&scope, value->high) : NULL;
    amount->low = type_amount(t, amounts, low, high && !high->bare, price_year);
    if (high) amount->high = type_amount(t, amounts, high, low->bare, price_year);
    bool yearly = value->range.from.known && value->range.to.known &&
                  value->range.from.value.freq == FREQ_YEAR &&
                  value->range.to.value.freq == FREQ_YEAR;
    if (known && !yearly) {
        struct finding *f =
            finding_add(t->findings, FINDING_U04, value->range.span, "amounts are given by year");
        finding_help(t->findings, f,
                     "write 2019: 1.2 [MEUR], or 2019..2023: 1.2 [MEUR] for the same "
                     "in each year");
        return;
    }
    for (size_t i = 0; known && i < amounts->count; i++) {
        if (!days_overlap(amounts->items[i].days, amount->days)) continue;
        struct finding *f = finding_add(t->findings, FINDING_N02, value->range.span,
                                        "this year has an amount already");
        finding_relate(t->findings, f, location_of(amounts->items[i].span), "the first one");
        finding_help(t->findings, f, "keep one of the two, or write their sum");
        return;
    }
    if (known && !is_error(amount->low)) amounts->count++;
}

void theory_amounts(struct theory *t, struct amounts *amounts, const struct ast_clause *c,
                    int price_year)
{
    amounts->span = c->span;
    if (c->costs.payer.atom != ATOM_NONE)
        amounts->payer = resolve_thing(t, &c->costs.payer, KIND(ACTOR), "an actor");
    size_t count = 0;
    for (const struct ast_value *v = c->costs.amounts.values; v; v = v->next) count++;
    amounts->items = ARENA_ARRAY(t->arena, struct amount, count);
    amounts->count = 0; /* of a first clause, where it wrongly stands twice */
    find_amounts_unit(t, amounts, &c->costs.amounts, price_year);
    for (const struct ast_value *v = c->costs.amounts.values; v; v = v->next)
        add_amount(t, amounts, v, price_year);
    if (!c->costs.amounts.whole) return;
    struct scope scope = scope_series(t, FREQ_YEAR, 1, NULL, 0);
    amounts->whole =
        type_amount(t, amounts, type_expr(&scope, c->costs.amounts.whole), false, price_year);
}

/* All costs of a measure stand in the unit of the first. */
static void align_costs(struct theory *t, struct node *node)
{
    for (size_t i = 1; i < node->cost_count; i++) {
        const struct unit *first = node->costs[0].unit, *unit = node->costs[i].unit;
        if (!first || !unit || unit_same_dimension(first, unit)) continue;
        struct finding *f = finding_add(t->findings, FINDING_U01, node->costs[i].span,
                                        "the costs of one measure are in %.*s and in %.*s",
                                        STR_ARG(unit_phrase(first)), STR_ARG(unit_phrase(unit)));
        finding_relate(t->findings, f, location_of(node->costs[0].span), "the first ones");
        finding_help(t->findings, f, "write all in one currency");
        node->costs[i].unit = NULL;
        node->costs[i].count = 0;
        node->costs[i].whole = NULL;
    }
}

bool type_node_costs(struct theory *t, struct node *node, struct span from)
{
    if (node->costs_state == COSTS_DONE) return true;
    if (node->costs_state == COSTS_TYPING) {
        struct finding *f =
            finding_add(t->findings, FINDING_N09, from, "the costs of `%.*s` need themselves",
                        STR_ARG(node->common.name));
        finding_relate(t->findings, f, location_of(node->common.decl->name.span), "declared here");
        finding_help(t->findings, f, "write the amounts of one of the measures in the circle");
        return false;
    }
    node->costs_state = COSTS_TYPING;
    const struct ast_clause *clauses = node->common.decl->clauses;
    size_t count = 0;
    for (const struct ast_clause *c = clauses; c; c = c->next) count += c->kind == CLAUSE_COSTS;
    node->costs = ARENA_ARRAY(t->arena, struct amounts, count);
    for (const struct ast_clause *c = clauses; c; c = c->next)
        if (c->kind == CLAUSE_COSTS)
            theory_amounts(t, &node->costs[node->cost_count++], c, node->price_year);
    align_costs(t, node);
    node->costs_state = COSTS_DONE;
    return true;
}

/* --- clauses ---------------------------------------------------------------------------------------------- */

static int year_of(struct theory *t, const struct ast_clause *c)
{
    struct days days;
    return resolve_period(t, &c->range->from, &days) ? date_from_day(days.first).year : 0;
}

/* Clauses that only one kind of node has: they were let through by the grammar, which knows only
 * nodes. */
static bool check_home(struct theory *t, const struct node *node, const struct ast_clause *c)
{
    if (clause_belongs(c->kind, (int)node->common.decl->kind)) return true;
    struct str name = clause_name(c->kind);
    struct span keyword = {c->span.start, c->keyword_end};
    struct str text = sources_text(t->sources, keyword);
    struct finding *f =
        finding_add(t->findings, FINDING_S01, keyword, "`%.*s` does not belong in %.*s",
                    STR_ARG(name), STR_ARG(decl_phrase(node->common.decl->kind)));
    finding_help(t->findings, f, "it stands in %.*s", STR_ARG(clause_homes(t->arena, text)));
    return false;
}

/* Of what is said twice (N07) the first counts, as in what the checks show. */
static void build_clause(struct theory *t, struct node *node, const struct ast_clause *c)
{
    switch (c->kind) {
    case CLAUSE_STEP:
        if (node->step == WORD_UNSAID)
            node->step = resolve_word(t, &c->names.first->name, WORDS_STEP, "a behaviour step");
        break;
    case CLAUSE_STATUS:
        if (node->status == WORD_UNSAID)
            node->status =
                resolve_word(t, &c->names.first->name, WORDS_MEASURE_STATUS, "a measure's status");
        break;
    case CLAUSE_KIND:
        if (node->kind == WORD_UNSAID)
            node->kind =
                resolve_word(t, &c->names.first->name, WORDS_MEASURE_KIND, "a kind of measure");
        break;
    case CLAUSE_FORMULATED:
        if (!node->formulated_said)
            node->formulated_said = resolve_period(t, &c->range->from, &node->formulated);
        break;
    case CLAUSE_ADOPTED:
        if (!node->adopted_said)
            node->adopted_said = resolve_period(t, &c->range->from, &node->adopted);
        break;
    case CLAUSE_RUNS:
        if (!node->runs_said) node->runs_said = resolve_range(t, c->range, &node->runs);
        break;
    case CLAUSE_PRICES:
        if (!node->price_year) node->price_year = year_of(t, c);
        break;
    case CLAUSE_ANSWERS:
        resolve_symbols(t, &c->names, KIND(PROBLEM), "a problem", &node->answers);
        break;
    case CLAUSE_REACHES:
        resolve_symbols(t, &c->names, KIND(GROUP), "a target group", &node->reaches);
        break;
    case CLAUSE_MITIGATES:
        resolve_symbols(t, &c->names, KIND(RISK), "a risk", &node->mitigates);
        break;
    case CLAUSE_EVIDENCE:
        resolve_things(t, &c->names, KIND(EVIDENCE), "a piece of evidence",
                       (void ***)&node->evidence, &node->evidence_count);
        break;
    case CLAUSE_LEADS_TO:
    case CLAUSE_HARMS:
        for (const struct ast_names_item *n = c->link->to.first; n; n = n->next)
            add_link(t, node, c, &n->name);
        break;
    default: break; /* indicators and costs later, common ones elsewhere */
    }
}

/* The first measure that it says it is part of. */
static struct node *whole_of(const struct theory *t, const struct node *measure)
{
    for (const struct ast_clause *c = measure->common.decl->clauses; c; c = c->next) {
        if (c->kind != CLAUSE_PART_OF) continue;
        for (const struct ast_names_item *n = c->names.first; n; n = n->next) {
            const struct symbol *symbol = find_symbol(t, n->name.atom);
            if (symbol && symbol->kind == DECL_MEASURE && symbol->thing != measure)
                return symbol->thing;
        }
    }
    return NULL;
}

void theory_nodes(struct theory *t)
{
    for (size_t i = 0; i < t->nodes_count; i++) {
        struct node *node = t->nodes[i];
        node->price_year = t->policy ? t->policy->price_year : 0;
        resolve_common(t, &node->common);
        for (const struct ast_clause *c = node->common.decl->clauses; c; c = c->next)
            if (check_home(t, node, c)) build_clause(t, node, c);
        if (node->level == LEVEL_MEASURE) node->whole = whole_of(t, node);
    }
    chain_links(t);
}

void theory_node_costs(struct theory *t)
{
    for (size_t i = 0; i < t->nodes_count; i++)
        if (t->nodes[i]->level == LEVEL_MEASURE) type_node_costs(t, t->nodes[i], SPAN_NONE);
}
