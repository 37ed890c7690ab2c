# Makes a C table of a catalogue in gettext's format, in order of the English bytes. Run in the C locale:
#   awk -f translations.awk nl.po > translations.c
# A context stands before its text, with | between them. Entries that are fuzzy or not translated are left out; the one with an empty msgid is the header.
function finish(    key) {
    if (id != "" && text != "" && !fuzzy) { order[++count] = context id; other[context id] = text }
    id = text = context = ""; where = ""; fuzzy = 0
}
function quoted(line) { sub(/^[^"]*"/, "", line); sub(/"[^"]*$/, "", line); return line }
/^#,.*fuzzy/ { finish(); fuzzy = 1; next }
/^#/ { next }
/^msgctxt / { kept = fuzzy; if (where == "str") finish(); fuzzy = kept; context = quoted($0) "|"; next }
/^msgid /  { kept = fuzzy; if (where == "str") finish(); fuzzy = kept; where = "id"; id = quoted($0); next }
/^msgstr / { where = "str"; text = quoted($0); next }
/^"/ { if (where == "id") id = id quoted($0); else text = text quoted($0); next }
/^[ \t]*$/ { if (where == "str") finish() }
END {
    finish()
    # An insertion into a sorted list is quick enough for some hundreds.
    for (i = 2; i <= count; i++) {
        key = order[i]
        for (j = i - 1; j > 0 && order[j] > key; j--) order[j + 1] = order[j]
        order[j + 1] = key
    }
    language = FILENAME; sub(/^.*\//, "", language); sub(/\.po$/, "", language)
    print "/* Made from " language ".po. */\n#include \"render/language.h\"\n"
    print "const struct translation translations_" language "[] = {"
    for (i = 1; i <= count; i++) print "    {\"" order[i] "\", \"" other[order[i]] "\"},"
    print "    {\"\", \"\"},\n};\nconst size_t translations_" language "_count = " count + 0 ";"
}
