using Quarry.Columnar;

namespace Quarry.Cli.Reading;

/// <summary>What a message of RowBuffer v1, or of the original's v2, may hold: what the user allows in bytes, and any number of rows, cells and columns.</summary>
internal static class MessageLimits
{
    // An integer takes 4 bytes in memory and 9 in a message.
    private const int MessageBytesPerByte = 3;

    public static RowBufferV1Limits Of(long maxBatchBytes)
    {
        var client = new RowBufferV1Limits();
        int bytes = (int)Math.Clamp(maxBatchBytes * MessageBytesPerByte, client.Bytes, Array.MaxLength);
        return new()
        {
            Rows = int.MaxValue,
            Cells = int.MaxValue,
            Columns = ushort.MaxValue,
            Bytes = bytes,
            CellBytes = bytes,
            BatchBytes = (int)Math.Min(maxBatchBytes, client.BatchBytes),
        };
    }
}
