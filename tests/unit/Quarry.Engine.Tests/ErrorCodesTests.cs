using System.Reflection;

namespace Quarry.Engine.Tests;

public sealed class ErrorCodesTests
{
    // Append only: programs compare these numbers.
    private const string Frozen = """
        SqlUnterminated 5101
        SqlMixedMarkers 5102
        SqlMarkerNumber 5103
        ParameterMissing 5201
        ParameterExtra 5202
        ParameterAmbiguous 5203
        ParameterUnsupportedType 5204
        ParameterInvalidValue 5205
        ParameterText 5206
        TargetMalformed 5301
        TargetSecrets 5302
        TimedOut 5401
        NoTransport 5402
        BadSessionLimit 5403
        BadRule 5404
        NotOffered 5405
        NoStatement 5406
        MoreThanOneResult 5407
        NotPreparable 5408
        StaleInTransaction 5409
        DriverStuck 5410
        SpillFailed 5501
        SpillTooLarge 5502
        CommitUnknown 5601
        BatchCommandSeveral 5602
        BadBatch 5603
        PoolTimedOut 5701
        ConnectTimedOut 5702
        BadCatalog 5801
        BadOptions 5802
        NothingToWrite 5901
        TableExists 5902
        TableMissing 5903
        ColumnsDoNotFit 5904
        BatchOfOtherColumns 5905
        WriteIncomplete 5906
        PartitionsInconsistent 5921
        PartitionPoolTooSmall 5922
        PartitionNotAQuery 5923
        OtherPartitionFailed 5924
        PartitionDescriptorMalformed 5925
        PartitionDescriptorVersion 5926
        PartitionDescriptorTarget 5927
        PartitionDescriptorParameters 5928
        RowValue 5941
        RowType 5942
        NotRowBuffer 5943
        SchemaChanged 5944
        ResumeKey 5961
        ResumeDiffers 5962
        ResumeNotAQuery 5963
        """;

    [Fact]
    public void Numbers_never_change()
        => string.Join('\n', typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => $"{field.Name} {field.GetRawConstantValue()}"))
            .Should().Be(Frozen.ReplaceLineEndings("\n"));
}
