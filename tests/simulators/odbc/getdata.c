/* SQLGetData, SQLSetPos and SQLCancel: what works on the current row. */
#include "sim.h"
#include <string.h>

EXPORT SQLRETURN SQL_API SQLSetPos(SQLHSTMT stmt, SQLSETPOSIROW row, SQLUSMALLINT operation, SQLUSMALLINT lock) {
    (void)lock;
    sim_stmt *s = stmt;
    ENTER(s, "SQLSetPos");
    if (s->conn->options.no_setpos)
        return sim_error(&s->head, "HYC00", "SQLSetPos needs a server cursor");
    if (operation != SQL_POSITION)
        return sim_error(&s->head, "HY092", "Invalid attribute or option identifier");
    if (!s->result || !s->rowset_count)
        return sim_error(&s->head, "24000", "Invalid cursor state");
    if (row < 1 || (int64_t)row > s->rowset_count)
        return sim_error(&s->head, "HY107", "Row value out of range");
    /* sqliteodbc stays where the row set ended, and says nothing. */
    s->current_row = s->rowset_start + (s->conn->options.setpos_wrong_row ? s->rowset_count : (int64_t)row) - 1;
    s->gd_column = s->gd_highest = 0;
    return SQL_SUCCESS;
}

/* What SQL_GETDATA_EXTENSIONS leaves out is refused, except where the driver
 * is known to do it silently wrong. */
static SQLRETURN check_extensions(sim_stmt *s, int column) {
    const sim_options *o = &s->conn->options;
    long can = o->getdata_extensions;
    int last_bound = 0;
    bool bound = false;
    for (int i = 0; i < s->binding_count; i++)
        if (s->bindings[i].buffer) {
            last_bound = i + 1;
            bound |= i + 1 == column;
        }
    if (bound && !(can & SQL_GD_BOUND))
        return sim_error(&s->head, "07009", "Invalid descriptor index: the column is bound");
    if (column < last_bound && !bound && !(can & SQL_GD_ANY_COLUMN))
        return sim_error(&s->head, "07009", "Invalid descriptor index: a later column is bound");
    if (column < s->gd_highest && !(can & SQL_GD_ANY_ORDER))
        return sim_error(&s->head, "07009", "Invalid descriptor index: columns must be read in order");
    if (s->array_size > 1 && !(can & SQL_GD_BLOCK) && !o->setpos_wrong_row)
        return sim_error(&s->head, "HY109", "Invalid cursor position");
    return SQL_SUCCESS;
}

static SQLRETURN read_part(sim_stmt *s, SQLSMALLINT c_type, char *buffer, SQLLEN size, char *indicator) {
    const sim_options *o = &s->conn->options;
    size_t left = s->gd_data.len - s->gd_offset;
    size_t unit = c_type == SQL_C_WCHAR ? sizeof(SQLWCHAR) : 1;
    size_t terminator = c_type == SQL_C_BINARY || o->no_terminator ? 0 : unit;
    size_t room = buffer && (size_t)size > terminator ? (size_t)size - terminator : 0;
    if (o->short_reads && room > (size_t)o->short_reads)
        room = (size_t)o->short_reads < unit ? unit : (size_t)o->short_reads;
    room -= room % unit;
    size_t n = left < room ? left : room;
    if (n)
        memcpy(buffer, s->gd_data.data + s->gd_offset, n);
    if (buffer && terminator && (size_t)size >= n + terminator)
        memset(buffer + n, 0, terminator);
    put_indicator(s->conn, indicator, left > n && o->no_total ? SQL_NO_TOTAL : (SQLLEN)left);
    s->gd_offset += n;
    if (left > n) {
        if (o->silent_truncation)
            return SQL_SUCCESS;
        return diag_post(&s->head, "01004", 0, SQL_NO_ROW_NUMBER, SQL_NO_COLUMN_NUMBER, "String data, right truncated");
    }
    s->gd_done = true;
    return SQL_SUCCESS;
}

EXPORT SQLRETURN SQL_API SQLGetData(SQLHSTMT stmt, SQLUSMALLINT column, SQLSMALLINT c_type, SQLPOINTER buffer,
                                    SQLLEN size, SQLLEN *len) {
    sim_stmt *s = stmt;
    ENTER(s, "SQLGetData");
    if (!s->result || !s->rowset_count)
        return sim_error(&s->head, "24000", "Invalid cursor state");
    if (column < 1 || column > s->result->column_count)
        return sim_error(&s->head, "07009", "Invalid descriptor index");
    if (size < 0)
        return sim_error(&s->head, "HY090", "Invalid string or buffer length");
    SQLRETURN rc = check_extensions(s, column);
    if (rc != SQL_SUCCESS)
        return rc;
    const sim_column *c = &s->result->columns[column - 1];
    if (c_type == SQL_C_DEFAULT)
        c_type = default_c_type(c->sql_type, c->is_unsigned);
    bool first = s->gd_column != column || s->gd_row != s->current_row || s->gd_type != c_type;
    if (!first && s->gd_done)
        return SQL_NO_DATA;
    bool variable = c_type == SQL_C_CHAR || c_type == SQL_C_WCHAR || c_type == SQL_C_BINARY;
    if (!first)
        return read_part(s, c_type, buffer, size, (char *)len);
    s->gd_column = column;
    if (column > s->gd_highest)
        s->gd_highest = column;
    s->gd_row = s->current_row;
    s->gd_type = c_type;
    s->gd_offset = 0;
    s->gd_done = false;
    sim_value v;
    value_make(s->result, column - 1, s->current_row, &s->scratch, &v);
    if (v.null || !variable) {
        int done = convert_value(s, &v, c_type, buffer, size, (char *)len, SQL_NO_ROW_NUMBER, column);
        s->gd_done = true;
        return done == CONVERT_ERROR ? SQL_ERROR : done == CONVERT_OK ? SQL_SUCCESS : SQL_SUCCESS_WITH_INFO;
    }
    s->gd_data.len = 0;
    render_bytes(s, &v, c_type, &s->gd_data);
    rc = read_part(s, c_type, buffer, size, (char *)len);
    if (len && (s->current_row == c->negative_at || (s->conn->options.negative_lengths && s->current_row == 1)))
        put_indicator(s->conn, (char *)len, -7);
    return rc;
}

EXPORT SQLRETURN SQL_API SQLCancel(SQLHSTMT stmt) {
    sim_stmt *s = stmt;
    if (!s)
        return SQL_INVALID_HANDLE;
    /* The records of the handle belong to the call under way in the other
     * thread, so a failure of the cancel itself comes without one. */
    if (s->conn->options.no_cancel)
        return SQL_ERROR;
    sim_wake(s);
    return SQL_SUCCESS;
}
