/* pol: policy theories, checked and evaluated.
 *
 * This is the library's whole interface. A context holds everything; all calls on one context come
 * from one thread at a time, and different contexts are independent of each other.
 *
 *     struct pol *pol = pol_new();
 *     const char *paths[] = {"safety.pol"};
 *     if (pol_load(pol, paths, 1, 0) == POL_OK && pol_evaluate(pol, NULL) == POL_OK)
 *         for (size_t i = 0; i < pol_rule_count(pol); i++)
 *             puts(pol_rule_at(pol, i).verdict);
 *     pol_free(pol);
 *
 * Texts are UTF-8, end with a NUL and belong to the context: they live until the call that makes them
 * anew (pol_load for findings, pol_evaluate for rules) or pol_free. The library never prints, and
 * ends the program only where it finds itself to be wrong. */
#ifndef POL_POL_H
#define POL_POL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct pol;

/* How a call ended. */
enum pol_status {
    POL_OK = 0,
    POL_FAILED = 2,  /* it could not be done: a file, a path, a name; pol_error says what */
    POL_INVALID = 3, /* the theory has errors (families S, N, U, or V02), so it was not evaluated */
    POL_NO_MEMORY = 5,
    POL_NOT_WRITTEN = 6 /* the writer refused */
};

/* "0.1.0" */
const char *pol_version(void);

/* A context, or NULL when there is no memory. */
struct pol *pol_new(void);
void pol_free(struct pol *pol);

/* What went wrong in the last call that did not end with POL_OK; empty if nothing did. */
const char *pol_error(const struct pol *pol);

/* --- loading ------------------------------------------------------------------------------------ */

/* Lets programs read below this folder too. By default they read only below their root: the nearest
 * folder above the first file that holds .git, else that file's folder. Before pol_load. */
enum pol_status pol_allow_path(struct pol *pol, const char *folder);

enum { POL_LOAD_TESTS = 1 /* in folders, the *_test.pol too */ };

/* Reads and resolves. Each path is a file with what it uses, a folder's *.pol, or "-" for standard
 * input. Roots that reach each other are one program, others are looked at one by one. Mistakes in
 * them are findings, not a failure. */
enum pol_status pol_load(struct pol *pol, const char *const *paths, size_t count, unsigned flags);

/* --- checking ----------------------------------------------------------------------------------- */

/* Which checks run. A check runs when it is on by default, in a profile (of the policy or here) or,
 * with `strict`, in any; then `settings` of the program have their say, then only, enable, disable. */
struct pol_checking {
    bool data; /* all declared columns of the data files are read too */
    bool strict;
    const char *const *profiles; /* "rpe", "logframe", "magenta" */
    size_t profile_count;
    const char *const *only, *const *enable, *const *disable; /* codes: "T04" */
    size_t only_count, enable_count, disable_count;
    const char
        *baseline; /* a file of findings to live with, written by pol_write_baseline; NULL: none */
};

/* Runs the checks on all programs; NULL options are all defaults. POL_FAILED when a code or profile
 * does not exist or the baseline can't be read. */
enum pol_status pol_check(struct pol *pol, const struct pol_checking *options);

enum pol_severity { POL_NOTE, POL_WARNING, POL_ERROR };

struct pol_place {
    const char *message;                         /* of a related place, else NULL */
    const char *file;                            /* NULL: nowhere */
    uint32_t line, column, end_line, end_column; /* from 1; the end is one past the last */
};

struct pol_finding {
    const char *code, *name; /* "T02", "effect-leads-nowhere" */
    enum pol_severity severity;
    const char *message, *help;
    struct pol_place place;
};

/* The findings so far that are reported, in text order: not those that the program or the baseline
 * allows, which are counted apart. */
size_t pol_suppressed_count(const struct pol *pol);
size_t pol_finding_count(const struct pol *pol);
size_t pol_severity_count(const struct pol *pol, enum pol_severity severity);
struct pol_finding pol_finding_at(struct pol *pol, size_t index);
/* Whether there is one among them whose code begins so: "D01", or "D" for any of the data. */
bool pol_has_finding(const struct pol *pol, const char *code);
/* Whether a finding of a family ('D' for data) is an error. */
bool pol_has_error(const struct pol *pol, char family);

/* --- evaluating --------------------------------------------------------------------------------- */

/* A data block's file named from outside. */
struct pol_data {
    const char *name, *path;
};

/* Called while a file is read; `size` is 0 where it is not known. */
typedef void pol_progress(void *context, const char *table, uint64_t bytes, uint64_t size);

struct pol_evaluation {
    const struct pol_data *data;
    size_t data_count;
    const char *const *only; /* rules, nodes, indicators, measures; none: all */
    size_t only_count;
    const char *as_of; /* "2024-03-01"; NULL: today (UTC) */
    bool unsuppressed; /* show groups of fewer than min_cell events */
    bool go_on;  /* figures of a table that can't be read are missing, and that is no failure */
    bool verify; /* look for keys that stand in two rows, which takes time and memory */
    unsigned threads;       /* at most so many; 0: one for each processor available. The result is
                               the same for any number */
    bool timing;            /* see pol_stage_at */
    bool spending;          /* what all measures cost too, for pol_report */
    pol_progress *progress; /* or NULL */
    void *progress_context;
};

/* Confronts the theory with its data; NULL options are all defaults. There must be exactly one
 * program with exactly one policy. */
enum pol_status pol_evaluate(struct pol *pol, const struct pol_evaluation *options);

/* How long the stages of the last evaluation and of what was written since took, when it was asked for
 * `timing`: seconds of all threads together. */
struct pol_stage {
    const char *name, *what; /* "filter", and what is done in it */
    double seconds;
};

size_t pol_stage_count(const struct pol *pol);
struct pol_stage pol_stage_at(const struct pol *pol, size_t index);

struct pol_rule {
    const char *name, *node, *criterion;
    const char *measure;  /* NULL when it has none */
    const char *verdict;  /* "achieved", "unknown", … */
    const char *standing; /* "positive", "mixed", "negative", "unknown" */
    const char *why;      /* why it is unknown, or lower than its condition said; else empty */
    int level;            /* of evidence; 0: none */
    bool of_group;        /* one group of a rule `by`, else the whole */
};

size_t pol_rule_count(const struct pol *pol);
struct pol_rule pol_rule_at(struct pol *pol, size_t index);

/* --- asking why --------------------------------------------------------------------------------- */

struct pol_question {
    const char *name; /* a rule, indicator or node */
    const char *at;   /* a period, such as "2023-Q1", in which figures are asked for; NULL: none */
    size_t rows;      /* list so many rows behind each figure; 0: none */
};

/* Evaluates what the question needs, as pol_evaluate does with `only`, and keeps what stands behind
 * the verdict or figure: conditions, values, series, questions to the rows, files. The options' `only`
 * must be empty. POL_FAILED also when there is nothing of that name, or no such period. */
enum pol_status pol_why(struct pol *pol, const struct pol_evaluation *options,
                        const struct pol_question *question);

/* --- what data can support ----------------------------------------------------------------------- */

struct pol_design {
    const char *name; /* an indicator */
    const char
        *from; /* the period of the change: "2019", "2019-Q1"; NULL: when its measures began */
    const char *control;        /* an indicator to compare with; NULL: none */
    const char *const *treated; /* groups that the measure reached */
    size_t treated_count;
};

/* Tries each method on the figures of an indicator: which of them could judge the effect of a
 * measure, at which level of evidence, and how large a change they could have seen. The options'
 * `only` must be empty. POL_FAILED also when there is no such indicator. */
enum pol_status pol_methods(struct pol *pol, const struct pol_evaluation *options,
                            const struct pol_design *design);

/* --- scenarios ---------------------------------------------------------------------------------- */

/* Which `scenario` declarations; "none" is the zero option, in which there is no measure at all. */
struct pol_scenarios {
    const char *const *names; /* none: all */
    size_t name_count;
};

/* Works out what scenarios would cost and what would be lost, against the policy as it is and against
 * the zero option; NULL: all of them. Reads what the costs and the verdicts on effectiveness are
 * computed from. The options' `only` must be empty. POL_FAILED also when there is no such scenario. */
enum pol_status pol_scenario(struct pol *pol, const struct pol_evaluation *options,
                             const struct pol_scenarios *wanted);
/* Whether every scenario that was worked out keeps to its budget, as far as that is known. */
bool pol_scenarios_fit(const struct pol *pol);

/* --- data files ------------------------------------------------------------------------------------ */

/* Reads a data file of which nothing is declared: what its columns are called and hold, how much is
 * missing, which periods there are. The types are guessed from the first rows; what does not fit them
 * is a finding. `workers`: threads, 0 for as many as there are cores. POL_FAILED when it can't be
 * read; the findings say why. */
enum pol_status pol_survey(struct pol *pol, const char *path, unsigned workers);

struct pol_text;
/* A `data` block to start from, laid out, for the file that was surveyed last. `name`: of the block;
 * NULL: that of the file. POL_FAILED when nothing was surveyed or the name is none. */
enum pol_status pol_draft(struct pol *pol, const char *name, struct pol_text *draft);

/* --- testing ------------------------------------------------------------------------------------ */

struct pol_testing {
    const char *const *filters; /* only tests whose title holds one of these; none: all */
    size_t filter_count;
};

/* Runs the tests of all programs (`test` declarations); NULL options are all defaults. A test that
 * fails is no failure of the call. POL_FAILED also when there is no test to run, or a file that one
 * gives can't be read. */
enum pol_status pol_test(struct pol *pol, const struct pol_testing *options);

struct pol_test_result {
    const char *title;
    bool passed;
    const char *failure; /* the first expectation that was not met, as written; else empty */
    struct pol_place place;
};

/* The tests that were run, in text order. */
size_t pol_test_count(const struct pol *pol);
size_t pol_failed_count(const struct pol *pol);
struct pol_test_result pol_test_at(struct pol *pol, size_t index);

/* Of all outcomes of all rules (each line with a verdict, and that no line could be chosen) how many
 * a test came to that expects something of the rule and passed. */
struct pol_coverage {
    size_t outcomes, seen;
};
struct pol_coverage pol_test_coverage(const struct pol *pol);

/* --- mending ------------------------------------------------------------------------------------ */

/* What mending makes of one file. */
struct pol_mended {
    const char *path;
    const char *before, *after; /* without a byte order mark */
    size_t before_size, after_size;
    size_t edits;
};

/* Works out the files after the edits that the findings of a check offer: the safe ones, or with
 * `unsafe` also those that may change what is meant, such as a near name for one that is not declared.
 * Of edits that touch each other the first is taken; checking and mending again takes the next. Writes
 * nothing. */
enum pol_status pol_mend(struct pol *pol, bool unsafe, const struct pol_mended **files,
                         size_t *count);

/* --- writing ------------------------------------------------------------------------------------ */

/* What to write: the findings of a check, the result of an evaluation, that one failed, or the tests
 * that were run. */
enum pol_report { POL_REPORT_CHECK, POL_REPORT_EVALUATION, POL_REPORT_FAILURE, POL_REPORT_TEST };

struct pol_writing {
    bool color;
    bool verbose;  /* of POL_REPORT_TEST: list the tests that passed too */
    bool coverage; /* of POL_REPORT_TEST: which outcomes the tests came to */
    int width;     /* of a terminal, in columns; 0: 80 */
    int status;    /* with which the program will end, for formats that tell it */
    /* What makes that status other than 0, as the commands take it: of a check the least level that
     * does ("error", "warning", "note"; NULL: "error"), of an evaluation words with commas between
     * them ("missed,negative,unknown,data"; NULL: none). */
    const char *fail_on;
};

/* Takes `size` bytes; false stops the writing. */
typedef bool pol_writer(void *context, const char *bytes, size_t size);

/* The names of the formats, in order, and NULL. */
const char *const *pol_formats(void);
/* What a format is for, in a few words; NULL: there is no such format. */
const char *pol_format_purpose(const char *format);

/* Writes a report in one of the formats. POL_FAILED when there is no such format. */
enum pol_status pol_write(struct pol *pol, enum pol_report report, const char *format,
                          const struct pol_writing *writing, pol_writer *writer, void *context);

/* Writes what pol_methods found, as "human" or "json". */
enum pol_status pol_write_methods(struct pol *pol, const char *format,
                                  const struct pol_writing *writing, pol_writer *writer,
                                  void *context);

/* Writes what pol_why found, as "human" or "json". */
enum pol_status pol_write_why(struct pol *pol, const char *format,
                              const struct pol_writing *writing, pol_writer *writer, void *context);

/* Writes what pol_scenario worked out, as "human" or "json". */
enum pol_status pol_write_scenario(struct pol *pol, const char *format,
                                   const struct pol_writing *writing, pol_writer *writer,
                                   void *context);

/* Writes what pol_survey found, as "human" or "json". */
enum pol_status pol_write_survey(struct pol *pol, const char *format,
                                 const struct pol_writing *writing, pol_writer *writer,
                                 void *context);

/* Writes what can be seen of the policy that was evaluated last: of how many impacts, effects and
 * measures a figure is known, for which periods each indicator is, and how far it lies behind; as
 * "human" or "json". */
enum pol_status pol_write_audit(struct pol *pol, const char *format,
                                const struct pol_writing *writing, pol_writer *writer,
                                void *context);

/* Writes the page of a check ("T04": what it finds, why, bad and good, settings), or the list of all
 * checks when `code` is NULL, as "human" or "json". POL_FAILED when there is no such check. */
enum pol_status pol_explain(struct pol *pol, const char *code, const char *format,
                            const struct pol_writing *writing, pol_writer *writer, void *context);

/* Writes the findings of a check, those of the old baseline too, as a new baseline: a line each with
 * code, declaration and how many, so that it does not change when lines move. */
enum pol_status pol_write_baseline(struct pol *pol, pol_writer *writer, void *context);

/* --- languages ---------------------------------------------------------------------------------- */

/* Those that drawings and reports for readers can be in ("en", "nl"), and NULL. */
const char *const *pol_languages(void);

/* --- drawing ------------------------------------------------------------------------------------ */

/* Which part of the theory is drawn, and what of it. Names are those of measures, effects and impacts;
 * NULL: not asked for. */
struct pol_drawing {
    const char *focus;    /* this one, what leads to it and what it leads to */
    const char *from;     /* what this one leads to */
    const char *to;       /* what leads to this one; with `from`, what lies between them */
    int depth;            /* at most so many links away from these; negative: any number */
    const char *collapse; /* "actor" or "theme": those of one owner or theme as one box */
    bool findings;        /* those of the last check, where they were found */
    const char *language; /* "en" or "nl"; NULL: that of the policy, else English */
};

/* The names of the formats of drawings, in order, and NULL; and what each is for. */
const char *const *pol_drawing_formats(void);
const char *pol_drawing_purpose(const char *format);

/* Writes the theory as a picture: measures, effects, impacts and the links between them, with verdicts
 * where pol_evaluate was called before. There must be one program. One thread at a time in the whole
 * process may draw an svg, for Graphviz lays it out. POL_FAILED when a name or format does not exist or
 * the picture is too large; POL_INVALID when the theory has errors and its findings are not drawn. */
enum pol_status pol_draw(struct pol *pol, const char *format, const struct pol_drawing *drawing,
                         pol_writer *writer, void *context);

/* --- reporting ---------------------------------------------------------------------------------- */

/* A report for readers. */
struct pol_reporting {
    const char *language; /* "en" or "nl"; NULL: that of the policy, else English */
    const char *command;  /* that gives the same report again, to be named in it; or NULL */
    const char
        *template_name; /* a document of another kind ("sea", "logframe"); NULL: the report */
};

/* The names of the templates, in order, and NULL; and what each is for. */
const char *const *pol_templates(void);
const char *pol_template_purpose(const char *name);

/* The names of the formats of reports for readers, in order, and NULL; and what each is for. */
const char *const *pol_reporting_formats(void);
const char *pol_reporting_purpose(const char *format);

/* Writes what pol_evaluate found (with `spending`) and the findings so far as one document: what was to
 * be achieved, was it, is it thanks to the policy, what did it cost, what is not known. POL_FAILED when
 * nothing was evaluated, or a name does not exist. As with pol_draw, one thread of the process at a
 * time. */
enum pol_status pol_report(struct pol *pol, const char *format,
                           const struct pol_reporting *reporting, pol_writer *writer,
                           void *context);

/* --- laying out --------------------------------------------------------------------------------- */

/* A text that the context owns; it lives until pol_free. A NUL stands behind it. */
struct pol_text {
    const char *bytes;
    size_t size;
    bool changed; /* it differs from the one that was given */
};

/* Lays out the text of a .pol file in the one way that `pol fmt` knows: the same tokens and comments
 * in the same order, with other spaces and ends of lines. `path` is how findings call the file, which
 * is not read. POL_INVALID: the text has syntax errors, which are the findings; it is not laid out.
 * The memory is the context's: take a new one for each file where there are many. */
enum pol_status pol_format(struct pol *pol, const char *path, const char *text, size_t size,
                           struct pol_text *laid_out);

/* What changed between two texts, as a unified diff; empty when nothing did. */
enum pol_status pol_diff(struct pol *pol, const char *path, const char *before, size_t before_size,
                         const char *after, size_t after_size, struct pol_text *diff);

/* --- words -------------------------------------------------------------------------------------- */

/* All words that a verdict can be, and NULL. */
const char *const *pol_verdicts(void);

/* Which of some words, ended by NULL, a misspelt one was probably meant to be; NULL: none is near. */
const char *pol_nearest(const char *word, const char *const *words);

#ifdef __cplusplus
}
#endif

#endif
