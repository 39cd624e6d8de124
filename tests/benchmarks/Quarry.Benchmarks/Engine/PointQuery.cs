namespace Quarry.Benchmarks.Engine;

/// <summary>A short query.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Quarry">Its SQL for Quarry.</param>
/// <param name="Npgsql">Its SQL for Npgsql.</param>
/// <param name="HasKey">True if it takes a key.</param>
/// <param name="Rows">Rows that it returns.</param>
internal sealed record PointQuery(string Name, string Quarry, string Npgsql, bool HasKey, int Rows);
