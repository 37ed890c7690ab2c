/* For tests: a file, read and parsed. */
#ifndef POL_TESTS_PARSED_H
#define POL_TESTS_PARSED_H

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "syntax/parse.h"
#include "syntax/scan.h"

struct parsed {
    struct guard guard;
    struct arena arena;
    struct atoms atoms;
    struct sources sources;
    struct findings findings;
    struct skipped skipped;
    struct source *source;
    struct ast_file *file;
};

static struct str parsed_read(struct arena *arena, const char *path)
{
    struct buf text = buf_in(arena);
    FILE *file = fopen(path, "rb");
    if (!file) {
        fprintf(stderr, "%s: can't be opened\n", path);
        exit(2);
    }
    char block[4096];
    size_t got;
    while ((got = fread(block, 1, sizeof block, file)) > 0)
        buf_add(&text, (struct str){block, got});
    fclose(file);
    return buf_str(&text);
}

/* Ends the program when there is no memory. */
static void parsed_init(struct parsed *parsed, const char *path)
{
    if (setjmp(parsed->guard.env)) {
        fprintf(stderr, "there is not enough memory\n");
        exit(2);
    }
    arena_init(&parsed->arena, &parsed->guard);
    atoms_init(&parsed->atoms, &parsed->arena);
    scan_intern_keywords(&parsed->atoms);
    sources_init(&parsed->sources, &parsed->arena);
    findings_init(&parsed->findings, &parsed->arena);
    parsed->skipped = (struct skipped){0};
    parsed->source =
        sources_add(&parsed->sources, str_from(path), parsed_read(&parsed->arena, path));
    struct parse_context context = {
        .arena = &parsed->arena,
        .atoms = &parsed->atoms,
        .findings = &parsed->findings,
        .skipped = &parsed->skipped,
    };
    parsed->file = parse_source(&context, parsed->source);
}

static void parsed_release(struct parsed *parsed)
{
    arena_release(&parsed->arena);
}

#endif
