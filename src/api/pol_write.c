/* Writing reports, explanations and baselines. */
#include <string.h>

#include "api/context.h"
#include "check/explain.h"
#include "render/audit.h"
#include "render/description.h"
#include "render/methods.h"
#include "render/scenario_report.h"
#include "render/why.h"

const char *const *pol_formats(void)
{
    return renderer_names();
}

const char *pol_format_purpose(const char *format)
{
    const struct renderer *renderer = renderer_find(str_from(format));
    return renderer ? renderer->purpose : NULL;
}

enum pol_status pol_write(struct pol *pol, enum pol_report kind, const char *format,
                          const struct pol_writing *writing, pol_writer *writer, void *context)
{
    const struct renderer *renderer = renderer_find(str_from(format));
    struct str error = str_from(pol_error(pol));
    GUARDED(pol);
    if (!renderer) return FAIL(pol, "there is no format %s", format);
    if (kind == POL_REPORT_EVALUATION && !pol->result)
        return FAIL(pol, "nothing has been evaluated");
    if (kind == POL_REPORT_TEST && !pol->tests) return FAIL(pol, "nothing has been tested");
    sort_findings(pol);
    struct arena *scratch = arena_child(&pol->run);
    struct buf out = buf_in(scratch);
    struct report report = report_of(pol, scratch);
    report.kind = kind == POL_REPORT_CHECK        ? REPORT_CHECK
                  : kind == POL_REPORT_EVALUATION ? REPORT_EVALUATION
                  : kind == POL_REPORT_TEST       ? REPORT_TEST
                                                  : REPORT_FAILURE;
    report.error = error;
    if (writing) {
        if (writing->fail_on) report.fail_on = str_from(writing->fail_on);
        report.color = writing->color;
        report.width = writing->width;
        report.status = writing->status;
        report.verbose = writing->verbose;
        report.coverage = writing->coverage;
    }
    stages_start(&pol->stages);
    switch (kind) {
    case POL_REPORT_CHECK: renderer->check(&out, &report); break;
    case POL_REPORT_EVALUATION: renderer->evaluation(&out, &report); break;
    case POL_REPORT_FAILURE: renderer->failure(&out, &report); break;
    case POL_REPORT_TEST: renderer->test(&out, &report); break;
    }
    bool written = !out.len || writer(context, out.p, out.len);
    stages_end(&pol->stages, STAGE_RENDER);
    arena_release(scratch);
    pol->error = error;
    return written ? POL_OK : POL_NOT_WRITTEN;
}

/* What is made of a result and is human or JSON. */
struct view {
    const char *what; /* "what pol why says", for its failure */
    render_function *human, *json;
};

static enum pol_status write_view(struct pol *pol, const struct view *view, const char *format,
                                  const struct pol_writing *writing, pol_writer *writer,
                                  void *context)
{
    bool json = strcmp(format, "json") == 0;
    if (!json && strcmp(format, "human") != 0)
        return FAIL(pol, "%s is human or json, not %s", view->what, format);
    sort_findings(pol);
    struct arena *scratch = arena_child(&pol->run);
    struct buf out = buf_in(scratch);
    struct report report = report_of(pol, scratch);
    report.kind = REPORT_EVALUATION;
    report.color = writing && writing->color;
    report.width = writing ? writing->width : 0;
    (json ? view->json : view->human)(&out, &report);
    bool written = writer(context, out.p, out.len);
    arena_release(scratch);
    return written ? POL_OK : POL_NOT_WRITTEN;
}

enum pol_status pol_write_why(struct pol *pol, const char *format,
                              const struct pol_writing *writing, pol_writer *writer, void *context)
{
    static const struct view why = {"what pol why says", human_why, json_why};
    GUARDED(pol);
    if (!pol->result || !pol->result->story) return FAIL(pol, "nothing has been asked");
    return write_view(pol, &why, format, writing, writer, context);
}

enum pol_status pol_write_methods(struct pol *pol, const char *format,
                                  const struct pol_writing *writing, pol_writer *writer,
                                  void *context)
{
    static const struct view methods = {"what pol methods says", human_methods, json_methods};
    GUARDED(pol);
    if (!pol->result || !pol->result->survey) return FAIL(pol, "nothing has been asked");
    return write_view(pol, &methods, format, writing, writer, context);
}

enum pol_status pol_write_scenario(struct pol *pol, const char *format,
                                   const struct pol_writing *writing, pol_writer *writer,
                                   void *context)
{
    static const struct view view = {"what scenarios come to", human_scenario, json_scenario};
    GUARDED(pol);
    if (!pol->scenarios) return FAIL(pol, "no scenario has been worked out");
    return write_view(pol, &view, format, writing, writer, context);
}

enum pol_status pol_write_survey(struct pol *pol, const char *format,
                                 const struct pol_writing *writing, pol_writer *writer,
                                 void *context)
{
    static const struct view survey = {"a description", human_survey, json_survey};
    GUARDED(pol);
    if (!pol->survey) return FAIL(pol, "nothing has been described");
    return write_view(pol, &survey, format, writing, writer, context);
}

enum pol_status pol_write_audit(struct pol *pol, const char *format,
                                const struct pol_writing *writing, pol_writer *writer,
                                void *context)
{
    static const struct view audit = {"an audit", human_audit, json_audit};
    GUARDED(pol);
    if (!pol->result) return FAIL(pol, "nothing has been evaluated");
    return write_view(pol, &audit, format, writing, writer, context);
}

static struct explained explained_of(enum finding_code code)
{
    return (struct explained){finding_kind(code), page_of(code)};
}

enum pol_status pol_explain(struct pol *pol, const char *code, const char *format,
                            const struct pol_writing *writing, pol_writer *writer, void *context)
{
    GUARDED(pol);
    bool json = strcmp(format, "json") == 0;
    if (!json && strcmp(format, "human") != 0)
        return FAIL(pol, "explanations are human or json, not %s", format);
    struct explained *items = ARENA_ARRAY(&pol->run, struct explained, FINDING_CODES);
    struct explaining e = {.items = items, .one = code, .json = json};
    if (code) {
        const struct str codes[] = {str_from(code)};
        struct check_request request = {.only = codes, .only_count = 1};
        enum pol_status status = check_request(pol, &request);
        if (status != POL_OK) return status;
        items[e.count++] = explained_of(finding_code_of(codes[0]));
    } else {
        for (; e.count < FINDING_CODES; e.count++)
            items[e.count] = explained_of((enum finding_code)e.count);
    }
    struct arena *scratch = arena_child(&pol->run);
    struct buf out = buf_in(scratch);
    e.arena = scratch;
    e.color = writing && writing->color;
    e.width = writing ? writing->width : 0;
    render_explanations(&out, &e);
    bool written = writer(context, out.p, out.len);
    arena_release(scratch);
    return written ? POL_OK : POL_NOT_WRITTEN;
}

enum pol_status pol_write_baseline(struct pol *pol, pol_writer *writer, void *context)
{
    GUARDED(pol);
    sort_findings(pol);
    struct arena *scratch = arena_child(&pol->run);
    struct buf out = buf_in(scratch);
    struct report report = report_of(pol, scratch);
    render_baseline(&out, &report);
    bool written = writer(context, out.p, out.len);
    arena_release(scratch);
    return written ? POL_OK : POL_NOT_WRITTEN;
}
