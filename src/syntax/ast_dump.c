/* The tree as nested brackets, for tests: what a text means, without where it stands. */
#include "syntax/ast.h"

#include "base/bug.h"

struct dump {
    struct buf *buf;
    const struct atoms *atoms;
};

static void put(struct dump *d, const char *text)
{
    buf_add(d->buf, str_from(text));
}

static void put_name(struct dump *d, const struct ast_name *name)
{
    buf_add_char(d->buf, ' ');
    buf_add(d->buf, name->atom == ATOM_NONE ? STR("_") : atoms_text(d->atoms, name->atom));
}

static void put_names(struct dump *d, const struct ast_names *names)
{
    for (const struct ast_names_item *n = names->first; n; n = n->next) put_name(d, &n->name);
}

static void put_text(struct dump *d, struct str text)
{
    put(d, " \"");
    for (size_t i = 0; i < text.len; i++) {
        char c = text.p[i];
        if (c == '"' || c == '\\') buf_add_char(d->buf, '\\');
        if (c == '\n')
            put(d, "\\n");
        else
            buf_add_char(d->buf, c);
    }
    buf_add_char(d->buf, '"');
}

static void put_texts(struct dump *d, const struct ast_texts *texts)
{
    for (const struct ast_texts_item *t = texts->first; t; t = t->next) put_text(d, t->text.value);
}

static void put_period(struct dump *d, const struct ast_period *period)
{
    buf_add_char(d->buf, ' ');
    if (period->known)
        period_add(d->buf, period->value);
    else
        buf_add_char(d->buf, '?');
}

static void put_range(struct dump *d, const struct ast_range *range)
{
    put_period(d, &range->from);
    if (range->form != RANGE_ONE) put(d, "..");
    if (range->form == RANGE_CLOSED) put_period(d, &range->to);
}

static void put_unit(struct dump *d, const struct ast_unit *unit)
{
    put(d, " [");
    for (; unit; unit = unit->next) {
        put(d, unit->divides ? "/ " : "");
        num_add_json(d->buf, &unit->multiplier);
        put_name(d, &unit->name);
        buf_printf(d->buf, "^%d%s", unit->exponent, unit->next ? " " : "");
    }
    put(d, "]");
}

static const char *expr_name(enum ast_expr_kind kind)
{
    switch (kind) {
    case AST_ERROR: return "error";
    case AST_NUMBER: return "number";
    case AST_PERIOD: return "period";
    case AST_TEXT: return "text";
    case AST_TRUTH: return "truth";
    case AST_NAME: return "name";
    case AST_FIELD: return "field";
    case AST_CALL: return "call";
    case AST_NEGATE: return "negate";
    case AST_NOT: return "not";
    case AST_ARITHMETIC: return "arithmetic";
    case AST_COMPARE: return "compare";
    case AST_AND: return "and";
    case AST_OR: return "or";
    case AST_IN_LIST: return "in-list";
    case AST_IN_RANGE: return "in-range";
    case AST_WITHIN: return "within";
    case AST_IS: return "is";
    case AST_IS_MISSING: return "is-missing";
    case AST_IF: return "if";
    case AST_AT: return "at";
    case AST_DURING: return "during";
    case AST_PLUS_MINUS: return "plus-minus";
    case AST_RANGE: return "range";
    case AST_LIST: return "list";
    }
    BUG("no such expression");
}

static void put_expr(struct dump *d, const struct ast_expr *expr);

static void put_call(struct dump *d, const struct ast_call *call)
{
    put_name(d, &call->name);
    for (const struct ast_argument *a = call->arguments; a; a = a->next) {
        if (a->name.atom != ATOM_NONE) {
            put_name(d, &a->name);
            put(d, ":");
        }
        put_expr(d, a->value);
        if (!a->filter) continue;
        put(d, " where");
        put_expr(d, a->filter);
    }
}

static void put_leaf(struct dump *d, const struct ast_expr *expr)
{
    switch (expr->kind) {
    case AST_NUMBER:
        buf_add_char(d->buf, ' ');
        num_add_json(d->buf, expr->number.value);
        if (expr->percent) put(d, "%");
        if (expr->number.unit) put_unit(d, expr->number.unit);
        break;
    case AST_PERIOD:
        buf_add_char(d->buf, ' ');
        period_add(d->buf, expr->period);
        break;
    case AST_TEXT: put_text(d, expr->text); break;
    case AST_TRUTH: put(d, expr->truth ? " true" : " false"); break;
    case AST_NAME:
    case AST_FIELD:
    case AST_IS: put_name(d, &expr->name); break;
    case AST_CALL: put_call(d, expr->call); break;
    case AST_IN_RANGE: put_range(d, expr->range); break;
    case AST_IN_LIST:
    case AST_LIST:
        for (const struct ast_item *i = expr->items; i; i = i->next) put_expr(d, i->value);
        break;
    case AST_ERROR:
    case AST_NEGATE:
    case AST_NOT:
    case AST_ARITHMETIC:
    case AST_COMPARE:
    case AST_AND:
    case AST_OR:
    case AST_WITHIN:
    case AST_IS_MISSING:
    case AST_IF:
    case AST_AT:
    case AST_DURING:
    case AST_PLUS_MINUS:
    case AST_RANGE: break;
    }
}

static void put_expr(struct dump *d, const struct ast_expr *expr)
{
    if (!expr) return;
    put(d, " (");
    put(d, expr->negated ? "not-" : "");
    put(d, expr_name(expr->kind));
    if (expr->op != OPERATOR_NONE) {
        buf_add_char(d->buf, ' ');
        buf_add(d->buf, operator_text(expr->op));
    }
    for (size_t i = 0; i < AST_PARTS; i++) put_expr(d, expr_part(expr, i));
    put_leaf(d, expr);
    put(d, ")");
}

static void put_values(struct dump *d, const struct ast_value *values)
{
    for (const struct ast_value *v = values; v; v = v->next) {
        put(d, " (value");
        put_range(d, &v->range);
        put_expr(d, v->low);
        put_expr(d, v->high);
        put(d, ")");
    }
}

static void put_column(struct dump *d, const struct ast_column *column)
{
    put_name(d, &column->name);
    if (column->header.span.end) put_text(d, column->header.value);
    switch (column->form) {
    case COLUMN_TYPED:
        put(d, " :");
        put_name(d, &column->type);
        put_texts(d, &column->words);
        if (column->unit) put_unit(d, column->unit);
        put_expr(d, column->low);
        put_expr(d, column->high);
        break;
    case COLUMN_DERIVED:
        put(d, " =");
        put_expr(d, column->value);
        break;
    case COLUMN_LOOKED_UP:
        put(d, " from");
        put_name(d, &column->table);
        put_name(d, &column->column);
        put(d, " by");
        put_names(d, &column->by);
        break;
    }
}

static void put_decl(struct dump *d, const struct ast_decl *decl, int indent);
static void put_clauses(struct dump *d, const struct ast_clause *clauses, int indent);

static void put_options(struct dump *d, const struct ast_option *options)
{
    for (const struct ast_option *o = options; o; o = o->next) {
        put(d, " (");
        buf_add(d->buf, atoms_text(d->atoms, o->name.atom));
        put_texts(d, &o->texts);
        put_expr(d, o->value);
        put(d, ")");
    }
}

static void put_duration(struct dump *d, const struct ast_duration *duration)
{
    buf_add_char(d->buf, ' ');
    num_add_json(d->buf, &duration->number);
    put_name(d, &duration->unit);
}

static void put_aim(struct dump *d, const struct ast_clause *c)
{
    put_expr(d, c->aim.value);
    if (c->aim.of_baseline) put(d, " of-baseline");
    put_period(d, &c->aim.period);
}

static void put_setting(struct dump *d, const struct ast_clause *c)
{
    put_name(d, &c->setting.name);
    if (c->setting.word.atom != ATOM_NONE) put_name(d, &c->setting.word);
    put_expr(d, c->setting.number);
}

static void put_expectation(struct dump *d, const struct ast_clause *c)
{
    put_expr(d, c->expect->condition);
    put_expr(d, c->expect->tolerance);
    if (c->expect->because.atom != ATOM_NONE) put_name(d, &c->expect->because);
    if (c->expect->finding.atom != ATOM_NONE) put_name(d, &c->expect->finding);
    if (c->expect->finding_for.atom != ATOM_NONE) put_name(d, &c->expect->finding_for);
}

static void put_clause_body(struct dump *d, const struct ast_clause *c, int indent)
{
    switch (c->kind) {
    case CLAUSE_OWNER:
    case CLAUSE_LANGUAGE:
    case CLAUSE_STEP:
    case CLAUSE_STATUS:
    case CLAUSE_KIND:
    case CLAUSE_WEIGHT:
    case CLAUSE_FINDS:
    case CLAUSE_ACCEPTED_BY:
    case CLAUSE_BY_ACTOR:
    case CLAUSE_SCALE:
    case CLAUSE_FINDING_SEVERITY:
    case CLAUSE_PERIOD_COLUMN:
    case CLAUSE_PART_OF:
    case CLAUSE_PROFILE:
    case CLAUSE_STOCK:
    case CLAUSE_KEY:
    case CLAUSE_ANSWERS:
    case CLAUSE_REACHES:
    case CLAUSE_MITIGATES:
    case CLAUSE_EVIDENCE:
    case CLAUSE_ASSUMING:
    case CLAUSE_BY:
    case CLAUSE_INFLUENCES:
    case CLAUSE_THREATENS:
    case CLAUSE_OF:
    case CLAUSE_DROP:
    case CLAUSE_KEEP:
    case CLAUSE_ADD: put_names(d, &c->names); break;
    case CLAUSE_NOTE:
    case CLAUSE_SOURCE:
    case CLAUSE_ARTICLE:
    case CLAUSE_GOAL:
    case CLAUSE_MEANS:
    case CLAUSE_QUESTION:
    case CLAUSE_ACROSS:
    case CLAUSE_INSTEAD_OF: put_texts(d, &c->texts); break;
    case CLAUSE_PERIOD:
    case CLAUSE_RUNS:
    case CLAUSE_COVERS:
    case CLAUSE_OVER:
    case CLAUSE_PLANNED:
    case CLAUSE_PRICES:
    case CLAUSE_FORMULATED:
    case CLAUSE_ADOPTED:
    case CLAUSE_ACCEPTED:
    case CLAUSE_DUE: put_range(d, c->range); break;
    case CLAUSE_VALUE:
    case CLAUSE_MATTERS:
    case CLAUSE_HOLDS:
    case CLAUSE_LIKELIHOOD:
    case CLAUSE_SEVERITY:
    case CLAUSE_APPETITE:
    case CLAUSE_NEEDS:
    case CLAUSE_DONE:
    case CLAUSE_BUDGET_CHANGE:
    case CLAUSE_LEVEL: put_expr(d, c->expr); break;
    case CLAUSE_DISCOUNT:
        put_expr(d, c->discount.rate);
        if (c->discount.because.span.end) put_text(d, c->discount.because.value);
        break;
    case CLAUSE_CHECK:
    case CLAUSE_SETTING: put_setting(d, c); break;
    case CLAUSE_UNIT:
    case CLAUSE_ROW_IS: put_unit(d, c->unit); break;
    case CLAUSE_REPORTED: put_values(d, c->values); break;
    case CLAUSE_COSTS:
    case CLAUSE_BUDGET:
        put_values(d, c->costs.amounts.values);
        put_expr(d, c->costs.amounts.whole);
        if (c->costs.payer.atom != ATOM_NONE) put_name(d, &c->costs.payer);
        break;
    case CLAUSE_FROM:
        put_text(d, c->from.path.value);
        put_options(d, c->from.options);
        break;
    case CLAUSE_COLUMN: put_column(d, c->column); break;
    case CLAUSE_BREAK:
        put_period(d, &c->brk->period);
        put_text(d, c->brk->because.value);
        break;
    case CLAUSE_LEADS_TO:
    case CLAUSE_HARMS:
        put_names(d, &c->link->to);
        if (c->link->because.span.end) put_text(d, c->link->because.value);
        put_clauses(d, c->link->clauses, indent + 1);
        break;
    case CLAUSE_INDICATOR: put_decl(d, c->decl, indent + 1); break;
    case CLAUSE_AFTER: put_duration(d, c->after); break;
    case CLAUSE_SIZE:
        put_expr(d, c->size.low);
        put_expr(d, c->size.high);
        break;
    case CLAUSE_EVERY:
        put_name(d, &c->every.freq);
        if (c->every.over) put_duration(d, c->every.over);
        break;
    case CLAUSE_BETTER:
        if (c->better.direction.atom != ATOM_NONE) put_name(d, &c->better.direction);
        put_expr(d, c->better.low);
        put_expr(d, c->better.high);
        break;
    case CLAUSE_BASELINE:
    case CLAUSE_TARGET: put_aim(d, c); break;
    case CLAUSE_ABOUT:
        for (const struct ast_about *a = c->about; a; a = a->next) {
            put_name(d, &a->from);
            if (a->to.atom != ATOM_NONE) {
                put(d, " ->");
                put_name(d, &a->to);
            }
        }
        break;
    case CLAUSE_JUDGES:
        put_name(d, &c->judges.criterion);
        if (c->judges.of.atom != ATOM_NONE) put_name(d, &c->judges.of);
        break;
    case CLAUSE_LOCAL:
    case CLAUSE_OUTCOME:
    case CLAUSE_OTHERWISE:
        put_name(d, &c->outcome.word);
        put_expr(d, c->outcome.condition);
        break;
    case CLAUSE_CHANGE:
        put_name(d, &c->change.measure);
        put_expr(d, c->change.by);
        break;
    case CLAUSE_RESPONSE:
        put_name(d, &c->response->word);
        if (c->response->text.span.end) put_text(d, c->response->text.value);
        break;
    case CLAUSE_ALLOW:
        put_name(d, &c->allow->code);
        put_text(d, c->allow->files.value);
        put_text(d, c->allow->because.value);
        if (c->allow->until.span.end) put_period(d, &c->allow->until);
        break;
    case CLAUSE_DEMAND:
        put_name(d, &c->demand.kind);
        put_expr(d, c->demand.where);
        put_expr(d, c->demand.has);
        break;
    case CLAUSE_GIVEN:
        put_name(d, &c->given->name);
        put_values(d, c->given->amounts.values);
        put_expr(d, c->given->amounts.whole);
        if (c->given->path.span.end) put_text(d, c->given->path.value);
        break;
    case CLAUSE_EXPECT: put_expectation(d, c); break;
    case CLAUSE_KINDS: BUG("not a clause");
    }
}

static void put_clauses(struct dump *d, const struct ast_clause *clauses, int indent)
{
    for (const struct ast_clause *c = clauses; c; c = c->next) {
        put(d, "\n");
        buf_repeat(d->buf, STR("  "), (size_t)indent);
        put(d, "(");
        struct str name = clause_name(c->kind);
        for (size_t i = 0; i < name.len; i++)
            if (name.p[i] != ' ') buf_add_char(d->buf, name.p[i]);
        put_clause_body(d, c, indent);
        put(d, ")");
    }
}

static void put_decl(struct dump *d, const struct ast_decl *decl, int indent)
{
    put(d, indent ? " (" : "(");
    buf_add(d->buf, decl_keyword(decl->kind));
    if (decl->name.atom != ATOM_NONE) put_name(d, &decl->name);
    if (decl->title.span.end) put_text(d, decl->title.value);
    if (decl->target.atom != ATOM_NONE) {
        put(d, " for");
        put_name(d, &decl->target);
    }
    if (decl->by.first) put(d, " by");
    put_names(d, &decl->by);
    if (decl->unit) put_unit(d, decl->unit);
    put_expr(d, decl->value);
    put_clauses(d, decl->clauses, indent + 1);
    put(d, ")");
}

void ast_dump(struct buf *buf, const struct atoms *atoms, const struct ast_file *file)
{
    struct dump d = {buf, atoms};
    for (const struct ast_decl *decl = file->decls; decl; decl = decl->next) {
        put_decl(&d, decl, 0);
        put(&d, "\n");
    }
}

void ast_dump_expr(struct buf *buf, const struct atoms *atoms, const struct ast_expr *expr)
{
    struct dump d = {buf, atoms};
    put_expr(&d, expr);
}
