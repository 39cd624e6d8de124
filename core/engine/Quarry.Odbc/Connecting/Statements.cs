using Quarry.Odbc.Errors;
using Quarry.Odbc.Native;

namespace Quarry.Odbc.Connecting;

/// <summary>Calls on statements with their errors.</summary>
internal static unsafe class Statements
{
    /// <summary>Throws unless a call succeeded.</summary>
    public static void Check(StatementHandle statement, short result)
    {
        if (result is not (Sql.Success or Sql.SuccessWithInfo))
        {
            throw OdbcErrors.Of(statement, result);
        }
    }

    /// <summary>Runs a text.</summary>
    /// <returns>False if it searched for rows to change and found none (SQL_NO_DATA).</returns>
    public static bool ExecuteDirect(StatementHandle statement, string sql)
    {
        short result;
        fixed (char* text = sql)
        {
            result = OdbcApi.SQLExecDirectW(statement, text, sql.Length);
        }

        return Ran(statement, result);
    }

    /// <summary>Runs what was prepared.</summary>
    public static bool Execute(StatementHandle statement) => Ran(statement, OdbcApi.SQLExecute(statement));

    public static void Prepare(StatementHandle statement, string sql)
    {
        short result;
        fixed (char* text = sql)
        {
            result = OdbcApi.SQLPrepareW(statement, text, sql.Length);
        }

        Check(statement, result);
    }

    /// <summary>Sets an attribute that the driver has to honour.</summary>
    public static void Set(StatementHandle statement, int attribute, nint value) => Check(statement, OdbcApi.SQLSetStmtAttrW(statement, attribute, value, 0));

    private static bool Ran(StatementHandle statement, short result)
    {
        if (result != Sql.NoData)
        {
            Check(statement, result);
        }

        return result != Sql.NoData;
    }
}
