/* Reports for readers. */
#include "api/context.h"
#include "judge/portrait.h"
#include "render/account.h"

const char *const *pol_reporting_formats(void)
{
    return paper_form_names();
}

const char *pol_reporting_purpose(const char *format)
{
    const struct paper_form *form = paper_form_find(str_from(format));
    return form ? form->purpose : NULL;
}

const char *const *pol_templates(void)
{
    return paper_template_names();
}

const char *pol_template_purpose(const char *name)
{
    const struct paper_template *template = paper_template_find(str_from(name));
    return template ? template->purpose : NULL;
}

enum pol_status pol_report(struct pol *pol, const char *format,
                           const struct pol_reporting *reporting, pol_writer *writer, void *context)
{
    const struct paper_form *form = paper_form_find(str_from(format));
    GUARDED(pol);
    struct pol_reporting how = {.language = NULL};
    if (reporting) how = *reporting;
    if (!form) return FAIL(pol, "there is no format %s for reports", format);
    if (!pol->result) return FAIL(pol, "nothing has been evaluated");
    const struct paper_template *template = NULL;
    if (how.template_name) {
        template = paper_template_find(str_from(how.template_name));
        if (!template) return FAIL(pol, "there is no template %s", how.template_name);
        if (!how.language && template->language[0]) how.language = template->language;
    } else if (form->tables_only) {
        return FAIL(pol, "%s holds the tables of a template: name one with --template", format);
    }
    sort_findings(pol);
    struct arena *scratch = arena_child(&pol->run);
    struct report report = report_of(pol, scratch);
    report.portrait = portrait_make(scratch, pol->programs[0].theory);
    if (how.command) report.command = str_from(how.command);
    enum pol_status status = choose_language(pol, how.language, &report);
    struct buf out = buf_in(scratch);
    if (status == POL_OK) account_write(&out, &report, form, template);
    if (status == POL_OK && !writer(context, out.p, out.len)) status = POL_NOT_WRITTEN;
    arena_release(scratch);
    return status;
}
