/* Tests of cells: numbers, signs, dates, periods, words and texts as data files hold them. Each case is
 * also read in blocks of 1 to 40 bytes. */
#include "unit/table_case.h"

static void numbers_are_read(void **state)
{
    (void)state;
    TABLE("a;b\n 12 ;x\n+1.5;x\n-0;x\n2e3;x\n\xe2\x88\x92"
          "4.5;x\n\xc2\xa0"
          "7\xe2\x80\xaf;x\n.5;x\n"
          "-.25;x\n00012;x\n",
          "a:number",
          "2 | 12\n3 | 1.5\n4 | 0\n5 | 2000\n6 | -4.5\n7 | 7\n8 | 0.5\n9 | -0.25\n10 | 12\n");
    TABLE(
        "a\n3.0\n4\n3.5\n", "a:whole",
        "2 | 3\n3 | 4\n4 | <bad_value>\nrejected 1\n"
        "D02 line 4: 1 value of column `a` in `t.csv` is not a whole number and counts as missing\n"
        "  help: declare the column as `number` if values like `3.5` are right\n"
        "  line 4: `3.5`\n");
    TABLE(
        "a;b\n1.234;1\n", "a:whole",
        "2 | <bad_value>\nrejected 1\n"
        "D02 line 2: 1 value of column `a` in `t.csv` is not a whole number and counts as missing\n"
        "  help: say `thousands: \".\", decimal: \",\"` if the `.` in `1.234` groups the digits\n"
        "  line 2: `1.234`\n");
}

static void what_is_no_number_is_said(void **state)
{
    (void)state;
    TABLE("a;b\n8%;x\n9 %;x\n\xe2\x82\xac 5;x\n10 EUR;x\n\xe2\x82\xac;x\n", "a:number",
          "2 | <bad_value>\n3 | <bad_value>\n4 | <bad_value>\n5 | <bad_value>\n6 | <bad_value>\n"
          "rejected 5\n"
          "D02 line 2: 5 values of column `a` in `t.csv` are not numbers and count as missing\n"
          "  help: leave the percent sign out of the file and declare the column as `number "
          "[percent]`; leave the currency out of the file and declare it, as in `number [EUR]`\n"
          "  line 2: `8%`\n  line 3: `9 %`\n  line 4: `\xe2\x82\xac 5`\n  line 5: `10 EUR`\n"
          "  line 6: `\xe2\x82\xac`\n");
    TABLE("a:x\nn.b.\n1\nn.b.\n", "a:number:a:x",
          "2 | <bad_value>\n3 | 1\n4 | <bad_value>\nrejected 2\n"
          "D02 line 2: 2 values of column `a` (`a:x`) in `t.csv` are not numbers and count as "
          "missing\n"
          "  help: if `n.b.` means that there is no value, say `missing: (\".\", \"NA\", "
          "\"n.b.\")`\n"
          "  line 2: `n.b.`\n  line 4: `n.b.`\n");
    TABLE("a\n123456789012345678901234567890123456789\n", "a:number",
          "2 | <bad_value>\nrejected 1\n"
          "D02 line 2: 1 value of column `a` in `t.csv` is not a number and counts as missing\n"
          "  help: a number has at most 38 digits\n"
          "  line 2: `123456789012345678901234567890123456789`\n");
    TABLE("year;a\n2013;1\nyear;A\n", "a:number",
          "2 | 1\n3 | <bad_value>\nrejected 1\n"
          "D02 line 3: 1 value of column `a` in `t.csv` is not a number and counts as missing\n"
          "  help: the row of names stands there once more: take it out of the file\n"
          "  line 3: `A`\n");
}

static void a_dash_must_be_said(void **state)
{
    (void)state;
    TABLE(
        "a;b\n-;1\n2;-\n", "a:number b:number",
        "2 | <bad_value> | 1\n3 | 2 | <bad_value>\nrejected 2\n"
        "D02 line 2: 1 value of column `a` in `t.csv` is not a number and counts as missing\n"
        "  help: say `nil: \"-\"` if the dash means zero, or `missing: (\".\", \"NA\", \"-\")` if "
        "it means that there is no value\n"
        "  line 2: `-`\n"
        "D02 line 3: 1 value of column `b` in `t.csv` is not a number and counts as missing\n"
        "  help: say `nil: \"-\"` if the dash means zero, or `missing: (\".\", \"NA\", \"-\")` if "
        "it means that there is no value\n"
        "  line 3: `-`\n");
    const struct str dash[] = {STR("-")};
    TABLE_WITH("a;b\n-;x\n-5;x\n", "a:number", "2 | 0\n3 | -5\n", .nil = {true, dash, 1});
    TABLE_WITH("a;b\n-;x\n-5;x\n", "a:number", "2 | <not_available>\n3 | -5\n",
               .missing = {true, dash, 1});
}

static void signs_stand_for_reasons(void **state)
{
    (void)state;
    TABLE(
        "n;d;p;b;t;w\n.;.;.;.;.;social\nNA;NA;NA;NA;NA;social\nx;x;x;x;x;social\n;;;;;\n",
        "n:number d:date p:period b:boolean t:text w:word",
        "2 | <not_available> | <not_available> | <not_available> | <not_available> | . | social\n"
        "3 | <not_available> | <not_available> | <not_available> | <not_available> | NA | social\n"
        "4 | <confidential> | <confidential> | <confidential> | <confidential> | x | social\n"
        "5 | <empty> | <empty> | <empty> | <empty> | <empty> | <empty>\n");
    const struct str missing[] = {STR("?"), STR("-99"), STR("x")}, hidden[] = {STR("geheim")};
    TABLE_WITH(
        "n;w;t\n?;?;?\n-99;social;x\nx;geheim;\ngeheim;;-99\n", "n:number w:word t:text",
        "2 | <not_available> | <not_available> | ?\n3 | <not_available> | social | x\n"
        "4 | <not_available> | <confidential> | <empty>\n5 | <confidential> | <empty> | -99\n",
        .missing = {true, missing, 3}, .confidential = {true, hidden, 1});
    /* what is said replaces the default */
    TABLE_WITH(
        "n;t\nNA;x\n.;x\n", "n:number",
        "2 | <bad_value>\n3 | <bad_value>\nrejected 2\n"
        "D02 line 2: 2 values of column `n` in `t.csv` are not numbers and count as missing\n"
        "  help: if `NA` means that there is no value, say `missing: (\"?\", \"NA\")`\n"
        "  line 2: `NA`\n  line 3: `.`\n",
        .missing = {true, missing, 1});
}

static void provisional_values_count(void **state)
{
    (void)state;
    TABLE("p;n\n2022*;5*\n2023**;6 **\n2024;7\n*;*\n", "p:year n:number",
          "2 | 2022* | 5*\n3 | 2023* | 6*\n4 | 2024 | 7\n5 | <bad_value> | <bad_value>\n"
          "rejected 2\n"
          "D02 line 5: 1 value of column `p` in `t.csv` is not a year and counts as missing\n"
          "  help: if `*` means that there is no value, say `missing: (\".\", \"NA\", \"*\")`\n"
          "  line 5: `*`\n"
          "D02 line 5: 1 value of column `n` in `t.csv` is not a number and counts as missing\n"
          "  help: if `*` means that there is no value, say `missing: (\".\", \"NA\", \"*\")`\n"
          "  line 5: `*`\n");
    const struct str suffixes[] = {STR("(p)")};
    TABLE_WITH(
        "n;t\n5 (p);x\n6*;x\n", "n:number",
        "2 | 5*\n3 | <bad_value>\nrejected 1\n"
        "D02 line 3: 1 value of column `n` in `t.csv` is not a number and counts as missing\n"
        "  help: if `6*` means that there is no value, say `missing: (\".\", \"NA\", "
        "\"6*\")`\n  line 3: `6*`\n",
        .provisional = {true, suffixes, 1});
}

static void dates_are_read(void **state)
{
    (void)state;
    TABLE("d\n2023-05-01\n2023-05-01T13:30\n2023-05-01 13:30:00\n", "d:date",
          "2 | 2023-05-01\n3 | 2023-05-01\n4 | 2023-05-01\n");
    TABLE_WITH("d;p\n01-05-2023;01-05-2023\n31-12-2023 00:00:00;2023-05\n2023-05-01;2023\n",
               "d:date p:period",
               "2 | 2023-05-01 | 2023-05-01\n3 | 2023-12-31 | 2023-05\n4 | 2023-05-01 | 2023\n",
               .dates = STR("dd-mm-yyyy"));
    TABLE("d;x\n13-05-2023;1\n01-05-2023;1\n", "d:date",
          "2 | <bad_value>\n3 | <bad_value>\nrejected 2\n"
          "D02 line 2: 2 values of column `d` in `t.csv` are not dates and count as missing\n"
          "  help: say `dates: \"dd-mm-yyyy\"` if that is how `13-05-2023` is written\n"
          "  line 2: `13-05-2023`\n  line 3: `01-05-2023`\n");
    /* the pattern that fits all */
    TABLE("d;x\n01/05/2023;1\n05/31/2023;1\n", "d:date",
          "2 | <bad_value>\n3 | <bad_value>\nrejected 2\n"
          "D02 line 2: 2 values of column `d` in `t.csv` are not dates and count as missing\n"
          "  help: say `dates: \"mm/dd/yyyy\"` if that is how `01/05/2023` is written\n"
          "  line 2: `01/05/2023`\n  line 3: `05/31/2023`\n");
    TABLE("d;x\n2023-02-30;1\n", "d:date",
          "2 | <bad_value>\nrejected 1\n"
          "D02 line 2: 1 value of column `d` in `t.csv` is not a date and counts as missing\n"
          "  help: a date is written as 2023-05-01, or as `dates:` says, such as `dates: "
          "\"dd-mm-yyyy\"`\n  line 2: `2023-02-30`\n");
    TABLE_WITH("d;x\n1 mei 2023;1\n", "d:date",
               "2 | <bad_value>\nrejected 1\n"
               "D02 line 2: 1 value of column `d` in `t.csv` is not a date and counts as missing\n"
               "  help: the data block says `dates: \"dd-mm-yyyy\"`: write them so, or as "
               "2023-05-01\n  line 2: `1 mei 2023`\n",
               .dates = STR("dd-mm-yyyy"));
}

static void periods_are_read(void **state)
{
    (void)state;
    TABLE(
        "p\n2023\n2023JJ00\n2023-Q3\n2023KW02\n2023MM05\n2023-05\n2023-W05\n2023-H1\n2023-05-01\n",
        "p:period",
        "2 | 2023\n3 | 2023\n4 | 2023-Q3\n5 | 2023-Q2\n6 | 2023-05\n7 | 2023-05\n8 | 2023-W05\n"
        "9 | 2023-H1\n10 | 2023-05-01\n");
    TABLE(
        "p;x\n2023\n2023-Q3\n2023MM05\n", "p:year",
        "2 | 2023\n3 | <bad_value>\n4 | <bad_value>\nrejected 2\n"
        "D02 line 3: 2 values of column `p` in `t.csv` are not years and count as missing\n"
        "  help: `2023-Q3` is a quarter, and the column holds periods of a year: leave the others "
        "out of the file, or declare the column as `period`\n"
        "  line 3: `2023-Q3`\n  line 4: `2023MM05`\n");
    TABLE("p;x\n01-05-2023\n", "p:period",
          "2 | <bad_value>\nrejected 1\n"
          "D02 line 2: 1 value of column `p` in `t.csv` is not a period and counts as missing\n"
          "  help: say `dates: \"dd-mm-yyyy\"` if that is how `01-05-2023` is written\n"
          "  line 2: `01-05-2023`\n");
}

static void a_dash_is_no_date_either(void **state)
{
    (void)state;
    TABLE("d;p;b\n-;-;-\n2023-01-01;2023;ja\n", "d:date p:year b:boolean",
          "2 | <bad_value> | <bad_value> | <bad_value>\n3 | 2023-01-01 | 2023 | true\nrejected 3\n"
          "D02 line 2: 1 value of column `d` in `t.csv` is not a date and counts as missing\n"
          "  help: say `missing: (\".\", \"NA\", \"-\")` if the dash means that there is no value\n"
          "  line 2: `-`\n"
          "D02 line 2: 1 value of column `p` in `t.csv` is not a year and counts as missing\n"
          "  help: say `missing: (\".\", \"NA\", \"-\")` if the dash means that there is no value\n"
          "  line 2: `-`\n"
          "D02 line 2: 1 value of column `b` in `t.csv` is neither true nor false and counts as "
          "missing\n"
          "  help: say `missing: (\".\", \"NA\", \"-\")` if the dash means that there is no value\n"
          "  line 2: `-`\n");
    TABLE("d;p\nonbekend;2023-Q9\n", "d:date p:period",
          "2 | <bad_value> | <bad_value>\nrejected 2\n"
          "D02 line 2: 1 value of column `d` in `t.csv` is not a date and counts as missing\n"
          "  help: if `onbekend` means that there is no value, say `missing: (\".\", \"NA\", "
          "\"onbekend\")`\n"
          "  line 2: `onbekend`\n"
          "D02 line 2: 1 value of column `p` in `t.csv` is not a period and counts as missing\n"
          "  help: a period is written as 2023, 2023-H1, 2023-Q1, 2023-05, 2023-W05 or 2023-05-01, "
          "or as 2023JJ00, 2023KW01 and 2023MM05\n"
          "  line 2: `2023-Q9`\n");
}

static void booleans_are_read(void **state)
{
    (void)state;
    TABLE("b\ntrue\nFalse\nYES\nno\nJa\nnee\nwaar\nONWAAR\n1\n0\n", "b:boolean",
          "2 | true\n3 | false\n4 | true\n5 | false\n6 | true\n7 | false\n8 | true\n9 | false\n"
          "10 | true\n11 | false\n");
    TABLE("b;x\n2;1\n", "b:boolean",
          "2 | <bad_value>\nrejected 1\n"
          "D02 line 2: 1 value of column `b` in `t.csv` is neither true nor false and counts as "
          "missing\n"
          "  help: it is written as true or false, yes or no, ja or nee, waar or onwaar, 1 or 0\n"
          "  line 2: `2`\n");
}

static void words_are_read(void **state)
{
    (void)state;
    TABLE("w\n physical \ncafe\xcc\x81\ncaf\xc3\xa9\n", "w:word",
          "2 | physical\n3 | caf\xc3\xa9\n4 | caf\xc3\xa9\n");
    TABLE("w;x\nfysical;1\nSocial;1\n", "w:word",
          "2 | <bad_value>\n3 | <bad_value>\nrejected 2\n"
          "D02 line 2: 2 values of column `w` in `t.csv` are not in its list of words and count as "
          "missing\n"
          "  help: did you mean `physical` for `fysical`?\n"
          "  line 2: `fysical`\n  line 3: `Social`\n");
    TABLE("w;x\nother;1\n", "w:word",
          "2 | <bad_value>\nrejected 1\n"
          "D02 line 2: 1 value of column `w` in `t.csv` is not in its list of words and counts as "
          "missing\n"
          "  help: the column declares `physical`, `social`, `caf\xc3\xa9`: mend the file, or add "
          "the word to the list\n"
          "  line 2: `other`\n");
}

static void texts_are_read(void **state)
{
    (void)state;
    TABLE("t\n  a b \ncafe\xcc\x81\n\"\n\"\n-\n", "t:text",
          "2 | a b\n3 | caf\xc3\xa9\n4 | <empty>\n6 | -\n");
    TABLE("t;x\na\0b;1\n", "t:text",
          "2 | <bad_value>\nrejected 1\n"
          "D02 line 2: 1 value of column `t` in `t.csv` can't be read and counts as missing\n"
          "  help: it holds NUL bytes, which no text has: is this the right file, and if it is "
          "Unicode (UTF-16), does `encoding:` say so?\n"
          "  line 2: `a\\u{0}b`\n");
}

static void values_outside_their_range_are_said(void **state)
{
    (void)state;
    TABLE("a\n1\n5\n6\n0.5\n", "a:ranged",
          "2 | 1\n3 | 5\n4 | 6\n5 | 0.5\n"
          "D10 line 4: 2 values of column `a` in `t.csv` lie outside 1..5\n"
          "  help: they count all the same: mend the file, or the range that the column declares\n"
          "  line 4: `6`\n  line 5: `0.5`\n");
}

static void the_first_five_are_shown_safely(void **state)
{
    (void)state;
    TABLE("a\n1\nu\nv\nw\ty\n\xe2\x80\xae"
          "evil\nzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz\nq\n",
          "a:number",
          "2 | 1\n3 | <bad_value>\n4 | <bad_value>\n5 | <bad_value>\n6 | <bad_value>\n"
          "7 | <bad_value>\n8 | <bad_value>\nrejected 6\n"
          "D02 line 3: 6 values of column `a` in `t.csv` are not numbers and count as missing\n"
          "  help: if `u` means that there is no value, say `missing: (\".\", \"NA\", \"u\")`\n"
          "  line 3: `u`\n  line 4: `v`\n  line 5: `w\\ty`\n  line 6: `\\u{202e}evil`\n"
          "  line 7: `zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz\xe2\x80\xa6`\n");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(numbers_are_read),
    cmocka_unit_test(what_is_no_number_is_said),
    cmocka_unit_test(a_dash_must_be_said),
    cmocka_unit_test(signs_stand_for_reasons),
    cmocka_unit_test(provisional_values_count),
    cmocka_unit_test(dates_are_read),
    cmocka_unit_test(periods_are_read),
    cmocka_unit_test(a_dash_is_no_date_either),
    cmocka_unit_test(booleans_are_read),
    cmocka_unit_test(words_are_read),
    cmocka_unit_test(texts_are_read),
    cmocka_unit_test(values_outside_their_range_are_said),
    cmocka_unit_test(the_first_five_are_shown_safely),
};

CASE_MAIN(tests)
