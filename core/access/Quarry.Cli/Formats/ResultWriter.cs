using Quarry.Contracts;

namespace Quarry.Cli.Formats;

/// <summary>Writes results one after the other: <see cref="Begin"/>, batches, <see cref="End"/>. One caller at a time.</summary>
internal abstract class ResultWriter
{
    /// <summary>Starts a result that has columns.</summary>
    public virtual void Begin(Schema schema)
    {
    }

    /// <summary>Writes a batch, which stays the caller's.</summary>
    public virtual void Write(ColumnBatch batch)
    {
    }

    /// <summary>Ends a result.</summary>
    /// <param name="rowsAffected">Rows that the statement changed, or −1.</param>
    public virtual void End(long rowsAffected)
    {
    }
}

/// <summary>Reads everything and prints nothing: what a measurement of the way to here needs.</summary>
internal sealed class DiscardResultWriter : ResultWriter;
