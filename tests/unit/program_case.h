/* For tests of whole programs: writes them and their data into a folder of their own, checks or
 * evaluates them, and gives what came of it as short texts that a test compares.
 *
 * A test that uses this is listed with PROGRAM_TEST and its main is PROGRAM_MAIN. */
#ifndef POL_TEST_PROGRAM_CASE_H
#define POL_TEST_PROGRAM_CASE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "check/check.h"
#include "collect/collect.h"
#include "judge/judge.h"
#include "syntax/scan.h"
#include "theory/program.h"
#include "theory/theory.h"

/* Of the test that runs; main sets the guard. */
static struct guard program_guard;
static struct arena program_arena;
static char program_folder[sizeof "/tmp/pol-test-XXXXXX"];

/* What evaluations are asked; a test may change it. */
static const char *program_as_of; /* NULL: 2024-03-01 */
static const char *program_only;  /* NULL: all */
static bool program_unsuppressed;
static bool program_strict; /* all checks, not only the usual ones */

/* The program that was looked at last. */
static struct atoms program_atoms;
static struct sources program_sources;
static struct loader program_loader;
static struct findings program_findings;
static struct theory *program_theory;
static const struct result *program_result;

static inline int program_begin(void **state)
{
    (void)state;
    arena_init(&program_arena, &program_guard);
    memcpy(program_folder, "/tmp/pol-test-XXXXXX", sizeof program_folder);
    program_as_of = program_only = NULL;
    program_unsuppressed = program_strict = false;
    return mkdtemp(program_folder) ? 0 : -1;
}

static inline void program_remove(struct str folder)
{
    struct str *names;
    size_t count;
    if (!folder_names(&program_arena, folder, STR(""), &names, &count)) return;
    for (size_t i = 0; i < count; i++) {
        struct str path = path_join(&program_arena, folder, names[i]);
        if (file_kind(&program_arena, path) == FILE_FOLDER)
            program_remove(path);
        else
            unlink(str_to_cstr(&program_arena, path));
    }
    rmdir(str_to_cstr(&program_arena, folder));
}

static inline int program_end(void **state)
{
    (void)state;
    program_remove(str_from(program_folder));
    arena_release(&program_arena);
    return 0;
}

/* --- files ----------------------------------------------------------------------------------------- */

/* Where a file of the test lies. */
static inline const char *program_path(const char *name)
{
    return str_to_cstr(&program_arena, str_printf(&program_arena, "%s/%s", program_folder, name));
}

static inline void program_file_of(const char *name, struct str text)
{
    FILE *file = fopen(program_path(name), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text.p, 1, text.len, file), text.len);
    assert_int_equal(fclose(file), 0);
}

static inline void program_file(const char *name, const char *text)
{
    program_file_of(name, str_from(text));
}

static inline void program_subfolder(const char *name)
{
    assert_int_equal(mkdir(program_path(name), 0700), 0);
}

/* --- checking -------------------------------------------------------------------------------------- */

/* Loads a file of the test with all that it uses, up to its theory. */
static inline void program_load(const char *name)
{
    struct arena *arena = &program_arena;
    atoms_init(&program_atoms, arena);
    scan_intern_keywords(&program_atoms);
    sources_init(&program_sources, arena);
    loader_begin(&program_loader, arena, &program_atoms, &program_sources);
    assert_int_equal(loader_add(&program_loader, str_from(program_path(name))), LOAD_DONE);
    loader_finish(&program_loader);
    assert_int_equal(program_loader.program_count, 1);
    const struct program *program = &program_loader.programs[0];
    struct ast_file **files = ARENA_ARRAY(arena, struct ast_file *, program->file_count);
    struct skipped *skipped = ARENA_NEW(arena, struct skipped);
    findings_init(&program_findings, arena);
    for (size_t i = 0; i < program->file_count; i++) {
        const struct program_file *file = program->files[i];
        files[i] = file->ast;
        for (const struct finding *f = file->findings.first; f; f = f->next) {
            struct finding *copy = finding_add_at(&program_findings, f->code, f->location, "%.*s",
                                                  STR_ARG(f->message));
            copy->help = f->help;
            copy->related = f->related;
            copy->edits = f->edits;
        }
        for (size_t k = 0; k < file->skipped.count; k++) {
            ARENA_GROW(arena, skipped->atoms, skipped->count, skipped->capacity);
            skipped->atoms[skipped->count++] = file->skipped.atoms[k];
        }
    }
    program_result = NULL;
    program_theory = theory_build(arena, &program_atoms, &program_findings, &program_sources, files,
                                  program->file_count, skipped);
}

static inline void program_add_place(struct buf *buf, const struct location *location)
{
    if (location->path.len) {
        struct str name = path_name(location->path);
        buf_printf(buf, "%.*s:%u", STR_ARG(name), (unsigned)location->line);
        return;
    }
    struct source *source = sources_at(&program_sources, location->span.start);
    if (!source) {
        buf_add(buf, STR("nowhere"));
        return;
    }
    struct place place = source_place(source, location->span.start);
    struct str name = path_name(source->path);
    if (!str_equal(name, STR("main.pol"))) buf_printf(buf, "%.*s:", STR_ARG(name));
    buf_printf(buf, "%u:%u", (unsigned)place.line, (unsigned)place.column);
}

/* "N01 3:5, U04 4:12": code and place of each finding, in text order. Those outside main.pol have
 * the name of their file before the place. */
static inline const char *program_list_findings(void)
{
    struct buf buf = buf_in(&program_arena);
    struct finding **sorted = findings_sorted(&program_findings, &program_arena);
    for (size_t i = 0; i < program_findings.count; i++) {
        if (i) buf_add(&buf, STR(", "));
        buf_printf(&buf, "%.*s ", STR_ARG(finding_kind(sorted[i]->code)->code));
        program_add_place(&buf, &sorted[i]->location);
        assert_true(sorted[i]->message.len > 0);
    }
    return buf_cstr(&buf);
}

/* The same with the messages, for people who look at a test that failed. */
static inline const char *program_explain_findings(void)
{
    struct buf buf = buf_in(&program_arena);
    struct finding **sorted = findings_sorted(&program_findings, &program_arena);
    for (size_t i = 0; i < program_findings.count; i++) {
        buf_printf(&buf, "  %.*s ", STR_ARG(finding_kind(sorted[i]->code)->code));
        program_add_place(&buf, &sorted[i]->location);
        buf_printf(&buf, ": %.*s\n", STR_ARG(sorted[i]->message));
    }
    return buf_cstr(&buf);
}

/* Families S, N, U and V02 of a program. */
static inline const char *program_typed(const char *text)
{
    program_file("main.pol", text);
    program_load("main.pol");
    return program_list_findings();
}

/* All that a check says. */
static inline const char *program_checked(const char *text)
{
    program_file("main.pol", text);
    program_load("main.pol");
    static struct choices choices;
    const struct check_request request = {.strict = program_strict};
    choices_make(&choices, program_theory, &request);
    check_theory(program_theory, &program_findings, &choices);
    return program_list_findings();
}

/* Compares and, where they differ, shows the program too. */
static inline void program_compare(const char *found, const char *expected, const char *text)
{
    if (strcmp(found, expected) == 0) return;
    print_error("%.1500s\n%sexpected: %s\nfound:    %s\n", text, program_explain_findings(),
                expected, found);
    fail();
}

static inline void expect_typed(const char *text, const char *expected)
{
    program_compare(program_typed(text), expected, text);
}

static inline void expect_checked(const char *text, const char *expected)
{
    program_compare(program_checked(text), expected, text);
}

/* --- evaluating ------------------------------------------------------------------------------------- */

/* Evaluates a program; false when its data could not be read. A program with errors fails the
 * test. */
static inline bool program_try(const char *text)
{
    struct arena *arena = &program_arena;
    struct judge_options judge = {.unsuppressed = program_unsuppressed};
    program_typed(text);
    for (const struct finding *f = program_findings.first; f; f = f->next)
        if (f->severity == SEVERITY_ERROR)
            fail_msg("%s\nhas errors:\n%s", text, program_explain_findings());
    assert_non_null(program_theory->policy);
    assert_true(
        date_parse_iso(str_from(program_as_of ? program_as_of : "2024-03-01"), &judge.as_of));
    struct selection selection;
    size_t count = program_only != NULL, wrong;
    struct str *names = ARENA_ARRAY(arena, struct str, 1);
    if (program_only) names[0] = str_from(program_only);
    assert_true(selection_make(&selection, arena, program_theory, names, count, &wrong));
    struct plan plan;
    plan_begin(&plan, arena, program_theory);
    selection_plan(&selection, &plan);
    plan_finish(&plan);
    struct collect_options collect = {.as_of = judge.as_of};
    struct input *inputs;
    size_t input_count;
    if (!collect_run(&plan, &program_loader, &collect, &program_findings, &inputs, &input_count))
        return false;
    program_result = judge_run(arena, program_theory, &selection, inputs, input_count, &judge);
    return true;
}

static inline void program_eval(const char *text)
{
    if (!program_try(text)) fail_msg("%s\n%s", text, program_explain_findings());
}

static inline void program_add_value(struct buf *buf, const struct result_value *value)
{
    switch (value->kind) {
    case RESULT_NUMBER:
        num_add_json(buf, &value->number);
        if (!value->uncertain) break;
        buf_add(buf, STR("("));
        num_add_json(buf, &value->low);
        buf_add(buf, STR(".."));
        num_add_json(buf, &value->high);
        buf_add(buf, STR(")"));
        break;
    case RESULT_TEXT: buf_add(buf, value->text); break;
    case RESULT_TRUE_FALSE: buf_add(buf, value->truth ? STR("true") : STR("false")); break;
    case RESULT_MISSING:
        buf_printf(buf, "<%.*s>", STR_ARG(reason_code(value->reason.reason)));
        break;
    }
}

static inline void program_add_group(struct buf *buf, const struct result_group *group)
{
    if (!group->count) return;
    for (size_t i = 0; i < group->count; i++) {
        buf_add(buf, i ? STR("|") : STR("["));
        buf_add(buf, group->missing[i] ? STR("null") : group->values[i]);
    }
    buf_add(buf, STR("]"));
}

static inline const struct result_indicator *program_indicator(const char *name)
{
    for (size_t i = 0; i < program_result->indicator_count; i++)
        if (str_equal(program_result->indicators[i].name, str_from(name)))
            return &program_result->indicators[i];
    fail_msg("no indicator %s in the result", name);
    return NULL;
}

/* "2018:3 2019:<no_rows> 2018[A]:1": the figures of an indicator, the whole first. */
static inline const char *program_series(const char *name)
{
    const struct result_indicator *indicator = program_indicator(name);
    struct buf buf = buf_in(&program_arena);
    for (size_t i = 0; i < indicator->point_count; i++) {
        const struct result_point *point = &indicator->points[i];
        if (i) buf_add_char(&buf, ' ');
        buf_add(&buf, point->period);
        program_add_group(&buf, &point->group);
        buf_add_char(&buf, ':');
        program_add_value(&buf, &point->value);
    }
    return buf_cstr(&buf);
}

/* "2018:4/1 …": of each figure how many values count and how many are missing. */
static inline const char *program_counts(const char *name)
{
    const struct result_indicator *indicator = program_indicator(name);
    struct buf buf = buf_in(&program_arena);
    for (size_t i = 0; i < indicator->point_count; i++) {
        const struct result_point *point = &indicator->points[i];
        if (i) buf_add_char(&buf, ' ');
        buf_add(&buf, point->period);
        program_add_group(&buf, &point->group);
        buf_printf(&buf, ":%llu/%llu", (unsigned long long)point->n,
                   (unsigned long long)point->missing);
    }
    return buf_cstr(&buf);
}

static inline const struct result_rule *program_rule(const char *name)
{
    for (size_t i = 0; i < program_result->rule_count; i++)
        if (str_equal(program_result->rules[i].name, str_from(name)))
            return &program_result->rules[i];
    fail_msg("no rule %s in the result", name);
    return NULL;
}

/* "r1 achieved, r2 unknown": all verdicts; of a group `r3[A] missed`. */
static inline const char *program_verdicts(void)
{
    struct buf buf = buf_in(&program_arena);
    for (size_t i = 0; i < program_result->rule_count; i++) {
        const struct result_rule *rule = &program_result->rules[i];
        if (i) buf_add(&buf, STR(", "));
        buf_add(&buf, rule->name);
        program_add_group(&buf, &rule->group);
        buf_printf(&buf, " %.*s", STR_ARG(rule->verdict));
    }
    return buf_cstr(&buf);
}

/* "x at 2021:8 / target(x):<no_target>": what a rule's conditions were looked at with, in order. */
static inline const char *program_values(const char *name)
{
    const struct result_rule *rule = program_rule(name);
    struct buf buf = buf_in(&program_arena);
    for (size_t i = 0; i < rule->because_count; i++)
        for (size_t k = 0; k < rule->because[i].value_count; k++) {
            if (buf.len) buf_add(&buf, STR(" / "));
            buf_add(&buf, rule->because[i].values[k].text);
            buf_add_char(&buf, ':');
            program_add_value(&buf, &rule->because[i].values[k].value);
        }
    return buf_cstr(&buf);
}

/* The code of the first reason in a rule's conditions, or "". */
static inline const char *program_reason(const char *name)
{
    const struct result_rule *rule = program_rule(name);
    for (size_t i = 0; i < rule->because_count; i++)
        if (rule->because[i].reason_count)
            return str_to_cstr(&program_arena,
                               reason_code(rule->because[i].reasons[0].value.reason.reason));
    return "";
}

/* "3/1/1/0/0": of, judged, positive, mixed, negative. */
static inline const char *program_summary(const char *criterion)
{
    for (size_t i = 0; i < program_result->count_count; i++) {
        const struct result_count *c = &program_result->counts[i];
        if (!str_equal(c->criterion, str_from(criterion))) continue;
        return str_to_cstr(&program_arena,
                           str_printf(&program_arena, "%zu/%zu/%zu/%zu/%zu", c->of, c->judged,
                                      c->positive, c->mixed, c->negative));
    }
    return "";
}

/* Evaluates a program that holds an indicator `x` and compares its figures. */
static inline void expect_series(const char *text, const char *expected)
{
    program_eval(text);
    program_compare(program_series("x"), expected, text);
}

/* Evaluates a program and compares all its verdicts. */
static inline void expect_verdicts(const char *text, const char *expected)
{
    program_eval(text);
    program_compare(program_verdicts(), expected, text);
}

#define PROGRAM_TEST(function) cmocka_unit_test_setup_teardown(function, program_begin, program_end)

/* The body of main: the guard must stand in a function that is still running. */
#define PROGRAM_MAIN(tests)                                                                        \
    int main(void)                                                                                 \
    {                                                                                              \
        if (setjmp(program_guard.env)) return 1;                                                   \
        return cmocka_run_group_tests(tests, NULL, NULL);                                          \
    }

#endif
