using System.Buffers.Binary;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Types;
using Quarry.Plugins.PostgreSql.Wire;

namespace Quarry.Plugins.PostgreSql.Encoders;

/// <summary>Writes batches as the rows of <c>COPY … FROM STDIN (FORMAT binary)</c>.</summary>
/// <remarks>Source: https://www.postgresql.org/docs/current/sql-copy.html, "Binary Format". One caller at a time.</remarks>
internal sealed class CopyEncoder
{
    // A run is as many rows as are written column by column: their bytes stay in the second-level cache.
    private const int MaxRun = 256;
    private const int RunBytes = 256 << 10;

    private readonly CellEncoder[] _encoders;
    private readonly CellPlace[] _places;
    private readonly int[] _at = new int[MaxRun];
    private long _rowsBefore;

    /// <param name="schema">The batches' columns.</param>
    /// <param name="targets">The table's columns that they go to, in the same order; of a domain its base type.</param>
    /// <exception cref="QuarryException">A column of the table does not take its values exactly (User).</exception>
    public CopyEncoder(Schema schema, IReadOnlyList<ResolvedType> targets)
    {
        _places = [.. schema.Columns.Select((column, i) => new CellPlace(column, targets[i]))];
        _encoders = [.. _places.Select(place => CellEncoders.Choose(place.Column.Type, place.Oid, place))];
    }

    /// <summary>The header, which comes before the first row.</summary>
    public static ReadOnlySpan<byte> Header => [(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', (byte)'\n', 0xFF, (byte)'\r', (byte)'\n', 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>What comes after the last row.</summary>
    public static ReadOnlySpan<byte> Trailer => [0xFF, 0xFF];

    /// <summary>Writes some rows of a batch.</summary>
    /// <param name="send">Receives them, within a CopyData message that the caller begins and ends.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="first">The first row to write.</param>
    /// <returns>How many rows were written: the rest of the batch, or what makes a message of some size.</returns>
    /// <exception cref="QuarryException">A value does not fit the table's column (User); the message names row and column.</exception>
    public int Write(SendBuffer send, ColumnBatch batch, int first)
    {
        foreach (CellPlace place in _places)
        {
            place.RowsBefore = _rowsBefore;
        }

        Span<int> at = _at.AsSpan(0, Math.Min(MaxRun, batch.Rows - first));
        at.Clear();
        for (int i = 0; i < _encoders.Length; i++)
        {
            _encoders[i].Measure(batch.Columns[i], first, at);
        }

        int total = Place(ref at);
        Span<byte> into = send.Reserve(total);
        for (int row = 0; row < at.Length; row++)
        {
            BinaryPrimitives.WriteInt16BigEndian(into[at[row]..], (short)_encoders.Length);
            at[row] += sizeof(short);
        }

        for (int i = 0; i < _encoders.Length; i++)
        {
            _encoders[i].Write(batch.Columns[i], first, into, at);
        }

        _rowsBefore += first + at.Length == batch.Rows ? batch.Rows : 0;
        return at.Length;
    }

    /// <summary>Turns the sizes of rows into their places, and leaves out the rows from which on the run is too large.</summary>
    private int Place(ref Span<int> sizes)
    {
        int overhead = sizeof(short) + _encoders.Length * sizeof(int);
        int total = 0;
        for (int i = 0; i < sizes.Length; i++)
        {
            int size = checked(sizes[i] + overhead);
            if (i > 0 && total + (long)size > RunBytes)
            {
                sizes = sizes[..i];
                break;
            }

            sizes[i] = total;
            total += size;
        }

        return total;
    }
}
