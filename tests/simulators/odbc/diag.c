/* Diagnostic records and the two functions that read them. */
#include "sim.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void diag_clear(sim_diags *d) {
    for (int i = 0; i < d->count; i++)
        free(d->records[i].message);
    free(d->records);
    d->records = NULL;
    d->count = 0;
    d->rc = SQL_SUCCESS;
}

static void add_record(sim_diags *d, const char *state, int native, long row, long column, const char *message) {
    /* A row set may hold thousands of truncated cells; no driver keeps a record of each. */
    if (d->count >= 64 && (!strncmp(state, "01", 2) || d->count >= 4096))
        return;
    d->records = realloc(d->records, sizeof(sim_diag) * (size_t)(d->count + 1));
    if (!d->records)
        abort();
    sim_diag *r = &d->records[d->count++];
    snprintf(r->state, sizeof r->state, "%s", state);
    r->native = native;
    r->row = row;
    r->column = column;
    r->message = sim_strdup(message);
}

SQLRETURN diag_post(sim_handle *h, const char *state, int native, long row, long column, const char *format, ...) {
    char text[1024], whole[1200];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    snprintf(whole, sizeof whole, "[Quarry][Simulator]%s", text);
    bool warning = !strncmp(state, "01", 2);
    const sim_options *o = h->conn ? &h->conn->options : NULL;
    if (!(o && o->no_diagnostics)) {
        add_record(&h->diags, state, native, row, column, whole);
        for (long i = 2; o && i <= o->many_diagnostics; i++) {
            snprintf(whole, sizeof whole, "[Quarry][Simulator]%s (record %ld of %ld)", text, i, o->many_diagnostics);
            add_record(&h->diags, state, native, row, column, whole);
        }
    }
    h->diags.rc = warning ? SQL_SUCCESS_WITH_INFO : SQL_ERROR;
    return h->diags.rc;
}

SQLRETURN sim_error(sim_handle *h, const char *state, const char *message) {
    return diag_post(h, state, 0, SQL_NO_ROW_NUMBER, SQL_NO_COLUMN_NUMBER, "%s", message);
}

SQLRETURN sim_warning(sim_handle *h, const char *state, const char *message) {
    return diag_post(h, state, 0, SQL_NO_ROW_NUMBER, SQL_NO_COLUMN_NUMBER, "%s", message);
}

/* Writes text as UTF-16 into a caller's buffer of size_bytes; says 01004 when cut. */
SQLRETURN put_wide(sim_handle *h, const char *text, SQLPOINTER out, long size_bytes, long *len_bytes) {
    size_t units = utf8_to_utf16(text, strlen(text), NULL);
    SQLWCHAR *wide = sim_alloc((units + 1) * sizeof *wide);
    utf8_to_utf16(text, strlen(text), wide);
    *len_bytes = (long)(units * sizeof *wide);
    SQLRETURN rc = SQL_SUCCESS;
    if (out && size_bytes >= (long)sizeof *wide) {
        size_t room = (size_t)size_bytes / sizeof *wide - 1;
        size_t n = units < room ? units : room;
        memcpy(out, wide, n * sizeof *wide);
        ((SQLWCHAR *)out)[n] = 0;
        if (n < units)
            rc = h ? sim_warning(h, "01004", "String data, right truncated") : SQL_SUCCESS_WITH_INFO;
    } else if (out && units) {
        rc = h ? sim_warning(h, "01004", "String data, right truncated") : SQL_SUCCESS_WITH_INFO;
    }
    free(wide);
    return rc;
}

EXPORT SQLRETURN SQL_API SQLGetDiagRecW(SQLSMALLINT kind, SQLHANDLE handle, SQLSMALLINT number, SQLWCHAR *state,
                                        SQLINTEGER *native, SQLWCHAR *message, SQLSMALLINT size,
                                        SQLSMALLINT *len) {
    (void)kind;
    sim_handle *h = handle;
    if (!h)
        return SQL_INVALID_HANDLE;
    if (number < 1)
        return SQL_ERROR;
    if (number > h->diags.count)
        return SQL_NO_DATA;
    const sim_diag *r = &h->diags.records[number - 1];
    if (state) {
        for (int i = 0; i < 6; i++)
            state[i] = (SQLWCHAR)r->state[i];
    }
    if (native)
        *native = r->native;
    long bytes = 0;
    SQLRETURN rc = put_wide(NULL, r->message, message, (long)size * (long)sizeof(SQLWCHAR), &bytes);
    if (len) {
        *len = (SQLSMALLINT)(bytes / (long)sizeof(SQLWCHAR));
        /* Drivers that confuse bytes, characters and encodings report too little. */
        if (h->conn && h->conn->options.truncated_diagnostics)
            *len = (SQLSMALLINT)(*len / 2);
    }
    return rc;
}

EXPORT SQLRETURN SQL_API SQLGetDiagFieldW(SQLSMALLINT kind, SQLHANDLE handle, SQLSMALLINT number, SQLSMALLINT field,
                                          SQLPOINTER out, SQLSMALLINT size, SQLSMALLINT *len) {
    (void)kind;
    sim_handle *h = handle;
    if (!h)
        return SQL_INVALID_HANDLE;
    if (field == SQL_DIAG_NUMBER || field == SQL_DIAG_RETURNCODE || field == SQL_DIAG_ROW_COUNT ||
        field == SQL_DIAG_CURSOR_ROW_COUNT || field == SQL_DIAG_DYNAMIC_FUNCTION_CODE) {
        if (!out)
            return SQL_SUCCESS;
        if (field == SQL_DIAG_NUMBER)
            *(SQLINTEGER *)out = h->diags.count;
        else if (field == SQL_DIAG_RETURNCODE)
            *(SQLRETURN *)out = h->diags.rc;
        else if (field == SQL_DIAG_ROW_COUNT)
            *(SQLLEN *)out = h->kind == SQL_HANDLE_STMT ? ((sim_stmt *)h)->row_count : 0;
        else if (field == SQL_DIAG_CURSOR_ROW_COUNT)
            *(SQLLEN *)out = -1;
        else
            *(SQLINTEGER *)out = 0;
        return SQL_SUCCESS;
    }
    if (number < 1)
        return SQL_ERROR;
    if (number > h->diags.count)
        return SQL_NO_DATA;
    const sim_diag *r = &h->diags.records[number - 1];
    const char *text;
    switch (field) {
    case SQL_DIAG_NATIVE:
        if (out)
            *(SQLINTEGER *)out = r->native;
        return SQL_SUCCESS;
    case SQL_DIAG_ROW_NUMBER:
        if (out)
            *(SQLLEN *)out = r->row;
        return SQL_SUCCESS;
    case SQL_DIAG_COLUMN_NUMBER:
        if (out)
            *(SQLINTEGER *)out = (SQLINTEGER)r->column;
        return SQL_SUCCESS;
    case SQL_DIAG_SQLSTATE:
        text = r->state;
        break;
    case SQL_DIAG_MESSAGE_TEXT:
        text = r->message;
        break;
    case SQL_DIAG_CLASS_ORIGIN:
    case SQL_DIAG_SUBCLASS_ORIGIN:
        text = "ISO 9075";
        break;
    case SQL_DIAG_CONNECTION_NAME:
    case SQL_DIAG_SERVER_NAME:
    case SQL_DIAG_DYNAMIC_FUNCTION:
        text = "";
        break;
    default:
        return SQL_ERROR;
    }
    long bytes = 0;
    SQLRETURN rc = put_wide(NULL, text, out, size, &bytes);
    if (len)
        *len = (SQLSMALLINT)bytes;
    return rc;
}
