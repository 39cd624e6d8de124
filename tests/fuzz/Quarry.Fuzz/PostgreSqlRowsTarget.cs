using System.Buffers.Binary;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql;
using Quarry.Plugins.PostgreSql.Decoding;
using Quarry.Plugins.PostgreSql.Sessions;
using Quarry.Plugins.PostgreSql.Types;
using Quarry.Plugins.PostgreSql.Wire;

namespace Quarry.Fuzz;

/// <summary>Rows as a server sends them: the typed error or batches whose every value can be read, and no memory kept. An input is a count of columns, OID and
/// modifier of each, then the messages.</summary>
internal static class PostgreSqlRowsTarget
{
    private const int ColumnBytes = 8;

    private static readonly FuzzMemory s_memory = new();

    public static void Run(byte[] input)
    {
        int count = input.Length > 0 ? input[0] % 17 : 0;
        int head = 1 + count * ColumnBytes;
        if (input.Length < head)
        {
            return;
        }

        var columns = new ResultColumn[count];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> column = input.AsSpan(1 + i * ColumnBytes);
            columns[i] = new("c", BinaryPrimitives.ReadUInt32BigEndian(column), BinaryPrimitives.ReadInt32BigEndian(column[4..]));
        }

        try
        {
            var shape = ResultShape.Of(columns, new TypeCatalog(_ => []), new PostgreSqlTypeMap(), ReadOptions.Default);
            using var rows = new RowDecoder(shape, Backend.DataRow, s_memory, new() { Rows = 3 }, new());
            using var received = new ReceiveBuffer(s_memory, new Bytes(input.AsMemory(head))) { MessageLimit = 1 << 20 };
            while (true)
            {
                received.Require(1);
                if (received.PeekType() != Backend.DataRow)
                {
                    break;
                }

                received.Require(received.MessageLength());
                if (!rows.Decode(received))
                {
                    Touch(rows);
                }
            }

            Touch(rows);
        }
        catch (QuarryException)
        {
            // What a server may not send, and the end of the input.
        }

        if (s_memory.RentedBlocks != 0)
        {
            throw new InvalidOperationException("blocks were kept");
        }
    }

    private static void Touch(RowDecoder rows)
    {
        using ColumnBatch batch = rows.Build();
        foreach (ColumnVector column in batch.Columns)
        {
            for (int row = 0; row < column.Length; row++)
            {
                column.GetValue(row);
            }
        }
    }

    private sealed class Bytes(ReadOnlyMemory<byte> left) : IByteSource
    {
        private ReadOnlyMemory<byte> _left = left;

        public int Receive(Span<byte> into)
        {
            int count = Math.Min(Math.Min(into.Length, _left.Length), 1000);
            _left.Span[..count].CopyTo(into);
            _left = _left[count..];
            return count > 0 ? count : throw new QuarryException(ErrorKind.Transport, 1, "The input has ended.");
        }
    }
}
