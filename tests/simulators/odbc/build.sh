#!/bin/sh
# Builds the scripted ODBC driver: build.sh OUTPUT.so
set -eu
output=${1:?usage: build.sh OUTPUT.so}
here=$(cd "$(dirname "$0")" && pwd)
cd "$here"
# -Bsymbolic and hidden symbols keep the driver's functions apart from those of
# the driver manager, which have the same names; nodelete keeps its counters
# alive when the driver manager unloads it between connections.
exec ${CC:-gcc} -std=gnu11 -O2 -fPIC -shared -Wall -Wextra -Werror -fvisibility=hidden -pthread ${SIM_CFLAGS:-} \
    -Wl,-Bsymbolic -Wl,-z,nodelete -o "$output" \
    quarrysim.c text.c diag.c options.c connect.c info.c lexer.c column.c script.c sqltext.c value.c generate.c \
    convert.c describe.c stmtattr.c execute.c fetch.c getdata.c params.c paramuse.c store.c catalog.c \
    db.c db_token.c db_types.c db_names.c db_decimal.c db_values.c db_times.c db_errors.c db_translate.c db_apply.c db_items.c db_dml.c db_ddl.c \
    db_merge.c db_functions.c db_run.c db_statement.c db_catalog.c db_sysviews.c -lsqlite3 -lm
