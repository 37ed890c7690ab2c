/* Why, for people: the verdict in a sentence, the tree below it, and what would make the unknown
 * known. */
#include "render/why.h"

#include "base/atom.h"
#include "base/utf8.h"
#include "render/figures.h"
#include "render/human.h"
#include "render/page.h"
#include "render/remedies.h"

struct tree {
    struct page page;
    const struct report *report;
    struct buf stem;       /* the lines of the tree left of what is being written */
    struct atoms remedies; /* that were named */
};

static void line_end(struct tree *t)
{
    buf_add_char(t->page.out, '\n');
}

/* --- sentences ------------------------------------------------------------------------------------------ */

static struct str full_name(struct arena *arena, struct str name, struct str title)
{
    return title.len ? str_printf(arena, "%.*s (%.*s)", STR_ARG(title), STR_ARG(name)) : name;
}

/* The condition that decided; NULL: none did. */
static const struct result_condition *deciding(const struct result_rule *rule)
{
    for (size_t i = rule->because_count; i > 0; i--)
        if (rule->because[i - 1].role != ROLE_NEEDS && rule->because[i - 1].truth == 1)
            return &rule->because[i - 1];
    return NULL;
}

static struct str node_title(const struct tree *t, struct str name)
{
    const struct result *result = t->report->result;
    for (size_t i = 0; i < result->node_count; i++)
        if (str_equal(result->nodes[i].name, name)) return result->nodes[i].title;
    return STR("");
}

static void add_sentence(struct tree *t, const struct result_rule *rule)
{
    struct arena *arena = t->report->arena;
    struct buf text = buf_in(arena);
    const struct result_condition *decided = deciding(rule);
    buf_printf(&text, "%.*s: %.*s",
               STR_ARG(full_name(arena, rule->node, node_title(t, rule->node))),
               STR_ARG(rule->criterion));
    if (rule->measure.len)
        buf_printf(&text, " of %.*s",
                   STR_ARG(full_name(arena, rule->measure, node_title(t, rule->measure))));
    buf_printf(&text, " is %.*s", STR_ARG(rule->verdict));
    if (rule->level) buf_printf(&text, ", on evidence of level %d", rule->level);
    if (rule->why.len)
        buf_printf(&text, ": %.*s", STR_ARG(rule->why));
    else if (decided && decided->role == ROLE_WHEN)
        buf_printf(&text, ", because %.*s", STR_ARG(decided->text));
    else if (decided)
        buf_add(&text, STR(", because no condition before `otherwise` holds"));
    struct str figures = figures_of_rule(arena, NULL, rule);
    if (figures.len) buf_printf(&text, " (%.*s)", STR_ARG(figures));
    buf_add_char(&text, '.');
    page_wrap(&t->page, INK_BOLD, buf_str(&text), 0, 2);
}

static void add_figure_sentence(struct tree *t, const struct story *story)
{
    struct arena *arena = t->report->arena;
    struct buf text = buf_in(arena);
    buf_add(&text, full_name(arena, story->name, story->title));
    const struct story *figure = story;
    for (const struct story *part = story->parts; !story->has_value && part; part = part->next)
        if (part->kind == STORY_FIGURE && part->value.kind == RESULT_NUMBER) figure = part;
    if (!figure->has_value) {
        buf_add(&text, STR(" has no figure that is known."));
    } else {
        buf_add(&text, STR(" is "));
        figures_add(&text, &figure->value);
        if (figure->period.len) buf_printf(&text, " in %.*s", STR_ARG(figure->period));
        if (figure->value.kind == RESULT_MISSING)
            buf_printf(&text, ": %.*s", STR_ARG(figure->value.reason.text));
        buf_add_char(&text, '.');
    }
    page_wrap(&t->page, INK_BOLD, buf_str(&text), 0, 2);
}

static void add_sentences(struct tree *t, const struct story *story)
{
    bool any = false;
    if (story->kind == STORY_INDICATOR) {
        add_figure_sentence(t, story);
        return;
    }
    if (story->kind == STORY_RULE && story->rule) {
        add_sentence(t, story->rule);
        return;
    }
    for (const struct story *part = story->parts; part; part = part->next) {
        if (part->kind != STORY_RULE || !part->rule) continue;
        add_sentence(t, part->rule);
        any = true;
    }
    if (any) return;
    struct str name = full_name(t->report->arena, story->name, story->title);
    page_wrap(&t->page, INK_BOLD,
              str_printf(t->report->arena, "%.*s: no rule judges it.", STR_ARG(name)), 0, 2);
}

/* --- the tree ------------------------------------------------------------------------------------------- */

static enum ink ink_of_truth(int truth)
{
    return truth < 0 ? INK_BLUE : truth ? INK_GREEN : INK_RED;
}

static struct str truth_words(const struct story *story)
{
    if (story->kind == STORY_ASSUMPTION)
        return story->truth < 0 ? STR("not known to hold")
               : story->truth   ? STR("holds")
                                : STR("does not hold");
    return story->truth < 0 ? STR("unknown") : story->truth ? STR("true") : STR("false");
}

static void add_rows(struct buf *text, const struct story *story)
{
    if (!story->counted) return;
    buf_printf(text, "; %llu row%s count%s", (unsigned long long)story->n, story->n == 1 ? "" : "s",
               story->n == 1 ? "s" : "");
    if (story->missing)
        buf_printf(text, ", %llu without a value", (unsigned long long)story->missing);
    if (story->left_out)
        buf_printf(text, ", %llu left out because `where` can't be decided",
                   (unsigned long long)story->left_out);
}

static void add_input(struct buf *text, const struct result_input *input)
{
    buf_printf(text, ": %.*s, %llu rows", STR_ARG(input->path), (unsigned long long)input->rows);
    if (input->rejected)
        buf_printf(text, ", %llu values that can't be read", (unsigned long long)input->rejected);
    if (input->unplaced)
        buf_printf(text, ", %llu rows without a readable place in time",
                   (unsigned long long)input->unplaced);
    if (input->later)
        buf_printf(text, ", %llu rows after the as-of date", (unsigned long long)input->later);
    buf_printf(text, ", %.*s", STR_ARG(input->fingerprint));
}

static const char *what(const struct story *story)
{
    switch (story->kind) {
    case STORY_INDICATOR: return "indicator ";
    case STORY_RULE: return "rule ";
    case STORY_INPUT: return "data ";
    case STORY_COSTS: return "costs of ";
    case STORY_ASSUMPTION: return "assumption ";
    case STORY_EVIDENCE: return "evidence ";
    case STORY_LIMIT: return "but: ";
    case STORY_CAUTION: return "caution: ";
    case STORY_LINK: return "link: ";
    case STORY_ROW:
    case STORY_NODE:
    case STORY_CONDITION:
    case STORY_VALUE:
    case STORY_ESTIMATE:
    case STORY_FIGURE:
    case STORY_AIM:
    case STORY_AGGREGATE:
    case STORY_MORE: return "";
    }
    return "";
}

static void add_unit(struct buf *text, const struct story *story)
{
    const struct story *first = story->parts;
    bool series = story->kind == STORY_INDICATOR || story->kind == STORY_COSTS;
    if (series && first && first->kind == STORY_FIGURE && first->value.unit.len &&
        !str_equal(first->value.unit, STR("percent")))
        buf_printf(text, " (in %.*s)", STR_ARG(first->value.unit));
}

/* The words behind "key: value" of a part. */
static struct str words_of(struct tree *t, const struct story *story)
{
    struct arena *arena = t->report->arena;
    struct buf text = buf_in(arena);
    buf_add(&text, str_from(what(story)));
    if (story->kind == STORY_NODE) buf_printf(&text, "%.*s ", STR_ARG(story->text));
    if (story->kind == STORY_AIM)
        buf_printf(&text, "%.*s of %.*s", STR_ARG(story->text), STR_ARG(story->name));
    else if (story->name.len)
        buf_add(&text, story->name);
    else
        buf_add(&text, story->text);
    if (story->kind == STORY_LINK && story->title.len)
        buf_printf(&text, " because \"%.*s\"", STR_ARG(story->title));
    else if (story->title.len && story->kind != STORY_INPUT)
        buf_printf(&text, " \"%.*s\"", STR_ARG(story->title));
    if (story->kind == STORY_RULE) buf_printf(&text, ", %.*s", STR_ARG(story->text));
    add_unit(&text, story);
    if (story->period.len)
        buf_printf(&text, "%s %.*s", story->kind == STORY_AIM ? "" : " in", STR_ARG(story->period));
    if (story->kind == STORY_ROW && story->truth == -1)
        buf_add(&text, STR(": left out, `where` can't be decided"));
    else if (story->truth != STORY_NO_TRUTH)
        buf_printf(&text, ": %.*s", STR_ARG(truth_words(story)));
    if (story->has_value) {
        buf_add(&text, STR(": "));
        figures_add(&text, &story->value);
        if (story->value.kind == RESULT_MISSING && story->value.reason.text.len)
            buf_printf(&text, " (%.*s)", STR_ARG(story->value.reason.text));
    }
    if (story->input) add_input(&text, story->input);
    if (story->text.len && (story->kind == STORY_EVIDENCE || story->kind == STORY_INPUT ||
                            story->kind == STORY_INDICATOR))
        buf_printf(&text, "%s%.*s", story->kind == STORY_INPUT ? "; " : ": ", STR_ARG(story->text));
    add_rows(&text, story);
    return buf_str(&text);
}

static struct str place_of(struct tree *t, const struct story *story)
{
    if (story->kind == STORY_INPUT || story->kind == STORY_VALUE) return STR("");
    struct shown_place place = report_place(t->report, &story->location);
    if (!place.path.len) return STR("");
    return str_printf(t->report->arena, " [%.*s:%u]", STR_ARG(place.path), place.start.line);
}

static enum ink ink_of(const struct story *story)
{
    if (story->truth != STORY_NO_TRUTH) return ink_of_truth(story->truth);
    if (story->kind == STORY_LIMIT || story->kind == STORY_CAUTION) return INK_YELLOW;
    if (story->has_value && story->value.kind == RESULT_MISSING) return INK_BLUE;
    return INK_PLAIN;
}

/* A text whose further lines carry on the lines of the tree. */
static void add_wrapped(struct tree *t, enum ink ink, struct str text, struct str place)
{
    struct arena *arena = t->report->arena;
    struct buf one = buf_in(arena);
    size_t left = utf8_width(buf_str(&t->stem));
    struct page page = {.out = &one,
                        .color = false,
                        .width =
                            t->page.width - (left < t->page.width / 2 ? left : t->page.width / 2)};
    page_wrap(&page, INK_PLAIN, str_printf(arena, "%.*s%.*s", STR_ARG(text), STR_ARG(place)), 0, 2);
    bool first = true;
    for (struct str rest = buf_str(&one); rest.len;) {
        struct str line = str_cut(&rest, '\n');
        if (!first) page_ink(&t->page, INK_DIM, buf_str(&t->stem));
        page_ink(&t->page, ink, line);
        line_end(t);
        first = false;
    }
}

/* The unit of a series stands once, before its figures. */
static void add_bare(struct buf *text, const struct result_value *value)
{
    struct result_value bare = *value;
    if (!str_equal(bare.unit, STR("percent"))) bare.unit = STR("");
    figures_add(text, &bare);
}

/* Figures of a series stand behind each other, not below each other. */
static const struct story *add_figures(struct tree *t, const struct story *story)
{
    struct buf text = buf_in(t->report->arena);
    const struct story *last = story;
    for (; story && story->kind == STORY_FIGURE; story = story->next) {
        if (text.len) buf_add(&text, STR(", "));
        buf_printf(&text, "%.*s%.*s ", STR_ARG(story->text), STR_ARG(story->period));
        if (story->text.len)
            figures_add(&text, &story->value);
        else
            add_bare(&text, &story->value);
        last = story;
    }
    add_wrapped(t, INK_PLAIN, buf_str(&text), STR(""));
    return last;
}

static void add_parts(struct tree *t, const struct story *story);

static const struct story *last_of_figures(const struct story *part)
{
    while (part->kind == STORY_FIGURE && part->next && part->next->kind == STORY_FIGURE)
        part = part->next;
    return part;
}

static void add_parts(struct tree *t, const struct story *story)
{
    for (const struct story *part = story->parts; part; part = part->next) {
        bool last = !last_of_figures(part)->next;
        size_t length = t->stem.len;
        page_ink(&t->page, INK_DIM, buf_str(&t->stem));
        page_ink(&t->page, INK_DIM, last ? STR("└─ ") : STR("├─ "));
        buf_add(&t->stem, last ? STR("   ") : STR("│  "));
        if (part->kind == STORY_FIGURE) {
            part = add_figures(t, part);
        } else {
            add_wrapped(t, ink_of(part), words_of(t, part), place_of(t, part));
            add_parts(t, part);
        }
        t->stem.len = length;
    }
}

/* --- what would make it known --------------------------------------------------------------------------- */

static void add_remedy_head(struct tree *t)
{
    line_end(t);
    page_ink(&t->page, INK_BOLD, STR("It would be known with"));
    line_end(t);
}

/* Those that were not named yet. */
static void add_remedies(struct tree *t, const struct story *story)
{
    const struct str *remedies;
    size_t count = story->kind == STORY_RULE && story->rule
                       ? remedies_of_rule(t->report->arena, story->rule, &remedies)
                       : 0;
    struct str one;
    if (story->kind == STORY_INDICATOR && story->has_value && story->value.kind == RESULT_MISSING) {
        one = remedy_of_value(t->report->arena, story->name, &story->value);
        remedies = &one;
        count = 1;
    }
    for (size_t i = 0; i < count; i++) {
        size_t known = t->remedies.count;
        if (atoms_intern(&t->remedies, remedies[i]) < known) continue;
        if (!known) add_remedy_head(t);
        page_add(&t->page, STR("  - "));
        page_wrap(&t->page, INK_PLAIN, remedies[i], 4, 4);
    }
}

static bool is_judged(const struct story *node)
{
    for (const struct story *part = node->parts; part; part = part->next)
        if (part->kind == STORY_RULE) return true;
    return false;
}

void human_why(struct buf *out, const struct report *report)
{
    const struct story *story = report->result->story;
    struct tree t = {
        .page = {.out = out,
                 .color = report->color,
                 .width = report->width > 0 ? (size_t)report->width : 80},
        .report = report,
        .stem = buf_in(report->arena),
    };
    atoms_init(&t.remedies, report->arena);
    add_sentences(&t, story);
    line_end(&t);
    add_wrapped(&t, ink_of(story), words_of(&t, story), place_of(&t, story));
    add_parts(&t, story);
    add_remedies(&t, story);
    for (const struct story *part = story->parts; story->kind == STORY_NODE && part;
         part = part->next)
        add_remedies(&t, part);
    if (story->kind == STORY_NODE && !is_judged(story)) {
        add_remedy_head(&t);
        page_add(&t.page, STR("  - a rule that judges it"));
        line_end(&t);
    }
    if (report->finding_count) line_end(&t);
    human_findings(out, report, "D");
}
