/* What a select list's items are by their form: their types, and whether they have names. */
#include "db.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The words of a type, as db_type_parse takes them. */
void dt_type_words(const db_tokens *t, int from, int to, char *out, size_t size) {
    size_t n = 0;
    bool tight = true;
    out[0] = 0;
    for (int i = from; i < to; i++) {
        const db_token *k = &t->items[i];
        bool open = tk_punct(k, "("), close = tk_punct(k, ")"), comma = tk_punct(k, ",");
        n += (size_t)snprintf(out + n, n < size ? size - n : 0, "%s%s", tight || open || close || comma ? "" : " ", k->text);
        if (n >= size)
            break;
        tight = open || comma || tk_punct(k, "-");
    }
}

/* Functions whose results have a type of their own. */
static const char *function_type(const sim_db *db, const db_token *name) {
    static const struct {
        int vendor;
        const char *name, *type;
    } known[] = {
        {VENDOR_ORACLE, "to_number", "number"}, {VENDOR_ORACLE, "to_binary_double", "binary_double"},
        {VENDOR_ORACLE, "to_binary_float", "binary_float"}, {VENDOR_ORACLE, "to_date", "date"},
        {VENDOR_ORACLE, "to_timestamp", "timestamp(9)"}, {VENDOR_ORACLE, "to_timestamp_tz", "timestamp(9) with time zone"},
        {VENDOR_ORACLE, "to_char", "varchar2(4000)"}, {VENDOR_ORACLE, "to_nchar", "nvarchar2(2000)"},
        {VENDOR_ORACLE, "to_clob", "clob"}, {VENDOR_ORACLE, "to_nclob", "nclob"}, {VENDOR_ORACLE, "to_blob", "blob"},
        {VENDOR_ORACLE, "hextoraw", "raw(2000)"}, {VENDOR_ORACLE, "from_tz", "timestamp(9) with time zone"}, {VENDOR_ORACLE, "sysdate", "date"},
        {VENDOR_ORACLE, "systimestamp", "timestamp(6) with time zone"}, {VENDOR_ORACLE, "count", "number"},
        {VENDOR_SQLSERVER, "count", "int"}, {VENDOR_SQLSERVER, "count_big", "bigint"}, {VENDOR_ASE, "count", "int"},
        {VENDOR_SQLSERVER, "getdate", "datetime"}, {VENDOR_ASE, "getdate", "datetime"},
        {VENDOR_SQLSERVER, "sysdatetime", "datetime2(7)"}, {VENDOR_SQLSERVER, "db_name", "nvarchar(128)"},
        {VENDOR_ASE, "db_name", "varchar(30)"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].vendor == db->vendor && tk_is(name, known[i].name))
            return known[i].type;
    return NULL;
}

bool dt_is_cast(const db_token *t) {
    static const char *const words[] = {"cast", "try_cast", NULL};
    return tk_any(t, words);
}

bool dt_is_convert(const db_text *x, const db_token *t) {
    static const char *const words[] = {"convert", "try_convert", NULL};
    return x->db->vendor != VENDOR_ORACLE && tk_any(t, words);
}

/* What an item of a select list is by its form, "?N" for parameter N; NULL where only its column or value tells. */
char *dt_item_type(const db_text *x, int from, int to) {
    const db_tokens *t = x->t;
    const db_token *first = &t->items[from];
    char words[128];
    if (from >= to)
        return NULL;
    if (first->kind == TK_MARKER && (from + 1 == to || !(t->items[from + 1].kind == TK_PUNCT))) {
        snprintf(words, sizeof words, "?%d", first->marker);
        return sim_strdup(words);
    }
    if (first->kind != TK_WORD || from + 1 >= to || !tk_punct(&t->items[from + 1], "("))
        return first->kind == TK_WORD && function_type(x->db, first) && !strncasecmp(first->text, "sys", 3) ? sim_strdup(function_type(x->db, first)) : NULL;
    int close = tk_close(t, from + 1, to);
    if (close + 1 < to && t->items[close + 1].kind == TK_PUNCT)
        return NULL;
    if (dt_is_cast(first)) {
        int as = tk_find(t, from + 2, close, "as");
        dt_type_words(t, as + 1, close, words, sizeof words);
        return as < close ? sim_strdup(words) : NULL;
    }
    if (dt_is_convert(x, first)) {
        dt_type_words(t, from + 2, tk_comma(t, from + 2, close), words, sizeof words);
        return sim_strdup(words);
    }
    const char *type = function_type(x->db, first);
    return type ? sim_strdup(type) : NULL;
}

/* A name behind an item, so that the engine's own text of it is never shown. */
bool dt_has_name(const db_text *x, int from, int to) {
    const db_tokens *t = x->t;
    if (to - from == 1)
        return (tk_named(&t->items[from]) && !(t->items[from].kind == TK_WORD && t->items[from].text[0] == '@')) || tk_punct(&t->items[from], "*");
    const db_token *last = &t->items[to - 1], *before = &t->items[to - 2];
    if (tk_punct(before, "."))
        return true;
    return tk_named(last) && !tk_is(last, "end") && !tk_is(last, "null") && (before->kind != TK_PUNCT || tk_punct(before, ")"));
}
