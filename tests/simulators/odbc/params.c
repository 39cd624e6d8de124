/* Parameters: binding, reading parameter sets, data at execution, and the
 * parts of a script that use them. */
#include "sim.h"
#include <stdlib.h>
#include <string.h>

EXPORT SQLRETURN SQL_API SQLBindParameter(SQLHSTMT stmt, SQLUSMALLINT number, SQLSMALLINT io, SQLSMALLINT c_type,
                                          SQLSMALLINT sql_type, SQLULEN size, SQLSMALLINT digits, SQLPOINTER value,
                                          SQLLEN buffer_len, SQLLEN *indicator) {
    sim_stmt *s = stmt;
    ENTER(s, "SQLBindParameter");
    if (number == 0)
        return sim_error(&s->head, "07009", "Invalid descriptor index");
    if (buffer_len < 0)
        return sim_error(&s->head, "HY090", "Invalid string or buffer length");
    if (number > s->param_count) {
        s->params = realloc(s->params, sizeof *s->params * number);
        if (!s->params)
            abort();
        memset(s->params + s->param_count, 0, sizeof *s->params * (size_t)(number - s->param_count));
        s->param_count = number;
    }
    if (c_type == SQL_C_DEFAULT)
        c_type = default_c_type(sql_type, false);
    s->params[number - 1] = (sim_param){true, io, c_type, sql_type, digits, size, value, buffer_len, (char *)indicator};
    return SQL_SUCCESS;
}

EXPORT SQLRETURN SQL_API SQLNumParams(SQLHSTMT stmt, SQLSMALLINT *count) {
    sim_stmt *s = stmt;
    ENTER(s, "SQLNumParams");
    if (count)
        *count = (SQLSMALLINT)(s->script ? s->script->param_count : 0);
    return SQL_SUCCESS;
}

EXPORT SQLRETURN SQL_API SQLDescribeParam(SQLHSTMT stmt, SQLUSMALLINT number, SQLSMALLINT *type, SQLULEN *size,
                                          SQLSMALLINT *digits, SQLSMALLINT *nullable) {
    sim_stmt *s = stmt;
    ENTER(s, "SQLDescribeParam");
    if (s->conn->options.no_describe_param)
        return sim_error(&s->head, "IM001", "Driver does not support this function");
    if (!s->script || number < 1 || number > s->script->param_count)
        return sim_error(&s->head, "07009", "Invalid descriptor index");
    const sim_param_info *p = &s->script->params[number - 1];
    if (type)
        *type = p->sql_type;
    if (size)
        *size = p->size;
    if (digits)
        *digits = p->digits;
    if (nullable)
        *nullable = SQL_NULLABLE;
    return SQL_SUCCESS;
}

/* Statements with markers use that many parameters; without, `echo`, `insert`
 * and `out` use all that are bound, and other parts ignore what is bound. */
int used_param_count(const sim_stmt *s) {
    if (!s->script || s->script->param_count)
        return s->script ? s->script->param_count : 0;
    for (int i = 0; i < s->script->count; i++) {
        int kind = s->script->parts[i].kind;
        if (kind == PART_ECHO || kind == PART_INSERT || kind == PART_OUT)
            return s->param_count;
    }
    return 0;
}

static char *element(const sim_stmt *s, char *base, size_t size, int64_t set) {
    if (!base)
        return NULL;
    size_t stride = s->param_bind_type == SQL_PARAM_BIND_BY_COLUMN ? size : s->param_bind_type;
    return base + (s->param_bind_offset ? *s->param_bind_offset : 0) + (size_t)set * stride;
}

static SQLLEN indicator_of(sim_stmt *s, int64_t set, int index) {
    const sim_param *p = &s->params[index];
    size_t width = s->conn->options.sql_len_width == 4 ? 4 : sizeof(SQLLEN);
    char *at = element(s, p->indicator, width, set);
    if (at)
        return get_indicator(s->conn, at);
    return p->c_type == SQL_C_BINARY ? p->buffer_len : SQL_NTS;
}

static bool is_late(SQLLEN indicator) {
    return indicator == SQL_DATA_AT_EXEC || indicator <= SQL_LEN_DATA_AT_EXEC_OFFSET;
}

static bool is_input(const sim_param *p) {
    return p->io != SQL_PARAM_OUTPUT;
}

static char *value_address(sim_stmt *s, int64_t set, int index) {
    const sim_param *p = &s->params[index];
    size_t fixed = c_type_size(p->c_type);
    return element(s, p->value, fixed ? fixed : (size_t)p->buffer_len, set);
}

/* The raw bytes of one parameter of one set; false: it is NULL. */
bool param_read(sim_stmt *s, int64_t set, int index, const char **bytes, size_t *len, SQLLEN *indicator) {
    const sim_param *p = &s->params[index];
    *bytes = "";
    *len = 0;
    *indicator = indicator_of(s, set, index);
    if (s->late && is_late(*indicator)) {
        const sim_cell *late = &s->late[set * used_param_count(s) + index];
        *bytes = late->data ? late->data : "";
        *len = late->len;
        return !late->null;
    }
    if (*indicator == SQL_NULL_DATA || !is_input(p))
        return false;
    *bytes = value_address(s, set, index);
    size_t fixed = c_type_size(p->c_type);
    if (fixed)
        *len = fixed;
    else if (*indicator != SQL_NTS)
        *len = (size_t)*indicator;
    else if (p->c_type == SQL_C_WCHAR)
        while (((const SQLWCHAR *)*bytes)[*len / sizeof(SQLWCHAR)])
            *len += sizeof(SQLWCHAR);
    else
        *len = strlen(*bytes);
    return true;
}

/* Wrong lengths and missing bindings are errors of the application; a driver
 * would read past the buffer, the simulator says so. */
SQLRETURN params_check(sim_stmt *s) {
    int count = used_param_count(s);
    const sim_options *o = &s->conn->options;
    if (s->paramset_size > 1 && o->no_param_arrays)
        return sim_error(&s->head, "HYC00", "Parameter arrays are not supported");
    for (int i = 0; i < count; i++) {
        if (i >= s->param_count || !s->params[i].bound)
            return diag_post(&s->head, "07002", 0, SQL_NO_ROW_NUMBER, SQL_NO_COLUMN_NUMBER, "Parameter %d is not bound", i + 1);
        const sim_param *p = &s->params[i];
        if (o->no_bigint && (p->c_type == SQL_C_SBIGINT || p->c_type == SQL_C_UBIGINT))
            return diag_post(&s->head, "HY004", 0, SQL_NO_ROW_NUMBER, SQL_NO_COLUMN_NUMBER, "Invalid SQL data type <%d>", p->c_type);
        for (SQLULEN set = 0; is_input(p) && set < s->paramset_size; set++) {
            SQLLEN n = indicator_of(s, (int64_t)set, i);
            bool variable = !c_type_size(p->c_type);
            bool good = n >= 0 || n == SQL_NTS || n == SQL_NULL_DATA || is_late(n);
            if (variable && n > 0 && p->buffer_len > 0 && n > p->buffer_len)
                good = false;
            if (variable && n > 0 && s->paramset_size > 1 && n > p->buffer_len)
                good = false;
            if (!good)
                return diag_post(&s->head, "HY090", 0, (long)set + 1, i + 1, "Invalid string or buffer length %ld", (long)n);
            if (n >= 0 && !p->value)
                return sim_error(&s->head, "HY009", "Invalid use of null pointer");
        }
    }
    return SQL_SUCCESS;
}

/* ---- data at execution ---- */

void params_free_late(sim_stmt *s) {
    for (int64_t i = 0; s->late && i < s->late_count; i++)
        free(s->late[i].data);
    free(s->late);
    s->late = NULL;
    s->late_count = 0;
    s->late_at = -1;
    s->needs_data = false;
}

SQLRETURN params_find_late(sim_stmt *s) {
    int count = used_param_count(s);
    params_free_late(s);
    for (int64_t i = 0; i < (int64_t)s->paramset_size * count; i++)
        if (is_input(&s->params[i % count]) && is_late(indicator_of(s, i / count, (int)(i % count)))) {
            s->late_count = (int64_t)s->paramset_size * count;
            s->late = sim_alloc(sizeof *s->late * (size_t)s->late_count);
            s->needs_data = true;
            return SQL_NEED_DATA;
        }
    return SQL_SUCCESS;
}

EXPORT SQLRETURN SQL_API SQLParamData(SQLHSTMT stmt, SQLPOINTER *token) {
    sim_stmt *s = stmt;
    ENTER(s, "SQLParamData");
    if (!s->needs_data)
        return sim_error(&s->head, "HY010", "Function sequence error");
    int count = used_param_count(s);
    while (++s->late_at < s->late_count) {
        int index = (int)(s->late_at % count);
        if (!is_input(&s->params[index]) || !is_late(indicator_of(s, s->late_at / count, index)))
            continue;
        if (token)
            *token = value_address(s, s->late_at / count, index);
        return SQL_NEED_DATA;
    }
    s->needs_data = false;
    return statement_execute_now(s);
}

EXPORT SQLRETURN SQL_API SQLPutData(SQLHSTMT stmt, SQLPOINTER data, SQLLEN len) {
    sim_stmt *s = stmt;
    ENTER(s, "SQLPutData");
    if (!s->needs_data || s->late_at < 0 || s->late_at >= s->late_count)
        return sim_error(&s->head, "HY010", "Function sequence error");
    sim_cell *cell = &s->late[s->late_at];
    const sim_param *p = &s->params[s->late_at % used_param_count(s)];
    if (len == SQL_NULL_DATA) {
        cell->null = true;
        return SQL_SUCCESS;
    }
    size_t n = c_type_size(p->c_type);
    if (!n && len == SQL_NTS)
        n = p->c_type == SQL_C_WCHAR ? 0 : strlen(data);
    else if (!n && len < 0)
        return sim_error(&s->head, "HY090", "Invalid string or buffer length");
    else if (!n)
        n = (size_t)len;
    if (len == SQL_NTS && p->c_type == SQL_C_WCHAR)
        while (((SQLWCHAR *)data)[n / sizeof(SQLWCHAR)])
            n += sizeof(SQLWCHAR);
    cell->data = realloc(cell->data, cell->len + n + 1);
    if (!cell->data)
        abort();
    memcpy(cell->data + cell->len, data, n);
    cell->len += n;
    return SQL_SUCCESS;
}

/* ---- what arrived, as text ---- */

static void numeric_text(const SQL_NUMERIC_STRUCT *n, sim_buf *out) {
    unsigned __int128 v;
    memcpy(&v, n->val, sizeof v);
    char text[64];
    int at = sizeof text, place = 0, scale = n->scale < 0 ? 0 : n->scale;
    do {
        if (place && place == scale)
            text[--at] = '.';
        text[--at] = (char)('0' + (int)(v % 10));
        v /= 10;
        place++;
    } while ((v || place <= scale) && at > 2);
    if (!n->sign)
        text[--at] = '-';
    buf_add(out, text + at, sizeof text - (size_t)at);
}

void param_text(const sim_param *p, const char *bytes, size_t len, sim_buf *out) {
    sim_value v = {0};
    char aligned[64] __attribute__((aligned(16))) = {0};
    memcpy(aligned, bytes, len < sizeof aligned ? len : sizeof aligned);
    v.kind = VK_INT;
    v.digits = p->digits;
    buf_add(out, "", 0);
    switch (p->c_type) {
    case SQL_C_CHAR:
        buf_add(out, bytes, len);
        return;
    case SQL_C_WCHAR:
        utf16_append(out, (const SQLWCHAR *)bytes, len / sizeof(SQLWCHAR));
        return;
    case SQL_C_BIT:
    case SQL_C_UTINYINT:
        v.i = *(uint8_t *)aligned;
        break;
    case SQL_C_TINYINT:
    case SQL_C_STINYINT:
        v.i = *(int8_t *)aligned;
        break;
    case SQL_C_SHORT:
    case SQL_C_SSHORT:
        v.i = *(int16_t *)aligned;
        break;
    case SQL_C_USHORT:
        v.i = *(uint16_t *)aligned;
        break;
    case SQL_C_LONG:
    case SQL_C_SLONG:
        v.i = *(int32_t *)aligned;
        break;
    case SQL_C_ULONG:
        v.i = *(uint32_t *)aligned;
        break;
    case SQL_C_UBIGINT:
        v.is_unsigned = true;
        v.i = *(int64_t *)aligned;
        break;
    case SQL_C_SBIGINT:
        v.i = *(int64_t *)aligned;
        break;
    case SQL_C_FLOAT:
        v.kind = VK_REAL;
        v.is_float = true;
        v.d = *(float *)aligned;
        break;
    case SQL_C_DOUBLE:
        v.kind = VK_REAL;
        v.d = *(double *)aligned;
        break;
    case SQL_C_DATE:
    case SQL_C_TYPE_DATE:
        v.kind = VK_DATE;
        memcpy(&v.stamp, aligned, sizeof(SQL_DATE_STRUCT));
        break;
    case SQL_C_TIME:
    case SQL_C_TYPE_TIME: {
        const SQL_TIME_STRUCT *t = (SQL_TIME_STRUCT *)aligned;
        v.kind = VK_TIME;
        v.digits = 0;
        v.stamp.hour = t->hour;
        v.stamp.minute = t->minute;
        v.stamp.second = t->second;
        break;
    }
    case SQL_C_TIMESTAMP:
    case SQL_C_TYPE_TIMESTAMP:
        v.kind = VK_STAMP;
        memcpy(&v.stamp, aligned, sizeof v.stamp);
        break;
    case SQL_C_GUID:
        v.kind = VK_GUID;
        memcpy(&v.guid, aligned, sizeof v.guid);
        break;
    case SQL_C_NUMERIC:
        numeric_text((SQL_NUMERIC_STRUCT *)aligned, out);
        return;
    default:
        v.kind = VK_BYTES;
        v.data = bytes;
        v.len = len;
    }
    value_to_text(&v, false, out);
}
