/* The types of each vendor, and how its ODBC driver is documented to describe
 * a column of each. Sources:
 *   msodbcsql  https://learn.microsoft.com/sql/relational-databases/native-client/odbc-date-time/data-type-support-for-odbc-date-and-time-improvements
 *              https://learn.microsoft.com/sql/connect/odbc/data-type-usage
 *              https://learn.microsoft.com/sql/odbc/reference/appendixes/column-size
 *   FreeTDS    src/odbc/odbc.c and src/tds/mem.c, 1.3
 *   Oracle     https://docs.oracle.com/en/database/oracle/oracle-database/23/odbcd/unicode-support.html
 *   ASE        https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc20116.1570/html/aseodbc/CACFDIGH.htm */
#include "db.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { ARG_NONE, ARG_PRECISION, ARG_LENGTH, ARG_DIGITS, ARG_BITS };

#define SQLSERVER 1
#define ORACLE 2
#define ASE 4
#define TSQL (SQLSERVER | ASE)
#define SQL_SS_XML (-152)

static const struct {
    int vendors;
    const char *name;
    int form;
    SQLSMALLINT sql_type;
    int arg;
    long fallback, most; /* length, precision or digits without an argument, and the largest */
    SQLULEN size;        /* 0: follows from the argument */
    bool wide, is_unsigned;
    const char *shown; /* NULL: the name */
} shapes[] = {
    {TSQL, "bit", FORM_BIT, SQL_BIT, ARG_NONE, 0, 0, 1, false, false, NULL},
    {TSQL, "tinyint", FORM_INT, SQL_TINYINT, ARG_NONE, 0, 255, 3, false, true, NULL},
    {TSQL, "smallint", FORM_INT, SQL_SMALLINT, ARG_NONE, -32768, 32767, 5, false, false, NULL},
    {TSQL, "int", FORM_INT, SQL_INTEGER, ARG_NONE, INT32_MIN, INT32_MAX, 10, false, false, NULL},
    {TSQL, "integer", FORM_INT, SQL_INTEGER, ARG_NONE, INT32_MIN, INT32_MAX, 10, false, false, "int"},
    {TSQL, "bigint", FORM_INT, SQL_BIGINT, ARG_NONE, INT64_MIN, INT64_MAX, 19, false, false, NULL},
    {ASE, "unsigned smallint", FORM_INT, SQL_SMALLINT, ARG_NONE, 0, 65535, 5, false, true, NULL},
    {ASE, "unsigned int", FORM_INT, SQL_INTEGER, ARG_NONE, 0, UINT32_MAX, 10, false, true, NULL},
    {ASE, "unsigned bigint", FORM_DECIMAL, SQL_BIGINT, ARG_NONE, 20, 20, 20, false, true, NULL},
    {TSQL, "decimal", FORM_DECIMAL, SQL_DECIMAL, ARG_PRECISION, 18, 38, 0, false, false, NULL},
    {TSQL, "dec", FORM_DECIMAL, SQL_DECIMAL, ARG_PRECISION, 18, 38, 0, false, false, "decimal"},
    {TSQL, "numeric", FORM_DECIMAL, SQL_NUMERIC, ARG_PRECISION, 18, 38, 0, false, false, NULL},
    {TSQL, "money", FORM_DECIMAL, SQL_DECIMAL, ARG_NONE, 19, 4, 19, false, false, NULL},
    {TSQL, "smallmoney", FORM_DECIMAL, SQL_DECIMAL, ARG_NONE, 10, 4, 10, false, false, NULL},
    {TSQL, "real", FORM_REAL, SQL_REAL, ARG_NONE, 0, 0, 24, false, false, NULL},
    {SQLSERVER, "float", FORM_DOUBLE, SQL_FLOAT, ARG_BITS, 53, 53, 53, false, false, NULL},
    {ASE, "float", FORM_DOUBLE, SQL_DOUBLE, ARG_BITS, 48, 48, 15, false, false, NULL},
    {SQLSERVER, "double precision", FORM_DOUBLE, SQL_FLOAT, ARG_NONE, 0, 0, 53, false, false, "float"},
    {ASE, "double precision", FORM_DOUBLE, SQL_DOUBLE, ARG_NONE, 0, 0, 15, false, false, NULL},
    {TSQL, "char", FORM_CHAR, SQL_CHAR, ARG_LENGTH, 1, 8000, 0, false, false, NULL},
    {TSQL, "varchar", FORM_VARCHAR, SQL_VARCHAR, ARG_LENGTH, 1, 8000, 0, false, false, NULL},
    {SQLSERVER, "nchar", FORM_CHAR, SQL_WCHAR, ARG_LENGTH, 1, 4000, 0, true, false, NULL},
    {SQLSERVER, "nvarchar", FORM_VARCHAR, SQL_WVARCHAR, ARG_LENGTH, 1, 4000, 0, true, false, NULL},
    {SQLSERVER, "sysname", FORM_VARCHAR, SQL_WVARCHAR, ARG_NONE, 128, 128, 128, true, false, "nvarchar"},
    {ASE, "nchar", FORM_CHAR, SQL_CHAR, ARG_LENGTH, 1, 8000, 0, false, false, NULL},
    {ASE, "nvarchar", FORM_VARCHAR, SQL_VARCHAR, ARG_LENGTH, 1, 8000, 0, false, false, NULL},
    {ASE, "unichar", FORM_CHAR, SQL_WCHAR, ARG_LENGTH, 1, 8000, 0, true, false, NULL},
    {ASE, "univarchar", FORM_VARCHAR, SQL_WVARCHAR, ARG_LENGTH, 1, 8000, 0, true, false, NULL},
    {TSQL, "text", FORM_TEXT, SQL_LONGVARCHAR, ARG_NONE, 0, 0, 2147483647, false, false, NULL},
    {SQLSERVER, "ntext", FORM_TEXT, SQL_WLONGVARCHAR, ARG_NONE, 0, 0, 1073741823, true, false, NULL},
    {ASE, "unitext", FORM_TEXT, SQL_WLONGVARCHAR, ARG_NONE, 0, 0, 1073741823, true, false, NULL},
    {SQLSERVER, "xml", FORM_TEXT, SQL_SS_XML, ARG_NONE, 0, 0, 2147483647, true, false, NULL},
    {TSQL, "binary", FORM_BINARY, SQL_BINARY, ARG_LENGTH, 1, 8000, 0, false, false, NULL},
    {TSQL, "varbinary", FORM_VARBINARY, SQL_VARBINARY, ARG_LENGTH, 1, 8000, 0, false, false, NULL},
    {TSQL, "image", FORM_BLOB, SQL_LONGVARBINARY, ARG_NONE, 0, 0, 2147483647, false, false, NULL},
    {TSQL, "date", FORM_DATE, SQL_TYPE_DATE, ARG_NONE, 0, 0, 10, false, false, NULL},
    {SQLSERVER, "time", FORM_TIME, SQL_SS_TIME2, ARG_DIGITS, 7, 7, 0, false, false, NULL},
    {ASE, "time", FORM_TIME, SQL_TYPE_TIME, ARG_NONE, 3, 3, 12, false, false, NULL},
    {ASE, "bigtime", FORM_TIME, SQL_TYPE_TIME, ARG_NONE, 6, 6, 15, false, false, NULL},
    {TSQL, "datetime", FORM_STAMP, SQL_TYPE_TIMESTAMP, ARG_NONE, 3, 3, 23, false, false, NULL},
    {TSQL, "smalldatetime", FORM_STAMP, SQL_TYPE_TIMESTAMP, ARG_NONE, 0, 0, 16, false, false, NULL},
    {SQLSERVER, "datetime2", FORM_STAMP, SQL_TYPE_TIMESTAMP, ARG_DIGITS, 7, 7, 0, false, false, NULL},
    {ASE, "bigdatetime", FORM_STAMP, SQL_TYPE_TIMESTAMP, ARG_NONE, 6, 6, 26, false, false, NULL},
    {SQLSERVER, "datetimeoffset", FORM_OFFSET, SQL_SS_TIMESTAMPOFFSET, ARG_DIGITS, 7, 7, 0, false, false, NULL},
    {SQLSERVER, "uniqueidentifier", FORM_GUID, SQL_GUID, ARG_NONE, 0, 0, 36, false, false, NULL},
    {SQLSERVER, "rowversion", FORM_BINARY, SQL_BINARY, ARG_NONE, 8, 8, 8, false, false, "timestamp"},

    {ORACLE, "number", FORM_DECIMAL, SQL_DECIMAL, ARG_PRECISION, 0, 38, 0, false, false, NULL},
    {ORACLE, "integer", FORM_DECIMAL, SQL_DECIMAL, ARG_NONE, 38, 0, 38, false, false, "NUMBER"},
    {ORACLE, "float", FORM_NUMBER, SQL_FLOAT, ARG_BITS, 126, 126, 15, false, false, NULL},
    {ORACLE, "binary_float", FORM_REAL, SQL_REAL, ARG_NONE, 0, 0, 7, false, false, NULL},
    {ORACLE, "binary_double", FORM_DOUBLE, SQL_DOUBLE, ARG_NONE, 0, 0, 15, false, false, NULL},
    {ORACLE, "char", FORM_CHAR, SQL_CHAR, ARG_LENGTH, 1, 2000, 0, false, false, NULL},
    {ORACLE, "varchar2", FORM_VARCHAR, SQL_VARCHAR, ARG_LENGTH, 0, 4000, 0, false, false, NULL},
    {ORACLE, "nchar", FORM_CHAR, SQL_WCHAR, ARG_LENGTH, 1, 1000, 0, true, false, NULL},
    {ORACLE, "nvarchar2", FORM_VARCHAR, SQL_WVARCHAR, ARG_LENGTH, 0, 2000, 0, true, false, NULL},
    {ORACLE, "clob", FORM_TEXT, SQL_LONGVARCHAR, ARG_NONE, 0, 0, 2147483647, false, false, NULL},
    {ORACLE, "nclob", FORM_TEXT, SQL_WLONGVARCHAR, ARG_NONE, 0, 0, 1073741823, true, false, NULL},
    {ORACLE, "long", FORM_TEXT, SQL_LONGVARCHAR, ARG_NONE, 0, 0, 2147483647, false, false, NULL},
    {ORACLE, "raw", FORM_VARBINARY, SQL_VARBINARY, ARG_LENGTH, 0, 2000, 0, false, false, NULL},
    {ORACLE, "long raw", FORM_BLOB, SQL_LONGVARBINARY, ARG_NONE, 0, 0, 2147483647, false, false, NULL},
    {ORACLE, "blob", FORM_BLOB, SQL_LONGVARBINARY, ARG_NONE, 0, 0, 2147483647, false, false, NULL},
    {ORACLE, "date", FORM_STAMP, SQL_TYPE_TIMESTAMP, ARG_NONE, 0, 0, 19, false, false, NULL},
    {ORACLE, "timestamp", FORM_STAMP, SQL_TYPE_TIMESTAMP, ARG_DIGITS, 6, 9, 0, false, false, NULL},
    {ORACLE, "timestamp with time zone", FORM_OFFSET, SQL_TYPE_TIMESTAMP, ARG_DIGITS, 6, 9, 0, false, false, NULL},
    {ORACLE, "timestamp with local time zone", FORM_STAMP, SQL_TYPE_TIMESTAMP, ARG_DIGITS, 6, 9, 0, false, false, NULL},
};

static bool vendor_has(const sim_db *db, int vendors) {
    return vendors & (db->vendor == VENDOR_ORACLE ? ORACLE : db->vendor == VENDOR_ASE ? ASE : SQLSERVER);
}

/* The words outside the parentheses, and the arguments within; -1 is `max`, INT_MIN stands for none. */
static int cut(const char *declared, char *base, size_t size, long args[2]) {
    size_t n = 0;
    int count = 0;
    for (const char *at = declared; *at;) {
        if (*at != '(') {
            if (n < size - 1 && !(*at == ' ' && (n == 0 || base[n - 1] == ' ')))
                base[n++] = (char)tolower((unsigned char)*at);
            at++;
            continue;
        }
        for (at++; *at && *at != ')'; at++) {
            while (*at == ' ' || *at == ',')
                at++;
            if (*at == ')')
                break;
            if (count < 2)
                args[count++] = !strncasecmp(at, "max", 3) ? -1 : *at == '*' ? 38 : strtol(at, NULL, 10);
            while (*at && *at != ',' && *at != ')')
                at++;
            if (*at == ')')
                break;
        }
        if (*at)
            at++;
    }
    while (n && base[n - 1] == ' ')
        n--;
    base[n] = 0;
    return count;
}

static SQLULEN stamp_size(int form, int digits) {
    SQLULEN fraction = digits ? (SQLULEN)digits + 1 : 0;
    return (form == FORM_TIME ? 8 : form == FORM_OFFSET ? 26 : 19) + fraction;
}

static bool take_args(const sim_db *db, size_t i, int count, const long *args, db_type *t) {
    long first = count > 0 ? args[0] : shapes[i].fallback;
    switch (shapes[i].arg) {
    case ARG_PRECISION:
        if (db->vendor == VENDOR_ORACLE && count == 0) {
            /* NUMBER alone holds any number; its driver calls it a float. */
            t->form = FORM_NUMBER;
            t->sql_type = SQL_FLOAT;
            t->size = 15;
            return true;
        }
        t->precision = first;
        t->digits = count > 1 ? (int)args[1] : 0;
        t->size = (SQLULEN)first;
        t->shown_digits = (SQLSMALLINT)t->digits;
        return first >= 1 && first <= shapes[i].most &&
               (db->vendor == VENDOR_ORACLE ? t->digits >= -84 && t->digits <= 127 : t->digits >= 0 && t->digits <= first);
    case ARG_LENGTH:
        t->length = first;
        t->size = (SQLULEN)first;
        if (first == -1 && db->vendor == VENDOR_SQLSERVER && (t->form == FORM_VARCHAR || t->form == FORM_VARBINARY)) {
            t->form = t->form == FORM_VARCHAR ? FORM_TEXT : FORM_BLOB;
            t->length = 0;
            t->size = 2147483647;
            return true;
        }
        return first >= 1 && first <= shapes[i].most;
    case ARG_DIGITS:
        t->digits = (int)first;
        t->size = stamp_size(t->form, t->digits);
        t->shown_digits = (SQLSMALLINT)t->digits;
        return first >= 0 && first <= shapes[i].most;
    case ARG_BITS:
        if (first <= (db->vendor == VENDOR_ASE ? 15 : 24) && db->vendor != VENDOR_ORACLE) {
            t->form = FORM_REAL;
            t->sql_type = SQL_REAL;
            t->size = 24;
            snprintf(t->name, sizeof t->name, "real");
        }
        return first >= 1 && first <= shapes[i].most;
    default:
        return count == 0;
    }
}

bool db_type_parse(const sim_db *db, const char *declared, db_type *t, int *native) {
    char base[96];
    long args[2] = {0, 0};
    int count = cut(declared, base, sizeof base, args);
    memset(t, 0, sizeof *t);
    snprintf(t->declared, sizeof t->declared, "%s", declared);
    *native = db->vendor == VENDOR_ORACLE ? 902 : 2715;
    size_t identity = strlen(base);
    if (identity > 9 && !strcmp(base + identity - 9, " identity")) {
        base[identity - 9] = 0;
        t->autoinc = true;
    }
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        if (!vendor_has(db, shapes[i].vendors) || strcmp(shapes[i].name, base))
            continue;
        t->form = shapes[i].form;
        t->sql_type = shapes[i].sql_type;
        t->size = shapes[i].size;
        t->wide = shapes[i].wide;
        t->is_unsigned = shapes[i].is_unsigned;
        snprintf(t->name, sizeof t->name, "%s", shapes[i].shown ? shapes[i].shown : shapes[i].name);
        for (char *c = t->name; db->vendor == VENDOR_ORACLE && *c; c++)
            *c = (char)toupper((unsigned char)*c);
        if (shapes[i].arg == ARG_NONE && t->form == FORM_INT) {
            t->min = shapes[i].fallback;
            t->max = shapes[i].most;
            if (shapes[i].is_unsigned)
                t->min = 0;
        } else if (shapes[i].arg == ARG_NONE && t->form == FORM_DECIMAL) {
            t->precision = shapes[i].fallback;
            t->digits = t->is_unsigned ? 0 : (int)shapes[i].most;
            t->shown_digits = (SQLSMALLINT)t->digits;
        } else if (shapes[i].arg == ARG_NONE && (t->form == FORM_TIME || t->form == FORM_STAMP)) {
            t->digits = (int)shapes[i].fallback;
            t->shown_digits = (SQLSMALLINT)t->digits;
        } else if (shapes[i].arg == ARG_NONE) {
            t->length = shapes[i].fallback;
        }
        *native = db->vendor == VENDOR_ORACLE ? 907 : shapes[i].arg == ARG_PRECISION ? 192 : 131;
        /* FreeTDS says of ASE's times what it says of SQL Server's. */
        if (db->tds && t->form == FORM_TIME)
            t->sql_type = SQL_SS_TIME2;
        return take_args(db, i, count, args, t);
    }
    return false;
}

/* The type of an expression that says nothing of its own: what its value is in the engine. */
void db_type_of_value(const sim_db *db, int kind, int64_t number, db_type *t) {
    static const char *const names[3][4] = {
        {"int", "float", "varchar(8000)", "varbinary(8000)"},
        {"number", "binary_double", "varchar2(4000)", "raw(2000)"},
        {"int", "float", "varchar(8000)", "varbinary(8000)"},
    };
    int native, index = kind == SQLITE_INTEGER ? 0 : kind == SQLITE_FLOAT ? 1 : kind == SQLITE_BLOB ? 3 : 2;
    const char *name = names[db->vendor][index];
    if (index == 0 && db->vendor != VENDOR_ORACLE && number != (int32_t)number)
        name = "bigint";
    db_type_parse(db, name, t, &native);
}

/* ---- declared types within the engine ---- */

/* SQLite takes a column's affinity from words within its type: "BLOB" gives
 * none, and the letters behind it, moved to a private area, are no such words. */
void db_type_hide(const char *declared, sim_buf *out) {
    buf_add(out, "BLOB", 4);
    for (const unsigned char *c = (const unsigned char *)declared; *c; c++) {
        char moved[3] = {(char)0xEE, (char)(0x80 | *c >> 6), (char)(0x80 | (*c & 0x3F))};
        buf_add(out, moved, 3);
    }
}

bool db_type_reveal(const char *decltype, char *out, size_t size) {
    size_t n = 0;
    if (!decltype || strncmp(decltype, "BLOB", 4) || !decltype[4])
        return false;
    for (const unsigned char *c = (const unsigned char *)decltype + 4; c[0] == 0xEE && c[1] && c[2] && n < size - 1; c += 3)
        out[n++] = (char)((c[1] & 0x3F) << 6 | (c[2] & 0x3F));
    out[n] = 0;
    return true;
}
