/* Replays files, or all files of folders, through a fuzz target under any compiler.
 *
 *   replay_… [--cut N] PATH …      with --cut, also N beginnings of each, of all lengths */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { PATH_LENGTH_MAX = 4096 };

struct replay {
    size_t cuts;
    unsigned count;
};

/* Every input is a block of its own size, so that a read behind its end is seen. */
static int replay_beginning(struct replay *replay, const uint8_t *data, size_t size)
{
    uint8_t *copy = malloc(size ? size : 1);
    if (!copy) return 1;
    memcpy(copy, data, size);
    LLVMFuzzerTestOneInput(copy, size);
    free(copy);
    replay->count++;
    return 0;
}

static int replay_file(struct replay *replay, const char *path, size_t size)
{
    FILE *file = fopen(path, "rb");
    uint8_t *data = malloc(size ? size : 1);
    size_t got = file && data ? fread(data, 1, size, file) : 0;
    int failed = !file || !data || got != size;
    if (failed) fprintf(stderr, "%s: can't be read\n", path);
    for (size_t i = 0; !failed && i < replay->cuts; i++)
        failed = replay_beginning(replay, data, size * i / replay->cuts);
    if (!failed) failed = replay_beginning(replay, data, size);
    if (file) fclose(file);
    free(data);
    return failed;
}

static int replay_path(struct replay *replay, const char *path)
{
    struct stat status;
    if (stat(path, &status) != 0) {
        fprintf(stderr, "%s: not there\n", path);
        return 1;
    }
    if (!S_ISDIR(status.st_mode)) return replay_file(replay, path, (size_t)status.st_size);
    struct dirent **entries;
    int failed = 0, found = scandir(path, &entries, NULL, alphasort);
    for (int i = 0; i < found; i++) {
        char inside[PATH_LENGTH_MAX];
        int length = snprintf(inside, sizeof inside, "%s/%s", path, entries[i]->d_name);
        if (entries[i]->d_name[0] != '.' && length < (int)sizeof inside)
            failed |= replay_path(replay, inside);
        free(entries[i]);
    }
    if (found >= 0) free(entries);
    return failed || found < 0;
}

int main(int argc, char **argv)
{
    struct replay replay = {.cuts = 0};
    int failed = 0, i = 1;
    if (argc > 2 && strcmp(argv[1], "--cut") == 0) {
        replay.cuts = strtoul(argv[2], NULL, 10);
        i = 3;
    }
    for (; i < argc; i++) failed |= replay_path(&replay, argv[i]);
    printf("%s: %u inputs\n", argv[0], replay.count);
    return failed || !replay.count;
}
