/* Tests of UTF-8: decoding, normal form, letters, width. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>
#include <stdlib.h>
#include <utf8proc.h>

#include "base/buf.h"
#include "base/utf8.h"

static struct guard guard;
static struct arena arena;

static void ascii_is_found_at_every_length(void **state)
{
    (void)state;
    char text[40];
    for (size_t len = 0; len < sizeof text; len++) {
        memset(text, 'a', sizeof text);
        assert_true(utf8_is_ascii((struct str){text, len}));
        for (size_t at = 0; at < len; at++) {
            memset(text, 'a', sizeof text);
            text[at] = '\x80';
            assert_int_equal(utf8_ascii_prefix((struct str){text, len}), at);
            assert_false(utf8_is_ascii((struct str){text, len}));
        }
    }
}

static void every_code_point_survives(void **state)
{
    (void)state;
    for (uint32_t c = 0; c <= 0x10ffff; c++) {
        if (c >= 0xd800 && c <= 0xdfff) continue;
        char bytes[4];
        uint32_t back = 1;
        size_t len = utf8_encode(c, bytes);
        if (utf8_decode((struct str){bytes, len}, &back) != len || back != c)
            fail_msg("U+%04X does not survive", (unsigned)c);
        if (utf8_decode((struct str){bytes, len - 1}, &back))
            fail_msg("a part is taken as a whole");
    }
}

static void what_is_no_character_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "\x80",
        "\xbf",
        "\xc0\x80",
        "\xc1\xbf",
        "\xc3",
        "\xc3(",
        "\xe0\x80\x80",
        "\xe0\x9f\xbf",
        "\xe2\x82",
        "\xe2(\xac",
        "\xed\xa0\x80",
        "\xed\xbf\xbf",
        "\xf0\x80\x80\x80",
        "\xf0\x9f\x98",
        "\xf4\x90\x80\x80",
        "\xf5\x80\x80\x80",
        "\xff",
        "\xfe\xff",
    };
    uint32_t c;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(utf8_decode(str_from(bad[i]), &c), 0);
        assert_false(utf8_valid(str_from(bad[i])));
        assert_false(utf8_valid(str_printf(&arena, "caf\xc3\xa9 and more %s", bad[i])));
    }
    assert_int_equal(utf8_decode(STR(""), &c), 0);
    assert_true(utf8_valid(STR("")));
    assert_true(utf8_valid(STR("a\0b \xe2\x82\xac \xf0\x9f\x98\x80")));
}

static void normal_form_composes(void **state)
{
    (void)state;
    assert_true(str_equal(utf8_nfc(&arena, STR("cafe\xcc\x81")), STR("caf\xc3\xa9")));
    assert_true(
        str_equal(utf8_nfc(&arena, STR("\xe2\x84\xab")), STR("\xc3\x85"))); /* Ångström sign */
    /* two marks in the wrong order */
    assert_true(str_equal(utf8_nfc(&arena, STR("a\xcc\x81\xcc\xa7")),
                          utf8_nfc(&arena, STR("a\xcc\xa7\xcc\x81"))));
    assert_false(utf8_is_nfc(&arena, STR("e\xcc\x81")));
}

static void normal_text_is_given_back_itself(void **state)
{
    (void)state;
    static const char *const normal[] = {
        "",
        "plain",
        "co\xc3\xb6rdinatie",
        "\xe2\x82\xac 5 \xe2\x80\x93 \xe2\x80\x98so\xe2\x80\x99",
        "\xe6\xbc\xa2\xe5\xad\x97",
        "\xd0\xb4\xd0\xb0",
        "\xf0\x9f\x98\x80",
    };
    for (size_t i = 0; i < sizeof normal / sizeof *normal; i++) {
        struct str text = str_from(normal[i]);
        assert_ptr_equal(utf8_nfc(&arena, text).p, text.p);
        assert_true(utf8_is_nfc(&arena, text));
    }
    struct str broken = STR("e\xcc\x81\xff");
    assert_ptr_equal(utf8_nfc(&arena, broken).p, broken.p);
}

/* What is passed over without tables must be what the tables say. */
static void short_cuts_agree_with_unicode(void **state)
{
    (void)state;
    for (uint32_t c = 1; c < 0x2100; c++) {
        char bytes[5] = "";
        struct str text = {bytes, utf8_encode(c, bytes)};
        utf8proc_uint8_t *full = utf8proc_NFC((const utf8proc_uint8_t *)bytes);
        struct str ours = utf8_nfc(&arena, text);
        if (!str_equal(ours, str_from((const char *)full))) fail_msg("U+%04X differs", (unsigned)c);
        free(full);
    }
}

static void many_marks_are_left_alone(void **state)
{
    (void)state;
    struct buf buf = buf_in(&arena);
    buf_add_char(&buf, 'a');
    for (int i = 0; i < 200000; i++) buf_add(&buf, i % 2 ? STR("\xcc\x81") : STR("\xcc\xa7"));
    struct str text = buf_str(&buf);
    assert_ptr_equal(utf8_nfc(&arena, text).p, text.p);
    assert_ptr_equal(utf8_fold(&arena, text).p, text.p);
}

static void folding_ignores_case(void **state)
{
    (void)state;
    assert_true(str_equal(utf8_fold(&arena, STR("\xc3\x89\xc3\x89n Test")),
                          utf8_fold(&arena, STR("\xc3\xa9"
                                                "e\xcc\x81n tEST"))));
    assert_int_equal(utf8_lower('Q'), 'q');
    assert_int_equal(utf8_lower('['), '[');
    assert_int_equal(utf8_lower(0xc9), 0xe9);
}

static void letters_are_of_any_script(void **state)
{
    (void)state;
    assert_true(utf8_is_letter('a') && utf8_is_letter('Z') && utf8_is_letter(0xf6));
    assert_true(utf8_is_letter(0x434) && utf8_is_letter(0x6f22));
    assert_false(utf8_is_letter('_') || utf8_is_letter('1') || utf8_is_letter('-'));
    assert_false(utf8_is_letter(0x2013) || utf8_is_letter(0x301) || utf8_is_letter(0xd7));
}

static void words_hold_letters_marks_and_digits(void **state)
{
    (void)state;
    assert_true(utf8_is_word('a') && utf8_is_word('0') && utf8_is_word(0xe9));
    assert_true(utf8_is_word(0x301) && utf8_is_word(0x664) && utf8_is_word(0x6f22));
    assert_false(utf8_is_word('_') || utf8_is_word('-') || utf8_is_word(0x2019));
    assert_int_equal(utf8_upper('a'), 'A');
    assert_int_equal(utf8_upper('1'), '1');
    assert_int_equal(utf8_upper(0xe9), 0xc9);
}

static void invisible_characters_are_known(void **state)
{
    (void)state;
    assert_true(utf8_is_unprintable(0) && utf8_is_unprintable('\n') && utf8_is_unprintable(0x7f));
    assert_true(utf8_is_unprintable(0x85) && utf8_is_unprintable(0x202e));
    assert_true(utf8_is_unprintable(0xfeff) && utf8_is_unprintable(0x2028));
    assert_false(utf8_is_unprintable(' ') || utf8_is_unprintable('a') || utf8_is_unprintable(0xe9));
}

static void width_counts_columns(void **state)
{
    (void)state;
    assert_int_equal(utf8_width(STR("")), 0);
    assert_int_equal(utf8_width(STR("caf\xc3\xa9")), 4);
    assert_int_equal(utf8_width(STR("cafe\xcc\x81")), 4);
    assert_int_equal(utf8_width(STR("\xe6\xbc\xa2\xe5\xad\x97")), 4);
    assert_int_equal(utf8_width(STR("a\xff\xfe")), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ascii_is_found_at_every_length),
        cmocka_unit_test(every_code_point_survives),
        cmocka_unit_test(what_is_no_character_is_refused),
        cmocka_unit_test(normal_form_composes),
        cmocka_unit_test(normal_text_is_given_back_itself),
        cmocka_unit_test(short_cuts_agree_with_unicode),
        cmocka_unit_test(many_marks_are_left_alone),
        cmocka_unit_test(folding_ignores_case),
        cmocka_unit_test(letters_are_of_any_script),
        cmocka_unit_test(words_hold_letters_marks_and_digits),
        cmocka_unit_test(invisible_characters_are_known),
        cmocka_unit_test(width_counts_columns),
    };
    if (setjmp(guard.env)) return 1;
    arena_init(&arena, &guard);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
