namespace Quarry;

/// <summary>Stable error numbers of the composition, 7000–7999. The table only grows; <c>ErrorCodesTests</c> freezes it.</summary>
internal static class ErrorCodes
{
    public const int BadConfiguration = 7001;
    public const int UnknownSource = 7002;
    public const int WarmUpFailed = 7003;
    public const int SeveralPlugins = 7004;
}
