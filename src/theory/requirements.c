/* `require`: what an organisation demands of its declarations, typed. A clause's first word stands for
 * its value, or for whether it is there. */
#include "theory/resolve.h"

/* Of one kind of declaration. */
struct asking {
    struct theory *t;
    enum decl_kind kind;
    bool wrong; /* something was reported */
};

static const struct demand_expr *type_demand(struct asking *asking, const struct ast_expr *expr);

/* --- what clauses hold ------------------------------------------------------------------------------ */

enum holds { HOLDS_NOTHING, HOLDS_NUMBER, HOLDS_DAYS, HOLDS_NAMES, HOLDS_WORD, HOLDS_TEXTS };

static enum holds what_holds(enum clause_kind clause)
{
    switch (clause) {
    case CLAUSE_COSTS:
    case CLAUSE_BUDGET:
    case CLAUSE_LEVEL:
    case CLAUSE_LIKELIHOOD:
    case CLAUSE_SEVERITY:
    case CLAUSE_APPETITE:
    case CLAUSE_BASELINE:
    case CLAUSE_TARGET: return HOLDS_NUMBER;
    case CLAUSE_PERIOD:
    case CLAUSE_RUNS:
    case CLAUSE_COVERS:
    case CLAUSE_OVER:
    case CLAUSE_PLANNED:
    case CLAUSE_PRICES:
    case CLAUSE_FORMULATED:
    case CLAUSE_ADOPTED:
    case CLAUSE_ACCEPTED:
    case CLAUSE_DUE: return HOLDS_DAYS;
    case CLAUSE_OWNER:
    case CLAUSE_PART_OF:
    case CLAUSE_ANSWERS:
    case CLAUSE_REACHES:
    case CLAUSE_MITIGATES:
    case CLAUSE_EVIDENCE:
    case CLAUSE_INFLUENCES:
    case CLAUSE_THREATENS:
    case CLAUSE_ACCEPTED_BY:
    case CLAUSE_BY_ACTOR:
    case CLAUSE_OF:
    case CLAUSE_LEADS_TO:
    case CLAUSE_HARMS: return HOLDS_NAMES;
    case CLAUSE_STEP:
    case CLAUSE_STATUS:
    case CLAUSE_KIND:
    case CLAUSE_FINDS:
    case CLAUSE_BETTER:
    case CLAUSE_EVERY:
    case CLAUSE_JUDGES:
    case CLAUSE_RESPONSE: return HOLDS_WORD;
    case CLAUSE_NOTE:
    case CLAUSE_SOURCE:
    case CLAUSE_ARTICLE:
    case CLAUSE_GOAL:
    case CLAUSE_MEANS:
    case CLAUSE_INSTEAD_OF:
    case CLAUSE_QUESTION: return HOLDS_TEXTS;
    default: return HOLDS_NOTHING;
    }
}

/* The list that the word of a clause is from; WORDS_LISTS: from none. */
static enum word_list list_of(enum clause_kind clause, enum decl_kind kind)
{
    switch (clause) {
    case CLAUSE_STEP: return WORDS_STEP;
    case CLAUSE_FINDS: return WORDS_FINDS;
    case CLAUSE_BETTER: return WORDS_BETTER;
    case CLAUSE_RESPONSE: return WORDS_RESPONSE;
    case CLAUSE_KIND: return kind == DECL_EVALUATION ? WORDS_EVALUATION_KIND : WORDS_MEASURE_KIND;
    case CLAUSE_STATUS:
        return kind == DECL_EVALUATION       ? WORDS_EVALUATION_STATUS
               : kind == DECL_RECOMMENDATION ? WORDS_RECOMMENDATION_STATUS
                                             : WORDS_MEASURE_STATUS;
    default: return WORDS_LISTS;
    }
}

/* --- mistakes --------------------------------------------------------------------------------------- */

static const struct demand_expr *reject(struct asking *asking, const struct ast_expr *expr,
                                        const char *message, const char *help)
{
    asking->wrong = true;
    if (expr->kind == AST_ERROR) return NULL;
    struct finding *f = finding_add(asking->t->findings, FINDING_U03, expr->span, "%s", message);
    finding_help(asking->t->findings, f, "%s", help);
    return NULL;
}

static struct str *clause_words(struct asking *asking, size_t *count)
{
    struct str *words = ARENA_ARRAY(asking->t->arena, struct str, CLAUSE_KINDS + 2);
    *count = 0;
    words[(*count)++] = STR("title");
    for (int k = 0; k < CLAUSE_KINDS; k++) {
        struct str name = clause_name((enum clause_kind)k);
        struct str word = str_cut(&name, ' ');
        enum clause_kind found;
        if (clause_in_block(word, (int)asking->kind, &found) && found == (enum clause_kind)k)
            words[(*count)++] = word;
    }
    return words;
}

static void report_clause(struct asking *asking, const struct ast_name *name)
{
    struct theory *t = asking->t;
    struct str text = name_text(t, name);
    asking->wrong = true;
    if (name->atom == ATOM_NONE) return;
    struct str homes = clause_homes(t->arena, text);
    struct finding *f =
        finding_add(t->findings, FINDING_N10, name->span, "%.*s has no clause `%.*s`",
                    STR_ARG(decl_phrase(asking->kind)), STR_ARG(text));
    if (homes.len) {
        finding_help(t->findings, f, "it stands in %.*s", STR_ARG(homes));
        return;
    }
    size_t count;
    struct str *words = clause_words(asking, &count);
    offer_nearest(t, f, text, name->span, words, count,
                  "name a clause, such as `owner` or `source`, or `title`");
}

/* The clause that a name stands for; false when it is `title`, or wrong. */
static bool find_asked(struct asking *asking, const struct ast_expr *expr, enum clause_kind *clause)
{
    return expr->kind == AST_NAME &&
           clause_in_block(name_text(asking->t, &expr->name), (int)asking->kind, clause);
}

/* --- comparisons ------------------------------------------------------------------------------------ */

static struct demand_expr *new_demand(struct asking *asking, enum demand_op op,
                                      const struct ast_expr *expr)
{
    struct demand_expr *demand = ARENA_NEW(asking->t->arena, struct demand_expr);
    demand->op = op;
    demand->span = expr->span;
    return demand;
}

/* The name, word or text behind a comparison. */
static bool take_word(struct asking *asking, enum clause_kind clause, const struct ast_expr *expr,
                      struct str *word)
{
    struct theory *t = asking->t;
    enum holds holds = what_holds(clause);
    if (expr->kind == AST_TEXT && holds == HOLDS_TEXTS) {
        *word = expr->text;
        return true;
    }
    if (expr->kind != AST_NAME || holds == HOLDS_TEXTS) {
        reject(asking, expr,
               holds == HOLDS_TEXTS ? "a text is wanted here" : "a name is wanted here",
               holds == HOLDS_TEXTS ? "write it between quotes" : "write it without quotes");
        return false;
    }
    *word = name_text(t, &expr->name);
    enum word_list list = list_of(clause, asking->kind);
    bool found = true;
    if (list != WORDS_LISTS) {
        struct buf what = buf_in(t->arena);
        buf_printf(&what, "a word of `%.*s`%c", STR_ARG(clause_name(clause)), '\0');
        found = resolve_word(t, &expr->name, list, buf_str(&what).p) != WORD_UNSAID;
    } else if (holds == HOLDS_NAMES) {
        found = resolve(t, &expr->name, KINDS_ANY, "a declared name") != NULL;
    }
    if (!found) asking->wrong = true;
    return found;
}

static const struct demand_expr *type_words(struct asking *asking, enum clause_kind clause,
                                            const struct ast_expr *expr,
                                            const struct ast_item *items, bool negated)
{
    struct demand_expr *demand = new_demand(asking, DEMAND_WORDS, expr);
    size_t count = 0;
    for (const struct ast_item *i = items; i; i = i->next) count++;
    struct str *words = ARENA_ARRAY(asking->t->arena, struct str, count + 1);
    demand->clause = clause;
    demand->negated = negated;
    demand->words = words;
    for (const struct ast_item *i = items; i; i = i->next)
        if (take_word(asking, clause, i->value, &words[demand->word_count])) demand->word_count++;
    return demand;
}

/* A year written as a number, or a period. */
static bool take_days(struct asking *asking, const struct ast_expr *expr, struct days *days)
{
    int64_t year;
    if (expr->kind == AST_PERIOD) {
        *days = period_days(&asking->t->calendar, expr->period);
        return true;
    }
    if (expr->kind != AST_NUMBER || !num_floor(&year, expr->number.value) || year < 1000 ||
        year > 9999)
        return false;
    *days = period_days(&asking->t->calendar, period_year((int)year));
    return true;
}

static const struct demand_expr *type_number(struct asking *asking, enum clause_kind clause,
                                             enum ast_operator op, const struct ast_expr *expr,
                                             const struct ast_expr *value)
{
    struct theory *t = asking->t;
    struct demand_expr *demand = new_demand(asking, DEMAND_NUMBER, expr);
    bool minus = value->kind == AST_NEGATE;
    if (minus) value = value->a;
    if (value->kind != AST_NUMBER)
        return reject(asking, value, "a number is wanted here",
                      "such as `costs > 1 [MEUR]` or `level >= 3`");
    demand->clause = clause;
    demand->compare = op;
    demand->number = minus ? num_neg(value->number.value) : *value->number.value;
    if (value->number.unit) {
        demand->unit = resolve_unit(t, value->number.unit);
        asking->wrong |= !demand->unit;
    }
    bool money = clause == CLAUSE_COSTS || clause == CLAUSE_BUDGET;
    if (!money || value->number.unit || num_is_zero(&demand->number)) return demand;
    asking->wrong = true;
    struct finding *f = finding_add(t->findings, FINDING_U02, value->span,
                                    "a unit is missing: each declaration may have its own");
    finding_help(t->findings, f, "such as `%.*s > 1 [MEUR]`", STR_ARG(clause_name(clause)));
    return demand;
}

static const struct demand_expr *type_comparison(struct asking *asking, const struct ast_expr *expr)
{
    const struct ast_expr *asked = expr->a, *value = expr->b;
    enum ast_operator op = expr->op;
    enum clause_kind clause;
    if (asked->kind != AST_NAME) {
        asked = expr->b;
        value = expr->a;
        op = operator_mirrored(op);
    }
    if (asked->kind != AST_NAME)
        return reject(asking, expr, "a comparison here begins with a clause",
                      "such as `costs > 1 [MEUR]`, `status = adopted` or `adopted >= 2020`");
    if (!find_asked(asking, asked, &clause)) {
        report_clause(asking, &asked->name);
        return NULL;
    }
    bool equality = op == OPERATOR_EQUAL || op == OPERATOR_NOT_EQUAL;
    struct demand_expr *demand;
    switch (what_holds(clause)) {
    case HOLDS_NUMBER: return type_number(asking, clause, op, expr, value);
    case HOLDS_DAYS:
        demand = new_demand(asking, DEMAND_DAYS, expr);
        demand->clause = clause;
        demand->compare = op;
        if (!take_days(asking, value, &demand->days))
            return reject(asking, value, "a period is wanted here", "such as `adopted >= 2020`");
        return demand;
    case HOLDS_NAMES:
    case HOLDS_WORD:
    case HOLDS_TEXTS:
        if (!equality)
            return reject(asking, expr, "names and texts are compared with = and !=",
                          "or with `in` and a list: `status in (adopted, ended)`");
        struct ast_item item = {.value = (struct ast_expr *)(uintptr_t)value};
        return type_words(asking, clause, expr, &item, op == OPERATOR_NOT_EQUAL);
    case HOLDS_NOTHING: break;
    }
    return reject(asking, expr, "this clause can't be compared",
                  "only whether it stands there can be asked: write its word alone");
}

/* --- all conditions ----------------------------------------------------------------------------------- */

static const struct demand_expr *type_name(struct asking *asking, const struct ast_expr *expr,
                                           const struct ast_expr *whole, bool negated)
{
    enum clause_kind clause = CLAUSE_NOTE;
    bool title =
        expr->kind == AST_NAME && str_equal(name_text(asking->t, &expr->name), STR("title"));
    if (!title && expr->kind != AST_NAME)
        return reject(asking, expr, "a clause is wanted here", "such as `owner` or `evidence`");
    if (!title && !find_asked(asking, expr, &clause)) {
        report_clause(asking, &expr->name);
        return NULL;
    }
    struct demand_expr *stands = new_demand(asking, title ? DEMAND_TITLE : DEMAND_STANDS, whole);
    stands->clause = clause;
    stands->negated = negated;
    return stands;
}

static const struct demand_expr *type_pair(struct asking *asking, enum demand_op op,
                                           const struct ast_expr *expr)
{
    struct demand_expr *demand = new_demand(asking, op, expr);
    demand->a = type_demand(asking, expr->a);
    if (expr->b) demand->b = type_demand(asking, expr->b);
    return demand;
}

/* `status in (adopted, ended)`, `adopted in 2019..2021`, `status is adopted`. */
static const struct demand_expr *type_in(struct asking *asking, const struct ast_expr *expr)
{
    enum clause_kind clause;
    if (!find_asked(asking, expr->a, &clause)) return type_name(asking, expr->a, expr, false);
    enum holds holds = what_holds(clause);
    bool words = holds == HOLDS_NAMES || holds == HOLDS_WORD || holds == HOLDS_TEXTS;
    if (expr->kind == AST_IN_LIST && words)
        return type_words(asking, clause, expr, expr->items, expr->negated);
    if (expr->kind == AST_IS && words) {
        struct ast_expr name = {.kind = AST_NAME, .name = expr->name, .span = expr->name.span};
        struct ast_item item = {.value = &name};
        return type_words(asking, clause, expr, &item, expr->negated);
    }
    struct demand_expr *demand = new_demand(asking, DEMAND_WITHIN, expr);
    demand->clause = clause;
    demand->negated = expr->negated;
    if (expr->kind == AST_IN_RANGE && holds == HOLDS_DAYS) {
        if (resolve_range(asking->t, expr->range, &demand->days)) return demand;
        asking->wrong = true;
        return NULL;
    }
    return reject(asking, expr, "this can't be asked of that clause",
                  "such as `status in (adopted, ended)` or `adopted in 2019..2021`");
}

static const struct demand_expr *type_demand(struct asking *asking, const struct ast_expr *expr)
{
    struct demand_expr *demand;
    switch (expr->kind) {
    case AST_NAME: return type_name(asking, expr, expr, false);
    case AST_IS_MISSING: return type_name(asking, expr->a, expr, !expr->negated);
    case AST_NOT: return type_pair(asking, DEMAND_NOT, expr);
    case AST_AND: return type_pair(asking, DEMAND_AND, expr);
    case AST_OR: return type_pair(asking, DEMAND_OR, expr);
    case AST_COMPARE: return type_comparison(asking, expr);
    case AST_IS:
        if (str_equal(name_text(asking->t, &expr->name), STR("known")))
            return type_name(asking, expr->a, expr, expr->negated);
        return type_in(asking, expr);
    case AST_IN_LIST:
    case AST_IN_RANGE: return type_in(asking, expr);
    case AST_TRUTH:
        demand = new_demand(asking, DEMAND_TRUTH, expr);
        demand->truth = expr->truth;
        return demand;
    default: break;
    }
    return reject(asking, expr, "this can't be asked of a declaration",
                  "ask whether a clause stands (`has owner`), or compare its value (`costs > 1 "
                  "[MEUR]`); join conditions with and, or, not");
}

static enum decl_kind kind_named(struct str word)
{
    for (int kind = 0; kind < DECL_KINDS; kind++)
        if (str_equal(decl_keyword((enum decl_kind)kind), word)) return (enum decl_kind)kind;
    return DECL_KINDS;
}

static void take_severity(struct theory *t, struct requirement *requirement,
                          const struct ast_name *name)
{
    int word = resolve_word(t, name, WORDS_SEVERITY, "a severity");
    struct str text = word_text(WORDS_SEVERITY, word);
    if (word == WORD_UNSAID) return;
    if (str_equal(text, STR("off"))) {
        struct finding *f =
            finding_add(t->findings, FINDING_N10, name->span, "`off` is not how severe it is");
        finding_help(t->findings, f,
                     "it is error, warning or note; leave the requirement out if it does not hold");
        return;
    }
    requirement->severity_said = true;
    requirement->severity = str_equal(text, STR("error"))     ? SEVERITY_ERROR
                            : str_equal(text, STR("warning")) ? SEVERITY_WARNING
                                                              : SEVERITY_NOTE;
}

static void resolve_requirement(struct theory *t, struct requirement *requirement)
{
    size_t count = 0;
    const struct ast_clause *clauses = requirement->common.decl->clauses;
    resolve_common(t, &requirement->common);
    for (const struct ast_clause *c = clauses; c; c = c->next) count += c->kind == CLAUSE_DEMAND;
    requirement->demands = ARENA_ARRAY(t->arena, struct demand, count + 1);
    for (const struct ast_clause *c = clauses; c; c = c->next) {
        if (c->kind == CLAUSE_FINDING_SEVERITY)
            take_severity(t, requirement, &c->names.first->name);
        if (c->kind != CLAUSE_DEMAND) continue;
        struct asking asking = {.t = t, .kind = kind_named(name_text(t, &c->demand.kind))};
        struct demand demand = {.kind = asking.kind, .span = c->span};
        if (c->demand.where) demand.where = type_demand(&asking, c->demand.where);
        demand.has = type_demand(&asking, c->demand.has);
        if (!asking.wrong && demand.has) requirement->demands[requirement->demand_count++] = demand;
    }
}

void theory_requirements(struct theory *t)
{
    for (size_t i = 0; i < t->requirements_count; i++) resolve_requirement(t, t->requirements[i]);
}
