/* Grows stories: part by part while they are told, and with rows when those were found. */
#include "judge/story.h"

#include "judge/judge.h"

struct story *story_add(struct arena *arena, struct story *under, enum story_kind kind)
{
    struct story *story = ARENA_NEW(arena, struct story);
    *story =
        (struct story){.kind = kind, .truth = STORY_NO_TRUTH, .location = location_of(SPAN_NONE)};
    if (!under) return story;
    if (under->last)
        under->last->next = story;
    else
        under->parts = story;
    under->last = story;
    return story;
}

static void take_rows(struct arena *arena, struct story *story, const struct row_wish *wish)
{
    for (size_t i = 0; i < wish->count; i++) {
        struct story *row = story_add(arena, story, STORY_ROW);
        row->text = wish->rows[i].text;
        row->location = wish->rows[i].location;
        if (wish->rows[i].left_out) row->truth = -1;
    }
    if (wish->all > wish->count)
        story_add(arena, story, STORY_MORE)->text =
            str_printf(arena, "and %llu more", (unsigned long long)(wish->all - wish->count));
}

void judge_take_rows(struct arena *arena, const struct story_request *request, struct story *story)
{
    if (story->wish) take_rows(arena, story, &request->wishes[story->wish - 1]);
    for (struct story *part = story->parts; part; part = part->next)
        judge_take_rows(arena, request, part);
}
