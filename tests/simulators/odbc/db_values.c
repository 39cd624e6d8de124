/* for strcasestr */
#define _GNU_SOURCE
/* How a value becomes one of a type: what columns keep and casts return.
 * Integers are integers, exact numbers integers or canonical text, floating
 * point is double, dates and times are text, bytes are blobs. */
#include "db.h"
#include "db_decimal.h"
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool refuse(sim_db *db, sqlite3_context *ctx, db_fault fault, const db_type *t) {
    db_raise(db, ctx, fault, t->declared);
    return false;
}

static void give(sqlite3_context *ctx, sim_buf *b) {
    sqlite3_result_text64(ctx, b->data ? b->data : "", b->len, SQLITE_TRANSIENT, SQLITE_UTF8);
    buf_free(b);
}

static bool value_decimal(sqlite3_value *in, db_decimal *out) {
    char text[64];
    if (sqlite3_value_type(in) == SQLITE_FLOAT) {
        double d = sqlite3_value_double(in);
        if (!isfinite(d))
            return false;
        /* As many digits as it takes to read the same number back. */
        for (int digits = 15; digits <= 17; digits++) {
            snprintf(text, sizeof text, "%.*g", digits, d);
            if (strtod(text, NULL) == d)
                break;
        }
        return decimal_parse(text, strlen(text), out);
    }
    const char *given = (const char *)sqlite3_value_text(in);
    return decimal_parse(given, (size_t)sqlite3_value_bytes(in), out);
}

static bool exact(sim_db *db, const db_type *t, sqlite3_value *in, sqlite3_context *ctx) {
    db_decimal d;
    int64_t n;
    if (!value_decimal(in, &d))
        return refuse(db, ctx, DBE_CONVERSION, t);
    if (t->form == FORM_NUMBER)
        decimal_trim(&d);
    else if (!decimal_round(&d, t->form == FORM_INT || t->form == FORM_BIT ? 0 : t->digits))
        return refuse(db, ctx, DBE_OVERFLOW, t);
    if (t->form == FORM_BIT) {
        sqlite3_result_int(ctx, d.count > 0);
        return true;
    }
    bool whole = d.scale <= 0 && decimal_integer(&d, &n);
    if (t->form == FORM_INT) {
        if (!whole || n < t->min || n > t->max)
            return refuse(db, ctx, DBE_OVERFLOW, t);
    } else if (t->form == FORM_DECIMAL) {
        db_decimal most;
        if (d.count > t->precision)
            return refuse(db, ctx, DBE_OVERFLOW, t);
        decimal_parse("18446744073709551615", 20, &most);
        if (t->is_unsigned && ((d.negative && d.count) || decimal_compare(&d, &most) > 0))
            return refuse(db, ctx, DBE_OVERFLOW, t);
    } else if (d.count > 40) {
        return refuse(db, ctx, DBE_OVERFLOW, t);
    }
    if (whole) {
        sqlite3_result_int64(ctx, n);
        return true;
    }
    sim_buf b = {0};
    decimal_text(&d, &b);
    give(ctx, &b);
    return true;
}

static bool floating(sim_db *db, const db_type *t, sqlite3_value *in, sqlite3_context *ctx) {
    char copy[400], *after;
    double d = 0;
    if (sqlite3_value_type(in) == SQLITE_TEXT) {
        size_t len = (size_t)sqlite3_value_bytes(in);
        if (!len || len >= sizeof copy)
            return refuse(db, ctx, DBE_CONVERSION, t);
        memcpy(copy, sqlite3_value_text(in), len);
        copy[len] = 0;
        d = strtod(copy, &after);
        while (isspace((unsigned char)*after))
            after++;
        if (*after)
            return refuse(db, ctx, DBE_CONVERSION, t);
    } else {
        d = sqlite3_value_double(in);
    }
    double held = t->form == FORM_REAL ? (double)(float)d : d;
    /* T-SQL knows neither infinity nor what is no number; SQLite would keep the latter as NULL. */
    if (isnan(held) || (!isfinite(held) && (db->vendor != VENDOR_ORACLE || isfinite(d))))
        return refuse(db, ctx, DBE_OVERFLOW, t);
    /* SQL Server's have no values below those that are normal. */
    if (db->vendor == VENDOR_SQLSERVER && held != 0 && !(t->form == FORM_REAL ? isnormal((float)held) : isnormal(held)))
        return refuse(db, ctx, DBE_OVERFLOW, t);
    sqlite3_result_double(ctx, held);
    return true;
}

/* ---- texts and bytes ---- */

static long units(const char *text, size_t len, bool wide, bool bytes) {
    if (bytes)
        return (long)len;
    long n = 0;
    for (size_t i = 0; i < len; i++)
        if ((text[i] & 0xC0) != 0x80)
            n += wide && (unsigned char)text[i] >= 0xF0 ? 2 : 1;
    return n;
}

/* As much of it as has so many units. */
static size_t bytes_of(const char *text, size_t len, bool wide, bool bytes, long most) {
    size_t i = 0;
    long n = 0;
    while (i < len) {
        size_t next = i + 1;
        while (!bytes && next < len && (text[next] & 0xC0) == 0x80)
            next++;
        n += units(text + i, next - i, wide, bytes);
        if (n > most)
            return i;
        i = next;
    }
    return len;
}

static void text_of(const db_type *t, sqlite3_value *in, sim_buf *out) {
    (void)t;
    if (sqlite3_value_type(in) == SQLITE_FLOAT) {
        sim_value v = {.kind = VK_REAL, .d = sqlite3_value_double(in)};
        value_to_text(&v, false, out);
        return;
    }
    const char *text = (const char *)sqlite3_value_text(in);
    buf_add(out, text ? text : "", (size_t)sqlite3_value_bytes(in));
}

static bool text(sim_db *db, const db_type *t, bool assign, sqlite3_value *in, sqlite3_context *ctx) {
    sim_buf b = {0};
    /* Oracle counts bytes unless the declaration says characters; ASE's varchar bytes, too. */
    bool bytes = !t->wide && ((db->vendor == VENDOR_ORACLE && !strcasestr(t->declared, " char)")) || db->vendor == VENDOR_ASE);
    text_of(t, in, &b);
    if (db->vendor == VENDOR_ASE && assign) {
        /* https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc36272.1600/doc/html/san1393051025572.html */
        while (t->form == FORM_VARCHAR && b.len && b.data[b.len - 1] == ' ')
            b.len--;
        if (!b.len)
            buf_add(&b, " ", 1);
    }
    if (db->vendor == VENDOR_ORACLE && !b.len) {
        buf_free(&b);
        sqlite3_result_null(ctx);
        return true;
    }
    if (t->length) {
        size_t fits = bytes_of(b.data, b.len, t->wide, bytes, t->length);
        bool blank = true;
        for (size_t i = fits; i < b.len; i++)
            blank &= b.data[i] == ' ';
        /* A cast cuts, and so does what would cut blanks alone. */
        if (fits < b.len && assign && !(blank && db->vendor != VENDOR_ORACLE)) {
            buf_free(&b);
            return refuse(db, ctx, DBE_TRUNCATION, t);
        }
        b.len = fits;
        for (long n = units(b.data, b.len, t->wide, bytes); t->form == FORM_CHAR && n < t->length; n++)
            buf_add(&b, " ", 1);
    }
    give(ctx, &b);
    return true;
}

static int hex(char c) {
    return c >= '0' && c <= '9' ? c - '0' : isxdigit((unsigned char)c) ? tolower((unsigned char)c) - 'a' + 10 : -1;
}

static bool bytes(sim_db *db, const db_type *t, bool assign, sqlite3_value *in, sqlite3_context *ctx) {
    sim_buf b = {0};
    const char *data = sqlite3_value_blob(in);
    size_t len = (size_t)sqlite3_value_bytes(in);
    buf_add(&b, "", 0);
    if (sqlite3_value_type(in) == SQLITE_BLOB) {
        buf_add(&b, data ? data : "", len);
    } else if (db->vendor == VENDOR_ORACLE) {
        /* A text is bytes in hexadecimal digits. */
        for (size_t i = 0; i < len; i += 2) {
            int high = hex(data[i]), low = i + 1 < len ? hex(data[i + 1]) : -1;
            char c = (char)(high << 4 | low);
            if (high < 0 || low < 0) {
                buf_free(&b);
                return refuse(db, ctx, DBE_CONVERSION, t);
            }
            buf_add(&b, &c, 1);
        }
    } else {
        /* T-SQL converts no text to bytes by itself: error 257. */
        buf_free(&b);
        return refuse(db, ctx, DBE_CONVERSION, t);
    }
    if (db->vendor == VENDOR_ORACLE && !b.len) {
        buf_free(&b);
        sqlite3_result_null(ctx);
        return true;
    }
    if (t->length && (long)b.len > t->length) {
        if (assign) {
            buf_free(&b);
            return refuse(db, ctx, DBE_TRUNCATION, t);
        }
        b.len = (size_t)t->length;
    }
    while (t->form == FORM_BINARY && (long)b.len < t->length)
        buf_add(&b, "\0", 1);
    /* Documented of ASE: zeros at the end of varbinary are not kept. */
    while (db->vendor == VENDOR_ASE && assign && t->form == FORM_VARBINARY && b.len && !b.data[b.len - 1])
        b.len--;
    if (db->vendor == VENDOR_ASE && assign && !b.len)
        buf_add(&b, "\0", 1);
    sqlite3_result_blob64(ctx, b.data, b.len, SQLITE_TRANSIENT);
    buf_free(&b);
    return true;
}

static bool guid(sim_db *db, const db_type *t, sqlite3_value *in, sqlite3_context *ctx) {
    sim_value v = {0};
    value_from_text(SQL_GUID, 0, false, (const char *)sqlite3_value_text(in), (size_t)sqlite3_value_bytes(in), &v);
    if (v.kind != VK_GUID)
        return refuse(db, ctx, DBE_CONVERSION, t);
    sim_buf b = {0};
    value_to_text(&v, false, &b);
    give(ctx, &b);
    return true;
}

bool db_convert(sim_db *db, const db_type *t, bool assign, sqlite3_value *in, sqlite3_context *ctx) {
    int kind = sqlite3_value_type(in);
    if (kind == SQLITE_NULL) {
        sqlite3_result_null(ctx);
        return true;
    }
    switch (t->form) {
    case FORM_BIT:
    case FORM_INT:
    case FORM_DECIMAL:
    case FORM_NUMBER:
        return kind == SQLITE_BLOB ? refuse(db, ctx, DBE_CONVERSION, t) : exact(db, t, in, ctx);
    case FORM_REAL:
    case FORM_DOUBLE:
        return kind == SQLITE_BLOB ? refuse(db, ctx, DBE_CONVERSION, t) : floating(db, t, in, ctx);
    case FORM_CHAR:
    case FORM_VARCHAR:
    case FORM_TEXT:
        return text(db, t, assign, in, ctx);
    case FORM_BINARY:
    case FORM_VARBINARY:
    case FORM_BLOB:
        return bytes(db, t, assign, in, ctx);
    case FORM_GUID:
        return guid(db, t, in, ctx);
    default:
        return db_convert_time(db, t, in, ctx);
    }
}
