/* What the scanner's rules call, and the memory that flex works in. */
#include "syntax/scan.h"

#include <stdint.h>
#include <string.h>

#include "base/bug.h"
#include "base/utf8.h"
#include "pol.tab.h"
#include "syntax/scan_flex.h"

/* --- flex in memory ---------------------------------------------------------------------------- */

/* flex asks three times: for its state, a buffer's, and the list of buffers. */
void *pol_yyalloc(size_t size, void *flex)
{
    struct scan *scan = pol_yyget_extra(flex);
    size_t start = (scan->slab_used + 15) & ~(size_t)15;
    if (size > SCAN_SLAB - start) BUG("flex wants more memory than its slab holds");
    scan->slab_used = start + size;
    return scan->slab + start;
}

void *pol_yyrealloc(void *memory, size_t size, void *flex)
{
    (void)memory;
    (void)size;
    (void)flex;
    BUG("flex grows something; the rules must not use what does");
}

void pol_yyfree(void *memory, void *flex)
{
    (void)memory;
    (void)flex;
}

void scan_begin(struct scan *scan, struct parser *parser)
{
    *scan = (struct scan){
        .parser = parser, .offset = parser->source->base, .line_start = parser->source->base};
    struct str text = parser->source->text;
    if (pol_yylex_init_extra(scan, &scan->flex)) BUG("flex does not begin");
    /* flex puts back bytes that pol.l keeps it from changing, so the text stays as it is. */
    char *same = (char *)(uintptr_t)text.p;
    if (!pol_yy_scan_buffer(same, text.len + 2, scan->flex)) BUG("flex refuses its text");
}

void scan_line(struct scan *scan, struct str text, struct span span)
{
    for (size_t i = text.len; i > 0; i--) {
        if (text.p[i - 1] != '\n') continue;
        scan->line_start = span.start + (uint32_t)i;
        return;
    }
}

int scan_next(struct scan *scan, POL_YYSTYPE *value, struct span *span)
{
    return pol_yylex(value, span, scan->flex);
}

/* --- keywords ---------------------------------------------------------------------------------- */

enum { SOFT, RESERVED };

static const struct {
    struct str text;
    int token;
    int kind;
} keywords[] = {
#define KEYWORD(name, text, kind) {{text, sizeof text - 1}, TOK_##name, kind},
#include "keywords.def"
#undef KEYWORD
};

void scan_intern_keywords(struct atoms *atoms)
{
    for (size_t i = 0; i < COUNT_OF(keywords); i++) {
        if (atoms_intern_borrowed(atoms, keywords[i].text) != i)
            BUG("keywords must be the first atoms");
        if (keywords[i].token < TOK_AND) BUG("keywords must be the last tokens");
    }
}

bool scan_is_keyword(uint32_t atom)
{
    return atom < COUNT_OF(keywords);
}

int scan_word_token(uint32_t atom)
{
    return scan_is_keyword(atom) ? keywords[atom].token : TOK_NAME;
}

bool scan_keyword_is_reserved(uint32_t atom)
{
    return atom < COUNT_OF(keywords) && keywords[atom].kind == RESERVED;
}

struct str scan_token_keyword(int token)
{
    /* By token; those of single characters lie below. */
    enum { FIRST = TOK_NUMBER };
    static const struct str texts[] = {
#define KEYWORD(name, text, kind) [TOK_##name - FIRST] = {text, sizeof text - 1},
#include "keywords.def"
#undef KEYWORD
    };
    bool inside = token >= FIRST && (size_t)(token - FIRST) < COUNT_OF(texts);
    return inside && texts[token - FIRST].p ? texts[token - FIRST] : STR("");
}

/* --- names ------------------------------------------------------------------------------------- */

static uint32_t intern(struct scan *scan, struct str name)
{
    return atoms_intern(scan->parser->atoms, utf8_nfc(scan->parser->arena, name));
}

bool scan_is_name_byte(char c)
{
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (unsigned char)c >= 0x80;
}

size_t scan_name(struct scan *scan, struct str text, uint32_t *atom)
{
    size_t length = 0;
    while (length < text.len) {
        unsigned char c = (unsigned char)text.p[length];
        if (c < 0x80) {
            length++;
            continue;
        }
        uint32_t code;
        size_t bytes = utf8_decode((struct str){text.p + length, text.len - length}, &code);
        bool accent = code >= 0x300 && code < 0x370; /* composed with its letter by NFC */
        if (!utf8_is_letter(code) && !(length && accent)) break;
        length += bytes;
    }
    if (length) *atom = intern(scan, (struct str){text.p, length});
    return length;
}

int scan_plain_word(struct scan *scan, struct str text, uint32_t *atom)
{
    *atom = atoms_intern(scan->parser->atoms, text);
    return scan_word_token(*atom);
}

uint32_t scan_quoted_name(struct scan *scan, struct str text, struct span span)
{
    (void)span;
    return intern(scan, (struct str){text.p + 1, text.len - 2});
}

/* --- numbers and periods ------------------------------------------------------------------------ */

/* Whether each _ stands between two digits. */
static bool underscores_fit(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.p[i] == '_' && (i + 1 >= text.len || text.p[i + 1] < '0' || text.p[i + 1] > '9'))
            return false;
    return true;
}

static struct num *read_number(struct scan *scan, struct str text, struct span span)
{
    struct parser *p = scan->parser;
    struct num *number = ARENA_NEW(p->arena, struct num);
    struct buf digits = buf_in(p->arena);
    if (memchr(text.p, '_', text.len)) {
        for (size_t i = 0; i < text.len; i++)
            if (text.p[i] != '_') buf_add_char(&digits, text.p[i]);
    }
    enum num_parse parsed = num_parse(number, digits.len ? buf_str(&digits) : text);
    if (parsed == NUM_PARSED && underscores_fit(text)) return number;
    struct finding *f;
    if (parsed == NUM_TOO_LONG) {
        f = finding_add(p->findings, FINDING_S05, span,
                        "this number has more digits than can be kept exactly (38)");
        finding_help(p->findings, f, "write it in a larger unit");
    } else {
        f = finding_add(p->findings, FINDING_S03, span,
                        "this number is not written as pol reads it");
        finding_help(p->findings, f,
                     "write digits, with a point for decimals and _ between groups: "
                     "1_234_567.5");
    }
    *number = num_int(0);
    return number;
}

/* 90.000, by which a Dutch author means ninety thousand: nobody writes three decimals that end in 0. */
static void report_thousands(struct scan *scan, struct str text, struct span span)
{
    size_t point = str_index(text, '.');
    if (point < 1 || point > 3 || text.p[0] == '0' || text.len != point + 4) return;
    if (text.p[text.len - 1] != '0') return;
    struct finding *f = finding_add(scan->parser->findings, FINDING_D03, span,
                                    "`%.*s` can be read in two ways", STR_ARG(text));
    finding_help(
        scan->parser->findings, f,
        "the point stands before decimals, so this is %.*s; write %.*s_%.*s if thousands are "
        "meant, else leave out the last 0",
        (int)point, text.p, (int)point, text.p, 3, text.p + point + 1);
}

/* A year or another whole number of at most four digits; false for all else. */
static bool small_number(struct str text, uint32_t *value)
{
    if (text.len > 4) return false;
    *value = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.p[i] < '0' || text.p[i] > '9') return false;
        *value = *value * 10 + (uint32_t)(text.p[i] - '0');
    }
    return true;
}

const struct num *scan_number(struct scan *scan, struct str text, struct span span)
{
    uint32_t value;
    if (small_number(text, &value)) {
        struct scan_small *small = &scan->small[value % SCAN_SMALL];
        if (small->number && small->value == value) return small->number;
        struct num *number = ARENA_NEW(scan->parser->arena, struct num);
        *number = num_int(value);
        *small = (struct scan_small){value, number};
        return number;
    }
    report_thousands(scan, text, span);
    return read_number(scan, text, span);
}

const struct num *scan_percent(struct scan *scan, struct str text, struct span span)
{
    struct num *number = read_number(scan, (struct str){text.p, text.len - 1}, span);
    struct num hundred = num_int(100);
    if (!num_div(number, number, &hundred)) BUG("a number that can't be divided by 100");
    return number;
}

const struct num *scan_apart_percent(struct scan *scan, struct str text, struct span span)
{
    struct str number = str_trim((struct str){text.p, text.len - 1});
    struct findings *findings = scan->parser->findings;
    struct finding *f = finding_add(findings, FINDING_S03, (struct span){span.end - 1, span.end},
                                    "the percent sign stands apart from its number");
    finding_help(findings, f, "write `%.*s%%`", STR_ARG(number));
    finding_safe_edit(findings, f, (struct span){span.start + (uint32_t)number.len, span.end},
                      STR("%"));
    struct str whole = str_printf(scan->parser->arena, "%.*s%%", STR_ARG(number));
    return scan_percent(scan, whole, span);
}

void scan_bad_number(struct scan *scan, struct str text, struct span span)
{
    struct findings *findings = scan->parser->findings;
    size_t letters = 0;
    while (letters < text.len && ((text.p[letters] >= '0' && text.p[letters] <= '9') ||
                                  text.p[letters] == '_' || text.p[letters] == '.'))
        letters++;
    struct finding *f =
        finding_add(findings, FINDING_S03, span, "`%.*s` is not a number", STR_ARG(text));
    if (letters < text.len)
        finding_help(findings, f, "a unit stands in brackets behind its number: %.*s [%.*s]",
                     (int)letters, text.p, (int)(text.len - letters), text.p + letters);
    else
        finding_help(findings, f,
                     "write groups of digits with _ and decimals with one point: "
                     "1_234_567.5");
}

/* Two dates or years that people write in other ways, and how pol writes them. */
static struct str suggest_period(struct arena *arena, struct str text)
{
    struct period period;
    int32_t day;
    if (date_parse_pattern(text, STR("d-m-yyyy"), &day) ||
        date_parse_pattern(text, STR("yyyy/m/d"), &day) ||
        date_parse_pattern(text, STR("yyyy-m-d"), &day))
        return period_text(arena, period_day(day));
    struct str head = {text.p, 4}, tail = {text.p + 5, text.len - 5};
    if (tail.len == 4 && period_parse(tail, &period))
        return str_printf(arena, "%.*s..%.*s", STR_ARG(head), STR_ARG(tail));
    if (tail.len == 1 && tail.p[0] >= '1' && tail.p[0] <= '9')
        return str_printf(arena, "%.*s-0%.*s", STR_ARG(head), STR_ARG(tail));
    struct buf upper = buf_in(arena);
    buf_printf(&upper, "%.*s-", STR_ARG(head));
    for (size_t i = 0; i < tail.len; i++)
        buf_add_char(&upper,
                     (char)(tail.p[i] >= 'a' && tail.p[i] <= 'z' ? tail.p[i] - 32 : tail.p[i]));
    return period_parse(buf_str(&upper), &period) ? buf_str(&upper) : STR("");
}

struct ast_period scan_period(struct scan *scan, struct str text, struct span span)
{
    struct parser *p = scan->parser;
    struct ast_period result = {.known = true, .span = span};
    if (period_parse(text, &result.value)) return result;
    result.known = false;
    struct finding *f =
        finding_add(p->findings, FINDING_S03, span, "`%.*s` is not a period", STR_ARG(text));
    struct str better = suggest_period(p->arena, text);
    if (better.len) {
        finding_help(p->findings, f, "write %.*s (and spaces round a minus, if that is meant)",
                     STR_ARG(better));
        finding_edit(p->findings, f, span, better);
    } else {
        finding_help(p->findings, f,
                     "periods are written 2018, 2018-H1, 2018-Q3, 2018-05, 2018-W05 "
                     "or 2018-05-01; a minus has spaces round it");
    }
    return result;
}

/* --- texts ---------------------------------------------------------------------------------------- */

static bool is_hex(char c, uint32_t *digit)
{
    if (c >= '0' && c <= '9')
        *digit = (uint32_t)(c - '0');
    else if ((c | 32) >= 'a' && (c | 32) <= 'f')
        *digit = (uint32_t)((c | 32) - 'a') + 10;
    else
        return false;
    return true;
}

/* \u{…}: the code point's bytes go to `out`; answers how long the escape is, 0 if it is wrong. */
static size_t read_code_point(struct buf *out, struct str rest)
{
    uint32_t code = 0, digit;
    size_t i = 3;
    if (rest.len < 4 || rest.p[2] != '{') return 0;
    for (; i < rest.len && is_hex(rest.p[i], &digit); i++) {
        code = code * 16 + digit;
        if (code > 0x10ffff) return 0;
    }
    if (i == 3 || i >= rest.len || rest.p[i] != '}' || (code >= 0xd800 && code < 0xe000)) return 0;
    char bytes[4];
    buf_add(out, (struct str){bytes, utf8_encode(code, bytes)});
    return i + 1;
}

static size_t read_escape(struct scan *scan, struct buf *out, struct str rest, uint32_t offset)
{
    char c = rest.len > 1 ? rest.p[1] : '\0';
    size_t length = 2;
    switch (c) {
    case '"':
    case '\\': buf_add_char(out, c); return 2;
    case 'n': buf_add_char(out, '\n'); return 2;
    case 't': buf_add_char(out, '\t'); return 2;
    case 'u':
        length = read_code_point(out, rest);
        if (length) return length;
        length = 2;
    }
    struct findings *findings = scan->parser->findings;
    struct span span = {offset, offset + (uint32_t)(rest.len < 2 ? 1 : 2)};
    struct finding *f =
        finding_add(findings, FINDING_S03, span, "this backslash begins nothing that pol knows");
    finding_help(findings, f,
                 "in a text there are \\\" \\\\ \\n \\t and \\u{20AC}; a backslash "
                 "itself is written \\\\");
    buf_add(out, (struct str){rest.p, rest.len < 2 ? rest.len : 2});
    return rest.len < 2 ? 1 : length;
}

static struct str resolve_escapes(struct scan *scan, struct str inner, uint32_t offset)
{
    if (!inner.len || !memchr(inner.p, '\\', inner.len)) return inner;
    struct buf out = buf_in(scan->parser->arena);
    for (size_t i = 0; i < inner.len;) {
        struct str rest = {inner.p + i, inner.len - i};
        if (rest.p[0] == '\\') {
            i += read_escape(scan, &out, rest, offset + (uint32_t)i);
        } else {
            struct str plain = {rest.p, str_index(rest, '\\')};
            buf_add(&out, plain);
            i += plain.len;
        }
    }
    return buf_str(&out);
}

static size_t indentation(struct str line)
{
    size_t n = 0;
    while (n < line.len && (line.p[n] == ' ' || line.p[n] == '\t')) n++;
    return n;
}

/* Of a text over several lines: without the first line if that is empty, the last if it holds only
 * spaces, and the indentation that all lines share. */
static struct str strip_indentation(struct arena *arena, struct str inner)
{
    struct str rest = inner;
    size_t common = SIZE_MAX;
    struct str first = str_cut(&rest, '\n');
    bool skip_first = str_trim(first).len == 0;
    for (struct str r = skip_first ? rest : inner; r.len;) {
        struct str line = str_cut(&r, '\n');
        if (str_trim(line).len && indentation(line) < common) common = indentation(line);
    }
    struct buf out = buf_in(arena);
    for (struct str r = skip_first ? rest : inner; r.len;) {
        struct str line = str_cut(&r, '\n');
        if (line.len && line.p[line.len - 1] == '\r') line.len--;
        size_t cut = indentation(line) < common ? indentation(line) : common;
        if (!r.len && str_trim(line).len == 0) break;
        if (out.len) buf_add_char(&out, '\n');
        buf_add(&out, (struct str){line.p + cut, line.len - cut});
    }
    return buf_str(&out);
}

static struct str normal_form(struct scan *scan, struct str text)
{
    return utf8_nfc(scan->parser->arena, text);
}

/* Signs that turn the direction of what is shown, so that a text can read as another than it is; and
 * NUL, at which other programs stop. */
static void report_deceptive(struct scan *scan, struct str text, uint32_t offset)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c != 0 && c != 0xe2) continue;
        uint32_t code = 0;
        size_t bytes = utf8_decode((struct str){text.p + i, text.len - i}, &code);
        if (code && !(code >= 0x202a && code <= 0x202e) && !(code >= 0x2066 && code <= 0x2069))
            continue;
        struct span span = {offset + (uint32_t)i, offset + (uint32_t)(i + (bytes ? bytes : 1))};
        struct finding *f =
            finding_add(scan->parser->findings, FINDING_S03, span,
                        "an invisible sign (U+%04X) stands in this text", (unsigned)code);
        finding_help(scan->parser->findings, f,
                     "take it out: with it the text can be shown as another than it is");
        return;
    }
}

struct ast_text scan_text(struct scan *scan, struct str text, size_t quotes, struct span span)
{
    struct str inner = {text.p + quotes, text.len - quotes};
    size_t closing = 0;
    while (closing < quotes && inner.len && inner.p[inner.len - 1] == text.p[0]) {
        inner.len--;
        closing++;
    }
    if (text.len < 2 * quotes) inner.len = text.len - quotes;
    struct ast_text result = {.span = span};
    report_deceptive(scan, inner, span.start + (uint32_t)quotes);
    if (quotes == 3) inner = strip_indentation(scan->parser->arena, inner);
    result.value = normal_form(scan, resolve_escapes(scan, inner, span.start + (uint32_t)quotes));
    return result;
}

void scan_not_ended(struct scan *scan, struct span span, const char *what, const char *mend)
{
    struct findings *findings = scan->parser->findings;
    scan->parser->file->broken = true;
    scan->parser->lost = span;
    /* The place is the opening sign; what follows may be the rest of the file. */
    struct finding *f =
        finding_add(findings, FINDING_S02, (struct span){span.start, span.start + 1}, "%s", what);
    finding_help(findings, f, "%s", mend);
}

/* How many bytes the code point takes that `text` begins with. */
static size_t first_bytes(struct str text)
{
    uint32_t code;
    size_t bytes = utf8_decode(text, &code);
    return bytes ? bytes : 1;
}

struct ast_text scan_typographic(struct scan *scan, struct str text, struct span span)
{
    struct findings *findings = scan->parser->findings;
    size_t open = first_bytes(text);
    size_t close = 1;
    while (close < text.len && ((unsigned char)text.p[text.len - close] & 0xc0) == 0x80) close++;
    struct str inner = {text.p + open, text.len - open - close};
    struct finding *f =
        finding_add(findings, FINDING_S03, (struct span){span.start, span.start + (uint32_t)open},
                    "this is a typographic quotation mark");
    finding_help(findings, f,
                 "write plain quotes: \"…\" (word processors put in the curly ones by themselves)");
    finding_safe_edit(findings, f, (struct span){span.start, span.start + (uint32_t)open},
                      STR("\""));
    finding_safe_edit(findings, f, (struct span){span.end - (uint32_t)close, span.end}, STR("\""));
    return (struct ast_text){.value = normal_form(scan, inner), .span = span};
}

void scan_instruction(struct scan *scan, struct str text, struct span span)
{
    struct ast_file *file = scan->parser->file;
    struct ast_instruction *instruction = ARENA_NEW(scan->parser->arena, struct ast_instruction);
    str_cut(&text, ':');
    instruction->text = text;
    instruction->span = span;
    if (file->last_instruction)
        file->last_instruction->next = instruction;
    else
        file->instructions = instruction;
    file->last_instruction = instruction;
}
