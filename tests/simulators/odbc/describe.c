/* What the driver says about the columns of a result. */
#include "sim.h"
#include <string.h>

static const sim_column *column_of(sim_stmt *s, SQLUSMALLINT number, SQLRETURN *rc) {
    /* Before execution the first result of the script is described. */
    const sim_result *r = s->result;
    if (!r && s->script && s->next_part == 0 && s->script->parts[0].kind == PART_RESULT)
        r = s->script->parts[0].result;
    if (!r) {
        *rc = sim_error(&s->head, "07005", "The statement has no result columns");
        return NULL;
    }
    if (number < 1 || number > r->column_count) {
        *rc = sim_error(&s->head, "07009", "Invalid descriptor index");
        return NULL;
    }
    return &r->columns[number - 1];
}

static SQLSMALLINT shown_type(const sim_stmt *s, const sim_column *c) {
    if (s->conn->options.date_as_timestamp && c->reported_type == SQL_TYPE_DATE)
        return SQL_TYPE_TIMESTAMP;
    return c->reported_type;
}

static bool is_long(const sim_column *c) {
    return c->sql_type == SQL_LONGVARCHAR || c->sql_type == SQL_WLONGVARCHAR || c->sql_type == SQL_LONGVARBINARY ||
           c->size == 2147483647;
}

static SQLULEN shown_size(const sim_stmt *s, const sim_column *c) {
    const sim_options *o = &s->conn->options;
    if (c->reported_size != c->size)
        return c->reported_size;
    if (o->max_size_zero && is_long(c))
        return 0;
    if (o->max_long_size && c->sql_type == SQL_LONGVARCHAR)
        return (SQLULEN)o->max_long_size;
    if (o->date_as_timestamp && c->reported_type == SQL_TYPE_DATE)
        return 19;
    return c->reported_size;
}


EXPORT SQLRETURN SQL_API SQLNumResultCols(SQLHSTMT stmt, SQLSMALLINT *count) {
    sim_stmt *s = stmt;
    ENTER(s, "SQLNumResultCols");
    const sim_result *r = s->result;
    if (!r && s->script && s->next_part == 0 && s->script->parts[0].kind == PART_RESULT)
        r = s->script->parts[0].result;
    if (count)
        *count = (SQLSMALLINT)(r ? r->column_count : 0);
    return SQL_SUCCESS;
}

EXPORT SQLRETURN SQL_API SQLDescribeColW(SQLHSTMT stmt, SQLUSMALLINT number, SQLWCHAR *name, SQLSMALLINT size,
                                         SQLSMALLINT *len, SQLSMALLINT *type, SQLULEN *column_size,
                                         SQLSMALLINT *digits, SQLSMALLINT *nullable) {
    sim_stmt *s = stmt;
    ENTER(s, "SQLDescribeCol");
    SQLRETURN rc = SQL_SUCCESS;
    const sim_column *c = column_of(s, number, &rc);
    if (!c)
        return rc;
    long bytes = 0;
    if (name)
        rc = put_wide(&s->head, c->name, name, (long)size * (long)sizeof(SQLWCHAR), &bytes);
    else
        put_wide(NULL, c->name, NULL, 0, &bytes);
    if (len)
        *len = (SQLSMALLINT)(bytes / (long)sizeof(SQLWCHAR));
    if (type)
        *type = shown_type(s, c);
    if (column_size)
        *column_size = shown_size(s, c);
    if (digits)
        *digits = c->reported_digits;
    if (nullable)
        *nullable = c->nullable;
    return rc;
}

static SQLLEN display_size(const sim_stmt *s, const sim_column *c) {
    switch (c->sql_type) {
    case SQL_BIT:
        return 1;
    case SQL_TINYINT:
        return 4;
    case SQL_SMALLINT:
        return 6;
    case SQL_INTEGER:
        return 11;
    case SQL_BIGINT:
        return 20;
    case SQL_REAL:
        return 14;
    case SQL_FLOAT:
    case SQL_DOUBLE:
        return 24;
    case SQL_DECIMAL:
    case SQL_NUMERIC:
        return (SQLLEN)shown_size(s, c) + 2;
    case SQL_BINARY:
    case SQL_VARBINARY:
    case SQL_LONGVARBINARY:
        return (SQLLEN)shown_size(s, c) * 2;
    default:
        return (SQLLEN)shown_size(s, c);
    }
}

static SQLLEN octet_length(const sim_stmt *s, const sim_column *c) {
    if (c->octet_length != -1)
        return c->octet_length;
    switch (c->sql_type) {
    case SQL_CHAR:
    case SQL_VARCHAR:
    case SQL_LONGVARCHAR:
        /* UTF-8: up to four bytes a character, where that can be counted. */
        return is_long(c) ? (SQLLEN)shown_size(s, c) : (SQLLEN)shown_size(s, c) * 4;
    case SQL_WCHAR:
    case SQL_WVARCHAR:
    case SQL_WLONGVARCHAR:
        return (SQLLEN)shown_size(s, c) * 2;
    case SQL_BINARY:
    case SQL_VARBINARY:
    case SQL_LONGVARBINARY:
        return (SQLLEN)shown_size(s, c);
    default: {
        size_t size = c_type_size(default_c_type(c->sql_type, c->is_unsigned));
        return size ? (SQLLEN)size : (SQLLEN)shown_size(s, c) + 2;
    }
    }
}

static bool is_exact(SQLSMALLINT type) {
    return type == SQL_DECIMAL || type == SQL_NUMERIC;
}

EXPORT SQLRETURN SQL_API SQLColAttributeW(SQLHSTMT stmt, SQLUSMALLINT number, SQLUSMALLINT field, SQLPOINTER text,
                                          SQLSMALLINT size, SQLSMALLINT *len, SQLLEN *out) {
    sim_stmt *s = stmt;
    ENTER(s, "SQLColAttribute");
    SQLRETURN rc = SQL_SUCCESS;
    SQLLEN number_out = 0;
    const char *text_out = NULL;
    if (field == SQL_DESC_COUNT || field == SQL_COLUMN_COUNT) {
        if (out)
            *out = s->result ? s->result->column_count : 0;
        return SQL_SUCCESS;
    }
    const sim_column *c = column_of(s, number, &rc);
    if (!c)
        return rc;
    SQLSMALLINT type = shown_type(s, c);
    switch (field) {
    case SQL_DESC_NAME:
    case SQL_DESC_LABEL:
    case SQL_COLUMN_NAME:
    case SQL_DESC_BASE_COLUMN_NAME:
        text_out = c->name;
        break;
    case SQL_DESC_TYPE_NAME:
    case SQL_DESC_LOCAL_TYPE_NAME:
        text_out = c->type_name;
        break;
    case SQL_DESC_TABLE_NAME:
    case SQL_DESC_BASE_TABLE_NAME:
    case SQL_DESC_SCHEMA_NAME:
    case SQL_DESC_CATALOG_NAME:
    case SQL_DESC_LITERAL_PREFIX:
    case SQL_DESC_LITERAL_SUFFIX:
        text_out = "";
        break;
    case SQL_DESC_CONCISE_TYPE:
        number_out = type;
        break;
    case SQL_DESC_TYPE:
        number_out = type == SQL_TYPE_DATE || type == SQL_TYPE_TIME || type == SQL_TYPE_TIMESTAMP ? SQL_DATETIME : type;
        break;
    case SQL_DESC_LENGTH:
    case SQL_COLUMN_LENGTH:
        number_out = (SQLLEN)shown_size(s, c);
        break;
    case SQL_DESC_OCTET_LENGTH:
        number_out = octet_length(s, c);
        break;
    case SQL_DESC_PRECISION:
    case SQL_COLUMN_PRECISION:
        number_out = is_exact(type) ? (SQLLEN)shown_size(s, c)
                     : type == SQL_TYPE_TIMESTAMP || type == SQL_TYPE_TIME ? c->reported_digits
                                                                            : (SQLLEN)shown_size(s, c);
        break;
    case SQL_DESC_SCALE:
    case SQL_COLUMN_SCALE:
        number_out = is_exact(type) ? c->reported_digits : 0;
        break;
    case SQL_DESC_NULLABLE:
    case SQL_COLUMN_NULLABLE:
        number_out = c->nullable;
        break;
    case SQL_DESC_DISPLAY_SIZE:
        number_out = display_size(s, c);
        break;
    case SQL_DESC_UNSIGNED:
        number_out = c->is_unsigned ? SQL_TRUE : SQL_FALSE;
        break;
    case SQL_DESC_AUTO_UNIQUE_VALUE:
        number_out = c->autoinc ? SQL_TRUE : SQL_FALSE;
        break;
    case SQL_DESC_FIXED_PREC_SCALE:
        number_out = SQL_FALSE;
        break;
    case SQL_DESC_UPDATABLE:
        number_out = SQL_ATTR_READONLY;
        break;
    case SQL_DESC_SEARCHABLE:
        number_out = SQL_PRED_SEARCHABLE;
        break;
    case SQL_DESC_CASE_SENSITIVE:
        number_out = SQL_TRUE;
        break;
    case SQL_DESC_UNNAMED:
        number_out = c->name[0] ? SQL_NAMED : SQL_UNNAMED;
        break;
    case SQL_DESC_NUM_PREC_RADIX:
        number_out = 10;
        break;
    default:
        return sim_error(&s->head, "HY091", "Invalid descriptor field identifier");
    }
    if (!text_out) {
        if (out)
            *out = number_out;
        return SQL_SUCCESS;
    }
    long bytes = 0;
    rc = put_wide(text ? &s->head : NULL, text_out, text, size, &bytes);
    if (len)
        *len = (SQLSMALLINT)bytes;
    return text ? rc : SQL_SUCCESS;
}
