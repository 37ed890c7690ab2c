# The style sheets as C texts, and the SHA-256 of the report's whole style in base64, which its security
# policy names. Run in the C locale, `hash` being what sha256sum prints of both files in this order:
#   awk -f styles.awk -v hash=… picture.css report.css
function base64(hex,    digits, out, i, k, n, bits) {
    digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    for (i = 1; i <= length(hex); i += 6) {
        n = 0; bits = substr(hex, i, 6)
        for (k = 1; k <= 6; k++) n = n * 16 + (k <= length(bits) ? index("0123456789abcdef", substr(bits, k, 1)) - 1 : 0)
        out = out substr(digits, int(n / 262144) + 1, 1) substr(digits, int(n / 4096) % 64 + 1, 1)
        out = out (length(bits) > 2 ? substr(digits, int(n / 64) % 64 + 1, 1) : "=")
        out = out (length(bits) > 4 ? substr(digits, n % 64 + 1, 1) : "=")
    }
    return out
}
BEGIN { print "/* Made from the style sheets. */\n#include \"render/drawing.h\"\n" }
FNR == 1 {
    if (open) print "    ;\n"
    name = FILENAME; sub(/^.*\//, "", name); sub(/\.css$/, "", name)
    print "const char " name "_css[] ="; open = 1
}
{ gsub(/\\/, "\\\\"); gsub(/"/, "\\\""); print "    \"" $0 "\\n\"" }
END { print "    ;\n\nconst char report_style_hash[] = \"" base64(hash) "\";" }
