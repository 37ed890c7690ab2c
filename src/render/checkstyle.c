/* Checkstyle's XML, which most tools for code reviews read. */
#include "render/remark.h"
#include "render/xml_write.h"

static struct str severity_of(enum severity severity)
{
    return severity == SEVERITY_NOTE ? STR("info") : severity_name(severity);
}

static void add_remark(struct xml *xml, struct arena *arena, const struct remark *remark)
{
    xml_element(xml, "error");
    if (remark->place.path.len) {
        xml_attribute_int(xml, "line", remark->place.start.line);
        xml_attribute_int(xml, "column", remark->place.start.column);
    }
    xml_attribute(xml, "severity", severity_of(remark->severity));
    xml_attribute(xml, "message", remark_with_help(arena, remark));
    xml_attribute(xml, "source", str_printf(arena, "pol.%.*s", STR_ARG(remark->code)));
    xml_end(xml);
}

static void add_failure(struct xml *xml, struct str error)
{
    xml_element(xml, "file");
    xml_attribute(xml, "name", STR("."));
    xml_element(xml, "error");
    xml_attribute(xml, "severity", STR("error"));
    xml_attribute(xml, "message", error);
    xml_attribute(xml, "source", STR("pol"));
    xml_end(xml);
    xml_end(xml);
}

void checkstyle_report(struct buf *out, const struct report *report)
{
    struct remarks remarks = remarks_of(report);
    struct xml xml = xml_to(out);
    xml_element(&xml, "checkstyle");
    xml_attribute(&xml, "version", STR("4.3"));
    for (size_t i = 0; i < remarks.file_count; i++) {
        const struct remark_file *file = &remarks.files[i];
        xml_element(&xml, "file");
        xml_attribute(&xml, "name", file->path.len ? file->path : STR("."));
        for (size_t k = 0; k < file->count; k++)
            if (remark_is_open(&file->remarks[k]))
                add_remark(&xml, report->arena, &file->remarks[k]);
        xml_end(&xml);
    }
    if (report->kind == REPORT_FAILURE) add_failure(&xml, report->error);
    xml_end(&xml);
}
