using System.Diagnostics;

namespace Quarry.Benchmarks.PostgreSql;

/// <summary>psql's COPY of a query in binary; its CPU time counts with that of the process's children.</summary>
internal static class Psql
{
    public static async Task CopyAsync(string target, string sql, string file)
    {
        using Process process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >\"$0\"", file, "psql", target, "-X", "-q", "-c", $"copy ({sql}) to stdout (format binary)"]))!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"psql failed ({process.ExitCode}); its message stands above.");
        }
    }
}
