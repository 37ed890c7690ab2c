/* Writes fingerprints. */
#include "data/fingerprint.h"

#include <stdio.h>
#include <xxhash.h>

static void write_hash(XXH128_hash_t hash, char text[FINGERPRINT_SIZE])
{
    XXH128_canonical_t digest;
    XXH128_canonicalFromHash(&digest, hash);
    int n = snprintf(text, FINGERPRINT_SIZE, "xxh3-128:");
    for (size_t i = 0; i < sizeof digest.digest; i++)
        n += snprintf(text + n, FINGERPRINT_SIZE - (size_t)n, "%02x", digest.digest[i]);
}

void fingerprint_of(struct str bytes, char text[FINGERPRINT_SIZE])
{
    write_hash(XXH3_128bits(bytes.p, bytes.len), text);
}

void fingerprint_of_state(const void *state, char text[FINGERPRINT_SIZE])
{
    write_hash(XXH3_128bits_digest(state), text);
}
