/* The vendors' functions that the engine lacks, and the comparison of exact numbers. */
#include "db.h"
#include "db_decimal.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

static void free_type(void *type) {
    free(type);
}

/* quarry_cast(value, type, mode): 0 converts, 1 assigns, 2 is NULL where it cannot. */
static void cast(sqlite3_context *ctx, int count, sqlite3_value **args) {
    (void)count;
    sim_db *db = sqlite3_user_data(ctx);
    db_type *t = sqlite3_get_auxdata(ctx, 1);
    int native = 0;
    if (!t) {
        t = sim_alloc(sizeof *t);
        bool known = db_type_parse(db, (const char *)sqlite3_value_text(args[1]), t, &native);
        sqlite3_set_auxdata(ctx, 1, t, free_type);
        t = sqlite3_get_auxdata(ctx, 1);
        if (!known || !t) {
            db_raise(db, ctx, DBE_SYNTAX, (const char *)sqlite3_value_text(args[1]));
            return;
        }
    }
    int mode = sqlite3_value_int(args[2]);
    if (!db_convert(db, t, mode == 1, args[0], ctx) && mode == 2) {
        db->raised = false;
        sqlite3_result_null(ctx);
    }
}

static void as_type(sqlite3_context *ctx, sqlite3_value *value, const char *name) {
    sim_db *db = sqlite3_user_data(ctx);
    db_type t;
    int native;
    if (db_type_parse(db, name, &t, &native))
        db_convert(db, &t, false, value, ctx);
}

/* Oracle's TO_... functions: the formats that are given are those in which values come here. */
#define CONVERSION(function, type)                                                    \
    static void function(sqlite3_context *ctx, int count, sqlite3_value **args) {     \
        (void)count;                                                                  \
        as_type(ctx, args[0], type);                                                  \
    }
CONVERSION(to_number, "number")
CONVERSION(to_binary_double, "binary_double")
CONVERSION(to_binary_float, "binary_float")
CONVERSION(to_date, "date")
CONVERSION(to_timestamp, "timestamp(9)")
CONVERSION(to_timestamp_tz, "timestamp(9) with time zone")
CONVERSION(to_clob, "clob")
CONVERSION(to_nclob, "nclob")
CONVERSION(to_blob, "blob")
CONVERSION(hextoraw, "raw(2000)")

static void to_char(sqlite3_context *ctx, int count, sqlite3_value **args) {
    (void)count;
    sqlite3_result_value(ctx, args[0]);
    if (sqlite3_value_type(args[0]) != SQLITE_NULL)
        sqlite3_result_text(ctx, (const char *)sqlite3_value_text(args[0]), sqlite3_value_bytes(args[0]), SQLITE_TRANSIENT);
}

/* REPLACE(text, what): nothing in its place. */
static void replace2(sqlite3_context *ctx, int count, sqlite3_value **args) {
    (void)count;
    const char *text = (const char *)sqlite3_value_text(args[0]), *what = (const char *)sqlite3_value_text(args[1]);
    sim_buf b = {0};
    if (!text)
        return;
    buf_add(&b, "", 0);
    while (*text) {
        bool here = what && *what && !strncmp(text, what, strlen(what));
        buf_add(&b, text, here ? 0 : 1);
        text += here ? strlen(what) : 1;
    }
    sqlite3_result_text64(ctx, b.data, b.len, SQLITE_TRANSIENT, SQLITE_UTF8);
    buf_free(&b);
}

/* FROM_TZ(timestamp, '+00:00'). */
static void from_tz(sqlite3_context *ctx, int count, sqlite3_value **args) {
    (void)count;
    if (sqlite3_value_type(args[0]) == SQLITE_NULL)
        return;
    sim_buf b = {0};
    buf_addf(&b, "%s %s", (const char *)sqlite3_value_text(args[0]), (const char *)sqlite3_value_text(args[1]));
    sqlite3_result_text64(ctx, b.data, b.len, SQLITE_TRANSIENT, SQLITE_UTF8);
    buf_free(&b);
}

static void len(sqlite3_context *ctx, int count, sqlite3_value **args) {
    (void)count;
    if (sqlite3_value_type(args[0]) == SQLITE_NULL)
        return;
    const char *text = (const char *)sqlite3_value_text(args[0]);
    size_t bytes = (size_t)sqlite3_value_bytes(args[0]);
    int64_t n = 0;
    while (bytes && text[bytes - 1] == ' ')
        bytes--;
    for (size_t i = 0; i < bytes; i++)
        n += (text[i] & 0xC0) != 0x80;
    sqlite3_result_int64(ctx, n);
}

static void datalength(sqlite3_context *ctx, int count, sqlite3_value **args) {
    (void)count;
    if (sqlite3_value_type(args[0]) != SQLITE_NULL)
        sqlite3_result_int(ctx, sqlite3_value_bytes(args[0]));
}

static void nvl(sqlite3_context *ctx, int count, sqlite3_value **args) {
    (void)count;
    sqlite3_result_value(ctx, sqlite3_value_type(args[0]) == SQLITE_NULL ? args[1] : args[0]);
}

static void nvl2(sqlite3_context *ctx, int count, sqlite3_value **args) {
    (void)count;
    sqlite3_result_value(ctx, sqlite3_value_type(args[0]) == SQLITE_NULL ? args[2] : args[1]);
}

static bool same(sqlite3_value *a, sqlite3_value *b) {
    bool null_a = sqlite3_value_type(a) == SQLITE_NULL, null_b = sqlite3_value_type(b) == SQLITE_NULL;
    if (null_a || null_b)
        return null_a && null_b;
    return !strcmp((const char *)sqlite3_value_text(a), (const char *)sqlite3_value_text(b));
}

static void decode(sqlite3_context *ctx, int count, sqlite3_value **args) {
    int i = 1;
    for (; i + 1 < count; i += 2)
        if (same(args[0], args[i])) {
            sqlite3_result_value(ctx, args[i + 1]);
            return;
        }
    if (i < count)
        sqlite3_result_value(ctx, args[i]);
}

static void now(sim_db *db, sqlite3_context *ctx, const char *zone) {
    struct timespec t;
    struct tm utc;
    char text[64];
    clock_gettime(CLOCK_REALTIME, &t);
    gmtime_r(&t.tv_sec, &utc);
    size_t n = strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &utc);
    snprintf(text + n, sizeof text - n, ".%03ld%s", db->vendor == VENDOR_ORACLE ? 0 : t.tv_nsec / 1000000, zone);
    sqlite3_result_text(ctx, text, -1, SQLITE_TRANSIENT);
}

/* What is said without parentheses: @@trancount, SYSDATE, USER. */
static void global(sqlite3_context *ctx, int count, sqlite3_value **args) {
    (void)count;
    sim_db *db = sqlite3_user_data(ctx);
    const char *name = (const char *)sqlite3_value_text(args[0]);
    if (!strcasecmp(name, "trancount"))
        sqlite3_result_int(ctx, db_in_transaction(db));
    else if (!strcasecmp(name, "spid"))
        sqlite3_result_int(ctx, 51);
    else if (!strcasecmp(name, "version"))
        sqlite3_result_text(ctx, db->conn->options.dbms_ver, -1, SQLITE_TRANSIENT);
    else if (!strcasecmp(name, "rowcount"))
        sqlite3_result_int(ctx, sqlite3_changes(db->handle));
    else if (!strcasecmp(name, "unicharsize"))
        sqlite3_result_int(ctx, 2);
    else if (!strcasecmp(name, "ncharsize"))
        sqlite3_result_int(ctx, 3);
    else if (!strcasecmp(name, "version_number"))
        sqlite3_result_int(ctx, (int)(strtod(db->conn->options.dbms_ver, NULL) * 1000));
    else if (!strcasecmp(name, "maxpagesize"))
        sqlite3_result_int(ctx, 16384);
    else if (!strcasecmp(name, "sysdate"))
        now(db, ctx, "");
    else if (!strcasecmp(name, "systimestamp"))
        now(db, ctx, " +00:00");
    else if (!strcasecmp(name, "user"))
        sqlite3_result_text(ctx, db->schema, -1, SQLITE_TRANSIENT);
    else
        db_raise(db, ctx, DBE_NO_FUNCTION, name);
}

static void getdate(sqlite3_context *ctx, int count, sqlite3_value **args) {
    (void)count, (void)args;
    now(sqlite3_user_data(ctx), ctx, "");
}

static void db_name(sqlite3_context *ctx, int count, sqlite3_value **args) {
    sim_db *db = sqlite3_user_data(ctx);
    bool temporary = count && sqlite3_value_int(args[0]) == 2;
    sqlite3_result_text(ctx, temporary ? "tempdb" : db->catalog, -1, SQLITE_TRANSIENT);
}

static void schema_name(sqlite3_context *ctx, int count, sqlite3_value **args) {
    (void)count, (void)args;
    sqlite3_result_text(ctx, ((sim_db *)sqlite3_user_data(ctx))->schema, -1, SQLITE_TRANSIENT);
}

static void part(sqlite3_context *ctx, int count, sqlite3_value **args) {
    (void)count;
    bool right = sqlite3_user_data(ctx) != NULL;
    sqlite3_int64 n = sqlite3_value_int64(args[1]);
    const char *text = (const char *)sqlite3_value_text(args[0]);
    if (!text)
        return;
    size_t bytes = (size_t)sqlite3_value_bytes(args[0]), from = 0, to = bytes;
    if (right)
        for (from = bytes; from && n; n -= (text[from] & 0xC0) != 0x80)
            from--;
    else
        for (to = 0; to < bytes && (n > 0 || (text[to] & 0xC0) == 0x80); to++)
            n -= (text[to] & 0xC0) != 0x80;
    sqlite3_result_text64(ctx, text + from, to - from, SQLITE_TRANSIENT, SQLITE_UTF8);
}

/* Numbers in text form come behind integers in the engine's order; within a column they are compared here. */
static int compare(void *data, int a_len, const void *a, int b_len, const void *b) {
    (void)data;
    db_decimal x, y;
    if (!decimal_parse(a, (size_t)a_len, &x) || !decimal_parse(b, (size_t)b_len, &y)) {
        int rc = memcmp(a, b, (size_t)(a_len < b_len ? a_len : b_len));
        return rc ? rc : a_len - b_len;
    }
    return decimal_compare(&x, &y);
}

void db_register(sim_db *db) {
    static const struct {
        int vendors; /* bits by vendor */
        const char *name;
        int args;
        void (*run)(sqlite3_context *, int, sqlite3_value **);
    } functions[] = {
        {7, "quarry_cast", 3, cast}, {7, "quarry_global", 1, global},
        {2, "to_number", -1, to_number}, {2, "to_binary_double", -1, to_binary_double}, {2, "to_binary_float", -1, to_binary_float},
        {2, "to_date", -1, to_date}, {2, "to_timestamp", -1, to_timestamp}, {2, "to_timestamp_tz", -1, to_timestamp_tz},
        {2, "to_clob", 1, to_clob}, {2, "to_nclob", 1, to_nclob}, {2, "to_blob", 1, to_blob}, {2, "hextoraw", 1, hextoraw},
        {2, "to_char", -1, to_char}, {2, "to_nchar", -1, to_char}, {2, "nvl", 2, nvl}, {2, "replace", 2, replace2}, {2, "from_tz", 2, from_tz}, {2, "nvl2", 3, nvl2}, {2, "decode", -1, decode},
        {5, "len", 1, len}, {5, "datalength", 1, datalength}, {5, "char_length", 1, len},
        {5, "getdate", 0, getdate}, {1, "sysdatetime", 0, getdate}, {1, "sysutcdatetime", 0, getdate},
        {5, "db_name", -1, db_name}, {1, "schema_name", -1, schema_name}, {5, "user_name", -1, schema_name},
    };
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (functions[i].vendors & 1 << db->vendor)
            sqlite3_create_function(db->handle, functions[i].name, functions[i].args, SQLITE_UTF8, db, functions[i].run, NULL, NULL);
    sqlite3_create_function(db->handle, "quarry_left", 2, SQLITE_UTF8, NULL, part, NULL, NULL);
    sqlite3_create_function(db->handle, "quarry_right", 2, SQLITE_UTF8, db, part, NULL, NULL);
    sqlite3_create_collation(db->handle, "QUARRY_NUMBER", SQLITE_UTF8, NULL, compare);
}
