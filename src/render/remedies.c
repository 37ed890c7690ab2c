/* The shortest list: of what lacks only that on which the verdict hangs (judge/evaluate.h, `waits`), and
 * once, also where several conditions wait for it. */
#include "render/remedies.h"

#include "base/atom.h"
#include "render/figures.h"

struct list {
    struct arena *arena;
    struct atoms seen;
    struct str *items;
    size_t count, capacity;
};

static void add(struct list *list, struct str text)
{
    size_t known = list->seen.count;
    if (atoms_intern(&list->seen, text) < known) return;
    ARENA_GROW(list->arena, list->items, list->count, list->capacity);
    list->items[list->count++] = text;
}

struct str remedy_of_value(struct arena *arena, struct str text, const struct result_value *value)
{
    const struct result_reason *reason = &value->reason;
    struct str remedy = reason_remedy(reason->reason);
    if (reason->text.len)
        return str_printf(arena, "%.*s: %.*s (now: %.*s)", STR_ARG(text), STR_ARG(remedy),
                          STR_ARG(reason->text));
    return str_printf(arena, "%.*s: %.*s", STR_ARG(text), STR_ARG(remedy));
}

/* "more.low" and "more.high" lack what `more` lacks. */
static struct str without_field(struct str text)
{
    for (size_t i = text.len; i > 1; i--) {
        char c = text.p[i - 1];
        if (c == '.') return (struct str){text.p, i - 1};
        if (!((c >= 'a' && c <= 'z') || c == '_')) break;
    }
    return text;
}

static void add_value(struct list *list, const struct result_entry *entry)
{
    add(list, remedy_of_value(list->arena, without_field(entry->text), &entry->value));
}

/* A need that is not met says by how much, or what is not known. */
static void add_need(struct list *list, const struct result_condition *need)
{
    bool missing = false;
    for (size_t i = 0; i < need->reason_count; i++) add_value(list, &need->reasons[i]);
    for (size_t i = 0; i < need->value_count; i++)
        missing |= need->values[i].value.kind == RESULT_MISSING;
    if (missing) return;
    struct buf text = buf_in(list->arena);
    buf_printf(&text, "that the need %.*s is met", STR_ARG(need->text));
    for (size_t i = 0; i < need->value_count; i++) {
        buf_printf(&text, "%s%.*s is ", i ? ", " : " (now: ", STR_ARG(need->values[i].text));
        figures_add(&text, &need->values[i].value);
    }
    if (need->value_count) buf_add_char(&text, ')');
    add(list, buf_str(&text));
}

static void add_awaited(struct list *list, const struct result_condition *condition)
{
    for (size_t i = 0; i < condition->awaited_count; i++) add_value(list, &condition->awaited[i]);
}

/* What makes a verdict unknown after its conditions have been looked at. */
static bool is_gate(enum reason reason)
{
    return reason == REASON_NO_EFFECTIVENESS || reason == REASON_METHOD_WEAK ||
           reason == REASON_NO_COSTS;
}

size_t remedies_of_rule(struct arena *arena, const struct result_rule *rule,
                        const struct str **remedies)
{
    struct list list = {.arena = arena};
    atoms_init(&list.seen, arena);
    *remedies = NULL;
    if (!str_equal(rule->standing, STR("unknown"))) return 0;
    for (size_t i = 0; i < rule->because_count; i++) {
        const struct result_condition *condition = &rule->because[i];
        if (condition->role == ROLE_NEEDS && condition->truth == 0 && !condition->not_tested)
            add_need(&list, condition);
        if (condition->truth < 0) add_awaited(&list, condition);
    }
    enum reason reason;
    if (reason_from_code(rule->reason, &reason) && (!list.count || is_gate(reason)) &&
        reason != REASON_NEED)
        add(&list, reason_remedy(reason));
    if (!list.count && rule->by_own_word)
        add(&list, STR("figures under which one of the rule's other conditions holds"));
    *remedies = list.items;
    return list.count;
}
