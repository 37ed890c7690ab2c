/* Verdicts: what may be called effective, efficient or achieved, and what may not. */
#include "program_case.h"

#define HEAD "policy p \"P\" { period 2018..2021 }\nimpact g \"G\"\nunit EUR\nunit incident\n"

/* Eight quarters around 11 and eight around 31: the Welch interval of the difference is
 * 20 -+ 2.144787 * 0.6546537 = 18.59591 .. 21.40409 (14 degrees of freedom). */
#define STEP                                                                                       \
    "effect e \"E\" { leads to g because \"b\" indicator x { unit incident better higher reported" \
    " 2018-Q1: 10, 2018-Q2: 12, 2018-Q3: 11, 2018-Q4: 13, 2019-Q1: 9, 2019-Q2: 10, 2019-Q3: 12,"   \
    " 2019-Q4: 11, 2020-Q1: 30, 2020-Q2: 32, 2020-Q3: 31, 2020-Q4: 33, 2021-Q1: 29, 2021-Q2: 30,"  \
    " 2021-Q3: 32, 2021-Q4: 31 } }\n"
#define MEASURE(name)                                                                              \
    "measure " name " \"" name                                                                     \
    "\" { leads to e because \"b\" costs 2018: 1 [EUR], 2019: 2 [EUR] }\n"
#define JUMP "let j = before_after(x, from: 2020-Q1) "

static const struct result_rule *rule(const char *name)
{
    return program_rule(name);
}

/* --- what is waited for ---------------------------------------------------------------------------------- */

#define GAPS                                                                                       \
    "effect e \"E\" { leads to g because \"b\"\n"                                                  \
    "indicator x { every year better higher reported 2018: 1, 2019: 1 }\n"                         \
    "indicator y { every year better higher reported 2018: 1, 2019: 1 }\n"                         \
    "indicator z { every year better higher reported 2018: 1, 2019: 1 } }\n"

static void expect_awaited(const char *conditions, const char *wanted)
{
    char program[2048], found[512] = "";
    snprintf(program, sizeof program, "%s%srule r for e { judges attainment %s }\n", HEAD, GAPS,
             conditions);
    expect_verdicts(program, "r unknown");
    for (size_t i = 0; i < rule("r")->because_count; i++) {
        const struct result_condition *condition = &rule("r")->because[i];
        for (size_t k = 0; k < condition->awaited_count; k++) {
            size_t length = strlen(found);
            snprintf(found + length, sizeof found - length, "%s%.*s", length ? ", " : "",
                     STR_ARG(condition->awaited[k].text));
        }
    }
    assert_string_equal(found, wanted);
}

/* What the verdict hangs on whatever the other figures come to, and nothing else. */
static void only_what_decides_is_waited_for(void **state)
{
    (void)state;
    expect_awaited("achieved when x at 2021 > 1 or z at 2021 > 2 missed otherwise",
                   "x at 2021, z at 2021");
    expect_awaited("achieved when (x at 2021 > 1 and y at 2018 > 5) or z at 2021 > 2 "
                   "missed otherwise",
                   "z at 2021");
    expect_awaited("achieved when (x at 2021 > 1 or y at 2018 < 5) and not (z at 2021 within 1..2) "
                   "missed otherwise",
                   "z at 2021");
    expect_awaited("let a = x at 2021 > 1 "
                   "achieved when (a and y at 2018 > 5) or (a and z at 2021 > 2) missed otherwise",
                   "x at 2021, z at 2021");
}

static void a_condition_that_changes_nothing_is_not_waited_for(void **state)
{
    (void)state;
    expect_awaited("achieved when x at 2021 > 1 missed when z at 2021 > 2 missed otherwise",
                   "x at 2021");
    expect_awaited("achieved when x at 2021 > 1 missed when z at 2021 > 2", "x at 2021, z at 2021");
    expect_awaited("achieved when x at 2021 > 1 missed when z at 2021 > 2 "
                   "partly when y at 2021 > 3 missed otherwise",
                   "x at 2021, z at 2021, y at 2021");
}

/* --- effectiveness -------------------------------------------------------------------------------------- */

static void before_and_after_is_never_more_than_plausible(void **state)
{
    (void)state;
    expect_verdicts(
        HEAD STEP MEASURE("m") MEASURE("n") MEASURE(
            "o") "rule a for e { judges effectiveness of m " JUMP "effective when j.low > 0 "
                 "ineffective when j.high < 0 unknown otherwise }\n"
                 "rule b for e { judges effectiveness of n " JUMP "ineffective when j.low > 0 "
                 "effective otherwise }\n"
                 /* not even through a detour */
                 "rule c for e { judges effectiveness of o " JUMP "let k = j.low "
                 "effective when (if k > 0 then true else false) ineffective otherwise }\n",
        "a plausible, b unknown, c plausible");
    assert_int_equal(rule("a")->level, 1);
    assert_string_equal(program_values("a"), "j.low:18.595907521869005");
}

static void evidence_lifts_only_its_own_measure_and_node(void **state)
{
    (void)state;
    expect_verdicts(
        HEAD STEP MEASURE("m") MEASURE("n") MEASURE("o") MEASURE(
            "q") "evidence v \"V\" { level 4 finds positive about m to e }\n"
                 "evidence w \"W\" { level 4 finds positive about n to g }\n"
                 "evidence y \"Y\" { level 4 finds mixed about o to e }\n"
                 "evidence z \"Z\" { level 2 finds positive about q to e }\n"
                 "rule a for e { judges effectiveness of m " JUMP "effective when j.low > 0 "
                 "unknown otherwise }\n"
                 "rule b for e { judges effectiveness of n " JUMP "effective when j.low > 0 "
                 "unknown otherwise }\n"
                 "rule c for e { judges effectiveness of o " JUMP "effective when j.low > 0 "
                 "unknown otherwise }\n"
                 "rule d for e { judges effectiveness of q " JUMP "effective when j.low > 0 "
                 "unknown otherwise }\n",
        "a effective, b plausible, c plausible, d plausible");
}

static void evidence_is_not_lent_through_another_rule(void **state)
{
    (void)state;
    /* What a study says of m on e shows nothing of n, nor of m on g. */
    expect_verdicts(
        HEAD STEP MEASURE("m") MEASURE(
            "n") "evidence v \"V\" { level 4 finds positive about m to e }\n"
                 "rule a for e { judges effectiveness of m effective when true }\n"
                 "rule b for e { judges effectiveness of n effective when a is effective }\n"
                 "rule c for g { judges effectiveness of m effective when a is positive }\n",
        "a effective, b plausible, c plausible");
}

/* --- conditions ------------------------------------------------------------------------------------------- */

static void an_uncertain_figure_may_lie_within(void **state)
{
    (void)state;
    /* The trace of a rule by groups looks at the comparison again after it was made. */
    program_file("t.csv", "d,u\n2018-01-01,A\n2018-01-02,A\n2018-01-03,B\n");
    const char *text =
        HEAD "data t { from \"t.csv\" row is incident period d covers 2018..2021 "
             "column d : date column u : text }\n"
             "effect e \"E\" { leads to g because \"b\" indicator x { value count(t) every year "
             "by u } }\n"
             "rule r for e by u { judges attainment "
             "achieved when ((x at 2018) +- 1) within 1..3 missed otherwise }\n";
    /* A: 1..3, inside; B: 0..2 and the whole: 2..4 lie across a limit */
    expect_verdicts(text, "r unknown, r[A] achieved, r[B] unknown");
    assert_string_equal(program_reason("r"), "uncertain");
}

/* --- figures of few events ---------------------------------------------------------------------------------- */

/* A has 8 events in 2018 and 8 in 2019, B 3 and 6, C 6 and 7, D 9 and 9. In 2018 B is too small to be
 * shown; so is C, which with the whole (26) would give B away. */
static void write_groups(void)
{
    static const struct {
        const char *group;
        int counts[2];
    } groups[] = {{"A", {8, 8}}, {"B", {3, 6}}, {"C", {6, 7}}, {"D", {9, 9}}};
    struct buf rows = buf_in(&program_arena);
    buf_add(&rows, STR("d,u\n"));
    for (size_t g = 0; g < sizeof groups / sizeof *groups; g++)
        for (int year = 0; year < 2; year++)
            for (int i = 0; i < groups[g].counts[year]; i++)
                buf_printf(&rows, "%d-01-01,%s\n", 2018 + year, groups[g].group);
    program_file_of("t.csv", buf_str(&rows));
}

#define GROUPS                                                                                     \
    "settings { min_cell 5 }\n" HEAD                                                               \
    "data t { from \"t.csv\" row is incident period d covers 2018..2019 "                          \
    "column d : date column u : text }\n"                                                          \
    "effect e \"E\" { leads to g because \"b\" indicator x { value count(t) every year by u } "    \
    "indicator z { value x - only(x, u: \"B\") every year } "                                      \
    "indicator y { value moving_total(x, 2) every year by u } }\n"

static void small_groups_are_not_shown(void **state)
{
    (void)state;
    write_groups();
    expect_series(GROUPS, "2018:26 2019:30 2018[A]:8 2019[A]:8 2018[B]:<confidential> 2019[B]:6 "
                          "2018[C]:<confidential> 2019[C]:7 2018[D]:9 2019[D]:9");
    /* 9 in both years, less the 6 that are shown, would be 3. */
    assert_string_equal(program_series("y"),
                        "2018:<outside_series> 2019:56 2018[A]:<outside_series> 2019[A]:16 "
                        "2018[B]:<confidential> 2019[B]:<confidential> 2018[C]:<confidential> "
                        "2019[C]:<confidential> 2018[D]:<outside_series> 2019[D]:18");
    assert_string_equal(program_series("z"), "2018:<confidential> 2019:<confidential>");
    program_unsuppressed = true;
    expect_series(GROUPS, "2018:26 2019:30 2018[A]:8 2019[A]:8 2018[B]:3 2019[B]:6 2018[C]:6 "
                          "2019[C]:7 2018[D]:9 2019[D]:9");
    assert_string_equal(program_series("z"), "2018:23 2019:24");
}

static void no_operand_gives_a_hidden_figure_away(void **state)
{
    (void)state;
    write_groups();
    /* Each of these, with the figures that are shown, told the 3 of B. */
    static const char *const operands[] = {
        "only(x, u: \"B\") at 2018",
        "only(x, u: \"C\") at 2018", /* 26 - 8 - 9 - 6 */
        "change(only(x, u: \"B\"), 2018, 2019)",
        "difference(only(x, u: \"B\"), 2018, 2019)",
        "mean(only(x, u: \"B\"))",
        "total(only(x, u: \"C\"))",
        "only(x, u: \"A\") at 2018 + only(x, u: \"C\") at 2018",
    };
    for (size_t i = 0; i < sizeof operands / sizeof *operands; i++) {
        const char *text = str_to_cstr(
            &program_arena,
            str_printf(&program_arena, "%s%s %s > 0 [incident] missed otherwise }\n", GROUPS,
                       "rule r for e { judges attainment achieved when 2 *", operands[i]));
        if (strstr(operands[i], "change"))
            text = str_to_cstr(&program_arena,
                               str_printf(&program_arena,
                                          "%srule r for e { judges attainment achieved when 2 * %s "
                                          "> 0 missed otherwise }\n",
                                          GROUPS, operands[i]));
        program_eval(text);
        assert_string_equal(program_reason("r"), "confidential");
        assert_null(strstr(program_values("r"), ":0"));
    }
    /* What is shown in the series is shown here. */
    program_eval(GROUPS "rule r for e { judges attainment "
                        "achieved when only(x, u: \"B\") at 2019 > 0 missed otherwise }\n");
    assert_string_equal(program_values("r"), "only(x, u: \"B\") at 2019:6");
    /* A rule by groups: what is hidden of one group is hidden of all. */
    program_eval(GROUPS "rule r for e by u { judges attainment "
                        "achieved when change(x, 2018, 2019) > 0 missed otherwise }\n");
    for (size_t i = 1; i < program_result->rule_count; i++)
        assert_int_equal(program_result->rules[i].because[0].values[0].value.kind, RESULT_MISSING);
    /* Nor behind an assumption. */
    program_eval(GROUPS "assumption a \"A\" { holds when only(x, u: \"B\") at 2018 > 0 }\n");
    assert_int_equal(program_result->assumptions[0].because[0].values[0].value.kind,
                     RESULT_MISSING);
}

/* --- what was promised -------------------------------------------------------------------------------------- */

static bool overdue(const char *name)
{
    for (size_t i = 0; i < program_result->recommendation_count; i++)
        if (str_equal(program_result->recommendations[i].name, str_from(name)))
            return program_result->recommendations[i].overdue;
    fail_msg("no recommendation %s", name);
    return false;
}

static void only_what_was_promised_is_overdue(void **state)
{
    (void)state;
    program_as_of = "2024-03-01";
    program_eval(HEAD STEP "recommendation done \"A\" { response accepted due 2021 "
                           "  done when x at 2021-Q4 > 30 }\n"
                           "recommendation late \"B\" { response accepted due 2021 "
                           "  done when x at 2021-Q4 > 40 }\n"
                           "recommendation yesterday \"C\" { response pending due 2024-02-29 }\n"
                           "recommendation today \"D\" { response pending due 2024-03-01 }\n"
                           "recommendation no \"E\" { response rejected \"no\" due 2021 }\n");
    assert_false(overdue("done"));
    assert_true(overdue("late"));
    assert_true(overdue("yesterday"));
    assert_false(overdue("today"));
    assert_false(overdue("no"));
}

/* --- the summary -------------------------------------------------------------------------------------------- */

static void leaving_out_a_rule_improves_nothing(void **state)
{
    (void)state;
    expect_verdicts(
        HEAD STEP
        "effect bad \"Bad\" { leads to g because \"c\" }\n"
        "measure m \"M\" { leads to e because \"b\" harms bad because \"q\" costs 2018: 1 [EUR] }\n"
        "measure n \"N\" { leads to e because \"b\" costs 2018: 1 [EUR] }\n"
        "measure o \"O\" { leads to e because \"b\" harms bad because \"q\" }\n"
        "evidence v \"V\" { level 4 finds negative about n to e }\n"
        "evidence w \"W\" { level 4 finds positive about m to e }\n"
        "rule em for e { judges effectiveness of m effective when true }\n"
        "rule en for e { judges effectiveness of n ineffective when true }\n"
        "rule sm for bad { judges side_effect of m harmful when true absent otherwise }\n"
        "rule cm for e { judges efficiency of m efficient when true }\n"
        /* what is not effective can't be efficient, whatever the rule says */
        "rule cn for e { judges efficiency of n unknown otherwise }\n"
        "rule ax for e { judges attainment on_track when x at 2021-Q4 > 30 missed otherwise }\n"
        /* by its own word: not judged */
        "rule ag for g { judges attainment unknown otherwise }\n",
        "em effective, en ineffective, sm harmful, cm acceptable, cn inefficient, ax on_track, "
        "ag unknown");
    assert_string_equal(program_summary("attainment"), "3/1/1/0/0");
    assert_string_equal(program_summary("effectiveness"), "3/2/1/0/1");
    assert_string_equal(program_summary("side_effect"), "2/1/0/0/1");
    assert_string_equal(program_summary("efficiency"), "3/2/0/1/1");
    assert_string_equal(program_summary("delivery"), "3/0/0/0/0");
    assert_string_equal(program_summary("relevance"), "0/0/0/0/0");
}

/* --- words ---------------------------------------------------------------------------------------------- */

/* Rules come last in the text, and their words are known all the same. */
static void a_misspelt_verdict_is_reported_wherever_it_is_asked(void **state)
{
    (void)state;
    expect_typed("policy p \"P\"\n"
                 "impact g \"G\"\n"
                 "assumption a \"A\" { holds when r is achievd }\n"
                 "recommendation c \"C\" { done when r is misssed }\n"
                 "rule r for g { judges attainment achieved when 1 < 2 missed otherwise }\n",
                 "N10 3:36, N10 4:39");
}

static const struct CMUnitTest tests[] = {
    PROGRAM_TEST(only_what_decides_is_waited_for),
    PROGRAM_TEST(a_condition_that_changes_nothing_is_not_waited_for),
    PROGRAM_TEST(a_misspelt_verdict_is_reported_wherever_it_is_asked),
    PROGRAM_TEST(before_and_after_is_never_more_than_plausible),
    PROGRAM_TEST(evidence_lifts_only_its_own_measure_and_node),
    PROGRAM_TEST(evidence_is_not_lent_through_another_rule),
    PROGRAM_TEST(an_uncertain_figure_may_lie_within),
    PROGRAM_TEST(small_groups_are_not_shown),
    PROGRAM_TEST(no_operand_gives_a_hidden_figure_away),
    PROGRAM_TEST(only_what_was_promised_is_overdue),
    PROGRAM_TEST(leaving_out_a_rule_improves_nothing),
};

PROGRAM_MAIN(tests)
