/* The views of sys of SQL Server, of the database and of tempdb, and the
 * functions that its catalog queries use. Numbers of types:
 * https://learn.microsoft.com/sql/relational-databases/system-catalog-views/sys-types-transact-sql */
#include "db.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const struct {
    int number;
    const char *name;
} types[] = {
    {34, "image"}, {35, "text"}, {36, "uniqueidentifier"}, {40, "date"}, {41, "time"}, {42, "datetime2"}, {43, "datetimeoffset"},
    {48, "tinyint"}, {52, "smallint"}, {56, "int"}, {58, "smalldatetime"}, {59, "real"}, {60, "money"}, {61, "datetime"}, {62, "float"},
    {99, "ntext"}, {104, "bit"}, {106, "decimal"}, {108, "numeric"}, {122, "smallmoney"}, {127, "bigint"}, {165, "varbinary"},
    {167, "varchar"}, {173, "binary"}, {175, "char"}, {189, "timestamp"}, {231, "nvarchar"}, {239, "nchar"}, {241, "xml"},
};

static void type_id(sqlite3_context *ctx, int count, sqlite3_value **args) {
    (void)count;
    const char *name = (const char *)sqlite3_value_text(args[0]);
    for (size_t i = 0; name && i < sizeof types / sizeof *types; i++)
        if (!strcasecmp(types[i].name, name))
            sqlite3_result_int(ctx, types[i].number);
}

/* ---- functions ---- */

static void concat(sqlite3_context *ctx, int count, sqlite3_value **args) {
    sim_buf b = {0};
    buf_add(&b, "", 0);
    for (int i = 0; i < count; i++)
        if (sqlite3_value_type(args[i]) != SQLITE_NULL) {
            const char *text = (const char *)sqlite3_value_text(args[i]);
            buf_add(&b, text, (size_t)sqlite3_value_bytes(args[i]));
        }
    sqlite3_result_text64(ctx, b.data, b.len, SQLITE_TRANSIENT, SQLITE_UTF8);
    buf_free(&b);
}

static size_t characters(const char *text) {
    size_t n = 0;
    for (; *text; text++)
        n += (*text & 0xC0) != 0x80;
    return n;
}

/* NULL beyond 128 characters. */
static void quotename(sqlite3_context *ctx, int count, sqlite3_value **args) {
    (void)count;
    const char *text = (const char *)sqlite3_value_text(args[0]);
    sim_buf b = {0};
    if (!text || characters(text) > 128)
        return;
    buf_add(&b, "[", 1);
    for (; *text; text++)
        buf_add(&b, *text == ']' ? "]]" : text, *text == ']' ? 2 : 1);
    buf_add(&b, "]", 1);
    sqlite3_result_text64(ctx, b.data, b.len, SQLITE_TRANSIENT, SQLITE_UTF8);
    buf_free(&b);
}

static const char *skip(const char *text, sqlite3_int64 n) {
    for (; n > 0 && *text; n--)
        do
            text++;
        while ((*text & 0xC0) == 0x80);
    return text;
}

/* STUFF(text, start, length, other): NULL where the start lies outside. */
static void stuff(sqlite3_context *ctx, int count, sqlite3_value **args) {
    (void)count;
    const char *text = (const char *)sqlite3_value_text(args[0]), *other = (const char *)sqlite3_value_text(args[3]);
    sqlite3_int64 start = sqlite3_value_int64(args[1]), length = sqlite3_value_int64(args[2]);
    sim_buf b = {0};
    if (!text || start < 1 || length < 0 || start > (sqlite3_int64)characters(text))
        return;
    const char *at = skip(text, start - 1), *rest = skip(at, length);
    buf_add(&b, text, (size_t)(at - text));
    buf_add(&b, other ? other : "", other ? strlen(other) : 0);
    buf_add(&b, rest, strlen(rest));
    sqlite3_result_text64(ctx, b.data, b.len, SQLITE_TRANSIENT, SQLITE_UTF8);
    buf_free(&b);
}

/* OBJECT_ID('[schema].[table]' or 'tempdb..[#table]' [, type]). */
static void object_id(sqlite3_context *ctx, int count, sqlite3_value **args) {
    (void)count;
    sim_db *db = sqlite3_user_data(ctx);
    const char *text = (const char *)sqlite3_value_text(args[0]);
    db_tokens t;
    char error[160];
    sqlite3_stmt *s = NULL;
    if (!text || !db_tokenize(text, strlen(text), db->vendor, &t, error, sizeof error))
        return;
    int last = t.count - 2;
    bool temporary = last >= 0 && t.items[last].text[0] == '#';
    const char *schema = last >= 2 && tk_punct(&t.items[last - 1], ".") && tk_named(&t.items[last - 2]) ? t.items[last - 2].text : db->schema;
    const char *sql = temporary ? "SELECT rowid * -1000 FROM temp.sqlite_master WHERE type = 'table' AND name = ?1 COLLATE NOCASE"
                                : "SELECT rowid * 1000 FROM main.sqlite_master WHERE type = 'table' AND name = ?1 COLLATE NOCASE";
    if (last >= 0 && tk_named(&t.items[last]) && (temporary || !strcasecmp(schema, db->schema)) &&
        sqlite3_prepare_v2(db->handle, sql, -1, &s, NULL) == SQLITE_OK) {
        sim_buf name = {0};
        dt_plain_name(db, &t.items[last], &name);
        sqlite3_bind_text(s, 1, name.data, -1, SQLITE_TRANSIENT);
        if (sqlite3_step(s) == SQLITE_ROW)
            sqlite3_result_int64(ctx, sqlite3_column_int64(s, 0));
        buf_free(&name);
    }
    sqlite3_finalize(s);
    db_tokens_free(&t);
}

static void server_property(sqlite3_context *ctx, int count, sqlite3_value **args) {
    (void)count;
    const sim_db *db = sqlite3_user_data(ctx);
    const char *name = (const char *)sqlite3_value_text(args[0]);
    if (name && !strcasecmp(name, "EngineEdition"))
        sqlite3_result_int(ctx, 3);
    else if (name && !strcasecmp(name, "ProductVersion"))
        sqlite3_result_text(ctx, db->conn->options.dbms_ver, -1, SQLITE_TRANSIENT);
    else if (name && !strcasecmp(name, "Edition"))
        sqlite3_result_text(ctx, "Developer Edition (64-bit)", -1, SQLITE_STATIC);
}

static void one(sqlite3_context *ctx, int count, sqlite3_value **args) {
    (void)count, (void)args;
    sqlite3_result_int(ctx, 1);
}

/* CHECKSUM: of an integer the integer, of anything else a number that its bytes give. NULL has one, too. */
static void checksum(sqlite3_context *ctx, int count, sqlite3_value **args) {
    uint32_t sum = 2166136261u;
    if (count == 1 && sqlite3_value_type(args[0]) == SQLITE_INTEGER) {
        sqlite3_result_int(ctx, (int32_t)sqlite3_value_int64(args[0]));
        return;
    }
    for (int i = 0; i < count; i++) {
        const unsigned char *data = sqlite3_value_blob(args[i]);
        for (int j = 0; j < sqlite3_value_bytes(args[i]); j++)
            sum = (sum ^ data[j]) * 16777619u;
    }
    sqlite3_result_int(ctx, (int32_t)sum);
}

/* ---- views ---- */

#define REAL "m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"

/* %1: the prefix of the view, %2: main or temp, %3: the sign of its numbers. */
static const char *const views[] = {
    "\"%1sys.objects\" AS SELECT m.rowid * %31000 AS object_id, m.name AS name, 1 AS schema_id, 'U' AS type, 0 AS is_ms_shipped "
    "FROM %2.sqlite_master m WHERE " REAL,
    "\"%1sys.columns\" AS SELECT m.rowid * %31000 AS object_id, c.name AS name, c.cid + 1 AS column_id, quarry_type_id(quarry_type(c.type, 'name', 0)) AS system_type_id, "
    "quarry_type_id(quarry_type(c.type, 'name', 0)) AS user_type_id, quarry_type(c.type, 'bytes', 0) AS max_length, coalesce(quarry_type(c.type, 'precision', 0), 0) AS precision, "
    "coalesce(quarry_type(c.type, 'scale', 0), 0) AS scale, NOT c.\"notnull\" AS is_nullable, coalesce(quarry_type(c.type, 'identity', 0), 0) AS is_identity, 0 AS is_computed, "
    "0 AS generated_always_type, CASE WHEN c.dflt_value IS NULL THEN 0 ELSE m.rowid * %31000 + c.cid + 500 END AS default_object_id "
    "FROM %2.sqlite_master m CROSS JOIN pragma_table_info(m.name, '%2') c WHERE " REAL,
    "\"%1sys.default_constraints\" AS SELECT m.rowid * %31000 + c.cid + 500 AS object_id, '(' || c.dflt_value || ')' AS definition "
    "FROM %2.sqlite_master m CROSS JOIN pragma_table_info(m.name, '%2') c WHERE c.dflt_value IS NOT NULL AND " REAL,
    "\"%1sys.triggers\" AS SELECT 0 AS object_id, 0 AS parent_id, 0 AS is_instead_of_trigger WHERE 0",
    "\"%1sys.trigger_events\" AS SELECT 0 AS object_id, 0 AS type WHERE 0",
    "\"%1sys.indexes\" AS SELECT m.rowid * %31000 AS object_id, i.seq + 1 AS index_id, CASE WHEN i.origin = 'pk' THEN 'PK_' || m.name ELSE i.name END AS name, "
    "i.\"unique\" AS is_unique, 0 AS is_hypothetical, 0 AS is_disabled, i.origin = 'pk' AS is_primary_key FROM %2.sqlite_master m CROSS JOIN pragma_index_list(m.name, '%2') i WHERE " REAL
    " UNION ALL SELECT m.rowid * %31000, 0, NULL, 0, 0, 0, 0 FROM %2.sqlite_master m WHERE " REAL,
    "\"%1sys.index_columns\" AS SELECT m.rowid * %31000 AS object_id, i.seq + 1 AS index_id, c.cid + 1 AS column_id, c.seqno + 1 AS key_ordinal "
    "FROM %2.sqlite_master m CROSS JOIN pragma_index_list(m.name, '%2') i CROSS JOIN pragma_index_info(i.name, '%2') c WHERE " REAL,
    "\"%1sys.key_constraints\" AS SELECT m.rowid * %31000 AS parent_object_id, 'PK_' || m.name AS name, 'PK' AS type, i.seq + 1 AS unique_index_id "
    "FROM %2.sqlite_master m CROSS JOIN pragma_index_list(m.name, '%2') i WHERE i.origin = 'pk' AND " REAL,
    "\"%1sys.foreign_keys\" AS SELECT m.rowid * %31000 + 100 + f.id AS object_id, m.rowid * %31000 AS parent_object_id, 'FK_' || m.name || '_' || f.id AS name "
    "FROM %2.sqlite_master m CROSS JOIN pragma_foreign_key_list(m.name, '%2') f ON f.seq = 0 WHERE " REAL,
    "\"%1sys.foreign_key_columns\" AS SELECT m.rowid * %31000 + 100 + f.id AS constraint_object_id, f.seq + 1 AS constraint_column_id, m.rowid * %31000 AS parent_object_id, "
    "(SELECT c.cid + 1 FROM pragma_table_info(m.name, '%2') c WHERE c.name = f.\"from\" COLLATE NOCASE) AS parent_column_id, r.rowid * %31000 AS referenced_object_id, "
    "(SELECT c.cid + 1 FROM pragma_table_info(r.name, '%2') c WHERE c.name = f.\"to\" COLLATE NOCASE) AS referenced_column_id "
    "FROM %2.sqlite_master m CROSS JOIN pragma_foreign_key_list(m.name, '%2') f CROSS JOIN %2.sqlite_master r ON r.type = 'table' AND r.name = f.\"table\" COLLATE NOCASE WHERE " REAL,
    "\"%1sys.partitions\" AS SELECT object_id, index_id, object_id * 1000 + index_id AS partition_id, object_id * 1000 + index_id AS hobt_id, "
    "row_count(4, object_id) AS rows FROM \"%1sys.indexes\"",
    "\"%1sys.allocation_units\" AS SELECT partition_id AS container_id, 1 AS type, 2 AS total_pages FROM \"%1sys.partitions\"",
    NULL,
};

static bool create(sim_db *db, const char *pattern, const char *prefix, const char *database, const char *sign) {
    sim_buf b = {0};
    buf_addf(&b, "CREATE TEMP VIEW ");
    for (; *pattern; pattern++) {
        const char *text = *pattern != '%' ? NULL : pattern[1] == '1' ? prefix : pattern[1] == '2' ? database : pattern[1] == '3' ? sign : NULL;
        buf_add(&b, text ? text : pattern, text ? strlen(text) : 1);
        pattern += text != NULL;
    }
    bool good = sqlite3_exec(db->handle, b.data, NULL, NULL, NULL) == SQLITE_OK;
    if (!good)
        fprintf(stderr, "quarrysim: %s: %s\n", sqlite3_errmsg(db->handle), b.data);
    buf_free(&b);
    return good;
}

static bool create_types(sim_db *db, const char *name) {
    sim_buf b = {0};
    buf_addf(&b, "\"%s\" AS ", name);
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        buf_addf(&b, "%sSELECT %d AS user_type_id, %d AS system_type_id, '%s' AS name, 0 AS is_user_defined", i ? " UNION ALL " : "", types[i].number, types[i].number,
                 types[i].name);
    bool good = create(db, b.data, "", "", "");
    buf_free(&b);
    return good;
}

bool db_sys_views(sim_db *db) {
    static const struct {
        const char *name;
        int args;
        void (*run)(sqlite3_context *, int, sqlite3_value **);
    } functions[] = {
        {"quarry_type_id", 1, type_id}, {"concat", -1, concat}, {"quotename", 1, quotename}, {"stuff", 4, stuff}, {"object_id", -1, object_id},
        {"serverproperty", 1, server_property}, {"has_dbaccess", 1, one}, {"checksum", -1, checksum},
    };
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        sqlite3_create_function(db->handle, functions[i].name, functions[i].args, SQLITE_UTF8, db, functions[i].run, NULL, NULL);
    bool good = create_types(db, "sys.types") && create_types(db, "tempdb.sys.types") &&
                create(db, "\"sys.schemas\" AS SELECT 1 AS schema_id, 'dbo' AS name UNION ALL SELECT 4, 'sys'", "", "", "") &&
                create(db, "\"sys.databases\" AS SELECT db_name() AS name, 0 AS state, 0 AS snapshot_isolation_state, 0 AS is_read_committed_snapshot_on, "
                           "160 AS compatibility_level, 'SQL_Latin1_General_CP1_CI_AS' AS collation_name UNION ALL SELECT 'master', 0, 0, 0, 160, 'SQL_Latin1_General_CP1_CI_AS'",
                       "", "", "");
    for (int i = 0; views[i] && good; i++)
        good = create(db, views[i], "", "main", "") && create(db, views[i], "tempdb.", "temp", "-");
    return good;
}
