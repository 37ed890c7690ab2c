/* Findings: what is wrong with a theory or its data, where, why it matters and what to do.
 *
 * A stage that sees a mistake adds a finding and goes on. The table of codes is checks.def. A
 * finding lies either in a source (a span) or in a data file (a path and a line there). */
#ifndef POL_TEXT_FINDING_H
#define POL_TEXT_FINDING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/atom.h"
#include "base/buf.h"
#include "text/source.h"

enum severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };

enum finding_code {
#define FINDING(code, name, severity, description)               FINDING_##code,
#define CHECK(code, name, severity, sets, description, function) FINDING_##code,
#include "text/checks.def"
#undef FINDING
#undef CHECK
    FINDING_CODES
};

/* Sets of checks: all are in IN_STRICT. */
enum check_set { IN_ALL = 1, IN_STRICT = 2, IN_RPE = 4, IN_LOGFRAME = 8, IN_MAGENTA = 16 };

/* A row of checks.def. */
struct finding_kind {
    struct str code, name;
    enum severity severity;
    unsigned sets;
    struct str description;
    bool is_check; /* a function of src/check raises it */
};

const struct finding_kind *finding_kind(enum finding_code code);
/* The code written so, or FINDING_CODES. */
enum finding_code finding_code_of(struct str text);
/* Whether the theory can't be evaluated with it, or the data not be found: it can be neither switched
 * off nor allowed. */
bool finding_is_fixed(enum finding_code code);
struct str severity_name(enum severity severity);

/* A place: `span` in a source, or, where `path` is not empty, a line (and column, else 1) of that
 * data file. */
struct location {
    struct span span;
    struct str path;
    uint32_t line, column;
};

struct location location_of(struct span span);
struct location location_in_data(struct str path, uint32_t line);

/* Another place that takes part in the mistake. */
struct related {
    struct related *next;
    struct str message;
    struct location location;
};

/* An edit that would mend it: the text of `span` replaced. A safe one can't change what is meant. */
struct edit {
    struct edit *next;
    struct span span;
    struct str text;
    bool safe;
};

/* The first line of a baseline, a file of findings to live with. Behind it a line for each code and
 * declaration: `T04 training 2`; `-` stands for no declaration, # begins a comment. */
#define BASELINE_HEAD "pol baseline 1"

/* Why a finding is not reported, though it stands. */
struct suppression {
    enum { SUPPRESSED_IN_SOURCE, SUPPRESSED_BY_BASELINE } kind;
    struct str reason;
};

struct finding {
    struct finding *next;
    enum finding_code code;
    enum severity severity;
    bool own_severity;  /* said where it is raised: only `check` in `settings` wins over it */
    struct str message; /* what is wrong, one sentence without a full stop */
    struct str help;    /* what to do; may be empty */
    struct location location;
    struct related *related; /* in the order added */
    struct edit *edits;
    /* Known once check_settle has run: the declaration that it lies in (empty: none), the how-manieth
     * of its code there, and why it is not reported (NULL: it is). */
    struct str declaration;
    unsigned ordinal;
    const struct suppression *suppression;
};

/* The findings of one program, in the order they were raised. One that says the same of the same
 * place as an earlier one (an expression can be looked at several times) is not added again. */
struct findings {
    struct arena *arena;
    struct atoms seen;
    struct finding *first, **last;
    size_t count;
};

void findings_init(struct findings *findings, struct arena *arena);

/* Adds one with its severity from the table; the caller may add to what is returned. The message is
 * formatted as by printf; use STR_ARG for slices. */
struct finding *finding_add(struct findings *findings, enum finding_code code, struct span span,
                            const char *message, ...) POL_PRINTF(4, 5);
struct finding *finding_add_at(struct findings *findings, enum finding_code code,
                               struct location location, const char *message, ...) POL_PRINTF(4, 5);

void finding_help(struct findings *findings, struct finding *finding, const char *help, ...)
    POL_PRINTF(3, 4);
void finding_relate(struct findings *findings, struct finding *finding, struct location location,
                    const char *message, ...) POL_PRINTF(4, 5);
/* Offers an edit that may change what is meant, such as a name that is near. */
void finding_edit(struct findings *findings, struct finding *finding, struct span span,
                  struct str text);
/* Offers a safe one. */
void finding_safe_edit(struct findings *findings, struct finding *finding, struct span span,
                       struct str text);

/* Whether any of a family ('S', 'N', …) is an error. */
bool findings_have_error(const struct findings *findings, char family);
/* Whether one with this code was raised. */
bool findings_have(const struct findings *findings, enum finding_code code);

/* The order of findings in a report; 0 when they say the same of the same place. */
int finding_compare(const struct finding *a, const struct finding *b);

/* The findings as an array in text order: by file as they were read, then by place, then by code,
 * those in data files last. */
struct finding **findings_sorted(const struct findings *findings, struct arena *arena);

#endif
