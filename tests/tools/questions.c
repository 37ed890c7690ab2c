/* Answers the questions of tests/bench/incidents.pol about a file of incidents, in the plainest way: no
 * part of the library, no types, no vectors. What the program answers is held against it.
 *
 *   questions FILE        prints "indicator period group value" a line; - for no group
 *
 * It reads the files that `generate` writes, and no other. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { UNITS = 2000, DOMAINS = 3, YEARS = 6, DAYS = 10001, FIELDS = 9, ROW_MAX = 512 };

static const char *const domains[DOMAINS] = {"integrity", "physical", "social"};

static struct {
    unsigned long long social[YEARS][4], physical[YEARS], reported[YEARS];
    unsigned long long cents[UNITS][YEARS], days[UNITS][YEARS], known[UNITS][YEARS];
    unsigned long long times[DOMAINS][YEARS][DAYS]; /* how often each number of days was lost */
    unsigned char rows[UNITS], worst[UNITS][YEARS];
} seen;

/* The next row cut into fields, without their quotes; 0 at the end. */
static int next_row(FILE *file, char *row, char *fields[FIELDS])
{
    int c, count = 0, quoted = 0, n = 0;
    fields[count++] = row;
    while ((c = getc(file)) != EOF && (quoted || c != '\n') && n < ROW_MAX - 1) {
        if (c == '"') quoted = !quoted;
        if (c == ',' && !quoted) {
            row[n++] = '\0';
            if (count < FIELDS) fields[count++] = row + n;
        } else if (c != '"') {
            row[n++] = (char)c;
        }
    }
    row[n] = '\0';
    return count == FIELDS;
}

/* "12.5" and "12.50" are 1250. */
static unsigned long long hundredths(const char *text)
{
    char *point;
    unsigned long long value = strtoull(text, &point, 10) * 100;
    if (*point != '.' || !point[1]) return value;
    value += (unsigned)(point[1] - '0') * 10u;
    return point[2] ? value + (unsigned)(point[2] - '0') : value;
}

static void take(char *fields[FIELDS])
{
    int year = atoi(fields[1]) - 2018, quarter = (atoi(fields[1] + 5) - 1) / 3;
    int unit = atoi(fields[2] + strlen("Unit-")), severity = atoi(fields[4]), domain = 0;
    while (strcmp(domains[domain], fields[3]) != 0) domain++;
    seen.rows[unit] = 1;
    if (domain == 2 && severity >= 3) seen.social[year][quarter]++;
    if (domain == 1) seen.physical[year]++;
    if (domain == 1 && strcmp(fields[7], "true") == 0) seen.reported[year]++;
    if (severity == 5) seen.worst[unit][year] = 1;
    seen.cents[unit][year] += hundredths(fields[6]);
    if (!fields[5][0]) return;
    seen.days[unit][year] += hundredths(fields[5]);
    seen.known[unit][year]++;
    seen.times[domain][year][hundredths(fields[5])]++;
}

/* The value at place `at`, from 0, of those in order. */
static double value_at(const unsigned long long *times, unsigned long long at)
{
    int value = 0;
    for (unsigned long long before = times[0]; before <= at; before += times[++value]) continue;
    return value / 100.0;
}

static void print_quantile(const char *name, int domain, int year, double part)
{
    const unsigned long long *times = seen.times[domain][year];
    unsigned long long count = 0;
    for (int i = 0; i < DAYS; i++) count += times[i];
    if (!count) return;
    double place = (double)(count - 1) * part;
    unsigned long long low = (unsigned long long)place;
    double a = value_at(times, low), b = low + 1 < count ? value_at(times, low + 1) : a;
    printf("%s %d %s %.12g\n", name, year + 2018, domains[domain],
           a + (b - a) * (place - (double)low));
}

static void print_year(int year)
{
    unsigned worst = 0;
    for (int quarter = 0; quarter < 4; quarter++)
        printf("q1 %d-Q%d - %llu\n", year + 2018, quarter + 1, seen.social[year][quarter]);
    for (int unit = 0; unit < UNITS; unit++) {
        worst += seen.worst[unit][year];
        if (!seen.rows[unit]) continue; /* one that has none this year cost nothing */
        printf("q2a %d Unit-%02d %.2f\n", year + 2018, unit, (double)seen.cents[unit][year] / 100);
        if (seen.known[unit][year])
            printf("q2b %d Unit-%02d %.12g\n", year + 2018, unit,
                   (double)seen.days[unit][year] / 100 / (double)seen.known[unit][year]);
    }
    for (int domain = 0; domain < DOMAINS; domain++) {
        print_quantile("q3a", domain, year, 0.5);
        print_quantile("q3b", domain, year, 0.9);
    }
    if (seen.physical[year])
        printf("q4 %d - %.12g\n", year + 2018,
               (double)seen.reported[year] / (double)seen.physical[year]);
    printf("q5 %d - %u\n", year + 2018, worst);
}

int main(int argc, char **argv)
{
    char row[ROW_MAX], *fields[FIELDS];
    FILE *file = argc == 2 ? fopen(argv[1], "r") : NULL;
    if (!file || !next_row(file, row, fields)) {
        fputs("usage: questions FILE\n", stderr);
        return 2;
    }
    while (next_row(file, row, fields)) take(fields);
    for (int year = 0; year < YEARS; year++) print_year(year);
    fclose(file);
    return 0;
}
