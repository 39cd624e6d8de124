/* CREATE, ALTER and DROP: the declared types are kept as names that give a
 * column of SQLite's no affinity. */
#include "db.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static void put(db_text *x, const char *text) {
    buf_add(&x->sql, text, strlen(text));
}

/* Where the type that begins at from ends: what follows is said of the column. */
static int type_end(const db_tokens *t, int from, int to) {
    static const char *const words[] = {"not", "null", "default", "identity", "primary", "unique", "references", "constraint", "check",
                                        "collate", "generated", "enable", NULL};
    for (int i = from; i < to; i++) {
        if (tk_punct(&t->items[i], "("))
            i = tk_close(t, i, to);
        else if (tk_any(&t->items[i], words) || t->items[i].kind != TK_WORD)
            return i;
    }
    return to;
}

/* name type [NOT NULL | NULL] ... */
static void column(db_text *x, int from, int to) {
    db_tokens *t = x->t;
    char words[128];
    db_type type;
    int native = 0, end = type_end(t, from + 1, to);
    bool said = false;
    dt_type_words(t, from + 1, end, words, sizeof words);
    bool identity = end < to && tk_is(&t->items[end], "identity");
    if (identity)
        strncat(words, " identity", sizeof words - strlen(words) - 1);
    if (!tk_named(&t->items[from]) || !db_type_parse(x->db, words, &type, &native)) {
        /* Which error it is depends on what is wrong with the type. */
        dt_fail(x, DBE_UNSUPPORTED, words);
        x->bad_type = native;
        return;
    }
    dt_name(x, &t->items[from], &x->sql);
    put(x, " ");
    db_type_hide(words, &x->sql);
    if (type.form == FORM_DECIMAL || type.form == FORM_NUMBER)
        put(x, " COLLATE QUARRY_NUMBER");
    for (int i = end; i < to && !x->failed; i++) {
        const db_token *k = &t->items[i];
        if (tk_is(k, "identity")) {
            if (i + 1 < to && tk_punct(&t->items[i + 1], "("))
                i = tk_close(t, i + 1, to);
        } else if (tk_is(k, "null")) {
            said = true;
        } else if (tk_is(k, "not") && tk_is(k + 1, "null")) {
            put(x, " NOT NULL");
            said = true;
            i++;
        } else if (tk_is(k, "collate") || tk_is(k, "constraint")) {
            i++;
        } else if (tk_is(k, "enable")) {
            continue;
        } else {
            int stop = i + 1;
            while (stop < to && !tk_is(&t->items[stop], "not") && !tk_is(&t->items[stop], "null") && !tk_is(&t->items[stop], "constraint"))
                stop = tk_punct(&t->items[stop], "(") ? tk_close(t, stop, to) + 1 : stop + 1;
            put(x, " ");
            dt_expression(x, i, stop < to ? stop : to);
            i = stop - 1;
        }
    }
    /* ASE's columns take no NULL unless they are declared so. */
    if (x->db->vendor == VENDOR_ASE && !said)
        put(x, " NOT NULL");
}

static void create_table(db_text *x, int at, bool temporary) {
    static const char *const constraints[] = {"constraint", "primary", "foreign", "unique", "check", NULL};
    db_tokens *t = x->t;
    int to = t->count - 1;
    sim_buf table = {0};
    temporary |= strchr(t->items[at].text, '#') == t->items[at].text && x->db->vendor != VENDOR_ORACLE;
    /* tempdb..#t */
    for (int i = at; i < to && !tk_punct(&t->items[i], "("); i++)
        temporary |= x->db->vendor != VENDOR_ORACLE && t->items[i].text[0] == '#';
    at = dt_table(x, at, to, &table);
    if (!x->failed && (at >= to || !tk_punct(&t->items[at], "(")))
        dt_fail(x, DBE_SYNTAX, t->items[at].text);
    int close = x->failed ? to : tk_close(t, at, to);
    buf_addf(&x->sql, "CREATE %sTABLE %s (", temporary ? "TEMP " : "", table.data ? table.data : "");
    for (int i = at + 1; i < close && !x->failed;) {
        int end = tk_comma(t, i, close);
        put(x, i > at + 1 ? ", " : "");
        if (!tk_any(&t->items[i], constraints)) {
            column(x, i, end);
        } else {
            if (tk_is(&t->items[i], "constraint")) {
                put(x, "CONSTRAINT ");
                dt_name(x, &t->items[i + 1], &x->sql);
                put(x, " ");
                i += 2;
            }
            for (int j = i; j < end; j++)
                if (tk_is(&t->items[j], "clustered") || tk_is(&t->items[j], "nonclustered"))
                    t->items[j].kind = TK_PUNCT, t->items[j].text[0] = 0, t->items[j].len = 0;
            int references = tk_find(t, i, end, "references");
            dt_expression(x, i, references);
            if (references < end) {
                put(x, " REFERENCES ");
                int after = dt_table(x, references + 1, end, &x->sql);
                put(x, " ");
                dt_expression(x, after, end);
            }
        }
        i = end + 1;
    }
    put(x, ")");
    buf_free(&table);
}

static void create_index(db_text *x, int at, bool is_unique) {
    db_tokens *t = x->t;
    int to = t->count - 1;
    put(x, is_unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ");
    dt_table(x, at, to, &x->sql);
    int on = tk_find(t, at, to, "on");
    if (on >= to) {
        dt_fail(x, DBE_SYNTAX, t->items[to].text);
        return;
    }
    put(x, " ON ");
    int after = dt_table(x, on + 1, to, &x->sql);
    int close = tk_close(t, after, to);
    put(x, " ");
    dt_expression(x, after, close < to ? close + 1 : to);
}

void dt_create(db_text *x) {
    db_tokens *t = x->t;
    static const char *const kinds[] = {"clustered", "nonclustered", NULL};
    int at = 1;
    bool is_unique = tk_is(&t->items[at], "unique");
    at += is_unique;
    at += tk_any(&t->items[at], kinds);
    if (tk_is(&t->items[at], "table")) {
        create_table(x, at + 1, false);
    } else if (x->db->vendor == VENDOR_ORACLE && tk_is(&t->items[at], "private") && tk_is(&t->items[at + 1], "temporary")) {
        /* Their names must have the database's prefix: ORA-14451 otherwise. */
        const char *name = t->items[at + 3].text;
        if (strncmp(name, "ORA$PTT_", 8))
            dt_fail(x, DBE_SYNTAX, name);
        create_table(x, at + 3, true);
    } else if (tk_is(&t->items[at], "index")) {
        create_index(x, at + 1, is_unique);
    } else {
        dt_fail(x, DBE_UNSUPPORTED, t->items[at].text);
    }
}

/* ALTER TABLE t ADD c type, and Oracle's ADD (c type). */
void dt_alter(db_text *x) {
    db_tokens *t = x->t;
    int to = t->count - 1;
    put(x, "ALTER TABLE ");
    int at = dt_table(x, 2, to, &x->sql);
    if (!x->failed && !tk_is(&t->items[at], "add")) {
        dt_fail(x, DBE_UNSUPPORTED, "ALTER TABLE");
        return;
    }
    put(x, " ADD COLUMN ");
    at++;
    if (!x->failed && tk_punct(&t->items[at], "(") && x->db->vendor == VENDOR_ORACLE)
        column(x, at + 1, tk_close(t, at, to));
    else if (!x->failed)
        column(x, at, to);
}

void dt_drop(db_text *x) {
    db_tokens *t = x->t;
    int to = t->count - 1, at = 2;
    const char *what = tk_is(&t->items[1], "table") ? "TABLE" : tk_is(&t->items[1], "index") ? "INDEX" : NULL;
    if (!what) {
        dt_fail(x, DBE_UNSUPPORTED, t->items[1].text);
        return;
    }
    buf_addf(&x->sql, "DROP %s ", what);
    if (tk_is(&t->items[at], "if") && tk_is(&t->items[at + 1], "exists")) {
        /* SQL Server since 2016, Oracle since 23; never ASE. */
        if (x->db->vendor == VENDOR_ASE || (x->db->vendor == VENDOR_ORACLE && atoi(x->s->conn->options.dbms_ver) < 23))
            dt_fail(x, DBE_SYNTAX, "if");
        put(x, "IF EXISTS ");
        at += 2;
    }
    at = dt_table(x, at, to, &x->sql);
    static const char *const rest[] = {"cascade", "constraints", "purge", NULL};
    while (!x->failed && at < to && x->db->vendor == VENDOR_ORACLE && tk_any(&t->items[at], rest))
        at++;
    if (!x->failed && at < to)
        dt_fail(x, DBE_SYNTAX, t->items[at].text);
}
