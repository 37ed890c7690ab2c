/* Units as programs write them. */
#include "program_case.h"

/* The amounts are typed more than once, and the name is reported the first time only. */
static void an_undeclared_unit_is_one_finding_a_place(void **state)
{
    (void)state;
    expect_typed("measure m {\n"
                 "  costs 2020: 1 [EUR], 2021: 2 [EUR / fte]\n"
                 "}\n",
                 "N01 2:18, N01 2:33, N01 2:39");
}

static void a_unit_that_cannot_be_worked_out_is_said(void **state)
{
    (void)state;
    expect_typed("unit EUR\n"
                 "unit none = 0 EUR\n",
                 "U01 2:13");
}

static const struct CMUnitTest tests[] = {
    PROGRAM_TEST(an_undeclared_unit_is_one_finding_a_place),
    PROGRAM_TEST(a_unit_that_cannot_be_worked_out_is_said),
};

PROGRAM_MAIN(tests)
