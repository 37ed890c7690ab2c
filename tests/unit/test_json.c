/* Tests of reading JSON Lines and lists of JSON objects: keys, values, and all that is wrong with them.
 * Each case is also read in blocks of 1 to 40 bytes. */
#define _DEFAULT_SOURCE /* mkstemps */
#include "unit/table_case.h"

#include "data/json_shape.h"
#include "unit/random.h"

#define HOW_JSON_IS_WRITTEN                                                                        \
    "  help: JSON Lines (.jsonl) has one object a line, { \"date\": \"2023-05-01\", \"cost\": "    \
    "12.5 }, and JSON (.json) one list of objects, [ { … }, { … } ]\n"

static void objects_are_rows(void **state)
{
    (void)state;
    const char *expected = "1 | 1 | x\n2 | 2 | y\n";
    TABLE("{\"a\":1,\"b\":\"x\"}\n{\"b\":\"y\",\"a\":2}\n", "a:number b:text", expected);
    TABLE("{\"a\":1,\"b\":\"x\"}\r\n { \"c\" : [ { } , 1 ] , \"b\" : \"y\" , \"a\" : 2 } ",
          "a:number b:text", expected);
    TABLE("[{\"a\":1,\"b\":\"x\"},\n{\"b\":\"y\",\"a\":2}]\n", "a:number b:text", expected);
    TABLE("\xef\xbb\xbf [ {\"a\":1,\"b\":\"x\"}\n , {\"b\":\"y\",\"a\":2} ] ", "a:number b:text",
          expected);
    TABLE("\xef\xbb\xbf{\"a\":1}\n\n \r\n{\"a\":2}", "a:number", "1 | 1\n4 | 2\n");
    TABLE("[\n  {\n    \"a\": 1\n  },\n\n  {\n    \"a\": 2\n  }\n]\n", "a:number",
          "2 | 1\n6 | 2\n");
    TABLE("[]", "a:number", "");
    TABLE("[ ]\n", "a:number b:text", "");
}

static void values_are_of_their_columns(void **state)
{
    (void)state;
    TABLE("{\"n\":12.345678901234567890123456789,\"w\":1e2,\"d\":\"2023-05-01\",\"y\":2019,"
          "\"t\":true,\"s\":12,\"o\":\"social\"}\n"
          "{\"n\":\"7.5\",\"w\":\"3\",\"d\":\"2023-05-01T10:00:00\",\"y\":\"2019\",\"t\":\"ja\","
          "\"s\":\" x \",\"o\":\"physical\"}\n"
          "{\"n\":-0.5E-1,\"w\":-4,\"d\":null,\"y\":null,\"t\":0,\"s\":\"\",\"o\":null}\n",
          "n:number w:whole d:date y:year t:boolean s:text o:word",
          "1 | 12.345678901234567 | 100 | 2023-05-01 | 2019 | true | 12 | social\n"
          "2 | 7.5 | 3 | 2023-05-01 | 2019 | true | x | physical\n"
          "3 | -0.05 | -4 | <empty> | <empty> | false | <empty> | <empty>\n");
}

static void signs_stand_for_values_too(void **state)
{
    (void)state;
    TABLE("{\"a\":\".\"}\n{\"a\":\"x\"}\n{\"a\":\"12*\"}\n{\"a\":\"NA\"}\n", "a:number",
          "1 | <not_available>\n2 | <confidential>\n3 | 12*\n4 | <not_available>\n");
    static const struct str nines[] = {{"99", 2}};
    TABLE_WITH("{\"a\":99}\n{\"a\":98}\n", "a:number", "1 | <not_available>\n2 | 98\n",
               .missing = {true, nines, 1});
}

/* What is said of texts in the file is not said of numbers of JSON. */
static void marks_are_those_of_texts(void **state)
{
    (void)state;
    TABLE_WITH("{\"a\":1.234}\n{\"a\":\"1.234,5\"}\n{\"a\":\"1,5\"}\n", "a:number",
               "1 | 1.234\n2 | 1234.5\n3 | 1.5\n", .decimal = STR(","), .thousands = STR("."));
    TABLE("{\"a\":1.234}\n{\"a\":\"1.234\"}\n", "a:number", "1 | 1.234\n2 | 1.234\n");
    TABLE("{\"a\":\"1,5\"}\n", "a:number",
          "1 | <bad_value>\nrejected 1\n"
          "D02 line 1: 1 value of column `a` in `t.csv` is not a number and counts as missing\n"
          "  help: `.` was taken as the decimal mark of this file: say `decimal: \",\"` if it is "
          "`,`\n"
          "  line 1: `1,5`\n");
}

static void absent_keys_are_empty(void **state)
{
    (void)state;
    TABLE("{\"a\":1}\n{\"b\":\"x\"}\n{}\n", "a:number b:text",
          "1 | 1 | <empty>\n2 | <empty> | x\n3 | <empty> | <empty>\n");
}

static void keys_are_found_as_headers_are(void **state)
{
    (void)state;
    TABLE("{\"Aantal \":1,\"Soort\":\"x\"}\n", "n:number:aantal s:text:Soort", "1 | 1 | x\n");
    TABLE("{\"e\xcc\x81t\xc3\xa9\":1}\n", "a:number:\xc3\xa9t\xc3\xa9", "1 | 1\n");
    TABLE("{\"\\u0061\":1}\n", "a:number", "1 | 1\n");
    TABLE("{\"N\":1,\"n\":2}\n", "n:number", "1 | 2\n");
    TABLE("{\"Na\":1,\"nA\":2}\n", "na:number",
          "not opened\nD01 span 101: `t.csv` has the keys `Na` and `nA`, and column `na` could be "
          "either\n"
          "  help: name the one that is meant exactly as it is written there\n");
    TABLE("{\"a\":1}\n", "a:number b:number:a", "1 | 1 | 1\n");
}

static void dots_lead_into_objects(void **state)
{
    (void)state;
    TABLE("{\"unit\":{\"name\":\"x\",\"at\":{\"n\":1}}}\n{\"unit.name\":\"y\"}\n{\"unit\":null}\n",
          "a:text:unit.name b:number:unit.at.n",
          "1 | x | 1\n2 | y | <empty>\n3 | <empty> | <empty>\n");
    TABLE("{\"unit\":{\"name\":\"x\"}}\n{\"unit\":[1,2]}\n", "a:text:unit b:text:unit.name",
          "1 | <bad_value> | x\n2 | <bad_value> | <empty>\nrejected 2\n"
          "D02 line 1: 2 values of column `a` (`unit`) in `t.csv` can't be read and count as "
          "missing\n"
          "  help: a list or an object is no value: what lies in an object is named with a dot, "
          "as in `column unit \"unit.name\" : text`\n"
          "  line 1: `{\"name\":\"x\"}`\n  line 2: `[1,2]`\n");
}

static void keys_that_stand_twice_are_said(void **state)
{
    (void)state;
    TABLE("{\"a\":1,\"b\":1,\"b\":2,\"a\":3}\n", "a:number",
          "1 | <bad_value>\nrejected 1\n"
          "D02 line 1: 1 value of column `a` in `t.csv` is not a number and counts as missing\n"
          "  help: its key stands twice in the same row, and only one can be meant\n"
          "  line 1: `3`\n");
    TABLE("{\"u\":{\"a\":1},\"u.a\":2}\n", "a:number:u.a",
          "1 | <bad_value>\nrejected 1\n"
          "D02 line 1: 1 value of column `a` (`u.a`) in `t.csv` is not a number and counts as "
          "missing\n"
          "  help: its key stands twice in the same row, and only one can be meant\n"
          "  line 1: `2`\n");
}

static void escapes_are_what_they_mean(void **state)
{
    (void)state;
    TABLE("{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\tx\"}\n", "a:text", "1 | \"\\/\b\f\n\r\tx\n");
    TABLE("{\"a\":\"caf\\u00e9 \\ud83d\\ude00 \\u20AC\"}\n", "a:text",
          "1 | caf\xc3\xa9 \xf0\x9f\x98\x80 \xe2\x82\xac\n");
    TABLE("{\"a\":\"e\\u0301\"}\n", "a:text", "1 | \xc3\xa9\n");
    TABLE("{\"a\":\"caf\\u00e9\"}\n", "a:word", "1 | caf\xc3\xa9\n");
}

static void what_is_no_text_is_said(void **state)
{
    (void)state;
    TABLE("{\"a\":\"\\ud83d\"}\n{\"a\":\"\\ude00x\"}\n{\"a\":\"\xc3\xa9\xff\"}\n"
          "{\"a\":\"\\u0000\"}\n{\"a\":\"\\ud83d\\u0061\"}\n",
          "a:text",
          "1 | <bad_value>\n2 | <bad_value>\n3 | <bad_value>\n4 | <bad_value>\n5 | <bad_value>\n"
          "rejected 5\n"
          "D02 line 1: 5 values of column `a` in `t.csv` can't be read and count as missing\n"
          "  help: its bytes are not UTF-8: say how the file was saved, such as `encoding: "
          "\"windows-1252\"`; it holds NUL bytes, which no text has: is this the right file, and "
          "if it is Unicode (UTF-16), does `encoding:` say so?\n"
          "  line 1: `\xef\xbf\xbd`\n  line 2: `\xef\xbf\xbdx`\n"
          "  line 3: `\xc3\xa9\xef\xbf\xbd`\n  line 4: `\\u{0}`\n  line 5: `\xef\xbf\xbd"
          "a`\n");
}

static void other_encodings_are_read(void **state)
{
    (void)state;
    TABLE("{\"a\":\"caf\xe9\"}\n", "a:text", "1 | caf\xc3\xa9\n");
    TABLE_WITH("{\"a\":\"caf\xe9\"}\n", "a:text", "1 | caf\xc3\xa9\n",
               .encoding = STR("ISO-8859-1"));
}

static void rows_that_are_no_objects_are_said(void **state)
{
    (void)state;
    TABLE("{\"a\":1}\n{\"a\":2\n[1]\n{\"a\":01}\n{\"a\":4}\n", "a:number",
          "1 | 1\n2 | <bad_value>\n3 | <bad_value>\n4 | <bad_value>\n5 | 4\nrejected 3\n"
          "D02 line 2: 3 rows of `t.csv` are no objects of JSON, so their values count as missing\n"
          "  help: at character 7 of the first one: it ends too early\n"
          "  line 2: `{\"a\":2`\n  line 3: `[1]`\n  line 4: `{\"a\":01}`\n");
    TABLE("[{\"a\":1},\n2, \"]\",\n{\"a\":tru}]", "a:number",
          "1 | 1\n2 | <bad_value>\n2 | <bad_value>\n3 | <bad_value>\nrejected 3\n"
          "D02 line 2: 3 rows of `t.csv` are no objects of JSON, so their values count as missing\n"
          "  help: at character 1 of the first one: here an object ({ … }) is wanted\n"
          "  line 2: `2`\n  line 2: `\"]\"`\n  line 3: `{\"a\":tru}`\n");
    TABLE("{\"a\":NaN}\n{\"a\":1}\n", "a:number",
          "1 | <bad_value>\n2 | 1\nrejected 1\n"
          "D02 line 1: 1 value of column `a` in `t.csv` is not a number and counts as missing\n"
          "  help: if `NaN` means that there is no value, say `missing: (\".\", \"NA\", \"NaN\")`\n"
          "  line 1: `NaN`\n");
}

static void what_is_no_list_is_said(void **state)
{
    (void)state;
    TABLE("[{\"a\":1},\n{\"a\":2}\n", "a:number",
          "1 | 1\n2 | 2\nfailed\n"
          "D01 line 3: `t.csv` can't be read on: the file ends before its list does, so it is not "
          "whole\n" HOW_JSON_IS_WRITTEN);
    TABLE("[{\"a\":1} {\"a\":2}]\n", "a:number",
          "1 | 1\nfailed\n"
          "D01 line 1: `t.csv` can't be read on: a comma is wanted between rows, or the ] that "
          "ends the list\n" HOW_JSON_IS_WRITTEN);
    TABLE("[{\"a\":1},]\n", "a:number",
          "1 | 1\nfailed\n"
          "D01 line 1: `t.csv` can't be read on: behind a comma another row is "
          "wanted\n" HOW_JSON_IS_WRITTEN);
    TABLE("[{\"a\":1}]\n\n x\n", "a:number",
          "1 | 1\nfailed\n"
          "D01 line 3: `t.csv` can't be read on: something stands behind the list of "
          "rows\n" HOW_JSON_IS_WRITTEN);
    TABLE("[{\"a\":1", "a:number",
          "not opened\nD01 line 1: `t.csv` can't be read on: the file ends before its list does, "
          "so it is not whole\n" HOW_JSON_IS_WRITTEN);
}

static void a_list_within_an_object_is_said(void **state)
{
    (void)state;
    TABLE("{\n \"context\": \"x\",\n \"value\": [\n  {\"a\": 1}\n ]\n}\n", "a:number",
          "not opened\nD01 span 7: `t.csv` holds one object, and not rows: a list stands in its "
          "`value`\n"
          "  help: write that list to a file of its own (`jq '.[\"value\"]' t.csv > rows.json`)\n");
    TABLE("{\"a\" 1}\n", "a:number",
          "not opened\nD01 line 1: `t.csv` can't be read on: its first row is no object of JSON "
          "(at character 6: behind a key a colon is wanted)\n" HOW_JSON_IS_WRITTEN);
}

static void a_column_that_is_nowhere_is_said(void **state)
{
    (void)state;
    TABLE("{\"bedrag\":1,\"b\":2}\n{\"c\":{\"d\":1}}\n", "bedragg:number x:number b:number",
          "1 | <empty> | <empty> | 2\n2 | <empty> | <empty> | <empty>\nfailed\n"
          "D01 span 101: `t.csv` has no column `bedragg`\n  help: did you mean `bedrag`?\n"
          "D01 span 102: `t.csv` has no column `x`\n"
          "  help: the keys of its rows are `bedrag`, `b`, `c`, `c.d`\n");
    TABLE("[{}]", "a:number",
          "1 | <empty>\nfailed\nD01 span 101: `t.csv` has no column `a`\n  help: its rows have no "
          "keys\n");
}

static void depth_has_a_limit(void **state)
{
    (void)state;
    struct buf buf = buf_in(&case_arena);
    for (int deep = JSON_DEPTH_MAX - 1; deep <= JSON_DEPTH_MAX; deep++) {
        buf_clear(&buf);
        buf_add(&buf, STR("{\"b\":1}\n{\"a\":"));
        buf_repeat(&buf, STR("["), (size_t)deep + 1);
        buf_repeat(&buf, STR("]"), (size_t)deep + 1);
        buf_add(&buf, STR(",\"b\":2}\n"));
        char name[] = "/tmp/pol-test-XXXXXX";
        case_write(name, buf.p, buf.len);
        struct table_options none = {.header_row = 0};
        struct str text = case_read(str_from(name), "b:number", &none, 7);
        unlink(name);
        bool said = !str_equal(text, STR("1 | 1\n2 | 2\n"));
        assert_int_equal(said, deep == JSON_DEPTH_MAX);
    }
    arena_reset(&case_arena);
}

static void spaces_round_codes_are_said(void **state)
{
    (void)state;
    TABLE("{\"b\":\"x\"}\n{\"b\":\"yy \"}\n{\"b\":\"y\"}\n", "b:code",
          "1 | x\n2 | yy\n3 | y\n"
          "D12 line 2: 1 value of column `b` in `t.csv` has spaces around it, which were left out\n"
          "  help: here they count as the same code without spaces; in a spreadsheet or database "
          "they are other codes, and sums by code differ: take the spaces out of the file\n"
          "  line 2: `yy `\n");
}

static void many_rows_cross_many_blocks(void **state)
{
    (void)state;
    struct buf buf = buf_in(&case_arena), expected = buf_in(&case_arena);
    for (unsigned i = 1; i <= 20000; i++) {
        buf_printf(&buf, "{\"x\":\"%*s\",\"a\":%u.%u}\n", (int)(i % 50), "", i, i % 10);
        buf_printf(&expected, i % 10 ? "%u | %u.%u\n" : "%u | %u\n", i, i, i % 10);
    }
    struct str text = str_copy(&case_arena, buf_str(&buf));
    char name[] = "/tmp/pol-test-XXXXXX";
    case_write(name, text.p, text.len);
    struct table_options none = {.header_row = 0};
    struct str got = case_read(str_from(name), "a:number", &none, BLOCK_SIZE);
    assert_true(str_equal(got, buf_str(&expected)));
    got = case_read(str_from(name), "a:number", &none, 1000);
    assert_true(str_equal(got, buf_str(&expected)));
    unlink(name);
    arena_reset(&case_arena);
}

/* ---- the fast way and the careful one ---- */

/* Pieces of which rows are made; the first ones most often. */
static const char *const pieces[] = {
    "{\"a\":1,\"b\":\"x\",\"c\":true}\n",
    "{\"a\":22.5,\"b\":\"y\",\"c\":false}\n",
    "{\"a\": null, \"b\": \"caf\xc3\xa9\", \"c\": null}\n",
    "{\"a\":-3e2,\"c\":true}\n",
    "{\"c\":1,\"b\":\"x\",\"a\":\"7\"}\n",
    "{\"a\":1,\"d\":[1,{\"e\":\"}\"}],\"b\":\" x \"}\n",
    "{\"a\":1,\"b\":\"q\\\"r\\u00e9\",\"c\":\"ja\"}\n",
    "{\"x\":\"\\\\\",\"a\":01}\n",
    "{\"a\":1,\"a\":2}\n",
    "{\"b\":{\"a\":1}}\n",
    "{\"u\":{\"n\":5},\"a\":3}\n",
    "\n",
    "  \r\n",
    "{}\n",
    "{\"a\":.5}\n",
    "[1]\n",
    "nonsense\n",
    "{\"a\":1",
    ",\"b\":\"",
    "}",
    "\"",
    "\\",
    "\xff",
};

static struct str random_lines(struct random *random)
{
    enum { PIECES = sizeof pieces / sizeof *pieces };
    struct buf buf = buf_in(&case_arena);
    buf_add(&buf, STR("{\"a\":1,\"b\":\"x\",\"c\":true,\"u\":{\"n\":1}}\n"));
    for (uint64_t i = random_below(random, 30); i; i--) {
        uint64_t most = 1 + random_below(random, PIECES);
        buf_add(&buf, str_from(pieces[random_below(random, most)]));
    }
    /* one byte may be another */
    if (buf.len && random_below(random, 2))
        buf.p[random_below(random, buf.len)] = "{}[]\",:\\ \n1e-x\0"[random_below(random, 16)];
    return buf_str(&buf);
}

static void the_fast_way_gives_the_same(void **state)
{
    (void)state;
    struct random random = {.state = 7};
    struct table_options none = {.header_row = 0};
    static const char *const columns[] = {"a:number b:code c:boolean n:number:u.n",
                                          "a:text b:word c:text", "a:whole b:text",
                                          "u:text a:year"};
    for (unsigned i = 0; i < 3000; i++) {
        struct str text = random_lines(&random);
        char name[] = "/tmp/pol-test-XXXXXX.jsonl";
        int descriptor = mkstemps(name, 6);
        assert_true(write(descriptor, text.p, text.len) == (ssize_t)text.len);
        close(descriptor);
        const char *wanted = columns[i % 4];
        struct str careful = case_read(str_from(name), wanted, &none, 1 + i % 97);
        struct scan_options scan = {.workers = 1 + i % 4, .block_size = 1 + i % 300};
        struct str fast = case_read_as(str_from(name), wanted, &none, BLOCK_SIZE, &scan);
        unlink(name);
        if (!str_equal(careful, fast))
            fail_msg("file %u:\n%s\ncareful:\n%s\nfast:\n%s", i, str_to_cstr(&case_arena, text),
                     str_to_cstr(&case_arena, careful), str_to_cstr(&case_arena, fast));
        arena_reset(&case_arena);
    }
}

static void texts_stop_where_they_should(void **state)
{
    (void)state;
    char text[64];
    for (unsigned at = 0; at < 40; at++)
        for (unsigned c = 0; c < 256; c++) {
            memset(text, 0xc3, sizeof text);
            text[40] = '"';
            text[at] = (char)c;
            bool stops = c == '"' || c == '\\' || c < 0x20;
            assert_ptr_equal(json_text_stop(text), text + (stops ? at : 40));
        }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(the_fast_way_gives_the_same),
    cmocka_unit_test(texts_stop_where_they_should),
    cmocka_unit_test(objects_are_rows),
    cmocka_unit_test(values_are_of_their_columns),
    cmocka_unit_test(signs_stand_for_values_too),
    cmocka_unit_test(marks_are_those_of_texts),
    cmocka_unit_test(absent_keys_are_empty),
    cmocka_unit_test(keys_are_found_as_headers_are),
    cmocka_unit_test(dots_lead_into_objects),
    cmocka_unit_test(keys_that_stand_twice_are_said),
    cmocka_unit_test(escapes_are_what_they_mean),
    cmocka_unit_test(what_is_no_text_is_said),
    cmocka_unit_test(other_encodings_are_read),
    cmocka_unit_test(rows_that_are_no_objects_are_said),
    cmocka_unit_test(what_is_no_list_is_said),
    cmocka_unit_test(a_list_within_an_object_is_said),
    cmocka_unit_test(a_column_that_is_nowhere_is_said),
    cmocka_unit_test(depth_has_a_limit),
    cmocka_unit_test(spaces_round_codes_are_said),
    cmocka_unit_test(many_rows_cross_many_blocks),
};

CASE_MAIN(tests)
