/* Each quirk keyword and personality shows what it promises. */
#include "check.h"

typedef struct {
    char text[4][4];
    SQLLEN ind[8];
    SQLUSMALLINT status[4];
    SQLULEN fetched;
} block;

/* Fetches four rows of eight characters into buffers of four bytes. */
static SQLRETURN fetch_short(client *c, block *b, const char *statement) {
    memset(b, '#', sizeof *b);
    SQLSetStmtAttr(c->stmt, SQL_ATTR_ROW_ARRAY_SIZE, (SQLPOINTER)4, 0);
    SQLSetStmtAttr(c->stmt, SQL_ATTR_ROWS_FETCHED_PTR, &b->fetched, 0);
    SQLSetStmtAttr(c->stmt, SQL_ATTR_ROW_STATUS_PTR, b->status, 0);
    SQLBindCol(c->stmt, 1, SQL_C_CHAR, b->text, 4, b->ind);
    CHECK(SQL_SUCCEEDED(run(c, statement)));
    return SQLFetch(c->stmt);
}

static const char *const eight = "result rows=4 | s varchar(20) repeat=8";

static void check_truncation(void) {
    client c;
    block b;
    CHECK(client_open(&c, ""));
    CHECK(fetch_short(&c, &b, eight) == SQL_SUCCESS_WITH_INFO && has_state(c.stmt, "01004"));
    CHECK(b.ind[1] == 8 && !strcmp(b.text[1], "bcd") && b.status[1] == SQL_ROW_SUCCESS_WITH_INFO);
    client_close(&c);
    CHECK(client_open(&c, "NoTotal=1"));
    CHECK(fetch_short(&c, &b, eight) == SQL_SUCCESS_WITH_INFO && b.ind[0] == SQL_NO_TOTAL);
    client_close(&c);
    CHECK(client_open(&c, "NoTerminator=1"));
    CHECK(fetch_short(&c, &b, eight) == SQL_SUCCESS_WITH_INFO && !memcmp(b.text[1], "bcde", 4));
    client_close(&c);
    CHECK(client_open(&c, "SilentTruncation=1"));
    CHECK(fetch_short(&c, &b, eight) == SQL_SUCCESS && b.ind[3] == 8 && b.status[3] == SQL_ROW_SUCCESS);
    client_close(&c);
    CHECK(client_open(&c, "Personality=psqlodbc-like"));
    CHECK(fetch_short(&c, &b, eight) == SQL_SUCCESS_WITH_INFO && b.ind[3] == 8 && b.status[3] == SQL_ROW_SUCCESS);
    client_close(&c);
    CHECK(client_open(&c, "Personality=tdsodbc"));
    CHECK(fetch_short(&c, &b, eight) == SQL_SUCCESS_WITH_INFO);
    CHECK(b.status[0] == SQL_ROW_SUCCESS_WITH_INFO && b.status[1] == SQL_ROW_ERROR && b.status[3] == SQL_ROW_ERROR);
    client_close(&c);
    CHECK(client_open(&c, "NegativeLengths=1"));
    CHECK(fetch_short(&c, &b, "result rows=4 | s varchar(3) repeat=2") == SQL_SUCCESS && b.ind[1] == -7 && b.ind[0] == 2);
    client_close(&c);
    CHECK(client_open(&c, "Personality=ase32"));
    fetch_short(&c, &b, "result rows=4 | s varchar(3) repeat=2");
    CHECK(b.ind[0] == 0x200000002ll && b.ind[2] == 0x2323232323232323ll);
    client_close(&c);
}

static void check_arrays(void) {
    client c;
    SQLULEN size = 0;
    CHECK(client_open(&c, "MaxArrayRows=100"));
    CHECK(SQLSetStmtAttr(c.stmt, SQL_ATTR_ROW_ARRAY_SIZE, (SQLPOINTER)1000, 0) == SQL_SUCCESS_WITH_INFO);
    CHECK(has_state(c.stmt, "01S02"));
    CHECK(SQLGetStmtAttr(c.stmt, SQL_ATTR_ROW_ARRAY_SIZE, &size, 0, NULL) == SQL_SUCCESS && size == 100);
    client_close(&c);
    CHECK(client_open(&c, "Personality=ase"));
    CHECK(SQLSetStmtAttr(c.stmt, SQL_ATTR_ROW_ARRAY_SIZE, (SQLPOINTER)40000, 0) == SQL_ERROR);
    CHECK(has_state(c.stmt, "HY024"));
    CHECK(SQLSetStmtAttr(c.stmt, SQL_ATTR_PARAMSET_SIZE, (SQLPOINTER)2, 0) == SQL_ERROR && has_state(c.stmt, "HYC00"));
    client_close(&c);
    CHECK(client_open(&c, "MaxArrayRows=100;ArrayMode=lie"));
    CHECK(SQLSetStmtAttr(c.stmt, SQL_ATTR_ROW_ARRAY_SIZE, (SQLPOINTER)1000, 0) == SQL_SUCCESS);
    CHECK(SQLGetStmtAttr(c.stmt, SQL_ATTR_ROW_ARRAY_SIZE, &size, 0, NULL) == SQL_SUCCESS && size == 723477590136ul);
    client_close(&c);
}

static void check_personalities(void) {
    client c;
    block b;
    char name[64];
    SQLUINTEGER extensions = 0;
    SQLSMALLINT type;
    SQLULEN size;
    CHECK(client_open(&c, "Personality=sqliteodbc;DbmsName={Lite; of course}"));
    CHECK(SQLGetInfo(c.dbc, SQL_DBMS_NAME, name, sizeof name, NULL) == SQL_SUCCESS && !strcmp(name, "Lite; of course"));
    CHECK(SQLGetInfo(c.dbc, SQL_DRIVER_NAME, name, sizeof name, NULL) == SQL_SUCCESS && !strcmp(name, "sqlite3odbc.so"));
    CHECK(SQLGetInfo(c.dbc, SQL_GETDATA_EXTENSIONS, &extensions, 4, NULL) == SQL_SUCCESS && extensions == 11);
    fetch_short(&c, &b, "result rows=4 | s varchar(20) \"r%d\"");
    CHECK(SQLSetPos(c.stmt, 1, SQL_POSITION, SQL_LOCK_NO_CHANGE) == SQL_SUCCESS);
    CHECK(SQLGetData(c.stmt, 1, SQL_C_CHAR, name, sizeof name, NULL) == SQL_SUCCESS && !strcmp(name, "r3"));
    client_close(&c);
    CHECK(client_open(&c, "Personality=oracle;Comma=1"));
    int64_t big;
    SQLLEN ind;
    CHECK(run(&c, "result | n number(12,2) \"12.34\" | d date") == SQL_SUCCESS);
    SQLDescribeCol(c.stmt, 2, (SQLCHAR *)name, sizeof name, NULL, &type, &size, NULL, NULL);
    CHECK(type == SQL_TYPE_TIMESTAMP);
    SQLBindCol(c.stmt, 1, SQL_C_SBIGINT, &big, 8, &ind);
    CHECK(SQLFetch(c.stmt) == SQL_ERROR && has_state(c.stmt, "HY004"));
    SQLFreeStmt(c.stmt, SQL_CLOSE);
    SQLBindCol(c.stmt, 1, SQL_C_CHAR, name, sizeof name, &ind);
    CHECK(run(&c, "result | n number(12,2) \"12.34\"") == SQL_SUCCESS && SQLFetch(c.stmt) == SQL_SUCCESS);
    CHECK(!strcmp(name, "12,34"));
    SQLFreeStmt(c.stmt, SQL_CLOSE);
    CHECK(SQL_SUCCEEDED(run(&c, "ALTER SESSION SET NLS_NUMERIC_CHARACTERS='.,'")));
    CHECK(run(&c, "result | n number(12,2) \"12.34\"") == SQL_SUCCESS && SQLFetch(c.stmt) == SQL_SUCCESS);
    CHECK(!strcmp(name, "12.34"));
    client_close(&c);
    CHECK(client_open(&c, "Personality=msodbcsql"));
    CHECK(run(&c, "result | a varchar(max) \"x\" | t ss_time2(7) \"12:00:00.1234567\" | o ss_timestampoffset(7)") == SQL_SUCCESS);
    SQLDescribeCol(c.stmt, 1, (SQLCHAR *)name, sizeof name, NULL, &type, &size, NULL, NULL);
    CHECK(type == SQL_VARCHAR && size == 0);
    SQLDescribeCol(c.stmt, 2, (SQLCHAR *)name, sizeof name, NULL, &type, &size, NULL, NULL);
    CHECK(type == -154 && size == 16);
    CHECK(SQLFetch(c.stmt) == SQL_SUCCESS);
    CHECK(SQLGetData(c.stmt, 2, SQL_C_CHAR, name, sizeof name, &ind) == SQL_SUCCESS && !strcmp(name, "12:00:00.1234567"));
    CHECK(SQLGetData(c.stmt, 3, SQL_C_CHAR, name, sizeof name, &ind) == SQL_SUCCESS);
    CHECK(!strcmp(name, "2000-01-01 00:00:00.0000000 +00:00"));
    struct {
        SQL_TIMESTAMP_STRUCT stamp;
        SQLSMALLINT zone_hour, zone_minute;
    } moment;
    SQLFreeStmt(c.stmt, SQL_CLOSE);
    CHECK(run(&c, "result | o ss_timestampoffset(7) \"2024-05-06 07:08:09.5 -03:30\"") == SQL_SUCCESS);
    CHECK(SQLFetch(c.stmt) == SQL_SUCCESS && SQLGetData(c.stmt, 1, 0x4001, &moment, sizeof moment, &ind) == SQL_SUCCESS);
    CHECK(ind == 20 && moment.stamp.fraction == 500000000 && moment.zone_hour == -3 && moment.zone_minute == -30);
    client_close(&c);
    CHECK(client_open(&c, "MaxLongSize=5;LateCancelKills=1"));
    CHECK(run(&c, "result | a text repeat=9") == SQL_SUCCESS);
    SQLBindCol(c.stmt, 1, SQL_C_CHAR, name, sizeof name, &ind);
    CHECK(SQLFetch(c.stmt) == SQL_SUCCESS_WITH_INFO && ind == 5 && !strcmp(name, "abcde"));
    SQLFreeStmt(c.stmt, SQL_CLOSE);
    SQLCancel(c.stmt);
    CHECK(run(&c, "affected 1") == SQL_ERROR && has_state(c.stmt, "HY008"));
    CHECK(run(&c, "affected 1") == SQL_SUCCESS);
    client_close(&c);
}

static void check_diagnostics(void) {
    client c;
    SQLCHAR state[6], text[512];
    SQLINTEGER native;
    SQLSMALLINT len, n = 0;
    CHECK(client_open(&c, "ManyDiagnostics=5"));
    CHECK(run(&c, "error 42S02 208 \"no table\"") == SQL_ERROR);
    while (SQLGetDiagRec(SQL_HANDLE_STMT, c.stmt, (SQLSMALLINT)(n + 1), state, &native, text, sizeof text, &len) == SQL_SUCCESS)
        n++;
    CHECK(n == 5);
    client_close(&c);
    CHECK(client_open(&c, "NoDiagnostics=1"));
    CHECK(run(&c, "error 42S02 208 \"no table\"") == SQL_ERROR);
    CHECK(SQLGetDiagRec(SQL_HANDLE_STMT, c.stmt, 1, state, &native, text, sizeof text, &len) == SQL_NO_DATA);
    client_close(&c);
    CHECK(client_open(&c, "TruncatedDiagnostics=1"));
    CHECK(run(&c, "error 42S02 208 \"no table of that name exists\"") == SQL_ERROR);
    CHECK(SQL_SUCCEEDED(SQLGetDiagRec(SQL_HANDLE_STMT, c.stmt, 1, state, &native, text, sizeof text, &len)));
    printf("truncated diagnostics arrive as length %d of '%s'\n", len, text);
    client_close(&c);
}

static void check_row_errors(void) {
    client c;
    block b;
    CHECK(client_open(&c, ""));
    CHECK(fetch_short(&c, &b, "result rows=9 fail-after-rows=6 fail-state=57014 | s varchar(3) \"x\"") == SQL_SUCCESS);
    CHECK(SQLFetch(c.stmt) == SQL_SUCCESS && b.fetched == 2 && b.status[2] == SQL_ROW_NOROW);
    CHECK(SQLFetch(c.stmt) == SQL_ERROR && has_state(c.stmt, "57014"));
    SQLFreeStmt(c.stmt, SQL_CLOSE);
    CHECK(fetch_short(&c, &b, "result rows=9 fail-after-rows=2 fail-mode=row | s varchar(3) \"x\"") == SQL_SUCCESS_WITH_INFO);
    CHECK(b.fetched == 3 && b.status[1] == SQL_ROW_SUCCESS && b.status[2] == SQL_ROW_ERROR);
    SQLFreeStmt(c.stmt, SQL_CLOSE);
    CHECK(fetch_short(&c, &b, "result rows=9 fail-after-rows=2 fail-mode=error | s varchar(3) \"x\"") == SQL_ERROR);
    client_close(&c);
}

void check_quirks(void) {
    check_truncation();
    check_arrays();
    check_personalities();
    check_diagnostics();
    check_row_errors();
}
