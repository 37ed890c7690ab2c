/* Signs that pol does not write: those of other languages, and those that word processors put in. Each is
 * reported, and most are taken for the plain sign that was meant. */
#include "base/utf8.h"
#include "pol.tab.h"
#include "syntax/scan.h"

/* --- of other languages ------------------------------------------------------------------------ */

void scan_wrong_sign(struct scan *scan, struct span span, const char *plain)
{
    struct parser *p = scan->parser;
    struct str written = sources_text(&(struct sources){.items = &p->source, .count = 1}, span);
    size_t shown = 0;
    while (shown < written.len && shown < 3 && (unsigned char)written.p[shown] < 0x80) shown++;
    if (plain && plain[0] == '#') shown = 2; /* // and the rest of its line */
    if (!plain) {
        struct str rest = {p->source->text.p + (span.end - p->source->base),
                           p->source->text.len - (span.end - p->source->base)};
        rest.len = str_index(rest, '\n');
        bool last = !str_trim(rest).len || str_trim(rest).p[0] == '#';
        struct finding *f =
            finding_add(p->findings, FINDING_S03, span, "%s",
                        last ? "no `;` is needed at the end of a line" : "pol does not write `;`");
        if (last) {
            finding_help(p->findings, f, "leave it out");
            finding_safe_edit(p->findings, f, span, STR(""));
        } else {
            finding_help(p->findings, f,
                         "a comma stands between the items of a list, and nothing "
                         "between clauses");
        }
        p->lost = span;
        return;
    }
    bool quote = plain[0] == '"';
    struct finding *f = finding_add(
        p->findings, FINDING_S03,
        quote || plain[0] == '#' ? (struct span){span.start, span.start + (uint32_t)shown} : span,
        "pol does not write `%.*s`", (int)(quote ? 1 : shown), written.p);
    finding_help(p->findings, f, quote ? "a text stands between double quotes: %s" : "write `%s`",
                 plain);
    if (quote || plain[0] == '#') return;
    bool word = plain[0] >= 'a' && plain[0] <= 'z';
    finding_safe_edit(p->findings, f, span,
                      word ? str_printf(p->arena, " %s ", plain) : str_from(plain));
}

int scan_wrong_word(struct scan *scan, struct span span, const char *word, uint32_t *atom)
{
    scan_wrong_sign(scan, span, word);
    *atom = atoms_intern(scan->parser->atoms, str_from(word));
    return scan_word_token(*atom);
}

/* --- outside ASCII ------------------------------------------------------------------------------ */

static const struct {
    uint32_t code;
    int token;
    const char *plain;
} strange_signs[] = {
    {0x2010, '-', "-"},         {0x2011, '-', "-"},
    {0x2012, '-', "-"},         {0x2013, '-', "-"},
    {0x2014, '-', "-"},         {0x2015, '-', "-"},
    {0x2212, '-', "-"},         {0x00b1, TOK_PLUSMINUS, "+-"},
    {0x2264, TOK_LE, "<="},     {0x2265, TOK_GE, ">="},
    {0x2260, TOK_NE, "!="},     {0x00d7, '*', "*"},
    {0x00b7, '*', "*"},         {0x00f7, '/', "/"},
    {0x2026, TOK_DOTDOT, ".."},
};

static struct str currency_of(uint32_t sign)
{
    static const struct {
        uint32_t sign;
        struct str code;
    } currencies[] = {{0x20ac, {"EUR", 3}}, {'$', {"USD", 3}}, {0xa3, {"GBP", 3}}};
    for (size_t i = 0; i < COUNT_OF(currencies); i++)
        if (currencies[i].sign == sign) return currencies[i].code;
    return STR("");
}

static bool is_digit_at(const struct source *source, uint32_t offset)
{
    size_t at = offset - source->base;
    return at < source->text.len && source->text.p[at] >= '0' && source->text.p[at] <= '9';
}

size_t scan_strange(struct scan *scan, struct str text, struct span span, int *token)
{
    struct parser *p = scan->parser;
    uint32_t code = 0;
    size_t bytes = utf8_decode(text, &code);
    if (!bytes) bytes = 1;
    span.end = span.start + (uint32_t)bytes;
    struct finding *f;
    for (size_t i = 0; i < COUNT_OF(strange_signs); i++) {
        if (strange_signs[i].code != code) continue;
        const char *plain = strange_signs[i].plain;
        *token = strange_signs[i].token;
        if (*token == '-' && is_digit_at(p->source, span.start - 1) &&
            is_digit_at(p->source, span.end)) {
            *token = TOK_DOTDOT; /* 2018–2023 */
            plain = "..";
        }
        f = finding_add(p->findings, FINDING_S03, span,
                        "this is not the plain sign that pol reads");
        finding_help(p->findings, f, "write `%s`", plain);
        finding_safe_edit(p->findings, f, span, str_from(plain));
        return bytes;
    }
    if (code < 0x20 || code == 0x7f || (code >= 0x80 && code < 0xa0))
        f = finding_add(p->findings, FINDING_S03, span, "an invisible sign (U+%04X) stands here",
                        (unsigned)code);
    else
        f = finding_add(p->findings, FINDING_S03, span, "the sign `%.*s` means nothing in pol",
                        (int)bytes, text.p);
    p->lost = span;
    struct str currency = currency_of(code);
    if (currency.len) {
        finding_help(p->findings, f, "write the unit behind the amount: 1000 [%.*s]",
                     STR_ARG(currency));
        ARENA_GROW(p->arena, p->skipped->atoms, p->skipped->count, p->skipped->capacity);
        p->skipped->atoms[p->skipped->count++] = atoms_intern(p->atoms, currency);
        return bytes;
    }
    finding_help(p->findings, f, "leave it out, or put it between quotes if it belongs to a text");
    return bytes;
}
