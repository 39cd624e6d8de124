using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using Quarry.Contracts;

namespace Quarry.Columnar;

/// <summary>Memory for columns: native blocks in sizes of powers of two, 64-byte aligned, recycled, within a budget. Safe from any thread.</summary>
/// <remarks>
/// A block stays mapped until the arena is disposed, so a span kept beyond its batch reads garbage but never faults. Blocks still rented at
/// that time (batches that were retained) live on and are freed when they are released.
/// </remarks>
public sealed unsafe class Arena : BatchMemory, IDisposable
{
    private const int SmallestLog2 = 12;
    private const int LargestLog2 = 40;
    private const byte PoisonByte = 0xDB;

    private readonly Lock _gate = new();
    private readonly Stack<Block>[] _free = Sizes();
    private readonly Stack<Block>[] _parked = Sizes();
    private readonly ArenaOptions _options;
    private long _held;
    private long _rented;
    private long _peak;
    private int _rentedBlocks;
    private long _rents;
    private long _reuses;
    private TaskCompletionSource? _returned;
    private bool _disposed;

    /// <summary>Creates an arena that holds nothing yet.</summary>
    /// <param name="options">Budget and poisoning.</param>
    public Arena(ArenaOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BudgetBytes, 1L << SmallestLog2, nameof(options));
        _options = options;
    }

    /// <summary>What the arena holds now.</summary>
    public ArenaStatistics Statistics
    {
        get
        {
            lock (_gate)
            {
                return new()
                {
                    HeldBytes = _held,
                    RentedBytes = _rented,
                    PeakRentedBytes = _peak,
                    RentedBlocks = _rentedBlocks,
                    Rents = _rents,
                    Reuses = _reuses,
                };
            }
        }
    }

    /// <summary>Opens an account: memory of this arena with a count, and if need be a limit, of its own.</summary>
    /// <param name="name">Whose it is, for messages.</param>
    /// <param name="limitBytes">The most that may be in use through it at once; null is without limit.</param>
    public ArenaAccount OpenAccount(string name, long? limitBytes) => new(this, null, name, limitBytes);

    /// <inheritdoc/>
    public override MemoryBlock Rent(long bytes) => Rent(bytes, null);

    internal MemoryBlock Rent(long bytes, ArenaAccount? account)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, 1L << LargestLog2);
        int size = Math.Max(0, BitOperations.Log2((ulong)Math.Max(bytes, 1) * 2 - 1) - SmallestLog2);
        Block block;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            account?.Check(1L << (size + SmallestLog2));
            block = Take(size) ?? Allocate(size, bytes);
            block.Account = account;
            account?.Add(block.Length);
            _rents++;
            _rentedBlocks++;
            _rented += block.Length;
            _peak = Math.Max(_peak, _rented);
        }

        return block;
    }

    /// <summary>True if so many bytes could be rented through an account now.</summary>
    internal bool HasRoom(ArenaAccount account, long bytes)
    {
        lock (_gate)
        {
            return _rented + bytes <= _options.BudgetBytes && account.HasRoomWithin(bytes);
        }
    }

    /// <summary>Completes when a block has come back.</summary>
    internal Task NextReturn()
    {
        lock (_gate)
        {
            return (_returned ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Reads several numbers of one moment.</summary>
    internal T Read<T>(Func<T> numbers)
    {
        lock (_gate)
        {
            return numbers();
        }
    }

    /// <summary>Frees what is kept for reuse; blocks in use are freed when they come back.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (Stack<Block> blocks in _free)
            {
                while (blocks.TryPop(out Block? block))
                {
                    Free(block);
                }
            }

            foreach (Stack<Block> blocks in _parked)
            {
                while (blocks.TryPop(out Block? block))
                {
                    NativeMemory.AlignedFree((void*)block.Address);
                }
            }
        }
    }

    private static Stack<Block>[] Sizes() => [.. Enumerable.Range(0, LargestLog2 - SmallestLog2 + 1).Select(_ => new Stack<Block>())];

    // The next larger sizes serve only if a new block would exceed the budget: otherwise one small column could hold a large block.
    private Block? Take(int size)
    {
        bool isFull = _held + (1L << (size + SmallestLog2)) > _options.BudgetBytes;
        for (int i = size; i <= (isFull ? _free.Length - 1 : size); i++)
        {
            if (_free[i].TryPop(out Block? block))
            {
                _reuses++;
                block.Reuse();
                return block;
            }
        }

        return null;
    }

    // Idle blocks that are too small for what is needed give their pages back. They stay mapped, since a stale span must not fault,
    // and count again when they are used again.
    private void ParkIdle(long needed)
    {
        for (int i = _free.Length - 1; i >= 0 && _held + needed > _options.BudgetBytes; i--)
        {
            while (_held + needed > _options.BudgetBytes && _free[i].TryPop(out Block? block))
            {
                if (!PageAdvice.TryDiscard(block.Address, block.Length))
                {
                    _free[i].Push(block);
                    break;
                }

                _held -= block.Length;
                _parked[i].Push(block);
            }
        }
    }

    private Block Allocate(int size, long bytes)
    {
        long length = 1L << (size + SmallestLog2);
        ParkIdle(length);
        if (_held + length > _options.BudgetBytes)
        {
            throw new QuarryException(ErrorKind.Resource, ErrorCodes.BudgetExhausted, string.Create(CultureInfo.InvariantCulture,
                $"The memory budget of {_options.BudgetBytes} bytes is exhausted: {_rented} bytes are in use by {_rentedBlocks} blocks, {_held - _rented} are kept for reuse, and {bytes} more were asked for. "
                + $"Dispose retained batches, ask for smaller batches, or raise MemoryBudgetBytes."));
        }

        if (_parked[size].TryPop(out Block? parked))
        {
            _held += length;
            parked.Reuse();
            return parked;
        }

        var block = new Block(this, (nint)NativeMemory.AlignedAlloc((nuint)length, 64), length);
        _held += length;
        return block;
    }

    private void Return(Block block)
    {
        if (_options.Poison)
        {
            NativeMemory.Fill((void*)block.Address, (nuint)block.Length, PoisonByte);
        }

        TaskCompletionSource? returned;
        lock (_gate)
        {
            _rentedBlocks--;
            _rented -= block.Length;
            block.Account?.Remove(block.Length);
            block.Account = null;
            (returned, _returned) = (_returned, null);
            if (_disposed)
            {
                Free(block);
            }
            else
            {
                _free[BitOperations.Log2((ulong)block.Length) - SmallestLog2].Push(block);
            }
        }

        returned?.SetResult();
    }

    private void Free(Block block)
    {
        _held -= block.Length;
        NativeMemory.AlignedFree((void*)block.Address);
    }

    private sealed class Block(Arena arena, nint address, long length) : MemoryBlock(address, length)
    {
        /// <summary>Who is charged for it.</summary>
        public ArenaAccount? Account { get; set; }

        public void Reuse() => Lend();

        protected override void OnReleased() => arena.Return(this);
    }
}
