/* From objects to fields: each key is looked up among those that columns want. */
#include "data/json_keys.h"

#include <string.h>

#include "base/utf8.h"
#include "data/shown.h"

void json_keys_init(struct json_keys *keys, struct reader *reader)
{
    size_t columns = reader->spec->column_count;
    *keys = (struct json_keys){.reader = reader};
    atoms_init(&keys->known, reader->arena);
    atoms_init(&keys->names, reader->arena);
    keys->next = ARENA_ARRAY(reader->arena, uint32_t, columns + 1);
    keys->written = ARENA_ARRAY(reader->arena, uint64_t, columns + 1);
    keys->path = buf_in(reader->arena);
}

/* ---- names ---- */

/* Makes the path of a member from that of its object; answers the length of the latter. */
static size_t begin_path(struct json_keys *keys, const struct json_value *key)
{
    struct arena *scratch = keys->reader->scratch;
    size_t before = keys->path.len;
    struct str name = str_trim(json_unescape(scratch, key));
    if (before) buf_add_char(&keys->path, '.');
    buf_add(&keys->path, utf8_is_ascii(name) ? name : utf8_nfc(scratch, name));
    return before;
}

static void end_path(struct json_keys *keys, size_t before)
{
    keys->path.len = before;
}

static void note_members(struct json_keys *keys, struct json_text *json, unsigned depth)
{
    struct json_value key, value;
    for (size_t count = 0; json_member(json, count, &key); count++) {
        size_t before = begin_path(keys, &key);
        if (keys->names.count < FIELDS_MAX && utf8_valid(buf_str(&keys->path)))
            atoms_intern(&keys->names, buf_str(&keys->path));
        if (json_peek(json) == '{' && depth < JSON_DEPTH_MAX && json_enter(json))
            note_members(keys, json, depth + 1);
        else
            json_read(json, &value);
        end_path(keys, before);
    }
}

bool json_keys_note(struct json_keys *keys, struct str record)
{
    struct json_text json = json_text(record);
    if (json_enter(&json)) note_members(keys, &json, 1);
    keys->path.len = 0;
    return json_finish(&json);
}

static struct header header_of_names(const struct json_keys *keys, struct arena *arena)
{
    struct header header = {.count = keys->names.count, .are_keys = true};
    header.names = ARENA_ARRAY(arena, struct str, header.count + 1);
    header.folded = ARENA_ARRAY(arena, struct str, header.count + 1);
    for (size_t i = 0; i < header.count; i++) {
        header.names[i] = atoms_text(&keys->names, (uint32_t)i);
        header.folded[i] = utf8_fold(arena, header.names[i]);
    }
    return header;
}

/* ---- what columns want ---- */

static struct json_path *path_of(struct json_keys *keys, struct str name)
{
    uint32_t atom = atoms_intern(&keys->known, name);
    ARENA_GROW(keys->reader->arena, keys->paths, atom, keys->path_capacity);
    return &keys->paths[atom];
}

static void want(struct json_keys *keys, struct str name, size_t column)
{
    struct json_path *path = path_of(keys, name);
    keys->next[column] = path->column;
    path->column = (uint32_t)column + 1;
    for (size_t i = 0; i < name.len; i++)
        if (name.p[i] == '.') path_of(keys, (struct str){name.p, i})->inner = true;
}

static void complain_of_two(struct json_keys *keys, const struct column_spec *column, struct str a,
                            struct str b)
{
    struct findings *findings = keys->reader->findings;
    struct finding *finding =
        finding_add(findings, FINDING_D01, column->span,
                    "`%.*s` has the keys `%.*s` and `%.*s`, and column `%.*s` could be either",
                    STR_ARG(keys->reader->spec->path), STR_ARG(shown_name(findings->arena, a)),
                    STR_ARG(shown_name(findings->arena, b)), STR_ARG(column->name));
    finding_help(findings, finding, "name the one that is meant exactly as it is written there");
}

bool json_keys_match(struct json_keys *keys)
{
    struct reader *reader = keys->reader;
    struct header header = header_of_names(keys, reader->scratch);
    reader_name_columns(keys->reader, header.names, header.count);
    bool all = true;
    for (size_t i = 0; i < reader->spec->column_count; i++) {
        const struct column_spec *column = &reader->spec->columns[i];
        size_t at = 0, again = 0;
        if (!column->wanted) continue;
        switch (header_find(&header, reader->scratch, column, &at, &again)) {
        case HEADER_FOUND: want(keys, header.names[at], i); break;
        case HEADER_ABSENT: want(keys, utf8_nfc(reader->arena, column_header(column)), i); break;
        case HEADER_TWICE:
            complain_of_two(keys, column, header.names[at], header.names[again]);
            all = false;
            break;
        }
    }
    return all;
}

/* ---- rows ---- */

static struct field field_of(struct json_keys *keys, const struct json_value *value)
{
    struct field field = {.text = value->text};
    switch (value->kind) {
    case JSON_STRING: field.text = str_trim(json_unescape(keys->reader->scratch, value)); break;
    case JSON_NUMBER: field.plain = true; break;
    case JSON_WORD: break;
    case JSON_NULL: field.text.len = 0; break;
    case JSON_OBJECT:
    case JSON_ARRAY: field.flaw = FLAW_NESTED; break;
    }
    return field;
}

static void set_fields(struct json_keys *keys, struct json_path *path,
                       const struct json_value *value, size_t row)
{
    struct reader *reader = keys->reader;
    path->seen = true;
    for (uint32_t i = path->column; i; i = keys->next[i - 1]) {
        size_t column = i - 1;
        struct field *field = &reader->columns[column].fields[row];
        *field = field_of(keys, value);
        if (keys->written[column] == keys->row) field->flaw = FLAW_TWICE;
        keys->written[column] = keys->row;
        if (reader->spec->columns[column].code && value->kind == JSON_STRING)
            column_note_spaces(&reader->columns[column], &reader->cell_context, row,
                               json_unescape(reader->scratch, value));
    }
}

static void take_members(struct json_keys *keys, struct json_text *json, size_t row, unsigned depth)
{
    struct json_value key, value;
    for (size_t count = 0; json_member(json, count, &key); count++) {
        size_t before = begin_path(keys, &key);
        uint32_t atom = atoms_find(&keys->known, buf_str(&keys->path));
        struct json_path *path = atom == ATOM_NONE ? NULL : &keys->paths[atom];
        if (path && path->inner && json_peek(json) == '{' && depth < JSON_DEPTH_MAX) {
            const char *from = json->p;
            if (json_enter(json)) take_members(keys, json, row, depth + 1);
            value =
                (struct json_value){.kind = JSON_OBJECT, .text = {from, (size_t)(json->p - from)}};
        } else {
            json_read(json, &value);
        }
        if (path && path->column && !json->failure) set_fields(keys, path, &value, row);
        end_path(keys, before);
    }
}

bool json_keys_take(struct json_keys *keys, struct json_text *json, size_t row)
{
    struct reader *reader = keys->reader;
    keys->row++;
    for (size_t i = 0; i < reader->spec->column_count; i++)
        if (reader->columns[i].fields)
            reader->columns[i].fields[row] = (struct field){.text = {"", 0}};
    if (json_enter(json)) take_members(keys, json, row, 1);
    keys->path.len = 0;
    if (json_finish(json)) return true;
    for (size_t i = 0; i < reader->spec->column_count; i++)
        if (reader->columns[i].fields)
            reader->columns[i].fields[row] = (struct field){.text = {"", 0}, .flaw = FLAW_ROW};
    return false;
}

/* ---- the end ---- */

/* One of several files: another may have the column. */
static bool note_seen(const struct json_keys *keys)
{
    for (size_t i = 0; i < keys->known.count; i++)
        for (uint32_t k = keys->paths[i].seen ? keys->paths[i].column : 0; k; k = keys->next[k - 1])
            keys->reader->spec->seen[k - 1] = true;
    return true;
}

bool json_keys_all_seen(const struct json_keys *keys)
{
    struct reader *reader = keys->reader;
    bool all = true;
    if (!keys->row) return true;
    if (reader->spec->seen) return note_seen(keys);
    struct header header = header_of_names(keys, reader->scratch);
    for (size_t i = 0; i < keys->known.count; i++) {
        const struct json_path *path = &keys->paths[i];
        for (uint32_t k = path->seen ? 0 : path->column; k; k = keys->next[k - 1]) {
            header_complain_absent(&header, reader->spec, &reader->spec->columns[k - 1], 0,
                                   reader->findings);
            all = false;
        }
    }
    return all;
}
