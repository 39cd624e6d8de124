using System.Globalization;
using Quarry.Contracts;

namespace Quarry.Engine.Parameters;

/// <summary>An enum is sent as its underlying integer.</summary>
internal static class ClrEnum
{
    public static object Value(object value) => Convert.ChangeType(value, Enum.GetUnderlyingType(value.GetType()), CultureInfo.InvariantCulture);

    public static LogicalType Type(Type type) => System.Type.GetTypeCode(type) switch
    {
        TypeCode.SByte => LogicalType.Int8,
        TypeCode.Int16 => LogicalType.Int16,
        TypeCode.Int64 => LogicalType.Int64,
        TypeCode.Byte => LogicalType.UInt8,
        TypeCode.UInt16 => LogicalType.UInt16,
        TypeCode.UInt32 => LogicalType.UInt32,
        TypeCode.UInt64 => LogicalType.UInt64,
        _ => LogicalType.Int32,
    };
}
