namespace Quarry.Benchmarks;

/// <summary>One way to do the work that is measured.</summary>
/// <param name="Name">As the result table shows it.</param>
/// <param name="Run">Does the work once and returns the rows read, so that a wrong run shows.</param>
internal sealed record Contender(string Name, Func<Task<long>> Run);
