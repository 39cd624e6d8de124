using System.Runtime.InteropServices;
using System.Text;
using Quarry.Odbc.Connecting;
using Quarry.Odbc.Native;

namespace Quarry.Odbc.Catalog;

/// <summary>Calls one of ODBC's catalog functions and reads its rows as text; they are few and short. On the session's thread only.</summary>
internal sealed unsafe class CatalogFunction(ConnectionHandle connection, bool utf8)
{
    private const int PieceBytes = 2048;

    private delegate short Call(StatementHandle statement);

    /// <summary>SQLTables.</summary>
    public List<string?[]> Tables(string? catalog, string? schema, string? table, string? kinds, params ReadOnlySpan<ushort> columns)
    {
        fixed (char* c = catalog, s = schema, t = table, k = kinds)
        {
            (nint catalogText, nint schemaText, nint tableText, nint kindText) = ((nint)c, (nint)s, (nint)t, (nint)k);
            return Read(statement => OdbcApi.SQLTablesW(statement, (char*)catalogText, Length(catalog), (char*)schemaText, Length(schema), (char*)tableText, Length(table), (char*)kindText, Length(kinds)), columns);
        }
    }

    /// <summary>SQLColumns.</summary>
    public List<string?[]> Columns(string? catalog, string? schema, string table, params ReadOnlySpan<ushort> columns)
    {
        fixed (char* c = catalog, s = schema, t = table)
        {
            (nint catalogText, nint schemaText, nint tableText) = ((nint)c, (nint)s, (nint)t);
            return Read(statement => OdbcApi.SQLColumnsW(statement, (char*)catalogText, Length(catalog), (char*)schemaText, Length(schema), (char*)tableText, Length(table), null, 0), columns);
        }
    }

    /// <summary>SQLPrimaryKeys.</summary>
    public List<string?[]> PrimaryKeys(string? catalog, string? schema, string table, params ReadOnlySpan<ushort> columns)
    {
        fixed (char* c = catalog, s = schema, t = table)
        {
            (nint catalogText, nint schemaText, nint tableText) = ((nint)c, (nint)s, (nint)t);
            return Read(statement => OdbcApi.SQLPrimaryKeysW(statement, (char*)catalogText, Length(catalog), (char*)schemaText, Length(schema), (char*)tableText, Length(table)), columns);
        }
    }

    /// <summary>SQLForeignKeys, of the table that refers.</summary>
    public List<string?[]> ForeignKeys(string? catalog, string? schema, string table, params ReadOnlySpan<ushort> columns)
    {
        fixed (char* c = catalog, s = schema, t = table)
        {
            (nint catalogText, nint schemaText, nint tableText) = ((nint)c, (nint)s, (nint)t);
            return Read(
                statement => OdbcApi.SQLForeignKeysW(
                    statement, null, 0, null, 0, null, 0, (char*)catalogText, Length(catalog), (char*)schemaText, Length(schema), (char*)tableText, Length(table)),
                columns);
        }
    }

    /// <summary>SQLStatistics: all indexes, and what is known without counting.</summary>
    public List<string?[]> Statistics(string? catalog, string? schema, string table, params ReadOnlySpan<ushort> columns)
    {
        const ushort AllIndexes = 1;
        fixed (char* c = catalog, s = schema, t = table)
        {
            (nint catalogText, nint schemaText, nint tableText) = ((nint)c, (nint)s, (nint)t);
            return Read(
                statement => OdbcApi.SQLStatisticsW(
                    statement, (char*)catalogText, Length(catalog), (char*)schemaText, Length(schema), (char*)tableText, Length(table), AllIndexes, 0),
                columns);
        }
    }

    /// <summary>SQLGetTypeInfo: the types that the database has.</summary>
    public List<string?[]> Types(params ReadOnlySpan<ushort> columns) => Read(static statement => OdbcApi.SQLGetTypeInfoW(statement, 0), columns);

    private static short Length(string? text) => (short)(text?.Length ?? 0);

    private List<string?[]> Read(Call call, ReadOnlySpan<ushort> columns)
    {
        using StatementHandle statement = StatementHandle.Allocate(connection);
        Statements.Check(statement, call(statement));
        var rows = new List<string?[]>();
        while (true)
        {
            short result = OdbcApi.SQLFetch(statement);
            if (result == Sql.NoData)
            {
                return rows;
            }

            Statements.Check(statement, result);
            string?[] row = new string?[columns.Length];
            for (int i = 0; i < row.Length; i++)
            {
                row[i] = Cell(statement, columns[i]);
            }

            rows.Add(row);
        }
    }

    private string? Cell(StatementHandle statement, ushort column)
    {
        byte* buffer = stackalloc byte[PieceBytes];
        int end = utf8 ? 1 : 2;
        var bytes = new List<byte>();
        while (true)
        {
            nint length;
            short result = OdbcApi.SQLGetData(statement, column, utf8 ? Sql.CChar : Sql.CWChar, buffer, PieceBytes, &length);
            if (result == Sql.NoData)
            {
                break;
            }

            Statements.Check(statement, result);
            if (length == Sql.NullData)
            {
                return null;
            }

            bool more = length == Sql.NoTotal || length > PieceBytes - end;
            bytes.AddRange(new ReadOnlySpan<byte>(buffer, more ? PieceBytes - end : (int)length));
            if (!more)
            {
                break;
            }
        }

        ReadOnlySpan<byte> all = CollectionsMarshal.AsSpan(bytes);
        return utf8 ? Encoding.UTF8.GetString(all) : new string(MemoryMarshal.Cast<byte, char>(all));
    }
}
