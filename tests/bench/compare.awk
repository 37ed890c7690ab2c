# Compares two files of answers, "indicator period group value" a line: awk -v tolerance=1e-9 -f compare.awk A B
NR == FNR { known[$1 " " $2 " " $3] = $4; n++; next }
{ key = $1 " " $2 " " $3 }
!(key in known) { print key " is not among the answers"; bad = 1; next }
{
    d = known[key] - $4; m = $4 < 0 ? -$4 : $4; n--
    if (d < 0) d = -d
    if (d > tolerance * (m > 1 ? m : 1)) { print key ": " $4 " and not " known[key]; bad = 1 }
}
END { if (n > 0) print n " answers are lacking"; exit bad || n != 0 }
