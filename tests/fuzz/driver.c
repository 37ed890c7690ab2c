/* Replays files, or all files of folders, through a fuzz target under any compiler. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { PATH_LENGTH_MAX = 4096 };

static int replay_file(const char *path, size_t size, unsigned *count)
{
    FILE *file = fopen(path, "rb");
    uint8_t *data = malloc(size ? size : 1);
    size_t got = file && data ? fread(data, 1, size, file) : 0;
    int failed = !file || !data || got != size;
    if (failed)
        fprintf(stderr, "%s: can't be read\n", path);
    else
        LLVMFuzzerTestOneInput(data, size);
    if (file) fclose(file);
    free(data);
    ++*count;
    return failed;
}

static int replay(const char *path, unsigned *count)
{
    struct stat status;
    if (stat(path, &status) != 0) {
        fprintf(stderr, "%s: not there\n", path);
        return 1;
    }
    if (!S_ISDIR(status.st_mode)) return replay_file(path, (size_t)status.st_size, count);
    struct dirent **entries;
    int failed = 0, found = scandir(path, &entries, NULL, alphasort);
    for (int i = 0; i < found; i++) {
        char inside[PATH_LENGTH_MAX];
        int length = snprintf(inside, sizeof inside, "%s/%s", path, entries[i]->d_name);
        if (entries[i]->d_name[0] != '.' && length < (int)sizeof inside)
            failed |= replay(inside, count);
        free(entries[i]);
    }
    if (found >= 0) free(entries);
    return failed || found < 0;
}

int main(int argc, char **argv)
{
    unsigned count = 0;
    int failed = 0;
    for (int i = 1; i < argc; i++) failed |= replay(argv[i], &count);
    printf("%s: %u inputs\n", argv[0], count);
    return failed;
}
