/* Dates and times: read from text, rounded to what their type keeps, and
 * written as the vendor's ODBC driver shows them. */
#include "db.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static int64_t days_of(const SQL_TIMESTAMP_STRUCT *s) {
    int64_t y = s->year - (s->month <= 2), era = (y >= 0 ? y : y - 399) / 400, yoe = y - era * 400;
    int64_t doy = (153 * (s->month + (s->month > 2 ? -3 : 9)) + 2) / 5 + s->day - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

/* The zone behind a time, in minutes; what stands before it. */
static size_t cut_zone(const char *text, size_t len, int *minutes) {
    *minutes = 0;
    while (len && text[len - 1] == ' ')
        len--;
    if (len && (text[len - 1] == 'Z' || text[len - 1] == 'z'))
        return len - 1;
    if (len < 6 || text[len - 3] != ':' || (text[len - 6] != '+' && text[len - 6] != '-'))
        return len;
    *minutes = (atoi(text + len - 5) * 60 + atoi(text + len - 2)) * (text[len - 6] == '-' ? -1 : 1);
    for (len -= 6; len && text[len - 1] == ' ';)
        len--;
    return len;
}

/* Rounds to the digits of the type; true if a second is full. */
static bool round_fraction(const db_type *t, SQLUINTEGER *fraction) {
    static const SQLUINTEGER powers[] = {1000000000, 100000000, 10000000, 1000000, 100000, 10000, 1000, 100, 10, 1};
    uint64_t n = *fraction;
    if (!strcmp(t->name, "datetime") || (!strcmp(t->name, "time") && t->sql_type == SQL_TYPE_TIME)) {
        /* Three-hundredths of a second. */
        n = (n * 300 + 500000000) / 1000000000;
        n = (n * 10 + 1) / 3 * 1000000;
    } else {
        SQLUINTEGER unit = powers[t->digits];
        n = (n + unit / 2) / unit * unit;
    }
    *fraction = (SQLUINTEGER)(n % 1000000000);
    return n >= 1000000000;
}

static bool in_range(const sim_db *db, const db_type *t, const SQL_TIMESTAMP_STRUCT *s) {
    if (t->form == FORM_TIME)
        return true;
    if (!strcmp(t->name, "datetime"))
        return s->year >= 1753 && s->year <= 9999;
    if (!strcmp(t->name, "smalldatetime"))
        return s->year >= 1900 && s->year <= 2079;
    return s->year >= (db->vendor == VENDOR_ORACLE ? -4712 : 1) && s->year <= 9999;
}

bool db_convert_time(sim_db *db, const db_type *t, sqlite3_value *in, sqlite3_context *ctx) {
    const char *text = (const char *)sqlite3_value_text(in);
    size_t len = (size_t)sqlite3_value_bytes(in);
    sim_value v = {.digits = (SQLSMALLINT)t->digits};
    bool has_date, has_time;
    int zone = 0;
    if (t->form == FORM_OFFSET || t->form == FORM_STAMP)
        len = cut_zone(text, len, &zone);
    if (!stamp_parse(text, len, &v.stamp, &has_date, &has_time) || (t->form == FORM_TIME ? !has_time : !has_date)) {
        db_raise(db, ctx, DBE_BAD_DATE, t->declared);
        return false;
    }
    /* Of the session's zone, which is UTC, unless the value says another. */
    if (t->form == FORM_STAMP && zone && strstr(t->name, "LOCAL")) {
        SQLUINTEGER fraction = v.stamp.fraction;
        stamp_add_seconds(&v.stamp, days_of(&v.stamp), v.stamp.hour * 3600 + v.stamp.minute * 60 + v.stamp.second - zone * 60);
        v.stamp.fraction = fraction;
    }
    bool full = t->form != FORM_DATE && round_fraction(t, &v.stamp.fraction);
    if (t->form == FORM_STAMP && !strcmp(t->name, "smalldatetime")) {
        full = v.stamp.second >= 30;
        v.stamp.second = v.stamp.fraction = 0;
    }
    if (full) {
        int64_t step = !strcmp(t->name, "smalldatetime") ? 60 : 1;
        int64_t seconds = v.stamp.hour * 3600 + v.stamp.minute * 60 + v.stamp.second + step;
        SQLUINTEGER fraction = v.stamp.fraction;
        stamp_add_seconds(&v.stamp, has_date ? days_of(&v.stamp) : 0, t->form == FORM_TIME ? seconds % 86400 : seconds);
        v.stamp.fraction = fraction;
    }
    if (!in_range(db, t, &v.stamp)) {
        db_raise(db, ctx, DBE_BAD_DATE, t->declared);
        return false;
    }
    sim_buf b = {0};
    v.kind = t->form == FORM_DATE ? VK_DATE : t->form == FORM_TIME ? VK_TIME : VK_STAMP;
    value_to_text(&v, false, &b);
    if (t->form == FORM_OFFSET)
        buf_addf(&b, " %c%02d:%02d", zone < 0 ? '-' : '+', abs(zone) / 60, abs(zone) % 60);
    sqlite3_result_text64(ctx, b.data, b.len, SQLITE_TRANSIENT, SQLITE_UTF8);
    buf_free(&b);
    return true;
}

/* An instant with its offset as Oracle's driver gives it: in the session's zone, UTC. */
void db_utc(sim_buf *text, int digits) {
    sim_value v = {.kind = VK_STAMP, .digits = (SQLSMALLINT)digits};
    bool has_date, has_time;
    int zone;
    size_t len = cut_zone(text->data, text->len, &zone);
    if (!stamp_parse(text->data, len, &v.stamp, &has_date, &has_time))
        return;
    SQLUINTEGER fraction = v.stamp.fraction;
    stamp_add_seconds(&v.stamp, days_of(&v.stamp), v.stamp.hour * 3600 + v.stamp.minute * 60 + v.stamp.second - zone * 60);
    v.stamp.fraction = fraction;
    text->len = 0;
    value_to_text(&v, false, text);
}
