using Quarry.Odbc.Errors;
using Quarry.Odbc.Native;

namespace Quarry.Odbc.Connecting;

/// <summary>Proves that a driver writes lengths of 64 bits. Builds for 32-bit SQLLEN exist for ASE and DB2: with them every second row is garbage.</summary>
/// <remarks>By SQLGetTypeInfo, which every driver answers with several rows and which needs no SQL.</remarks>
internal static unsafe class LengthWidthProbe
{
    private const int Rows = 2;
    private const int TextSize = 128;
    private const long Untouched = 0x5A5A_5A5A_5A5A_5A5A;

    /// <summary>Throws if the lengths have 32 bits.</summary>
    /// <returns>True if it is proven that they have 64; false if the driver did not answer with two rows.</returns>
    public static bool Run(ConnectionHandle connection, string driver)
    {
        using StatementHandle statement = StatementHandle.Allocate(connection);
        nint fetched = 0;
        byte* names = stackalloc byte[Rows * TextSize];
        nint* lengths = stackalloc nint[Rows];
        new Span<nint>(lengths, Rows).Fill(unchecked((nint)Untouched));
        // What a driver refuses here it refuses later, with an error that belongs there.
        if (OdbcApi.SQLSetStmtAttrW(statement, Sql.AttrRowArraySize, Rows, 0) != Sql.Success
            || OdbcApi.SQLSetStmtAttrW(statement, Sql.AttrRowsFetched, (nint)(&fetched), 0) != Sql.Success
            || OdbcApi.SQLGetTypeInfoW(statement, 0) is not (Sql.Success or Sql.SuccessWithInfo)
            || OdbcApi.SQLBindCol(statement, 1, Sql.CChar, names, TextSize, lengths) != Sql.Success
            || OdbcApi.SQLFetch(statement) is not (Sql.Success or Sql.SuccessWithInfo))
        {
            return false;
        }

        if ((fetched >= 1 && !IsLength(lengths[0])) || (fetched >= Rows && !IsLength(lengths[1])))
        {
            throw OdbcErrors.LengthWidth(driver);
        }

        return fetched >= Rows;
    }

    private static bool IsLength(nint length) => length is >= Sql.NoTotal and < int.MaxValue;
}
