/* I: an outcome that is seen by the figures of an output. */
#include "check/check.h"
#include "check/expr_key.h"

#include "theory/resolve.h"

/* What has the same key has the same figures. The text of a `value` without its spaces and comments, or
 * what is reported. */
struct keys {
    struct check *check;
    struct atoms atoms;
};

enum {
    FIGURES_FEW = 3, /* so few that are equal may be equal by chance */
    NAMES_DEEP = 16  /* indicators that are each only a name for the next */
};

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           (unsigned char)c >= 0x80;
}

/* Where a quoted text or name that begins at `at` ends: behind its sign. */
static size_t end_of_quoted(struct str text, size_t at)
{
    char quote = text.p[at++];
    while (at < text.len && text.p[at] != quote) at += text.p[at] == '\\' && quote == '"' ? 2 : 1;
    return at < text.len ? at + 1 : text.len;
}

/* The text of an expression without spaces, line ends and comments; one space is kept where two words
 * would become one. */
static struct str bare_text(struct check *check, struct str text)
{
    struct buf buf = buf_in(check->scratch);
    bool space = false;
    for (size_t i = 0; i < text.len;) {
        char c = text.p[i];
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            space = true;
            i++;
        } else if (c == '#') {
            while (i < text.len && text.p[i] != '\n') i++;
        } else {
            size_t end = c == '"' || c == '`' ? end_of_quoted(text, i) : i + 1;
            if (space && buf.len && is_word(c) && is_word(buf.p[buf.len - 1]))
                buf_add_char(&buf, ' ');
            buf_add(&buf, (struct str){text.p + i, end - i});
            space = false;
            i = end;
        }
    }
    return buf_str(&buf);
}

/* Reported figures, where there are so many, and so different, that they are not equal by chance. */
static struct str reported_text(struct check *check, const struct indicator *indicator)
{
    struct buf buf = buf_in(check->scratch);
    bool differ = false;
    if (indicator->reported_count < FIGURES_FEW || !indicator->unit) return STR("");
    buf_add(&buf, STR("# "));
    buf_add(&buf, unit_phrase(indicator->unit));
    for (size_t i = 0; i < indicator->reported_count; i++) {
        const struct reported *figure = &indicator->reported[i];
        differ |= num_compare(figure->number, indicator->reported[0].number) != 0;
        expr_key_add_figure(&buf, figure->period, figure->number);
    }
    return differ ? buf_str(&buf) : STR("");
}

/* The indicator that another one is only a name for. */
static const struct indicator *named_by(const struct theory *t, const struct indicator *indicator)
{
    for (int i = 0; i < NAMES_DEEP && indicator->value_clause; i++) {
        const struct ast_expr *value = indicator->value_clause->expr;
        const struct symbol *symbol =
            value && value->kind == AST_NAME ? find_symbol(t, value->name.atom) : NULL;
        if (!symbol || symbol->kind != DECL_INDICATOR) break;
        indicator = symbol->thing;
    }
    return indicator;
}

/* ATOM_NONE: not to be compared. */
static uint32_t key_of(struct keys *keys, const struct indicator *indicator)
{
    const struct theory *t = keys->check->t;
    indicator = named_by(t, indicator);
    if (indicator->common.broken) return ATOM_NONE;
    const struct ast_clause *value = indicator->value_clause;
    struct str text = value && value->expr
                          ? bare_text(keys->check, sources_text(t->sources, value->expr->span))
                          : reported_text(keys->check, indicator);
    return text.len ? atoms_intern_borrowed(&keys->atoms, text) : ATOM_NONE;
}

static void report_same(struct check *check, const struct indicator *outcome,
                        const struct indicator *output)
{
    const struct node *node = outcome->of->thing;
    struct finding *f =
        finding_add(check->findings, FINDING_I11, check_name(&outcome->common),
                    "the %.*s `%.*s` is seen by the figures of an output: `%.*s` is the same as "
                    "`%.*s`",
                    STR_ARG(decl_keyword(node->common.decl->kind)), STR_ARG(node->common.name),
                    STR_ARG(outcome->common.name), STR_ARG(output->common.name));
    finding_relate(check->findings, f, location_of(check_name(&output->common)),
                   "the output, of the measure `%.*s`", STR_ARG(output->of->name));
    finding_help(check->findings, f,
                 "that something was done does not show that it worked: measure what changed for "
                 "people, in another way than by counting what was done");
}

void check_circular_evidence(struct check *check)
{
    const struct theory *t = check->t;
    struct keys keys = {.check = check};
    bool any = false;
    for (size_t i = 0; i < t->indicators_count && !any; i++)
        any = t->indicators[i]->of && t->indicators[i]->of->kind == DECL_MEASURE;
    if (!any) return;
    atoms_init(&keys.atoms, check->scratch);
    uint32_t *key = ARENA_ARRAY(check->scratch, uint32_t, t->indicators_count + 1);
    const struct indicator **outputs =
        ARENA_ARRAY(check->scratch, const struct indicator *, t->indicators_count + 1);
    for (size_t i = 0; i < t->indicators_count; i++) {
        const struct indicator *indicator = t->indicators[i];
        key[i] = indicator->of ? key_of(&keys, indicator) : ATOM_NONE;
        if (key[i] == ATOM_NONE || indicator->of->kind != DECL_MEASURE) continue;
        if (!outputs[key[i]]) outputs[key[i]] = indicator;
    }
    for (size_t i = 0; i < t->indicators_count; i++) {
        const struct indicator *indicator = t->indicators[i];
        if (key[i] == ATOM_NONE || !outputs[key[i]]) continue;
        if (indicator->of->kind == DECL_EFFECT || indicator->of->kind == DECL_IMPACT)
            report_same(check, indicator, outputs[key[i]]);
    }
}
