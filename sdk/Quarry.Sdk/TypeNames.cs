using System.Reflection.Metadata;

namespace Quarry.Sdk;

internal static class TypeNames
{
    public static string Of(MetadataReader metadata, TypeReferenceHandle handle)
    {
        TypeReference type = metadata.GetTypeReference(handle);
        return Join(metadata, type.Namespace, type.Name);
    }

    public static string Of(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        TypeDefinition type = metadata.GetTypeDefinition(handle);
        return type.GetDeclaringType() is { IsNil: false } outer
            ? $"{Of(metadata, outer)}+{metadata.GetString(type.Name)}"
            : Join(metadata, type.Namespace, type.Name);
    }

    private static string Join(MetadataReader metadata, StringHandle space, StringHandle name)
        => space.IsNil ? metadata.GetString(name) : $"{metadata.GetString(space)}.{metadata.GetString(name)}";
}
