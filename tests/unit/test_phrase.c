/* Words and phrases: what is found, and where. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "check/phrase.h"

static struct guard guard;
static struct arena arena;

/* The words of a text, `+` before those that are joined to the one before. */
static const char *words_of(struct str text)
{
    struct words words = words_in(&arena);
    struct buf buf = buf_in(&arena);
    words_read(&words, text);
    for (size_t i = 0; i < words.count; i++)
        buf_printf(&buf, "%s%.*s",
                   words.items[i].joined ? "+"
                   : i                   ? " "
                                         : "",
                   STR_ARG(words.items[i].folded));
    return buf_cstr(&buf);
}

static void words_are_folded_and_whole(void **state)
{
    (void)state;
    assert_string_equal(words_of(STR("")), "");
    assert_string_equal(words_of(STR(" .,; ")), "");
    assert_string_equal(words_of(STR("Fewer  ACCIDENTS, 2021!")), "fewer accidents 2021");
    assert_string_equal(words_of(STR("accident-prone author's it\xe2\x80\x99s a.b")),
                        "accident+prone author+s it+s a+b");
    assert_string_equal(words_of(STR("a - b -c")), "a b c");
    /* Composed and decomposed are one; a sharp s is ss. */
    assert_string_equal(words_of(STR("CAF\xc3\x89 cafe\xcc\x81")), "caf\xc3\xa9 caf\xc3\xa9");
    assert_string_equal(words_of(STR("Stra\xc3\x9f"
                                     "e")),
                        "strasse");
    /* Bytes that are no character end a word. */
    assert_string_equal(words_of(STR("a\xff"
                                     "b\xc3")),
                        "a b");
}

/* "at+count=number" of each phrase found in the text, from left to right. */
static const char *found_in(const struct phrases *phrases, struct str text)
{
    struct words words = words_in(&arena);
    struct buf buf = buf_in(&arena);
    words_read(&words, text);
    for (size_t at = 0; at < words.count;) {
        uint32_t number = 0;
        size_t count = phrases_match(phrases, &words, at, &number);
        if (count)
            buf_printf(&buf, "%s%zu+%zu=%u", buf.len ? " " : "", at, count, (unsigned)number);
        at += count ? count : 1;
    }
    return buf_cstr(&buf);
}

static void the_longest_phrase_is_found(void **state)
{
    (void)state;
    struct phrases phrases;
    phrases_init(&phrases, &arena);
    assert_int_equal(phrases_add(&phrases, STR("safety"), 0), 0);
    assert_int_equal(phrases_add(&phrases, STR("Social Safety"), 1), 1);
    assert_int_equal(phrases_add(&phrases, STR("social-safety"), 2), 1);
    assert_int_equal(phrases_add(&phrases, STR("a b c"), 3), 3);
    assert_int_equal(phrases_add(&phrases, STR("r&d"), 4), 4);
    assert_int_equal(phrases_add(&phrases, STR(" ! "), 5), PHRASE_NONE);
    assert_string_equal(found_in(&phrases, STR("Safety is social\n   safety")), "0+1=0 2+2=1");
    assert_string_equal(found_in(&phrases, STR("a b, c")), "");
    assert_string_equal(found_in(&phrases, STR("a b a b c")), "2+3=3");
    assert_string_equal(found_in(&phrases, STR("R&D, r d")), "0+2=4");
    assert_string_equal(found_in(&phrases, STR("unsafety safetys safety-net safety's non-safety")),
                        "");
    assert_string_equal(found_in(&phrases, STR("(safety)/safety \"safety\" safety-")),
                        "0+1=0 1+1=0 2+1=0 3+1=0");
}

static void only_so_many_words_count(void **state)
{
    (void)state;
    struct phrases phrases;
    phrases_init(&phrases, &arena);
    phrases_add(&phrases, STR("1 2 3 4 5 6 7 8 9 10 11 12 13 14"), 7);
    assert_string_equal(found_in(&phrases, STR("1 2 3 4 5 6 7 8 9 10 11 12 other")), "0+12=7");
    assert_string_equal(found_in(&phrases, STR("1 2 3 4 5 6 7 8 9 10 11 other")), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_folded_and_whole),
        cmocka_unit_test(the_longest_phrase_is_found),
        cmocka_unit_test(only_so_many_words_count),
    };
    if (setjmp(guard.env)) return 1;
    arena_init(&arena, &guard);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
