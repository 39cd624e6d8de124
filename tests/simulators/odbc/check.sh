#!/bin/sh
# Builds the driver and a client, and checks one with the other through
# unixODBC; exit status 0 means good. CHECK_WITH=valgrind runs it under that.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$here/build.sh" "$work/libquarrysim.so"
cd "$here"
${CC:-gcc} -std=gnu11 -O1 -g -Wall -Wextra -Werror -pthread ${SIM_CFLAGS:-} -o "$work/check" \
    check.c check_fetch.c check_quirks.c check_params.c check_faults.c check_store.c check_vendors.c -lodbc -ldl
${CHECK_WITH:-} "$work/check" "$work/libquarrysim.so"
if command -v isql >/dev/null; then
    printf 'result rows=3 | id bigint | name varchar(20) "text-%%d"\n' |
        isql -b -k "Driver=$work/libquarrysim.so;Personality=plain" >"$work/isql.txt"
    grep -q 'text-2' "$work/isql.txt" || { echo "isql shows something else:"; cat "$work/isql.txt"; exit 1; }
    echo "isql reads the rows"
fi
