/* UTF-8: is it valid, what does it hold, its normal form, how wide it is on a terminal. */
#ifndef POL_BASE_UTF8_H
#define POL_BASE_UTF8_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

/* U+FFFD, shown where bytes are no character. */
#define UTF8_REPLACEMENT STR("\xef\xbf\xbd")

/* How many bytes of ASCII `s` begins with. */
size_t utf8_ascii_prefix(struct str s);
bool utf8_is_ascii(struct str s);

/* Whether all of it is UTF-8: no surrogates, no overlong forms, nothing above U+10FFFF. NUL is a
 * character like any other. */
bool utf8_valid(struct str s);

/* The first code point and how many bytes it takes (1..4); 0 when `s` is empty or begins with bytes
 * that are no character. */
size_t utf8_decode(struct str s, uint32_t *code_point);

/* Writes a code point (no surrogate) and answers how many bytes it took. */
size_t utf8_encode(uint32_t code_point, char bytes[4]);

/* The normal form C of `s`: `s` itself, not a copy, when it is that already (ASCII and most western
 * text is seen to be at once and takes no memory). A text that is not UTF-8, or in which more than
 * UTF8_MARKS_MAX combining marks stand in a row, is given back as it is. */
struct str utf8_nfc(struct arena *arena, struct str s);
enum { UTF8_MARKS_MAX = 64 };

/* Whether it is in normal form C; `scratch` may be used to find out. */
bool utf8_is_nfc(struct arena *scratch, struct str s);

/* The normal form C with upper and lower case made the same, to compare by. */
struct str utf8_fold(struct arena *arena, struct str s);

/* The code point in lower case, or itself. */
uint32_t utf8_lower(uint32_t code_point);

/* The code point in upper case, or itself. */
uint32_t utf8_upper(uint32_t code_point);

/* Whether a word of any language may hold it: a letter, a mark on one, a digit. */
bool utf8_is_word(uint32_t code_point);

/* Whether a name of the language may begin with it, save `_`: a letter of any script. */
bool utf8_is_letter(uint32_t code_point);
/* Whether it would be invisible or spoil the line when printed: controls, marks of direction, line
 * separators, code points that mean nothing. */
bool utf8_is_unprintable(uint32_t code_point);

/* The columns it takes on a terminal; each byte that is no character counts as one. */
size_t utf8_width(struct str s);

#endif
