/* What a generated cell contains, as documented in README.md: a function of
 * the column and the row number alone, so that tests can compute it. */
#include "sim.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- days and seconds ---- */

static bool leap(int64_t y) {
    return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

/* Howard Hinnant's civil-from-days, for days since 1970-01-01. */
void stamp_add_seconds(SQL_TIMESTAMP_STRUCT *out, int64_t days, int64_t seconds) {
    days += seconds / 86400;
    seconds %= 86400;
    if (seconds < 0) {
        seconds += 86400;
        days--;
    }
    int64_t z = days + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t mp = (5 * doy + 2) / 153;
    out->day = (SQLUSMALLINT)(doy - (153 * mp + 2) / 5 + 1);
    out->month = (SQLUSMALLINT)(mp < 10 ? mp + 3 : mp - 9);
    out->year = (SQLSMALLINT)(yoe + era * 400 + (out->month <= 2));
    out->hour = (SQLUSMALLINT)(seconds / 3600);
    out->minute = (SQLUSMALLINT)(seconds / 60 % 60);
    out->second = (SQLUSMALLINT)(seconds % 60);
}

/* [-]YYYY-MM-DD, HH:MM:SS[.f] or both; other text is refused. */
bool stamp_parse(const char *text, size_t len, SQL_TIMESTAMP_STRUCT *out, bool *has_date, bool *has_time) {
    static const int month_days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    char copy[64];
    int y, mo, d, h, mi, s, n = 0, used = 0;
    memset(out, 0, sizeof *out);
    *has_date = *has_time = false;
    if (len >= sizeof copy)
        return false;
    memcpy(copy, text, len);
    copy[len] = 0;
    const char *at = copy;
    if (sscanf(at, "%d-%2d-%2d%n", &y, &mo, &d, &n) == 3) {
        if (mo < 1 || mo > 12 || d < 1 || d > month_days[mo - 1] + (mo == 2 && leap(y)))
            return false;
        out->year = (SQLSMALLINT)y;
        out->month = (SQLUSMALLINT)mo;
        out->day = (SQLUSMALLINT)d;
        *has_date = true;
        at += n;
        if (*at == 'T' || *at == ' ')
            at++;
    }
    if (!*at)
        return *has_date;
    if (sscanf(at, "%2d:%2d:%2d%n", &h, &mi, &s, &used) != 3 || h < 0 || h > 23 || mi < 0 || mi > 59 || s < 0 || s > 59)
        return false;
    out->hour = (SQLUSMALLINT)h;
    out->minute = (SQLUSMALLINT)mi;
    out->second = (SQLUSMALLINT)s;
    *has_time = true;
    at += used;
    if (*at == '.') {
        SQLUINTEGER unit = 100000000;
        for (at++; *at >= '0' && *at <= '9'; at++, unit /= 10)
            out->fraction += (SQLUINTEGER)(*at - '0') * unit;
    }
    /* A zone behind the time is accepted and dropped, as msodbcsql does for local timestamps. */
    int zone = 0;
    if (*has_date && sscanf(at, " %*[+-]%2d:%2d%n", &h, &mi, &zone) == 2)
        at += zone;
    return *at == 0;
}

/* ---- text to typed value ---- */

static int hex_digit(char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool guid_parse(const char *text, size_t len, SQLGUID *out) {
    unsigned char b[16];
    int n = 0;
    for (size_t i = 0; i < len && n < 32; i++) {
        int d = hex_digit(text[i]);
        if (text[i] == '-')
            continue;
        if (d < 0)
            return false;
        b[n / 2] = (unsigned char)(n % 2 ? b[n / 2] << 4 | d : d);
        n++;
    }
    if (n != 32)
        return false;
    out->Data1 = (unsigned)b[0] << 24 | (unsigned)b[1] << 16 | (unsigned)b[2] << 8 | b[3];
    out->Data2 = (unsigned short)(b[4] << 8 | b[5]);
    out->Data3 = (unsigned short)(b[6] << 8 | b[7]);
    memcpy(out->Data4, b + 8, 8);
    return true;
}

static void number_from_text(sim_value *out, const char *text, size_t len, bool real) {
    char copy[64], *after;
    if (!len || len >= sizeof copy)
        return;
    memcpy(copy, text, len);
    copy[len] = 0;
    if (real) {
        out->d = strtod(copy, &after);
        if (!*after)
            out->kind = VK_REAL;
    } else if (out->is_unsigned) {
        out->i = (int64_t)strtoull(copy, &after, 10);
        if (!*after)
            out->kind = VK_INT;
    } else {
        out->i = strtoll(copy, &after, 10);
        if (!*after)
            out->kind = VK_INT;
    }
}

/* Text that does not fit its column's type stays text: reading it as a number
 * then fails as it does with a database of dynamic types. */
void value_from_text(SQLSMALLINT type, SQLSMALLINT digits, bool is_unsigned, const char *text, size_t len, sim_value *out) {
    bool has_date, has_time;
    out->kind = VK_TEXT;
    out->is_unsigned = is_unsigned;
    out->digits = digits;
    out->data = text;
    out->len = len;
    switch (type) {
    case SQL_BIT:
    case SQL_TINYINT:
    case SQL_SMALLINT:
    case SQL_INTEGER:
    case SQL_BIGINT:
        number_from_text(out, text, len, false);
        break;
    case SQL_REAL:
    case SQL_FLOAT:
    case SQL_DOUBLE:
        out->is_float = type == SQL_REAL;
        number_from_text(out, text, len, true);
        break;
    case SQL_DECIMAL:
    case SQL_NUMERIC:
        out->is_decimal = true;
        break;
    case SQL_BINARY:
    case SQL_VARBINARY:
    case SQL_LONGVARBINARY:
        out->kind = VK_BYTES;
        break;
    case SQL_TYPE_DATE:
        if (stamp_parse(text, len, &out->stamp, &has_date, &has_time) && has_date)
            out->kind = VK_DATE;
        break;
    case SQL_TYPE_TIME:
    case SQL_SS_TIME2:
        if (stamp_parse(text, len, &out->stamp, &has_date, &has_time) && has_time)
            out->kind = VK_TIME;
        break;
    case SQL_TYPE_TIMESTAMP:
        if (stamp_parse(text, len, &out->stamp, &has_date, &has_time) && has_date)
            out->kind = VK_STAMP;
        break;
    case SQL_GUID:
        if (guid_parse(text, len, &out->guid))
            out->kind = VK_GUID;
        break;
    default:
        break;
    }
}

/* ---- typed value to text ---- */

static void real_text(const sim_value *v, char *out, size_t size) {
    /* The shortest form that reads back as the same number. */
    for (int digits = v->is_float ? 6 : 15; digits <= 17; digits++) {
        snprintf(out, size, "%.*g", digits, v->d);
        if (v->is_float ? strtof(out, NULL) == (float)v->d : strtod(out, NULL) == v->d)
            return;
    }
}

static void fraction_text(const sim_value *v, sim_buf *out) {
    char text[16];
    if (v->digits <= 0)
        return;
    snprintf(text, sizeof text, "%09u", (unsigned)v->stamp.fraction % 1000000000u);
    buf_addf(out, ".%.*s", v->digits > 9 ? 9 : v->digits, text);
}

void value_to_text(const sim_value *v, bool comma, sim_buf *out) {
    const SQL_TIMESTAMP_STRUCT *t = &v->stamp;
    char text[64];
    size_t start = out->len;
    buf_add(out, "", 0);
    switch (v->kind) {
    case VK_INT:
        if (v->is_unsigned)
            buf_addf(out, "%llu", (unsigned long long)v->i);
        else
            buf_addf(out, "%lld", (long long)v->i);
        return;
    case VK_REAL:
        real_text(v, text, sizeof text);
        buf_addf(out, "%s", text);
        break;
    case VK_BYTES:
        for (size_t i = 0; i < v->len; i++) {
            static const char hex[] = "0123456789ABCDEF";
            char pair[2] = {hex[(unsigned char)v->data[i] >> 4], hex[v->data[i] & 15]};
            buf_add(out, pair, 2);
        }
        return;
    case VK_DATE:
        buf_addf(out, "%04d-%02d-%02d", t->year, t->month, t->day);
        return;
    case VK_TIME:
        buf_addf(out, "%02d:%02d:%02d", t->hour, t->minute, t->second);
        fraction_text(v, out);
        return;
    case VK_STAMP:
        buf_addf(out, "%04d-%02d-%02d %02d:%02d:%02d", t->year, t->month, t->day, t->hour, t->minute, t->second);
        fraction_text(v, out);
        return;
    case VK_GUID:
        buf_addf(out, "%08x-%04x-%04x-%02x%02x-%02x%02x%02x%02x%02x%02x", (unsigned)v->guid.Data1, v->guid.Data2,
                 v->guid.Data3, v->guid.Data4[0], v->guid.Data4[1], v->guid.Data4[2], v->guid.Data4[3],
                 v->guid.Data4[4], v->guid.Data4[5], v->guid.Data4[6], v->guid.Data4[7]);
        return;
    default:
        buf_add(out, v->data, v->len);
        if (!v->is_decimal)
            return;
    }
    if (comma)
        for (size_t i = start; i < out->len; i++)
            if (out->data[i] == '.')
                out->data[i] = ',';
}
