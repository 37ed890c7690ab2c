/* The practical limit of reading a CSV file: finds every separator and line end outside quotes, and
 * nothing else. What a program that evaluates the file takes is measured against it.
 *
 *   limit THREADS FILE */
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum { PAGE = 4096, BLOCK = 256 * 1024, THREADS_MAX = 64, FOUND_MAX = 8192 };

/* Where in 64 bytes what stands: a bit a byte. */
struct marks {
    uint64_t lines, commas, quotes;
};

/* A part of the file. Whether it begins within quotes is known only when all before it is read, so the
 * lines are counted for both cases. */
struct part {
    int descriptor;
    off_t from, to;
    uint64_t lines[2], quotes, sum;
    void (*scan)(struct part *part, const unsigned char *bytes, size_t count);
    int failed;
};

static void note(struct part *part, const struct marks *marks, uint64_t within, size_t at,
                 uint32_t *found, size_t *count)
{
    uint64_t separators = (marks->lines | marks->commas) & ~within;
    part->lines[0] += (uint64_t)__builtin_popcountll(marks->lines & ~within);
    part->lines[1] += (uint64_t)__builtin_popcountll(marks->lines & within);
    for (; separators; separators &= separators - 1)
        found[(*count)++] = (uint32_t)at + (uint32_t)__builtin_ctzll(separators);
    if (*count < FOUND_MAX) return;
    part->sum += found[*count / 2];
    *count = 0;
}

static uint64_t prefix_xor(uint64_t bits)
{
    for (unsigned i = 1; i < 64; i *= 2) bits ^= bits << i;
    return bits;
}

static void scan_plain(struct part *part, const unsigned char *bytes, size_t count)
{
    uint32_t found[FOUND_MAX + 64];
    size_t n = 0;
    for (size_t i = 0; i < count; i += 64) {
        struct marks marks = {0, 0, 0};
        for (size_t k = 0; k < 64 && i + k < count; k++) {
            marks.lines |= (uint64_t)(bytes[i + k] == '\n') << k;
            marks.commas |= (uint64_t)(bytes[i + k] == ',') << k;
            marks.quotes |= (uint64_t)(bytes[i + k] == '"') << k;
        }
        uint64_t within = prefix_xor(marks.quotes) ^ part->quotes;
        part->quotes = (uint64_t)0 - (within >> 63);
        note(part, &marks, within, i, found, &n);
    }
}

#if defined(__x86_64__)
#define FAST __attribute__((target("avx2,pclmul,bmi,popcnt")))

FAST static uint64_t equal(__m256i low, __m256i high, char c)
{
    __m256i wanted = _mm256_set1_epi8(c);
    uint32_t a = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, wanted));
    uint32_t b = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, wanted));
    return a | (uint64_t)b << 32;
}

/* Where the eight next set bits of a word are, to the end of a list; of fewer, what follows is of no use
 * and is written over. */
FAST static inline uint64_t list_eight(uint64_t bits, uint32_t at, uint32_t *to)
{
#pragma GCC unroll 8
    for (unsigned i = 0; i < 8; i++) {
        to[i] = at + (uint32_t)__builtin_ctzll(bits | (uint64_t)1 << 63);
        bits &= bits - 1;
    }
    return bits;
}

/* The blocks of a file are whole, but for the last one. What is counted stays in registers: the part is
 * written when the block is done. */
FAST static void scan_avx2(struct part *part, const unsigned char *bytes, size_t count)
{
    uint32_t found[FOUND_MAX + 64];
    size_t n = 0, whole = count & ~(size_t)63;
    uint64_t quotes = part->quotes, lines[2] = {0, 0}, sum = 0;
    for (size_t i = 0; i < whole; i += 64) {
        __m256i low = _mm256_loadu_si256((const void *)(bytes + i));
        __m256i high = _mm256_loadu_si256((const void *)(bytes + i + 32));
        struct marks marks = {equal(low, high, '\n'), equal(low, high, ','), equal(low, high, '"')};
        __m128i odd = _mm_clmulepi64_si128(_mm_set_epi64x(0, (long long)marks.quotes),
                                           _mm_set1_epi8((char)0xff), 0);
        uint64_t within = (uint64_t)_mm_cvtsi128_si64(odd) ^ quotes;
        quotes = (uint64_t)0 - (within >> 63);
        lines[0] += (uint64_t)__builtin_popcountll(marks.lines & ~within);
        lines[1] += (uint64_t)__builtin_popcountll(marks.lines & within);
        uint64_t separators = (marks.lines | marks.commas) & ~within;
        size_t separator_count = (size_t)__builtin_popcountll(separators);
        separators = list_eight(separators, (uint32_t)i, found + n);
        for (size_t k = 8; __builtin_expect(k < separator_count, 0); k += 8)
            separators = list_eight(separators, (uint32_t)i, found + n + k);
        n += separator_count;
        if (n < FOUND_MAX - 64) continue;
        sum += found[n / 2];
        n = 0;
    }
    part->quotes = quotes;
    part->lines[0] += lines[0], part->lines[1] += lines[1];
    part->sum += sum;
    if (whole < count) scan_plain(part, bytes + whole, count - whole);
}
#endif

static void *run(void *context)
{
    struct part *part = context;
    /* The kernel copies several times as fast to the border of a page. */
    unsigned char *block = aligned_alloc(PAGE, BLOCK);
    for (off_t at = part->from; block && at < part->to;) {
        size_t wanted = part->to - at < BLOCK ? (size_t)(part->to - at) : BLOCK;
        ssize_t got = pread(part->descriptor, block, wanted, at);
        if (got <= 0) break;
        part->scan(part, block, (size_t)got);
        at += got;
        if (at == part->to) part->failed = 0;
    }
    free(block);
    return NULL;
}

int main(int argc, char **argv)
{
    static struct part parts[THREADS_MAX];
    pthread_t threads[THREADS_MAX];
    struct stat about;
    size_t count = argc > 1 ? strtoul(argv[1], NULL, 10) : 0;
    int descriptor = argc > 2 ? open(argv[2], O_RDONLY) : -1;
    if (!count || count > THREADS_MAX || descriptor < 0 || fstat(descriptor, &about) != 0) {
        fputs("usage: limit THREADS FILE\n", stderr);
        return 2;
    }
    off_t piece = about.st_size / (off_t)count / BLOCK * BLOCK;
    for (size_t i = 0; i < count; i++) {
        parts[i] = (struct part){.descriptor = descriptor, .scan = scan_plain, .failed = 1};
#if defined(__x86_64__)
        if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("pclmul"))
            parts[i].scan = scan_avx2;
#endif
        parts[i].from = (off_t)i * piece;
        parts[i].to = i + 1 == count ? about.st_size : (off_t)(i + 1) * piece;
        if (parts[i].from == parts[i].to) parts[i].failed = 0;
        if (i && pthread_create(&threads[i], NULL, run, &parts[i]) != 0) return 2;
    }
    run(&parts[0]);
    uint64_t lines = 0, within = 0, sum = 0;
    int failed = 0;
    for (size_t i = 0; i < count; i++) {
        if (i) pthread_join(threads[i], NULL);
        lines += parts[i].lines[within];
        within ^= parts[i].quotes & 1;
        sum += parts[i].sum;
        failed |= parts[i].failed;
    }
    printf("%llu lines %llu\n", (unsigned long long)lines, (unsigned long long)sum);
    return failed;
}
