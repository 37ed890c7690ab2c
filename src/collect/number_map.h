/* Numbers of 64 bits to small ones, given in the order of arrival: 0, 1, 2 … */
#ifndef POL_COLLECT_NUMBER_MAP_H
#define POL_COLLECT_NUMBER_MAP_H

#include <stdint.h>

#include "base/arena.h"

enum { NUMBERS_RECENT = 1024 };

struct recent_number {
    uint64_t key;
    uint32_t number; /* + 1; 0: empty */
};

struct number_map {
    struct arena *arena;
    uint64_t *keys; /* by number */
    size_t count, capacity;
    uint32_t *slots; /* 0: free, else number + 1 */
    size_t slot_count;
    const struct recent_number *recent; /* those met last: mostly the next is one of them */
    struct recent_number *own_recent;   /* the same, once there is one */
};

void number_map_init(struct number_map *map, struct arena *arena);

/* As number_map_take, for one that was not met lately. */
uint32_t number_map_look_up(struct number_map *map, uint64_t key);

/* Spreads what differs in any bit; the same in every run. */
static inline uint64_t number_hash(uint64_t key)
{
    key *= 0x9E3779B97F4A7C15u;
    return key ^ key >> 32;
}

/* The number of a key; one not seen before gets the next. */
static inline uint32_t number_map_take(struct number_map *map, uint64_t key)
{
    size_t place = number_hash(key) % NUMBERS_RECENT;
    if (map->recent[place].key == key && map->recent[place].number)
        return map->recent[place].number - 1;
    return number_map_look_up(map, key);
}

#endif
