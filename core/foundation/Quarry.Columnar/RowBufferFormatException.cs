using System.Globalization;
using Quarry.Contracts;

namespace Quarry.Columnar;

/// <summary>A RowBuffer that is truncated, damaged, of an unknown version, or larger than the reader's limit. The message names the place.</summary>
public sealed class RowBufferFormatException : QuarryException
{
    internal RowBufferFormatException(ErrorKind kind, int code, long offset, string message)
        : base(kind, code, string.Create(CultureInfo.InvariantCulture, $"{message} (byte {offset})")) => Offset = offset;

    internal RowBufferFormatException(ErrorKind kind, int code, long offset, string message, Exception inner)
        : base(kind, code, string.Create(CultureInfo.InvariantCulture, $"{message} (byte {offset})"), inner) => Offset = offset;

    /// <summary>Where the error lies: bytes from the start of the stream or message.</summary>
    public long Offset { get; }
}
