using Apache.Arrow;
using Apache.Arrow.Types;
using Quarry.Contracts;

namespace Quarry.Arrow.Tests;

/// <summary>Two calls at once, and disposal while one is under way.</summary>
public sealed class GateTests
{
    private readonly CountingMemory _memory = new();

    [Fact]
    public async Task A_second_call_while_one_is_under_way_is_an_error_and_does_not_disturb_it()
    {
        (GatedStream stream, ArrowIpcReader reader) = await OpenAsync(leaveOpen: false);
        Task<ColumnBatch?> first = reader.ReadAsync(default).AsTask();
        await stream.Waits;
        await reader.Awaiting(it => it.ReadAsync(default).AsTask()).Should().ThrowAsync<InvalidOperationException>().WithMessage("*under way*");
        reader.Invoking(it => it.Read()).Should().Throw<InvalidOperationException>().WithMessage("*under way*");
        stream.Open();
        using (ColumnBatch? batch = await first)
        {
            batch!.Rows.Should().Be(100);
        }

        (await reader.ReadAsync(default)).Should().BeNull();
        reader.Dispose();
        _memory.Rented.Should().Be(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Disposal_during_a_read_ends_it_with_the_typed_error_and_releases_memory_only_then(bool leaveOpen)
    {
        (GatedStream stream, ArrowIpcReader reader) = await OpenAsync(leaveOpen);
        Task<ColumnBatch?> read = reader.ReadAsync(default).AsTask();
        await stream.Waits;
        int rented = _memory.Rented;
        rented.Should().BeGreaterThan(1, "the read fills the body of a batch, and there is a dictionary");
        stream.FailsWhenDisposed = false;
        reader.Dispose();
        reader.Dispose();
        _memory.Rented.Should().Be(rented, "the read still writes there");
        stream.IsDisposed.Should().Be(!leaveOpen);
        stream.Open();
        await FluentActions.Awaiting(() => read).Should().ThrowAsync<ObjectDisposedException>();
        _memory.Rented.Should().Be(0);
        await reader.Awaiting(it => it.ReadAsync(default).AsTask()).Should().ThrowAsync<ObjectDisposedException>();
        reader.Invoking(it => it.Read()).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public async Task A_stream_that_fails_because_it_was_disposed_is_the_typed_error_too()
    {
        (GatedStream stream, ArrowIpcReader reader) = await OpenAsync(leaveOpen: false);
        Task<ColumnBatch?> read = reader.ReadAsync(default).AsTask();
        await stream.Waits;
        await reader.DisposeAsync();
        (await FluentActions.Awaiting(() => read).Should().ThrowAsync<ObjectDisposedException>()).WithInnerException<IOException>();
        _memory.Rented.Should().Be(0);
    }

    private async Task<(GatedStream Stream, ArrowIpcReader Reader)> OpenAsync(bool leaveOpen)
    {
        // A dictionary is held while the body of the batch is read.
        StringArray words = new StringArray.Builder().Append("red").Append("green").Build();
        Int32Array indices = new Int32Array.Builder().AppendRange(Enumerable.Range(0, 100).Select(row => row % 2)).Build();
        RecordBatch batch = ViewTests.Batch(("c", new DictionaryArray(new DictionaryType(Int32Type.Default, StringType.Default, false), indices, words).Data));
        byte[] bytes = Ipc.WriteByArrow(batch.Schema, [batch]);
        var stream = new GatedStream(bytes, bytes.Length - 300);
        return (stream, await ArrowIpcReader.OpenAsync(stream, _memory, new() { LeaveOpen = leaveOpen }, default));
    }

    /// <summary>Bytes of which the last come only once they are let through.</summary>
    private sealed class GatedStream(byte[] bytes, int closedFrom) : MemoryStream
    {
        private readonly TaskCompletionSource _waits = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _at;

        public Task Waits => _waits.Task;

        public bool FailsWhenDisposed { get; set; } = true;

        public bool IsDisposed { get; private set; }

        public override bool CanSeek => false;

        public void Open() => _open.TrySetResult();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_at >= closedFrom)
            {
                _waits.TrySetResult();
                await _open.Task;
            }

            int count = Math.Min(buffer.Length, (_at < closedFrom ? closedFrom : bytes.Length) - _at);
            bytes.AsSpan(_at, count).CopyTo(buffer.Span);
            _at += count;
            return count;
        }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            if (FailsWhenDisposed)
            {
                _open.TrySetException(new IOException("the stream was closed"));
            }

            base.Dispose(disposing);
        }
    }
}
