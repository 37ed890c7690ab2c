/* SARIF 2.1.0, the exchange format of static analysis: findings, and verdicts as results of the rules
 * of the policy. Holds no time and no absolute folder, so that the same input gives the same bytes. */
#include "base/utf8.h"
#include "render/json_write.h"
#include "render/remark.h"

#define SCHEMA                                                                                     \
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

struct sarif {
    struct json json;
    const struct report *report;
    struct remarks remarks;
    struct atoms rules; /* the ids; their numbers are the places in the list of rules */
};

/* --- texts ---------------------------------------------------------------------------------------------- */

/* In a message braces stand for arguments, and [text](target) is a link, which nobody but us may put
 * there. */
static struct str escape_message(struct arena *arena, struct str text)
{
    struct buf out = buf_in(arena);
    for (size_t i = 0; i < text.len; i++) {
        char c = text.p[i];
        if (c == '{' || c == '}') buf_add_char(&out, c);
        if (c == ']' && i + 1 < text.len && text.p[i + 1] == '(') buf_add_char(&out, '\\');
        buf_add_char(&out, c);
    }
    return buf_str(&out);
}

static void add_message(struct sarif *s, const char *key, struct str text)
{
    json_key(&s->json, key);
    json_object(&s->json);
    json_member_str(&s->json, "text", escape_message(s->report->arena, text));
    json_end_object(&s->json);
}

/* "a measure leads to nothing" becomes a sentence. */
static struct str sentence(struct arena *arena, struct str text)
{
    struct buf out = buf_in(arena);
    buf_add(&out, text);
    if (out.len && out.p[0] >= 'a' && out.p[0] <= 'z') out.p[0] = (char)(out.p[0] - 'a' + 'A');
    buf_add_char(&out, '.');
    return buf_str(&out);
}

/* "missing-step" is MissingStep. */
static struct str pascal_case(struct arena *arena, struct str name)
{
    struct buf out = buf_in(arena);
    bool upper = true;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.p[i];
        if (c == '-') {
            upper = true;
            continue;
        }
        buf_add_char(&out, upper && c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
        upper = false;
    }
    return buf_str(&out);
}

static struct str level_of(enum severity severity)
{
    return severity_name(severity); /* the words are the same */
}

/* --- places --------------------------------------------------------------------------------------------- */

static bool is_unreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~' || c == '/';
}

static struct str uri_of(struct arena *arena, struct str path)
{
    struct buf uri = buf_in(arena);
    bool absolute = str_starts(path, STR("/"));
    while (str_starts(path, STR("./"))) path = (struct str){path.p + 2, path.len - 2};
    if (absolute) buf_add(&uri, STR("file://"));
    for (size_t i = 0; i < path.len; i++) {
        if (is_unreserved(path.p[i]))
            buf_add_char(&uri, path.p[i]);
        else
            buf_printf(&uri, "%%%02X", (unsigned)(unsigned char)path.p[i]);
    }
    return buf_str(&uri);
}

static void add_artifact_location(struct sarif *s, const char *key, struct str path)
{
    json_key(&s->json, key);
    json_object(&s->json);
    json_member_str(&s->json, "uri", uri_of(s->report->arena, path));
    if (!str_starts(path, STR("/"))) json_member_str(&s->json, "uriBaseId", STR("%SRCROOT%"));
    json_end_object(&s->json);
}

static void add_region(struct sarif *s, const char *key, const struct shown_place *place)
{
    json_key(&s->json, key);
    json_object(&s->json);
    json_member_int(&s->json, "startLine", place->start.line);
    if (place->source) {
        json_member_int(&s->json, "startColumn", place->start.column);
        json_member_int(&s->json, "endLine", place->end.line);
        json_member_int(&s->json, "endColumn", place->end.column);
    }
    json_end_object(&s->json);
}

/* The inside of a location. */
static void add_place(struct sarif *s, const struct shown_place *place)
{
    if (!place->path.len) return;
    json_key(&s->json, "physicalLocation");
    json_object(&s->json);
    add_artifact_location(s, "artifactLocation", place->path);
    add_region(s, "region", place);
    json_end_object(&s->json);
}

static void add_locations(struct sarif *s, const struct remark *remark)
{
    struct str declaration = remark->rule           ? remark->rule->name
                             : remark->test         ? STR("")
                             : remark->place.source ? remark->finding->declaration
                                                    : STR("");
    if (!remark->place.path.len) return;
    json_key(&s->json, "locations");
    json_array(&s->json);
    json_object(&s->json);
    add_place(s, &remark->place);
    if (declaration.len) {
        json_key(&s->json, "logicalLocations");
        json_array(&s->json);
        json_object(&s->json);
        json_member_str(&s->json, "name", declaration);
        json_member_str(&s->json, "kind", STR("declaration"));
        json_end_object(&s->json);
        json_end_array(&s->json);
    }
    json_end_object(&s->json);
    json_end_array(&s->json);
}

/* --- other places --------------------------------------------------------------------------------------- */

static void add_related(struct sarif *s, const struct location *location, struct str message,
                        size_t *number)
{
    struct shown_place place = report_place(s->report, location);
    json_object(&s->json);
    json_member_int(&s->json, "id", ++*number);
    add_place(s, &place);
    add_message(s, "message", message);
    json_end_object(&s->json);
}

/* Of a verdict: the conditions that were looked at. */
static struct str condition_text(struct arena *arena, const struct result_condition *condition)
{
    struct buf text = buf_in(arena);
    if (condition->role == ROLE_NEEDS)
        buf_add(&text, STR("needs "));
    else
        buf_printf(&text, "%.*s ", STR_ARG(condition->word));
    if (condition->role == ROLE_WHEN) buf_add(&text, STR("when "));
    buf_add(&text, condition->text);
    if (condition->role != ROLE_OTHERWISE)
        buf_printf(&text, ": %s",
                   condition->truth < 0 ? "unknown"
                   : condition->truth   ? "true"
                                        : "false");
    return buf_str(&text);
}

static void add_related_locations(struct sarif *s, const struct remark *remark)
{
    size_t number = 0;
    json_key(&s->json, "relatedLocations");
    json_array(&s->json);
    for (const struct related *r = remark->finding ? remark->finding->related : NULL; r;
         r = r->next)
        add_related(s, &r->location, r->message, &number);
    for (size_t i = 0; remark->rule && i < remark->rule->because_count; i++) {
        const struct result_condition *condition = &remark->rule->because[i];
        add_related(s, &condition->location, condition_text(s->report->arena, condition), &number);
    }
    json_end_array(&s->json);
}

/* --- what was suppressed, what would mend it ------------------------------------------------------------ */

/* An empty list says that it is not suppressed; none would say that nobody looked. */
static void add_suppressions(struct sarif *s, const struct remark *remark)
{
    const struct suppression *suppression = remark->finding ? remark->finding->suppression : NULL;
    json_key(&s->json, "suppressions");
    json_array(&s->json);
    if (suppression) {
        bool in_source = suppression->kind == SUPPRESSED_IN_SOURCE;
        json_object(&s->json);
        json_member_str(&s->json, "kind", in_source ? STR("inSource") : STR("external"));
        json_member_str(&s->json, "status", STR("accepted"));
        if (suppression->reason.len)
            json_member_str(&s->json, "justification", suppression->reason);
        json_end_object(&s->json);
    }
    json_end_array(&s->json);
}

static struct shown_place place_of_edit(struct sarif *s, const struct edit *edit)
{
    struct location location = location_of(edit->span);
    return report_place(s->report, &location);
}

/* The edits up to the next one in another file. */
static const struct edit *add_change(struct sarif *s, const struct edit *edit)
{
    struct shown_place place = place_of_edit(s, edit);
    struct source *source = place.source;
    json_object(&s->json);
    add_artifact_location(s, "artifactLocation", place.path);
    json_key(&s->json, "replacements");
    json_array(&s->json);
    for (; edit && place.source == source; edit = edit->next) {
        json_object(&s->json);
        add_region(s, "deletedRegion", &place);
        if (edit->text.len) {
            json_key(&s->json, "insertedContent");
            json_object(&s->json);
            json_member_str(&s->json, "text", edit->text);
            json_end_object(&s->json);
        }
        json_end_object(&s->json);
        if (edit->next) place = place_of_edit(s, edit->next);
    }
    json_end_array(&s->json);
    json_end_object(&s->json);
    return edit;
}

static void add_fixes(struct sarif *s, const struct remark *remark)
{
    const struct edit *edit = remark->finding ? remark->finding->edits : NULL;
    if (!edit) return;
    json_key(&s->json, "fixes");
    json_array(&s->json);
    json_object(&s->json);
    if (remark->help.len) add_message(s, "description", remark->help);
    json_key(&s->json, "artifactChanges");
    json_array(&s->json);
    while (edit) edit = add_change(s, edit);
    json_end_array(&s->json);
    json_end_object(&s->json);
    json_end_array(&s->json);
}

/* --- results -------------------------------------------------------------------------------------------- */

/* A rule of the policy could be called T04. */
static struct str rule_id(struct arena *arena, const struct remark *remark)
{
    if (remark->finding || remark->test) return remark->code;
    return str_printf(arena, "rule/%.*s", STR_ARG(remark->code));
}

/* Of a verdict or test: passed, to be looked at, failed, or open because something is missing. */
static struct str kind_of(const struct remark *remark)
{
    if (remark->finding) return STR("fail");
    if (remark->test) return remark->test->passed ? STR("pass") : STR("fail");
    if (str_equal(remark->rule->standing, STR("unknown"))) return STR("open");
    if (remark->outcome == REMARK_FAILED || remark->severity == SEVERITY_WARNING)
        return STR("fail");
    return remark->outcome == REMARK_PASSED ? STR("pass") : STR("review");
}

static void add_verdict(struct sarif *s, const struct result_rule *rule)
{
    json_key(&s->json, "properties");
    json_object(&s->json);
    json_member_str(&s->json, "criterion", rule->criterion);
    json_member_str(&s->json, "node", rule->node);
    if (rule->measure.len) json_member_str(&s->json, "measure", rule->measure);
    json_member_str(&s->json, "verdict", rule->verdict);
    json_member_str(&s->json, "standing", rule->standing);
    if (rule->level) json_member_int(&s->json, "level", (uint64_t)rule->level);
    if (rule->group.count) {
        json_key(&s->json, "by");
        json_object(&s->json);
        for (size_t i = 0; i < rule->group.count; i++) {
            json_key_str(&s->json, rule->group.columns[i]);
            if (rule->group.missing[i])
                json_null(&s->json);
            else
                json_str(&s->json, rule->group.values[i]);
        }
        json_end_object(&s->json);
    }
    json_end_object(&s->json);
}

static void add_result(struct sarif *s, const struct remark *remark)
{
    struct arena *arena = s->report->arena;
    struct str id = rule_id(arena, remark), kind = kind_of(remark);
    bool failed = str_equal(kind, STR("fail"));
    json_object(&s->json);
    json_member_str(&s->json, "ruleId", id);
    json_member_int(&s->json, "ruleIndex", atoms_find(&s->rules, id));
    json_member_str(&s->json, "kind", kind);
    json_member_str(&s->json, "level", failed ? level_of(remark->severity) : STR("none"));
    add_message(s, "message", remark_with_help(arena, remark));
    add_locations(s, remark);
    add_related_locations(s, remark);
    json_key(&s->json, "partialFingerprints");
    json_object(&s->json);
    json_member_str(&s->json, "pol/v1", remark->fingerprint);
    json_end_object(&s->json);
    add_suppressions(s, remark);
    add_fixes(s, remark);
    if (remark->rule) add_verdict(s, remark->rule);
    json_end_object(&s->json);
}

/* --- rules ---------------------------------------------------------------------------------------------- */

/* The page of the check. It takes no arguments, so its braces are braces. */
static void add_help(struct sarif *s, enum finding_code code, struct str description)
{
    const char *const *lines = s->report->page_of(code);
    struct buf page = buf_in(s->report->arena);
    for (; lines && *lines; lines++) {
        buf_add(&page, str_from(*lines));
        buf_add_char(&page, '\n');
    }
    json_key(&s->json, "help");
    json_object(&s->json);
    json_member_str(&s->json, "text", page.len ? buf_str(&page) : description);
    if (page.len) json_member_str(&s->json, "markdown", buf_str(&page));
    json_end_object(&s->json);
}

static void add_check(struct sarif *s, enum finding_code code)
{
    const struct finding_kind *kind = finding_kind(code);
    struct arena *arena = s->report->arena;
    struct str description = sentence(arena, kind->description);
    json_member_str(&s->json, "id", kind->code);
    json_member_str(&s->json, "name", pascal_case(arena, kind->name));
    add_message(s, "shortDescription", description);
    add_message(s, "fullDescription", description);
    add_help(s, code, description);
    json_key(&s->json, "defaultConfiguration");
    json_object(&s->json);
    json_member_str(&s->json, "level", level_of(kind->severity));
    json_end_object(&s->json);
}

static void add_test_rule(struct sarif *s)
{
    struct str text = STR("A test in the theory: given figures must lead to what it expects.");
    json_member_str(&s->json, "id", STR("test"));
    json_member_str(&s->json, "name", STR("Test"));
    add_message(s, "shortDescription", text);
    add_message(s, "fullDescription", text);
    add_message(s, "help",
                STR("The message says what was expected and what came instead; `pol test` "
                    "shows what led to it."));
}

static void add_policy_rule(struct sarif *s, const struct remark *remark)
{
    const struct result_rule *rule = remark->rule;
    struct arena *arena = s->report->arena;
    struct buf judges = buf_in(arena);
    buf_printf(&judges, "Judges %.*s", STR_ARG(rule->criterion));
    if (rule->measure.len) buf_printf(&judges, " of %.*s", STR_ARG(rule->measure));
    buf_printf(&judges, " for %.*s.", STR_ARG(rule->node));
    json_member_str(&s->json, "id", rule_id(arena, remark));
    json_member_str(&s->json, "name", rule->name);
    add_message(s, "shortDescription", rule->title.len ? rule->title : buf_str(&judges));
    add_message(s, "fullDescription", buf_str(&judges));
    add_message(
        s, "help",
        STR("A verdict of the policy itself. It passes when it is positive, fails when it is "
            "negative, asks for a look when it is mixed, and stays open while it is "
            "unknown: the message says what is missing."));
}

/* Only those that have a result, in the order of the text. */
static void add_rules(struct sarif *s)
{
    atoms_init(&s->rules, s->report->arena);
    json_key(&s->json, "rules");
    json_array(&s->json);
    for (size_t i = 0; i < s->remarks.count; i++) {
        const struct remark *remark = &s->remarks.items[i];
        size_t known = s->rules.count;
        if (atoms_intern(&s->rules, rule_id(s->report->arena, remark)) < known) continue;
        json_object(&s->json);
        if (remark->finding)
            add_check(s, remark->finding->code);
        else if (remark->test)
            add_test_rule(s);
        else
            add_policy_rule(s, remark);
        json_end_object(&s->json);
    }
    json_end_array(&s->json);
}

/* --- the run -------------------------------------------------------------------------------------------- */

static void add_tool(struct sarif *s)
{
    json_key(&s->json, "tool");
    json_object(&s->json);
    json_key(&s->json, "driver");
    json_object(&s->json);
    json_member_str(&s->json, "name", STR("pol"));
    json_member_str(&s->json, "version", s->report->version);
    json_member_str(&s->json, "semanticVersion", s->report->version);
    add_rules(s);
    json_end_object(&s->json);
    json_end_object(&s->json);
}

static void add_invocation(struct sarif *s)
{
    enum { COULD_NOT = 2 };
    bool failed = s->report->kind == REPORT_FAILURE;
    json_key(&s->json, "invocations");
    json_array(&s->json);
    json_object(&s->json);
    json_key(&s->json, "executionSuccessful");
    json_bool(&s->json, !failed && s->report->status != COULD_NOT);
    json_member_int(&s->json, "exitCode", (uint64_t)s->report->status);
    if (failed) {
        json_key(&s->json, "toolExecutionNotifications");
        json_array(&s->json);
        json_object(&s->json);
        json_member_str(&s->json, "level", STR("error"));
        add_message(s, "message", s->report->error);
        json_end_object(&s->json);
        json_end_array(&s->json);
    }
    json_end_object(&s->json);
    json_end_array(&s->json);
}

/* Results of one kind follow each other, apart from those of the other kind. */
static void add_automation(struct sarif *s)
{
    if (s->report->kind == REPORT_FAILURE) return;
    json_key(&s->json, "automationDetails");
    json_object(&s->json);
    json_member_str(&s->json, "id",
                    s->report->kind == REPORT_CHECK  ? STR("pol-check/")
                    : s->report->kind == REPORT_TEST ? STR("pol-test/")
                                                     : STR("pol-eval/"));
    json_end_object(&s->json);
}

/* Relative places are relative to the folder in which pol was started: where that is, the reader
 * knows. */
static void add_base(struct sarif *s)
{
    json_key(&s->json, "originalUriBaseIds");
    json_object(&s->json);
    json_key(&s->json, "%SRCROOT%");
    json_object(&s->json);
    add_message(s, "description", STR("The folder in which pol was started."));
    json_end_object(&s->json);
    json_end_object(&s->json);
}

static void add_input(struct sarif *s, const struct result_input_file *file)
{
    struct str value = file->fingerprint, hash = str_cut(&value, ':');
    json_object(&s->json);
    add_artifact_location(s, "location", file->path);
    json_member_int(&s->json, "length", file->bytes);
    json_key(&s->json, "hashes");
    json_object(&s->json);
    json_key_str(&s->json, hash);
    json_str(&s->json, value);
    json_end_object(&s->json);
    json_end_object(&s->json);
}

/* The data that verdicts rest on; "xxh3-128:0f…" is a kind of hash and its value. */
static void add_inputs(struct sarif *s)
{
    const struct result *result = s->report->result;
    if (s->report->kind != REPORT_EVALUATION || !result->input_count) return;
    json_key(&s->json, "artifacts");
    json_array(&s->json);
    for (size_t i = 0; i < result->input_count; i++) {
        const struct result_input *input = &result->inputs[i];
        struct result_input_file one = {
            .path = input->path, .fingerprint = input->fingerprint, .bytes = input->bytes};
        if (!input->file_count) add_input(s, &one);
        for (size_t k = 0; k < input->file_count; k++) add_input(s, &input->files[k]);
    }
    json_end_array(&s->json);
}

static void add_run(struct sarif *s)
{
    json_object(&s->json);
    add_tool(s);
    add_automation(s);
    add_invocation(s);
    add_base(s);
    json_member_str(&s->json, "columnKind", STR("unicodeCodePoints"));
    add_inputs(s);
    json_key(&s->json, "results");
    json_array(&s->json);
    for (size_t i = 0; i < s->remarks.count; i++) add_result(s, &s->remarks.items[i]);
    json_end_array(&s->json);
    json_end_object(&s->json);
}

void sarif_report(struct buf *out, const struct report *report)
{
    struct sarif s = {.json = json_to(out), .report = report, .remarks = remarks_of(report)};
    json_object(&s.json);
    json_member_str(&s.json, "$schema", STR(SCHEMA));
    json_member_str(&s.json, "version", STR("2.1.0"));
    json_key(&s.json, "runs");
    json_array(&s.json);
    add_run(&s);
    json_end_array(&s.json);
    json_end_object(&s.json);
    buf_add_char(out, '\n');
}
