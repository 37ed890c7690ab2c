/* Writes incidents for benchmarks and tests, always the same ones: each row comes of its own number, so
 * a longer file begins with all rows of a shorter one.
 *
 *   generate ROWS [UNITS [csv|jsonl [SEED]]]        40 units and csv, if nothing else is said
 *
 * Texts hold commas, doubled quotes and line ends; 3 % of the days are missing. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_YEAR = 2018, LAST_YEAR = 2023, DAYS_MAX = 2200, TEXT_MAX = 60, TEXT_MIN = 20 };

static uint64_t state; /* of the random numbers: splitmix64 */

static uint64_t random_next(void)
{
    uint64_t z = (state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static uint32_t below(uint32_t limit)
{
    return (uint32_t)(((random_next() >> 32) * limit) >> 32);
}

/* ---- days ---- */

struct day {
    int year;
    char text[11];
};

static struct day days[DAYS_MAX];
static uint32_t day_count;

static int days_in(int year, int month)
{
    static const int days_of[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days_of[month - 1] + (month == 2 && year % 4 == 0);
}

static void make_days(void)
{
    for (int year = FIRST_YEAR; year <= LAST_YEAR; year++)
        for (int month = 1; month <= 12; month++)
            for (int day = 1; day <= days_in(year, month); day++) {
                struct day *made = &days[day_count++];
                made->year = year;
                snprintf(made->text, sizeof made->text, "%04u-%02u-%02u", (unsigned)year % 10000u,
                         (unsigned)month % 100u, (unsigned)day % 100u);
            }
}

/* ---- a row ---- */

struct incident {
    const struct day *day;
    uint32_t unit;
    const char *domain;
    int severity;
    char days_lost[16]; /* empty: missing */
    uint64_t cents;
    int reported;
    char text[2 * TEXT_MAX]; /* quotes in it are doubled */
    uint32_t length;
};

static int choose_severity(const struct incident *row)
{
    uint32_t chance = below(100);
    int severity = chance < 40 ? 1 : chance < 70 ? 2 : chance < 88 ? 3 : chance < 96 ? 4 : 5;
    /* one in eight units has no worst case in a year */
    uint64_t mixed = (uint64_t)((int)row->unit * 7 + row->day->year) * 0x9E3779B97F4A7C15u;
    return severity == 5 && !(mixed >> 61) ? 4 : severity;
}

static void choose_days_lost(struct incident *row)
{
    row->days_lost[0] = '\0';
    if (below(1000) < 30) return;
    uint32_t a = below(10000), b = below(10000), hundredths = (uint32_t)((uint64_t)a * b / 10000);
    if (below(2))
        snprintf(row->days_lost, sizeof row->days_lost, "%u.%02u", hundredths / 100,
                 hundredths % 100);
    else
        snprintf(row->days_lost, sizeof row->days_lost, "%u.%u", hundredths / 100,
                 hundredths / 10 % 10);
}

static const char *const words[] = {
    "near",    "miss",    "reported",  "by",      "shift",    "lead",        "worker",
    "fall",    "ladder",  "storage",   "dispute", "manager",  "complaint",   "harassment",
    "invoice", "gift",    "declared",  "late",    "follow",   "up",          "pending",
    "machine", "guard",   "removed",   "spill",   "chemical", "training",    "gap",
    "audit",   "finding", "access",    "badge",   "night",    "vehicle",     "load",
    "strain",  "witness", "statement", "closed",  "reopened", "caf\xc3\xa9", "pr\xc3\xa9vention",
};

/* Where the first space behind a random place is, round the end; TEXT_MAX: nowhere. */
static uint32_t find_space(const struct incident *row)
{
    uint32_t from = below(row->length);
    for (uint32_t i = 0; i < row->length; i++) {
        uint32_t at = (from + i) % row->length;
        if (row->text[at] == ' ') return at;
    }
    return TEXT_MAX;
}

static void choose_words(struct incident *row)
{
    uint32_t wanted = TEXT_MIN + below(TEXT_MAX - TEXT_MIN + 1), n = 0;
    while (n < wanted) {
        const char *word = words[below(sizeof words / sizeof *words)];
        if (n) row->text[n++] = ' ';
        memcpy(row->text + n, word, strlen(word));
        n += (uint32_t)strlen(word);
    }
    if (n > TEXT_MAX) n = TEXT_MAX;
    /* it ends with a whole character, and with no space */
    while (n && ((unsigned char)row->text[n - 1] >= 0x80 || row->text[n - 1] == ' ')) n--;
    while (n < TEXT_MIN) row->text[n++] = '.';
    row->length = n;
}

static void choose_text(struct incident *row)
{
    choose_words(row);
    below(1000);
    int comma = below(1000) < 100, quote = below(1000) < 10, line_end = below(1000) < 5;
    uint32_t at;
    if (comma && (at = find_space(row)) < TEXT_MAX) row->text[at] = ',';
    if (line_end && (at = find_space(row)) < TEXT_MAX) row->text[at] = '\n';
    if (!quote || (at = find_space(row)) == TEXT_MAX) return;
    memmove(row->text + at + 1, row->text + at, row->length - at);
    row->text[at] = row->text[at + 1] = '"';
    row->length++;
}

static void make_row(struct incident *row, uint64_t number, uint32_t units, uint64_t seed)
{
    state = 0x706F6C00u + seed * 0xA24BAED4963EE407u + number * 0xD1342543DE82EF95u;
    row->day = &days[below(day_count)];
    row->unit = 1 + below(units);
    uint32_t chance = below(100);
    row->domain = chance < 50 ? "physical" : chance < 80 ? "social" : "integrity";
    row->severity = choose_severity(row);
    choose_days_lost(row);
    uint64_t a = below(1u << 20), b = below(1u << 20), c = below(1000);
    row->cents = a * b / (1u << 16) * c / 1000;
    row->reported = below(100) < 70;
    choose_text(row);
}

/* ---- output ---- */

static void write_csv(uint64_t number, const struct incident *row)
{
    printf("%llu,%s,Unit-%02u,%s,%d,%s,%llu.%02llu,%s,\"%.*s\"\n", (unsigned long long)number,
           row->day->text, row->unit, row->domain, row->severity, row->days_lost,
           (unsigned long long)(row->cents / 100), (unsigned long long)(row->cents % 100),
           row->reported ? "true" : "false", (int)row->length, row->text);
}

static void write_json(uint64_t number, const struct incident *row)
{
    printf("{\"id\":%llu,\"date\":\"%s\",\"unit\":\"Unit-%02u\",\"domain\":\"%s\",\"severity\":%d,"
           "\"days_lost\":%s,\"cost_eur\":%llu.%02llu,\"reported\":%s,\"description\":\"",
           (unsigned long long)number, row->day->text, row->unit, row->domain, row->severity,
           row->days_lost[0] ? row->days_lost : "null", (unsigned long long)(row->cents / 100),
           (unsigned long long)(row->cents % 100), row->reported ? "true" : "false");
    for (uint32_t i = 0; i < row->length; i++) {
        if (row->text[i] == '"') {
            fputs("\\\"", stdout);
            i++;
        } else if (row->text[i] == '\n') {
            fputs("\\n", stdout);
        } else {
            putchar(row->text[i]);
        }
    }
    fputs("\"}\n", stdout);
}

int main(int argc, char **argv)
{
    uint64_t rows = argc > 1 ? strtoull(argv[1], NULL, 10) : 0;
    uint32_t units = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 40;
    int json = argc > 3 && strcmp(argv[3], "jsonl") == 0;
    uint64_t seed = argc > 4 ? strtoull(argv[4], NULL, 10) : 0;
    if (!rows || !units) {
        fputs("usage: generate ROWS [UNITS [csv|jsonl [SEED]]]\n", stderr);
        return 2;
    }
    make_days();
    if (!json) puts("id,date,unit,domain,severity,days_lost,cost_eur,reported,description");
    for (uint64_t i = 0; i < rows; i++) {
        struct incident row;
        make_row(&row, i, units, seed);
        if (json)
            write_json(i + 1, &row);
        else
            write_csv(i + 1, &row);
    }
    return fflush(stdout) != 0;
}
