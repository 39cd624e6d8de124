using System.Globalization;
using Quarry.Contracts;
using Quarry.Odbc.Errors;
using Quarry.Odbc.Generic;
using Quarry.Odbc.Native;
using Quarry.Odbc.Quirks;

namespace Quarry.Odbc.Connecting;

/// <summary>What a driver says of itself and its database when it has connected.</summary>
internal sealed record OdbcFacts
{
    private const int TextSize = 512;
    private const int AllStatements = 2;

    /// <summary>SQL_DRIVER_NAME: the file's name.</summary>
    public required string DriverName { get; init; }
    /// <summary>SQL_DRIVER_VER.</summary>
    public required string DriverVersion { get; init; }
    /// <summary>SQL_DBMS_NAME.</summary>
    public required string DbmsName { get; init; }
    /// <summary>SQL_DBMS_VER.</summary>
    public required string DbmsVersion { get; init; }
    /// <summary>SQL_IDENTIFIER_QUOTE_CHAR; "" where identifiers cannot be quoted.</summary>
    public string IdentifierQuote { get; init; } = "";
    /// <summary>SQL_GETDATA_EXTENSIONS.</summary>
    public int GetDataExtensions { get; init; }
    /// <summary>SQL_TXN_CAPABLE: SQL_TC_NONE (0) is no transactions, SQL_TC_ALL (2) that definitions are part of them.</summary>
    public int TransactionCapable { get; init; }
    /// <summary>SQL_TXN_ISOLATION_OPTION.</summary>
    public int Isolations { get; init; }
    /// <summary>SQL_IDENTIFIER_CASE.</summary>
    public int IdentifierCase { get; init; }
    /// <summary>SQL_MULT_RESULT_SETS.</summary>
    public bool MultipleResults { get; init; }
    /// <summary>SQL_PROCEDURES.</summary>
    public bool Procedures { get; init; }
    /// <summary>Whether schemas stand in statements (SQL_SCHEMA_USAGE).</summary>
    public bool Schemas { get; init; }
    /// <summary>Whether catalogs stand in statements (SQL_CATALOG_USAGE).</summary>
    public bool Catalogs { get; init; }
    /// <summary>SQL_SEARCH_PATTERN_ESCAPE.</summary>
    public string PatternEscape { get; init; } = "";
    /// <summary>SQL_PARAM_ARRAY_ROW_COUNTS is SQL_PARC_BATCH: each row of an array has a count of its own.</summary>
    public bool CountsEachRow { get; init; }
    /// <summary>SQLGetFunctions on SQLSetPos.</summary>
    public bool SetPos { get; init; }
    /// <summary>SQLGetFunctions on SQLCancel.</summary>
    public bool Cancel { get; init; }

    /// <summary>Asks the driver. What it does not answer is taken as not offered.</summary>
    public static OdbcFacts Read(ConnectionHandle connection) => new()
    {
        DriverName = Text(connection, Sql.InfoDriverName),
        DriverVersion = Text(connection, Sql.InfoDriverVersion),
        DbmsName = Text(connection, Sql.InfoDbmsName),
        DbmsVersion = Text(connection, Sql.InfoDbmsVersion),
        IdentifierQuote = Text(connection, Sql.InfoIdentifierQuote).Trim(),
        GetDataExtensions = Number(connection, Sql.InfoGetDataExtensions),
        TransactionCapable = Certain(connection, Sql.InfoTransactionCapable) & 0xFFFF,
        Isolations = Number(connection, Sql.InfoTransactionIsolations),
        IdentifierCase = Number(connection, Sql.InfoIdentifierCase) & 0xFFFF,
        MultipleResults = Text(connection, Sql.InfoMultipleResults) == "Y",
        Procedures = Text(connection, Sql.InfoProcedures) == "Y",
        Schemas = Number(connection, Sql.InfoSchemaUsage) != 0,
        Catalogs = Number(connection, Sql.InfoCatalogUsage) != 0,
        PatternEscape = Text(connection, Sql.InfoSearchPatternEscape),
        CountsEachRow = Number(connection, Sql.InfoParameterArrayRowCounts) == 1,
        SetPos = Has(connection, Sql.FunctionSetPos),
        Cancel = Has(connection, Sql.FunctionCancel),
    };

    /// <summary>The same as the engine and the plugin see it.</summary>
    /// <param name="settings">How the driver is treated, which takes from what it claims.</param>
    public ServerInfo ToServerInfo(OdbcSettings settings) => new()
    {
        Product = DbmsName,
        Version = VersionText.Parse(DbmsVersion),
        VersionText = DbmsVersion,
        Facts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["transport"] = "odbc",
            ["odbc.driver"] = DriverName,
            ["odbc.driver-version"] = DriverVersion,
            [GenericDialect.QuoteFact] = IdentifierQuote,
            [OdbcCapabilities.Transactions] = YesNo(TransactionCapable != 0),
            [OdbcCapabilities.Definitions] = YesNo(TransactionCapable == AllStatements),
            [OdbcCapabilities.MultipleResults] = YesNo(MultipleResults && settings.MultipleResults),
            [OdbcCapabilities.Cancel] = YesNo(Cancel && settings.Cancel),
            [OdbcCapabilities.Returning] = YesNo(settings.Returning),
            [OdbcCapabilities.ParameterArrays] = YesNo(settings.ParameterArrays),
            [OdbcCapabilities.Procedures] = YesNo(Procedures && settings.OutputParameters),
            [GenericDialect.IsolationsFact] = Isolations.ToString(CultureInfo.InvariantCulture),
            [GenericDialect.CaseFact] = IdentifierCase.ToString(CultureInfo.InvariantCulture),
            ["odbc.getdata-extensions"] = GetDataExtensions.ToString(CultureInfo.InvariantCulture),
        },
    };

    private static string YesNo(bool value) => value ? "yes" : "no";

    private static unsafe string Text(ConnectionHandle connection, ushort type)
    {
        char* buffer = stackalloc char[TextSize];
        new Span<char>(buffer, TextSize).Clear();
        return OdbcApi.SQLGetInfoW(connection, type, buffer, TextSize * sizeof(char), out _) is Sql.Success or Sql.SuccessWithInfo
            ? new string(buffer, 0, Math.Max(0, new ReadOnlySpan<char>(buffer, TextSize).IndexOf('\0')))
            : "";
    }

    private static unsafe int Number(ConnectionHandle connection, ushort type)
    {
        // Some of them have 16 bits: the other half stays zero.
        int value = 0;
        return OdbcApi.SQLGetInfoW(connection, type, &value, sizeof(int), out _) is Sql.Success or Sql.SuccessWithInfo ? value : 0;
    }

    // Without transactions a write is not all or nothing: only a driver that does not know the question may leave it open.
    private static unsafe int Certain(ConnectionHandle connection, ushort type)
    {
        int value = 0;
        short result = OdbcApi.SQLGetInfoW(connection, type, &value, sizeof(int), out _);
        if (result is Sql.Success or Sql.SuccessWithInfo)
        {
            return value;
        }

        QuarryException error = OdbcErrors.Of(connection, result);
        return error.SqlState is "HY096" or "HYC00" or "IM001" ? 0 : throw error;
    }

    private static bool Has(ConnectionHandle connection, ushort function)
        => OdbcApi.SQLGetFunctions(connection, function, out ushort supported) is Sql.Success or Sql.SuccessWithInfo && supported != 0;
}
