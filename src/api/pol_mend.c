/* Mending: the edits of findings put into their files. */
#include <stdlib.h>

#include "api/context.h"

/* The edits of one finding: they are taken together or not at all. */
struct proposal {
    struct span span; /* from the first edit to the last */
    const struct edit *edits;
};

static bool may_take(const struct finding *finding, bool unsafe)
{
    if (!finding->edits) return false;
    for (const struct edit *e = finding->edits; e; e = e->next)
        if (!e->safe && !unsafe) return false;
    return true;
}

static struct proposal proposal_of(const struct finding *finding)
{
    struct proposal p = {.span = finding->edits->span, .edits = finding->edits};
    for (const struct edit *e = finding->edits; e; e = e->next) {
        if (e->span.start < p.span.start) p.span.start = e->span.start;
        if (e->span.end > p.span.end) p.span.end = e->span.end;
    }
    return p;
}

static int compare_proposals(const void *left, const void *right)
{
    const struct proposal *a = left, *b = right;
    if (a->span.start != b->span.start) return a->span.start < b->span.start ? -1 : 1;
    return (a->span.end > b->span.end) - (a->span.end < b->span.end);
}

static int compare_edits(const void *left, const void *right)
{
    const struct edit *a = *(const struct edit *const *)left;
    const struct edit *b = *(const struct edit *const *)right;
    return (a->span.start > b->span.start) - (a->span.start < b->span.start);
}

/* The text of a source after some edits, which are in order and don't touch each other. */
static struct pol_mended mend(struct pol *pol, const struct source *source,
                              const struct edit *const *edits, size_t count)
{
    struct buf after = buf_in(&pol->arena);
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        size_t from = edits[i]->span.start - source->base;
        buf_add(&after, (struct str){source->text.p + at, from - at});
        buf_add(&after, edits[i]->text);
        at = edits[i]->span.end - source->base;
    }
    buf_add(&after, (struct str){source->text.p + at, source->text.len - at});
    return (struct pol_mended){
        .path = str_to_cstr(&pol->arena, source->path),
        .before = source->text.p,
        .before_size = source->text.len,
        .after = buf_cstr(&after),
        .after_size = after.len,
        .edits = count,
    };
}

/* The proposals that are taken, as edits in order. */
static size_t choose_edits(struct pol *pol, bool unsafe, const struct edit ***chosen)
{
    struct proposal *proposals = ARENA_ARRAY(&pol->arena, struct proposal, pol->sorted_count + 1);
    size_t count = 0, edits = 0, capacity = 0;
    for (size_t i = 0; i < pol->sorted_count; i++)
        if (may_take(pol->sorted[i], unsafe)) proposals[count++] = proposal_of(pol->sorted[i]);
    qsort(proposals, count, sizeof *proposals, compare_proposals);
    uint32_t free_from = 0;
    *chosen = NULL;
    for (size_t i = 0; i < count; i++) {
        if (proposals[i].span.start < free_from) continue;
        free_from = proposals[i].span.end + (proposals[i].span.end == proposals[i].span.start);
        for (const struct edit *e = proposals[i].edits; e; e = e->next) {
            ARENA_GROW(&pol->arena, *chosen, edits, capacity);
            (*chosen)[edits++] = e;
        }
    }
    if (edits) qsort(*chosen, edits, sizeof **chosen, compare_edits);
    return edits;
}

enum pol_status pol_mend(struct pol *pol, bool unsafe, const struct pol_mended **files,
                         size_t *count)
{
    GUARDED(pol);
    sort_findings(pol);
    const struct edit **edits;
    size_t edit_count = choose_edits(pol, unsafe, &edits);
    struct pol_mended *mended = ARENA_ARRAY(&pol->arena, struct pol_mended, edit_count + 1);
    *count = 0;
    for (size_t i = 0; i < edit_count;) {
        const struct source *source = sources_at(&pol->sources, edits[i]->span.start);
        size_t next = i;
        while (next < edit_count && sources_at(&pol->sources, edits[next]->span.start) == source)
            next++;
        mended[(*count)++] = mend(pol, source, edits + i, next - i);
        i = next;
    }
    *files = mended;
    return POL_OK;
}
