using System.Reflection;
using Quarry.Arrow.Mapping;

namespace Quarry.Arrow.Tests;

/// <summary>Numbers and names that are in files or in a caller's code. A line may be added here, never changed.</summary>
public sealed class FrozenNumbersTests
{
    [Fact]
    public void Error_codes() => Constants(typeof(ErrorCodes)).Should().Equal(
        "Truncated=8500", "NotArrow=8501", "Unsupported=8502", "Corrupt=8503", "LimitExceeded=8504", "InvalidText=8505", "UnsupportedType=8506", "Inexact=8507");

    [Fact]
    public void Metadata() => Constants(typeof(MetadataKeys)).Should().Equal(
        "ExtensionName=ARROW:extension:name", "ExtensionMetadata=ARROW:extension:metadata", "NativeType=quarry.native_type", "Zone=quarry.timezone",
        "Uuid=arrow.uuid", "Json=arrow.json", "TimestampWithOffset=arrow.timestamp_with_offset", "Xml=quarry.xml", "NumericText=quarry.numeric_text");

    private static IEnumerable<string> Constants(Type type)
        => type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => $"{field.Name}={field.GetRawConstantValue()}");
}
