/* What the targets share that use the library as programs do: input as files, and a look at output. */
#ifndef POL_FUZZ_INPUT_H
#define POL_FUZZ_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/bug.h"
#include "base/utf8.h"
#include "pol/pol.h"

/* A file with these bytes, without a name: nothing is left behind, whatever happens. */
static inline int input_open(const uint8_t *data, size_t size)
{
    char name[] = "/tmp/pol-fuzz-XXXXXX";
    int descriptor = mkstemp(name);
    if (descriptor < 0) return -1;
    unlink(name);
    while (size) {
        ssize_t written = write(descriptor, data, size);
        if (written <= 0) break;
        data += written;
        size -= (size_t)written;
    }
    lseek(descriptor, 0, SEEK_SET);
    return descriptor;
}

/* These bytes become standard input. */
static inline void input_become_stdin(const uint8_t *data, size_t size)
{
    int descriptor = input_open(data, size);
    if (descriptor < 0) return;
    dup2(descriptor, STDIN_FILENO);
    close(descriptor);
}

/* Output: whatever comes in, what goes out is text that terminals and other programs can take. A
 * character may be cut only where two pieces meet. */
struct output {
    bool json, tabs; /* tabs in what only programs read do no harm */
    char held[4];
    size_t held_count, size;
};

static inline bool output_take(void *context, const char *bytes, size_t size)
{
    struct output *output = context;
    output->size += size;
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)bytes[i];
        bool may_be_there = c == '\n' ? !output->json || i + 1 == size : c == '\t' && output->tabs;
        if ((c < 0x20 || c == 0x7F) && !may_be_there) BUG("a control character goes out");
        if (output->held_count || c >= 0x80) {
            if (output->held_count == sizeof output->held) BUG("what goes out is no UTF-8");
            output->held[output->held_count++] = (char)c;
            if (utf8_valid((struct str){output->held, output->held_count})) output->held_count = 0;
        }
    }
    return true;
}

/* Writes a report in all formats. Some say nothing where there is nothing to object. */
static inline void output_all(struct pol *pol, enum pol_report report)
{
    for (const char *const *format = pol_formats(); *format; format++) {
        struct output output = {.json = strcmp(*format, "json") == 0,
                                .tabs = strcmp(*format, "human") != 0};
        if (output.json) output.tabs = false;
        struct pol_writing writing = {.status = 2};
        if (pol_write(pol, report, *format, &writing, output_take, &output) == POL_OK &&
            (output.held_count || (output.json && !output.size)))
            BUG("a report is cut");
    }
}

/* The same for what scenarios come to. */
static inline void output_scenarios(struct pol *pol)
{
    for (int json = 0; json < 2; json++) {
        struct output output = {.json = json};
        struct pol_writing writing = {.width = 40};
        const char *format = json ? "json" : "human";
        if (pol_write_scenario(pol, format, &writing, output_take, &output) != POL_OK ||
            output.held_count || !output.size)
            BUG("a report on scenarios is cut");
    }
}

/* The same for what stands behind a verdict. */
static inline void output_why(struct pol *pol)
{
    static const char *const formats[] = {"human", "json"};
    for (size_t i = 0; i < 2; i++) {
        struct output output = {.json = i == 1};
        struct pol_writing writing = {.status = 0};
        if (pol_write_why(pol, formats[i], &writing, output_take, &output) != POL_OK ||
            output.held_count || !output.size)
            BUG("a story is cut");
    }
}

#endif
