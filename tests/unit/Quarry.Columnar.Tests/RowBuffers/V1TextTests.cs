using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Quarry.Contracts;

namespace Quarry.Columnar.Tests.RowBuffers;

/// <summary>The texts of FORMAT.md are those that a v1 message holds.</summary>
public sealed partial class V1TextTests
{
    private static readonly CountingMemory s_memory = new();

    public static TheoryData<string, string, string> Rows
    {
        get
        {
            string document = File.ReadAllText(Path.Combine(GoldenFolder.Root(), "core", "foundation", "Quarry.Columnar", "FORMAT.md"));
            int start = document.IndexOf("### Texts", StringComparison.Ordinal);
            var rows = new TheoryData<string, string, string>();
            foreach (Match match in Row().Matches(document[start..document.IndexOf("## The original's v2", start, StringComparison.Ordinal)]))
            {
                rows.Add(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value);
            }

            return rows;
        }
    }

    [Fact]
    public void Every_type_that_becomes_text_has_a_row()
        => Samples.Types.Where(type => type.Kind is not (TypeKind.List or TypeKind.Utf8 or TypeKind.Json or TypeKind.Xml or TypeKind.Binary or TypeKind.FixedBinary
                or TypeKind.Int32 or TypeKind.Int64 or TypeKind.UInt8 or TypeKind.UInt16 or TypeKind.UInt32))
            .Select(type => type.Kind.ToString().ToUpperInvariant()).Distinct()
            .Should().BeSubsetOf(Rows.Select(row => TypeName().Match((string)((object[])row)[0]).Value.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant()));

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_value_has_the_text_of_the_document(string type, string memory, string text)
    {
        string name = TypeName().Match(type).Value;
        string[] arguments = Arguments().Match(type).Groups[1].Value.Split(',', StringSplitOptions.TrimEntries);
        TimeUnit unit = arguments[0] switch { "s" => TimeUnit.Second, "ms" => TimeUnit.Millisecond, "us" => TimeUnit.Microsecond, _ => TimeUnit.Nanosecond };
        int[] digits = [.. arguments.Select(argument => int.TryParse(argument, CultureInfo.InvariantCulture, out int number) ? number : 0)];
        long[] numbers = [.. Number().Matches(memory).Select(match => long.TryParse(match.Value, CultureInfo.InvariantCulture, out long number) ? number : 0)];
        ColumnBatch batch = name switch
        {
            "boolean" => One(LogicalType.Boolean, column => ((BooleanColumnBuilder)column).Append(memory == "1")),
            "int8" => Fixed(LogicalType.Int8, (sbyte)numbers[0]),
            "int16" => Fixed(LogicalType.Int16, (short)numbers[0]),
            "uint64" => Fixed(LogicalType.UInt64, ulong.Parse(memory, CultureInfo.InvariantCulture)),
            "decimal128" => One(LogicalType.Decimal128(digits[0], digits[1]), column => ((Decimal128ColumnBuilder)column).Append(new Decimal128(numbers[0], digits[1]))),
            "decimal256" => One(LogicalType.Decimal256(digits[0], digits[1]), column => ((Decimal256ColumnBuilder)column).Append(new Decimal256(numbers[0], digits[1]))),
            "float32" => Fixed(LogicalType.Float32, BitConverter.UInt32BitsToSingle(Convert.ToUInt32(memory, 16))),
            "float64" => Fixed(LogicalType.Float64, BitConverter.UInt64BitsToDouble(Convert.ToUInt64(memory, 16))),
            "date32" => Fixed(LogicalType.Date32, (int)numbers[0]),
            "time64" => Fixed(LogicalType.Time64(unit), numbers[0]),
            "timestamp" => One(arguments.Length > 1 ? LogicalType.TimestampUtc(unit) : LogicalType.Timestamp(unit), column => ((TimestampColumnBuilder)column).Append(numbers[0])),
            "timestamp_offset" => One(LogicalType.TimestampOffset(unit), column => ((TimestampOffsetColumnBuilder)column).Append(new TimestampOffset(numbers[0], (short)numbers[1]))),
            "interval" => Fixed(LogicalType.Interval, new Interval((int)numbers[0], (int)numbers[1], numbers[2])),
            "uuid" => One(LogicalType.Uuid, column => ((FixedBinaryColumnBuilder)column).Append(Convert.FromHexString(memory))),
            _ => throw new ArgumentException($"The document has a type {type}, which this test does not know."),
        };
        using (batch)
        {
            byte[] message = V1Tests.Write([batch], new());

            // Header, type code, a name of one byte, NULL flag, length.
            Encoding.UTF8.GetString(message.AsSpan(16 + 5 + 5)).Should().Be(text);
        }
    }

    private static ColumnBatch Fixed<T>(LogicalType type, T value)
        where T : unmanaged => One(type, column => ((FixedColumnBuilder<T>)column).Append(value));

    private static ColumnBatch One(LogicalType type, Action<ColumnBuilder> append)
    {
        using var builder = new BatchBuilder(Samples.Of(type), s_memory, BatchLimits.Default);
        append(builder.Columns[0]);
        builder.EndRow();
        return builder.Build();
    }

    [GeneratedRegex(@"^\| ([a-z][^|]*?) \| ([^|]+?) \| `([^`]+)` \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\(([^)]*)\)")]
    private static partial Regex Arguments();

    [GeneratedRegex("^[a-z0-9_]+")]
    private static partial Regex TypeName();

    [GeneratedRegex(@"-?[0-9]+")]
    private static partial Regex Number();
}
