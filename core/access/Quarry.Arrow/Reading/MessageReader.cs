using System.Buffers.Binary;

namespace Quarry.Arrow.Reading;

/// <summary>Finds the messages of a stream, or of a file: by its footer where the input can be sought, else one after the other.</summary>
internal sealed class MessageReader(ArrowInput input, ArrowIpcReaderOptions options)
{
    private const int MaxMetadata = 64 << 20;
    private const int MagicPadded = 8;

    private readonly byte[] _start = new byte[MessageCheck.HeadBytes];
    private Queue<FileBlock>? _blocks;
    private bool _ended;

    public ArrowIpcFormat Format { get; private set; }

    /// <summary>The shape that batches must have.</summary>
    public BatchShape Shape { get; set; }

    /// <summary>Reads the head of the schema's message.</summary>
    public async ValueTask<Message> OpenAsync(CancellationToken cancellationToken)
    {
        int read = await input.FillUpToAsync(_start, cancellationToken).ConfigureAwait(false);
        Format = ArrowIpcFormats.Detect(_start.AsSpan(0, read));
        if (Format == ArrowIpcFormat.Unknown)
        {
            throw read < _start.Length ? ArrowErrors.Truncated(read, "its first bytes") : ArrowErrors.NotArrow(0);
        }

        bool isFile = Format == ArrowIpcFormat.File;
        if (isFile && input.CanSeek)
        {
            _blocks = await FileFooter.ReadAsync(input, cancellationToken).ConfigureAwait(false);
            input.Seek(MagicPadded);
        }

        Message? schema = isFile ? await NextInOrderAsync(cancellationToken).ConfigureAwait(false) : await ReadAsync(0, cancellationToken).ConfigureAwait(false);
        return schema is { Kind: MessageKind.Schema } ? schema : throw ArrowErrors.Corrupt(schema?.Offset ?? 0, "the first message is no schema");
    }

    /// <summary>The next message; null after the last.</summary>
    public async ValueTask<Message?> NextAsync(CancellationToken cancellationToken)
    {
        if (_ended)
        {
            return null;
        }

        Message? message = _blocks is null
            ? await NextInOrderAsync(cancellationToken).ConfigureAwait(false)
            : await NextInFooterAsync(_blocks, cancellationToken).ConfigureAwait(false);
        _ended = message is null;
        return message is { Kind: MessageKind.Schema } ? throw ArrowErrors.Corrupt(message.Offset, "there is a second schema") : message;
    }

    private async ValueTask<Message?> NextInFooterAsync(Queue<FileBlock> blocks, CancellationToken cancellationToken)
    {
        if (!blocks.TryDequeue(out FileBlock block))
        {
            return null;
        }

        input.Seek(block.Offset);
        Message? message = await NextInOrderAsync(cancellationToken).ConfigureAwait(false);
        return message is not null && message.Kind == block.Kind && message.Head.Length == block.HeadLength && message.BodyLength == block.BodyLength
            ? message
            : throw ArrowErrors.Corrupt(block.Offset, "a message is not what the footer says");
    }

    private async ValueTask<Message?> NextInOrderAsync(CancellationToken cancellationToken)
    {
        long at = input.Position;
        int read = await input.FillUpToAsync(_start, cancellationToken).ConfigureAwait(false);
        if (read == 0 && Format == ArrowIpcFormat.Stream && !options.RequireEnd)
        {
            return null;
        }

        if (read < _start.Length)
        {
            throw ArrowErrors.Truncated(at + read, read == 0 ? "its messages, before the mark that ends them" : "the start of a message");
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(_start) != uint.MaxValue)
        {
            throw ArrowErrors.Corrupt(at, "a message does not start with the continuation mark");
        }

        if (BinaryPrimitives.ReadInt32LittleEndian(_start.AsSpan(sizeof(int))) != 0)
        {
            return await ReadAsync(at, cancellationToken).ConfigureAwait(false);
        }

        if (Format == ArrowIpcFormat.File && _blocks is null)
        {
            await FileFooter.PassAsync(input, cancellationToken).ConfigureAwait(false);
        }
        else if (Format == ArrowIpcFormat.Stream && !options.AllowTrailingBytes)
        {
            await RequireNothingAsync(cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    private async ValueTask RequireNothingAsync(CancellationToken cancellationToken)
    {
        long end = input.Position;
        if (await input.ReadAsync(_start, cancellationToken).ConfigureAwait(false) > 0)
        {
            throw ArrowErrors.Trailing(end);
        }
    }

    private async ValueTask<Message> ReadAsync(long at, CancellationToken cancellationToken)
    {
        int length = BinaryPrimitives.ReadInt32LittleEndian(_start.AsSpan(sizeof(int)));
        if (length < 0)
        {
            throw ArrowErrors.Corrupt(at, "a message has metadata of negative length");
        }

        if (length > MaxMetadata)
        {
            throw ArrowErrors.Most(at, "The metadata of a message", length, MaxMetadata, "Write fewer columns, or less metadata with them.");
        }

        if (length > options.MaxBatchBytes)
        {
            throw ArrowErrors.Limit(at, "The metadata of a message", length, options.MaxBatchBytes);
        }

        byte[] head = await input.FillAfterAsync(_start, length, "the metadata of a message", cancellationToken).ConfigureAwait(false);
        Message message = MessageCheck.Check(head, at, Shape, options.MaxBatchBytes);
        input.Require(message.BodyLength, "the body of a message");
        return message;
    }
}
