/* Fuzzes the reader of delimited files. */
#include "table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    table_fuzz(data, size, STR("fuzz.csv"));
    return 0;
}
