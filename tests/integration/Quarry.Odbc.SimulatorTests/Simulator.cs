using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace Quarry.Odbc.SimulatorTests;

/// <summary>The scripted ODBC driver, compiled once per test run, and what it exports besides ODBC. Its counters are the process's: its tests run one by one.</summary>
public sealed unsafe class Simulator : IDisposable
{
    public const string Collection = "scripted ODBC driver";

    private const int Connections = 2;
    private const int Statements = 3;

    private static readonly Lazy<Simulator> s_shared = new(() => new());

    private readonly string _folder = Directory.CreateTempSubdirectory("quarrysim").FullName;
    private readonly delegate* unmanaged[Cdecl]<int, int> _handles;
    private readonly delegate* unmanaged[Cdecl]<long> _calls;
    private readonly delegate* unmanaged[Cdecl]<void> _reset;
    private readonly delegate* unmanaged[Cdecl]<byte*, int, int> _lastConnectionString;
    private readonly delegate* unmanaged[Cdecl]<void> _releaseHangs;

    private Simulator()
    {
        Library = Path.Combine(_folder, "libquarrysim.so");
        Run("build.sh", Library);
        nint library = NativeLibrary.Load(Library);
        _handles = (delegate* unmanaged[Cdecl]<int, int>)NativeLibrary.GetExport(library, "quarrysim_handles");
        _calls = (delegate* unmanaged[Cdecl]<long>)NativeLibrary.GetExport(library, "quarrysim_calls");
        _reset = (delegate* unmanaged[Cdecl]<void>)NativeLibrary.GetExport(library, "quarrysim_reset");
        _lastConnectionString = (delegate* unmanaged[Cdecl]<byte*, int, int>)NativeLibrary.GetExport(library, "quarrysim_last_connection_string");
        _releaseHangs = (delegate* unmanaged[Cdecl]<void>)NativeLibrary.GetExport(library, "quarrysim_release_hangs");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
    }

    public static Simulator Shared => s_shared.Value;

    public string Library { get; }

    /// <summary>Connections and statements that live.</summary>
    public (int Connections, int Statements) Handles => (_handles(Connections), _handles(Statements));

    public long Calls => _calls();

    public string LastConnectionString
    {
        get
        {
            byte* text = stackalloc byte[4096];
            int length = _lastConnectionString(text, 4096);
            return Encoding.UTF8.GetString(text, length);
        }
    }

    public void Reset() => _reset();

    public void ReleaseHangs() => _releaseHangs();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Runs a script of the driver's folder to its end.</summary>
    /// <returns>What it wrote.</returns>
    public static string Run(string script, params string[] arguments)
    {
        string folder = typeof(Simulator).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == "Simulator").Value!;
        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(folder, script));
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{script} ended with {process.ExitCode}: {output}");
    }
}
