namespace Quarry.Contracts;

/// <summary>A mapping that an extending plugin adds before a driver's own.</summary>
public abstract class TypeExtension
{
    /// <summary>The logical type of a native column, or null to leave it to the next.</summary>
    /// <param name="column">What the database says of the column.</param>
    /// <param name="options">The caller's choices.</param>
    public abstract LogicalType? Map(NativeColumn column, ReadOptions options);
}
