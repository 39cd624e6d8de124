using System.Globalization;
using Quarry.Contracts;
using Quarry.Engine;

namespace Quarry.Cli.Partitions;

/// <summary>Descriptors in files, one for each part.</summary>
internal static class DescriptorFiles
{
    // The SQL is most of it, and a statement is text that somebody wrote.
    private const int MaxBytes = 16 << 20;

    /// <summary>Writes the files; none is overwritten.</summary>
    /// <exception cref="QuarryException">A file exists or cannot be written (User).</exception>
    public static async Task WriteAsync(string directory, IReadOnlyList<PartitionDescriptor> descriptors, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(directory);
            foreach (PartitionDescriptor descriptor in descriptors)
            {
                string path = Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"part-{descriptor.Number:D3}.json"));
                await using var file = new StreamWriter(new FileStream(path, FileMode.CreateNew, FileAccess.Write));
                await file.WriteLineAsync(descriptor.ToJson().AsMemory(), cancellationToken);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new QuarryException(ErrorKind.User, ErrorCodes.DescriptorsUnwritable,
                $"The descriptors cannot be written to '{directory}': {error.Message} Name a directory that is empty and that you may write to.", error);
        }
    }

    /// <exception cref="QuarryException">The file cannot be read, or is no descriptor (User).</exception>
    public static async Task<PartitionDescriptor> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            if (new FileInfo(path).Length > MaxBytes)
            {
                throw new IOException("It is larger than any descriptor.");
            }

            return PartitionDescriptor.Parse(await File.ReadAllTextAsync(path, cancellationToken));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new QuarryException(ErrorKind.User, ErrorCodes.DescriptorUnreadable,
                $"The descriptor '{path}' cannot be read: {error.Message} Name a file that 'quarry partitions' wrote.", error);
        }
    }

    /// <summary>Where the descriptor's own target goes.</summary>
    /// <exception cref="QuarryException">The target had options, whose values a descriptor does not hold (User).</exception>
    public static string TargetOf(PartitionDescriptor descriptor)
        => descriptor.OptionNames.Count == 0
            ? descriptor.Target.ToString()
            : throw new QuarryException(ErrorKind.User, ErrorCodes.DescriptorNeedsTarget,
                $"The target of the descriptor had options ({string.Join(", ", descriptor.OptionNames)}), whose values it does not hold. Give the whole target with --target.");
}
