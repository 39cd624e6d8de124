/* SQLGetInfo and SQLGetFunctions. */
#include "db.h"
#include <string.h>

static const char *text_info(const sim_conn *c, SQLUSMALLINT what) {
    const sim_options *o = &c->options;
    switch (what) {
    case SQL_DBMS_NAME:
        return o->dbms_name;
    case SQL_DBMS_VER:
        return o->dbms_ver;
    case SQL_DRIVER_NAME:
        return o->driver_name;
    case SQL_DRIVER_VER:
        return o->driver_ver;
    case SQL_DRIVER_ODBC_VER:
        return "03.80";
    case SQL_SERVER_NAME:
        return "simulator";
    case SQL_DATABASE_NAME:
        return c->catalog;
    case SQL_USER_NAME:
        return "tester";
    case SQL_IDENTIFIER_QUOTE_CHAR:
        return "\"";
    case SQL_CATALOG_NAME_SEPARATOR:
        return ".";
    case SQL_SEARCH_PATTERN_ESCAPE:
        return "\\";
    case SQL_CATALOG_TERM:
        return "database";
    case SQL_SCHEMA_TERM:
        return "schema";
    case SQL_TABLE_TERM:
        return "table";
    case SQL_DESCRIBE_PARAMETER:
        return o->no_describe_param ? "N" : "Y";
    case SQL_MULT_RESULT_SETS:
    case SQL_MULTIPLE_ACTIVE_TXN:
    case SQL_PROCEDURES:
    case SQL_CATALOG_NAME:
    case SQL_NEED_LONG_DATA_LEN:
        return what == SQL_NEED_LONG_DATA_LEN ? "N" : "Y";
    case SQL_DATA_SOURCE_READ_ONLY:
    case SQL_ACCESSIBLE_TABLES:
    case SQL_ROW_UPDATES:
        return "N";
    case SQL_DATA_SOURCE_NAME:
    case SQL_SPECIAL_CHARACTERS:
    case SQL_KEYWORDS:
    case SQL_COLLATION_SEQ:
        return "";
    default:
        return NULL;
    }
}

/* size 2 or 4; 0 for an information type that is not known. */
static int number_info(const sim_conn *c, SQLUSMALLINT what, SQLUINTEGER *out) {
    const sim_options *o = &c->options;
    switch (what) {
    case SQL_GETDATA_EXTENSIONS:
        *out = (SQLUINTEGER)o->getdata_extensions;
        return 4;
    case SQL_TXN_CAPABLE:
        *out = o->no_transactions ? SQL_TC_NONE : c->db && c->db->vendor == VENDOR_ORACLE ? SQL_TC_DDL_COMMIT : SQL_TC_ALL;
        return 2;
    case SQL_CURSOR_COMMIT_BEHAVIOR:
    case SQL_CURSOR_ROLLBACK_BEHAVIOR:
        *out = SQL_CB_PRESERVE;
        return 2;
    case SQL_DEFAULT_TXN_ISOLATION:
        *out = SQL_TXN_READ_COMMITTED;
        return 4;
    case SQL_TXN_ISOLATION_OPTION:
        *out = SQL_TXN_READ_UNCOMMITTED | SQL_TXN_READ_COMMITTED | SQL_TXN_REPEATABLE_READ | SQL_TXN_SERIALIZABLE;
        return 4;
    case SQL_PARAM_ARRAY_ROW_COUNTS:
        *out = c->db && o->param_array_counts ? SQL_PARC_BATCH : SQL_PARC_NO_BATCH;
        return 4;
    case SQL_PARAM_ARRAY_SELECTS:
        *out = SQL_PAS_NO_SELECT;
        return 4;
    case SQL_BATCH_SUPPORT:
        *out = SQL_BS_SELECT_EXPLICIT | SQL_BS_ROW_COUNT_EXPLICIT;
        return 4;
    case SQL_BATCH_ROW_COUNT:
        *out = SQL_BRC_EXPLICIT;
        return 4;
    case SQL_SCROLL_OPTIONS:
        *out = SQL_SO_FORWARD_ONLY;
        return 4;
    case SQL_FORWARD_ONLY_CURSOR_ATTRIBUTES1:
        *out = SQL_CA1_NEXT | SQL_CA1_POS_POSITION;
        return 4;
    case SQL_ODBC_INTERFACE_CONFORMANCE:
        *out = SQL_OIC_CORE;
        return 4;
    case SQL_SQL_CONFORMANCE:
        *out = SQL_SC_SQL92_ENTRY;
        return 4;
    case SQL_ODBC_API_CONFORMANCE:
        *out = SQL_OAC_LEVEL1;
        return 2;
    case SQL_IDENTIFIER_CASE:
    case SQL_QUOTED_IDENTIFIER_CASE:
        *out = SQL_IC_MIXED;
        return 2;
    case SQL_CATALOG_LOCATION:
        *out = SQL_CL_START;
        return 2;
    case SQL_CATALOG_USAGE:
    case SQL_SCHEMA_USAGE:
        *out = SQL_SU_DML_STATEMENTS | SQL_SU_TABLE_DEFINITION;
        return 4;
    case SQL_MAX_IDENTIFIER_LEN:
    case SQL_MAX_COLUMN_NAME_LEN:
    case SQL_MAX_TABLE_NAME_LEN:
    case SQL_MAX_SCHEMA_NAME_LEN:
    case SQL_MAX_CATALOG_NAME_LEN:
        *out = 127;
        return 2;
    case SQL_MAX_DRIVER_CONNECTIONS:
    case SQL_MAX_CONCURRENT_ACTIVITIES:
    case SQL_MAX_COLUMNS_IN_SELECT:
    case SQL_MAX_COLUMNS_IN_TABLE:
    case SQL_ACTIVE_ENVIRONMENTS:
        *out = 0;
        return 2;
    case SQL_NULL_COLLATION:
        *out = SQL_NC_LOW;
        return 2;
    case SQL_NON_NULLABLE_COLUMNS:
        *out = SQL_NNC_NON_NULL;
        return 2;
    case SQL_CORRELATION_NAME:
        *out = SQL_CN_ANY;
        return 2;
    case SQL_MAX_STATEMENT_LEN:
    case SQL_MAX_ROW_SIZE:
    case SQL_ASYNC_MODE:
    case SQL_DATETIME_LITERALS:
    case SQL_BOOKMARK_PERSISTENCE:
    case SQL_POS_OPERATIONS:
    case SQL_LOCK_TYPES:
    case SQL_STATIC_SENSITIVITY:
    case SQL_FORWARD_ONLY_CURSOR_ATTRIBUTES2:
    case SQL_STATIC_CURSOR_ATTRIBUTES1:
    case SQL_STATIC_CURSOR_ATTRIBUTES2:
    case SQL_KEYSET_CURSOR_ATTRIBUTES1:
    case SQL_DYNAMIC_CURSOR_ATTRIBUTES1:
        *out = 0;
        return 4;
    default:
        return 0;
    }
}

EXPORT SQLRETURN SQL_API SQLGetInfoW(SQLHDBC dbc, SQLUSMALLINT what, SQLPOINTER out, SQLSMALLINT size,
                                     SQLSMALLINT *len) {
    sim_conn *c = dbc;
    ENTER(c, "SQLGetInfo");
    const char *text = text_info(c, what);
    if (text) {
        long bytes = 0;
        SQLRETURN rc = put_wide(out ? &c->head : NULL, text, out, size, &bytes);
        if (len)
            *len = (SQLSMALLINT)bytes;
        return out ? rc : SQL_SUCCESS;
    }
    SQLUINTEGER number = 0;
    int width = number_info(c, what, &number);
    if (!width)
        return sim_error(&c->head, "HY096", "Information type out of range");
    if (out && width == 2)
        *(SQLUSMALLINT *)out = (SQLUSMALLINT)number;
    else if (out)
        *(SQLUINTEGER *)out = number;
    if (len)
        *len = (SQLSMALLINT)width;
    return SQL_SUCCESS;
}

static const SQLUSMALLINT functions[] = {
    SQL_API_SQLALLOCHANDLE, SQL_API_SQLFREEHANDLE, SQL_API_SQLSETENVATTR, SQL_API_SQLGETENVATTR,
    SQL_API_SQLDRIVERCONNECT, SQL_API_SQLDISCONNECT, SQL_API_SQLSETCONNECTATTR, SQL_API_SQLGETCONNECTATTR,
    SQL_API_SQLSETSTMTATTR, SQL_API_SQLGETSTMTATTR, SQL_API_SQLGETINFO, SQL_API_SQLGETFUNCTIONS,
    SQL_API_SQLPREPARE, SQL_API_SQLEXECDIRECT, SQL_API_SQLEXECUTE, SQL_API_SQLNUMRESULTCOLS,
    SQL_API_SQLDESCRIBECOL, SQL_API_SQLCOLATTRIBUTE, SQL_API_SQLBINDCOL, SQL_API_SQLFETCH,
    SQL_API_SQLFETCHSCROLL, SQL_API_SQLGETDATA, SQL_API_SQLSETPOS, SQL_API_SQLMORERESULTS, SQL_API_SQLROWCOUNT,
    SQL_API_SQLBINDPARAMETER, SQL_API_SQLNUMPARAMS, SQL_API_SQLDESCRIBEPARAM, SQL_API_SQLPARAMDATA,
    SQL_API_SQLPUTDATA, SQL_API_SQLFREESTMT, SQL_API_SQLCLOSECURSOR, SQL_API_SQLENDTRAN, SQL_API_SQLCANCEL,
    SQL_API_SQLGETDIAGREC, SQL_API_SQLGETDIAGFIELD, SQL_API_SQLTABLES, SQL_API_SQLCOLUMNS,
    SQL_API_SQLPRIMARYKEYS, SQL_API_SQLFOREIGNKEYS, SQL_API_SQLSTATISTICS, SQL_API_SQLGETTYPEINFO,
};

static bool supported(const sim_conn *c, SQLUSMALLINT function) {
    const sim_options *o = &c->options;
    if ((function == SQL_API_SQLCANCEL && o->no_cancel) ||
        (function == SQL_API_SQLDESCRIBEPARAM && o->no_describe_param) ||
        (function == SQL_API_SQLSETPOS && o->no_setpos))
        return false;
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (functions[i] == function)
            return true;
    return false;
}

EXPORT SQLRETURN SQL_API SQLGetFunctions(SQLHDBC dbc, SQLUSMALLINT function, SQLUSMALLINT *out) {
    sim_conn *c = dbc;
    ENTER(c, "SQLGetFunctions");
    if (function == SQL_API_ODBC3_ALL_FUNCTIONS) {
        memset(out, 0, SQL_API_ODBC3_ALL_FUNCTIONS_SIZE * sizeof *out);
        for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
            if (supported(c, functions[i]))
                out[functions[i] >> 4] = (SQLUSMALLINT)(out[functions[i] >> 4] | 1 << (functions[i] & 15));
    } else if (function == SQL_API_ALL_FUNCTIONS) {
        for (SQLUSMALLINT i = 0; i < 100; i++)
            out[i] = supported(c, i) ? SQL_TRUE : SQL_FALSE;
    } else {
        *out = supported(c, function) ? SQL_TRUE : SQL_FALSE;
    }
    return SQL_SUCCESS;
}
