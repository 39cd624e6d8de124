/* Catalog functions: one fixed table, orders(id, name, amount, placed), and
 * its customers, written as scripts. Names are compared as they are given;
 * patterns other than % match nothing but themselves. */
#include "sim.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool matches(const SQLWCHAR *text, SQLSMALLINT len, const char *name) {
    if (!text)
        return true;
    char *narrow = utf16_to_utf8(text, len);
    bool same = !*narrow || !strcmp(narrow, "%") || !strcasecmp(narrow, name);
    free(narrow);
    return same;
}

static SQLRETURN show(sim_stmt *s, int rows, const char *columns) {
    sim_buf b = {0};
    buf_addf(&b, "result rows=%d ", rows);
    buf_add(&b, columns, strlen(columns));
    SQLRETURN rc = statement_run(s, b.data);
    buf_free(&b);
    return rc;
}

EXPORT SQLRETURN SQL_API SQLTablesW(SQLHSTMT stmt, SQLWCHAR *catalog, SQLSMALLINT catalog_len, SQLWCHAR *schema,
                                    SQLSMALLINT schema_len, SQLWCHAR *table, SQLSMALLINT table_len, SQLWCHAR *type,
                                    SQLSMALLINT type_len) {
    (void)type;
    (void)type_len;
    sim_stmt *s = stmt;
    ENTER(s, "SQLTables");
    bool here = matches(catalog, catalog_len, "simulated") && matches(schema, schema_len, "dbo");
    bool orders = here && matches(table, table_len, "orders"), customers = here && matches(table, table_len, "customers");
    sim_buf b = {0};
    buf_addf(&b, "| TABLE_CAT varchar(128) \"simulated\" | TABLE_SCHEM varchar(128) \"dbo\" | TABLE_NAME varchar(128) %s"
                 " | TABLE_TYPE varchar(32) \"TABLE\" | REMARKS varchar(254) null",
             orders && customers ? "\"customers\",\"orders\"" : orders ? "\"orders\"" : "\"customers\"");
    SQLRETURN rc = show(s, orders + customers, b.data);
    buf_free(&b);
    return rc;
}

EXPORT SQLRETURN SQL_API SQLColumnsW(SQLHSTMT stmt, SQLWCHAR *catalog, SQLSMALLINT catalog_len, SQLWCHAR *schema,
                                     SQLSMALLINT schema_len, SQLWCHAR *table, SQLSMALLINT table_len,
                                     SQLWCHAR *column, SQLSMALLINT column_len) {
    sim_stmt *s = stmt;
    ENTER(s, "SQLColumns");
    bool any = matches(catalog, catalog_len, "simulated") && matches(schema, schema_len, "dbo") &&
               matches(table, table_len, "orders") && matches(column, column_len, "%");
    return show(s, any ? 4 : 0,
                   "| TABLE_CAT varchar(128) \"simulated\" | TABLE_SCHEM varchar(128) \"dbo\" "
                   "| TABLE_NAME varchar(128) \"orders\" | COLUMN_NAME varchar(128) \"id\",\"name\",\"amount\",\"placed\" "
                   "| DATA_TYPE smallint -5,12,3,93 "
                   "| TYPE_NAME varchar(128) \"bigint\",\"varchar\",\"decimal\",\"timestamp\" "
                   "| COLUMN_SIZE integer 19,40,12,26 | BUFFER_LENGTH integer 8,160,14,16 "
                   "| DECIMAL_DIGITS smallint 0,null,2,6 | NUM_PREC_RADIX smallint 10,null,10,null "
                   "| NULLABLE smallint 0,1,1,1 | REMARKS varchar(254) null | COLUMN_DEF varchar(254) null "
                   "| SQL_DATA_TYPE smallint -5,12,3,9 | SQL_DATETIME_SUB smallint null,null,null,3 "
                   "| CHAR_OCTET_LENGTH integer null,160,null,null | ORDINAL_POSITION integer 1,2,3,4 "
                   "| IS_NULLABLE varchar(254) \"NO\",\"YES\",\"YES\",\"YES\"");
}

EXPORT SQLRETURN SQL_API SQLPrimaryKeysW(SQLHSTMT stmt, SQLWCHAR *catalog, SQLSMALLINT catalog_len,
                                         SQLWCHAR *schema, SQLSMALLINT schema_len, SQLWCHAR *table,
                                         SQLSMALLINT table_len) {
    sim_stmt *s = stmt;
    ENTER(s, "SQLPrimaryKeys");
    bool any = matches(catalog, catalog_len, "simulated") && matches(schema, schema_len, "dbo") &&
               matches(table, table_len, "orders");
    return show(s, any ? 1 : 0,
                   "| TABLE_CAT varchar(128) \"simulated\" | TABLE_SCHEM varchar(128) \"dbo\" "
                   "| TABLE_NAME varchar(128) \"orders\" | COLUMN_NAME varchar(128) \"id\" | KEY_SEQ smallint 1 "
                   "| PK_NAME varchar(128) \"pk_orders\"");
}

EXPORT SQLRETURN SQL_API SQLForeignKeysW(SQLHSTMT stmt, SQLWCHAR *pk_catalog, SQLSMALLINT pk_catalog_len,
                                         SQLWCHAR *pk_schema, SQLSMALLINT pk_schema_len, SQLWCHAR *pk_table,
                                         SQLSMALLINT pk_table_len, SQLWCHAR *fk_catalog, SQLSMALLINT fk_catalog_len,
                                         SQLWCHAR *fk_schema, SQLSMALLINT fk_schema_len, SQLWCHAR *fk_table,
                                         SQLSMALLINT fk_table_len) {
    (void)pk_catalog, (void)pk_catalog_len, (void)pk_schema, (void)pk_schema_len, (void)pk_table, (void)pk_table_len;
    (void)fk_catalog, (void)fk_catalog_len, (void)fk_schema, (void)fk_schema_len, (void)fk_table, (void)fk_table_len;
    sim_stmt *s = stmt;
    ENTER(s, "SQLForeignKeys");
    return show(s, 0,
                   "| PKTABLE_CAT varchar(128) | PKTABLE_SCHEM varchar(128) | PKTABLE_NAME varchar(128) "
                   "| PKCOLUMN_NAME varchar(128) | FKTABLE_CAT varchar(128) | FKTABLE_SCHEM varchar(128) "
                   "| FKTABLE_NAME varchar(128) | FKCOLUMN_NAME varchar(128) | KEY_SEQ smallint "
                   "| UPDATE_RULE smallint | DELETE_RULE smallint | FK_NAME varchar(128) | PK_NAME varchar(128) "
                   "| DEFERRABILITY smallint");
}

EXPORT SQLRETURN SQL_API SQLStatisticsW(SQLHSTMT stmt, SQLWCHAR *catalog, SQLSMALLINT catalog_len, SQLWCHAR *schema,
                                        SQLSMALLINT schema_len, SQLWCHAR *table, SQLSMALLINT table_len,
                                        SQLUSMALLINT unique, SQLUSMALLINT reserved) {
    (void)catalog, (void)catalog_len, (void)schema, (void)schema_len, (void)table, (void)table_len;
    (void)unique, (void)reserved;
    sim_stmt *s = stmt;
    ENTER(s, "SQLStatistics");
    return show(s, 0,
                   "| TABLE_CAT varchar(128) | TABLE_SCHEM varchar(128) | TABLE_NAME varchar(128) "
                   "| NON_UNIQUE smallint | INDEX_QUALIFIER varchar(128) | INDEX_NAME varchar(128) | TYPE smallint "
                   "| ORDINAL_POSITION smallint | COLUMN_NAME varchar(128) | ASC_OR_DESC char(1) "
                   "| CARDINALITY integer | PAGES integer | FILTER_CONDITION varchar(128)");
}

EXPORT SQLRETURN SQL_API SQLGetTypeInfoW(SQLHSTMT stmt, SQLSMALLINT type) {
    (void)type;
    sim_stmt *s = stmt;
    ENTER(s, "SQLGetTypeInfo");
    return show(s, 5,
                   "| TYPE_NAME varchar(128) \"bigint\",\"varchar\",\"decimal\",\"timestamp\",\"varbinary\" "
                   "| DATA_TYPE smallint -5,12,3,93,-3 | COLUMN_SIZE integer 19,255,18,26,255 "
                   "| LITERAL_PREFIX varchar(32) null,\"'\",null,\"'\",\"0x\" "
                   "| LITERAL_SUFFIX varchar(32) null,\"'\",null,\"'\",null "
                   "| CREATE_PARAMS varchar(32) null,\"length\",\"precision,scale\",null,\"length\" "
                   "| NULLABLE smallint 1 | CASE_SENSITIVE smallint 0,1,0,0,0 | SEARCHABLE smallint 3 "
                   "| UNSIGNED_ATTRIBUTE smallint 0,null,0,null,null | FIXED_PREC_SCALE smallint 0 "
                   "| AUTO_UNIQUE_VALUE smallint 0 | LOCAL_TYPE_NAME varchar(128) null "
                   "| MINIMUM_SCALE smallint 0,null,0,0,null | MAXIMUM_SCALE smallint 0,null,18,6,null "
                   "| SQL_DATA_TYPE smallint -5,12,3,9,-3 | SQL_DATETIME_SUB smallint null,null,null,3,null "
                   "| NUM_PREC_RADIX integer 10,null,10,null,null | INTERVAL_PRECISION smallint null");
}
