using System.Reflection.Metadata;

namespace Quarry.Sdk;

/// <summary>Follows the base classes of a type through the assemblies that a project references.</summary>
internal sealed class BaseClasses(IEnumerable<string> references)
{
    public const string Driver = "Quarry.Contracts.Driver";

    private readonly Dictionary<string, string> _references = references
        .DistinctBy(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase)
        .ToDictionary(path => Path.GetFileNameWithoutExtension(path)!, StringComparer.OrdinalIgnoreCase);

    /// <summary>True if a class derives from Driver.</summary>
    public bool ReachDriver(MetadataReader metadata, TypeDefinitionHandle type)
    {
        EntityHandle parent = metadata.GetTypeDefinition(type).BaseType;
        if (parent.Kind == HandleKind.TypeSpecification)
        {
            parent = GenericDefinition(metadata, (TypeSpecificationHandle)parent);
        }

        return !parent.IsNil && parent.Kind switch
        {
            HandleKind.TypeDefinition => ReachDriver(metadata, (TypeDefinitionHandle)parent),
            HandleKind.TypeReference => ReachDriver(metadata, (TypeReferenceHandle)parent),
            _ => false,
        };
    }

    private bool ReachDriver(MetadataReader metadata, TypeReferenceHandle type)
    {
        string name = TypeNames.Of(metadata, type);
        EntityHandle scope = metadata.GetTypeReference(type).ResolutionScope;
        if (scope.Kind != HandleKind.AssemblyReference)
        {
            return false;
        }

        string assembly = metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)scope).Name);
        if (name == Driver && assembly == PluginAssembly.Contracts)
        {
            return true;
        }

        if (!_references.TryGetValue(assembly, out string? path))
        {
            return false;
        }

        using var file = new AssemblyFile(path);
        TypeDefinitionHandle definition = file.Metadata.TypeDefinitions.FirstOrDefault(handle => TypeNames.Of(file.Metadata, handle) == name);
        return !definition.IsNil && ReachDriver(file.Metadata, definition);
    }

    // ECMA-335 II.23.2.14: GENERICINST, CLASS or VALUETYPE, the generic type, then its arguments.
    private static EntityHandle GenericDefinition(MetadataReader metadata, TypeSpecificationHandle handle)
    {
        BlobReader signature = metadata.GetBlobReader(metadata.GetTypeSpecification(handle).Signature);
        if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
        {
            return default;
        }

        signature.ReadByte();
        return signature.ReadTypeHandle();
    }
}
