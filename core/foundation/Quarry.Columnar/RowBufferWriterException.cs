using Quarry.Contracts;

namespace Quarry.Columnar;

/// <summary>The error that whoever wrote a RowBuffer v2 stream ended it with: nothing is wrong with the stream or its reader.</summary>
/// <remarks>Kind, codes and message are the writer's, which may be another program: a code need not be one of Quarry's.</remarks>
public sealed class RowBufferWriterException : QuarryException
{
    internal RowBufferWriterException(ErrorKind kind, int code, string message, string? sqlState)
        : base(kind, code, message, sqlState, null)
    {
    }
}
