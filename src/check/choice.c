/* Which checks run. */
#include "check/choice.h"

#include "text/suggest.h"
#include "theory/resolve.h"

/* In the order of WORDS_PROFILE. */
static const unsigned profile_sets[] = {IN_RPE, IN_LOGFRAME, IN_MAGENTA};

/* --- codes --------------------------------------------------------------------------------------- */

static struct str nearest_code(struct str written)
{
    struct str codes[FINDING_CODES];
    for (int i = 0; i < FINDING_CODES; i++) codes[i] = finding_kind((enum finding_code)i)->code;
    size_t nearest = suggest_nearest(written, codes, FINDING_CODES);
    return nearest == SUGGEST_NONE ? STR("") : codes[nearest];
}

static bool find_wrong_code(const struct str *codes, size_t count, struct str *word)
{
    for (size_t i = 0; i < count; i++) {
        if (finding_code_of(codes[i]) != FINDING_CODES) continue;
        *word = codes[i];
        return true;
    }
    return false;
}

bool choices_wrong(const struct check_request *request, struct str *word, struct str *near)
{
    *near = STR("");
    for (size_t i = 0; i < request->profile_count; i++) {
        if (word_find(WORDS_PROFILE, request->profiles[i]) != WORD_UNSAID) continue;
        const struct str *names;
        size_t count = word_texts(WORDS_PROFILE, &names);
        size_t nearest = suggest_nearest(request->profiles[i], names, count);
        *word = request->profiles[i];
        if (nearest != SUGGEST_NONE) *near = names[nearest];
        return true;
    }
    if (!find_wrong_code(request->only, request->only_count, word) &&
        !find_wrong_code(request->enable, request->enable_count, word) &&
        !find_wrong_code(request->disable, request->disable_count, word))
        return false;
    *near = nearest_code(*word);
    return true;
}

/* --- settings ------------------------------------------------------------------------------------ */

static void report_word(const struct theory *t, const struct ast_clause *c)
{
    struct finding *f =
        finding_add(t->findings, FINDING_N10, c->setting.word.span,
                    "`%.*s` says nothing of a check", STR_ARG(name_text(t, &c->setting.word)));
    finding_help(t->findings, f,
                 "a check is error, warning, note or off, or gets its limit: "
                 "check T18 9");
}

/* `check T18 off`, `check T18 error`, `check T18 9`. */
static void set_by_clause(struct choices *choices, const struct theory *t,
                          const struct ast_clause *c)
{
    struct str text = name_text(t, &c->setting.name);
    enum finding_code code = finding_code_of(text);
    if (code == FINDING_CODES) {
        struct str near = nearest_code(text);
        struct finding *f = finding_add(t->findings, FINDING_N10, c->setting.name.span,
                                        "there is no check `%.*s`", STR_ARG(text));
        if (near.len) finding_help(t->findings, f, "did you mean `%.*s`?", STR_ARG(near));
        return;
    }
    struct choice *choice = &choices->of[code];
    if (c->setting.number) {
        choice->has_number = true;
        choice->number = *c->setting.number->number.value;
        choice->on = true;
        return;
    }
    struct str word = name_text(t, &c->setting.word);
    int severity = word_find(WORDS_SEVERITY, word);
    bool off = str_equal(word, STR("off"));
    if (severity == WORD_UNSAID && !off && !str_equal(word, STR("note"))) {
        report_word(t, c);
        return;
    }
    enum severity wanted = str_equal(word, STR("error"))     ? SEVERITY_ERROR
                           : str_equal(word, STR("warning")) ? SEVERITY_WARNING
                                                             : SEVERITY_NOTE;
    if (finding_is_fixed(code) && (off || wanted != SEVERITY_ERROR)) {
        struct finding *f = finding_add(t->findings, FINDING_N10, c->setting.word.span,
                                        "`%.*s` can't be set lower", STR_ARG(text));
        finding_help(t->findings, f,
                     "a theory with this error can't be evaluated; leave the line "
                     "out and mend what it finds");
        return;
    }
    choice->on = !off;
    if (off) return;
    choice->severity = wanted;
    choice->severity_said = true;
}

/* --- all together ---------------------------------------------------------------------------------- */

static void turn(struct choices *choices, const struct str *codes, size_t count, bool on)
{
    for (size_t i = 0; i < count; i++) {
        enum finding_code code = finding_code_of(codes[i]);
        if (code != FINDING_CODES && (on || !finding_is_fixed(code))) choices->of[code].on = on;
    }
}

void choices_make(struct choices *choices, const struct theory *t,
                  const struct check_request *request)
{
    choices->today = request->today;
    unsigned sets = IN_ALL | (request->strict ? IN_STRICT : 0);
    for (size_t i = 0; i < COUNT_OF(profile_sets); i++)
        if (t->policy && t->policy->profiles & 1u << i) sets |= profile_sets[i];
    for (size_t i = 0; i < request->profile_count; i++) {
        int profile = word_find(WORDS_PROFILE, request->profiles[i]);
        if (profile != WORD_UNSAID) sets |= profile_sets[profile];
    }
    choices->sets = sets;
    for (int i = 0; i < FINDING_CODES; i++) {
        const struct finding_kind *kind = finding_kind((enum finding_code)i);
        choices->of[i] = (struct choice){.on = kind->sets & sets, .severity = kind->severity};
    }
    /* Files are read used ones first, so the root's settings win. */
    for (size_t i = 0; i < t->file_count; i++)
        for (const struct ast_decl *d = t->files[i]->of_kind[DECL_SETTINGS].first; d;
             d = d->next_of_kind)
            for (const struct ast_clause *c = d->clauses; c; c = c->next)
                if (c->kind == CLAUSE_CHECK) set_by_clause(choices, t, c);
    if (request->only_count)
        for (int i = 0; i < FINDING_CODES; i++)
            choices->of[i].on = finding_is_fixed((enum finding_code)i);
    turn(choices, request->only, request->only_count, true);
    turn(choices, request->enable, request->enable_count, true);
    turn(choices, request->disable, request->disable_count, false);
}
