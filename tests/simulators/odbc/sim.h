/* Shared declarations of the scripted ODBC driver used by Quarry's tests.
 * See README.md for the script grammar and the connection keywords. */
#ifndef QUARRY_SIM_H
#define QUARRY_SIM_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sql.h>
#include <sqlext.h>
#include <sqlucode.h>

/* Only what carries EXPORT leaves the library: the internals must not be
 * interposed by, or interpose, anything else in a test process. */
#define EXPORT __attribute__((visibility("default")))

#define SQL_SS_TIME2 (-154)
#define SQL_SS_TIMESTAMPOFFSET (-155)
#define SQL_C_SS_TIME2 0x4000
#define SQL_C_SS_TIMESTAMPOFFSET 0x4001

/* As in msodbcsql.h. */
typedef struct {
    SQLUSMALLINT hour, minute, second;
    SQLUINTEGER fraction;
} sim_ss_time2;

typedef struct {
    SQL_TIMESTAMP_STRUCT stamp;
    SQLSMALLINT zone_hour, zone_minute;
} sim_ss_timestampoffset;

/* ---- growing byte buffer ---- */
typedef struct {
    char *data;
    size_t len, cap;
} sim_buf;

void buf_reserve(sim_buf *b, size_t extra);
void buf_add(sim_buf *b, const void *bytes, size_t n);
void buf_addf(sim_buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_free(sim_buf *b);
void *sim_alloc(size_t n); /* zeroed; aborts when memory is exhausted */
char *sim_strdup(const char *text);

size_t utf8_to_utf16(const char *text, size_t len, SQLWCHAR *out); /* out may be NULL: counts */
char *utf16_to_utf8(const SQLWCHAR *text, SQLLEN units);           /* units may be SQL_NTS */
void utf16_append(sim_buf *b, const SQLWCHAR *text, size_t units); /* as UTF-8 */

/* ---- diagnostics ---- */
typedef struct {
    char state[6];
    int native;
    long row, column;
    char *message;
} sim_diag;

typedef struct {
    sim_diag *records;
    int count;
    SQLRETURN rc;
} sim_diags;

/* ---- options, one set per connection ---- */
typedef struct {
    char personality[64], dbms_name[64], dbms_ver[64], driver_name[64], driver_ver[64];
    char array_mode[16], hang[64], connect_fails[8], cancel_state[8];
    char store[16], store_folder[256], database[128];
    long getdata_extensions, max_array_rows, max_param_rows;
    long no_total, negative_lengths, no_terminator, row_error_after_truncation, silent_truncation;
    long truncated_row_status_zero, setpos_wrong_row, no_setpos, no_bigint, sql_len_width, comma;
    long truncated_diagnostics, no_diagnostics, many_diagnostics, short_reads;
    long hang_ms, hang_at, hang_until_cancel, hang_ignores_cancel;
    long no_cancel, late_cancel_kills, no_param_arrays, no_describe_param, no_transactions;
    long no_query_timeout, no_login_timeout, fail_at, drop_at, connect_info, no_merge, param_array_counts;
    long bad_row, bad_nth, stop_on_bad, swallow_bad_rows, max_long_size, date_as_timestamp, max_size_zero;
} sim_options;

void options_defaults(sim_options *o);
void options_parse(sim_options *o, const char *connection_string);

/* ---- handles ---- */
typedef struct sim_conn sim_conn;
typedef struct sim_stmt sim_stmt;

typedef struct {
    int kind; /* SQL_HANDLE_ENV, _DBC or _STMT */
    sim_conn *conn;
    sim_diags diags;
} sim_handle;

typedef struct {
    sim_handle head;
    SQLINTEGER odbc_version;
} sim_env;

struct sim_conn {
    sim_handle head;
    sim_env *env;
    bool connected, dead;
    sim_options options;
    atomic_long calls, hang_calls, session_comma;
    pthread_mutex_t lock;
    pthread_cond_t woken;
    sim_stmt *statements;
    SQLULEN autocommit, isolation, access_mode, login_timeout, connection_timeout, packet_size, metadata_id;
    char *catalog;
    long begun, committed, rolled_back;
    sim_buf session; /* session statements received, each ended by NUL */
    struct sim_db *db; /* the store, or NULL */
};

/* ---- scripts ---- */
enum { GEN_SEQ, GEN_LITERALS, GEN_REPEAT, GEN_RANDOM, GEN_CELLS };

typedef struct {
    bool null, binary;
    char *data;
    size_t len;
} sim_cell;

typedef struct {
    char name[128], type_name[64];
    SQLSMALLINT sql_type, reported_type, digits, reported_digits, nullable;
    SQLULEN size, reported_size;
    SQLLEN octet_length;
    bool is_unsigned, autoinc;
    int generator;
    int64_t start, step;
    sim_cell *literals;
    int literal_count;
    char *unit;
    size_t length;
    long long_every, null_every, negative_at;
} sim_column;

enum { FAIL_PARTIAL, FAIL_ERROR, FAIL_ROW };

typedef struct {
    int64_t rows;
    int column_count;
    sim_column *columns;
    sim_cell *cells; /* rows * column_count, when the generator is GEN_CELLS */
    int64_t fail_after;
    int fail_mode, fail_native;
    char fail_state[6], fail_message[256];
    bool prefill;
} sim_result;

enum {
    PART_RESULT, PART_AFFECTED, PART_ERROR, PART_WARNING, PART_ECHO, PART_INSERT, PART_ROWS,
    PART_OUT, PART_BEGIN, PART_COMMIT, PART_ROLLBACK, PART_TRANSACTIONS, PART_SESSION_SET,
    PART_SESSION, PART_SLEEP, PART_DROP_CONNECTION, PART_CLEAR, PART_STORE
};

typedef struct {
    int kind;
    sim_result *result;
    int64_t number; /* of PART_STORE: the markers before it */
    char state[6];
    char *text; /* message, table name or session statement */
    long bad_row, bad_nth;
    bool stop_on_bad;
    sim_cell *literals; /* `out` */
    int literal_count;
    char **names; /* column names of an SQL insert */
    int name_count;
} sim_part;

typedef struct {
    SQLSMALLINT sql_type, digits;
    SQLULEN size;
} sim_param_info;

typedef struct {
    sim_part *parts;
    int count;
    sim_param_info *params;
    int param_count;
} sim_script;

bool script_parse(const char *text, sim_script *out, char *error, size_t error_size);
void script_free(sim_script *script);
void result_free(sim_result *result);
sim_result *result_of_cells(int columns, int64_t rows);
void column_init(sim_column *c, const char *name, SQLSMALLINT type, SQLULEN size, SQLSMALLINT digits);
const char *sim_type_name(SQLSMALLINT type);
bool sim_type_find(const char *name, SQLSMALLINT *type, SQLULEN *size, SQLSMALLINT *digits);

/* ---- lexer (lexer.c), shared by the two statement parsers ---- */
typedef struct {
    const char *at, *end;
    char *error;
    size_t error_size;
    bool failed;
} sim_lexer;

void lex_space(sim_lexer *x);
bool lex_char(sim_lexer *x, char c);
bool lex_word(sim_lexer *x, char *out, size_t size);
bool lex_quoted(sim_lexer *x, sim_buf *out);
bool lex_name(sim_lexer *x, char *out, size_t size); /* word, or quoted word */
bool lex_number(sim_lexer *x, int64_t *out);
bool lex_literal(sim_lexer *x, sim_cell *out);
void lex_fail(sim_lexer *x, const char *what);
bool sql_statement_parse(sim_lexer *x, const char *verb, const char *whole, size_t whole_len, sim_part *part);
bool column_parse(sim_lexer *x, sim_column *c);

/* ---- values ---- */
enum { VK_INT, VK_REAL, VK_TEXT, VK_BYTES, VK_DATE, VK_TIME, VK_STAMP, VK_GUID };

typedef struct {
    int kind;
    bool null, is_unsigned, is_float, is_decimal;
    int64_t i;
    double d;
    SQL_TIMESTAMP_STRUCT stamp;
    SQLGUID guid;
    SQLSMALLINT digits;
    const char *data;
    size_t len;
} sim_value;

void value_make(const sim_result *result, int column, int64_t row, sim_buf *scratch, sim_value *out);
void value_from_text(SQLSMALLINT sql_type, SQLSMALLINT digits, bool is_unsigned, const char *text, size_t len, sim_value *out);
void value_to_text(const sim_value *v, bool comma, sim_buf *out);
bool stamp_parse(const char *text, size_t len, SQL_TIMESTAMP_STRUCT *out, bool *has_date, bool *has_time);
void stamp_add_seconds(SQL_TIMESTAMP_STRUCT *out, int64_t days, int64_t seconds);

/* ---- statements ---- */
typedef struct {
    SQLSMALLINT c_type;
    char *buffer;
    SQLLEN buffer_len;
    char *indicator;
} sim_binding;

typedef struct {
    bool bound;
    SQLSMALLINT io, c_type, sql_type, digits;
    SQLULEN size;
    char *value;
    SQLLEN buffer_len;
    char *indicator;
} sim_param;

typedef struct {
    char *buffers, *indicators;
    sim_binding shape;
} sim_prefill;

struct sim_stmt {
    sim_handle head;
    sim_conn *conn;
    sim_stmt *next; /* of the same connection */
    sim_script *script;
    bool prepared;
    int next_part;
    /* the current result */
    sim_result *result;
    bool owns_result;
    int64_t next_row, rowset_start, rowset_count, current_row;
    SQLLEN row_count;
    /* bindings and attributes */
    sim_binding *bindings;
    int binding_count;
    SQLULEN array_size, array_size_shown, bind_type, max_rows, max_length, query_timeout, cursor_type;
    SQLULEN concurrency, retrieve_data, no_scan;
    SQLULEN *rows_fetched;
    SQLUSMALLINT *row_status;
    SQLLEN *bind_offset;
    /* parameters */
    sim_param *params;
    int param_count;
    SQLULEN paramset_size, param_bind_type;
    SQLUSMALLINT *param_status, *param_operation;
    SQLULEN *params_processed;
    SQLLEN *param_bind_offset;
    long sets_sent;
    int64_t *set_counts; /* rows of each set, where the driver counts them one by one */
    int set_count, set_next;
    /* data at execution */
    sim_cell *late; /* paramset_size * param_count */
    int64_t late_count, late_at;
    bool needs_data;
    /* SQLGetData */
    int gd_column, gd_highest;
    int64_t gd_row;
    SQLSMALLINT gd_type;
    size_t gd_offset;
    bool gd_done;
    sim_buf gd_data;
    sim_buf scratch, text;
    sim_prefill *prefill;
    SQLULEN prefill_rows;
    /* cancelling; guarded by the connection's lock */
    bool waiting, cancelled, cancel_pending;
};

/* quarrysim.c */
SQLRETURN sim_enter(sim_handle *h, const char *function);
SQLRETURN sim_wait(sim_handle *h, long ms, bool until_cancel, bool ignores_cancel);
void sim_wake(sim_stmt *s);
void sim_free_statements(sim_conn *c);
void sim_remember_connection_string(const char *text);
#define ENTER(handle, function)                                   \
    do {                                                          \
        SQLRETURN entered_ = sim_enter(&(handle)->head, function); \
        if (entered_ != SQL_SUCCESS)                              \
            return entered_;                                      \
    } while (0)

/* diag.c */
void diag_clear(sim_diags *d);
SQLRETURN diag_post(sim_handle *h, const char *state, int native, long row, long column, const char *format, ...)
    __attribute__((format(printf, 6, 7)));
SQLRETURN sim_error(sim_handle *h, const char *state, const char *message);
SQLRETURN sim_warning(sim_handle *h, const char *state, const char *message);
SQLRETURN put_wide(sim_handle *h, const char *text, SQLPOINTER out, long size_bytes, long *len_bytes);

/* execute.c */
SQLRETURN statement_run(sim_stmt *s, const char *text);
SQLRETURN statement_show(sim_stmt *s, sim_result *result);
void statement_forget(sim_stmt *s); /* its result */
SQLRETURN statement_continue(sim_stmt *s);
SQLRETURN statement_execute_now(sim_stmt *s);
void statement_close(sim_stmt *s);
void statement_unprepare(sim_stmt *s);
void prefill_free(sim_stmt *s);

/* convert.c */
enum { CONVERT_OK, CONVERT_TRUNCATED, CONVERT_WARNING, CONVERT_ERROR };
SQLSMALLINT default_c_type(SQLSMALLINT sql_type, bool is_unsigned);
size_t c_type_size(SQLSMALLINT c_type); /* 0 for variable length */
void put_indicator(const sim_conn *c, char *at, SQLLEN value);
SQLLEN get_indicator(const sim_conn *c, const char *at);
int convert_value(sim_stmt *s, const sim_value *v, SQLSMALLINT c_type, char *buffer, SQLLEN buffer_len,
                  char *indicator, long row, long column);
int convert_fixed(sim_stmt *s, const sim_value *v, SQLSMALLINT c_type, void *buffer, long row, long column);
void render_bytes(sim_stmt *s, const sim_value *v, SQLSMALLINT c_type, sim_buf *out);

/* params.c */
bool param_read(sim_stmt *s, int64_t set, int index, const char **bytes, size_t *len, SQLLEN *indicator);
void param_text(const sim_param *p, const char *bytes, size_t len, sim_buf *out);
SQLRETURN params_check(sim_stmt *s);
SQLRETURN params_find_late(sim_stmt *s);
void params_free_late(sim_stmt *s);
SQLRETURN params_set_output(sim_stmt *s, const sim_part *part);
SQLRETURN run_echo(sim_stmt *s);
SQLRETURN run_insert(sim_stmt *s, const sim_part *part);
int used_param_count(const sim_stmt *s);

/* store.c */
void store_add(sim_conn *owner, const char *table, const sim_part *part, const sim_stmt *s, sim_cell *cells, int count);
sim_result *store_rows(const char *table);
void store_clear(const char *table);
void store_end(sim_conn *owner, bool commit);

SQLRETURN end_transaction(sim_conn *c, bool commit);

#endif
