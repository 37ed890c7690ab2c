/* Tests of reading delimited files: fields, limits, dialects, headers, files.
 * Each case is also read in blocks of 1 to 40 bytes. */
#include "unit/table_case.h"

#include <sys/stat.h>

/* ---- records and fields ---- */

static void fields_are_split(void **state)
{
    (void)state;
    TABLE("a,b\n1,x\n2,y\n", "a:number b:text", "2 | 1 | x\n3 | 2 | y\n");
    TABLE("a;b\r\n1;x\r\n2;y", "a:number b:text", "2 | 1 | x\n3 | 2 | y\n");
    TABLE("a\tb\r1\tx\r2\ty\r", "a:number b:text", "2 | 1 | x\n3 | 2 | y\n");
    TABLE("a|b\n1|x\n", "b:text a:number", "2 | x | 1\n");
    TABLE("a,b,c\n1,2,3\n", "a:number b:unwanted c:number", "2 | 1 | - | 3\n");
    TABLE("a\n", "a:number", "");
    TABLE("a", "a:number", "");
}

static void quotes_protect(void **state)
{
    (void)state;
    TABLE("a,b\n\"x, y\",1\n\"say \"\"so\"\"\",2\n\"\",3\n \"z\" , 4 \n", "a:text b:number",
          "2 | x, y | 1\n3 | say \"so\" | 2\n4 | <empty> | 3\n5 | z | 4\n");
    TABLE("a,b\n5\" pipe,1\nx\"\"y,2\n", "a:text b:number", "2 | 5\" pipe | 1\n3 | x\"\"y | 2\n");
    TABLE("\"a\",\"b\"\n\"\"\"\",\"1\"", "a:text b:number", "2 | \" | 1\n");
}

static void lines_are_counted_within_quotes(void **state)
{
    (void)state;
    TABLE("a,b\n\"x\ny\",1\n\"p\r\nq\rr\",2\nz,3\n", "a:text b:number",
          "2 | x\ny | 1\n4 | p\r\nq\rr | 2\n7 | z | 3\n");
}

static void blank_lines_are_skipped_and_counted(void **state)
{
    (void)state;
    TABLE("\n\r\na,b\n\n1,x\n  \n\r\n2,y\n\n", "a:number b:text", "5 | 1 | x\n8 | 2 | y\n");
    TABLE("a,b\n,\n", "a:number b:text", "2 | <empty> | <empty>\n");
}

static void line_ends_may_be_mixed(void **state)
{
    (void)state;
    TABLE("a,b\r1,x\n2,y\r\n3,z\r\r4,w", "a:number b:text",
          "2 | 1 | x\n3 | 2 | y\n4 | 3 | z\n6 | 4 | w\n");
}

static void short_rows_are_said(void **state)
{
    (void)state;
    TABLE("a,b,c\n1\n2,x\n3,y,z\n4,v,w,\n5,v,w, ,\"\"\n", "a:number b:text c:text",
          "2 | <bad_value> | <bad_value> | <bad_value>\n"
          "3 | <bad_value> | <bad_value> | <bad_value>\n4 | 3 | y | z\n5 | 4 | v | w\n"
          "6 | 5 | v | w\nrejected 6\n"
          "D02 line 2: 2 rows of `t.csv` have fewer fields than the 3 of its header, so their "
          "values count as missing\n"
          "  help: which fields are absent can't be told: write an empty field with its "
          "delimiter, and take out what is no row, such as a note below the table\n"
          "  line 2: `1`\n  line 3: `2,x`\n");
    TABLE("a,b,c\n1\n2,x\n", "a:number b:text c:unwanted",
          "2 | <bad_value> | <bad_value> | -\n3 | 2 | x | -\nrejected 2\n"
          "D02 line 2: 1 row of `t.csv` has fewer fields than the 3 of its header, so its values "
          "count as missing\n"
          "  help: which fields are absent can't be told: write an empty field with its "
          "delimiter, and take out what is no row, such as a note below the table\n"
          "  line 2: `1`\n");
    TABLE("a,b,c\n1\n", "a:number b:unwanted c:unwanted", "2 | 1 | - | -\n");
}

static void spaces_round_codes_are_said(void **state)
{
    (void)state;
    TABLE("a,b\n1,x\n2,x \n3,\" yy\"\n4,y\n5,\n", "a:number b:code",
          "2 | 1 | x\n3 | 2 | x\n4 | 3 | yy\n5 | 4 | y\n6 | 5 | <empty>\n"
          "D12 line 3: 2 values of column `b` in `t.csv` have spaces around them, which were left "
          "out\n"
          "  help: here they count as the same code without spaces; in a spreadsheet or database "
          "they are other codes, and sums by code differ: take the spaces out of the file\n"
          "  line 3: `x `\n  line 4: ` yy`\n");
    TABLE("a,b\n1,x  \n2,xx \n3,xxx\n4,yyy\n5,zzz\n", "a:number b:code",
          "2 | 1 | x\n3 | 2 | xx\n4 | 3 | xxx\n5 | 4 | yyy\n6 | 5 | zzz\n");
    TABLE("a,b\n1, x\n2, xx\n3,y\n", "a:number b:code", "2 | 1 | x\n3 | 2 | xx\n4 | 3 | y\n");
    TABLE("a,b\n1,x\n2,x \n3,yy\n", "a:number b:text", "2 | 1 | x\n3 | 2 | x\n4 | 3 | yy\n");
}

static void long_rows_are_said(void **state)
{
    (void)state;
    TABLE(
        "a;b\n1;x\n2;y;z\n3;w\n4;;;q\n", "a:number b:text",
        "2 | 1 | x\n3 | <bad_value> | <bad_value>\n4 | 3 | w\n5 | <bad_value> | <bad_value>\n"
        "rejected 4\n"
        "D02 line 3: 2 rows of `t.csv` have more fields than the 2 of its header, so their values "
        "count as missing\n"
        "  help: a text that holds the delimiter `;` must stand between quotes, else all that "
        "follows moves into the wrong column\n"
        "  line 3: `2;y;z`\n  line 5: `4;;;q`\n");
}

static void an_open_quote_is_said(void **state)
{
    (void)state;
    TABLE(
        "a,b\n1,x\n2,\"y\n3,z\n4,w\n", "a:number b:text",
        "2 | 1 | x\n3 | <bad_value> | <bad_value>\nrejected 2\n"
        "D02 line 3: a quote is opened on line 3 of `t.csv` and never closed, so all that "
        "follows, up to line 6, was read as one field and its row counts as missing\n"
        "  help: close it, or take it away; a quote within a text between quotes is written twice "
        "(\"\")\n");
}

static void text_behind_a_closing_quote_is_said(void **state)
{
    (void)state;
    TABLE("a,b\n\"1\"2,x\n3,\"y \"or\" z\"\n", "a:number b:text",
          "2 | <bad_value> | x\n3 | 3 | <bad_value>\nrejected 2\n"
          "D02 line 2: 1 value of column `a` in `t.csv` is not a number and counts as missing\n"
          "  help: a quote within a text between quotes is written twice (\"\")\n  line 2: `1`\n"
          "D02 line 3: 1 value of column `b` in `t.csv` can't be read and counts as missing\n"
          "  help: a quote within a text between quotes is written twice (\"\")\n  line 3: `y`\n");
}

static void a_row_torn_by_a_quote_is_said(void **state)
{
    (void)state;
    TABLE("a,b,c\n1,\"x,1\n2,y\" z,2\n3,w,3\n", "a:number c:number",
          "2 | <bad_value> | <bad_value>\n4 | 3 | 3\nrejected 2\n"
          "D02 line 2: in 1 row of `t.csv` a quote is opened and closed only lines further on, in "
          "the middle of a text, so its values count as missing\n"
          "  help: the lines between were taken as one text: a quote within a text between quotes "
          "is written twice (\"\")\n"
          "  line 2: `1,\"x,1\\n2,y\" z,2`\n");
}

/* More different texts than there are numbers for: from some row on the texts themselves come. Short
 * ones, long ones, and some that are no ASCII. */
static void texts_may_be_many(void **state)
{
    (void)state;
    enum { ROWS = 90000 };
    struct buf bytes = buf_in(&case_arena), expected = buf_in(&case_arena);
    buf_add(&bytes, STR("a,b\n"));
    for (int row = 0; row < ROWS; row++) {
        char text[64];
        snprintf(text, sizeof text,
                 row % 4 == 3   ? "\"%d\""
                 : row % 4 == 2 ? "caf\xc3\xa9 %d"
                 : row % 4      ? "a text that is long %d"
                                : "%d",
                 row);
        buf_printf(&bytes, "%s,1\n", text);
        size_t quoted = row % 4 == 3;
        buf_printf(&expected, "%d | %.*s\n", row + 2, (int)(strlen(text) - 2 * quoted),
                   text + quoted);
    }
    struct str all = buf_str(&bytes);
    case_check(all.p, all.len, "a:code", &(struct table_options){.header_row = 0},
               buf_cstr(&expected));
}

/* ---- limits ---- */

static void check_long(const char *head, char fill, size_t count, const char *tail,
                       const char *columns, const char *expected)
{
    struct table_options options = {.delimiter = STR(",")};
    size_t len = strlen(head) + count + strlen(tail);
    char *bytes = malloc(len + 1);
    assert_non_null(bytes);
    memcpy(bytes, head, strlen(head));
    memset(bytes + strlen(head), fill, count);
    memcpy(bytes + strlen(head) + count, tail, strlen(tail) + 1);
    case_check(bytes, len, columns, &options, expected);
    free(bytes);
}

static void long_fields_are_refused(void **state)
{
    (void)state;
    check_long("a,b\n1,", 'x', FIELD_MAX, "\n2,y\n", "a:number", "2 | 1\n3 | 2\n");
    check_long("a,b\n1,p\n2,", 'x', FIELD_MAX + 1, "\n3,y\n", "a:number",
               "2 | 1\nfailed\n"
               "S05 line 3: a field of `t.csv` has more than the 1048576 bytes that are the limit, "
               "so the file was not read on\n"
               "  help: is it the right file, and does `delimiter:` fit it?\n");
    check_long("a,b\n1,p\n2,\"", '\n', FIELD_MAX + 1, "\n3,y\n", "a:number",
               "2 | 1\nfailed\n"
               "S05 line 3: a field of `t.csv` has more than the 1048576 bytes that are the limit, "
               "so the file was not read on\n"
               "  help: a quote is opened on this line and not closed: is it there by mistake?\n");
}

static void many_fields_are_refused(void **state)
{
    (void)state;
    check_long("a,b\n1,2", ',', FIELDS_MAX - 2, "\n3,4\n", "a:number b:number",
               "2 | 1 | 2\n3 | 3 | 4\n");
    check_long("a,b\n1,2", ',', FIELDS_MAX - 1, "\n3,4\n", "a:number b:number",
               "failed\n"
               "S05 line 2: a row of `t.csv` has more than the 10000 fields that are the limit, so "
               "the file was not read on\n"
               "  help: is it the right file, and does `delimiter:` fit it?\n");
    check_long("a", ',', FIELDS_MAX, "\n", "a:number",
               "not opened\n"
               "S05 line 1: a row of `t.csv` has more than the 10000 fields that are the limit, so "
               "the file was not read on\n"
               "  help: is it the right file, and does `delimiter:` fit it?\n");
}

/* ---- dialect ---- */

static void the_delimiter_is_found(void **state)
{
    (void)state;
    TABLE("a;b\n1,5;2,5\n3,5;4,5\n", "a:number b:number", "2 | 1.5 | 2.5\n3 | 3.5 | 4.5\n");
    TABLE("a,b\n\"x;y\",\"1;2\"\n\"z;w\",\"3;4\"\n", "a:text b:text",
          "2 | x;y | 1;2\n3 | z;w | 3;4\n");
    TABLE("amount, in euro\n12,5\n13,5\n", "a:number:amount,_in_euro", "2 | 12.5\n3 | 13.5\n");
    TABLE_WITH("a;b,c\n1;x,2\n", "a:text:a;b c:number", "2 | 1;x | 2\n", .delimiter = STR(","));
    TABLE_WITH("a b\n1 x\n", "a:number b:text", "2 | 1 | x\n", .delimiter = STR(" "));
    TABLE_WITH("a\tb\n1\tx\n", "a:number b:text", "2 | 1 | x\n", .delimiter = STR("tab"));
}

static void excel_names_its_delimiter(void **state)
{
    (void)state;
    TABLE("sep=|\r\na|b\r\n1|x;y\r\n", "a:number b:text", "3 | 1 | x;y\n");
    TABLE("\"SEP=;\"\na;b\n1;x,y\n", "a:number b:text", "3 | 1 | x,y\n");
    TABLE_WITH("sep=;\na,b;c\n1,2;3\n", "a:number b:text:b;c", "3 | 1 | 2;3\n",
               .delimiter = STR(","));
    TABLE_WITH("sep=;\na;b\n1;2\n", "a:number", "3 | 1\n", .header_row_said = true,
               .header_row = 2);
    TABLE("sep=x,b\n1,2\n", "b:number", "2 | 2\n");
}

static void options_that_make_no_sense_are_said(void **state)
{
    (void)state;
    TABLE_WITH("a\n1\n", "a:number",
               "not opened\n"
               "D01 span 7: `t.csv` can't be read with `delimiter: \"||\"`\n"
               "  help: it is one sign, such as \",\", \";\", \"|\" or \"\\t\" for a tab\n"
               "D01 span 7: `t.csv` can't be read with `decimal: \"x\"`\n"
               "  help: it is \".\" or \",\"\n"
               "D01 span 7: `t.csv` can't be read with `thousands: \"k\"`\n"
               "  help: it is \".\", \",\", \"'\" or a space\n"
               "D01 span 7: `t.csv` can't be read with `dates: \"dd-mm\"`\n"
               "  help: a pattern names day, month and year once each, such as \"dd-mm-yyyy\"\n",
               .delimiter = STR("||"), .decimal = STR("x"), .thousands = STR("k"),
               .dates = STR("dd-mm"));
    TABLE_WITH("a\n1\n", "a:number",
               "not opened\n"
               "D01 span 7: `t.csv` can't be read with `thousands: \",\"`\n"
               "  help: the decimal mark and the thousands sign must differ\n",
               .decimal = STR(","), .thousands = STR(","));
}

static void the_decimal_mark_is_found(void **state)
{
    (void)state;
    TABLE("a;b\n12,5;1,234\n", "a:number b:number", "2 | 12.5 | 1.234\n");
    TABLE("a;b\n0.25;1.234\n", "a:number b:number", "2 | 0.25 | 1.234\n");
    TABLE("a;b\n0,250;7\n", "a:number b:number", "2 | 0.25 | 7\n");
    TABLE("a\n1 234,5\n", "a:number",
          "2 | <bad_value>\nrejected 1\n"
          "D02 line 2: 1 value of column `a` in `t.csv` is not a number and counts as missing\n"
          "  help: say `thousands: \" \"` if the ` ` in `1 234,5` groups the digits\n"
          "  line 2: `1 234,5`\n");
    /* a column that is not wanted proves nothing */
    TABLE("a;b\n1;12,5\n2.5;x\n", "a:number", "2 | 1\n3 | 2.5\n");
}

static void thousands_are_read_when_said(void **state)
{
    (void)state;
    TABLE_WITH("a\n1.234\n12.345.678,9\n-1.000\n7\n", "a:number",
               "2 | 1234\n3 | 12345678.9\n4 | -1000\n5 | 7\n", .thousands = STR("."));
    TABLE_WITH("a;b\n1,234;0.5\n", "a:number b:number", "2 | 1234 | 0.5\n", .thousands = STR(","));
    TABLE_WITH("a\n1 234,5\n1\xc2\xa0"
               "234,5\n1\xe2\x80\xaf"
               "234,5\n",
               "a:number", "2 | 1234.5\n3 | 1234.5\n4 | 1234.5\n", .thousands = STR(" "));
    TABLE_WITH("a\n1'234.5\n1\xe2\x80\x99"
               "234.5\n",
               "a:number", "2 | 1234.5\n3 | 1234.5\n", .thousands = STR("'"));
    TABLE_WITH(
        "a\n0.123\n12.34\n", "a:number",
        "2 | <bad_value>\n3 | <bad_value>\nrejected 2\n"
        "D02 line 2: 2 values of column `a` in `t.csv` are not numbers and count as missing\n"
        "  help: the `.` in `0.123` can't group thousands, as `thousands: \".\"` says: mend "
        "the value, or say `decimal: \".\"` and no `thousands:`\n"
        "  line 2: `0.123`\n  line 3: `12.34`\n",
        .thousands = STR("."));
}

static void thousands_are_offered_when_not_said(void **state)
{
    (void)state;
    TABLE("a;b\n1.234;2,5\n2.345.678;3,5\n", "a:number b:number",
          "2 | <bad_value> | 2.5\n3 | <bad_value> | 3.5\nrejected 2\n"
          "D02 line 2: 2 values of column `a` in `t.csv` are not numbers and count as missing\n"
          "  help: say `thousands: \".\"` if the `.` in `1.234` groups the digits\n"
          "  line 2: `1.234`\n  line 3: `2.345.678`\n");
    TABLE("a,b\n\"1,234\",2\n1.234,3\n", "a:number b:number",
          "2 | <bad_value> | 2\n3 | 1.234 | 3\nrejected 1\n"
          "D02 line 2: 1 value of column `a` in `t.csv` is not a number and counts as missing\n"
          "  help: say `thousands: \",\"` if the `,` in `1,234` groups the digits\n"
          "  line 2: `1,234`\n");
}

static void numbers_that_can_be_read_two_ways_are_said(void **state)
{
    (void)state;
    TABLE("a;b\n1.234;1,234\n-2.345;7\n", "a:number b:number",
          "2 | 1.234 | 1.234\n3 | -2.345 | 7\n"
          "D03 line 2: 2 values of column `a` in `t.csv` can be read in two ways; in `1.234` the "
          "`.` was taken as the decimal mark\n"
          "  help: say `decimal: \".\"` if that is right, or `thousands: \".\", decimal: \",\"` if "
          "the `.` only groups the digits: the values are then a thousand times larger\n"
          "  line 2: `1.234`\n  line 3: `-2.345`\n"
          "D03 line 2: 1 value of column `b` in `t.csv` can be read in two ways; in `1,234` the "
          "`,` was taken as the decimal mark\n"
          "  help: say `decimal: \",\"` if that is right, or `thousands: \",\", decimal: \".\"` if "
          "the `,` only groups the digits: the values are then a thousand times larger\n"
          "  line 2: `1,234`\n");
    TABLE_WITH("a;b\n1.234;7\n", "a:number b:number", "2 | 1.234 | 7\n", .decimal = STR("."));
}

static void the_said_decimal_mark_holds(void **state)
{
    (void)state;
    TABLE_WITH(
        "a;b\n1,5;2\n1.5;3\n", "a:number b:number",
        "2 | 1.5 | 2\n3 | <bad_value> | 3\nrejected 1\n"
        "D02 line 3: 1 value of column `a` in `t.csv` is not a number and counts as missing\n"
        "  help: `1.5` has the decimal mark `.`, but the data block says `decimal: \",\"`: "
        "mend one of the two\n"
        "  line 3: `1.5`\n",
        .decimal = STR(","));
    TABLE("a;b\n0.5;2\n1,5;3\n0.25;4\n", "a:number b:number",
          "2 | 0.5 | 2\n3 | <bad_value> | 3\n4 | 0.25 | 4\nrejected 1\n"
          "D02 line 3: 1 value of column `a` in `t.csv` is not a number and counts as missing\n"
          "  help: `.` was taken as the decimal mark of this file: say `decimal: \",\"` if it is "
          "`,`\n"
          "  line 3: `1,5`\n");
}

/* ---- headers ---- */

static void headers_are_matched(void **state)
{
    (void)state;
    TABLE(" YEAR ,Caf\xc3\xa9,b\n1,2,3\n", "year:number k:number:cafe\xcc\x81", "2 | 1 | 2\n");
    TABLE("a,A\n1,2\n", "A:number a:number", "2 | 2 | 1\n");
    TABLE("\xc3\x89\xc3\x89N,b\n1,2\n", "x:number:\xc3\xa9\xc3\xa9n", "2 | 1\n");
    TABLE("\"a\n(x 1 000)\",b\n1,2\n", "x:number:a\n(x_1_000)", "3 | 1\n");
}

static void a_header_may_stand_further_down(void **state)
{
    (void)state;
    const char bytes[] = "Title, of the table\n\nyear;n\n2020;1\n";
    TABLE_WITH("Title\n\nyear;n\n2020;1\n", "year:year n:number", "4 | 2020 | 1\n",
               .header_row_said = true, .header_row = 3);
    TABLE_WITH("Title\n\nyear;n\n2020;1\n", "year:year n:number", "4 | 2020 | 1\n",
               .header_row_said = true, .header_row = 2);
    TABLE_WITH("a;b\n1;2\n", "a:number",
               "not opened\n"
               "D01 span 7: `t.csv` ends before the row that `header_row:` names\n"
               "  help: is it the right file, and does the row of names stand so far down?\n",
               .header_row_said = true, .header_row = 9);
    case_check(bytes, sizeof bytes - 1, "year:year", &(struct table_options){.header_row = 0},
               "not opened\n"
               "D01 span 101: `t.csv` has no column `year`\n"
               "  help: it stands in row 3 of the file: say `header_row: 3`\n");
}

static void a_file_may_have_no_header(void **state)
{
    (void)state;
    TABLE_WITH("1;x\n2;y\n", "a:number b:text", "1 | 1 | x\n2 | 2 | y\n", .header_row_said = true);
    TABLE_WITH(
        "1;x\n2;y\n3;z;w\n", "a:number b:text",
        "1 | 1 | x\n2 | 2 | y\n3 | <bad_value> | <bad_value>\nrejected 2\n"
        "D02 line 3: 1 row of `t.csv` has more fields than the 2 of most rows, so its values "
        "count as missing\n"
        "  help: a text that holds the delimiter `;` must stand between quotes, else all "
        "that follows moves into the wrong column\n"
        "  line 3: `3;z;w`\n",
        .header_row_said = true);
    TABLE_WITH("1;x\n2;y\n", "a:number b:text c:number",
               "not opened\n"
               "D01 span 103: `t.csv` has 2 columns, and `c` is declared as number 3\n"
               "  help: with `header_row: 0` the columns are declared in the order of the file; if "
               "they are not separated rightly, say `delimiter:`\n",
               .header_row_said = true);
}

static void a_missing_column_is_said(void **state)
{
    (void)state;
    TABLE("jaar;Realisatie;aantal\n1;2;3\n", "a:number:Realizatie b:number:jaar",
          "not opened\n"
          "D01 span 101: `t.csv` has no column `Realizatie`\n"
          "  help: did you mean `Realisatie`?\n");
    TABLE("jaar;Realisatie (x 1000);aantal\n1;2;3\n", "a:number:Realisatie",
          "not opened\n"
          "D01 span 101: `t.csv` has no column `Realisatie`\n"
          "  help: did you mean `Realisatie (x 1000)`?\n");
    TABLE("a;b;c;d;e;f;g;h;i;j\n", "x:number:zzz",
          "not opened\n"
          "D01 span 101: `t.csv` has no column `zzz`\n"
          "  help: its columns are `a`, `b`, `c`, `d`, `e`, `f`, `g`, `h` and 2 more; if those are "
          "no names, say `header_row:`\n");
    TABLE(
        "a~b~c\n1~2~3\n", "q:number",
        "not opened\n"
        "D01 span 101: `t.csv` has no column `q`\n"
        "  help: its first row was read as one name, `a~b~c`: say `delimiter:` if that is wrong\n");
    TABLE(
        "y\0e\0a\0r\0\n\0", "year:number",
        "not opened\n"
        "D01 span 101: `t.csv` has no column `year`\n"
        "  help: it holds NUL bytes, so it is no plain text: is it the right file? If it was saved "
        "as Unicode (UTF-16), say `encoding: \"UTF-16LE\"`\n");
    TABLE(
        ";;\n1;2;3\n", "q:number",
        "not opened\n"
        "D01 span 101: `t.csv` has no column `q`\n"
        "  help: the row of headers is empty: say `header_row:` if the names of the columns stand "
        "further down\n");
}

static void a_header_that_stands_twice_is_said(void **state)
{
    (void)state;
    TABLE("a,b,a\n1,2,3\n", "a:number b:number",
          "not opened\n"
          "D01 span 101: the header `a` stands twice in `t.csv`, as column 1 and as column 3\n"
          "  help: give the two columns different names in the file, so that it is clear which one "
          "is meant\n");
    TABLE("a,b,a\n1,2,3\n", "b:number", "2 | 2\n");
}

/* ---- files ---- */

static void empty_files_are_said(void **state)
{
    (void)state;
    static const char empty[] =
        "not opened\n"
        "D01 span 7: `t.csv` is empty\n"
        "  help: is it the right file? A file of data has a row of names and "
        "rows of values below it\n";
    TABLE("", "a:number", empty);
    TABLE("\n\r\n  \n", "a:number", empty);
    TABLE("\xef\xbb\xbf", "a:number", empty);
}

static void check_file(const char *file, const char *expected)
{
    struct table_options options = {.header_row = 0};
    struct str text = case_read(str_from(file), "a:number", &options, BLOCK_SIZE);
    assert_string_equal(str_to_cstr(&case_arena, text), expected);
    arena_reset(&case_arena);
}

static void files_that_are_none_are_said(void **state)
{
    (void)state;
    char folder[] = "/tmp/pol-test-XXXXXX", path[64], other[64];
    assert_non_null(mkdtemp(folder));
    check_file(folder, "not opened\nD01 span 7: `t.csv` can't be opened: it is a folder\n");
    snprintf(path, sizeof path, "%s/budget.csv", folder);
    check_file(path,
               "not opened\nD01 span 7: `t.csv` can't be opened: No such file or directory\n");
    snprintf(other, sizeof other, "%s/Budgett.csv", folder);
    assert_int_equal(mkfifo(other, 0600), 0);
    check_file(path, "not opened\nD01 span 7: `t.csv` can't be opened: No such file or directory\n"
                     "  help: did you mean `Budgett.csv` in the same folder?\n");
    check_file(other, "not opened\nD01 span 7: `t.csv` can't be opened: it is a pipe that nobody "
                      "writes to\n");
    check_file("/dev/null",
               "not opened\nD01 span 7: `t.csv` can't be opened: it is a device, not a file\n");
    unlink(other);
    rmdir(folder);
}

static void a_file_that_shrinks_is_said(void **state)
{
    (void)state;
    char name[] = "/tmp/pol-test-XXXXXX";
    size_t len = 4 * SAMPLE_SIZE;
    char *bytes = malloc(len);
    assert_non_null(bytes);
    for (size_t i = 0; i < len; i += 2) memcpy(bytes + i, "1\n", 2);
    memcpy(bytes, "a\n", 2);
    case_write(name, bytes, len);
    free(bytes);
    struct findings findings;
    findings_init(&findings, &case_arena);
    struct column_spec column = {.name = STR("a"), .wanted = true};
    struct table_spec spec = {
        .path = STR("t.csv"), .file = str_from(name), .columns = &column, .column_count = 1};
    struct reader *reader = reader_open_in_blocks(&case_arena, &spec, &findings, 4096);
    assert_non_null(reader);
    assert_int_equal(reader_read(reader)->size, len);
    assert_int_equal(truncate(name, SAMPLE_SIZE * 2), 0);
    struct batch batch;
    enum read_status status;
    while ((status = reader_next(reader, &batch)) == READ_ROWS) continue;
    assert_int_equal(status, READ_FAILED);
    assert_int_equal(findings.count, 1);
    assert_true(str_equal(findings.first->message,
                          STR("`t.csv` can't be read: it became shorter while it was read")));
    unlink(name);
    arena_reset(&case_arena);
}

static void what_was_read_is_known(void **state)
{
    (void)state;
    char name[] = "/tmp/pol-test-XXXXXX";
    case_write(name, "year,flow\n1871,1120\n", 20);
    struct findings findings;
    findings_init(&findings, &case_arena);
    struct column_spec column = {.name = STR("flow"), .wanted = true};
    struct table_spec spec = {
        .path = STR("t.csv"), .file = str_from(name), .columns = &column, .column_count = 1};
    struct reader *reader = reader_open(&case_arena, &spec, &findings);
    assert_non_null(reader);
    const struct table_read *read = reader_read(reader);
    struct batch batch;
    assert_int_equal(reader_next(reader, &batch), READ_ROWS);
    assert_int_equal(batch.rows, 1);
    assert_int_equal(reader_next(reader, &batch), READ_END);
    assert_int_equal(batch.rows, 0);
    assert_int_equal(read->bytes, 20);
    assert_int_equal(read->size, 20);
    assert_int_equal(read->rows, 1);
    assert_int_equal(read->rejected, 0);
    assert_string_equal(read->fingerprint, "xxh3-128:3d5c79e4f6b7199efb8e1731259f1622");
    unlink(name);
    arena_reset(&case_arena);
}

/* More rows than a batch and than the sample hold, and more than a block. */
static void long_files_take_no_more_memory(void **state)
{
    (void)state;
    char name[] = "/tmp/pol-test-XXXXXX";
    enum { ROWS = 60000, ROW = 20 };
    char *bytes = malloc((size_t)ROWS * ROW + 8);
    assert_non_null(bytes);
    size_t len = (size_t)snprintf(bytes, 8, "n,t\n");
    for (int i = 0; i < ROWS; i++)
        len += (size_t)snprintf(bytes + len, ROW, "%d,\"t \"\"%d\"\n", i, i % 10);
    case_write(name, bytes, len);
    free(bytes);
    struct findings findings;
    findings_init(&findings, &case_arena);
    struct column_spec columns[] = {{.name = STR("n"), .wanted = true},
                                    {.name = STR("t"), .type = CELL_TEXT, .wanted = true}};
    struct table_spec spec = {
        .path = STR("t.csv"), .file = str_from(name), .columns = columns, .column_count = 2};
    struct reader *reader = reader_open(&case_arena, &spec, &findings);
    assert_non_null(reader);
    struct batch batch;
    uint64_t rows = 0;
    size_t used = 0;
    while (reader_next(reader, &batch) == READ_ROWS) {
        for (size_t i = 0; i < batch.rows; i++, rows++) {
            struct num expected = num_int((int64_t)rows);
            assert_int_equal(batch.lines[i], rows + 2);
            assert_int_equal(num_compare(&batch.cells[0].numbers[i], &expected), 0);
            assert_int_equal(batch.cells[1].texts[i].p[3], '0' + (int)(rows % 10));
        }
        if (rows < ROWS / 2) used = case_arena.used;
        assert_int_equal(case_arena.used, used);
    }
    assert_int_equal(rows, ROWS);
    unlink(name);
    arena_reset(&case_arena);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(fields_are_split),
    cmocka_unit_test(quotes_protect),
    cmocka_unit_test(lines_are_counted_within_quotes),
    cmocka_unit_test(blank_lines_are_skipped_and_counted),
    cmocka_unit_test(line_ends_may_be_mixed),
    cmocka_unit_test(short_rows_are_said),
    cmocka_unit_test(spaces_round_codes_are_said),
    cmocka_unit_test(long_rows_are_said),
    cmocka_unit_test(an_open_quote_is_said),
    cmocka_unit_test(text_behind_a_closing_quote_is_said),
    cmocka_unit_test(a_row_torn_by_a_quote_is_said),
    cmocka_unit_test(texts_may_be_many),
    cmocka_unit_test(long_fields_are_refused),
    cmocka_unit_test(many_fields_are_refused),
    cmocka_unit_test(the_delimiter_is_found),
    cmocka_unit_test(excel_names_its_delimiter),
    cmocka_unit_test(options_that_make_no_sense_are_said),
    cmocka_unit_test(the_decimal_mark_is_found),
    cmocka_unit_test(thousands_are_read_when_said),
    cmocka_unit_test(thousands_are_offered_when_not_said),
    cmocka_unit_test(numbers_that_can_be_read_two_ways_are_said),
    cmocka_unit_test(the_said_decimal_mark_holds),
    cmocka_unit_test(headers_are_matched),
    cmocka_unit_test(a_header_may_stand_further_down),
    cmocka_unit_test(a_file_may_have_no_header),
    cmocka_unit_test(a_missing_column_is_said),
    cmocka_unit_test(a_header_that_stands_twice_is_said),
    cmocka_unit_test(empty_files_are_said),
    cmocka_unit_test(files_that_are_none_are_said),
    cmocka_unit_test(a_file_that_shrinks_is_said),
    cmocka_unit_test(what_was_read_is_known),
    cmocka_unit_test(long_files_take_no_more_memory),
};

CASE_MAIN(tests)
