using Quarry.Contracts;
using Quarry.Odbc.Describing;
using Quarry.Odbc.Native;
using Quarry.Odbc.Quirks;

namespace Quarry.Odbc.Blocks;

/// <summary>How one column is bound: the C type and the room of each value. Chosen once per column.</summary>
internal sealed class ColumnPlan
{
    // Sign, point, a zero before it and the NUL; what a driver may add in blanks.
    private const int DecimalExtra = 8;
    // A number without precision as text: Oracle's have up to 40 digits and 130 zeros, whatever length their driver tells.
    private const int LongestNumber = 200;
    // A column that is declared longer than this is read as one without a length.
    private const int LongestBound = 16 << 10;

    private ColumnPlan(ResultColumn column, short cType, int room, bool isLong) => (Column, CType, Room, IsLong) = (column, cType, room, isLong);

    public ResultColumn Column { get; }

    /// <summary>The C type that the driver converts to.</summary>
    public short CType { get; }

    /// <summary>Bytes of one value in the block, with what ends a text.</summary>
    public int Room { get; }

    /// <summary>True if values may be longer than the room: they are read by SQLGetData.</summary>
    public bool IsLong { get; }

    /// <summary>Bytes of the end of a text, which are room but no value.</summary>
    public int Terminator => CType switch { Sql.CChar => 1, Sql.CWChar => 2, _ => 0 };

    /// <summary>True if a value has a length of its own.</summary>
    public bool IsVariable => CType is Sql.CChar or Sql.CWChar or Sql.CBinary;

    public static ColumnPlan Of(ResultColumn column, OdbcSettings settings)
    {
        LogicalType type = column.Schema.Type;
        bool isText = column.SqlType is Sql.Char or Sql.VarChar or Sql.LongVarChar or Sql.WChar or Sql.WVarChar or Sql.WLongVarChar;
        return type.Kind switch
        {
            TypeKind.Boolean => column.SqlType == Sql.Bit && !settings.BooleansAsText ? new(column, Sql.CBit, 1, false) : Short(16),
            TypeKind.Int8 or TypeKind.Int16 or TypeKind.Int32 or TypeKind.Int64 or TypeKind.UInt8 or TypeKind.UInt16 or TypeKind.UInt32
                => settings.IntegersAsText || isText ? Short(48) : new(column, Sql.CBigInt, sizeof(long), false),
            TypeKind.UInt64 => settings.IntegersAsText || isText ? Short(48) : new(column, Sql.CUnsignedBigInt, sizeof(ulong), false),
            TypeKind.Float32 => new(column, Sql.CFloat, sizeof(float), false),
            TypeKind.Float64 => new(column, Sql.CDouble, sizeof(double), false),
            TypeKind.Decimal128 or TypeKind.Decimal256 => Short(Math.Max(type.Precision, type.Scale) + Math.Max(0, -type.Scale) + DecimalExtra),
            TypeKind.Date32 => settings.DatesAsText || isText ? Short(32) : new(column, Sql.CDate, 6, false),
            TypeKind.Timestamp => settings.TimestampsAsText || isText ? Short(48) : new(column, Sql.CTimestamp, 16, false),
            TypeKind.Time64 or TypeKind.TimestampOffset => Short(64),
            TypeKind.Interval => Short(96),
            TypeKind.Uuid => column.SqlType == Sql.Guid ? new(column, Sql.CGuid, 16, false) : Short(48),
            TypeKind.Binary or TypeKind.FixedBinary => Variable(column, Sql.CBinary, 1, 0, settings),
            _ => settings.Utf8Text ? Variable(column, Sql.CChar, 4, 1, settings) : Variable(column, Sql.CWChar, 4, 2, settings),
        };

        // The text of a value that has a longest text.
        ColumnPlan Short(int room) => new(column, Sql.CChar, room, false);
    }

    private static ColumnPlan Variable(ResultColumn column, short cType, int bytesPerUnit, int terminator, OdbcSettings settings)
    {
        long length = column.Length > 0 && column.Schema.Type.IsNumericText ? Math.Max(column.Length, LongestNumber) : column.Length;
        long declared = length * bytesPerUnit + terminator;
        bool isLong = length == 0 || column.SqlType is Sql.LongVarChar or Sql.WLongVarChar or Sql.LongVarBinary || declared > LongestBound || settings.LengthsAreHints;
        // Even room, so that UTF-16 keeps its alignment.
        return new(column, cType, (int)(isLong && (length == 0 || declared > settings.LongBytes) ? settings.LongBytes : declared) + 1 & ~1, isLong);
    }
}
