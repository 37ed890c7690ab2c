/* Setting tokens and comments on lines. */
#include "format/sheet.h"

#include <string.h>

#include "base/utf8.h"
#include "pol.tab.h"

int sheet_token(const struct sheet *sheet, size_t token)
{
    return sheet->trivia->tokens[token].token;
}

static struct str text_of(const struct sheet *sheet, size_t token)
{
    return trivia_text(sheet->trivia, sheet->trivia->tokens[token].span);
}

uint32_t sheet_space(int before, int token)
{
    switch (token) {
    case ',':
    case ')':
    case ']':
    case '.':
    case ':':
    case TOK_DOTDOT: return 0;
    case '}': return before == '{' ? 0 : 1;
    default: break;
    }
    return before == '(' || before == '[' || before == '.' || before == TOK_DOTDOT ? 0 : 1;
}

/* Each bracket learns where the other one is. Those of a text without errors match. */
static void pair_brackets(struct sheet *sheet, size_t count)
{
    size_t *open = ARENA_ARRAY(sheet->arena, size_t, count), depth = 0;
    for (size_t i = 0; i < count; i++) {
        int token = sheet_token(sheet, i);
        sheet->pieces[i].pair = SHEET_NONE;
        if (token == '(' || token == '[' || token == '{') {
            open[depth++] = i;
        } else if ((token == ')' || token == ']' || token == '}') && depth) {
            size_t other = open[--depth];
            sheet->pieces[other].pair = i;
            sheet->pieces[i].pair = other;
        }
    }
}

void sheet_begin(struct sheet *sheet, struct arena *arena, const struct trivia *trivia)
{
    *sheet = (struct sheet){
        .arena = arena,
        .trivia = trivia,
        .pieces = ARENA_ARRAY(arena, struct piece, trivia->token_count),
        .code = buf_in(arena),
    };
    size_t comment = 0;
    for (size_t i = 0; i < trivia->token_count; i++) {
        struct str text = text_of(sheet, i), rest = text;
        struct piece *piece = &sheet->pieces[i];
        piece->width = (uint32_t)utf8_width(str_cut(&rest, '\n'));
        piece->tall = str_index(text, '\n') < text.len;
        piece->before = i ? sheet_space(sheet_token(sheet, i - 1), sheet_token(sheet, i)) : 0;
        size_t end =
            i + 1 < trivia->token_count ? trivia->tokens[i + 1].comment : trivia->comment_count;
        piece->commented = end > comment;
        comment = end;
    }
    pair_brackets(sheet, trivia->token_count);
}

size_t sheet_first(const struct sheet *sheet, struct span span)
{
    return trivia_find(sheet->trivia, span.start);
}

size_t sheet_last(const struct sheet *sheet, struct span span)
{
    size_t end = trivia_find(sheet->trivia, span.end);
    return end ? end - 1 : 0;
}

uint32_t sheet_width(const struct sheet *sheet, size_t first, size_t last)
{
    uint32_t width = sheet->pieces[first].width;
    for (size_t i = first + 1; i <= last; i++)
        width += sheet->pieces[i].before + sheet->pieces[i].width;
    return width;
}

bool sheet_is_plain(const struct sheet *sheet, size_t first, size_t last)
{
    for (size_t i = first; i <= last; i++)
        if (sheet->pieces[i].tall || (i > first && sheet->pieces[i].commented)) return false;
    return true;
}

/* --- lines ------------------------------------------------------------------------------------- */

static void begin_line(struct sheet *sheet, uint32_t indent, bool after_blank)
{
    ARENA_GROW(sheet->arena, sheet->lines, sheet->line_count, sheet->line_capacity);
    sheet->lines[sheet->line_count] = (struct line){
        .start = sheet->code.len,
        .end = sheet->code.len,
        .indent = indent,
        .width = indent,
        .after_blank = after_blank && sheet->line_count,
        .comment = SHEET_NONE,
    };
    sheet->line_count++;
    sheet->column = indent;
}

static void add_text(struct sheet *sheet, struct str text)
{
    struct str rest = text, last = {0};
    bool tall = str_index(text, '\n') < text.len;
    while (rest.len) last = str_cut(&rest, '\n');
    buf_add(&sheet->code, text);
    sheet->column = (tall ? 0 : sheet->column) + (uint32_t)utf8_width(last);
    struct line *line = &sheet->lines[sheet->line_count - 1];
    line->end = sheet->code.len;
    line->width = sheet->column;
}

/* Each comment before a token; true when there was one, so that the line has ended. */
static bool add_comments(struct sheet *sheet, size_t token, uint32_t indent, bool keep_blanks,
                         bool *first)
{
    const struct trivia *t = sheet->trivia;
    size_t end = token + 1 < t->token_count ? t->tokens[token + 1].comment : t->comment_count;
    for (size_t i = t->tokens[token].comment; i < end; i++) {
        const struct comment *comment = &t->comments[i];
        if (comment->trailing && sheet->line_count) {
            sheet->lines[sheet->line_count - 1].comment = i;
            continue;
        }
        begin_line(sheet, indent, keep_blanks && comment->after_blank && !*first);
        add_text(sheet, trivia_text(t, comment->span));
        *first = false;
    }
    return end > t->tokens[token].comment;
}

void sheet_put(struct sheet *sheet, size_t token, uint32_t indent)
{
    bool first = true;
    if (add_comments(sheet, token, indent, false, &first)) {
        begin_line(sheet, indent, false);
    } else {
        buf_repeat(&sheet->code, STR(" "), sheet->pieces[token].before);
        sheet->column += sheet->pieces[token].before;
    }
    add_text(sheet, text_of(sheet, token));
}

void sheet_put_below(struct sheet *sheet, size_t token, uint32_t indent)
{
    bool first = true;
    add_comments(sheet, token, indent, false, &first);
    begin_line(sheet, indent, false);
    add_text(sheet, text_of(sheet, token));
}

void sheet_put_comments(struct sheet *sheet, size_t token, uint32_t indent, bool first)
{
    add_comments(sheet, token, indent, true, &first);
}

void sheet_put_end(struct sheet *sheet, size_t token, uint32_t indent)
{
    begin_line(sheet, indent, false);
    add_text(sheet, text_of(sheet, token));
}

void sheet_put_item(struct sheet *sheet, size_t token, uint32_t indent, bool first)
{
    add_comments(sheet, token, indent, true, &first);
    begin_line(sheet, indent, sheet->trivia->tokens[token].after_blank && !first);
    add_text(sheet, text_of(sheet, token));
}

/* --- the text ---------------------------------------------------------------------------------- */

static uint32_t comment_width(const struct sheet *sheet, const struct line *line)
{
    struct span span = sheet->trivia->comments[line->comment].span;
    return (uint32_t)utf8_width(trivia_text(sheet->trivia, span));
}

/* The comments behind neighbouring lines begin in one column, where all of them fit there. */
static void place_comments(struct sheet *sheet, size_t first, size_t end)
{
    uint32_t column = SHEET_COMMENTS;
    for (size_t i = first; i < end; i++)
        if (sheet->lines[i].width + 2 > column) column = sheet->lines[i].width + 2;
    bool fits = column <= SHEET_COMMENTS_MOST;
    for (size_t i = first; i < end; i++)
        fits &= column + comment_width(sheet, &sheet->lines[i]) <= SHEET_WIDTH;
    for (size_t i = first; i < end; i++) {
        struct line *line = &sheet->lines[i];
        uint32_t at = line->width + 2;
        bool room =
            at <= SHEET_COMMENTS && SHEET_COMMENTS + comment_width(sheet, line) <= SHEET_WIDTH;
        line->comment_at = fits ? column : room ? SHEET_COMMENTS : at;
    }
}

static void write_line(const struct sheet *sheet, struct buf *out, const struct line *line)
{
    struct str end = sheet->trivia->crlf ? STR("\r\n") : STR("\n");
    if (line->after_blank) buf_add(out, end);
    buf_repeat(out, STR(" "), line->indent);
    buf_add(out, (struct str){sheet->code.p + line->start, line->end - line->start});
    if (line->comment != SHEET_NONE) {
        buf_repeat(out, STR(" "), line->comment_at - line->width);
        buf_add(out, trivia_text(sheet->trivia, sheet->trivia->comments[line->comment].span));
    }
    buf_add(out, end);
}

struct str sheet_text(struct sheet *sheet)
{
    struct buf out = buf_in(sheet->arena);
    for (size_t i = 0, end; i < sheet->line_count; i = end) {
        end = i + 1;
        if (sheet->lines[i].comment == SHEET_NONE) continue;
        while (end < sheet->line_count && !sheet->lines[end].after_blank &&
               sheet->lines[end].comment != SHEET_NONE)
            end++;
        place_comments(sheet, i, end);
    }
    for (size_t i = 0; i < sheet->line_count; i++) write_line(sheet, &out, &sheet->lines[i]);
    return buf_str(&out);
}
