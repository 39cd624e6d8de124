namespace Quarry.Contracts;

/// <summary>Memory for columns, lent by the host within its budget. Safe from any thread.</summary>
public abstract class BatchMemory
{
    /// <summary>Rents a block whose content is undefined.</summary>
    /// <param name="bytes">How many bytes are needed, 0 or more.</param>
    /// <returns>A block of at least that length, 64-byte aligned, with one reference that the caller holds.</returns>
    /// <exception cref="QuarryException">The budget is exhausted (Resource).</exception>
    public abstract MemoryBlock Rent(long bytes);
}
