/* Checks that go over a theory part by part: nothing is left out at the borders, and nothing said twice. */
#include "program_case.h"

enum { TIMES = 300 /* far more declarations than one part has */ };

static size_t occurrences(const char *text, const char *wanted)
{
    size_t count = 0;
    for (; (text = strstr(text, wanted)); text++) count++;
    return count;
}

static void each_declaration_is_looked_at_once(void **state)
{
    (void)state;
    struct buf text = buf_in(&program_arena);
    for (int i = 0; i < TIMES; i++)
        buf_printf(
            &text,
            "unit u%d\n"
            "effect e%d \"E %d\" { indicator x%d { reported 2020: 1, 2021: 2\nevery year } }\n"
            "rule r%d for e%d { judges attainment\n"
            "achieved when x%d at 2021 > 1 and 1 > 2\nmissed otherwise }\n",
            i, i, i, i, i, i, i);
    const char *found = program_checked(buf_cstr(&text));
    assert_int_equal(occurrences(found, "N05"), TIMES);
    assert_int_equal(occurrences(found, "T02"), TIMES);
    assert_int_equal(occurrences(found, "V20"), TIMES);
    assert_int_equal(occurrences(found, "V08"), 0);
}

static const struct CMUnitTest tests[] = {
    PROGRAM_TEST(each_declaration_is_looked_at_once),
};

PROGRAM_MAIN(tests)
