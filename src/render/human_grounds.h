/* For people: what verdicts rest on. Estimates, tests, the evidence scale. */
#ifndef POL_RENDER_HUMAN_GROUNDS_H
#define POL_RENDER_HUMAN_GROUNDS_H

#include "render/page.h"
#include "render/report.h"

/* A line for each estimate of a rule. */
void grounds_add_estimates(struct page *page, struct arena *arena, const struct result_rule *rule,
                           size_t indent);
/* What was found along the chain, where a contribution was asked for. */
void grounds_add_contribution(struct page *page, struct arena *arena,
                              const struct result_rule *rule, size_t indent);
/* Each link with its rung on the effect ladder, and the scale of evidence. */
void grounds_add_links(struct page *page, struct arena *arena, const struct result *result);
/* All tests with what is left of them for their number, where there are two or more. */
void grounds_add_tests(struct page *page, struct arena *arena, const struct result *result);
#endif
