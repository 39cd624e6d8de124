using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Types;

namespace Quarry.Plugins.PostgreSql;

/// <summary>Types of PostgreSQL as logical types, and back. The table stands in README.md.</summary>
/// <remarks><see cref="NativeColumn.TypeCode"/> is the type's OID.</remarks>
public sealed class PostgreSqlTypeMap : TypeMap
{
    /// <inheritdoc/>
    public override string? ToDdl(LogicalType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return null;
    }

    /// <inheritdoc/>
    protected override LogicalType MapCore(NativeColumn column, ReadOptions options)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(options);
        return unchecked((uint)column.TypeCode) switch
        {
            Oids.Bool => LogicalType.Boolean,
            Oids.Int2 => LogicalType.Int16,
            Oids.Int4 => LogicalType.Int32,
            Oids.Int8 => LogicalType.Int64,
            Oids.Float4 => LogicalType.Float32,
            Oids.Float8 => LogicalType.Float64,
            Oids.Numeric when column.Precision is > 0 and <= 76 => LogicalType.Decimal(column.Precision, column.Scale),
            Oids.Numeric => LogicalType.NumericText,
            Oids.Date => LogicalType.Date32,
            Oids.Timestamp => LogicalType.Timestamp(TimeUnit.Microsecond),
            Oids.TimestampTz => LogicalType.TimestampUtc(TimeUnit.Microsecond),
            Oids.Uuid => LogicalType.Uuid,
            Oids.Bytea => LogicalType.Binary,
            Oids.Json or Oids.Jsonb => LogicalType.Json,
            _ => LogicalType.Utf8,
        };
    }
}
