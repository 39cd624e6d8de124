using System.Globalization;
using Quarry.Contracts;
using Quarry.Engine.Sessions;

namespace Quarry.Engine.Partitioning;

/// <summary>The errors of partitioned reads, one method per cause.</summary>
internal static class PartitionErrors
{
    public static QuarryException Inconsistent(SourceSession session, PartitionConsistency consistency) => new(ErrorKind.User, ErrorCodes.PartitionsInconsistent,
        $"Parts read from {session.Server.Product} through driver \"{session.DriverId}\" have in common: {consistency}. Only {nameof(PartitionConsistency.Shared)} (one snapshot) "
        + "is read in parts, since rows could be missing or come twice. Read it by one query.");

    public static QuarryException PoolTooSmall(string source, int sessions, int needed) => new(ErrorKind.User, ErrorCodes.PartitionPoolTooSmall, string.Create(CultureInfo.InvariantCulture,
        $"Source \"{source}\" has at most {sessions} session(s), and a read in parts needs {needed}: one that holds the snapshot, and one for each part. Raise PoolOptions.MaxSessions, or read by one query."));

    public static QuarryException NotAQuery(string source) => new(ErrorKind.User, ErrorCodes.PartitionNotAQuery,
        $"Only one SELECT can be read in parts (source \"{source}\"). Send other statements by ExecuteAsync, and several one by one.");

    public static QuarryException OtherFailed(string rows, Exception error) => new(ErrorKind.Server, ErrorCodes.OtherPartitionFailed,
        $"This part was ended because another one ({rows}) ended first: {error.Message} Read the whole again.", (error as QuarryException)?.SqlState, error)
    {
        Transient = error is QuarryException { IsTransient: true },
    };

    public static QuarryException BadDescriptor(string cause) => new(ErrorKind.User, ErrorCodes.PartitionDescriptorMalformed,
        $"The partition descriptor cannot be read: {cause}. Write it again with the process that holds the snapshot.");

    public static QuarryException DescriptorVersion(int version) => new(ErrorKind.User, ErrorCodes.PartitionDescriptorVersion, string.Create(CultureInfo.InvariantCulture,
        $"The partition descriptor has version {version}, and this program reads version {PartitionDescriptor.CurrentVersion}. Use the version of Quarry that wrote it."));

    public static QuarryException OtherTarget(string descriptor, string source) => new(ErrorKind.User, ErrorCodes.PartitionDescriptorTarget,
        $"The partition descriptor was made for {descriptor}, and the source goes to {source}. A snapshot exists on one database only: use a source of the same scheme, host, port and database.");

    public static QuarryException ParametersInDescriptor() => new(ErrorKind.User, ErrorCodes.PartitionDescriptorParameters,
        "A query with parameters cannot be written into partition descriptors, since a file does not hold their values. Write the values into the SQL.");
}
