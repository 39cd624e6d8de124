using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Quarry.Sdk;

/// <summary>The values of one attribute as strings, read from metadata; nothing is loaded.</summary>
internal sealed class AttributeReader
{
    private readonly CustomAttributeValue<string> _value;

    private AttributeReader(CustomAttributeValue<string> value) => _value = value;

    /// <summary>The attribute of that full name among those given, or null.</summary>
    public static AttributeReader? Find(MetadataReader metadata, CustomAttributeHandleCollection attributes, string fullName)
    {
        foreach (CustomAttributeHandle handle in attributes)
        {
            CustomAttribute attribute = metadata.GetCustomAttribute(handle);
            if (attribute.Constructor.Kind == HandleKind.MemberReference
                && metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is { Kind: HandleKind.TypeReference } parent
                && TypeNames.Of(metadata, (TypeReferenceHandle)parent) == fullName)
            {
                return new(attribute.DecodeValue(AttributeTypes.Instance));
            }
        }

        return null;
    }

    public string Argument(int index) => _value.FixedArguments[index].Value as string ?? "";

    public string Text(string name) => Named(name) as string ?? "";

    public string[] List(string name)
        => Named(name) is ImmutableArray<CustomAttributeTypedArgument<string>> values ? [.. values.Select(value => value.Value as string ?? "")] : [];

    private object? Named(string name) => _value.NamedArguments.FirstOrDefault(argument => argument.Name == name).Value;
}
