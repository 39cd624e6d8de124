using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace Quarry.Cli.ProcessTests;

/// <summary>The built tool, as a shell would start it.</summary>
internal static class Tool
{
    private static readonly string s_path = Metadata("Tool");

    /// <summary>The folder of the files that tests share.</summary>
    public static string Fixtures { get; } = Metadata("Fixtures");

    public static Process Start(params string[] arguments) => Start(new Dictionary<string, string>(), arguments);

    public static Process Start(IReadOnlyDictionary<string, string> environment, params string[] arguments) => Start(environment, "", arguments);

    private static string Metadata(string key)
        => typeof(Tool).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;

    private static Process Start(IReadOnlyDictionary<string, string> environment, string redirection, string[] arguments)
    {
        // A shell without job control starts what runs in the background with SIGINT ignored, and that is inherited through the test run.
        string[] shell = redirection.Length == 0 ? [] : ["sh", "-c", $"exec \"$@\" {redirection}", "sh"];
        string[] command = [.. shell, .. OperatingSystem.IsLinux() ? (string[])["env", "--default-signal=INT"] : [],
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", "exec", s_path, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = new UTF8Encoding(false),
            StandardErrorEncoding = new UTF8Encoding(false),
        };
        start.Environment.Remove("QUARRY_PLUGINS");
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    public static ToolResult Run(params string[] arguments) => Finish(Start(arguments), "");

    /// <summary>Runs it with its descriptors redirected as a shell writes it, such as <c>&gt;&amp;-</c>.</summary>
    public static ToolResult RunInShell(string redirection, params string[] arguments) => Finish(Start(new Dictionary<string, string>(), redirection, arguments), "");

    /// <summary>Runs it with a file as its standard input and its bytes into another: a pipe in the middle of a shell's line.</summary>
    public static ToolResult RunBetween(string input, string output, params string[] arguments) => RunInShell($"< '{input}' > '{output}'", arguments);

    public static ToolResult RunWithInput(string input, params string[] arguments) => Finish(Start(arguments), input);

    public static ToolResult RunWithEnvironment(string name, string value, params string[] arguments)
        => Finish(Start(new Dictionary<string, string> { [name] = value }, arguments), "");

    /// <summary>Sends a signal, such as <c>INT</c>.</summary>
    public static void Send(string signal, Process process)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Waits for the end; a tool that does not end fails the test.</summary>
    public static ToolResult Finish(Process process, string input)
    {
        using (process)
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> error = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(TimeSpan.FromSeconds(60)))
            {
                process.Kill();
                throw new TimeoutException($"The tool did not end. It wrote: {output.Result} {error.Result}");
            }

            return new(process.ExitCode, output.Result, error.Result);
        }
    }
}

internal sealed record ToolResult(int ExitCode, string Output, string Error);
