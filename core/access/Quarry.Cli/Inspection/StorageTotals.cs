using Quarry.Columnar;

namespace Quarry.Cli.Inspection;

/// <summary>Adds up how the batches of a file store one column.</summary>
internal sealed class StorageTotals
{
    private readonly List<BufferTotals> _buffers = [];
    private long _nulls;
    private long _dictionaryBatches;
    private long _decoded;
    private long _stored;

    public void Add(RowBufferColumnInfo column)
    {
        _nulls += column.NullCount;
        _dictionaryBatches += column.IsDictionary ? 1 : 0;
        _decoded += column.DecodedBytes;
        _stored += column.StoredBytes;
        foreach (RowBufferBufferInfo buffer in column.Buffers)
        {
            BufferTotals? totals = _buffers.Find(known => known.Role == buffer.Role);
            if (totals is null)
            {
                _buffers.Add(totals = new(buffer.Role));
            }

            totals.Add(buffer);
        }
    }

    public StorageReport ToReport() => new()
    {
        Nulls = _nulls,
        DictionaryBatches = _dictionaryBatches,
        DecodedBytes = _decoded,
        StoredBytes = _stored,
        Buffers = [.. _buffers.Select(buffer => buffer.ToReport())],
    };

    private sealed class BufferTotals(string role)
    {
        private readonly SortedDictionary<string, int> _encodings = new(StringComparer.Ordinal);
        private readonly SortedDictionary<string, int> _codecs = new(StringComparer.Ordinal);
        private long _raw;
        private long _encoded;
        private long _stored;

        public string Role => role;

        public void Add(RowBufferBufferInfo buffer)
        {
            Count(_encodings, buffer.Encoding);
            Count(_codecs, buffer.Codec);
            _raw += buffer.RawBytes;
            _encoded += buffer.EncodedBytes;
            _stored += buffer.StoredBytes;
        }

        public BufferReport ToReport() => new()
        {
            Role = role,
            Encodings = _encodings,
            Codecs = _codecs,
            RawBytes = _raw,
            EncodedBytes = _encoded,
            StoredBytes = _stored,
        };

        private static void Count(SortedDictionary<string, int> counts, string name) => counts[name] = counts.GetValueOrDefault(name) + 1;
    }
}
