/* Hangs and cancelling, refused connections, and the sweep of injected failures. */
#include "check.h"
#include <pthread.h>
#include <time.h>
#include <unistd.h>

static long now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void *cancel_soon(void *stmt) {
    usleep(100000);
    SQLCancel(stmt);
    return NULL;
}

static void *release_soon(void *unused) {
    usleep(200000);
    sim_release_hangs();
    return unused;
}

static void check_cancel(void) {
    static const char *const keywords[] = {"Hang=SQLExecDirect;HangUntilCancel=1", "Hang=SQLExecDirect;HangMs=5000",
                                           "CancelState=HY008"};
    client c;
    pthread_t thread;
    for (int i = 0; i < 3; i++) {
        CHECK(client_open(&c, keywords[i]));
        long start = now_ms();
        pthread_create(&thread, NULL, cancel_soon, c.stmt);
        CHECK(run(&c, i == 2 ? "sleep 5000;;affected 1" : "affected 1") == SQL_ERROR && has_state(c.stmt, "HY008"));
        pthread_join(thread, NULL);
        CHECK(now_ms() - start < 2000);
        client_close(&c);
    }
    CHECK(client_open(&c, "Hang=SQLFetch;HangAt=2;HangUntilCancel=1"));
    CHECK(run(&c, "result rows=5 | a integer") == SQL_SUCCESS && SQLFetch(c.stmt) == SQL_SUCCESS);
    pthread_create(&thread, NULL, cancel_soon, c.stmt);
    CHECK(SQLFetch(c.stmt) == SQL_ERROR && has_state(c.stmt, "HY008"));
    pthread_join(thread, NULL);
    /* unixODBC takes the cancel for a close of the cursor (HY010 for the next
     * fetch), so what counts is that the statement works on. */
    SQLFreeStmt(c.stmt, SQL_CLOSE);
    CHECK(run(&c, "result rows=5 | a integer") == SQL_SUCCESS && count_rows(&c) == 5);
    client_close(&c);
    /* Ignoring cancel: only the release for tests ends it. */
    CHECK(client_open(&c, "Hang=SQLExecDirect;HangIgnoresCancel=1"));
    pthread_t release;
    long start = now_ms();
    pthread_create(&thread, NULL, cancel_soon, c.stmt);
    pthread_create(&release, NULL, release_soon, NULL);
    CHECK(run(&c, "affected 1") == SQL_SUCCESS && now_ms() - start >= 190);
    pthread_join(thread, NULL);
    pthread_join(release, NULL);
    client_close(&c);
    CHECK(client_open(&c, "NoCancel=1"));
    CHECK(SQLCancel(c.stmt) == SQL_ERROR);
    SQLSetStmtAttr(c.stmt, SQL_ATTR_QUERY_TIMEOUT, (SQLPOINTER)1, 0);
    CHECK(run(&c, "affected 1") == SQL_SUCCESS);
    client_close(&c);
    CHECK(client_open(&c, ""));
    SQLSetStmtAttr(c.stmt, SQL_ATTR_QUERY_TIMEOUT, (SQLPOINTER)1, 0);
    CHECK(run(&c, "sleep 5000") == SQL_ERROR && has_state(c.stmt, "HYT00"));
    CHECK(SQLCancel(c.stmt) == SQL_SUCCESS && run(&c, "affected 1") == SQL_SUCCESS);
    client_close(&c);
}

static void check_connecting(void) {
    client c;
    char state[6], text[256];
    int native;
    CHECK(!client_open(&c, "ConnectFails=28000;PWD=x"));
    state_of(SQL_HANDLE_DBC, c.dbc, state, &native);
    CHECK(!strcmp(state, "28000") && native == 4712);
    client_close(&c);
    CHECK(sim_last_connection_string(text, sizeof text) > 0 && strstr(text, "PWD=x"));
    CHECK(client_open(&c, ""));
    CHECK(run(&c, "drop-connection") == SQL_ERROR && has_state(c.stmt, "08S01"));
    CHECK(run(&c, "affected 1") == SQL_ERROR && has_state(c.stmt, "08S01"));
    SQLUINTEGER dead = 0;
    CHECK(SQLGetConnectAttr(c.dbc, SQL_ATTR_CONNECTION_DEAD, &dead, 0, NULL) == SQL_SUCCESS && dead == SQL_CD_TRUE);
    /* The driver frees the statements that are left at the disconnect. */
    SQLDisconnect(c.dbc);
    CHECK(sim_handles(SQL_HANDLE_STMT) == 0);
    c.stmt = NULL;
    client_close(&c);
}

#define TRY(call)                   \
    do {                            \
        if (!SQL_SUCCEEDED(call)) { \
            c->rc = SQL_ERROR;      \
            return false;           \
        }                           \
    } while (0)

/* One session with a bit of everything; false as soon as a step fails. */
static bool session(client *c) {
    int64_t id[8];
    SQLLEN ind[8];
    SQLULEN fetched;
    int32_t value = 7;
    TRY(SQLSetConnectAttr(c->dbc, SQL_ATTR_AUTOCOMMIT, (SQLPOINTER)SQL_AUTOCOMMIT_OFF, 0));
    TRY(SQLSetStmtAttr(c->stmt, SQL_ATTR_ROW_ARRAY_SIZE, (SQLPOINTER)8, 0));
    TRY(SQLSetStmtAttr(c->stmt, SQL_ATTR_ROWS_FETCHED_PTR, &fetched, 0));
    TRY(SQLBindCol(c->stmt, 1, SQL_C_SBIGINT, id, 8, ind));
    TRY(SQLPrepare(c->stmt, (SQLCHAR *)"result rows=10 | a bigint | b varchar(9) repeat=5", SQL_NTS));
    TRY(SQLExecute(c->stmt));
    TRY(SQLFetch(c->stmt));
    TRY(SQLFetch(c->stmt));
    TRY(SQLCloseCursor(c->stmt));
    TRY(SQLFreeStmt(c->stmt, SQL_UNBIND));
    TRY(SQLBindParameter(c->stmt, 1, SQL_PARAM_INPUT, SQL_C_SLONG, SQL_INTEGER, 10, 0, &value, 4, NULL));
    TRY(run(c, "insert swept ?"));
    TRY(SQLEndTran(SQL_HANDLE_DBC, c->dbc, SQL_ROLLBACK));
    return true;
}

static void check_drops(void) {
    for (int n = 1; n < 30; n++) {
        client c;
        char keywords[32];
        snprintf(keywords, sizeof keywords, "DropAt=%d", n);
        if (client_open(&c, keywords))
            session(&c);
        client_close(&c);
        for (int kind = 1; kind <= 3; kind++)
            CHECK(sim_handles(kind) == 0);
    }
}

static void check_sweep(void) {
    int failed = 0, n;
    for (n = 1; n < 500; n++) {
        client c;
        char keywords[32], state[6] = "";
        int native = 0;
        snprintf(keywords, sizeof keywords, "FailAt=%d", n);
        sim_reset();
        bool opened = client_open(&c, keywords), good = opened && session(&c);
        if (opened && !good) {
            state_of(SQL_HANDLE_STMT, c.stmt, state, &native);
            if (native != 4711)
                state_of(SQL_HANDLE_DBC, c.dbc, state, &native);
            CHECK(native == 4711);
        }
        failed += !good;
        bool reached = sim_calls() >= n;
        client_close(&c);
        for (int kind = 1; kind <= 3; kind++)
            CHECK(sim_handles(kind) == 0);
        if (good && !reached)
            break;
    }
    CHECK(n < 500 && failed > 10);
    printf("sweep: %d calls, %d of them visible failures\n", n - 1, failed);
}

static void *busy(void *unused) {
    client c;
    for (int i = 0; i < 20; i++) {
        CHECK(client_open(&c, "Personality=tdsodbc"));
        CHECK(run(&c, "result rows=500 | a bigint | b varchar(20) \"n%d\"") == SQL_SUCCESS && count_rows(&c) == 500);
        client_close(&c);
    }
    return unused;
}

void check_faults(void) {
    check_cancel();
    check_connecting();
    check_sweep();
    check_drops();
    pthread_t threads[4];
    for (int i = 0; i < 4; i++)
        pthread_create(&threads[i], NULL, busy, NULL);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
}
