namespace Quarry.Arrow;

/// <summary>How an <see cref="ArrowIpcReader"/> reads.</summary>
public sealed record ArrowIpcReaderOptions
{
    /// <summary>The names of the columns to take, in that order, found as <see cref="Contracts.Schema.IndexOf"/> does; null for all. The others
    /// may be of types that have no home here.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>How many bytes a batch may take as it is stored, and again how many once it is decoded; and how many all dictionaries together may take.
    /// It is compared before memory is rented. The default is 256 MiB.</summary>
    public long MaxBatchBytes { get; init; } = 256L << 20;

    /// <summary>False to take an input that ends after a whole message, without the mark that ends a stream, as complete. Some writers close their
    /// end instead of writing the mark; then nobody can tell such an input from one that was cut. True by default.</summary>
    public bool RequireEnd { get; init; } = true;

    /// <summary>True to leave the stream open when the reader is disposed.</summary>
    public bool LeaveOpen { get; init; }
}
