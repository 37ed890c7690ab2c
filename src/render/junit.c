/* JUnit's XML, as Jenkins and GitLab read it: a suite for each file, in it a test for each finding and
 * verdict. What --fail-on does not name is no failure, so that the report and the status agree. */
#include "render/remark.h"
#include "render/xml_write.h"

struct junit {
    struct xml xml;
    struct arena *arena;
    struct atoms names; /* of the tests of this file, */
    size_t *seen;       /* and how often each stood there */
};

struct tally {
    size_t tests, failures, errors, skipped;
};

static struct tally count(const struct remark *remarks, size_t remark_count)
{
    struct tally tally = {.tests = remark_count};
    for (size_t i = 0; i < remark_count; i++) {
        tally.failures += remarks[i].outcome == REMARK_FAILED;
        tally.errors += remarks[i].outcome == REMARK_UNDECIDED;
        tally.skipped += remarks[i].outcome == REMARK_SKIPPED;
    }
    return tally;
}

static void add_tally(struct xml *xml, struct tally tally)
{
    xml_attribute_int(xml, "tests", tally.tests);
    xml_attribute_int(xml, "failures", tally.failures);
    xml_attribute_int(xml, "errors", tally.errors);
    xml_attribute_int(xml, "skipped", tally.skipped);
}

static void begin_suite(struct xml *xml, struct str name, struct tally tally)
{
    xml_element(xml, "testsuite");
    xml_attribute(xml, "name", name);
    add_tally(xml, tally);
}

/* Where it is, what it says, and what would help. */
static struct str details(struct arena *arena, const struct remark *remark)
{
    struct buf text = buf_in(arena);
    buf_add(&text, remark_position(arena, remark));
    buf_printf(&text, "%.*s: ", STR_ARG(severity_name(remark->severity)));
    buf_add(&text, remark->text);
    buf_printf(&text, " [%.*s]", STR_ARG(remark->code));
    if (remark->help.len) {
        buf_add(&text, STR("; "));
        buf_add(&text, remark->help);
    }
    return buf_str(&text);
}

static void add_outcome(struct xml *xml, const char *element, struct str message, struct str type,
                        struct str text)
{
    xml_element(xml, element);
    xml_attribute(xml, "message", message);
    if (type.len) xml_attribute(xml, "type", type);
    if (text.len) xml_text(xml, text);
    xml_end(xml);
}

/* A finding is named by what it says: its line would make another test of it when it moves. */
static struct str name_of(struct arena *arena, const struct remark *remark)
{
    struct buf name = buf_in(arena);
    if (remark->test) return remark->name;
    buf_printf(&name, "%.*s ", STR_ARG(remark->code));
    buf_add(&name, remark->finding ? remark->text : remark->name);
    for (size_t i = 0; remark->rule && i < remark->rule->group.count; i++) {
        const struct result_group *group = &remark->rule->group;
        buf_printf(&name, " %.*s=", STR_ARG(group->columns[i]));
        buf_add(&name, group->missing[i] ? STR("(none)") : group->values[i]);
    }
    return buf_str(&name);
}

/* Two tests of one name in one file would be taken for one. */
static struct str unique_name(struct junit *j, const struct remark *remark)
{
    struct str name = name_of(j->arena, remark);
    size_t ordinal = ++j->seen[atoms_intern(&j->names, name)];
    struct buf text = buf_in(j->arena);
    buf_add(&text, name);
    if (ordinal > 1) buf_printf(&text, " (%zu)", ordinal);
    return buf_str(&text);
}

static void add_remark(struct junit *j, const struct remark *remark)
{
    struct xml *xml = &j->xml;
    struct arena *arena = j->arena;
    struct str type = remark->finding ? severity_name(remark->severity)
                      : remark->test  ? STR("failed")
                                      : remark->rule->verdict;
    xml_element(xml, "testcase");
    xml_attribute(xml, "classname", remark->place.path.len ? remark->place.path : STR("pol"));
    xml_attribute(xml, "name", unique_name(j, remark));
    if (remark->place.path.len) {
        xml_attribute(xml, "file", remark->place.path);
        xml_attribute_int(xml, "line", remark->place.start.line);
    }
    switch (remark->outcome) {
    case REMARK_FAILED:
        add_outcome(xml, "failure", remark->text, type, details(arena, remark));
        break;
    case REMARK_UNDECIDED:
        add_outcome(xml, "error", remark->reason, type, details(arena, remark));
        break;
    case REMARK_SKIPPED: add_outcome(xml, "skipped", remark->reason, STR(""), STR("")); break;
    case REMARK_NOTED:
    case REMARK_PASSED:
        xml_element(xml, "system-out");
        xml_text(xml, details(arena, remark));
        xml_end(xml);
        break;
    }
    xml_end(xml);
}

/* A suite without tests is an error to some readers. */
static void add_clean_file(struct xml *xml, struct str path)
{
    begin_suite(xml, path, (struct tally){.tests = 1});
    xml_element(xml, "testcase");
    xml_attribute(xml, "classname", path);
    xml_attribute(xml, "name", STR("nothing to object"));
    xml_attribute(xml, "file", path);
    xml_end(xml);
    xml_end(xml);
}

static void add_file(struct junit *j, const struct remark_file *file)
{
    if (!file->count) {
        add_clean_file(&j->xml, file->path);
        return;
    }
    atoms_init(&j->names, j->arena);
    j->seen = ARENA_ARRAY(j->arena, size_t, file->count);
    begin_suite(&j->xml, file->path.len ? file->path : STR("pol"),
                count(file->remarks, file->count));
    for (size_t i = 0; i < file->count; i++) add_remark(j, &file->remarks[i]);
    xml_end(&j->xml);
}

static void add_failure(struct xml *xml, struct str error)
{
    begin_suite(xml, STR("pol"), (struct tally){.tests = 1, .errors = 1});
    xml_element(xml, "testcase");
    xml_attribute(xml, "classname", STR("pol"));
    xml_attribute(xml, "name", STR("it could be done"));
    add_outcome(xml, "error", error, STR("error"), STR(""));
    xml_end(xml);
    xml_end(xml);
}

void junit_report(struct buf *out, const struct report *report)
{
    struct remarks remarks = remarks_of(report);
    struct tally tally = count(remarks.items, remarks.count);
    struct junit j = {.arena = report->arena, .xml = xml_to(out)};
    for (size_t i = 0; i < remarks.file_count; i++) tally.tests += !remarks.files[i].count;
    if (report->kind == REPORT_FAILURE) {
        tally.tests++;
        tally.errors++;
    }
    xml_element(&j.xml, "testsuites");
    xml_attribute(&j.xml, "name",
                  report->kind == REPORT_CHECK        ? STR("pol check")
                  : report->kind == REPORT_EVALUATION ? STR("pol eval")
                  : report->kind == REPORT_TEST       ? STR("pol test")
                                                      : STR("pol"));
    add_tally(&j.xml, tally);
    for (size_t i = 0; i < remarks.file_count; i++) add_file(&j, &remarks.files[i]);
    if (report->kind == REPORT_FAILURE) add_failure(&j.xml, report->error);
    xml_end(&j.xml);
}
