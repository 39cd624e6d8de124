/* Environment and connection: attributes, connecting, ending transactions. */
#include "db.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

EXPORT SQLRETURN SQL_API SQLSetEnvAttr(SQLHENV env, SQLINTEGER attribute, SQLPOINTER value, SQLINTEGER len) {
    (void)len;
    sim_env *e = env;
    ENTER(e, "SQLSetEnvAttr");
    if (attribute == SQL_ATTR_ODBC_VERSION)
        e->odbc_version = (SQLINTEGER)(intptr_t)value;
    return SQL_SUCCESS;
}

EXPORT SQLRETURN SQL_API SQLGetEnvAttr(SQLHENV env, SQLINTEGER attribute, SQLPOINTER value, SQLINTEGER size,
                                       SQLINTEGER *len) {
    (void)size;
    sim_env *e = env;
    ENTER(e, "SQLGetEnvAttr");
    if (value)
        *(SQLINTEGER *)value = attribute == SQL_ATTR_ODBC_VERSION ? e->odbc_version
                               : attribute == SQL_ATTR_OUTPUT_NTS ? SQL_TRUE
                                                                  : 0;
    if (len)
        *len = sizeof(SQLINTEGER);
    return SQL_SUCCESS;
}

EXPORT SQLRETURN SQL_API SQLDriverConnectW(SQLHDBC dbc, SQLHWND window, SQLWCHAR *in, SQLSMALLINT in_len,
                                           SQLWCHAR *out, SQLSMALLINT out_size, SQLSMALLINT *out_len,
                                           SQLUSMALLINT completion) {
    (void)window;
    (void)completion;
    sim_conn *c = dbc;
    if (!c)
        return SQL_INVALID_HANDLE;
    char *text = utf16_to_utf8(in, in_len);
    sim_remember_connection_string(text);
    options_parse(&c->options, text);
    c->calls = 0;
    c->hang_calls = 0;
    c->dead = false;
    c->session_comma = c->options.comma;
    SQLRETURN rc = sim_enter(&c->head, "SQLDriverConnect");
    if (rc == SQL_SUCCESS && c->options.connect_fails[0])
        rc = diag_post(&c->head, c->options.connect_fails, 4712, SQL_NO_ROW_NUMBER, SQL_NO_COLUMN_NUMBER,
                       "The connection was refused");
    if (rc == SQL_SUCCESS)
        rc = db_open(c);
    if (rc == SQL_SUCCESS) {
        c->connected = true;
        c->begun = c->committed = c->rolled_back = 0;
        c->session.len = 0;
        long bytes = 0;
        rc = put_wide(&c->head, text, out, (long)out_size * (long)sizeof(SQLWCHAR), &bytes);
        if (!out)
            rc = SQL_SUCCESS;
        if (out_len)
            *out_len = (SQLSMALLINT)(bytes / (long)sizeof(SQLWCHAR));
        if (c->options.connect_info)
            rc = diag_post(&c->head, "01000", 5701, SQL_NO_ROW_NUMBER, SQL_NO_COLUMN_NUMBER,
                           "Changed database context to 'simulated'.");
    }
    free(text);
    return rc;
}

EXPORT SQLRETURN SQL_API SQLDisconnect(SQLHDBC dbc) {
    sim_conn *c = dbc;
    ENTER(c, "SQLDisconnect");
    store_end(c, false);
    sim_free_statements(c);
    db_end(c, false);
    db_close(c);
    c->connected = false;
    return SQL_SUCCESS;
}

SQLRETURN end_transaction(sim_conn *c, bool commit) {
    SQLRETURN rc = db_end(c, commit);
    if (rc != SQL_SUCCESS)
        return rc;
    db_begin_if_eager(c);
    store_end(c, commit);
    if (commit)
        c->committed++;
    else
        c->rolled_back++;
    return SQL_SUCCESS;
}

EXPORT SQLRETURN SQL_API SQLEndTran(SQLSMALLINT kind, SQLHANDLE handle, SQLSMALLINT completion) {
    if (kind != SQL_HANDLE_DBC)
        return handle ? sim_error(handle, "HYC00", "Only connections end transactions") : SQL_INVALID_HANDLE;
    sim_conn *c = handle;
    ENTER(c, "SQLEndTran");
    if (c->options.no_transactions)
        return sim_error(&c->head, "HYC00", "Transactions are not supported");
    return end_transaction(c, completion == SQL_COMMIT);
}

EXPORT SQLRETURN SQL_API SQLSetConnectAttrW(SQLHDBC dbc, SQLINTEGER attribute, SQLPOINTER value, SQLINTEGER len) {
    sim_conn *c = dbc;
    ENTER(c, "SQLSetConnectAttr");
    SQLULEN number = (SQLULEN)(uintptr_t)value;
    switch (attribute) {
    case SQL_ATTR_AUTOCOMMIT:
        if (number == SQL_AUTOCOMMIT_OFF && c->options.no_transactions)
            return sim_error(&c->head, "HYC00", "Transactions are not supported");
        if (number == SQL_AUTOCOMMIT_ON && c->autocommit == SQL_AUTOCOMMIT_OFF && c->connected) {
            db_end(c, true);
            store_end(c, true);
        }
        c->autocommit = number;
        db_begin_if_eager(c);
        return SQL_SUCCESS;
    case SQL_ATTR_TXN_ISOLATION:
        c->isolation = number;
        return SQL_SUCCESS;
    case SQL_ATTR_ACCESS_MODE:
        c->access_mode = number;
        return SQL_SUCCESS;
    case SQL_ATTR_LOGIN_TIMEOUT:
        if (c->options.no_login_timeout)
            return sim_error(&c->head, "HYC00", "Optional feature not implemented");
        c->login_timeout = number;
        return SQL_SUCCESS;
    case SQL_ATTR_CONNECTION_TIMEOUT:
        c->connection_timeout = number;
        return SQL_SUCCESS;
    case SQL_ATTR_PACKET_SIZE:
        c->packet_size = number;
        return SQL_SUCCESS;
    case SQL_ATTR_METADATA_ID:
        c->metadata_id = number;
        return SQL_SUCCESS;
    case SQL_ATTR_CURRENT_CATALOG:
        free(c->catalog);
        c->catalog = utf16_to_utf8(value, len == SQL_NTS ? SQL_NTS : len / (SQLINTEGER)sizeof(SQLWCHAR));
        return SQL_SUCCESS;
    case SQL_ATTR_ASYNC_ENABLE:
        /* Accepted without effect, and reads back 0, as psqlODBC does. */
    case SQL_ATTR_QUIET_MODE:
    case SQL_ATTR_ANSI_APP:
    case SQL_ATTR_TRACE:
        return SQL_SUCCESS;
    default:
        return sim_error(&c->head, "HYC00", "Optional feature not implemented");
    }
}

EXPORT SQLRETURN SQL_API SQLGetConnectAttrW(SQLHDBC dbc, SQLINTEGER attribute, SQLPOINTER out, SQLINTEGER size,
                                            SQLINTEGER *len) {
    sim_conn *c = dbc;
    ENTER(c, "SQLGetConnectAttr");
    SQLULEN number;
    switch (attribute) {
    case SQL_ATTR_AUTOCOMMIT:
        number = c->autocommit;
        break;
    case SQL_ATTR_TXN_ISOLATION:
        number = c->isolation;
        break;
    case SQL_ATTR_ACCESS_MODE:
        number = c->access_mode;
        break;
    case SQL_ATTR_LOGIN_TIMEOUT:
        number = c->login_timeout;
        break;
    case SQL_ATTR_CONNECTION_TIMEOUT:
        number = c->connection_timeout;
        break;
    case SQL_ATTR_PACKET_SIZE:
        number = c->packet_size;
        break;
    case SQL_ATTR_METADATA_ID:
        number = c->metadata_id;
        break;
    case SQL_ATTR_CONNECTION_DEAD:
        number = c->dead ? SQL_CD_TRUE : SQL_CD_FALSE;
        break;
    case SQL_ATTR_ASYNC_ENABLE:
        number = SQL_ASYNC_ENABLE_OFF;
        break;
    case SQL_ATTR_CURRENT_CATALOG: {
        long bytes = 0;
        SQLRETURN rc = put_wide(&c->head, c->catalog, out, size, &bytes);
        if (len)
            *len = (SQLINTEGER)bytes;
        return rc;
    }
    default:
        return sim_error(&c->head, "HYC00", "Optional feature not implemented");
    }
    /* All of these are 32-bit in ODBC. */
    if (out)
        *(SQLUINTEGER *)out = (SQLUINTEGER)number;
    if (len)
        *len = sizeof(SQLUINTEGER);
    return SQL_SUCCESS;
}
