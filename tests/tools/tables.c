/* Prints tables of the sources as rows of Markdown: usage: tables NAME.
 * The suite `docs` wants each row to stand in docs/. */
#include <stdio.h>
#include <string.h>

#include "builtin/builtin.h"
#include "method/coverage.h"
#include "method/measured.h"
#include "text/finding.h"
#include "text/reason.h"
#include "theory/words.h"

/* A bar would end the field. */
static void print_escaped(struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.p[i] == '|') putchar('\\');
        putchar(text.p[i]);
    }
}

static void print_functions(void)
{
    for (int id = 0; id < BUILTIN_COUNT_OF; id++) {
        const struct builtin *b = builtin_get((enum builtin_id)id);
        printf("| `%.*s(%.*s)` | ", STR_ARG(b->name), STR_ARG(b->signature));
        print_escaped(b->doc);
        printf(" | ");
        if (b->example.len)
            printf("`%.*s` is %.*s |\n", STR_ARG(b->example), STR_ARG(b->gives));
        else
            puts("not yet |");
    }
}

/* The fields of estimates, the functions that give them, and what they are. */
static void print_fields(void)
{
    for (int i = 0; i < FIELD_COUNT; i++) {
        const struct field_kind *field = estimate_field_kind((enum estimate_field)i);
        printf("| `.%.*s` | ", STR_ARG(field->name));
        struct str of = field->of;
        if (!of.len) printf("all");
        for (const char *before = ""; of.len; before = ", ") {
            struct str name = str_cut(&of, ' ');
            printf("%s`%.*s`", before, STR_ARG(name));
        }
        printf(" | %.*s |\n", STR_ARG(field->doc));
    }
}

static void print_scales(void)
{
    for (int id = 0; id < SCALE_COUNT; id++) {
        const struct scale *scale = scale_get((enum scale_id)id);
        printf("| `%.*s` | %.*s: %.*s |\n", STR_ARG(scale->name), STR_ARG(scale->title),
               STR_ARG(scale->source));
    }
}

static void print_findings(void)
{
    for (int code = 0; code < FINDING_CODES; code++) {
        const struct finding_kind *kind = finding_kind((enum finding_code)code);
        printf("| %.*s | %.*s | %.*s | %.*s |\n", STR_ARG(kind->code), STR_ARG(kind->name),
               STR_ARG(severity_name(kind->severity)), STR_ARG(kind->description));
    }
}

static void print_reasons(void)
{
    for (int reason = REASON_NONE + 1; reason < REASON_COUNT; reason++)
        printf("| `%.*s` | %.*s |\n", STR_ARG(reason_code((enum reason)reason)),
               STR_ARG(reason_words((enum reason)reason)));
}

/* The words of a criterion that have this standing, after a bar. */
static void print_words(const struct criterion *criterion, enum standing standing)
{
    struct str words[OUTCOME_WORDS_MAX];
    size_t count = criterion_words(criterion, words);
    const char *before = " | ";
    for (size_t i = 0; i < count; i++) {
        if (criterion_word(criterion, words[i])->standing != standing) continue;
        printf("%s`%.*s`", before, STR_ARG(words[i]));
        before = ", ";
    }
}

static const char *judged_of(enum criterion_on on)
{
    switch (on) {
    case ON_MEASURE: return "a measure";
    case ON_GOAL: return "an effect or impact";
    case ON_ANY: return "any node";
    }
    return "";
}

static void print_criteria(void)
{
    for (int id = 0; id < CRITERION_COUNT; id++) {
        const struct criterion *criterion = criterion_get((enum criterion_id)id);
        printf("| `%.*s` | %s%s", STR_ARG(criterion->name), judged_of(criterion->on),
               criterion->of_measure ? ", of a measure" : "");
        print_words(criterion, STANDING_POSITIVE);
        print_words(criterion, STANDING_MIXED);
        print_words(criterion, STANDING_NEGATIVE);
        puts(" |");
    }
}

static void print_cautions(void)
{
    for (enum caution c = 0; c < CAUTION_COUNT; c++)
        printf("| `%s` | %s%s |\n", caution_code(c), caution_text(c),
               caution_voids(c) ? "; **takes the error away**" : "");
}

static void print_coverage(void)
{
    static const size_t lengths[] = {20, 30, 60, 120};
    static const double rhos[] = {0, 0.3, 0.5};
    for (enum coverage_of method = 0; method < COVERAGE_OF_COUNT; method++) {
        for (size_t r = 0; r < 3; r++) {
            printf("| %s | %g |", coverage_name(method), rhos[r]);
            for (size_t i = 0; i < 4; i++)
                printf(" %.1f |", 100 * coverage_measured(method, lengths[i], rhos[r]));
            putchar('\n');
        }
    }
}

static void print_tried(void)
{
    for (enum coverage_of method = 0; method < COVERAGE_OF_COUNT; method++)
        printf("| %s | %s |\n", coverage_name(method), coverage_what(method));
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*print)(void);
    } tables[] = {
        {"functions", print_functions}, {"findings", print_findings}, {"reasons", print_reasons},
        {"criteria", print_criteria},   {"cautions", print_cautions}, {"coverage", print_coverage},
        {"tried", print_tried},         {"fields", print_fields},     {"scales", print_scales},
    };
    for (size_t i = 0; argc == 2 && i < sizeof tables / sizeof *tables; i++)
        if (strcmp(tables[i].name, argv[1]) == 0) {
            tables[i].print();
            return 0;
        }
    fputs(
        "usage: tables functions|findings|reasons|criteria|cautions|coverage|tried|fields|scales\n",
        stderr);
    return 2;
}
