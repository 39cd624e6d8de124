using System.Globalization;
using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Native;
using Quarry.Plugins.Sqlite.Types;

namespace Quarry.Plugins.Sqlite;

/// <summary>Declared types of SQLite as logical types, and back. The table stands in README.md.</summary>
/// <remarks>A column without a declared type (an expression, ANY, an unknown name) has the storage class of its first batch, which the session passes as
/// <see cref="NativeColumn.TypeCode"/> (1 INTEGER, 2 REAL, 3 TEXT, 4 BLOB); all NULL is text.</remarks>
public sealed class SqliteTypeMap : TypeMap
{
    // NUMERIC affinity stores what is no integer as a double, which keeps every decimal of 15 digits (DBL_DIG).
    private const int MaxNumericDigits = 15;

    /// <inheritdoc/>
    public override IReadOnlyList<NativeColumn> Known { get; } =
    [
        .. ((string[])["INTEGER", "BOOLEAN", "REAL", "DECIMAL(12,2)", "DECIMAL(60,0)", "NUMERIC", "TEXT", "BLOB", "DATE", "TIME", "TIME(9)", "TIMESTAMP(0)", "TIMESTAMP(3)", "TIMESTAMP",
            "TIMESTAMP(9)", "TIMESTAMPTZ", "DATETIMEOFFSET", "INTERVAL", "UUID", "JSON", "XML", DdlNames.Int8, DdlNames.Int16, DdlNames.Int32, DdlNames.UInt8, DdlNames.UInt16,
            DdlNames.UInt32, DdlNames.UInt64Blob, DdlNames.Float32, DdlNames.NumericText, $"{DdlNames.DecimalBlob}(38,10)", $"{DdlNames.Decimal256Blob}(76,10)", $"{DdlNames.FixedBlob}(8)",
        ]).Select(name => new NativeColumn { TypeName = name }),
        new() { TypeCode = StorageClass.Integer },
        new() { TypeCode = StorageClass.Real },
        new() { TypeCode = StorageClass.Text },
        new() { TypeCode = StorageClass.Blob },
    ];

    /// <inheritdoc/>
    public override string? ToDdl(LogicalType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.Kind switch
        {
            TypeKind.Boolean => "BOOLEAN",
            TypeKind.Int8 => DdlNames.Int8,
            TypeKind.Int16 => DdlNames.Int16,
            TypeKind.Int32 => DdlNames.Int32,
            TypeKind.Int64 => "INTEGER",
            TypeKind.UInt8 => DdlNames.UInt8,
            TypeKind.UInt16 => DdlNames.UInt16,
            TypeKind.UInt32 => DdlNames.UInt32,
            TypeKind.UInt64 => DdlNames.UInt64Blob,
            TypeKind.Float32 => DdlNames.Float32,
            TypeKind.Float64 => "REAL",
            TypeKind.Decimal128 => Decimal(type.Precision <= MaxNumericDigits ? "DECIMAL" : DdlNames.DecimalBlob, type),
            TypeKind.Decimal256 => Decimal(DdlNames.Decimal256Blob, type),
            TypeKind.Date32 => "DATE",
            TypeKind.Time64 => "TIME" + Digits(type.Unit),
            TypeKind.Timestamp => (type.IsUtc ? "TIMESTAMPTZ" : "TIMESTAMP") + Digits(type.Unit),
            TypeKind.TimestampOffset => "DATETIMEOFFSET" + Digits(type.Unit),
            TypeKind.Interval => "INTERVAL",
            TypeKind.Utf8 => type.IsNumericText ? DdlNames.NumericText : "TEXT",
            TypeKind.Binary => "BLOB",
            TypeKind.FixedBinary => string.Create(CultureInfo.InvariantCulture, $"{DdlNames.FixedBlob}({type.ByteWidth})"),
            TypeKind.Uuid => "UUID",
            TypeKind.Json => DdlNames.JsonText,
            TypeKind.Xml => DdlNames.XmlText,
            _ => null,
        };
    }

    /// <inheritdoc/>
    protected override LogicalType MapCore(NativeColumn column, ReadOptions options)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(options);
        if (options.MismatchAsText)
        {
            return LogicalType.Utf8;
        }

        DeclaredType declared = DeclaredType.Parse(column.TypeName);
        return declared.Kind switch
        {
            DeclaredKind.Typed => declared.Type!,
            DeclaredKind.Numeric => OfNumeric(options),
            _ => OfStorageClass(column.TypeCode),
        };
    }

    private static LogicalType OfNumeric(ReadOptions options) => options.Numeric switch
    {
        NumericReading.Decimal => LogicalType.Decimal128(38, options.NumericScale),
        NumericReading.Double => LogicalType.Float64,
        _ => LogicalType.NumericText,
    };

    private static LogicalType OfStorageClass(int storageClass) => storageClass switch
    {
        StorageClass.Integer => LogicalType.Int64,
        StorageClass.Real => LogicalType.Float64,
        StorageClass.Blob => LogicalType.Binary,
        _ => LogicalType.Utf8,
    };

    private static string Decimal(string name, LogicalType type) => string.Create(CultureInfo.InvariantCulture, $"{name}({type.Precision},{type.Scale})");

    private static string Digits(TimeUnit unit) => unit switch
    {
        TimeUnit.Second => "(0)",
        TimeUnit.Millisecond => "(3)",
        TimeUnit.Nanosecond => "(9)",
        _ => "",
    };
}
