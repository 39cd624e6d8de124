using System.Reflection;

namespace Quarry.Tests;

public sealed class ErrorCodesTests
{
    // Append only: programs compare these numbers.
    [Fact]
    public void Numbers_never_change()
        => typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => $"{field.Name} {field.GetRawConstantValue()}")
            .Should().Equal("BadConfiguration 7001", "UnknownSource 7002", "WarmUpFailed 7003", "SeveralPlugins 7004");
}
