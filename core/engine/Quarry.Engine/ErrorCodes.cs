namespace Quarry.Engine;

/// <summary>Stable error numbers of the engine, 5000–5999. The table only grows; <c>ErrorCodesTests</c> freezes it.</summary>
internal static class ErrorCodes
{
    public const int SqlUnterminated = 5101;
    public const int SqlMixedMarkers = 5102;
    public const int SqlMarkerNumber = 5103;

    public const int ParameterMissing = 5201;
    public const int ParameterExtra = 5202;
    public const int ParameterAmbiguous = 5203;
    public const int ParameterUnsupportedType = 5204;
    public const int ParameterInvalidValue = 5205;
    public const int ParameterText = 5206;

    public const int TargetMalformed = 5301;
    public const int TargetSecrets = 5302;

    public const int TimedOut = 5401;
    public const int NoTransport = 5402;
    public const int BadSessionLimit = 5403;
    public const int BadRule = 5404;
    public const int NotOffered = 5405;
    public const int NoStatement = 5406;
    public const int MoreThanOneResult = 5407;
    public const int NotPreparable = 5408;
    public const int StaleInTransaction = 5409;
    public const int DriverStuck = 5410;

    public const int SpillFailed = 5501;
    public const int SpillTooLarge = 5502;

    public const int CommitUnknown = 5601;
    public const int BatchCommandSeveral = 5602;
    public const int BadBatch = 5603;

    public const int PoolTimedOut = 5701;
    public const int ConnectTimedOut = 5702;

    public const int BadCatalog = 5801;
    public const int BadOptions = 5802;

    public const int NothingToWrite = 5901;
    public const int TableExists = 5902;
    public const int TableMissing = 5903;
    public const int ColumnsDoNotFit = 5904;
    public const int BatchOfOtherColumns = 5905;
    public const int WriteIncomplete = 5906;

    public const int PartitionsInconsistent = 5921;
    public const int PartitionPoolTooSmall = 5922;
    public const int PartitionNotAQuery = 5923;
    public const int OtherPartitionFailed = 5924;
    public const int PartitionDescriptorMalformed = 5925;
    public const int PartitionDescriptorVersion = 5926;
    public const int PartitionDescriptorTarget = 5927;
    public const int PartitionDescriptorParameters = 5928;

    public const int RowValue = 5941;
    public const int RowType = 5942;
    public const int NotRowBuffer = 5943;
    public const int SchemaChanged = 5944;

    public const int ResumeKey = 5961;
    public const int ResumeDiffers = 5962;
    public const int ResumeNotAQuery = 5963;
}
