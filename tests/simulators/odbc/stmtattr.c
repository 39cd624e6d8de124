/* Statement attributes. */
#include "sim.h"
#include <string.h>
#include <strings.h>

/* The three ways drivers answer an array larger than they like. */
static SQLRETURN limit_array(sim_stmt *s, SQLULEN wanted, long limit, SQLULEN *size, SQLULEN *shown) {
    const sim_options *o = &s->conn->options;
    if (wanted == 0)
        return sim_error(&s->head, "HY024", "Invalid attribute value");
    *shown = *size;
    if (limit <= 0 || wanted <= (SQLULEN)limit) {
        *size = *shown = wanted;
        return SQL_SUCCESS;
    }
    if (!strcasecmp(o->array_mode, "reject"))
        return sim_error(&s->head, "HY024", "Invalid attribute value");
    *size = *shown = (SQLULEN)limit;
    if (!strcasecmp(o->array_mode, "lie")) {
        *shown = 723477590136ul;
        return SQL_SUCCESS;
    }
    return sim_warning(&s->head, "01S02", "Option value changed");
}

EXPORT SQLRETURN SQL_API SQLSetStmtAttrW(SQLHSTMT stmt, SQLINTEGER attribute, SQLPOINTER value, SQLINTEGER len) {
    (void)len;
    sim_stmt *s = stmt;
    ENTER(s, "SQLSetStmtAttr");
    const sim_options *o = &s->conn->options;
    SQLULEN number = (SQLULEN)(uintptr_t)value, ignored;
    switch (attribute) {
    case SQL_ATTR_ROW_ARRAY_SIZE:
    case SQL_ROWSET_SIZE:
        return limit_array(s, number, o->max_array_rows, &s->array_size, &s->array_size_shown);
    case SQL_ATTR_PARAMSET_SIZE:
        if (number > 1 && o->no_param_arrays)
            return sim_error(&s->head, "HYC00", "Optional feature not implemented");
        return limit_array(s, number, o->max_param_rows, &s->paramset_size, &ignored);
    case SQL_ATTR_ROW_BIND_TYPE:
        s->bind_type = number;
        return SQL_SUCCESS;
    case SQL_ATTR_ROWS_FETCHED_PTR:
        s->rows_fetched = value;
        return SQL_SUCCESS;
    case SQL_ATTR_ROW_STATUS_PTR:
        s->row_status = value;
        return SQL_SUCCESS;
    case SQL_ATTR_ROW_BIND_OFFSET_PTR:
        s->bind_offset = value;
        return SQL_SUCCESS;
    case SQL_ATTR_PARAM_BIND_TYPE:
        s->param_bind_type = number;
        return SQL_SUCCESS;
    case SQL_ATTR_PARAM_STATUS_PTR:
        s->param_status = value;
        return SQL_SUCCESS;
    case SQL_ATTR_PARAMS_PROCESSED_PTR:
        s->params_processed = value;
        return SQL_SUCCESS;
    case SQL_ATTR_PARAM_OPERATION_PTR:
        s->param_operation = value;
        return SQL_SUCCESS;
    case SQL_ATTR_PARAM_BIND_OFFSET_PTR:
        s->param_bind_offset = value;
        return SQL_SUCCESS;
    case SQL_ATTR_MAX_ROWS:
        s->max_rows = number;
        return SQL_SUCCESS;
    case SQL_ATTR_MAX_LENGTH:
        s->max_length = number;
        return SQL_SUCCESS;
    case SQL_ATTR_QUERY_TIMEOUT:
        if (o->no_query_timeout)
            return sim_error(&s->head, "HYC00", "Optional feature not implemented");
        s->query_timeout = number;
        return SQL_SUCCESS;
    case SQL_ATTR_CURSOR_TYPE:
        if (number == SQL_CURSOR_FORWARD_ONLY)
            return SQL_SUCCESS;
        return sim_warning(&s->head, "01S02", "Option value changed");
    case SQL_ATTR_CONCURRENCY:
        if (number == SQL_CONCUR_READ_ONLY)
            return SQL_SUCCESS;
        return sim_warning(&s->head, "01S02", "Option value changed");
    case SQL_ATTR_RETRIEVE_DATA:
        s->retrieve_data = number;
        return SQL_SUCCESS;
    case SQL_ATTR_NOSCAN:
        s->no_scan = number;
        return SQL_SUCCESS;
    case SQL_ATTR_CURSOR_SCROLLABLE:
        if (number == SQL_NONSCROLLABLE)
            return SQL_SUCCESS;
        return sim_error(&s->head, "HYC00", "Optional feature not implemented");
    case SQL_ATTR_ASYNC_ENABLE: /* accepted, reads back 0 */
    case SQL_ATTR_METADATA_ID:
    case SQL_ATTR_USE_BOOKMARKS:
    case SQL_ATTR_CURSOR_SENSITIVITY:
    case SQL_ATTR_ENABLE_AUTO_IPD:
    case SQL_ATTR_ROW_OPERATION_PTR:
        return SQL_SUCCESS;
    default:
        return sim_error(&s->head, "HYC00", "Optional feature not implemented");
    }
}

EXPORT SQLRETURN SQL_API SQLGetStmtAttrW(SQLHSTMT stmt, SQLINTEGER attribute, SQLPOINTER out, SQLINTEGER size,
                                         SQLINTEGER *len) {
    (void)size;
    sim_stmt *s = stmt;
    ENTER(s, "SQLGetStmtAttr");
    SQLULEN n;
    switch (attribute) {
    case SQL_ATTR_APP_ROW_DESC:
    case SQL_ATTR_APP_PARAM_DESC:
    case SQL_ATTR_IMP_ROW_DESC:
    case SQL_ATTR_IMP_PARAM_DESC:
        /* The driver manager keeps these handles and never looks inside. */
        n = (SQLULEN)(uintptr_t)&s->head;
        break;
    case SQL_ATTR_ROW_ARRAY_SIZE:
    case SQL_ROWSET_SIZE:
        n = s->array_size_shown;
        break;
    case SQL_ATTR_PARAMSET_SIZE:
        n = s->paramset_size;
        break;
    case SQL_ATTR_ROW_BIND_TYPE:
        n = s->bind_type;
        break;
    case SQL_ATTR_PARAM_BIND_TYPE:
        n = s->param_bind_type;
        break;
    case SQL_ATTR_ROWS_FETCHED_PTR:
        n = (SQLULEN)(uintptr_t)s->rows_fetched;
        break;
    case SQL_ATTR_ROW_STATUS_PTR:
        n = (SQLULEN)(uintptr_t)s->row_status;
        break;
    case SQL_ATTR_ROW_BIND_OFFSET_PTR:
        n = (SQLULEN)(uintptr_t)s->bind_offset;
        break;
    case SQL_ATTR_PARAM_STATUS_PTR:
        n = (SQLULEN)(uintptr_t)s->param_status;
        break;
    case SQL_ATTR_PARAMS_PROCESSED_PTR:
        n = (SQLULEN)(uintptr_t)s->params_processed;
        break;
    case SQL_ATTR_MAX_ROWS:
        n = s->max_rows;
        break;
    case SQL_ATTR_MAX_LENGTH:
        n = s->max_length;
        break;
    case SQL_ATTR_QUERY_TIMEOUT:
        n = s->query_timeout;
        break;
    case SQL_ATTR_CURSOR_TYPE:
        n = s->cursor_type;
        break;
    case SQL_ATTR_CONCURRENCY:
        n = s->concurrency;
        break;
    case SQL_ATTR_RETRIEVE_DATA:
        n = s->retrieve_data;
        break;
    case SQL_ATTR_NOSCAN:
        n = s->no_scan;
        break;
    case SQL_ATTR_ROW_NUMBER:
        n = (SQLULEN)s->current_row + 1;
        break;
    case SQL_ATTR_ASYNC_ENABLE:
    case SQL_ATTR_CURSOR_SCROLLABLE:
    case SQL_ATTR_METADATA_ID:
    case SQL_ATTR_USE_BOOKMARKS:
        n = 0;
        break;
    default:
        return sim_error(&s->head, "HYC00", "Optional feature not implemented");
    }
    if (out)
        *(SQLULEN *)out = n;
    if (len)
        *len = sizeof n;
    return SQL_SUCCESS;
}
