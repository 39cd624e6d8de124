/* Handles, the entry check every ODBC function goes through, and the helpers
 * exported for tests that live in the same process. */
#include "db.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

static atomic_int live_environments, live_connections, live_statements;
static atomic_long calls, hang_releases;
static pthread_mutex_t last_lock = PTHREAD_MUTEX_INITIALIZER;
static char *last_connection_string;

/* ---- for tests ---- */

EXPORT int quarrysim_handles(int kind) {
    switch (kind) {
    case SQL_HANDLE_ENV:
        return live_environments;
    case SQL_HANDLE_DBC:
        return live_connections;
    case SQL_HANDLE_STMT:
        return live_statements;
    default:
        return -1;
    }
}

/* Calls on connections, from SQLDriverConnect to SQLDisconnect: those FailAt counts. */
EXPORT long quarrysim_calls(void) {
    return calls;
}

EXPORT void quarrysim_reset(void) {
    calls = 0;
    pthread_mutex_lock(&last_lock);
    free(last_connection_string);
    last_connection_string = NULL;
    pthread_mutex_unlock(&last_lock);
}

/* Lets every call that hangs at this moment go on, so that a test that
 * provoked an endless hang need not leak its thread. */
EXPORT void quarrysim_release_hangs(void) {
    hang_releases++;
}

/* Copies the last connection string as UTF-8; returns its length in bytes. */
EXPORT int quarrysim_last_connection_string(char *out, int size) {
    pthread_mutex_lock(&last_lock);
    const char *text = last_connection_string ? last_connection_string : "";
    int n = (int)strlen(text);
    if (out && size > 0)
        snprintf(out, (size_t)size, "%s", text);
    pthread_mutex_unlock(&last_lock);
    return n;
}

void sim_remember_connection_string(const char *text) {
    pthread_mutex_lock(&last_lock);
    free(last_connection_string);
    last_connection_string = sim_strdup(text);
    pthread_mutex_unlock(&last_lock);
}

/* ---- waiting ---- */

static int64_t now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Waits ms milliseconds (below 0: for ever), or until cancelled. */
SQLRETURN sim_wait(sim_handle *h, long ms, bool until_cancel, bool ignores_cancel) {
    sim_conn *c = h->conn;
    sim_stmt *s = h->kind == SQL_HANDLE_STMT ? (sim_stmt *)h : NULL;
    int64_t start = now_ms();
    long releases = hang_releases;
    long timeout = s && !c->options.no_query_timeout ? (long)s->query_timeout * 1000 : 0;
    if (until_cancel && ms == 0)
        ms = -1;
    SQLRETURN rc = SQL_SUCCESS;
    pthread_mutex_lock(&c->lock);
    if (s) {
        s->waiting = true;
        s->cancelled = false;
    }
    while (releases == hang_releases) {
        int64_t waited = now_ms() - start;
        if (ms >= 0 && waited >= ms)
            break;
        if (!ignores_cancel && s && s->cancelled) {
            rc = diag_post(h, c->options.cancel_state, 0, SQL_NO_ROW_NUMBER, SQL_NO_COLUMN_NUMBER,
                           "Operation canceled");
            break;
        }
        if (timeout && !ignores_cancel && waited >= timeout) {
            rc = sim_error(h, "HYT00", "Timeout expired");
            break;
        }
        /* Short slices: hang releases and connection-wide deadlines need no signal of their own. */
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_nsec += 5000000;
        if (until.tv_nsec >= 1000000000) {
            until.tv_sec++;
            until.tv_nsec -= 1000000000;
        }
        pthread_cond_timedwait(&c->woken, &c->lock, &until);
    }
    if (s) {
        s->waiting = false;
        s->cancelled = false;
    }
    pthread_mutex_unlock(&c->lock);
    return rc;
}

/* SQLCancel: wakes a waiting statement; on an idle one it has no effect,
 * unless the driver is said to let a late cancel hit the next execution. */
void sim_wake(sim_stmt *s) {
    sim_conn *c = s->conn;
    pthread_mutex_lock(&c->lock);
    if (s->waiting) {
        s->cancelled = true;
        if (c->db && c->db->running == s)
            db_interrupt(c);
    } else if (c->options.late_cancel_kills)
        s->cancel_pending = true;
    pthread_cond_broadcast(&c->woken);
    pthread_mutex_unlock(&c->lock);
}

/* ---- the entry of every ODBC function ---- */

/* What drivers answer without their server, and so also after losing it. */
static bool is_local(const char *function) {
    static const char *const local[] = {"SQLDisconnect",     "SQLAllocHandle", "SQLGetConnectAttr", "SQLGetStmtAttr",
                                        "SQLSetStmtAttr",    "SQLGetInfo",     "SQLGetFunctions",   "SQLBindCol",
                                        "SQLBindParameter",  "SQLFreeStmt",    "SQLCloseCursor",    "SQLNumParams",
                                        "SQLNumResultCols",  "SQLDescribeCol", "SQLColAttribute",   "SQLRowCount"};
    for (size_t i = 0; i < sizeof local / sizeof *local; i++)
        if (!strcmp(local[i], function))
            return true;
    return false;
}

static SQLRETURN injected(sim_handle *h, const char *function, long n) {
    sim_conn *c = h->conn;
    const sim_options *o = &c->options;
    if (o->drop_at && n >= o->drop_at && strcmp(function, "SQLDisconnect"))
        c->dead = true;
    if (c->dead && !is_local(function))
        return diag_post(h, "08S01", 4714, SQL_NO_ROW_NUMBER, SQL_NO_COLUMN_NUMBER,
                         "Communication link failure in %s", function);
    if (o->fail_at && n == o->fail_at) {
        /* Closing happens although it is reported as failed, as drivers do:
         * the handle must not stay busy because a round trip was lost. */
        if (h->kind == SQL_HANDLE_STMT && (!strcmp(function, "SQLFreeStmt") || !strcmp(function, "SQLCloseCursor")))
            statement_close((sim_stmt *)h);
        return diag_post(h, "HY000", 4711, SQL_NO_ROW_NUMBER, SQL_NO_COLUMN_NUMBER,
                         "Injected failure at call %ld (%s)", n, function);
    }
    return SQL_SUCCESS;
}

SQLRETURN sim_enter(sim_handle *h, const char *function) {
    if (!h)
        return SQL_INVALID_HANDLE;
    sim_conn *c = h->conn;
    diag_clear(&h->diags);
    if (!c || (!c->connected && strcmp(function, "SQLDriverConnect")))
        return SQL_SUCCESS;
    calls++;
    long n = atomic_fetch_add(&c->calls, 1) + 1;
    SQLRETURN rc = injected(h, function, n);
    if (rc != SQL_SUCCESS)
        return rc;
    const sim_options *o = &c->options;
    if (!o->hang[0] || strcasecmp(o->hang, function))
        return SQL_SUCCESS;
    long hang = atomic_fetch_add(&c->hang_calls, 1) + 1;
    if (o->hang_at && hang != o->hang_at)
        return SQL_SUCCESS;
    long ms = o->hang_ms ? o->hang_ms : -1;
    return sim_wait(h, ms, o->hang_until_cancel, o->hang_ignores_cancel);
}

/* ---- handles ---- */

static SQLRETURN alloc_statement(sim_conn *c, SQLHANDLE *out) {
    ENTER(c, "SQLAllocHandle");
    sim_stmt *s = sim_alloc(sizeof *s);
    s->head.kind = SQL_HANDLE_STMT;
    s->head.conn = c;
    s->conn = c;
    s->array_size = s->array_size_shown = s->paramset_size = 1;
    s->retrieve_data = SQL_RD_ON;
    s->cursor_type = SQL_CURSOR_FORWARD_ONLY;
    s->concurrency = SQL_CONCUR_READ_ONLY;
    s->row_count = -1;
    pthread_mutex_lock(&c->lock);
    s->next = c->statements;
    c->statements = s;
    pthread_mutex_unlock(&c->lock);
    live_statements++;
    *out = s;
    return SQL_SUCCESS;
}

EXPORT SQLRETURN SQL_API SQLAllocHandle(SQLSMALLINT kind, SQLHANDLE input, SQLHANDLE *out) {
    if (!out)
        return SQL_ERROR;
    *out = NULL;
    if (kind == SQL_HANDLE_ENV) {
        sim_env *e = sim_alloc(sizeof *e);
        e->head.kind = SQL_HANDLE_ENV;
        e->odbc_version = SQL_OV_ODBC3;
        live_environments++;
        *out = e;
        return SQL_SUCCESS;
    }
    if (!input)
        return SQL_INVALID_HANDLE;
    if (kind == SQL_HANDLE_DBC) {
        sim_conn *c = sim_alloc(sizeof *c);
        c->head.kind = SQL_HANDLE_DBC;
        c->head.conn = c;
        c->env = input;
        c->autocommit = SQL_AUTOCOMMIT_ON;
        c->isolation = SQL_TXN_READ_COMMITTED;
        c->packet_size = 4096;
        c->catalog = sim_strdup("simulated");
        options_defaults(&c->options);
        pthread_mutex_init(&c->lock, NULL);
        pthread_cond_init(&c->woken, NULL);
        live_connections++;
        *out = c;
        return SQL_SUCCESS;
    }
    if (kind == SQL_HANDLE_STMT)
        return alloc_statement(input, out);
    return sim_error(input, "HYC00", "Explicit descriptors are not supported");
}

static void free_statement(sim_stmt *s) {
    sim_conn *c = s->conn;
    pthread_mutex_lock(&c->lock);
    for (sim_stmt **at = &c->statements; *at; at = &(*at)->next)
        if (*at == s) {
            *at = s->next;
            break;
        }
    pthread_mutex_unlock(&c->lock);
    statement_unprepare(s);
    params_free_late(s);
    free(s->bindings);
    free(s->params);
    buf_free(&s->gd_data);
    buf_free(&s->scratch);
    buf_free(&s->text);
    diag_clear(&s->head.diags);
    free(s);
    live_statements--;
}

/* Disconnecting frees what the application left; the driver manager does not. */
void sim_free_statements(sim_conn *c) {
    while (c->statements)
        free_statement(c->statements);
}

EXPORT SQLRETURN SQL_API SQLFreeHandle(SQLSMALLINT kind, SQLHANDLE handle) {
    if (!handle)
        return SQL_INVALID_HANDLE;
    if (kind == SQL_HANDLE_STMT) {
        free_statement(handle);
        return SQL_SUCCESS;
    }
    if (kind == SQL_HANDLE_DBC) {
        sim_conn *c = handle;
        if (c->connected)
            return sim_error(&c->head, "HY010", "Function sequence error: still connected");
        diag_clear(&c->head.diags);
        pthread_mutex_destroy(&c->lock);
        pthread_cond_destroy(&c->woken);
        buf_free(&c->session);
        free(c->catalog);
        free(c);
        live_connections--;
        return SQL_SUCCESS;
    }
    if (kind == SQL_HANDLE_ENV) {
        diag_clear(&((sim_env *)handle)->head.diags);
        free(handle);
        live_environments--;
        return SQL_SUCCESS;
    }
    return SQL_ERROR;
}
