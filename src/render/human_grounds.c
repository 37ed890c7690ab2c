/* For people: what verdicts rest on. */
#include "render/human_grounds.h"

#include "render/figures.h"

/* The field of an estimate; NULL when it has none, or that is missing. */
static const struct result_value *figure_named(const struct result_estimate *estimate,
                                               const char *name)
{
    for (size_t i = 0; i < estimate->figure_count; i++)
        if (str_equal(estimate->figures[i].text, str_from(name)))
            return estimate->figures[i].value.kind == RESULT_MISSING ? NULL
                                                                     : &estimate->figures[i].value;
    return NULL;
}

static void add_chance(struct buf *text, const struct num *p)
{
    struct num least = num_decimal(1, 3);
    if (num_compare(p, &least) < 0) {
        buf_add(text, STR("p < 0.001"));
        return;
    }
    buf_add(text, STR("p "));
    num_add_plain(text, p, 3, '.', 0);
}

static void add_plain(struct buf *text, const struct result_value *value)
{
    struct result_value bare = *value;
    bare.unit = STR("");
    figures_add(text, &bare);
}

/* Why the value, or else its error, is missing. */
static const struct result_reason *what_lacks(const struct result_estimate *estimate)
{
    static const char *const names[] = {"value", "low", "p"};
    for (size_t n = 0; n < sizeof names / sizeof *names; n++)
        for (size_t i = 0; i < estimate->figure_count; i++)
            if (str_equal(estimate->figures[i].text, str_from(names[n])) &&
                estimate->figures[i].value.kind == RESULT_MISSING)
                return &estimate->figures[i].value.reason;
    return NULL;
}

static void add_estimate(struct buf *text, const struct result_estimate *estimate)
{
    const struct result_value *value = figure_named(estimate, "value");
    const struct result_value *low = figure_named(estimate, "low");
    const struct result_value *high = figure_named(estimate, "high");
    const struct result_value *p = figure_named(estimate, "p"), *n = figure_named(estimate, "n");
    const struct result_reason *lacks = what_lacks(estimate);
    buf_printf(text, "%.*s of %.*s: ", STR_ARG(estimate->function), STR_ARG(estimate->of));
    if (value) figures_add(text, value);
    if (low && high) {
        buf_add(text, STR(" ("));
        add_plain(text, low);
        buf_add(text, STR(" to "));
        add_plain(text, high);
        buf_add_char(text, ')');
    }
    if (p) {
        buf_add(text, STR(", "));
        add_chance(text, &p->number);
    }
    if (lacks) buf_printf(text, "%s%.*s", value ? "; " : "", STR_ARG(lacks->text));
    if (estimate->method.len) buf_printf(text, "; %.*s", STR_ARG(estimate->method));
    if (n) {
        buf_add(text, STR("; n "));
        add_plain(text, n);
    }
}

static bool contains(struct str text, struct str part)
{
    for (size_t i = 0; i + part.len <= text.len; i++)
        if (str_equal((struct str){text.p + i, part.len}, part)) return true;
    return false;
}

void grounds_add_estimates(struct page *page, struct arena *arena, const struct result_rule *rule,
                           size_t indent)
{
    for (size_t i = 0; i < rule->estimate_count; i++) {
        const struct result_reason *lacks = what_lacks(&rule->estimates[i]);
        struct buf text = buf_in(arena);
        if (lacks && contains(rule->why, lacks->text)) continue; /* it has been said */
        add_estimate(&text, &rule->estimates[i]);
        page_spaces(page, indent);
        page_wrap(page, INK_DIM, buf_str(&text), indent, indent + 2);
    }
}

void grounds_add_contribution(struct page *page, struct arena *arena,
                              const struct result_rule *rule, size_t indent)
{
    const struct result_contribution *c = rule->contribution;
    if (!c) return;
    page_spaces(page, indent);
    page_wrap(
        page, INK_DIM,
        str_printf(arena, "contribution of %.*s to %.*s:", STR_ARG(c->measure), STR_ARG(c->to)),
        indent, indent + 2);
    for (size_t i = 0; i < c->row_count; i++) {
        const struct result_contribution_row *row = &c->rows[i];
        enum ink ink = row->holds < 0 ? INK_BLUE : row->holds ? INK_GREEN : INK_RED;
        page_spaces(page, indent + 2);
        page_ink(page, ink, row->holds < 0 ? STR("?") : row->holds ? STR("+") : STR("-"));
        page_add(page, str_printf(arena, " %-10.*s", STR_ARG(row->part)));
        page_wrap(page, INK_PLAIN,
                  str_printf(arena, "%.*s: %.*s", STR_ARG(row->of), STR_ARG(row->text)),
                  indent + 14, indent + 14);
    }
}

/* Whether a link stands with others of its rung in one list: there is nothing to say of it alone. */
static bool is_listed(const struct result_link *link)
{
    return link->rung <= RUNG_THEORETICAL && link->usual;
}

static void add_rung(struct page *page, enum ladder_rung rung)
{
    enum ink ink = rung == RUNG_CAUSAL       ? INK_GREEN
                   : rung == RUNG_INDICATIVE ? INK_YELLOW
                                             : INK_PLAIN;
    struct str name = ladder_rung_name(rung);
    page_spaces(page, 2);
    page_ink(page, ink, name);
    page_spaces(page, 12 - name.len);
}

/* "a → b, c → d" of those of a rung that are listed; empty: there are none. */
static struct str list_links(struct arena *arena, const struct result *result,
                             enum ladder_rung rung)
{
    struct buf text = buf_in(arena);
    for (size_t i = 0; i < result->link_count; i++) {
        const struct result_link *link = &result->links[i];
        if (link->rung != rung || !is_listed(link)) continue;
        buf_printf(&text, "%s%.*s \u2192 %.*s", text.len ? ", " : "", STR_ARG(link->from),
                   STR_ARG(link->to));
    }
    return buf_str(&text);
}

/* The scale by which levels are given, where one is of use. */
static void add_scale(struct page *page, struct arena *arena, const struct result *result)
{
    bool wanted = result->link_count > 0;
    for (size_t i = 0; i < result->count_count; i++)
        wanted |= str_equal(result->counts[i].criterion, STR("effectiveness")) &&
                  result->counts[i].of > 0;
    if (!wanted) return;
    if (!result->link_count) buf_add_char(page->out, '\n');
    page_spaces(page, 2);
    page_wrap(page, INK_DIM,
              str_printf(arena,
                         "Levels: %.*s (%.*s), 1 to %d; from %d on it can be shown that it is "
                         "thanks to a measure.",
                         STR_ARG(result->scale.title), STR_ARG(result->evidence_scale),
                         result->scale.most, result->scale.shows),
              2, 4);
}

void grounds_add_links(struct page *page, struct arena *arena, const struct result *result)
{
    if (result->link_count) {
        buf_add_char(page->out, '\n');
        page_ink(page, INK_BOLD, STR("Links"));
        buf_add_char(page->out, '\n');
    }
    for (int rung = RUNG_CAUSAL; rung >= RUNG_NONE; rung--) {
        for (size_t i = 0; i < result->link_count; i++) {
            const struct result_link *link = &result->links[i];
            if (link->rung != (enum ladder_rung)rung || is_listed(link)) continue;
            add_rung(page, link->rung);
            page_wrap(page, INK_PLAIN,
                      str_printf(arena, "%.*s \u2192 %.*s: %.*s", STR_ARG(link->from),
                                 STR_ARG(link->to), STR_ARG(link->why)),
                      14, 14);
        }
        struct str listed = list_links(arena, result, (enum ladder_rung)rung);
        if (!listed.len) continue;
        add_rung(page, (enum ladder_rung)rung);
        page_wrap(page, INK_PLAIN, listed, 14, 14);
    }
    add_scale(page, arena, result);
}

void grounds_add_tests(struct page *page, struct arena *arena, const struct result *result)
{
    if (!result->chance_count) return;
    buf_add_char(page->out, '\n');
    page_ink(page, INK_BOLD, STR("Tests"));
    buf_add_char(page->out, '\n');
    for (size_t i = 0; i < result->chance_count; i++) {
        const struct result_test_of_chance *chance = &result->chances[i];
        struct num p = num_binary(chance->p), holm = num_binary(chance->holm);
        struct num bh = num_binary(chance->benjamini_hochberg);
        struct buf text = buf_in(arena);
        add_chance(&text, &p);
        buf_add(&text, STR("; after Holm "));
        add_chance(&text, &holm);
        buf_add(&text, STR(", after Benjamini and Hochberg "));
        add_chance(&text, &bh);
        buf_printf(&text, ": %.*s [%.*s]", STR_ARG(chance->text), STR_ARG(chance->rule));
        page_spaces(page, 2);
        page_wrap(page, INK_PLAIN, buf_str(&text), 2, 4);
    }
}
