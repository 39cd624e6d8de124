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

    /// <summary>Whether what ran last is worth to be changed further: mutants of what is refused at once are refused at once.</summary>
    public Func<bool> Keeps { get; init; } = static () => true;

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("scanner", ScannerTarget.Run),
        new("target", TargetTarget.Run),
        new("rowbuffer-v1", RowBufferTarget.RunV1),
        V2("rowbuffer-v2", RowBufferTarget.RunV2, static stream => stream),
        V2("rowbuffer-v2-lz4", RowBufferTarget.RunLz4, RowBufferPress.Lz4),
        V2("rowbuffer-v2-zstd", RowBufferTarget.RunZstd, RowBufferPress.Zstd),
        new("arrow", ArrowTarget.Run),
        new("postgresql-rows", PostgreSqlRowsTarget.Run),
    ];

    private static FuzzTarget V2(string name, Action<byte[]> run, Func<byte[], byte[]> press) => new(name, run)
    {
        Mutate = RowBufferMutator.Mutate,
        Seeds = file => RowBufferStream.Split(file).Select(press),
        Keeps = static () => RowBufferTarget.WasRead,
    };
}
