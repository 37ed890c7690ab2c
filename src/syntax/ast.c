/* The tables of declarations and clauses, asked. */
#include "syntax/ast.h"

#include "base/bug.h"
#include "base/compiler.h"

static const struct {
    struct str keyword, phrase, example;
} declarations[] = {
#define DECLARATION(id, keyword, phrase, example)                                                  \
    {{keyword, sizeof keyword - 1}, {phrase, sizeof phrase - 1}, {example, sizeof example - 1}},
#include "syntax/declarations.def"
#undef DECLARATION
};

enum { ONCE, MANY };

#define IN(decl) (1u << DECL_##decl)
#define IN_LINK  (1u << BLOCK_LINK)
#define IN_BRACES                                                                                  \
    (((1u << DECL_KINDS) - 1u) &                                                                   \
     ~(IN(USE) | IN(UNIT) | IN(LET) | IN(FUNCTION) | IN(SETTINGS) | IN(TEST)))

_Static_assert(BLOCK_LINK < 32, "the bits of the blocks fit a word");

static const struct {
    struct str keyword, name, example;
    unsigned where;
    int times;
} clauses[] = {
#define CLAUSE(id, keyword, name, where, times, example)                                           \
    {{keyword, sizeof keyword - 1},                                                                \
     {name, sizeof name - 1},                                                                      \
     {example, sizeof example - 1},                                                                \
     where,                                                                                        \
     times},
#include "syntax/clauses.def"
#undef CLAUSE
};

static const struct str operators[] = {
    [OPERATOR_NONE] = {"", 0},      [OPERATOR_ADD] = {"+", 1},
    [OPERATOR_SUBTRACT] = {"-", 1}, [OPERATOR_MULTIPLY] = {"*", 1},
    [OPERATOR_DIVIDE] = {"/", 1},   [OPERATOR_POWER] = {"^", 1},
    [OPERATOR_EQUAL] = {"=", 1},    [OPERATOR_NOT_EQUAL] = {"!=", 2},
    [OPERATOR_LESS] = {"<", 1},     [OPERATOR_LESS_EQUAL] = {"<=", 2},
    [OPERATOR_GREATER] = {">", 1},  [OPERATOR_GREATER_EQUAL] = {">=", 2},
};

struct str operator_text(enum ast_operator op)
{
    return operators[op];
}

bool operator_holds(enum ast_operator op, int order)
{
    switch (op) {
    case OPERATOR_EQUAL: return order == 0;
    case OPERATOR_NOT_EQUAL: return order != 0;
    case OPERATOR_LESS: return order < 0;
    case OPERATOR_LESS_EQUAL: return order <= 0;
    case OPERATOR_GREATER: return order > 0;
    case OPERATOR_GREATER_EQUAL: return order >= 0;
    default: BUG("no such comparison");
    }
}

enum ast_operator operator_mirrored(enum ast_operator op)
{
    switch (op) {
    case OPERATOR_LESS: return OPERATOR_GREATER;
    case OPERATOR_LESS_EQUAL: return OPERATOR_GREATER_EQUAL;
    case OPERATOR_GREATER: return OPERATOR_LESS;
    case OPERATOR_GREATER_EQUAL: return OPERATOR_LESS_EQUAL;
    default: return op;
    }
}

bool decl_begins_with(struct str word)
{
    for (int kind = 0; kind < DECL_KINDS; kind++)
        if (str_equal(decl_keyword((enum decl_kind)kind), word)) return true;
    return false;
}

struct str decl_keyword(enum decl_kind kind)
{
    return declarations[kind].keyword;
}

struct str decl_phrase(enum decl_kind kind)
{
    return declarations[kind].phrase;
}

struct str decl_example(enum decl_kind kind)
{
    return declarations[kind].example;
}

struct str clause_name(enum clause_kind kind)
{
    return clauses[kind].name;
}

struct str clause_example(enum clause_kind kind)
{
    return clauses[kind].example;
}

struct ast_expr *expr_part(const struct ast_expr *expr, size_t place)
{
    if (place == 0) return expr->a;
    switch (expr->kind) {
    case AST_ARITHMETIC:
    case AST_COMPARE:
    case AST_AND:
    case AST_OR:
    case AST_WITHIN:
    case AST_IF:
    case AST_AT:
    case AST_DURING:
    case AST_PLUS_MINUS:
    case AST_RANGE: return place == 1 ? expr->b : expr->c;
    case AST_ERROR:
    case AST_NUMBER:
    case AST_PERIOD:
    case AST_TEXT:
    case AST_TRUTH:
    case AST_NAME:
    case AST_FIELD:
    case AST_CALL:
    case AST_NEGATE:
    case AST_NOT:
    case AST_IN_LIST:
    case AST_IN_RANGE:
    case AST_IS:
    case AST_IS_MISSING:
    case AST_LIST: return NULL;
    }
    BUG("no such expression");
}

const struct ast_clause *decl_clause(const struct ast_decl *decl, enum clause_kind kind)
{
    if (!(decl->clause_kinds & clause_bit(kind))) return NULL;
    const struct ast_clause *c = decl->clauses;
    while (c && c->kind != kind) c = c->next;
    return c;
}

bool clause_may_repeat(enum clause_kind kind)
{
    return clauses[kind].times == MANY;
}

struct str block_phrase(int block)
{
    if (block == BLOCK_LINK) return STR("the block behind a link");
    if (block < 0 || block >= DECL_KINDS) BUG("no such block");
    return declarations[block].phrase;
}

bool clause_belongs(enum clause_kind kind, int block)
{
    return block < BLOCK_NONE && (clauses[kind].where & 1u << block);
}

bool clause_in_block(struct str keyword, int block, enum clause_kind *kind)
{
    for (int k = 0; k < CLAUSE_KINDS; k++)
        if (str_equal(clauses[k].keyword, keyword) && clause_belongs((enum clause_kind)k, block)) {
            *kind = (enum clause_kind)k;
            return true;
        }
    return false;
}

struct str clause_homes(struct arena *arena, struct str keyword)
{
    unsigned where = 0;
    for (int k = 0; k < CLAUSE_KINDS; k++)
        if (str_equal(clauses[k].keyword, keyword)) where |= clauses[k].where;
    struct buf homes = buf_in(arena);
    unsigned left = where;
    for (int block = 0; block <= BLOCK_LINK; block++) {
        if (!(where & 1u << block)) continue;
        left &= ~(1u << block);
        if (homes.len) buf_add(&homes, left ? STR(", ") : STR(" or "));
        buf_add(&homes, block_phrase(block));
    }
    return buf_str(&homes);
}
