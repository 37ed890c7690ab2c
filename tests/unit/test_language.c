/* tests/language.pol shows all of the language: every declaration, clause and form of expression. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "../parsed.h"

static struct parsed parsed;

static void it_is_parsed_without_findings(void **state)
{
    (void)state;
    for (const struct finding *f = parsed.findings.first; f; f = f->next) {
        struct place place = source_place(parsed.source, f->location.span.start);
        print_message("line %u: %.*s\n", place.line, STR_ARG(f->message));
    }
    assert_null(parsed.findings.first);
    assert_false(parsed.file->broken);
}

static bool seen_decls[DECL_KINDS], seen_clauses[CLAUSE_KINDS];

static void see_clauses(const struct ast_clause *clauses);

static void see_decl(const struct ast_decl *decl)
{
    seen_decls[decl->kind] = true;
    see_clauses(decl->clauses);
}

static void see_clauses(const struct ast_clause *clauses)
{
    for (const struct ast_clause *c = clauses; c; c = c->next) {
        seen_clauses[c->kind] = true;
        if (c->kind == CLAUSE_INDICATOR) see_decl(c->decl);
        if (c->kind == CLAUSE_LEADS_TO || c->kind == CLAUSE_HARMS) see_clauses(c->link->clauses);
    }
}

static void it_has_every_declaration_and_clause(void **state)
{
    (void)state;
    size_t absent = 0;
    for (const struct ast_decl *d = parsed.file->decls; d; d = d->next) see_decl(d);
    for (int kind = 0; kind < DECL_KINDS; kind++) {
        if (seen_decls[kind]) continue;
        print_message("no %.*s\n", STR_ARG(decl_keyword((enum decl_kind)kind)));
        absent++;
    }
    for (int kind = 0; kind < CLAUSE_KINDS; kind++) {
        if (seen_clauses[kind]) continue;
        print_message("no clause %.*s (%.*s)\n", STR_ARG(clause_name((enum clause_kind)kind)),
                      STR_ARG(clause_example((enum clause_kind)kind)));
        absent++;
    }
    assert_int_equal(absent, 0);
}

static void it_has_every_form_of_expression(void **state)
{
    (void)state;
    static const char *const forms[] = {
        "number",       "period",       "text",           "truth",
        "name",         "field",        "call",           "negate",
        "not",          "arithmetic +", "arithmetic -",   "arithmetic *",
        "arithmetic /", "arithmetic ^", "compare =",      "compare !=",
        "compare <",    "compare <=",   "compare >",      "compare >=",
        "and",          "or",           "in-list",        "not-in-list",
        "in-range",     "within",       "not-within",     "is",
        "not-is",       "is-missing",   "not-is-missing", "if",
        "at",           "during",       "plus-minus",     "range",
        "list"};
    struct buf buf = buf_in(&parsed.arena);
    ast_dump(&buf, &parsed.atoms, parsed.file);
    buf_add_char(&buf, '\0');
    const char *dump = buf_str(&buf).p;
    size_t absent = 0;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        char wanted[40];
        snprintf(wanted, sizeof wanted, " (%s ", forms[i]);
        if (strstr(dump, wanted)) continue;
        print_message("no expression %s\n", forms[i]);
        absent++;
    }
    assert_int_equal(absent, 0);
    /* A new form must be named above. */
    assert_int_equal(AST_LIST, 24);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_parsed_without_findings),
        cmocka_unit_test(it_has_every_declaration_and_clause),
        cmocka_unit_test(it_has_every_form_of_expression),
    };
    parsed_init(&parsed, "tests/language.pol");
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    parsed_release(&parsed);
    return failed;
}
