using System.Globalization;
using Quarry.Contracts;

namespace Quarry.Columnar;

/// <summary>How large a RowBuffer v1 message may be. The defaults are what existing clients accept.</summary>
public sealed record RowBufferV1Limits
{
    private const string Advice = "Raise it, or write smaller messages.";

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

    /// <summary>Bytes that the columns of a message may take once they are decoded: 1 GiB, at most 1 GiB. Readers give a message up that exceeds it,
    /// as soon as it does; writers do not look at it.</summary>
    public int BatchBytes { get; init; } = 1 << 30;

    internal void Check(long at, uint columns, uint rows, uint bytes)
    {
        Check(at, "A message", columns, "columns", nameof(Columns), Columns);
        Check(at, "A message", rows, "rows", nameof(Rows), Rows);
        Check(at, "A message", (long)columns * rows, "cells", nameof(Cells), Cells);
        Check(at, "A message", bytes, "bytes", nameof(Bytes), Bytes);
    }

    internal void CheckCell(long at, uint bytes) => Check(at, "A cell", bytes, "bytes", nameof(CellBytes), CellBytes);

    /// <summary>A builder that is full once it holds more than so many bytes.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="memory">Lends their memory.</param>
    /// <param name="bytes">How many.</param>
    internal static BatchBuilder Builder(ColumnSchema[] columns, BatchMemory memory, long bytes)
        => new(new(columns), memory, new() { Rows = int.MaxValue, Bytes = Math.Max(bytes, 0) + 1 });

    internal RowBufferFormatException TooManyBytes(long at, int row) => FormatErrors.AboveOption(at,
        string.Create(CultureInfo.InvariantCulture, $"A message, decoded up to row {row + 1},"), BatchBytes, "bytes or more", Name(nameof(BatchBytes)), BatchBytes, Advice);

    internal void Validate(string parameter)
    {
        foreach (int limit in (ReadOnlySpan<int>)[Rows, Cells, Columns, Bytes, CellBytes, BatchBytes])
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1, parameter);
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(BatchBytes, 1 << 30, parameter);
    }

    internal int RowsPerMessage(int columns) => Math.Min(Rows, Cells / Math.Max(1, columns));

    private static string Name(string limit) => $"{nameof(RowBufferV1Limits)}.{limit}";

    private static void Check(long at, string what, long needed, string unit, string limit, long allowed)
    {
        if (needed > allowed)
        {
            throw FormatErrors.AboveOption(at, what, needed, unit, Name(limit), allowed, Advice);
        }
    }
}
