/* The store: a real SQL engine (SQLite) behind the driver, for Store=sqlite.
 * Shared by the db_*.c files; README.md says what it stands in for. */
#ifndef QUARRY_DB_H
#define QUARRY_DB_H

#include "sim.h"
#include <sqlite3.h>

enum { VENDOR_SQLSERVER, VENDOR_ORACLE, VENDOR_ASE };

/* ---- statement texts (db_token.c) ---- */
enum { TK_END, TK_WORD, TK_NAME, TK_STRING, TK_NUMBER, TK_HEX, TK_MARKER, TK_PUNCT };

typedef struct {
    int kind;
    char *text; /* without its quotes */
    size_t len, at, end; /* at, end: the place in the statement's text */
    int marker; /* from 1 */
} db_token;

typedef struct {
    db_token *items; /* ended by one of kind TK_END */
    int count;
} db_tokens;

bool db_tokenize(const char *text, size_t len, int vendor, db_tokens *out, char *error, size_t error_size);
void db_tokens_free(db_tokens *t);
bool tk_is(const db_token *t, const char *word);        /* an unquoted word, in any case */
bool tk_any(const db_token *t, const char *const *words);
bool tk_punct(const db_token *t, const char *punct);
bool tk_named(const db_token *t);                       /* a word or a quoted name */
int tk_close(const db_tokens *t, int open, int to);     /* the parenthesis that closes the one at open, or to */
int tk_find(const db_tokens *t, int from, int to, const char *word); /* at depth 0, or to */
int tk_comma(const db_tokens *t, int from, int to);     /* the next comma at depth 0, or to */

/* ---- types (db_types.c) ---- */
enum {
    FORM_NONE, FORM_BIT, FORM_INT, FORM_DECIMAL, FORM_NUMBER, FORM_REAL, FORM_DOUBLE, FORM_CHAR, FORM_VARCHAR, FORM_TEXT,
    FORM_BINARY, FORM_VARBINARY, FORM_BLOB, FORM_DATE, FORM_TIME, FORM_STAMP, FORM_OFFSET, FORM_GUID
};

/* A declared type: how its values are kept, and how the vendor's ODBC driver describes a column of it. */
typedef struct {
    char declared[96], name[64]; /* as written, and as SQL_DESC_TYPE_NAME says it */
    int form, digits;
    bool wide, is_unsigned, autoinc;
    int64_t min, max;      /* FORM_INT */
    long precision, length; /* decimals; texts and bytes, 0 for no limit */
    SQLSMALLINT sql_type, shown_digits;
    SQLULEN size;
} db_type;

typedef struct sim_db sim_db;

/* False: the vendor knows no such type, and *native is its error. */
bool db_type_parse(const sim_db *db, const char *declared, db_type *out, int *native);
void db_type_of_value(const sim_db *db, int sqlite_type, int64_t number, db_type *out);
/* A declared type as a type name of SQLite's that gives its column no affinity, and back. */
void db_type_hide(const char *declared, sim_buf *out);
bool db_type_reveal(const char *decltype, char *out, size_t size);

/* ---- the connection (db.c) ---- */
struct sim_db {
    sqlite3 *handle;
    sim_conn *conn;
    int vendor;
    bool tds;       /* FreeTDS's driver: other descriptions than the vendor's own */
    bool read_only; /* of the transaction that is open */
    bool ddl_in_tran;
    long lock_ms;
    sim_stmt *running;
    char catalog[128], schema[128];
    /* What a function of ours refused, for the statement that called it. */
    bool raised;
    char state[6], message[400];
    int native;
};

SQLRETURN db_open(sim_conn *c);
void db_close(sim_conn *c);
SQLRETURN db_end(sim_conn *c, bool commit);
bool db_in_transaction(const sim_db *db);
SQLRETURN db_begin_if_manual(sim_stmt *s);
void db_begin_if_eager(sim_conn *c);
bool db_exec(sim_db *db, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool db_script_parse(const sim_conn *c, const char *text, sim_script *out, char *error, size_t error_size);
SQLRETURN db_run(sim_stmt *s, sim_part *part, bool *produced);
void db_interrupt(sim_conn *c);

/* ---- errors (db_errors.c) ---- */
typedef enum {
    DBE_SYNTAX, DBE_NO_TABLE, DBE_NO_TABLE_DROP, DBE_NO_COLUMN, DBE_TABLE_EXISTS, DBE_DUPLICATE_COLUMN, DBE_UNIQUE, DBE_NOT_NULL, DBE_FOREIGN_KEY,
    DBE_LOCKED, DBE_OVERFLOW, DBE_TRUNCATION, DBE_CONVERSION, DBE_BAD_DATE, DBE_NO_SAVEPOINT, DBE_NO_TRANSACTION, DBE_DDL_IN_TRAN, DBE_READ_ONLY,
    DBE_NO_DATABASE, DBE_ISOLATION_IN_TRAN, DBE_MARKER_IN_LIST, DBE_NO_FUNCTION, DBE_UNSORTED_SUBQUERY, DBE_UNSUPPORTED
} db_fault;

SQLRETURN db_fail(sim_stmt *s, db_fault fault, const char *what);
SQLRETURN db_fail_native(sim_stmt *s, const char *state, int native, const char *message);
SQLRETURN db_fail_on(sim_handle *h, int vendor, db_fault fault, const char *what);
void db_fault_text(int vendor, db_fault fault, const char *what, char *state, int *native, char *message, size_t size);
SQLRETURN db_fail_sqlite(sim_stmt *s);   /* by the engine's last error */
void db_raise(sim_db *db, sqlite3_context *ctx, db_fault fault, const char *what);

/* ---- values (db_values.c) ---- */
/* The value in the form in which a column of the type keeps it; false after db_raise. */
bool db_convert(sim_db *db, const db_type *t, bool assign, sqlite3_value *in, sqlite3_context *ctx);
bool db_convert_time(sim_db *db, const db_type *t, sqlite3_value *in, sqlite3_context *ctx); /* db_times.c */
void db_utc(sim_buf *text, int digits);
void db_register(sim_db *db);            /* db_functions.c */
bool db_sys_views(sim_db *db);            /* db_sysviews.c */
bool db_views(sim_db *db);               /* db_catalog.c */

/* ---- translation (db_translate.c, db_dml.c, db_ddl.c) ---- */
enum { DB_ROWS, DB_COUNT, DB_NOTHING, DB_ERROR };

typedef struct {
    int from, to;  /* the whole clause */
    int alias, select, close;
} db_apply;

typedef struct {
    sim_stmt *s;
    sim_db *db;
    db_tokens *t;
    db_apply *applies;
    int apply_count;
    sim_buf sql;
    char **item_types; /* of the outermost SELECT's items, NULL where unknown */
    int item_count;
    bool assigns; /* SELECT @name = ...: no result */
    bool starred; /* item_types cannot be counted */
    bool failed;
    db_fault fault;
    int bad_type; /* the error of a declared type that is none */
    char what[200];
} db_text;

typedef struct {
    char *name, *type; /* the engine's name; the declared type */
} db_column;

void db_text_free(db_text *x);
void dt_fail(db_text *x, db_fault fault, const char *what);
void dt_name(const db_text *x, const db_token *name, sim_buf *out); /* quoted for the engine */
void dt_plain_name(const sim_db *db, const db_token *name, sim_buf *out); /* not quoted */
void dt_show_name(const sim_db *db, const char *engine, char *out, size_t size);
int dt_chain(db_text *x, int from, int to, sim_buf *out);
int dt_table(db_text *x, int from, int to, sim_buf *out); /* a table's name at from; what follows it */
bool dt_is_cast(const db_token *t); /* db_items.c */
bool dt_is_convert(const db_text *x, const db_token *t);
char *dt_item_type(const db_text *x, int from, int to);
bool dt_has_name(const db_text *x, int from, int to);
void dt_type_words(const db_tokens *t, int from, int to, char *out, size_t size);
void dt_expression(db_text *x, int from, int to);
void dt_select(db_text *x, int from, int to, bool outermost);
void dt_find_applies(db_text *x, int from, int to); /* db_apply.c */
int dt_skip_apply(const db_text *x, int at);
int dt_apply_column(db_text *x, int at, int to);
bool dt_is_apply(const db_text *x, int at);
void dt_quote(sim_buf *out, const char *text);
int db_columns(sim_db *db, const char *quoted_table, db_column **out);
void db_columns_free(db_column *columns, int count);
void dt_insert(db_text *x);
int dt_assignments(db_text *x, int at, int to, const db_column *columns, int count);
void dt_update(db_text *x);
void dt_delete(db_text *x);
SQLRETURN db_merge(sim_stmt *s, db_text *x, int first_marker, int64_t set, int64_t *affected);
void dt_create(db_text *x);
void dt_alter(db_text *x);
void dt_drop(db_text *x);

/* ---- running (db_run.c) ---- */
SQLRETURN db_statement(sim_stmt *s, db_text *x, int first_marker, int64_t set, int64_t *affected);
bool db_bind(sim_stmt *s, sqlite3_stmt *statement, int first_marker, int64_t set);

#endif
