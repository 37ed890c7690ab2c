/* Describing data files, and drafting the block that declares one. */
#include <sched.h>
#include <string.h>
#include <unistd.h>

#include "api/context.h"
#include "base/file.h"
#include "base/utf8.h"
#include "format/format.h"
#include "render/description.h"
#include "syntax/scan.h"

enum { SURVEY_WORKERS_MOST = 64 };

static size_t cores(void)
{
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    if (online < 1) return 1;
    return online > SURVEY_WORKERS_MOST ? SURVEY_WORKERS_MOST : (size_t)online;
}

enum pol_status pol_survey(struct pol *pol, const char *path, unsigned workers)
{
    GUARDED(pol);
    forget_sorted(pol);
    arena_reset(&pol->run);
    pol->result = NULL;
    pol->tests = NULL;
    struct findings *findings = ARENA_NEW(&pol->arena, struct findings);
    findings_init(findings, &pol->arena);
    pol->apart = findings;
    struct str name = str_from(path);
    if (file_kind(&pol->run, name) != FILE_NONE && !file_is_regular(&pol->run, name))
        return FAIL(pol, "%s is a %s: a file is wanted, which can be read several times", path,
                    file_kind(&pol->run, name) == FILE_FOLDER ? "folder" : "pipe");
    struct file_to_survey request = {
        .path = str_copy(&pol->arena, str_from(path)),
        .file = str_copy(&pol->arena, str_from(path)),
        .workers = workers ? workers : cores(),
    };
    if (request.workers > SURVEY_WORKERS_MOST) request.workers = SURVEY_WORKERS_MOST;
    pol->survey = survey_file(&pol->arena, &request, findings);
    sort_findings(pol);
    return pol->survey ? POL_OK : FAIL(pol, "%s could not be read", path);
}

/* --- names ---------------------------------------------------------------------------------------------- */

/* A name as the language has them: what can't stand in one becomes `_`, once in a row. */
static struct str name_of(struct arena *arena, struct str text)
{
    struct buf name = buf_in(arena);
    struct str rest = utf8_fold(arena, text);
    while (rest.len) {
        uint32_t code;
        size_t bytes = utf8_decode(rest, &code);
        bool digit = code >= '0' && code <= '9';
        bool fits = bytes && (digit || (code != '_' && utf8_is_letter(code)));
        if (fits && digit && !name.len) buf_add_char(&name, '_');
        if (fits)
            buf_add(&name, (struct str){rest.p, bytes});
        else if (name.len && name.p[name.len - 1] != '_')
            buf_add_char(&name, '_');
        bytes = bytes ? bytes : 1;
        rest = (struct str){rest.p + bytes, rest.len - bytes};
    }
    while (name.len && name.p[name.len - 1] == '_') name.len--;
    return name.len ? utf8_nfc(arena, buf_str(&name)) : STR("column");
}

struct names {
    struct pol *pol;
    struct atoms taken;
};

/* The name of a header that no other column has, between backquotes where it is a word of the
 * language. */
static struct str own_name(struct names *names, struct str header)
{
    struct arena *arena = &names->pol->run;
    struct str base = name_of(arena, header), name = base;
    for (unsigned n = 2; atoms_find(&names->taken, name) != ATOM_NONE; n++)
        name = str_printf(arena, "%.*s_%u", STR_ARG(base), n);
    atoms_intern(&names->taken, name);
    uint32_t atom = atoms_intern(&names->pol->atoms, name);
    return scan_keyword_is_reserved(atom) ? str_printf(arena, "`%.*s`", STR_ARG(name)) : name;
}

/* --- the draft ------------------------------------------------------------------------------------------ */

static void add_column(struct buf *text, const struct survey *survey,
                       const struct survey_column *column, struct str name)
{
    struct arena *arena = text->arena;
    buf_printf(text, "column %.*s ", STR_ARG(name));
    bool same = str_equal(utf8_fold(arena, name), utf8_fold(arena, column->spec.header));
    if (!same) survey_add_text(text, column->spec.header);
    buf_printf(text, " : %.*s\n", STR_ARG(survey_type(arena, column, survey)));
}

/* Whether rows are told apart by a column: its values are all different, and it stands first or is
 * called so. Other figures are seldom the same either. */
static bool is_key(const struct survey *survey, size_t place)
{
    static const struct str ends[] = {{"id", 2}, {"code", 4}, {"nummer", 6}, {"number", 6},
                                      {"nr", 2}, {"key", 3},  {"sleutel", 7}};
    struct str header = survey->columns[place].spec.header;
    if (!survey->columns[place].unique || place == survey->period) return false;
    if (place == 0) return survey->read.rows > 1;
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        if (header.len < ends[i].len) continue;
        struct str end = {header.p + header.len - ends[i].len, ends[i].len};
        if (str_equal_ignoring_case(end, ends[i])) return true;
    }
    return false;
}

/* Which rows there are in time: of events also for which time all are there, which no file says. */
static void add_time(struct buf *text, const struct survey *survey, const struct str *names)
{
    if (survey->period == SIZE_MAX) return;
    const struct survey_column *column = &survey->columns[survey->period];
    buf_printf(text, "period %.*s\n", STR_ARG(names[survey->period]));
    if (column->spec.type != CELL_DATE || !survey->year_count) return;
    int first = survey->years[0].year, last = survey->years[survey->year_count - 1].year;
    if (first < 1000 || last > 9999) return;
    buf_printf(text, "covers %d", first);
    if (last > first) buf_printf(text, "..%d", last);
    buf_add(text, STR(" # for which time does the file hold all rows?\n"));
}

static struct str draft_text(struct pol *pol, struct str name)
{
    const struct survey *survey = pol->survey;
    struct names taken = {.pol = pol};
    struct buf text = buf_in(&pol->run);
    struct str *names = ARENA_ARRAY(&pol->run, struct str, survey->column_count + 1);
    bool events =
        survey->period == SIZE_MAX || survey->columns[survey->period].spec.type == CELL_DATE;
    atoms_init(&taken.taken, &pol->run);
    if (events) buf_add(&text, STR("unit record # what one row is: give it its own name\n\n"));
    buf_printf(&text, "data %.*s {\n", STR_ARG(name));
    if (survey->grouped) buf_add(&text, STR("# 1.234 is read as 1234: is that so?\n"));
    buf_add(&text, STR("from "));
    survey_add_text(&text, survey->path);
    if (survey->dates.len && survey->grouped)
        buf_printf(&text, " (dates: \"%.*s\", decimal: \",\", thousands: \".\")",
                   STR_ARG(survey->dates));
    else if (survey->dates.len)
        buf_printf(&text, " (dates: \"%.*s\")", STR_ARG(survey->dates));
    else if (survey->grouped)
        buf_add(&text, STR(" (decimal: \",\", thousands: \".\")"));
    buf_add(&text, events ? STR("\nrow is record\n") : STR("\n"));
    for (size_t i = 0; i < survey->column_count; i++)
        if (survey->columns[i].spec.wanted)
            names[i] = own_name(&taken, survey->columns[i].spec.header);
    add_time(&text, survey, names);
    for (size_t i = 0; i < survey->column_count; i++) {
        if (!is_key(survey, i)) continue;
        buf_printf(&text, "key %.*s\n", STR_ARG(names[i]));
        break;
    }
    for (size_t i = 0; i < survey->column_count; i++)
        if (survey->columns[i].spec.wanted)
            add_column(&text, survey, &survey->columns[i], names[i]);
    buf_add(&text, STR("}\n"));
    return buf_str(&text);
}

/* "data/incidents-2023.csv.gz" is called incidents_2023. */
static struct str name_of_file(struct arena *arena, struct str path)
{
    struct str name = path_name(path);
    return name_of(arena, (struct str){name.p, str_index(name, '.')});
}

enum pol_status pol_draft(struct pol *pol, const char *name, struct pol_text *draft)
{
    GUARDED(pol);
    *draft = (struct pol_text){0};
    if (!pol->survey) return FAIL(pol, "nothing has been described");
    struct str wanted = name ? str_from(name) : name_of_file(&pol->run, pol->survey->path);
    struct str text = draft_text(pol, wanted);
    const struct program_file *file = loader_parse_text(&pol->loader, STR("draft"), text);
    if (file->ast->broken || findings_have_error(&file->findings, 'S'))
        return FAIL(pol, "%.*s can't be the name of a data block: letters, digits and _",
                    STR_ARG(wanted));
    struct str after = format_file(&pol->arena, &pol->atoms, file->ast);
    *draft = (struct pol_text){after.p, after.len, true};
    return POL_OK;
}
