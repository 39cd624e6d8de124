using System.Runtime.CompilerServices;
using Quarry.Arrow.Reading;
using Quarry.Contracts;

namespace Quarry.Arrow;

/// <summary>Reads the batches of an Arrow IPC stream or file, one after the other. Which of both it is, it sees.</summary>
/// <remarks>
/// One caller at a time: a second call while one is under way is an error, and disposal then closes the stream and makes that call throw
/// <see cref="ObjectDisposedException"/>. A batch that was handed out belongs to the caller, lives on after the reader, and is safe to read from several threads. It
/// is a view of what was read wherever its columns have that form, see <see cref="ArrowBatches.FromArrow(Apache.Arrow.RecordBatch, BatchMemory)"/>. The synchronous members read the
/// stream synchronously, the others asynchronously; they may be mixed. In a file that can be sought, the footer says which batches there are and in which
/// order: one that it leaves out is not part of the file. A file in a stream that cannot be sought is read in the order of its messages, all of them. Every length, offset and text is checked before a batch is handed out.
/// </remarks>
public sealed class ArrowIpcReader : IDisposable, IAsyncDisposable
{
    private readonly ArrowInput _input;
    private readonly BatchReader _reader;
    private readonly CallGate _gate = new();
    private bool _broken;

    private ArrowIpcReader(ArrowInput input, BatchReader reader) => (_input, _reader) = (input, reader);

    /// <summary>The columns of the batches: those that were asked for.</summary>
    public Schema Schema => _reader.Schema;

    /// <summary>What is read: a stream or a file.</summary>
    public ArrowIpcFormat Format => _reader.Format;

    /// <summary>Opens a stream and reads its schema.</summary>
    /// <param name="stream">A readable stream at the start of the Arrow data. A file in a seekable one must reach to its end.</param>
    /// <param name="memory">Lends the memory of batches.</param>
    /// <param name="options">How to read.</param>
    /// <exception cref="ArrowFormatException">The input is no Arrow IPC, or a damaged one, or a column's type has no home here.</exception>
    /// <exception cref="ArgumentException">The options name a column that there is not.</exception>
    public static ArrowIpcReader Open(Stream stream, BatchMemory memory, ArrowIpcReaderOptions options)
        => Completed(OpenAsync(stream, memory, options, synchronous: true, CancellationToken.None));

    /// <summary>As <see cref="Open"/>, asynchronously.</summary>
    /// <param name="stream">A readable stream at the start of the Arrow data.</param>
    /// <param name="memory">Lends the memory of batches.</param>
    /// <param name="options">How to read.</param>
    /// <param name="cancellationToken">Stops waiting for bytes.</param>
    /// <exception cref="ArrowFormatException">The input is no Arrow IPC, or a damaged one, or a column's type has no home here.</exception>
    /// <exception cref="ArgumentException">The options name a column that there is not.</exception>
    public static ValueTask<ArrowIpcReader> OpenAsync(Stream stream, BatchMemory memory, ArrowIpcReaderOptions options, CancellationToken cancellationToken)
        => OpenAsync(stream, memory, options, synchronous: false, cancellationToken);

    /// <summary>The next batch, which the caller disposes; null after the last.</summary>
    /// <exception cref="ArrowFormatException">The input is truncated or damaged, a value has no exact equal here, or a batch exceeds <see cref="ArrowIpcReaderOptions.MaxBatchBytes"/>.</exception>
    /// <exception cref="QuarryException">The memory budget is exhausted.</exception>
    /// <exception cref="InvalidOperationException">A read has failed before, or another is under way.</exception>
    /// <exception cref="ObjectDisposedException">The reader is disposed, or was so during the call.</exception>
    public ColumnBatch? Read() => Completed(ReadAsync(synchronous: true, CancellationToken.None));

    /// <summary>As <see cref="Read"/>, asynchronously.</summary>
    /// <param name="cancellationToken">Stops waiting for bytes. After that the reader stands within a message and can only be disposed.</param>
    public ValueTask<ColumnBatch?> ReadAsync(CancellationToken cancellationToken) => ReadAsync(synchronous: false, cancellationToken);

    /// <summary>The batches from here on. Each is disposed when the next is asked for; <see cref="ColumnBatch.Retain"/> gives one to keep.</summary>
    /// <param name="cancellationToken">Stops waiting for bytes.</param>
    public async IAsyncEnumerable<ColumnBatch> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await ReadAsync(cancellationToken).ConfigureAwait(false) is { } batch)
        {
            using (batch)
            {
                yield return batch;
            }
        }
    }

    /// <summary>Closes the stream, unless the options leave it open. Batches that were handed out live on.</summary>
    public void Dispose()
    {
        CallState before = _gate.Close();
        if (before != CallState.Closed)
        {
            _reader.Close();
        }

        // A call under way still uses the memory and gives it back itself.
        if (before == CallState.Idle)
        {
            _reader.Dispose();
        }
    }

    /// <summary>As <see cref="Dispose"/>.</summary>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }

    private static async ValueTask<ArrowIpcReader> OpenAsync(
        Stream stream, BatchMemory memory, ArrowIpcReaderOptions options, bool synchronous, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(memory);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxBatchBytes, nameof(options));
        ArrowInput input = new(stream, options.LeaveOpen) { Synchronous = synchronous };
        BatchReader reader = new(input, memory, options);
        try
        {
            await reader.OpenAsync(cancellationToken).ConfigureAwait(false);
            input.Synchronous = false;
            return new(input, reader);
        }
        catch
        {
            reader.Close();
            reader.Dispose();
            throw;
        }
    }

    private async ValueTask<ColumnBatch?> ReadAsync(bool synchronous, CancellationToken cancellationToken)
    {
        _gate.Enter(this);
        ColumnBatch? batch = null;
        Exception? failure = null;
        try
        {
            if (_broken)
            {
                throw new InvalidOperationException("A read of this Arrow data has failed, so the reader stands within a message. Open the input again.");
            }

            _broken = true;
            _input.Synchronous = synchronous;
            batch = await _reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            _broken = false;
        }
        catch (Exception error) when (_gate.IsClosed && error is not OperationCanceledException)
        {
            // However a stream says that it was closed under a read.
            failure = error;
        }
        finally
        {
            if (!_gate.TryExit())
            {
                _reader.Dispose();
                batch?.Dispose();
                failure = new ObjectDisposedException(nameof(ArrowIpcReader), failure);
            }
        }

        return failure is null ? batch : throw failure;
    }

    private static T Completed<T>(ValueTask<T> task) => task.IsCompletedSuccessfully ? task.Result : task.AsTask().GetAwaiter().GetResult();
}
