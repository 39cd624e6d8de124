using Quarry.Contracts;

namespace Quarry.Cli.Formats;

/// <summary>Writes results one after the other: for each <see cref="Begin"/>, batches, <see cref="End"/>; then <see cref="Complete"/>. One caller at a time.</summary>
internal abstract class ResultWriter : IDisposable
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
    public virtual void End()
    {
    }

    /// <summary>Tells of a statement that returned no columns, instead of results.</summary>
    /// <param name="rowsAffected">Rows that it changed, or −1 if the database did not say.</param>
    public virtual void WriteRowsAffected(long rowsAffected)
    {
    }

    /// <summary>Says that there is no further result.</summary>
    public virtual void Complete()
    {
    }

    /// <summary>Marks what was written as a part, instead of <see cref="Complete"/>, so that who reads it later does not take it for the whole.</summary>
    /// <param name="error">Why there is no more.</param>
    public virtual void Break(Exception error)
    {
    }

    /// <summary>Gives memory back. The output stays open.</summary>
    public virtual void Dispose()
    {
    }
}

/// <summary>Reads everything and prints nothing: what a measurement of the way to here needs.</summary>
internal sealed class DiscardResultWriter : ResultWriter;
