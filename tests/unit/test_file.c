/* Files, folders and paths. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "unit/program_case.h"

#define ARENA (&program_arena)

static struct str path_of(const char *name)
{
    return str_from(program_path(name));
}

static void assert_str(struct str found, const char *expected)
{
    if (!str_equal(found, str_from(expected)))
        fail_msg("\"%.*s\" instead of \"%s\"", STR_ARG(found), expected);
}

/* --- reading ---------------------------------------------------------------------------------------- */

static void whole_files(void **state)
{
    (void)state;
    struct str text = STR("not written");
    program_file("empty", "");
    assert_int_equal(file_read(ARENA, path_of("empty"), 100, &text), FILE_READ);
    assert_int_equal(text.len, 0);
    program_file_of("nul", STR("a\0b\r\n\xff"));
    assert_int_equal(file_read(ARENA, path_of("nul"), 100, &text), FILE_READ);
    assert_int_equal(text.len, 6);
    assert_memory_equal(text.p, "a\0b\r\n\xff", 6);
}

/* Larger than the block it is read by, and each size around one. */
static void sizes_round_a_block(void **state)
{
    (void)state;
    static char bytes[100000];
    for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = (char)(i * 31 % 251);
    static const size_t sizes[] = {16383, 16384, 16385, 32768, 99999};
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        struct str text;
        program_file_of("sized", (struct str){bytes, sizes[i]});
        assert_int_equal(file_read(ARENA, path_of("sized"), sizes[i], &text), FILE_READ);
        assert_int_equal(text.len, sizes[i]);
        assert_memory_equal(text.p, bytes, sizes[i]);
    }
}

static void limits(void **state)
{
    (void)state;
    struct str text;
    program_file("ten", "0123456789");
    assert_int_equal(file_read(ARENA, path_of("ten"), 10, &text), FILE_READ);
    assert_int_equal(file_read(ARENA, path_of("ten"), 9, &text), FILE_TOO_LARGE);
    assert_int_equal(file_read(ARENA, path_of("ten"), 0, &text), FILE_TOO_LARGE);
    program_file("none", "");
    assert_int_equal(file_read(ARENA, path_of("none"), 0, &text), FILE_READ);
}

/* A pipe does not say how much is in it; the limit holds all the same. */
static void limits_of_what_is_open(void **state)
{
    (void)state;
    int ends[2];
    struct str text;
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "0123456789", 10), 10);
    close(ends[1]);
    assert_int_equal(file_read_open(ARENA, ends[0], 9, &text), FILE_TOO_LARGE);
    close(ends[0]);
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "0123456789", 10), 10);
    close(ends[1]);
    assert_int_equal(file_read_open(ARENA, ends[0], 10, &text), FILE_READ);
    assert_str(text, "0123456789");
    close(ends[0]);
    assert_int_equal(file_read_open(ARENA, -1, 10, &text), FILE_FAILED);
}

static void failures(void **state)
{
    (void)state;
    struct str text;
    errno = 0;
    assert_int_equal(file_read(ARENA, path_of("absent"), 10, &text), FILE_FAILED);
    assert_int_equal(errno, ENOENT);
    program_subfolder("folder");
    errno = 0;
    assert_int_equal(file_read(ARENA, path_of("folder"), 10, &text), FILE_FAILED);
    assert_int_equal(errno, EISDIR);
}

/* No descriptor stays open, also where reading fails. */
static void closes_what_it_opens(void **state)
{
    (void)state;
    struct str text, *names;
    size_t count;
    program_file("small", "0123456789");
    program_subfolder("folder");
    int before = open("/dev/null", O_RDONLY);
    close(before);
    for (int i = 0; i < 50; i++) {
        file_read(ARENA, path_of("small"), 100, &text);
        file_read(ARENA, path_of("small"), 1, &text);
        file_read(ARENA, path_of("folder"), 100, &text);
        folder_names(ARENA, path_of(""), STR(""), &names, &count);
    }
    int after = open("/dev/null", O_RDONLY);
    close(after);
    assert_int_equal(after, before);
}

/* --- folders ---------------------------------------------------------------------------------------- */

static void kinds(void **state)
{
    (void)state;
    program_file("file", "");
    program_subfolder("folder");
    assert_int_equal(symlink("folder", program_path("link")), 0);
    assert_int_equal(symlink("nowhere", program_path("dead")), 0);
    assert_int_equal(file_kind(ARENA, path_of("file")), FILE_PLAIN);
    assert_int_equal(file_kind(ARENA, path_of("folder")), FILE_FOLDER);
    assert_int_equal(file_kind(ARENA, path_of("link")), FILE_FOLDER);
    assert_int_equal(file_kind(ARENA, path_of("dead")), FILE_NONE);
    assert_int_equal(file_kind(ARENA, path_of("absent")), FILE_NONE);
}

static void names_in_order_of_bytes(void **state)
{
    (void)state;
    static const char *const made[] = {"b.pol",        "a.pol",  "B.pol",  "a.csv",
                                       "\xc3\xa9.pol", ".x.pol", "a1.pol", "pol",
                                       "a.pol~",       "10.pol", "9.pol"};
    static const char *const expected[] = {"10.pol", "9.pol", "B.pol",       "a.pol",
                                           "a1.pol", "b.pol", "\xc3\xa9.pol"};
    struct str *names = NULL;
    size_t count = 42;
    for (size_t i = 0; i < COUNT_OF(made); i++) program_file(made[i], "");
    assert_true(folder_names(ARENA, path_of(""), STR(".pol"), &names, &count));
    assert_int_equal(count, COUNT_OF(expected));
    for (size_t i = 0; i < count; i++) assert_str(names[i], expected[i]);
    assert_true(folder_names(ARENA, path_of(""), STR(".none"), &names, &count));
    assert_int_equal(count, 0);
    errno = 0;
    assert_false(folder_names(ARENA, path_of("absent"), STR(".pol"), &names, &count));
    assert_int_equal(errno, ENOENT);
}

static void real_paths(void **state)
{
    (void)state;
    struct str folder, real;
    program_subfolder("folder");
    program_file("folder/file", "");
    assert_int_equal(symlink("folder", program_path("link")), 0);
    assert_true(path_real(ARENA, path_of("folder"), &folder));
    assert_true(path_real(ARENA, path_of("link/../link/./file"), &real));
    assert_str(real, str_to_cstr(ARENA, str_printf(ARENA, "%.*s/file", STR_ARG(folder))));
    assert_false(path_real(ARENA, path_of("link/absent"), &real));
}

/* --- paths ------------------------------------------------------------------------------------------ */

static void joined_paths(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"a", "b", "a/b"},
        {"a", "/b", "/b"},
        {"", "b", "b"},
        {".", "b", "b"},
        {"a", ".", "a"},
        {"a", "./b", "a/b"},
        {"a/", "b", "a/b"},
        {"a", "b//c", "a/b/c"},
        {"a", "b/./c", "a/b/c"},
        {"a", "b/../c", "a/c"},
        {"a", "../c", "c"},
        {"a", "../../c", "../c"},
        {"a/b", "../../../c", "../c"},
        {"..", "../c", "../../c"},
        {"/", "b", "/b"},
        {"/", "..", "/"},
        {"/a", "../../..", "/"},
        {"/a", "../../b", "/b"},
        {"a", "..", "."},
        {"", "", "."},
        {".", ".", "."},
        {"a", "", "a"},
        {"a", "b/", "a/b"},
        {"a", "...", "a/..."},
        {"a", "..b", "a/..b"},
        {"/a/b", "c", "/a/b/c"},
        {"a", "//b", "/b"},
        {"./a", "b", "a/b"},
        {"../a", "../b", "../b"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_str(path_join(ARENA, str_from(cases[i][0]), str_from(cases[i][1])), cases[i][2]);
}

static void parts_of_paths(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"a/b", "a", "b"},   {"b", ".", "b"},     {"/b", "/", "b"}, {"/", "/", ""},
        {"a/b/", "a/b", ""}, {"/a/b", "/a", "b"}, {"", ".", ""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_str(path_folder(str_from(cases[i][0])), cases[i][1]);
        assert_str(path_name(str_from(cases[i][0])), cases[i][2]);
    }
}

static void below(void **state)
{
    (void)state;
    assert_true(path_is_below(STR("/a/b"), STR("/a")));
    assert_true(path_is_below(STR("/a/b/c"), STR("/a")));
    assert_true(path_is_below(STR("/a"), STR("/a")));
    assert_true(path_is_below(STR("/a"), STR("/")) && path_is_below(STR("/"), STR("/")));
    assert_false(path_is_below(STR("/ab"), STR("/a")));
    assert_false(path_is_below(STR("/a"), STR("/a/b")));
    assert_false(path_is_below(STR("/"), STR("/a")));
    assert_false(path_is_below(STR("/b/a"), STR("/a")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PROGRAM_TEST(whole_files),    PROGRAM_TEST(sizes_round_a_block),
        PROGRAM_TEST(limits),         PROGRAM_TEST(limits_of_what_is_open),
        PROGRAM_TEST(failures),       PROGRAM_TEST(closes_what_it_opens),
        PROGRAM_TEST(kinds),          PROGRAM_TEST(names_in_order_of_bytes),
        PROGRAM_TEST(real_paths),     PROGRAM_TEST(joined_paths),
        PROGRAM_TEST(parts_of_paths), PROGRAM_TEST(below),
    };
    if (setjmp(program_guard.env)) return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
