/* Types, block fetches, long data, several results, catalog functions. */
#include "check.h"
#include <time.h>

static void check_types(void) {
    client c;
    CHECK(client_open(&c, "Personality=plain"));
    CHECK(SQL_SUCCEEDED(run(&c,
        "result rows=3 | i bigint seq start=-1 | u bigint unsigned \"18446744073709551615\" | l integer | d double"
        " | f real | b bit | s varchar(20) \"t\xC3\xA9xt-%03d\" | y varbinary(8) \"0x00ff10\" | dt date"
        " | t time \"23:59:58\" | ts timestamp(6) \"2024-02-29 12:34:56.789012\""
        " | g guid \"01234567-89ab-cdef-0123-456789abcdef\" | dec decimal(12,2) | n varchar(9) null")));
    SQLSMALLINT count;
    CHECK(SQLNumResultCols(c.stmt, &count) == SQL_SUCCESS && count == 14);
    int64_t i;
    uint64_t u;
    int32_t l;
    double d;
    float f;
    unsigned char b, y[4];
    char s[32], dec[32];
    SQLWCHAR w[32];
    SQL_DATE_STRUCT dt;
    SQL_TIME_STRUCT t;
    SQL_TIMESTAMP_STRUCT ts;
    SQLGUID g;
    SQLLEN ind[15];
    SQLBindCol(c.stmt, 1, SQL_C_SBIGINT, &i, 0, &ind[0]);
    SQLBindCol(c.stmt, 2, SQL_C_UBIGINT, &u, 0, &ind[1]);
    SQLBindCol(c.stmt, 3, SQL_C_SLONG, &l, 0, &ind[2]);
    SQLBindCol(c.stmt, 4, SQL_C_DOUBLE, &d, 0, &ind[3]);
    SQLBindCol(c.stmt, 5, SQL_C_FLOAT, &f, 0, &ind[4]);
    SQLBindCol(c.stmt, 6, SQL_C_BIT, &b, 0, &ind[5]);
    SQLBindCol(c.stmt, 7, SQL_C_CHAR, s, sizeof s, &ind[6]);
    SQLBindCol(c.stmt, 8, SQL_C_BINARY, y, sizeof y, &ind[7]);
    SQLBindCol(c.stmt, 9, SQL_C_TYPE_DATE, &dt, 0, &ind[8]);
    SQLBindCol(c.stmt, 10, SQL_C_TYPE_TIME, &t, 0, &ind[9]);
    SQLBindCol(c.stmt, 11, SQL_C_TYPE_TIMESTAMP, &ts, 0, &ind[10]);
    SQLBindCol(c.stmt, 12, SQL_C_GUID, &g, 0, &ind[11]);
    SQLBindCol(c.stmt, 13, SQL_C_CHAR, dec, sizeof dec, &ind[12]);
    SQLBindCol(c.stmt, 14, SQL_C_CHAR, dec, sizeof dec, &ind[13]);
    CHECK(SQLFetch(c.stmt) == SQL_SUCCESS);
    CHECK(i == -1);
    CHECK(SQLFetch(c.stmt) == SQL_SUCCESS && SQLFetch(c.stmt) == SQL_SUCCESS);
    CHECK(i == 1 && u == UINT64_MAX && l == 2 && d == 0.5 && f == 0.5f && b == 0);
    CHECK(!strcmp(s, "t\xC3\xA9xt-002") && ind[6] == 9);
    CHECK(ind[7] == 3 && y[0] == 0 && y[1] == 0xFF && y[2] == 0x10);
    CHECK(dt.year == 1970 && dt.month == 1 && dt.day == 3 && t.hour == 23 && t.second == 58);
    CHECK(ts.year == 2024 && ts.day == 29 && ts.fraction == 789012000);
    CHECK(g.Data1 == 0x01234567 && g.Data4[7] == 0xEF);
    CHECK(!strcmp(dec, "0.02") && ind[13] == SQL_NULL_DATA);
    CHECK(SQLGetData(c.stmt, 7, SQL_C_WCHAR, w, sizeof w, &ind[14]) == SQL_SUCCESS);
    CHECK(ind[14] == 16 && w[1] == 0xE9 && w[8] == 0);
    CHECK(SQLFetch(c.stmt) == SQL_NO_DATA);
    SQLCHAR name[32];
    SQLSMALLINT len, type, digits, nullable;
    SQLULEN size;
    CHECK(SQLDescribeCol(c.stmt, 13, name, sizeof name, &len, &type, &size, &digits, &nullable) == SQL_SUCCESS);
    CHECK(type == SQL_DECIMAL && size == 12 && digits == 2 && !strcmp((char *)name, "dec"));
    SQLLEN is_unsigned = 0;
    CHECK(SQLColAttribute(c.stmt, 2, SQL_DESC_UNSIGNED, NULL, 0, NULL, &is_unsigned) == SQL_SUCCESS);
    CHECK(is_unsigned == SQL_TRUE);
    client_close(&c);
}

static void check_blocks(void) {
    enum { ROWS = 64 };
    client c;
    CHECK(client_open(&c, ""));
    static int64_t ids[2 * ROWS];
    static char names[2 * ROWS][24];
    static SQLLEN id_ind[2 * ROWS], name_ind[2 * ROWS];
    SQLUSMALLINT status[ROWS];
    SQLULEN fetched = 0;
    SQLLEN offset = 0;
    SQLSetStmtAttr(c.stmt, SQL_ATTR_ROW_ARRAY_SIZE, (SQLPOINTER)ROWS, 0);
    SQLSetStmtAttr(c.stmt, SQL_ATTR_ROWS_FETCHED_PTR, &fetched, 0);
    SQLSetStmtAttr(c.stmt, SQL_ATTR_ROW_STATUS_PTR, status, 0);
    SQLBindCol(c.stmt, 1, SQL_C_SBIGINT, ids, 8, id_ind);
    SQLBindCol(c.stmt, 2, SQL_C_CHAR, names, 24, name_ind);
    CHECK(run(&c, "result rows=100 | id bigint | name varchar(20) \"text-%d\" null-every=7") == SQL_SUCCESS);
    CHECK(SQLFetch(c.stmt) == SQL_SUCCESS && fetched == ROWS);
    CHECK(ids[63] == 63 && !strcmp(names[63], "text-63") && name_ind[6] == SQL_NULL_DATA && name_ind[5] == 6);
    CHECK(SQLSetPos(c.stmt, 11, SQL_POSITION, SQL_LOCK_NO_CHANGE) == SQL_SUCCESS);
    char text[24];
    SQLLEN ind;
    CHECK(SQLGetData(c.stmt, 2, SQL_C_CHAR, text, sizeof text, &ind) == SQL_SUCCESS && !strcmp(text, "text-10"));
    CHECK(SQLFetch(c.stmt) == SQL_SUCCESS && fetched == 36 && ids[35] == 99);
    CHECK(status[35] == SQL_ROW_SUCCESS && status[36] == SQL_ROW_NOROW);
    CHECK(SQLFetch(c.stmt) == SQL_NO_DATA);
    SQLCloseCursor(c.stmt);
    /* The offset applies to buffers and indicators alike, so both need the same distance. */
    SQLSetStmtAttr(c.stmt, SQL_ATTR_ROW_BIND_OFFSET_PTR, &offset, 0);
    SQLFreeStmt(c.stmt, SQL_UNBIND);
    SQLBindCol(c.stmt, 1, SQL_C_SBIGINT, ids, 8, id_ind);
    offset = ROWS * 8;
    CHECK(run(&c, "result rows=20000000 prefill | id bigint") == SQL_SUCCESS);
    long rows = 0, blocks = 0;
    struct timespec start, end;
    clock_gettime(CLOCK_MONOTONIC, &start);
    while (SQLFetch(c.stmt) == SQL_SUCCESS && ++blocks)
        rows += (long)fetched;
    clock_gettime(CLOCK_MONOTONIC, &end);
    CHECK(rows == 20000000 && ids[ROWS + 5] == 5 && id_ind[ROWS + 5] == 8);
    printf("prefill: 20000000 rows in %ld ms, blocks of %d\n",
           (long)(end.tv_sec - start.tv_sec) * 1000 + (end.tv_nsec - start.tv_nsec) / 1000000, ROWS);
    client_close(&c);
}

static void check_long(void) {
    client c;
    CHECK(client_open(&c, "ShortReads=1000"));
    CHECK(run(&c, "result rows=2 | big longvarchar repeat=100000 | bin blob random=50") == SQL_SUCCESS);
    CHECK(SQLFetch(c.stmt) == SQL_SUCCESS && SQLFetch(c.stmt) == SQL_SUCCESS);
    char part[4096];
    SQLLEN left;
    long total = 0, reads = 0;
    SQLRETURN rc;
    while (SQL_SUCCEEDED(rc = SQLGetData(c.stmt, 1, SQL_C_CHAR, part, sizeof part, &left))) {
        CHECK(left == 100000 - total);
        CHECK(part[0] == 'a' + (1 + total) % 26);
        total += (long)strlen(part);
        reads++;
    }
    CHECK(rc == SQL_NO_DATA && total == 100000 && reads == 100);
    CHECK(SQLGetData(c.stmt, 2, SQL_C_BINARY, part, sizeof part, &left) == SQL_SUCCESS && left == 50);
    client_close(&c);
}

static void check_results(void) {
    client c;
    CHECK(client_open(&c, ""));
    CHECK(run(&c, "affected 3;;result rows=2 | a integer 1,2;;warning 01000 7 \"careful\";;affected 4;;error 23000 9 \"no\"") ==
          SQL_SUCCESS);
    SQLLEN count;
    CHECK(SQLRowCount(c.stmt, &count) == SQL_SUCCESS && count == 3);
    CHECK(SQLMoreResults(c.stmt) == SQL_SUCCESS && count_rows(&c) == 2);
    CHECK(SQLMoreResults(c.stmt) == SQL_SUCCESS_WITH_INFO && has_state(c.stmt, "01000"));
    CHECK(SQLRowCount(c.stmt, &count) == SQL_SUCCESS && count == 4);
    CHECK(SQLMoreResults(c.stmt) == SQL_ERROR && has_state(c.stmt, "23000"));
    CHECK(SQLMoreResults(c.stmt) == SQL_NO_DATA);
    SQLFreeStmt(c.stmt, SQL_CLOSE);
    CHECK(run(&c, "nonsense") == SQL_ERROR && has_state(c.stmt, "42000"));
    CHECK(run(&c, "result rows=1 | a integer 1 |") == SQL_ERROR);
    CHECK(run(&c, "result | a integer \"x\"") == SQL_SUCCESS && SQLFetch(c.stmt) == SQL_SUCCESS);
    int32_t value;
    CHECK(SQLGetData(c.stmt, 1, SQL_C_SLONG, &value, 4, NULL) == SQL_ERROR && has_state(c.stmt, "22018"));
    SQLFreeStmt(c.stmt, SQL_CLOSE);
    CHECK(one_number(&c, "select 41 union all select 42 from dual") == 41);
    CHECK(SQLTables(c.stmt, NULL, 0, NULL, 0, (SQLCHAR *)"%", SQL_NTS, NULL, 0) == SQL_SUCCESS && count_rows(&c) == 2);
    SQLFreeStmt(c.stmt, SQL_CLOSE);
    CHECK(SQLColumns(c.stmt, NULL, 0, NULL, 0, (SQLCHAR *)"orders", SQL_NTS, NULL, 0) == SQL_SUCCESS);
    CHECK(count_rows(&c) == 4);
    SQLFreeStmt(c.stmt, SQL_CLOSE);
    CHECK(SQLForeignKeys(c.stmt, NULL, 0, NULL, 0, NULL, 0, NULL, 0, NULL, 0, (SQLCHAR *)"orders", SQL_NTS) == SQL_SUCCESS);
    CHECK(count_rows(&c) == 0);
    SQLFreeStmt(c.stmt, SQL_CLOSE);
    CHECK(SQLPrimaryKeys(c.stmt, NULL, 0, NULL, 0, (SQLCHAR *)"orders", SQL_NTS) == SQL_SUCCESS && count_rows(&c) == 1);
    SQLFreeStmt(c.stmt, SQL_CLOSE);
    CHECK(SQLStatistics(c.stmt, NULL, 0, NULL, 0, (SQLCHAR *)"orders", SQL_NTS, SQL_INDEX_ALL, SQL_QUICK) == SQL_SUCCESS);
    SQLFreeStmt(c.stmt, SQL_CLOSE);
    CHECK(SQLGetTypeInfo(c.stmt, SQL_ALL_TYPES) == SQL_SUCCESS && count_rows(&c) == 5);
    SQLFreeStmt(c.stmt, SQL_CLOSE);
    client_close(&c);
}

void check_fetching(void) {
    check_types();
    check_blocks();
    check_long();
    check_results();
}
