/* Reads tables of JSON objects: looks at the first ones for their keys, then takes them all. */
#include "data/json_table.h"

#include <inttypes.h>

#include "data/shown.h"

/* ---- findings ---- */

static bool complain(struct json_table *table, uint32_t line, const char *message)
{
    struct findings *findings = table->reader->findings;
    struct str path = table->reader->spec->path;
    struct finding *finding = finding_add_at(findings, FINDING_D01, location_in_data(path, line),
                                             "`%.*s` can't be read on: %s", STR_ARG(path), message);
    finding_help(findings, finding,
                 "JSON Lines (.jsonl) has one object a line, { \"date\": \"2023-05-01\", \"cost\": "
                 "12.5 }, and JSON (.json) one list of objects, [ { … }, { … } ]");
    return false;
}

static bool complain_of_limit(struct json_table *table)
{
    struct findings *findings = table->reader->findings;
    struct str path = table->reader->spec->path;
    finding_add_at(findings, FINDING_S05, location_in_data(path, table->finder.next_line),
                   "a row of `%.*s` has more than the %d bytes that are the limit, so the file was "
                   "not read on",
                   STR_ARG(path), RECORD_MAX);
    return false;
}

/* Whether the text is one object with a list in it, as programs that answer over the network write
 * it; `key` is that of the list. */
static bool wraps_list(struct str text, struct json_value *key)
{
    struct json_text json = json_text(text);
    struct json_value value;
    if (!json_enter(&json)) return false;
    for (size_t count = 0; json_member(&json, count, key); count++) {
        if (json_peek(&json) == '[') return true;
        json_read(&json, &value);
    }
    return false;
}

static bool complain_of_wrapping(struct json_table *table, const struct json_value *key)
{
    struct findings *findings = table->reader->findings;
    const struct table_spec *spec = table->reader->spec;
    struct str name = shown_name(findings->arena, json_unescape(findings->arena, key));
    struct finding *finding =
        finding_add(findings, FINDING_D01, spec->span,
                    "`%.*s` holds one object, and not rows: a list stands in its `%.*s`",
                    STR_ARG(spec->path), STR_ARG(name));
    finding_help(findings, finding,
                 "write that list to a file of its own (`jq '.[\"%.*s\"]' %.*s > rows.json`)",
                 STR_ARG(name), STR_ARG(spec->path));
    return false;
}

/* Why the first row is none. */
static bool complain_of_first(struct json_table *table, struct str record, uint32_t line)
{
    struct json_text json = json_text(record);
    json_take(&table->taker, &json);
    struct str why = str_printf(table->reader->findings->arena,
                                "its first row is no object of JSON (at character %zu: %s)",
                                json_column(&json), json.failure);
    return complain(table, line, why.p);
}

/* ---- opening ---- */

/* Only lines can be blank: an element has a place in the list. */
static bool is_blank(const struct json_table *table)
{
    return table->finder.place == JSON_BEFORE && !str_trim(table->finder.record).len;
}

/* Notes the keys of the rows at the beginning. The finder begins anew behind it. */
static bool look_at_beginning(struct json_table *table)
{
    struct json_finder *finder = &table->finder, begin = *finder;
    struct str text = window_text(&table->window), first = {"", 0};
    uint32_t first_line = 0;
    size_t rows = 0, objects = 0;
    bool begins_well = true;
    struct json_value key;
    enum json_found found;
    while ((found = finder->find(finder, text, table->window.ended)) == JSON_RECORD) {
        text = (struct str){text.p + finder->length, text.len - finder->length};
        if (is_blank(table)) continue;
        if (!rows++) {
            first = finder->record;
            first_line = finder->line;
        }
        objects += json_keys_note(&table->keys, finder->record);
        begins_well = begins_well && objects;
    }
    if (!begins_well && wraps_list(window_text(&table->window), &key))
        return complain_of_wrapping(table, &key);
    if (found == JSON_UNFIT && !rows) return complain(table, finder->next_line, finder->failure);
    if (rows && !objects) return complain_of_first(table, first, first_line);
    *finder = begin;
    return true;
}

static bool fill_window(struct json_table *table)
{
    struct window *window = &table->window;
    while (window_text(window).len <= SAMPLE_SIZE && !window->ended)
        if (!window_more(window)) return reader_complain_of_file(table->reader);
    return true;
}

static bool complain_of_emptiness(struct json_table *table)
{
    struct findings *findings = table->reader->findings;
    const struct table_spec *spec = table->reader->spec;
    struct finding *finding =
        finding_add(findings, FINDING_D01, spec->span, "`%.*s` is empty", STR_ARG(spec->path));
    finding_help(findings, finding, "is it the right file? Without any rows it holds `[]`");
    return false;
}

bool json_table_open(struct reader *reader, struct json_finder finder)
{
    struct json_table *table = ARENA_NEW(reader->arena, struct json_table);
    reader->state = table;
    reader->keyed = true;
    table->reader = reader;
    table->finder = finder;
    reader->dialect.header_row = 1;
    reader->dialect.figures.decimal =
        reader->dialect.decimal_said ? reader->dialect.decimal_said : '.';
    json_keys_init(&table->keys, reader);
    if (!decoder_init(&table->decoder, reader->arena, reader->spec->options.encoding))
        return reader_complain_of_encoding(reader);
    window_init(&table->window, reader->arena, &reader->bytes, &table->decoder, reader->block_size);
    if (!fill_window(table)) return false;
    if (table->window.ended && !str_trim(window_text(&table->window)).len)
        return complain_of_emptiness(table);
    json_taker_init(&table->taker, &table->keys, reader->arena, reader->scratch);
    return look_at_beginning(table) && json_keys_match(&table->keys);
}

/* ---- rows ---- */

/* The fields of a column, as they were taken. */
static void put_field(struct reader *reader, size_t i, struct field field, size_t row)
{
    struct column *column = &reader->columns[i];
    bool is_text = field.flaw == FLAW_NONE && field.text.len;
    if (is_text && column->spec->code)
        column_note_spaces(column, &reader->cell_context, row, field.text);
    field.text = str_trim(field.text);
    column->fields[row] = field;
}

void json_complain_of_row(struct json_bad_rows *bad, struct arena *arena, uint64_t line,
                          const struct json_text *json)
{
    struct str record = {json->begin, (size_t)(json->end - json->begin)};
    if (!bad->rows.count)
        bad->why = str_printf(arena, "at character %zu of the first one: %s", json_column(json),
                              json->failure);
    if (!bad->rows.count) bad->line = line;
    complaint_add(&bad->rows, arena, PROBLEM_OTHER, 0, line, str_trim(record));
}

static void take_row(struct json_table *table, size_t row)
{
    struct reader *reader = table->reader;
    struct json_text json = json_text(table->finder.record);
    reader_make_room(reader);
    reader->lines[row] = table->finder.line;
    if (!json_take(&table->taker, &json))
        json_complain_of_row(&reader->bad_rows, reader->arena, table->finder.line, &json);
    for (size_t i = 0; i < reader->spec->column_count; i++)
        if (reader->columns[i].fields) put_field(reader, i, table->taker.fields[i], row);
}

/* A batch ends where the window does: its texts lie there. */
static enum read_status fill(struct json_table *table, size_t *rows)
{
    struct json_finder *finder = &table->finder;
    while (*rows < BATCH_ROWS) {
        switch (finder->find(finder, window_text(&table->window), table->window.ended)) {
        case JSON_RECORD:
            if (!is_blank(table)) take_row(table, (*rows)++);
            window_take(&table->window, finder->length);
            break;
        case JSON_MORE:
            if (*rows) return READ_ROWS;
            if (!window_more(&table->window)) {
                reader_complain_of_file(table->reader);
                return READ_FAILED;
            }
            break;
        case JSON_END:
            if (*rows) return READ_ROWS;
            return json_all_seen(&table->taker) ? READ_END : READ_FAILED;
        case JSON_LIMIT:
            if (*rows) return READ_ROWS;
            complain_of_limit(table);
            return READ_FAILED;
        case JSON_UNFIT:
            if (*rows) return READ_ROWS;
            complain(table, finder->next_line, finder->failure);
            return READ_FAILED;
        }
    }
    return READ_ROWS;
}

enum read_status json_table_fill(struct reader *reader, size_t *rows)
{
    struct json_table *table = reader->state;
    enum read_status status = fill(table, rows);
    reader->encoding = table->decoder.name;
    reader->line_count = table->finder.next_line;
    return status;
}
