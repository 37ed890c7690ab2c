/* The picture for other programs that draw: DOT for Graphviz, Mermaid for Markdown. */
#include "base/utf8.h"
#include "render/drawing.h"

const char *const *drawing_names(void)
{
    static const char *const names[] = {
#define DRAWING(name, purpose, function) #name,
#include "render/drawings.def"
#undef DRAWING
        NULL,
    };
    return names;
}

const struct drawing *drawing_find(struct str name)
{
    static const struct drawing all[] = {
#define DRAWING(name, purpose, function) {#name, purpose, function},
#include "render/drawings.def"
#undef DRAWING
    };
    for (size_t i = 0; i < COUNT_OF(all); i++)
        if (str_equal(str_from(all[i].name), name)) return &all[i];
    return NULL;
}

/* How a box is called in the picture, with what is known of it, in lines. */
static struct str box_label(const struct map *map, const struct map_box *box, struct str line_end)
{
    struct buf text = buf_in(map->report->arena);
    buf_add(&text, box->title);
    if (box->collapsed) buf_printf(&text, " (%zu)", box->member_count);
    for (size_t i = 0; i < box->rule_count; i++) {
        const struct result_rule *rule = &map->result->rules[box->rules[i]];
        buf_add(&text, line_end);
        buf_printf(&text, "%s %.*s", standing_mark(rule->standing).sign,
                   STR_ARG(map_verdict(map, rule)));
    }
    for (size_t i = 0; map->choice.findings && i < box->findings.item_count; i++) {
        const struct finding_kind *kind = finding_kind(box->findings.items[i]->code);
        buf_add(&text, line_end);
        buf_printf(&text, "! %.*s %.*s", STR_ARG(kind->code), STR_ARG(kind->name));
    }
    return buf_str(&text);
}

static struct str arrow_label(const struct map *map, const struct map_arrow *arrow)
{
    struct buf text = buf_in(map->report->arena);
    const struct portrait_link *link = &map->portrait->links[arrow->links[0]];
    if (arrow->link_count > 1)
        buf_printf(&text, say(map->language, " (%zu links)"), arrow->link_count);
    else
        buf_add(&text, link->because);
    if (arrow->level) buf_printf(&text, say(map->language, " [evidence level %d]"), arrow->level);
    int holds = map_assumptions(map, arrow);
    if (holds != -2)
        buf_add(&text, str_from(holds > 0    ? say(map->language, " [its assumption holds]")
                                : holds == 0 ? say(map->language, " [an assumption does not hold]")
                                             : say(map->language, " [rests on an assumption]")));
    for (size_t i = 0; i < arrow->rule_count; i++) {
        const struct result_rule *rule = &map->result->rules[arrow->rules[i]];
        buf_printf(&text, " [%s %.*s]", standing_mark(rule->standing).sign,
                   STR_ARG(say_verdict(map->report->arena, map->language, rule->criterion,
                                       rule->verdict)));
    }
    for (size_t i = 0; map->choice.findings && i < arrow->findings.item_count; i++)
        buf_printf(&text, " [! %.*s]", STR_ARG(finding_kind(arrow->findings.items[i]->code)->code));
    return str_trim(buf_str(&text));
}

/* --- DOT ----------------------------------------------------------------------------------------------------- */

/* Between quotation marks. A line end of ours is the character U+0001, which no text of an author can
 * hold; it becomes \n. */
static void dot_text(struct buf *out, struct str text)
{
    buf_add_char(out, '"');
    while (text.len) {
        uint32_t code = 0;
        size_t bytes = utf8_decode(text, &code);
        if (code == 1 && bytes)
            buf_add(out, STR("\\n"));
        else if (code == '\n' || code == '\t' || code == '\r')
            buf_add_char(out, ' ');
        else if (!bytes || utf8_is_unprintable(code))
            buf_add(out, UTF8_REPLACEMENT);
        else if (code == '"' || code == '\\')
            buf_printf(out, "\\%c", (char)code);
        else
            buf_add(out, (struct str){text.p, bytes});
        bytes = bytes ? bytes : 1;
        text = (struct str){text.p + bytes, text.len - bytes};
    }
    buf_add_char(out, '"');
}

static const char *dot_style(enum portrait_level level)
{
    switch (level) {
    case PORTRAIT_MEASURE: return "shape=box,style=\"filled,rounded\",fillcolor=\"#eef3fb\"";
    case PORTRAIT_IMPACT: return "shape=box,style=\"filled,bold\",fillcolor=\"#f6f1e7\"";
    case PORTRAIT_EFFECT:
    case PORTRAIT_PROBLEM: break;
    }
    return "shape=box,style=filled,fillcolor=\"#ffffff\"";
}

bool map_dot(struct buf *out, const struct map *map, struct str *error)
{
    (void)error;
    buf_add(out, STR("digraph theory {\n  rankdir=LR;\n  node [fontname=\"sans-serif\"];\n"
                     "  edge [fontname=\"sans-serif\", fontsize=10];\n"));
    for (size_t i = 0; i < map->box_count; i++) {
        const struct map_box *box = &map->boxes[i];
        buf_printf(out, "  b%zu [%s, label=", i + 1, dot_style(box->level));
        dot_text(out, box_label(map, box, STR("\x01")));
        buf_add(out, STR(", tooltip="));
        dot_text(out, box->name);
        buf_add(out, STR("];\n"));
    }
    for (size_t i = 0; i < map->arrow_count; i++) {
        const struct map_arrow *arrow = &map->arrows[i];
        buf_printf(out, "  b%zu -> b%zu [%slabel=", arrow->from + 1, arrow->to + 1,
                   arrow->harms ? "style=dashed, color=\"#b42318\", " : "");
        dot_text(out, arrow_label(map, arrow));
        buf_add(out, STR("];\n"));
    }
    buf_add(out, STR("}\n"));
    return true;
}

/* --- Mermaid ------------------------------------------------------------------------------------------------- */

/* Between quotation marks; whatever Mermaid or HTML could mean something by is written as its number. */
static void mermaid_text(struct buf *out, struct str text)
{
    buf_add_char(out, '"');
    while (text.len) {
        uint32_t code = 0;
        size_t bytes = utf8_decode(text, &code);
        bool plain = code == ' ' || (code >= '0' && code <= '9') || (code >= 'A' && code <= 'Z') ||
                     (code >= 'a' && code <= 'z') || code == ',' || code == '.' || code == '-' ||
                     code == '?' || code == '+' || code == '(' || code == ')' || code == '/' ||
                     code == ':';
        if (code == 1 && bytes)
            buf_add(out, STR("<br/>"));
        else if (code == '\n' || code == '\t' || code == '\r')
            buf_add_char(out, ' ');
        else if (!bytes || utf8_is_unprintable(code))
            buf_add(out, UTF8_REPLACEMENT);
        else if (plain || code >= 0x80)
            buf_add(out, (struct str){text.p, bytes});
        else
            buf_printf(out, "#%u;", (unsigned)code);
        bytes = bytes ? bytes : 1;
        text = (struct str){text.p + bytes, text.len - bytes};
    }
    buf_add_char(out, '"');
}

bool map_mermaid(struct buf *out, const struct map *map, struct str *error)
{
    static const char *const brackets[][2] = {{"[", "]"}, {"(", ")"}, {"[", "]"}, {"{{", "}}"}};
    (void)error;
    buf_add(out, STR("flowchart LR\n"));
    for (size_t i = 0; i < map->box_count; i++) {
        const struct map_box *box = &map->boxes[i];
        buf_printf(out, "  b%zu%s", i + 1, brackets[box->level][0]);
        mermaid_text(out, box_label(map, box, STR("\x01")));
        buf_printf(out, "%s\n", brackets[box->level][1]);
    }
    for (size_t i = 0; i < map->arrow_count; i++) {
        const struct map_arrow *arrow = &map->arrows[i];
        struct str label = arrow_label(map, arrow);
        buf_printf(out, "  b%zu %s", arrow->from + 1, arrow->harms ? "-.->" : "-->");
        if (label.len) {
            buf_add_char(out, '|');
            mermaid_text(out, label);
            buf_add_char(out, '|');
        }
        buf_printf(out, " b%zu\n", arrow->to + 1);
    }
    return true;
}
