/* The program: a table look-up. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

static const struct command table[] = {
#define COMMAND(name, function, purpose) {#name, function, purpose},
#include "cli/commands.def"
#undef COMMAND
    {NULL, NULL, NULL},
};

const struct command *commands(void)
{
    return table;
}

const struct command *find_command(const char *name)
{
    for (const struct command *c = table; c->name; c++)
        if (strcmp(c->name, name) == 0) return c;
    return NULL;
}

/* The library says where it is wrong and aborts. */
static void end_after_bug(int signal)
{
    (void)signal;
    _exit(EXIT_INTERNAL);
}

int unknown_command(const char *name)
{
    const char *names[sizeof table / sizeof *table] = {NULL};
    for (size_t i = 0; table[i].name; i++) names[i] = table[i].name;
    const char *near = pol_nearest(name, names);
    const char *end = strrchr(name, '.');
    if (!name[0])
        complain("the command is an empty text; `pol help` lists the commands");
    else if (near)
        complain("there is no command %s; did you mean %s?", name, near);
    else if (end && strcmp(end, ".pol") == 0)
        complain("say what to do with %s: pol check %s, or pol eval %s", name, name, name);
    else if (name[0] == '-')
        complain("there is no option %s; there are --help and --version", name);
    else
        complain("there is no command %s; `pol help` lists them", name);
    return EXIT_CANNOT;
}

int main(int argc, char **argv)
{
    signal(SIGABRT, end_after_bug);
    signal(SIGPIPE, SIG_IGN); /* a closed pipe ends the writing, not the program */
    signal(SIGXFSZ, SIG_IGN); /* and so does a limit on the size of files */
    char help[] = "help", version[] = "--version";
    char *words[] = {help, NULL, NULL};
    if (argc < 2) {
        cmd_help(1, words);
        return EXIT_CANNOT;
    }
    const char *name = argv[1];
    if (strcmp(name, "--version") == 0) words[1] = version;
    if (words[1] || strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
        return cmd_help(words[1] ? 2 : 1, words);
    const struct command *command = find_command(name);
    return command ? command->run(argc - 1, argv + 1) : unknown_command(name);
}
