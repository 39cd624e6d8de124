namespace Quarry.Fuzz;

/// <summary>A parser under test: it returns, or throws exactly the error that it documents.</summary>
/// <param name="Name">What the command line and the corpus folder call it.</param>
/// <param name="Run">Parses one input; throws if an invariant is broken.</param>
internal sealed record FuzzTarget(string Name, Action<byte[]> Run)
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("scanner", ScannerTarget.Run),
        new("target", TargetTarget.Run),
        new("rowbuffer-v1", RowBufferTarget.RunV1),
        new("rowbuffer-v2", RowBufferTarget.RunV2),
        new("arrow", ArrowTarget.Run),
    ];
}
