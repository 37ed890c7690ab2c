/* Tells the rows whose fields can't be trusted to be in their columns. */
#include "data/row_check.h"

/* Whether anything stands in the fields that the header has no name for. */
static bool is_too_long(const struct row_check *check, struct arena *scratch,
                        const struct scanner *scanner, const char *record)
{
    bool broken;
    for (size_t i = check->width; i < scanner->count; i++) {
        struct str bytes = scanner_field(scanner, record, i);
        if (field_text(scratch, bytes, &broken).len || broken) return true;
    }
    return false;
}

bool row_check_spoilt(struct row_check *check, struct arena *arena, struct arena *scratch,
                      const struct scanner *scanner, struct str record)
{
    struct complaint *complaint = NULL;
    if (scanner->torn)
        complaint = &check->torn_rows;
    else if (scanner->count > check->width && is_too_long(check, scratch, scanner, record.p))
        complaint = &check->long_rows;
    else if (scanner->count < check->needed)
        complaint = &check->short_rows;
    if (!complaint) return false;
    complaint_add(complaint, arena, PROBLEM_QUOTE, 0, scanner->line, str_trim(record));
    return true;
}

void row_check_merge(struct row_check *check, struct arena *arena, struct row_check *other)
{
    complaint_merge(&check->long_rows, arena, &other->long_rows);
    complaint_merge(&check->short_rows, arena, &other->short_rows);
    complaint_merge(&check->torn_rows, arena, &other->torn_rows);
}
