namespace Quarry.Plugins.Sqlite.Errors;

/// <summary>Stable error numbers of this plugin, 20000–20999. The table only grows; <c>ErrorCodesTests</c> freezes it.</summary>
internal static class ErrorCodes
{
    public const int LibraryMissing = 20000;
    public const int TargetInvalid = 20001;
    public const int OptionUnknown = 20002;
    public const int OptionInvalid = 20003;
    public const int CredentialUnused = 20004;
    public const int FileMissing = 20005;
    public const int FileIsDirectory = 20006;
    public const int NotADatabase = 20007;
    public const int PermissionDenied = 20008;
    public const int CannotOpen = 20009;
    public const int FileNotWritable = 20010;

    public const int Statement = 20100;
    public const int Constraint = 20101;
    public const int Busy = 20102;
    public const int Locked = 20103;
    public const int ReadOnly = 20104;
    public const int DiskFull = 20105;
    public const int InputOutput = 20106;
    public const int Corrupt = 20107;
    public const int OutOfMemory = 20108;
    public const int TooBig = 20109;
    public const int SchemaChanged = 20110;
    public const int Refused = 20111;
    public const int Library = 20112;
    public const int Interrupted = 20113;

    public const int HintUnknown = 20200;
    public const int ParameterCount = 20201;
    public const int ParameterValue = 20202;
    public const int Isolation = 20203;
    public const int TransactionLost = 20204;

    public const int ValueContradictsColumn = 20300;
    public const int MixedExpression = 20301;
    public const int TypeNotReadable = 20302;
    public const int ValueNotWritable = 20303;
}
