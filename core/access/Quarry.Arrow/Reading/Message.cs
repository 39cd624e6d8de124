namespace Quarry.Arrow.Reading;

/// <summary>The kinds of message (https://github.com/apache/arrow/blob/main/format/Message.fbs).</summary>
internal enum MessageKind : byte
{
    Schema = 1,
    Dictionary = 2,
    Batch = 3,
}

/// <summary>The checked head of a message. Its body is still to be read.</summary>
internal sealed class Message
{
    public required MessageKind Kind { get; init; }
    /// <summary>Where it starts in the input.</summary>
    public required long Offset { get; init; }
    /// <summary>Continuation mark, length and metadata.</summary>
    public required ReadOnlyMemory<byte> Head { get; init; }
    public required int BodyLength { get; init; }
    /// <summary>Of a dictionary.</summary>
    public long DictionaryId { get; init; }
    /// <summary>True for a dictionary that adds to the one before.</summary>
    public bool IsDelta { get; init; }
}
