using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Quarry.Hosting.Tests.Support;

/// <summary>Changes a reference in a compiled assembly to what no compiler here would write.</summary>
internal static class AssemblyPatch
{
    /// <param name="bytes">The assembly; changed in place.</param>
    /// <param name="name">The reference.</param>
    /// <param name="patch">Gets the bytes, and where the reference's version (four 16-bit numbers) and name stand.</param>
    public static byte[] Reference(byte[] bytes, string name, Action<(byte[] Bytes, int Version, int Name)> patch)
    {
        using var image = new PEReader(new MemoryStream(bytes));
        MetadataReader metadata = image.GetMetadataReader();
        int start = image.PEHeaders.MetadataStartOffset;
        AssemblyReferenceHandle handle = metadata.AssemblyReferences.Single(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name) == name);
        int row = MetadataTokens.GetRowNumber(handle) - 1;
        int version = start + metadata.GetTableMetadataOffset(TableIndex.AssemblyRef) + (row * metadata.GetTableRowSize(TableIndex.AssemblyRef));
        int text = start + metadata.GetHeapMetadataOffset(HeapIndex.String) + MetadataTokens.GetHeapOffset(metadata.GetAssemblyReference(handle).Name);
        patch((bytes, version, text));
        return bytes;
    }
}
