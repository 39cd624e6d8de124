/* INSERT, UPDATE and DELETE: each value goes through quarry_cast to the type
 * of its column; OUTPUT becomes RETURNING. */
#include "db.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static void put(db_text *x, const char *text) {
    buf_add(&x->sql, text, strlen(text));
}

static const char *type_of(const db_column *columns, int count, const char *name) {
    for (int i = 0; i < count; i++)
        if (!strcasecmp(columns[i].name, name))
            return columns[i].type;
    return NULL;
}

static void begin_cast(db_text *x, const char *type) {
    put(x, type && *type ? "quarry_cast(" : "(");
}

static void end_cast(db_text *x, const char *type) {
    if (type && *type) {
        put(x, ",");
        dt_quote(&x->sql, type);
        put(x, ",1");
    }
    put(x, ")");
}

/* ---- OUTPUT ---- */

static void add_type(db_text *x, const char *type) {
    x->item_types = realloc(x->item_types, sizeof *x->item_types * (size_t)(x->item_count + 1));
    if (!x->item_types)
        abort();
    x->item_types[x->item_count++] = type && *type ? sim_strdup(type) : NULL;
}

/* OUTPUT INSERTED.a, DELETED.b ... from at; what follows. The clause goes to out. */
static int output(db_text *x, int at, int to, const db_column *columns, int count, sim_buf *out) {
    static const char *const ends[] = {"values", "select", "default", "where", "from", "into", NULL};
    static const char *const sides[] = {"inserted", "deleted", NULL};
    db_tokens *t = x->t;
    if (x->db->vendor != VENDOR_SQLSERVER) {
        dt_fail(x, DBE_SYNTAX, t->items[at].text);
        return to;
    }
    buf_addf(out, " RETURNING ");
    for (at++; at < to && !x->failed;) {
        if (!tk_any(&t->items[at], sides) || !tk_punct(&t->items[at + 1], ".")) {
            dt_fail(x, DBE_SYNTAX, t->items[at].text);
            break;
        }
        at += 2;
        if (tk_punct(&t->items[at], "*")) {
            buf_add(out, "*", 1);
            for (int i = 0; i < count; i++)
                add_type(x, columns[i].type);
        } else {
            sim_buf name = {0};
            dt_plain_name(x->db, &t->items[at], &name);
            dt_name(x, &t->items[at], out);
            add_type(x, type_of(columns, count, name.data));
            if (!type_of(columns, count, name.data))
                dt_fail(x, DBE_NO_COLUMN, t->items[at].text);
            buf_free(&name);
        }
        at++;
        if (tk_is(&t->items[at], "as")) {
            buf_add(out, " AS ", 4);
            dt_name(x, &t->items[at + 1], out);
            at += 2;
        }
        if (!tk_punct(&t->items[at], ","))
            break;
        buf_add(out, ", ", 2);
        at++;
    }
    if (at < to && tk_is(&t->items[at], "into"))
        dt_fail(x, DBE_UNSUPPORTED, "OUTPUT INTO");
    else if (at < to && !tk_any(&t->items[at], ends))
        dt_fail(x, DBE_SYNTAX, t->items[at].text);
    return at;
}

/* ---- INSERT ---- */

typedef struct {
    char **names, **types;
    int count;
} targets;

static void targets_free(targets *g) {
    for (int i = 0; i < g->count; i++)
        free(g->names[i]);
    free(g->names);
    free(g->types);
}

static void target(targets *g, const char *name, char *type) {
    g->names = realloc(g->names, sizeof *g->names * (size_t)(g->count + 1));
    g->types = realloc(g->types, sizeof *g->types * (size_t)(g->count + 1));
    if (!g->names || !g->types)
        abort();
    g->names[g->count] = sim_strdup(name);
    g->types[g->count++] = type;
}

/* (a, b) behind the table, or all columns; what follows. */
static int insert_columns(db_text *x, int at, const db_column *columns, int count, targets *g) {
    db_tokens *t = x->t;
    if (!tk_punct(&t->items[at], "(") || tk_is(&t->items[at + 1], "select")) {
        for (int i = 0; i < count; i++)
            target(g, columns[i].name, columns[i].type);
        return at;
    }
    int close = tk_close(t, at, t->count - 1);
    for (int i = at + 1; i < close; i += 2) {
        sim_buf name = {0};
        dt_plain_name(x->db, &t->items[i], &name);
        const char *type = type_of(columns, count, name.data);
        if (!type)
            dt_fail(x, DBE_NO_COLUMN, t->items[i].text);
        target(g, name.data, (char *)(uintptr_t)type);
        buf_free(&name);
        if (i + 1 < close && !tk_punct(&t->items[i + 1], ","))
            dt_fail(x, DBE_SYNTAX, t->items[i + 1].text);
    }
    return close + 1;
}

static void put_name(db_text *x, const char *name) {
    put(x, "\"");
    for (; *name; name++)
        buf_add(&x->sql, *name == '"' ? "\"\"" : name, *name == '"' ? 2 : 1);
    put(x, "\"");
}

static void put_targets(db_text *x, const targets *g) {
    put(x, " (");
    for (int i = 0; i < g->count; i++) {
        put(x, i ? ", " : "");
        put_name(x, g->names[i]);
    }
    put(x, ")");
}

/* VALUES (a, b), (c, d). */
static void insert_values(db_text *x, int at, int to, const targets *g) {
    db_tokens *t = x->t;
    for (bool first = true; at < to && !x->failed; first = false) {
        if (!tk_punct(&t->items[at], "(")) {
            dt_fail(x, DBE_SYNTAX, t->items[at].text);
            return;
        }
        int close = tk_close(t, at, to), n = 0;
        put(x, first ? " VALUES (" : ", (");
        for (int i = at + 1; i < close && !x->failed; n++) {
            int end = tk_comma(t, i, close);
            if (n == g->count) {
                dt_fail(x, DBE_SYNTAX, ")");
                return;
            }
            put(x, n ? ", " : "");
            begin_cast(x, g->types[n]);
            dt_expression(x, i, end);
            end_cast(x, g->types[n]);
            i = end + 1;
        }
        put(x, ")");
        if (n != g->count)
            dt_fail(x, DBE_SYNTAX, ")");
        at = close + 1;
        if (at < to && !tk_punct(&t->items[at], ","))
            dt_fail(x, DBE_SYNTAX, t->items[at].text);
        /* Oracle knows one row of values until 23. */
        else if (at < to && x->db->vendor != VENDOR_SQLSERVER)
            dt_fail(x, DBE_SYNTAX, ",");
        at++;
    }
}

static void insert_query(db_text *x, const char *table, int from, int to, const targets *g) {
    put(x, "WITH quarry_rows(");
    for (int i = 0; i < g->count; i++)
        buf_addf(&x->sql, "%sc%d", i ? ", " : "", i);
    put(x, ") AS (");
    dt_select(x, from, to, false);
    put(x, ") INSERT INTO ");
    put(x, table);
    put_targets(x, g);
    put(x, " SELECT ");
    for (int i = 0; i < g->count; i++) {
        put(x, i ? ", " : "");
        begin_cast(x, g->types[i]);
        buf_addf(&x->sql, "c%d", i);
        end_cast(x, g->types[i]);
    }
    put(x, " FROM quarry_rows");
}

void dt_insert(db_text *x) {
    db_tokens *t = x->t;
    sim_buf table = {0}, returning = {0};
    db_column *columns = NULL;
    targets g = {0};
    int to = t->count - 1, at = tk_is(&t->items[1], "into") ? 2 : 1;
    if (at == 1 && x->db->vendor == VENDOR_ORACLE)
        dt_fail(x, DBE_SYNTAX, t->items[1].text);
    int name = at;
    at = dt_table(x, at, to, &table);
    int count = x->failed ? 0 : db_columns(x->db, table.data, &columns);
    if (!count)
        dt_fail(x, DBE_NO_TABLE, t->items[name].text);
    at = x->failed ? to : insert_columns(x, at, columns, count, &g);
    if (at < to && tk_is(&t->items[at], "output"))
        at = output(x, at, to, columns, count, &returning);
    if (!x->failed && tk_is(&t->items[at], "values")) {
        buf_addf(&x->sql, "INSERT INTO %s", table.data);
        put_targets(x, &g);
        insert_values(x, at + 1, to, &g);
    } else if (!x->failed && (tk_is(&t->items[at], "select") || tk_is(&t->items[at], "with") || tk_punct(&t->items[at], "("))) {
        int close = tk_punct(&t->items[at], "(") ? tk_close(t, at, to) : to;
        insert_query(x, table.data, close < to ? at + 1 : at, close, &g);
    } else if (!x->failed && tk_is(&t->items[at], "default") && tk_is(&t->items[at + 1], "values")) {
        buf_addf(&x->sql, "INSERT INTO %s DEFAULT VALUES", table.data);
    } else {
        dt_fail(x, DBE_SYNTAX, t->items[at].text);
    }
    buf_add(&x->sql, returning.data ? returning.data : "", returning.len);
    targets_free(&g);
    db_columns_free(columns, count);
    buf_free(&table);
    buf_free(&returning);
}

/* ---- UPDATE and DELETE ---- */

/* a = b, c = d up to the end of the list; what follows. The names on the left lose the alias before them. */
int dt_assignments(db_text *x, int at, int to, const db_column *columns, int count) {
    static const char *const ends[] = {"where", "from", "output", "when", "delete", NULL};
    db_tokens *t = x->t;
    for (bool first = true; at < to && !x->failed; first = false) {
        sim_buf name = {0};
        if (tk_punct(&t->items[at + 1], "."))
            at += 2;
        dt_plain_name(x->db, &t->items[at], &name);
        const char *type = type_of(columns, count, name.data);
        if (!type)
            dt_fail(x, DBE_NO_COLUMN, t->items[at].text);
        put(x, first ? "" : ", ");
        put_name(x, name.data);
        buf_free(&name);
        if (!tk_punct(&t->items[at + 1], "="))
            dt_fail(x, DBE_SYNTAX, t->items[at + 1].text);
        int end = tk_comma(t, at + 2, to);
        for (const char *const *word = ends; *word; word++) {
            int stop = tk_find(t, at + 2, end, *word);
            end = stop < end ? stop : end;
        }
        put(x, " = ");
        begin_cast(x, type);
        dt_expression(x, at + 2, end);
        end_cast(x, type);
        at = end;
        if (at >= to || !tk_punct(&t->items[at], ","))
            return at;
        at++;
    }
    return at;
}

void dt_update(db_text *x) {
    db_tokens *t = x->t;
    sim_buf table = {0}, returning = {0};
    db_column *columns = NULL;
    int to = t->count - 1, at = dt_table(x, 1, to, &table);
    int count = x->failed ? 0 : db_columns(x->db, table.data, &columns);
    if (!count)
        dt_fail(x, DBE_NO_TABLE, t->items[1].text);
    else if (!tk_is(&t->items[at], "set"))
        dt_fail(x, DBE_SYNTAX, t->items[at].text);
    buf_addf(&x->sql, "UPDATE %s SET ", table.data ? table.data : "");
    at = dt_assignments(x, at + 1, to, columns, count);
    if (!x->failed && at < to && tk_is(&t->items[at], "output"))
        at = output(x, at, to, columns, count, &returning);
    put(x, " ");
    if (!x->failed)
        dt_expression(x, at, to);
    buf_add(&x->sql, returning.data ? returning.data : "", returning.len);
    db_columns_free(columns, count);
    buf_free(&table);
    buf_free(&returning);
}

void dt_delete(db_text *x) {
    db_tokens *t = x->t;
    sim_buf table = {0}, returning = {0};
    db_column *columns = NULL;
    int to = t->count - 1, name = tk_is(&t->items[1], "from") ? 2 : 1, at = dt_table(x, name, to, &table);
    int count = x->failed ? 0 : db_columns(x->db, table.data, &columns);
    if (!count)
        dt_fail(x, DBE_NO_TABLE, t->items[name].text);
    buf_addf(&x->sql, "DELETE FROM %s ", table.data ? table.data : "");
    if (!x->failed && at < to && tk_is(&t->items[at], "output"))
        at = output(x, at, to, columns, count, &returning);
    if (!x->failed && at < to && !tk_is(&t->items[at], "where"))
        dt_fail(x, DBE_SYNTAX, t->items[at].text);
    if (!x->failed)
        dt_expression(x, at, to);
    buf_add(&x->sql, returning.data ? returning.data : "", returning.len);
    db_columns_free(columns, count);
    buf_free(&table);
    buf_free(&returning);
}
