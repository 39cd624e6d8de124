namespace Quarry.Sdk;

/// <summary>The manifest tool: reads what a build asks for from a file, writes plugin.json, and reports as MSBuild does.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments is not [string path])
        {
            Console.Error.WriteLine("Usage: dotnet exec Quarry.Sdk.dll REQUEST. The request is a file that Quarry.Sdk.Plugin.targets writes.");
            return 1;
        }

        BuildRequest request = BuildRequest.Read(path);
        try
        {
            PluginFolder.Complete(request);
            return 0;
        }
        catch (BuildException error)
        {
            // MSBuild turns this form into an error of the build, with code and place.
            Console.WriteLine($"{request.Project} : error {error.Code}: {error.Message}");
            return 0;
        }
    }
}
