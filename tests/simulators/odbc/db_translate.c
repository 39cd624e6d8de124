/* Expressions and queries, from the vendor's words to SQLite's. */
#include "db.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

void db_text_free(db_text *x) {
    for (int i = 0; i < x->item_count; i++)
        free(x->item_types[i]);
    free(x->item_types);
    free(x->applies);
    buf_free(&x->sql);
    x->applies = NULL;
    x->apply_count = 0;
    x->item_types = NULL;
    x->item_count = 0;
}

void dt_fail(db_text *x, db_fault fault, const char *what) {
    if (x->failed)
        return;
    x->failed = true;
    x->fault = fault;
    snprintf(x->what, sizeof x->what, "%s", what);
}

static void put(db_text *x, const char *text) {
    buf_add(&x->sql, text, strlen(text));
}

/* ---- expressions ---- */

static int cast(db_text *x, int at, int to) {
    db_tokens *t = x->t;
    int open = at + 1, close = tk_close(t, open, to), from, end, type_from, type_to;
    if (dt_is_cast(&t->items[at])) {
        end = tk_find(t, open + 1, close, "as");
        from = open + 1;
        type_from = end + 1;
        type_to = close;
    } else {
        type_from = open + 1;
        type_to = tk_comma(t, type_from, close);
        from = type_to + 1;
        end = tk_comma(t, from, close); /* a style may follow */
    }
    char words[128];
    dt_type_words(t, type_from, type_to, words, sizeof words);
    db_type type;
    int native;
    if (end >= close && dt_is_cast(&t->items[at]))
        dt_fail(x, DBE_SYNTAX, t->items[close].text);
    else if (!db_type_parse(x->db, words, &type, &native))
        dt_fail(x, DBE_SYNTAX, words);
    put(x, "quarry_cast(");
    dt_expression(x, from, end);
    put(x, ",");
    dt_quote(&x->sql, words);
    put(x, strncasecmp(t->items[at].text, "try", 3) ? ",0)" : ",2)");
    return close + 1;
}

/* MIN(a) KEEP (DENSE_RANK FIRST ORDER BY b), which is quarry_first(a, b); what follows, or 0. */
static int keep(db_text *x, int at, int to) {
    db_tokens *t = x->t;
    int close = tk_close(t, at + 1, to), end;
    if (x->db->vendor != VENDOR_ORACLE || close + 6 >= to || !tk_is(&t->items[close + 1], "keep") || !tk_is(&t->items[close + 4], "first"))
        return 0;
    end = tk_close(t, close + 2, to);
    put(x, "quarry_first(");
    dt_expression(x, at + 2, close);
    put(x, ", ");
    dt_expression(x, close + 7, end);
    put(x, ")");
    return end + 1;
}

/* Words that mean something else to SQLite; what follows the word, or 0. */
static int special_word(db_text *x, int at, int to) {
    db_tokens *t = x->t;
    const db_token *k = &t->items[at], *next = &t->items[at + 1];
    bool call = at + 1 < to && tk_punct(next, "(");
    bool tsql = x->db->vendor != VENDOR_ORACLE;
    if (call && (dt_is_cast(k) || dt_is_convert(x, k)))
        return cast(x, at, to);
    int kept = call && (tk_is(k, "min") || tk_is(k, "max")) ? keep(x, at, to) : 0;
    if (kept)
        return kept;
    if (tsql && k->text[0] == '@') {
        if (k->text[1] != '@')
            dt_fail(x, DBE_UNSUPPORTED, k->text);
        put(x, "quarry_global(");
        dt_quote(&x->sql, k->text + (k->text[1] == '@' ? 2 : 1));
        put(x, ")");
        return at + 1;
    }
    static const struct {
        const char *word, *becomes;
        bool is_call;
    } renamed[] = {
        {"isnull", "ifnull", true}, {"left", "quarry_left", true}, {"right", "quarry_right", true}, {"minus", "EXCEPT", false},
        {"count_big", "count", true}, {"replace", "replace", true},
    };
    for (size_t i = 0; i < sizeof renamed / sizeof *renamed; i++)
        if (tk_is(k, renamed[i].word) && renamed[i].is_call == call && (tsql || strcmp(renamed[i].word, "isnull"))) {
            put(x, renamed[i].becomes);
            return at + 1;
        }
    if (tsql && call && tk_is(k, "with"))
        return tk_close(t, at + 1, to) + 1;
    if (tsql && tk_is(k, "collate"))
        return at + 2;
    if ((tk_is(k, "date") || tk_is(k, "timestamp")) && at + 1 < to && next->kind == TK_STRING)
        return at + 1;
    if (!tsql && !call && (tk_is(k, "sysdate") || tk_is(k, "systimestamp") || tk_is(k, "user"))) {
        put(x, "quarry_global(");
        dt_quote(&x->sql, k->text);
        put(x, ")");
        return at + 1;
    }
    return 0;
}

/* Whether + stands between texts, as far as what is beside it tells: T-SQL knows by the types. */
static bool is_text(const db_token *before, const db_token *behind) {
    static const char *const texts[] = {"quotename", "concat", "case", NULL};
    return before->kind == TK_STRING || behind->kind == TK_STRING || tk_any(behind, texts);
}

/* More digits than the engine's numbers keep stay text, which quarry_cast reads exactly. */
static void number(db_text *x, const db_token *k, const char *sign) {
    bool real = memchr(k->text, '.', k->len) != NULL, exponent = memchr(k->text, 'e', k->len) || memchr(k->text, 'E', k->len);
    if (exponent || (real ? k->len <= 15 : k->len <= 18)) {
        buf_addf(&x->sql, "%s%s", sign, k->text);
        return;
    }
    buf_addf(&x->sql, "'%s%s'", sign, k->text);
}

/* A minus that belongs to the number behind it. */
static bool is_sign(const db_token *k, bool first) {
    return tk_punct(k, "-") && k[1].kind == TK_NUMBER && (first || (k[-1].kind == TK_PUNCT && !tk_punct(k - 1, ")")));
}

static void literal(db_text *x, const db_token *k) {
    if (!k->len && x->db->vendor == VENDOR_ORACLE) {
        put(x, "NULL");
        return;
    }
    dt_quote(&x->sql, !k->len && x->db->vendor == VENDOR_ASE ? " " : k->text);
}

void dt_expression(db_text *x, int from, int to) {
    db_tokens *t = x->t;
    for (int i = from; i < to && !x->failed;) {
        const db_token *k = &t->items[i];
        int after = 0;
        put(x, i == from ? "" : " ");
        switch (k->kind) {
        case TK_MARKER:
            buf_addf(&x->sql, "?%d", k->marker);
            break;
        case TK_STRING:
            literal(x, k);
            break;
        case TK_NUMBER:
            number(x, k, "");
            break;
        case TK_HEX:
            buf_addf(&x->sql, "X'%s%s'", k->len % 2 ? "0" : "", k->text);
            break;
        case TK_WORD:
            after = dt_skip_apply(x, i);
            if (!after)
                after = special_word(x, i, to);
            if (!after)
                after = dt_apply_column(x, i, to);
            if (!after)
                after = dt_chain(x, i, to, &x->sql);
            break;
        case TK_NAME:
            after = dt_chain(x, i, to, &x->sql);
            break;
        default:
            if (tk_punct(k, "(") && i + 1 < to && (tk_is(k + 1, "select") || tk_is(k + 1, "with"))) {
                int close = tk_close(t, i, to);
                put(x, "(");
                dt_select(x, i + 1, close, false);
                put(x, ")");
                after = close + 1;
            } else if (is_sign(k, i == from)) {
                number(x, k + 1, "-");
                after = i + 2;
            } else if (tk_punct(k, "{")) {
                after = i + 2; /* {fn, {d, {ts: what they hold says it as well */
            } else if (tk_punct(k, "}")) {
                after = i + 1;
            } else if (tk_punct(k, "+") && i > from && i + 1 < to && is_text(k - 1, k + 1)) {
                put(x, "||");
            } else if (tk_punct(k, ";") || tk_punct(k, "*=") || tk_punct(k, "=*")) {
                dt_fail(x, DBE_SYNTAX, k->text);
            } else {
                buf_add(&x->sql, k->text, k->len);
            }
        }
        i = after ? after : i + 1;
    }
}

/* ---- queries ---- */

static int set_operator(const db_tokens *t, int from, int to) {
    static const char *const words[] = {"union", "intersect", "except", "minus", NULL};
    int depth = 0;
    for (int i = from; i < to; i++) {
        depth += tk_punct(&t->items[i], "(") - tk_punct(&t->items[i], ")");
        if (depth == 0 && tk_any(&t->items[i], words))
            return i;
    }
    return to;
}

static void items(db_text *x, int from, int to, bool outermost) {
    db_tokens *t = x->t;
    for (int at = from; at < to && !x->failed;) {
        int end = tk_comma(t, at, to);
        put(x, at == from ? " " : ", ");
        if (outermost && t->items[at].kind == TK_WORD && t->items[at].text[0] == '@' && tk_punct(&t->items[at + 1], "=")) {
            x->assigns = true;
            at += 2;
        }
        for (int i = at; x->db->vendor == VENDOR_ASE && i < end; i++)
            if (t->items[i].kind == TK_MARKER && (i == at || !tk_punct(&t->items[i - 1], ",")))
                dt_fail(x, DBE_MARKER_IN_LIST, "");
        if (end == at)
            dt_fail(x, DBE_SYNTAX, t->items[end].text);
        if (outermost) {
            x->starred |= end > at && tk_punct(&t->items[end - 1], "*");
            x->item_types = realloc(x->item_types, sizeof *x->item_types * (size_t)(x->item_count + 1));
            if (!x->item_types)
                abort();
            x->item_types[x->item_count++] = dt_item_type(x, at, end);
        }
        dt_expression(x, at, end);
        if (outermost && end == at + 3 && dt_is_apply(x, at)) {
            put(x, " AS ");
            dt_name(x, &t->items[at + 2], &x->sql);
        } else if (outermost && !dt_has_name(x, at, end))
            put(x, " AS \"\xEE\x80\xBF\"");
        at = end + 1;
    }
}

/* `n` or `(n)` behind TOP, OFFSET and FETCH; what follows. */
static int amount(db_text *x, int at, int to, sim_buf *out) {
    db_tokens *t = x->t;
    bool open = tk_punct(&t->items[at], "(");
    int end = open ? tk_close(t, at, to) : at;
    if (at >= to || (!open && t->items[at].kind != TK_NUMBER && t->items[at].kind != TK_MARKER)) {
        dt_fail(x, DBE_SYNTAX, t->items[at].text);
        return to;
    }
    sim_buf kept = x->sql;
    memset(&x->sql, 0, sizeof x->sql);
    dt_expression(x, open ? at + 1 : at, open ? end : at + 1);
    buf_add(out, "", 0);
    buf_add(out, x->sql.data ? x->sql.data : "", x->sql.len);
    buf_free(&x->sql);
    x->sql = kept;
    return end + 1;
}

/* OFFSET n ROWS FETCH NEXT m ROWS ONLY; what follows. */
static int paging(db_text *x, int at, int to, sim_buf *limit, sim_buf *offset) {
    static const char *const rows[] = {"row", "rows", NULL}, *const next[] = {"next", "first", NULL};
    db_tokens *t = x->t;
    if (x->db->vendor == VENDOR_ASE) {
        dt_fail(x, DBE_SYNTAX, t->items[at].text);
        return to;
    }
    if (tk_is(&t->items[at], "offset")) {
        at = amount(x, at + 1, to, offset);
        if (at > to || !tk_any(&t->items[at], rows))
            dt_fail(x, DBE_SYNTAX, t->items[at].text);
        at++;
    } else if (x->db->vendor == VENDOR_SQLSERVER) {
        dt_fail(x, DBE_SYNTAX, t->items[at].text);
    }
    if (at < to && tk_is(&t->items[at], "fetch")) {
        if (!tk_any(&t->items[at + 1], next))
            dt_fail(x, DBE_SYNTAX, t->items[at].text);
        at = amount(x, at + 2, to, limit);
        if (at + 1 >= to + 1 || !tk_any(&t->items[at], rows) || !tk_is(&t->items[at + 1], "only"))
            dt_fail(x, DBE_SYNTAX, t->items[at].text);
        at += 2;
    }
    return at;
}

/* ROWNUM <= n and ROWNUM < n; what follows, or 0. */
static int rownum(db_text *x, int at, int to, sim_buf *limit) {
    db_tokens *t = x->t;
    if (x->db->vendor != VENDOR_ORACLE || !tk_is(&t->items[at], "rownum") || at + 2 >= to)
        return 0;
    bool less = tk_punct(&t->items[at + 1], "<");
    if (!less && !tk_punct(&t->items[at + 1], "<="))
        return 0;
    int after = amount(x, at + 2, to, limit);
    buf_add(limit, " - 1", less ? 4 : 0);
    return after;
}

/* What says how a query is run, and nothing of its rows. */
static bool is_ending(const db_token *k) {
    static const char *const modes[] = {"update", "browse", "read", NULL};
    return (tk_is(k, "for") && tk_any(k + 1, modes)) || (tk_is(k, "option") && tk_punct(k + 1, "(")) || (tk_is(k, "at") && tk_is(k + 1, "isolation"));
}

static void core(db_text *x, int from, int to, bool outermost, bool nested) {
    db_tokens *t = x->t;
    sim_buf limit = {0}, offset = {0};
    int at = from + 1, list = tk_find(t, from, to, "from");
    bool tsql = x->db->vendor != VENDOR_ORACLE;
    if (list < to && tk_is(&t->items[list - 1], "distinct"))
        list = tk_find(t, list + 1, to, "from");
    put(x, "SELECT");
    if (tk_is(&t->items[at], "distinct") || tk_is(&t->items[at], "all")) {
        buf_addf(&x->sql, " %s", t->items[at].text);
        at++;
    }
    if (tsql && tk_is(&t->items[at], "top")) {
        /* ASE's manual has no parentheses there. */
        if (x->db->vendor == VENDOR_ASE && tk_punct(&t->items[at + 1], "("))
            dt_fail(x, DBE_SYNTAX, "(");
        at = amount(x, at + 1, to, &limit);
    }
    if (at >= to)
        dt_fail(x, DBE_SYNTAX, t->items[at].text);
    /* Since 23 a query needs no FROM. */
    if (x->db->vendor == VENDOR_ORACLE && list == to && atoi(x->s->conn->options.dbms_ver) < 23)
        dt_fail(x, DBE_SYNTAX, "FROM keyword not found where expected");
    if (x->db->vendor == VENDOR_SQLSERVER)
        dt_find_applies(x, list, to);
    items(x, at, list < to ? list : to, outermost);
    int run = list, depth = 0;
    bool ordered = false;
    for (int i = list; i < to && !x->failed; i++) {
        depth += tk_punct(&t->items[i], "(") - tk_punct(&t->items[i], ")");
        if (depth)
            continue;
        ordered |= tk_is(&t->items[i], "order") && tk_is(&t->items[i + 1], "by");
        int after = 0;
        sim_buf kept = {0};
        if (i > list && is_ending(&t->items[i]))
            after = to;
        else if ((tk_is(&t->items[i], "offset") || tk_is(&t->items[i], "fetch")) && i > list)
            after = paging(x, i, to, &limit, &offset);
        else
            after = rownum(x, i, to, &kept);
        if (!after)
            continue;
        put(x, " ");
        dt_expression(x, run, i);
        if (kept.len) {
            put(x, " 1");
            buf_free(&limit);
            limit = kept;
        }
        run = after;
        i = after - 1;
    }
    if (!x->failed && run < to) {
        put(x, " ");
        dt_expression(x, run, to);
    }
    if (tsql && nested && ordered && !limit.len && !offset.len)
        dt_fail(x, DBE_UNSORTED_SUBQUERY, "");
    if (x->db->vendor == VENDOR_SQLSERVER && offset.len && !ordered)
        dt_fail(x, DBE_SYNTAX, "OFFSET");
    if (limit.len || offset.len)
        buf_addf(&x->sql, " LIMIT %s", limit.len ? limit.data : "-1");
    if (offset.len)
        buf_addf(&x->sql, " OFFSET %s", offset.data);
    buf_free(&limit);
    buf_free(&offset);
}

void dt_select(db_text *x, int from, int to, bool outermost) {
    db_tokens *t = x->t;
    if (tk_is(&t->items[from], "with")) {
        int body = tk_find(t, from, to, "select");
        put(x, "WITH ");
        dt_expression(x, from + 1, body);
        put(x, " ");
        from = body;
    }
    bool compound = set_operator(t, from, to) < to;
    for (bool first = true; from < to && !x->failed; first = false) {
        int end = set_operator(t, from, to);
        bool limited = compound && tk_is(&t->items[from + 1], "top");
        if (tk_punct(&t->items[from], "(")) {
            dt_expression(x, from, end);
        } else if (!tk_is(&t->items[from], "select")) {
            dt_fail(x, DBE_SYNTAX, t->items[from].text);
        } else {
            put(x, limited ? "SELECT * FROM (" : "");
            core(x, from, end, outermost && first, !outermost);
            put(x, limited ? ")" : "");
        }
        if (end < to) {
            buf_addf(&x->sql, " %s ", tk_is(&t->items[end], "minus") ? "EXCEPT" : t->items[end].text);
            if (tk_is(&t->items[end + 1], "all")) {
                put(x, "ALL ");
                end++;
            }
        }
        from = end + 1;
    }
}
