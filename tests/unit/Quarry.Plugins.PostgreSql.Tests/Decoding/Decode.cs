using System.Buffers.Binary;
using Quarry.Columnar;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Decoding;

namespace Quarry.Plugins.PostgreSql.Tests.Decoding;

/// <summary>Runs a column's decoder over values as they come.</summary>
internal static unsafe class Decode
{
    /// <summary>The values in their canonical form.</summary>
    /// <param name="oid">The native type.</param>
    /// <param name="type">The column's.</param>
    /// <param name="after">What lies behind the last value: nobody may look at it.</param>
    /// <param name="values">Bytes without length, or null.</param>
    public static object?[] Values(uint oid, LogicalType type, byte after, params byte[]?[] values)
    {
        using var batch = new BatchBuilder(new Schema([new() { Name = "c", Type = type, NativeType = "native" }]), new Arena(new()), new() { Rows = 1 << 20, Bytes = 1 << 28 });
        int[] cells = new int[values.Length];
        using var data = new MemoryStream();
        for (int i = 0; i < values.Length; i++)
        {
            cells[i] = (int)data.Position;
            byte[] length = new byte[sizeof(int)];
            BinaryPrimitives.WriteInt32BigEndian(length, values[i]?.Length ?? -1);
            data.Write(length);
            data.Write(values[i] ?? []);
        }

        data.Write(Enumerable.Repeat(after, 64).ToArray());
        fixed (byte* start = data.GetBuffer())
        fixed (int* cell = cells)
        {
            DecoderFactory.Create(oid, batch.Columns[0], new(batch.Columns[0], batch)).Decode(start, cell, 1, values.Length);
        }

        batch.EndRows(values.Length);
        using ColumnBatch built = batch.Build();
        return [.. Enumerable.Range(0, values.Length).Select(built[0].GetValue)];
    }
}
