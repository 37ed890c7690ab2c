/* What the calls of the public interface share: the context, its failures, its findings. */
#ifndef POL_API_CONTEXT_H
#define POL_API_CONTEXT_H

#include "check/settle.h"
#include "collect/collect.h"
#include "judge/result.h"
#include "judge/scenario.h"
#include "pol/pol.h"
#include "render/report.h"
#include "theory/program.h"
#include "theory/theory.h"

#ifndef POL_VERSION
#define POL_VERSION "0"
#endif

/* A program with its theory and what was found in it. */
struct loaded {
    struct theory *theory;
    struct findings findings;
};

struct pol {
    struct guard guard;
    struct arena arena; /* of the program: texts, trees, theories, findings */
    struct arena run;   /* plan, cubes, results */
    struct atoms atoms;
    struct sources sources;
    struct loader loader;
    struct loaded *programs;
    size_t program_count;
    struct stages stages; /* of the last evaluation, where it was timed */
    bool timed;
    struct collect_tuning tuning; /* for tests; nothing of it changes a result */
    const struct result *result;
    const struct result_scenarios *scenarios;
    const struct result_tests *tests;
    const struct survey *survey; /* of a data file, or NULL */
    const struct findings
        *apart;              /* of what is no program: the text laid out last, a data file; NULL */
    struct finding **sorted; /* the findings that are reported; NULL: not up to date */
    struct finding **suppressed;
    size_t sorted_count, suppressed_count;
    size_t by_severity[SEVERITY_ERROR + 1];
    struct str error;
    const char *memory_error; /* said without memory */
};
/* Runs the rest of the function; when memory runs out it returns POL_NO_MEMORY. */
#define GUARDED(pol)                                                                               \
    do {                                                                                           \
        (pol)->error = STR("");                                                                    \
        (pol)->memory_error = "";                                                                  \
        if (setjmp((pol)->guard.env)) {                                                            \
            (pol)->memory_error = "there is not enough memory";                                    \
            return POL_NO_MEMORY;                                                                  \
        }                                                                                          \
    } while (0)
/* The message ends with a NUL, because str_printf's does. */
#define FAIL(pol, ...) ((pol)->error = str_printf(&(pol)->arena, __VA_ARGS__), POL_FAILED)

/* Findings are about to be added. */
void forget_sorted(struct pol *pol);
/* Brings the findings of all programs into text order, where they are not. */
void sort_findings(struct pol *pol);
/* What there is to be written, without the format's wishes. */
struct report report_of(struct pol *pol, struct arena *arena);
/* The language of a report for readers: the one asked for, else that of its policy. */
enum pol_status choose_language(struct pol *pol, const char *wanted, struct report *report);
struct pol_place public_place(struct arena *arena, const struct shown_place *place);

/* The page of a check; NULL: it has none. */
const char *const *page_of(enum finding_code code);
/* What the context says of a program that it was asked to evaluate: N11. */
void check_one_policy(struct loaded *loaded);
struct survey_request;
/* Reads what a survey of methods is asked with; POL_FAILED, told, when a name or period is wrong. */
enum pol_status read_design(struct pol *pol, const struct theory *t,
                            const struct pol_design *design, struct survey_request *request);
/* What `settings` say of the findings in the data holds for an evaluation too. */
void settle_evaluated(struct pol *pol, struct loaded *loaded);

/* How rows are to be looked at: the limits are those of `settings`. */
struct collect_options watching(const struct theory *t, const struct choices *choices);

/* Today, in UTC. */
int32_t today(void);
/* Whether a theory means anything: a weak one can be evaluated, one with these errors not. */
bool is_invalid(const struct findings *findings);
/* Whether the codes and profiles of a request exist; else POL_FAILED with the error. */
enum pol_status check_request(struct pol *pol, const struct check_request *request);
/* Adds a finding of one list to another. */
void take_finding(struct findings *to, const struct finding *finding);

#endif
