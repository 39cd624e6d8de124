using System.Reflection;
using Quarry.Plugins.Sybase.Errors;

namespace Quarry.Plugins.Sybase.Tests;

/// <summary>Programs rely on the numbers: they are never changed or reused.</summary>
public sealed class ErrorCodesTests
{
    [Fact]
    public void The_table_only_grows()
        => typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).ToDictionary(field => field.Name, field => (int)field.GetRawConstantValue()!)
            .Should().Equal(new Dictionary<string, int>
            {
                ["OptionUnknown"] = 24000,
                ["OptionInvalid"] = 24001,
                ["OptionRefused"] = 24002,
                ["TargetInvalid"] = 24003,
                ["NullableBoolean"] = 24010,
                ["ColumnName"] = 24011,
            });
}
