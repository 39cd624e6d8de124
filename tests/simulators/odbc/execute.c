/* for strcasestr */
#define _GNU_SOURCE
/* Preparing and executing: walks the parts of a script. */
#include "db.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static void drop_result(sim_stmt *s) {
    if (s->owns_result)
        result_free(s->result);
    prefill_free(s);
    s->result = NULL;
    s->owns_result = false;
    s->rowset_count = s->next_row = s->rowset_start = s->current_row = 0;
    s->gd_column = s->gd_highest = 0;
}

void statement_forget(sim_stmt *s) {
    drop_result(s);
}

/* Row counts of the sets of parameters, which SQLMoreResults goes through. */
static void drop_counts(sim_stmt *s) {
    free(s->set_counts);
    s->set_counts = NULL;
    s->set_count = s->set_next = 0;
}

void statement_close(sim_stmt *s) {
    drop_result(s);
    drop_counts(s);
    /* A prepared statement can be described again before its next execution. */
    s->next_part = 0;
    s->needs_data = false;
    params_free_late(s);
    if (!s->prepared)
        statement_unprepare(s);
}

void statement_unprepare(sim_stmt *s) {
    drop_result(s);
    drop_counts(s);
    script_free(s->script);
    s->script = NULL;
    s->prepared = false;
    s->next_part = 0;
}

static SQLRETURN prepare(sim_stmt *s, const char *text) {
    char error[160];
    statement_unprepare(s);
    s->sets_sent = 0;
    s->script = sim_alloc(sizeof *s->script);
    if (s->conn->db ? db_script_parse(s->conn, text, s->script, error, sizeof error) : script_parse(text, s->script, error, sizeof error))
        return SQL_SUCCESS;
    statement_unprepare(s);
    return s->conn->db ? db_fail(s, DBE_SYNTAX, error) : sim_error(&s->head, "42000", error);
}

SQLRETURN statement_show(sim_stmt *s, sim_result *result) {
    drop_result(s);
    s->result = result;
    s->owns_result = true;
    s->row_count = -1;
    return SQL_SUCCESS;
}

static void set_cell(sim_result *r, int64_t index, const char *text, size_t len) {
    r->cells[index].data = memcpy(sim_alloc(len + 1), text, len);
    r->cells[index].len = len;
}

static SQLRETURN show_transactions(sim_stmt *s) {
    static const char *const names[] = {"begun", "committed", "rolled_back", "autocommit"};
    sim_conn *c = s->conn;
    long values[] = {c->begun, c->committed, c->rolled_back, c->autocommit == SQL_AUTOCOMMIT_ON};
    sim_result *r = result_of_cells(4, 1);
    for (int i = 0; i < 4; i++) {
        sim_buf b = {0};
        column_init(&r->columns[i], names[i], SQL_BIGINT, 19, 0);
        r->columns[i].generator = GEN_CELLS;
        buf_addf(&b, "%ld", values[i]);
        set_cell(r, i, b.data, b.len);
        buf_free(&b);
    }
    return statement_show(s, r);
}

static SQLRETURN show_session(sim_stmt *s) {
    const sim_buf *b = &s->conn->session;
    int64_t rows = 0;
    for (size_t i = 0; i < b->len; i++)
        rows += b->data[i] == 0;
    sim_result *r = result_of_cells(1, rows);
    column_init(&r->columns[0], "statement", SQL_VARCHAR, 4000, 0);
    r->columns[0].generator = GEN_CELLS;
    const char *at = b->data;
    for (int64_t i = 0; i < rows; i++) {
        set_cell(r, i, at, strlen(at));
        at += strlen(at) + 1;
    }
    return statement_show(s, r);
}

/* Remembers the statement; Oracle's setting of the decimal sign takes effect. */
static void run_session_set(sim_stmt *s, const char *text) {
    sim_conn *c = s->conn;
    pthread_mutex_lock(&c->lock);
    buf_add(&c->session, text, strlen(text) + 1);
    pthread_mutex_unlock(&c->lock);
    const char *setting = strcasestr(text, "NLS_NUMERIC_CHARACTERS");
    const char *quote = setting ? strchr(setting, '\'') : NULL;
    if (quote)
        c->session_comma = quote[1] == ',';
}

/* Runs one part; *produced says whether it is a result of its own. */
static SQLRETURN run_part(sim_stmt *s, sim_part *p, bool *produced) {
    *produced = true;
    s->row_count = -1;
    switch (p->kind) {
    case PART_RESULT:
        drop_result(s);
        s->result = p->result;
        return SQL_SUCCESS;
    case PART_AFFECTED:
        s->row_count = p->number;
        return SQL_SUCCESS;
    case PART_ERROR:
        return diag_post(&s->head, p->state, (int)p->number, SQL_NO_ROW_NUMBER, SQL_NO_COLUMN_NUMBER, "%s", p->text);
    case PART_ECHO:
        return run_echo(s);
    case PART_INSERT:
        return run_insert(s, p);
    case PART_ROWS: {
        sim_result *r = store_rows(p->text);
        return r ? statement_show(s, r) : sim_error(&s->head, "42S02", "Base table or view not found");
    }
    case PART_CLEAR:
        store_clear(p->text);
        s->row_count = 0;
        return SQL_SUCCESS;
    case PART_STORE:
        return db_run(s, p, produced);
    case PART_TRANSACTIONS:
        return show_transactions(s);
    case PART_SESSION:
        return show_session(s);
    default:
        *produced = false;
        break;
    }
    switch (p->kind) {
    case PART_WARNING:
        return diag_post(&s->head, p->state, (int)p->number, SQL_NO_ROW_NUMBER, SQL_NO_COLUMN_NUMBER, "%s", p->text);
    case PART_OUT:
        return params_set_output(s, p);
    case PART_BEGIN:
        s->conn->begun++;
        return SQL_SUCCESS;
    case PART_COMMIT:
    case PART_ROLLBACK:
        return end_transaction(s->conn, p->kind == PART_COMMIT);
    case PART_SESSION_SET:
        run_session_set(s, p->text);
        return SQL_SUCCESS;
    case PART_SLEEP:
        return sim_wait(&s->head, (long)p->number, false, s->conn->options.no_cancel);
    case PART_DROP_CONNECTION:
        s->conn->dead = true;
        return diag_post(&s->head, "08S01", 4714, SQL_NO_ROW_NUMBER, SQL_NO_COLUMN_NUMBER, "Communication link failure");
    default:
        return SQL_SUCCESS;
    }
}

/* Runs parts up to the next one that is a result; SQL_NO_DATA behind the last. */
SQLRETURN statement_continue(sim_stmt *s) {
    bool informed = false;
    drop_result(s);
    s->row_count = -1;
    if (!s->script || s->next_part >= s->script->count)
        return SQL_NO_DATA;
    while (s->next_part < s->script->count) {
        bool produced;
        SQLRETURN rc = run_part(s, &s->script->parts[s->next_part++], &produced);
        if (rc == SQL_ERROR) {
            /* As with most databases, an error ends the batch. */
            drop_result(s);
            s->next_part = s->script->count;
            return SQL_ERROR;
        }
        informed |= rc == SQL_SUCCESS_WITH_INFO;
        if (produced)
            return informed ? SQL_SUCCESS_WITH_INFO : SQL_SUCCESS;
    }
    s->row_count = 0;
    return informed ? SQL_SUCCESS_WITH_INFO : SQL_SUCCESS;
}

/* All parameters are at hand: runs the script from its beginning. */
SQLRETURN statement_execute_now(sim_stmt *s) {
    sim_conn *c = s->conn;
    pthread_mutex_lock(&c->lock);
    bool killed = s->cancel_pending;
    s->cancel_pending = false;
    pthread_mutex_unlock(&c->lock);
    if (killed)
        return diag_post(&s->head, c->options.cancel_state, 0, SQL_NO_ROW_NUMBER, SQL_NO_COLUMN_NUMBER,
                         "Operation canceled");
    s->next_part = 0;
    drop_counts(s);
    if (s->params_processed)
        *s->params_processed = s->paramset_size;
    if (s->param_status)
        for (SQLULEN i = 0; i < s->paramset_size; i++)
            s->param_status[i] = SQL_PARAM_SUCCESS;
    SQLRETURN rc = statement_continue(s);
    params_free_late(s);
    return rc == SQL_NO_DATA ? SQL_SUCCESS : rc;
}

static SQLRETURN execute(sim_stmt *s) {
    SQLRETURN rc = params_check(s);
    if (rc != SQL_SUCCESS)
        return rc;
    rc = params_find_late(s);
    return rc == SQL_SUCCESS ? statement_execute_now(s) : rc;
}

SQLRETURN statement_run(sim_stmt *s, const char *text) {
    SQLRETURN rc = prepare(s, text);
    return rc == SQL_SUCCESS ? execute(s) : rc;
}

EXPORT SQLRETURN SQL_API SQLPrepareW(SQLHSTMT stmt, SQLWCHAR *text, SQLINTEGER len) {
    sim_stmt *s = stmt;
    ENTER(s, "SQLPrepare");
    char *narrow = utf16_to_utf8(text, len);
    SQLRETURN rc = prepare(s, narrow);
    s->prepared = rc == SQL_SUCCESS;
    free(narrow);
    return rc;
}

EXPORT SQLRETURN SQL_API SQLExecDirectW(SQLHSTMT stmt, SQLWCHAR *text, SQLINTEGER len) {
    sim_stmt *s = stmt;
    ENTER(s, "SQLExecDirect");
    char *narrow = utf16_to_utf8(text, len);
    SQLRETURN rc = statement_run(s, narrow);
    free(narrow);
    return rc;
}

EXPORT SQLRETURN SQL_API SQLExecute(SQLHSTMT stmt) {
    sim_stmt *s = stmt;
    ENTER(s, "SQLExecute");
    if (!s->script || !s->prepared)
        return sim_error(&s->head, "HY010", "Function sequence error: nothing is prepared");
    return execute(s);
}

EXPORT SQLRETURN SQL_API SQLMoreResults(SQLHSTMT stmt) {
    sim_stmt *s = stmt;
    ENTER(s, "SQLMoreResults");
    if (s->set_next < s->set_count) {
        s->row_count = (SQLLEN)s->set_counts[s->set_next++];
        return SQL_SUCCESS;
    }
    /* Not executed, or closed: there is nothing to go on with. */
    return s->next_part ? statement_continue(s) : SQL_NO_DATA;
}

EXPORT SQLRETURN SQL_API SQLRowCount(SQLHSTMT stmt, SQLLEN *count) {
    sim_stmt *s = stmt;
    ENTER(s, "SQLRowCount");
    put_indicator(s->conn, (char *)count, s->row_count);
    return SQL_SUCCESS;
}

EXPORT SQLRETURN SQL_API SQLFreeStmt(SQLHSTMT stmt, SQLUSMALLINT option) {
    sim_stmt *s = stmt;
    ENTER(s, "SQLFreeStmt");
    if (option == SQL_CLOSE) {
        statement_close(s);
    } else if (option == SQL_UNBIND) {
        prefill_free(s);
        s->binding_count = 0;
    } else if (option == SQL_RESET_PARAMS) {
        s->param_count = 0;
    } else {
        return sim_error(&s->head, "HY092", "Invalid attribute or option identifier");
    }
    return SQL_SUCCESS;
}

EXPORT SQLRETURN SQL_API SQLCloseCursor(SQLHSTMT stmt) {
    sim_stmt *s = stmt;
    ENTER(s, "SQLCloseCursor");
    if (!s->result)
        return sim_error(&s->head, "24000", "Invalid cursor state");
    statement_close(s);
    return SQL_SUCCESS;
}
