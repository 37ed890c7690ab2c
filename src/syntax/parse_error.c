/* Syntax errors in the words of an author: what stands there, what could, how it is written. */
#include "syntax/parse_error.h"

#include <string.h>

#include "base/buf.h"
#include "pol.tab.h"
#include "syntax/scan.h"
#include "text/suggest.h"

enum { EXPECTED_SHOWN = 5 };

/* All keywords, by token. */
static const int keyword_tokens[] = {
#define KEYWORD(name, text, kind) TOK_##name,
#include "keywords.def"
#undef KEYWORD
};

/* --- what was meant ------------------------------------------------------------------------------ */

int parse_error_meant(struct parser *p, const struct token_seen *seen, bool (*accepts)(void *, int),
                      void *state)
{
    struct str written = atoms_text(p->atoms, seen->atom);
    struct str near[COUNT_OF(keyword_tokens)];
    int tokens[COUNT_OF(keyword_tokens)];
    size_t count = 0;
    for (size_t i = 0; i < COUNT_OF(keyword_tokens); i++) {
        struct str keyword = scan_token_keyword(keyword_tokens[i]);
        if (suggest_distance(written, keyword, suggest_limit(written)) == SUGGEST_NONE) continue;
        if (!accepts(state, keyword_tokens[i])) continue;
        near[count] = keyword;
        tokens[count++] = keyword_tokens[i];
    }
    size_t best = suggest_nearest(written, near, count);
    return best == SUGGEST_NONE ? 0 : tokens[best];
}

/* --- what could stand there ------------------------------------------------------------------------ */

/* Things that could come next, in words; full after EXPECTED_SHOWN. */
struct expected {
    struct str items[EXPECTED_SHOWN];
    size_t count;
};

static void expect(struct expected *expected, struct str item)
{
    if (expected->count < EXPECTED_SHOWN) expected->items[expected->count++] = item;
}

/* "a, b or c" */
static struct str join_expected(struct arena *arena, const struct expected *expected)
{
    struct buf text = buf_in(arena);
    for (size_t i = 0; i < expected->count; i++) {
        if (i) buf_add(&text, i + 1 == expected->count ? STR(" or ") : STR(", "));
        buf_add(&text, expected->items[i]);
    }
    return buf_str(&text);
}

static struct str quoted(struct arena *arena, struct str text)
{
    return str_printf(arena, "`%.*s`", STR_ARG(text));
}

/* The signs and words that stand alone in a message; all others are told as a group. */
static const struct {
    int token;
    struct str text;
} single_tokens[] = {
    {'{', {"`{`", 3}},         {'(', {"`(`", 3}},
    {')', {"`)`", 3}},         {']', {"`]`", 3}},
    {':', {"`:`", 3}},         {'=', {"`=`", 3}},
    {'.', {"`.`", 3}},         {',', {"a comma", 7}},
    {TOK_DOTDOT, {"`..`", 4}}, {'[', {"a unit in [ ]", 13}},
};

static struct expected find_expected(struct parser *p, const struct situation *situation,
                                     bool (*accepts)(void *, int), void *state)
{
    struct expected expected = {0};
    bool name = accepts(state, TOK_NAME), number = accepts(state, TOK_NUMBER);
    bool text = accepts(state, TOK_STRING), period = accepts(state, TOK_PERIOD_LIT);
    bool value = number && text && name;
    bool operator= accepts(state, '*') && accepts(state, '+');
    bool condition = operator&& accepts(state, '='); /* `in` compares, else it says when */
    bool closes = accepts(state, '}');
    bool begins = situation->block == BLOCK_NONE && accepts(state, TOK_POLICY) && !name;
    for (size_t i = 0; i < COUNT_OF(single_tokens); i++) {
        int token = single_tokens[i].token;
        if (value && token == '(') continue;
        if (operator&&(token == '=' || token == '.' || token == TOK_DOTDOT)) continue;
        if (token == '[' && operator) continue;
        if (accepts(state, token)) expect(&expected, single_tokens[i].text);
    }
    for (size_t i = 0; i < COUNT_OF(keyword_tokens); i++) {
        int token = keyword_tokens[i];
        if (!accepts(state, token)) continue;
        bool soft = !scan_keyword_is_reserved((uint32_t)i);
        /* A soft word that is a name here, or begins the next clause, or an operator: told below. */
        if (soft && (name || closes || begins)) continue;
        bool joins = token == TOK_AT || token == TOK_DURING || token == TOK_AND ||
                     token == TOK_OR || token == TOK_NOT || token == TOK_IS ||
                     token == TOK_WITHIN || token == TOK_IN;
        if (value || (operator&& joins &&(condition || token != TOK_IN))) continue;
        if (closes && token != TOK_FOR && token != TOK_OVER && token != TOK_WITH) continue;
        expect(&expected, quoted(p->arena, scan_token_keyword(token)));
    }
    if (value) expect(&expected, STR("a value"));
    if (!value && name) expect(&expected, STR("a name"));
    if (!value && number && period) expect(&expected, STR("a period such as 2023"));
    if (!value && number && !period) expect(&expected, STR("a number"));
    if (!value && text) expect(&expected, STR("a text between quotes"));
    if (operator) expect(&expected, STR("an operator"));
    if (closes && !situation->at_start) expect(&expected, STR("the next clause"));
    if (closes) expect(&expected, STR("`}`"));
    if (begins && !situation->at_start) expect(&expected, STR("the next declaration"));
    return expected;
}

/* --- the report --------------------------------------------------------------------------------------- */

/* What stands there, in words. */
static struct str found(struct parser *p, const struct token_seen *seen)
{
    if (seen->token == TOK_END) return STR("the end of the file");
    const struct source *source = p->source;
    struct str text = {source->text.p + (seen->span.start - source->base),
                       seen->span.end - seen->span.start};
    if (seen->token == TOK_STRING) {
        if (text.len > 24 || memchr(text.p, '\n', text.len)) return STR("this text");
        return str_printf(p->arena, "the text %.*s", STR_ARG(text));
    }
    if (text.len > 40) text.len = 40;
    return quoted(p->arena, text);
}

/* The words with which a block's clauses begin. Those that begin with a verdict have none. */
static struct str list_clauses(struct arena *arena, int block)
{
    struct buf text = buf_in(arena);
    for (int kind = 0; kind < CLAUSE_KINDS; kind++) {
        if (!clause_belongs((enum clause_kind)kind, block)) continue;
        if (kind == CLAUSE_OUTCOME || kind == CLAUSE_OTHERWISE) continue;
        if (text.len) buf_add(&text, STR(", "));
        buf_add(&text, clause_name((enum clause_kind)kind));
    }
    return buf_str(&text);
}

/* A word where a clause should begin. */
static void report_clause(struct parser *p, const struct situation *situation,
                          const struct token_seen *seen, const struct token_seen *before)
{
    struct str word = atoms_text(p->atoms, seen->atom), phrase = block_phrase(situation->block);
    struct str homes = clause_homes(p->arena, word);
    struct finding *f;
    if (before->token == TOK_NUMBER && !homes.len) {
        f = finding_add(p->findings, FINDING_S01, seen->span, "`%.*s` can't stand behind a number",
                        STR_ARG(word));
        finding_help(p->findings, f, "a unit stands in brackets: 100 [%.*s]", STR_ARG(word));
    } else if (homes.len) {
        f = finding_add(p->findings, FINDING_S01, seen->span, "`%.*s` does not belong in %.*s",
                        STR_ARG(word), STR_ARG(phrase));
        finding_help(p->findings, f, "it stands in %.*s", STR_ARG(homes));
    } else if (decl_begins_with(word)) {
        f = finding_add(p->findings, FINDING_S01, seen->span,
                        "`%.*s` can't be declared inside %.*s", STR_ARG(word), STR_ARG(phrase));
        finding_help(p->findings, f, "close the block with `}` first");
    } else {
        f = finding_add(p->findings, FINDING_S01, seen->span, "`%.*s` begins no clause of %.*s",
                        STR_ARG(word), STR_ARG(phrase));
        finding_help(p->findings, f, "%.*s%.*s",
                     STR_ARG(situation->block == DECL_RULE
                                 ? STR("a verdict is written `achieved when …` or `missed "
                                       "otherwise`; the other clauses are: ")
                                 : STR("its clauses are: ")),
                     STR_ARG(list_clauses(p->arena, situation->block)));
    }
}

/* A word where a declaration should begin. */
static void report_declaration(struct parser *p, const struct token_seen *seen)
{
    struct str word = atoms_text(p->atoms, seen->atom);
    struct str homes = clause_homes(p->arena, word);
    struct finding *f;
    if (homes.len) {
        f = finding_add(p->findings, FINDING_S01, seen->span, "`%.*s` stands outside a declaration",
                        STR_ARG(word));
        finding_help(p->findings, f, "put it between the braces of %.*s", STR_ARG(homes));
    } else {
        f = finding_add(p->findings, FINDING_S01, seen->span, "`%.*s` begins no declaration",
                        STR_ARG(word));
        finding_help(p->findings, f,
                     "a declaration begins with a word such as policy, data, impact, "
                     "effect, measure, indicator, rule, unit, actor or term");
    }
}

/* How the present clause or declaration is written, or an empty text. */
static struct str example_of(const struct situation *situation)
{
    enum clause_kind clause;
    if (!situation->construct.len) return STR("");
    if (clause_in_block(situation->construct, situation->block, &clause))
        return clause_example(clause);
    if (situation->block == DECL_RULE) return clause_example(CLAUSE_OUTCOME);
    if (situation->construct_block < DECL_KINDS)
        return decl_example((enum decl_kind)situation->construct_block);
    return STR("");
}

/* A comma with digits on both sides: 12,5. */
static bool is_decimal_comma(const struct parser *p, const struct token_seen *seen)
{
    if (seen->token != ',') return false;
    struct str text = p->source->text;
    size_t at = seen->span.start - p->source->base;
    return at > 0 && at + 1 < text.len && text.p[at - 1] >= '0' && text.p[at - 1] <= '9' &&
           text.p[at + 1] >= '0' && text.p[at + 1] <= '9';
}

/* Whether something has to follow this token. */
static bool wants_more(int token)
{
    return (token > 0 && token < 256 && strchr("+-*/^=<>(,:", token)) || token == TOK_AND ||
           token == TOK_OR || token == TOK_NOT || token == TOK_LE || token == TOK_GE ||
           token == TOK_NE;
}

/* `let a = 1 +` and then `let b = 2`: the second `let` was taken for a name. */
static bool report_unfinished(struct parser *p, const struct token_seen *before)
{
    if (before[0].atom == ATOM_NONE || !wants_more(before[1].token)) return false;
    const char *text = p->source->text.p;
    const char *from = text + (before[1].span.end - p->source->base);
    if (!memchr(from, '\n', before[0].span.start - before[1].span.end)) return false;
    struct finding *f =
        finding_add(p->findings, FINDING_S01, before[1].span, "something is missing behind this");
    finding_help(p->findings, f, "write the other side of `%.*s`, or leave it out",
                 (int)(before[1].span.end - before[1].span.start),
                 text + (before[1].span.start - p->source->base));
    return true;
}

/* A name goes on with a space or a sign: `cycle-lanes`, `cycle lanes "Lanes"`. */
static void report_long_name(struct parser *p, const struct token_seen *seen,
                             const struct token_seen *before)
{
    struct str text = p->source->text, name = atoms_text(p->atoms, before->atom);
    size_t from = seen->span.start - p->source->base;
    if (seen->token == '-') from++;
    struct str rest = {text.p + from, 0};
    while (from + rest.len < text.len && scan_is_name_byte(rest.p[rest.len])) rest.len++;
    struct finding *f =
        finding_add(p->findings, FINDING_S01, seen->span, "%.*s can't stand in a name",
                    STR_ARG(seen->token == '-' ? STR("`-`") : STR("a space")));
    if (rest.len)
        finding_help(p->findings, f, "a name is one word of letters, digits and _: %.*s_%.*s",
                     STR_ARG(name), STR_ARG(rest));
    else
        finding_help(p->findings, f, "a name is one word of letters, digits and _");
}

/* What is meant by some things that people write because other languages do; else an empty text. */
static struct str hint_for(const struct parser *p, const struct token_seen *seen,
                           const struct token_seen *before, bool (*accepts)(void *, int),
                           void *state)
{
    bool compares = seen->token == '<' || seen->token == '>' || seen->token == '=' ||
                    seen->token == TOK_LE || seen->token == TOK_GE || seen->token == TOK_NE;
    bool number = before[0].token == TOK_NUMBER || before[0].token == TOK_PERIOD_LIT;
    if (compares && number && before[1].token == TOK_IN)
        return STR("the figure of one period is asked with `at`: rate at 2023");
    if (compares && accepts(state, TOK_AND))
        return STR("one comparison at a time, joined by `and`: 1 < x and x < 20");
    if (seen->token == '[' && before[0].atom != ATOM_NONE)
        return STR("the figure of one period is asked with `at`: rate at 2023");
    if (before[0].token == TOK_REQUIRE && seen->token == TOK_EVERY)
        return STR(
            "a requirement has a name, and braces: require owners { every measure has owner }");
    if (seen->token == TOK_ELSE)
        return STR("the last verdict of a rule is written `missed otherwise`");
    if (seen->token == TOK_STRING && before[1].token == ',' && before[0].atom != ATOM_NONE &&
        str_equal(atoms_text(p->atoms, before[0].atom), STR("because")))
        return STR("leave out the comma before `because`");
    return STR("");
}

void parse_error_report(struct parser *p, const struct situation *situation,
                        const struct token_seen *seen, const struct token_seen *before, bool named,
                        bool (*accepts)(void *, int), void *state)
{
    bool word = seen->atom != ATOM_NONE && seen->token != TOK_END;
    bool starts = word && (!scan_keyword_is_reserved(seen->atom) || situation->at_start);
    if (word && report_unfinished(p, before)) return;
    if (named && (seen->token == '-' || (word && seen->token == TOK_NAME))) {
        report_long_name(p, seen, before);
        return;
    }
    if (starts && situation->block != BLOCK_NONE && accepts(state, '}')) {
        report_clause(p, situation, seen, before);
        return;
    }
    if (starts && situation->block == BLOCK_NONE && accepts(state, TOK_END)) {
        report_declaration(p, seen);
        return;
    }
    struct expected expected = find_expected(p, situation, accepts, state);
    struct str what = found(p, seen), wanted = join_expected(p->arena, &expected);
    struct str example = example_of(situation), hint = hint_for(p, seen, before, accepts, state);
    struct finding *f;
    if (wanted.len)
        f = finding_add(p->findings, FINDING_S01, seen->span,
                        "%.*s can't stand here; expected %.*s", STR_ARG(what), STR_ARG(wanted));
    else
        f = finding_add(p->findings, FINDING_S01, seen->span, "%.*s can't stand here",
                        STR_ARG(what));
    if (hint.len)
        finding_help(p->findings, f, "%.*s", STR_ARG(hint));
    else if (seen->token == ':' && before->atom != ATOM_NONE && !accepts(state, '.'))
        finding_help(p->findings, f, "leave the colon out");
    else if (is_decimal_comma(p, seen))
        finding_help(p->findings, f, "decimals are written with a point: 12.5");
    else if (word && scan_keyword_is_reserved(seen->atom) && accepts(state, TOK_NAME))
        finding_help(p->findings, f,
                     "`%.*s` is a word of the language; as a name it stands between backquotes",
                     STR_ARG(atoms_text(p->atoms, seen->atom)));
    else if (example.len)
        finding_help(p->findings, f, "it is written like this: %.*s", STR_ARG(example));
}
