/* Options as data: reading them, and the help made from them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

static const struct option common[] = {
    {"format", "FORMAT", OPTION_TEXT, offsetof(struct common_options, format),
     "one of the formats below (default: human)"},
    {"report", "FORMAT=FILE", OPTION_LIST, offsetof(struct common_options, reports),
     "also write the report in FORMAT to FILE; may be repeated"},
    {"allow-path", "DIR", OPTION_LIST, offsetof(struct common_options, allow_paths),
     "let the program read below DIR too; may be repeated"},
    {"color", "WHEN", OPTION_TEXT, offsetof(struct common_options, color),
     "auto (default), always or never"},
    {"quiet", NULL, OPTION_FLAG, offsetof(struct common_options, quiet),
     "print nothing on standard output; the status tells"},
    {"help", NULL, OPTION_FLAG, offsetof(struct common_options, help), "show this help"},
    {"version", NULL, OPTION_FLAG, offsetof(struct common_options, version), "show the version"},
    {NULL, NULL, OPTION_FLAG, 0, NULL},
};

/* Those of a command: the first ones are for reports and the reading of theories. */
static const struct option *common_of(const struct usage *usage)
{
    enum { FOR_REPORTS = 3 };
    return usage->no_reports ? common + FOR_REPORTS : common;
}

/* Whether a command has this one of its lists. */
static bool has_option(const struct usage *usage, const struct option *option)
{
    return !usage->only_human_or_json || strcmp(option->name, "report") != 0;
}

static bool is_format_of(const struct usage *usage, const char *format)
{
    return !usage->only_human_or_json || strcmp(format, "human") == 0 ||
           strcmp(format, "json") == 0;
}

/* --- help -------------------------------------------------------------------------------------------- */

static void print_options(const struct usage *usage, const struct option *options)
{
    for (const struct option *o = options; o && o->name; o++) {
        if (!has_option(usage, o)) continue;
        char left[40];
        const char *joint = !o->argument ? "" : o->kind == OPTION_MAYBE ? "[=" : " ";
        snprintf(left, sizeof left, "--%s%s%s%s", o->name, joint, o->argument ? o->argument : "",
                 o->kind == OPTION_MAYBE ? "]" : ""); /* our own names: none is longer */
        printf("  %-22s %s\n", left, o->help);
    }
}

static void print_formats(const struct usage *usage)
{
    const char *const *format = usage->formats ? usage->formats() : pol_formats();
    puts("\nformats");
    for (; *format; format++)
        if (usage->formats || is_format_of(usage, *format))
            printf("  %-22s %s\n", *format,
                   usage->formats ? usage->format_purpose(*format) : pol_format_purpose(*format));
}

void print_usage(const struct usage *usage)
{
    printf("usage: pol %s [option ...] %s\n\n%s\n\noptions\n", usage->command, usage->arguments,
           usage->purpose);
    print_options(usage, usage->options);
    print_options(usage, common_of(usage));
    if (!usage->no_reports || usage->formats) print_formats(usage);
    if (usage->examples) printf("\nexamples\n%s", usage->examples);
}

/* --- reading ----------------------------------------------------------------------------------------- */

static const struct option *find_option(const struct usage *usage, const char *name, size_t length)
{
    const struct option *lists[] = {usage->options, common_of(usage)};
    for (size_t i = 0; i < 2; i++)
        for (const struct option *o = lists[i]; o && o->name; o++)
            if (strlen(o->name) == length && strncmp(o->name, name, length) == 0 &&
                has_option(usage, o))
                return o;
    return NULL;
}

static void unknown_option(const struct usage *usage, const char *argument)
{
    const char *names[64] = {NULL};
    size_t count = 0;
    const struct option *lists[] = {usage->options, common_of(usage)};
    for (size_t i = 0; i < 2; i++)
        for (const struct option *o = lists[i]; o && o->name && count < 63; o++)
            if (has_option(usage, o)) names[count++] = o->name;
    const char *name = argument + (argument[1] == '-' ? 2 : 1);
    const char *near = pol_nearest(name, names);
    if (near)
        complain("%s: there is no option %s; did you mean --%s?", usage->command, argument, near);
    else
        complain("%s: there is no option %s; `pol %s --help` lists them", usage->command, argument,
                 usage->command);
}

/* Room for every argument is made once, so that a list never grows. */
static bool add_word(struct words *words, const char *word, int argc)
{
    if (!words->items) words->items = malloc((size_t)argc * sizeof *words->items);
    if (!words->items) {
        complain("there is not enough memory");
        return false;
    }
    words->items[words->count++] = word;
    return true;
}

static bool set_option(const struct option *option, void *options, const char *value, int argc)
{
    char *place = (char *)options + option->offset;
    switch (option->kind) {
    case OPTION_FLAG: *(bool *)(void *)place = true; return true;
    case OPTION_TEXT: *(const char **)(void *)place = value; return true;
    case OPTION_MAYBE: *(const char **)(void *)place = value ? value : ""; return true;
    case OPTION_LIST: return add_word((struct words *)(void *)place, value, argc);
    }
    return false;
}

/* Reads one option at argv[*at], perhaps with its value behind it. */
static bool read_option(const struct usage *usage, int argc, char **argv, int *at, void *options)
{
    const char *argument = argv[*at];
    const char *name = argument + 2;
    const char *equals = strchr(name, '=');
    size_t length = equals ? (size_t)(equals - name) : strlen(name);
    const struct option *option = find_option(usage, name, length);
    if (!option) {
        unknown_option(usage, argument);
        return false;
    }
    const char *value = equals ? equals + 1 : NULL;
    if (option->kind == OPTION_FLAG && value) {
        complain("%s: --%s takes no value", usage->command, option->name);
        return false;
    }
    if (option->kind != OPTION_FLAG && option->kind != OPTION_MAYBE && !value) {
        if (*at + 1 >= argc) {
            complain("%s: --%s wants a value: --%s %s", usage->command, option->name, option->name,
                     option->argument);
            return false;
        }
        value = argv[++*at];
    }
    return set_option(option, options, value, argc);
}

int read_options(const struct usage *usage, int argc, char **argv, void *options, bool *ended)
{
    struct common_options *common_part = options;
    bool only_arguments = false;
    *ended = true;
    for (int i = 1; i < argc; i++) {
        const char *argument = argv[i];
        bool is_option = argument[0] == '-' && argument[1] != '\0' && !only_arguments;
        if (strcmp(argument, "--") == 0 && !only_arguments) {
            only_arguments = true;
            continue;
        }
        if (strcmp(argument, "-h") == 0 && is_option) {
            common_part->help = true;
            continue;
        }
        if (is_option && argument[1] != '-') {
            unknown_option(usage, argument);
            return EXIT_CANNOT;
        }
        bool fits = is_option ? read_option(usage, argc, argv, &i, options)
                              : add_word(&common_part->arguments, argument, argc);
        if (!fits) return EXIT_CANNOT;
    }
    if (common_part->help) {
        print_usage(usage);
        return finish_help(EXIT_DONE);
    }
    if (common_part->version) {
        printf("pol %s\n", pol_version());
        return finish_help(EXIT_DONE);
    }
    if (!check_outputs(usage, common_part)) return EXIT_CANNOT;
    if (common_part->format && !is_format_of(usage, common_part->format)) {
        complain("%s: --format %s: it is human or json", usage->command, common_part->format);
        return EXIT_CANNOT;
    }
    *ended = false;
    return EXIT_DONE;
}

void free_options(const struct usage *usage, void *options)
{
    struct common_options *common_part = options;
    const struct option *lists[] = {usage->options, common_of(usage)};
    for (size_t i = 0; i < 2; i++)
        for (const struct option *o = lists[i]; o && o->name; o++)
            if (o->kind == OPTION_LIST)
                free(((struct words *)(void *)((char *)options + o->offset))->items);
    free(common_part->arguments.items);
}

struct words words_behind(const struct words *words)
{
    return (struct words){words->items + 1, words->count - 1};
}
