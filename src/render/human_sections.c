/* What stands below the chain in an evaluation for people: money, what is uncertain, what was assumed, what
 * follows, and the data. */
#include "render/human_sections.h"

#include "render/figures.h"

struct sections {
    struct page *page;
    const struct report *report;
    const struct result *result;
};

struct mark mark_of_standing(struct str standing)
{
    if (str_equal(standing, STR("positive"))) return (struct mark){STR("+"), INK_GREEN};
    if (str_equal(standing, STR("mixed"))) return (struct mark){STR("~"), INK_YELLOW};
    if (str_equal(standing, STR("negative"))) return (struct mark){STR("-"), INK_RED};
    return (struct mark){STR("?"), INK_BLUE};
}

struct str spaced_name(struct arena *arena, struct str name)
{
    struct buf text = buf_in(arena);
    for (size_t i = 0; i < name.len; i++) buf_add_char(&text, name.p[i] == '_' ? ' ' : name.p[i]);
    return buf_str(&text);
}

void section_begin(struct page *page, const char *title)
{
    buf_add_char(page->out, '\n');
    page_ink(page, INK_BOLD, str_from(title));
    buf_add_char(page->out, '\n');
}

static struct str name_and_title(struct arena *arena, struct str name, struct str title)
{
    return title.len ? str_printf(arena, "%.*s (%.*s)", STR_ARG(title), STR_ARG(name)) : name;
}

static void add_item(struct sections *s, struct mark mark, struct str text)
{
    page_spaces(s->page, 2);
    page_ink(s->page, mark.ink, mark.sign);
    buf_add_char(s->page->out, ' ');
    page_wrap(s->page, INK_PLAIN, text, 4, 4);
}

/* "865.4 EUR, from 568 to 1816.7" */
static void add_range(struct buf *text, const struct result_value *point,
                      const struct result_value *result)
{
    struct result_value middle = *point;
    middle.uncertain = false;
    figures_add(text, &middle);
    if (result->kind != RESULT_NUMBER || !result->uncertain) return;
    struct result_value low = middle, high = middle;
    low.number = result->low;
    high.number = result->high;
    low.unit = high.unit = STR("");
    buf_add(text, STR(", from "));
    figures_add(text, &low);
    buf_add(text, STR(" to "));
    figures_add(text, &high);
}

static bool is_discounted(const struct result_cost *cost)
{
    return cost->total.kind == RESULT_NUMBER && cost->present_value.kind == RESULT_NUMBER &&
           num_compare(&cost->total.number, &cost->present_value.number) != 0;
}

static void add_cost(struct sections *s, const struct result_cost *cost)
{
    struct arena *arena = s->report->arena;
    struct buf text = buf_in(arena);
    buf_printf(&text, "%.*s: ", STR_ARG(name_and_title(arena, cost->name, cost->title)));
    if (cost->total.kind == RESULT_NUMBER) {
        add_range(&text, &cost->total, &cost->total);
        if (cost->prices) buf_printf(&text, " in prices of %d", cost->prices);
        if (is_discounted(cost)) {
            buf_add(&text, STR("; present value "));
            add_range(&text, &cost->present_value, &cost->present_value);
        }
    } else {
        buf_printf(&text, "not known: %.*s", STR_ARG(cost->total.reason.text));
    }
    add_item(s, (struct mark){STR("."), INK_DIM}, buf_str(&text));
    for (size_t i = 0; i < cost->per_count; i++) {
        const struct result_cost_per *per = &cost->pers[i];
        struct buf line = buf_in(arena);
        buf_printf(&line, "%.*s: ", STR_ARG(per->text));
        if (per->point.kind == RESULT_NUMBER) add_range(&line, &per->point, &per->result);
        if (per->unbounded) buf_printf(&line, "; %.*s", STR_ARG(per->result.reason.text));
        if (per->point.kind != RESULT_NUMBER)
            buf_printf(&line, "not known: %.*s", STR_ARG(per->point.reason.text));
        page_spaces(s->page, 4);
        page_wrap(s->page, INK_DIM, buf_str(&line), 4, 6);
    }
}

static void add_costs(struct sections *s)
{
    if (s->result->cost_count) section_begin(s->page, "Costs");
    for (size_t i = 0; i < s->result->cost_count; i++) add_cost(s, &s->result->costs[i]);
    if (!s->result->discount.used) return;
    if (!s->result->cost_count) section_begin(s->page, "Costs");
    page_spaces(s->page, 2);
    page_wrap(s->page, INK_DIM, discount_words(s->report->arena, &s->result->discount), 2, 2);
}

/* "10..30: from 12 to 45, 61 % of the variance" */
static void add_driver(struct sections *s, const struct result_driver *driver)
{
    struct buf text = buf_in(s->report->arena);
    struct result_value share = {
        .kind = RESULT_NUMBER, .number = driver->share, .style = STYLE_PERCENT};
    buf_printf(&text, "%.*s: ", STR_ARG(driver->text));
    figures_add(&text, &share);
    buf_add(&text, STR(" of the variance"));
    if (driver->at_low.kind == RESULT_NUMBER && driver->at_high.kind == RESULT_NUMBER) {
        buf_add(&text, STR("; at its ends "));
        figures_add(&text, &driver->at_low);
        buf_add(&text, STR(" and "));
        figures_add(&text, &driver->at_high);
    }
    page_spaces(s->page, 4);
    page_wrap(s->page, INK_DIM, buf_str(&text), 4, 6);
}

static void add_simulations(struct sections *s)
{
    enum { DRIVERS_SHOWN = 8 };
    if (s->result->simulation_count)
        section_begin(s->page, "Uncertain numbers, and what drives them");
    for (size_t i = 0; i < s->result->simulation_count; i++) {
        const struct result_simulation *drawn = &s->result->simulations[i];
        struct buf text = buf_in(s->report->arena);
        buf_printf(&text, "%.*s: ", STR_ARG(drawn->text));
        add_range(&text, &drawn->value, &drawn->value);
        buf_printf(&text, " (%u draws)", (unsigned)drawn->draws);
        add_item(s, (struct mark){STR("."), INK_DIM}, buf_str(&text));
        for (size_t k = 0; k < drawn->driver_count && k < DRIVERS_SHOWN; k++)
            add_driver(s, &drawn->drivers[k]);
    }
}

static void add_assumptions(struct sections *s)
{
    struct arena *arena = s->report->arena;
    if (s->result->assumption_count) section_begin(s->page, "Assumptions");
    for (size_t i = 0; i < s->result->assumption_count; i++) {
        const struct result_assumption *a = &s->result->assumptions[i];
        struct str what = name_and_title(arena, a->name, a->title);
        struct mark mark = mark_of_standing(a->holds < 0 ? STR("")
                                            : a->holds   ? STR("positive")
                                                         : STR("negative"));
        const char *state = a->holds > 0       ? "holds"
                            : a->holds == 0    ? "does not hold"
                            : a->because_count ? "not known whether it holds"
                                               : "nothing says when it holds";
        add_item(s, mark, str_printf(arena, "%.*s: %s", STR_ARG(what), state));
    }
}

static void add_risks(struct sections *s)
{
    struct arena *arena = s->report->arena;
    if (s->result->risk_count) section_begin(s->page, "Risks");
    for (size_t i = 0; i < s->result->risk_count; i++) {
        const struct result_risk *r = &s->result->risks[i];
        struct buf text = buf_in(arena);
        buf_printf(&text, "%.*s: ", STR_ARG(name_and_title(arena, r->name, r->title)));
        bool known = r->score.kind == RESULT_NUMBER && r->appetite.kind == RESULT_NUMBER;
        int order = known ? num_compare(&r->score.number, &r->appetite.number) : 0;
        if (r->score.kind == RESULT_NUMBER) {
            buf_add(&text, STR("likelihood x severity is "));
            figures_add(&text, &r->score);
        } else {
            buf_add(&text, STR("no likelihood and severity"));
        }
        if (r->appetite.kind == RESULT_NUMBER) {
            buf_add(&text, order > 0 ? STR(", above the appetite of ") : STR(", appetite "));
            figures_add(&text, &r->appetite);
        } else {
            buf_add(&text, STR(", no appetite"));
        }
        if (r->accepted_by.len) buf_printf(&text, "; accepted by %.*s", STR_ARG(r->accepted_by));
        add_item(s,
                 mark_of_standing(!known      ? STR("")
                                  : order > 0 ? STR("negative")
                                              : STR("positive")),
                 buf_str(&text));
    }
}

/* What is done, what should have been, and what still has time. */
static void add_follow_up(struct sections *s, bool done, bool overdue, struct buf *text)
{
    if (overdue) buf_add(text, STR("; overdue"));
    add_item(s,
             done      ? mark_of_standing(STR("positive"))
             : overdue ? mark_of_standing(STR("negative"))
                       : (struct mark){STR("."), INK_DIM},
             buf_str(text));
}

static void add_recommendations(struct sections *s)
{
    struct arena *arena = s->report->arena;
    if (s->result->recommendation_count) section_begin(s->page, "Recommendations");
    for (size_t i = 0; i < s->result->recommendation_count; i++) {
        const struct result_recommendation *r = &s->result->recommendations[i];
        struct buf text = buf_in(arena);
        buf_printf(&text, "%.*s:", STR_ARG(name_and_title(arena, r->name, r->title)));
        buf_printf(&text, " %.*s", STR_ARG(r->response.len ? r->response : STR("no response")));
        if (r->status.len) buf_printf(&text, ", %.*s", STR_ARG(r->status));
        if (r->due.len) buf_printf(&text, ", due %.*s", STR_ARG(r->due));
        if (r->done >= 0) buf_add(&text, r->done ? STR("; done") : STR("; not done yet"));
        add_follow_up(s, r->done > 0 || (r->done < 0 && str_equal(r->status, STR("done"))),
                      r->overdue, &text);
    }
}

static void add_evaluations(struct sections *s)
{
    struct arena *arena = s->report->arena;
    if (s->result->evaluation_count) section_begin(s->page, "Evaluations");
    for (size_t i = 0; i < s->result->evaluation_count; i++) {
        const struct result_evaluation *e = &s->result->evaluations[i];
        struct buf text = buf_in(arena);
        buf_add(&text, name_and_title(arena, e->name, e->title));
        const char *before = ": ";
        struct str status = e->status.len ? e->status : e->planned.len ? STR("planned") : STR("");
        if (status.len || e->planned.len) {
            buf_printf(&text, "%s%.*s", before, STR_ARG(status));
            if (e->planned.len) buf_printf(&text, " %.*s", STR_ARG(e->planned));
            before = ", ";
        }
        if (e->kind.len) {
            buf_printf(&text, "%s%.*s", before, STR_ARG(spaced_name(arena, e->kind)));
            before = ", ";
        }
        if (e->by.len) buf_printf(&text, "%sby %.*s", before, STR_ARG(e->by));
        add_follow_up(s, str_equal(e->status, STR("finished")), e->overdue, &text);
    }
}

/* "1 row", "2 rows" */
static void add_count(struct buf *buf, uint64_t count, const char *what)
{
    buf_printf(buf, "%llu %s%s", (unsigned long long)count, what, count == 1 ? "" : "s");
}

/* Of many files the first ones; all of them stand in the other formats. */
enum { FILES_SHOWN = 12 };

static void add_files(struct sections *s, const struct result_input *in)
{
    struct arena *arena = s->report->arena;
    size_t shown = in->file_count <= FILES_SHOWN ? in->file_count : FILES_SHOWN;
    for (size_t i = 0; i < shown; i++) {
        struct buf text = buf_in(arena);
        buf_printf(&text, "%.*s, ", STR_ARG(in->files[i].path));
        add_count(&text, in->files[i].rows, "row");
        page_spaces(s->page, 6);
        page_wrap(s->page, INK_DIM, buf_str(&text), 6, 8);
    }
    if (in->file_count == shown) return;
    page_spaces(s->page, 6);
    page_wrap(s->page, INK_DIM, str_printf(arena, "and %zu more", in->file_count - shown), 6, 8);
}

static void add_inputs(struct sections *s)
{
    struct arena *arena = s->report->arena;
    if (s->result->input_count) section_begin(s->page, "Data");
    for (size_t i = 0; i < s->result->input_count; i++) {
        const struct result_input *in = &s->result->inputs[i];
        struct buf text = buf_in(arena);
        buf_printf(&text, "%.*s: %.*s, ", STR_ARG(in->name), STR_ARG(in->path));
        if (in->file_count)
            buf_printf(&text, "%zu file%s, ", in->file_count, in->file_count == 1 ? "" : "s");
        add_count(&text, in->rows, "row");
        if (in->rejected) {
            buf_add(&text, STR(", "));
            add_count(&text, in->rejected, "value");
            buf_add(&text, STR(" rejected"));
        }
        if (in->unplaced) {
            buf_add(&text, STR(", "));
            add_count(&text, in->unplaced, "row");
            buf_add(&text, STR(" without a place in time"));
        }
        if (in->later) {
            buf_add(&text, STR(", "));
            add_count(&text, in->later, "row");
            buf_printf(&text, " after %.*s", STR_ARG(s->result->as_of));
        }
        add_item(s, (struct mark){STR("."), INK_DIM}, buf_str(&text));
        add_files(s, in);
    }
}

void sections_add(struct page *page, const struct report *report)
{
    struct sections sections = {.page = page, .report = report, .result = report->result};
    add_costs(&sections);
    add_simulations(&sections);
    add_assumptions(&sections);
    add_risks(&sections);
    add_recommendations(&sections);
    add_evaluations(&sections);
    add_inputs(&sections);
}
