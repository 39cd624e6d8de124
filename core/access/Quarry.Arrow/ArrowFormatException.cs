using System.Globalization;
using Quarry.Contracts;

namespace Quarry.Arrow;

/// <summary>Arrow data that is truncated, damaged, of a type or version that has no home here, or larger than the reader's limit. The message
/// names the place and, where it concerns one, the column and its type.</summary>
public sealed class ArrowFormatException : QuarryException
{
    internal ArrowFormatException(ErrorKind kind, int code, long offset, string message, Exception? inner)
        : base(kind, code, offset < 0 ? message : string.Create(CultureInfo.InvariantCulture, $"{message} (byte {offset})"), inner) => Offset = offset;

    /// <summary>Where the error lies: bytes from the start of the input, at the latest the start of the message that holds it; −1 for a record batch
    /// that came from no input.</summary>
    public long Offset { get; }
}
