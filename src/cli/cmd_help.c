/* pol help: the commands, or how one is used. */
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"

static const struct usage help_usage = {
    .command = "help",
    .arguments = "[COMMAND]",
    .purpose = "Shows the commands, or how one of them is used.",
};

const struct usage *usage_of(const char *command)
{
    static const struct usage *const all[] = {
        &check_usage,  &eval_usage,  &scenario_usage, &why_usage,  &methods_usage, &test_usage,
        &report_usage, &graph_usage, &explain_usage,  &data_usage, &fmt_usage,     &help_usage};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(all[i]->command, command) == 0) return all[i];
    return NULL;
}

static void print_commands(void)
{
    printf("usage: pol COMMAND [option ...] [PATH ...]\n\n"
           "Policy theories, checked and evaluated.\n\ncommands\n");
    for (const struct command *c = commands(); c->name; c++)
        printf("  %-8s %s\n", c->name, c->purpose);
    printf("\n`pol COMMAND --help` shows how a command is used; `pol --version` the version.\n");
}

int cmd_help(int argc, char **argv)
{
    struct common_options o = {.format = NULL};
    bool ended;
    int status = read_options(&help_usage, argc, argv, &o, &ended);
    if (!ended && !o.arguments.count) print_commands();
    for (size_t i = 0; !ended && i < o.arguments.count; i++) {
        const struct usage *usage = usage_of(o.arguments.items[i]);
        if (usage) {
            print_usage(usage);
        } else {
            status = unknown_command(o.arguments.items[i]);
        }
    }
    free_options(&help_usage, &o);
    return ended ? status : finish_help(status);
}
