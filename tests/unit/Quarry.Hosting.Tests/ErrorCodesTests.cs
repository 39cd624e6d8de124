using System.Reflection;

namespace Quarry.Hosting.Tests;

public sealed class ErrorCodesTests
{
    // Programs compare these numbers: the table only grows.
    private static readonly Dictionary<string, int> s_frozen = new()
    {
        [nameof(ErrorCodes.ManifestMissing)] = 6001,
        [nameof(ErrorCodes.ManifestUnreadable)] = 6002,
        [nameof(ErrorCodes.ManifestTooLarge)] = 6003,
        [nameof(ErrorCodes.ManifestNotJson)] = 6004,
        [nameof(ErrorCodes.ManifestTooDeep)] = 6005,
        [nameof(ErrorCodes.ManifestDuplicateKey)] = 6006,
        [nameof(ErrorCodes.PropertyMissing)] = 6007,
        [nameof(ErrorCodes.PropertyWrong)] = 6008,
        [nameof(ErrorCodes.ManifestFormatUnknown)] = 6009,
        [nameof(ErrorCodes.BadId)] = 6010,
        [nameof(ErrorCodes.BadScheme)] = 6011,
        [nameof(ErrorCodes.BadVersion)] = 6012,
        [nameof(ErrorCodes.BadPath)] = 6013,
        [nameof(ErrorCodes.PathsCollide)] = 6014,
        [nameof(ErrorCodes.FileMissing)] = 6015,
        [nameof(ErrorCodes.FileLengthDiffers)] = 6016,
        [nameof(ErrorCodes.LinkLeavesFolder)] = 6017,
        [nameof(ErrorCodes.DepsFileMissing)] = 6018,
        [nameof(ErrorCodes.BundledContract)] = 6019,
        [nameof(ErrorCodes.ContractNewer)] = 6020,
        [nameof(ErrorCodes.ContractOtherMajor)] = 6021,
        [nameof(ErrorCodes.DuplicateId)] = 6022,
        [nameof(ErrorCodes.DuplicateScheme)] = 6023,
        [nameof(ErrorCodes.BaseMissing)] = 6024,
        [nameof(ErrorCodes.BaseIsExtension)] = 6025,
        [nameof(ErrorCodes.BaseFailed)] = 6026,
        [nameof(ErrorCodes.AssemblyNotListed)] = 6027,
        [nameof(ErrorCodes.ExtensionClaimsScheme)] = 6028,
        [nameof(ErrorCodes.DirectoryMissing)] = 6030,
        [nameof(ErrorCodes.DirectoryEmpty)] = 6031,
        [nameof(ErrorCodes.DirectoryIsPlugin)] = 6032,
        [nameof(ErrorCodes.DirectoryUnreadable)] = 6033,
        [nameof(ErrorCodes.CollectibleUnknown)] = 6034,
        [nameof(ErrorCodes.DirectoryIsFile)] = 6035,
        [nameof(ErrorCodes.NotDotNet)] = 6040,
        [nameof(ErrorCodes.WrongBitness)] = 6041,
        [nameof(ErrorCodes.NewerRuntime)] = 6042,
        [nameof(ErrorCodes.OtherFramework)] = 6043,
        [nameof(ErrorCodes.ContractNotReferenced)] = 6044,
        [nameof(ErrorCodes.NoDriver)] = 6045,
        [nameof(ErrorCodes.SeveralDrivers)] = 6046,
        [nameof(ErrorCodes.BadDriverClass)] = 6047,
        [nameof(ErrorCodes.IdDiffers)] = 6048,
        [nameof(ErrorCodes.NoPublicConstructor)] = 6049,
        [nameof(ErrorCodes.CompositionFailed)] = 6050,
        [nameof(ErrorCodes.RuleNotReturned)] = 6051,
        [nameof(ErrorCodes.RuleNamesCollide)] = 6052,
        [nameof(ErrorCodes.DriverIncomplete)] = 6053,
        [nameof(ErrorCodes.ExtensionEmpty)] = 6054,
        [nameof(ErrorCodes.ExtensionAttributeWrong)] = 6055,
        [nameof(ErrorCodes.SeveralProfiles)] = 6056,
        [nameof(ErrorCodes.RulesForRegisteredDriver)] = 6057,
        [nameof(ErrorCodes.RefusedByBase)] = 6058,
        [nameof(ErrorCodes.UnknownScheme)] = 6060,
        [nameof(ErrorCodes.UnknownId)] = 6061,
        [nameof(ErrorCodes.ExtensionAlone)] = 6062,
        [nameof(ErrorCodes.Pinned)] = 6063,
    };

    [Fact]
    public void The_numbers_are_frozen_unique_and_in_range()
    {
        var codes = typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).ToDictionary(field => field.Name, field => (int)field.GetRawConstantValue()!);

        codes.Should().Equal(s_frozen);
        codes.Values.Should().OnlyHaveUniqueItems().And.OnlyContain(code => code >= 6000 && code < 7000);
    }
}
