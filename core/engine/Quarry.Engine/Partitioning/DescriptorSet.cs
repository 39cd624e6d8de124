using Quarry.Contracts;

namespace Quarry.Engine.Partitioning;

/// <summary>Makes the descriptors of an export, and tells whether one fits a source.</summary>
internal static class DescriptorSet
{
    public static IReadOnlyList<PartitionDescriptor> Of(Target target, PartitionExporter exporter)
    {
        Target bare = Bare(target);
        string[] options = [.. target.Options.Keys.Order(StringComparer.Ordinal)];
        IReadOnlyList<Partition> partitions = exporter.Plan.Partitions;
        return [.. partitions.Select((partition, index) => new PartitionDescriptor
        {
            Target = bare,
            OptionNames = options,
            Snapshot = exporter.Snapshot,
            Number = index + 1,
            Count = partitions.Count,
            Partition = partition,
        })];
    }

    /// <summary>Refuses a descriptor for another database: its snapshot's name may exist there too, for other rows.</summary>
    public static void Require(PartitionDescriptor descriptor, Source source)
    {
        Target made = descriptor.Target;
        Target goes = source.Target;
        if ((made.Scheme, made.Host, made.Port, made.Path) != (goes.Scheme, goes.Host, goes.Port, goes.Path))
        {
            throw PartitionErrors.OtherTarget(Bare(made).ToString(), Bare(goes).ToString());
        }
    }

    private static Target Bare(Target target) => new() { Scheme = target.Scheme, UserName = target.UserName, Host = target.Host, Port = target.Port, Path = target.Path };
}
