using System.Text;

namespace Quarry.Contracts.Tests.Text;

/// <summary>The formatters of <see cref="ValueText"/> as strings, each checked for what it does with a destination of every shorter length.</summary>
internal static class ValueTexts
{
    public delegate bool Formatter(Span<byte> destination, out int written);

    public static string Date(int days) => Format((Span<byte> d, out int n) => ValueText.TryFormatDate(days, d, out n));

    public static string Time(long time, TimeUnit unit) => Format((Span<byte> d, out int n) => ValueText.TryFormatTime(time, unit, d, out n));

    public static string Timestamp(long value, TimeUnit unit)
        => Format((Span<byte> d, out int n) => ValueText.TryFormatTimestamp(value, unit, d, out n));

    public static string Utc(long value, TimeUnit unit)
        => Format((Span<byte> d, out int n) => ValueText.TryFormatTimestampUtc(value, unit, d, out n));

    public static string Offset(TimestampOffset value, TimeUnit unit)
        => Format((Span<byte> d, out int n) => ValueText.TryFormatTimestampOffset(value, unit, d, out n));

    public static string Interval(Interval value) => Format((Span<byte> d, out int n) => ValueText.TryFormatInterval(value, d, out n));

    public static string Uuid(byte[] value) => Format((Span<byte> d, out int n) => ValueText.TryFormatUuid(value, d, out n));

    public static string Float32(float value) => Format((Span<byte> d, out int n) => ValueText.TryFormatFloat32(value, d, out n));

    public static string Float64(double value) => Format((Span<byte> d, out int n) => ValueText.TryFormatFloat64(value, d, out n));

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string Format(Formatter formatter)
    {
        Span<byte> buffer = new byte[ValueText.MaxLength];
        formatter(buffer, out int written).Should().BeTrue();
        Span<byte> exact = new byte[written];
        formatter(exact, out int again).Should().BeTrue();
        again.Should().Be(written);
        for (int shorter = 0; shorter < written; shorter++)
        {
            if (formatter(exact[..shorter], out again) || again != 0)
            {
                Assert.Fail($"A destination of {shorter} bytes took a text of {written}.");
            }
        }

        return Encoding.UTF8.GetString(buffer[..written]);
    }
}
