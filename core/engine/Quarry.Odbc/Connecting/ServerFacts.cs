using Quarry.Contracts;
using Quarry.Odbc.Native;

namespace Quarry.Odbc.Connecting;

/// <summary>What a profile's query tells of a server: a row whose columns are facts.</summary>
internal static unsafe class ServerFacts
{
    private const int Size = 1024;

    /// <summary>Runs the query. A server that refuses it has no such facts.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Read(ConnectionHandle connection, string sql)
    {
        var facts = new List<KeyValuePair<string, string>>();
        using StatementHandle statement = StatementHandle.Allocate(connection);
        try
        {
            _ = Statements.ExecuteDirect(statement, sql);
            Statements.Check(statement, OdbcApi.SQLNumResultCols(statement, out short columns));
            short fetched = OdbcApi.SQLFetch(statement);
            if (fetched == Sql.NoData)
            {
                return facts;
            }

            Statements.Check(statement, fetched);
            char* text = stackalloc char[Size];
            for (ushort column = 1; column <= columns; column++)
            {
                Statements.Check(statement, OdbcApi.SQLDescribeColW(statement, column, text, Size, out short length, out _, out _, out _, out _));
                string name = new(text, 0, Math.Min((int)length, Size - 1));
                nint indicator = 0;
                Statements.Check(statement, OdbcApi.SQLGetData(statement, column, Sql.CWChar, text, Size * sizeof(char), &indicator));
                if (indicator != Sql.NullData)
                {
                    facts.Add(KeyValuePair.Create(name, new string(text, 0, Math.Max(0, new ReadOnlySpan<char>(text, Size).IndexOf('\0')))));
                }
            }
        }
        catch (QuarryException error) when (error.Kind is ErrorKind.User or ErrorKind.Server)
        {
            return [];
        }

        return facts;
    }
}
