/* Shows what a program's text means, or writes it in another way that means the same.
 *
 *   ast dump FILE           the tree, as nested brackets
 *   ast shuffle SEED FILE   its declarations in another order
 *   ast loosen FILE         each token on a line of its own, with comments between
 *   ast tighten FILE        as few spaces and lines as it can do with */
#include <stdint.h>
#include <string.h>

#include "../parsed.h"
#include "pol.tab.h"

static void put(struct str text)
{
    fwrite(text.p, 1, text.len, stdout);
}

static void dump(struct parsed *parsed)
{
    struct buf buf = buf_in(&parsed->arena);
    ast_dump(&buf, &parsed->atoms, parsed->file);
    put(buf_str(&buf));
}

/* Numbers that depend on the seed only. */
static uint64_t next_random(uint64_t *state)
{
    *state += 0x9E3779B97F4A7C15u;
    uint64_t z = *state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static void shuffle(struct parsed *parsed, uint64_t seed)
{
    size_t count = 0;
    for (const struct ast_decl *d = parsed->file->decls; d; d = d->next) count++;
    const struct ast_decl **decls = ARENA_ARRAY(&parsed->arena, const struct ast_decl *, count + 1);
    count = 0;
    for (const struct ast_decl *d = parsed->file->decls; d; d = d->next) decls[count++] = d;
    for (size_t i = count; i > 1; i--) {
        size_t other = next_random(&seed) % i;
        const struct ast_decl *held = decls[other];
        decls[other] = decls[i - 1];
        decls[i - 1] = held;
    }
    for (size_t i = 0; i < count; i++) {
        put(sources_text(&parsed->sources, decls[i]->span));
        put(STR("\n"));
    }
}

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '%' || (unsigned char)c >= 128;
}

/* Whether two neighbours would be read as something else without a space between them. */
static bool would_join(char left, char right)
{
    static const char signs[] = "<>=!+-*/^.";
    return (is_word(left) && is_word(right)) || (strchr(signs, left) && strchr(signs, right)) ||
           left == '"' || right == '"' || left == '-' || right == '-' || left == '/' ||
           right == '/' || left == '.' || right == '.';
}

static void rewrite(struct parsed *parsed, bool loose)
{
    struct arena *scratch = arena_child(&parsed->arena);
    struct parser parser = {
        .arena = &parsed->arena,
        .atoms = &parsed->atoms,
        .findings = &parsed->findings,
        .source = parsed->source,
        .file = parsed->file,
        .skipped = &parsed->skipped,
    };
    struct scan *scan = ARENA_NEW(scratch, struct scan);
    scan_begin(scan, &parser);
    union POL_YYSTYPE value;
    struct span span;
    char last = '"';
    while (scan_next(scan, &value, &span) != TOK_END) {
        struct str text = sources_text(&parsed->sources, span);
        if (loose)
            put(STR(" # \"{ }\n\t"));
        else if (would_join(last, text.p[0]))
            put(STR(" "));
        put(text);
        last = text.p[text.len - 1];
    }
    put(STR("\n"));
    arena_release(scratch);
}

int main(int argc, char **argv)
{
    static struct parsed parsed;
    const char *what = argc > 1 ? argv[1] : "";
    bool shuffles = strcmp(what, "shuffle") == 0;
    if (argc != (shuffles ? 4 : 3)) {
        fputs("usage: ast dump|loosen|tighten FILE, or ast shuffle SEED FILE\n", stderr);
        return 2;
    }
    parsed_init(&parsed, argv[argc - 1]);
    if (shuffles)
        shuffle(&parsed, strtoull(argv[2], NULL, 10));
    else if (strcmp(what, "dump") == 0)
        dump(&parsed);
    else
        rewrite(&parsed, strcmp(what, "loosen") == 0);
    parsed_release(&parsed);
    return fflush(stdout) == 0 ? 0 : 2;
}
