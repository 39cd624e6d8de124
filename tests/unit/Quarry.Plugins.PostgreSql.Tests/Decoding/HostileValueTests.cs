using CsCheck;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Types;

namespace Quarry.Plugins.PostgreSql.Tests.Decoding;

/// <summary>A server may send anything: every cut and every flipped byte is a value or a typed error, and never depends on what lies behind the value.</summary>
public sealed class HostileValueTests
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, s_cases.Length)];

    private static readonly (uint Oid, LogicalType Type, string Hex)[] s_cases =
    [
        (Oids.Bool, LogicalType.Boolean, "01"),
        (Oids.Int2, LogicalType.Int16, "0102"),
        (Oids.Int4, LogicalType.Int32, "01020304"),
        (Oids.Int8, LogicalType.Int64, "0102030405060708"),
        (Oids.Oid, LogicalType.UInt32, "F1020304"),
        (Oids.Xid8, LogicalType.UInt64, "F102030405060708"),
        (Oids.Float4, LogicalType.Float32, "3F800000"),
        (Oids.Float8, LogicalType.Float64, "3FF0000000000000"),
        (Oids.Date, LogicalType.Date32, "00000001"),
        (Oids.Time, LogicalType.Time64(TimeUnit.Microsecond), "0000000000000001"),
        (Oids.Timestamp, LogicalType.Timestamp(TimeUnit.Microsecond), "0000000000000001"),
        (Oids.Interval, LogicalType.Interval, "00000000000000010000000200000003"),
        (Oids.Uuid, LogicalType.Uuid, "000102030405060708090A0B0C0D0E0F"),
        (Oids.Jsonb, LogicalType.Json, "017B7D"),
        (Oids.Numeric, LogicalType.NumericText, "0002000000000002000C1388"),
        (Oids.Numeric, LogicalType.Decimal128(18, 2), "0002000000000002000C1388"),
        (Oids.Numeric, LogicalType.Decimal128(38, 2), "0006000500000002000C138800010002000303E8"),
        (Oids.Numeric, LogicalType.Decimal256(76, 2), "0006000500000002000C138800010002000303E8"),
        (Oids.Numeric, LogicalType.Float64, "0002000000000002000C1388"),
        (1007, LogicalType.List(LogicalType.Int32), "0000000100000001000000170000000200000001000000040000000AFFFFFFFF"),
        (1009, LogicalType.List(LogicalType.Utf8), "0000000100000000000000190000000200000001000000026162000000 00".Replace(" ", "", StringComparison.Ordinal)),
        (1231, LogicalType.List(LogicalType.NumericText), "0000000100000000000006A400000001000000010000000C0002000000000002000C1388"),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_whole_value_is_read(int index)
        => Outcome(index, Convert.FromHexString(s_cases[index].Hex), 0).Should().NotStartWith("error");

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_cut_value_is_an_error(int index)
    {
        byte[] bytes = Convert.FromHexString(s_cases[index].Hex);
        int shortest = s_cases[index].Oid == Oids.Jsonb ? 1 : bytes.Length;
        for (int length = 0; length < bytes.Length; length++)
        {
            string outcome = Outcome(index, bytes[..length], 0);
            Outcome(index, bytes[..length], 0xFF).Should().Be(outcome);
            outcome.StartsWith("error Row 1, column \"c\"", StringComparison.Ordinal).Should().Be(length < shortest, "{0} bytes", length);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_changed_value_does_not_depend_on_what_follows(int index)
    {
        byte[] whole = Convert.FromHexString(s_cases[index].Hex);
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte, Gen.Int[0, whole.Length - 1], Gen.Byte).Sample((at, value, second, other) =>
        {
            byte[] bytes = [.. whole];
            (bytes[at], bytes[second]) = (value, other);
            Outcome(index, bytes, 0).Should().Be(Outcome(index, bytes, 0xFF));
        }, iter: 3_000);
    }

    private static string Outcome(int index, byte[] bytes, byte after)
    {
        try
        {
            object? value = Decode.Values(s_cases[index].Oid, s_cases[index].Type, after, bytes)[0];
            return value is object?[] list ? string.Join('|', list) : value?.ToString() ?? "null";
        }
        catch (QuarryException error)
        {
            return "error " + error.Message;
        }
    }
}
