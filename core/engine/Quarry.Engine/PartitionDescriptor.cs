using Quarry.Contracts;
using Quarry.Engine.Partitioning;

namespace Quarry.Engine;

/// <summary>One part of a read, for another process: what to run, on which snapshot of which database. Immutable.</summary>
/// <remarks>As JSON it holds a version, the target without its password and without the values of its options, the snapshot's name, and SQL. It holds no secret,
/// unless the SQL does.</remarks>
public sealed record PartitionDescriptor
{
    /// <summary>The version that this program writes, and the only one that it reads.</summary>
    public static int CurrentVersion => 1;

    /// <summary>The database, without options.</summary>
    public required Target Target { get; init; }

    /// <summary>The names of the options that the target of the exporting process had; whoever reads has to give their values.</summary>
    public required IReadOnlyList<string> OptionNames { get; init; }

    /// <summary>The snapshot; it exists while the exporting process keeps it.</summary>
    public required string Snapshot { get; init; }

    /// <summary>The part's number, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>How many parts there are.</summary>
    public required int Count { get; init; }

    /// <summary>The part.</summary>
    public required Partition Partition { get; init; }

    /// <summary>The descriptor as JSON, a line per member.</summary>
    public string ToJson() => DescriptorJson.Write(this);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The JSON.</param>
    /// <exception cref="QuarryException">It is malformed, or of another version (User).</exception>
    public static PartitionDescriptor Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return DescriptorJson.Read(json);
    }
}
