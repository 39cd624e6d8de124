using System.Globalization;

namespace Quarry.Columnar;

/// <summary>How large a RowBuffer v1 message may be. The defaults are what existing clients accept.</summary>
public sealed record RowBufferV1Limits
{
    /// <summary>Rows per message: 1 000 000.</summary>
    public int Rows { get; init; } = 1_000_000;
    /// <summary>Rows × columns per message: 5 000 000.</summary>
    public int Cells { get; init; } = 5_000_000;
    /// <summary>Columns: 4 096.</summary>
    public int Columns { get; init; } = 4096;
    /// <summary>Bytes of a message after its header: 256 MiB.</summary>
    public int Bytes { get; init; } = 256 << 20;
    /// <summary>Bytes of one cell: 64 MiB.</summary>
    public int CellBytes { get; init; } = 64 << 20;

    internal void Check(long at, uint columns, uint rows, uint bytes)
    {
        Check(at, "A message in columns", columns, nameof(Columns), Columns);
        Check(at, "A message in rows", rows, nameof(Rows), Rows);
        Check(at, "A message in cells", (long)columns * rows, nameof(Cells), Cells);
        Check(at, "A message in bytes", bytes, nameof(Bytes), Bytes);
    }

    internal void CheckCell(long at, uint bytes) => Check(at, "A cell in bytes", bytes, nameof(CellBytes), CellBytes);

    internal void Validate(string parameter)
    {
        foreach (int limit in (ReadOnlySpan<int>)[Rows, Cells, Columns, Bytes, CellBytes])
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1, parameter);
        }
    }

    internal int RowsPerMessage(int columns) => Math.Min(Rows, Cells / Math.Max(1, columns));

    private static void Check(long at, string what, long needed, string limit, long allowed)
    {
        if (needed > allowed)
        {
            throw FormatErrors.Limit(at, what, needed, string.Create(CultureInfo.InvariantCulture, $"{nameof(RowBufferV1Limits)}.{limit}"), allowed);
        }
    }
}
