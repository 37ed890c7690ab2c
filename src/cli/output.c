/* Where reports go, and what is said when they can't. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/cli.h"

void complain(const char *format, ...)
{
    va_list values;
    va_start(values, format);
    fputs("pol: ", stderr);
    vfprintf(stderr, format, values);
    fputc('\n', stderr);
    va_end(values);
}

int exit_status(enum pol_status status)
{
    switch (status) {
    case POL_OK: return EXIT_DONE;
    case POL_INVALID: return EXIT_INVALID;
    case POL_FAILED:
    case POL_NO_MEMORY:
    case POL_NOT_WRITTEN: return EXIT_CANNOT;
    }
    return EXIT_INTERNAL;
}

/* --- colours and columns ------------------------------------------------------------------------------ */

bool wants_color(const struct common_options *options, int descriptor)
{
    const char *when = options->color ? options->color : "auto";
    if (strcmp(when, "auto") != 0) return strcmp(when, "always") == 0;
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    return isatty(descriptor) && !(no_color && no_color[0]) && !(term && strcmp(term, "dumb") == 0);
}

static int width_of(int descriptor)
{
    struct winsize size;
    if (isatty(descriptor) && ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40)
        return size.ws_col < 120 ? size.ws_col : 120;
    return 80;
}

/* --- writing ------------------------------------------------------------------------------------------ */

static bool write_stream(void *stream, const char *bytes, size_t size)
{
    return fwrite(bytes, 1, size, stream) == size;
}

/* The end of writing to standard output: a full disk is an error, a closed pipe is not. */
static bool finish_stdout(bool written)
{
    int failure = errno;
    if (written && fflush(stdout) == 0) return true;
    if (written) failure = errno;
    if (failure == EPIPE) return true;
    complain("standard output can't be written: %s", strerror(failure));
    return false;
}

int finish_help(int status)
{
    return finish_stdout(!ferror(stdout)) ? status : EXIT_CANNOT;
}

bool print_bytes(const char *bytes, size_t size)
{
    errno = 0;
    return finish_stdout(fwrite(bytes, 1, size, stdout) == size);
}

static bool write_stdout(struct pol *pol, enum pol_report report,
                         const struct common_options *options, int status)
{
    struct pol_writing writing = {
        .color = wants_color(options, STDOUT_FILENO),
        .width = width_of(STDOUT_FILENO),
        .status = status,
        .verbose = options->verbose,
        .coverage = options->coverage,
        .fail_on = options->fail_on,
    };
    const char *format = options->format ? options->format : "human";
    errno = 0;
    enum pol_status written = pol_write(pol, report, format, &writing, write_stream, stdout);
    if (written == POL_NO_MEMORY) {
        complain("%s", pol_error(pol));
        return false;
    }
    return finish_stdout(written == POL_OK);
}

/* Ends a file that was written; false with a complaint when that failed. `refusal` says why pol did
 * not write it; NULL: it did. */
static bool end_file(FILE *file, const char *path, enum pol_status written, const char *refusal)
{
    bool flushed = fflush(file) == 0;
    int failure = errno;
    bool closed = fclose(file) == 0;
    if (written == POL_OK && flushed && closed) return true;
    complain("%s can't be written: %s", path,
             written == POL_NO_MEMORY ? refusal : strerror(flushed ? errno : failure));
    return false;
}

static FILE *begin_file(const char *path)
{
    FILE *file = fopen(path, "wb");
    if (!file) complain("%s can't be written: %s", path, strerror(errno));
    return file;
}

bool write_baseline(struct pol *pol, const char *path)
{
    FILE *file = begin_file(path);
    if (!file) return false;
    enum pol_status written = pol_write_baseline(pol, write_stream, file);
    return end_file(file, path, written, pol_error(pol));
}

/* The end of what is not a report; false when it could not be made or written, which has been told. */
static bool finish_writing(struct pol *pol, enum pol_status status)
{
    if (status != POL_OK && status != POL_NOT_WRITTEN) {
        complain("%s", pol_error(pol));
        return false;
    }
    return finish_stdout(status == POL_OK);
}

bool check_language(const struct usage *usage, const char *language)
{
    for (const char *const *l = pol_languages(); language && *l; l++)
        if (strcmp(*l, language) == 0) return true;
    if (!language) return true;
    complain("%s: there is no language %s; reports are in en or nl", usage->command, language);
    return false;
}

/* A file that is only made when there is something to write: what fails leaves an old one as it is. */
struct sink {
    const char *path; /* NULL: standard output */
    FILE *file;
};

static bool write_sink(void *context, const char *bytes, size_t size)
{
    struct sink *sink = context;
    if (!sink->file) sink->file = sink->path ? fopen(sink->path, "wb") : stdout;
    return sink->file && write_stream(sink->file, bytes, size);
}

bool write_output(struct pol *pol, struct output *output)
{
    struct sink sink = {.path = output->path};
    errno = 0;
    output->status = output->write(output->what, write_sink, &sink);
    if (output->status != POL_OK && output->status != POL_NOT_WRITTEN) return false;
    if (!output->path) return finish_stdout(output->status == POL_OK);
    if (sink.file) return end_file(sink.file, output->path, output->status, pol_error(pol));
    complain("%s can't be written: %s", output->path, strerror(errno));
    return false;
}

static struct pol_writing to_stdout(const struct common_options *options)
{
    errno = 0;
    return (struct pol_writing){
        .color = wants_color(options, STDOUT_FILENO),
        .width = width_of(STDOUT_FILENO),
    };
}

bool write_explanation(struct pol *pol, const struct common_options *options, const char *code)
{
    struct pol_writing writing = to_stdout(options);
    const char *format = options->format ? options->format : "human";
    return finish_writing(pol, pol_explain(pol, code, format, &writing, write_stream, stdout));
}

bool write_with(struct pol *pol, const struct common_options *options, write_answer *write)
{
    struct pol_writing writing = to_stdout(options);
    const char *format = options->format ? options->format : "human";
    return options->quiet ||
           finish_writing(pol, write(pol, format, &writing, write_stream, stdout));
}

static bool write_file(struct pol *pol, enum pol_report report,
                       const struct common_options *options, const char *target, int status)
{
    const char *equals = strchr(target, '=');
    char format[32];
    size_t length = (size_t)(equals - target);
    memcpy(format, target, length); /* check_outputs has looked at its length */
    format[length] = '\0';
    struct pol_writing writing = {
        .status = status,
        .fail_on = options->fail_on,
        .verbose = options->verbose,
        .coverage = options->coverage,
    };
    FILE *file = begin_file(equals + 1);
    if (!file) return false;
    enum pol_status written = pol_write(pol, report, format, &writing, write_stream, file);
    return end_file(file, equals + 1, written, pol_error(pol));
}

int write_reports(struct pol *pol, enum pol_report report, const struct common_options *options,
                  int status)
{
    bool written = options->quiet || write_stdout(pol, report, options, status);
    for (size_t i = 0; i < options->reports.count; i++)
        written &= write_file(pol, report, options, options->reports.items[i], status);
    return written ? status : EXIT_CANNOT;
}

int write_failure(struct pol *pol, const struct common_options *options, int status)
{
    bool json = options->format && strcmp(options->format, "human") != 0;
    if (json) {
        complain("%s", pol_error(pol));
        return write_reports(pol, POL_REPORT_FAILURE, options, status);
    }
    struct pol_writing writing = {.color = wants_color(options, STDERR_FILENO),
                                  .width = width_of(STDERR_FILENO)};
    /* The findings first: the last line is what is read first on a terminal. */
    pol_write(pol, POL_REPORT_FAILURE, "human", &writing, write_stream, stderr);
    complain("%s", pol_error(pol));
    for (size_t i = 0; i < options->reports.count; i++)
        if (!write_file(pol, POL_REPORT_FAILURE, options, options->reports.items[i], status))
            return EXIT_CANNOT;
    return status;
}

/* --- what is asked for -------------------------------------------------------------------------------- */

static bool is_format(const char *name, size_t length)
{
    for (const char *const *f = pol_formats(); *f; f++)
        if (strlen(*f) == length && strncmp(*f, name, length) == 0) return true;
    return false;
}

/* "human, json and short": all of them. */
static void list_formats(char *names, size_t size)
{
    size_t length = 0;
    names[0] = '\0';
    for (const char *const *f = pol_formats(); *f && length < size; f++)
        length += (size_t)snprintf(names + length, size - length, "%s%s",
                                   f == pol_formats() ? ""
                                   : f[1]             ? ", "
                                                      : " and ",
                                   *f);
}

static void report_format(const char *name)
{
    const char *near = pol_nearest(name, pol_formats());
    if (near) {
        complain("there is no format %s; did you mean %s?", name, near);
        return;
    }
    char names[256];
    list_formats(names, sizeof names);
    complain("there is no format %s; there are %s", name, names);
}

bool check_own_format(const struct usage *usage, const char *format)
{
    char names[256];
    size_t length = 0;
    names[0] = '\0';
    for (const char *const *f = usage->formats(); *f; f++) {
        if (!format || strcmp(*f, format) == 0) return true;
        if (length < sizeof names)
            length += (size_t)snprintf(names + length, sizeof names - length, "%s%s",
                                       length ? f[1] ? ", " : " and " : "", *f);
    }
    const char *near = pol_nearest(format, usage->formats());
    if (near)
        complain("%s: there is no format %s; did you mean %s?", usage->command, format, near);
    else
        complain("%s: there is no format %s; there are %s", usage->command, format, names);
    return false;
}

bool check_outputs(const struct usage *usage, const struct common_options *options)
{
    if (options->format && !usage->formats &&
        !is_format(options->format, strlen(options->format))) {
        report_format(options->format);
        return false;
    }
    const char *color = options->color ? options->color : "auto";
    if (strcmp(color, "auto") != 0 && strcmp(color, "always") != 0 && strcmp(color, "never") != 0) {
        complain("--color %s: it is auto, always or never", color);
        return false;
    }
    for (size_t i = 0; i < options->reports.count; i++) {
        const char *target = options->reports.items[i], *equals = strchr(target, '=');
        if (!equals || !equals[1] || !is_format(target, (size_t)(equals - target))) {
            char names[256];
            list_formats(names, sizeof names);
            complain("--report %s: write a format and a file, such as --report json=report.json; "
                     "the formats are %s",
                     target, names);
            return false;
        }
    }
    return true;
}

struct pol *load_programs(const struct common_options *options, unsigned flags, int *status)
{
    static const char *const here[] = {"."};
    struct pol *pol = pol_new();
    *status = EXIT_CANNOT;
    if (!pol) {
        complain("there is not enough memory");
        return NULL;
    }
    enum pol_status loaded = POL_OK;
    for (size_t i = 0; i < options->allow_paths.count && loaded == POL_OK; i++)
        loaded = pol_allow_path(pol, options->allow_paths.items[i]);
    const char *const *paths = options->arguments.count ? options->arguments.items : here;
    size_t count = options->arguments.count ? options->arguments.count : 1;
    if (loaded == POL_OK) loaded = pol_load(pol, paths, count, flags);
    if (loaded == POL_OK) return pol;
    *status = write_failure(pol, options, exit_status(loaded));
    pol_free(pol);
    return NULL;
}
