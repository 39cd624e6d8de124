namespace Quarry.Cli.Formats;

/// <summary>How a result is written; the names are the values of <c>--format</c>.</summary>
internal enum ResultFormat
{
    Table,
    Csv,
    Json,
    Discard,
    /// <summary>RowBuffer v2.</summary>
    Qrb,
    /// <summary>RowBuffer v1.</summary>
    Qrb1,
    /// <summary>The Arrow IPC stream.</summary>
    Arrow,
}

/// <summary>What the formats have in common.</summary>
internal static class ResultFormats
{
    /// <summary>True if it is not text.</summary>
    public static bool IsBinary(this ResultFormat format) => format is ResultFormat.Qrb or ResultFormat.Qrb1 or ResultFormat.Arrow;

    /// <summary>True if its buffers can be compressed.</summary>
    public static bool HasCodecs(this ResultFormat format) => format is ResultFormat.Qrb or ResultFormat.Arrow;
}
