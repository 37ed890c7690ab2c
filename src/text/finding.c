/* Findings: the table of codes and the list of one program. */
#include "text/finding.h"

#include <stdlib.h>

#include "base/bug.h"

static const struct finding_kind kinds[] = {
#define ROW(code, name, severity, sets, description, is_check)                                     \
    {{#code, sizeof #code - 1},                                                                    \
     {name, sizeof name - 1},                                                                      \
     SEVERITY_##severity,                                                                          \
     sets,                                                                                         \
     {description, sizeof description - 1},                                                        \
     is_check},
#define FINDING(code, name, severity, description)                                                 \
    ROW(code, name, severity, IN_ALL, description, false)
#define CHECK(code, name, severity, sets, description, function)                                   \
    ROW(code, name, severity, sets, description, true)
#include "text/checks.def"
#undef FINDING
#undef CHECK
#undef ROW
};

const struct finding_kind *finding_kind(enum finding_code code)
{
    return &kinds[code];
}

enum finding_code finding_code_of(struct str text)
{
    size_t i = 0;
    while (i < FINDING_CODES && !str_equal(kinds[i].code, text)) i++;
    return (enum finding_code)i;
}

bool finding_is_fixed(enum finding_code code)
{
    char family = kinds[code].code.p[0];
    bool basic = family == 'S' || family == 'N' || family == 'U';
    return (basic && kinds[code].severity == SEVERITY_ERROR) || code == FINDING_V02 ||
           code == FINDING_D01 || code == FINDING_D15;
}

struct str severity_name(enum severity severity)
{
    switch (severity) {
    case SEVERITY_NOTE: return STR("note");
    case SEVERITY_WARNING: return STR("warning");
    case SEVERITY_ERROR: return STR("error");
    }
    BUG("no such severity");
}

struct location location_of(struct span span)
{
    return (struct location){.span = span};
}

struct location location_in_data(struct str path, uint32_t line)
{
    return (struct location){.path = path, .line = line, .column = 1};
}

void findings_init(struct findings *findings, struct arena *arena)
{
    *findings = (struct findings){.arena = arena};
    findings->last = &findings->first;
    atoms_init(&findings->seen, arena);
}

static struct finding *add(struct findings *findings, enum finding_code code,
                           const struct location *at, const char *message, va_list values)
    POL_PRINTF(4, 0);

/* What it is known by is its code, its place and its message, in one text. */
static struct finding *add(struct findings *findings, enum finding_code code,
                           const struct location *at, const char *message, va_list values)
{
    const uint32_t numbers[] = {(uint32_t)code, at->span.start, at->span.end, at->line};
    char room[512];
    struct buf key = buf_over(findings->arena, room, sizeof room);
    buf_add(&key, (struct str){(const char *)numbers, sizeof numbers});
    buf_add(&key, at->path);
    size_t head = key.len, known = findings->seen.count;
    buf_vprintf(&key, message, values);
    struct finding *finding = ARENA_NEW(findings->arena, struct finding);
    uint32_t atom = atoms_intern(&findings->seen, buf_str(&key));
    struct str text = atoms_text(&findings->seen, atom);
    *finding = (struct finding){
        .code = code,
        .severity = kinds[code].severity,
        .message = {text.p + head, text.len - head},
        .location = *at,
    };
    if (atom < known) return finding; /* the caller may add to it; nobody sees it */
    *findings->last = finding;
    findings->last = &finding->next;
    findings->count++;
    return finding;
}

struct finding *finding_add(struct findings *findings, enum finding_code code, struct span span,
                            const char *message, ...)
{
    struct location at = location_of(span);
    va_list values;
    va_start(values, message);
    struct finding *finding = add(findings, code, &at, message, values);
    va_end(values);
    return finding;
}

struct finding *finding_add_at(struct findings *findings, enum finding_code code,
                               struct location location, const char *message, ...)
{
    va_list values;
    va_start(values, message);
    struct finding *finding = add(findings, code, &location, message, values);
    va_end(values);
    return finding;
}

void finding_help(struct findings *findings, struct finding *finding, const char *help, ...)
{
    va_list values;
    va_start(values, help);
    finding->help = str_vprintf(findings->arena, help, values);
    va_end(values);
}

void finding_relate(struct findings *findings, struct finding *finding, struct location location,
                    const char *message, ...)
{
    struct related *related = ARENA_NEW(findings->arena, struct related);
    va_list values;
    va_start(values, message);
    related->message = str_vprintf(findings->arena, message, values);
    va_end(values);
    related->location = location;
    struct related **end = &finding->related;
    while (*end) end = &(*end)->next;
    *end = related;
}

static void add_edit(struct findings *findings, struct finding *finding, struct edit wanted)
{
    struct edit *edit = ARENA_NEW(findings->arena, struct edit);
    *edit = wanted;
    struct edit **end = &finding->edits;
    while (*end) end = &(*end)->next;
    *end = edit;
}

void finding_edit(struct findings *findings, struct finding *finding, struct span span,
                  struct str text)
{
    add_edit(findings, finding, (struct edit){.span = span, .text = text});
}

void finding_safe_edit(struct findings *findings, struct finding *finding, struct span span,
                       struct str text)
{
    add_edit(findings, finding, (struct edit){.span = span, .text = text, .safe = true});
}

bool findings_have_error(const struct findings *findings, char family)
{
    for (const struct finding *f = findings->first; f; f = f->next)
        if (f->severity == SEVERITY_ERROR && kinds[f->code].code.p[0] == family) return true;
    return false;
}

bool findings_have(const struct findings *findings, enum finding_code code)
{
    for (const struct finding *f = findings->first; f; f = f->next)
        if (f->code == code) return true;
    return false;
}

int finding_compare(const struct finding *a, const struct finding *b)
{
    bool a_in_data = a->location.path.len > 0, b_in_data = b->location.path.len > 0;
    if (a_in_data != b_in_data) return a_in_data ? 1 : -1;
    if (a_in_data) {
        int order = str_compare(a->location.path, b->location.path);
        if (order) return order;
        if (a->location.line != b->location.line)
            return a->location.line < b->location.line ? -1 : 1;
    } else if (a->location.span.start != b->location.span.start) {
        return a->location.span.start < b->location.span.start ? -1 : 1;
    }
    if (a->code != b->code) return a->code < b->code ? -1 : 1;
    return str_compare(a->message, b->message);
}

static int compare_findings(const void *left, const void *right)
{
    return finding_compare(*(struct finding *const *)left, *(struct finding *const *)right);
}

struct finding **findings_sorted(const struct findings *findings, struct arena *arena)
{
    struct finding **sorted = ARENA_ARRAY(arena, struct finding *, findings->count + 1);
    size_t i = 0;
    for (struct finding *f = findings->first; f; f = f->next) sorted[i++] = f;
    qsort(sorted, findings->count, sizeof *sorted, compare_findings);
    return sorted;
}
