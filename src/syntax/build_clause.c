/* The constructors of clauses: each a node of its kind with what the clause says. */
#include "syntax/build.h"

static struct ast_clause *new_clause(struct parser *p, enum clause_kind kind, struct span span,
                                     struct span keyword)
{
    struct ast_clause *clause = ARENA_NEW(p->arena, struct ast_clause);
    clause->kind = kind;
    clause->span = span;
    clause->keyword_end = keyword.end;
    return clause;
}

struct ast_clause *clause_name_of(struct parser *p, enum clause_kind kind, struct span span,
                                  struct span keyword, struct ast_name name)
{
    struct ast_clause *clause = new_clause(p, kind, span, keyword);
    clause->names = build_names(p, (struct ast_names){0}, name);
    return clause;
}

struct ast_clause *clause_names(struct parser *p, enum clause_kind kind, struct span span,
                                struct span keyword, struct ast_names names)
{
    struct ast_clause *clause = new_clause(p, kind, span, keyword);
    clause->names = names;
    return clause;
}

struct ast_clause *clause_text(struct parser *p, enum clause_kind kind, struct span span,
                               struct span keyword, struct ast_text text)
{
    struct ast_clause *clause = new_clause(p, kind, span, keyword);
    clause->texts = build_texts(p, (struct ast_texts){0}, text);
    return clause;
}

struct ast_clause *clause_texts(struct parser *p, enum clause_kind kind, struct span span,
                                struct span keyword, struct ast_texts texts)
{
    struct ast_clause *clause = new_clause(p, kind, span, keyword);
    clause->texts = texts;
    return clause;
}

struct ast_clause *clause_range(struct parser *p, enum clause_kind kind, struct span span,
                                struct span keyword, const struct ast_range *range)
{
    struct ast_clause *clause = new_clause(p, kind, span, keyword);
    clause->range = range;
    return clause;
}

struct ast_clause *clause_period(struct parser *p, enum clause_kind kind, struct span span,
                                 struct span keyword, struct ast_period period)
{
    struct ast_clause *clause = new_clause(p, kind, span, keyword);
    clause->range = build_range(p, RANGE_ONE, &period, &period, period.span);
    return clause;
}

struct ast_clause *clause_expr(struct parser *p, enum clause_kind kind, struct span span,
                               struct span keyword, struct ast_expr *expr)
{
    struct ast_clause *clause = new_clause(p, kind, span, keyword);
    clause->expr = expr;
    return clause;
}

struct ast_clause *clause_unit(struct parser *p, enum clause_kind kind, struct span span,
                               struct span keyword, struct ast_unit *unit)
{
    struct ast_clause *clause = new_clause(p, kind, span, keyword);
    clause->unit = unit;
    return clause;
}

struct ast_clause *clause_reported(struct parser *p, struct span span, struct span keyword,
                                   struct ast_values values)
{
    struct ast_clause *clause = new_clause(p, CLAUSE_REPORTED, span, keyword);
    clause->values = values.first;
    return clause;
}

struct ast_clause *clause_costs(struct parser *p, enum clause_kind kind, struct span span,
                                struct span keyword, struct ast_amounts amounts,
                                struct ast_name payer)
{
    struct ast_clause *clause = new_clause(p, kind, span, keyword);
    clause->costs.amounts = amounts;
    clause->costs.payer = payer;
    return clause;
}

struct ast_clause *clause_from(struct parser *p, struct span span, struct span keyword,
                               struct ast_text path, struct ast_options options)
{
    struct ast_clause *clause = new_clause(p, CLAUSE_FROM, span, keyword);
    clause->from.path = path;
    clause->from.options = options.first;
    return clause;
}

struct ast_clause *clause_column(struct parser *p, struct span span, struct span keyword,
                                 struct ast_name name, struct ast_text header,
                                 struct ast_column *column)
{
    struct ast_clause *clause = new_clause(p, CLAUSE_COLUMN, span, keyword);
    clause->column = column;
    clause->column->name = name;
    clause->column->header = header;
    return clause;
}

struct ast_clause *clause_break(struct parser *p, struct span span, struct span keyword,
                                struct ast_period period, struct ast_text because)
{
    struct ast_clause *clause = new_clause(p, CLAUSE_BREAK, span, keyword);
    clause->brk = ARENA_NEW(p->arena, struct ast_break);
    clause->brk->period = period;
    clause->brk->because = because;
    return clause;
}

struct ast_clause *clause_discount(struct parser *p, struct span span, struct span keyword,
                                   struct ast_expr *rate, struct ast_text because)
{
    struct ast_clause *clause = new_clause(p, CLAUSE_DISCOUNT, span, keyword);
    clause->discount.rate = rate;
    clause->discount.because = because;
    return clause;
}

struct ast_clause *clause_link(struct parser *p, enum clause_kind kind, struct span span,
                               struct span keyword, struct ast_names to, struct ast_text because,
                               struct ast_clauses clauses)
{
    struct ast_clause *clause = new_clause(p, kind, span, keyword);
    clause->link = ARENA_NEW(p->arena, struct ast_link);
    clause->link->to = to;
    clause->link->because = because;
    clause->link->clauses = clauses.first;
    clause->link->broken = clauses.broken;
    build_check_clauses(p, clauses.first);
    return clause;
}

struct ast_clause *clause_indicator(struct parser *p, struct ast_decl *indicator)
{
    struct ast_clause *clause =
        new_clause(p, CLAUSE_INDICATOR, indicator->span, indicator->keyword);
    clause->decl = indicator;
    return clause;
}

struct ast_clause *clause_after(struct parser *p, struct span span, struct span keyword,
                                const struct ast_duration *after)
{
    struct ast_clause *clause = new_clause(p, CLAUSE_AFTER, span, keyword);
    clause->after = after;
    return clause;
}

struct ast_clause *clause_size(struct parser *p, struct span span, struct span keyword,
                               struct ast_expr *low, struct ast_expr *high)
{
    struct ast_clause *clause = new_clause(p, CLAUSE_SIZE, span, keyword);
    clause->size.low = low;
    clause->size.high = high;
    return clause;
}

struct ast_clause *clause_every(struct parser *p, struct span span, struct span keyword,
                                struct ast_name freq, const struct ast_duration *over)
{
    struct ast_clause *clause = new_clause(p, CLAUSE_EVERY, span, keyword);
    clause->every.freq = freq;
    clause->every.over = over;
    return clause;
}

struct ast_clause *clause_better(struct parser *p, struct span span, struct span keyword,
                                 struct ast_name direction, struct ast_expr *low,
                                 struct ast_expr *high)
{
    struct ast_clause *clause = new_clause(p, CLAUSE_BETTER, span, keyword);
    clause->better.direction = direction;
    clause->better.low = low;
    clause->better.high = high;
    return clause;
}

struct ast_clause *clause_aim(struct parser *p, enum clause_kind kind, struct span span,
                              struct span keyword, struct ast_expr *value, bool of_baseline,
                              struct ast_period period)
{
    struct ast_clause *clause = new_clause(p, kind, span, keyword);
    clause->aim.value = value;
    clause->aim.of_baseline = of_baseline;
    clause->aim.period = period;
    return clause;
}

struct ast_clause *clause_about(struct parser *p, struct span span, struct span keyword,
                                struct ast_abouts list)
{
    struct ast_clause *clause = new_clause(p, CLAUSE_ABOUT, span, keyword);
    clause->about = list.first;
    return clause;
}

struct ast_clause *clause_judges(struct parser *p, struct span span, struct span keyword,
                                 struct ast_name criterion, struct ast_name of)
{
    struct ast_clause *clause = new_clause(p, CLAUSE_JUDGES, span, keyword);
    clause->judges.criterion = criterion;
    clause->judges.of = of;
    return clause;
}

struct ast_clause *clause_outcome(struct parser *p, enum clause_kind kind, struct span span,
                                  struct span keyword, struct ast_name word,
                                  struct ast_expr *condition)
{
    struct ast_clause *clause = new_clause(p, kind, span, keyword);
    clause->outcome.word = word;
    clause->outcome.condition = condition;
    return clause;
}

struct ast_clause *clause_change(struct parser *p, struct span span, struct span keyword,
                                 struct ast_name measure, struct ast_expr *by)
{
    struct ast_clause *clause = new_clause(p, CLAUSE_CHANGE, span, keyword);
    clause->change.measure = measure;
    clause->change.by = by;
    return clause;
}

struct ast_clause *clause_response(struct parser *p, struct span span, struct span keyword,
                                   struct ast_name word, struct ast_text text)
{
    struct ast_clause *clause = new_clause(p, CLAUSE_RESPONSE, span, keyword);
    clause->response = ARENA_NEW(p->arena, struct ast_response);
    clause->response->word = word;
    clause->response->text = text;
    return clause;
}

struct ast_clause *clause_setting(struct parser *p, enum clause_kind kind, struct span span,
                                  struct span keyword, struct ast_name name, struct ast_name word,
                                  struct ast_expr *number)
{
    struct ast_clause *clause = new_clause(p, kind, span, keyword);
    clause->setting.name = name;
    clause->setting.word = word;
    clause->setting.number = number;
    return clause;
}

struct ast_clause *clause_allow(struct parser *p, struct span span, struct span keyword,
                                struct ast_name code, struct ast_text files,
                                struct ast_text because, struct ast_period until)
{
    struct ast_clause *clause = new_clause(p, CLAUSE_ALLOW, span, keyword);
    clause->allow = ARENA_NEW(p->arena, struct ast_allow);
    clause->allow->code = code;
    clause->allow->files = files;
    clause->allow->because = because;
    clause->allow->until = until;
    return clause;
}

struct ast_clause *clause_demand(struct parser *p, struct span span, struct span keyword,
                                 struct ast_name kind, struct ast_expr *where, struct ast_expr *has)
{
    struct ast_clause *clause = new_clause(p, CLAUSE_DEMAND, span, keyword);
    clause->demand.kind = kind;
    clause->demand.where = where;
    clause->demand.has = has;
    return clause;
}

struct ast_clause *clause_given(struct parser *p, struct span span, struct span keyword,
                                struct ast_name name, struct ast_amounts amounts,
                                struct ast_text path)
{
    struct ast_clause *clause = new_clause(p, CLAUSE_GIVEN, span, keyword);
    clause->given = ARENA_NEW(p->arena, struct ast_given);
    clause->given->name = name;
    clause->given->amounts = amounts;
    clause->given->path = path;
    return clause;
}

struct ast_clause *clause_expect(struct parser *p, struct span span, struct span keyword,
                                 struct ast_expr *condition, struct ast_expr *tolerance,
                                 struct ast_name because)
{
    struct ast_clause *clause = new_clause(p, CLAUSE_EXPECT, span, keyword);
    clause->expect = ARENA_NEW(p->arena, struct ast_expect);
    clause->expect->condition = condition;
    clause->expect->tolerance = tolerance;
    clause->expect->because = because;
    clause->expect->finding = clause->expect->finding_for = build_name(ATOM_NONE, keyword);
    return clause;
}

struct ast_clause *clause_expect_finding(struct parser *p, struct span span, struct span keyword,
                                         struct ast_name finding, struct ast_name of)
{
    struct ast_clause *clause = new_clause(p, CLAUSE_EXPECT, span, keyword);
    clause->expect = ARENA_NEW(p->arena, struct ast_expect);
    clause->expect->because = build_name(ATOM_NONE, keyword);
    clause->expect->finding = finding;
    clause->expect->finding_for = of;
    return clause;
}

struct ast_clauses *build_clauses(struct ast_clauses *list, struct ast_clause *clause)
{
    if (list->last)
        list->last->next = clause;
    else
        list->first = clause;
    list->last = clause;
    if (clause->kind == CLAUSE_LEADS_TO || clause->kind == CLAUSE_HARMS)
        list->broken |= clause->link->broken;
    if (clause->kind == CLAUSE_INDICATOR) list->broken |= clause->decl->broken;
    return list;
}

struct ast_option *build_option_texts(struct parser *p, struct ast_texts texts)
{
    struct ast_option *option = ARENA_NEW(p->arena, struct ast_option);
    option->texts = texts;
    return option;
}

struct ast_option *build_option_value(struct parser *p, struct ast_expr *value)
{
    struct ast_option *option = ARENA_NEW(p->arena, struct ast_option);
    option->value = value;
    return option;
}

struct ast_option *build_option(struct ast_name name, struct ast_option *option)
{
    option->name = name;
    return option;
}

struct ast_options build_options(struct ast_options list, struct ast_option *option)
{
    if (list.last)
        list.last->next = option;
    else
        list.first = option;
    list.last = option;
    return list;
}

struct ast_abouts build_abouts(struct parser *p, struct ast_abouts list, struct ast_name from,
                               struct ast_name to)
{
    struct ast_about *node = ARENA_NEW(p->arena, struct ast_about);
    *node = (struct ast_about){.from = from, .to = to};
    if (list.last)
        list.last->next = node;
    else
        list.first = node;
    list.last = node;
    return list;
}

static struct ast_column *new_column(struct parser *p, enum column_form form)
{
    struct ast_column *column = ARENA_NEW(p->arena, struct ast_column);
    column->form = form;
    return column;
}

struct ast_column *build_typed_column(struct parser *p, struct ast_name type, struct ast_unit *unit,
                                      struct ast_expr *low, struct ast_expr *high)
{
    struct ast_column *column = new_column(p, COLUMN_TYPED);
    column->type = type;
    column->unit = unit;
    column->low = low;
    column->high = high;
    return column;
}

struct ast_column *build_word_column(struct parser *p, struct ast_name type, struct ast_texts words)
{
    struct ast_column *column = new_column(p, COLUMN_TYPED);
    column->type = type;
    column->words = words;
    return column;
}

struct ast_column *build_derived_column(struct parser *p, struct ast_expr *value)
{
    struct ast_column *column = new_column(p, COLUMN_DERIVED);
    column->value = value;
    return column;
}

struct ast_column *build_looked_up_column(struct parser *p, struct ast_name table,
                                          struct ast_name column, struct ast_names by)
{
    struct ast_column *looked_up = new_column(p, COLUMN_LOOKED_UP);
    looked_up->table = table;
    looked_up->column = column;
    looked_up->by = by;
    return looked_up;
}
