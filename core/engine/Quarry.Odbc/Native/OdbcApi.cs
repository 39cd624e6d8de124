using System.Runtime.InteropServices;

namespace Quarry.Odbc.Native;

/// <summary>The functions of the driver manager, wide entry points. Source of names, arguments and numbers: Microsoft's ODBC Programmer's Reference,
/// https://learn.microsoft.com/sql/odbc/reference/syntax/odbc-api-reference, and sql.h, sqlext.h, sqlucode.h of unixODBC.</summary>
internal static unsafe partial class OdbcApi
{
    /// <summary>What <see cref="DriverManager"/> resolves to the system's driver manager.</summary>
    public const string Library = "quarry-odbc";

    static OdbcApi() => DriverManager.Register();

    [LibraryImport(Library)]
    public static partial short SQLAllocHandle(short type, nint input, out nint output);

    [LibraryImport(Library)]
    public static partial short SQLFreeHandle(short type, nint handle);

    [LibraryImport(Library)]
    public static partial short SQLSetEnvAttr(EnvironmentHandle environment, int attribute, nint value, int length);

    [LibraryImport(Library)]
    public static partial short SQLDriversW(EnvironmentHandle environment, ushort direction, char* description, short size, out short length, char* attributes, short attributesSize, out short attributesLength);

    [LibraryImport(Library)]
    public static partial short SQLDataSourcesW(EnvironmentHandle environment, ushort direction, char* name, short size, out short length, char* driver, short driverSize, out short driverLength);

    [LibraryImport(Library)]
    public static partial short SQLDriverConnectW(ConnectionHandle connection, nint window, char* text, short length, char* completed, short size, short* completedLength, ushort completion);

    [LibraryImport(Library)]
    public static partial short SQLDisconnect(nint connection);

    [LibraryImport(Library)]
    public static partial short SQLEndTran(short type, nint handle, short completion);

    [LibraryImport(Library)]
    public static partial short SQLSetConnectAttrW(ConnectionHandle connection, int attribute, nint value, int length);

    [LibraryImport(Library)]
    public static partial short SQLGetConnectAttrW(ConnectionHandle connection, int attribute, nint* value, int size, out int length);

    [LibraryImport(Library)]
    public static partial short SQLGetInfoW(ConnectionHandle connection, ushort type, void* value, short size, out short length);

    [LibraryImport(Library)]
    public static partial short SQLGetFunctions(ConnectionHandle connection, ushort function, out ushort supported);

    [LibraryImport(Library)]
    public static partial short SQLSetStmtAttrW(StatementHandle statement, int attribute, nint value, int length);

    [LibraryImport(Library)]
    public static partial short SQLGetStmtAttrW(StatementHandle statement, int attribute, nint* value, int size, out int length);

    [LibraryImport(Library)]
    public static partial short SQLPrepareW(StatementHandle statement, char* sql, int length);

    [LibraryImport(Library)]
    public static partial short SQLExecute(StatementHandle statement);

    [LibraryImport(Library)]
    public static partial short SQLExecDirectW(StatementHandle statement, char* sql, int length);

    [LibraryImport(Library)]
    public static partial short SQLNumResultCols(StatementHandle statement, out short count);

    [LibraryImport(Library)]
    public static partial short SQLDescribeColW(
        StatementHandle statement, ushort column, char* name, short size, out short length, out short type, out nuint columnSize, out short digits, out short nullable);

    [LibraryImport(Library)]
    public static partial short SQLColAttributeW(StatementHandle statement, ushort column, ushort field, void* text, short size, short* length, nint* number);

    [LibraryImport(Library)]
    public static partial short SQLBindCol(StatementHandle statement, ushort column, short type, void* buffer, nint length, nint* indicator);

    [LibraryImport(Library)]
    public static partial short SQLFetch(StatementHandle statement);

    [LibraryImport(Library)]
    public static partial short SQLSetPos(StatementHandle statement, nuint row, ushort operation, ushort lockType);

    [LibraryImport(Library)]
    public static partial short SQLGetData(StatementHandle statement, ushort column, short type, void* buffer, nint length, nint* indicator);

    [LibraryImport(Library)]
    public static partial short SQLMoreResults(StatementHandle statement);

    [LibraryImport(Library)]
    public static partial short SQLRowCount(StatementHandle statement, out nint count);

    [LibraryImport(Library)]
    public static partial short SQLBindParameter(
        StatementHandle statement, ushort number, short direction, short valueType, short parameterType, nuint size, short digits, void* value, nint length, nint* indicator);

    [LibraryImport(Library)]
    public static partial short SQLFreeStmt(StatementHandle statement, ushort option);

    /// <summary>The one call that may come from another thread while the statement runs.</summary>
    [LibraryImport(Library)]
    public static partial short SQLCancel(StatementHandle statement);

    [LibraryImport(Library)]
    public static partial short SQLGetDiagRecW(short type, nint handle, short record, char* state, out int native, char* message, short size, out short length);

    [LibraryImport(Library)]
    public static partial short SQLGetTypeInfoW(StatementHandle statement, short type);

    [LibraryImport(Library)]
    public static partial short SQLTablesW(
        StatementHandle statement, char* catalog, short catalogLength, char* schema, short schemaLength, char* table, short tableLength, char* type, short typeLength);

    [LibraryImport(Library)]
    public static partial short SQLColumnsW(
        StatementHandle statement, char* catalog, short catalogLength, char* schema, short schemaLength, char* table, short tableLength, char* column, short columnLength);

    [LibraryImport(Library)]
    public static partial short SQLPrimaryKeysW(StatementHandle statement, char* catalog, short catalogLength, char* schema, short schemaLength, char* table, short tableLength);

    [LibraryImport(Library)]
    public static partial short SQLForeignKeysW(
        StatementHandle statement, char* keyCatalog, short keyCatalogLength, char* keySchema, short keySchemaLength, char* keyTable, short keyTableLength,
        char* catalog, short catalogLength, char* schema, short schemaLength, char* table, short tableLength);

    [LibraryImport(Library)]
    public static partial short SQLStatisticsW(
        StatementHandle statement, char* catalog, short catalogLength, char* schema, short schemaLength, char* table, short tableLength, ushort unique, ushort accuracy);
}
