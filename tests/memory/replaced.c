/* The whole process allocates through this, the C library's own calls (opendir, realpath, iconv,
 * qsort) too. Blocks are counted, so that one that is not freed shows. */
#include <errno.h>
#include <stdatomic.h>

#include "failing.h"

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);
void *__libc_memalign(size_t alignment, size_t size);
void __libc_free(void *block);

void *malloc(size_t size);
void *calloc(size_t count, size_t size);
void *realloc(void *block, size_t size);
void *memalign(size_t alignment, size_t size);
void *aligned_alloc(size_t alignment, size_t size);
int posix_memalign(void **block, size_t alignment, size_t size);
void free(void *block);

static atomic_size_t live;

static void *counted(void *block)
{
    if (block)
        live++;
    else
        errno = ENOMEM;
    return block;
}

void *malloc(size_t size)
{
    return counted(failing_now() ? NULL : __libc_malloc(size));
}

void *calloc(size_t count, size_t size)
{
    return counted(failing_now() ? NULL : __libc_calloc(count, size));
}

void *realloc(void *block, size_t size)
{
    if (!block) return malloc(size);
    if (failing_now()) {
        errno = ENOMEM;
        return NULL;
    }
    return __libc_realloc(block, size);
}

void *memalign(size_t alignment, size_t size)
{
    return counted(failing_now() ? NULL : __libc_memalign(alignment, size));
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return memalign(alignment, size);
}

int posix_memalign(void **block, size_t alignment, size_t size)
{
    *block = memalign(alignment, size);
    return *block ? 0 : ENOMEM;
}

void free(void *block)
{
    if (block) live--;
    __libc_free(block);
}

size_t failing_live(void)
{
    return live;
}
