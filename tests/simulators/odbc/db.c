/* for strcasestr */
#define _GNU_SOURCE
/* The store's connection: opening, transactions, and cutting a text into statements. */
#include "db.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

/* A wait for another session's lock: as long as the session allows, and no longer than it is not cancelled. */
static int wait_for_lock(void *data, int count) {
    sim_db *db = data;
    struct timespec pause = {0, 2000000};
    long limit = db->lock_ms < 0 ? 20000 : db->lock_ms;
    if ((long)count * 2 >= limit || (db->running && db->running->cancelled))
        return 0;
    nanosleep(&pause, NULL);
    return 1;
}

bool db_exec(sim_db *db, const char *format, ...) {
    char text[600];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return sqlite3_exec(db->handle, text, NULL, NULL, NULL) == SQLITE_OK;
}

static int vendor_of(const sim_options *o) {
    return strcasestr(o->dbms_name, "oracle") ? VENDOR_ORACLE : strcasestr(o->dbms_name, "adaptive server") ? VENDOR_ASE : VENDOR_SQLSERVER;
}

/* host:port/service names its service; others are the name itself. */
static const char *database_of(const sim_options *o) {
    const char *slash = strrchr(o->database, '/');
    return slash ? slash + 1 : o->database[0] ? o->database : "simulated";
}

/* The file of a name in the folder, which must be there, or else memory of this process. */
static int open_database(sim_db *db, const sim_options *o) {
    char path[512];
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI;
    if (strchr(db->catalog, '/') || strchr(db->catalog, '?'))
        return SQLITE_CANTOPEN;
    if (o->store_folder[0])
        snprintf(path, sizeof path, "%s/%s.db", o->store_folder, db->catalog);
    else
        snprintf(path, sizeof path, "file:/quarrysim-%s?vfs=memdb", db->catalog);
    return sqlite3_open_v2(path, &db->handle, o->store_folder[0] ? flags : flags | SQLITE_OPEN_CREATE, NULL);
}

SQLRETURN db_open(sim_conn *c) {
    const sim_options *o = &c->options;
    if (strcasecmp(o->store, "sqlite"))
        return SQL_SUCCESS;
    sim_db *db = sim_alloc(sizeof *db);
    db->conn = c;
    db->vendor = vendor_of(o);
    db->tds = strcasestr(o->driver_name, "tdsodbc") != NULL;
    db->lock_ms = -1;
    snprintf(db->catalog, sizeof db->catalog, "%s", database_of(o));
    snprintf(db->schema, sizeof db->schema, "%s", db->vendor == VENDOR_ORACLE ? "TESTER" : "dbo");
    c->db = db;
    bool good = open_database(db, o) == SQLITE_OK;
    if (good) {
        sqlite3_busy_handler(db->handle, wait_for_lock, db);
        sqlite3_extended_result_codes(db->handle, 0);
        /* A quoted name is a name, and no text where there is none of it. */
        sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
        sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
        db_register(db);
        /* Others read while one writes; a power failure loses what tests would throw away. */
        good = db_exec(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY") &&
               (db->vendor == VENDOR_SQLSERVER || db_exec(db, "PRAGMA case_sensitive_like=ON")) && db_views(db);
    }
    if (good) {
        free(c->catalog);
        c->catalog = sim_strdup(db->catalog);
        return SQL_SUCCESS;
    }
    SQLRETURN rc = db_fail_on(&c->head, db->vendor, DBE_NO_DATABASE, db->catalog);
    db_close(c);
    return rc;
}

void db_close(sim_conn *c) {
    if (!c->db)
        return;
    sqlite3_close(c->db->handle);
    free(c->db);
    c->db = NULL;
}

void db_interrupt(sim_conn *c) {
    if (c->db)
        sqlite3_interrupt(c->db->handle);
}

/* ---- transactions ---- */

bool db_in_transaction(const sim_db *db) {
    return !sqlite3_get_autocommit(db->handle);
}

SQLRETURN db_end(sim_conn *c, bool commit) {
    sim_db *db = c->db;
    if (!db || !db_in_transaction(db))
        return SQL_SUCCESS;
    db->read_only = false;
    if (!db_exec(db, commit ? "COMMIT" : "ROLLBACK"))
        return db_fail_on(&c->head, db->vendor, DBE_LOCKED, "");
    return SQL_SUCCESS;
}

/* FreeTDS begins a transaction where autocommit ends; the vendors' drivers leave it to the first statement. */
void db_begin_if_eager(sim_conn *c) {
    if (c->db && c->db->tds && c->autocommit == SQL_AUTOCOMMIT_OFF && !db_in_transaction(c->db))
        db_exec(c->db, "BEGIN");
}

/* Without autocommit a transaction begins with the first statement that needs one. */
SQLRETURN db_begin_if_manual(sim_stmt *s) {
    sim_conn *c = s->conn;
    if (c->autocommit == SQL_AUTOCOMMIT_ON || db_in_transaction(c->db))
        return SQL_SUCCESS;
    c->begun++;
    return db_exec(c->db, "BEGIN") ? SQL_SUCCESS : db_fail(s, DBE_LOCKED, "");
}

/* ---- statements of a text ---- */

static bool scripted(const db_tokens *t) {
    static const char *const words[] = {"result", "affected", "error", "warning", "echo", "out", "sleep", "transactions", "session", NULL};
    return tk_any(&t->items[0], words) || (tk_is(&t->items[0], "drop") && tk_punct(&t->items[1], "-"));
}

/* PL/SQL ends with its own semicolon; T-SQL's BEGIN and CASE hold theirs up to END. */
static bool within_block(const db_tokens *t, int from, int at, int vendor) {
    const db_token *k = &t->items[from];
    int depth = 0;
    if (vendor == VENDOR_ORACLE)
        return tk_is(k, "begin") || tk_is(k, "declare");
    for (int i = from; i < at; i++) {
        bool tran = tk_is(&t->items[i], "begin") && (tk_is(&t->items[i + 1], "tran") || tk_is(&t->items[i + 1], "transaction"));
        depth += (tk_is(&t->items[i], "begin") && !tran) || tk_is(&t->items[i], "case");
        depth -= tk_is(&t->items[i], "end");
    }
    return depth > 0;
}

static void add_part(sim_script *out, const char *text, size_t from, size_t to, int markers) {
    sim_buf b = {0};
    buf_add(&b, text + from, to - from);
    out->parts = realloc(out->parts, sizeof *out->parts * (size_t)(out->count + 1));
    if (!out->parts)
        abort();
    sim_part *part = &out->parts[out->count++];
    memset(part, 0, sizeof *part);
    part->kind = PART_STORE;
    part->text = b.data;
    part->number = markers;
}

/* One part for each statement. Oracle takes one at a time, and no semicolon behind it. */
bool db_script_parse(const sim_conn *c, const char *text, sim_script *out, char *error, size_t error_size) {
    db_tokens t;
    int markers = 0, before = 0;
    bool good = db_tokenize(text, strlen(text), c->db->vendor, &t, error, error_size);
    memset(out, 0, sizeof *out);
    if (good && scripted(&t)) {
        db_tokens_free(&t);
        return script_parse(text, out, error, error_size);
    }
    for (int i = 0, from = 0; good && i < t.count; i++) {
        markers += t.items[i].kind == TK_MARKER;
        bool last = t.items[i].kind == TK_END;
        if (!last && (!tk_punct(&t.items[i], ";") || within_block(&t, from, i, c->db->vendor)))
            continue;
        if (!last && c->db->vendor == VENDOR_ORACLE) {
            snprintf(error, error_size, "ORA-00911: invalid character ;");
            good = false;
        } else if (i > from) {
            add_part(out, text, t.items[from].at, t.items[i].at, before);
        }
        from = i + 1;
        before = markers;
    }
    db_tokens_free(&t);
    if (good && !out->count)
        add_part(out, text, 0, 0, 0);
    out->param_count = markers;
    out->params = sim_alloc(sizeof *out->params * (size_t)(markers ? markers : 1));
    for (int i = 0; i < markers; i++)
        out->params[i] = (sim_param_info){SQL_VARCHAR, 0, 255};
    return good;
}
