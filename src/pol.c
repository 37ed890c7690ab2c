/* The public interface: holds the stages together and turns failures into statuses. */
#include "pol/pol.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/calendar.h"
#include "base/period.h"
#include "check/check.h"
#include "check/explain.h"
#include "check/settle.h"
#include "collect/collect.h"
#include "judge/judge.h"
#include "render/report.h"
#include "syntax/scan.h"
#include "text/suggest.h"
#include "theory/program.h"
#include "theory/theory.h"

#ifndef POL_VERSION
#define POL_VERSION "0"
#endif

/* A program with its theory and what was found in it. */
struct loaded {
    struct theory *theory;
    struct findings findings;
};

struct pol {
    struct guard guard;
    struct arena arena; /* of the program: texts, trees, theories, findings */
    struct arena run;   /* plan, cubes, results */
    struct atoms atoms;
    struct sources sources;
    struct loader loader;
    struct loaded *programs;
    size_t program_count;
    const struct result *result;
    struct finding **sorted; /* the findings that are reported; NULL: not up to date */
    struct finding **suppressed;
    size_t sorted_count, suppressed_count;
    size_t by_severity[SEVERITY_ERROR + 1];
    struct str error;
    const char *memory_error; /* said without memory */
};

const char *pol_version(void)
{
    return POL_VERSION;
}

/* Runs the rest of the function; when memory runs out it returns POL_NO_MEMORY. */
#define GUARDED(pol)                                                                               \
    do {                                                                                           \
        (pol)->error = STR("");                                                                    \
        (pol)->memory_error = "";                                                                  \
        if (setjmp((pol)->guard.env)) {                                                            \
            (pol)->memory_error = "there is not enough memory";                                    \
            return POL_NO_MEMORY;                                                                  \
        }                                                                                          \
    } while (0)

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

/* The message ends with a NUL, because str_printf's does. */
#define FAIL(pol, ...) ((pol)->error = str_printf(&(pol)->arena, __VA_ARGS__), POL_FAILED)

/* Findings are about to be added. */
static void forget_sorted(struct pol *pol)
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

/* Reading a file has findings of its own; they become those of each program that holds it. */
static void take_findings(struct findings *to, const struct findings *from)
{
    for (const struct finding *f = from->first; f; f = f->next) {
        struct finding *copy =
            finding_add_at(to, f->code, f->location, "%.*s", STR_ARG(f->message));
        copy->help = f->help;
        copy->related = f->related;
        copy->edits = f->edits;
    }
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
static void sort_findings(struct pol *pol)
{
    size_t count = 0;
    if (pol->sorted) return;
    for (size_t i = 0; i < pol->program_count; i++) count += pol->programs[i].findings.count;
    struct finding **all = ARENA_ARRAY(&pol->arena, struct finding *, count + 1);
    pol->suppressed = ARENA_ARRAY(&pol->arena, struct finding *, count + 1);
    size_t n = 0;
    for (size_t i = 0; i < pol->program_count; i++)
        for (struct finding *f = pol->programs[i].findings.first; f; f = f->next) all[n++] = f;
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

static const char *const *page_of(enum finding_code code)
{
    const struct explanation *explanation = explanation_of(finding_kind(code)->code);
    return explanation ? explanation->lines : NULL;
}

static struct report report_of(struct pol *pol, struct arena *arena)
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
        .error = pol->error,
    };
    for (int s = 0; s <= SEVERITY_ERROR; s++) report.by_severity[s] = pol->by_severity[s];
    return report;
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
        .place =
            {
                .file = place.path.len ? str_to_cstr(&pol->arena, place.path) : NULL,
                .line = place.start.line,
                .column = place.start.column,
                .end_line = place.end.line,
                .end_column = place.end.column,
            },
    };
    return shown;
}

bool pol_has_error(const struct pol *pol, char family)
{
    for (size_t i = 0; i < pol->program_count; i++)
        if (findings_have_error(&pol->programs[i].findings, family)) return true;
    return false;
}

/* --- checking ------------------------------------------------------------------------------------------ */

static int32_t today(void)
{
    return (int32_t)(time(NULL) / 86400);
}

/* Whether the theory means anything: a weak one can be evaluated, one with these errors not. */
static bool is_invalid(const struct findings *findings)
{
    return findings_have_error(findings, 'S') || findings_have_error(findings, 'N') ||
           findings_have_error(findings, 'U') || findings_have(findings, FINDING_V02);
}

/* How the rows are to be looked at: the limits are those of `settings`. */
static struct collect_options watching(const struct theory *t, const struct choices *choices)
{
    const struct choice *missing = &choices->of[FINDING_D09];
    return (struct collect_options){
        .watch = true,
        .most_missing = missing->has_number ? missing->number : t->max_missing,
    };
}

/* All columns are read; what the figures come to is only looked at in a theory that means anything. */
static void check_data(struct pol *pol, struct loaded *loaded, const struct choices *choices)
{
    const struct theory *t = loaded->theory;
    struct plan plan;
    struct input *inputs;
    size_t input_count, wrong;
    struct selection selection;
    struct judge_options judge = {.as_of = today(), .findings = &loaded->findings};
    struct collect_options collect = watching(t, choices);
    collect.as_of = judge.as_of;
    collect.totals = collect.keys = true;
    arena_reset(&pol->run);
    plan_begin(&plan, &pol->run, t);
    bool valid =
        !is_invalid(&loaded->findings) && selection_make(&selection, &pol->run, t, NULL, 0, &wrong);
    if (valid) selection_plan(&selection, &plan);
    plan_finish(&plan);
    plan_all_columns(&plan);
    plan_keys(&plan);
    if (collect_run(&plan, &pol->loader, &collect, &loaded->findings, &inputs, &input_count) &&
        valid)
        judge_aims(&pol->run, t, &selection, &judge);
}

/* Texts of the caller as slices. */
static const struct str *slices(struct pol *pol, const char *const *texts, size_t count)
{
    struct str *items = ARENA_ARRAY(&pol->arena, struct str, count + 1);
    for (size_t i = 0; i < count; i++) items[i] = str_copy(&pol->arena, str_from(texts[i]));
    return items;
}

static struct check_request request_of(struct pol *pol, const struct pol_checking *options)
{
    return (struct check_request){
        .strict = options->strict,
        .profiles = slices(pol, options->profiles, options->profile_count),
        .profile_count = options->profile_count,
        .only = slices(pol, options->only, options->only_count),
        .only_count = options->only_count,
        .enable = slices(pol, options->enable, options->enable_count),
        .enable_count = options->enable_count,
        .disable = slices(pol, options->disable, options->disable_count),
        .disable_count = options->disable_count,
        .baseline =
            options->baseline ? str_copy(&pol->arena, str_from(options->baseline)) : STR(""),
        .data = options->data,
        .one_program = pol->program_count == 1,
        .today = today(),
    };
}

static enum pol_status check_request(struct pol *pol, const struct check_request *request)
{
    struct str word, near;
    if (!choices_wrong(request, &word, &near)) return POL_OK;
    if (near.len)
        return FAIL(pol, "there is no check or profile %.*s; did you mean %.*s?", STR_ARG(word),
                    STR_ARG(near));
    return FAIL(pol, "there is no check or profile %.*s", STR_ARG(word));
}

static enum pol_status settle_program(struct pol *pol, struct loaded *loaded,
                                      const struct choices *choices,
                                      const struct check_request *request, bool whole)
{
    enum settle_status status = settle(loaded->theory, &loaded->findings, choices, request, whole);
    int failure = errno;
    switch (status) {
    case SETTLE_DONE: return POL_OK;
    case SETTLE_NO_BASELINE:
        return FAIL(pol, "the baseline %.*s can't be read: %s", STR_ARG(request->baseline),
                    strerror(failure));
    case SETTLE_BAD_BASELINE:
        return FAIL(pol, "%.*s is no baseline; write one with --write-baseline",
                    STR_ARG(request->baseline));
    }
    return POL_FAILED;
}

enum pol_status pol_check(struct pol *pol, const struct pol_checking *options)
{
    static const struct pol_checking defaults = {0};
    GUARDED(pol);
    forget_sorted(pol);
    struct check_request request = request_of(pol, options ? options : &defaults);
    enum pol_status status = check_request(pol, &request);
    for (size_t i = 0; i < pol->program_count && status == POL_OK; i++) {
        struct loaded *loaded = &pol->programs[i];
        struct choices *choices = ARENA_NEW(&pol->arena, struct choices);
        choices_make(choices, loaded->theory, &request);
        check_theory(loaded->theory, &loaded->findings, choices);
        if (request.data) check_data(pol, loaded, choices);
        status = settle_program(pol, loaded, choices, &request, true);
    }
    sort_findings(pol);
    return status;
}

/* --- evaluating ---------------------------------------------------------------------------------------- */

static void check_one_policy(struct loaded *loaded)
{
    const struct theory *t = loaded->theory;
    if (t->policies_count == 1) return;
    struct findings *findings = &loaded->findings;
    if (!t->policies_count) {
        struct span span =
            t->file_count && t->files[0]->decls ? t->files[0]->decls->keyword : SPAN_NONE;
        struct finding *f = finding_add(findings, FINDING_N11, span, "this program has no policy");
        finding_help(findings, f,
                     "an evaluation is of one policy: policy name \"Title\" { period "
                     "2018..2023 }");
        return;
    }
    const struct policy *second = t->policies[1];
    struct finding *f = finding_add(findings, FINDING_N11, second->common.decl->name.span,
                                    "this program has %zu policies", t->policies_count);
    finding_relate(findings, f, location_of(t->policies[0]->common.decl->name.span),
                   "the first one");
    finding_help(findings, f, "an evaluation is of one policy: evaluate their files one by one");
}

struct progress {
    struct pol *pol;
    pol_progress *function;
    void *context;
};

static void pass_progress(void *context, struct str table, uint64_t bytes, uint64_t size)
{
    struct progress *progress = context;
    char name[64];
    size_t length = table.len < sizeof name - 1 ? table.len : sizeof name - 1;
    memcpy(name, table.p, length);
    name[length] = '\0';
    progress->function(progress->context, name, bytes, size);
}

static bool read_as_of(const char *text, int32_t *day)
{
    *day = today();
    return !text || date_parse_iso(str_from(text), day);
}

static bool can_be_selected(const struct symbol *symbol)
{
    return symbol->kind == DECL_RULE || symbol->kind == DECL_INDICATOR ||
           symbol->kind == DECL_PROBLEM || symbol->kind == DECL_IMPACT ||
           symbol->kind == DECL_EFFECT || symbol->kind == DECL_MEASURE;
}

static enum pol_status fail_name(struct pol *pol, const struct theory *t, const char *name)
{
    struct str *names = ARENA_ARRAY(&pol->run, struct str, t->symbols.count + 1);
    size_t count = 0;
    for (size_t i = 0; i < t->symbols.count; i++)
        if (can_be_selected(t->symbols.items[i])) names[count++] = t->symbols.items[i]->name;
    size_t nearest = suggest_nearest(str_from(name), names, count);
    if (nearest == SUGGEST_NONE)
        return FAIL(pol, "--only %s: there is no rule, node, indicator or measure of that name",
                    name);
    return FAIL(pol,
                "--only %s: there is no rule, node, indicator or measure of that name; did you "
                "mean %.*s?",
                name, STR_ARG(names[nearest]));
}

static enum pol_status fail_override(struct pol *pol, const struct theory *t,
                                     const struct pol_evaluation *options)
{
    for (size_t i = 0; i < options->data_count; i++) {
        bool found = false;
        for (size_t k = 0; k < t->tables_count; k++)
            found |= str_equal(t->tables[k]->common.name, str_from(options->data[i].name));
        if (!found)
            return FAIL(pol, "--data %s=%s: there is no data block of that name",
                        options->data[i].name, options->data[i].path);
    }
    return POL_OK;
}

static enum pol_status evaluate_program(struct pol *pol, struct loaded *loaded,
                                        const struct choices *choices,
                                        const struct pol_evaluation *options)
{
    const struct theory *t = loaded->theory;
    struct judge_options judge = {
        .unsuppressed = options->unsuppressed,
        .findings = &loaded->findings,
    };
    struct collect_options collect = watching(t, choices);
    struct progress progress = {pol, options->progress, options->progress_context};
    if (!read_as_of(options->as_of, &judge.as_of))
        return FAIL(pol, "--as-of %s: this is not a date such as 2024-03-01", options->as_of);
    enum pol_status status = fail_override(pol, t, options);
    if (status != POL_OK) return status;
    struct str *only = ARENA_ARRAY(&pol->run, struct str, options->only_count + 1);
    for (size_t i = 0; i < options->only_count; i++)
        only[i] = str_copy(&pol->run, str_from(options->only[i]));
    struct data_override *overrides =
        ARENA_ARRAY(&pol->run, struct data_override, options->data_count + 1);
    for (size_t i = 0; i < options->data_count; i++)
        overrides[i] = (struct data_override){
            .name = str_copy(&pol->run, str_from(options->data[i].name)),
            .path = str_copy(&pol->run, str_from(options->data[i].path)),
        };
    struct selection selection;
    size_t wrong;
    if (!selection_make(&selection, &pol->run, t, only, options->only_count, &wrong))
        return fail_name(pol, t, options->only[wrong]);
    struct plan plan;
    plan_begin(&plan, &pol->run, t);
    selection_plan(&selection, &plan);
    if (plan.uncomputable)
        return FAIL(pol, "this version does not compute %.*s yet",
                    STR_ARG(plan.uncomputable->name));
    plan_finish(&plan);
    collect.as_of = judge.as_of;
    collect.overrides = overrides;
    collect.override_count = options->data_count;
    collect.keys = options->verify;
    if (options->verify) plan_keys(&plan);
    if (options->progress) {
        collect.progress = pass_progress;
        collect.progress_context = &progress;
    }
    struct input *inputs;
    size_t input_count;
    if (!collect_run(&plan, &pol->loader, &collect, &loaded->findings, &inputs, &input_count))
        return FAIL(pol, "the data could not be read");
    pol->result = judge_run(&pol->run, t, &selection, inputs, input_count, &judge);
    return POL_OK;
}

/* What `settings` say of the findings in the data holds for an evaluation too. */
static enum pol_status evaluate_settled(struct pol *pol, struct loaded *loaded,
                                        const struct pol_evaluation *options)
{
    struct check_request request = {.data = true, .today = today()};
    struct choices *choices = ARENA_NEW(&pol->arena, struct choices);
    enum pol_status status = POL_INVALID;
    bool invalid = is_invalid(&loaded->findings);
    choices_make(choices, loaded->theory, &request);
    if (invalid)
        pol->error = STR("the theory has errors, so it was not evaluated");
    else
        status = evaluate_program(pol, loaded, choices, options);
    settle(loaded->theory, &loaded->findings, choices, &request, false);
    return status;
}

enum pol_status pol_evaluate(struct pol *pol, const struct pol_evaluation *options)
{
    static const struct pol_evaluation defaults = {0};
    GUARDED(pol);
    forget_sorted(pol);
    pol->result = NULL;
    arena_reset(&pol->run);
    if (pol->program_count != 1) {
        sort_findings(pol);
        return FAIL(pol,
                    pol->program_count ? "these paths hold %zu programs; an evaluation is of one"
                                       : "nothing was loaded (%zu programs)",
                    pol->program_count);
    }
    struct loaded *loaded = &pol->programs[0];
    check_one_policy(loaded);
    enum pol_status status = evaluate_settled(pol, loaded, options ? options : &defaults);
    sort_findings(pol);
    return status;
}

size_t pol_rule_count(const struct pol *pol)
{
    return pol->result ? pol->result->rule_count : 0;
}

struct pol_rule pol_rule_at(struct pol *pol, size_t index)
{
    struct pol_rule shown = {0};
    if (index >= pol_rule_count(pol)) return shown;
    if (setjmp(pol->guard.env)) return (struct pol_rule){0};
    const struct result_rule *rule = &pol->result->rules[index];
    shown = (struct pol_rule){
        .name = str_to_cstr(&pol->run, rule->name),
        .node = str_to_cstr(&pol->run, rule->node),
        .criterion = str_to_cstr(&pol->run, rule->criterion),
        .measure = rule->measure.len ? str_to_cstr(&pol->run, rule->measure) : NULL,
        .verdict = str_to_cstr(&pol->run, rule->verdict),
        .standing = str_to_cstr(&pol->run, rule->standing),
        .why = str_to_cstr(&pol->run, rule->why),
        .level = rule->level,
        .of_group = rule->group.count > 0,
    };
    return shown;
}

/* --- writing ------------------------------------------------------------------------------------------- */

const char *const *pol_formats(void)
{
    return renderer_names();
}

const char *pol_format_purpose(const char *format)
{
    const struct renderer *renderer = renderer_find(str_from(format));
    return renderer ? renderer->purpose : NULL;
}

enum pol_status pol_write(struct pol *pol, enum pol_report kind, const char *format,
                          const struct pol_writing *writing, pol_writer *writer, void *context)
{
    const struct renderer *renderer = renderer_find(str_from(format));
    struct str error = str_from(pol_error(pol));
    GUARDED(pol);
    if (!renderer) return FAIL(pol, "there is no format %s", format);
    if (kind == POL_REPORT_EVALUATION && !pol->result)
        return FAIL(pol, "nothing has been evaluated");
    sort_findings(pol);
    struct arena *scratch = arena_child(&pol->run);
    struct buf out = buf_in(scratch);
    struct report report = report_of(pol, scratch);
    report.kind = kind == POL_REPORT_CHECK        ? REPORT_CHECK
                  : kind == POL_REPORT_EVALUATION ? REPORT_EVALUATION
                                                  : REPORT_FAILURE;
    report.error = error;
    if (writing) {
        if (writing->fail_on) report.fail_on = str_from(writing->fail_on);
        report.color = writing->color;
        report.width = writing->width;
        report.status = writing->status;
    }
    switch (kind) {
    case POL_REPORT_CHECK: renderer->check(&out, &report); break;
    case POL_REPORT_EVALUATION: renderer->evaluation(&out, &report); break;
    case POL_REPORT_FAILURE: renderer->failure(&out, &report); break;
    }
    bool written = !out.len || writer(context, out.p, out.len);
    arena_release(scratch);
    pol->error = error;
    return written ? POL_OK : POL_NOT_WRITTEN;
}

static struct explained explained_of(enum finding_code code)
{
    return (struct explained){finding_kind(code), page_of(code)};
}

enum pol_status pol_explain(struct pol *pol, const char *code, const char *format,
                            const struct pol_writing *writing, pol_writer *writer, void *context)
{
    GUARDED(pol);
    bool json = strcmp(format, "json") == 0;
    if (!json && strcmp(format, "human") != 0)
        return FAIL(pol, "explanations are human or json, not %s", format);
    struct explained *items = ARENA_ARRAY(&pol->run, struct explained, FINDING_CODES);
    struct explaining e = {.items = items, .one = code, .json = json};
    if (code) {
        const struct str codes[] = {str_from(code)};
        struct check_request request = {.only = codes, .only_count = 1};
        enum pol_status status = check_request(pol, &request);
        if (status != POL_OK) return status;
        items[e.count++] = explained_of(finding_code_of(codes[0]));
    } else {
        for (; e.count < FINDING_CODES; e.count++)
            items[e.count] = explained_of((enum finding_code)e.count);
    }
    struct arena *scratch = arena_child(&pol->run);
    struct buf out = buf_in(scratch);
    e.arena = scratch;
    e.color = writing && writing->color;
    e.width = writing ? writing->width : 0;
    render_explanations(&out, &e);
    bool written = writer(context, out.p, out.len);
    arena_release(scratch);
    return written ? POL_OK : POL_NOT_WRITTEN;
}

enum pol_status pol_write_baseline(struct pol *pol, pol_writer *writer, void *context)
{
    GUARDED(pol);
    sort_findings(pol);
    struct arena *scratch = arena_child(&pol->run);
    struct buf out = buf_in(scratch);
    struct report report = report_of(pol, scratch);
    render_baseline(&out, &report);
    bool written = writer(context, out.p, out.len);
    arena_release(scratch);
    return written ? POL_OK : POL_NOT_WRITTEN;
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
