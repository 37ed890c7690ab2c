/* Tests of the kernels: each instruction set of this machine against the plainest way there is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "data/structure.h"
#include "unit/random.h"

enum { TEXT_MAX = 700, WORDS = TEXT_MAX / WORD_BYTES + 1, PLACES_MAX = TEXT_MAX + 200 };

static const enum scan_instructions sets[] = {SCAN_PORTABLE, SCAN_SSE2, SCAN_AVX2, SCAN_AVX512,
                                              SCAN_NEON};

/* Where separators are and which end records, found by the scanner itself. */
struct naive {
    uint8_t separators[TEXT_MAX], ends[TEXT_MAX];
    uint64_t lines;
};

static void find_naively(struct naive *naive, const char *text, size_t len, char delimiter)
{
    static struct guard guard;
    struct arena arena;
    struct scanner scanner;
    memset(naive, 0, sizeof *naive);
    if (setjmp(guard.env)) fail();
    arena_init(&arena, &guard);
    scanner_init(&scanner, &arena, delimiter);
    struct str rest = {text, len};
    while (scan_record(&scanner, rest, true) == SCAN_RECORD) {
        size_t at = (size_t)(rest.p - text), last = at + scanner.ends[scanner.count - 1];
        for (size_t i = 0; i < scanner.count; i++)
            if (at + scanner.ends[i] < len) naive->separators[at + scanner.ends[i]] = 1;
        if (last < len) naive->ends[last] = 1;
        rest = (struct str){rest.p + scanner.length, rest.len - scanner.length};
        if (last + 2 == at + scanner.length) naive->separators[last + 1] = 1; /* a CR and LF */
    }
    for (size_t i = 0; i < len; i++)
        naive->lines += text[i] == '\r' || (text[i] == '\n' && !(i && text[i - 1] == '\r'));
    arena_release(&arena);
}

/* Text from few different characters, more or less often those that matter. */
static size_t make_text(struct random *random, char *text)
{
    static const char *const alphabets[] = {"a,\n\"",    "aaaaaaa,,,\n\"\"", "ab,\n",
                                            "a ,\r\n\"", "abcdefgh,\n",      ",\n\r\n\"\"\" a"};
    const char *alphabet = alphabets[random_below(random, 6)];
    size_t len = random_below(random, TEXT_MAX - 1), n = strlen(alphabet);
    for (size_t i = 0; i < len; i++) text[i] = alphabet[random_below(random, n)];
    if (!random_below(random, 3)) /* by the book */
        for (size_t i = 0; i + 5 < len; i += 5 + random_below(random, 9))
            memcpy(text + i, "\n\"b\",", 5);
    return len;
}

static bool bit_of(const uint64_t marks, size_t at)
{
    return marks >> at % WORD_BYTES & 1;
}

static void check_marks(const struct marked *marked, const struct naive *naive, size_t len)
{
    for (size_t at = 0; at < len; at++) {
        assert_int_equal(bit_of(marked->words[at / WORD_BYTES].separators, at),
                         naive->separators[at]);
        assert_int_equal(bit_of(marked->words[at / WORD_BYTES].ends, at), naive->ends[at]);
    }
    assert_int_equal(marked->lines, naive->lines);
}

static void check_list(const struct kernel *kernel, const struct marked *marked,
                       const struct naive *naive, size_t from, size_t to)
{
    uint32_t at[PLACES_MAX], ends[PLACES_MAX];
    struct places places = {
        .at = at, .room = PLACES_MAX - 72, .ends = ends, .end_room = PLACES_MAX - 72};
    size_t count = 0, end_count = 0;
    assert_int_equal(kernel->list(marked->words, from, to, &places), to);
    for (size_t i = from; i < to; i++) {
        if (naive->ends[i]) assert_int_equal(ends[end_count++], count);
        if (naive->separators[i]) assert_int_equal(at[count++], i);
    }
    assert_int_equal(places.count, count);
    assert_int_equal(places.end_count, end_count);
}

/* The text comes in one or two pieces, at any alignment. */
static void check_text(struct random *random, const struct kernel *kernel)
{
    static char memory[TEXT_MAX + 2 * WORD_BYTES];
    char *text = memory + random_below(random, WORD_BYTES);
    struct word_marks words[WORDS + 1];
    uint64_t odd[WORDS / 64 + 2] = {0};
    struct marked marked = {.words = words, .odd = odd};
    struct structure structure;
    struct naive naive;
    size_t len = make_text(random, text), cut = random_below(random, len + 1);
    char whole[TEXT_MAX];
    memcpy(whole, text, len);
    find_naively(&naive, text, len, ',');
    structure_begin(&structure, kernel, ',');
    structure_mark(&structure, text, cut, &marked);
    memcpy(text + cut, whole + cut, len - cut); /* as if it came only now */
    structure_mark(&structure, text, len, &marked);
    check_marks(&marked, &naive, len);
    size_t from = random_below(random, len + 1);
    check_list(kernel, &marked, &naive, from, from + random_below(random, len - from + 1));
}

static void structure_is_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        struct random random = {i};
        for (int n = 0; n < 4000; n++) check_text(&random, kernel_for(sets[i]));
    }
}

/* ---- figures ---- */

/* What a figure is at a scale: -1 where read_figures must not read it. */
static int64_t figure_naively(const char *text, size_t len, unsigned scale)
{
    int64_t value = 0;
    size_t places = 0, marks = 0;
    for (size_t i = 0; i < len; i++) {
        if (text[i] == '.' && i && i + 1 < len && !marks++) continue;
        if (text[i] < '0' || text[i] > '9') return -1;
        value = value * 10 + (text[i] - '0');
        places += marks;
    }
    if (places > scale) return -1;
    for (; places < scale; places++) value *= 10;
    return value;
}

static uint64_t word_of(const char *text, size_t len)
{
    uint64_t word = 0;
    for (size_t i = 0; i < 8; i++)
        word |= (uint64_t)(unsigned char)(i < 8 - len ? '0' : text[i + len - 8]) << 8 * i;
    return word;
}

static void check_figures(struct random *random, const struct kernel *kernel)
{
    enum { COUNT = 16 };
    static const char alphabet[] = "01234567890123456789..-/ :,";
    uint64_t words[COUNT];
    int64_t expected[COUNT], least = INT64_MAX, most = INT64_MIN;
    uint16_t hard[COUNT];
    unsigned scale = (unsigned)random_below(random, 10);
    int64_t lowest = random_below(random, 3) ? 0 : 12,
            highest = random_below(random, 3) ? INT64_MAX : 5000;
    for (size_t i = 0; i < COUNT; i++) {
        char text[8] = "";
        size_t len = 1 + random_below(random, 8), letters = random_below(random, 2) ? 22 : 27;
        for (size_t k = 0; k < len; k++) text[k] = alphabet[random_below(random, letters)];
        text[0] = (char)('0' + random_below(random, 10));
        words[i] = word_of(text, len);
        expected[i] = figure_naively(text, len, scale);
        if (expected[i] < lowest || expected[i] > highest) expected[i] = -1;
        if (expected[i] < 0) continue;
        if (expected[i] < least) least = expected[i];
        if (expected[i] > most) most = expected[i];
    }
    struct figure_words figures = {.words = words,
                                   .count = COUNT,
                                   .mark = UINT64_C(0x0101010101010101) * '.',
                                   .scale = scale,
                                   .least_allowed = lowest,
                                   .most_allowed = highest,
                                   .least = INT64_MAX,
                                   .most = INT64_MIN,
                                   .hard = hard};
    kernel->read_figures(&figures);
    size_t hard_count = 0;
    for (size_t i = 0; i < COUNT; i++) {
        assert_int_equal(words[i], expected[i] < 0 ? 0 : expected[i]);
        if (expected[i] < 0) assert_int_equal(hard[hard_count++], i);
    }
    assert_int_equal(figures.hard_count, hard_count);
    assert_true(figures.least == least && figures.most == most);
}

static void figures_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        struct random random = {i};
        for (int n = 0; n < 20000; n++) check_figures(&random, kernel_for(sets[i]));
    }
}

static void the_best_is_taken(void **state)
{
    (void)state;
    assert_ptr_equal(kernel_for(SCAN_BEST), kernel_for((enum scan_instructions)99));
    assert_ptr_not_equal(kernel_for(SCAN_PORTABLE), NULL);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(structure_is_found),
    cmocka_unit_test(figures_are_read),
    cmocka_unit_test(the_best_is_taken),
};

int main(void)
{
    return cmocka_run_group_tests(tests, NULL, NULL);
}
