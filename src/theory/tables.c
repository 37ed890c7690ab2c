/* Data blocks: tables, their columns, and what places rows in time. */
#include "base/bug.h"
#include "base/calendar.h"
#include "theory/typing.h"

/* --- types of columns -------------------------------------------------------------------------------- */

static const struct {
    struct str name;
    enum column_type type;
    bool whole;
    bool any_freq;
    enum freq freq;
} column_types[] = {
    {{"text", 4}, COLUMN_TEXT, false, false, FREQ_DAY},
    {{"integer", 7}, COLUMN_NUMBER, true, false, FREQ_DAY},
    {{"number", 6}, COLUMN_NUMBER, false, false, FREQ_DAY},
    {{"boolean", 7}, COLUMN_BOOLEAN, false, false, FREQ_DAY},
    {{"date", 4}, COLUMN_DATE, false, false, FREQ_DAY},
    {{"period", 6}, COLUMN_PERIOD, false, true, FREQ_DAY},
    {{"year", 4}, COLUMN_PERIOD, false, false, FREQ_YEAR},
    {{"half", 4}, COLUMN_PERIOD, false, false, FREQ_HALF},
    {{"quarter", 7}, COLUMN_PERIOD, false, false, FREQ_QUARTER},
    {{"month", 5}, COLUMN_PERIOD, false, false, FREQ_MONTH},
    {{"week", 4}, COLUMN_PERIOD, false, false, FREQ_WEEK},
};

static void report_type(struct theory *t, const struct ast_name *name)
{
    struct str texts[COUNT_OF(column_types)];
    for (size_t i = 0; i < COUNT_OF(column_types); i++) texts[i] = column_types[i].name;
    struct str text = name_text(t, name);
    struct finding *f = finding_add(t->findings, FINDING_N10, name->span,
                                    "`%.*s` is not a type of column", STR_ARG(text));
    offer_nearest(t, f, text, name->span, texts, COUNT_OF(column_types),
                  "it is text, integer, number [unit], boolean, date, period, year, half, quarter, "
                  "month, week, or one of \"…\", \"…\"");
}

static void resolve_words(struct theory *t, struct column *column, const struct ast_texts *words)
{
    size_t count = 0;
    for (const struct ast_texts_item *w = words->first; w; w = w->next) count++;
    struct str *list = ARENA_ARRAY(t->arena, struct str, count + 1);
    for (const struct ast_texts_item *w = words->first; w; w = w->next)
        list[column->word_count++] = str_trim(w->text.value);
    column->words = list;
    column->type = COLUMN_WORD;
}

static void resolve_limits(struct theory *t, struct column *column, const struct ast_column *ast)
{
    if (!ast->low) return;
    if (column->type != COLUMN_NUMBER) {
        struct finding *f = finding_add(t->findings, FINDING_U03, ast->low->span,
                                        "only numbers have a range to be in");
        finding_help(t->findings, f, "leave `in …` out, or make it a column of numbers");
        return;
    }
    struct expr *low = type_constant(t, ast->low, column->unit, column->flavour, "a limit");
    struct expr *high = type_constant(t, ast->high, column->unit, column->flavour, "a limit");
    if (is_error(low) || is_error(high) || !constant_value(low, &column->low) ||
        !constant_value(high, &column->high))
        return;
    column->ranged = num_compare(&column->low, &column->high) <= 0;
    if (column->ranged) return;
    finding_add(t->findings, FINDING_U05, span_join(ast->low->span, ast->high->span),
                "this range ends before it starts");
}

static void resolve_type(struct theory *t, struct column *column, const struct ast_column *ast)
{
    column->unit = &unit_none;
    if (ast->words.first) {
        resolve_words(t, column, &ast->words);
        return;
    }
    struct str name = name_text(t, &ast->type);
    size_t i = 0;
    while (i < COUNT_OF(column_types) && !str_equal(column_types[i].name, name)) i++;
    if (i == COUNT_OF(column_types)) {
        report_type(t, &ast->type);
        column->broken = true;
        return;
    }
    column->type = column_types[i].type;
    column->whole = column_types[i].whole;
    column->any_freq = column_types[i].any_freq;
    column->freq = column_types[i].freq;
    if (ast->unit && column->type != COLUMN_NUMBER) {
        struct finding *f =
            finding_add(t->findings, FINDING_U03, ast->unit->span, "only numbers have a unit");
        finding_help(t->findings, f, "leave the unit out, or write number [%.*s]",
                     STR_ARG(sources_text(t->sources, ast->unit->span)));
    } else if (ast->unit) {
        const struct unit *unit = resolve_unit(t, ast->unit);
        if (unit) {
            column->unit = unit;
            column->flavour = unit->flavour;
        }
    }
    resolve_limits(t, column, ast);
}

/* --- columns ---------------------------------------------------------------------------------------------- */

enum { COLUMNS_MAX = 4096 };

static void add_column(struct theory *t, struct table *table, const struct ast_column *ast,
                       size_t *capacity)
{
    if (table->column_count == COLUMNS_MAX) {
        if (!table->common.broken)
            finding_add(t->findings, FINDING_S05, ast->name.span,
                        "a data block has at most %d columns", COLUMNS_MAX);
        table->common.broken = true;
        return;
    }
    struct str name = name_text(t, &ast->name);
    struct column *first = column_named(table, name);
    if (first) {
        struct finding *f = finding_add(t->findings, FINDING_N02, ast->name.span,
                                        "the column `%.*s` is declared twice", STR_ARG(name));
        finding_relate(t->findings, f, location_of(first->span), "the first time");
        finding_help(t->findings, f,
                     "give one of the two another name; the header in the file stands "
                     "in quotes behind it");
        return;
    }
    struct column *column = ARENA_NEW(t->arena, struct column);
    *column = (struct column){
        .table = table,
        .name = name,
        .header = ast->header.span.end ? ast->header.value : name,
        .span = ast->name.span,
        .form = ast->form,
        .ast = ast,
        .unit = &unit_none,
        .index = table->column_count,
    };
    ARENA_GROW(t->arena, table->columns, table->column_count, *capacity);
    table->columns[table->column_count++] = column;
    if (column->form == COLUMN_TYPED) resolve_type(t, column, ast);
}

struct column *resolve_column(struct theory *t, const struct table *table,
                              const struct ast_name *name)
{
    struct column *column = column_named(table, name_text(t, name));
    if (!column) report_no_column(t, table, name);
    return column;
}

static void resolve_columns(struct theory *t, const struct table *table,
                            const struct ast_names *names, struct column ***columns, size_t *count)
{
    size_t more = 0;
    for (const struct ast_names_item *n = names->first; n; n = n->next) more++;
    /* A clause that wrongly stands twice comes here twice. */
    struct column **all = ARENA_ARRAY(t->arena, struct column *, *count + more + 1);
    for (size_t i = 0; i < *count; i++) all[i] = (*columns)[i];
    *columns = all;
    for (const struct ast_names_item *n = names->first; n; n = n->next) {
        struct column *column = resolve_column(t, table, &n->name);
        if (column) (*columns)[(*count)++] = column;
    }
}

/* column name from table.column by keys */
static void resolve_look_up(struct theory *t, struct column *column)
{
    const struct ast_column *ast = column->ast;
    struct table *other = resolve_thing(t, &ast->table, KIND(DATA), "a table");
    resolve_columns(t, column->table, &ast->by, &column->keys, &column->key_count);
    column->broken = true; /* until it is found */
    if (!other) return;
    struct column *source = resolve_column(t, other, &ast->column);
    if (!source || source->broken) return;
    if (other == column->table || source->form == COLUMN_LOOKED_UP) {
        struct finding *f =
            finding_add(t->findings, FINDING_N09, column->span,
                        "a look-up takes a column that stands in the file of another "
                        "table");
        finding_relate(t->findings, f, location_of(source->span), "this one does not");
        finding_help(t->findings, f, "look up in the table where the column is read");
        return;
    }
    if (other->key_count != column->key_count) {
        struct finding *f = finding_add(t->findings, FINDING_U08, column->span,
                                        "`%.*s` is found by %zu column%s, and %zu %s given",
                                        STR_ARG(other->common.name), other->key_count,
                                        other->key_count == 1 ? "" : "s", column->key_count,
                                        column->key_count == 1 ? "is" : "are");
        finding_relate(t->findings, f, location_of(other->common.decl->name.span),
                       "its `key` says "
                       "by which");
        finding_help(t->findings, f,
                     "declare in `data %.*s` by which columns a row is found: key id",
                     STR_ARG(other->common.name));
        return;
    }
    column->broken = false;
    column->looked_up = source;
    column->type = source->type;
    column->whole = source->whole;
    column->any_freq = source->any_freq;
    column->freq = source->freq;
    column->unit = source->unit;
    column->flavour = source->flavour;
    column->words = source->words;
    column->word_count = source->word_count;
}

/* --- options ------------------------------------------------------------------------------------------------ */

static const struct str option_names[] = {
    {"delimiter", 9}, {"decimal", 7}, {"thousands", 9},     {"encoding", 8}, {"header_row", 10},
    {"dates", 5},     {"missing", 7}, {"confidential", 12}, {"nil", 3},      {"provisional", 11},
};

static bool is_list_option(struct str name)
{
    return str_equal(name, STR("missing")) || str_equal(name, STR("confidential")) ||
           str_equal(name, STR("nil")) || str_equal(name, STR("provisional"));
}

static void report_option(struct theory *t, const struct ast_option *option, const char *wanted)
{
    struct finding *f =
        finding_add(t->findings, FINDING_U08, option->name.span, "the option `%.*s` is %s",
                    STR_ARG(name_text(t, &option->name)), wanted);
    finding_help(t->findings, f,
                 "write for example (delimiter: \";\", decimal: \",\", header_row: 2, "
                 "missing: (\".\", \"x\"))");
}

static void check_option(struct theory *t, const struct ast_option *option)
{
    struct str name = name_text(t, &option->name);
    bool known = false;
    for (size_t i = 0; i < COUNT_OF(option_names); i++) known |= str_equal(option_names[i], name);
    if (!known) {
        struct finding *f = finding_add(t->findings, FINDING_N10, option->name.span,
                                        "`%.*s` is not an option of a file", STR_ARG(name));
        offer_nearest(t, f, name, option->name.span, option_names, COUNT_OF(option_names),
                      "the options are delimiter, decimal, thousands, encoding, header_row, dates, "
                      "missing, confidential, nil and provisional");
        return;
    }
    const struct ast_texts_item *text = option->texts.first;
    if (str_equal(name, STR("header_row"))) {
        int64_t row;
        bool fits = option->value && option->value->kind == AST_NUMBER &&
                    num_is_integer(option->value->number.value) &&
                    num_floor(&row, option->value->number.value) && row >= 0 && row <= 1000000;
        if (!fits) report_option(t, option, "a row number; 0 says that the file has no header");
        return;
    }
    if (!text || (text->next && !is_list_option(name))) {
        report_option(t, option,
                      is_list_option(name) ? "a text, or several in brackets" : "a text in quotes");
        return;
    }
    bool sign = str_equal(name, STR("delimiter")) || str_equal(name, STR("decimal")) ||
                str_equal(name, STR("thousands"));
    if (sign && text->text.value.len != 1 && !str_equal(name, STR("thousands")))
        report_option(t, option, "one sign");
    if (str_equal(name, STR("dates")) && !date_pattern_valid(text->text.value))
        report_option(t, option, "a pattern of day, month and year such as \"dd-mm-yyyy\"");
}

/* --- the block ------------------------------------------------------------------------------------------------ */

static void resolve_period_columns(struct theory *t, struct table *table,
                                   const struct ast_names *names)
{
    table->period = resolve_column(t, table, &names->first->name);
    if (names->first->next) table->period_to = resolve_column(t, table, &names->first->next->name);
}

/* When the types of derived columns are known too. */
static void check_period_column(struct theory *t, struct table *table, const struct column *column)
{
    bool failed = column && column->broken;
    if (!column || failed || column->type == COLUMN_DATE || column->type == COLUMN_PERIOD) return;
    const struct ast_clause *clause = decl_clause(table->common.decl, CLAUSE_PERIOD_COLUMN);
    struct finding *f = finding_add(t->findings, FINDING_U03, clause->span,
                                    "`%.*s` does not place a row in time", STR_ARG(column->name));
    finding_relate(t->findings, f, location_of(column->span), "its type is said here");
    finding_help(t->findings, f, "the period column is a date or a period: column %.*s : year",
                 STR_ARG(column->name));
    table->unplaced = true;
}

static void resolve_stock(struct theory *t, struct table *table, const struct ast_names *names)
{
    for (const struct ast_names_item *n = names->first; n; n = n->next) {
        struct column *column = resolve_column(t, table, &n->name);
        if (!column) continue;
        column->stock = true;
        if (column->form != COLUMN_TYPED || column->type == COLUMN_NUMBER) continue;
        finding_add(t->findings, FINDING_U03, n->name.span, "a stock is a column of numbers");
    }
}

static void build_clause(struct theory *t, struct table *table, const struct ast_clause *c)
{
    switch (c->kind) {
    case CLAUSE_FROM:
        table->path = c->from.path.value;
        table->path_span = c->from.path.span;
        table->options = c->from.options;
        for (const struct ast_option *o = c->from.options; o; o = o->next) check_option(t, o);
        break;
    case CLAUSE_ROW_IS: table->row_unit = resolve_unit(t, c->unit); break;
    case CLAUSE_PERIOD_COLUMN: resolve_period_columns(t, table, &c->names); break;
    case CLAUSE_STOCK: resolve_stock(t, table, &c->names); break;
    case CLAUSE_WEIGHT:
        table->weight = resolve_column(t, table, &c->names.first->name);
        if (table->weight && table->weight->form == COLUMN_TYPED &&
            table->weight->type != COLUMN_NUMBER)
            finding_add(t->findings, FINDING_U03, c->names.first->name.span,
                        "a weight is a column of numbers");
        break;
    case CLAUSE_COVERS: table->covers_said = resolve_range(t, c->range, &table->covers); break;
    case CLAUSE_KEY: resolve_columns(t, table, &c->names, &table->keys, &table->key_count); break;
    default: break; /* columns before, common ones elsewhere */
    }
}

static void report_no_file(struct theory *t, const struct table *table)
{
    if (table->common.broken) return;
    struct finding *f = finding_add(t->findings, FINDING_U08, table->common.decl->name.span,
                                    "the data block `%.*s` does not say where its rows are",
                                    STR_ARG(table->common.name));
    finding_help(t->findings, f, "add for example: from \"data/incidents.csv\"");
}

/* --- tables that look up in each other ---------------------------------------------------------------------- */

/* Depth first over look-ups; tables are few and the depth is that of their chain. */
static void order_table(struct theory *t, struct table *table)
{
    enum { NEW, OPEN, DONE };
    if (table->state != NEW) return;
    table->state = OPEN;
    for (size_t i = 0; i < table->column_count; i++) {
        struct column *column = table->columns[i];
        if (!column->looked_up) continue;
        struct table *other = column->looked_up->table;
        if (other->state == OPEN || t->table_depth >= 100) {
            struct finding *f =
                finding_add(t->findings, FINDING_N09, column->span,
                            "the tables `%.*s` and `%.*s` look up in each other",
                            STR_ARG(table->common.name), STR_ARG(other->common.name));
            finding_help(t->findings, f, "let one of the two hold the column itself");
            column->looked_up = NULL;
            column->broken = true;
            continue;
        }
        t->table_depth++;
        order_table(t, other);
        t->table_depth--;
    }
    table->state = DONE;
    t->table_order[t->table_order_count++] = table;
}

void theory_tables(struct theory *t)
{
    for (size_t i = 0; i < t->tables_count; i++) {
        struct table *table = t->tables[i];
        size_t capacity = 0;
        table->index = i;
        resolve_common(t, &table->common);
        const struct ast_clause *clauses = table->common.decl->clauses;
        for (const struct ast_clause *c = clauses; c; c = c->next)
            if (c->kind == CLAUSE_COLUMN) add_column(t, table, c->column, &capacity);
        for (const struct ast_clause *c = clauses; c; c = c->next) build_clause(t, table, c);
        resolve_breaks(t, clauses, &table->breaks);
        if (!decl_clause(table->common.decl, CLAUSE_FROM)) report_no_file(t, table);
    }
    for (size_t i = 0; i < t->tables_count; i++)
        for (size_t k = 0; k < t->tables[i]->column_count; k++)
            if (t->tables[i]->columns[k]->form == COLUMN_LOOKED_UP)
                resolve_look_up(t, t->tables[i]->columns[k]);
    t->table_order = ARENA_ARRAY(t->arena, struct table *, t->tables_count + 1);
    for (size_t i = 0; i < t->tables_count; i++) order_table(t, t->tables[i]);
}

/* --- derived columns ---------------------------------------------------------------------------------------------- */

enum { COLUMN_NEW, COLUMN_TYPING, COLUMN_DONE };

static void take_type(struct column *column, const struct expr *value)
{
    column->unit = value->unit;
    column->flavour = value->flavour;
    switch (value->type) {
    case TYPE_NUMBER: column->type = COLUMN_NUMBER; break;
    case TYPE_TRUTH: column->type = COLUMN_BOOLEAN; break;
    case TYPE_TEXT: column->type = COLUMN_TEXT; break;
    case TYPE_DATE: column->type = COLUMN_DATE; break;
    case TYPE_PERIOD:
        column->type = COLUMN_PERIOD;
        column->any_freq = !value->has_freq;
        column->freq = value->freq;
        break;
    case TYPE_NONE:
    case TYPE_ESTIMATE:
    case TYPE_VERDICT: break;
    }
}

bool type_derived_column(struct theory *t, struct column *column, struct span from)
{
    if (column->state == COLUMN_DONE) return true;
    if (column->state == COLUMN_TYPING) {
        struct finding *f = finding_add(t->findings, FINDING_N09, from,
                                        "the column `%.*s` needs itself", STR_ARG(column->name));
        finding_relate(t->findings, f, location_of(column->span), "declared here");
        finding_help(t->findings, f, "take one of the names in the circle out");
        return false;
    }
    column->state = COLUMN_TYPING;
    struct scope scope = scope_row(t, column->table);
    struct expr *value = type_expr(&scope, column->ast->value);
    column->state = COLUMN_DONE;
    column->value = value;
    column->broken = is_error(value);
    if (!column->broken) take_type(column, value);
    return true;
}

void theory_type_columns(struct theory *t)
{
    for (size_t i = 0; i < t->tables_count; i++)
        for (size_t k = 0; k < t->tables[i]->column_count; k++) {
            struct column *column = t->tables[i]->columns[k];
            if (column->form == COLUMN_DERIVED) type_derived_column(t, column, column->span);
        }
    for (size_t i = 0; i < t->tables_count; i++) {
        check_period_column(t, t->tables[i], t->tables[i]->period);
        check_period_column(t, t->tables[i], t->tables[i]->period_to);
    }
}
