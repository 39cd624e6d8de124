namespace Quarry.Benchmarks;

/// <summary>What a contender took, as medians.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rows">Rows per run.</param>
/// <param name="Wall">Seconds.</param>
/// <param name="Cpu">Seconds of the process and its children.</param>
internal sealed record Measured(string Name, long Rows, double Wall, double Cpu);
