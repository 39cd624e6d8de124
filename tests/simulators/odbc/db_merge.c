/* MERGE, which SQLite does not know: the source into a temporary table, then
 * UPDATE of what matches and INSERT of what does not, all or nothing. */
#include "db.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

typedef struct {
    sim_buf target, alias, source_alias;
    int target_at, using_from, using_to, names_from, names_to, on_from, on_to;
    int update_from, update_to, insert_from, insert_to;
} merge;

static void put(db_text *x, const char *text) {
    buf_add(&x->sql, text, strlen(text));
}

static void step(db_text *x) {
    buf_free(&x->sql);
    buf_add(&x->sql, "", 0);
}

/* [AS] alias; what follows. */
static int take_alias(db_text *x, int at, sim_buf *out) {
    db_tokens *t = x->t;
    if (tk_is(&t->items[at], "as"))
        at++;
    if (!tk_named(&t->items[at])) {
        dt_fail(x, DBE_SYNTAX, t->items[at].text);
        return at;
    }
    dt_name(x, &t->items[at], out);
    return at + 1;
}

static bool expect(db_text *x, int at, const char *word) {
    if (!x->failed && !tk_is(&x->t->items[at], word))
        dt_fail(x, DBE_SYNTAX, x->t->items[at].text);
    return !x->failed;
}

static void parse(db_text *x, merge *m) {
    db_tokens *t = x->t;
    int to = t->count - 1, at = tk_is(&t->items[1], "into") ? 2 : 1;
    /* SQL Server ends it with a semicolon: error 10713 otherwise. The parts of a text have lost theirs. */
    if (x->db->vendor != VENDOR_SQLSERVER && at == 1)
        dt_fail(x, DBE_SYNTAX, t->items[1].text);
    m->target_at = at;
    at = dt_table(x, at, to, &m->target);
    if (tk_is(&t->items[at], "with") && tk_punct(&t->items[at + 1], "("))
        at = tk_close(t, at + 1, to) + 1;
    if (!tk_is(&t->items[at], "using"))
        at = take_alias(x, at, &m->alias);
    else
        buf_add(&m->alias, m->target.data ? m->target.data : "", m->target.len);
    if (!expect(x, at, "using") || !tk_punct(&t->items[at + 1], "(")) {
        dt_fail(x, DBE_UNSUPPORTED, "MERGE of a table");
        return;
    }
    int close = tk_close(t, at + 1, to);
    m->using_from = at + 2;
    m->using_to = close;
    at = take_alias(x, close + 1, &m->source_alias);
    if (tk_punct(&t->items[at], "(")) {
        m->names_from = at + 1;
        m->names_to = tk_close(t, at, to);
        at = m->names_to + 1;
    }
    if (!expect(x, at, "on"))
        return;
    m->on_from = at + 1;
    at = m->on_to = tk_find(t, at + 1, to, "when");
    while (at < to && !x->failed) {
        bool no = tk_is(&t->items[at + 1], "not");
        int then = tk_find(t, at, to, "then"), end = tk_find(t, then, to, "when");
        if (!tk_is(&t->items[at + 1 + no], "matched") || then >= to || !tk_is(&t->items[then + 1], no ? "insert" : "update")) {
            dt_fail(x, DBE_SYNTAX, t->items[at].text);
            return;
        }
        *(no ? &m->insert_from : &m->update_from) = then + 2;
        *(no ? &m->insert_to : &m->update_to) = end;
        at = end;
    }
}

static void create_source(db_text *x, const merge *m) {
    db_tokens *t = x->t;
    put(x, "CREATE TEMP TABLE quarry_merge AS ");
    if (tk_is(&t->items[m->using_from], "values")) {
        put(x, "WITH quarry_source(");
        dt_expression(x, m->names_from, m->names_to);
        put(x, ") AS (");
        dt_expression(x, m->using_from, m->using_to);
        put(x, ") SELECT * FROM quarry_source");
    } else if (m->names_to) {
        put(x, "WITH quarry_source(");
        dt_expression(x, m->names_from, m->names_to);
        put(x, ") AS (");
        dt_select(x, m->using_from, m->using_to, false);
        put(x, ") SELECT * FROM quarry_source");
    } else {
        dt_select(x, m->using_from, m->using_to, false);
    }
}

static void update(db_text *x, const merge *m, const db_column *columns, int count) {
    if (!expect(x, m->update_from, "set"))
        return;
    buf_addf(&x->sql, "UPDATE %s AS %s SET ", m->target.data, m->alias.data);
    dt_assignments(x, m->update_from + 1, m->update_to, columns, count);
    buf_addf(&x->sql, " FROM quarry_merge AS %s WHERE ", m->source_alias.data);
    dt_expression(x, m->on_from, m->on_to);
}

static void insert(db_text *x, const merge *m, const db_column *columns, int count) {
    db_tokens *t = x->t;
    int open = m->insert_from, close = tk_close(t, open, m->insert_to), values = close + 2;
    if (!tk_punct(&t->items[open], "(") || !expect(x, close + 1, "values") || !tk_punct(&t->items[values], "(")) {
        dt_fail(x, DBE_SYNTAX, t->items[open].text);
        return;
    }
    int end = tk_close(t, values, m->insert_to), value = values + 1;
    sim_buf list = {0};
    put(x, "INSERT INTO ");
    put(x, m->target.data);
    put(x, " (");
    for (int i = open + 1; i < close; i = tk_comma(t, i, close) + 1) {
        sim_buf name = {0};
        const char *type = NULL;
        int column = tk_punct(&t->items[i + 1], ".") ? i + 2 : i;
        dt_plain_name(x->db, &t->items[column], &name);
        for (int j = 0; j < count; j++)
            if (!strcasecmp(columns[j].name, name.data))
                type = columns[j].type;
        if (!type)
            dt_fail(x, DBE_NO_COLUMN, t->items[column].text);
        buf_free(&name);
        put(x, i > open + 1 ? ", " : "");
        dt_name(x, &t->items[column], &x->sql);
        sim_buf kept = x->sql;
        x->sql = list;
        put(x, x->sql.len ? ", quarry_cast(" : "quarry_cast(");
        int stop = tk_comma(t, value, end);
        dt_expression(x, value, stop);
        put(x, ",");
        dt_quote(&x->sql, type ? type : "");
        put(x, ",1)");
        list = x->sql;
        x->sql = kept;
        value = stop + 1;
    }
    put(x, ") SELECT ");
    buf_add(&x->sql, list.data ? list.data : "", list.len);
    buf_addf(&x->sql, " FROM quarry_merge AS %s WHERE NOT EXISTS (SELECT 1 FROM %s AS %s WHERE ", m->source_alias.data, m->target.data, m->alias.data);
    dt_expression(x, m->on_from, m->on_to);
    put(x, ")");
    buf_free(&list);
}

SQLRETURN db_merge(sim_stmt *s, db_text *x, int first_marker, int64_t set, int64_t *affected) {
    merge m = {0};
    db_column *columns = NULL;
    int64_t changed = 0, none;
    SQLRETURN rc = SQL_SUCCESS;
    parse(x, &m);
    int count = x->failed ? 0 : db_columns(x->db, m.target.data, &columns);
    if (!count)
        dt_fail(x, DBE_NO_TABLE, x->t->items[m.target_at].text);
    *affected = 0;
    db_exec(x->db, "SAVEPOINT quarry_merge; DROP TABLE IF EXISTS temp.quarry_merge");
    for (int i = 0; i < 3 && rc == SQL_SUCCESS; i++) {
        step(x);
        if ((i == 1 && !m.update_to) || (i == 2 && !m.insert_to))
            continue;
        if (!x->failed && i == 0)
            create_source(x, &m);
        else if (!x->failed && i == 1)
            update(x, &m, columns, count);
        else if (!x->failed)
            insert(x, &m, columns, count);
        rc = db_statement(s, x, first_marker, set, i ? &changed : &none);
        *affected += i ? changed : 0;
    }
    db_exec(x->db, rc == SQL_SUCCESS ? "DROP TABLE temp.quarry_merge; RELEASE quarry_merge" : "ROLLBACK TO quarry_merge; RELEASE quarry_merge");
    db_columns_free(columns, count);
    buf_free(&m.target);
    buf_free(&m.alias);
    buf_free(&m.source_alias);
    return rc;
}
