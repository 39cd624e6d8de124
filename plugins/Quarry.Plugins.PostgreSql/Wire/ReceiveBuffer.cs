using System.Buffers.Binary;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Errors;

namespace Quarry.Plugins.PostgreSql.Wire;

/// <summary>Bytes from the server in batch memory: messages are read where they were received. One thread at a time.</summary>
/// <param name="memory">Where the buffer comes from; it counts in the engine's budget.</param>
/// <param name="source">Receives at least one byte, or fails.</param>
internal sealed unsafe class ReceiveBuffer(BatchMemory memory, IByteSource source) : IDisposable
{
    /// <summary>The buffer unless one message is larger: some hundred rows, and small enough for the second-level cache.</summary>
    public const int DefaultCapacity = 128 << 10;

    // The server's own limit of a message (PQ_LARGE_MESSAGE_LIMIT, MaxAllocSize) is 1 GiB − 1.
    public const int MaxMessage = 1 << 30;
    private const int HeaderBytes = 5;

    private MemoryBlock? _block;
    private int _capacity;

    /// <summary>The first byte of the buffer. It moves when more is received.</summary>
    public byte* Data { get; private set; }

    /// <summary>Index of the first byte that was not consumed.</summary>
    public int Start { get; private set; }

    /// <summary>Index after the last byte that was received.</summary>
    public int End { get; private set; }

    /// <summary>The longest message that is accepted. Small until the server is known: one that sends garbage could ask for a gigabyte.</summary>
    public int MessageLimit { get; set; } = MaxMessage;

    /// <summary>Bytes received since the session began.</summary>
    public long Received { get; private set; }

    /// <summary>True if the next message is here as a whole.</summary>
    public bool HasMessage => End - Start >= HeaderBytes && End - Start >= MessageLength();

    /// <summary>Makes sure that the next message is here as a whole, and returns its type and its whole length.</summary>
    public (byte Type, int Length) NextMessage()
    {
        Require(HeaderBytes);
        int length = MessageLength();
        Require(length);
        return (Data[Start], length);
    }

    /// <summary>The type of the next message and, of those that hold rows, not more than the header.</summary>
    public byte PeekType()
    {
        Require(HeaderBytes);
        return Data[Start];
    }

    /// <summary>The content of the next message, which <see cref="NextMessage"/> has returned. Valid until the next receive.</summary>
    public ReadOnlySpan<byte> Content(int length) => new(Data + Start + HeaderBytes, length - HeaderBytes);

    /// <summary>Bytes were used up.</summary>
    public void Consume(int bytes)
    {
        Start += bytes;
        if (Start == End)
        {
            (Start, End) = (0, 0);
            if (_capacity > DefaultCapacity)
            {
                // A large message was the reason; an idle session does not keep its memory.
                Dispose();
            }
        }
    }

    /// <summary>Passes over the next message, however long it is, without keeping it.</summary>
    public void Skip()
    {
        Require(HeaderBytes);
        for (int left = MessageLength(); left > 0;)
        {
            Require(1);
            int step = Math.Min(left, End - Start);
            Consume(step);
            left -= step;
        }
    }

    /// <summary>Receives until so many bytes are here.</summary>
    public void Require(int bytes)
    {
        while (End - Start < bytes)
        {
            Fill(bytes);
        }
    }

    /// <summary>Counts the answers that are here as a whole, each up to its ReadyForQuery, and says whether one more has begun.</summary>
    public (int Whole, bool HasBegun) CountAnswers()
    {
        int whole = 0;
        int end = Start;
        for (int next = Start; End - next >= HeaderBytes && MessageLength(next) is var length && length <= End - next;)
        {
            bool isEnd = Data[next] == Backend.ReadyForQuery;
            next += length;
            if (isEnd)
            {
                (whole, end) = (whole + 1, next);
            }
        }

        return (whole, End > end);
    }

    /// <summary>Receives what is here, or waits for it.</summary>
    public void ReceiveSome() => Fill(1);

    /// <summary>The whole length of the next message; its header is here.</summary>
    public int MessageLength() => MessageLength(Start);

    private int MessageLength(int at)
    {
        int length = BinaryPrimitives.ReadInt32BigEndian(new(Data + at + 1, sizeof(int)));
        return length >= sizeof(int) && length < MessageLimit ? length + 1 : throw PgErrors.Protocol($"a message of {length} bytes");
    }

    public void Dispose()
    {
        _block?.Release();
        _block = null;
        Data = null;
        (Start, End, _capacity) = (0, 0, 0);
    }

    private void Fill(int bytes)
    {
        if (_block is null || bytes > _capacity)
        {
            Resize(Math.Max(bytes, DefaultCapacity));
        }
        else if (_capacity - Start < bytes || End == _capacity)
        {
            Buffer.MemoryCopy(Data + Start, Data, _capacity, End - Start);
            (Start, End) = (0, End - Start);
        }

        int received = source.Receive(new(Data + End, _capacity - End));
        End += received;
        Received += received;
    }

    private void Resize(int capacity)
    {
        MemoryBlock block = memory.Rent(capacity);
        byte* data = (byte*)block.Address;
        Buffer.MemoryCopy(Data + Start, data, block.Length, End - Start);
        _block?.Release();
        Data = data;
        (_block, _capacity) = (block, (int)Math.Min(block.Length, int.MaxValue));
        (Start, End) = (0, End - Start);
    }
}
