/* Counters by value and cell. */
#include "collect/ranks.h"

#include <string.h>

enum { COUNTERS_LARGEST = 1 << 20 }; /* 4 MB */

void ranks_begin(struct ranks *ranks, struct arena *arena)
{
    *ranks = (struct ranks){.arena = arena};
}

bool ranks_make_room(struct ranks *ranks, size_t cells, int64_t least, int64_t most)
{
    if (least > most) return true;
    bool empty = !ranks->width;
    int64_t end = ranks->least + (int64_t)ranks->width;
    if (!empty && cells <= ranks->cells && least >= ranks->least && most < end) return true;
    if (!empty && ranks->least < least) least = ranks->least;
    if (!empty && end - 1 > most) most = end - 1;
    uint64_t width = (uint64_t)most - (uint64_t)least + 1;
    size_t wanted = ranks->cells ? ranks->cells : 4;
    while (wanted < cells) wanted *= 2;
    if (!width || width > COUNTERS_LARGEST || wanted > COUNTERS_LARGEST / width) return false;
    if (!empty && width > ranks->width && width + width / 4 <= COUNTERS_LARGEST / wanted)
        width += width / 4; /* they mostly go on growing a little */
    struct ranks larger = {.arena = ranks->arena, .cells = wanted, .width = width, .least = least};
    larger.counts = ARENA_ARRAY(ranks->arena, uint32_t, wanted * width);
    for (size_t cell = 0; cell < ranks->cells; cell++)
        memcpy(larger.counts + cell * width + (ranks->least - least),
               ranks->counts + cell * ranks->width, ranks->width * sizeof *ranks->counts);
    *ranks = larger;
    return true;
}

bool ranks_rescale(struct ranks *ranks, int64_t factor)
{
    struct ranks larger = {.arena = ranks->arena};
    if (!ranks->width) return true;
    if (factor > COUNTERS_LARGEST || (uint64_t)factor * ranks->width > COUNTERS_LARGEST)
        return false;
    int64_t most = ranks->least + (int64_t)ranks->width - 1;
    if (!ranks_make_room(&larger, ranks->cells, ranks->least * factor, most * factor)) return false;
    for (size_t cell = 0; cell < ranks->cells; cell++)
        for (size_t i = 0; i < ranks->width; i++)
            larger.counts[cell * larger.width + i * (size_t)factor] =
                ranks->counts[cell * ranks->width + i];
    *ranks = larger;
    return true;
}
