using Quarry.Contracts;

namespace Quarry.Columnar.Wire;

/// <summary>What the directory says of a column, or of the elements of a list or the parts of a timestamp with offset.</summary>
internal sealed class Node
{
    public const int EntrySize = 32;

    public required ColumnSchema Column { get; init; }
    public required int Length { get; init; }
    public required int NullCount { get; init; }
    /// <summary>Bytes of all values of a variable column, decoded.</summary>
    public required int DataLength { get; init; }
    public required bool IsDictionary { get; init; }
    public required int DictionaryEntries { get; init; }
    public required BufferEntry[] Buffers { get; init; }
    public Node[] Children { get; set; } = [];
    /// <summary>True for the second part of a timestamp with offset.</summary>
    public bool IsOffsetMinutes { get; set; }

    public LogicalType Type => Column.Type;

    /// <summary>The index of a buffer, or −1.</summary>
    public int Find(BufferRole role)
    {
        for (int i = 0; i < Buffers.Length; i++)
        {
            if (Buffers[i].Role == role)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Bytes of one element of a buffer: what constants, runs and packed integers count in.</summary>
    public int Width(BufferRole role) => WidthOf(Type, role);

    public static int WidthOf(LogicalType type, BufferRole role) => role switch
    {
        BufferRole.Validity => 1,
        BufferRole.Offsets or BufferRole.Indices or BufferRole.DictionaryOffsets => sizeof(int),
        _ => type.Layout == ColumnLayout.Fixed ? type.ByteWidth : 1,
    };

    /// <summary>Name and type of the columns within a column: a list's elements, or the instants and offsets in minutes.</summary>
    public static IReadOnlyList<ColumnSchema> ChildColumns(LogicalType type) => type.Layout switch
    {
        ColumnLayout.List => [new() { Name = "item", Type = type.Element! }],
        ColumnLayout.TimestampWithOffset =>
        [
            new() { Name = "timestamp", Type = LogicalType.TimestampUtc(type.Unit), IsNullable = false },
            new() { Name = "offset_minutes", Type = LogicalType.Int16, IsNullable = false },
        ],
        _ => [],
    };
}
