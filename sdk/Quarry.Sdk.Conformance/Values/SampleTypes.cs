using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Values;

/// <summary>The logical types of the type matrix: each kind, with the edges of its precision, scale and unit.</summary>
internal static class SampleTypes
{
    public static IReadOnlyList<LogicalType> All { get; } =
    [
        LogicalType.Boolean,
        LogicalType.Int8, LogicalType.Int16, LogicalType.Int32, LogicalType.Int64,
        LogicalType.UInt8, LogicalType.UInt16, LogicalType.UInt32, LogicalType.UInt64,
        LogicalType.Float32, LogicalType.Float64,
        LogicalType.Decimal128(1, 0), LogicalType.Decimal128(12, 2), LogicalType.Decimal128(18, 18), LogicalType.Decimal128(38, 0),
        LogicalType.Decimal128(38, 10), LogicalType.Decimal128(5, -2),
        LogicalType.Decimal256(50, 20), LogicalType.Decimal256(76, 0),
        LogicalType.Date32,
        LogicalType.Time64(TimeUnit.Microsecond), LogicalType.Time64(TimeUnit.Nanosecond),
        LogicalType.Timestamp(TimeUnit.Second), LogicalType.Timestamp(TimeUnit.Millisecond),
        LogicalType.Timestamp(TimeUnit.Microsecond), LogicalType.Timestamp(TimeUnit.Nanosecond),
        LogicalType.TimestampUtc(TimeUnit.Second), LogicalType.TimestampUtc(TimeUnit.Millisecond),
        LogicalType.TimestampUtc(TimeUnit.Microsecond), LogicalType.TimestampUtc(TimeUnit.Nanosecond),
        LogicalType.TimestampOffset(TimeUnit.Millisecond), LogicalType.TimestampOffset(TimeUnit.Microsecond), LogicalType.TimestampOffset(TimeUnit.Nanosecond),
        LogicalType.Interval,
        LogicalType.Utf8, LogicalType.NumericText, LogicalType.Binary, LogicalType.FixedBinary(1), LogicalType.FixedBinary(20),
        LogicalType.Uuid, LogicalType.Json, LogicalType.Xml,
        LogicalType.List(LogicalType.Int32), LogicalType.List(LogicalType.Utf8), LogicalType.List(LogicalType.Boolean),
    ];
}
