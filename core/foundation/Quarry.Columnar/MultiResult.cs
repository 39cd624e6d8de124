using System.Buffers;
using Quarry.Columnar.V1;
using Quarry.Contracts;

namespace Quarry.Columnar;

/// <summary>Several results and output parameters in one message: MULT v2 with its OUT1 footer (FORMAT.md).</summary>
public sealed class MultiResult : IDisposable
{
    /// <summary>Joins results and outputs.</summary>
    /// <param name="items">The results in order; their batches become this object's.</param>
    /// <param name="outputs">Output parameters in order: text, int32, int64, decimals, binary, or NULL.</param>
    public MultiResult(IReadOnlyList<MultiResultItem> items, IReadOnlyList<Parameter> outputs)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(outputs);
        (Items, Outputs) = (items, outputs);
    }

    /// <summary>The results.</summary>
    public IReadOnlyList<MultiResultItem> Items { get; }

    /// <summary>The output parameters. Read ones have the types utf8, int32, int64, numeric text and binary; a NULL is utf8.</summary>
    public IReadOnlyList<Parameter> Outputs { get; }

    /// <summary>Reads MULT v2, MULT v1, or one message, each with or without an OUT1 footer.</summary>
    /// <param name="bytes">The whole input.</param>
    /// <param name="memory">Lends the memory of batches.</param>
    /// <param name="limits">How large a message within may be.</param>
    /// <exception cref="RowBufferFormatException">The input is truncated, damaged, of an unknown version, or larger than the limits.</exception>
    public static MultiResult Read(ReadOnlySpan<byte> bytes, BatchMemory memory, RowBufferV1Limits limits)
    {
        ArgumentNullException.ThrowIfNull(memory);
        ArgumentNullException.ThrowIfNull(limits);
        limits.Validate(nameof(limits));
        return new MultiDecoder(memory, limits).Read(bytes);
    }

    /// <summary>Writes MULT v2, and an OUT1 footer if there are outputs.</summary>
    /// <param name="destination">Receives the bytes.</param>
    /// <param name="limits">How large a message within may be.</param>
    /// <exception cref="QuarryException">A result does not fit one message, or an output's type has no tag.</exception>
    public void Write(IBufferWriter<byte> destination, RowBufferV1Limits limits)
    {
        ArgumentNullException.ThrowIfNull(destination);
        MultiEncoder.Write(this, destination, limits);
    }

    /// <summary>Disposes the batches.</summary>
    public void Dispose()
    {
        foreach (MultiResultItem item in Items)
        {
            item.Rows?.Dispose();
        }
    }
}
