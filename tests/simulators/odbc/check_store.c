/* The store: values that stay exact, descriptions, transactions of two sessions, arrays, MERGE and OUTPUT. */
#include "check.h"

static const char sqlserver[] = "Personality=msodbcsql;Store=sqlite;Database=checked";

static bool text_is(client *c, SQLUSMALLINT column, const char *expected) {
    char text[400] = "";
    SQLLEN ind = 0;
    SQLGetData(c->stmt, column, SQL_C_CHAR, text, sizeof text, &ind);
    if (ind == SQL_NULL_DATA ? !expected : expected && !strcmp(text, expected))
        return true;
    fprintf(stderr, "column %d is '%s', not '%s'\n", column, ind == SQL_NULL_DATA ? "NULL" : text, expected ? expected : "NULL");
    return false;
}

static bool done(client *c, const char *text) {
    SQLRETURN rc = run(c, text);
    if (SQL_SUCCEEDED(rc) || rc == SQL_NO_DATA) {
        SQLFreeStmt(c->stmt, SQL_CLOSE);
        return true;
    }
    char state[6];
    int native;
    state_of(SQL_HANDLE_STMT, c->stmt, state, &native);
    fprintf(stderr, "%s: %s %d\n", text, state, native);
    return false;
}

static void check_values(void) {
    static const struct {
        const char *type, *value, *kept;
    } cases[] = {
        {"bigint", "-9223372036854775808", "-9223372036854775808"},
        {"decimal(38,10)", "'-1234567890123456789012345678.0123456789'", "-1234567890123456789012345678.0123456789"},
        {"decimal(38,0)", "99999999999999999999999999999999999999", "99999999999999999999999999999999999999"},
        {"decimal(5,2)", "0", "0.00"},
        {"decimal(5,2)", "'1.005'", "1.01"},
        {"money", "12.34567", "12.3457"},
        {"float", "0.1", "0.1"},
        {"float", "1e-300", "1e-300"},
        {"bit", "7", "1"},
        {"tinyint", "255", "255"},
        {"datetime2(7)", "'9999-12-31 23:59:59.9999999'", "9999-12-31 23:59:59.9999999"},
        {"datetime2(0)", "'2020-12-31 23:59:59.5'", "2021-01-01 00:00:00"},
        {"datetime", "'2020-02-29 10:00:00.124'", "2020-02-29 10:00:00.123"},
        {"smalldatetime", "'2020-02-29 10:00:31'", "2020-02-29 10:01:00"},
        {"datetimeoffset(3)", "'2020-02-29T10:00:00.123-07:30'", "2020-02-29 10:00:00.123 -07:30"},
        {"time(7)", "'23:59:59.1234567'", "23:59:59.1234567"},
        {"date", "'0001-01-01'", "0001-01-01"},
        {"uniqueidentifier", "'00112233-4455-6677-8899-AABBCCDDEEFF'", "00112233-4455-6677-8899-aabbccddeeff"},
        {"binary(4)", "0x01ff", "01FF0000"},
        {"varbinary(max)", "0x00", "00"},
        {"char(4)", "'ab'", "ab  "},
        {"nvarchar(max)", "N'it''s \xF0\x9F\x98\x80'", "it's \xF0\x9F\x98\x80"},
        {"nvarchar(3)", "''", ""},
        {"int", "NULL", NULL},
    };
    client c;
    char text[300];
    CHECK(client_open(&c, sqlserver));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        snprintf(text, sizeof text, "create table [dbo].[v] ([a b] %s)", cases[i].type);
        CHECK(done(&c, text));
        snprintf(text, sizeof text, "insert into [v] ([a b]) values (%s)", cases[i].value);
        CHECK(done(&c, text));
        CHECK(run(&c, "select [a b] from checked.dbo.v") == SQL_SUCCESS && SQLFetch(c.stmt) == SQL_SUCCESS);
        CHECK(text_is(&c, 1, cases[i].kept));
        SQLFreeStmt(c.stmt, SQL_CLOSE);
        CHECK(done(&c, "drop table v"));
    }
    client_close(&c);
}

static void check_descriptions(void) {
    static const struct {
        const char *keywords, *type, *name;
        int code;
        SQLULEN size;
        int digits;
    } cases[] = {
        {sqlserver, "datetime2(3)", "datetime2", SQL_TYPE_TIMESTAMP, 23, 3},
        {sqlserver, "time(0)", "time", -154, 8, 0},
        {sqlserver, "datetimeoffset(7)", "datetimeoffset", -155, 34, 7},
        {sqlserver, "nvarchar(max)", "nvarchar", SQL_WVARCHAR, 0, 0},
        {sqlserver, "decimal(12,2)", "decimal", SQL_DECIMAL, 12, 2},
        {sqlserver, "smallmoney", "smallmoney", SQL_DECIMAL, 10, 4},
        {"Personality=oracle;Store=sqlite", "number(12,2)", "NUMBER", SQL_DECIMAL, 12, 2},
        {"Personality=oracle;Store=sqlite", "date", "DATE", SQL_TYPE_TIMESTAMP, 19, 0},
        {"Personality=oracle;Store=sqlite", "timestamp(9)", "TIMESTAMP", SQL_TYPE_TIMESTAMP, 29, 9},
        {"Personality=oracle;Store=sqlite", "varchar2(10 char)", "VARCHAR2", SQL_VARCHAR, 10, 0},
        {"Personality=ase;Store=sqlite", "unsigned bigint null", "unsigned bigint", SQL_BIGINT, 20, 0},
        {"Personality=ase;Store=sqlite", "bigdatetime null", "bigdatetime", SQL_TYPE_TIMESTAMP, 26, 6},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        client c;
        char text[200], name[64] = "";
        SQLSMALLINT len, type, digits, nullable;
        SQLULEN size;
        CHECK(client_open(&c, cases[i].keywords));
        snprintf(text, sizeof text, "create table d (a %s)", cases[i].type);
        CHECK(done(&c, text));
        CHECK(run(&c, "select a from d") == SQL_SUCCESS);
        CHECK(SQLDescribeCol(c.stmt, 1, (SQLCHAR *)text, sizeof text, &len, &type, &size, &digits, &nullable) == SQL_SUCCESS);
        CHECK(SQLColAttribute(c.stmt, 1, SQL_DESC_TYPE_NAME, name, sizeof name, NULL, NULL) == SQL_SUCCESS);
        if (type != cases[i].code || size != cases[i].size || digits != cases[i].digits || strcmp(name, cases[i].name)) {
            fprintf(stderr, "%s is %s %d(%lu,%d)\n", cases[i].type, name, type, (unsigned long)size, digits);
            failures++;
        }
        SQLFreeStmt(c.stmt, SQL_CLOSE);
        CHECK(done(&c, "drop table d"));
        client_close(&c);
    }
}

static void manual(client *c, bool on) {
    CHECK(SQL_SUCCEEDED(SQLSetConnectAttr(c->dbc, SQL_ATTR_AUTOCOMMIT, (SQLPOINTER)(on ? SQL_AUTOCOMMIT_OFF : SQL_AUTOCOMMIT_ON), 0)));
}

static void end(client *c, SQLSMALLINT how) {
    CHECK(SQLEndTran(SQL_HANDLE_DBC, c->dbc, how) == SQL_SUCCESS);
}

static void check_sessions(void) {
    client a, b;
    int native = 0;
    char state[6], folder[] = "/tmp/quarrysim-XXXXXX", file[64], keywords[200];
    /* A file, so that others read while one writes. */
    CHECK(mkdtemp(folder) != NULL);
    snprintf(file, sizeof file, "%s/t.db", folder);
    fclose(fopen(file, "w"));
    snprintf(keywords, sizeof keywords, "Personality=msodbcsql;Store=sqlite;StoreFolder=%s;Database=t", folder);
    CHECK(client_open(&a, keywords) && client_open(&b, keywords));
    CHECK(done(&a, "create table t (id int not null primary key)"));
    manual(&a, true);
    CHECK(one_number(&a, "select @@trancount") == 0);
    CHECK(done(&a, "insert into t values (1)") && one_number(&b, "select count(*) from t") == 0);
    end(&a, SQL_COMMIT);
    CHECK(one_number(&b, "select count(*) from t") == 1);
    CHECK(done(&a, "insert into t values (2)"));
    CHECK(done(&b, "set lock_timeout 50"));
    CHECK(run(&b, "delete from t") == SQL_ERROR);
    state_of(SQL_HANDLE_STMT, b.stmt, state, &native);
    CHECK(native == 1222);
    CHECK(done(&a, "save transaction [a point]") && done(&a, "insert into t values (3)"));
    CHECK(done(&a, "rollback transaction [a point]") && done(&a, "insert into t values (4)"));
    CHECK(run(&a, "rollback transaction nobody") == SQL_ERROR);
    end(&a, SQL_COMMIT);
    CHECK(one_number(&b, "select sum(id) from t") == 1 + 2 + 4);
    /* Definitions belong to the transaction. */
    CHECK(done(&a, "create table u (id int)"));
    end(&a, SQL_ROLLBACK);
    CHECK(run(&a, "select * from u") == SQL_ERROR && has_state(a.stmt, "42S02"));
    CHECK(done(&a, "insert into t values (5)"));
    /* Closing rolls back. */
    client_close(&a);
    CHECK(one_number(&b, "select count(*) from t") == 3);
    client_close(&b);
    keywords[strlen(keywords) - 1] = 'x';
    CHECK(!client_open(&a, keywords));
    state_of(SQL_HANDLE_DBC, a.dbc, state, &native);
    CHECK(native == 4060);
    client_close(&a);
    remove(file);
    snprintf(file, sizeof file, "%s/t.db-wal", folder);
    remove(file);
    snprintf(file, sizeof file, "%s/t.db-shm", folder);
    remove(file);
    remove(folder);
}

static void check_parameters(void) {
    client c;
    enum { SETS = 3 };
    int64_t ids[SETS] = {1, 2, 2};
    char texts[SETS][4] = {"one", "two", "bad"};
    SQLLEN text_len[SETS] = {3, SQL_NULL_DATA, 3}, count = 0;
    SQLUSMALLINT status[SETS];
    CHECK(client_open(&c, sqlserver));
    CHECK(done(&c, "create table p (id bigint not null primary key, txt varchar(10))"));
    SQLSetStmtAttr(c.stmt, SQL_ATTR_PARAMSET_SIZE, (SQLPOINTER)SETS, 0);
    SQLSetStmtAttr(c.stmt, SQL_ATTR_PARAM_STATUS_PTR, status, 0);
    SQLBindParameter(c.stmt, 1, SQL_PARAM_INPUT, SQL_C_SBIGINT, SQL_BIGINT, 19, 0, ids, 8, NULL);
    SQLBindParameter(c.stmt, 2, SQL_PARAM_INPUT, SQL_C_CHAR, SQL_VARCHAR, 3, 0, texts, 4, text_len);
    CHECK(run(&c, "insert into p (id, txt) values (?, ?)") == SQL_SUCCESS_WITH_INFO && has_state(c.stmt, "23000"));
    CHECK(status[0] == SQL_PARAM_SUCCESS && status[1] == SQL_PARAM_SUCCESS && status[2] == SQL_PARAM_ERROR);
    /* A count for each set, as Microsoft's driver has them. */
    CHECK(SQLRowCount(c.stmt, &count) == SQL_SUCCESS && count == 1);
    CHECK(SQLMoreResults(c.stmt) == SQL_SUCCESS && SQLMoreResults(c.stmt) == SQL_NO_DATA);
    SQLSetStmtAttr(c.stmt, SQL_ATTR_PARAMSET_SIZE, (SQLPOINTER)1, 0);
    SQLFreeStmt(c.stmt, SQL_CLOSE);
    CHECK(SQLPrepare(c.stmt, (SQLCHAR *)"merge into p with (holdlock) as t using (values (?, ?)) as s (id, txt) on t.id = s.id when matched then update set t.txt = s.txt "
                                        "when not matched then insert (id, txt) values (s.id, s.txt);", SQL_NTS) == SQL_SUCCESS);
    ids[0] = 2;
    CHECK(SQLExecute(c.stmt) == SQL_SUCCESS && SQLRowCount(c.stmt, &count) == SQL_SUCCESS && count == 1);
    ids[0] = 9;
    CHECK(SQLExecute(c.stmt) == SQL_SUCCESS);
    SQLFreeStmt(c.stmt, SQL_RESET_PARAMS);
    SQLFreeStmt(c.stmt, SQL_CLOSE);
    CHECK(run(&c, "delete from p output deleted.id, deleted.txt where id > 1") == SQL_SUCCESS);
    CHECK(SQLFetch(c.stmt) == SQL_SUCCESS && text_is(&c, 1, "2") && text_is(&c, 2, "one"));
    CHECK(SQLFetch(c.stmt) == SQL_SUCCESS && text_is(&c, 1, "9") && SQLFetch(c.stmt) == SQL_NO_DATA);
    SQLFreeStmt(c.stmt, SQL_CLOSE);
    /* Two results of one text, and an error behind rows that came. */
    CHECK(run(&c, "select 1; select 2") == SQL_SUCCESS && SQLMoreResults(c.stmt) == SQL_SUCCESS && SQLFetch(c.stmt) == SQL_SUCCESS && text_is(&c, 1, "2"));
    SQLFreeStmt(c.stmt, SQL_CLOSE);
    CHECK(run(&c, "select cast(x as int) from (select '1' as x union all select 'one') as q") == SQL_SUCCESS);
    CHECK(SQLFetch(c.stmt) == SQL_SUCCESS && text_is(&c, 1, "1") && SQLFetch(c.stmt) == SQL_ERROR && has_state(c.stmt, "22018"));
    SQLFreeStmt(c.stmt, SQL_CLOSE);
    SQLSetStmtAttr(c.stmt, SQL_ATTR_QUERY_TIMEOUT, (SQLPOINTER)1, 0);
    CHECK(run(&c, "waitfor delay '00:00:20'") == SQL_ERROR && has_state(c.stmt, "HYT00"));
    CHECK(done(&c, "drop table p"));
    client_close(&c);
}

void check_store(void) {
    check_values();
    check_descriptions();
    check_sessions();
    check_parameters();
}
