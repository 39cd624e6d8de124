namespace Quarry.Benchmarks.PostgreSql;

/// <summary>A table that is read.</summary>
/// <param name="Name">Its name on the server.</param>
/// <param name="Kinds">One letter per column for the typed getters: l int8, i int4, f float8, r float4, d numeric, a date, t text.</param>
/// <param name="Rows">How many rows the statements insert.</param>
/// <param name="Create">The statements that create and fill it; <c>pg_temp.r(i, seed, n)</c> is a hash of i in [0, n).</param>
internal sealed record ServerTable(string Name, string Kinds, long Rows, string Create)
{
    public string Sql => $"select * from {Name}";
}
