/* The few things C11 does not say: attributes and 128-bit integers. Everything that only some
 * compilers know stands here and nowhere else. */
#ifndef POL_BASE_COMPILER_H
#define POL_BASE_COMPILER_H

#include <stdint.h>

#if !defined(__GNUC__)
#error "pol needs gcc or clang: it uses their 128-bit integers and overflow checks"
#endif

__extension__ typedef __int128 i128;
__extension__ typedef unsigned __int128 u128;

#define I128_MAX ((i128)(((u128)1 << 127) - 1))
#define I128_MIN (-I128_MAX - 1)

/* Four 64-bit integers, calculated with at once; and the same 32 bytes seen as smaller ones. */
typedef uint64_t u64x4 __attribute__((vector_size(32)));
typedef int64_t i64x4 __attribute__((vector_size(32)));
typedef uint32_t u32x8 __attribute__((vector_size(32)));
typedef uint16_t u16x16 __attribute__((vector_size(32)));

/* The format string is argument `text`, its values begin at argument `first`. */
#define POL_PRINTF(text, first) __attribute__((format(printf, text, first)))
/* What it gives is a format with the conversions of its argument `text`. */
#define POL_FORMAT_ARG(text) __attribute__((format_arg(text)))
#define POL_NORETURN         __attribute__((noreturn))
#define POL_MALLOC           __attribute__((malloc, returns_nonnull))
#define POL_UNUSED           __attribute__((unused))

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

#endif
