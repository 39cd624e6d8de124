using System.Collections.Immutable;
using System.Data;
using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Tests.TestDriver;

/// <summary>The tables that one session sees: its temporary ones, and those of its transaction or of the database.</summary>
internal sealed class TinyTables(TinyDatabase database, TinySettings settings)
{
    public const string Temporary = "temp";
    private const int MaxName = 128;

    private readonly List<(string Name, ImmutableSortedDictionary<string, TinyTable> Tables)> _savepoints = [];
    private ImmutableSortedDictionary<string, TinyTable> _temporary = ImmutableSortedDictionary.Create<string, TinyTable>(StringComparer.Ordinal);
    private ImmutableSortedDictionary<string, TinyTable>? _began;
    private ImmutableSortedDictionary<string, TinyTable>? _now;
    private bool _readOnly;
    private bool _isLimited;

    public bool InTransaction => _began is not null;

    public IEnumerable<TinyTable> All => (_now ?? database.Tables).Values;

    public TinyTable Find(string name)
        => settings.Has(Fault.CutsLongNames) && All.FirstOrDefault(table => table.Name.Length > MaxName && name.Length > MaxName && table.Name[..MaxName] == name[..MaxName]) is { } cut ? cut
            : _temporary.GetValueOrDefault(name) ?? (_now ?? database.Tables).GetValueOrDefault(name) ?? throw TinyError.User($"there is no table {name}");

    public TinyResult Create(TinyCreate create)
    {
        bool isOfSchema = create.Table.Name.StartsWith($"{Temporary}.", StringComparison.Ordinal) && !settings.Has(Fault.TemporarySchemaIsShared);
        if (create.IsTemporary || isOfSchema)
        {
            _temporary = _temporary.Add(create.Table.Name, create.Table);
            return TinyResult.Done(0);
        }

        ImmutableSortedDictionary<string, TinyTable> Add(ImmutableSortedDictionary<string, TinyTable> tables) => tables.ContainsKey(create.Table.Name)
            ? throw TinyError.User($"table {create.Table.Name} exists")
            : tables.Add(create.Table.Name, create.Table);
        if (InTransaction && settings.Lacks(nameof(DriverCapabilities.TransactionalDefinitions)))
        {
            database.Change(tables => (Add(tables), true));
        }

        return Change(Add);
    }

    public TinyResult Drop(string name, bool ifExists)
    {
        if (_temporary.TryGetValue(name, out _))
        {
            _temporary = _temporary.Remove(name);
            return TinyResult.Done(0);
        }

        return Change(tables => tables.TryGetValue(name, out _) ? tables.Remove(name) : ifExists ? tables : throw TinyError.User($"there is no table {name}"));
    }

    public TinyResult Replace(string name, Func<TinyTable, TinyTable> change)
    {
        if (_temporary.TryGetValue(name, out TinyTable? temporary))
        {
            _temporary = _temporary.SetItem(name, change(temporary));
            return TinyResult.Done(0);
        }

        return Change(tables => tables.SetItem(name, change(tables.GetValueOrDefault(name) ?? throw TinyError.User($"there is no table {name}"))));
    }

    public void Begin(TransactionOptions options)
    {
        if (InTransaction && !settings.Has(Fault.SecondBeginIsIgnored))
        {
            throw TinyError.User("a transaction is open; commit it or roll it back first");
        }

        if ((options.Isolation is not (IsolationLevel.Unspecified or IsolationLevel.Snapshot) && !options.Deferrable && !settings.Has(Fault.IsolationIsIgnored))
            || (options.Deferrable && settings.Lacks(nameof(DriverCapabilities.DeferrableTransactions)))
            || (options.LockTimeout is not null && settings.Lacks(nameof(DriverCapabilities.LockTimeout)))
            || (options.Snapshot.Length > 0 && settings.Lacks(nameof(DriverCapabilities.Snapshots)))
            || (options.ReadOnly && settings.Lacks(nameof(DriverCapabilities.ReadOnlyTransactions))))
        {
            throw TinyError.User("such a transaction is not supported");
        }

        _readOnly = options.ReadOnly && !settings.Has(Fault.ReadOnlyIsIgnored);
        _isLimited = options.LockTimeout is not null && !settings.Has(Fault.LockTimeoutIsIgnored);
        _now = _began = options.Snapshot.Length == 0 || settings.Has(Fault.SnapshotIsIgnored)
            ? database.Tables
            : database.Snapshots.GetValueOrDefault(options.Snapshot) ?? throw TinyError.User($"there is no snapshot {options.Snapshot}");
    }

    public string Export()
    {
        string name = Guid.NewGuid().ToString("N");
        database.Snapshots[name] = _now ?? throw TinyError.User("a snapshot needs a transaction");
        return name;
    }

    public void Commit()
    {
        (ImmutableSortedDictionary<string, TinyTable> began, ImmutableSortedDictionary<string, TinyTable> now) = End();
        if (!settings.Has(Fault.CommitForgets))
        {
            database.Commit(began, now);
        }
    }

    public void Rollback()
    {
        (ImmutableSortedDictionary<string, TinyTable> began, ImmutableSortedDictionary<string, TinyTable> now) = End();
        if (settings.Has(Fault.RollbackCommits))
        {
            database.Commit(began, now);
        }
    }

    public void Save(string name)
    {
        if (_now is null)
        {
            throw TinyError.User("a savepoint needs a transaction");
        }

        if (settings.Has(Fault.SavepointsAreOne))
        {
            _savepoints.Clear();
        }

        _savepoints.Add((name, _now));
    }

    public void RollbackTo(string name)
    {
        int index = IndexOf(name);
        _now = _savepoints[index].Tables;
        _savepoints.RemoveRange(index + 1, _savepoints.Count - index - 1);
    }

    public void Release(string name)
    {
        int index = IndexOf(name);
        _savepoints.RemoveRange(index, _savepoints.Count - index);
    }

    public void Reset()
    {
        if (InTransaction && !settings.Has(Fault.ResetKeepsTransaction))
        {
            Rollback();
        }

        if (!settings.Has(Fault.ResetKeepsTemporaryTables))
        {
            _temporary = _temporary.Clear();
        }
    }

    private int IndexOf(string name)
    {
        int index = settings.Has(Fault.SavepointsAreOne) ? _savepoints.Count - 1 : _savepoints.FindLastIndex(savepoint => savepoint.Name == name);
        return index >= 0 ? index : throw TinyError.User($"there is no savepoint {name}");
    }

    private (ImmutableSortedDictionary<string, TinyTable> Began, ImmutableSortedDictionary<string, TinyTable> Now) End()
    {
        var both = (_began ?? throw TinyError.User("no transaction is open"), _now!);
        (_began, _now, _readOnly) = (null, null, false);
        database.Leave(this);
        _savepoints.Clear();
        return both;
    }

    private TinyResult Change(Func<ImmutableSortedDictionary<string, TinyTable>, ImmutableSortedDictionary<string, TinyTable>> change)
    {
        if (_readOnly)
        {
            throw TinyError.Server("the transaction is read-only");
        }

        if (_now is null)
        {
            database.Change(tables => (change(tables), true));
        }
        else
        {
            // No time passes in this driver: who would have to wait has waited.
            if (!database.Enter(this) && _isLimited)
            {
                throw TinyError.Server("the lock was not got in time");
            }

            _now = change(_now);
        }

        return TinyResult.Done(0);
    }
}
