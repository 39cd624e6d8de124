/* The vendors' catalogs as views over the engine's own, with what names,
 * columns, keys and indexes need of them. Numbers and letters are the manuals':
 *   Oracle  https://docs.oracle.com/en/database/oracle/oracle-database/23/refrn/static-data-dictionary-views.html
 *   ASE     https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc36274.1570/html/tables/X14340.htm
 *   T-SQL   https://learn.microsoft.com/sql/relational-databases/system-catalog-views/catalog-views-transact-sql */
#include "db.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- functions of these views ---- */

static void show(sqlite3_context *ctx, int count, sqlite3_value **args) {
    (void)count;
    const char *name = (const char *)sqlite3_value_text(args[0]);
    char shown[300];
    if (!name)
        return;
    dt_show_name(sqlite3_user_data(ctx), name, shown, sizeof shown);
    sqlite3_result_text(ctx, shown, -1, SQLITE_TRANSIENT);
}

/* The number of a type in syscolumns.type, by name; types that take NULL share some. */
static int ase_number(const db_type *t, bool nullable) {
    static const struct {
        const char *name;
        int fixed, nullable;
    } numbers[] = {
        {"bit", 50, 50}, {"tinyint", 48, 38}, {"smallint", 52, 38}, {"int", 56, 38}, {"bigint", 191, 38},
        {"unsigned smallint", 65, 68}, {"unsigned int", 66, 68}, {"unsigned bigint", 67, 68},
        {"decimal", 55, 106}, {"numeric", 63, 108}, {"money", 60, 110}, {"smallmoney", 122, 110}, {"real", 59, 109},
        {"float", 62, 109}, {"double precision", 62, 109}, {"date", 49, 123}, {"time", 51, 147}, {"bigtime", 190, 188},
        {"datetime", 61, 111}, {"smalldatetime", 58, 111}, {"bigdatetime", 189, 187}, {"char", 47, 39}, {"nchar", 47, 39},
        {"varchar", 39, 39}, {"nvarchar", 39, 39}, {"unichar", 135, 155}, {"univarchar", 155, 155}, {"binary", 45, 37},
        {"varbinary", 37, 37}, {"text", 35, 35}, {"unitext", 174, 174}, {"image", 34, 34},
    };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (!strcmp(numbers[i].name, t->name))
            return nullable ? numbers[i].nullable : numbers[i].fixed;
    return 0;
}

/* Bytes of a value, as far as the type is of fixed length. */
static long bytes_of(const db_type *t) {
    switch (t->form) {
    case FORM_BIT:
        return 1;
    case FORM_INT:
        return t->sql_type == SQL_TINYINT ? 1 : t->sql_type == SQL_SMALLINT ? 2 : t->sql_type == SQL_INTEGER ? 4 : 8;
    case FORM_REAL:
        return 4;
    case FORM_DECIMAL:
        return t->is_unsigned ? 8 : 17;
    case FORM_GUID:
    case FORM_TEXT:
    case FORM_BLOB:
        return 16;
    default:
        return t->length ? t->length * (t->wide ? 2 : 1) : 8;
    }
}

/* quarry_type(engine's type, part, nullable). */
static void type_part(sqlite3_context *ctx, int count, sqlite3_value **args) {
    (void)count;
    sim_db *db = sqlite3_user_data(ctx);
    const char *part = (const char *)sqlite3_value_text(args[1]);
    char declared[96];
    db_type t;
    int native;
    if (!db_type_reveal((const char *)sqlite3_value_text(args[0]), declared, sizeof declared) || !db_type_parse(db, declared, &t, &native))
        return;
    bool number = t.form == FORM_DECIMAL, moment = t.form == FORM_TIME || t.form == FORM_STAMP || t.form == FORM_OFFSET;
    if (!strcmp(part, "name")) {
        /* Oracle's moments have their digits within the name. */
        const char *rest = strchr(t.name, ' ');
        bool digits = db->vendor == VENDOR_ORACLE && moment && strncmp(t.name, "DATE", 4);
        char name[80];
        snprintf(name, sizeof name, digits ? "%.*s(%d)%s" : "%.*s", digits ? (int)(rest ? rest - t.name : (long)strlen(t.name)) : (int)strlen(t.name), t.name, t.digits,
                 rest ? rest : "");
        sqlite3_result_text(ctx, name, -1, SQLITE_TRANSIENT);
    } else if (!strcmp(part, "number")) {
        sqlite3_result_int(ctx, ase_number(&t, sqlite3_value_int(args[2])));
    } else if (!strcmp(part, "precision") && number) {
        sqlite3_result_int64(ctx, t.precision);
    } else if (!strcmp(part, "scale") && (number || moment)) {
        sqlite3_result_int(ctx, t.digits);
    } else if (!strcmp(part, "length")) {
        sqlite3_result_int64(ctx, t.length);
    } else if (!strcmp(part, "bytes")) {
        sqlite3_result_int64(ctx, t.size == 2147483647 && db->vendor == VENDOR_SQLSERVER ? -1 : bytes_of(&t));
    } else if (!strcmp(part, "identity")) {
        sqlite3_result_int(ctx, t.autoinc);
    }
}

/* The first value by another: MIN(a) KEEP (DENSE_RANK FIRST ORDER BY b). */
typedef struct {
    sqlite3_value *value;
    double rank;
    bool any;
} first_state;

static void first_step(sqlite3_context *ctx, int count, sqlite3_value **args) {
    (void)count;
    first_state *state = sqlite3_aggregate_context(ctx, sizeof *state);
    double rank = sqlite3_value_double(args[1]);
    if (!state || (state->any && rank >= state->rank))
        return;
    sqlite3_value_free(state->value);
    state->value = sqlite3_value_dup(args[0]);
    state->rank = rank;
    state->any = true;
}

static void first_final(sqlite3_context *ctx) {
    first_state *state = sqlite3_aggregate_context(ctx, 0);
    if (!state || !state->value)
        return;
    sqlite3_result_value(ctx, state->value);
    sqlite3_value_free(state->value);
}

/* The one number or text of a query with a table's name in it. */
static void ask(sqlite3_context *ctx, const char *sql, int64_t id, int64_t second, int64_t third) {
    sim_db *db = sqlite3_user_data(ctx);
    sqlite3_stmt *s = NULL;
    if (sqlite3_prepare_v2(db->handle, sql, -1, &s, NULL) == SQLITE_OK) {
        sqlite3_bind_int64(s, 1, id);
        sqlite3_bind_int64(s, 2, second);
        sqlite3_bind_int64(s, 3, third);
        if (sqlite3_step(s) == SQLITE_ROW)
            sqlite3_result_value(ctx, sqlite3_column_value(s, 0));
    }
    sqlite3_finalize(s);
}

/* ROW_COUNT(database, table). */
static void row_count(sqlite3_context *ctx, int count, sqlite3_value **args) {
    (void)count;
    sim_db *db = sqlite3_user_data(ctx);
    sqlite3_stmt *s = NULL;
    char *sql = NULL;
    if (sqlite3_prepare_v2(db->handle, "SELECT name FROM main.sqlite_master WHERE rowid * 1000 = ?1", -1, &s, NULL) == SQLITE_OK) {
        sqlite3_bind_int64(s, 1, sqlite3_value_int64(args[count - 1]));
        if (sqlite3_step(s) == SQLITE_ROW)
            sql = sqlite3_mprintf("SELECT count(*) FROM main.\"%w\"", sqlite3_column_text(s, 0));
    }
    sqlite3_finalize(s);
    if (sql)
        ask(ctx, sql, 0, 0, 0);
    sqlite3_free(sql);
}

static void reserved_pages(sqlite3_context *ctx, int count, sqlite3_value **args) {
    sqlite3_result_int(ctx, count > 2 && sqlite3_value_int(args[2]) == 255 ? 0 : 1);
}

/* INDEX_COL(table, index, key, user). */
static void index_col(sqlite3_context *ctx, int count, sqlite3_value **args) {
    (void)count;
    sim_db *db = sqlite3_user_data(ctx);
    sqlite3_stmt *s = NULL;
    static const char sql[] =
        "SELECT quarry_show(i.name) FROM main.sqlite_master m CROSS JOIN pragma_index_list(m.name) l CROSS JOIN pragma_index_info(l.name) i "
        "WHERE m.type = 'table' AND quarry_show(m.name) = ?1 AND l.seq + 1 = ?2 AND i.seqno + 1 = ?3";
    if (sqlite3_prepare_v2(db->handle, sql, -1, &s, NULL) == SQLITE_OK) {
        for (int i = 0; i < 3; i++)
            sqlite3_bind_value(s, i + 1, args[i]);
        if (sqlite3_step(s) == SQLITE_ROW)
            sqlite3_result_value(ctx, sqlite3_column_value(s, 0));
    }
    sqlite3_finalize(s);
}

static void constant(sqlite3_context *ctx, int count, sqlite3_value **args) {
    (void)count, (void)args;
    sqlite3_result_int64(ctx, (int64_t)(intptr_t)sqlite3_user_data(ctx));
}

static void sys_context(sqlite3_context *ctx, int count, sqlite3_value **args) {
    (void)count;
    const sim_db *db = sqlite3_user_data(ctx);
    const char *name = (const char *)sqlite3_value_text(args[1]);
    if (name && strstr(name, "SCHEMA"))
        sqlite3_result_text(ctx, db->schema, -1, SQLITE_TRANSIENT);
    else if (name && !strcmp(name, "DB_NAME"))
        sqlite3_result_text(ctx, db->catalog, -1, SQLITE_TRANSIENT);
}

/* ---- the views ---- */

#define TABLES "FROM main.sqlite_master m WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
/* CROSS JOIN keeps the order: without a table before it a function of pragmas has no rows. */
#define TABLE_ROWS "FROM main.sqlite_master m "
#define OF_TABLES " WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"

static const char *const oracle_views[] = {
    "dual AS SELECT 'X' AS dummy",
    "nls_database_parameters AS SELECT 'NLS_CHARACTERSET' AS parameter, 'AL32UTF8' AS value UNION ALL SELECT 'NLS_NCHAR_CHARACTERSET', 'AL16UTF16'",
    "all_procedures AS SELECT '' AS owner, '' AS object_name, '' AS procedure_name WHERE 0",
    "all_users AS SELECT 'TESTER' AS username, 'N' AS oracle_maintained UNION ALL SELECT 'SYS', 'Y'",
    "all_tables AS SELECT 'TESTER' AS owner, quarry_show(m.name) AS table_name, 'NO' AS dropped, 'NO' AS nested, 'N' AS secondary, NULL AS iot_type, "
    "'N' AS temporary, 'USERS' AS tablespace_name, NULL AS num_rows, NULL AS blocks " TABLES,
    "all_mviews AS SELECT '' AS owner, '' AS mview_name WHERE 0",
    "all_views AS SELECT '' AS owner, '' AS view_name WHERE 0",
    "all_triggers AS SELECT '' AS table_owner, '' AS table_name, '' AS status, '' AS triggering_event, '' AS trigger_type, '' AS before_row WHERE 0",
    "all_synonyms AS SELECT '' AS owner, '' AS synonym_name, '' AS table_owner, '' AS table_name, '' AS db_link WHERE 0",
    "all_objects AS SELECT 'TESTER' AS owner, quarry_show(m.name) AS object_name, 'TABLE' AS object_type " TABLES,
    "user_tablespaces AS SELECT 'USERS' AS tablespace_name, 8192 AS block_size",
    "all_tab_cols AS SELECT 'TESTER' AS owner, quarry_show(m.name) AS table_name, quarry_show(c.name) AS column_name, c.cid + 1 AS column_id, "
    "quarry_type(c.type, 'name', 0) AS data_type, NULL AS data_type_owner, quarry_type(c.type, 'precision', 0) AS data_precision, "
    "quarry_type(c.type, 'scale', 0) AS data_scale, quarry_type(c.type, 'length', 0) AS char_length, 'C' AS char_used, "
    "quarry_type(c.type, 'bytes', 0) AS data_length, CASE WHEN c.\"notnull\" THEN 'N' ELSE 'Y' END AS nullable, c.dflt_value AS data_default, "
    "'NO' AS hidden_column, 'NO' AS identity_column, 'NO' AS virtual_column " TABLE_ROWS "CROSS JOIN pragma_table_info(m.name) c" OF_TABLES,
    "all_constraints AS SELECT 'TESTER' AS owner, quarry_show(m.name) AS table_name, 'PK_' || m.rowid AS constraint_name, 'P' AS constraint_type, "
    "NULL AS r_owner, NULL AS r_constraint_name " TABLES " AND EXISTS (SELECT 1 FROM pragma_table_info(m.name) k WHERE k.pk) UNION ALL "
    "SELECT 'TESTER', quarry_show(m.name), 'FK_' || m.rowid || '_' || f.id, 'R', 'TESTER', 'PK_' || r.rowid " TABLE_ROWS
    "CROSS JOIN pragma_foreign_key_list(m.name) f ON f.seq = 0 JOIN main.sqlite_master r ON r.type = 'table' AND r.name = f.\"table\"" OF_TABLES,
    "all_cons_columns AS SELECT 'TESTER' AS owner, quarry_show(m.name) AS table_name, 'PK_' || m.rowid AS constraint_name, quarry_show(k.name) AS column_name, "
    "k.pk AS position " TABLE_ROWS "CROSS JOIN pragma_table_info(m.name) k ON k.pk" OF_TABLES " UNION ALL SELECT 'TESTER', quarry_show(m.name), "
    "'FK_' || m.rowid || '_' || f.id, quarry_show(f.\"from\"), f.seq + 1 " TABLE_ROWS "CROSS JOIN pragma_foreign_key_list(m.name) f" OF_TABLES,
    "all_indexes AS SELECT 'TESTER' AS owner, CASE WHEN i.origin = 'pk' THEN 'PK_' || m.rowid ELSE quarry_show(i.name) END AS index_name, 'TESTER' AS table_owner, quarry_show(m.name) AS table_name, "
    "CASE WHEN i.\"unique\" THEN 'UNIQUE' ELSE 'NONUNIQUE' END AS uniqueness, 'USERS' AS tablespace_name, NULL AS leaf_blocks, 'NORMAL' AS index_type "
    TABLE_ROWS "CROSS JOIN pragma_index_list(m.name) i" OF_TABLES,
    "all_ind_columns AS SELECT 'TESTER' AS index_owner, CASE WHEN i.origin = 'pk' THEN 'PK_' || m.rowid ELSE quarry_show(i.name) END AS index_name, 'TESTER' AS table_owner, quarry_show(m.name) AS table_name, "
    "quarry_show(c.name) AS column_name, c.seqno + 1 AS column_position " TABLE_ROWS "CROSS JOIN pragma_index_list(m.name) i CROSS JOIN pragma_index_info(i.name) c" OF_TABLES,
    "all_ind_expressions AS SELECT '' AS index_owner, '' AS index_name, 0 AS column_position WHERE 0",
    NULL,
};

static const char *const ase_views[] = {
    "sysusers AS SELECT 1 AS uid, 0 AS gid, 'dbo' AS name UNION ALL SELECT 0, 0, 'public'",
    "sysdatabases AS SELECT 4 AS dbid, db_name() AS name, 0 AS status UNION ALL SELECT 1, 'master', 0 UNION ALL SELECT 2, 'tempdb', 0",
    "syscharsets AS SELECT 190 AS id, 1001 AS type, 'utf8' AS name",
    "sysconfigures AS SELECT 131 AS config, 190 AS value",
    "sysobjects AS SELECT m.rowid * 1000 AS id, quarry_show(m.name) AS name, 'U' AS type, 1 AS uid, 0 AS instrig " TABLES " UNION ALL "
    "SELECT m.rowid * 1000 + 1 + f.id, quarry_show(m.name) || '_' || f.id, 'RI', 1, 0 " TABLE_ROWS "CROSS JOIN pragma_foreign_key_list(m.name) f ON f.seq = 0" OF_TABLES,
    "syscolumns AS SELECT m.rowid * 1000 AS id, c.cid + 1 AS colid, quarry_show(c.name) AS name, quarry_type(c.type, 'number', NOT c.\"notnull\") AS type, "
    "quarry_type(c.type, 'bytes', 0) AS length, quarry_type(c.type, 'precision', 0) AS prec, quarry_type(c.type, 'scale', 0) AS scale, "
    "CASE WHEN c.\"notnull\" THEN 0 ELSE 8 END AS status, quarry_type(c.type, 'number', 0) AS usertype, 0 AS status3, 0 AS cdefault, NULL AS computedcol "
    TABLE_ROWS "CROSS JOIN pragma_table_info(m.name) c" OF_TABLES,
    "systypes AS SELECT DISTINCT quarry_type(c.type, 'number', 0) AS usertype, quarry_type(c.type, 'name', 0) AS name "
    TABLE_ROWS "CROSS JOIN pragma_table_info(m.name) c" OF_TABLES,
    "syscomments AS SELECT 0 AS id, 0 AS colid, 0 AS colid2, '' AS text WHERE 0",
    "sysindexes AS SELECT m.rowid * 1000 AS id, i.seq + 1 AS indid, quarry_show(i.name) AS name, "
    "(CASE WHEN i.\"unique\" THEN 2 ELSE 0 END) | (CASE WHEN i.origin = 'pk' THEN 2048 ELSE 0 END) AS status, "
    "(SELECT count(*) FROM pragma_index_info(i.name)) AS keycnt " TABLE_ROWS "CROSS JOIN pragma_index_list(m.name) i" OF_TABLES,
    NULL,
};

/* Sixteen pairs of columns in a row: of keys with one column the others are 0. */
static void ase_references(sim_db *db) {
    sim_buf b = {0};
    static const char head[] = "CREATE TEMP VIEW sysreferences AS SELECT m.rowid * 1000 AS tableid, m.rowid * 1000 + 1 + f.id AS constrid, r.rowid * 1000 AS reftabid, "
                               "(SELECT count(*) FROM pragma_foreign_key_list(m.name) n WHERE n.id = f.id) AS keycnt, NULL AS frgndbname, NULL AS pmrydbname";
    buf_add(&b, head, sizeof head - 1);
    for (int i = 1; i <= 16; i++) {
        buf_addf(&b, ", (SELECT c.cid + 1 FROM pragma_foreign_key_list(m.name) k CROSS JOIN pragma_table_info(m.name) c ON c.name = k.\"from\" WHERE k.id = f.id AND k.seq = %d) AS fokey%d", i - 1, i);
        buf_addf(&b, ", (SELECT c.cid + 1 FROM pragma_foreign_key_list(m.name) k CROSS JOIN pragma_table_info(k.\"table\") c ON c.name = k.\"to\" WHERE k.id = f.id AND k.seq = %d) AS refkey%d", i - 1, i);
    }
    static const char tail[] = " " TABLE_ROWS "CROSS JOIN pragma_foreign_key_list(m.name) f ON f.seq = 0 JOIN main.sqlite_master r ON r.type = 'table' AND r.name = f.\"table\"" OF_TABLES;
    buf_add(&b, tail, sizeof tail - 1);
    sqlite3_exec(db->handle, b.data, NULL, NULL, NULL);
    buf_free(&b);
}

bool db_views(sim_db *db) {
    const char *const *views = db->vendor == VENDOR_ORACLE ? oracle_views : db->vendor == VENDOR_ASE ? ase_views : NULL;
    bool good = true;
    sqlite3_create_function(db->handle, "quarry_show", 1, SQLITE_UTF8, db, show, NULL, NULL);
    sqlite3_create_function(db->handle, "quarry_type", 3, SQLITE_UTF8, db, type_part, NULL, NULL);
    sqlite3_create_function(db->handle, "quarry_first", 2, SQLITE_UTF8, db, NULL, first_step, first_final);
    if (db->vendor == VENDOR_ORACLE) {
        sqlite3_create_function(db->handle, "sys_context", 2, SQLITE_UTF8, db, sys_context, NULL, NULL);
    } else {
        sqlite3_create_function(db->handle, "row_count", -1, SQLITE_UTF8, db, row_count, NULL, NULL);
        sqlite3_create_function(db->handle, "reserved_pages", -1, SQLITE_UTF8, db, reserved_pages, NULL, NULL);
        sqlite3_create_function(db->handle, "index_col", -1, SQLITE_UTF8, db, index_col, NULL, NULL);
        sqlite3_create_function(db->handle, "user_id", -1, SQLITE_UTF8, (void *)1, constant, NULL, NULL);
        sqlite3_create_function(db->handle, "db_id", -1, SQLITE_UTF8, (void *)4, constant, NULL, NULL);
    }
    for (; views && *views && good; views++) {
        char *sql = sqlite3_mprintf("CREATE TEMP VIEW %s", *views);
        good = sqlite3_exec(db->handle, sql, NULL, NULL, NULL) == SQLITE_OK;
        if (!good)
            fprintf(stderr, "quarrysim: %s: %s\n", sqlite3_errmsg(db->handle), *views);
        sqlite3_free(sql);
    }
    if (db->vendor == VENDOR_ASE)
        ase_references(db);
    if (db->vendor == VENDOR_SQLSERVER)
        good = db_sys_views(db);
    return good;
}
