using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Quarry.Contracts;

namespace Quarry.Hosting.Loading;

/// <summary>Reads the headers of an entry assembly before it is loaded, where a refusal can still be put plainly.</summary>
internal static class AssemblyCheck
{
    /// <param name="path">The entry assembly.</param>
    /// <exception cref="PluginRefusedException">This process cannot run it.</exception>
    public static void Verify(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            using var image = new PEReader(file);
            if (!image.HasMetadata)
            {
                throw LoadFault.NotDotNet(path);
            }

            if (Environment.Is64BitProcess && image.PEHeaders.CorHeader!.Flags.HasFlag(CorFlags.Requires32Bit))
            {
                throw LoadFault.WrongBitness(path);
            }

            CheckReferences(path, image.GetMetadataReader());
        }
        catch (Exception e) when (e is BadImageFormatException or OverflowException)
        {
            throw LoadFault.NotDotNet(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw LoadFault.Unreadable(path, e);
        }
    }

    private static void CheckReferences(string path, MetadataReader metadata)
    {
        bool seesContract = false;
        foreach (AssemblyReferenceHandle handle in metadata.AssemblyReferences)
        {
            AssemblyReference reference = metadata.GetAssemblyReference(handle);
            string name = metadata.GetString(reference.Name);
            if (name == "System.Runtime" && reference.Version.Major > Environment.Version.Major)
            {
                throw LoadFault.NewerRuntime(path, reference.Version);
            }

            if (name == "mscorlib")
            {
                throw LoadFault.OtherFramework(path);
            }

            seesContract |= name == typeof(Driver).Assembly.GetName().Name;
        }

        if (!seesContract)
        {
            throw LoadFault.NoContract(path);
        }
    }
}
