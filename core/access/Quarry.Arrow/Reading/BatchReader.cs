using System.Diagnostics.CodeAnalysis;
using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using Quarry.Arrow.Import;
using Quarry.Arrow.Mapping;
using Quarry.Contracts;
using ArrowSchema = Apache.Arrow.Schema;
using Schema = Quarry.Contracts.Schema;

namespace Quarry.Arrow.Reading;

/// <summary>Gives Arrow's reader one checked message after the other, and makes batches of what comes out.</summary>
internal sealed class BatchReader : IDisposable
{
    private readonly ArrowInput _input;
    private readonly BatchMemory _memory;
    private readonly ArrowIpcReaderOptions _options;
    private readonly MessageReader _messages;
    private readonly FeedStream _feed;
    private readonly BlockAllocator _allocator;
    private readonly DictionaryMemory _dictionaries = new();
    private readonly DictionaryImports _imports = new(keeps: true);
    private readonly ArrowStreamReader _arrow;
    private int[] _fields = [];

    public BatchReader(ArrowInput input, BatchMemory memory, ArrowIpcReaderOptions options)
    {
        (_input, _memory, _options) = (input, memory, options);
        _messages = new(input, options);
        _feed = new(input);
        _allocator = new(memory);

        // No extension types of whoever else uses the library in this process: columns are made of storage types and metadata.
        _arrow = new(new ArrowContext(_allocator, new CompressionCodecFactory(), new ExtensionTypeRegistry()), _feed, leaveOpen: true);
    }

    public ArrowIpcFormat Format => _messages.Format;

    public Schema Schema { get; private set; } = new([]);

    public async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        Message message = await _messages.OpenAsync(cancellationToken).ConfigureAwait(false);
        ArrowSchema schema = await DecodeAsync<ArrowSchema>(message, static (reader, _) => new(reader.Schema), cancellationToken).ConfigureAwait(false);
        _messages.Shape = BatchShape.Of(schema);
        _fields = Select(schema, _options.Columns);
        Schema = new([.. _fields.Select(field => FieldImport.ToColumn(schema.FieldsList[field], message.Offset))]);
    }

    public async ValueTask<ColumnBatch?> ReadAsync(CancellationToken cancellationToken)
    {
        while (await _messages.NextAsync(cancellationToken).ConfigureAwait(false) is { } message)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (message.Kind == MessageKind.Dictionary)
            {
                await ReadDictionaryAsync(message, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                return await ReadBatchAsync(message, cancellationToken).ConfigureAwait(false);
            }
        }

        return null;
    }

    /// <summary>Closes the input, which ends a read under way.</summary>
    public void Close() => _input.Dispose();

    /// <summary>Releases what is held between batches. Nobody may be reading.</summary>
    public void Dispose()
    {
        _arrow.Dispose();
        _imports.ReleaseAll();
        _dictionaries.ReleaseAll();
    }

    private static int[] Select(ArrowSchema schema, IReadOnlyList<string>? names)
    {
        int[] all = [.. Enumerable.Range(0, schema.FieldsList.Count)];
        return names is null ? all : [.. names.Select(Find)];

        int Find(string name)
        {
            foreach (StringComparison comparison in (ReadOnlySpan<StringComparison>)[StringComparison.Ordinal, StringComparison.OrdinalIgnoreCase])
            {
                if (System.Array.FindIndex(all, field => string.Equals(schema.FieldsList[field].Name, name, comparison)) is >= 0 and int found)
                {
                    return found;
                }
            }

            throw new ArgumentException(
                $"The Arrow data has no column \"{name}\"; it has {string.Join(", ", schema.FieldsList.Select(field => $"\"{field.Name}\""))}.", nameof(names));
        }
    }

    private async ValueTask ReadDictionaryAsync(Message message, CancellationToken cancellationToken)
    {
        _allocator.Begin(Budget(message));
        try
        {
            await DecodeAsync<RecordBatch?>(message, NextAsync, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _dictionaries.Keep(message, _allocator.Take());
        }
    }

    private async ValueTask<ColumnBatch> ReadBatchAsync(Message message, CancellationToken cancellationToken)
    {
        ByteBudget budget = Budget(message);
        _allocator.Begin(budget);
        DecodedBatch? decoded = null;
        try
        {
            RecordBatch? batch = await DecodeAsync<RecordBatch?>(message, NextAsync, cancellationToken).ConfigureAwait(false);
            decoded = new(batch ?? throw ArrowErrors.Corrupt(message.Offset, "a message of a batch holds none"), _allocator.Take());
            return BatchImport.ToColumnBatch(decoded.Batch, decoded, Schema, _fields, _memory, budget, _imports);
        }
        catch
        {
            decoded?.Dispose();
            _allocator.Take().ForEach(static owner => owner.Release());
            throw;
        }
    }

    // One sum for all that a batch needs at once.
    private ByteBudget Budget(Message message) => new(_options.MaxBatchBytes, message.Offset, _dictionaries.Bytes + _imports.Bytes);

    private async ValueTask<RecordBatch?> NextAsync(ArrowStreamReader reader, CancellationToken cancellationToken)
        => _input.Synchronous ? reader.ReadNextRecordBatch() : await reader.ReadNextRecordBatchAsync(cancellationToken).ConfigureAwait(false);

    [SuppressMessage("Design", "CA1031", Justification = "Whatever Arrow's library throws on damaged input becomes the one typed error.")]
    private async ValueTask<T> DecodeAsync<T>(Message message, Func<ArrowStreamReader, CancellationToken, ValueTask<T>> decode, CancellationToken cancellationToken)
    {
        _feed.Feed(message);
        try
        {
            return await decode(_arrow, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not (QuarryException or OperationCanceledException or OutOfMemoryException) && !ReferenceEquals(error, _feed.Failure))
        {
            throw ArrowErrors.Corrupt(message.Offset, $"Arrow's reader refuses a message ({error.GetType().Name}: {error.Message})", error);
        }
    }
}
