/* Tells statements by their first words and runs them. */
#include "db.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static SQLRETURN run_tokens(sim_stmt *s, db_tokens *t, int first_marker, const char *text, bool *produced);

/* ---- transactions ---- */

static void quote_name(const db_token *name, sim_buf *out) {
    buf_add(out, "\"", 1);
    for (size_t i = 0; i < name->len; i++)
        buf_add(out, name->text[i] == '"' ? "\"\"" : name->text + i, name->text[i] == '"' ? 2 : 1);
    buf_add(out, "\"", 1);
}

static SQLRETURN savepoint(sim_stmt *s, const db_token *name, bool back) {
    sim_db *db = s->conn->db;
    sim_buf b = {0};
    /* Oracle's transactions begin by themselves. T-SQL's do not by this. */
    SQLRETURN rc = db->vendor == VENDOR_ORACLE ? db_begin_if_manual(s) : SQL_SUCCESS;
    if (rc != SQL_SUCCESS)
        return rc;
    /* ASE's SAVE outside of a transaction does nothing, and says nothing. */
    if (!db_in_transaction(db) && db->vendor == VENDOR_ASE && !back)
        return SQL_SUCCESS;
    if (!db_in_transaction(db))
        return db_fail(s, back ? DBE_NO_SAVEPOINT : DBE_NO_TRANSACTION, name->text);
    static const char *const reserved[] = {"select", "from", "table", "where", "order", "group", "index", "insert", "update", "delete", NULL};
    if (!tk_named(name) || tk_any(name, reserved) || name[1].kind != TK_END)
        return db_fail(s, DBE_SYNTAX, name->text);
    /* SQL Server's names have 32 characters, ASE's are identifiers. */
    buf_addf(&b, "%s ", back ? "ROLLBACK TO" : "SAVEPOINT");
    quote_name(name, &b);
    if (sqlite3_exec(db->handle, b.data, NULL, NULL, NULL) != SQLITE_OK)
        rc = db_fail(s, back ? DBE_NO_SAVEPOINT : DBE_SYNTAX, name->text);
    buf_free(&b);
    return rc;
}

static SQLRETURN end_now(sim_stmt *s, bool commit) {
    SQLRETURN rc = db_end(s->conn, commit);
    if (rc == SQL_SUCCESS)
        *(commit ? &s->conn->committed : &s->conn->rolled_back) += 1;
    else
        db_fail(s, DBE_LOCKED, "");
    return rc;
}

/* BEGIN TRAN, SAVE TRAN, SAVEPOINT, COMMIT, ROLLBACK; false for anything else. */
static bool transaction(sim_stmt *s, const db_tokens *t, SQLRETURN *rc) {
    static const char *const trans[] = {"tran", "transaction", "work", NULL};
    const db_token *k = t->items;
    sim_db *db = s->conn->db;
    bool tsql = db->vendor != VENDOR_ORACLE;
    *rc = SQL_SUCCESS;
    if (tsql && tk_is(k, "begin") && tk_any(k + 1, trans)) {
        s->conn->begun++;
        if (!db_in_transaction(db) && !db_exec(db, "BEGIN"))
            *rc = db_fail(s, DBE_LOCKED, "");
    } else if (tsql && tk_is(k, "save") && tk_any(k + 1, trans)) {
        *rc = savepoint(s, k + 2, false);
    } else if (!tsql && tk_is(k, "savepoint")) {
        *rc = savepoint(s, k + 1, false);
    } else if (tk_is(k, "rollback")) {
        int at = 1 + tk_any(k + 1, trans);
        if (!tsql && tk_is(k + at, "to"))
            *rc = savepoint(s, k + at + 1 + tk_is(k + at + 1, "savepoint"), true);
        else if (tsql && k[at].kind != TK_END)
            *rc = savepoint(s, k + at, true);
        else
            *rc = end_now(s, false);
    } else if (tk_is(k, "commit")) {
        *rc = end_now(s, true);
    } else {
        return false;
    }
    return true;
}

/* ---- settings of the session ---- */

static void remember(sim_stmt *s, const char *text) {
    pthread_mutex_lock(&s->conn->lock);
    buf_add(&s->conn->session, text, strlen(text) + 1);
    pthread_mutex_unlock(&s->conn->lock);
}

static SQLRETURN setting(sim_stmt *s, const db_tokens *t, const char *text) {
    const db_token *k = t->items;
    sim_db *db = s->conn->db;
    remember(s, text);
    if (db->vendor == VENDOR_SQLSERVER && tk_is(k, "set") && tk_is(k + 1, "lock_timeout"))
        db->lock_ms = tk_punct(k + 2, "-") ? -1 : strtol(k[2].text, NULL, 10);
    if (db->vendor == VENDOR_ASE && tk_is(k, "set") && tk_is(k + 1, "lock"))
        db->lock_ms = tk_is(k + 2, "nowait") ? 0 : tk_is(k + 2, "wait") && k[3].kind == TK_NUMBER ? 1000 * strtol(k[3].text, NULL, 10) : -1;
    if (db->vendor == VENDOR_ASE && tk_is(k, "set") && tk_is(k + 1, "transaction") && db_in_transaction(db))
        return db_fail(s, DBE_ISOLATION_IN_TRAN, "");
    if (db->vendor == VENDOR_ORACLE && tk_is(k, "set") && tk_is(k + 1, "transaction")) {
        /* https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/SET-TRANSACTION.html */
        if (db_in_transaction(db))
            return db_fail(s, DBE_NO_TRANSACTION, "");
        SQLRETURN rc = db_begin_if_manual(s);
        db->read_only = tk_is(k + 2, "read") && tk_is(k + 3, "only");
        return rc;
    }
    return SQL_SUCCESS;
}

/* '00:00:20' or '00:00:00.100', in milliseconds; below 0 for what is no time. */
static long delay_of(const char *text) {
    int h, m;
    double sec;
    return sscanf(text, "%d:%d:%lf", &h, &m, &sec) == 3 ? (h * 3600L + m * 60L) * 1000 + (long)(sec * 1000) : -1;
}

static SQLRETURN pause_for(sim_stmt *s, long ms) {
    return ms < 0 ? db_fail(s, DBE_SYNTAX, "DELAY") : sim_wait(&s->head, ms, false, s->conn->options.no_cancel);
}

/* ---- statements with a translation ---- */

static SQLRETURN run_sets(sim_stmt *s, db_tokens *t, int first_marker, bool *produced) {
    bool merge = tk_is(&t->items[0], "merge");
    int64_t total = 0;
    SQLRETURN result = SQL_SUCCESS;
    SQLULEN sets = s->paramset_size < 1 ? 1 : s->paramset_size, good = 0;
    if (merge && s->conn->db->vendor == VENDOR_ASE && s->conn->options.no_merge)
        return db_fail(s, DBE_SYNTAX, "merge");
    bool counts = s->conn->options.param_array_counts && sets > 1;
    if (counts)
        s->set_counts = sim_alloc(sizeof *s->set_counts * sets);
    for (SQLULEN set = 0; set < sets; set++) {
        db_text x = {.s = s, .db = s->conn->db, .t = t};
        int64_t affected = 0;
        SQLRETURN rc;
        buf_add(&x.sql, "", 0);
        if (tk_is(&t->items[0], "insert"))
            dt_insert(&x);
        else if (tk_is(&t->items[0], "update"))
            dt_update(&x);
        else if (tk_is(&t->items[0], "delete"))
            dt_delete(&x);
        else if (!merge)
            dt_select(&x, 0, t->count - 1, true);
        rc = merge ? db_merge(s, &x, first_marker, (int64_t)set, &affected) : db_statement(s, &x, first_marker, (int64_t)set, &affected);
        if (x.assigns)
            statement_forget(s);
        *produced = !x.assigns;
        db_text_free(&x);
        total += affected;
        if (counts && rc == SQL_SUCCESS)
            s->set_counts[s->set_count++] = affected;
        good += rc == SQL_SUCCESS;
        if (s->params_processed)
            *s->params_processed = set + 1;
        if (s->param_status && sets > 1)
            s->param_status[set] = rc == SQL_SUCCESS ? SQL_PARAM_SUCCESS : SQL_PARAM_ERROR;
        if (rc != SQL_SUCCESS && sets > 1 && s->head.diags.count)
            s->head.diags.records[s->head.diags.count - 1].row = (long)set + 1;
        result = rc == SQL_SUCCESS ? result : rc;
        if (rc != SQL_SUCCESS && s->conn->options.stop_on_bad) {
            for (SQLULEN rest = set + 1; s->param_status && rest < sets; rest++)
                s->param_status[rest] = SQL_PARAM_UNUSED;
            break;
        }
    }
    if (counts && s->set_count)
        s->row_count = (SQLLEN)s->set_counts[s->set_next++];
    else if (!s->result)
        s->row_count = tk_is(&t->items[0], "select") ? -1 : (SQLLEN)total;
    return result != SQL_SUCCESS && good && !s->conn->options.stop_on_bad ? SQL_SUCCESS_WITH_INFO : result;
}

static SQLRETURN definition(sim_stmt *s, db_tokens *t) {
    sim_db *db = s->conn->db;
    const db_token *k = t->items;
    bool temporary = false;
    int64_t none;
    for (int i = 0; i < t->count; i++)
        temporary |= t->items[i].text[0] == '#' || tk_is(&t->items[i], "temporary");
    if (db->vendor == VENDOR_ASE && !temporary && (db_in_transaction(db) || s->conn->autocommit == SQL_AUTOCOMMIT_OFF)) {
        char what[64];
        snprintf(what, sizeof what, "%.20s %.20s", k[0].text, k[1].text);
        return db_fail(s, DBE_DDL_IN_TRAN, what);
    }
    if (db->vendor == VENDOR_ORACLE && db_in_transaction(db) && !temporary)
        end_now(s, true);
    SQLRETURN rc = db->vendor == VENDOR_ORACLE ? SQL_SUCCESS : db_begin_if_manual(s);
    db_text x = {.s = s, .db = db, .t = t};
    buf_add(&x.sql, "", 0);
    if (tk_is(k, "create"))
        dt_create(&x);
    else if (tk_is(k, "drop"))
        dt_drop(&x);
    else if (tk_is(k, "truncate")) {
        buf_addf(&x.sql, "DELETE FROM ");
        dt_table(&x, 2, t->count - 1, &x.sql);
    } else
        dt_alter(&x);
    if (rc == SQL_SUCCESS)
        rc = db_statement(s, &x, 0, 0, &none);
    if (rc != SQL_SUCCESS && tk_is(k, "drop") && s->head.diags.count && !strcmp(s->head.diags.records[0].state, "42S02")) {
        diag_clear(&s->head.diags);
        rc = db_fail(s, DBE_NO_TABLE_DROP, t->items[t->count - 2].text);
    }
    db_text_free(&x);
    /* ODBC says 0 or nothing of it. */
    s->row_count = db->vendor == VENDOR_ORACLE ? 0 : -1;
    return rc;
}

/* ---- blocks ---- */

/* IF condition statement [ELSE statement], each statement alone or between BEGIN and END. */
static SQLRETURN conditional(sim_stmt *s, db_tokens *t, int first_marker, const char *text, bool *produced) {
    static const char *const begins[] = {"drop", "create", "insert", "update", "delete", "exec", "execute", "begin", "set", "truncate", "alter", "print", "commit", "rollback",
                                         "save", "select", "merge", NULL};
    int to = t->count - 1, body = 1, depth = 0;
    for (; body < to; body++) {
        depth += tk_punct(&t->items[body], "(") - tk_punct(&t->items[body], ")");
        if (!depth && tk_any(&t->items[body], begins))
            break;
    }
    db_text x = {.s = s, .db = s->conn->db, .t = t};
    int64_t none;
    buf_addf(&x.sql, "SELECT 1 WHERE ");
    dt_expression(&x, 1, body);
    SQLRETURN rc = db_statement(s, &x, first_marker, 0, &none);
    db_text_free(&x);
    if (rc != SQL_SUCCESS)
        return rc;
    bool holds = s->result && s->result->rows;
    statement_forget(s);
    while (to > body && tk_punct(&t->items[to - 1], ";"))
        to--;
    if (tk_is(&t->items[body], "begin") && tk_is(&t->items[to - 1], "end")) {
        body++;
        to--;
    }
    *produced = false;
    s->row_count = -1;
    if (!holds)
        return SQL_SUCCESS;
    while (to > body && tk_punct(&t->items[to - 1], ";"))
        to--;
    db_tokens rest;
    char error[160];
    if (!db_tokenize(text + t->items[body].at, t->items[to].at - t->items[body].at, s->conn->db->vendor, &rest, error, sizeof error))
        return db_fail(s, DBE_SYNTAX, error);
    rc = run_tokens(s, &rest, first_marker, text, produced);
    db_tokens_free(&rest);
    return rc;
}

/* EXECUTE IMMEDIATE, with errors that WHEN OTHERS lets pass by their number, and the sleeps of the server's packages. */
static SQLRETURN oracle_block(sim_stmt *s, db_tokens *t, bool *produced) {
    const db_token *k = t->items;
    *produced = false;
    if (k[t->count - 2].kind != TK_PUNCT || !tk_punct(&k[t->count - 2], ";"))
        return db_fail(s, DBE_SYNTAX, "end-of-file");
    if (tk_is(k + 1, "dbms_session") || tk_is(k + 1, "dbms_lock")) {
        bool sleep = tk_is(k + 3, "sleep") && k[5].kind == TK_NUMBER;
        return sleep ? pause_for(s, (long)(strtod(k[5].text, NULL) * 1000)) : db_fail(s, DBE_UNSUPPORTED, k[3].text);
    }
    if (!tk_is(k + 1, "execute") || !tk_is(k + 2, "immediate") || k[3].kind != TK_STRING)
        return db_fail(s, DBE_UNSUPPORTED, k[1].text);
    db_tokens rest;
    char error[160];
    if (!db_tokenize(k[3].text, k[3].len, VENDOR_ORACLE, &rest, error, sizeof error))
        return db_fail(s, DBE_SYNTAX, error);
    SQLRETURN rc = run_tokens(s, &rest, 0, k[3].text, produced);
    db_tokens_free(&rest);
    *produced = false;
    int native = s->head.diags.count ? s->head.diags.records[0].native : 0;
    for (int i = 4; rc == SQL_ERROR && i + 3 < t->count; i++)
        if (tk_is(&k[i], "sqlcode") && tk_punct(&k[i + 2], "-") && strtol(k[i + 3].text, NULL, 10) == native) {
            diag_clear(&s->head.diags);
            rc = SQL_SUCCESS;
        }
    return rc;
}

/* The one procedure there is: {call quarry_double(?, ?)} sets the second to twice the first. */
static SQLRETURN call(sim_stmt *s, const db_tokens *t) {
    if (!tk_is(&t->items[2], "quarry_double") || s->param_count < 2)
        return db_fail_native(s, "42000", s->conn->db->vendor == VENDOR_ORACLE ? 6550 : 2812, "the procedure does not exist");
    sim_buf b = {0};
    const char *bytes;
    size_t len;
    SQLLEN indicator;
    char number[32];
    sim_cell literal = {.null = !param_read(s, 0, 0, &bytes, &len, &indicator)};
    if (!literal.null) {
        param_text(&s->params[0], bytes, len, &b);
        snprintf(number, sizeof number, "%lld", 2 * atoll(b.data));
        literal.data = number;
        literal.len = strlen(number);
    }
    sim_part part = {.literals = &literal, .literal_count = 1};
    buf_free(&b);
    return params_set_output(s, &part);
}

static SQLRETURN run_tokens(sim_stmt *s, db_tokens *t, int first_marker, const char *text, bool *produced) {
    static const char *const queries[] = {"select", "with", "insert", "update", "delete", "merge", NULL};
    static const char *const definitions[] = {"create", "drop", "truncate", NULL};
    static const char *const settings[] = {"set", "alter", "use", "exec", "execute", "print", "declare", NULL};
    const db_token *k = t->items;
    sim_db *db = s->conn->db;
    bool tsql = db->vendor != VENDOR_ORACLE;
    SQLRETURN rc;
    *produced = false;
    if (k->kind == TK_END)
        return SQL_SUCCESS;
    if (tsql && tk_is(k, "if"))
        return conditional(s, t, first_marker, text, produced);
    if (transaction(s, t, &rc))
        return rc;
    if (!tsql && (tk_is(k, "begin") || tk_is(k, "declare")))
        return oracle_block(s, t, produced);
    if (tsql && tk_is(k, "waitfor") && tk_is(k + 1, "delay"))
        return pause_for(s, delay_of(k[2].text));
    if (tk_any(k, definitions) || (tk_is(k, "alter") && tk_is(k + 1, "table"))) {
        *produced = true;
        return definition(s, t);
    }
    if (tk_any(k, settings))
        return setting(s, t, text);
    if (tk_punct(k, "{") && tk_is(k + 1, "call"))
        return call(s, t);
    if (!tk_any(k, queries) && !tk_punct(k, "("))
        return db_fail(s, DBE_SYNTAX, k->text);
    /* https://learn.microsoft.com/sql/t-sql/statements/set-implicit-transactions-transact-sql: not by what reads no table. */
    bool begins = !tk_is(k, "select") || tk_find(t, 0, t->count - 1, "from") < t->count - 1 || db->vendor == VENDOR_ORACLE;
    rc = begins ? db_begin_if_manual(s) : SQL_SUCCESS;
    return rc == SQL_SUCCESS ? run_sets(s, t, first_marker, produced) : rc;
}

SQLRETURN db_run(sim_stmt *s, sim_part *part, bool *produced) {
    db_tokens t;
    char error[160];
    if (!db_tokenize(part->text, strlen(part->text), s->conn->db->vendor, &t, error, sizeof error))
        return db_fail(s, DBE_SYNTAX, error);
    SQLRETURN rc = run_tokens(s, &t, (int)part->number, part->text, produced);
    db_tokens_free(&t);
    return rc;
}
