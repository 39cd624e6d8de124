/* From a generated value into an application's buffer. */
#include "sim.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

SQLSMALLINT default_c_type(SQLSMALLINT sql_type, bool is_unsigned) {
    switch (sql_type) {
    case SQL_BIT:
        return SQL_C_BIT;
    case SQL_TINYINT:
        return is_unsigned ? SQL_C_UTINYINT : SQL_C_STINYINT;
    case SQL_SMALLINT:
        return is_unsigned ? SQL_C_USHORT : SQL_C_SSHORT;
    case SQL_INTEGER:
        return is_unsigned ? SQL_C_ULONG : SQL_C_SLONG;
    case SQL_BIGINT:
        return is_unsigned ? SQL_C_UBIGINT : SQL_C_SBIGINT;
    case SQL_REAL:
        return SQL_C_FLOAT;
    case SQL_FLOAT:
    case SQL_DOUBLE:
        return SQL_C_DOUBLE;
    case SQL_BINARY:
    case SQL_VARBINARY:
    case SQL_LONGVARBINARY:
        return SQL_C_BINARY;
    case SQL_TYPE_DATE:
        return SQL_C_TYPE_DATE;
    case SQL_TYPE_TIME:
        return SQL_C_TYPE_TIME;
    case SQL_TYPE_TIMESTAMP:
        return SQL_C_TYPE_TIMESTAMP;
    case SQL_GUID:
        return SQL_C_GUID;
    case SQL_WCHAR:
    case SQL_WVARCHAR:
    case SQL_WLONGVARCHAR:
        return SQL_C_WCHAR;
    default:
        return SQL_C_CHAR;
    }
}

size_t c_type_size(SQLSMALLINT c_type) {
    switch (c_type) {
    case SQL_C_BIT:
    case SQL_C_TINYINT:
    case SQL_C_STINYINT:
    case SQL_C_UTINYINT:
        return 1;
    case SQL_C_SHORT:
    case SQL_C_SSHORT:
    case SQL_C_USHORT:
        return 2;
    case SQL_C_LONG:
    case SQL_C_SLONG:
    case SQL_C_ULONG:
    case SQL_C_FLOAT:
        return 4;
    case SQL_C_SBIGINT:
    case SQL_C_UBIGINT:
    case SQL_C_DOUBLE:
        return 8;
    case SQL_C_TYPE_DATE:
    case SQL_C_DATE:
        return sizeof(SQL_DATE_STRUCT);
    case SQL_C_TYPE_TIME:
    case SQL_C_TIME:
        return sizeof(SQL_TIME_STRUCT);
    case SQL_C_TYPE_TIMESTAMP:
    case SQL_C_TIMESTAMP:
        return sizeof(SQL_TIMESTAMP_STRUCT);
    case SQL_C_GUID:
        return sizeof(SQLGUID);
    case SQL_C_NUMERIC:
        return sizeof(SQL_NUMERIC_STRUCT);
    case SQL_C_SS_TIME2:
        return sizeof(sim_ss_time2);
    case SQL_C_SS_TIMESTAMPOFFSET:
        return sizeof(sim_ss_timestampoffset);
    default:
        return 0;
    }
}

/* A driver built with a 32-bit SQLLEN takes the array for one of 32-bit numbers. */
void put_indicator(const sim_conn *c, char *at, SQLLEN value) {
    if (!at)
        return;
    if (c->options.sql_len_width == 4) {
        int32_t narrow = (int32_t)value;
        memcpy(at, &narrow, sizeof narrow);
    } else {
        memcpy(at, &value, sizeof value);
    }
}

SQLLEN get_indicator(const sim_conn *c, const char *at) {
    if (c->options.sql_len_width == 4) {
        int32_t narrow;
        memcpy(&narrow, at, sizeof narrow);
        return narrow;
    }
    SQLLEN value;
    memcpy(&value, at, sizeof value);
    return value;
}

static int refuse(sim_stmt *s, const char *state, const char *message, long row, long column) {
    diag_post(&s->head, state, 0, row, column, "%s", message);
    return CONVERT_ERROR;
}

/* ---- variable length ---- */

static const char *plain_bytes(sim_stmt *s, const sim_value *v, SQLSMALLINT c_type, size_t *len) {
    /* Text and bytes are handed over without a copy when nothing changes. */
    bool same = (v->kind == VK_TEXT && !(v->is_decimal && s->conn->session_comma) && c_type != SQL_C_WCHAR) ||
                (v->kind == VK_BYTES && c_type == SQL_C_BINARY);
    if (same) {
        *len = v->len;
        return v->data;
    }
    s->text.len = 0;
    render_bytes(s, v, c_type, &s->text);
    *len = s->text.len;
    return s->text.data;
}

/* The value as the bytes of a char, wide or binary buffer, without a terminator. */
void render_bytes(sim_stmt *s, const sim_value *v, SQLSMALLINT c_type, sim_buf *out) {
    buf_add(out, "", 0);
    if (c_type == SQL_C_BINARY && v->kind != VK_TEXT) {
        if (v->kind == VK_BYTES)
            buf_add(out, v->data, v->len);
        else if (v->kind == VK_REAL)
            buf_add(out, &v->d, sizeof v->d);
        else if (v->kind == VK_INT)
            buf_add(out, &v->i, sizeof v->i);
        else if (v->kind == VK_GUID)
            buf_add(out, &v->guid, sizeof v->guid);
        else
            buf_add(out, &v->stamp, sizeof v->stamp);
        return;
    }
    if (c_type != SQL_C_WCHAR) {
        value_to_text(v, s->conn->session_comma, out);
        return;
    }
    sim_buf narrow = {0};
    value_to_text(v, s->conn->session_comma, &narrow);
    buf_reserve(out, (narrow.len + 1) * sizeof(SQLWCHAR));
    out->len += utf8_to_utf16(narrow.data, narrow.len, (SQLWCHAR *)(out->data + out->len)) * sizeof(SQLWCHAR);
    buf_free(&narrow);
}

static int convert_variable(sim_stmt *s, const sim_value *v, SQLSMALLINT c_type, char *buffer, SQLLEN size,
                            char *indicator) {
    const sim_options *o = &s->conn->options;
    size_t len;
    const char *bytes = plain_bytes(s, v, c_type, &len);
    size_t unit = c_type == SQL_C_WCHAR ? sizeof(SQLWCHAR) : 1;
    size_t terminator = c_type == SQL_C_BINARY || o->no_terminator ? 0 : unit;
    size_t room = size > 0 && (size_t)size > terminator ? (size_t)size - terminator : 0;
    room -= room % unit;
    bool cut = len > room;
    size_t n = cut ? room : len;
    if (buffer && size > 0) {
        memcpy(buffer, bytes, n);
        if (terminator && (size_t)size >= n + terminator)
            memset(buffer + n, 0, terminator);
    }
    put_indicator(s->conn, indicator, cut && o->no_total ? SQL_NO_TOTAL : (SQLLEN)len);
    return cut ? CONVERT_TRUNCATED : CONVERT_OK;
}

/* ---- fixed length ---- */

static bool whole_number(const sim_value *v, int64_t *i, bool *fraction, bool *range) {
    *fraction = *range = false;
    double d;
    if (v->kind == VK_INT) {
        *i = v->i;
        return true;
    }
    if (v->kind == VK_TEXT) {
        char copy[64], *after;
        if (!v->len || v->len >= sizeof copy)
            return false;
        memcpy(copy, v->data, v->len);
        copy[v->len] = 0;
        *i = strtoll(copy, &after, 10);
        if (after == copy)
            return false;
        if (*after == '.')
            for (after++; *after >= '0' && *after <= '9'; after++)
                *fraction |= *after != '0';
        return *after == 0;
    }
    if (v->kind != VK_REAL)
        return false;
    d = v->d;
    *range = !(d > -9.3e18 && d < 9.3e18);
    *i = *range ? 0 : (int64_t)d;
    *fraction = !*range && (double)*i != d;
    return true;
}

static bool real_number(const sim_value *v, double *d) {
    if (v->kind == VK_INT) {
        *d = v->is_unsigned ? (double)(uint64_t)v->i : (double)v->i;
        return true;
    }
    if (v->kind == VK_REAL) {
        *d = v->d;
        return true;
    }
    char copy[128], *after;
    if (v->kind != VK_TEXT || !v->len || v->len >= sizeof copy)
        return false;
    memcpy(copy, v->data, v->len);
    copy[v->len] = 0;
    *d = strtod(copy, &after);
    return *after == 0;
}

static int put_whole(sim_stmt *s, const sim_value *v, SQLSMALLINT c_type, void *buffer, long row, long column) {
    int64_t i;
    bool fraction, range;
    if (!whole_number(v, &i, &fraction, &range))
        return refuse(s, "22018", "Invalid character value for cast specification", row, column);
    bool big = v->kind == VK_INT && v->is_unsigned && i < 0; /* above the signed range */
    size_t size = c_type_size(c_type);
    bool to_unsigned = c_type == SQL_C_UTINYINT || c_type == SQL_C_USHORT || c_type == SQL_C_ULONG ||
                       c_type == SQL_C_UBIGINT || c_type == SQL_C_BIT;
    if (c_type == SQL_C_BIT)
        range |= i < 0 || i > 1;
    else if (size == 8)
        range |= to_unsigned ? i < 0 && !big : big;
    else if (to_unsigned)
        range |= i < 0 || i >= (int64_t)1 << size * 8;
    else
        range |= big || i < -((int64_t)1 << (size * 8 - 1)) || i >= (int64_t)1 << (size * 8 - 1);
    if (range)
        return refuse(s, "22003", "Numeric value out of range", row, column);
    memcpy(buffer, &i, size); /* little endian: the low bytes */
    if (fraction) {
        diag_post(&s->head, "01S07", 0, row, column, "Fractional truncation");
        return CONVERT_WARNING;
    }
    return CONVERT_OK;
}

static int put_numeric(sim_stmt *s, const sim_value *v, SQL_NUMERIC_STRUCT *out, long row, long column) {
    sim_buf text = {0};
    value_to_text(v, false, &text);
    memset(out, 0, sizeof *out);
    out->sign = 1;
    unsigned __int128 n = 0;
    bool point = false, good = text.len > 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        if (c == '-' && !i)
            out->sign = 0;
        else if (c == '.' && !point)
            point = true;
        else if (c < '0' || c > '9')
            good = false;
        else {
            n = n * 10 + (unsigned)(c - '0');
            out->precision++;
            out->scale = (SQLSCHAR)(out->scale + point);
        }
    }
    buf_free(&text);
    if (!good)
        return refuse(s, "22018", "Invalid character value for cast specification", row, column);
    memcpy(out->val, &n, sizeof out->val);
    return CONVERT_OK;
}

/* SQL Server's two types of its own; the zone is read from the text's end. */
static int put_ss(sim_stmt *s, const sim_value *v, SQLSMALLINT c_type, void *buffer, long row, long column) {
    SQL_TIMESTAMP_STRUCT t = v->stamp;
    bool has_date = false, has_time = v->kind == VK_TIME;
    if (v->kind == VK_TEXT && !stamp_parse(v->data, v->len, &t, &has_date, &has_time))
        return refuse(s, "22018", "Invalid character value for cast specification", row, column);
    if (c_type == SQL_C_SS_TIME2 ? !has_time : !has_date)
        return refuse(s, "07006", "Restricted data type attribute violation", row, column);
    if (c_type == SQL_C_SS_TIME2) {
        *(sim_ss_time2 *)buffer = (sim_ss_time2){t.hour, t.minute, t.second, t.fraction};
        return CONVERT_OK;
    }
    sim_ss_timestampoffset out = {t, 0, 0};
    if (v->len >= 6 && (v->data[v->len - 6] == '+' || v->data[v->len - 6] == '-')) {
        const char *zone = v->data + v->len - 6;
        int sign = zone[0] == '-' ? -1 : 1;
        out.zone_hour = (SQLSMALLINT)(sign * ((zone[1] - '0') * 10 + zone[2] - '0'));
        out.zone_minute = (SQLSMALLINT)(sign * ((zone[4] - '0') * 10 + zone[5] - '0'));
    }
    memcpy(buffer, &out, sizeof out);
    return CONVERT_OK;
}

static int put_time(sim_stmt *s, const sim_value *v, SQLSMALLINT c_type, void *buffer, long row, long column) {
    SQL_TIMESTAMP_STRUCT t = v->stamp;
    bool has_date = v->kind == VK_DATE || v->kind == VK_STAMP;
    bool has_time = v->kind == VK_TIME || v->kind == VK_STAMP;
    if (v->kind == VK_TEXT && !stamp_parse(v->data, v->len, &t, &has_date, &has_time))
        return refuse(s, "22018", "Invalid character value for cast specification", row, column);
    bool wants_time = c_type == SQL_C_TYPE_TIME || c_type == SQL_C_TIME;
    if (wants_time ? !has_time : !has_date)
        return refuse(s, "07006", "Restricted data type attribute violation", row, column);
    if (wants_time)
        *(SQL_TIME_STRUCT *)buffer = (SQL_TIME_STRUCT){t.hour, t.minute, t.second};
    else if (c_type == SQL_C_TYPE_DATE || c_type == SQL_C_DATE)
        *(SQL_DATE_STRUCT *)buffer = (SQL_DATE_STRUCT){t.year, t.month, t.day};
    else
        *(SQL_TIMESTAMP_STRUCT *)buffer = t;
    return CONVERT_OK;
}

/* The buffer has c_type_size(c_type) bytes. */
int convert_fixed(sim_stmt *s, const sim_value *v, SQLSMALLINT c_type, void *buffer, long row, long column) {
    double d;
    switch (c_type) {
    case SQL_C_SBIGINT:
    case SQL_C_UBIGINT:
        if (s->conn->options.no_bigint) {
            diag_post(&s->head, "HY004", 0, row, column, "Invalid SQL data type <%d>", c_type);
            return CONVERT_ERROR;
        }
        return put_whole(s, v, c_type, buffer, row, column);
    case SQL_C_DOUBLE:
    case SQL_C_FLOAT:
        if (!real_number(v, &d))
            return refuse(s, "22018", "Invalid character value for cast specification", row, column);
        if (c_type == SQL_C_DOUBLE)
            *(double *)buffer = d;
        else
            *(float *)buffer = (float)d;
        return CONVERT_OK;
    case SQL_C_TYPE_DATE:
    case SQL_C_TYPE_TIME:
    case SQL_C_TYPE_TIMESTAMP:
    case SQL_C_DATE:
    case SQL_C_TIME:
    case SQL_C_TIMESTAMP:
        return put_time(s, v, c_type, buffer, row, column);
    case SQL_C_GUID: {
        sim_value parsed = *v;
        if (v->kind == VK_TEXT)
            value_from_text(SQL_GUID, 0, false, v->data, v->len, &parsed);
        if (parsed.kind != VK_GUID)
            return refuse(s, "22018", "Invalid character value for cast specification", row, column);
        memcpy(buffer, &parsed.guid, sizeof parsed.guid);
        return CONVERT_OK;
    }
    case SQL_C_SS_TIME2:
    case SQL_C_SS_TIMESTAMPOFFSET:
        return put_ss(s, v, c_type, buffer, row, column);
    case SQL_C_NUMERIC:
        return put_numeric(s, v, buffer, row, column);
    default:
        return put_whole(s, v, c_type, buffer, row, column);
    }
}

int convert_value(sim_stmt *s, const sim_value *v, SQLSMALLINT c_type, char *buffer, SQLLEN size, char *indicator,
                  long row, long column) {
    if (s->conn->options.no_bigint && (c_type == SQL_C_SBIGINT || c_type == SQL_C_UBIGINT))
        return convert_fixed(s, v, c_type, buffer, row, column);
    if (v->null) {
        if (!indicator)
            return refuse(s, "22002", "Indicator variable required but not supplied", row, column);
        put_indicator(s->conn, indicator, SQL_NULL_DATA);
        return CONVERT_OK;
    }
    size_t fixed = c_type_size(c_type);
    if (!fixed) {
        if (c_type != SQL_C_CHAR && c_type != SQL_C_WCHAR && c_type != SQL_C_BINARY)
            return refuse(s, "HY003", "Program type out of range", row, column);
        return convert_variable(s, v, c_type, buffer, size, indicator);
    }
    char local[sizeof(SQL_NUMERIC_STRUCT) + 16] __attribute__((aligned(16)));
    int rc = convert_fixed(s, v, c_type, local, row, column);
    if (rc == CONVERT_ERROR)
        return rc;
    if (buffer)
        memcpy(buffer, local, fixed);
    put_indicator(s->conn, indicator, (SQLLEN)fixed);
    return rc;
}
