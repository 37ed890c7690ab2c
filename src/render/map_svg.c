/* The picture as SVG: measures on the left, impacts on the right. */
#include <math.h>
#include <string.h>

#include "render/drawing.h"
#include "render/figure_marks.h"
#include "render/layout.h"
#include "render/markup.h"

enum {
    BOX_WIDTH = 158,
    PAD = 9,
    TITLE_SIZE = 12,
    SMALL_SIZE = 11, /* a little more than it is, for safety */
    LINE = 15,
    ROW = 16,
    TITLE_LINES = 5,
    FINDINGS_SHOWN = 4, /* of a box */
    TOP = 42,           /* the headings of the columns */
    MARGIN = 12,
    PILL = 18,
    LEAST_WIDTH = 620, /* room for the legend */
    LEVELS = PORTRAIT_IMPACT + 1
};

struct canvas {
    struct buf *out;
    const struct map *map;
    struct arena *arena;
    struct layout layout;
    struct layout_point *pills; /* by arrow: the middle of what stands on it */
    double width;
};

static const char *say_in(const struct canvas *c, const char *text) POL_FORMAT_ARG(2);
static const char *say_in(const struct canvas *c, const char *text)
{
    return say(c->map->language, text);
}

/* --- boxes: what stands in them ------------------------------------------------------------------------------ */

/* A row below the title: a sign and a text. */
enum row_sign { SIGN_NONE, SIGN_STANDING, SIGN_RISK, SIGN_FACTOR, SIGN_WARNING, SIGN_ERROR };

struct row {
    enum row_sign sign;
    struct str standing, text;
};

struct rows {
    struct row *items;
    size_t count, capacity;
};

static void add_row(struct canvas *c, struct rows *rows, enum row_sign sign, struct str standing,
                    struct str text)
{
    double room = BOX_WIDTH - 2 * PAD - (sign == SIGN_NONE ? 0 : ROW);
    struct markup_lines lines = markup_wrap(c->arena, text, SMALL_SIZE, room, 3);
    for (size_t i = 0; i < lines.count; i++) {
        ARENA_GROW(c->arena, rows->items, rows->count, rows->capacity);
        rows->items[rows->count++] = (struct row){i ? SIGN_NONE : sign, standing, lines.items[i]};
        if (i) rows->items[rows->count - 1].standing = STR("more"); /* stands under the text */
    }
}

static void add_step(struct canvas *c, struct rows *rows, const struct portrait_node *node)
{
    if (!node->step.len) return;
    add_row(c, rows, SIGN_NONE, STR(""),
            str_printf(c->arena, say_in(c, "step: %.*s"),
                       STR_ARG(say_word(c->arena, c->map->language, node->step))));
}

static size_t most_of(size_t a, size_t b)
{
    return a < b ? a : b;
}

static void add_findings(struct canvas *c, struct rows *rows, const struct map_findings *findings)
{
    size_t shown = most_of(findings->item_count, FINDINGS_SHOWN);
    for (size_t i = 0; i < shown; i++) {
        const struct finding *f = findings->items[i];
        const struct finding_kind *kind = finding_kind(f->code);
        add_row(c, rows, f->severity == SEVERITY_ERROR ? SIGN_ERROR : SIGN_WARNING, STR(""),
                str_printf(c->arena, "%.*s %.*s", STR_ARG(kind->code), STR_ARG(kind->name)));
    }
    if (findings->item_count > shown)
        add_row(c, rows, SIGN_NONE, STR("more"),
                str_printf(c->arena, say_in(c, "and %zu more"), findings->item_count - shown));
}

static void add_verdicts(struct canvas *c, struct rows *rows, const struct map_box *box)
{
    const struct result *result = c->map->result;
    if (!result) return;
    size_t shown = most_of(box->rule_count, 6);
    for (size_t i = 0; i < shown; i++) {
        const struct result_rule *rule = &result->rules[box->rules[i]];
        add_row(c, rows, SIGN_STANDING, rule->standing, map_verdict(c->map, rule));
    }
    if (box->rule_count > shown)
        add_row(c, rows, SIGN_NONE, STR("more"),
                str_printf(c->arena, say_in(c, "and %zu more"), box->rule_count - shown));
    bool goal = box->level != PORTRAIT_MEASURE;
    bool judged = false;
    for (size_t i = 0; i < box->rule_count; i++)
        judged |= str_equal(result->rules[box->rules[i]].criterion, STR("attainment"));
    if (goal && !judged && !box->collapsed)
        add_row(c, rows, SIGN_STANDING, STR(""), str_from(say_in(c, "no rule judges it")));
}

static struct rows rows_of(struct canvas *c, const struct map_box *box)
{
    struct rows rows = {0};
    const struct portrait_node *node = &c->map->portrait->nodes[box->node];
    if (box->collapsed)
        add_row(c, &rows, SIGN_NONE, STR(""),
                str_printf(c->arena,
                           box->level == PORTRAIT_MEASURE  ? say_in(c, "measures: %zu")
                           : box->level == PORTRAIT_EFFECT ? say_in(c, "effects: %zu")
                                                           : say_in(c, "impacts: %zu"),
                           box->member_count));
    else
        add_step(c, &rows, node);
    add_verdicts(c, &rows, box);
    if (!box->collapsed && node->threats.count)
        add_row(c, &rows, SIGN_RISK, STR(""),
                str_printf(c->arena, say_in(c, "risks: %zu"), node->threats.count));
    if (!box->collapsed && node->influences.count)
        add_row(c, &rows, SIGN_FACTOR, STR(""),
                str_printf(c->arena, say_in(c, "outside factors: %zu"), node->influences.count));
    if (c->map->choice.findings) add_findings(c, &rows, &box->findings);
    return rows;
}

static struct markup_lines title_of(struct canvas *c, const struct map_box *box)
{
    return markup_wrap(c->arena, box->title, TITLE_SIZE + 1, BOX_WIDTH - 2 * PAD, TITLE_LINES);
}

/* --- layout ---------------------------------------------------------------------------------------------------- */

static double pill_width(const struct canvas *c, const struct map_arrow *arrow)
{
    double width = PILL;
    if (arrow->level) width += 34;
    if (map_assumptions(c->map, arrow) != -2) width += 17;
    width += 17 * (double)most_of(arrow->rule_count, 3);
    if (arrow->findings.item_count) width += 17;
    return width;
}

static void lay_out_boxes(struct canvas *c)
{
    const struct map *map = c->map;
    c->layout.boxes = ARENA_ARRAY(c->arena, struct layout_box, map->box_count + 1);
    c->layout.box_count = map->box_count;
    for (size_t i = 0; i < map->box_count; i++) {
        const struct map_box *box = &map->boxes[i];
        size_t lines = title_of(c, box).count, rows = rows_of(c, box).count;
        c->layout.boxes[i] = (struct layout_box){
            .width = BOX_WIDTH,
            .height = 2 * PAD + LINE * (double)lines + (rows ? 4 + ROW * (double)rows : 0),
            .column = box->level == PORTRAIT_MEASURE  ? LAYOUT_FIRST
                      : box->level == PORTRAIT_IMPACT ? LAYOUT_LAST
                                                      : LAYOUT_FREE,
        };
    }
}

/* Whether two things with these middles and sizes touch. */
static bool touch(struct layout_point a, struct layout_point size_a, struct layout_point b,
                  struct layout_point size_b)
{
    return fabs(a.x - b.x) * 2 < size_a.x + size_b.x + 4 &&
           fabs(a.y - b.y) * 2 < size_a.y + size_b.y + 2;
}

static bool is_free(const struct canvas *c, size_t arrow, struct layout_point at)
{
    struct layout_point size = {pill_width(c, &c->map->arrows[arrow]), PILL};
    for (size_t i = 0; i < arrow; i++) {
        struct layout_point other = {pill_width(c, &c->map->arrows[i]), PILL};
        if (touch(at, size, c->pills[i], other)) return false;
    }
    for (size_t i = 0; i < c->layout.box_count; i++) {
        const struct layout_box *box = &c->layout.boxes[i];
        struct layout_point other = {box->width, box->height};
        if (touch(at, size, box->center, other)) return false;
    }
    return true;
}

/* Each stands on its arrow, as near to the middle as there is room. */
static void place_pills(struct canvas *c)
{
    c->pills = ARENA_ARRAY(c->arena, struct layout_point, c->layout.arrow_count + 1);
    for (size_t i = 0; i < c->layout.arrow_count; i++) {
        const struct layout_arrow *arrow = &c->layout.arrows[i];
        if (arrow->point_count < 4) continue;
        c->pills[i] = layout_point_at(arrow, 0.5);
        for (int step = 0; step < 40; step++) {
            double t = 0.5 + (step % 2 ? 0.0115 : -0.0115) * (step + 1);
            struct layout_point at = layout_point_at(arrow, t);
            if (!is_free(c, i, at)) continue;
            c->pills[i] = at;
            break;
        }
    }
}

static bool lay_out(struct canvas *c, struct str *error)
{
    const struct map *map = c->map;
    if (map->box_count > LAYOUT_BOXES_MAX || map->arrow_count > LAYOUT_ARROWS_MAX) {
        *error = str_printf(c->arena,
                            "the picture would have %zu boxes and %zu arrows, and at most %d and "
                            "%d can be laid out: choose a part with --focus, --from, --to or "
                            "--depth, or put boxes together with --collapse actor",
                            map->box_count, map->arrow_count, LAYOUT_BOXES_MAX, LAYOUT_ARROWS_MAX);
        return false;
    }
    lay_out_boxes(c);
    c->layout.arrows = ARENA_ARRAY(c->arena, struct layout_arrow, map->arrow_count + 1);
    c->layout.arrow_count = map->arrow_count;
    c->layout.gap = 48;
    for (size_t i = 0; i < map->arrow_count; i++) {
        c->layout.arrows[i] =
            (struct layout_arrow){.from = map->arrows[i].from, .to = map->arrows[i].to};
        c->layout.gap = fmax(c->layout.gap, pill_width(c, &map->arrows[i]) + 22);
    }
    if (layout_columns(c->arena, &c->layout) > LAYOUT_COLUMNS_MAX) {
        *error = STR("the picture would be a tangle: too many arrows run across too many columns; "
                     "choose a part with --focus, --from, --to or --depth");
        return false;
    }
    if (!layout_run(c->arena, &c->layout, error)) return false;
    place_pills(c);
    return true;
}

/* --- drawing --------------------------------------------------------------------------------------------------- */

static void add_rect(struct canvas *c, const char *class, struct layout_point at,
                     struct layout_point size)
{
    buf_printf(c->out, "<rect class=\"%s\"", class);
    markup_attribute_px(c->out, "x", at.x);
    markup_attribute_px(c->out, "y", at.y);
    markup_attribute_px(c->out, "width", size.x);
    markup_attribute_px(c->out, "height", size.y);
    buf_add(c->out, STR(" rx=\"4\"/>"));
}

static const char *level_class(enum portrait_level level)
{
    switch (level) {
    case PORTRAIT_PROBLEM: return "problem";
    case PORTRAIT_MEASURE: return "measure";
    case PORTRAIT_EFFECT: return "effect";
    case PORTRAIT_IMPACT: break;
    }
    return "impact";
}

static void add_sign(struct canvas *c, const struct row *row, double x, double y)
{
    switch (row->sign) {
    case SIGN_NONE: break;
    case SIGN_STANDING: mark_standing(c->out, row->standing, x, y); break;
    case SIGN_RISK:
    case SIGN_WARNING: mark_warning(c->out, x, y); break;
    case SIGN_ERROR: mark_error(c->out, x, y); break;
    case SIGN_FACTOR: mark_text(c->out, "middle soft", x, y + 4, STR("\xe2\x97\x87")); break;
    }
}

/* What a mouse shows, and screen readers where they look at the picture itself. */
static void add_tooltip(struct canvas *c, const struct map_box *box)
{
    const struct portrait *p = c->map->portrait;
    const struct portrait_node *node = &p->nodes[box->node];
    buf_add(c->out, STR("<title>"));
    markup_add(c->out, box->title);
    if (!box->collapsed) {
        buf_printf(c->out, " (%.*s)", STR_ARG(box->name));
        for (size_t i = 0; i < node->threats.count; i++) {
            buf_printf(c->out, "%s %s ", i ? "," : ".", say_in(c, "risk:"));
            markup_add(c->out, item_title(&p->risks[node->threats.items[i]].item));
        }
        for (size_t i = 0; i < node->influences.count; i++) {
            buf_printf(c->out, "%s %s ", i ? "," : ".", say_in(c, "from outside:"));
            markup_add(c->out, item_title(&p->factors[node->influences.items[i]].item));
        }
    } else {
        for (size_t i = 0; i < box->member_count; i++) {
            buf_add(c->out, i ? STR("; ") : STR(": "));
            markup_add(c->out, item_title(&p->nodes[box->members[i]].item));
        }
    }
    buf_add(c->out, STR("</title>"));
}

static void add_box(struct canvas *c, size_t place)
{
    const struct map_box *box = &c->map->boxes[place];
    const struct layout_box *laid = &c->layout.boxes[place];
    struct markup_lines title = title_of(c, box);
    struct rows rows = rows_of(c, box);
    double x = laid->center.x - laid->width / 2, y = laid->center.y - laid->height / 2;
    buf_printf(c->out, "<g class=\"%s\"", level_class(box->level));
    if (box->name.len) markup_attribute(c->out, "data-name", box->name);
    buf_add_char(c->out, '>');
    add_tooltip(c, box);
    add_rect(c, "box", (struct layout_point){x, y},
             (struct layout_point){laid->width, laid->height});
    y += PAD;
    for (size_t i = 0; i < title.count; i++, y += LINE)
        mark_text(c->out, "title", x + PAD, y + 11, title.items[i]);
    y += 4;
    for (size_t i = 0; i < rows.count; i++, y += ROW) {
        const struct row *row = &rows.items[i];
        bool under = row->sign != SIGN_NONE || str_equal(row->standing, STR("more"));
        add_sign(c, row, x + PAD + 6, y + 7);
        mark_text(c->out, "small", x + PAD + (under ? ROW + 2 : 0), y + 11, row->text);
    }
    buf_add(c->out, STR("</g>\n"));
}

/* An arrow's head at its last point, along its last stretch. */
static void add_head(struct canvas *c, const struct layout_arrow *laid)
{
    struct layout_point tip = laid->points[laid->point_count - 1];
    struct layout_point back = laid->points[laid->point_count - 2];
    double dx = tip.x - back.x, dy = tip.y - back.y, length = sqrt(dx * dx + dy * dy);
    if (length < 0.01) {
        dx = length = 1;
        dy = 0;
    }
    dx /= length;
    dy /= length;
    const double corners[3][2] = {{tip.x, tip.y},
                                  {tip.x - 8 * dx - 3.6 * dy, tip.y - 8 * dy + 3.6 * dx},
                                  {tip.x - 8 * dx + 3.6 * dy, tip.y - 8 * dy - 3.6 * dx}};
    buf_add(c->out, STR("<path class=\"point\" d=\""));
    for (int i = 0; i < 3; i++) {
        buf_add(c->out, i ? STR("L") : STR("M"));
        markup_px(c->out, corners[i][0]);
        buf_add_char(c->out, ' ');
        markup_px(c->out, corners[i][1]);
    }
    buf_add(c->out, STR("Z\"/>"));
}

static void add_way(struct canvas *c, const struct layout_arrow *laid)
{
    buf_add(c->out, STR("<path class=\"way\" d=\""));
    for (size_t i = 0; i < laid->point_count; i++) {
        buf_add(c->out, i == 0 ? STR("M") : i % 3 == 1 ? STR("C") : STR(" "));
        markup_px(c->out, laid->points[i].x);
        buf_add_char(c->out, ' ');
        markup_px(c->out, laid->points[i].y);
    }
    buf_add(c->out, STR("\"/>"));
    add_head(c, laid);
}

/* The number of an arrow and what is known of it, in the middle of its way. */
static void add_pill(struct canvas *c, size_t place)
{
    const struct map_arrow *arrow = &c->map->arrows[place];
    double width = pill_width(c, arrow), x = c->pills[place].x - width / 2, y = c->pills[place].y;
    int holds = map_assumptions(c->map, arrow);
    buf_printf(c->out, "<g%s data-arrow=\"%zu\">", arrow->harms ? " class=\"harms\"" : "",
               arrow->number);
    add_rect(c, "pill", (struct layout_point){x, y - PILL / 2.0},
             (struct layout_point){width, PILL});
    mark_text(c->out, "small middle", x + PILL / 2.0, y + 4,
              str_printf(c->arena, "%zu", arrow->number));
    x += PILL + 3;
    if (arrow->level) {
        mark_level(c->out, arrow->level, x, y);
        x += 34;
    }
    if (holds != -2) {
        mark_assumption(c->out, holds, x + 5, y);
        x += 17;
    }
    for (size_t i = 0; i < most_of(arrow->rule_count, 3); i++, x += 17)
        mark_standing(c->out, c->map->result->rules[arrow->rules[i]].standing, x + 5, y);
    if (arrow->findings.count[SEVERITY_ERROR])
        mark_error(c->out, x + 5, y);
    else if (arrow->findings.item_count)
        mark_warning(c->out, x + 5, y);
    buf_add(c->out, STR("</g>\n"));
}

static void add_arrows(struct canvas *c)
{
    for (size_t i = 0; i < c->map->arrow_count; i++) {
        if (c->layout.arrows[i].point_count < 4) continue;
        buf_printf(c->out, "<g%s>", c->map->arrows[i].harms ? " class=\"harms\"" : "");
        add_way(c, &c->layout.arrows[i]);
        buf_add(c->out, STR("</g>\n"));
    }
    for (size_t i = 0; i < c->map->arrow_count; i++)
        if (c->layout.arrows[i].point_count >= 4) add_pill(c, i);
}

/* The headings stand above what is theirs. */
static void add_headings(struct canvas *c)
{
    static const char *const words[LEVELS] = {SAID("problems"), SAID("measures"), SAID("effects"),
                                              SAID("impacts")};
    for (int level = PORTRAIT_MEASURE; level < LEVELS; level++) {
        double left = 1e9, right = -1e9;
        for (size_t i = 0; i < c->map->box_count; i++) {
            if ((int)c->map->boxes[i].level != level) continue;
            const struct layout_box *box = &c->layout.boxes[i];
            left = fmin(left, box->center.x - box->width / 2);
            right = fmax(right, box->center.x + box->width / 2);
        }
        if (right < left) continue;
        struct str word = say_word(c->arena, c->map->language, str_from(words[level]));
        mark_text(c->out, "head", left, -20, word);
        buf_add(c->out, STR("<line class=\"rule\""));
        markup_attribute_px(c->out, "x1", left);
        markup_attribute_px(c->out, "x2", right);
        buf_add(c->out, STR(" y1=\"-12\" y2=\"-12\"/>\n"));
    }
}

/* --- below the picture ----------------------------------------------------------------------------------------- */

/* A text over several lines; answers where the next one begins. */
static double add_paragraph(struct canvas *c, const char *class, double x, double y,
                            struct str text)
{
    struct markup_lines lines = markup_wrap(c->arena, text, SMALL_SIZE, c->width - x, 12);
    for (size_t i = 0; i < lines.count; i++, y += LINE)
        mark_text(c->out, class, x, y, lines.items[i]);
    return y;
}

/* One sign with what it means, and a gap behind it. */
struct legend {
    struct canvas *c;
    double x, y;
};

static double legend_place(struct legend *l, double before, const char *text)
{
    double width = before + markup_width(str_from(text), SMALL_SIZE) + 22;
    if (l->x > 0 && l->x + width > l->c->width) {
        l->x = 0;
        l->y += ROW + 2;
    }
    double x = l->x;
    mark_text(l->c->out, "small soft", x + before, l->y, str_from(text));
    l->x += width;
    return x;
}

static void legend_standing(struct legend *l, const char *standing, const char *text)
{
    double x = legend_place(l, 18, text);
    mark_standing(l->c->out, str_from(standing), x + 8, l->y - 4);
}

static bool any_arrow(const struct canvas *c, bool (*is)(const struct canvas *, size_t))
{
    for (size_t i = 0; i < c->map->arrow_count; i++)
        if (is(c, i)) return true;
    return false;
}

static bool is_harming(const struct canvas *c, size_t arrow)
{
    return c->map->arrows[arrow].harms;
}

static bool is_assuming(const struct canvas *c, size_t arrow)
{
    return map_assumptions(c->map, &c->map->arrows[arrow]) != -2;
}

static bool is_evidenced(const struct canvas *c, size_t arrow)
{
    return c->map->arrows[arrow].level > 0;
}

static double add_legend(struct canvas *c, double y)
{
    struct legend l = {c, 0, y};
    if (c->map->result) {
        legend_standing(&l, "positive", say_in(c, "positive"));
        legend_standing(&l, "mixed", say_in(c, "mixed"));
        legend_standing(&l, "negative", say_in(c, "negative"));
        legend_standing(&l, "", say_in(c, "can't be judged"));
    }
    if (any_arrow(c, is_assuming)) {
        double x = legend_place(&l, 18, say_in(c, "rests on an assumption"));
        mark_assumption(c->out, -1, x + 8, l.y - 4);
    }
    if (any_arrow(c, is_evidenced)) {
        double x = legend_place(&l, 34, say_in(c, "strength of the evidence, of five"));
        mark_level(c->out, 3, x + 3, l.y - 4);
    }
    if (any_arrow(c, is_harming)) {
        double x = legend_place(&l, 36, say_in(c, "side effect"));
        buf_add(c->out, STR("<g class=\"harms\"><line class=\"way\""));
        markup_attribute_px(c->out, "x1", x + 2);
        markup_attribute_px(c->out, "x2", x + 30);
        markup_attribute_px(c->out, "y1", l.y - 4);
        markup_attribute_px(c->out, "y2", l.y - 4);
        buf_add(c->out, STR("/></g>"));
    }
    return l.x > 0 ? l.y + 26 : l.y;
}

/* "Training → Reports: commanders who react fairly are told more (evidence level 3; assumes …)" */
static struct str arrow_text(struct canvas *c, const struct map_arrow *arrow)
{
    const struct portrait *p = c->map->portrait;
    struct buf text = buf_in(c->arena);
    buf_printf(&text, "%.*s %s %.*s", STR_ARG(c->map->boxes[arrow->from].title),
               arrow->harms ? say_in(c, "harms") : "\xe2\x86\x92",
               STR_ARG(c->map->boxes[arrow->to].title));
    if (arrow->link_count > 1) buf_printf(&text, say_in(c, " (%zu links)"), arrow->link_count);
    const struct portrait_link *link = &p->links[arrow->links[0]];
    if (arrow->link_count == 1 && link->because.len)
        buf_printf(&text, ": %.*s", STR_ARG(link->because));
    for (size_t i = 0; arrow->link_count == 1 && i < link->assumptions.count; i++)
        buf_printf(&text, "; %s %.*s", say_in(c, "assuming:"),
                   STR_ARG(item_title(&p->assumptions[link->assumptions.items[i]].item)));
    for (size_t i = 0; arrow->link_count == 1 && i < link->evidence.count; i++)
        buf_printf(&text, "; %s %.*s", say_in(c, "evidence:"),
                   STR_ARG(item_title(&p->studies[link->evidence.items[i]].item)));
    for (size_t i = 0; i < arrow->rule_count; i++) {
        const struct result_rule *rule = &c->map->result->rules[arrow->rules[i]];
        buf_printf(
            &text, "; %.*s: %.*s", STR_ARG(say_word(c->arena, c->map->language, rule->criterion)),
            STR_ARG(say_verdict(c->arena, c->map->language, rule->criterion, rule->verdict)));
    }
    return buf_str(&text);
}

static double add_list(struct canvas *c, double y)
{
    for (size_t i = 0; i < c->map->arrow_count; i++) {
        mark_text(c->out, "small soft end", 20, y, str_printf(c->arena, "%zu", i + 1));
        y = add_paragraph(c, "small", 28, y, arrow_text(c, &c->map->arrows[i])) + 3;
    }
    return y + 8;
}

static double add_finding(struct canvas *c, const struct finding *f, double y)
{
    if (f->severity == SEVERITY_ERROR)
        mark_error(c->out, 8, y - 4);
    else
        mark_warning(c->out, 8, y - 4);
    struct shown_place place = report_place(c->map->report, &f->location);
    struct str text =
        place.path.len
            ? str_printf(c->arena, "%.*s %.*s:%u: %.*s", STR_ARG(finding_kind(f->code)->code),
                         STR_ARG(place.path), place.start.line, STR_ARG(f->message))
            : str_printf(c->arena, "%.*s %.*s", STR_ARG(finding_kind(f->code)->code),
                         STR_ARG(f->message));
    return add_paragraph(c, "small", 28, y, text) + 3;
}

/* All findings of what is drawn, and below them those of nothing that is. */
static double add_all_findings(struct canvas *c, double y)
{
    const struct map *map = c->map;
    if (!map->choice.findings) return y;
    for (size_t i = 0; i < map->report->finding_count; i++)
        y = add_finding(c, map->report->findings[i], y);
    return y + 8;
}

/* --- the whole ------------------------------------------------------------------------------------------------- */

static void add_frame(struct canvas *c, double height, bool alone)
{
    const struct map *map = c->map;
    size_t counts[LEVELS] = {0};
    double width = c->width + 2 * MARGIN;
    for (size_t i = 0; i < map->box_count; i++)
        counts[map->boxes[i].level] += map->boxes[i].member_count;
    buf_add(c->out, STR("<svg class=\"pic map\" xmlns=\"http://www.w3.org/2000/svg\""));
    buf_add(c->out, STR(" role=\"img\" aria-labelledby=\"map-title map-desc\""));
    markup_attribute_px(c->out, "width", width);
    markup_attribute_px(c->out, "height", height);
    buf_add(c->out, STR(" viewBox=\"-12 -42 "));
    markup_px(c->out, width);
    buf_add_char(c->out, ' ');
    markup_px(c->out, height);
    buf_add(c->out, STR("\">\n<title id=\"map-title\">"));
    markup_add(c->out, str_printf(c->arena, say_in(c, "The policy theory: %.*s"),
                                  STR_ARG(map->portrait->policy.name.len
                                              ? item_title(&map->portrait->policy)
                                              : str_from(say_in(c, "what leads to what")))));
    buf_add(c->out, STR("</title>\n<desc id=\"map-desc\">"));
    markup_add(c->out,
               str_printf(c->arena,
                          say_in(c, "From left to right: measures (%zu), effects (%zu) and impacts "
                                    "(%zu), and the links between them (%zu)."),
                          counts[PORTRAIT_MEASURE], counts[PORTRAIT_EFFECT],
                          counts[PORTRAIT_IMPACT], map->arrow_count));
    buf_add(c->out, STR("</desc>\n"));
    if (alone) buf_printf(c->out, "<style>%s</style>\n", picture_css);
    add_rect(c, "ground", (struct layout_point){-MARGIN, -TOP},
             (struct layout_point){width, height});
    buf_add_char(c->out, '\n');
}

static bool draw(struct buf *out, const struct map *map, bool alone, struct str *error)
{
    struct arena *arena = map->report->arena;
    struct buf body = buf_in(arena);
    struct canvas c = {.out = &body, .map = map, .arena = arena};
    if (!lay_out(&c, error)) return false;
    c.width = fmax(c.layout.width, alone ? LEAST_WIDTH : 0);
    add_headings(&c);
    add_arrows(&c);
    for (size_t i = 0; i < map->box_count; i++) add_box(&c, i);
    double y = add_legend(&c, c.layout.height + 30);
    if (alone) {
        y = add_list(&c, y);
        y = add_all_findings(&c, y);
    }
    c.out = out;
    add_frame(&c, y + TOP, alone);
    buf_add(out, buf_str(&body));
    buf_add(out, STR("</svg>\n"));
    return true;
}

bool map_svg(struct buf *out, const struct map *map, struct str *error)
{
    buf_add(out, STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"));
    return draw(out, map, true, error);
}

bool map_svg_inline(struct buf *out, const struct map *map, struct str *error)
{
    return draw(out, map, false, error);
}
