using System.Reflection;

namespace Quarry.Contracts.Tests;

public sealed class ErrorCodesTests
{
    // Append only: programs compare these numbers.
    private const string Frozen = """
        ValueOutOfRange 1001
        DecimalOverflow 1003
        TextNotANumber 1004
        TextNotATime 1005
        ClrCannotHold 1006
        InvalidUtf8 1007
        ColumnTooLarge 1008
        NotSupported 1009
        PluginFailed 1020
        ManagedDependencyMissing 1021
        NativeLibraryMissing 1022
        NotForThisProcess 1023
        BuiltAgainstOtherVersion 1024
        PluginDatabaseError 1025
        """;

    [Fact]
    public void Numbers_never_change()
        => string.Join('\n', typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => $"{field.Name} {field.GetRawConstantValue()}"))
            .Should().Be(Frozen.ReplaceLineEndings("\n"));
}
