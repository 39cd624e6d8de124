namespace Quarry.Arrow;

/// <summary>The two formats of Arrow IPC (https://arrow.apache.org/docs/format/Columnar.html#serialization-and-interprocess-communication-ipc).</summary>
public enum ArrowIpcFormat
{
    /// <summary>Neither.</summary>
    Unknown,
    /// <summary>Messages one after the other.</summary>
    Stream,
    /// <summary>The same between two marks, with a footer that says where each message stands.</summary>
    File,
}
