/* Reads JSON Lines: an object on each line. */
#include "data/json_table.h"
#include "data/json_text.h"
#include "data/portions.h"

bool read_jsonl_fits(struct str head);
bool read_jsonl_open(struct reader *reader);
enum read_status read_jsonl_fill(struct reader *reader, size_t *rows);

bool read_jsonl_fits(struct str head)
{
    struct json_text json = json_text(head);
    if (json_peek(&json) != '{') return false;
    json.p++;
    char c = json_peek(&json);
    return c == '"' || c == '}';
}

bool read_jsonl_open(struct reader *reader)
{
    if (!json_table_open(reader, json_lines())) return false;
    reader->scan = scan_jsonl;
    return true;
}

enum read_status read_jsonl_fill(struct reader *reader, size_t *rows)
{
    return json_table_fill(reader, rows);
}
