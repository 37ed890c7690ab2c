/* Data blocks as specifications for the readers. */
#include "collect/table_file.h"

#include "collect/rows.h"
#include "collect/table_files.h"
#include "text/suggest.h"

static struct signs signs_of(struct arena *arena, const struct ast_option *option)
{
    size_t count = 0;
    for (const struct ast_texts_item *i = option->texts.first; i; i = i->next) count++;
    struct str *items = ARENA_ARRAY(arena, struct str, count + 1);
    struct signs signs = {.said = true, .items = items};
    for (const struct ast_texts_item *i = option->texts.first; i; i = i->next)
        items[signs.count++] = i->text.value;
    return signs;
}

static struct table_options options_of(struct arena *arena, const struct theory *t,
                                       const struct table *table)
{
    struct table_options options = {0};
    for (const struct ast_option *o = table->options; o; o = o->next) {
        struct str name = atoms_text(t->atoms, o->name.atom);
        struct str text = o->texts.first ? o->texts.first->text.value : STR("");
        int64_t row;
        if (str_equal(name, STR("delimiter"))) options.delimiter = text;
        if (str_equal(name, STR("decimal"))) options.decimal = text;
        if (str_equal(name, STR("thousands"))) options.thousands = text;
        if (str_equal(name, STR("encoding"))) options.encoding = text;
        if (str_equal(name, STR("dates"))) options.dates = text;
        if (str_equal(name, STR("missing"))) options.missing = signs_of(arena, o);
        if (str_equal(name, STR("confidential"))) options.confidential = signs_of(arena, o);
        if (str_equal(name, STR("nil"))) options.nil = signs_of(arena, o);
        if (str_equal(name, STR("provisional"))) options.provisional = signs_of(arena, o);
        if (str_equal(name, STR("header_row")) && o->value && o->value->kind == AST_NUMBER &&
            num_floor(&row, o->value->number.value)) {
            options.header_row_said = true;
            options.header_row = (uint32_t)row;
        }
    }
    return options;
}

/* Marks the columns in an expression, and those that derived ones are computed from. */
static void mark_columns(const struct expr *expr, bool *marked)
{
    if (!expr) return;
    if (expr->kind == EXPR_COLUMN && !marked[expr->column->index]) {
        marked[expr->column->index] = true;
        mark_columns(expr->column->value, marked);
    }
    if (expr->kind == EXPR_IN_LIST)
        for (size_t i = 0; i < expr->call->argument_count; i++)
            mark_columns(expr->call->arguments[i].value, marked);
    mark_columns(expr->a, marked);
    mark_columns(expr->b, marked);
    mark_columns(expr->c, marked);
}

/* The columns by which rows are told apart: keys, breakdowns, what filters look at. */
static bool *find_codes(const struct table_plan *plan, struct arena *arena)
{
    const struct table *table = plan->table;
    bool *codes = ARENA_ARRAY(arena, bool, table->column_count + 1);
    for (size_t i = 0; i < plan->query_count; i++)
        mark_columns(plan->queries[i]->aggregate->filter, codes);
    for (size_t i = 0; i < plan->grid_count; i++)
        for (size_t k = 0; k < plan->grids[i].by_count; k++)
            codes[plan->grids[i].by[k]->index] = true;
    for (size_t i = 0; i < table->key_count; i++) codes[table->keys[i]->index] = true;
    for (size_t i = 0; i < table->column_count; i++) {
        const struct column *column = table->columns[i];
        for (size_t k = 0; k < column->key_count; k++) codes[column->keys[k]->index] = true;
        codes[i] |= column->type == COLUMN_WORD;
    }
    return codes;
}

static struct column_spec column_spec(const struct column *column, bool wanted, bool code)
{
    return (struct column_spec){
        .name = column->name,
        .header = column->header,
        .type = rows_cell_type(column),
        .whole = column->whole,
        .any_freq = column->any_freq,
        .freq = column->freq,
        .words = column->words,
        .word_count = column->word_count,
        .ranged = column->ranged,
        .low = column->low,
        .high = column->high,
        .span = column->span,
        .wanted = wanted,
        .code = code && wanted && (column->type == COLUMN_TEXT || column->type == COLUMN_WORD),
    };
}

const struct data_override *table_override(const struct collect_options *options, struct str name)
{
    for (size_t i = 0; i < options->override_count; i++)
        if (str_equal(options->overrides[i].name, name)) return &options->overrides[i];
    return NULL;
}

/* A path in the program is seen from its file and must stay below the root; one on the command line
 * is the user's own. Findings hold these paths, so they live as long as those do. */
static bool find_files(const struct table *table, struct loader *loader,
                       const struct collect_options *options, const struct theory *t,
                       struct findings *findings, struct table_spec *spec)
{
    const struct data_override *override = table_override(options, table->common.name);
    struct table_path path = {
        .loader = loader,
        .path = override ? override->path : table->path,
        .span = override && override->span.end ? override->span : spec->span,
        .findings = findings,
    };
    if (override && override->span.end) spec->span = override->span;
    struct span from = override ? override->span : table->common.decl->span;
    if (from.end) path.from = sources_at(t->sources, from.start)->path;
    spec->files = table_files_find(&path);
    if (!spec->files) return false;
    spec->path = spec->files->path;
    spec->file = spec->files->items[0].file;
    return true;
}

bool table_file(const struct table_plan *plan, struct loader *loader, struct arena *arena,
                const struct collect_options *options, const struct theory *t,
                struct findings *findings, struct table_spec *spec, size_t **places)
{
    const struct table *table = plan->table;
    struct column_spec *columns = ARENA_ARRAY(arena, struct column_spec, table->column_count + 1);
    *places = ARENA_ARRAY(arena, size_t, table->column_count + 1);
    *spec = (struct table_spec){
        .name = table->common.name,
        .span = table->path_span.end ? table->path_span : table->common.decl->name.span,
        .options = options_of(arena, t, table),
        .columns = columns,
    };
    const bool *codes = find_codes(plan, arena);
    for (size_t i = 0; i < table->column_count; i++) {
        if (table->columns[i]->form != COLUMN_TYPED) continue;
        (*places)[i] = spec->column_count;
        columns[spec->column_count++] =
            column_spec(table->columns[i], plan->wanted[i], options->watch && codes[i]);
    }
    return find_files(table, loader, options, t, findings, spec);
}
