using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Quarry.Sdk;

/// <summary>An assembly's metadata. Dispose closes the file.</summary>
internal sealed class AssemblyFile : IDisposable
{
    private readonly PEReader _image;

    public AssemblyFile(string path)
    {
        _image = new(File.OpenRead(path));
        Metadata = _image.GetMetadataReader();
    }

    public MetadataReader Metadata { get; }

    public CustomAttributeHandleCollection Attributes => Metadata.GetAssemblyDefinition().GetCustomAttributes();

    /// <summary>The package's version, which AssemblyVersion does not tell: Contracts pins that for the whole major.</summary>
    public string InformationalVersion
        => AttributeReader.Find(Metadata, Attributes, "System.Reflection.AssemblyInformationalVersionAttribute")?.Argument(0).Split('+')[0] ?? "";

    public void Dispose() => _image.Dispose();
}
