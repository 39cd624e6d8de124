/* Connection keywords, and the personalities that preset groups of them. */
#include "sim.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

typedef struct {
    const char *keyword;
    size_t offset, text_size; /* text_size 0: a number */
} keyword;

#define NUMBER(name, field) {name, offsetof(sim_options, field), 0}
#define TEXT(name, field) {name, offsetof(sim_options, field), sizeof(((sim_options *)0)->field)}

static const keyword keywords[] = {
    TEXT("Personality", personality), TEXT("DbmsName", dbms_name), TEXT("DbmsVer", dbms_ver),
    TEXT("DriverName", driver_name), TEXT("DriverVer", driver_ver), TEXT("ArrayMode", array_mode),
    TEXT("Hang", hang), TEXT("ConnectFails", connect_fails), TEXT("CancelState", cancel_state),
    TEXT("Store", store), TEXT("StoreFolder", store_folder), TEXT("Database", database), TEXT("DBQ", database),
    NUMBER("GetDataExtensions", getdata_extensions), NUMBER("MaxArrayRows", max_array_rows),
    NUMBER("MaxParamRows", max_param_rows), NUMBER("NoTotal", no_total),
    NUMBER("NegativeLengths", negative_lengths), NUMBER("NoTerminator", no_terminator),
    NUMBER("RowErrorAfterTruncation", row_error_after_truncation),
    NUMBER("SilentTruncation", silent_truncation),
    NUMBER("TruncatedRowStatusZero", truncated_row_status_zero),
    NUMBER("SetPosWrongRow", setpos_wrong_row), NUMBER("NoSetPos", no_setpos), NUMBER("NoBigint", no_bigint),
    NUMBER("SqlLenWidth", sql_len_width), NUMBER("Comma", comma),
    NUMBER("TruncatedDiagnostics", truncated_diagnostics), NUMBER("NoDiagnostics", no_diagnostics),
    NUMBER("ManyDiagnostics", many_diagnostics), NUMBER("ShortReads", short_reads), NUMBER("HangMs", hang_ms),
    NUMBER("HangAt", hang_at), NUMBER("HangUntilCancel", hang_until_cancel),
    NUMBER("HangIgnoresCancel", hang_ignores_cancel), NUMBER("NoCancel", no_cancel),
    NUMBER("LateCancelKills", late_cancel_kills), NUMBER("NoParamArrays", no_param_arrays),
    NUMBER("NoDescribeParam", no_describe_param), NUMBER("NoTransactions", no_transactions),
    NUMBER("NoQueryTimeout", no_query_timeout), NUMBER("NoLoginTimeout", no_login_timeout),
    NUMBER("FailAt", fail_at), NUMBER("DropAt", drop_at), NUMBER("ConnectInfo", connect_info),
    NUMBER("BadRow", bad_row), NUMBER("BadNth", bad_nth), NUMBER("StopOnBad", stop_on_bad), NUMBER("SwallowBadRows", swallow_bad_rows),
    NUMBER("MaxLongSize", max_long_size), NUMBER("DateAsTimestamp", date_as_timestamp),
    NUMBER("MaxSizeZero", max_size_zero), NUMBER("NoMerge", no_merge),
    NUMBER("ParamArrayCounts", param_array_counts),
};

/* What each personality presets; explicit keywords win. */
static const struct {
    const char *name, *preset;
} personalities[] = {
    {"plain", ""},
    {"psqlodbc-like", "DbmsName=PostgreSQL;DbmsVer=15.0.4;DriverName=psqlodbcw.so;DriverVer=13.02.0000;"
                      "GetDataExtensions=15;TruncatedRowStatusZero=1;MaxLongSize=8190;CancelState=57014"},
    {"tdsodbc", "DbmsName=Microsoft SQL Server;DbmsVer=16.00.1000;DriverName=libtdsodbc.so;DriverVer=01.03.17;"
                "GetDataExtensions=7;RowErrorAfterTruncation=1;NoSetPos=1;MaxSizeZero=1"},
    {"sqliteodbc", "DbmsName=SQLite;DbmsVer=3.40.1;DriverName=sqlite3odbc.so;DriverVer=0.9998;"
                   "GetDataExtensions=11;SetPosWrongRow=1;NoQueryTimeout=1"},
    {"oracle", "DbmsName=Oracle;DbmsVer=19.00.0000;DriverName=SQORA32.DLL;DriverVer=19.00.0000;"
               "GetDataExtensions=3;NoBigint=1;DateAsTimestamp=1;NoLoginTimeout=1"},
    {"ase", "DbmsName=Adaptive Server Enterprise;DbmsVer=16.0;DriverName=libsybdrvodb.so;DriverVer=16.0;"
            "GetDataExtensions=3;MaxArrayRows=32767;ArrayMode=reject;NoParamArrays=1"},
    {"ase32", "DbmsName=Adaptive Server Enterprise;DbmsVer=16.0;DriverName=libsybdrvodb.so;DriverVer=16.0;"
              "GetDataExtensions=3;MaxArrayRows=32767;ArrayMode=reject;NoParamArrays=1;SqlLenWidth=4"},
    {"msodbcsql", "DbmsName=Microsoft SQL Server;DbmsVer=16.00.1000;DriverName=libmsodbcsql-18.3.so.2.1;"
                  "DriverVer=18.03.0002;GetDataExtensions=4;MaxSizeZero=1;ConnectInfo=1;ParamArrayCounts=1"},
};

void options_defaults(sim_options *o) {
    memset(o, 0, sizeof *o);
    strcpy(o->personality, "plain");
    strcpy(o->dbms_name, "QuarrySim");
    strcpy(o->dbms_ver, "01.00.0000");
    strcpy(o->driver_name, "libquarrysim.so");
    strcpy(o->driver_ver, "01.00.0000");
    strcpy(o->array_mode, "clamp");
    strcpy(o->cancel_state, "HY008");
    o->getdata_extensions = SQL_GD_ANY_COLUMN | SQL_GD_ANY_ORDER | SQL_GD_BLOCK | SQL_GD_BOUND;
    o->sql_len_width = 8;
}

static void set_keyword(sim_options *o, const char *name, const char *value) {
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++) {
        const keyword *k = &keywords[i];
        if (strcasecmp(k->keyword, name))
            continue;
        char *field = (char *)o + k->offset;
        if (k->text_size)
            snprintf(field, k->text_size, "%s", value);
        else
            *(long *)field = !strcasecmp(value, "yes") || !strcasecmp(value, "true") ? 1 : strtol(value, NULL, 0);
    }
}

/* Walks Key=Value;Key={Va;l}}ue}; and calls set_keyword for each; with only given, for that keyword alone. */
static void apply(sim_options *o, const char *text, const char *only) {
    while (*text) {
        char name[64], value[512];
        size_t n = 0, v = 0;
        while (*text == ';' || *text == ' ')
            text++;
        while (*text && *text != '=' && *text != ';') {
            if (n < sizeof name - 1)
                name[n++] = *text;
            text++;
        }
        name[n] = 0;
        if (*text == '=')
            text++;
        bool braced = *text == '{';
        if (braced)
            text++;
        while (*text && (braced || *text != ';')) {
            if (braced && *text == '}') {
                text++;
                if (*text != '}')
                    break;
            }
            if (v < sizeof value - 1)
                value[v++] = *text;
            text++;
        }
        value[v] = 0;
        if (n && (!only || !strcasecmp(name, only)))
            set_keyword(o, name, value);
    }
}

void options_parse(sim_options *o, const char *connection_string) {
    options_defaults(o);
    apply(o, connection_string, "Personality");
    for (size_t i = 0; i < sizeof personalities / sizeof *personalities; i++)
        if (!strcasecmp(personalities[i].name, o->personality))
            apply(o, personalities[i].preset, NULL);
    apply(o, connection_string, NULL);
}
