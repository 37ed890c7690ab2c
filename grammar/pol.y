/* The grammar of pol. Actions call a constructor of syntax/build.h and nothing else; the meaning of
 * what is built is design, not grammar. Sentences have no terminator and clause keywords are soft
 * names (`soft` below), and yet this is LALR(1) without a conflict. */
%require "3.8"
%expect 0
%define api.pure full
%define api.prefix {pol_yy}
%define api.token.prefix {TOK_}
%define api.value.type union
%define api.location.type {struct span}
%define api.header.include {"pol.tab.h"}
%define api.push-pull push
%define parse.error custom
%define parse.trace
%locations
%param {struct parser *p}

%code requires {
#include "syntax/build.h"
}

%code provides {
#include "syntax/parse_error.h"

/* Whether the parser would take this token now: after the reductions before it, it is shifted. This is
 * what bison calls lookahead correction, asked once for each token and not again in the parser. */
bool pol_yy_accepts(const pol_yypstate *state, int token);
/* Where in the language the parser is. */
void pol_yy_situation(const pol_yypstate *state, struct situation *situation);
/* Error recovery is over: the next mistake is a new one. */
void pol_yy_recovered(pol_yypstate *state);
}

%code {
#include <string.h>

#include "base/bug.h"

/* A value or place that was written in parts and is read back at once, in fewer and wider steps, has to
 * wait for memory: half of the parser's time went into that. So it copies in words of eight bytes … */
#if defined __GNUC__ && !defined __clang__ && defined __x86_64__
__attribute__((target("general-regs-only")))
#endif
int yypush_parse(yypstate *state, int token, YYSTYPE const *value, YYLTYPE *span, struct parser *p);

/* … and a place is one such word. */
static inline struct span span_at_once(uint32_t start, uint32_t end)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    uint64_t word = (uint64_t)start << 32 | end;
#else
    uint64_t word = (uint64_t)end << 32 | start;
#endif
    struct span span;
    memcpy(&span, &word, sizeof span);
    return span;
}

static void yyerror(const struct span *span, struct parser *p, const char *message);

/* Deep enough for people; deeper is reported as S05. */
#define YYMAXDEPTH 4000

#define YYLLOC_DEFAULT(current, rhs, count)                                                        \
    do {                                                                                           \
        uint32_t end = YYRHSLOC(rhs, count).end;                                                   \
        (current) = span_at_once((count) ? YYRHSLOC(rhs, 1).start : end, end);                     \
    } while (0)
}

%token END 0 "the end of the file"
%token SKIPPED "what was skipped" /* put in by the feed where a clause could begin; never written */
%token <const struct num *> NUMBER "a number" PERCENT "a percentage"
%token <struct ast_period> PERIOD_LIT "a period"
%token <struct ast_text> STRING "a text in quotes"
%token <uint32_t> NAME "a name"
%token DOTDOT ".." LE "<=" GE ">=" NE "!=" PLUSMINUS "+-"

%token AND "and" OR "or" NOT "not" IN "in" IS "is" WITHIN "within" AT "at" DURING "during" IF "if"
  THEN "then" ELSE "else" TRUE "true" FALSE "false" WHERE "where" WHEN "when"
  OTHERWISE "otherwise" OF "of" EVERY "every" AS "as"
%token <uint32_t> MISSING "missing" BY "by" FOR "for" FROM "from" TO "to" OVER "over" WITH "with"

%token <uint32_t> ABOUT "about" ACCEPTED "accepted" ACROSS "across" ACTOR "actor" ADD "add"
  ADOPTED "adopted" AFTER "after" ALLOW "allow" ANSWERS "answers" APPETITE "appetite"
  ARTICLE "article" ASSUMING "assuming" ASSUMPTION "assumption" BASELINE "baseline"
  BECAUSE "because" BETTER "better" BREAK "break" BUDGET "budget" CHANGE "change" CHECK "check"
  COLUMN "column" COSTS "costs" COVERS "covers" DATA "data" DISCOUNT "discount" DONE "done"
  DROP "drop" DUE "due" EFFECT "effect" EVALUATION "evaluation" EVIDENCE "evidence"
  EXPECT "expect" FACTOR "factor" FINDING "finding" FINDS "finds" FORMULATED "formulated"
  FUNCTION "function" GIVEN "given" GOAL "goal" GROUP "group" HARMS "harms" HAS "has"
  HOLDS "holds" IMPACT "impact" INDICATOR "indicator" INFLUENCES "influences" INSTEAD "instead"
  JUDGES "judges" KEEP "keep" KEY "key" KIND "kind" LANGUAGE "language" LEADS "leads" LET "let"
  LEVEL "level" LIKELIHOOD "likelihood" MATTERS "matters" MEANS "means" MEASURE "measure"
  MITIGATES "mitigates" NEEDS "needs" NOTE "note" ONE "one" OWNER "owner" PART "part"
  PERIOD "period" PLANNED "planned" POLICY "policy" PRICES "prices" PROBLEM "problem"
  PROFILE "profile" QUESTION "question" REACHES "reaches" RECOMMENDATION "recommendation"
  REPORTED "reported" REQUIRE "require" RESPONSE "response" RISK "risk" ROW "row" RULE "rule"
  RUNS "runs" SCALE "scale" SCENARIO "scenario" SETTINGS "settings" SEVERITY "severity"
  SIZE "size" SOURCE "source" STATUS "status" STEP "step" STOCK "stock" TARGET "target"
  TERM "term" TEST "test" THEME "theme" THREATENS "threatens" UNIT "unit" USE "use"
  VALUE "value" WEIGHT "weight"

%nterm <struct ast_decls> file
%nterm <struct ast_decl *> item indicator head
%nterm <enum decl_kind> node_kind
%nterm <struct ast_text> title
%nterm <uint32_t> soft
%nterm <struct ast_name> name option_name argument_name demand_kind
%nterm <struct ast_names> names parameters rule_by two_names
%nterm <struct ast_texts> texts
%nterm <struct ast_clauses> policy_block policy_clauses term_block term_clauses theme_block
  theme_clauses actor_block actor_clauses data_clauses node_block node_clauses link_block
  link_clauses indicator_clauses assumption_block assumption_clauses evidence_block
  evidence_clauses factor_block factor_clauses risk_block risk_clauses rule_clauses
  evaluation_block evaluation_clauses scenario_block scenario_clauses recommendation_block
  recommendation_clauses settings_clauses require_clauses test_clauses
%nterm <struct ast_clause *> common policy_clause term_clause theme_clause actor_clause data_clause
  node_clause link link_clause indicator_clause assumption_clause evidence_clause factor_clause
  risk_clause rule_clause evaluation_clause scenario_clause recommendation_clause settings_clause
  require_clause test_clause break_clause discount
%nterm <enum clause_kind> link_verb
%nterm <struct ast_period> period
%nterm <const struct ast_range *> range
%nterm <struct ast_unit *> unit_expr unit_factor column_unit
%nterm <struct ast_options> options
%nterm <struct ast_option *> option option_value
%nterm <struct ast_column *> column_is
%nterm <struct ast_values> values
%nterm <struct ast_value *> value
%nterm <struct ast_amounts> amounts
%nterm <const struct ast_duration *> duration
%nterm <struct ast_abouts> abouts
%nterm <struct ast_expr *> expr sum primary condition uncertain
%nterm <struct ast_arguments> arguments
%nterm <struct ast_items> items

%precedence DURING_ONE
%precedence ".."
%left OR
%left AND
%precedence NOT
%left '+' '-'
%left '*' '/'
%precedence NEGATIVE
%right '^'

%%

program
  : file                            { p->file->decls = $file.first; }
  ;

file
  : %empty                          { $$ = (struct ast_decls){0}; }
  | file item                       { $$ = build_decls(p, $1, $item); }
  | file error                      { $$ = build_broken_item(p, $1, @2); }
  | file SKIPPED                    { $$ = build_broken_item(p, $1, @2); }
  ;

item
  : "use" STRING                    { $$ = build_decl(p, DECL_USE, @$, @1, build_head(p, build_name(ATOM_NONE, @1), $2), (struct ast_clauses){0}); }
  | "policy" head policy_block      { $$ = build_decl(p, DECL_POLICY, @$, @1, $head, $3); }
  | "term" head term_block          { $$ = build_decl(p, DECL_TERM, @$, @1, $head, $3); }
  | "group" head term_block         { $$ = build_decl(p, DECL_GROUP, @$, @1, $head, $3); }
  | "theme" head theme_block        { $$ = build_decl(p, DECL_THEME, @$, @1, $head, $3); }
  | "unit" head                     { $$ = build_decl(p, DECL_UNIT, @$, @1, $head, (struct ast_clauses){0}); }
  | "unit" head '=' unit_expr       { $$ = decl_unit(build_decl(p, DECL_UNIT, @$, @1, $head, (struct ast_clauses){0}), $4); }
  | "actor" head actor_block        { $$ = build_decl(p, DECL_ACTOR, @$, @1, $head, $3); }
  | "data" head '{' data_clauses '}' { $$ = build_decl(p, DECL_DATA, @$, @1, $head, $4); }
  | "let" name '=' uncertain        { $$ = decl_value(build_decl(p, DECL_LET, @$, @1, build_head(p, $name, build_no_text()), (struct ast_clauses){0}), (struct ast_names){0}, $uncertain); }
  | "let" name '=' expr             { $$ = decl_value(build_decl(p, DECL_LET, @$, @1, build_head(p, $name, build_no_text()), (struct ast_clauses){0}), (struct ast_names){0}, $expr); }
  | "function" name '(' parameters ')' '=' expr { $$ = decl_value(build_decl(p, DECL_FUNCTION, @$, @1, build_head(p, $name, build_no_text()), (struct ast_clauses){0}), $parameters, $expr); }
  | node_kind head node_block       { $$ = build_decl(p, $1, @$, @1, $head, $3); }
  | indicator
  | "assumption" head assumption_block { $$ = build_decl(p, DECL_ASSUMPTION, @$, @1, $head, $3); }
  | "evidence" head evidence_block  { $$ = build_decl(p, DECL_EVIDENCE, @$, @1, $head, $3); }
  | "factor" head factor_block      { $$ = build_decl(p, DECL_FACTOR, @$, @1, $head, $3); }
  | "risk" head risk_block          { $$ = build_decl(p, DECL_RISK, @$, @1, $head, $3); }
  | "rule" head '{' rule_clauses '}' { $$ = build_rule_for_nothing(p, build_decl(p, DECL_RULE, @$, @1, $head, $4), @head); }
  | "rule" head "for" name rule_by '{' rule_clauses '}' { $$ = decl_for(build_decl(p, DECL_RULE, @$, @1, $head, $7), $name, $rule_by); }
  | "evaluation" head evaluation_block { $$ = build_decl(p, DECL_EVALUATION, @$, @1, $head, $3); }
  | "scenario" head scenario_block  { $$ = build_decl(p, DECL_SCENARIO, @$, @1, $head, $3); }
  | "recommendation" head recommendation_block { $$ = build_decl(p, DECL_RECOMMENDATION, @$, @1, $head, $3); }
  | "require" head '{' require_clauses '}' { $$ = build_decl(p, DECL_REQUIRE, @$, @1, $head, $4); }
  | "settings" '{' settings_clauses '}' { $$ = build_decl(p, DECL_SETTINGS, @$, @1, build_head(p, build_name(ATOM_NONE, @1), build_no_text()), $3); }
  | "test" STRING '{' test_clauses '}' { $$ = build_decl(p, DECL_TEST, @$, @1, build_head(p, build_name(ATOM_NONE, @1), $2), $4); }
  ;

indicator
  : "indicator" head '{' indicator_clauses '}' { $$ = build_decl(p, DECL_INDICATOR, @$, @1, $head, $4); }
  | "indicator" head "for" name '{' indicator_clauses '}' { $$ = decl_for(build_decl(p, DECL_INDICATOR, @$, @1, $head, $6), $name, (struct ast_names){0}); }
  ;

head
  : name title                      { $$ = build_head(p, $name, $title); }
  | STRING                          { $$ = build_nameless(p, $1, @1); }
  ;

title
  : %empty                          { $$ = build_no_text(); }
  | STRING
  ;

names
  : name                            { $$ = build_names(p, (struct ast_names){0}, $1); }
  | names ',' name                  { $$ = build_names(p, $1, $3); }
  ;

parameters
  : %empty                          { $$ = (struct ast_names){0}; }
  | names
  ;

texts
  : STRING                          { $$ = build_texts(p, (struct ast_texts){0}, $1); }
  | texts ',' STRING                { $$ = build_texts(p, $1, $3); }
  ;

/* --- clauses ---------------------------------------------------------------------------------- */

common
  : "owner" name                    { $$ = clause_name_of(p, CLAUSE_OWNER, @$, @1, $2); }
  | "note" STRING                   { $$ = clause_text(p, CLAUSE_NOTE, @$, @1, $2); }
  | "source" STRING                 { $$ = clause_text(p, CLAUSE_SOURCE, @$, @1, $2); }
  | "part" "of" names               { $$ = clause_names(p, CLAUSE_PART_OF, @$, @1, $3); }
  | "article" STRING                { $$ = clause_text(p, CLAUSE_ARTICLE, @$, @1, $2); }
  ;

policy_block
  : %empty                          { $$ = (struct ast_clauses){0}; }
  | '{' policy_clauses '}'          { $$ = $2; }
  ;
policy_clauses
  : %empty                          { $$ = (struct ast_clauses){0}; }
  | policy_clauses policy_clause    { $$ = *build_clauses(&$1, $2); }
  | policy_clauses error            { $$ = build_broken(p, $1, @2); }
  | policy_clauses SKIPPED          { $$ = build_broken(p, $1, @2); }
  ;
policy_clause
  : common
  | "period" range                  { $$ = clause_range(p, CLAUSE_PERIOD, @$, @1, $2); }
  | "goal" STRING                   { $$ = clause_text(p, CLAUSE_GOAL, @$, @1, $2); }
  | "budget" amounts                { $$ = clause_costs(p, CLAUSE_BUDGET, @$, @1, $2, build_name(ATOM_NONE, @1)); }
  | "prices" period                 { $$ = clause_period(p, CLAUSE_PRICES, @$, @1, $2); }
  | "profile" names                 { $$ = clause_names(p, CLAUSE_PROFILE, @$, @1, $2); }
  | "language" name                 { $$ = clause_name_of(p, CLAUSE_LANGUAGE, @$, @1, $2); }
  ;

term_block
  : %empty                          { $$ = (struct ast_clauses){0}; }
  | '{' term_clauses '}'            { $$ = $2; }
  ;
term_clauses
  : %empty                          { $$ = (struct ast_clauses){0}; }
  | term_clauses term_clause        { $$ = *build_clauses(&$1, $2); }
  | term_clauses error              { $$ = build_broken(p, $1, @2); }
  | term_clauses SKIPPED            { $$ = build_broken(p, $1, @2); }
  ;
term_clause
  : common
  | "means" STRING                  { $$ = clause_text(p, CLAUSE_MEANS, @$, @1, $2); }
  | "instead" "of" texts            { $$ = clause_texts(p, CLAUSE_INSTEAD_OF, @$, @1, $3); }
  ;

theme_block
  : %empty                          { $$ = (struct ast_clauses){0}; }
  | '{' theme_clauses '}'           { $$ = $2; }
  ;
theme_clauses
  : %empty                          { $$ = (struct ast_clauses){0}; }
  | theme_clauses theme_clause      { $$ = *build_clauses(&$1, $2); }
  | theme_clauses error             { $$ = build_broken(p, $1, @2); }
  | theme_clauses SKIPPED           { $$ = build_broken(p, $1, @2); }
  ;
theme_clause
  : common
  | "budget" amounts                { $$ = clause_costs(p, CLAUSE_BUDGET, @$, @1, $2, build_name(ATOM_NONE, @1)); }
  ;

actor_block
  : %empty                          { $$ = (struct ast_clauses){0}; }
  | '{' actor_clauses '}'           { $$ = $2; }
  ;
actor_clauses
  : %empty                          { $$ = (struct ast_clauses){0}; }
  | actor_clauses actor_clause      { $$ = *build_clauses(&$1, $2); }
  | actor_clauses error             { $$ = build_broken(p, $1, @2); }
  | actor_clauses SKIPPED           { $$ = build_broken(p, $1, @2); }
  ;
actor_clause
  : common
  ;

data_clauses
  : %empty                          { $$ = (struct ast_clauses){0}; }
  | data_clauses data_clause        { $$ = *build_clauses(&$1, $2); }
  | data_clauses error              { $$ = build_broken(p, $1, @2); }
  | data_clauses SKIPPED            { $$ = build_broken(p, $1, @2); }
  ;
data_clause
  : common
  | "from" STRING                   { $$ = clause_from(p, @$, @1, $2, (struct ast_options){0}); }
  | "from" STRING '(' options ')'   { $$ = clause_from(p, @$, @1, $2, $4); }
  | "row" "is" unit_expr            { $$ = clause_unit(p, CLAUSE_ROW_IS, @$, @1, $3); }
  | "period" name                   { $$ = clause_name_of(p, CLAUSE_PERIOD_COLUMN, @$, @1, $2); }
  | "period" two_names              { $$ = clause_names(p, CLAUSE_PERIOD_COLUMN, @$, @1, $2); }
  | "stock" names                   { $$ = clause_names(p, CLAUSE_STOCK, @$, @1, $2); }
  | "weight" name                   { $$ = clause_name_of(p, CLAUSE_WEIGHT, @$, @1, $2); }
  | "covers" range                  { $$ = clause_range(p, CLAUSE_COVERS, @$, @1, $2); }
  | "key" names                     { $$ = clause_names(p, CLAUSE_KEY, @$, @1, $2); }
  | "column" name title column_is   { $$ = clause_column(p, @$, @1, $name, $title, $column_is); }
  | break_clause
  ;
two_names
  : "from" name "to" name           { $$ = build_names(p, build_names(p, (struct ast_names){0}, $2), $4); }
  ;
break_clause
  : "break" "in" period "because" STRING { $$ = clause_break(p, @$, @1, $period, $5); }
  ;
options
  : option                          { $$ = build_options((struct ast_options){0}, $1); }
  | options ',' option              { $$ = build_options($1, $3); }
  ;
option
  : option_name ':' option_value    { $$ = build_option($1, $3); }
  ;
option_name
  : name
  | "missing"                       { $$ = build_name($1, @1); }
  | "from"                          { $$ = build_name($1, @1); }
  | "to"                            { $$ = build_name($1, @1); }
  | "by"                            { $$ = build_name($1, @1); }
  ;
option_value
  : STRING                          { $$ = build_option_texts(p, build_texts(p, (struct ast_texts){0}, $1)); }
  | '(' texts ')'                   { $$ = build_option_texts(p, $2); }
  | NUMBER                          { $$ = build_option_value(p, build_number(p, $1, false, NULL, @$)); }
  | "true"                          { $$ = build_option_value(p, build_truth(p, true, @$)); }
  | "false"                         { $$ = build_option_value(p, build_truth(p, false, @$)); }
  ;
column_is
  : ':' NAME column_unit            { $$ = build_typed_column(p, build_name($2, @2), $3, NULL, NULL); }
  | ':' NAME column_unit "in" sum ".." sum { $$ = build_typed_column(p, build_name($2, @2), $3, $5, $7); }
  | ':' "period"                    { $$ = build_typed_column(p, build_name($2, @2), NULL, NULL, NULL); }
  | ':' "one" "of" texts            { $$ = build_word_column(p, build_name($2, @2), $4); }
  | '=' expr                        { $$ = build_derived_column(p, $2); }
  | "from" name '.' name "by" names { $$ = build_looked_up_column(p, $2, $4, $6); }
  ;
column_unit
  : %empty                          { $$ = NULL; }
  | '[' unit_expr ']'               { $$ = $2; }
  ;

node_kind
  : "problem"                       { $$ = DECL_PROBLEM; }
  | "impact"                        { $$ = DECL_IMPACT; }
  | "effect"                        { $$ = DECL_EFFECT; }
  | "measure"                       { $$ = DECL_MEASURE; }
  ;
node_block
  : %empty                          { $$ = (struct ast_clauses){0}; }
  | '{' node_clauses '}'            { $$ = $2; }
  ;
node_clauses
  : %empty                          { $$ = (struct ast_clauses){0}; }
  | node_clauses node_clause        { $$ = *build_clauses(&$1, $2); }
  | node_clauses error              { $$ = build_broken(p, $1, @2); }
  | node_clauses SKIPPED            { $$ = build_broken(p, $1, @2); }
  ;
node_clause
  : common
  | link
  | indicator                       { $$ = clause_indicator(p, $1); }
  | "step" name                     { $$ = clause_name_of(p, CLAUSE_STEP, @$, @1, $2); }
  | "formulated" period             { $$ = clause_period(p, CLAUSE_FORMULATED, @$, @1, $2); }
  | "adopted" period                { $$ = clause_period(p, CLAUSE_ADOPTED, @$, @1, $2); }
  | "runs" range                    { $$ = clause_range(p, CLAUSE_RUNS, @$, @1, $2); }
  | "costs" amounts                 { $$ = clause_costs(p, CLAUSE_COSTS, @$, @1, $2, build_name(ATOM_NONE, @1)); }
  | "costs" amounts "for" name      { $$ = clause_costs(p, CLAUSE_COSTS, @$, @1, $2, $4); }
  | "prices" period                 { $$ = clause_period(p, CLAUSE_PRICES, @$, @1, $2); }
  | "reaches" names                 { $$ = clause_names(p, CLAUSE_REACHES, @$, @1, $2); }
  | "status" name                   { $$ = clause_name_of(p, CLAUSE_STATUS, @$, @1, $2); }
  | "kind" name                     { $$ = clause_name_of(p, CLAUSE_KIND, @$, @1, $2); }
  | "mitigates" names               { $$ = clause_names(p, CLAUSE_MITIGATES, @$, @1, $2); }
  | "evidence" names                { $$ = clause_names(p, CLAUSE_EVIDENCE, @$, @1, $2); }
  | "answers" names                 { $$ = clause_names(p, CLAUSE_ANSWERS, @$, @1, $2); }
  ;

link
  : link_verb names                 { $$ = clause_link(p, $1, @$, @1, $2, build_no_text(), (struct ast_clauses){0}); }
  | link_verb names link_block      { $$ = clause_link(p, $1, @$, @1, $2, build_no_text(), $3); }
  | link_verb names "because" STRING { $$ = clause_link(p, $1, @$, @1, $2, $4, (struct ast_clauses){0}); }
  | link_verb names "because" STRING link_block { $$ = clause_link(p, $1, @$, @1, $2, $4, $5); }
  ;
link_verb
  : "leads" "to"                    { $$ = CLAUSE_LEADS_TO; }
  | "harms"                         { $$ = CLAUSE_HARMS; }
  ;
link_block
  : '{' link_clauses '}'            { $$ = $2; }
  ;
link_clauses
  : %empty                          { $$ = (struct ast_clauses){0}; }
  | link_clauses link_clause        { $$ = *build_clauses(&$1, $2); }
  | link_clauses error              { $$ = build_broken(p, $1, @2); }
  | link_clauses SKIPPED            { $$ = build_broken(p, $1, @2); }
  ;
link_clause
  : "assuming" names                { $$ = clause_names(p, CLAUSE_ASSUMING, @$, @1, $2); }
  | "evidence" names                { $$ = clause_names(p, CLAUSE_EVIDENCE, @$, @1, $2); }
  | "after" duration                { $$ = clause_after(p, @$, @1, $2); }
  | "size" sum                      { $$ = clause_size(p, @$, @1, $2, NULL); }
  | "size" sum ".." sum             { $$ = clause_size(p, @$, @1, $2, $4); }
  | "note" STRING                   { $$ = clause_text(p, CLAUSE_NOTE, @$, @1, $2); }
  ;

indicator_clauses
  : %empty                          { $$ = (struct ast_clauses){0}; }
  | indicator_clauses indicator_clause { $$ = *build_clauses(&$1, $2); }
  | indicator_clauses error         { $$ = build_broken(p, $1, @2); }
  | indicator_clauses SKIPPED       { $$ = build_broken(p, $1, @2); }
  ;
indicator_clause
  : common
  | "value" expr                    { $$ = clause_expr(p, CLAUSE_VALUE, @$, @1, $2); }
  | "reported" values               { $$ = clause_reported(p, @$, @1, $2); }
  | "every" name                    { $$ = clause_every(p, @$, @1, $2, NULL); }
  | "every" name "over" duration    { $$ = clause_every(p, @$, @1, $2, $4); }
  | "by" names                      { $$ = clause_names(p, CLAUSE_BY, @$, @1, $2); }
  | "unit" unit_expr                { $$ = clause_unit(p, CLAUSE_UNIT, @$, @1, $2); }
  | "better" name                   { $$ = clause_better(p, @$, @1, $2, NULL, NULL); }
  | "better" "within" sum ".." sum  { $$ = clause_better(p, @$, @1, build_name(ATOM_NONE, @2), $3, $5); }
  | "baseline" sum "in" period      { $$ = clause_aim(p, CLAUSE_BASELINE, @$, @1, $2, false, $4); }
  | "baseline" "in" period          { $$ = clause_aim(p, CLAUSE_BASELINE, @$, @1, NULL, false, $3); }
  | "target" sum "by" period        { $$ = clause_aim(p, CLAUSE_TARGET, @$, @1, $2, false, $4); }
  | "target" sum "of" "baseline" "by" period { $$ = clause_aim(p, CLAUSE_TARGET, @$, @1, $2, true, $6); }
  | "matters" sum                   { $$ = clause_expr(p, CLAUSE_MATTERS, @$, @1, $2); }
  | break_clause
  ;

assumption_block
  : %empty                          { $$ = (struct ast_clauses){0}; }
  | '{' assumption_clauses '}'      { $$ = $2; }
  ;
assumption_clauses
  : %empty                          { $$ = (struct ast_clauses){0}; }
  | assumption_clauses assumption_clause { $$ = *build_clauses(&$1, $2); }
  | assumption_clauses error        { $$ = build_broken(p, $1, @2); }
  | assumption_clauses SKIPPED      { $$ = build_broken(p, $1, @2); }
  ;
assumption_clause
  : common
  | "holds" "when" expr             { $$ = clause_expr(p, CLAUSE_HOLDS, @$, @1, $3); }
  | "evidence" names                { $$ = clause_names(p, CLAUSE_EVIDENCE, @$, @1, $2); }
  ;

evidence_block
  : %empty                          { $$ = (struct ast_clauses){0}; }
  | '{' evidence_clauses '}'        { $$ = $2; }
  ;
evidence_clauses
  : %empty                          { $$ = (struct ast_clauses){0}; }
  | evidence_clauses evidence_clause { $$ = *build_clauses(&$1, $2); }
  | evidence_clauses error          { $$ = build_broken(p, $1, @2); }
  | evidence_clauses SKIPPED        { $$ = build_broken(p, $1, @2); }
  ;
evidence_clause
  : common
  | "level" NUMBER                  { $$ = clause_expr(p, CLAUSE_LEVEL, @$, @1, build_number(p, $2, false, NULL, @2)); }
  | "finds" name                    { $$ = clause_name_of(p, CLAUSE_FINDS, @$, @1, $2); }
  | "about" abouts                  { $$ = clause_about(p, @$, @1, $2); }
  ;
abouts
  : name                            { $$ = build_abouts(p, (struct ast_abouts){0}, $1, build_name(ATOM_NONE, @1)); }
  | name "to" name                  { $$ = build_abouts(p, (struct ast_abouts){0}, $1, $3); }
  | abouts ',' name                 { $$ = build_abouts(p, $1, $3, build_name(ATOM_NONE, @3)); }
  | abouts ',' name "to" name       { $$ = build_abouts(p, $1, $3, $5); }
  ;

factor_block
  : %empty                          { $$ = (struct ast_clauses){0}; }
  | '{' factor_clauses '}'          { $$ = $2; }
  ;
factor_clauses
  : %empty                          { $$ = (struct ast_clauses){0}; }
  | factor_clauses factor_clause    { $$ = *build_clauses(&$1, $2); }
  | factor_clauses error            { $$ = build_broken(p, $1, @2); }
  | factor_clauses SKIPPED          { $$ = build_broken(p, $1, @2); }
  ;
factor_clause
  : common
  | "influences" names              { $$ = clause_names(p, CLAUSE_INFLUENCES, @$, @1, $2); }
  | indicator                       { $$ = clause_indicator(p, $1); }
  ;

risk_block
  : %empty                          { $$ = (struct ast_clauses){0}; }
  | '{' risk_clauses '}'            { $$ = $2; }
  ;
risk_clauses
  : %empty                          { $$ = (struct ast_clauses){0}; }
  | risk_clauses risk_clause        { $$ = *build_clauses(&$1, $2); }
  | risk_clauses error              { $$ = build_broken(p, $1, @2); }
  | risk_clauses SKIPPED            { $$ = build_broken(p, $1, @2); }
  ;
risk_clause
  : common
  | "threatens" names               { $$ = clause_names(p, CLAUSE_THREATENS, @$, @1, $2); }
  | "likelihood" expr               { $$ = clause_expr(p, CLAUSE_LIKELIHOOD, @$, @1, $2); }
  | "severity" expr                 { $$ = clause_expr(p, CLAUSE_SEVERITY, @$, @1, $2); }
  | "appetite" expr                 { $$ = clause_expr(p, CLAUSE_APPETITE, @$, @1, $2); }
  | "accepted" "by" name            { $$ = clause_name_of(p, CLAUSE_ACCEPTED_BY, @$, @1, $3); }
  | indicator                       { $$ = clause_indicator(p, $1); }
  ;

rule_by
  : %empty                          { $$ = (struct ast_names){0}; }
  | "by" names                      { $$ = $2; }
  ;
rule_clauses
  : %empty                          { $$ = (struct ast_clauses){0}; }
  | rule_clauses rule_clause        { $$ = *build_clauses(&$1, $2); }
  | rule_clauses error              { $$ = build_broken(p, $1, @2); }
  | rule_clauses SKIPPED            { $$ = build_broken(p, $1, @2); }
  ;
rule_clause
  : common
  | "judges" name                   { $$ = clause_judges(p, @$, @1, $2, build_name(ATOM_NONE, @2)); }
  | "judges" name "of" name         { $$ = clause_judges(p, @$, @1, $2, $4); }
  | "over" range                    { $$ = clause_range(p, CLAUSE_OVER, @$, @1, $2); }
  | "across" "break" "because" STRING { $$ = clause_text(p, CLAUSE_ACROSS, @$, @1, $4); }
  | "needs" expr                    { $$ = clause_expr(p, CLAUSE_NEEDS, @$, @1, $2); }
  | "let" name '=' uncertain        { $$ = clause_outcome(p, CLAUSE_LOCAL, @$, @1, $2, $4); }
  | "let" name '=' expr             { $$ = clause_outcome(p, CLAUSE_LOCAL, @$, @1, $2, $4); }
  | NAME "when" expr                { $$ = clause_outcome(p, CLAUSE_OUTCOME, @$, @1, build_name($1, @1), $3); }
  | NAME "otherwise"                { $$ = clause_outcome(p, CLAUSE_OTHERWISE, @$, @1, build_name($1, @1), NULL); }
  ;

evaluation_block
  : %empty                          { $$ = (struct ast_clauses){0}; }
  | '{' evaluation_clauses '}'      { $$ = $2; }
  ;
evaluation_clauses
  : %empty                          { $$ = (struct ast_clauses){0}; }
  | evaluation_clauses evaluation_clause { $$ = *build_clauses(&$1, $2); }
  | evaluation_clauses error        { $$ = build_broken(p, $1, @2); }
  | evaluation_clauses SKIPPED      { $$ = build_broken(p, $1, @2); }
  ;
evaluation_clause
  : common
  | "of" names                      { $$ = clause_names(p, CLAUSE_OF, @$, @1, $2); }
  | "planned" range                 { $$ = clause_range(p, CLAUSE_PLANNED, @$, @1, $2); }
  | "kind" name                     { $$ = clause_name_of(p, CLAUSE_KIND, @$, @1, $2); }
  | "question" STRING               { $$ = clause_text(p, CLAUSE_QUESTION, @$, @1, $2); }
  | "by" name                       { $$ = clause_name_of(p, CLAUSE_BY_ACTOR, @$, @1, $2); }
  | "status" name                   { $$ = clause_name_of(p, CLAUSE_STATUS, @$, @1, $2); }
  ;

scenario_block
  : %empty                          { $$ = (struct ast_clauses){0}; }
  | '{' scenario_clauses '}'        { $$ = $2; }
  ;
scenario_clauses
  : %empty                          { $$ = (struct ast_clauses){0}; }
  | scenario_clauses scenario_clause { $$ = *build_clauses(&$1, $2); }
  | scenario_clauses error          { $$ = build_broken(p, $1, @2); }
  | scenario_clauses SKIPPED        { $$ = build_broken(p, $1, @2); }
  ;
scenario_clause
  : common
  | "budget" expr                   { $$ = clause_expr(p, CLAUSE_BUDGET_CHANGE, @$, @1, $2); }
  | "drop" names                    { $$ = clause_names(p, CLAUSE_DROP, @$, @1, $2); }
  | "keep" names                    { $$ = clause_names(p, CLAUSE_KEEP, @$, @1, $2); }
  | "add" names                     { $$ = clause_names(p, CLAUSE_ADD, @$, @1, $2); }
  | "change" name "by" expr         { $$ = clause_change(p, @$, @1, $2, $4); }
  | discount
  ;

recommendation_block
  : %empty                          { $$ = (struct ast_clauses){0}; }
  | '{' recommendation_clauses '}'  { $$ = $2; }
  ;
recommendation_clauses
  : %empty                          { $$ = (struct ast_clauses){0}; }
  | recommendation_clauses recommendation_clause { $$ = *build_clauses(&$1, $2); }
  | recommendation_clauses error    { $$ = build_broken(p, $1, @2); }
  | recommendation_clauses SKIPPED  { $$ = build_broken(p, $1, @2); }
  ;
recommendation_clause
  : common
  | "response" name                 { $$ = clause_response(p, @$, @1, $2, build_no_text()); }
  | "response" name STRING          { $$ = clause_response(p, @$, @1, $2, $3); }
  | "accepted" period               { $$ = clause_period(p, CLAUSE_ACCEPTED, @$, @1, $2); }
  | "due" period                    { $$ = clause_period(p, CLAUSE_DUE, @$, @1, $2); }
  | "about" abouts                  { $$ = clause_about(p, @$, @1, $2); }
  | "done" "when" expr              { $$ = clause_expr(p, CLAUSE_DONE, @$, @1, $3); }
  | "status" name                   { $$ = clause_name_of(p, CLAUSE_STATUS, @$, @1, $2); }
  ;

settings_clauses
  : %empty                          { $$ = (struct ast_clauses){0}; }
  | settings_clauses settings_clause { $$ = *build_clauses(&$1, $2); }
  | settings_clauses error          { $$ = build_broken(p, $1, @2); }
  | settings_clauses SKIPPED        { $$ = build_broken(p, $1, @2); }
  ;
settings_clause
  : "check" NAME name               { $$ = clause_setting(p, CLAUSE_CHECK, @$, @1, build_name($2, @2), $3, NULL); }
  | "check" NAME NUMBER             { $$ = clause_setting(p, CLAUSE_CHECK, @$, @1, build_name($2, @2), build_name(ATOM_NONE, @3), build_number(p, $3, false, NULL, @3)); }
  | "check" NAME PERCENT            { $$ = clause_setting(p, CLAUSE_CHECK, @$, @1, build_name($2, @2), build_name(ATOM_NONE, @3), build_number(p, $3, true, NULL, @3)); }
  | "allow" NAME "in" STRING "because" STRING { $$ = clause_allow(p, @$, @1, build_name($2, @2), $4, $6, (struct ast_period){0}); }
  | "allow" NAME "in" STRING "because" STRING "to" period { $$ = clause_allow(p, @$, @1, build_name($2, @2), $4, $6, $8); }
  | "evidence" "scale" name         { $$ = clause_name_of(p, CLAUSE_SCALE, @$, @1, $3); }
  | discount
  | NAME sum                        { $$ = clause_setting(p, CLAUSE_SETTING, @$, @1, build_name($1, @1), build_name(ATOM_NONE, @2), $2); }
  ;

discount
  : "discount" sum                  { $$ = clause_discount(p, @$, @1, $2, build_no_text()); }
  | "discount" sum "because" STRING { $$ = clause_discount(p, @$, @1, $2, $4); }
  ;

require_clauses
  : %empty                          { $$ = (struct ast_clauses){0}; }
  | require_clauses require_clause  { $$ = *build_clauses(&$1, $2); }
  | require_clauses error           { $$ = build_broken(p, $1, @2); }
  | require_clauses SKIPPED         { $$ = build_broken(p, $1, @2); }
  ;
require_clause
  : common
  | "every" demand_kind condition "has" expr { $$ = clause_demand(p, @$, @1, $2, $3, $5); }
  | "severity" NAME                 { $$ = clause_name_of(p, CLAUSE_FINDING_SEVERITY, @$, @1, build_name($2, @2)); }
  ;
condition
  : %empty                          { $$ = NULL; }
  | "where" expr                    { $$ = $2; }
  ;
demand_kind
  : "problem"                       { $$ = build_name($1, @1); }
  | "impact"                        { $$ = build_name($1, @1); }
  | "effect"                        { $$ = build_name($1, @1); }
  | "measure"                       { $$ = build_name($1, @1); }
  | "indicator"                     { $$ = build_name($1, @1); }
  | "rule"                          { $$ = build_name($1, @1); }
  | "risk"                          { $$ = build_name($1, @1); }
  | "term"                          { $$ = build_name($1, @1); }
  | "actor"                         { $$ = build_name($1, @1); }
  | "data"                          { $$ = build_name($1, @1); }
  | "assumption"                    { $$ = build_name($1, @1); }
  | "evidence"                      { $$ = build_name($1, @1); }
  | "factor"                        { $$ = build_name($1, @1); }
  | "evaluation"                    { $$ = build_name($1, @1); }
  | "scenario"                      { $$ = build_name($1, @1); }
  | "recommendation"                { $$ = build_name($1, @1); }
  | "theme"                         { $$ = build_name($1, @1); }
  | "group"                         { $$ = build_name($1, @1); }
  ;

test_clauses
  : %empty                          { $$ = (struct ast_clauses){0}; }
  | test_clauses test_clause        { $$ = *build_clauses(&$1, $2); }
  | test_clauses error              { $$ = build_broken(p, $1, @2); }
  | test_clauses SKIPPED            { $$ = build_broken(p, $1, @2); }
  ;
test_clause
  : "given" name amounts            { $$ = clause_given(p, @$, @1, $2, $3, build_no_text()); }
  | "given" name "from" STRING      { $$ = clause_given(p, @$, @1, $2, (struct ast_amounts){0}, $4); }
  | "expect" expr                   { $$ = clause_expect(p, @$, @1, $2, NULL, build_name(ATOM_NONE, @1)); }
  | "expect" expr "with" sum        { $$ = clause_expect(p, @$, @1, $2, $4, build_name(ATOM_NONE, @1)); }
  | "expect" expr "because" name    { $$ = clause_expect(p, @$, @1, $2, NULL, $4); }
  | "expect" "finding" NAME         { $$ = clause_expect_finding(p, @$, @1, build_name($3, @3), build_name(ATOM_NONE, @3)); }
  | "expect" "finding" NAME "for" name { $$ = clause_expect_finding(p, @$, @1, build_name($3, @3), $5); }
  | "note" STRING                   { $$ = clause_text(p, CLAUSE_NOTE, @$, @1, $2); }
  ;

/* --- what clauses are made of ------------------------------------------------------------------- */

unit_expr
  : unit_factor
  | unit_expr '/' unit_factor       { $$ = build_unit_chain($1, true, $3, @$); }
  | unit_expr '*' unit_factor       { $$ = build_unit_chain($1, false, $3, @$); }
  ;
unit_factor
  : name                            { $$ = build_unit(p, NULL, $1, NULL, @$); }
  | name '^' NUMBER                 { $$ = build_unit(p, NULL, $1, $3, @$); }
  | NUMBER name                     { $$ = build_unit(p, $1, $2, NULL, @$); }
  ;

amounts
  : expr                            { $$ = build_amounts((struct ast_values){0}, $1); }
  | values                          { $$ = build_amounts($1, NULL); }
  ;
values
  : value                           { $$ = build_values((struct ast_values){0}, $1); }
  | values ',' value                { $$ = build_values($1, $3); }
  ;
value
  : period ':' expr                 { $$ = build_value(p, &$1, NULL, $3, NULL); }
  | period ':' sum ".." sum         { $$ = build_value(p, &$1, NULL, $3, $5); }
  | period ".." period ':' expr     { $$ = build_value(p, &$1, &$3, $5, NULL); }
  | period ".." period ':' sum ".." sum { $$ = build_value(p, &$1, &$3, $5, $7); }
  ;

period
  : NUMBER                          { $$ = build_year(p, $1, @1); }
  | PERIOD_LIT
  ;
range
  : period                          { $$ = build_range(p, RANGE_ONE, &$1, &$1, @$); }
  | period ".." period              { $$ = build_range(p, RANGE_CLOSED, &$1, &$3, @$); }
  | period ".."                     { $$ = build_range(p, RANGE_OPEN, &$1, &$1, @$); }
  ;
duration
  : NUMBER NAME                     { $$ = build_duration(p, $1, build_name($2, @2), @$); }
  ;

/* --- expressions ---------------------------------------------------------------------------------- */

expr
  : sum
  | expr "or" expr                  { $$ = build_operation(p, AST_OR, OPERATOR_NONE, $1, $3, NULL, @$); }
  | expr "and" expr                 { $$ = build_operation(p, AST_AND, OPERATOR_NONE, $1, $3, NULL, @$); }
  | "not" expr                      { $$ = build_operation(p, AST_NOT, OPERATOR_NONE, $2, NULL, NULL, @$); }
  | sum '=' sum                     { $$ = build_operation(p, AST_COMPARE, OPERATOR_EQUAL, $1, $3, NULL, @$); }
  | sum "!=" sum                    { $$ = build_operation(p, AST_COMPARE, OPERATOR_NOT_EQUAL, $1, $3, NULL, @$); }
  | sum '<' sum                     { $$ = build_operation(p, AST_COMPARE, OPERATOR_LESS, $1, $3, NULL, @$); }
  | sum '>' sum                     { $$ = build_operation(p, AST_COMPARE, OPERATOR_GREATER, $1, $3, NULL, @$); }
  | sum "<=" sum                    { $$ = build_operation(p, AST_COMPARE, OPERATOR_LESS_EQUAL, $1, $3, NULL, @$); }
  | sum ">=" sum                    { $$ = build_operation(p, AST_COMPARE, OPERATOR_GREATER_EQUAL, $1, $3, NULL, @$); }
  | sum "in" '(' arguments ')'      { $$ = build_in_list(p, false, $1, $4, @$); }
  | sum "not" "in" '(' arguments ')' { $$ = build_in_list(p, true, $1, $5, @$); }
  | sum "in" range                  { $$ = build_in_range(p, $1, $3, @$); }
  | sum "within" sum ".." sum       { $$ = build_within(p, false, $1, $3, $5, @$); }
  | sum "not" "within" sum ".." sum { $$ = build_within(p, true, $1, $4, $6, @$); }
  | sum "is" name                   { $$ = build_is(p, false, $1, $3, @$); }
  | sum "is" "not" name             { $$ = build_is(p, true, $1, $4, @$); }
  | sum "is" "missing"              { $$ = build_is_missing(p, false, $1, @$); }
  | sum "is" "not" "missing"        { $$ = build_is_missing(p, true, $1, @$); }
  | "if" expr "then" expr "else" expr %prec NOT { $$ = build_operation(p, AST_IF, OPERATOR_NONE, $2, $4, $6, @$); }
  ;

sum
  : primary
  | sum '+' sum                     { $$ = build_operation(p, AST_ARITHMETIC, OPERATOR_ADD, $1, $3, NULL, @$); }
  | sum '-' sum                     { $$ = build_operation(p, AST_ARITHMETIC, OPERATOR_SUBTRACT, $1, $3, NULL, @$); }
  | sum '*' sum                     { $$ = build_operation(p, AST_ARITHMETIC, OPERATOR_MULTIPLY, $1, $3, NULL, @$); }
  | sum '/' sum                     { $$ = build_operation(p, AST_ARITHMETIC, OPERATOR_DIVIDE, $1, $3, NULL, @$); }
  | sum '^' sum                     { $$ = build_operation(p, AST_ARITHMETIC, OPERATOR_POWER, $1, $3, NULL, @$); }
  | '-' sum %prec NEGATIVE          { $$ = build_operation(p, AST_NEGATE, OPERATOR_NONE, $2, NULL, NULL, @$); }
  | primary "at" primary            { $$ = build_operation(p, AST_AT, OPERATOR_NONE, $1, $3, NULL, @$); }
  | primary "during" primary %prec DURING_ONE { $$ = build_operation(p, AST_DURING, OPERATOR_NONE, $1, $3, NULL, @$); }
  | primary "during" primary ".." primary { $$ = build_operation(p, AST_DURING, OPERATOR_NONE, $1, $3, $5, @$); }
  | primary "+-" primary            { $$ = build_operation(p, AST_PLUS_MINUS, OPERATOR_NONE, $1, $3, NULL, @$); }
  ;

primary
  : NUMBER                          { $$ = build_number(p, $1, false, NULL, @$); }
  | NUMBER '[' unit_expr ']'        { $$ = build_number(p, $1, false, $3, @$); }
  | PERCENT                         { $$ = build_number(p, $1, true, NULL, @$); }
  | PERIOD_LIT                      { $$ = build_period(p, $1); }
  | STRING                          { $$ = build_text(p, $1); }
  | "true"                          { $$ = build_truth(p, true, @$); }
  | "false"                         { $$ = build_truth(p, false, @$); }
  | name                            { $$ = build_reference(p, $1); }
  | primary '.' name                { $$ = build_field(p, $1, $3, @$); }
  | name '(' ')'                    { $$ = build_call(p, $1, (struct ast_arguments){0}, @$); }
  | name '(' arguments ')'          { $$ = build_call(p, $1, $3, @$); }
  | '(' expr ')'                    { $$ = build_bracketed($2, @$); }
  | '(' uncertain ')'               { $$ = build_bracketed($2, @$); }
  | '(' items ')'                   { $$ = build_list(p, $2, @$); }
  ;

/* An uncertain number. */
uncertain
  : sum ".." sum                    { $$ = build_operation(p, AST_RANGE, OPERATOR_NONE, $1, $3, NULL, @$); }
  ;

arguments
  : expr                            { $$ = build_arguments(p, (struct ast_arguments){0}, build_name(ATOM_NONE, @1), $1, NULL); }
  | expr "where" expr               { $$ = build_arguments(p, (struct ast_arguments){0}, build_name(ATOM_NONE, @1), $1, $3); }
  | argument_name ':' expr          { $$ = build_arguments(p, (struct ast_arguments){0}, $1, $3, NULL); }
  | arguments ',' expr              { $$ = build_arguments(p, $1, build_name(ATOM_NONE, @3), $3, NULL); }
  | arguments ',' expr "where" expr { $$ = build_arguments(p, $1, build_name(ATOM_NONE, @3), $3, $5); }
  | arguments ',' argument_name ':' expr { $$ = build_arguments(p, $1, $3, $5, NULL); }
  ;
argument_name
  : name
  | "from"                          { $$ = build_name($1, @1); }
  | "by"                            { $$ = build_name($1, @1); }
  | "to"                            { $$ = build_name($1, @1); }
  | "over"                          { $$ = build_name($1, @1); }
  | "with"                          { $$ = build_name($1, @1); }
  | "for"                           { $$ = build_name($1, @1); }
  | "missing"                       { $$ = build_name($1, @1); }
  ;
items
  : expr ',' expr                   { $$ = build_items(p, build_items(p, (struct ast_items){0}, $1), $3); }
  | items ',' expr                  { $$ = build_items(p, $1, $3); }
  ;

name
  : NAME                            { $$ = build_name($1, @1); }
  | soft                            { $$ = build_name($1, @1); }
  ;

/* Every keyword that is a name where no clause can begin: those marked SOFT in keywords.def. */
soft
  : "about" | "accepted" | "across" | "actor" | "add" | "adopted" | "after" | "allow" | "answers"
  | "appetite" | "article" | "assuming" | "assumption" | "baseline" | "because" | "better"
  | "break" | "budget" | "change" | "check" | "column" | "costs" | "covers" | "data" | "discount"
  | "done" | "drop" | "due" | "effect" | "evaluation" | "evidence" | "expect" | "factor"
  | "finding" | "finds" | "formulated" | "function" | "given" | "goal" | "group" | "harms" | "has"
  | "holds" | "impact" | "indicator" | "influences" | "instead" | "judges" | "keep" | "key"
  | "kind" | "language" | "leads" | "let" | "level" | "likelihood" | "matters" | "means"
  | "measure" | "mitigates" | "needs" | "note" | "one" | "owner" | "part" | "period" | "planned"
  | "policy" | "prices" | "problem" | "profile" | "question" | "reaches" | "recommendation"
  | "reported" | "require" | "response" | "risk" | "row" | "rule" | "runs" | "scale" | "scenario"
  | "settings" | "severity" | "size" | "source" | "status" | "step" | "stock" | "target" | "term"
  | "test" | "theme" | "threatens" | "unit" | "use" | "value" | "weight"
  ;

%%

/* The feed (syntax/parse.c) asks pol_yy_accepts before it hands over a token, and reports what does
 * not fit, so bison itself never meets an error that has not been reported. */
static int yyreport_syntax_error(const yypcontext_t *context, struct parser *p)
{
    (void)context;
    (void)p;
    return 0;
}

/* Bison calls this for memory only: a full stack, or no more of the system's. The feed sees the
 * status and tells the two apart. */
static void yyerror(const struct span *span, struct parser *p, const char *message)
{
    (void)span;
    (void)p;
    (void)message;
}

/* The state after a reduction to `symbol` in `state`. */
static yy_state_fast_t state_after(yy_state_fast_t state, int symbol)
{
    int at = yypgoto[symbol - YYNTOKENS] + state;
    bool listed = 0 <= at && at <= YYLAST && yycheck[at] == state;
    return listed ? yytable[at] : yydefgoto[symbol - YYNTOKENS];
}

/* Plays the reductions that would come before the token, on states beside the parser's own: those it
 * would push stand in `pushed`, below them what is left of the stack. */
bool pol_yy_accepts(const pol_yypstate *state, int token)
{
    yysymbol_kind_t symbol = YYTRANSLATE(token);
    yy_state_t pushed[YYNNTS]; /* an empty rule pushes, and none twice before something is shifted */
    ptrdiff_t count = 0;
    const yy_state_t *below = state->yyssp;
    for (;;) {
        yy_state_fast_t top = count ? pushed[count - 1] : *below;
        int action = yypact[top], rule;
        bool listed = !yypact_value_is_default(action);
        if (listed) {
            action += symbol;
            listed = 0 <= action && action <= YYLAST && yycheck[action] == symbol;
        }
        if (listed && yytable[action] > 0) return true;
        rule = listed ? -yytable[action] : yydefact[top];
        if (rule == 0 || (listed && yytable_value_is_error(yytable[action]))) return false;
        ptrdiff_t length = yyr2[rule], own = length < count ? length : count;
        count -= own;
        below -= length - own;
        if (count == YYNNTS) BUG("a grammar that never comes to its token");
        top = count ? pushed[count - 1] : *below;
        pushed[count++] = (yy_state_t)state_after(top, yyr1[rule]);
    }
}

void pol_yy_recovered(pol_yypstate *state)
{
    state->yyerrstatus = 0;
}

/* The kind of declaration that a keyword begins, or BLOCK_NONE. */
static int begun_by(yysymbol_kind_t symbol)
{
    switch ((int)symbol) {
#define DECLARATION(id, keyword, phrase, example)                                                  \
    case YYSYMBOL_##id: return DECL_##id;
#include "syntax/declarations.def"
#undef DECLARATION
    }
    return BLOCK_NONE;
}

/* What a construct begins with, from the symbol at its start. */
static void name_construct(const pol_yypstate *state, ptrdiff_t at, struct situation *situation)
{
    yysymbol_kind_t symbol = YY_ACCESSING_SYMBOL(state->yyss[at]);
    const YYSTYPE *value = &state->yyvs[at];
    situation->construct_span = state->yyls[at];
    situation->construct_block = BLOCK_NONE;
    if (symbol == YYSYMBOL_node_kind) {
        situation->construct_block = (int)value->TOK_node_kind;
        situation->construct = decl_keyword(value->TOK_node_kind);
    } else if (symbol == YYSYMBOL_link_verb) {
        situation->construct_block = BLOCK_LINK;
        situation->construct = value->TOK_link_verb == CLAUSE_HARMS ? STR("harms") : STR("leads");
    } else {
        situation->construct = str_from(yysymbol_name(symbol));
        situation->construct_block = begun_by(symbol);
    }
}

/* The block whose clauses this symbol lists, or BLOCK_NONE; `shared` when several kinds of
 * declaration have such a list. */
static int block_of(yysymbol_kind_t symbol, bool *shared)
{
    *shared = symbol == YYSYMBOL_term_clauses || symbol == YYSYMBOL_node_clauses;
    switch ((int)symbol) {
    case YYSYMBOL_policy_clauses: return DECL_POLICY;
    case YYSYMBOL_term_clauses: return DECL_TERM;
    case YYSYMBOL_theme_clauses: return DECL_THEME;
    case YYSYMBOL_actor_clauses: return DECL_ACTOR;
    case YYSYMBOL_data_clauses: return DECL_DATA;
    case YYSYMBOL_node_clauses: return DECL_EFFECT;
    case YYSYMBOL_link_clauses: return BLOCK_LINK;
    case YYSYMBOL_indicator_clauses: return DECL_INDICATOR;
    case YYSYMBOL_assumption_clauses: return DECL_ASSUMPTION;
    case YYSYMBOL_evidence_clauses: return DECL_EVIDENCE;
    case YYSYMBOL_factor_clauses: return DECL_FACTOR;
    case YYSYMBOL_risk_clauses: return DECL_RISK;
    case YYSYMBOL_rule_clauses: return DECL_RULE;
    case YYSYMBOL_evaluation_clauses: return DECL_EVALUATION;
    case YYSYMBOL_scenario_clauses: return DECL_SCENARIO;
    case YYSYMBOL_recommendation_clauses: return DECL_RECOMMENDATION;
    case YYSYMBOL_settings_clauses: return DECL_SETTINGS;
    case YYSYMBOL_require_clauses: return DECL_REQUIRE;
    case YYSYMBOL_test_clauses: return DECL_TEST;
    }
    return BLOCK_NONE;
}

void pol_yy_situation(const pol_yypstate *state, struct situation *situation)
{
    *situation =
        (struct situation){.block = BLOCK_NONE, .at_start = true, .construct_block = BLOCK_NONE};
    ptrdiff_t top = state->yyssp - state->yyss, at = top;
    bool shared = false;
    for (; at > 0; at--) {
        yysymbol_kind_t symbol = YY_ACCESSING_SYMBOL(state->yyss[at]);
        situation->block = block_of(symbol, &shared);
        if (situation->block != BLOCK_NONE || symbol == YYSYMBOL_file) break;
    }
    if (at < top && YY_ACCESSING_SYMBOL(state->yyss[at + 1]) != YYSYMBOL_YYerror) {
        situation->at_start = false;
        name_construct(state, at + 1, situation);
    }
    for (; shared && at > 0; at--) {
        struct situation opener;
        name_construct(state, at, &opener);
        yysymbol_kind_t symbol = YY_ACCESSING_SYMBOL(state->yyss[at]);
        if (symbol != YYSYMBOL_node_kind && symbol != YYSYMBOL_TERM && symbol != YYSYMBOL_GROUP)
            continue;
        situation->block = opener.construct_block;
        break;
    }
}
