/* SQL types by name, and the column part of a `result` line. */
#include "sim.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const struct {
    const char *name;
    SQLSMALLINT type;
    SQLULEN size;
    SQLSMALLINT digits;
} types[] = {
    /* The first name of a type is the one SQLDescribeCol's type name shows. */
    {"bit", SQL_BIT, 1, 0}, {"boolean", SQL_BIT, 1, 0},
    {"tinyint", SQL_TINYINT, 3, 0}, {"smallint", SQL_SMALLINT, 5, 0},
    {"integer", SQL_INTEGER, 10, 0}, {"int", SQL_INTEGER, 10, 0}, {"bigint", SQL_BIGINT, 19, 0},
    {"real", SQL_REAL, 7, 0}, {"float", SQL_FLOAT, 15, 0}, {"double", SQL_DOUBLE, 15, 0},
    {"decimal", SQL_DECIMAL, 18, 0}, {"numeric", SQL_NUMERIC, 18, 0}, {"number", SQL_NUMERIC, 18, 0},
    {"char", SQL_CHAR, 1, 0}, {"varchar", SQL_VARCHAR, 255, 0},
    {"longvarchar", SQL_LONGVARCHAR, 2147483647, 0}, {"text", SQL_LONGVARCHAR, 2147483647, 0},
    {"nchar", SQL_WCHAR, 1, 0}, {"wchar", SQL_WCHAR, 1, 0},
    {"nvarchar", SQL_WVARCHAR, 255, 0}, {"wvarchar", SQL_WVARCHAR, 255, 0},
    {"wlongvarchar", SQL_WLONGVARCHAR, 1073741823, 0}, {"ntext", SQL_WLONGVARCHAR, 1073741823, 0},
    {"binary", SQL_BINARY, 1, 0}, {"varbinary", SQL_VARBINARY, 255, 0},
    {"longvarbinary", SQL_LONGVARBINARY, 2147483647, 0}, {"blob", SQL_LONGVARBINARY, 2147483647, 0},
    {"date", SQL_TYPE_DATE, 10, 0}, {"time", SQL_TYPE_TIME, 8, 0},
    {"timestamp", SQL_TYPE_TIMESTAMP, 26, 6}, {"datetime", SQL_TYPE_TIMESTAMP, 23, 3},
    {"guid", SQL_GUID, 36, 0}, {"uniqueidentifier", SQL_GUID, 36, 0},
    {"ss_time2", SQL_SS_TIME2, 16, 7}, {"ss_timestampoffset", SQL_SS_TIMESTAMPOFFSET, 34, 7},
};

const char *sim_type_name(SQLSMALLINT type) {
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (types[i].type == type)
            return types[i].name;
    return "unknown";
}

bool sim_type_find(const char *name, SQLSMALLINT *type, SQLULEN *size, SQLSMALLINT *digits) {
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (!strcasecmp(types[i].name, name)) {
            *type = types[i].type;
            *size = types[i].size;
            *digits = types[i].digits;
            return true;
        }
    return false;
}

void column_init(sim_column *c, const char *name, SQLSMALLINT type, SQLULEN size, SQLSMALLINT digits) {
    memset(c, 0, sizeof *c);
    snprintf(c->name, sizeof c->name, "%s", name);
    snprintf(c->type_name, sizeof c->type_name, "%s", sim_type_name(type));
    c->sql_type = c->reported_type = type;
    c->size = c->reported_size = size;
    c->digits = c->reported_digits = digits;
    c->octet_length = -1;
    c->nullable = SQL_NULLABLE;
    c->step = 1;
    c->negative_at = -1;
}

/* Columns of a time type show the fraction as part of their display size. */
static SQLULEN size_for_digits(SQLSMALLINT type, SQLSMALLINT digits) {
    SQLULEN fraction = digits ? (SQLULEN)digits + 1 : 0;
    switch (type) {
    case SQL_TYPE_TIMESTAMP:
        return 19 + fraction;
    case SQL_SS_TIMESTAMPOFFSET:
        return 26 + fraction;
    default:
        return 8 + fraction;
    }
}

static bool parse_type(sim_lexer *x, sim_column *c) {
    char name[64];
    SQLSMALLINT type, digits;
    SQLULEN size;
    if (!lex_word(x, name, sizeof name) || !sim_type_find(name, &type, &size, &digits))
        return false;
    char column[128];
    snprintf(column, sizeof column, "%s", c->name);
    if (lex_char(x, '(')) {
        int64_t n = 0, m = 0;
        bool max = false;
        char word[16];
        if (!lex_number(x, &n)) {
            max = lex_word(x, word, sizeof word) && !strcasecmp(word, "max");
            if (!max)
                return false;
            n = 2147483647;
        }
        if (lex_char(x, ',') && !lex_number(x, &m))
            return false;
        if (!lex_char(x, ')'))
            return false;
        if (type == SQL_TYPE_TIMESTAMP || type == SQL_TYPE_TIME || type == SQL_SS_TIME2 ||
            type == SQL_SS_TIMESTAMPOFFSET) {
            digits = (SQLSMALLINT)n;
            size = size_for_digits(type, digits);
        } else {
            size = (SQLULEN)n;
            digits = (SQLSMALLINT)m;
        }
    }
    column_init(c, column, type, size, digits);
    snprintf(c->type_name, sizeof c->type_name, "%s", name);
    return true;
}

static void add_literals(sim_lexer *x, sim_column *c) {
    c->generator = GEN_LITERALS;
    do {
        sim_cell literal;
        if (!lex_literal(x, &literal)) {
            lex_fail(x, "literal expected");
            return;
        }
        c->literals = realloc(c->literals, sizeof literal * (size_t)(c->literal_count + 1));
        if (!c->literals)
            abort();
        c->literals[c->literal_count++] = literal;
    } while (lex_char(x, ','));
}

static bool parse_option(sim_lexer *x, sim_column *c, const char *word) {
    if (!strcmp(word, "seq")) {
        c->generator = GEN_SEQ;
        return true;
    }
    if (!strcmp(word, "unsigned"))
        return c->is_unsigned = true;
    if (!strcmp(word, "autoinc"))
        return c->autoinc = true;
    if (!lex_char(x, '='))
        return false;
    char text[64];
    if (!strcmp(word, "typename"))
        return lex_name(x, c->type_name, sizeof c->type_name);
    if (!strcmp(word, "nullable")) {
        if (!lex_word(x, text, sizeof text))
            return false;
        c->nullable = !strcmp(text, "no") ? SQL_NO_NULLS : !strcmp(text, "unknown") ? SQL_NULLABLE_UNKNOWN : SQL_NULLABLE;
        return true;
    }
    if (!strcmp(word, "unit")) {
        sim_buf b = {0};
        if (!lex_quoted(x, &b)) {
            buf_free(&b);
            return false;
        }
        free(c->unit);
        c->unit = b.data;
        return true;
    }
    int64_t n;
    if (!lex_number(x, &n))
        return false;
    if (!strcmp(word, "start"))
        c->start = n;
    else if (!strcmp(word, "step"))
        c->step = n;
    else if (!strcmp(word, "repeat")) {
        c->generator = GEN_REPEAT;
        c->length = (size_t)n;
    } else if (!strcmp(word, "random")) {
        c->generator = GEN_RANDOM;
        c->length = (size_t)n;
    } else if (!strcmp(word, "long-every"))
        c->long_every = (long)n;
    else if (!strcmp(word, "null-every"))
        c->null_every = (long)n;
    else if (!strcmp(word, "negative-at"))
        c->negative_at = (long)n;
    else if (!strcmp(word, "describe-size"))
        c->reported_size = (SQLULEN)n;
    else if (!strcmp(word, "describe-digits"))
        c->reported_digits = (SQLSMALLINT)n;
    else if (!strcmp(word, "octet-length"))
        c->octet_length = (SQLLEN)n;
    else if (!strcmp(word, "sqltype"))
        c->reported_type = (SQLSMALLINT)n;
    else
        return false;
    return true;
}

/* name type[(size[,scale])] then generator and options in any order, up to `|` or the end. */
bool column_parse(sim_lexer *x, sim_column *c) {
    memset(c, 0, sizeof *c);
    if (!lex_name(x, c->name, sizeof c->name)) {
        lex_fail(x, "column name expected");
        return false;
    }
    if (!parse_type(x, c)) {
        lex_fail(x, "column type expected");
        return false;
    }
    for (;;) {
        char word[64];
        lex_space(x);
        if (x->at >= x->end || *x->at == '|')
            return !x->failed;
        const char *before = x->at;
        /* `null` starts a literal list unless it is an option's beginning, as null-every is. */
        if (lex_word(x, word, sizeof word) && strcasecmp(word, "null")) {
            if (!parse_option(x, c, word)) {
                x->at = before;
                lex_fail(x, "unknown column option");
                return false;
            }
            continue;
        }
        x->at = before;
        add_literals(x, c);
        if (x->failed)
            return false;
    }
}
