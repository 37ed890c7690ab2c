/* Finds out the encoding of a file and turns it into UTF-8. */
#include "data/encoding.h"

#include <errno.h>
#include <string.h>

#include "base/buf.h"
#include "base/compiler.h"
#include "base/utf8.h"
#include "text/suggest.h"

#define NAME(text)                                                                                 \
    {                                                                                              \
        (text), sizeof(text) - 1                                                                   \
    }

/* What people call them, for "did you mean". */
static const struct str known[] = {
    NAME("UTF-8"),      NAME("windows-1252"), NAME("ISO-8859-1"),   NAME("ISO-8859-15"),
    NAME("latin1"),     NAME("UTF-16"),       NAME("UTF-16LE"),     NAME("UTF-16BE"),
    NAME("UTF-32"),     NAME("US-ASCII"),     NAME("windows-1250"), NAME("windows-1251"),
    NAME("ISO-8859-2"), NAME("macintosh"),    NAME("CP437"),        NAME("CP850"),
};

static const struct str utf_8[] = {NAME("UTF-8"), NAME("UTF8"), NAME("UTF_8")};
static const struct str windows[] = {NAME("windows-1252"), NAME("windows1252"), NAME("cp1252"),
                                     NAME("cp-1252"), NAME("win-1252")};
/* iconv takes these as "whatever this machine has". */
static const struct str of_this_machine[] = {NAME("char"), NAME("wchar_t"), NAME("internal")};

/* The characters at 0x80 to 0x9F of Windows-1252; 0: none. The rest is as in Unicode. */
static const uint16_t windows_1252[] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

struct str encoding_suggest(struct str name)
{
    size_t nearest = suggest_nearest(name, known, COUNT_OF(known));
    return nearest == SUGGEST_NONE ? STR("") : known[nearest];
}

static bool is_one_of(struct str name, const struct str *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal_ignoring_case(name, names[i])) return true;
    return false;
}

static void close_converter(void *object)
{
    struct decoder *decoder = object;
    if (decoder->encoding == ENCODING_OTHER) iconv_close(decoder->converter);
    decoder->encoding = ENCODING_OPEN;
}

/* Whether every character of the name is one that names of encodings have: so that no switch of
 * iconv ("//IGNORE") and no NUL gets through. */
static bool is_plain(struct str name)
{
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:()+";
    for (size_t i = 0; i < name.len; i++)
        if (!memchr(plain, name.p[i], sizeof plain - 1)) return false;
    return true;
}

/* How many bytes make the smallest unit: after a bad one a file of UTF-16 must not be read on in the
 * middle of a character. */
static size_t unit_of(struct str name)
{
    char plain[5] = "";
    size_t n = 0;
    for (size_t i = 0; i < name.len && n < sizeof plain; i++)
        if (name.p[i] != '-' && name.p[i] != '_') plain[n++] = name.p[i];
    struct str start = {plain, n}, short_start = {plain, n < 4 ? n : 4};
    if (str_equal_ignoring_case(start, STR("UTF16"))) return 2;
    if (str_equal_ignoring_case(start, STR("UTF32"))) return 4;
    if (str_equal_ignoring_case(short_start, STR("UCS2"))) return 2;
    if (str_equal_ignoring_case(short_start, STR("UCS4"))) return 4;
    return 1;
}

static bool open_converter(struct decoder *decoder, struct str name)
{
    if (!is_plain(name) || is_one_of(name, of_this_machine, COUNT_OF(of_this_machine)))
        return false;
    iconv_t converter = iconv_open("UTF-8", str_to_cstr(decoder->arena, name));
    if (converter == (iconv_t)-1) {
        if (errno == ENOMEM) arena_out_of_memory(decoder->arena);
        return false;
    }
    decoder->converter = converter;
    decoder->encoding = ENCODING_OTHER;
    decoder->unit = unit_of(name);
    return true;
}

bool decoder_init(struct decoder *decoder, struct arena *arena, struct str said)
{
    *decoder = (struct decoder){.arena = arena, .name = STR("UTF-8"), .unit = 1};
    arena_defer(arena, close_converter, decoder);
    if (!said.len) return true;
    decoder->said = decoder->begun = true;
    decoder->name = said;
    if (is_one_of(said, utf_8, COUNT_OF(utf_8)))
        decoder->encoding = ENCODING_UTF_8;
    else if (is_one_of(said, windows, COUNT_OF(windows)))
        decoder->encoding = ENCODING_WINDOWS_1252;
    else
        return open_converter(decoder, said);
    return true;
}

/* Looks for a byte order mark; false when more must be seen first. The marks of UTF-16 are taken
 * only where the converter is there, which it is with every libc. */
static bool begin(struct decoder *decoder, struct str raw, bool last)
{
    if (raw.len < 3 && !last) return false;
    decoder->begun = true;
    if (str_starts(raw, STR("\xef\xbb\xbf"))) decoder->encoding = ENCODING_UTF_8;
    struct str name = str_starts(raw, STR("\xff\xfe"))   ? STR("UTF-16LE")
                      : str_starts(raw, STR("\xfe\xff")) ? STR("UTF-16BE")
                                                         : STR("");
    if (name.len && open_converter(decoder, name)) decoder->name = name;
    return true;
}

static struct decoded pass(struct str raw, char *text, size_t room)
{
    size_t n = raw.len < room ? raw.len : room;
    if (n) memcpy(text, raw.p, n);
    return (struct decoded){n, n};
}

/* Passes ASCII on; at the first bytes that are not, decides. Four of them are enough to know. */
static struct decoded decode_open(struct decoder *decoder, struct str raw, bool last, char *text,
                                  size_t room)
{
    size_t ascii = utf8_ascii_prefix(raw);
    struct decoded done = pass((struct str){raw.p, ascii}, text, room);
    struct str rest = {raw.p + done.taken, raw.len - done.taken};
    if (done.taken < ascii || !rest.len || (rest.len < 4 && !last)) return done;
    uint32_t code_point;
    if (utf8_decode(rest, &code_point)) {
        decoder->encoding = ENCODING_UTF_8;
    } else {
        decoder->encoding = ENCODING_WINDOWS_1252;
        decoder->name = STR("windows-1252");
    }
    return done;
}

static struct decoded decode_windows_1252(struct str raw, char *text, size_t room)
{
    struct decoded done = {0, 0};
    for (;;) {
        struct str rest = {raw.p + done.taken, raw.len - done.taken};
        struct str ascii = {rest.p, utf8_ascii_prefix(rest)};
        struct decoded passed = pass(ascii, text + done.given, room - done.given);
        done.taken += passed.taken;
        done.given += passed.given;
        if (done.taken == raw.len || room - done.given < 4) return done;
        unsigned char c = (unsigned char)raw.p[done.taken++];
        uint32_t code_point = c >= 0xa0 ? c : windows_1252[c - 0x80];
        if (code_point)
            done.given += utf8_encode(code_point, text + done.given);
        else
            text[done.given++] = ENCODING_BAD;
    }
}

static struct decoded decode_by_iconv(struct decoder *decoder, char *raw, size_t len, bool last,
                                      char *text, size_t room)
{
    char *from = raw, *to = text;
    while (len && iconv(decoder->converter, &from, &len, &to, &room) == (size_t)-1) {
        if (errno == E2BIG || (errno == EINVAL && !last) || !room) break;
        size_t skipped = len < decoder->unit ? len : decoder->unit;
        from += skipped;
        len -= skipped;
        *to++ = ENCODING_BAD;
        room--;
    }
    /* what a converter with a memory still holds */
    if (last && !len) iconv(decoder->converter, NULL, NULL, &to, &room);
    return (struct decoded){(size_t)(from - raw), (size_t)(to - text)};
}

struct decoded decoder_decode(struct decoder *decoder, char *raw, size_t len, bool last, char *text,
                              size_t room)
{
    struct str bytes = {raw, len};
    if (!decoder->begun && !begin(decoder, bytes, last)) return (struct decoded){0, 0};
    switch (decoder->encoding) {
    case ENCODING_OPEN: {
        struct decoded done = decode_open(decoder, bytes, last, text, room);
        if (done.taken || decoder->encoding == ENCODING_OPEN) return done;
        return decoder_decode(decoder, raw, len, last, text, room);
    }
    case ENCODING_UTF_8: return pass(bytes, text, room);
    case ENCODING_WINDOWS_1252: return decode_windows_1252(bytes, text, room);
    case ENCODING_OTHER: return decode_by_iconv(decoder, raw, len, last, text, room);
    }
    return (struct decoded){0, 0};
}

bool decoder_may_pass(const struct decoder *decoder)
{
    return decoder->begun &&
           (decoder->encoding == ENCODING_OPEN || decoder->encoding == ENCODING_UTF_8);
}

size_t decoder_pass(const struct decoder *decoder, struct str bytes)
{
    return decoder->encoding == ENCODING_UTF_8 ? bytes.len : utf8_ascii_prefix(bytes);
}
