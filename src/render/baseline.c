/* The findings to live with, as a baseline. */
#include <stdlib.h>

#include "render/report.h"

static int compare_places(const void *left, const void *right)
{
    const struct finding *a = *(struct finding *const *)left, *b = *(struct finding *const *)right;
    if (a->code != b->code) return a->code < b->code ? -1 : 1;
    return str_compare(a->declaration, b->declaration);
}

/* What the source itself allows is allowed there; what can't be allowed is not lived with. */
static bool is_lived_with(const struct finding *finding)
{
    bool in_source = finding->suppression && finding->suppression->kind == SUPPRESSED_IN_SOURCE;
    return !in_source && !finding_is_fixed(finding->code);
}

void render_baseline(struct buf *out, const struct report *report)
{
    struct finding **all = ARENA_ARRAY(report->arena, struct finding *,
                                       report->finding_count + report->suppressed_count + 1);
    size_t count = 0;
    for (size_t i = 0; i < report->finding_count; i++)
        if (is_lived_with(report->findings[i])) all[count++] = report->findings[i];
    for (size_t i = 0; i < report->suppressed_count; i++)
        if (is_lived_with(report->suppressed[i])) all[count++] = report->suppressed[i];
    qsort(all, count, sizeof *all, compare_places);
    buf_printf(out, "%s\n", BASELINE_HEAD);
    for (size_t i = 0; i < count;) {
        size_t next = i;
        while (next < count && compare_places(&all[i], &all[next]) == 0) next++;
        struct str declaration = all[i]->declaration.len ? all[i]->declaration : STR("-");
        buf_printf(out, "%.*s %.*s %zu\n", STR_ARG(finding_kind(all[i]->code)->code),
                   STR_ARG(declaration), next - i);
        i = next;
    }
}
