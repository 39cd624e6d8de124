/* What the store does as each vendor's database: its errors by SQLSTATE and number, its empty texts, its definitions in transactions. */
#include "check.h"

typedef struct {
    const char *text, *state; /* NULL: it succeeds */
    int native;
} step;

static void walk(const char *keywords, const step *steps) {
    client c;
    CHECK(client_open(&c, keywords));
    for (; steps->text; steps++) {
        char state[6] = "";
        int native = 0;
        SQLRETURN rc = run(&c, steps->text);
        if (rc == SQL_ERROR)
            state_of(SQL_HANDLE_STMT, c.stmt, state, &native);
        bool good = steps->state ? rc == SQL_ERROR && !strcmp(state, steps->state) && native == steps->native : rc == SQL_SUCCESS || rc == SQL_NO_DATA;
        if (!good) {
            failures++;
            fprintf(stderr, "%s: %d %s %d, not %s %d\n", steps->text, rc, state, native, steps->state ? steps->state : "success", steps->native);
        }
        SQLFreeStmt(c.stmt, SQL_CLOSE);
    }
    client_close(&c);
}

static const step sqlserver[] = {
    {"create table t (id int not null, n nvarchar(3), d decimal(4,2), u int, primary key (id))", NULL, 0},
    {"create table t (id int)", "42S01", 2714},
    {"create table w (a nosuch)", "42000", 2715},
    {"create table w (a varchar(9000))", "42000", 131},
    {"create table w (a int, A int)", "42S21", 2705},
    {"create unique index ix on t (u)", NULL, 0},
    {"insert into t (id, u) values (1, 1)", NULL, 0},
    {"insert into t (id) values (1)", "23000", 2627},
    {"insert into t (id) values (NULL)", "23000", 515},
    {"insert into t (id, n) values (2, 'four')", "22001", 2628},
    {"insert into t (id, d) values (2, 100)", "22003", 8115},
    {"insert into t (id) values ('x')", "22018", 245},
    {"insert into t (id, nosuch) values (2, 1)", "42S22", 207},
    {"select nosuch from t", "42S22", 207},
    {"select * from nosuch", "42S02", 208},
    {"select 1 1 1 from from", "42000", 102},
    {"select * from (select id from t order by id) as q", "42000", 1033},
    {"select id from t offset 1 rows", "42000", 102},
    {"select id from t order by id offset 0 rows fetch next 1 rows only", NULL, 0},
    {"select top (1) [id] from checked..t", NULL, 0},
    {"save transaction a", "42000", 3902},
    {"drop table nosuch", "42S02", 3701},
    {"drop table if exists nosuch", NULL, 0},
    {"if object_id('t') is not null drop table t", NULL, 0},
    {"select 'no end", "42000", 102},
    {NULL, NULL, 0},
};

static const step oracle[] = {
    {"create table \"t\" (\"id\" number(5) not null, \"ID\" number, n varchar2(3), primary key (\"id\"))", NULL, 0},
    {"select \"id\", \"ID\", N from tester.\"t\" where rownum <= 1", NULL, 0},
    {"select \"n\" from \"t\"", "HY000", 904},
    {"select * from t", "42S02", 942},
    {"select 1", "42000", 933},
    {"select 1 from dual;", "42000", 933},
    {"insert into \"t\" (\"id\", n) values (1, '')", NULL, 0},
    {"insert into \"t\" (\"id\") values (1)", "23000", 1},
    {"insert into \"t\" (\"id\") values (123456)", "HY000", 1438},
    {"insert into \"t\" (\"id\", n) values (2, 'four')", "HY000", 12899},
    {"insert into \"t\" (\"id\") values (to_number('x'))", "HY000", 1722},
    {"insert into \"t\" (\"id\") values ('')", "23000", 1400},
    {"drop table if exists \"t\"", "42000", 933},
    {"rollback to savepoint nobody", "HY000", 1086},
    {"merge into \"t\" a using (select 1 as \"k\" from dual) b on (a.\"id\" = b.\"k\") when matched then update set a.\"ID\" = .5", NULL, 0},
    {"begin execute immediate 'drop table nosuch'; exception when others then if sqlcode <> -942 then raise; end if; end;", NULL, 0},
    {"begin execute immediate 'drop table nosuch'; exception when others then if sqlcode <> -955 then raise; end if; end;", "42S02", 942},
    {NULL, NULL, 0},
};

static const step ase[] = {
    {"create table t (id int, n univarchar(3) null, [N] binary(2) null, primary key (id))", NULL, 0},
    {"insert into t (n) values ('a')", "23000", 233},
    {"insert into t (id, n, [N]) values (1, '', 0x0100)", NULL, 0},
    {"insert into t (id, n) values (2, 'four')", "22001", 9502},
    {"insert into t (id, n) values (2, 'b    ')", NULL, 0},
    {"select top (1) id from t", "42000", 102},
    {"select top 1 id from t", NULL, 0},
    {"select [ID] from t", "42S22", 207},
    {"select ? from t", "07002", 0},
    {"begin transaction", NULL, 0},
    {"create table u (id int)", "HY000", 2762},
    {"set transaction isolation level 3", "42000", 226},
    {"save transaction a", NULL, 0},
    {"rollback transaction a", NULL, 0},
    {"rollback transaction b", "42000", 6401},
    {"commit", NULL, 0},
    {"drop table if exists t", "42000", 102},
    {NULL, NULL, 0},
};

static void check_kept(const char *keywords, const char *text, const char *const *expected) {
    client c;
    char value[40];
    SQLLEN ind;
    CHECK(client_open(&c, keywords));
    CHECK(run(&c, text) == SQL_SUCCESS);
    for (; *expected; expected++) {
        CHECK(SQLFetch(c.stmt) == SQL_SUCCESS);
        SQLGetData(c.stmt, 1, SQL_C_CHAR, value, sizeof value, &ind);
        if (strcmp(ind == SQL_NULL_DATA ? "NULL" : value, *expected)) {
            failures++;
            fprintf(stderr, "%s: '%s', not '%s'\n", text, ind == SQL_NULL_DATA ? "NULL" : value, *expected);
        }
    }
    CHECK(SQLFetch(c.stmt) == SQL_NO_DATA);
    client_close(&c);
}

/* A definition ends Oracle's transaction, and a transaction that only reads refuses to write. */
static void check_oracle_transactions(const char *keywords) {
    static const char *const one[] = {"1", NULL};
    client c;
    CHECK(client_open(&c, keywords));
    SQLSetConnectAttr(c.dbc, SQL_ATTR_AUTOCOMMIT, (SQLPOINTER)SQL_AUTOCOMMIT_OFF, 0);
    CHECK(run(&c, "insert into \"t\" (\"id\") values (7)") == SQL_SUCCESS);
    CHECK(run(&c, "create table \"u\" (a date)") == SQL_SUCCESS);
    SQLEndTran(SQL_HANDLE_DBC, c.dbc, SQL_ROLLBACK);
    check_kept(keywords, "select count(*) from \"t\" where \"id\" = 7", one);
    CHECK(run(&c, "insert into \"t\" (\"id\") values (8)") == SQL_SUCCESS && run(&c, "set transaction read only") == SQL_ERROR);
    SQLEndTran(SQL_HANDLE_DBC, c.dbc, SQL_COMMIT);
    CHECK(run(&c, "set transaction read only") == SQL_SUCCESS && run(&c, "delete from \"t\"") == SQL_ERROR);
    SQLEndTran(SQL_HANDLE_DBC, c.dbc, SQL_ROLLBACK);
    CHECK(run(&c, "drop table \"u\"") == SQL_SUCCESS);
    client_close(&c);
}

void check_vendors(void) {
    static const char *const number[] = {".5", NULL}, *const null[] = {"NULL", NULL}, *const ase_kept[] = {" ", "b", NULL};
    const char *ora = "Personality=oracle;Store=sqlite;DBQ=//host:1521/checked", *syb = "Personality=ase;Store=sqlite;Database=checked";
    client open;
    walk("Personality=msodbcsql;Store=sqlite;Database=checked", sqlserver);
    /* A connection that stays open keeps what is in memory. */
    CHECK(client_open(&open, ora));
    walk(ora, oracle);
    check_kept(ora, "select \"ID\" from \"t\"", number);
    check_kept(ora, "select n from \"t\"", null);
    check_oracle_transactions(ora);
    client_close(&open);
    CHECK(client_open(&open, syb));
    walk(syb, ase);
    check_kept(syb, "select n from t order by id", ase_kept);
    client_close(&open);
}
