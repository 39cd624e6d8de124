using Quarry.Contracts;

namespace Quarry.Plugins.PostgreSql.Decoding;

/// <summary>Where the next value of a result's column stands, for errors; for elements of arrays it is the array's place.</summary>
internal sealed class RowPlace(ColumnBuilder builder, BatchBuilder batch)
{
    public ColumnSchema Column => builder.Column;

    /// <summary>The row of the whole result, from 1.</summary>
    public long Row => batch.RowsBefore + builder.Length + 1;
}
