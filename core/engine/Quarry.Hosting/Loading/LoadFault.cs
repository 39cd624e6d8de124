using System.Globalization;
using Quarry.Contracts;

namespace Quarry.Hosting.Loading;

/// <summary>The errors of an entry assembly, one method per cause.</summary>
internal static class LoadFault
{
    public static PluginRefusedException NotDotNet(string path)
        => Refuse(ErrorCodes.NotDotNet, $"{Path.GetFileName(path)} is not a .NET assembly.", "Copy the plugin's whole publish folder anew.");

    public static PluginRefusedException WrongBitness(string path)
        => Refuse(ErrorCodes.WrongBitness, $"{Path.GetFileName(path)} is built for 32-bit processes, and this process has 64 bits.", "Build the plugin without <PlatformTarget>x86</PlatformTarget>.");

    public static PluginRefusedException NewerRuntime(string path, Version runtime)
        => Refuse(ErrorCodes.NewerRuntime, string.Create(CultureInfo.InvariantCulture,
            $"{Path.GetFileName(path)} is built for .NET {runtime.Major}, and this process runs .NET {Environment.Version.Major}."),
            "Run the application on that .NET, or install a plugin built for this one.");

    public static PluginRefusedException OtherFramework(string path)
        => Refuse(ErrorCodes.OtherFramework, $"{Path.GetFileName(path)} is built for .NET Framework.", "Build the plugin with <TargetFramework>net10.0</TargetFramework>.");

    public static PluginRefusedException NoContract(string path)
        => Refuse(ErrorCodes.ContractNotReferenced, $"{Path.GetFileName(path)} does not use Quarry.Contracts, so it holds no driver and no extension.",
            "Let \"assembly\" in plugin.json name the assembly that holds the driver: build the plugin with the Quarry SDK.");

    public static PluginRefusedException Unreadable(string path, Exception error)
        => Refuse(ErrorCodes.DirectoryUnreadable, $"{path} cannot be read: {PluginFault.Scrub(error.Message)}", "Give the process the right to read the plugin's folder.");

    private static PluginRefusedException Refuse(int code, string cause, string fix) => new(new PluginProblem(code, cause, fix));
}
