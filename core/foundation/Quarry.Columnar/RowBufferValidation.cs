namespace Quarry.Columnar;

/// <summary>When a reader checks the buffers of a batch. Headers, directories and lengths are always checked as they arrive.</summary>
public enum RowBufferValidation
{
    /// <summary>A buffer's checksum, offsets and UTF-8 are checked, and it is decoded, when somebody first reaches its values; a damaged buffer
    /// throws <see cref="RowBufferFormatException"/> there. Columns that nobody looks at cost nothing.</summary>
    FirstUse,

    /// <summary>Everything is checked and decoded before a batch is handed out, and no byte may follow the end of the input.</summary>
    Full,
}
