# The pages of docs/checks as a table in C: explanations.c. A comment of Markdown (<!-- … -->) on a line of
# its own is for the tests and left out.
BEGIN {
    print "/* Made from docs/checks by explanations.awk. */"
    print "#include \"check/explain.h\"\n"
    print "static const struct explanation pages[] = {"
}
FNR == 1 {
    if (open) print "     NULL}},"
    open = 1
    code = FILENAME
    sub(/.*\//, "", code)
    sub(/\.md$/, "", code)
    printf "    {{\"%s\", %d}, (const char *const[]){\n", code, length(code)
}
/^<!--.*-->$/ { next }
{
    gsub(/\\/, "\\\\")
    gsub(/"/, "\\\"")
    gsub(/\?/, "\\?")
    printf "     \"%s\",\n", $0
}
END {
    if (open) print "     NULL}},"
    print "};\n"
    print "const struct explanation *explanation_of(struct str code)"
    print "{"
    print "    for (size_t i = 0; i < COUNT_OF(pages); i++)"
    print "        if (str_equal(pages[i].code, code)) return &pages[i];"
    print "    return NULL;"
    print "}"
}
