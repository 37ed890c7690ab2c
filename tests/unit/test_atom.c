/* Interned texts: one number for each, in the order of arrival, whatever their bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/atom.h"
#include "base/buf.h"

static struct guard guard;
static struct arena arena;
static struct atoms atoms;

static int begin(void **state)
{
    (void)state;
    arena_init(&arena, &guard);
    atoms_init(&atoms, &arena);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static void assert_text(uint32_t atom, struct str expected)
{
    struct str text = atoms_text(&atoms, atom);
    assert_int_equal(text.len, expected.len);
    assert_memory_equal(text.p, expected.p, expected.len);
}

static void numbers_in_order_of_arrival(void **state)
{
    (void)state;
    assert_int_equal(atoms_intern(&atoms, STR("b")), 0);
    assert_int_equal(atoms_intern(&atoms, STR("a")), 1);
    assert_int_equal(atoms_intern(&atoms, STR("b")), 0);
    assert_int_equal(atoms_intern_borrowed(&atoms, STR("a")), 1);
    assert_int_equal(atoms_intern_borrowed(&atoms, STR("c")), 2);
    assert_int_equal(atoms_intern(&atoms, STR("c")), 2);
    assert_int_equal(atoms.count, 3);
    assert_text(0, STR("b"));
    assert_text(2, STR("c"));
}

static void finding_adds_nothing(void **state)
{
    (void)state;
    assert_int_equal(atoms_find(&atoms, STR("x")), ATOM_NONE);
    atoms_intern(&atoms, STR("y"));
    assert_int_equal(atoms_find(&atoms, STR("x")), ATOM_NONE);
    assert_int_equal(atoms_find(&atoms, STR("y")), 0);
    assert_int_equal(atoms.count, 1);
}

static void all_bytes_count(void **state)
{
    (void)state;
    uint32_t empty = atoms_intern(&atoms, STR(""));
    uint32_t nul = atoms_intern(&atoms, STR("\0")), two = atoms_intern(&atoms, STR("\0\0"));
    uint32_t a = atoms_intern(&atoms, STR("a")), a_nul = atoms_intern(&atoms, STR("a\0"));
    uint32_t a_b = atoms_intern(&atoms, STR("a\0b")), a_c = atoms_intern(&atoms, STR("a\0c"));
    uint32_t all[] = {empty, nul, two, a, a_nul, a_b, a_c};
    for (size_t i = 0; i < COUNT_OF(all); i++) assert_int_equal(all[i], i);
    assert_int_equal(atoms_intern(&atoms, (struct str){NULL, 0}), empty);
    assert_int_equal(atoms_find(&atoms, STR("a\0b")), a_b);
    assert_text(a_c, STR("a\0c"));
    assert_text(empty, STR(""));
}

static void copies_unless_borrowed(void **state)
{
    (void)state;
    char own[] = "kept", lent[] = "lent";
    uint32_t kept = atoms_intern(&atoms, (struct str){own, 4});
    uint32_t borrowed = atoms_intern_borrowed(&atoms, (struct str){lent, 4});
    memset(own, '-', 4);
    assert_text(kept, STR("kept"));
    assert_ptr_equal(atoms_text(&atoms, borrowed).p, lent);
}

/* Many, so that the table grows often; and texts that differ little. */
static void many(void **state)
{
    (void)state;
    enum { COUNT = 200000 };
    struct buf text = buf_in(&arena);
    for (int round = 0; round < 2; round++)
        for (uint32_t i = 0; i < COUNT; i++) {
            buf_clear(&text);
            buf_printf(&text, "name_%u", (unsigned)i);
            uint32_t atom =
                round ? atoms_find(&atoms, buf_str(&text)) : atoms_intern(&atoms, buf_str(&text));
            assert_int_equal(atom, i);
        }
    assert_int_equal(atoms.count, COUNT);
    assert_text(123456, STR("name_123456"));
    assert_int_equal(atoms_find(&atoms, STR("name_200000")), ATOM_NONE);
}

/* Two tables do not share seeds by necessity, but their numbers are the same. */
static void tables_are_their_own(void **state)
{
    (void)state;
    struct atoms other;
    atoms_init(&other, &arena);
    atoms_intern(&atoms, STR("x"));
    assert_int_equal(atoms_find(&other, STR("x")), ATOM_NONE);
    assert_int_equal(atoms_intern(&other, STR("z")), 0);
    assert_int_equal(atoms_find(&atoms, STR("z")), ATOM_NONE);
}

static void long_texts(void **state)
{
    (void)state;
    static char text[300000];
    memset(text, 'x', sizeof text);
    uint32_t first = atoms_intern(&atoms, (struct str){text, sizeof text});
    text[sizeof text - 1] = 'y';
    assert_int_equal(atoms_intern(&atoms, (struct str){text, sizeof text}), first + 1);
    assert_int_equal(atoms_intern(&atoms, (struct str){text, sizeof text - 1}), first + 2);
    text[sizeof text - 1] = 'x';
    assert_int_equal(atoms_find(&atoms, (struct str){text, sizeof text}), first);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(numbers_in_order_of_arrival),
        TEST(finding_adds_nothing),
        TEST(all_bytes_count),
        TEST(copies_unless_borrowed),
        TEST(many),
        TEST(tables_are_their_own),
        TEST(long_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
