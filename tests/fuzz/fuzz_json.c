/* Fuzzes the readers of JSON Lines and of lists of JSON objects: those that begin as such. */
#include "table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < HEAD + 1 || (data[HEAD] != '{' && data[HEAD] != '[')) return 0;
    table_fuzz(data, size, STR("fuzz.json"));
    return 0;
}
