/* The signs of one data file: those the author said, and the defaults for what was not said. */
#include "data/signs.h"

#include "base/compiler.h"

#define SIGN(text)                                                                                 \
    {                                                                                              \
        (text), sizeof(text) - 1                                                                   \
    }

static const struct str default_missing[] = {SIGN("."), SIGN("NA")};
static const struct str default_confidential[] = {SIGN("x")};
static const struct str default_suffixes[] = {SIGN("**"), SIGN("*")};

static void add_signs(struct sign_table *table, const struct str *texts, size_t count,
                      enum reason reason, bool said)
{
    for (size_t i = 0; i < count; i++) {
        struct str text = str_trim(texts[i]);
        bool empty = !text.len && reason == REASON_NOT_AVAILABLE;
        table->items[table->count++] = (struct sign){text, empty ? REASON_EMPTY : reason, said};
        if (text.len) table->begins[(unsigned char)text.p[0]] = true;
    }
}

static void add_suffix(struct sign_table *table, struct str suffix)
{
    size_t at = table->suffix_count++;
    for (; at && table->suffixes[at - 1].len < suffix.len; at--)
        table->suffixes[at] = table->suffixes[at - 1];
    table->suffixes[at] = suffix;
    table->ends[(unsigned char)suffix.p[suffix.len - 1]] = true;
}

static void add_suffixes(struct sign_table *table, struct arena *arena, const struct signs *said)
{
    const struct str *texts = said->said ? said->items : default_suffixes;
    size_t count = said->said ? said->count : COUNT_OF(default_suffixes);
    table->suffixes = ARENA_ARRAY(arena, struct str, count);
    for (size_t i = 0; i < count; i++) {
        struct str suffix = str_trim(texts[i]);
        if (suffix.len) add_suffix(table, suffix);
    }
}

void sign_table_init(struct sign_table *table, struct arena *arena,
                     const struct table_options *options)
{
    const struct signs *missing = &options->missing, *confidential = &options->confidential,
                       *nil = &options->nil;
    *table = (struct sign_table){0};
    table->items = ARENA_ARRAY(arena, struct sign,
                               missing->count + confidential->count + nil->count +
                                   COUNT_OF(default_missing) + COUNT_OF(default_confidential));
    if (missing->said) add_signs(table, missing->items, missing->count, REASON_NOT_AVAILABLE, true);
    if (confidential->said)
        add_signs(table, confidential->items, confidential->count, REASON_CONFIDENTIAL, true);
    if (nil->said) add_signs(table, nil->items, nil->count, REASON_NONE, true);
    if (!missing->said)
        add_signs(table, default_missing, COUNT_OF(default_missing), REASON_NOT_AVAILABLE, false);
    if (!confidential->said)
        add_signs(table, default_confidential, COUNT_OF(default_confidential), REASON_CONFIDENTIAL,
                  false);
    add_suffixes(table, arena, &options->provisional);
}

const struct sign *sign_find(const struct sign_table *table, struct str text)
{
    if (text.len && !table->begins[(unsigned char)text.p[0]]) return NULL;
    for (size_t i = 0; i < table->count; i++)
        if (str_equal(table->items[i].text, text)) return &table->items[i];
    return NULL;
}

bool sign_take_suffix(const struct sign_table *table, struct str *text)
{
    if (!text->len || !table->ends[(unsigned char)text->p[text->len - 1]]) return false;
    for (size_t i = 0; i < table->suffix_count; i++) {
        struct str suffix = table->suffixes[i];
        if (text->len <= suffix.len || !str_ends(*text, suffix)) continue;
        *text = str_trim((struct str){text->p, text->len - suffix.len});
        return true;
    }
    return false;
}
