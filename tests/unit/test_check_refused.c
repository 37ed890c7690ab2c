/* What a check must refuse, and what it must not; a mistake gives one finding, at its place. */
#include "program_case.h"

/* --- clauses that stand twice ---------------------------------------------------------------------------- */

/* Each wrote beyond what was set aside for the second one. */
static void lists_that_stand_twice_are_refused(void **state)
{
    (void)state;
#define NAMES "a, b, c, d, e, f, g, h, i, j, k, l"
#define COLUMNS                                                                                    \
    "column a : text column b : text column c : text column d : text column e : text "             \
    "column f : text column g : text column h : text column i : text column j : text "             \
    "column k : text column l : text"
#define YEARS "2018: 1 [EUR], 2019: 1 [EUR], 2020: 1 [EUR], 2021: 1 [EUR], 2022: 1 [EUR]"
    expect_typed("data t { from \"t.csv\" " COLUMNS "\nkey " NAMES "\nkey " NAMES "\nkey " NAMES
                 "}\n",
                 "N07 3:1, N07 4:1");
    expect_typed("data t { from \"t.csv\" " COLUMNS "}\n"
                 "effect x \"X\" { indicator y { value count(t)\nby " NAMES "\nby " NAMES
                 "\nby " NAMES " } }\n",
                 "N07 4:1, N07 5:1");
    expect_typed("unit EUR\npolicy p \"P\" { period 2018..2022\nbudget " YEARS "\nbudget " YEARS
                 "\nbudget " YEARS " }\n",
                 "N07 4:1, N07 5:1");
}

static void better_that_stands_twice_is_refused(void **state)
{
    (void)state;
    expect_typed("effect e \"E\" { indicator x { value 1\nbetter within 1..2\nbetter lower } }\n",
                 "N07 3:1");
    expect_typed("effect e \"E\" { indicator x { value 1\nbetter lower\nbetter within 1..2 } }\n",
                 "N07 3:1");
}

/* --- arguments --------------------------------------------------------------------------------------------- */

/* The one without its name was taken for given, and what it should have given was looked at. */
static void an_argument_without_its_name_is_refused(void **state)
{
    (void)state;
    expect_typed("unit EUR\neffect e\n"
                 "measure m { costs 2021: 1 [EUR]  leads to e { size 1 } }\n"
                 "measure n { costs 2021: 2 [EUR]  leads to e { size 2 } }\n"
                 "rule r for e { judges attainment\nachieved when "
                 "information_value(e, (m, n), worth: 1 [EUR]) > 1 [EUR]\nmissed otherwise }\n",
                 "U08 6:36");
}

static const struct CMUnitTest tests[] = {
    PROGRAM_TEST(lists_that_stand_twice_are_refused),
    PROGRAM_TEST(better_that_stands_twice_is_refused),
    PROGRAM_TEST(an_argument_without_its_name_is_refused),
};

PROGRAM_MAIN(tests)
