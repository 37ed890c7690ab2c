/* Arenas: what they hand out is aligned, zeroed and its own; what was deferred is closed once, newest
 * first; and running out of memory jumps to the guard. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "unit/random.h"

#if defined(__SANITIZE_ADDRESS__)
/* Asking for too much is what some tests are about. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "allocator_may_return_null=1";
}
#endif

static struct guard guard;
static struct arena arena;

static int begin(void **state)
{
    (void)state;
    arena_init(&arena, &guard);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static bool is_zero(const unsigned char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (bytes[i]) return false;
    return true;
}

/* --- handing out ------------------------------------------------------------------------------------ */

static void aligned_and_zeroed(void **state)
{
    (void)state;
    static const size_t sizes[] = {1, 3, 8, 15, 16, 17, 100, 4095, 4096, 4097, 70000, 3 << 20};
    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < COUNT_OF(sizes); i++) {
            unsigned char *memory = arena_alloc(&arena, sizes[i]);
            assert_int_equal((uintptr_t)memory % _Alignof(max_align_t), 0);
            assert_true(is_zero(memory, sizes[i]));
            memset(memory, 0xa5, sizes[i]);
        }
        arena_reset(&arena); /* the memory of the next round is this one's, and dirty */
    }
}

/* Small things lie close, and each as its type wants it, between texts of any length. */
static void aligned_as_asked(void **state)
{
    (void)state;
    static const size_t alignments[] = {1, 2, 4, 8, 16};
    for (size_t i = 0; i < 5000; i++) {
        size_t alignment = alignments[i % 5], size = 1 + i % 23;
        unsigned char *memory = arena_alloc_aligned(&arena, size, alignment);
        assert_int_equal((uintptr_t)memory % alignment, 0);
        assert_true(is_zero(memory, size));
        memset(memory, 0xa5, size);
    }
}

static void nothing_is_something_too(void **state)
{
    (void)state;
    assert_non_null(arena_alloc(&arena, 0));
    assert_non_null(arena_array(&arena, 0, 8, 8));
    assert_non_null(arena_array(&arena, 8, 0, 8));
    assert_non_null(arena_copy(&arena, NULL, 0));
}

/* Each piece keeps what was written into it, whatever the sizes in between: none overlaps another. */
static void pieces_are_apart(void **state)
{
    (void)state;
    enum { PIECES = 4000 };
    static unsigned char *pieces[PIECES];
    static size_t sizes[PIECES];
    struct random random = {1};
    for (size_t i = 0; i < PIECES; i++) {
        sizes[i] = 1 + random_below(&random, random_below(&random, 20) ? 200 : 40000);
        pieces[i] = arena_alloc(&arena, sizes[i]);
        memset(pieces[i], (int)(i % 251), sizes[i]);
    }
    for (size_t i = 0; i < PIECES; i++)
        for (size_t k = 0; k < sizes[i]; k++) assert_int_equal(pieces[i][k], i % 251);
}

/* A large piece in between leaves what was handed out before and after it as it is. */
static void large_pieces(void **state)
{
    (void)state;
    unsigned char *first = arena_alloc(&arena, 10), *large = arena_alloc(&arena, 5 << 20);
    unsigned char *last = arena_alloc(&arena, 10);
    memset(first, 1, 10);
    memset(large, 2, 5 << 20);
    memset(last, 3, 10);
    assert_true(first[0] == 1 && first[9] == 1 && last[0] == 3 && last[9] == 3);
    assert_true(large[0] == 2 && large[(5 << 20) - 1] == 2);
}

static void a_large_piece_first(void **state)
{
    (void)state;
    unsigned char *large = arena_alloc(&arena, 3 << 20), *small = arena_alloc(&arena, 7);
    memset(large, 9, 3 << 20);
    assert_true(is_zero(small, 7));
}

static void copies(void **state)
{
    (void)state;
    char original[] = "one\0two";
    char *copy = arena_copy(&arena, original, sizeof original);
    original[0] = 'X';
    assert_memory_equal(copy, "one\0two", sizeof original);
}

static void counts_what_is_used(void **state)
{
    (void)state;
    assert_int_equal(arena.used, 0);
    arena_alloc(&arena, 100);
    assert_true(arena.used >= 100);
    arena_reset(&arena);
    assert_int_equal(arena.used, 0);
}

/* --- growing arrays --------------------------------------------------------------------------------- */

static void growing(void **state)
{
    (void)state;
    int *items = NULL;
    size_t count = 0, capacity = 0;
    for (int i = 0; i < 10000; i++) {
        ARENA_GROW(&arena, items, count, capacity);
        assert_true(count < capacity);
        items[count++] = i;
    }
    for (int i = 0; i < 10000; i++) assert_int_equal(items[i], i);
    assert_true(capacity < 40000);
    for (size_t i = count; i < capacity; i++) assert_int_equal(items[i], 0);
}

/* --- deferring -------------------------------------------------------------------------------------- */

static char closed[16];
static size_t closed_count;

static void close_one(void *object)
{
    closed[closed_count++] = *(const char *)object;
}

static void closes_newest_first_and_once(void **state)
{
    (void)state;
    static char names[] = "abc";
    closed_count = 0;
    for (int i = 0; i < 3; i++) arena_defer(&arena, close_one, &names[i]);
    arena_reset(&arena);
    assert_int_equal(closed_count, 3);
    assert_memory_equal(closed, "cba", 3);
    arena_reset(&arena);
    arena_release(&arena);
    arena_release(&arena);
    assert_int_equal(closed_count, 3);
}

/* What is closed may still look at the arena's memory. */
static void closes_before_freeing(void **state)
{
    (void)state;
    closed_count = 0;
    char *inside = arena_alloc(&arena, 1);
    *inside = 'm';
    arena_defer(&arena, close_one, inside);
    arena_release(&arena);
    assert_true(closed_count == 1 && closed[0] == 'm');
}

/* --- children --------------------------------------------------------------------------------------- */

static void children_go_with_their_parent(void **state)
{
    (void)state;
    static char name = 'k', grandchild = 'g';
    closed_count = 0;
    struct arena *child = arena_child(&arena);
    arena_defer(child, close_one, &name);
    arena_defer(arena_child(child), close_one, &grandchild);
    arena_release(&arena);
    assert_int_equal(closed_count, 2);
    assert_memory_equal(closed, "gk", 2);
}

static void children_released_early(void **state)
{
    (void)state;
    static char name = 'k';
    closed_count = 0;
    char *mine = arena_alloc(&arena, 8);
    struct arena *child = arena_child(&arena);
    memset(arena_alloc(child, 100000), 1, 100000);
    arena_defer(child, close_one, &name);
    strcpy(mine, "still");
    arena_release(child);
    assert_int_equal(closed_count, 1);
    assert_string_equal(mine, "still");
    memset(arena_alloc(child, 10), 2, 10); /* it may be used again */
    arena_release(&arena);
    assert_int_equal(closed_count, 1);
}

/* A grandchild of a child that is reset is gone, and the child goes on. */
static void reset_of_a_child(void **state)
{
    (void)state;
    struct arena *child = arena_child(&arena);
    for (int i = 0; i < 100; i++) {
        struct arena *inner = arena_child(child);
        memset(arena_alloc(inner, 5000), i, 5000);
        unsigned char *own = arena_alloc(child, 50);
        assert_true(is_zero(own, 50));
        arena_reset(child);
    }
}

/* --- no memory -------------------------------------------------------------------------------------- */

static void jumps_to_the_guard(void **state)
{
    (void)state;
    static volatile int reached;
    jmp_buf saved;
    memcpy(&saved, &guard.env, sizeof saved);
    reached = 0;
    if (setjmp(guard.env) == 0) {
        arena_alloc(&arena, SIZE_MAX);
        fail_msg("an arena that can't be");
    }
    reached++;
    if (setjmp(guard.env) == 0) {
        arena_alloc(&arena, SIZE_MAX - 40);
        fail_msg("an arena that can't be");
    }
    reached++;
    if (setjmp(guard.env) == 0) {
        arena_array(&arena, SIZE_MAX / 2, 3, 8);
        fail_msg("an array that can't be");
    }
    reached++;
    if (setjmp(guard.env) == 0) {
        arena_array(arena_child(&arena), (size_t)1 << 33, (size_t)1 << 33, 8);
        fail_msg("an array that can't be");
    }
    reached++;
    if (setjmp(guard.env) == 0) {
        arena_out_of_memory(&arena);
    }
    reached++;
    memcpy(&guard.env, &saved, sizeof saved);
    assert_int_equal(reached, 5);
    unsigned char *after = arena_alloc(&arena, 32); /* it is still whole */
    assert_true(is_zero(after, 32));
}

static void zeroed_arenas(void **state)
{
    (void)state;
    struct arena nothing = {0};
    arena_release(&nothing);
    arena_release(&nothing);
    arena_reset(&nothing);
}

static void contexts(void **state)
{
    (void)state;
    unsigned char *context = base_context_alloc(1000);
    assert_true(is_zero(context, 1000));
    base_context_free(context);
    base_context_free(NULL);
    volatile size_t too_much = PTRDIFF_MAX;
    assert_null(base_context_alloc(too_much));
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(aligned_and_zeroed),
        TEST(aligned_as_asked),
        TEST(nothing_is_something_too),
        TEST(pieces_are_apart),
        TEST(large_pieces),
        TEST(a_large_piece_first),
        TEST(copies),
        TEST(counts_what_is_used),
        TEST(growing),
        TEST(closes_newest_first_and_once),
        TEST(closes_before_freeing),
        TEST(children_go_with_their_parent),
        TEST(children_released_early),
        TEST(reset_of_a_child),
        TEST(jumps_to_the_guard),
        TEST(zeroed_arenas),
        TEST(contexts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
