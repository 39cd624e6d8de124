namespace Quarry.Arrow;

/// <summary>How an <see cref="ArrowIpcReader"/> reads.</summary>
public sealed record ArrowIpcReaderOptions
{
    /// <summary>The names of the columns to take, in that order, found as <see cref="Contracts.Schema.IndexOf"/> does; null for all. The others
    /// may be of types that have no home here.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>How many bytes a batch may take: as it is stored, what is decoded or copied of it, and all dictionaries that are held for it, in one sum.
    /// It is compared before memory is rented. The default is 256 MiB.</summary>
    public long MaxBatchBytes { get; init; } = 256L << 20;

    /// <summary>False to take an input that ends after a whole message, without the mark that ends a stream, as complete. Some writers close their
    /// end instead of writing the mark; then nobody can tell such an input from one that was cut. True by default.</summary>
    public bool RequireEnd { get; init; } = true;

    /// <summary>True to stop at the mark that ends a stream, without a look at what follows: where the stream is one part of the input, or a connection
    /// that stays open. False by default: then the input ends with the mark, and bytes after it are an error. A file always ends the input.</summary>
    public bool AllowTrailingBytes { get; init; }

    /// <summary>True to leave the stream open when the reader is disposed.</summary>
    public bool LeaveOpen { get; init; }
}
