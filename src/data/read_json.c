/* Reads JSON: one list of objects. */
#include "data/json_table.h"
#include "data/json_text.h"

bool read_json_fits(struct str head);
bool read_json_open(struct reader *reader);
enum read_status read_json_fill(struct reader *reader, size_t *rows);

bool read_json_fits(struct str head)
{
    struct json_text json = json_text(head);
    if (json_peek(&json) != '[') return false;
    json.p++;
    char c = json_peek(&json);
    return c == '{' || c == ']';
}

bool read_json_open(struct reader *reader)
{
    return json_table_open(reader, json_elements());
}

enum read_status read_json_fill(struct reader *reader, size_t *rows)
{
    return json_table_fill(reader, rows);
}
