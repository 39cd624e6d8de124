using System.Runtime.InteropServices;
using Quarry.Contracts;
using Quarry.Odbc.Blocks;
using Quarry.Odbc.Conversion;
using Quarry.Odbc.Native;
using Quarry.Odbc.Quirks;

namespace Quarry.Odbc.Tests.Support;

/// <summary>A block of one column, written by hand as a driver would write it. Its end checks that no memory is left.</summary>
internal sealed unsafe class BlockFixture : IDisposable
{
    private const int Capacity = 300;

    private readonly CountingMemory _memory = new();

    public BlockFixture(LogicalType type, short sqlType, OdbcSettings? settings = null, long length = 40)
    {
        Schema = new([new() { Name = "v", Type = type }]);
        Plan = ColumnPlan.Of(new(1, sqlType, length, Schema.Columns[0]), settings ?? OdbcSettings.Default);
        Block = new([Plan], Capacity, _memory);
        Block.Reset(1000);
    }

    public Schema Schema { get; }

    public ColumnPlan Plan { get; }

    public Block Block { get; }

    public void Add<T>(T value)
        where T : unmanaged
    {
        sizeof(T).Should().Be(Plan.Room);
        int row = Block.Rows++;
        *((T*)Block.Values(0) + row) = value;
        Block.Indicators(0)[row] = sizeof(T);
    }

    public void AddNull() => AddIndicator(Sql.NullData);

    public void AddIndicator(nint indicator) => Block.Indicators(0)[Block.Rows++] = indicator;

    /// <summary>A value with its end, cut to the room as drivers do.</summary>
    public void AddBytes(ReadOnlySpan<byte> bytes)
    {
        int row = Block.Rows++;
        bytes[..Math.Min(bytes.Length, Plan.Room - Plan.Terminator)].CopyTo(new Span<byte>(Block.Values(0) + ((long)row * Plan.Room), Plan.Room));
        Block.Indicators(0)[row] = bytes.Length;
    }

    public void AddText(string text) => AddBytes(System.Text.Encoding.UTF8.GetBytes(text));

    public void AddWide(string text) => AddBytes(MemoryMarshal.AsBytes(text.AsSpan()));

    /// <summary>A value that did not fit, and that was read again.</summary>
    public void AddLong(ReadOnlySpan<byte> bytes, nint indicator)
    {
        int row = Block.Rows;
        AddIndicator(indicator);
        MemoryBlock memory = Block.LongValues.Rent(bytes.Length);
        bytes.CopyTo(new Span<byte>((void*)memory.Address, bytes.Length));
        Block.LongValues.Add(0, row, memory, bytes.Length);
    }

    /// <summary>Converts all rows, in the ranges that are given.</summary>
    public T Convert<T>(Func<ColumnVector, T> read, params int[] ends)
    {
        using var builder = new BatchBuilder(Schema, _memory, new() { Rows = int.MaxValue, Bytes = long.MaxValue });
        ColumnConverter converter = ColumnConverters.Create(Plan, builder.Columns[0]);
        int from = 0;
        foreach (int end in ends.Append(Block.Rows))
        {
            converter.Convert(new BlockColumn(Block, Plan, 0), from, end - from);
            from = end;
        }

        builder.EndRows(Block.Rows);
        using ColumnBatch batch = builder.Build();
        return read(batch.Columns[0]);
    }

    /// <summary>All rows as text, NULL as "∅".</summary>
    public string[] Texts(params int[] ends) => Convert(column =>
    {
        string[] texts = new string[column.Length];
        byte[] room = new byte[4096];
        for (int row = 0; row < texts.Length; row++)
        {
            texts[row] = column.IsNull(row) ? "∅" : column.TryFormat(row, room, out int written) ? System.Text.Encoding.UTF8.GetString(room, 0, written) : "too long";
        }

        return texts;
    }, ends);

    /// <summary>The error of a conversion.</summary>
    public QuarryException Fails() => FluentActions.Invoking(() => Texts()).Should().Throw<QuarryException>().Which;

    public void Dispose()
    {
        Block.Dispose();
        _memory.Outstanding.Should().Be(0);
    }
}
