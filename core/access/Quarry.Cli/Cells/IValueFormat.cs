using Quarry.Contracts;

namespace Quarry.Cli.Cells;

/// <summary>The text of a value of fixed width, as a type argument, so that the call is direct.</summary>
internal interface IValueFormat<T>
{
    /// <summary>Writes the text into room for <see cref="ValueText.MaxLength"/> bytes and returns its length.</summary>
    static abstract int Format(T value, LogicalType type, Span<byte> room);
}
