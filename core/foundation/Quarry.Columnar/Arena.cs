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
    private readonly Stack<Block>[] _free = [.. Enumerable.Range(0, LargestLog2 - SmallestLog2 + 1).Select(_ => new Stack<Block>())];
    private readonly ArenaOptions _options;
    private long _held;
    private long _rented;
    private long _peak;
    private int _rentedBlocks;
    private long _rents;
    private long _reuses;
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

    /// <inheritdoc/>
    public override MemoryBlock Rent(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, 1L << LargestLog2);
        int size = Math.Max(0, BitOperations.Log2((ulong)Math.Max(bytes, 1) * 2 - 1) - SmallestLog2);
        Block block;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            block = Take(size) ?? Allocate(size, bytes);
            _rents++;
            _rentedBlocks++;
            _rented += block.Length;
            _peak = Math.Max(_peak, _rented);
        }

        block.Retain();
        return block;
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
        }
    }

    // The next larger sizes serve only if a new block would exceed the budget: otherwise one small column could hold a large block.
    private Block? Take(int size)
    {
        int last = _held + (1L << (size + SmallestLog2)) > _options.BudgetBytes ? _free.Length - 1 : size;
        for (int i = size; i <= last; i++)
        {
            if (_free[i].TryPop(out Block? block))
            {
                _reuses++;
                return block;
            }
        }

        return null;
    }

    private Block Allocate(int size, long bytes)
    {
        long length = 1L << (size + SmallestLog2);
        if (_held + length > _options.BudgetBytes)
        {
            throw new QuarryException(ErrorKind.Resource, ErrorCodes.BudgetExhausted, string.Create(CultureInfo.InvariantCulture,
                $"The memory budget of {_options.BudgetBytes} bytes is exhausted: {_rented} bytes are in use by {_rentedBlocks} blocks and {bytes} more were asked for. "
                + $"Dispose retained batches, ask for smaller batches, or raise MemoryBudgetBytes."));
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

        lock (_gate)
        {
            _rentedBlocks--;
            _rented -= block.Length;
            if (_disposed)
            {
                Free(block);
            }
            else
            {
                _free[BitOperations.Log2((ulong)block.Length) - SmallestLog2].Push(block);
            }
        }
    }

    private void Free(Block block)
    {
        _held -= block.Length;
        NativeMemory.AlignedFree((void*)block.Address);
    }

    private sealed class Block(Arena arena, nint address, long length) : MemoryBlock(address, length)
    {
        protected override void OnReleased() => arena.Return(this);
    }
}
