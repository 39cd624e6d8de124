/* Parameters: echo, arrays with status, data at execution, outputs, transactions. */
#include "check.h"

static void check_echo(void) {
    client c;
    CHECK(client_open(&c, ""));
    int64_t number = -5;
    SQLLEN ind[3] = {0, SQL_NTS, SQL_NULL_DATA};
    char text[200];
    CHECK(SQLPrepare(c.stmt, (SQLCHAR *)"echo ? ?:decimal(10,3) ?", SQL_NTS) == SQL_SUCCESS);
    SQLSMALLINT count, type, digits, nullable;
    SQLULEN size;
    CHECK(SQLNumParams(c.stmt, &count) == SQL_SUCCESS && count == 3);
    CHECK(SQLDescribeParam(c.stmt, 2, &type, &size, &digits, &nullable) == SQL_SUCCESS);
    CHECK(type == SQL_DECIMAL && size == 10 && digits == 3);
    SQLBindParameter(c.stmt, 1, SQL_PARAM_INPUT, SQL_C_SBIGINT, SQL_BIGINT, 19, 0, &number, 8, &ind[0]);
    CHECK(SQLExecute(c.stmt) == SQL_ERROR && has_state(c.stmt, "07002"));
    SQLBindParameter(c.stmt, 2, SQL_PARAM_INPUT, SQL_C_CHAR, SQL_DECIMAL, 10, 3, "1.5", 4, &ind[1]);
    SQLBindParameter(c.stmt, 3, SQL_PARAM_INPUT, SQL_C_WCHAR, SQL_WVARCHAR, 9, 0, text, 10, &ind[2]);
    CHECK(SQLExecute(c.stmt) == SQL_SUCCESS && SQLFetch(c.stmt) == SQL_SUCCESS);
    SQLGetData(c.stmt, 1, SQL_C_CHAR, text, sizeof text, NULL);
    CHECK(!strcmp(text, "-25/-5/19/0/0/-5"));
    SQLGetData(c.stmt, 2, SQL_C_CHAR, text, sizeof text, NULL);
    CHECK(!strcmp(text, "FBFFFFFFFFFFFFFF"));
    SQLGetData(c.stmt, 3, SQL_C_CHAR, text, sizeof text, NULL);
    CHECK(!strcmp(text, "1/3/10/3/-3/1.5"));
    SQLGetData(c.stmt, 5, SQL_C_CHAR, text, sizeof text, NULL);
    CHECK(!strcmp(text, "-8/-9/9/0/-1/null"));
    client_close(&c);
}

static void check_arrays(void) {
    enum { SETS = 5 };
    client c;
    CHECK(client_open(&c, ""));
    int64_t ids[SETS] = {1, 2, 3, 4, 5};
    char names[SETS][8] = {"one", "two", "three", "four", "five"};
    SQLLEN id_ind[SETS] = {0}, name_ind[SETS] = {3, SQL_NTS, 5, SQL_NULL_DATA, 4};
    SQLUSMALLINT status[SETS];
    SQLULEN processed = 0;
    SQLLEN count;
    run(&c, "drop table checked");
    SQLSetStmtAttr(c.stmt, SQL_ATTR_PARAMSET_SIZE, (SQLPOINTER)SETS, 0);
    SQLSetStmtAttr(c.stmt, SQL_ATTR_PARAM_STATUS_PTR, status, 0);
    SQLSetStmtAttr(c.stmt, SQL_ATTR_PARAMS_PROCESSED_PTR, &processed, 0);
    SQLBindParameter(c.stmt, 1, SQL_PARAM_INPUT, SQL_C_SBIGINT, SQL_BIGINT, 19, 0, ids, 8, id_ind);
    SQLBindParameter(c.stmt, 2, SQL_PARAM_INPUT, SQL_C_CHAR, SQL_VARCHAR, 8, 0, names, 8, name_ind);
    CHECK(run(&c, "insert into \"dbo\".\"checked\" (\"id\", \"name\") values (?, ?)") == SQL_SUCCESS);
    CHECK(processed == SETS && status[4] == SQL_PARAM_SUCCESS);
    CHECK(SQLRowCount(c.stmt, &count) == SQL_SUCCESS && count == SETS);
    CHECK(run(&c, "insert checked ? ? bad-row=3") == SQL_SUCCESS_WITH_INFO && has_state(c.stmt, "23000"));
    SQLLEN row = 0;
    SQLGetDiagField(SQL_HANDLE_STMT, c.stmt, 1, SQL_DIAG_ROW_NUMBER, &row, 0, NULL);
    CHECK(row == 3);
    CHECK(processed == SETS && status[1] == SQL_PARAM_SUCCESS && status[2] == SQL_PARAM_ERROR && status[3] == SQL_PARAM_SUCCESS);
    CHECK(run(&c, "insert checked ? ? bad-row=3 stop-on-bad") == SQL_ERROR);
    CHECK(processed == 3 && status[2] == SQL_PARAM_ERROR && status[3] == SQL_PARAM_UNUSED);
    name_ind[0] = 9;
    CHECK(run(&c, "insert checked ? ?") == SQL_ERROR && has_state(c.stmt, "HY090"));
    SQLSetStmtAttr(c.stmt, SQL_ATTR_PARAMSET_SIZE, (SQLPOINTER)1, 0);
    CHECK(run(&c, "rows checked") == SQL_SUCCESS);
    char text[16];
    SQLLEN ind;
    SQLBindCol(c.stmt, 2, SQL_C_CHAR, text, sizeof text, &ind);
    CHECK(SQLFetch(c.stmt) == SQL_SUCCESS && !strcmp(text, "one"));
    CHECK(count_rows(&c) == 5 + 4 + 2 - 1);
    SQLFreeStmt(c.stmt, SQL_CLOSE);
    CHECK(SQL_SUCCEEDED(run(&c, "delete from checked")));
    CHECK(run(&c, "rows checked") == SQL_ERROR && has_state(c.stmt, "42S02"));
    client_close(&c);
}

/* A bad row that is swallowed shows in the row count alone; BadNth counts across executions. */
static void check_bad_rows(void) {
    client c;
    int32_t values[3] = {1, 2, 3};
    SQLLEN count = 0;
    CHECK(client_open(&c, "BadNth=5;SwallowBadRows=1"));
    SQLSetStmtAttr(c.stmt, SQL_ATTR_PARAMSET_SIZE, (SQLPOINTER)3, 0);
    SQLBindParameter(c.stmt, 1, SQL_PARAM_INPUT, SQL_C_SLONG, SQL_INTEGER, 10, 0, values, 4, NULL);
    CHECK(SQLPrepare(c.stmt, (SQLCHAR *)"INSERT INTO bad VALUES (?)", SQL_NTS) == SQL_SUCCESS);
    CHECK(SQLExecute(c.stmt) == SQL_SUCCESS && SQLRowCount(c.stmt, &count) == SQL_SUCCESS && count == 3);
    CHECK(SQLExecute(c.stmt) == SQL_SUCCESS && SQLRowCount(c.stmt, &count) == SQL_SUCCESS && count == 2);
    CHECK(run(&c, "drop table bad") == SQL_SUCCESS);
    client_close(&c);
}

static void check_late_data(void) {
    client c;
    CHECK(client_open(&c, ""));
    SQLLEN ind[2] = {SQL_DATA_AT_EXEC, SQL_LEN_DATA_AT_EXEC(6)};
    int marks[2];
    SQLPOINTER token = NULL;
    char text[100];
    SQLBindParameter(c.stmt, 1, SQL_PARAM_INPUT, SQL_C_CHAR, SQL_LONGVARCHAR, 0, 0, &marks[0], 0, &ind[0]);
    SQLBindParameter(c.stmt, 2, SQL_PARAM_INPUT, SQL_C_BINARY, SQL_LONGVARBINARY, 0, 0, &marks[1], 0, &ind[1]);
    CHECK(run(&c, "echo ? ?") == SQL_NEED_DATA);
    CHECK(SQLParamData(c.stmt, &token) == SQL_NEED_DATA && token == &marks[0]);
    CHECK(SQLPutData(c.stmt, "abc", 3) == SQL_SUCCESS && SQLPutData(c.stmt, "def", SQL_NTS) == SQL_SUCCESS);
    CHECK(SQLParamData(c.stmt, &token) == SQL_NEED_DATA && token == &marks[1]);
    CHECK(SQLPutData(c.stmt, "\1\2", 2) == SQL_SUCCESS);
    CHECK(SQLParamData(c.stmt, &token) == SQL_SUCCESS && SQLFetch(c.stmt) == SQL_SUCCESS);
    SQLGetData(c.stmt, 1, SQL_C_CHAR, text, sizeof text, NULL);
    CHECK(!strcmp(text, "1/-1/0/0/-2/abcdef"));
    SQLGetData(c.stmt, 4, SQL_C_CHAR, text, sizeof text, NULL);
    CHECK(!strcmp(text, "0102"));
    client_close(&c);
}

static void check_outputs(void) {
    client c;
    CHECK(client_open(&c, ""));
    int64_t number = 0;
    char text[8] = "";
    SQLLEN ind[2] = {0, 0};
    SQLBindParameter(c.stmt, 1, SQL_PARAM_OUTPUT, SQL_C_SBIGINT, SQL_BIGINT, 19, 0, &number, 8, &ind[0]);
    SQLBindParameter(c.stmt, 2, SQL_PARAM_INPUT_OUTPUT, SQL_C_CHAR, SQL_VARCHAR, 7, 0, text, sizeof text, &ind[1]);
    CHECK(run(&c, "out 42 \"longer than that\";;result | a integer 1") == SQL_SUCCESS_WITH_INFO);
    CHECK(number == 42 && !strcmp(text, "longer ") && ind[1] == 16);
    client_close(&c);
}

static void check_transactions(void) {
    client c;
    CHECK(client_open(&c, ""));
    int32_t value = 1;
    run(&c, "drop table tran");
    SQLSetConnectAttr(c.dbc, SQL_ATTR_AUTOCOMMIT, (SQLPOINTER)SQL_AUTOCOMMIT_OFF, 0);
    SQLBindParameter(c.stmt, 1, SQL_PARAM_INPUT, SQL_C_SLONG, SQL_INTEGER, 10, 0, &value, 4, NULL);
    CHECK(run(&c, "insert tran ?") == SQL_SUCCESS && SQLEndTran(SQL_HANDLE_DBC, c.dbc, SQL_COMMIT) == SQL_SUCCESS);
    CHECK(run(&c, "insert tran ?") == SQL_SUCCESS && SQLEndTran(SQL_HANDLE_DBC, c.dbc, SQL_ROLLBACK) == SQL_SUCCESS);
    CHECK(run(&c, "rows tran") == SQL_SUCCESS && count_rows(&c) == 1);
    SQLFreeStmt(c.stmt, SQL_CLOSE);
    CHECK(run(&c, "transactions") == SQL_SUCCESS && SQLFetch(c.stmt) == SQL_SUCCESS);
    int64_t counts[4];
    for (SQLUSMALLINT i = 0; i < 4; i++)
        SQLGetData(c.stmt, (SQLUSMALLINT)(i + 1), SQL_C_SBIGINT, &counts[i], 8, NULL);
    CHECK(counts[1] == 1 && counts[2] == 1 && counts[3] == 0);
    SQLFreeStmt(c.stmt, SQL_CLOSE);
    run(&c, "drop table tran");
    SQLEndTran(SQL_HANDLE_DBC, c.dbc, SQL_COMMIT);
    client_close(&c);
    CHECK(client_open(&c, "NoTransactions=1"));
    CHECK(SQLSetConnectAttr(c.dbc, SQL_ATTR_AUTOCOMMIT, (SQLPOINTER)SQL_AUTOCOMMIT_OFF, 0) == SQL_ERROR);
    client_close(&c);
}

void check_params(void) {
    check_echo();
    check_arrays();
    check_bad_rows();
    check_late_data();
    check_outputs();
    check_transactions();
}
