/* Tests of encodings: said, marked, and found by content. Each case is also read in blocks of 1 to 40
 * bytes. */
#include "unit/table_case.h"

#include "data/encoding.h"

#define E_ACUTE "\xc3\xa9"

static void utf_8_is_found(void **state)
{
    (void)state;
    TABLE("t\ncaf\xc3\xa9\n\xe2\x82\xac\n\xf0\x9f\x98\x80\n", "t:text",
          "2 | caf" E_ACUTE "\n3 | \xe2\x82\xac\n4 | \xf0\x9f\x98\x80\n");
    TABLE("\xef\xbb\xbft,u\ncaf\xc3\xa9,x\n", "t:text", "2 | caf" E_ACUTE "\n");
    TABLE("\xef\xbb\xbf\"t\",u\nx,x\n", "t:text", "2 | x\n");
    TABLE("\xef\xbb\xbfsep=;\nt;u\nx,y;z\n", "t:text", "3 | x,y\n");
}

static void windows_1252_is_found(void **state)
{
    (void)state;
    TABLE("t\ncaf\xe9\n\x80 5 \x96 6\n", "t:text",
          "2 | caf" E_ACUTE "\n3 | \xe2\x82\xac 5 \xe2\x80\x93 6\n");
    /* the first that is not ASCII decides for the whole file */
    TABLE("t\ncaf\xe9\ncaf\xc3\xa9\n", "t:text", "2 | caf" E_ACUTE "\n3 | caf\xc3\x83\xc2\xa9\n");
    /* a sequence that the file's end cuts off is no UTF-8 */
    TABLE("t\nx\xc3", "t:text", "2 | x\xc3\x83\n");
    TABLE("t\nx\xe2\x82", "t:text", "2 | x\xc3\xa2\xe2\x80\x9a\n");
    TABLE("t\xe9;u\n1;2\n", "t:number:t" E_ACUTE, "2 | 1\n");
    TABLE("\xe9", "t:text:" E_ACUTE, "");
}

static void utf_16_is_found_by_its_mark(void **state)
{
    (void)state;
    TABLE("\xff\xfet\0;\0u\0\r\0\n\0\xe9\0;\0\xac\x20\r\0\n\0", "t:text u:text",
          "2 | " E_ACUTE " | \xe2\x82\xac\n");
    TABLE("\xfe\xff\0t\0,\0u\0\n\0\xe9\0,\x20\xac\0\n", "t:text u:text",
          "2 | " E_ACUTE " | \xe2\x82\xac\n");
    /* a character of two halves; then half of one */
    TABLE("\xff\xfet\0\n\0\x3d\xd8\x00\xde\n\0", "t:text", "2 | \xf0\x9f\x98\x80\n");
    TABLE("\xff\xfet\0\n\0\x3d\xd8x\0\n\0y\0", "t:text",
          "2 | <bad_value>\n3 | y\nrejected 1\n"
          "D02 line 2: 1 value of column `t` in `t.csv` can't be read and counts as missing\n"
          "  help: its bytes mean nothing in `UTF-16LE`: say another `encoding:`\n"
          "  line 2: `\xef\xbf\xbdx`\n");
    TABLE("\xff\xfet\0\n\0y\0\n\0z", "t:text",
          "2 | y\n3 | <bad_value>\nrejected 1\n"
          "D02 line 3: 1 value of column `t` in `t.csv` can't be read and counts as missing\n"
          "  help: its bytes mean nothing in `UTF-16LE`: say another `encoding:`\n"
          "  line 3: `\xef\xbf\xbd`\n");
}

static void the_said_encoding_holds(void **state)
{
    (void)state;
    TABLE_WITH("t\n\xe9\xc3\xa9\n", "t:text", "2 | " E_ACUTE "\xc3\x83\xc2\xa9\n",
               .encoding = STR("windows-1252"));
    TABLE_WITH("t\n\x80\n", "t:text", "2 | \xe2\x82\xac\n", .encoding = STR("CP1252"));
    TABLE_WITH("t\n\xa4\n", "t:text", "2 | \xe2\x82\xac\n", .encoding = STR("ISO-8859-15"));
    TABLE_WITH("t\n\x87\n", "t:text", "2 | \xc3\xa7\n", .encoding = STR("CP850"));
    TABLE_WITH("\xef\xbb\xbft\n\xc3\xa9\n", "t:text", "2 | " E_ACUTE "\n", .encoding = STR("utf8"));
    TABLE_WITH("t\0\n\0\xe9\0", "t:text", "2 | " E_ACUTE "\n", .encoding = STR("UTF-16LE"));
    TABLE_WITH("\xff\xfet\0\n\0\xe9\0", "t:text", "2 | " E_ACUTE "\n", .encoding = STR("UTF-16LE"));
    TABLE_WITH("\xfe\xff\0t\0\n\0\xe9", "t:text", "2 | " E_ACUTE "\n", .encoding = STR("UTF-16"));
    TABLE_WITH("t\0\0\0\n\0\0\0\xe9\0\0\0", "t:text", "2 | " E_ACUTE "\n",
               .encoding = STR("UTF-32LE"));
    /* several bytes a character, and one that remembers what came before */
    TABLE_WITH("t\n\x93\xfa\x96\x7b\n", "t:text", "2 | \xe6\x97\xa5\xe6\x9c\xac\n",
               .encoding = STR("SHIFT_JIS"));
    TABLE_WITH("t\n\x1b$BF|K\\\x1b(B\nx\n", "t:text", "2 | \xe6\x97\xa5\xe6\x9c\xac\n3 | x\n",
               .encoding = STR("ISO-2022-JP"));
}

static void bytes_that_are_no_utf_8_are_said(void **state)
{
    (void)state;
    TABLE("t,n\n\xc3\xa9,1\ncaf\xe9,2\nx,3\xa0\n", "t:text n:number",
          "2 | " E_ACUTE " | 1\n3 | <bad_value> | 2\n4 | x | <bad_value>\nrejected 2\n"
          "D02 line 3: 1 value of column `t` in `t.csv` can't be read and counts as missing\n"
          "  help: its bytes are not UTF-8: say how the file was saved, such as `encoding: "
          "\"windows-1252\"`\n"
          "  line 3: `caf\xef\xbf\xbd`\n"
          "D02 line 4: 1 value of column `n` in `t.csv` is not a number and counts as missing\n"
          "  help: its bytes are not UTF-8: say how the file was saved, such as `encoding: "
          "\"windows-1252\"`\n"
          "  line 4: `3\xef\xbf\xbd`\n");
    TABLE_WITH(
        "w,t\ncaf\xe9,\xff\n", "w:word",
        "2 | <bad_value>\nrejected 1\n"
        "D02 line 2: 1 value of column `w` in `t.csv` is not in its list of words and counts "
        "as missing\n"
        "  help: its bytes are not UTF-8: say how the file was saved, such as `encoding: "
        "\"windows-1252\"`\n"
        "  line 2: `caf\xef\xbf\xbd`\n",
        .encoding = STR("UTF-8"));
    /* what is in the file as U+FFFD is a character like any other */
    TABLE("t\n\xef\xbf\xbd\n", "t:text", "2 | \xef\xbf\xbd\n");
}

static void bytes_that_mean_nothing_are_said(void **state)
{
    (void)state;
    TABLE("t,n\ncaf\xe9,1\nx\x81y,2\n\x9d,3\n", "t:text n:number",
          "2 | caf" E_ACUTE " | 1\n3 | <bad_value> | 2\n4 | <bad_value> | 3\nrejected 2\n"
          "D02 line 3: 2 values of column `t` in `t.csv` can't be read and count as missing\n"
          "  help: its bytes mean nothing in `windows-1252`: say another `encoding:`\n"
          "  line 3: `x\xef\xbf\xbdy`\n  line 4: `\xef\xbf\xbd`\n");
    TABLE_WITH("t\na\xff"
               "b\nc\n",
               "t:text",
               "2 | <bad_value>\n3 | c\nrejected 1\n"
               "D02 line 2: 1 value of column `t` in `t.csv` can't be read and counts as missing\n"
               "  help: its bytes mean nothing in `US-ASCII`: say another `encoding:`\n"
               "  line 2: `a\xef\xbf\xbd"
               "b`\n",
               .encoding = STR("US-ASCII"));
    TABLE_WITH("t\nx\n\x93", "t:text",
               "2 | x\n3 | <bad_value>\nrejected 1\n"
               "D02 line 3: 1 value of column `t` in `t.csv` can't be read and counts as missing\n"
               "  help: its bytes mean nothing in `SHIFT_JIS`: say another `encoding:`\n"
               "  line 3: `\xef\xbf\xbd`\n",
               .encoding = STR("SHIFT_JIS"));
}

static void unknown_encodings_are_said(void **state)
{
    (void)state;
    TABLE_WITH("t\nx\n", "t:text",
               "not opened\n"
               "D01 span 7: `t.csv` can't be read: no encoding is called `windows-1525`\n"
               "  help: did you mean `windows-1252`?\n",
               .encoding = STR("windows-1525"));
    TABLE_WITH(
        "t\nx\n", "t:text",
        "not opened\n"
        "D01 span 7: `t.csv` can't be read: no encoding is called `klingon`\n"
        "  help: the usual ones are `UTF-8`, `windows-1252`, `ISO-8859-1` and `UTF-16`; left "
        "out, it is found out\n",
        .encoding = STR("klingon"));
    static const struct str unfit[] = {
        {"UTF-16//IGNORE", 14}, {"wchar_t", 7}, {"char", 4}, {"latin1\0x", 8}, {" ", 1}};
    for (size_t i = 0; i < sizeof unfit / sizeof *unfit; i++) {
        struct decoder decoder;
        assert_false(decoder_init(&decoder, &case_arena, unfit[i]));
        arena_reset(&case_arena);
    }
}

/* The decision falls late in a file of many blocks, in the middle of one. */
static void check_late(const char *end)
{
    char name[] = "/tmp/pol-test-XXXXXX";
    struct buf bytes = buf_in(&case_arena);
    buf_add(&bytes, STR("t\n"));
    for (int row = 0; row < 20000; row++) buf_add(&bytes, STR("plain\n"));
    buf_add(&bytes, str_from(end));
    case_write(name, bytes.p, bytes.len);
    struct table_options options = {.header_row = 0};
    for (size_t block = 1000; block < 1010; block++) {
        struct str text = case_read(str_from(name), "t:text", &options, block);
        assert_true(str_ends(text, STR("20002 | caf" E_ACUTE "\n")));
    }
    unlink(name);
    arena_reset(&case_arena);
}

static void the_decision_may_fall_late(void **state)
{
    (void)state;
    check_late("caf\xe9\n");
    check_late("caf\xc3\xa9\n");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(utf_8_is_found),
    cmocka_unit_test(windows_1252_is_found),
    cmocka_unit_test(utf_16_is_found_by_its_mark),
    cmocka_unit_test(the_said_encoding_holds),
    cmocka_unit_test(bytes_that_are_no_utf_8_are_said),
    cmocka_unit_test(bytes_that_mean_nothing_are_said),
    cmocka_unit_test(unknown_encodings_are_said),
    cmocka_unit_test(the_decision_may_fall_late),
};

CASE_MAIN(tests)
