using System.Globalization;

namespace Quarry.Columnar;

/// <summary>A version of RowBuffer: a reader of 2.m reads every stream of 2.0 to 2.m.</summary>
public readonly record struct RowBufferVersion
{
    /// <summary>Joins the numbers.</summary>
    /// <param name="major">Changes when an older reader cannot even find the frames.</param>
    /// <param name="minor">Grows with every encoding, codec or frame that an older reader does not know.</param>
    public RowBufferVersion(int major, int minor) => (Major, Minor) = (major, minor);

    /// <summary>What this library writes unless it is told to write for an older reader: 2.1. A stream that needs no more states a lower minor.</summary>
    public static RowBufferVersion Latest => new(2, 1);

    /// <summary>The major number.</summary>
    public int Major { get; }
    /// <summary>The minor number.</summary>
    public int Minor { get; }

    /// <summary>As in <c>2.0</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");
}
