/* What flex's output needs from scan.c: memory out of the scanner's slab. */
#ifndef POL_SYNTAX_SCAN_FLEX_H
#define POL_SYNTAX_SCAN_FLEX_H

#include <stddef.h>

void *pol_yyalloc(size_t size, void *flex);
void *pol_yyrealloc(void *memory, size_t size, void *flex);
void pol_yyfree(void *memory, void *flex);

#endif
