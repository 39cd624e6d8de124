/* What each vendor says of a failure: SQLSTATE, number and text.
 *   SQL Server  https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors
 *   Oracle      https://docs.oracle.com/en/error-help/db/
 *   ASE         https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc00729.1600/doc/html/title.html */
#include "db.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const char *state;
    int native;
    const char *text; /* with one %s or none */
} fault;

static const struct {
    db_fault fault;
    fault of[3]; /* SQL Server, Oracle, ASE */
} faults[] = {
    {DBE_SYNTAX, {{"42000", 102, "Incorrect syntax near '%s'."}, {"42000", 933, "ORA-00933: SQL command not properly ended near %s"}, {"42000", 102, "Incorrect syntax near '%s'."}}},
    {DBE_NO_TABLE, {{"42S02", 208, "Invalid object name '%s'."}, {"42S02", 942, "ORA-00942: table or view %s does not exist"}, {"42S02", 208, "%s not found. Specify owner.objectname or use sp_help to check whether the object exists."}}},
    {DBE_NO_TABLE_DROP, {{"42S02", 3701, "Cannot drop the table '%s', because it does not exist or you do not have permission."}, {"42S02", 942, "ORA-00942: table or view %s does not exist"}, {"42S02", 3701, "Cannot drop the table '%s', because it doesn't exist in the system catalogs."}}},
    {DBE_NO_COLUMN, {{"42S22", 207, "Invalid column name '%s'."}, {"HY000", 904, "ORA-00904: \"%s\": invalid identifier"}, {"42S22", 207, "Invalid column name '%s'."}}},
    {DBE_TABLE_EXISTS, {{"42S01", 2714, "There is already an object named '%s' in the database."}, {"42S01", 955, "ORA-00955: name is already used by an existing object"}, {"42S01", 2714, "There is already an object named '%s' in the database."}}},
    {DBE_DUPLICATE_COLUMN, {{"42S21", 2705, "Column names in each table must be unique. Column name '%s' is specified more than once."}, {"HY000", 957, "ORA-00957: duplicate column name"}, {"42S21", 2705, "Column names in each table must be unique. Column name '%s' is specified more than once."}}},
    {DBE_UNIQUE, {{"23000", 2627, "Violation of a unique constraint of '%s'. Cannot insert duplicate key."}, {"23000", 1, "ORA-00001: unique constraint (%s) violated"}, {"23000", 2601, "Attempt to insert duplicate key row in '%s' with a unique index"}}},
    {DBE_NOT_NULL, {{"23000", 515, "Cannot insert the value NULL into column '%s'; column does not allow nulls."}, {"23000", 1400, "ORA-01400: cannot insert NULL into (%s)"}, {"23000", 233, "The column %s does not allow null values."}}},
    {DBE_FOREIGN_KEY, {{"23000", 547, "The statement conflicted with a FOREIGN KEY constraint."}, {"23000", 2291, "ORA-02291: integrity constraint violated - parent key not found"}, {"23000", 546, "Foreign key constraint violation occurred."}}},
    {DBE_LOCKED, {{"HY000", 1222, "Lock request time out period exceeded."}, {"HY000", 54, "ORA-00054: resource busy and acquire with NOWAIT specified or timeout expired"}, {"HY000", 12205, "Could not acquire a lock within the specified wait period."}}},
    {DBE_OVERFLOW, {{"22003", 8115, "Arithmetic overflow error converting expression to data type %s."}, {"HY000", 1438, "ORA-01438: value larger than specified precision allowed for this column (%s)"}, {"22003", 247, "Arithmetic overflow during implicit conversion to a %s field."}}},
    {DBE_TRUNCATION, {{"22001", 2628, "String or binary data would be truncated in a column of type %s."}, {"HY000", 12899, "ORA-12899: value too large for column of type %s"}, {"22001", 9502, "Data exception - string data right truncated (%s)."}}},
    {DBE_CONVERSION, {{"22018", 245, "Conversion failed when converting a value to data type %s."}, {"HY000", 1722, "ORA-01722: invalid number (%s)"}, {"42000", 249, "Syntax error during explicit conversion to a %s field."}}},
    {DBE_BAD_DATE, {{"22007", 241, "Conversion failed when converting date and/or time from character string to %s."}, {"22008", 1861, "ORA-01861: literal does not match format string (%s)"}, {"22007", 535, "Difference of two datetime fields caused overflow at runtime (%s)."}}},
    {DBE_NO_SAVEPOINT, {{"42000", 6401, "Cannot roll back %s. No transaction or savepoint of that name was found."}, {"HY000", 1086, "ORA-01086: savepoint '%s' never established in this session or is invalid"}, {"42000", 6401, "Cannot rollback %s - no transaction or savepoint of that name found."}}},
    {DBE_NO_TRANSACTION, {{"42000", 3902, "There is no corresponding BEGIN TRANSACTION (%s)."}, {"HY000", 1453, "ORA-01453: SET TRANSACTION must be first statement of transaction"}, {"42000", 3902, "There is no corresponding BEGIN TRANSACTION (%s)."}}},
    {DBE_DDL_IN_TRAN, {{"42000", 226, "%s statement not allowed within multi-statement transaction."}, {"HY000", 900, "%s"}, {"HY000", 2762, "The '%s' command is not allowed within a multi-statement transaction in this database."}}},
    {DBE_READ_ONLY, {{"42000", 3906, "Failed to update database because the database is read-only."}, {"HY000", 1456, "ORA-01456: may not perform insert, delete, update operation inside a READ ONLY transaction"}, {"42000", 3906, "Attempt to BEGIN TRANsaction in database failed because database is READ ONLY."}}},
    {DBE_NO_DATABASE, {{"42000", 4060, "Cannot open database \"%s\" requested by the login. The login failed."}, {"08004", 12514, "ORA-12514: TNS:listener does not currently know of service %s"}, {"42000", 911, "Attempt to locate entry in sysdatabases for database '%s' by name failed."}}},
    {DBE_ISOLATION_IN_TRAN, {{"42000", 226, "%s"}, {"HY000", 1453, "%s"}, {"42000", 226, "SET TRANSACTION ISOLATION LEVEL command not allowed within multi-statement transaction."}}},
    {DBE_MARKER_IN_LIST, {{"42000", 8180, "%s"}, {"HY000", 932, "%s"}, {"42000", 164, "GROUP BY/select list: parameter markers are not allowed there."}}},
    {DBE_NO_FUNCTION, {{"42000", 195, "'%s' is not a recognized built-in function name."}, {"HY000", 904, "ORA-00904: \"%s\": invalid identifier"}, {"42000", 14216, "Function '%s' not found."}}},
    {DBE_UNSORTED_SUBQUERY, {{"42000", 1033, "The ORDER BY clause is invalid in views, inline functions, derived tables, subqueries, unless TOP or OFFSET is also specified."}, {"42000", 907, "ORA-00907: missing right parenthesis"}, {"42000", 154, "An ORDER BY clause is not allowed in a derived table."}}},
    {DBE_UNSUPPORTED, {{"HYC00", 0, "The store knows no such statement: %s"}, {"HYC00", 0, "The store knows no such statement: %s"}, {"HYC00", 0, "The store knows no such statement: %s"}}},
};

void db_fault_text(int vendor, db_fault what, const char *of, char *state, int *native, char *message, size_t size) {
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        if (faults[i].fault == what) {
            const fault *f = &faults[i].of[vendor];
            const char *place = strstr(f->text, "%s");
            strcpy(state, f->state);
            *native = f->native;
            if (place)
                snprintf(message, size, "%.*s%.150s%s", (int)(place - f->text), f->text, of, place + 2);
            else
                snprintf(message, size, "%s", f->text);
            return;
        }
}

SQLRETURN db_fail_on(sim_handle *h, int vendor, db_fault what, const char *of) {
    char state[6], message[400];
    int native = 0;
    db_fault_text(vendor, what, of, state, &native, message, sizeof message);
    return diag_post(h, state, native, SQL_NO_ROW_NUMBER, SQL_NO_COLUMN_NUMBER, "%s", message);
}

SQLRETURN db_fail(sim_stmt *s, db_fault what, const char *of) {
    return db_fail_on(&s->head, s->conn->db->vendor, what, of);
}

/* From a function called by the engine: kept for the statement that runs. */
void db_raise(sim_db *db, sqlite3_context *ctx, db_fault what, const char *of) {
    db_fault_text(db->vendor, what, of, db->state, &db->native, db->message, sizeof db->message);
    db->raised = true;
    sqlite3_result_error(ctx, "raised", -1);
}

/* What stands behind a known beginning, or between it and a known end. */
static bool cut(const char *text, const char *begin, const char *end, char *out, size_t size) {
    const char *at = strstr(text, begin);
    if (!at)
        return false;
    at += strlen(begin);
    const char *stop = *end ? strstr(at, end) : NULL;
    snprintf(out, size, "%.*s", (int)(stop ? stop - at : (long)strlen(at)), at);
    return true;
}

static db_fault sort(const char *text, int code, char *name, size_t size) {
    snprintf(name, size, "%s", text);
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
        return DBE_LOCKED;
    if (cut(text, "no such table: main.", "", name, size) || cut(text, "no such table: ", "", name, size) || cut(text, "unknown database ", "", name, size))
        return DBE_NO_TABLE;
    if (cut(text, "no such column: ", "", name, size) || cut(text, " has no column named ", "", name, size))
        return DBE_NO_COLUMN;
    if (cut(text, "duplicate column name: ", "", name, size))
        return DBE_DUPLICATE_COLUMN;
    if (cut(text, "no such function: ", "", name, size) || cut(text, "wrong number of arguments to function ", "(", name, size))
        return DBE_NO_FUNCTION;
    if (strstr(text, " already exists")) {
        cut(text, "table ", " already", name, size);
        return DBE_TABLE_EXISTS;
    }
    if (cut(text, "UNIQUE constraint failed: ", ".", name, size) || strstr(text, "PRIMARY KEY must be unique"))
        return DBE_UNIQUE;
    if (cut(text, "NOT NULL constraint failed: ", "", name, size))
        return DBE_NOT_NULL;
    if (strstr(text, "FOREIGN KEY constraint failed"))
        return DBE_FOREIGN_KEY;
    if (cut(text, "near \"", "\": syntax error", name, size) || strstr(text, "incomplete input") || strstr(text, "syntax error"))
        return DBE_SYNTAX;
    return DBE_SYNTAX;
}

SQLRETURN db_fail_sqlite(sim_stmt *s) {
    sim_db *db = s->conn->db;
    char name[300], shown[300];
    if (db->raised) {
        db->raised = false;
        return diag_post(&s->head, db->state, db->native, SQL_NO_ROW_NUMBER, SQL_NO_COLUMN_NUMBER, "%s", db->message);
    }
    int code = sqlite3_errcode(db->handle);
    const char *text = sqlite3_errmsg(db->handle);
    if (code == SQLITE_INTERRUPT || s->cancelled)
        return diag_post(&s->head, s->conn->options.cancel_state, db->vendor == VENDOR_ORACLE ? 1013 : 0, SQL_NO_ROW_NUMBER,
                         SQL_NO_COLUMN_NUMBER, "Operation canceled");
    db_fault what = sort(text, code, name, sizeof name);
    /* ASE ends the transaction whose lock was not had in time. */
    if (what == DBE_LOCKED && db->vendor == VENDOR_ASE && db_in_transaction(db))
        db_exec(db, "ROLLBACK");
    dt_show_name(db, name, shown, sizeof shown);
    return db_fail(s, what, shown);
}
