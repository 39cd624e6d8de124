/* Runs a translated statement for one set of parameters and turns what it
 * returns into a result as scripts have them. */
#include "db.h"
#include "db_decimal.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- parameters ---- */

static bool is_exact(SQLSMALLINT type) {
    return type == SQL_DECIMAL || type == SQL_NUMERIC || type == SQL_BIGINT || type == SQL_INTEGER || type == SQL_SMALLINT ||
           type == SQL_TINYINT || type == SQL_BIT;
}

static int bind_exact(sqlite3_stmt *statement, int index, const char *text, size_t len) {
    db_decimal d;
    int64_t n;
    if (!decimal_parse(text, len, &d))
        return sqlite3_bind_text64(statement, index, text, len, SQLITE_TRANSIENT, SQLITE_UTF8);
    if (d.scale <= 0 && decimal_integer(&d, &n))
        return sqlite3_bind_int64(statement, index, n);
    sim_buf b = {0};
    decimal_text(&d, &b);
    int rc = sqlite3_bind_text64(statement, index, b.data, b.len, SQLITE_TRANSIENT, SQLITE_UTF8);
    buf_free(&b);
    return rc;
}

static bool bind_one(sim_stmt *s, sqlite3_stmt *statement, int index, int number, int64_t set) {
    const sim_param *p = &s->params[number];
    const char *bytes;
    size_t len;
    SQLLEN indicator;
    if (!param_read(s, set, number, &bytes, &len, &indicator))
        return sqlite3_bind_null(statement, index) == SQLITE_OK;
    if (p->c_type == SQL_C_BINARY && !len && s->conn->db->vendor == VENDOR_ORACLE)
        return sqlite3_bind_null(statement, index) == SQLITE_OK;
    if (p->c_type == SQL_C_BINARY)
        return sqlite3_bind_blob64(statement, index, bytes, len, SQLITE_TRANSIENT) == SQLITE_OK;
    if (p->c_type == SQL_C_DOUBLE || p->c_type == SQL_C_FLOAT) {
        double d = 0;
        float f = 0;
        if (p->c_type == SQL_C_DOUBLE)
            memcpy(&d, bytes, sizeof d);
        else
            memcpy(&f, bytes, sizeof f);
        return sqlite3_bind_double(statement, index, p->c_type == SQL_C_DOUBLE ? d : (double)f) == SQLITE_OK;
    }
    sim_buf b = {0};
    int rc;
    param_text(p, bytes, len, &b);
    bool number_type = c_type_size(p->c_type) && p->c_type != SQL_C_GUID && p->c_type != SQL_C_TYPE_DATE &&
                       p->c_type != SQL_C_TYPE_TIME && p->c_type != SQL_C_TYPE_TIMESTAMP;
    if (number_type || is_exact(p->sql_type))
        rc = bind_exact(statement, index, b.data, b.len);
    else if (!b.len && s->conn->db->vendor == VENDOR_ORACLE)
        rc = sqlite3_bind_null(statement, index); /* Oracle has no empty text */
    else
        rc = sqlite3_bind_text64(statement, index, b.data, b.len, SQLITE_TRANSIENT, SQLITE_UTF8);
    buf_free(&b);
    return rc == SQLITE_OK;
}

bool db_bind(sim_stmt *s, sqlite3_stmt *statement, int first_marker, int64_t set) {
    int count = sqlite3_bind_parameter_count(statement);
    for (int i = 1; i <= count; i++)
        if (first_marker + i - 1 < s->param_count && !bind_one(s, statement, i, first_marker + i - 1, set))
            return false;
    return true;
}

/* A parameter in a select list has the type that it was bound with. */
static void type_of_param(const sim_stmt *s, int number, db_type *out) {
    const sim_param *p = &s->params[number];
    const sim_db *db = s->conn->db;
    bool oracle = db->vendor == VENDOR_ORACLE;
    char text[64];
    int native;
    const char *name;
    long size = (long)p->size < 1 ? 1 : (long)p->size;
    switch (p->sql_type) {
    case SQL_BIT:
        name = oracle ? "number(1)" : "bit";
        break;
    case SQL_TINYINT:
    case SQL_SMALLINT:
        name = oracle ? "number(5)" : "smallint";
        break;
    case SQL_INTEGER:
        name = oracle ? "number(10)" : "int";
        break;
    case SQL_BIGINT:
        name = oracle ? "number(19)" : "bigint";
        break;
    case SQL_REAL:
        name = oracle ? "binary_float" : "real";
        break;
    case SQL_FLOAT:
    case SQL_DOUBLE:
        name = oracle ? "binary_double" : "float";
        break;
    case SQL_DECIMAL:
    case SQL_NUMERIC:
        snprintf(text, sizeof text, "%s(%ld,%d)", oracle ? "number" : "decimal", size > 38 ? 38 : size, p->digits);
        name = text;
        break;
    case SQL_TYPE_DATE:
        name = "date";
        break;
    case SQL_TYPE_TIMESTAMP:
        snprintf(text, sizeof text, "%s", oracle ? "timestamp(9)" : db->vendor == VENDOR_ASE ? "bigdatetime" : "datetime2(7)");
        name = text;
        break;
    case SQL_BINARY:
    case SQL_VARBINARY:
        snprintf(text, sizeof text, "%s(%ld)", oracle ? "raw" : "varbinary", size > (oracle ? 2000 : 8000) ? (oracle ? 2000 : 8000) : size);
        name = text;
        break;
    case SQL_LONGVARBINARY:
        name = oracle ? "blob" : db->vendor == VENDOR_ASE ? "image" : "varbinary(max)";
        break;
    case SQL_LONGVARCHAR:
        name = oracle ? "clob" : db->vendor == VENDOR_ASE ? "text" : "varchar(max)";
        break;
    case SQL_WLONGVARCHAR:
        name = oracle ? "nclob" : db->vendor == VENDOR_ASE ? "unitext" : "nvarchar(max)";
        break;
    case SQL_WCHAR:
    case SQL_WVARCHAR:
        snprintf(text, sizeof text, "%s(%ld)", oracle ? "nvarchar2" : db->vendor == VENDOR_ASE ? "univarchar" : "nvarchar",
                 size > (oracle ? 2000 : 4000) ? (oracle ? 2000 : 4000) : size);
        name = text;
        break;
    default:
        snprintf(text, sizeof text, "%s(%ld)", oracle ? "varchar2" : "varchar", size > (oracle ? 4000 : 8000) ? (oracle ? 4000 : 8000) : size);
        name = text;
    }
    db_type_parse(db, name, out, &native);
}

/* ---- results ---- */

static void set_cell(const sim_db *db, const db_type *t, sqlite3_stmt *statement, int column, sim_cell *cell) {
    sim_buf b = {0};
    switch (sqlite3_column_type(statement, column)) {
    case SQLITE_NULL:
        cell->null = true;
        return;
    case SQLITE_FLOAT: {
        sim_value v = {.kind = VK_REAL, .d = sqlite3_column_double(statement, column), .is_float = t->form == FORM_REAL};
        value_to_text(&v, false, &b);
        break;
    }
    case SQLITE_BLOB: {
        const void *data = sqlite3_column_blob(statement, column);
        buf_add(&b, data ? data : "", (size_t)sqlite3_column_bytes(statement, column));
        break;
    }
    default: {
        const char *text = (const char *)sqlite3_column_text(statement, column);
        size_t len = (size_t)sqlite3_column_bytes(statement, column);
        db_decimal d;
        bool exact = t->form == FORM_DECIMAL || t->form == FORM_NUMBER;
        if (exact && decimal_parse(text, len, &d)) {
            /* SQL Server shows every digit of the scale, Oracle none that says nothing. */
            if (db->vendor == VENDOR_ORACLE)
                decimal_trim(&d);
            else if (t->form == FORM_DECIMAL)
                decimal_round(&d, t->digits);
            decimal_text(&d, &b);
            bool bare = db->vendor == VENDOR_ORACLE && d.scale > 0 && d.count <= d.scale;
            if (bare) {
                /* .5 and -.5 */
                char *zero = memchr(b.data, '0', b.len);
                memmove(zero, zero + 1, (size_t)(b.data + b.len - zero));
                b.len--;
            }
        } else {
            buf_add(&b, text, len);
            if (t->form == FORM_OFFSET && db->vendor == VENDOR_ORACLE)
                db_utc(&b, t->digits);
        }
    }
    }
    buf_add(&b, "", 0);
    cell->data = b.data;
    cell->len = b.len;
}

static void describe(const sim_db *db, const db_type *t, const char *name, sim_column *c) {
    char shown[128];
    dt_show_name(db, name, shown, sizeof shown);
    column_init(c, strcmp(name, "\xEE\x80\xBF") ? shown : "", t->sql_type, t->size, t->shown_digits);
    snprintf(c->type_name, sizeof c->type_name, "%s", t->name);
    c->digits = (SQLSMALLINT)t->digits;
    /* Oracle's NUMBER is a float by its description, and keeps its digits. */
    if (t->form == FORM_NUMBER)
        c->sql_type = SQL_NUMERIC;
    c->is_unsigned = t->is_unsigned;
    c->autoinc = t->autoinc;
    c->generator = GEN_CELLS;
}

static void type_of_column(const sim_stmt *s, const db_text *x, sqlite3_stmt *statement, int column, int first_marker, db_type *out) {
    const sim_db *db = s->conn->db;
    char declared[96];
    int native;
    const char *item = !x->starred && column < x->item_count ? x->item_types[column] : NULL;
    memset(out, 0, sizeof *out);
    if (item && item[0] == '?') {
        int number = first_marker + atoi(item + 1) - 1;
        if (number < s->param_count)
            type_of_param(s, number, out);
    } else if (item) {
        db_type_parse(db, item, out, &native);
    } else if (db_type_reveal(sqlite3_column_decltype(statement, column), declared, sizeof declared)) {
        db_type_parse(db, declared, out, &native);
    }
}

/* A type that nothing says is that of the first value. */
static void settle(const sim_db *db, db_type *t, sqlite3_stmt *statement, int column) {
    int kind = statement ? sqlite3_column_type(statement, column) : SQLITE_TEXT;
    if (t->sql_type || kind == SQLITE_NULL)
        return;
    db_type_of_value(db, kind, kind == SQLITE_INTEGER ? sqlite3_column_int64(statement, column) : 0, t);
}

static sim_result *empty_result(int columns) {
    sim_result *r = result_of_cells(columns, 0);
    free(r->cells);
    r->cells = NULL;
    return r;
}

/* An error behind the first rows stays for the fetch that meets it. */
static void fail_later(sim_stmt *s, sim_result *r) {
    db_fail_sqlite(s);
    const sim_diag *d = s->head.diags.count ? &s->head.diags.records[0] : NULL;
    r->fail_after = r->rows;
    r->fail_mode = FAIL_PARTIAL;
    snprintf(r->fail_state, sizeof r->fail_state, "%s", d ? d->state : "HY000");
    r->fail_native = d ? d->native : 0;
    /* It goes through diag_post again, which puts its own words in front. */
    const char *text = d ? strrchr(d->message, ']') : NULL;
    snprintf(r->fail_message, sizeof r->fail_message, "%s", text ? text + 1 : "");
    diag_clear(&s->head.diags);
}

static SQLRETURN collect(sim_stmt *s, const db_text *x, sqlite3_stmt *statement, int first_marker, int step) {
    int columns = sqlite3_column_count(statement);
    const sim_db *db = s->conn->db;
    sim_result *r = empty_result(columns);
    db_type *types = sim_alloc(sizeof *types * (size_t)columns);
    int64_t room = 0;
    for (int i = 0; i < columns; i++)
        type_of_column(s, x, statement, i, first_marker, &types[i]);
    for (; step == SQLITE_ROW; step = sqlite3_step(statement)) {
        if (r->rows == room) {
            room = room ? room * 2 : 16;
            r->cells = realloc(r->cells, sizeof *r->cells * (size_t)(room * columns));
            if (!r->cells)
                abort();
        }
        memset(&r->cells[r->rows * columns], 0, sizeof *r->cells * (size_t)columns);
        for (int i = 0; i < columns; i++) {
            settle(db, &types[i], statement, i);
            set_cell(db, &types[i], statement, i, &r->cells[r->rows * columns + i]);
        }
        r->rows++;
    }
    for (int i = 0; i < columns; i++) {
        settle(db, &types[i], NULL, i);
        describe(db, &types[i], sqlite3_column_name(statement, i), &r->columns[i]);
    }
    free(types);
    if (step != SQLITE_DONE && !r->rows) {
        result_free(r);
        return db_fail_sqlite(s);
    }
    if (step != SQLITE_DONE)
        fail_later(s, r);
    SQLLEN changed = sqlite3_stmt_readonly(statement) ? -1 : sqlite3_changes(db->handle);
    statement_show(s, r);
    s->row_count = changed;
    return SQL_SUCCESS;
}

/* ---- running ---- */

static void set_running(sim_stmt *s, bool running) {
    pthread_mutex_lock(&s->conn->lock);
    s->waiting = running;
    s->cancelled = false;
    pthread_mutex_unlock(&s->conn->lock);
    s->conn->db->running = running ? s : NULL;
}

SQLRETURN db_statement(sim_stmt *s, db_text *x, int first_marker, int64_t set, int64_t *affected) {
    sim_db *db = s->conn->db;
    sqlite3_stmt *statement = NULL;
    SQLRETURN rc = SQL_SUCCESS;
    if (x->failed)
        return x->bad_type ? db_fail_native(s, "42000", x->bad_type, x->what) : db_fail(s, x->fault, x->what);
    db->raised = false;
    set_running(s, true);
    if (sqlite3_prepare_v2(db->handle, x->sql.data, (int)x->sql.len, &statement, NULL) != SQLITE_OK) {
        rc = db_fail_sqlite(s);
    } else if (statement && !sqlite3_stmt_readonly(statement) && db->read_only) {
        rc = db_fail(s, DBE_READ_ONLY, "");
    } else if (statement) {
        db_bind(s, statement, first_marker, set);
        int before = sqlite3_total_changes(db->handle), step = sqlite3_step(statement);
        if (sqlite3_column_count(statement) > 0)
            rc = collect(s, x, statement, first_marker, step);
        else if (step != SQLITE_DONE)
            rc = db_fail_sqlite(s);
        *affected = sqlite3_total_changes(db->handle) - before;
    }
    sqlite3_finalize(statement);
    set_running(s, false);
    return rc;
}

SQLRETURN db_fail_native(sim_stmt *s, const char *state, int native, const char *message) {
    return diag_post(&s->head, state, native, SQL_NO_ROW_NUMBER, SQL_NO_COLUMN_NUMBER, "Not possible: %s", message);
}
