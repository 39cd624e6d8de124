/* Names: SQLite tells them by case only beyond ASCII, vendors differ, and
 * schemas and catalogs of the vendors are not databases of SQLite's. */
#include "db.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

void dt_quote(sim_buf *out, const char *text) {
    buf_add(out, "'", 1);
    for (; *text; text++)
        buf_add(out, *text == '\'' ? "''" : text, *text == '\'' ? 2 : 1);
    buf_add(out, "'", 1);
}

/* Oracle's quoted names and ASE's names differ by case: the letters that an
 * unquoted name does not have are moved to where SQLite tells them apart. */
void dt_plain_name(const sim_db *db, const db_token *name, sim_buf *out) {
    buf_add(out, "", 0);
    for (size_t i = 0; i < name->len; i++) {
        unsigned char c = (unsigned char)name->text[i];
        bool moved = name->kind == TK_NAME && ((db->vendor == VENDOR_ORACLE && islower(c)) || (db->vendor == VENDOR_ASE && isupper(c)));
        char three[3] = {(char)0xEE, (char)(0x80 | c >> 6), (char)(0x80 | (c & 0x3F))};
        if (moved)
            buf_add(out, three, 3);
        else
            buf_add(out, &c, 1);
    }
}

void dt_name(const db_text *x, const db_token *name, sim_buf *out) {
    sim_buf plain = {0};
    dt_plain_name(x->db, name, &plain);
    buf_add(out, "\"", 1);
    for (size_t i = 0; i < plain.len; i++)
        buf_add(out, plain.data[i] == '"' ? "\"\"" : plain.data + i, plain.data[i] == '"' ? 2 : 1);
    buf_add(out, "\"", 1);
    buf_free(&plain);
}

/* The name as the vendor shows it. */
void dt_show_name(const sim_db *db, const char *engine, char *out, size_t size) {
    size_t n = 0;
    for (const unsigned char *c = (const unsigned char *)engine; *c && n < size - 1; c++) {
        if (c[0] == 0xEE && (c[1] == 0x80 || c[1] == 0x81) && c[2]) {
            out[n++] = (char)((c[1] & 0x3F) << 6 | (c[2] & 0x3F));
            c += 2;
        } else {
            out[n++] = (char)(db->vendor == VENDOR_ORACLE ? toupper(*c) : *c);
        }
    }
    out[n] = 0;
}

static bool one_of(const char *text, const char *const *words) {
    for (; *words; words++)
        if (!strcasecmp(text, *words))
            return true;
    return false;
}

/* The parts of a.b.c at from, of which some may be empty (db..t); -1 where a part is missing. */
static int read_chain(const db_tokens *t, int from, int to, int parts[8]) {
    int count = 0, i = from;
    parts[count++] = i++;
    while (i < to && tk_punct(&t->items[i], ".") && count < 8) {
        i++;
        if (i < to && tk_punct(&t->items[i], ".")) {
            parts[count++] = -1;
            continue;
        }
        if (i >= to || !(tk_named(&t->items[i]) || tk_punct(&t->items[i], "*")))
            break;
        parts[count++] = i++;
    }
    parts[count] = -2;
    return i;
}

/* Takes catalog and schema from the front of a chain; what remains begins at the returned part. */
static int strip(const db_text *x, const int *parts, int count, const char **views) {
    static const char *const catalogs[] = {"tempdb", "master", NULL};
    static const char *const schemas[] = {"dbo", "guest", "sys", "information_schema", NULL};
    static const char *const oracle[] = {"sys", "public", NULL};
    const sim_db *db = x->db;
    int at = 0;
#define PART(i) (parts[i] < 0 ? "" : x->t->items[parts[i]].text)
    *views = NULL;
    if (db->vendor != VENDOR_ORACLE && count >= 3 && (!strcasecmp(PART(0), db->catalog) || one_of(PART(0), catalogs)))
        at++;
    if (count - at < 2)
        return at;
    const char *schema = PART(at);
    bool ours = parts[at] < 0 || !strcasecmp(schema, db->schema) || one_of(schema, db->vendor == VENDOR_ORACLE ? oracle : schemas);
    if (!ours)
        return at;
    /* What tempdb's own views tell are the session's temporary tables. */
    if (db->vendor == VENDOR_SQLSERVER && !strcasecmp(schema, "sys"))
        *views = at && !strcasecmp(PART(0), "tempdb") ? "tempdb.sys" : "sys";
    return at + 1;
#undef PART
}

/* A table's name for the engine; what follows it. */
int dt_table(db_text *x, int from, int to, sim_buf *out) {
    int parts[9], after, count = 0;
    const char *views;
    if (from >= to || !tk_named(&x->t->items[from])) {
        dt_fail(x, DBE_SYNTAX, x->t->items[from].text);
        return to;
    }
    after = read_chain(x->t, from, to, parts);
    while (parts[count] != -2)
        count++;
    int first = strip(x, parts, count, &views);
    if (views) {
        buf_addf(out, "\"%s.", views);
        for (const char *c = x->t->items[parts[first]].text; *c; c++)
            buf_addf(out, "%c", tolower((unsigned char)*c));
        buf_add(out, "\"", 1);
        return after;
    }
    for (int i = first; i < count; i++) {
        buf_add(out, ".", i > first ? 1 : 0);
        if (parts[i] >= 0)
            dt_name(x, &x->t->items[parts[i]], out);
    }
    return after;
}

/* A name within an expression: a column, or a table's name with a column behind it. */
int dt_chain(db_text *x, int from, int to, sim_buf *out) {
    int parts[9], count = 0;
    const char *views;
    int after = read_chain(x->t, from, to, parts);
    while (parts[count] != -2)
        count++;
    int first = strip(x, parts, count, &views);
    if (views)
        return dt_table(x, from, to, out);
    for (int i = first; i < count; i++) {
        const db_token *part = parts[i] < 0 ? NULL : &x->t->items[parts[i]];
        buf_add(out, ".", i > first ? 1 : 0);
        if (!part)
            continue;
        if (part->kind == TK_NAME || (count - first > 1 && part->kind == TK_WORD) || strchr(part->text, '#'))
            dt_name(x, part, out);
        else
            buf_add(out, part->text, part->len);
    }
    return after;
}

/* ---- the columns of a table ---- */

void db_columns_free(db_column *columns, int count) {
    for (int i = 0; i < count; i++) {
        free(columns[i].name);
        free(columns[i].type);
    }
    free(columns);
}

/* Name and declared type of each column; none if there is no such table. */
int db_columns(sim_db *db, const char *quoted_table, db_column **out) {
    sim_buf sql = {0};
    sqlite3_stmt *s = NULL;
    int count = 0;
    *out = NULL;
    buf_addf(&sql, "PRAGMA table_info(");
    buf_add(&sql, quoted_table, strlen(quoted_table));
    buf_add(&sql, ")", 1);
    if (sqlite3_prepare_v2(db->handle, sql.data, -1, &s, NULL) == SQLITE_OK)
        while (sqlite3_step(s) == SQLITE_ROW) {
            char declared[96];
            *out = realloc(*out, sizeof **out * (size_t)(count + 1));
            if (!*out)
                abort();
            (*out)[count].name = sim_strdup((const char *)sqlite3_column_text(s, 1));
            bool known = db_type_reveal((const char *)sqlite3_column_text(s, 2), declared, sizeof declared);
            /* ASE keeps a column of fixed length that takes NULL as one of variable length. */
            bool vary = known && db->vendor == VENDOR_ASE && !sqlite3_column_int(s, 3) &&
                        (!strncmp(declared, "char", 4) || !strncmp(declared, "binary", 6) || !strncmp(declared, "nchar", 5));
            char kept[104];
            snprintf(kept, sizeof kept, "%s%s", vary ? "var" : "", known ? declared + (vary && declared[0] == 'n') : "");
            (*out)[count++].type = sim_strdup(kept);
        }
    sqlite3_finalize(s);
    buf_free(&sql);
    return count;
}
