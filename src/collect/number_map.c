/* A map from numbers to numbers, open addressed. */
#include "collect/number_map.h"

void number_map_init(struct number_map *map, struct arena *arena)
{
    static const struct recent_number none[NUMBERS_RECENT];
    *map = (struct number_map){.arena = arena, .recent = none};
}

static size_t find_slot(const struct number_map *map, uint64_t key)
{
    size_t slot = number_hash(key) & (map->slot_count - 1);
    while (map->slots[slot] && map->keys[map->slots[slot] - 1] != key)
        slot = (slot + 1) & (map->slot_count - 1);
    return slot;
}

static void make_slots(struct number_map *map)
{
    map->slot_count = map->slot_count ? map->slot_count * 2 : 64;
    map->slots = ARENA_ARRAY(map->arena, uint32_t, map->slot_count);
    for (size_t i = 0; i < map->count; i++)
        map->slots[find_slot(map, map->keys[i])] = (uint32_t)i + 1;
}

uint32_t number_map_look_up(struct number_map *map, uint64_t key)
{
    if (map->count * 2 >= map->slot_count) make_slots(map);
    size_t slot = find_slot(map, key);
    if (!map->slots[slot]) {
        if (map->count >= UINT32_MAX - 1) arena_out_of_memory(map->arena);
        ARENA_GROW(map->arena, map->keys, map->count, map->capacity);
        map->keys[map->count++] = key;
        map->slots[slot] = (uint32_t)map->count;
    }
    if (!map->own_recent)
        map->recent = map->own_recent =
            ARENA_ARRAY(map->arena, struct recent_number, NUMBERS_RECENT);
    map->own_recent[number_hash(key) % NUMBERS_RECENT] =
        (struct recent_number){key, map->slots[slot]};
    return map->slots[slot] - 1;
}
