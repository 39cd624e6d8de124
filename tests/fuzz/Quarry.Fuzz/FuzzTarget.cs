namespace Quarry.Fuzz;

/// <summary>A parser under test: it returns, or throws exactly the error that it documents.</summary>
/// <param name="Name">What the command line and the corpus folder call it.</param>
/// <param name="Run">Parses one input; throws if an invariant is broken.</param>
internal sealed record FuzzTarget(string Name, Action<byte[]> Run)
{
    /// <summary>Changes an input, with another one at hand to take bytes from.</summary>
    public Func<Mutator, byte[], byte[], byte[]> Mutate { get; init; } = static (mutator, input, other) => mutator.Mutate(input, other);

    /// <summary>The seeds that a file of the corpus holds: smaller inputs run more often.</summary>
    public Func<byte[], IEnumerable<byte[]>> Seeds { get; init; } = static file => [file];

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("scanner", ScannerTarget.Run),
        new("target", TargetTarget.Run),
        new("rowbuffer-v1", RowBufferTarget.RunV1),
        new("rowbuffer-v2", RowBufferTarget.RunV2) { Mutate = RowBufferMutator.Mutate, Seeds = RowBufferStream.Split },
        new("rowbuffer-v2-lz4", RowBufferTarget.RunLz4) { Mutate = RowBufferMutator.Mutate, Seeds = file => RowBufferStream.Split(file).Select(RowBufferPress.Lz4) },
        new("rowbuffer-v2-zstd", RowBufferTarget.RunZstd) { Mutate = RowBufferMutator.Mutate, Seeds = file => RowBufferStream.Split(file).Select(RowBufferPress.Zstd) },
    ];
}
