using System.Globalization;
using Quarry.Contracts;

namespace Quarry.Plugins.Sqlite.Readers;

/// <summary>Writes numbers into text columns: integers in full, doubles as the shortest text that reads back as the same double.</summary>
internal static class NumberText
{
    private const int MaxLength = 32;

    public static void Append(VariableColumnBuilder builder, long value)
    {
        value.TryFormat(builder.Reserve(MaxLength), out int length, default, CultureInfo.InvariantCulture);
        builder.Advance(length);
    }

    public static void Append(VariableColumnBuilder builder, double value)
    {
        ValueText.TryFormatFloat64(value, builder.Reserve(MaxLength), out int length);
        builder.Advance(length);
    }
}
