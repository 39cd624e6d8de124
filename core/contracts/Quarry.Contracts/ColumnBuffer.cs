namespace Quarry.Contracts;

/// <summary>The buffers of a column.</summary>
public enum ColumnBuffer
{
    /// <summary>One bit per row.</summary>
    Validity,
    /// <summary>32-bit offsets.</summary>
    Offsets,
    /// <summary>Values, bits or bytes.</summary>
    Data,
}
