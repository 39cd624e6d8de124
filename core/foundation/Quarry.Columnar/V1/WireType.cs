namespace Quarry.Columnar.V1;

/// <summary>The type codes of RowBuffer v1. The numbers are on the wire of existing clients: never changed, never reused.</summary>
internal enum WireType : ushort
{
    Varchar = 1,
    Integer = 2,
    BigInt = 3,
    Decimal = 4,
    Date = 5,
    Timestamp = 6,
    Binary = 7,
    NVarchar = 8,
    TimestampWithTz = 9,
    DatetimeOffset = 10,
    Time = 11,
    SmallInt = 12,
    Boolean = 13,
    Float = 14,
    Double = 15,
    Json = 16,
    Uuid = 17,
    Money = 18,
    Interval = 19,
}
