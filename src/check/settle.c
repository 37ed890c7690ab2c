/* Severities, allowances and the baseline. */
#include "check/settle.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/period.h"
#include "text/suggest.h"
#include "theory/resolve.h"

enum {
    BASELINE_LIMIT = 64 << 20, /* bytes */
    COMMENT_LINES_MAX = 100    /* between an allowance and what it allows */
};

/* `allow` in settings, or `# pol: allow` beside what it allows. */
struct allowance {
    struct allowance *next;
    enum finding_code code;
    struct str pattern;    /* of paths; empty: one line only */
    uint32_t from, to;     /* the bytes of that line */
    const char *c_pattern; /* for fnmatch */
    struct suppression why;
    struct span span;
    bool ended, used;
};

struct settling {
    const struct theory *t;
    struct findings *findings;
    const struct choices *choices;
    const struct check_request *request;
    struct arena *scratch;
    struct allowance *allowances, **last;
    struct allowance **lines; /* those of one line, in order of place */
    size_t line_count;
};

/* --- allowances ----------------------------------------------------------------------------------- */

static struct allowance *add_allowance(struct settling *s, struct str code, struct span span,
                                       struct str reason)
{
    enum finding_code found = finding_code_of(code);
    if (found == FINDING_CODES) {
        struct str codes[FINDING_CODES];
        for (int i = 0; i < FINDING_CODES; i++) codes[i] = finding_kind((enum finding_code)i)->code;
        struct finding *f =
            finding_add(s->findings, FINDING_N10, span, "there is no check `%.*s`", STR_ARG(code));
        size_t nearest = suggest_nearest(code, codes, FINDING_CODES);
        if (nearest != SUGGEST_NONE)
            finding_help(s->findings, f, "did you mean `%.*s`?", STR_ARG(codes[nearest]));
        return NULL;
    }
    if (finding_is_fixed(found)) {
        struct finding *f =
            finding_add(s->findings, FINDING_N10, span, "`%.*s` can't be allowed", STR_ARG(code));
        finding_help(s->findings, f,
                     "a theory with this error can't be evaluated; mend it instead");
        return NULL;
    }
    struct allowance *a = ARENA_NEW(s->findings->arena, struct allowance);
    *a = (struct allowance){.code = found, .span = span};
    a->why = (struct suppression){SUPPRESSED_IN_SOURCE, reason};
    *s->last = a;
    s->last = &a->next;
    return a;
}

static void report_no_reason(struct settling *s, struct span span)
{
    struct finding *f = finding_add(s->findings, FINDING_H04, span,
                                    "this allowance gives no reason, so it is void");
    finding_help(s->findings, f, "say why: # pol: allow T04 -- the step is measured elsewhere");
}

static void add_by_settings(struct settling *s, const struct ast_clause *c)
{
    struct str code = name_text(s->t, &c->allow->code);
    struct str reason = str_trim(c->allow->because.value);
    if (!reason.len) {
        report_no_reason(s, c->span);
        return;
    }
    struct allowance *a = add_allowance(s, code, c->span, reason);
    if (!a) return;
    const struct source *source = sources_at(s->t->sources, c->span.start);
    a->pattern = path_join(s->scratch, path_folder(source->path), c->allow->files.value);
    a->c_pattern = str_to_cstr(s->scratch, a->pattern);
    struct days days;
    if (!c->allow->until.span.end ||
        !resolve_period((struct theory *)(uintptr_t)s->t, &c->allow->until, &days) ||
        days.last >= s->request->today)
        return;
    a->ended = true;
    struct finding *f =
        finding_add(s->findings, FINDING_H04, c->allow->until.span, "this allowance has ended");
    finding_help(s->findings, f, "mend what it allowed, or give it a later date");
}

/* The line that a comment speaks of: its own, or the first below it that holds more than comments. */
static void find_line(const struct source *source, struct span comment, struct allowance *a)
{
    struct str text = source->text;
    size_t start = comment.start - source->base, from = start;
    while (from && text.p[from - 1] != '\n') from--;
    struct str before = {text.p + from, start - from};
    bool alone = !str_trim(before).len;
    size_t to = from;
    for (size_t lines = 0; lines <= COMMENT_LINES_MAX; lines++) {
        while (to < text.len && text.p[to] != '\n') to++;
        struct str line = str_trim((struct str){text.p + from, to - from});
        if (!alone || to >= text.len || (line.len && line.p[0] != '#')) break;
        from = ++to;
    }
    a->from = source->base + (uint32_t)from;
    a->to = source->base + (uint32_t)to;
}

/* `allow T04, T07 -- reason`, as it stands behind `# pol:`. */
static void add_by_comment(struct settling *s, const struct ast_instruction *instruction)
{
    struct str rest = str_trim(instruction->text);
    struct str word = str_cut(&rest, ' ');
    if (!str_equal(word, STR("allow"))) {
        struct finding *f = finding_add(s->findings, FINDING_N10, instruction->span,
                                        "`%.*s` is no instruction", STR_ARG(word));
        finding_help(s->findings, f, "write `# pol: allow T04 -- reason`, or leave out `pol:`");
        return;
    }
    size_t dashes = 0;
    while (dashes < rest.len &&
           !str_starts((struct str){rest.p + dashes, rest.len - dashes}, STR("--")))
        dashes++;
    struct str codes = {rest.p, dashes}, reason = STR("");
    if (dashes + 2 <= rest.len)
        reason = str_trim((struct str){rest.p + dashes + 2, rest.len - dashes - 2});
    if (!reason.len) {
        report_no_reason(s, instruction->span);
        return;
    }
    const struct source *source = sources_at(s->t->sources, instruction->span.start);
    while (codes.len) {
        struct str code = str_trim(str_cut(&codes, ','));
        struct allowance *a = add_allowance(s, code, instruction->span, reason);
        if (a) find_line(source, instruction->span, a);
    }
}

static void collect_allowances(struct settling *s)
{
    for (size_t i = 0; i < s->t->file_count; i++) {
        const struct ast_file *file = s->t->files[i];
        for (const struct ast_decl *d = file->of_kind[DECL_SETTINGS].first; d; d = d->next_of_kind)
            for (const struct ast_clause *c = d->clauses; c; c = c->next)
                if (c->kind == CLAUSE_ALLOW) add_by_settings(s, c);
        for (const struct ast_instruction *n = file->instructions; n; n = n->next)
            add_by_comment(s, n);
    }
}

static int compare_lines(const void *left, const void *right)
{
    const struct allowance *a = *(struct allowance *const *)left;
    const struct allowance *b = *(struct allowance *const *)right;
    if (a->from != b->from) return a->from < b->from ? -1 : 1;
    return (a->span.start > b->span.start) - (a->span.start < b->span.start);
}

static void sort_lines(struct settling *s)
{
    size_t count = 0;
    for (struct allowance *a = s->allowances; a; a = a->next) count += !a->c_pattern;
    s->lines = ARENA_ARRAY(s->scratch, struct allowance *, count + 1);
    for (struct allowance *a = s->allowances; a; a = a->next)
        if (!a->c_pattern) s->lines[s->line_count++] = a;
    qsort(s->lines, count, sizeof *s->lines, compare_lines);
}

/* The allowance for the line that a finding begins on, or NULL. */
static struct allowance *find_on_line(const struct settling *s, const struct finding *f)
{
    size_t low = 0, high = s->line_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (s->lines[middle]->from <= f->location.span.start)
            low = middle + 1;
        else
            high = middle;
    }
    for (size_t i = low; i && s->lines[i - 1]->from == s->lines[low - 1]->from; i--)
        if (s->lines[i - 1]->code == f->code && s->lines[i - 1]->to >= f->location.span.start)
            return s->lines[i - 1];
    return NULL;
}

static struct allowance *find_allowance(const struct settling *s, const struct finding *f)
{
    const struct location *at = &f->location;
    struct allowance *found = at->path.len ? NULL : find_on_line(s, f);
    if (found) return found;
    const struct source *source = sources_at(s->t->sources, at->span.start);
    struct str path = at->path.len ? at->path : source ? source->path : STR("");
    const char *c_path = NULL;
    for (struct allowance *a = s->allowances; a; a = a->next) {
        if (a->code != f->code || a->ended || !a->c_pattern) continue;
        if (!c_path) c_path = str_to_cstr(s->scratch, path);
        if (fnmatch(a->c_pattern, c_path, 0) == 0) return a;
    }
    return NULL;
}

/* Whether it was looked for: some need the figures, and one the verdicts too. */
static bool has_run(const struct settling *s, enum finding_code code)
{
    bool data = finding_kind(code)->code.p[0] == 'D' || code == FINDING_I16 ||
                code == FINDING_I18 || code == FINDING_I19;
    if (!s->choices->of[code].on || code == FINDING_D06) return false;
    return !data || s->request->data;
}

static void report_unused(struct settling *s)
{
    for (const struct allowance *a = s->allowances; a; a = a->next) {
        const struct finding_kind *kind = finding_kind(a->code);
        bool ran = has_run(s, a->code);
        if (a->used || a->ended || !ran) continue;
        struct finding *f =
            finding_add(s->findings, FINDING_N05, a->span,
                        "this allows `%.*s`, and there is none here", STR_ARG(kind->code));
        finding_help(s->findings, f, "leave it out");
    }
}

/* --- where findings lie ---------------------------------------------------------------------------- */

/* A code and a declaration as one key; made for every finding, so without printf. */
static struct str place_key(struct arena *arena, enum finding_code code, struct str declaration)
{
    char *bytes = arena_alloc(arena, sizeof code + declaration.len);
    memcpy(bytes, &code, sizeof code);
    if (declaration.len) memcpy(bytes + sizeof code, declaration.p, declaration.len);
    return (struct str){bytes, sizeof code + declaration.len};
}

/* Where a declaration stands; beside each other, because all are looked at. */
struct stands {
    struct span span;
    const struct symbol *symbol;
};

static int compare_stands(const void *left, const void *right)
{
    const struct stands *a = left, *b = right;
    return (a->span.start > b->span.start) - (a->span.start < b->span.start);
}

/* They mostly stand so already: as they were declared. */
static void sort_stands(struct stands *stands, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (stands[i - 1].span.start > stands[i].span.start) {
            qsort(stands, count, sizeof *stands, compare_stands);
            return;
        }
}

/* Of each finding the innermost named declaration, and the how-manieth of its code there. */
static void place_findings(struct settling *s)
{
    const struct symbols *symbols = &s->t->symbols;
    if (!s->findings->count) return;
    struct stands *sorted = ARENA_ARRAY(s->scratch, struct stands, symbols->count + 1);
    for (size_t i = 0; i < symbols->count; i++)
        sorted[i] = (struct stands){symbols->items[i]->decl->span, symbols->items[i]};
    sort_stands(sorted, symbols->count);
    struct finding **findings = findings_sorted(s->findings, s->scratch);
    struct atoms keys;
    unsigned *counts = ARENA_ARRAY(s->scratch, unsigned, s->findings->count + 1);
    atoms_init(&keys, s->scratch);
    for (size_t i = 0; i < s->findings->count; i++) {
        struct finding *f = findings[i];
        uint32_t at = f->location.span.start;
        size_t low = 0, high = symbols->count;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (sorted[middle].span.start <= at)
                low = middle + 1;
            else
                high = middle;
        }
        f->declaration = f->location.path;
        for (size_t back = 0; !f->location.path.len && low && back < 64; low--, back++)
            if (sorted[low - 1].span.end >= at) {
                f->declaration = sorted[low - 1].symbol->name;
                break;
            }
        struct str key = place_key(s->scratch, f->code, f->declaration);
        f->ordinal = ++counts[atoms_intern_borrowed(&keys, key)];
    }
}

/* --- the baseline ---------------------------------------------------------------------------------- */

/* One line of it. */
struct lived_with {
    enum finding_code code;
    struct str declaration;
    uint32_t line;
    unsigned count, used;
};

struct baseline {
    struct atoms keys;
    struct lived_with *items;
    size_t count, capacity;
};

static bool read_count(struct str text, unsigned *count)
{
    *count = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.p[i] < '0' || text.p[i] > '9' || i > 8) return false;
        *count = *count * 10 + (unsigned)(text.p[i] - '0');
    }
    return text.len > 0;
}

static bool read_baseline(struct settling *s, struct str text, struct baseline *baseline)
{
    uint32_t line = 1;
    struct str rest = text;
    struct str head = str_trim(str_cut(&rest, '\n'));
    if (!str_equal(head, STR(BASELINE_HEAD))) return false;
    atoms_init(&baseline->keys, s->scratch);
    while (rest.len) {
        struct str words = str_trim(str_cut(&rest, '\n'));
        line++;
        if (!words.len || words.p[0] == '#') continue;
        struct lived_with item = {.line = line};
        struct str code = str_cut(&words, ' ');
        item.code = finding_code_of(code);
        size_t last = words.len;
        while (last && words.p[last - 1] != ' ') last--;
        if (!read_count((struct str){words.p + last, words.len - last}, &item.count)) return false;
        item.declaration = str_trim((struct str){words.p, last});
        if (str_equal(item.declaration, STR("-"))) item.declaration = STR("");
        if (item.code == FINDING_CODES) continue; /* of another version */
        struct str key = place_key(s->scratch, item.code, item.declaration);
        if (atoms_intern(&baseline->keys, key) < baseline->count) return false; /* twice */
        ARENA_GROW(s->scratch, baseline->items, baseline->count, baseline->capacity);
        baseline->items[baseline->count++] = item;
    }
    return true;
}

static struct lived_with *find_lived_with(struct settling *s, struct baseline *baseline,
                                          const struct finding *f)
{
    struct str key = place_key(s->scratch, f->code, f->declaration);
    uint32_t place = atoms_find(&baseline->keys, key);
    return place == ATOM_NONE ? NULL : &baseline->items[place];
}

/* What a baseline allows and no longer happens: then it has to shrink, or it would let it come back. */
static void report_shrunk(struct settling *s, const struct baseline *baseline)
{
    for (size_t i = 0; i < baseline->count; i++) {
        const struct lived_with *item = &baseline->items[i];
        bool ran = has_run(s, item->code);
        if (!ran || item->used >= item->count) continue;
        struct finding *f = finding_add_at(
            s->findings, FINDING_N05,
            location_in_data(str_copy(s->findings->arena, s->request->baseline), item->line),
            "the baseline allows %u of `%.*s` in `%.*s`, and there %s %u", item->count,
            STR_ARG(finding_kind(item->code)->code), STR_ARG(item->declaration),
            item->used == 1 ? "is" : "are", item->used);
        finding_help(s->findings, f, "write it anew with --write-baseline");
    }
}

static enum settle_status live_with_baseline(struct settling *s, bool whole)
{
    static const struct suppression lived_with = {SUPPRESSED_BY_BASELINE, {"in the baseline", 15}};
    struct baseline baseline = {.count = 0};
    struct str text;
    enum file_status status = file_read(s->scratch, s->request->baseline, BASELINE_LIMIT, &text);
    if (status == FILE_FAILED) return SETTLE_NO_BASELINE;
    if (status != FILE_READ || !read_baseline(s, text, &baseline)) return SETTLE_BAD_BASELINE;
    for (struct finding *f = s->findings->first; f; f = f->next) {
        if (f->suppression || finding_is_fixed(f->code)) continue;
        struct lived_with *item = find_lived_with(s, &baseline, f);
        if (!item || item->used >= item->count) continue;
        item->used++;
        f->suppression = &lived_with;
    }
    if (whole && s->request->one_program) report_shrunk(s, &baseline);
    return SETTLE_DONE;
}

/* --- all together ------------------------------------------------------------------------------------ */

static void choose(struct settling *s)
{
    struct finding **place = &s->findings->first;
    while (*place) {
        struct finding *f = *place;
        const struct choice *choice = &s->choices->of[f->code];
        if (!choice->on) {
            *place = f->next;
            s->findings->count--;
            continue;
        }
        if (!f->own_severity || choice->severity_said) f->severity = choice->severity;
        place = &f->next;
    }
    s->findings->last = place;
}

enum settle_status settle(const struct theory *t, struct findings *findings,
                          const struct choices *choices, const struct check_request *request,
                          bool whole)
{
    struct settling s = {
        .t = t,
        .findings = findings,
        .choices = choices,
        .request = request,
        .scratch = arena_child(findings->arena),
    };
    s.last = &s.allowances;
    collect_allowances(&s);
    sort_lines(&s);
    for (struct finding *f = findings->first; f; f = f->next) {
        struct allowance *allowance = find_allowance(&s, f);
        f->suppression = allowance ? &allowance->why : NULL;
        if (allowance) allowance->used = true;
    }
    if (whole) report_unused(&s);
    choose(&s);
    place_findings(&s);
    enum settle_status status = request->baseline.len ? live_with_baseline(&s, whole) : SETTLE_DONE;
    arena_release(s.scratch);
    return status;
}
