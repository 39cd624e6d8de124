using Quarry.Contracts;
using Quarry.Odbc.Connecting;
using Quarry.Odbc.Native;

namespace Quarry.Odbc.Describing;

/// <summary>Asks a driver for the columns of a statement's result.</summary>
internal static unsafe class ResultColumns
{
    private const int NameSize = 1024;

    // 0, -4 (SQL_NO_TOTAL) and what is beyond a gigabyte are the ways in which drivers say that there is no limit.
    private const long LargestLength = 1L << 30;

    /// <summary>The number of columns; 0 if there is no result.</summary>
    public static int Count(StatementHandle statement)
    {
        Statements.Check(statement, OdbcApi.SQLNumResultCols(statement, out short count));
        return count;
    }

    /// <summary>The columns.</summary>
    /// <param name="statement">What has run.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="types">The driver's type map.</param>
    /// <param name="profile">Turns a description by ODBC into the driver's own, or null.</param>
    /// <param name="options">The caller's choices.</param>
    public static ResultColumn[] Read(StatementHandle statement, int count, TypeMap types, OdbcProfile? profile, ReadOptions options)
    {
        var columns = new ResultColumn[count];
        for (int i = 0; i < count; i++)
        {
            ushort number = (ushort)(i + 1);
            (NativeColumn native, long length) = Describe(statement, number);
            NativeColumn own = profile?.Describe(native) ?? native;
            columns[i] = new(number, (short)native.TypeCode, length, new()
            {
                Name = native.Name,
                Type = types.Map(own, options),
                // No driver's word is good enough to leave the validity out: psqlODBC says "nullable" of all, others "not nullable" of outer joins.
                IsNullable = true,
                NativeType = own.TypeName,
            });
        }

        return columns;
    }

    private static (NativeColumn Column, long Length) Describe(StatementHandle statement, ushort number)
    {
        char* name = stackalloc char[NameSize];
        new Span<char>(name, NameSize).Clear();
        Statements.Check(statement, OdbcApi.SQLDescribeColW(statement, number, name, NameSize, out _, out short type, out nuint size, out short digits, out short nullable));
        long described = unchecked((long)size) is > 0 and < LargestLength and var usable ? usable : 0;
        bool number10 = type is Sql.Numeric or Sql.Decimal;
        long length = described;
        return (new()
        {
            // Some drivers report the length wrongly where a name is not ASCII: the NUL counts.
            Name = new(name, 0, new ReadOnlySpan<char>(name, NameSize).IndexOf('\0') is >= 0 and var end ? end : NameSize - 1),
            TypeCode = type,
            TypeName = TypeName(statement, number),
            Precision = number10 ? (int)Math.Min(described, int.MaxValue) : 0,
            Scale = number10 || type is Sql.TypeTimestamp or Sql.TypeTime or Sql.Timestamp2 or Sql.Time2 or Sql.SqlServerTime or Sql.SqlServerTimestampOffset ? digits : 0,
            Length = length,
            IsUnsigned = Attribute(statement, number, Sql.DescribeUnsigned) == 1,
            IsNullable = nullable != 0,
        }, length);
    }

    private static string TypeName(StatementHandle statement, ushort number)
    {
        char* text = stackalloc char[NameSize];
        new Span<char>(text, NameSize).Clear();
        short length;
        return OdbcApi.SQLColAttributeW(statement, number, Sql.DescribeTypeName, text, NameSize * sizeof(char), &length, null) is Sql.Success or Sql.SuccessWithInfo
            ? new(text, 0, Math.Max(0, new ReadOnlySpan<char>(text, NameSize).IndexOf('\0')))
            : "";
    }

    private static nint Attribute(StatementHandle statement, ushort number, ushort field)
    {
        nint value = 0;
        return OdbcApi.SQLColAttributeW(statement, number, field, null, 0, null, &value) is Sql.Success or Sql.SuccessWithInfo ? value : 0;
    }
}
