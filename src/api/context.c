/* The context: making, loading, findings. */
#include "api/context.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "check/explain.h"
#include "syntax/scan.h"
#include "text/suggest.h"

const char *pol_version(void)
{
    return POL_VERSION;
}
static enum pol_status begin(struct pol *pol)
{
    GUARDED(pol);
    atoms_init(&pol->atoms, &pol->arena);
    scan_intern_keywords(&pol->atoms);
    sources_init(&pol->sources, &pol->arena);
    loader_begin(&pol->loader, &pol->arena, &pol->atoms, &pol->sources);
    return POL_OK;
}

struct pol *pol_new(void)
{
    struct pol *pol = base_context_alloc(sizeof *pol);
    if (!pol) return NULL;
    arena_init(&pol->arena, &pol->guard);
    arena_init(&pol->run, &pol->guard);
    if (begin(pol) == POL_OK) return pol;
    pol_free(pol);
    return NULL;
}

void pol_free(struct pol *pol)
{
    if (!pol) return;
    arena_release(&pol->run);
    arena_release(&pol->arena);
    base_context_free(pol);
}

const char *pol_error(const struct pol *pol)
{
    if (pol->memory_error[0]) return pol->memory_error;
    return pol->error.len ? pol->error.p : "";
}
/* Findings are about to be added. */
void forget_sorted(struct pol *pol)
{
    pol->sorted = NULL;
    pol->sorted_count = pol->suppressed_count = 0;
}

/* --- loading ------------------------------------------------------------------------------------------- */

enum pol_status pol_allow_path(struct pol *pol, const char *folder)
{
    GUARDED(pol);
    if (loader_allow(&pol->loader, str_from(folder))) return POL_OK;
    return FAIL(pol, "there is no folder %s", folder);
}

static enum pol_status load_path(struct pol *pol, const char *path)
{
    enum load_status status = loader_add(&pol->loader, str_from(path));
    int failure = errno;
    switch (status) {
    case LOAD_DONE: return POL_OK;
    case LOAD_NOT_FOUND: return FAIL(pol, "there is no file or folder %s", path);
    case LOAD_NO_FILES: return FAIL(pol, "there is no .pol file in %s", path);
    case LOAD_UNREADABLE: return FAIL(pol, "%s can't be read: %s", path, strerror(failure));
    }
    return POL_FAILED;
}

void take_finding(struct findings *to, const struct finding *finding)
{
    struct finding *copy =
        finding_add_at(to, finding->code, finding->location, "%.*s", STR_ARG(finding->message));
    copy->help = finding->help;
    copy->related = finding->related;
    copy->edits = finding->edits;
}

/* Reading a file has findings of its own; they become those of each program that holds it. */
static void take_findings(struct findings *to, const struct findings *from)
{
    for (const struct finding *f = from->first; f; f = f->next) take_finding(to, f);
}

static void build_program(struct pol *pol, const struct program *program, struct loaded *loaded)
{
    struct ast_file **files = ARENA_ARRAY(&pol->arena, struct ast_file *, program->file_count + 1);
    struct skipped *skipped = ARENA_NEW(&pol->arena, struct skipped);
    findings_init(&loaded->findings, &pol->arena);
    for (size_t i = 0; i < program->file_count; i++) {
        struct program_file *file = program->files[i];
        files[i] = file->ast;
        take_findings(&loaded->findings, &file->findings);
        /* A file that is not there may declare and link anything. */
        bool absent = findings_have(&file->findings, FINDING_N03);
        skipped->nameless |= file->skipped.nameless || absent;
        skipped->link |= file->skipped.link || absent;
        for (size_t k = 0; k < file->skipped.count; k++) {
            ARENA_GROW(&pol->arena, skipped->atoms, skipped->count, skipped->capacity);
            skipped->atoms[skipped->count++] = file->skipped.atoms[k];
        }
    }
    loaded->theory = theory_build(&pol->arena, &pol->atoms, &loaded->findings, &pol->sources, files,
                                  program->file_count, skipped);
}

enum pol_status pol_load(struct pol *pol, const char *const *paths, size_t count, unsigned flags)
{
    GUARDED(pol);
    forget_sorted(pol);
    pol->loader.with_tests = flags & POL_LOAD_TESTS;
    for (size_t i = 0; i < count; i++) {
        enum pol_status status = load_path(pol, paths[i]);
        if (status != POL_OK) return status;
    }
    loader_finish(&pol->loader);
    size_t programs = pol->loader.program_count;
    pol->programs = ARENA_ARRAY(&pol->arena, struct loaded, programs + 1);
    for (size_t i = 0; i < programs; i++)
        build_program(pol, &pol->loader.programs[i], &pol->programs[i]);
    pol->program_count = programs;
    return POL_OK;
}

/* --- findings ------------------------------------------------------------------------------------------ */

static int compare_findings(const void *left, const void *right)
{
    return finding_compare(*(struct finding *const *)left, *(struct finding *const *)right);
}

/* All programs' findings in text order; what two programs say alike of a file that both use is said
 * once. */
void sort_findings(struct pol *pol)
{
    size_t count = 0;
    if (pol->sorted) return;
    for (size_t i = 0; i < pol->program_count; i++) count += pol->programs[i].findings.count;
    if (pol->apart) count += pol->apart->count;
    struct finding **all = ARENA_ARRAY(&pol->arena, struct finding *, count + 1);
    pol->suppressed = ARENA_ARRAY(&pol->arena, struct finding *, count + 1);
    size_t n = 0;
    for (size_t i = 0; i < pol->program_count; i++)
        for (struct finding *f = pol->programs[i].findings.first; f; f = f->next) all[n++] = f;
    if (pol->apart)
        for (struct finding *f = pol->apart->first; f; f = f->next) all[n++] = f;
    qsort(all, n, sizeof *all, compare_findings);
    for (int s = 0; s <= SEVERITY_ERROR; s++) pol->by_severity[s] = 0;
    const struct finding *last = NULL;
    for (size_t i = 0; i < n; i++) {
        if (last && finding_compare(last, all[i]) == 0) continue;
        last = all[i];
        if (last->suppression) {
            pol->suppressed[pol->suppressed_count++] = all[i];
            continue;
        }
        pol->by_severity[last->severity]++;
        all[pol->sorted_count++] = all[i];
    }
    pol->sorted = all;
}

size_t pol_suppressed_count(const struct pol *pol)
{
    return pol->suppressed_count;
}

size_t pol_finding_count(const struct pol *pol)
{
    return pol->sorted_count;
}

size_t pol_severity_count(const struct pol *pol, enum pol_severity severity)
{
    return pol->by_severity[severity];
}

const char *const *page_of(enum finding_code code)
{
    const struct explanation *explanation = explanation_of(finding_kind(code)->code);
    return explanation ? explanation->lines : NULL;
}

struct report report_of(struct pol *pol, struct arena *arena)
{
    struct report report = {
        .arena = arena,
        .sources = &pol->sources,
        .findings = pol->sorted,
        .finding_count = pol->sorted_count,
        .suppressed = pol->suppressed,
        .suppressed_count = pol->suppressed_count,
        .files = pol->loader.file_count,
        .version = STR(POL_VERSION),
        .page_of = page_of,
        .result = pol->result,
        .scenarios = pol->scenarios,
        .tests = pol->tests,
        .survey = pol->survey,
        .error = pol->error,
    };
    for (int s = 0; s <= SEVERITY_ERROR; s++) report.by_severity[s] = pol->by_severity[s];
    return report;
}

struct pol_place public_place(struct arena *arena, const struct shown_place *place)
{
    return (struct pol_place){
        .file = place->path.len ? str_to_cstr(arena, place->path) : NULL,
        .line = place->start.line,
        .column = place->start.column,
        .end_line = place->end.line,
        .end_column = place->end.column,
    };
}

struct pol_finding pol_finding_at(struct pol *pol, size_t index)
{
    struct pol_finding shown = {0};
    if (index >= pol->sorted_count) return shown;
    if (setjmp(pol->guard.env)) return (struct pol_finding){0};
    const struct finding *finding = pol->sorted[index];
    const struct finding_kind *kind = finding_kind(finding->code);
    struct report report = report_of(pol, &pol->arena);
    struct shown_place place = report_place(&report, &finding->location);
    shown = (struct pol_finding){
        .code = kind->code.p,
        .name = kind->name.p,
        .severity = (enum pol_severity)finding->severity,
        .message = str_to_cstr(&pol->arena, finding->message),
        .help = str_to_cstr(&pol->arena, finding->help),
        .place = public_place(&pol->arena, &place),
    };
    return shown;
}

bool pol_has_finding(const struct pol *pol, const char *code)
{
    for (size_t i = 0; i < pol->sorted_count; i++)
        if (str_starts(finding_kind(pol->sorted[i]->code)->code, str_from(code))) return true;
    return false;
}

bool pol_has_error(const struct pol *pol, char family)
{
    for (size_t i = 0; i < pol->program_count; i++)
        if (findings_have_error(&pol->programs[i].findings, family)) return true;
    return false;
}

/* --- words --------------------------------------------------------------------------------------------- */

const char *const *pol_verdicts(void)
{
    static const char *const words[] = {
#define CRITERION(id, name, on, measure)
#define OUTCOME(id, word, standing) word,
#include "theory/criteria.def"
#undef CRITERION
#undef OUTCOME
        "unknown",
        NULL,
    };
    return words;
}

const char *pol_nearest(const char *word, const char *const *words)
{
    const char *best = NULL;
    size_t distance = suggest_limit(str_from(word)) + 1;
    for (; *words; words++) {
        size_t here = suggest_distance(str_from(word), str_from(*words), distance);
        if (here == SUGGEST_NONE || here >= distance) continue;
        distance = here;
        best = *words;
    }
    return best;
}
