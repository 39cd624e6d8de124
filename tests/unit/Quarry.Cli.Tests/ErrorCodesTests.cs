using System.Reflection;

namespace Quarry.Cli.Tests;

public sealed class ErrorCodesTests
{
    [Fact]
    public void Numbers_never_change()
        => typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).ToDictionary(field => field.Name, field => (int)field.GetRawConstantValue()!)
            .Should().Equal(new Dictionary<string, int>
            {
                ["Unexpected"] = 9000,
                ["Usage"] = 9001,
                ["SqlUnreadable"] = 9002,
                ["OutputUnwritable"] = 9003,
                ["OutputFull"] = 9004,
                ["JsonMalformed"] = 9005,
                ["BinaryToTerminal"] = 9006,
                ["SeveralResults"] = 9007,
                ["InputUnreadable"] = 9008,
                ["UnknownFormat"] = 9009,
                ["UnknownColumn"] = 9010,
                ["InputTooLarge"] = 9011,
                ["UnknownTable"] = 9012,
                ["AmbiguousTable"] = 9013,
                ["TimedOut"] = 9014,
                ["UnknownSchema"] = 9015,
                ["CountsDiffer"] = 9016,
                ["NothingToLoad"] = 9017,
                ["DescriptorsUnwritable"] = 9051,
                ["DescriptorUnreadable"] = 9052,
                ["DescriptorNeedsTarget"] = 9053,
            });
}
