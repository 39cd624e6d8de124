using Quarry.Contracts;

namespace Quarry.Benchmarks.RowBuffers;

/// <summary>What instruments send: rising counters and times, values that wander, few names, an id per reading, and gaps.</summary>
internal static class SensorTable
{
    public const int Rows = 1_000_000;

    private static readonly string[] s_sites = [.. Enumerable.Range(1, 12).Select(i => $"plant-{i:00}/hall-{i % 4}")];
    private static readonly string[] s_states = ["ok", "calibrating", "out of range", "maintenance"];

    private static readonly Schema s_schema = new(
    [
        Required("counter", LogicalType.Int64),
        Required("at", LogicalType.TimestampUtc(TimeUnit.Microsecond)),
        Required("site", LogicalType.Utf8),
        new() { Name = "state", Type = LogicalType.Utf8 },
        Required("reading_id", LogicalType.Uuid),
        Required("temperature", LogicalType.Float64),
        Required("pressure", LogicalType.Float64),
        new() { Name = "humidity", Type = LogicalType.Float64 },
        Required("voltage", LogicalType.Float64),
        Required("flow", LogicalType.Float32),
    ]);

    public static Table Create(BatchMemory memory, int rows, int batchRows)
    {
        var random = new Random(7);
        using var builder = new BatchBuilder(s_schema, memory, new() { Rows = batchRows, Bytes = 1 << 30 });
        List<ColumnBatch> batches = [];
        Span<byte> id = stackalloc byte[16];
        (long at, double temperature, double pressure, double humidity, double volts, double flow) = (1_700_000_000_000_000, 21.5, 1013.25, 0.4, 230, 12);
        for (int row = 0; row < rows; row++)
        {
            at += 1000 + random.Next(40);
            temperature += Step(random, 0.01);
            pressure += Step(random, 0.05);
            humidity += Step(random, 0.0005);
            volts += Step(random, 0.2);
            flow += Step(random, 0.02);
            random.NextBytes(id);
            Column<long>(0).Append(4_000_000L + row);
            Column<long>(1).Append(at);
            ((VariableColumnBuilder)builder.Columns[2]).AppendUtf16(s_sites[random.Next(s_sites.Length)]);
            AppendText(builder.Columns[3], random.Next(20) == 0 ? null : s_states[random.Next(10) == 0 ? random.Next(4) : 0]);
            ((FixedBinaryColumnBuilder)builder.Columns[4]).Append(id);
            Column<double>(5).Append(temperature);
            Column<double>(6).Append(pressure);
            Append(Column<double>(7), random.Next(10) == 0 ? null : humidity);
            // A converter of 12 bits and a factor: few distinct values, no short decimal.
            Column<double>(8).Append(Math.Round(volts * 8) / 8 * 1.0009765625);
            Column<float>(9).Append((float)flow);
            if (!builder.EndRow())
            {
                batches.Add(builder.Build());
            }
        }

        if (builder.Rows > 0)
        {
            batches.Add(builder.Build());
        }

        return new("sensor", s_schema, batches);

        FixedColumnBuilder<T> Column<T>(int index)
            where T : unmanaged => (FixedColumnBuilder<T>)builder.Columns[index];
    }

    private static double Step(Random random, double size) => (random.NextDouble() - 0.5) * size;

    private static ColumnSchema Required(string name, LogicalType type) => new() { Name = name, Type = type, IsNullable = false };

    private static void AppendText(ColumnBuilder column, string? value)
    {
        if (value is null)
        {
            column.AppendNull();
        }
        else
        {
            column.AppendUtf16(value);
        }
    }

    private static void Append(FixedColumnBuilder<double> column, double? value)
    {
        if (value is null)
        {
            column.AppendNull();
        }
        else
        {
            column.Append(value.Value);
        }
    }
}
