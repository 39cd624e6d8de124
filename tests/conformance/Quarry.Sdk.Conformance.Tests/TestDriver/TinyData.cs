using System.Collections.Concurrent;
using System.Collections.Immutable;
using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Tests.TestDriver;

internal sealed record TinyColumn(string Name, LogicalType Type, bool IsNullable);

internal sealed record TinyForeignKey(string Column, string Table, string Referenced);

internal sealed record TinyIndex(string Name, string Column);

/// <summary>A table with all its rows; immutable, so that a transaction is a reference to an older state.</summary>
internal sealed record TinyTable(string Name, ImmutableArray<TinyColumn> Columns)
{
    public ImmutableList<object?[]> Rows { get; init; } = [];
    public ImmutableArray<string> Key { get; init; } = [];
    public ImmutableArray<TinyForeignKey> ForeignKeys { get; init; } = [];
    public ImmutableArray<TinyIndex> Indexes { get; init; } = [];

    public int IndexOf(string column)
    {
        for (int i = 0; i < Columns.Length; i++)
        {
            if (Columns[i].Name == column)
            {
                return i;
            }
        }

        throw TinyError.Server($"table {Name} has no column {column}");
    }
}

/// <summary>The committed state, shared by the sessions of one target.</summary>
internal sealed class TinyDatabase
{
    private readonly Lock _lock = new();
    private readonly HashSet<object> _writers = [];

    /// <summary>A transaction writes until it ends.</summary>
    /// <returns>False if another one does.</returns>
    public bool Enter(object writer)
    {
        lock (_lock)
        {
            _writers.Add(writer);
            return _writers.Count == 1;
        }
    }

    public void Leave(object writer)
    {
        lock (_lock)
        {
            _writers.Remove(writer);
        }
    }

    public ImmutableSortedDictionary<string, TinyTable> Tables { get; private set; } = ImmutableSortedDictionary.Create<string, TinyTable>(StringComparer.Ordinal);

    /// <summary>What transactions saw that others may see, by its name.</summary>
    public ConcurrentDictionary<string, ImmutableSortedDictionary<string, TinyTable>> Snapshots { get; } = [];

    /// <summary>Runs one statement that commits by itself.</summary>
    public T Change<T>(Func<ImmutableSortedDictionary<string, TinyTable>, (ImmutableSortedDictionary<string, TinyTable> Tables, T Result)> change)
    {
        lock (_lock)
        {
            (Tables, T result) = change(Tables);
            return result;
        }
    }

    /// <summary>Commits a transaction unless another one has committed since it began.</summary>
    public void Commit(ImmutableSortedDictionary<string, TinyTable> began, ImmutableSortedDictionary<string, TinyTable> now)
    {
        lock (_lock)
        {
            if (!ReferenceEquals(began, now))
            {
                Tables = ReferenceEquals(began, Tables) ? now : throw TinyError.Server("another transaction has committed first; run this one again");
            }
        }
    }
}

internal static class TinyError
{
    public static QuarryException User(string message) => new(ErrorKind.User, 30_001, $"tiny: {message}");

    public static QuarryException Server(string message) => new(ErrorKind.Server, 30_002, $"tiny: {message}");

    public static QuarryException Syntax(string message, int position) => new(ErrorKind.User, 30_003, $"tiny: {message}", "42601", null) { Position = position };
}
