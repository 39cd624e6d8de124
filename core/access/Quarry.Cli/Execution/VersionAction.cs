using System.Reflection;
using Quarry.Cli.Output;
using Quarry.Columnar;
using Quarry.Contracts;

namespace Quarry.Cli.Execution;

/// <summary>Prints the versions, each of which is SemVer and moves on its own.</summary>
internal static class VersionAction
{
    public static int Run()
    {
        StandardOutput.Write($"""
            quarry    {Of(typeof(VersionAction))}
            API       {Of(typeof(QuarryEngine))}
            contract  {ContractVersion.Major}.{ContractVersion.Minor}
            RowBuffer {RowBufferVersion.Latest} and 1 (written and read)

            """.ReplaceLineEndings("\n"));
        return ExitCodes.Ok;
    }

    // Build metadata behind a + is the commit.
    private static string Of(Type type)
        => type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
