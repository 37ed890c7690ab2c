/* The constructors of the tree that are more than one clause: names, units, expressions, values and
 * declarations. */
#include "syntax/build.h"

#include "base/bug.h"

/* --- names, texts, periods -------------------------------------------------------------------- */

struct ast_name build_name(uint32_t atom, struct span span)
{
    return (struct ast_name){.atom = atom, .span = span};
}

struct ast_names build_names(struct parser *p, struct ast_names list, struct ast_name name)
{
    struct ast_names_item *node = ARENA_NEW(p->arena, struct ast_names_item);
    node->name = name;
    if (list.last)
        list.last->next = node;
    else
        list.first = node;
    list.last = node;
    return list;
}

struct ast_texts build_texts(struct parser *p, struct ast_texts list, struct ast_text text)
{
    struct ast_texts_item *node = ARENA_NEW(p->arena, struct ast_texts_item);
    node->text = text;
    if (list.last)
        list.last->next = node;
    else
        list.first = node;
    list.last = node;
    return list;
}

struct ast_text build_no_text(void)
{
    return (struct ast_text){.value = STR("")};
}

struct ast_period build_year(struct parser *p, const struct num *number, struct span span)
{
    int64_t year = 0;
    bool whole = num_is_integer(number) && num_floor(&year, number);
    if (whole && year >= 1000 && year <= 9999)
        return (struct ast_period){.value = period_year((int)year), .known = true, .span = span};
    const struct str text = p->source->text;
    size_t at = span.start - p->source->base;
    if (at > 1 && text.p[at - 1] == ',' && text.p[at - 2] >= '0' && text.p[at - 2] <= '9') {
        struct finding *comma =
            finding_add(p->findings, FINDING_S03, (struct span){span.start - 1, span.start},
                        "a comma stands between figures, not before decimals");
        finding_help(p->findings, comma, "write a point: 12.5");
        p->lost = (struct span){span.start - 1, span.start};
        return (struct ast_period){.known = false, .span = span};
    }
    struct finding *f = finding_add(p->findings, FINDING_S03, span,
                                    "a period is wanted here, and this number is not a year");
    finding_help(
        p->findings, f,
        "a year has four digits, 1000 to 9999; other periods are written 2018-H1, 2018-Q3, "
        "2018-05, 2018-W05 or 2018-05-01");
    return (struct ast_period){.known = false, .span = span};
}

static void set_range(struct ast_range *range, enum range_form form, const struct ast_period *from,
                      const struct ast_period *to, struct span span)
{
    range->form = form;
    range->from = *from;
    range->to = *to;
    range->span = span;
}

const struct ast_range *build_range(struct parser *p, enum range_form form,
                                    const struct ast_period *from, const struct ast_period *to,
                                    struct span span)
{
    struct ast_range *range = ARENA_NEW(p->arena, struct ast_range);
    set_range(range, form, from, to, span);
    return range;
}

/* --- units ------------------------------------------------------------------------------------ */

struct ast_unit *build_unit(struct parser *p, const struct num *multiplier, struct ast_name name,
                            const struct num *exponent, struct span span)
{
    int64_t power = 1;
    if (exponent &&
        (!num_is_integer(exponent) || !num_floor(&power, exponent) || power < 1 || power > 9)) {
        struct finding *f = finding_add(p->findings, FINDING_S03, span,
                                        "the power of a unit is a whole number from 1 to 9");
        finding_help(p->findings, f, "write for example m^2");
        power = 1;
    }
    struct ast_unit *unit = ARENA_NEW(p->arena, struct ast_unit);
    *unit = (struct ast_unit){
        .name = name,
        .multiplier = multiplier ? *multiplier : num_int(1),
        .exponent = (int)power,
        .span = span,
    };
    return unit;
}

struct ast_unit *build_unit_chain(struct ast_unit *chain, bool divides, struct ast_unit *factor,
                                  struct span span)
{
    struct ast_unit *last = chain;
    while (last->next) last = last->next;
    factor->divides = divides;
    last->next = factor;
    chain->span = span;
    return chain;
}

/* --- expressions ------------------------------------------------------------------------------ */

static unsigned depth_of(const struct ast_expr *expr)
{
    return expr ? expr->depth : 0;
}

/* A new node whose tree below has `below` levels; an AST_ERROR where that is too deep. */
static struct ast_expr *new_expr(struct parser *p, enum ast_expr_kind kind, unsigned below,
                                 struct span span)
{
    struct ast_expr *expr = ARENA_NEW(p->arena, struct ast_expr);
    expr->kind = kind;
    expr->span = span;
    expr->depth = (uint16_t)(below + 1);
    if (below < AST_DEPTH_LIMIT) return expr;
    if (!p->too_deep) {
        struct finding *f = finding_add(
            p->findings, FINDING_S05, span,
            "this expression is nested or chained more than %d levels deep", AST_DEPTH_LIMIT);
        finding_help(p->findings, f, "give parts of it a name of their own with `let`");
        p->too_deep = true;
    }
    expr->kind = AST_ERROR;
    expr->depth = 1;
    return expr;
}

struct ast_expr *build_error(struct parser *p, struct span span)
{
    return new_expr(p, AST_ERROR, 0, span);
}

struct ast_expr *build_number(struct parser *p, const struct num *value, bool percent,
                              struct ast_unit *unit, struct span span)
{
    struct ast_expr *expr = new_expr(p, AST_NUMBER, 0, span);
    expr->percent = percent;
    expr->number = (struct ast_number){.value = value, .unit = unit};
    return expr;
}

struct ast_expr *build_period(struct parser *p, struct ast_period period)
{
    struct ast_expr *expr = new_expr(p, period.known ? AST_PERIOD : AST_ERROR, 0, period.span);
    expr->period = period.value;
    return expr;
}

struct ast_expr *build_text(struct parser *p, struct ast_text text)
{
    struct ast_expr *expr = new_expr(p, AST_TEXT, 0, text.span);
    expr->text = text.value;
    return expr;
}

struct ast_expr *build_truth(struct parser *p, bool truth, struct span span)
{
    struct ast_expr *expr = new_expr(p, AST_TRUTH, 0, span);
    expr->truth = truth;
    return expr;
}

struct ast_expr *build_reference(struct parser *p, struct ast_name name)
{
    struct ast_expr *expr = new_expr(p, AST_NAME, 0, name.span);
    expr->name = name;
    return expr;
}

struct ast_expr *build_field(struct parser *p, struct ast_expr *of, struct ast_name name,
                             struct span span)
{
    struct ast_expr *expr = new_expr(p, AST_FIELD, depth_of(of), span);
    expr->a = of;
    expr->name = name;
    return expr;
}

struct ast_expr *build_call(struct parser *p, struct ast_name name, struct ast_arguments arguments,
                            struct span span)
{
    unsigned below = 0;
    for (struct ast_argument *a = arguments.first; a; a = a->next) {
        if (depth_of(a->value) > below) below = depth_of(a->value);
        if (depth_of(a->filter) > below) below = depth_of(a->filter);
    }
    struct ast_call *call = ARENA_NEW(p->arena, struct ast_call);
    *call = (struct ast_call){.name = name, .arguments = arguments.first};
    struct ast_expr *expr = new_expr(p, AST_CALL, below, span);
    expr->call = call;
    return expr;
}

struct ast_arguments build_arguments(struct parser *p, struct ast_arguments list,
                                     struct ast_name name, struct ast_expr *value,
                                     struct ast_expr *filter)
{
    struct ast_argument *node = ARENA_NEW(p->arena, struct ast_argument);
    *node = (struct ast_argument){.name = name, .value = value, .filter = filter};
    if (list.last)
        list.last->next = node;
    else
        list.first = node;
    list.last = node;
    return list;
}

struct ast_expr *build_operation(struct parser *p, enum ast_expr_kind kind, enum ast_operator op,
                                 struct ast_expr *a, struct ast_expr *b, struct ast_expr *c,
                                 struct span span)
{
    unsigned below = depth_of(a);
    if (depth_of(b) > below) below = depth_of(b);
    if (depth_of(c) > below) below = depth_of(c);
    struct ast_expr *expr = new_expr(p, kind, below, span);
    expr->op = op;
    expr->a = a;
    expr->b = b;
    expr->c = c;
    return expr;
}

struct ast_expr *build_within(struct parser *p, bool negated, struct ast_expr *value,
                              struct ast_expr *low, struct ast_expr *high, struct span span)
{
    struct ast_expr *expr = build_operation(p, AST_WITHIN, OPERATOR_NONE, value, low, high, span);
    expr->negated = negated;
    return expr;
}

struct ast_expr *build_list(struct parser *p, struct ast_items items, struct span span)
{
    unsigned below = 0;
    for (struct ast_item *i = items.first; i; i = i->next)
        if (depth_of(i->value) > below) below = depth_of(i->value);
    struct ast_expr *expr = new_expr(p, AST_LIST, below, span);
    expr->items = items.first;
    return expr;
}

struct ast_items build_items(struct parser *p, struct ast_items list, struct ast_expr *value)
{
    struct ast_item *node = ARENA_NEW(p->arena, struct ast_item);
    node->value = value;
    if (list.last)
        list.last->next = node;
    else
        list.first = node;
    list.last = node;
    return list;
}

struct ast_expr *build_in_list(struct parser *p, bool negated, struct ast_expr *value,
                               struct ast_arguments list, struct span span)
{
    struct ast_items items = {0};
    unsigned below = depth_of(value);
    for (struct ast_argument *a = list.first; a; a = a->next) {
        if (a->name.atom != ATOM_NONE || a->filter) {
            struct finding *f = finding_add(p->findings, FINDING_S01, a->value->span,
                                            "a list behind `in` holds plain values only");
            finding_help(p->findings, f, "write for example: domain in (\"physical\", \"social\")");
        }
        items = build_items(p, items, a->value);
        if (depth_of(a->value) > below) below = depth_of(a->value);
    }
    struct ast_expr *expr = new_expr(p, AST_IN_LIST, below, span);
    expr->a = value;
    expr->items = items.first;
    expr->negated = negated;
    return expr;
}

struct ast_expr *build_in_range(struct parser *p, struct ast_expr *value,
                                const struct ast_range *range, struct span span)
{
    struct ast_expr *expr = new_expr(p, AST_IN_RANGE, depth_of(value), span);
    expr->a = value;
    expr->range = range;
    return expr;
}

struct ast_expr *build_is(struct parser *p, bool negated, struct ast_expr *value,
                          struct ast_name word, struct span span)
{
    struct ast_expr *expr = new_expr(p, AST_IS, depth_of(value), span);
    expr->a = value;
    expr->name = word;
    expr->negated = negated;
    return expr;
}

struct ast_expr *build_is_missing(struct parser *p, bool negated, struct ast_expr *value,
                                  struct span span)
{
    struct ast_expr *expr = new_expr(p, AST_IS_MISSING, depth_of(value), span);
    expr->a = value;
    expr->negated = negated;
    return expr;
}

struct ast_expr *build_bracketed(struct ast_expr *expr, struct span span)
{
    expr->bracketed = true;
    expr->span = span;
    return expr;
}

/* --- values by period ---------------------------------------------------------------------------- */

struct ast_value *build_value(struct parser *p, const struct ast_period *from,
                              const struct ast_period *to, struct ast_expr *low,
                              struct ast_expr *high)
{
    struct ast_value *value = ARENA_NEW(p->arena, struct ast_value);
    if (to)
        set_range(&value->range, RANGE_CLOSED, from, to, span_join(from->span, to->span));
    else
        set_range(&value->range, RANGE_ONE, from, from, from->span);
    value->low = low;
    value->high = high;
    return value;
}

struct ast_values build_values(struct ast_values list, struct ast_value *value)
{
    if (list.last)
        list.last->next = value;
    else
        list.first = value;
    list.last = value;
    return list;
}

struct ast_amounts build_amounts(struct ast_values values, struct ast_expr *whole)
{
    return (struct ast_amounts){.values = values.first, .whole = whole};
}

const struct ast_duration *build_duration(struct parser *p, const struct num *number,
                                          struct ast_name unit, struct span span)
{
    struct ast_duration *duration = ARENA_NEW(p->arena, struct ast_duration);
    *duration = (struct ast_duration){.number = *number, .unit = unit, .span = span};
    return duration;
}

/* --- declarations -------------------------------------------------------------------------------- */

struct ast_decl *build_head(struct parser *p, struct ast_name name, struct ast_text title)
{
    struct ast_decl *decl = ARENA_NEW(p->arena, struct ast_decl);
    decl->name = name;
    decl->title = title;
    decl->target.atom = ATOM_NONE;
    return decl;
}

struct ast_decl *build_nameless(struct parser *p, struct ast_text title, struct span span)
{
    struct finding *f =
        finding_add(p->findings, FINDING_S01, span, "a name is missing before this title");
    p->skipped->nameless = true;
    finding_help(p->findings, f,
                 "write a short name of letters, digits and _ before the title; other declarations "
                 "refer to it by that name");
    return build_head(p, build_name(ATOM_NONE, span), title);
}

static void report_repeated(struct parser *p, const struct ast_clause *clauses)
{
    const struct ast_clause *seen[CLAUSE_KINDS] = {0};
    for (const struct ast_clause *c = clauses; c; c = c->next) {
        if (clause_may_repeat(c->kind)) continue;
        if (!seen[c->kind]) {
            seen[c->kind] = c;
            continue;
        }
        struct str name = clause_name(c->kind);
        struct finding *f = finding_add(p->findings, FINDING_N07, c->span,
                                        "`%.*s` stands here a second time", STR_ARG(name));
        finding_relate(p->findings, f, location_of(seen[c->kind]->span), "the first time");
        finding_help(p->findings, f, "keep one of the two; `%.*s` may stand only once",
                     STR_ARG(name));
    }
}

uint64_t build_check_clauses(struct parser *p, const struct ast_clause *clauses)
{
    uint64_t kinds = 0;
    bool twice = false;
    for (const struct ast_clause *c = clauses; c; c = c->next) {
        twice |= kinds & clause_bit(c->kind) && !clause_may_repeat(c->kind);
        kinds |= clause_bit(c->kind);
    }
    if (twice) report_repeated(p, clauses);
    return kinds;
}

struct ast_decl *build_decl(struct parser *p, enum decl_kind kind, struct span span,
                            struct span keyword, struct ast_decl *head, struct ast_clauses clauses)
{
    head->kind = kind;
    head->broken = clauses.broken;
    head->span = span;
    head->keyword = keyword;
    head->clauses = clauses.first;
    head->clause_kinds = build_check_clauses(p, clauses.first);
    return head;
}

struct ast_decl *decl_for(struct ast_decl *decl, struct ast_name target, struct ast_names by)
{
    decl->target = target;
    decl->by = by;
    return decl;
}

struct ast_decl *decl_value(struct ast_decl *decl, struct ast_names parameters,
                            struct ast_expr *value)
{
    decl->by = parameters;
    decl->value = value;
    return decl;
}

struct ast_decl *decl_unit(struct ast_decl *decl, struct ast_unit *unit)
{
    decl->unit = unit;
    return decl;
}

struct ast_decls build_decls(struct parser *p, struct ast_decls list, struct ast_decl *decl)
{
    struct ast_decls *kin = &p->file->of_kind[decl->kind];
    if (kin->last)
        kin->last->next_of_kind = decl;
    else
        kin->first = decl;
    kin->last = decl;
    if (list.last)
        list.last->next = decl;
    else
        list.first = decl;
    list.last = decl;
    return list;
}

struct ast_decl *build_rule_for_nothing(struct parser *p, struct ast_decl *rule, struct span head)
{
    struct finding *f =
        finding_add(p->findings, FINDING_S01, head, "this rule does not say what it judges");
    finding_help(
        p->findings, f,
        "write `for` and the name of the effect, impact or measure behind the rule's name");
    rule->broken = true;
    return rule;
}

struct ast_clauses build_broken(struct parser *p, struct ast_clauses list, struct span span)
{
    p->skipping = span;
    p->file->broken = true;
    list.broken = true;
    return list;
}

struct ast_decls build_broken_item(struct parser *p, struct ast_decls list, struct span span)
{
    p->skipping = span;
    p->file->broken = true;
    return list;
}
