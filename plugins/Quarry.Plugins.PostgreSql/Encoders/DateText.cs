using System.Globalization;
using System.Text;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Types;

namespace Quarry.Plugins.PostgreSql.Encoders;

/// <summary>Dates and times in the form that PostgreSQL reads under every DateStyle: four digits of the year or more first, BC behind.</summary>
internal static class DateText
{
    /// <summary>A date.</summary>
    /// <param name="days">Since 1970-01-01.</param>
    public static string Of(int days)
    {
        (string text, bool isBeforeChrist) = Split(days);
        return isBeforeChrist ? text + " BC" : text;
    }

    /// <summary>A time of day.</summary>
    /// <param name="microseconds">Since midnight.</param>
    public static string Time(long microseconds)
    {
        Span<byte> text = stackalloc byte[ValueText.MaxLength];
        _ = ValueText.TryFormatTime(microseconds, TimeUnit.Microsecond, text, out int length);
        return Encoding.ASCII.GetString(text[..length]);
    }

    /// <summary>A timestamp.</summary>
    /// <param name="microseconds">Since 2000-01-01.</param>
    /// <param name="isUtc">True for an instant.</param>
    public static string Timestamp(long microseconds, bool isUtc)
    {
        (long days, long time) = Math.DivRem(microseconds, Epoch.MicrosecondsPerDay);
        if (time < 0)
        {
            (days, time) = (days - 1, time + Epoch.MicrosecondsPerDay);
        }

        (string date, bool isBeforeChrist) = Split((int)days + Epoch.Days);
        return $"{date} {Time(time)}{(isUtc ? "+00" : "")}{(isBeforeChrist ? " BC" : "")}";
    }

    private static (string Date, bool IsBeforeChrist) Split(int days)
    {
        Span<byte> bytes = stackalloc byte[ValueText.MaxLength];
        _ = ValueText.TryFormatDate(days, bytes, out int length);
        string text = Encoding.ASCII.GetString(bytes[..length]).TrimStart('+');
        // The year 0 is 1 BC.
        int end = text.IndexOf('-', 1);
        int year = int.Parse(text.AsSpan(0, end), CultureInfo.InvariantCulture);
        return year > 0 ? (text, false) : (string.Create(CultureInfo.InvariantCulture, $"{1 - year:0000}{text[end..]}"), true);
    }
}
