using System.Text;
using Quarry.Contracts;

namespace Quarry.Columnar.Tests.RowBuffers;

/// <summary>Batches of every logical type, in the shapes that the encodings are made for.</summary>
internal static class Samples
{
    public static readonly LogicalType[] Types =
    [
        LogicalType.Boolean, LogicalType.Int8, LogicalType.Int16, LogicalType.Int32, LogicalType.Int64, LogicalType.UInt8, LogicalType.UInt16,
        LogicalType.UInt32, LogicalType.UInt64, LogicalType.Float32, LogicalType.Float64, LogicalType.Decimal128(38, 10), LogicalType.Decimal128(12, -2),
        LogicalType.Decimal256(76, 20), LogicalType.Date32, LogicalType.Time64(TimeUnit.Microsecond), LogicalType.Time64(TimeUnit.Nanosecond),
        LogicalType.Timestamp(TimeUnit.Second), LogicalType.TimestampUtc(TimeUnit.Nanosecond), LogicalType.TimestampOffset(TimeUnit.Microsecond),
        LogicalType.Interval, LogicalType.Utf8, LogicalType.NumericText, LogicalType.Binary, LogicalType.FixedBinary(3), LogicalType.FixedBinary(100),
        LogicalType.Uuid, LogicalType.Json, LogicalType.Xml, LogicalType.List(LogicalType.Int32), LogicalType.List(LogicalType.Utf8),
        LogicalType.List(LogicalType.Boolean),
    ];

    public enum Shape
    {
        Random,
        Extremes,
        Constant,
        FewValues,
        Rising,
        Runs,
        AllNull,
        Walk,
    }

    public static Schema AllTypes { get; } = new([.. Types.Select((type, i) => new ColumnSchema
    {
        Name = $"c{i}_{type}",
        Type = type,
        NativeType = i % 3 == 0 ? $"native {i}" : "",
        Metadata = i % 5 == 0 ? new Dictionary<string, string> { ["b"] = "2", ["a"] = "ä" } : new Dictionary<string, string>(),
    })]);

    public static Schema Of(LogicalType type) => new([new() { Name = "c", Type = type }]);

    /// <summary>A batch of one shape in all columns.</summary>
    public static ColumnBatch Batch(Schema schema, int rows, Shape shape, double nulls, int seed, BatchMemory memory)
    {
        var random = new Random(seed);
        using var builder = new BatchBuilder(schema, memory, new() { Rows = int.MaxValue, Bytes = 1 << 30 });
        for (int row = 0; row < rows; row++)
        {
            foreach (ColumnBuilder column in builder.Columns)
            {
                if (column.Column.IsNullable && (shape == Shape.AllNull || random.NextDouble() < nulls))
                {
                    column.AppendNull();
                }
                else
                {
                    Append(column, shape, row, random);
                }
            }

            builder.EndRow();
        }

        return builder.Build();
    }

    private static void Append(ColumnBuilder column, Shape shape, int row, Random random)
    {
        // The number from which the value is made decides the shape.
        long number = shape switch
        {
            Shape.Extremes => random.Next(6) switch { 0 => 0, 1 => -1, 2 => long.MinValue, 3 => long.MaxValue, 4 => int.MinValue, _ => uint.MaxValue },
            Shape.Constant => 42,
            Shape.FewValues => random.Next(5) * 1_000_003L,
            Shape.Rising => row * 7L + random.Next(5),
            Shape.Runs => row / 40 * 97L,
            Shape.Walk => row,
            _ => random.NextInt64(),
        };
        Append(column, number, shape, random);
    }

    private static void Append(ColumnBuilder column, long number, Shape shape, Random random)
    {
        LogicalType type = column.Column.Type;
        switch (column)
        {
            case BooleanColumnBuilder booleans:
                booleans.Append((number & 1) != 0);
                break;
            case Decimal128ColumnBuilder decimals:
                decimals.Append(shape == Shape.Random ? (Int128)number * number % (Int128)1e12 : number % 1_000_000_000_000);
                break;
            case Decimal256ColumnBuilder decimals:
                decimals.Append(shape == Shape.Extremes ? new Int256(number, (UInt128)(ulong)number) : (Int256)number);
                break;
            case FixedColumnBuilder<sbyte> integers:
                integers.Append((sbyte)number);
                break;
            case FixedColumnBuilder<short> integers:
                integers.Append((short)number);
                break;
            case FixedColumnBuilder<int> integers:
                integers.Append((int)number);
                break;
            case FixedColumnBuilder<long> integers:
                integers.Append(type.Kind == TypeKind.Time64 ? Math.Abs(number % 86_400_000_000) : number);
                break;
            case FixedColumnBuilder<byte> integers:
                integers.Append((byte)number);
                break;
            case FixedColumnBuilder<ushort> integers:
                integers.Append((ushort)number);
                break;
            case FixedColumnBuilder<uint> integers:
                integers.Append((uint)number);
                break;
            case FixedColumnBuilder<ulong> integers:
                integers.Append((ulong)number);
                break;
            case FixedColumnBuilder<float> floats:
                floats.Append(shape == Shape.Random ? BitConverter.Int32BitsToSingle((int)number) : shape == Shape.Walk ? (float)Walk(number, random) : number % 3 == 0 ? -0f : number);
                break;
            case FixedColumnBuilder<double> floats:
                floats.Append(shape == Shape.Random ? BitConverter.Int64BitsToDouble(number) : shape == Shape.Walk ? Walk(number, random) : number % 3 == 0 ? -0d : number);
                break;
            case FixedColumnBuilder<Interval> intervals:
                intervals.Append(new Interval((int)number, (int)(number >> 7), number));
                break;
            case TimestampOffsetColumnBuilder instants:
                instants.Append(new(number, (short)(number % 1440)));
                break;
            case FixedBinaryColumnBuilder bytes:
                byte[] value = new byte[type.ByteWidth];
                BitConverter.GetBytes(number).AsSpan(0, Math.Min(8, value.Length)).CopyTo(value);
                bytes.Append(value);
                break;
            case VariableColumnBuilder text:
                text.Append(Text(type, number, shape, random));
                break;
            case ListColumnBuilder list:
                for (int i = 0; i < (int)((ulong)number % 4); i++)
                {
                    if (i == 2)
                    {
                        list.Elements.AppendNull();
                    }
                    else
                    {
                        Append(list.Elements, number + i, shape, random);
                    }
                }

                list.EndList();
                break;
            default:
                throw new NotSupportedException(type.ToString());
        }
    }

    // A sensor: it moves slowly, and its last digits are noise.
    private static double Walk(long number, Random random) => 20 + 5 * (number % 1000 / 1000.0) + 0.01 * random.NextDouble();

    private static byte[] Text(LogicalType type, long number, Shape shape, Random random)
    {
        if (type.Kind == TypeKind.Binary)
        {
            byte[] bytes = new byte[(ulong)number % 20];
            if (shape == Shape.Random)
            {
                random.NextBytes(bytes);
            }

            return bytes;
        }

        return type.IsNumericText ? Encoding.UTF8.GetBytes(number.ToString(System.Globalization.CultureInfo.InvariantCulture))
            : (ulong)number % 7 == 0 ? [] : Encoding.UTF8.GetBytes($"wert {number} äöü€😀"[..(int)(6 + (ulong)number % 5)]);
    }
}
