namespace Quarry.Engine;

/// <summary>How a result is put aside in a file while its consumer takes its time (<see cref="QueryOptions.Spill"/>).</summary>
public sealed record SpillOptions
{
    /// <summary>The directory of the file, which exists; "" is the system's for temporary files. The file is readable by its owner only.</summary>
    public string Directory { get; init; } = "";

    /// <summary>The most bytes that the file of one result may take; what exceeds them is an error. The default is 16 GiB.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public long MaxBytes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(MaxBytes));
            field = value;
        }
    } = 16L << 30;
}
