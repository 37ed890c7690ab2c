/* Writes a table with everything in it that is found in the files of this world, and worse: to compare
 * ways of reading by. The same numbers give the same table.
 *
 *   strange ROWS SEED [STRANGE]     of 1000 fields STRANGE are not as they should be (default 20)
 *
 * Its columns are id, date, unit, domain, severity, days, cost, reported, period and note. The seed
 * also chooses the delimiter, the line ends, the decimal mark and the encoding. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit/random.h"

enum { COLUMNS = 10, FIELD_ROOM = 2048 };

static struct random dice;
static char delimiter, decimal;
static const char *line_end;
static bool latin, quote_all;
static unsigned strange;

static bool happens(unsigned of_1000)
{
    return random_below(&dice, 1000) < of_1000;
}

static unsigned below(unsigned bound)
{
    return (unsigned)random_below(&dice, bound);
}

#define ONE_OF(texts) ((texts)[below(sizeof(texts) / sizeof *(texts))])

/* ---- fields as they should be ---- */

static void write_date(char *field)
{
    snprintf(field, FIELD_ROOM, "%04u-%02u-%02u", 2018 + below(6), 1 + below(12), 1 + below(28));
}

static void write_number(char *field, unsigned most, unsigned places)
{
    int n = snprintf(field, FIELD_ROOM, "%u", below(most));
    if (!places) return;
    field[n++] = decimal;
    for (unsigned i = 0; i < places; i++) field[n++] = (char)('0' + below(10));
    field[n] = 0;
}

static void write_note(char *field)
{
    static const char *const words[] = {"near",   "miss",  "caf\xc3\xa9", "fell",
                                        "ladder", "audit", "load",        "\xe2\x82\xac"};
    size_t n = 0;
    for (unsigned count = below(9); count; count--)
        n += (size_t)snprintf(field + n, FIELD_ROOM - n, "%s%s", ONE_OF(words),
                              count > 1 ? " " : "");
    field[n] = 0;
}

static void write_period(char *field)
{
    static const char *const forms[] = {"%u", "%u-Q1", "%u-05", "%uKW03", "%u-W07", "%u-03-01"};
    unsigned form = happens(500) ? 1 : below(6);
    switch (form) {
    case 0: snprintf(field, FIELD_ROOM, "%u", 2018 + below(6)); break;
    default: snprintf(field, FIELD_ROOM, "%u%s", 2018 + below(6), strchr(forms[form], 'u') + 1);
    }
}

static void write_usual(char *field, unsigned column)
{
    static const char *const domains[] = {"physical", "social", "integrity", "caf\xc3\xa9"};
    static const char *const truths[] = {"true", "false", "1", "nee"};
    *field = 0;
    switch (column) {
    case 0: write_number(field, 1u << 31, 0); break;
    case 1: write_date(field); break;
    case 2: snprintf(field, FIELD_ROOM, "Unit-%02u", 1 + below(40)); break;
    case 3: strcpy(field, ONE_OF(domains)); break;
    case 4: write_number(field, 6, 0); break;
    case 5:
        if (!happens(30)) write_number(field, 100, below(3));
        break;
    case 6: write_number(field, 200000, 2); break;
    case 7: strcpy(field, ONE_OF(truths)); break;
    case 8: write_period(field); break;
    default: write_note(field); break;
    }
}

/* ---- and as they should not ---- */

static void write_strange(char *field)
{
    static const char *const odd[] = {
        "",
        " ",
        ".",
        "NA",
        "x",
        "-",
        "-0",
        "*",
        "12*",
        "2022**",
        "1.234",
        "1,234",
        "1.234.567",
        "-12.5",
        "+7",
        "1e3",
        "2E-7",
        ".5",
        "5.",
        "12.3456789012345678",
        "\xe2\x88\x92"
        "4",
        "\xc2\xa0"
        "7",
        " 8 ",
        "8%",
        "EUR 5",
        "9999",
        "99999999999999999999999",
        "01-02-2023",
        "13/02/2023",
        "2/13/2023",
        "20230501",
        "2023-02-30",
        "2023-05-01T10:00",
        "2023-5-1",
        "0999-01-01",
        "yes",
        "JA",
        "Physical",
        "socail",
        "Unit-07 ",
        " Unit-07",
        "\xff",
        "a\xcc\x81",
        "caf\xe9",
        "1\"2",
        "a\"b\"c",
        "inch\"",
        "2023JJ00",
        "2023W101",
        "2023Q5",
        "A very long text "
        "indeed, with a comma; a semicolon and more than sixteen bytes"};
    if (happens(30)) {
        size_t n = below(FIELD_ROOM - 1);
        memset(field, "x7 "[below(3)], n);
        field[n] = 0;
    } else if (happens(20)) {
        snprintf(field, FIELD_ROOM, "unit %u", below(1u << 30));
    } else {
        strcpy(field, ONE_OF(odd));
    }
}

/* ---- quotes ---- */

static bool wants_quotes(const char *field)
{
    return strchr(field, delimiter) || strchr(field, '"') || strchr(field, '\n') ||
           strchr(field, '\r');
}

static void put_quoted(const char *field)
{
    putchar('"');
    for (; *field; field++) {
        if (*field == '"') putchar('"');
        putchar(*field);
    }
    putchar('"');
}

/* In Latin-1 where the file is that, as far as the text can be written so. */
static void put_bare(const char *field)
{
    for (; *field; field++) {
        unsigned char c = (unsigned char)*field;
        if (latin && c == 0xc3 && field[1])
            putchar((unsigned char)*++field + 0x40);
        else if (!latin || c != 0xe2)
            putchar(c);
    }
}

static void put_field(const char *field)
{
    static const char *const breaks[] = {"\n", "\r\n", "\r", "\n\n", "\"\"", "\"", " \"", "\" "};
    if (happens(strange / 4)) putchar(" \t"[below(2)]);
    if (happens(strange / 4)) { /* breaks the rules of quotes */
        static const char *const wrong[] = {"\"a\"b",     "a \"b\" c",   "\"a\" ",
                                            "\"\"\"",     "\"a\"\"b\"c", "5\"",
                                            "\"a\nb\" c", "\"a\" \"b\"", "\"\"x"};
        fputs(ONE_OF(wrong), stdout);
    } else if (happens(strange / 2) && !latin) {
        putchar('"');
        put_bare(field);
        fputs(breaks[below(5)], stdout);
        put_bare("z");
        putchar('"');
    } else if (quote_all || wants_quotes(field) || happens(50)) {
        put_quoted(field);
    } else {
        put_bare(field);
    }
    if (happens(strange / 4)) putchar(' ');
}

/* ---- rows ---- */

static void put_row(void)
{
    unsigned fields = COLUMNS;
    if (happens(strange / 4)) fields = 1 + below(2 * COLUMNS);
    if (happens(strange / 10)) fputs(line_end, stdout);
    for (unsigned i = 0; i < fields; i++) {
        char field[FIELD_ROOM];
        if (i) putchar(delimiter);
        if (happens(strange))
            write_strange(field);
        else
            write_usual(field, i);
        put_field(field);
    }
}

int main(int argc, char **argv)
{
    static const char *const names[COLUMNS] = {"id",   "date", "unit",     "domain", "severity",
                                               "days", "cost", "reported", "period", "note"};
    static const char *const line_ends[] = {"\n", "\n", "\r\n", "\r"};
    if (argc < 3) {
        fputs("usage: strange ROWS SEED [STRANGE]\n", stderr);
        return 2;
    }
    unsigned long rows = strtoul(argv[1], NULL, 10);
    dice.state = strtoul(argv[2], NULL, 10) * 1000003;
    strange = argc > 3 ? (unsigned)strtoul(argv[3], NULL, 10) : 20;
    delimiter = ",,;\t|"[below(5)];
    decimal = delimiter == ';' && happens(500) ? ',' : '.';
    line_end = ONE_OF(line_ends);
    latin = happens(200);
    quote_all = happens(200);
    if (happens(200) && !latin) fputs("\xef\xbb\xbf", stdout);
    for (unsigned i = 0; i < COLUMNS; i++) {
        if (i) putchar(delimiter);
        fputs(names[i], stdout);
    }
    for (unsigned long row = 0; row < rows; row++) {
        fputs(happens(strange / 10) ? ONE_OF(line_ends) : line_end, stdout);
        put_row();
    }
    if (happens(500)) fputs(line_end, stdout);
    return fflush(stdout) != 0;
}
