namespace Quarry.Hosting;

/// <summary>Stable error numbers of the plugin host, 6000–6999. The table only grows; <c>ErrorCodesTests</c> freezes it.</summary>
internal static class ErrorCodes
{
    public const int ManifestMissing = 6001;
    public const int ManifestUnreadable = 6002;
    public const int ManifestTooLarge = 6003;
    public const int ManifestNotJson = 6004;
    public const int ManifestTooDeep = 6005;
    public const int ManifestDuplicateKey = 6006;
    public const int PropertyMissing = 6007;
    public const int PropertyWrong = 6008;
    public const int ManifestFormatUnknown = 6009;
    public const int BadId = 6010;
    public const int BadScheme = 6011;
    public const int BadVersion = 6012;
    public const int BadPath = 6013;
    public const int PathsCollide = 6014;
    public const int FileMissing = 6015;
    public const int FileLengthDiffers = 6016;
    public const int LinkLeavesFolder = 6017;
    public const int DepsFileMissing = 6018;
    public const int BundledContract = 6019;
    public const int ContractNewer = 6020;
    public const int ContractOtherMajor = 6021;
    public const int DuplicateId = 6022;
    public const int DuplicateScheme = 6023;
    public const int BaseMissing = 6024;
    public const int BaseIsExtension = 6025;
    public const int BaseFailed = 6026;
    public const int AssemblyNotListed = 6027;
    public const int ExtensionClaimsScheme = 6028;

    public const int DirectoryMissing = 6030;
    public const int DirectoryEmpty = 6031;
    public const int DirectoryIsPlugin = 6032;
    public const int DirectoryUnreadable = 6033;
    public const int CollectibleUnknown = 6034;
    public const int DirectoryIsFile = 6035;

    public const int NotDotNet = 6040;
    public const int WrongBitness = 6041;
    public const int NewerRuntime = 6042;
    public const int OtherFramework = 6043;
    public const int ContractNotReferenced = 6044;
    public const int NoDriver = 6045;
    public const int SeveralDrivers = 6046;
    public const int BadDriverClass = 6047;
    public const int IdDiffers = 6048;
    public const int NoPublicConstructor = 6049;
    public const int CompositionFailed = 6050;
    public const int RuleNotReturned = 6051;
    public const int RuleNamesCollide = 6052;
    public const int DriverIncomplete = 6053;
    public const int ExtensionEmpty = 6054;
    public const int ExtensionAttributeWrong = 6055;
    public const int SeveralProfiles = 6056;
    public const int RulesForRegisteredDriver = 6057;
    public const int RefusedByBase = 6058;

    public const int UnknownScheme = 6060;
    public const int UnknownId = 6061;
    public const int ExtensionAlone = 6062;
    public const int Pinned = 6063;
}
