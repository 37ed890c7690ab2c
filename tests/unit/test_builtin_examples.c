/* Runs the example of every function in builtins.def over tests/builtin_example.pol, so that what the
 * table says a function gives is what it gives. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "builtin/builtin.h"
#include "pol/pol.h"

static char folder[] = "/tmp/pol-builtin-XXXXXX";

static void copy(const char *from, const char *to, const char *more)
{
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    if (!in) fail_msg("%s cannot be read: run the tests from the project's root", from);
    assert_non_null(out);
    for (int c; (c = getc(in)) != EOF;) putc(c, out);
    fputs(more, out);
    fclose(in);
    assert_int_equal(fclose(out), 0);
}

static bool has_example(const struct builtin *builtin)
{
    return builtin->example.len > 0;
}

/* Conditions are asked as they are, figures are compared with something. */
static void add_rules(struct buf *program)
{
    for (int id = 0; id < BUILTIN_COUNT_OF; id++) {
        const struct builtin *b = builtin_get((enum builtin_id)id);
        if (!has_example(b)) continue;
        if (b->family == FAMILY_CONTRIBUTION) { /* of a measure in what it leads to */
            buf_printf(program,
                       "rule r%d for e { judges effectiveness of m  plausible when %.*s  unknown "
                       "otherwise }\n",
                       id, (int)b->example.len, b->example.p);
            continue;
        }
        bool truth = b->result == RESULT_TRUTH;
        buf_printf(
            program,
            "effect e%d \"\" { leads to goal }\n"
            "rule r%d for e%d { judges attainment  achieved when %.*s%s  missed otherwise }\n",
            id, id, id, (int)b->example.len, b->example.p, truth ? "" : " >= 0");
    }
}

static bool keep(void *context, const char *bytes, size_t size)
{
    buf_add(context, (struct str){bytes, size});
    return true;
}

static void evaluate(struct buf *json, struct arena *arena)
{
    char program[64], table[64];
    assert_non_null(mkdtemp(folder));
    snprintf(program, sizeof program, "%s/example.pol", folder);
    snprintf(table, sizeof table, "%s/builtin_example.csv", folder);
    struct buf rules = buf_in(arena);
    add_rules(&rules);
    copy("tests/builtin_example.csv", table, "");
    copy("tests/builtin_example.pol", program, buf_cstr(&rules));

    struct pol *pol = pol_new();
    const char *paths[] = {program};
    assert_int_equal(pol_load(pol, paths, 1, 0), POL_OK);
    enum pol_status status = pol_evaluate(pol, &(struct pol_evaluation){.as_of = "2023-01-01"});
    for (size_t i = 0; i < pol_finding_count(pol); i++)
        if (pol_finding_at(pol, i).severity == POL_ERROR)
            print_error("%s\n", pol_finding_at(pol, i).message);
    assert_int_equal(status, POL_OK);
    assert_int_equal(pol_write(pol, POL_REPORT_EVALUATION, "json", NULL, keep, json), POL_OK);
    pol_free(pol);
    remove(program);
    remove(table);
    rmdir(folder);
}

/* The figure stands in the JSON behind the example's text. */
static bool gives_it(const struct builtin *b, const char *json, struct arena *arena)
{
    struct buf wanted = buf_in(arena);
    buf_add_char(&wanted, '"');
    for (size_t i = 0; i < b->example.len; i++) {
        if (b->example.p[i] == '"') buf_add_char(&wanted, '\\');
        buf_add_char(&wanted, b->example.p[i]);
    }
    buf_add(&wanted, STR("\":"));
    const char *found = strstr(json, buf_cstr(&wanted));
    const char *value = found ? found + wanted.len : "nothing";
    size_t len = strcspn(value, ",\n}");
    if (str_equal((struct str){value, len}, b->gives)) return true;
    print_error("%.*s should give %.*s, not %.*s\n", (int)b->example.len, b->example.p,
                (int)b->gives.len, b->gives.p, (int)len, value);
    return false;
}

static void every_example_gives_what_it_says(void **state)
{
    (void)state;
    struct guard guard;
    struct arena arena;
    arena_init(&arena, &guard);
    if (setjmp(guard.env)) fail_msg("out of memory");
    struct buf json = buf_in(&arena);
    evaluate(&json, &arena);
    int wrong = 0;
    for (int id = 0; id < BUILTIN_COUNT_OF; id++) {
        const struct builtin *b = builtin_get((enum builtin_id)id);
        if (has_example(b)) wrong += !gives_it(b, buf_cstr(&json), &arena);
    }
    arena_release(&arena);
    assert_int_equal(wrong, 0);
}

static void every_function_has_an_example(void **state)
{
    (void)state;
    for (int id = 0; id < BUILTIN_COUNT_OF; id++) {
        const struct builtin *b = builtin_get((enum builtin_id)id);
        assert_true(has_example(b));
        assert_true(b->gives.len > 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_example_gives_what_it_says),
        cmocka_unit_test(every_function_has_an_example),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
