namespace Quarry.Sdk;

/// <summary>An error of the author's project: a stable code, and a sentence with the cause and the fix.</summary>
internal sealed class BuildException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}
