/* Binding columns and fetching row sets into them. */
#include "sim.h"
#include <stdlib.h>
#include <string.h>

void prefill_free(sim_stmt *s) {
    if (s->prefill)
        for (int i = 0; i < s->binding_count; i++) {
            free(s->prefill[i].buffers);
            free(s->prefill[i].indicators);
        }
    free(s->prefill);
    s->prefill = NULL;
    s->prefill_rows = 0;
}

EXPORT SQLRETURN SQL_API SQLBindCol(SQLHSTMT stmt, SQLUSMALLINT column, SQLSMALLINT c_type, SQLPOINTER buffer,
                                    SQLLEN size, SQLLEN *indicator) {
    sim_stmt *s = stmt;
    ENTER(s, "SQLBindCol");
    if (column == 0)
        return sim_error(&s->head, "HYC00", "Bookmarks are not supported");
    if (size < 0)
        return sim_error(&s->head, "HY090", "Invalid string or buffer length");
    bool known = c_type_size(c_type) || c_type == SQL_C_CHAR || c_type == SQL_C_WCHAR || c_type == SQL_C_BINARY ||
                 c_type == SQL_C_DEFAULT;
    if (!known)
        return sim_error(&s->head, "HY003", "Program type out of range");
    if (column > s->binding_count) {
        if (s->prefill)
            prefill_free(s);
        s->bindings = realloc(s->bindings, sizeof *s->bindings * column);
        if (!s->bindings)
            abort();
        memset(s->bindings + s->binding_count, 0, sizeof *s->bindings * (size_t)(column - s->binding_count));
        s->binding_count = column;
    }
    s->bindings[column - 1] = (sim_binding){c_type, buffer, size, (char *)indicator};
    return SQL_SUCCESS;
}

static SQLSMALLINT actual_type(const sim_stmt *s, int column) {
    const sim_column *c = &s->result->columns[column];
    SQLSMALLINT type = s->bindings[column].c_type;
    return type == SQL_C_DEFAULT ? default_c_type(c->sql_type, c->is_unsigned) : type;
}

static size_t element_size(const sim_stmt *s, int column) {
    size_t fixed = c_type_size(actual_type(s, column));
    return fixed ? fixed : (size_t)s->bindings[column].buffer_len;
}

static size_t indicator_size(const sim_stmt *s) {
    return s->conn->options.sql_len_width == 4 ? 4 : sizeof(SQLLEN);
}

/* Where a row's element of a bound column is; NULL stays NULL. */
static char *element(const sim_stmt *s, char *base, size_t size, int64_t row) {
    if (!base)
        return NULL;
    size_t stride = s->bind_type == SQL_BIND_BY_COLUMN ? size : s->bind_type;
    return base + (s->bind_offset ? *s->bind_offset : 0) + (size_t)row * stride;
}

static int fetch_cell(sim_stmt *s, int column, int64_t row, int64_t slot) {
    const sim_options *o = &s->conn->options;
    const sim_binding *b = &s->bindings[column];
    const sim_column *c = &s->result->columns[column];
    sim_value v;
    value_make(s->result, column, row, &s->scratch, &v);
    bool capped = o->max_long_size && c->sql_type == SQL_LONGVARCHAR && v.kind == VK_TEXT &&
                  v.len > (size_t)o->max_long_size;
    if (capped)
        v.len = (size_t)o->max_long_size;
    char *indicator = element(s, b->indicator, indicator_size(s), slot);
    char *buffer = element(s, b->buffer, element_size(s, column), slot);
    int rc = convert_value(s, &v, actual_type(s, column), buffer, b->buffer_len, indicator, (long)slot + 1, column + 1);
    if (row == c->negative_at || (o->negative_lengths && row == 1))
        put_indicator(s->conn, indicator, -7);
    if (rc == CONVERT_OK && capped)
        rc = CONVERT_TRUNCATED;
    if (rc == CONVERT_TRUNCATED && o->silent_truncation)
        rc = CONVERT_OK;
    if (rc == CONVERT_TRUNCATED)
        diag_post(&s->head, "01004", 0, (long)slot + 1, column + 1, "String data, right truncated");
    return rc;
}

static SQLUSMALLINT fetch_row(sim_stmt *s, int64_t row, int64_t slot, bool *truncated) {
    const sim_options *o = &s->conn->options;
    SQLUSMALLINT status = SQL_ROW_SUCCESS;
    int columns = s->binding_count < s->result->column_count ? s->binding_count : s->result->column_count;
    for (int i = 0; i < columns; i++) {
        if (!s->bindings[i].buffer && !s->bindings[i].indicator)
            continue;
        int rc = fetch_cell(s, i, row, slot);
        if (rc == CONVERT_ERROR)
            return SQL_ROW_ERROR;
        *truncated |= rc == CONVERT_TRUNCATED;
        if (rc != CONVERT_OK && !o->truncated_row_status_zero)
            status = SQL_ROW_SUCCESS_WITH_INFO;
    }
    return status;
}

/* ---- memory speed: later blocks are copies of the first ---- */

static bool prefill_fits(const sim_stmt *s, int columns) {
    if (!s->prefill || s->prefill_rows < s->array_size || s->bind_type != SQL_BIND_BY_COLUMN)
        return false;
    for (int i = 0; i < columns; i++)
        if (s->bindings[i].c_type != s->prefill[i].shape.c_type ||
            s->bindings[i].buffer_len != s->prefill[i].shape.buffer_len ||
            !s->bindings[i].buffer != !s->prefill[i].buffers || !s->bindings[i].indicator != !s->prefill[i].indicators)
            return false;
    return true;
}

static void prefill_save(sim_stmt *s, int columns, size_t rows) {
    prefill_free(s);
    s->prefill = sim_alloc(sizeof *s->prefill * (size_t)s->binding_count);
    s->prefill_rows = rows;
    for (int i = 0; i < columns; i++) {
        size_t size = element_size(s, i) * rows, indicators = indicator_size(s) * rows;
        char *from = element(s, s->bindings[i].buffer, 0, 0);
        s->prefill[i].shape = s->bindings[i];
        if (from)
            s->prefill[i].buffers = memcpy(sim_alloc(size), from, size);
        from = element(s, s->bindings[i].indicator, 0, 0);
        if (from)
            s->prefill[i].indicators = memcpy(sim_alloc(indicators), from, indicators);
    }
}

static void prefill_copy(sim_stmt *s, int columns, size_t rows) {
    for (int i = 0; i < columns; i++) {
        if (s->prefill[i].buffers)
            memcpy(element(s, s->bindings[i].buffer, 0, 0), s->prefill[i].buffers, element_size(s, i) * rows);
        if (s->prefill[i].indicators)
            memcpy(element(s, s->bindings[i].indicator, 0, 0), s->prefill[i].indicators, indicator_size(s) * rows);
    }
}

/* ---- the row set ---- */

static void set_fetched(sim_stmt *s, int64_t rows) {
    s->rowset_count = rows;
    if (!s->rows_fetched)
        return;
    if (s->conn->options.sql_len_width == 4)
        *(uint32_t *)s->rows_fetched = (uint32_t)rows;
    else
        *s->rows_fetched = (SQLULEN)rows;
}

static void set_status(sim_stmt *s, int64_t from, int64_t to, SQLUSMALLINT status) {
    if (s->row_status)
        for (int64_t i = from; i < to; i++)
            s->row_status[i] = status;
}

static SQLRETURN post_failure(sim_stmt *s, long row) {
    const sim_result *r = s->result;
    return diag_post(&s->head, r->fail_state, r->fail_native, row, SQL_NO_COLUMN_NUMBER, "%s",
                     r->fail_message[0] ? r->fail_message : "The query failed while its rows were being read");
}

static SQLRETURN fetch_rows(sim_stmt *s, int64_t rows) {
    const sim_options *o = &s->conn->options;
    bool truncated = false, warned = false, all_bad = true;
    int columns = s->binding_count < s->result->column_count ? s->binding_count : s->result->column_count;
    for (int i = 0; o->no_bigint && i < columns; i++) {
        SQLSMALLINT type = actual_type(s, i);
        /* Oracle's driver takes the binding and fails the fetch. */
        if (s->bindings[i].buffer && (type == SQL_C_SBIGINT || type == SQL_C_UBIGINT))
            return diag_post(&s->head, "HY004", 0, SQL_NO_ROW_NUMBER, i + 1, "Invalid SQL data type <%d>", type);
    }
    if (s->result->prefill && prefill_fits(s, columns)) {
        prefill_copy(s, columns, (size_t)rows);
        set_status(s, 0, rows, SQL_ROW_SUCCESS);
        return SQL_SUCCESS;
    }
    for (int64_t i = 0; i < rows; i++) {
        SQLUSMALLINT status;
        if (truncated && o->row_error_after_truncation) {
            status = SQL_ROW_ERROR;
        } else {
            bool cut = false;
            status = fetch_row(s, s->rowset_start + i, i, &cut);
            truncated |= cut;
        }
        set_status(s, i, i + 1, status);
        all_bad &= status == SQL_ROW_ERROR;
        warned |= status != SQL_ROW_SUCCESS;
    }
    if (all_bad && rows)
        return SQL_ERROR;
    if (s->result->prefill && !warned && !truncated && rows == (int64_t)s->array_size &&
        s->bind_type == SQL_BIND_BY_COLUMN)
        prefill_save(s, columns, (size_t)rows);
    return warned || truncated ? SQL_SUCCESS_WITH_INFO : SQL_SUCCESS;
}

static SQLRETURN fetch(sim_stmt *s) {
    sim_result *r = s->result;
    if (!r)
        return sim_error(&s->head, "24000", "Invalid cursor state");
    int64_t end = r->rows;
    if (s->max_rows && end > (int64_t)s->max_rows)
        end = (int64_t)s->max_rows;
    bool fails = r->fail_after >= 0 && r->fail_after <= end;
    if (fails)
        end = r->fail_after;
    int64_t asked = (int64_t)s->array_size, rows = end - s->next_row;
    bool hits_failure = fails && rows < asked;
    if (rows > asked)
        rows = asked;
    s->rowset_start = s->next_row;
    s->current_row = s->rowset_start;
    s->gd_column = s->gd_highest = 0;
    s->next_row += rows;
    set_fetched(s, rows);
    /* The failing row alone ends in SQL_ERROR whatever the mode: nothing was fetched. */
    if (hits_failure && rows == 0)
        return post_failure(s, SQL_NO_ROW_NUMBER);
    if (rows == 0) {
        set_status(s, 0, asked, SQL_ROW_NOROW);
        return SQL_NO_DATA;
    }
    SQLRETURN rc = fetch_rows(s, rows);
    set_status(s, rows, asked, SQL_ROW_NOROW);
    if (hits_failure && r->fail_mode == FAIL_ROW) {
        post_failure(s, (long)rows + 1);
        set_status(s, rows, rows + 1, SQL_ROW_ERROR);
        set_fetched(s, rows + 1);
        return SQL_SUCCESS_WITH_INFO;
    }
    if (hits_failure && r->fail_mode == FAIL_ERROR)
        return post_failure(s, SQL_NO_ROW_NUMBER);
    return rc;
}

EXPORT SQLRETURN SQL_API SQLFetch(SQLHSTMT stmt) {
    sim_stmt *s = stmt;
    ENTER(s, "SQLFetch");
    return fetch(s);
}

EXPORT SQLRETURN SQL_API SQLFetchScroll(SQLHSTMT stmt, SQLSMALLINT orientation, SQLLEN offset) {
    (void)offset;
    sim_stmt *s = stmt;
    ENTER(s, "SQLFetchScroll");
    if (orientation != SQL_FETCH_NEXT)
        return sim_error(&s->head, "HY106", "Fetch type out of range");
    return fetch(s);
}
