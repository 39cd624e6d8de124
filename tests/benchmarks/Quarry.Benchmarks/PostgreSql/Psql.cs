using System.Diagnostics;

namespace Quarry.Benchmarks.PostgreSql;

/// <summary>psql's COPY of a query in binary; its CPU time counts with that of the process's children.</summary>
internal static class Psql
{
    public static Task CopyAsync(string target, string sql, string file)
        => RunAsync("exec \"$@\" >\"$0\"", target, $"copy ({sql}) to stdout (format binary)", file);

    /// <summary>Writes such a file into a table.</summary>
    public static Task LoadAsync(string target, string table, string file)
        => RunAsync("exec \"$@\" <\"$0\"", target, $"copy {table} from stdin (format binary)", file);

    private static async Task RunAsync(string script, string target, string sql, string file)
    {
        using Process process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script, file, "psql", target, "-X", "-q", "-c", sql]))!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"psql failed ({process.ExitCode}); its message stands above.");
        }
    }
}
