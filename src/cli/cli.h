/* What the commands share: statuses, options, and writing. */
#ifndef POL_CLI_CLI_H
#define POL_CLI_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "pol/pol.h"

/* Exit statuses, the same for all commands. */
enum {
    EXIT_DONE = 0,     /* done, nothing to object */
    EXIT_FINDINGS = 1, /* findings, or a verdict that --fail-on names */
    EXIT_CANNOT = 2,   /* it could not be done */
    EXIT_INVALID = 3,  /* the theory is invalid */
    EXIT_UNKNOWN = 4,  /* --fail-on unknown, and a verdict is */
    EXIT_INTERNAL = 70
};

/* --- commands (main.c) -------------------------------------------------------------------------- */

struct command {
    const char *name;
    int (*run)(int argc, char **argv); /* argv[0] is the command's name */
    const char *purpose;
};

/* The commands, ended by one without a name. */
const struct command *commands(void);
const struct command *find_command(const char *name);
/* Says that there is none of that name, and which was probably meant; answers EXIT_CANNOT. */
int unknown_command(const char *name);

#define COMMAND(name, function, purpose) int function(int argc, char **argv);
#include "cli/commands.def"
#undef COMMAND

/* --- options (options.c) ------------------------------------------------------------------------ */

/* Several values of one option, or the arguments that are no option. */
struct words {
    const char **items;
    size_t count;
};
/* Those behind the first. */
struct words words_behind(const struct words *words);

/* OPTION_MAYBE is a text that may be left out: `--fix` is "", `--fix=unsafe` is "unsafe". */
enum option_kind { OPTION_FLAG, OPTION_TEXT, OPTION_LIST, OPTION_MAYBE };

/* One option, as data: its help is made from this. `offset` is where its value goes in the struct of
 * the command's options: a bool, a const char * or a struct words. */
struct option {
    const char *name;     /* without -- */
    const char *argument; /* how its value is called in help; NULL for a flag */
    enum option_kind kind;
    size_t offset;
    const char *help;
};

/* What all commands take; the first member of each one's options. */
struct common_options {
    const char *format, *color;
    const char *fail_on; /* each command has its own option for it */
    bool quiet, help, version;
    bool verbose, coverage; /* of reports on tests; set by the command */
    struct words reports;   /* FORMAT=FILE */
    struct words allow_paths;
    struct words arguments; /* what is no option */
};

/* How a command is used. */
struct usage {
    const char *command;
    const char *arguments;        /* "[PATH …]" */
    const char *purpose;          /* a paragraph */
    const struct option *options; /* of this command only, ended by one without a name */
    const char *examples;         /* lines */
    bool no_reports;              /* it writes none, and has no options for them */
    bool only_human_or_json;      /* it has no other formats, and writes to standard output only */
    /* Formats of its own: their names, ended by NULL, and what each is for; NULL: it has none. It
     * checks --format itself. */
    const char *const *(*formats)(void);
    const char *(*format_purpose)(const char *format);
};

/* Reads the arguments into `options`, a struct that begins with common_options. Answers EXIT_DONE, or
 * a status to end with at once: help or version was asked for (*ended is set), or a mistake was
 * reported. */
int read_options(const struct usage *usage, int argc, char **argv, void *options, bool *ended);
void free_options(const struct usage *usage, void *options);

void print_usage(const struct usage *usage);
/* The usage of a command by name, for `pol help`. */
const struct usage *usage_of(const char *command);
extern const struct usage check_usage, eval_usage, scenario_usage, why_usage, methods_usage,
    test_usage, graph_usage, report_usage, explain_usage, data_usage, fmt_usage;

/* --- data files (data_files.c) ------------------------------------------------------------------- */

/* The NAME=PATH pairs of --data; free_data frees them. `*fits` is false when one is wrong, which has
 * been told, or there is no memory. */
struct pol_data *read_data(const struct usage *usage, const struct words *words, bool *fits);
void free_data(struct pol_data *data, size_t count);
/* Whether a data file was found not to be there, or not to be allowed to be read. */
bool lacks_data(const struct pol *pol);

/* A line on standard error, for a terminal, when reading takes longer than a second. */
struct progress {
    struct timespec start, last;
    bool shown;
};
struct progress begin_progress(void);
/* A pol_progress; `context` is a struct progress. */
void show_progress(void *context, const char *table, uint64_t bytes, uint64_t size);
void end_progress(const struct progress *progress);

/* --- evaluating (evaluating.c) -------------------------------------------------------------------- */

/* What commands that evaluate take. */
struct evaluating {
    struct words data; /* NAME=PATH */
    struct words only;
    const char *as_of;
    unsigned threads; /* 0: all processors */
    bool unsuppressed, verify, timing;
    bool spending; /* what all measures cost too, for reports */
    bool go_on;    /* past data that can't be read */
};

/* Evaluates what was loaded, with a line of progress on a terminal where it takes long. False when
 * --data is wrong, which has been told; else what came of it is in *status. */
bool evaluate_with(struct pol *pol, const struct usage *usage, const struct common_options *common,
                   const struct evaluating *how, enum pol_status *status);

/* A question to a program, and how the answer is written. */
struct inquiry {
    const struct usage *usage;
    const struct common_options *options;
    struct words paths; /* the program's */
    const struct evaluating *how;
    /* Asks the library; NULL: pol_evaluate. */
    enum pol_status (*ask)(struct pol *pol, const struct pol_evaluation *evaluation,
                           const void *question);
    const void *question;
    /* Writes what came of it; answers the exit status. */
    int (*answer)(struct pol *pol, const struct common_options *options);
};
/* Loads, asks and answers, or tells what failed; answers the exit status. */
int inquire(const struct inquiry *inquiry);

/* --- output (output.c) -------------------------------------------------------------------------- */

/* "pol: " and the message on standard error. */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Whether a stream is to be coloured. */
bool wants_color(const struct common_options *options, int descriptor);

/* Writes to standard output; false when that failed, which has been told. A closed pipe is no failure. */
bool print_bytes(const char *bytes, size_t size);

/* Writes the report to standard output in the format asked for, and to each file of --report. Answers
 * `status`, or EXIT_CANNOT when something could not be written. */
int write_reports(struct pol *pol, enum pol_report report, const struct common_options *options,
                  int status);

/* Writes to a file, or to standard output where `path` is NULL, by a function that is handed a writer
 * and what to write. False when that failed: what could not be done is in `status` and pol_error, what
 * could not be written (POL_OK, POL_NOT_WRITTEN) has been told. */
struct output {
    const char *path;
    enum pol_status (*write)(void *what, pol_writer *writer, void *context);
    void *what;
    enum pol_status status;
};
bool write_output(struct pol *pol, struct output *output);

/* Whether `format` (NULL: the first) is one of the command's own formats; says what is not. */
bool check_own_format(const struct usage *usage, const char *format);
/* Whether reports can be in `language` (NULL: not said); says what they can be in. */
bool check_language(const struct usage *usage, const char *language);

/* Writes the findings of a check as a baseline; false when that failed, which has been told. */
bool write_baseline(struct pol *pol, const char *path);

/* Writes the page of a check to standard output, or the list of all when `code` is NULL; false when
 * that failed, which has been told. */
bool write_explanation(struct pol *pol, const struct common_options *options, const char *code);

/* After help or the version was printed: `status`, or EXIT_CANNOT when it could not be written. */
int finish_help(int status);

/* Writes to standard output, in the format asked for, by a function of the library; false when that
 * failed, which has been told. */
typedef enum pol_status write_answer(struct pol *pol, const char *format,
                                     const struct pol_writing *writing, pol_writer *writer,
                                     void *context);
bool write_with(struct pol *pol, const struct common_options *options, write_answer *write);

/* Tells that it failed: in words on standard error, or as JSON on standard output. */
int write_failure(struct pol *pol, const struct common_options *options, int status);

/* Whether the formats and files that the options name make sense; reports what does not. */
bool check_outputs(const struct usage *usage, const struct common_options *options);

/* A context with the allowed paths and the roots loaded; NULL after a failure, which has been told:
 * *status is then the exit status. */
struct pol *load_programs(const struct common_options *options, unsigned flags, int *status);

/* The exit status for a status of the library. */
int exit_status(enum pol_status status);

#endif
