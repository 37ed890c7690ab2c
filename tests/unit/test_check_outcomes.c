/* V03, V04 and V20 against the evaluation itself: random rules on one figure are evaluated for each
 * value on a grid that has all the numbers they name and one between each two. What never came is what
 * the checks call dead; where nothing came, they must have seen the gap. */
#include "program_case.h"

#include "unit/random.h"

enum {
    ROUNDS = 60,
    RULES = 8,
    OUTCOMES_MAX = 4,
    VALUES = 12, /* 0, 0.5 … 5.5 */
    HEAD_LINES = 3
};

static struct random randomness = {7};

static size_t pick(size_t bound)
{
    return (size_t)random_below(&randomness, bound);
}

/* A rule, each outcome on a line of its own. */
struct random_rule {
    struct str text;
    size_t line; /* of its name; its outcomes follow */
    size_t outcome_count;
    bool otherwise; /* the last outcome is that */
};

static const char *const words[OUTCOMES_MAX] = {"achieved", "on_track", "partly", "missed"};

static void add_condition(struct buf *buf, int depth)
{
    static const char *const operators[] = {"<", "<=", ">", ">=", "=", "!="};
    static const char *const spellings[] = {"x at 2021", "now", "(x at 2021)", "1 * x at 2021"};
    size_t kind = pick(depth ? 8 : 4);
    int a = 1 + (int)pick(4), b = a + (int)pick(2);
    if (kind < 3) {
        buf_printf(buf, "%s %s %d", spellings[pick(4)], operators[pick(6)], a);
    } else if (kind == 3) {
        buf_printf(buf, "x at 2021 %swithin %d..%d", pick(3) ? "" : "not ", a, b);
    } else if (kind == 4) {
        buf_add(buf, STR("not ("));
        add_condition(buf, depth - 1);
        buf_add(buf, STR(")"));
    } else {
        buf_add(buf, STR("("));
        add_condition(buf, depth - 1);
        buf_printf(buf, kind == 5 ? " or " : " and ");
        add_condition(buf, depth - 1);
        buf_add(buf, STR(")"));
    }
}

static struct random_rule random_rule(size_t number, size_t line)
{
    struct random_rule rule = {.line = line, .outcome_count = 1 + pick(OUTCOMES_MAX)};
    struct buf buf = buf_in(&program_arena);
    rule.otherwise = rule.outcome_count > 1 && pick(3) == 0;
    buf_printf(&buf, "rule r%zu for e%zu { judges attainment let now = x at 2021\n", number,
               number);
    for (size_t i = 0; i < rule.outcome_count; i++) {
        buf_printf(&buf, "%s ", words[i]);
        if (rule.otherwise && i + 1 == rule.outcome_count) {
            buf_add(&buf, STR("otherwise\n"));
            continue;
        }
        buf_add(&buf, STR("when "));
        add_condition(&buf, 2);
        buf_add_char(&buf, '\n');
    }
    buf_add(&buf, STR("}\n"));
    rule.text = buf_str(&buf);
    return rule;
}

/* The program with the figure that the rules ask for. */
static const char *program_with(const struct random_rule *rules, const char *value)
{
    struct buf buf = buf_in(&program_arena);
    buf_printf(&buf,
               "policy p \"P\" { period 2020..2021 }\nimpact i \"I\"\n"
               "indicator x for e0 { reported 2020: 0.25, 2021: %s }\n",
               value);
    for (size_t i = 0; i < RULES; i++) buf_add(&buf, rules[i].text);
    for (size_t i = 0; i < RULES; i++)
        buf_printf(&buf, "effect e%zu \"E\" { leads to i because \"x\" }\n", i);
    return buf_cstr(&buf);
}

/* Whether a finding of this code lies on one of these lines. */
static bool found_on(enum finding_code code, size_t first, size_t last)
{
    for (const struct finding *f = program_findings.first; f; f = f->next) {
        if (f->code != code) continue;
        struct source *source = sources_at(&program_sources, f->location.span.start);
        size_t line = source_place(source, f->location.span.start).line;
        if (line >= first && line <= last) return true;
    }
    return false;
}

static void what_never_comes_is_found(void **state)
{
    (void)state;
    size_t dead = 0, gaps = 0;
    for (int round = 0; round < ROUNDS; round++) {
        struct random_rule rules[RULES];
        bool came[RULES][OUTCOMES_MAX] = {{false}}, gap[RULES] = {false};
        size_t line = HEAD_LINES + 1;
        for (size_t i = 0; i < RULES; i++) {
            rules[i] = random_rule(i, line);
            line += rules[i].outcome_count + 2;
        }
        for (int v = 0; v < VALUES; v++) {
            char value[16];
            snprintf(value, sizeof value, "%d.%d", v / 2, v % 2 * 5);
            program_eval(program_with(rules, value));
            for (size_t i = 0; i < RULES; i++) {
                struct str verdict = program_result->rules[i].verdict;
                for (size_t k = 0; k < rules[i].outcome_count; k++)
                    came[i][k] |= str_equal(verdict, str_from(words[k]));
                gap[i] |= str_equal(verdict, STR("unknown"));
            }
        }
        program_checked(program_with(rules, "1.5"));
        for (size_t i = 0; i < RULES; i++) {
            size_t last = rules[i].line + rules[i].outcome_count;
            bool fixed = found_on(FINDING_V20, rules[i].line, last);
            bool gap_found = found_on(FINDING_V04, rules[i].line, rules[i].line);
            if (gap_found != gap[i] && !(fixed && !gap_found))
                fail_msg("%s a gap:\n%.*s", gap[i] ? "has" : "has not", STR_ARG(rules[i].text));
            gaps += gap_found;
            for (size_t k = 0; k < rules[i].outcome_count; k++) {
                size_t at = rules[i].line + 1 + k;
                bool found = found_on(FINDING_V03, at, at);
                if (found == came[i][k] && !(fixed && !found))
                    fail_msg("%s %s:\n%.*s", words[k],
                             found ? "comes, and is called dead" : "never comes",
                             STR_ARG(rules[i].text));
                dead += found;
            }
        }
    }
    assert_in_range(dead, 20, 100000);
    assert_in_range(gaps, 20, 100000);
}

static const struct CMUnitTest tests[] = {
    PROGRAM_TEST(what_never_comes_is_found),
};

PROGRAM_MAIN(tests)
