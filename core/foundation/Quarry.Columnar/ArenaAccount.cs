using System.Globalization;
using Quarry.Contracts;

namespace Quarry.Columnar;

/// <summary>Memory of an <see cref="Arena"/> with a count and a limit of its own, within those of the account that it was opened in. Safe from any thread.</summary>
/// <remarks>It owns nothing and is not disposed: blocks that outlive whoever opened it stay counted until they come back.</remarks>
public sealed class ArenaAccount : BatchMemory
{
    private readonly Arena _arena;
    private readonly ArenaAccount? _parent;
    private readonly string _name;
    private long? _limit;
    private long _rented;
    private long _peak;
    private int _blocks;

    internal ArenaAccount(Arena arena, ArenaAccount? parent, string name, long? limitBytes)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(limitBytes ?? 1, 1, nameof(limitBytes));
        (_arena, _parent, _name, _limit) = (arena, parent, name, limitBytes);
    }

    /// <summary>What is in use through this account and those opened in it.</summary>
    public AccountStatistics Statistics => _arena.Read(() => new AccountStatistics { RentedBytes = _rented, RentedBlocks = _blocks, PeakRentedBytes = _peak });

    /// <summary>Opens an account within this one.</summary>
    /// <param name="name">Whose it is, for messages.</param>
    /// <param name="limitBytes">The most that may be in use through it at once; null is the limit of this one.</param>
    public ArenaAccount OpenAccount(string name, long? limitBytes) => new(_arena, this, name, limitBytes);

    /// <summary>Allows so many bytes beyond what is in use now.</summary>
    /// <param name="bytes">1 or more; null lifts the limit.</param>
    public void LimitFromNow(long? bytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes ?? 1, 1, nameof(bytes));
        _arena.Read(() => _limit = _rented + bytes);
    }

    /// <summary>True if so many bytes could be rented now.</summary>
    /// <param name="bytes">How many.</param>
    public bool HasRoom(long bytes) => _arena.HasRoom(this, bytes);

    /// <summary>Waits until so many bytes could be rented. Others may be faster.</summary>
    /// <param name="bytes">How many.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask WaitForRoomAsync(long bytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            // Asked for before the room is looked at: what comes back in between is not missed.
            Task returned = _arena.NextReturn();
            if (HasRoom(bytes))
            {
                return;
            }

            await returned.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public override MemoryBlock Rent(long bytes) => _arena.Rent(bytes, this);

    internal bool HasRoomWithin(long bytes) => Full(bytes) is null;

    internal void Check(long bytes)
    {
        if (Full(bytes) is { } full)
        {
            throw new QuarryException(ErrorKind.Resource, ErrorCodes.LimitExhausted, string.Create(CultureInfo.InvariantCulture,
                $"The memory limit of {full._limit} bytes for {full._name} is exhausted: {full._rented} bytes are in use by {full._blocks} blocks, and {bytes} more were asked for. ")
                + "Dispose retained batches, ask for smaller batches, or raise the limit.");
        }
    }

    internal void Add(long bytes)
    {
        for (ArenaAccount? account = this; account is not null; account = account._parent)
        {
            account._rented += bytes;
            account._blocks++;
            account._peak = Math.Max(account._peak, account._rented);
        }
    }

    internal void Remove(long bytes)
    {
        for (ArenaAccount? account = this; account is not null; account = account._parent)
        {
            account._rented -= bytes;
            account._blocks--;
        }
    }

    private ArenaAccount? Full(long bytes)
    {
        for (ArenaAccount? account = this; account is not null; account = account._parent)
        {
            if (account._rented + bytes > account._limit)
            {
                return account;
            }
        }

        return null;
    }
}
