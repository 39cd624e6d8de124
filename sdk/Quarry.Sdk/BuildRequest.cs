namespace Quarry.Sdk;

/// <summary>What the targets ask for: lines of <c>name=value</c>, some of them several times.</summary>
internal sealed class BuildRequest
{
    private readonly ILookup<string, string> _values;

    private BuildRequest(ILookup<string, string> values) => _values = values;

    public string Project => One("project");
    public string Assembly => One("assembly");
    /// <summary>The folder to describe as it is (publish), or null to stage one under <see cref="Root"/>.</summary>
    public string? Directory => _values["directory"].SingleOrDefault();
    public string Root => One("root");
    /// <summary>The staged folder's name, if it is not the plugin's id.</summary>
    public string? Folder => _values["folder"].SingleOrDefault();
    /// <summary>The file that tells later builds where the folder was staged.</summary>
    public string Stamp => One("stamp");
    /// <summary>False only in fixtures, which need plugins that a host refuses.</summary>
    public bool Checks => !_values["checks"].Contains("off");
    public IEnumerable<string> References => _values["reference"];
    /// <summary>The files to stage: where each is, and its path in the folder, with forward slashes.</summary>
    public IEnumerable<(string Source, string Path)> Files => _values["file"].Select(SplitFile);

    public static BuildRequest Read(string path)
        => new(File.ReadLines(path).Where(line => line.Contains('=')).ToLookup(
            line => line[..line.IndexOf('=')], line => line[(line.IndexOf('=') + 1)..]));

    private static (string Source, string Path) SplitFile(string value)
    {
        int bar = value.LastIndexOf('|');
        return (value[..bar], value[(bar + 1)..].Replace('\\', '/'));
    }

    private string One(string name) => _values[name].Single();
}
