using System.Diagnostics;

namespace Quarry.Sdk.Tests;

/// <summary>Runs the .NET CLI as an author does.</summary>
internal static class Dotnet
{
    public static string Succeed(string directory, params string[] arguments)
    {
        (int code, string output) = Run(directory, arguments);
        code.Should().Be(0, "dotnet {0} said:\n{1}", string.Join(' ', arguments), output);
        return output;
    }

    public static (int Code, string Output) Run(string directory, params string[] arguments)
    {
        // No node outlives the command: it would hold the pipe that is read to its end here.
        var start = new ProcessStartInfo("dotnet", [.. arguments, "-nodeReuse:false", "-tl:off", "-v:m"])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
        };
        // Of the test run that started this process; they would decide for the author's build.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
