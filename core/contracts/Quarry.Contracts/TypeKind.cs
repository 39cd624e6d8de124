namespace Quarry.Contracts;

/// <summary>The kinds of logical type. The numbers reach wire formats: they are never changed, reused or reordered.</summary>
public enum TypeKind : byte
{
    /// <summary>True or false, one bit per value.</summary>
    Boolean = 1,
    /// <summary>Signed 8-bit integer.</summary>
    Int8 = 2,
    /// <summary>Signed 16-bit integer.</summary>
    Int16 = 3,
    /// <summary>Signed 32-bit integer.</summary>
    Int32 = 4,
    /// <summary>Signed 64-bit integer.</summary>
    Int64 = 5,
    /// <summary>Unsigned 8-bit integer.</summary>
    UInt8 = 6,
    /// <summary>Unsigned 16-bit integer.</summary>
    UInt16 = 7,
    /// <summary>Unsigned 32-bit integer.</summary>
    UInt32 = 8,
    /// <summary>Unsigned 64-bit integer.</summary>
    UInt64 = 9,
    /// <summary>IEEE 754 binary32.</summary>
    Float32 = 10,
    /// <summary>IEEE 754 binary64.</summary>
    Float64 = 11,
    /// <summary>Exact decimal of at most 38 digits: a signed 128-bit integer times 10 to the power of minus scale.</summary>
    Decimal128 = 12,
    /// <summary>Exact decimal of at most 76 digits: a signed 256-bit integer times 10 to the power of minus scale.</summary>
    Decimal256 = 13,
    /// <summary>Days since 1970-01-01 in the proleptic Gregorian calendar, 32-bit.</summary>
    Date32 = 14,
    /// <summary>Time of day since midnight in the type's unit, 64-bit.</summary>
    Time64 = 15,
    /// <summary>Time since 1970-01-01 00:00:00 in the type's unit, 64-bit; without a zone it is a wall clock, with one an instant in UTC.</summary>
    Timestamp = 16,
    /// <summary>An instant in UTC with the offset in minutes that its writer used, per value.</summary>
    TimestampOffset = 17,
    /// <summary>Months, days and nanoseconds, each signed and kept apart.</summary>
    Interval = 18,
    /// <summary>UTF-8 text.</summary>
    Utf8 = 19,
    /// <summary>Bytes of any length.</summary>
    Binary = 20,
    /// <summary>Bytes of one fixed length.</summary>
    FixedBinary = 21,
    /// <summary>A UUID: 16 bytes in RFC 9562 byte order.</summary>
    Uuid = 22,
    /// <summary>JSON as UTF-8 text.</summary>
    Json = 23,
    /// <summary>XML as UTF-8 text.</summary>
    Xml = 24,
    /// <summary>A list of values of one primitive type.</summary>
    List = 25,
}
