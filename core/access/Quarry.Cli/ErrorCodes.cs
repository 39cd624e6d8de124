namespace Quarry.Cli;

/// <summary>Stable error numbers of the command line, 9000–9999. The table only grows; <c>ErrorCodesTests</c> freezes it.</summary>
internal static class ErrorCodes
{
    public const int Unexpected = 9000;
    public const int Usage = 9001;
    public const int SqlUnreadable = 9002;
    public const int OutputUnwritable = 9003;
    public const int OutputFull = 9004;
    public const int JsonMalformed = 9005;
    public const int BinaryToTerminal = 9006;
    public const int SeveralResults = 9007;
    public const int InputUnreadable = 9008;
    public const int UnknownFormat = 9009;
    public const int UnknownColumn = 9010;
    public const int InputTooLarge = 9011;
    public const int UnknownTable = 9012;
    public const int AmbiguousTable = 9013;
    public const int TimedOut = 9014;
    public const int UnknownSchema = 9015;
    public const int CountsDiffer = 9016;
    public const int NothingToLoad = 9017;

    public const int DescriptorsUnwritable = 9051;
    public const int DescriptorUnreadable = 9052;
    public const int DescriptorNeedsTarget = 9053;
}
