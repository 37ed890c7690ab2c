/* The constructors that the grammar's actions call, and the parser's state that they work on. Each
 * returns a node of the tree in the program's arena; none can fail (memory: see base/arena.h). */
#ifndef POL_SYNTAX_BUILD_H
#define POL_SYNTAX_BUILD_H

#include "syntax/ast.h"
#include "text/finding.h"

/* One source being parsed. */
struct parser {
    struct arena *arena; /* of the program */
    struct atoms *atoms;
    struct findings *findings;
    struct source *source;
    struct ast_file *file;
    struct skipped *skipped; /* names in what could not be parsed */
    struct span skipping;    /* what is being skipped, from its first byte on */
    struct span lost;        /* a sign or text that was reported and gave no proper token */
    bool too_deep;           /* S05 was raised for an expression */
};

/* names and texts */
struct ast_name build_name(uint32_t atom, struct span span);
struct ast_names build_names(struct parser *p, struct ast_names list, struct ast_name name);
struct ast_texts build_texts(struct parser *p, struct ast_texts list, struct ast_text text);
struct ast_text build_no_text(void);

/* periods: a NUMBER token where a period is wanted must be a whole number 1000..9999 */
struct ast_period build_year(struct parser *p, const struct num *number, struct span span);
const struct ast_range *build_range(struct parser *p, enum range_form form,
                                    const struct ast_period *from, const struct ast_period *to,
                                    struct span span);

/* units */
struct ast_unit *build_unit(struct parser *p, const struct num *multiplier, struct ast_name name,
                            const struct num *exponent, struct span span);
struct ast_unit *build_unit_chain(struct ast_unit *chain, bool divides, struct ast_unit *factor,
                                  struct span span);

/* expressions */
struct ast_expr *build_error(struct parser *p, struct span span);
struct ast_expr *build_number(struct parser *p, const struct num *value, bool percent,
                              struct ast_unit *unit, struct span span);
struct ast_expr *build_period(struct parser *p, struct ast_period period);
struct ast_expr *build_text(struct parser *p, struct ast_text text);
struct ast_expr *build_truth(struct parser *p, bool truth, struct span span);
struct ast_expr *build_reference(struct parser *p, struct ast_name name);
struct ast_expr *build_field(struct parser *p, struct ast_expr *of, struct ast_name name,
                             struct span span);
struct ast_expr *build_call(struct parser *p, struct ast_name name, struct ast_arguments arguments,
                            struct span span);
struct ast_arguments build_arguments(struct parser *p, struct ast_arguments list,
                                     struct ast_name name, struct ast_expr *value,
                                     struct ast_expr *filter);
/* NEGATE NOT ARITHMETIC COMPARE AND OR AT DURING PLUS_MINUS IF: up to three operands */
struct ast_expr *build_operation(struct parser *p, enum ast_expr_kind kind, enum ast_operator op,
                                 struct ast_expr *a, struct ast_expr *b, struct ast_expr *c,
                                 struct span span);
struct ast_expr *build_within(struct parser *p, bool negated, struct ast_expr *value,
                              struct ast_expr *low, struct ast_expr *high, struct span span);
struct ast_expr *build_in_list(struct parser *p, bool negated, struct ast_expr *value,
                               struct ast_arguments list, struct span span);
struct ast_expr *build_in_range(struct parser *p, struct ast_expr *value,
                                const struct ast_range *range, struct span span);
struct ast_expr *build_is(struct parser *p, bool negated, struct ast_expr *value,
                          struct ast_name word, struct span span);
struct ast_expr *build_is_missing(struct parser *p, bool negated, struct ast_expr *value,
                                  struct span span);
struct ast_expr *build_list(struct parser *p, struct ast_items items, struct span span);
struct ast_items build_items(struct parser *p, struct ast_items list, struct ast_expr *value);
struct ast_expr *build_bracketed(struct ast_expr *expr, struct span span);

/* values by period: of one, where `to` is NULL, or of several */
struct ast_value *build_value(struct parser *p, const struct ast_period *from,
                              const struct ast_period *to, struct ast_expr *low,
                              struct ast_expr *high);
struct ast_values build_values(struct ast_values list, struct ast_value *value);
struct ast_amounts build_amounts(struct ast_values values, struct ast_expr *whole);

/* clauses: the whole, the first word, and what it says */
struct ast_clause *clause_name_of(struct parser *p, enum clause_kind kind, struct span span,
                                  struct span keyword, struct ast_name name);
struct ast_clause *clause_names(struct parser *p, enum clause_kind kind, struct span span,
                                struct span keyword, struct ast_names names);
struct ast_clause *clause_text(struct parser *p, enum clause_kind kind, struct span span,
                               struct span keyword, struct ast_text text);
struct ast_clause *clause_texts(struct parser *p, enum clause_kind kind, struct span span,
                                struct span keyword, struct ast_texts texts);
struct ast_clause *clause_range(struct parser *p, enum clause_kind kind, struct span span,
                                struct span keyword, const struct ast_range *range);
struct ast_clause *clause_period(struct parser *p, enum clause_kind kind, struct span span,
                                 struct span keyword, struct ast_period period);
struct ast_clause *clause_expr(struct parser *p, enum clause_kind kind, struct span span,
                               struct span keyword, struct ast_expr *expr);
struct ast_clause *clause_unit(struct parser *p, enum clause_kind kind, struct span span,
                               struct span keyword, struct ast_unit *unit);
struct ast_clause *clause_reported(struct parser *p, struct span span, struct span keyword,
                                   struct ast_values values);
struct ast_clause *clause_costs(struct parser *p, enum clause_kind kind, struct span span,
                                struct span keyword, struct ast_amounts amounts,
                                struct ast_name payer);
struct ast_clause *clause_from(struct parser *p, struct span span, struct span keyword,
                               struct ast_text path, struct ast_options options);
struct ast_clause *clause_column(struct parser *p, struct span span, struct span keyword,
                                 struct ast_name name, struct ast_text header,
                                 struct ast_column *column);
struct ast_clause *clause_break(struct parser *p, struct span span, struct span keyword,
                                struct ast_period period, struct ast_text because);
struct ast_clause *clause_discount(struct parser *p, struct span span, struct span keyword,
                                   struct ast_expr *rate, struct ast_text because);
struct ast_clause *clause_link(struct parser *p, enum clause_kind kind, struct span span,
                               struct span keyword, struct ast_names to, struct ast_text because,
                               struct ast_clauses clauses);
struct ast_clause *clause_indicator(struct parser *p, struct ast_decl *indicator);
struct ast_clause *clause_after(struct parser *p, struct span span, struct span keyword,
                                const struct ast_duration *after);
struct ast_clause *clause_size(struct parser *p, struct span span, struct span keyword,
                               struct ast_expr *low, struct ast_expr *high);
struct ast_clause *clause_every(struct parser *p, struct span span, struct span keyword,
                                struct ast_name freq, const struct ast_duration *over);
struct ast_clause *clause_better(struct parser *p, struct span span, struct span keyword,
                                 struct ast_name direction, struct ast_expr *low,
                                 struct ast_expr *high);
struct ast_clause *clause_aim(struct parser *p, enum clause_kind kind, struct span span,
                              struct span keyword, struct ast_expr *value, bool of_baseline,
                              struct ast_period period);
struct ast_clause *clause_about(struct parser *p, struct span span, struct span keyword,
                                struct ast_abouts list);
struct ast_clause *clause_judges(struct parser *p, struct span span, struct span keyword,
                                 struct ast_name criterion, struct ast_name of);
/* OUTCOME, OTHERWISE, LOCAL */
struct ast_clause *clause_outcome(struct parser *p, enum clause_kind kind, struct span span,
                                  struct span keyword, struct ast_name word,
                                  struct ast_expr *condition);
struct ast_clause *clause_change(struct parser *p, struct span span, struct span keyword,
                                 struct ast_name measure, struct ast_expr *by);
struct ast_clause *clause_response(struct parser *p, struct span span, struct span keyword,
                                   struct ast_name word, struct ast_text text);
struct ast_clause *clause_setting(struct parser *p, enum clause_kind kind, struct span span,
                                  struct span keyword, struct ast_name name, struct ast_name word,
                                  struct ast_expr *number);
struct ast_clause *clause_allow(struct parser *p, struct span span, struct span keyword,
                                struct ast_name code, struct ast_text files,
                                struct ast_text because, struct ast_period until);
struct ast_clause *clause_demand(struct parser *p, struct span span, struct span keyword,
                                 struct ast_name kind, struct ast_expr *where,
                                 struct ast_expr *has);
struct ast_clause *clause_given(struct parser *p, struct span span, struct span keyword,
                                struct ast_name name, struct ast_amounts amounts,
                                struct ast_text path);
struct ast_clause *clause_expect(struct parser *p, struct span span, struct span keyword,
                                 struct ast_expr *condition, struct ast_expr *tolerance,
                                 struct ast_name because);
struct ast_clause *clause_expect_finding(struct parser *p, struct span span, struct span keyword,
                                         struct ast_name finding, struct ast_name of);

/* Adds to the list and answers it. */
struct ast_clauses *build_clauses(struct ast_clauses *list, struct ast_clause *clause);
/* Reports clauses of one block that stand twice though they may stand once (N07). Gives the set of their
 * kinds (clause_bit). */
uint64_t build_check_clauses(struct parser *p, const struct ast_clause *clauses);
const struct ast_duration *build_duration(struct parser *p, const struct num *number,
                                          struct ast_name unit, struct span span);
struct ast_option *build_option_texts(struct parser *p, struct ast_texts texts);
struct ast_option *build_option_value(struct parser *p, struct ast_expr *value);
struct ast_option *build_option(struct ast_name name, struct ast_option *option);
struct ast_options build_options(struct ast_options list, struct ast_option *option);
struct ast_abouts build_abouts(struct parser *p, struct ast_abouts list, struct ast_name from,
                               struct ast_name to);
struct ast_column *build_typed_column(struct parser *p, struct ast_name type, struct ast_unit *unit,
                                      struct ast_expr *low, struct ast_expr *high);
struct ast_column *build_word_column(struct parser *p, struct ast_name type,
                                     struct ast_texts words);
struct ast_column *build_derived_column(struct parser *p, struct ast_expr *value);
struct ast_column *build_looked_up_column(struct parser *p, struct ast_name table,
                                          struct ast_name column, struct ast_names by);

/* declarations */

/* Begins one, of which no more is known than its name and title. */
struct ast_decl *build_head(struct parser *p, struct ast_name name, struct ast_text title);
/* The name was left out; says so at `span`. */
struct ast_decl *build_nameless(struct parser *p, struct ast_text title, struct span span);
/* The rest of one that was begun. */
struct ast_decl *build_decl(struct parser *p, enum decl_kind kind, struct span span,
                            struct span keyword, struct ast_decl *head, struct ast_clauses clauses);
struct ast_decl *decl_for(struct ast_decl *decl, struct ast_name target, struct ast_names by);
struct ast_decl *decl_value(struct ast_decl *decl, struct ast_names parameters,
                            struct ast_expr *value);
struct ast_decl *decl_unit(struct ast_decl *decl, struct ast_unit *unit);
struct ast_decls build_decls(struct parser *p, struct ast_decls list, struct ast_decl *decl);

/* A rule whose `for` was left out; says so. */
struct ast_decl *build_rule_for_nothing(struct parser *p, struct ast_decl *rule, struct span head);

/* Something in a block, or between declarations, is being skipped, from `span` on. */
struct ast_clauses build_broken(struct parser *p, struct ast_clauses list, struct span span);
struct ast_decls build_broken_item(struct parser *p, struct ast_decls list, struct span span);

#endif
