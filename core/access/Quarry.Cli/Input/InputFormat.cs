namespace Quarry.Cli.Input;

/// <summary>What <c>decode</c> and <c>inspect</c> recognise.</summary>
internal enum InputFormat
{
    RowBufferV2,
    RowBufferV1,
    OriginalV2,
    MultiResult,
    ArrowStream,
    ArrowFile,
}
