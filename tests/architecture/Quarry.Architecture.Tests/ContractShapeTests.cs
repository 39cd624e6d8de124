using System.Reflection;
using Quarry.Contracts;

namespace Quarry.Architecture.Tests;

/// <summary>What would make the contract impossible to grow without breaking a compiled plugin.</summary>
public sealed class ContractShapeTests
{
    private static readonly Type[] s_types = [.. typeof(Driver).Assembly.GetExportedTypes()];

    [Fact]
    public void There_are_no_interfaces_to_implement() => s_types.Where(type => type.IsInterface).Should().BeEmpty();

    [Fact]
    public void There_are_no_positional_records()
        => s_types.Where(type => type.GetMethod("Deconstruct", BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly) is not null).Should().BeEmpty();

    [Fact]
    public void There_are_no_public_constants()
        => s_types.Where(type => !type.IsEnum).SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(field => field.IsLiteral).Should().BeEmpty();

    [Fact]
    public void There_are_no_optional_parameters()
        => s_types.SelectMany(type => type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .OfType<MethodBase>().Where(method => method.IsPublic || method.IsFamily)
            .Where(method => method.GetParameters().Any(parameter => parameter.IsOptional)).Should().BeEmpty();

    [Fact]
    public void There_are_no_mutable_structs_but_those_that_stay_on_the_stack()
        => s_types.Where(type => type is { IsValueType: true, IsEnum: false, IsByRefLike: false })
            .Where(type => type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance).Any(field => !field.IsInitOnly)).Should().BeEmpty();

    [Fact]
    public void Its_assembly_version_is_pinned_for_the_major()
        => typeof(Driver).Assembly.GetName().Version.Should().Be(new Version(ContractVersion.Major, 0, 0, 0));

    [Fact]
    public void Numbers_that_reach_a_wire_never_change()
    {
        Enum.GetValues<TypeKind>().Select(kind => $"{kind}={(int)kind}").Should().Equal(
            "Boolean=1", "Int8=2", "Int16=3", "Int32=4", "Int64=5", "UInt8=6", "UInt16=7", "UInt32=8", "UInt64=9", "Float32=10", "Float64=11",
            "Decimal128=12", "Decimal256=13", "Date32=14", "Time64=15", "Timestamp=16", "TimestampOffset=17", "Interval=18", "Utf8=19", "Binary=20",
            "FixedBinary=21", "Uuid=22", "Json=23", "Xml=24", "List=25");
        Enum.GetValues<TimeUnit>().Select(unit => (int)unit).Should().Equal(0, 1, 2, 3);
    }
}
