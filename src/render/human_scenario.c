/* Scenarios for people: a table of all, then each with what is lost. */
#include "base/utf8.h"
#include "render/figures.h"
#include "render/human.h"
#include "render/page.h"
#include "render/scenario_report.h"

enum { LISTED_MAX = 40 /* things of one kind; the JSON has all */ };

struct sheet {
    struct page page;
    struct arena *arena;
    const struct result_scenarios *all;
};

/* --- the table ---------------------------------------------------------------------------------- */

static struct str named(struct arena *arena, struct str name, struct str title)
{
    return title.len ? str_printf(arena, "%.*s (%.*s)", STR_ARG(title), STR_ARG(name)) : name;
}

static struct str figure_of(struct sheet *s, const struct result_value *value)
{
    struct buf text = buf_in(s->arena);
    struct result_value plain = *value;
    plain.unit = STR("");
    figures_add(&text, &plain);
    return buf_str(&text);
}

static void add_row(struct sheet *s, struct str name, const struct scenario_totals *totals)
{
    struct str shown = page_cut(s->arena, name, 22);
    bool known = totals->costs.kind == RESULT_NUMBER && s->all->unit.len;
    struct str costs = known ? figure_of(s, &totals->costs) : STR("?");
    struct str present = known ? figure_of(s, &totals->present_value) : STR("?");
    page_add(&s->page, STR("  "));
    page_add(&s->page, shown);
    page_spaces(&s->page, 22 - utf8_width(shown));
    page_add(&s->page, str_printf(s->arena, " %10.*s %10.*s %8zu %5zu %5zu %6zu", STR_ARG(costs),
                                  STR_ARG(present), totals->measures, totals->goals, totals->links,
                                  totals->indicators));
    if (totals->unpriced)
        page_ink(&s->page, INK_YELLOW, str_printf(s->arena, " !%zu", totals->unpriced));
    buf_add_char(s->page.out, '\n');
}

static void add_table(struct sheet *s)
{
    const struct result_scenarios *all = s->all;
    page_ink(&s->page, INK_DIM,
             STR("                              costs present v. measures goals links indic."));
    buf_add_char(s->page.out, '\n');
    add_row(s, STR("as it is"), &all->base);
    size_t unpriced = all->base.unpriced;
    for (size_t i = 0; i < all->count; i++) {
        add_row(s, all->scenarios[i].name, &all->scenarios[i].totals);
        unpriced |= all->scenarios[i].totals.unpriced;
    }
    struct buf text = buf_in(s->arena);
    if (all->unit.len) buf_printf(&text, "Costs in %.*s", STR_ARG(all->unit));
    if (all->unit.len && all->prices) buf_printf(&text, ", in prices of %d", all->prices);
    if (all->unit.len && all->period.len) buf_printf(&text, ", over %.*s", STR_ARG(all->period));
    if (!all->unit.len) buf_add(&text, STR("No measure states its costs"));
    buf_add_char(&text, '.');
    if (unpriced) buf_add(&text, STR(" !n: so many measures whose costs are not in the sum."));
    page_spaces(&s->page, 2);
    page_wrap(&s->page, INK_DIM, buf_str(&text), 2, 2);
}

/* --- lists -------------------------------------------------------------------------------------- */

static void add_line(struct sheet *s, struct str sign, enum ink ink, struct str text)
{
    page_spaces(&s->page, 4);
    page_ink(&s->page, ink, sign);
    buf_add_char(s->page.out, ' ');
    page_wrap(&s->page, INK_PLAIN, text, 6, 6);
}

static void add_more(struct sheet *s, size_t count)
{
    if (count > LISTED_MAX)
        add_line(s, STR("."), INK_DIM, str_printf(s->arena, "and %zu more", count - LISTED_MAX));
}

static void add_head(struct sheet *s, const char *head)
{
    page_spaces(&s->page, 2);
    page_ink(&s->page, INK_BOLD, str_from(head));
    buf_add_char(s->page.out, '\n');
}

static void add_measure(struct sheet *s, const struct scenario_measure *m)
{
    struct buf text = buf_in(s->arena);
    buf_printf(&text, "%.*s: ", STR_ARG(named(s->arena, m->name, m->title)));
    const struct result_value *costs = m->fate == SCENARIO_DROPPED ? &m->before : &m->after;
    if (costs->kind == RESULT_NUMBER)
        figures_add(&text, costs);
    else
        buf_add(&text, costs->reason.text);
    if (m->fate == SCENARIO_CHANGED && m->before.kind == RESULT_NUMBER) {
        buf_add(&text, STR(" instead of "));
        figures_add(&text, &m->before);
    }
    enum ink ink = m->fate == SCENARIO_DROPPED ? INK_RED
                   : m->fate == SCENARIO_ADDED ? INK_GREEN
                                               : INK_YELLOW;
    struct str sign = m->fate == SCENARIO_DROPPED ? STR("-")
                      : m->fate == SCENARIO_ADDED ? STR("+")
                                                  : STR("~");
    add_line(
        s, sign, ink,
        str_printf(s->arena, "%.*s %.*s", STR_ARG(fate_word(m->fate)), STR_ARG(buf_str(&text))));
}

static void add_measures(struct sheet *s, const struct scenario_result *r)
{
    size_t others = 0, kept = 0;
    for (size_t i = 0; i < r->measure_count; i++) {
        kept += r->measures[i].fate == SCENARIO_KEPT;
        if (r->measures[i].fate == SCENARIO_KEPT) continue;
        if (!others) add_head(s, "Measures");
        if (others++ < LISTED_MAX) add_measure(s, &r->measures[i]);
    }
    add_more(s, others);
    if (!others || !kept) return;
    add_line(s, STR("."), INK_DIM,
             str_printf(s->arena, "%zu measure%s as %s", kept, kept == 1 ? "" : "s",
                        kept == 1 ? "it is" : "they are"));
}

static void add_goals(struct sheet *s, const struct scenario_result *r)
{
    for (size_t i = 0; i < r->lost_goal_count && i < LISTED_MAX; i++) {
        const struct scenario_thing *t = &r->lost_goals[i];
        add_line(s, STR("-"), INK_RED,
                 str_printf(s->arena, "%.*s %.*s: no measure leads to it any more",
                            STR_ARG(t->kind), STR_ARG(named(s->arena, t->name, t->title))));
    }
    add_more(s, r->lost_goal_count);
    for (size_t i = 0; i < r->weakened_count && i < LISTED_MAX; i++) {
        const struct scenario_weakened *w = &r->weakened[i];
        add_line(s, STR("~"), INK_YELLOW,
                 str_printf(s->arena, "%.*s %.*s: %zu of %zu measures lead%s straight to it",
                            STR_ARG(w->kind), STR_ARG(named(s->arena, w->name, w->title)), w->after,
                            w->before, w->after == 1 ? "s" : ""));
    }
    add_more(s, r->weakened_count);
}

static void add_links(struct sheet *s, const struct scenario_link *links, size_t count,
                      const char *what, enum ink ink)
{
    for (size_t i = 0; i < count && i < LISTED_MAX; i++) {
        const struct scenario_link *l = &links[i];
        struct str evidence = l->shown_false ? STR("shown not to work")
                              : l->level ? str_printf(s->arena, "evidence of level %d", l->level)
                                         : STR("no evidence");
        add_line(s, ink == INK_GREEN ? STR("+") : STR("-"), ink,
                 str_printf(s->arena, "%s %.*s to %.*s (%.*s)", what, STR_ARG(l->from),
                            STR_ARG(l->to), STR_ARG(evidence)));
    }
    add_more(s, count);
}

static void add_losses(struct sheet *s, const struct scenario_result *r)
{
    size_t count = r->lost_goal_count + r->weakened_count + r->lost_link_count +
                   r->lost_indicator_count + r->lost_risk_count;
    if (count) add_head(s, "Lost");
    add_goals(s, r);
    add_links(s, r->lost_links, r->lost_link_count, "link", INK_RED);
    for (size_t i = 0; i < r->lost_indicator_count && i < LISTED_MAX; i++)
        add_line(s, STR("-"), INK_RED,
                 str_printf(s->arena, "indicator %.*s of %.*s",
                            STR_ARG(named(s->arena, r->lost_indicators[i].name,
                                          r->lost_indicators[i].title)),
                            STR_ARG(r->lost_indicators[i].of)));
    add_more(s, r->lost_indicator_count);
    for (size_t i = 0; i < r->lost_risk_count && i < LISTED_MAX; i++)
        add_line(
            s, STR("-"), INK_RED,
            str_printf(s->arena, "risk %.*s: no measure mitigates it any more",
                       STR_ARG(named(s->arena, r->lost_risks[i].name, r->lost_risks[i].title))));
    if (!r->ended_harm_count) return;
    add_head(s, "Gained");
    add_links(s, r->ended_harms, r->ended_harm_count, "no harm any more from", INK_GREEN);
}

/* --- one scenario ------------------------------------------------------------------------------- */

static void add_budget(struct sheet *s, const struct scenario_result *r)
{
    struct buf text = buf_in(s->arena);
    if (!r->has_budget) return;
    buf_printf(&text, "budget %.*s: ", STR_ARG(r->budget.asked));
    figures_add(&text, &r->budget.limit);
    buf_add(&text, STR(" instead of "));
    figures_add(&text, &r->budget.base);
    buf_printf(&text, " (%.*s)", STR_ARG(r->budget.of));
    buf_add(&text, r->budget.fits > 0   ? STR(". The measures fit")
                   : r->budget.fits < 0 ? STR(". What is known fits; some costs are not known")
                                        : STR(". The measures cost more: "));
    if (!r->budget.fits) {
        struct result_value over = r->totals.costs;
        if (num_sub(&over.number, &r->totals.costs.number, &r->budget.limit.number)) {
            figures_add(&text, &over);
            buf_add(&text, STR(" too much"));
        }
    }
    buf_add_char(&text, '.');
    page_spaces(&s->page, 2);
    page_wrap(&s->page, INK_PLAIN, buf_str(&text), 2, 2);
}

static void add_choice(struct sheet *s, const struct scenario_result *r)
{
    struct str text = STR("");
    switch (r->choice) {
    case CHOICE_LISTED: return;
    case CHOICE_NOT_NEEDED: text = STR("Nothing has to go."); break;
    case CHOICE_MADE:
        text = STR("What goes was chosen: first so that the most goals are still reached, then by "
                   "the evidence of the links that stay, then so that the least money goes.");
        break;
    case CHOICE_IMPOSSIBLE:
        text = STR("No choice meets this budget: what has to stay costs more.");
        break;
    case CHOICE_TOO_LARGE: text = STR("There is too much to choose from; see the finding."); break;
    case CHOICE_UNPRICED:
        text =
            r->budget.fits == 0
                ? STR("Nothing can be chosen: no measure that may go has known costs.")
                : STR("Whether something has to go is not known, and so nothing is chosen: not all "
                      "measures say what they cost.");
        break;
    }
    page_spaces(&s->page, 2);
    page_wrap(&s->page, INK_PLAIN, text, 2, 2);
}

static void add_as_good(struct sheet *s, const struct scenario_result *r)
{
    if (!r->as_good_count) return;
    add_head(s, "As good");
    for (size_t i = 0; i < r->as_good_count; i++) {
        struct buf text = buf_in(s->arena);
        buf_add(&text, STR("drop "));
        for (size_t k = 0; k < r->as_good[i].count; k++)
            buf_printf(&text, "%s%.*s", k ? ", " : "", STR_ARG(r->as_good[i].names[k]));
        if (!r->as_good[i].count) buf_add(&text, STR("nothing"));
        add_line(s, STR("."), INK_DIM, buf_str(&text));
    }
    if (r->as_good_more) add_line(s, STR("."), INK_DIM, STR("and there are more"));
}

static void add_scenario(struct sheet *s, const struct scenario_result *r)
{
    buf_add_char(s->page.out, '\n');
    page_ink(&s->page, INK_DIM, STR("scenario "));
    page_wrap(&s->page, INK_BOLD, named(s->arena, r->name, r->title), 9, 9);
    add_budget(s, r);
    add_choice(s, r);
    add_measures(s, r);
    add_losses(s, r);
    add_as_good(s, r);
    for (size_t i = 0; i < r->authors_note_count; i++)
        add_line(s, STR("."), INK_DIM, r->authors_notes[i]);
    for (size_t i = 0; i < r->note_count; i++) add_line(s, STR("!"), INK_YELLOW, r->notes[i]);
    if (!s->all->unit.len) return;
    page_spaces(&s->page, 2);
    page_wrap(&s->page, INK_DIM, discount_words(s->arena, &r->discount), 2, 2);
}

void human_scenario(struct buf *out, const struct report *report)
{
    struct sheet s = {
        .page = {.out = out,
                 .color = report->color,
                 .width = report->width ? (size_t)report->width : 80},
        .arena = report->arena,
        .all = report->scenarios,
    };
    struct buf title = buf_in(s.arena);
    buf_printf(&title, "Scenarios of %.*s", STR_ARG(named(s.arena, s.all->policy, s.all->title)));
    if (s.all->period.len) buf_printf(&title, ", %.*s", STR_ARG(s.all->period));
    buf_printf(&title, ", as of %.*s", STR_ARG(s.all->as_of));
    page_wrap(&s.page, INK_BOLD, buf_str(&title), 0, 2);
    buf_add_char(out, '\n');
    add_table(&s);
    for (size_t i = 0; i < s.all->count; i++) add_scenario(&s, &s.all->scenarios[i]);
    if (!report->finding_count) return;
    buf_add_char(out, '\n');
    page_ink(&s.page, INK_BOLD, STR("Findings"));
    buf_add_char(out, '\n');
    human_failure(out, report);
}
