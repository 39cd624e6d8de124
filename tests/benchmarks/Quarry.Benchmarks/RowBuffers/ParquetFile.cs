using System.IO.Compression;
using System.Text;
using Parquet;
using Parquet.Schema;
using Quarry.Contracts;

namespace Quarry.Benchmarks.RowBuffers;

/// <summary>A Parquet file with zstd in row groups of a million rows. The CLR arrays that its writer takes are made beforehand.</summary>
internal sealed class ParquetFile : Format
{
    private const int GroupRows = 1_000_000;

    private static readonly ParquetOptions s_options = new()
    {
        CompressionMethod = CompressionMethod.Zstd,
        CompressionLevel = CompressionLevel.Fastest,
        UseDateOnlyTypeForDates = true,
    };

    private readonly ParquetSchema _schema;
    private readonly Column[][] _groups;

    public ParquetFile(Table table)
        : base("Parquet.Net zstd")
    {
        List<Column[]> groups = [];
        for (int from = 0; from < table.Batches.Count;)
        {
            int to = from;
            for (int rows = 0; to < table.Batches.Count && rows + table.Batches[to].Rows <= GroupRows; to++)
            {
                rows += table.Batches[to].Rows;
            }

            groups.Add([.. table.Schema.Columns.Select((column, i) => Create(column, [.. table.Batches.Take(from..to).Select(batch => batch[i])]))]);
            from = to;
        }

        _groups = [.. groups];
        _schema = new(_groups[0].Select(column => column.Field));
    }

    public override async Task EncodeAsync(Stream destination, Action batchDone)
    {
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(_schema, destination, s_options);
        foreach (Column[] group in _groups)
        {
            using ParquetRowGroupWriter rows = writer.CreateRowGroup();
            for (int i = 0; i < group.Length; i++)
            {
                await group[i].WriteAsync(rows, _schema.DataFields[i]);
            }

            batchDone();
        }
    }

    public override async Task<long> DecodeAsync(Stream source, Action batchDone)
    {
        await using ParquetReader reader = await ParquetReader.CreateAsync(source, s_options);
        long count = 0;
        for (int group = 0; group < reader.RowGroupCount; group++)
        {
            using ParquetRowGroupReader rows = reader.OpenRowGroupReader(group);
            for (int i = 0; i < _groups[group].Length; i++)
            {
                await _groups[group][i].ReadAsync(rows, reader.Schema.DataFields[i]);
            }

            count += rows.RowCount;
            batchDone();
        }

        return count;
    }

    private static Column Create(ColumnSchema column, ColumnVector[] parts) => column.Type.Kind switch
    {
        TypeKind.Int32 => new Column<int>(new DataField<int>(column.Name, column.IsNullable), parts, (part, row) => part.Values<int>()[row]),
        TypeKind.Int64 => new Column<long>(new DataField<long>(column.Name, column.IsNullable), parts, (part, row) => part.Values<long>()[row]),
        TypeKind.Float32 => new Column<float>(new DataField<float>(column.Name, column.IsNullable), parts, (part, row) => part.Values<float>()[row]),
        TypeKind.Float64 => new Column<double>(new DataField<double>(column.Name, column.IsNullable), parts, (part, row) => part.Values<double>()[row]),
        TypeKind.Date32 => new Column<DateOnly>(new DataField<DateOnly>(column.Name, column.IsNullable), parts, (part, row) => part.GetDateOnly(row)),
        TypeKind.Timestamp => new Column<DateTime>(
            new DateTimeDataField(column.Name, DateTimeFormat.DateAndTimeMicros, isAdjustedToUTC: true, isNullable: column.IsNullable), parts, (part, row) => part.GetDateTime(row)),
        TypeKind.Decimal128 => new Column<decimal>(
            new DecimalDataField(column.Name, column.Type.Precision, column.Type.Scale, isNullable: column.IsNullable), parts, (part, row) => part.GetDecimal(row)),
        TypeKind.Uuid => new Column<Guid>(new DataField<Guid>(column.Name, column.IsNullable), parts, (part, row) => part.GetGuid(row)),
        _ => new Column<ReadOnlyMemory<char>>(
            new DataField<string>(column.Name, column.IsNullable), parts, (part, row) => Encoding.UTF8.GetString(part.GetBytes(row)).AsMemory()),
    };

    private abstract class Column(DataField definition)
    {
        public DataField Field => definition;

        public abstract Task WriteAsync(ParquetRowGroupWriter group, DataField to);

        public abstract Task ReadAsync(ParquetRowGroupReader group, DataField from);
    }

    private sealed class Column<T> : Column
        where T : struct
    {
        private readonly T[] _values = [];
        private readonly T?[] _nullable = [];

        public Column(DataField definition, ColumnVector[] parts, Func<ColumnVector, int, T> get)
            : base(definition)
        {
            if (definition.IsNullable)
            {
                _nullable = [.. parts.SelectMany(part => Enumerable.Range(0, part.Length).Select(row => part.IsNull(row) ? (T?)null : get(part, row)))];
            }
            else
            {
                _values = [.. parts.SelectMany(part => Enumerable.Range(0, part.Length).Select(row => get(part, row)))];
            }
        }

        public override Task WriteAsync(ParquetRowGroupWriter group, DataField to)
            => Field.IsNullable ? group.WriteAsync<T>(to, _nullable.AsMemory()) : group.WriteAsync<T>(to, _values.AsMemory());

        // Into the arrays that were written, which then hold the same values.
        public override async Task ReadAsync(ParquetRowGroupReader group, DataField from)
        {
            if (Field.IsNullable)
            {
                await group.ReadAsync<T>(from, _nullable.AsMemory());
            }
            else
            {
                await group.ReadAsync<T>(from, _values.AsMemory());
            }
        }
    }
}
