/* Verdicts: what may be called effective, efficient or achieved, and what may not. */
#include "program_case.h"

#define HEAD                                                                                       \
    "policy p \"P\" { period 2018..2021 }\nimpact g \"G\"\nunit EUR\nunit incident\n"

/* Eight quarters around 11 and eight around 31: the Welch interval of the difference is
 * 20 -+ 2.144787 * 0.6546537 = 18.59591 .. 21.40409 (14 degrees of freedom). */
#define STEP                                                                                       \
    "effect e \"E\" { leads to g because \"b\" indicator x { unit incident better higher reported" \
    " 2018-Q1: 10, 2018-Q2: 12, 2018-Q3: 11, 2018-Q4: 13, 2019-Q1: 9, 2019-Q2: 10, 2019-Q3: 12,"   \
    " 2019-Q4: 11, 2020-Q1: 30, 2020-Q2: 32, 2020-Q3: 31, 2020-Q4: 33, 2021-Q1: 29, 2021-Q2: 30,"  \
    " 2021-Q3: 32, 2021-Q4: 31 } }\n"
#define MEASURE(name)                                                                              \
    "measure " name " \"" name "\" { leads to e because \"b\" costs 2018: 1 [EUR], 2019: 2 [EUR] }\n"
#define JUMP "let j = before_after(x, from: 2020-Q1) "

static const struct result_rule *rule(const char *name)
{
    return program_rule(name);
}

/* --- effectiveness -------------------------------------------------------------------------------------- */

static void before_and_after_is_never_more_than_plausible(void **state)
{
    (void)state;
    expect_verdicts(HEAD STEP MEASURE("m") MEASURE("n") MEASURE("o")
                    "rule a for e { judges effectiveness of m " JUMP "effective when j.low > 0 "
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
    expect_verdicts(HEAD STEP MEASURE("m") MEASURE("n") MEASURE("o") MEASURE("q")
                    "evidence v \"V\" { level 4 finds positive about m to e }\n"
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
    expect_verdicts(HEAD STEP MEASURE("m") MEASURE("n")
                    "evidence v \"V\" { level 4 finds positive about m to e }\n"
                    "rule a for e { judges effectiveness of m effective when true }\n"
                    "rule b for e { judges effectiveness of n effective when a is effective }\n"
                    "rule c for g { judges effectiveness of m effective when a is positive }\n",
                    "a effective, b plausible, c plausible");
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
    PROGRAM_TEST(a_misspelt_verdict_is_reported_wherever_it_is_asked),
    PROGRAM_TEST(before_and_after_is_never_more_than_plausible),
    PROGRAM_TEST(evidence_lifts_only_its_own_measure_and_node),
    PROGRAM_TEST(evidence_is_not_lent_through_another_rule),
};

PROGRAM_MAIN(tests)
