# What the suites share. A suite sources this first; it stands in the project's folder then.
root=$(cd "$(dirname "$0")/../.." && pwd) && cd "$root" || exit 2
shared=$root/../shared
jobs=$(getconf _NPROCESSORS_ONLN 2> /dev/null || echo 2)
work=$(mktemp -d "${TMPDIR:-/tmp}/pol-test-XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT

# report NAME STATUS [FILE]: one test; the file explains a failure.
report() {
    if [ "$2" -eq 0 ]; then
        echo "ok - $1"
    else
        echo "not ok - $1"
        [ ! -s "${3:-/dev/null}" ] || head -60 "$3" | sed 's/^/# /'
    fi
}

# expect NAME WANTED ACTUAL: two texts that must be the same.
expect() {
    if [ "$2" = "$3" ]; then
        echo "ok - $1"
    else
        echo "not ok - $1"
        printf 'expected: %s\nactual: %s\n' "$2" "$3" | head -60 | sed 's/^/# /'
    fi
}

# same NAME FILE FILE: two files that must be the same.
same() {
    diff -u "$2" "$3" > "$work/difference" 2>&1
    report "$1" $? "$work/difference"
}

skip() {
    echo "skipped: $*"
}

has() {
    command -v "$1" > /dev/null 2>&1
}

# build MODE TARGET ...: builds; says so only when it fails, and then fails itself. Other suites wait for it,
# where they can, since two makes in one folder would disturb each other.
build() {
    mode=$1
    shift
    wait_for=''
    if has flock; then
        mkdir -p build
        wait_for='flock build/lock'
    fi
    if $wait_for ${MAKE:-make} --no-print-directory -j"$jobs" MODE="$mode" "$@" > "$work/build" 2>&1; then return 0; fi
    grep -v '^  [A-Z]* ' "$work/build" > "$work/build.errors"
    report "$* is built (MODE=$mode)" 1 "$work/build.errors"
    return 1
}
