/* Matches the columns that are wanted with the header of a file. */
#include "data/header.h"

#include <inttypes.h>
#include <string.h>

#include "base/utf8.h"
#include "data/shown.h"
#include "text/suggest.h"

/* How many headers a message lists, and how short one may be to count as part of another. */
enum { LISTED_MAX = 8, PART_MIN = 4 };

struct str column_header(const struct column_spec *column)
{
    return str_trim(column->header.len ? column->header : column->name);
}

struct header header_of_record(struct arena *arena, const struct scanner *scanner,
                               const char *record)
{
    struct header header = {.count = scanner->count};
    header.names = ARENA_ARRAY(arena, struct str, header.count);
    header.folded = ARENA_ARRAY(arena, struct str, header.count);
    for (size_t i = 0; i < header.count; i++) {
        bool broken;
        struct str name = field_text(arena, scanner_field(scanner, record, i), &broken);
        name = str_copy(arena, utf8_nfc(arena, name));
        header.names[i] = name;
        header.folded[i] = utf8_fold(arena, name);
    }
    return header;
}

static enum header_match find_in(const struct str *names, size_t count, struct str wanted,
                                 size_t *at, size_t *again)
{
    enum header_match match = HEADER_ABSENT;
    for (size_t i = 0; i < count; i++) {
        if (!str_equal(names[i], wanted)) continue;
        if (match == HEADER_FOUND) {
            *again = i;
            return HEADER_TWICE;
        }
        match = HEADER_FOUND;
        *at = i;
    }
    return match;
}

enum header_match header_find(const struct header *header, struct arena *scratch,
                              const struct column_spec *column, size_t *at, size_t *again)
{
    struct str wanted = utf8_nfc(scratch, column_header(column));
    enum header_match match = find_in(header->names, header->count, wanted, at, again);
    if (match != HEADER_ABSENT) return match;
    return find_in(header->folded, header->count, utf8_fold(scratch, wanted), at, again);
}

static bool contains(struct str s, struct str part)
{
    for (size_t i = 0; i + part.len <= s.len; i++)
        if (memcmp(s.p + i, part.p, part.len) == 0) return true;
    return false;
}

/* The first header that holds the wanted one, or stands in it: "Realisatie" in "Realisatie 2013". */
static size_t find_part(const struct header *header, struct str folded)
{
    if (folded.len > SUGGEST_LONGEST) return SUGGEST_NONE;
    for (size_t i = 0; i < header->count; i++) {
        struct str name = header->folded[i];
        if (name.len > SUGGEST_LONGEST) continue;
        if (folded.len >= PART_MIN && contains(name, folded)) return i;
        if (name.len >= PART_MIN && contains(folded, name)) return i;
    }
    return SUGGEST_NONE;
}

static struct str list_of_names(struct arena *arena, const struct header *header)
{
    struct buf buf = buf_in(arena);
    size_t listed = 0, named = 0;
    for (size_t i = 0; i < header->count; i++) {
        if (!header->names[i].len) continue;
        named++;
        if (listed == LISTED_MAX) continue;
        buf_printf(&buf, "%s`%.*s`", listed++ ? ", " : "", STR_ARG(shown(arena, header->names[i])));
    }
    if (named > listed) buf_printf(&buf, " and %zu more", named - listed);
    return buf_str(&buf);
}

/* Whether it looks like UTF-16 read byte by byte. */
static bool holds_nul(const struct header *header)
{
    for (size_t i = 0; i < header->count; i++)
        if (header->names[i].len && memchr(header->names[i].p, '\0', header->names[i].len))
            return true;
    return false;
}

/* What may help when no header is near. */
static void help_with_names(const struct header *header, struct findings *findings,
                            struct finding *finding)
{
    struct str names = list_of_names(findings->arena, header);
    if (holds_nul(header))
        finding_help(findings, finding,
                     "it holds NUL bytes, so it is no plain text: is it the right file? If it was "
                     "saved as Unicode (UTF-16), say `encoding: \"UTF-16LE\"`");
    else if (!names.len && header->are_keys)
        finding_help(findings, finding, "its rows have no keys");
    else if (!names.len)
        finding_help(findings, finding,
                     "the row of headers is empty: say `header_row:` if the names of the columns "
                     "stand further down");
    else if (header->are_keys)
        finding_help(findings, finding, "the keys of its rows are %.*s", STR_ARG(names));
    else if (header->count == 1)
        finding_help(findings, finding,
                     "its first row was read as one name, %.*s: say `delimiter:` if that is wrong",
                     STR_ARG(names));
    else
        finding_help(findings, finding,
                     "its columns are %.*s; if those are no names, say `header_row:`",
                     STR_ARG(names));
}

void header_complain_absent(const struct header *header, const struct table_spec *spec,
                            const struct column_spec *column, uint64_t row_below,
                            struct findings *findings)
{
    struct arena *arena = findings->arena;
    struct str wanted = column_header(column);
    struct finding *finding =
        finding_add(findings, FINDING_D01, column->span, "`%.*s` has no column `%.*s`",
                    STR_ARG(spec->path), STR_ARG(shown_name(arena, wanted)));
    size_t near = suggest_nearest(wanted, header->names, header->count);
    if (near == SUGGEST_NONE && row_below) {
        finding_help(findings, finding,
                     "it stands in row %" PRIu64 " of the file: say `header_row: %" PRIu64 "`",
                     row_below, row_below);
        return;
    }
    if (near == SUGGEST_NONE) near = find_part(header, utf8_fold(arena, wanted));
    if (near != SUGGEST_NONE && header->names[near].len)
        finding_help(findings, finding, "did you mean `%.*s`?",
                     STR_ARG(shown_name(arena, header->names[near])));
    else
        help_with_names(header, findings, finding);
}

void header_complain_twice(const struct header *header, const struct table_spec *spec,
                           const struct column_spec *column, size_t at, size_t again,
                           struct findings *findings)
{
    struct arena *arena = findings->arena;
    struct finding *finding = finding_add(
        findings, FINDING_D01, column->span,
        "the header `%.*s` stands twice in `%.*s`, as column %zu and as column %zu",
        STR_ARG(shown_name(arena, header->names[at])), STR_ARG(spec->path), at + 1, again + 1);
    finding_help(findings, finding,
                 "give the two columns different names in the file, so that it is clear which "
                 "one is meant");
}
