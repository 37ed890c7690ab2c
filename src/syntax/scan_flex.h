/* What scan.c and flex's output ask of each other: the scanner's functions, and memory out of its
 * slab. */
#ifndef POL_SYNTAX_SCAN_FLEX_H
#define POL_SYNTAX_SCAN_FLEX_H

#include <stddef.h>

#include "pol.tab.h"

struct scan;
struct yy_buffer_state;

/* What flex's output gives. */
int pol_yylex(POL_YYSTYPE *value, struct span *span, void *flex);
int pol_yylex_init_extra(struct scan *scan, void **flex);
struct scan *pol_yyget_extra(void *flex);
struct yy_buffer_state *pol_yy_scan_buffer(char *text, size_t size, void *flex);

/* … and what it is given. */
void *pol_yyalloc(size_t size, void *flex);
void *pol_yyrealloc(void *memory, size_t size, void *flex);
void pol_yyfree(void *memory, void *flex);

#endif
