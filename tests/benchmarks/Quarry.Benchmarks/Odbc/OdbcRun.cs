using System.Diagnostics;
using System.Globalization;

namespace Quarry.Benchmarks.Odbc;

/// <summary>One read of a result in a process of its own, as that process told it.</summary>
/// <param name="Rows">How many rows came.</param>
/// <param name="Wall">Seconds from the connection to its end.</param>
/// <param name="Cpu">Seconds of the same work.</param>
/// <param name="PeakMiB">The process's peak resident set.</param>
internal sealed record OdbcRun(long Rows, double Wall, double Cpu, double PeakMiB)
{
    private static string Loop => Path.Combine(AppContext.BaseDirectory, "blockloop");

    /// <summary>The loop of blockloop.c, which is compiled where unixODBC's headers are installed.</summary>
    public static OdbcRun C(string connection, string sql, int blockRows, string kinds)
        => File.Exists(Loop) ? Start(Loop, connection, sql, blockRows.ToString(CultureInfo.InvariantCulture), kinds)
            : throw new InvalidOperationException("blockloop is not compiled. Run `apt-get install unixodbc-dev`, or tests/run.sh, which does, and build again.");

    /// <summary>This program, reading by Quarry after reading the warm-ups.</summary>
    public static OdbcRun Quarry(string target, string sql, params string[] warmUps)
        => Start("dotnet", [Environment.GetCommandLineArgs()[0], "odbc-once", target, sql, .. warmUps]);

    /// <summary>As blockloop.c prints it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Rows} {Wall:F4} {Cpu:F4} {PeakMiB:F1}");

    private static OdbcRun Start(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{Path.GetFileName(program)} ended with {process.ExitCode}; its message stands above.");
        }

        // The loop tells bytes and cut values too.
        string[] parts = output.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        if (parts is [.., string cut] && parts.Length > 4 && cut != "0")
        {
            throw new InvalidOperationException($"{cut} values did not fit into the C loop's columns.");
        }

        return new(long.Parse(parts[0], CultureInfo.InvariantCulture), Number(parts[1]), Number(parts[2]), Number(parts[3]));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
