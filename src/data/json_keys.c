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
    keys->path = buf_in(reader->arena);
}

/* ---- names ---- */

/* The name of a key: as headers are compared. */
static struct str name_of(struct arena *scratch, const struct json_value *key)
{
    struct str name = str_trim(json_unescape(scratch, key));
    return utf8_is_ascii(name) ? name : utf8_nfc(scratch, name);
}

/* Makes the path of a member from that of its object; answers the length of the latter. */
static size_t begin_path(struct buf *path, struct arena *scratch, const struct json_value *key)
{
    size_t before = path->len;
    if (before) buf_add_char(path, '.');
    buf_add(path, name_of(scratch, key));
    return before;
}

static void note_members(struct json_keys *keys, struct json_text *json, unsigned depth)
{
    struct json_value key, value;
    for (size_t count = 0; json_member(json, count, &key); count++) {
        size_t before = begin_path(&keys->path, keys->reader->scratch, &key);
        if (keys->names.count < FIELDS_MAX && utf8_valid(buf_str(&keys->path)))
            atoms_intern(&keys->names, buf_str(&keys->path));
        if (json_peek(json) == '{' && depth < JSON_DEPTH_MAX && json_enter(json))
            note_members(keys, json, depth + 1);
        else
            json_read(json, &value);
        keys->path.len = before;
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

const struct json_path *json_keys_find(const struct json_keys *keys, struct arena *scratch,
                                       const struct json_value *key)
{
    uint32_t atom = atoms_find(&keys->known, name_of(scratch, key));
    return atom == ATOM_NONE ? NULL : &keys->paths[atom];
}

/* ---- rows ---- */

void json_taker_init(struct json_taker *taker, const struct json_keys *keys, struct arena *arena,
                     struct arena *scratch)
{
    size_t columns = keys->reader->spec->column_count;
    *taker = (struct json_taker){.keys = keys, .scratch = scratch, .path = buf_in(arena)};
    taker->fields = ARENA_ARRAY(arena, struct field, columns + 1);
    taker->written = ARENA_ARRAY(arena, uint64_t, columns + 1);
    taker->seen = ARENA_ARRAY(arena, bool, columns + 1);
}

static struct field field_of(struct json_taker *taker, const struct json_value *value)
{
    struct field field = {.text = value->text};
    switch (value->kind) {
    case JSON_STRING: field.text = json_unescape(taker->scratch, value); break;
    case JSON_NUMBER: field.plain = true; break;
    case JSON_WORD: break;
    case JSON_NULL: field.text.len = 0; break;
    case JSON_OBJECT:
    case JSON_ARRAY: field.flaw = FLAW_NESTED; break;
    }
    return field;
}

static void set_fields(struct json_taker *taker, const struct json_path *path,
                       const struct json_value *value)
{
    for (uint32_t i = path->column; i; i = taker->keys->next[i - 1]) {
        size_t column = i - 1;
        taker->fields[column] = field_of(taker, value);
        if (taker->written[column] == taker->row) taker->fields[column].flaw = FLAW_TWICE;
        taker->written[column] = taker->row;
        taker->seen[column] = true;
    }
}

static void take_members(struct json_taker *taker, struct json_text *json, unsigned depth)
{
    struct json_value key, value;
    for (size_t count = 0; json_member(json, count, &key); count++) {
        size_t before = begin_path(&taker->path, taker->scratch, &key);
        uint32_t atom = atoms_find(&taker->keys->known, buf_str(&taker->path));
        const struct json_path *path = atom == ATOM_NONE ? NULL : &taker->keys->paths[atom];
        if (path && path->inner && json_peek(json) == '{' && depth < JSON_DEPTH_MAX) {
            const char *from = json->p;
            if (json_enter(json)) take_members(taker, json, depth + 1);
            value =
                (struct json_value){.kind = JSON_OBJECT, .text = {from, (size_t)(json->p - from)}};
        } else {
            json_read(json, &value);
        }
        if (path && path->column && !json->failure) set_fields(taker, path, &value);
        taker->path.len = before;
    }
}

bool json_take(struct json_taker *taker, struct json_text *json)
{
    size_t columns = taker->keys->reader->spec->column_count;
    taker->row++;
    for (size_t i = 0; i < columns; i++) taker->fields[i] = (struct field){.text = {"", 0}};
    if (json_enter(json)) take_members(taker, json, 1);
    taker->path.len = 0;
    if (json_finish(json)) {
        taker->rows++;
        return true;
    }
    for (size_t i = 0; i < columns; i++)
        taker->fields[i] = (struct field){.text = {"", 0}, .flaw = FLAW_ROW};
    return false;
}

/* ---- the end ---- */

void json_taker_merge(struct json_taker *taker, const struct json_taker *other)
{
    taker->rows += other->rows;
    for (size_t i = 0; i < taker->keys->reader->spec->column_count; i++)
        taker->seen[i] |= other->seen[i];
}

/* One of several files: another may have the column. */
static bool note_seen(const struct json_taker *taker)
{
    const struct table_spec *spec = taker->keys->reader->spec;
    for (size_t i = 0; i < spec->column_count; i++) spec->seen[i] |= taker->seen[i];
    return true;
}

bool json_all_seen(const struct json_taker *taker)
{
    struct reader *reader = taker->keys->reader;
    bool all = true;
    if (!taker->rows) return true;
    if (reader->spec->seen) return note_seen(taker);
    struct header header = header_of_names(taker->keys, reader->scratch);
    for (size_t i = 0; i < reader->spec->column_count; i++) {
        const struct column_spec *column = &reader->spec->columns[i];
        if (!column->wanted || taker->seen[i]) continue;
        header_complain_absent(&header, reader->spec, column, 0, reader->findings);
        all = false;
    }
    return all;
}
