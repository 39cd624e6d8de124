using Quarry.Contracts;

namespace Quarry.Plugins.PostgreSql.Encoders;

/// <summary>Writes the cells of one column for rows of a binary COPY: each a length (−1 for NULL) and bytes.</summary>
/// <remarks>Rows lie one after the other on the wire, so a run of them is measured column by column and then written column by column, each cell at its place:
/// the encoder is chosen once per column and called once per run. Source: https://www.postgresql.org/docs/current/sql-copy.html, "Binary Format".</remarks>
internal abstract class CellEncoder
{
    /// <summary>Adds the bytes of each cell, without its length.</summary>
    /// <param name="column">The values.</param>
    /// <param name="first">The first row.</param>
    /// <param name="sizes">One for each row of the run.</param>
    public abstract void Measure(ColumnVector column, int first, Span<int> sizes);

    /// <summary>Writes the cells.</summary>
    /// <param name="column">The values.</param>
    /// <param name="first">The first row.</param>
    /// <param name="into">The run's bytes.</param>
    /// <param name="at">Where each row's cell goes; moved behind it.</param>
    public abstract void Write(ColumnVector column, int first, Span<byte> into, Span<int> at);
}
