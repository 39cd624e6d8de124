using System.Reflection;
using Quarry.Columnar.V1;
using Quarry.Columnar.Wire;

namespace Quarry.Columnar.Tests.RowBuffers;

/// <summary>Numbers that are on a wire or in a caller's code. A line may be added here, never changed.</summary>
public sealed class FrozenNumbersTests
{
    [Fact]
    public void Numbers_of_v2()
    {
        Numbers<FrameKind>().Should().Equal("Schema=1", "Batch=2", "End=3", "Error=4", "Extension=5");
        Numbers<BufferRole>().Should().Equal("Validity=0", "Offsets=1", "Values=2", "Indices=3", "DictionaryOffsets=4", "DictionaryValues=5");
        Numbers<BufferEncoding>().Should().Equal("Plain=0", "Constant=1", "Dictionary=2", "RunLength=3", "FrameOfReference=4", "Delta=5", "ByteStreamSplit=6");
        Numbers<BufferCodec>().Should().Equal("None=0", "Lz4=1", "Zstd=2");
        Prelude.Magic.ToArray().Should().Equal("QRB2"u8.ToArray());
        RowBufferVersion.Latest.ToString().Should().Be("2.1");
    }

    [Fact]
    public void Numbers_of_v1()
        => Numbers<WireType>().Should().Equal("Varchar=1", "Integer=2", "BigInt=3", "Decimal=4", "Date=5", "Timestamp=6", "Binary=7", "NVarchar=8", "TimestampWithTz=9",
            "DatetimeOffset=10", "Time=11", "SmallInt=12", "Boolean=13", "Float=14", "Double=15", "Json=16", "Uuid=17", "Money=18", "Interval=19");

    [Fact]
    public void Error_codes()
        => typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => $"{field.Name}={field.GetRawConstantValue()}").Should().Equal(
            "BudgetExhausted=2001", "LimitExhausted=2002", "Truncated=2010", "NotRowBuffer=2011", "UnsupportedVersion=2012", "UnsupportedFeature=2013", "Corrupt=2014", "ChecksumMismatch=2015",
            "LimitExceeded=2016", "InvalidText=2017", "NoTypeCode=2020", "TooLargeToWrite=2021");

    private static IEnumerable<string> Numbers<T>()
        where T : struct, Enum
        => Enum.GetValues<T>().Select(value => $"{value}={Convert.ToInt32(value)}");
}
