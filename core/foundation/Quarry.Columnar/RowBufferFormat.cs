namespace Quarry.Columnar;

/// <summary>The formats that FORMAT.md describes.</summary>
public enum RowBufferFormat
{
    /// <summary>None of them.</summary>
    Unknown,
    /// <summary>Version 2: read it with <see cref="RowBufferReader"/>.</summary>
    V2,
    /// <summary>Version 1, row by row: read it with <see cref="RowBufferV1Reader"/>.</summary>
    V1,
    /// <summary>The columnar version 2 of the system that Quarry follows: read it with <see cref="RowBufferV1Reader"/>.</summary>
    OriginalV2,
    /// <summary>Several results: read it with <see cref="MultiResult"/>.</summary>
    MultiResult,
}
