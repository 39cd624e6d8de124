using Quarry.Cli.Formats;
using Quarry.Columnar;

namespace Quarry.Cli.Commands;

/// <summary>What the user asked results to become.</summary>
internal sealed record OutputRequest
{
    public ResultFormat Format { get; init; }
    /// <summary>Of formats that have codecs.</summary>
    public RowBufferCodec Codec { get; init; }
    /// <summary>The output file, or null for the standard output.</summary>
    public string? Path { get; init; }
    public bool Stats { get; init; }
}
