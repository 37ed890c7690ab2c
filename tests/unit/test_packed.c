/* Tests of packed data files: gzip and Zstandard, whole, in pieces, cut off, damaged, and too large. */
#include "unit/packed_case.h"
#include "unit/table_case.h"

#define CSV  STR("a,b\n1,x\n2,\"y\nz\"\n3,w\n")
#define ROWS "2 | 1 | x\n3 | 2 | y\nz\n5 | 3 | w\n"

static const struct table_options none;

static void check(struct str file, const char *expected)
{
    case_check(file.p, file.len, "a:number b:text", &none, expected);
}

static struct str keep(struct str text)
{
    char *copy = malloc(text.len + 1);
    assert_non_null(copy);
    memcpy(copy, text.p, text.len);
    return (struct str){copy, text.len};
}

/* case_check resets the arena, so what is packed there is kept elsewhere. */
static struct str gzip(struct str text)
{
    return keep(pack_gzip(&case_arena, text));
}

static struct str zstandard(struct str text)
{
    return keep(pack_zstandard(&case_arena, text));
}

static void drop(struct str text)
{
    union {
        const char *held;
        char *given;
    } p = {.held = text.p};
    free(p.given);
}

static void check_and_drop(struct str file, const char *expected)
{
    check(file, expected);
    drop(file);
}

static void packed_files_read_as_what_is_in_them(void **state)
{
    (void)state;
    check(CSV, ROWS);
    check_and_drop(gzip(CSV), ROWS);
    check_and_drop(zstandard(CSV), ROWS);
    check_and_drop(gzip(STR("a,b\n")), "");
}

static void several_members_are_one_file(void **state)
{
    (void)state;
    struct str begin = STR("a,b\n1,x\n2,\"y"), end = STR("\nz\"\n3,w\n");
    struct str packed[] = {
        pack_join(&case_arena, pack_gzip(&case_arena, begin), pack_gzip(&case_arena, end)),
        pack_join(&case_arena, pack_zstandard(&case_arena, begin),
                  pack_zstandard(&case_arena, end)),
        /* an empty member between them, and what tapes are filled up with */
        pack_join(
            &case_arena,
            pack_join(&case_arena, pack_gzip(&case_arena, begin), pack_gzip(&case_arena, STR(""))),
            pack_join(&case_arena, pack_gzip(&case_arena, end), STR("\0\0\0\0\0"))),
        /* a frame that is passed over */
        pack_join(&case_arena, STR("\x50\x2a\x4d\x18\x04\0\0\0same"),
                  pack_zstandard(&case_arena, CSV)),
    };
    for (size_t i = 0; i < sizeof packed / sizeof *packed; i++) packed[i] = keep(packed[i]);
    for (size_t i = 0; i < sizeof packed / sizeof *packed; i++) check_and_drop(packed[i], ROWS);
}

static void what_follows_and_is_not_packed_is_said(void **state)
{
    (void)state;
    struct str packed =
        keep(pack_join(&case_arena, pack_gzip(&case_arena, CSV), STR("and more of it")));
    check_and_drop(packed,
                   "not opened\n"
                   "D01 span 7: `t.csv` can't be read: behind its gzip data, at byte 40, stands "
                   "something else\n"
                   "  help: 54 bytes of it were read, which is not enough to judge anything by\n");
}

static void an_empty_packed_file_is_empty(void **state)
{
    (void)state;
    const char *expected = "not opened\nD01 span 7: `t.csv` is empty\n"
                           "  help: is it the right file? A file of data has a row of names and "
                           "rows of values below it\n";
    check_and_drop(gzip(STR("")), expected);
    check_and_drop(zstandard(STR("")), expected);
}

static void other_kinds_of_file_are_named(void **state)
{
    (void)state;
    check(STR("PK\x03\x04 and so on"),
          "not opened\n"
          "D01 span 7: `t.csv` can't be opened: it is a zip archive, as spreadsheets of Excel and "
          "LibreOffice are\n"
          "  help: save the sheet as CSV; of an archive, unpack it and name the file that is in "
          "it\n");
    check(STR("PK,b\n1,x\n"),
          "not opened\n"
          "D01 span 101: `t.csv` has no column `a`\n"
          "  help: its columns are `PK`, `b`; if those are no names, say `header_row:`\n");
}

static bool begins(struct str text, const char *with)
{
    return str_starts(text, str_from(with));
}

/* What is cut off is never taken for all there is. */
static void every_cut_is_seen(void **state)
{
    (void)state;
    struct str files[] = {gzip(CSV), zstandard(CSV)};
    for (size_t f = 0; f < 2; f++)
        for (size_t len = 4; len < files[f].len; len++) {
            char name[] = "/tmp/pol-test-XXXXXX";
            case_write(name, files[f].p, len);
            struct str text = case_read(str_from(name), "a:number b:text", &none, len % 7 + 1);
            unlink(name);
            if (!begins(text, "not opened\nD01 span 7: `t.csv` can't be read: its "))
                fail_msg("%zu bytes: %s", len, str_to_cstr(&case_arena, text));
            arena_reset(&case_arena);
        }
    drop(files[0]);
    drop(files[1]);
}

/* A byte that is another is seen, or one that says nothing of the data. */
static void every_damage_is_seen(void **state)
{
    (void)state;
    struct str files[] = {gzip(CSV), zstandard(CSV)};
    for (size_t f = 0; f < 2; f++)
        for (size_t at = 4; at < files[f].len; at++) {
            char name[] = "/tmp/pol-test-XXXXXX";
            char *damaged = arena_copy(&case_arena, files[f].p, files[f].len);
            damaged[at] ^= 0x55;
            case_write(name, damaged, files[f].len);
            struct str text = case_read(str_from(name), "a:number b:text", &none, at % 5 + 1);
            unlink(name);
            bool says_nothing = f == 0 && at < 10;
            if (!begins(text, "not opened\nD01 span 7: `t.csv` can't be read: ") &&
                !(says_nothing && str_equal(text, STR(ROWS))))
                fail_msg("byte %zu: %s", at, str_to_cstr(&case_arena, text));
            arena_reset(&case_arena);
        }
    drop(files[0]);
    drop(files[1]);
}

static void rows_before_the_damage_are_the_same_for_any_blocks(void **state)
{
    (void)state;
    struct buf buf = buf_in(&case_arena);
    buf_add(&buf, STR("a,b\n"));
    for (unsigned i = 0; i < 60000; i++) buf_printf(&buf, "%u,%u\n", i, i * 2654435761u % 1000);
    struct str files[] = {gzip(buf_str(&buf)), zstandard(buf_str(&buf))};
    for (size_t f = 0; f < 2; f++) {
        char name[] = "/tmp/pol-test-XXXXXX";
        case_write(name, files[f].p, files[f].len / 3 * 2);
        struct str text = case_read(str_from(name), "a:number b:number", &none, BLOCK_SIZE);
        assert_true(begins(text, "2 | 0 | 0\n"));
        assert_true(str_ends(text, STR("which is not enough to judge anything by\n")));
        for (size_t size = 4099; size < 2 * BLOCK_SIZE; size = size * 3 + 1) {
            struct str again = case_read(str_from(name), "a:number b:number", &none, size);
            if (!str_equal(again, text)) fail_msg("another result with blocks of %zu bytes", size);
        }
        unlink(name);
        drop(files[f]);
    }
    arena_reset(&case_arena);
}

/* Ends while the thread still waits for room: it must not be waited for in vain. */
static void a_file_may_be_left_before_its_end(void **state)
{
    (void)state;
    struct buf buf = buf_in(&case_arena);
    buf_add(&buf, STR("a\n"));
    for (unsigned i = 0; i < 1000000; i++) buf_printf(&buf, "%u\n", i);
    struct str packed = pack_zstandard(&case_arena, buf_str(&buf));
    char name[] = "/tmp/pol-test-XXXXXX";
    case_write(name, packed.p, packed.len);
    struct arena *program = arena_child(&case_arena);
    struct bytes *bytes = ARENA_NEW(program, struct bytes);
    char some[100];
    assert_true(bytes_open(bytes, program, str_from(name)));
    bytes_read_ahead(bytes);
    assert_int_equal(bytes_read(bytes, some, sizeof some), sizeof some);
    assert_memory_equal(some, buf_str(&buf).p, sizeof some);
    unlink(name);
    arena_release(program);
    arena_reset(&case_arena);
}

static void a_bomb_is_not_read_to_its_end(void **state)
{
    (void)state;
    struct str piece = {arena_alloc(&case_arena, 1 << 24), 1 << 24};
    struct str packed = pack_zstandard(&case_arena, piece);
    char name[] = "/tmp/pol-test-XXXXXX", *block = arena_alloc(&case_arena, 1 << 20);
    struct buf buf = buf_in(&case_arena);
    for (size_t i = 0; i < 100; i++) buf_add(&buf, packed);
    case_write(name, buf.p, buf.len);
    struct bytes *bytes = ARENA_NEW(&case_arena, struct bytes);
    assert_true(bytes_open(bytes, &case_arena, str_from(name)));
    uint64_t sum = 0;
    for (size_t got; (got = bytes_read(bytes, block, 1 << 20)) > 0;) sum += got;
    assert_true(bytes->over_limit && !bytes->ended);
    assert_string_equal(bytes->failure, "it unpacks to more than 2000 times its size, which is the "
                                        "limit, so it was not read on");
    assert_true(sum >= UNPACKED_FREE && sum < UNPACKED_FREE + (1 << 22));
    unlink(name);
    arena_reset(&case_arena);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(packed_files_read_as_what_is_in_them),
    cmocka_unit_test(several_members_are_one_file),
    cmocka_unit_test(what_follows_and_is_not_packed_is_said),
    cmocka_unit_test(an_empty_packed_file_is_empty),
    cmocka_unit_test(other_kinds_of_file_are_named),
    cmocka_unit_test(every_cut_is_seen),
    cmocka_unit_test(every_damage_is_seen),
    cmocka_unit_test(rows_before_the_damage_are_the_same_for_any_blocks),
    cmocka_unit_test(a_file_may_be_left_before_its_end),
    cmocka_unit_test(a_bomb_is_not_read_to_its_end),
};

CASE_MAIN(tests)
