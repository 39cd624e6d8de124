using System.Globalization;
using Quarry.Columnar;
using Quarry.Contracts;

namespace Quarry.Engine.Spilling;

/// <summary>The batches of one result in a temporary RowBuffer file: written to the end, then read. One caller at a time.</summary>
/// <remarks>Where the system allows it the file has no name from the start, so that nothing is left of it however the process ends; elsewhere it is deleted
/// when it is closed.</remarks>
internal sealed class SpillFile : IAsyncDisposable
{
    private const int BufferBytes = 1 << 20;

    private readonly FileStream _file;
    private readonly SpillOptions _options;
    private readonly BatchMemory _memory;
    private RowBufferReader? _reader;

    private SpillFile(Schema schema, FileStream file, SpillOptions options, BatchMemory memory)
        => (Schema, _file, _options, _memory) = (schema, file, options, memory);

    /// <summary>The result's columns.</summary>
    public Schema Schema { get; }

    /// <summary>Rows that were put aside.</summary>
    public long Rows { get; private set; }

    /// <summary>The error that the result ended with, or null.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Puts all batches of a result aside.</summary>
    /// <param name="schema">Its columns.</param>
    /// <param name="read">Returns the next batch, which the file disposes, or null at the end. What it throws is thrown by <see cref="ReadAsync"/> after the
    /// batches that came before.</param>
    /// <param name="options">Where, and how large.</param>
    /// <param name="memory">Memory for the batches that are read.</param>
    /// <param name="cancellationToken">Ends the writing; the file is deleted.</param>
    /// <exception cref="QuarryException">The file cannot be created or written, or becomes too large (Resource).</exception>
    public static async ValueTask<SpillFile> FillAsync(
        Schema schema, Func<ValueTask<ColumnBatch?>> read, SpillOptions options, BatchMemory memory, CancellationToken cancellationToken)
    {
        var spill = new SpillFile(schema, Create(options), options, memory);
        try
        {
            await spill.WriteAsync(read, cancellationToken).ConfigureAwait(false);
            return spill;
        }
        catch (IOException error)
        {
            await spill.DisposeAsync().ConfigureAwait(false);
            throw Failed(options, "written", error);
        }
        catch
        {
            await spill.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The next batch, which the caller disposes; null at the end.</summary>
    public async ValueTask<ColumnBatch?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            _reader ??= await OpenAsync(cancellationToken).ConfigureAwait(false);
            return await _reader.ReadAsync(cancellationToken).ConfigureAwait(false) ?? (Failure is null ? null : throw Failure);
        }
        catch (IOException error)
        {
            throw Failed(_options, "read", error);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_reader is not null)
        {
            await _reader.DisposeAsync().ConfigureAwait(false);
        }

        await _file.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask WriteAsync(Func<ValueTask<ColumnBatch?>> read, CancellationToken cancellationToken)
    {
        // LZ4 costs little beside a disk, and what is written is read once.
        var writer = new RowBufferWriter(_file, Schema, new() { Codec = RowBufferCodec.Lz4, LeaveOpen = true });
        await using (writer.ConfigureAwait(false))
        {
            while (await ReadOneAsync(read, cancellationToken).ConfigureAwait(false) is { } batch)
            {
                using (batch)
                {
                    await writer.WriteAsync(batch, cancellationToken).ConfigureAwait(false);
                    Rows += batch.Rows;
                }

                if (writer.BytesWritten > _options.MaxBytes)
                {
                    throw new QuarryException(ErrorKind.Resource, ErrorCodes.SpillTooLarge, string.Create(CultureInfo.InvariantCulture,
                        $"The result does not fit the {_options.MaxBytes} bytes that it may take in a file. Raise SpillOptions.MaxBytes, or read less."));
                }
            }

            await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }

        await _file.FlushAsync(cancellationToken).ConfigureAwait(false);
        _file.Position = 0;
    }

    private async ValueTask<ColumnBatch?> ReadOneAsync(Func<ValueTask<ColumnBatch?>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (QuarryException error) when (!cancellationToken.IsCancellationRequested)
        {
            // The rows before an error are the caller's.
            Failure = error;
            return null;
        }
    }

    private ValueTask<RowBufferReader> OpenAsync(CancellationToken cancellationToken)
        => RowBufferReader.OpenAsync(_file, _memory, new() { LeaveOpen = true, MaxBatchBytes = long.MaxValue }, cancellationToken);

    private static FileStream Create(SpillOptions options)
    {
        string directory = options.Directory.Length > 0 ? options.Directory : Path.GetTempPath();
        string path = Path.Combine(directory, $"quarry-{Guid.NewGuid():N}.qrb");
        var create = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = BufferBytes,
            Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows())
        {
            create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            var file = new FileStream(path, create);
            if (!OperatingSystem.IsWindows())
            {
                File.Delete(path);
            }

            return file;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Failed(options, "created", error);
        }
    }

    private static QuarryException Failed(SpillOptions options, string what, Exception error) => new(ErrorKind.Resource, ErrorCodes.SpillFailed,
        $"The file for a result that is put aside could not be {what} in {(options.Directory.Length > 0 ? options.Directory : Path.GetTempPath())}: {error.Message} Set SpillOptions.Directory to one with room.", error);
}
